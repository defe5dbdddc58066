/*
 * fuzz/fuzz_text.c - bytes become what a test or a driver gives to libsim's parsers
 *
 * The first byte says which: SDDL text ('0'), a security descriptor in binary form ('1') or
 * registry text ('2'). The rest, exactly as long as it is, ends where a page ends before one that
 * nobody may touch. What is refused is refused; what is taken must be good: a descriptor is valid,
 * in its absolute form too, and its text can be read again. What must not happen: a bug check, a
 * leak, a byte too many.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <ntifs.h>
#include <sim/test.h>

enum { PAGE = 4096, MOST = 1024, KINDS = 3, AT_LEAST = 100000 };

static const uint8_t *input;
static size_t input_size;
static unsigned kind;
static uint64_t executions, taken[KINDS]; // taken: not refused

/* A copy whose end is the end of memory. */
static PVOID
place(PVOID pages, const void *data, size_t size)
{
    return memcpy((PUCHAR)pages + PAGE - size, data, size);
}

static void
must(bool fact, const char *text)
{
    if (!fact) {
        fail_msg("not so: %s", text);
    }
}

/* --- security descriptors --------------------------------------------------------------------- */

static WCHAR text[8 * MOST];
static UCHAR descriptor[16 * MOST], again[16 * MOST];
static UCHAR absolute[SECURITY_DESCRIPTOR_MIN_LENGTH], parts[4][MOST];

static void
ask_for_parts(PSECURITY_DESCRIPTOR sd)
{
    BOOLEAN present, defaulted;
    PSID sid;
    PACL acl;

    must(NT_SUCCESS(RtlGetOwnerSecurityDescriptor(sd, &sid, &defaulted)), "an owner");
    must(sid == NULL || RtlValidSid(sid), "a valid owner");
    must(NT_SUCCESS(RtlGetGroupSecurityDescriptor(sd, &sid, &defaulted)), "a group");
    must(sid == NULL || RtlValidSid(sid), "a valid group");
    RtlGetDaclSecurityDescriptor(sd, &present, &acl, &defaulted);
    RtlGetSaclSecurityDescriptor(sd, &present, &acl, &defaulted);
}

static void
to_the_absolute_form_and_back(PSECURITY_DESCRIPTOR sd)
{
    ULONG sizes[5] = {sizeof absolute, MOST, MOST, MOST, MOST}, length = sizeof again;
    NTSTATUS status;

    status = RtlSelfRelativeToAbsoluteSD(sd, (PSECURITY_DESCRIPTOR)absolute, &sizes[0],
                                         (PACL)parts[0], &sizes[1], (PACL)parts[1], &sizes[2],
                                         (PSID)parts[2], &sizes[3], (PSID)parts[3], &sizes[4]);
    if (!NT_SUCCESS(status)) {
        must(status == STATUS_BUFFER_TOO_SMALL, "only size is a reason");
        return;
    }
    must(RtlValidSecurityDescriptor((PSECURITY_DESCRIPTOR)absolute), "an absolute form is valid");
    must(NT_SUCCESS(RtlAbsoluteToSelfRelativeSD((PSECURITY_DESCRIPTOR)absolute,
                                                (PSECURITY_DESCRIPTOR)again, &length)),
         "and has a self-relative form");
    must(RtlValidRelativeSecurityDescriptor((PSECURITY_DESCRIPTOR)again, length, 0),
         "which is valid");
}

/* Whatever is in a descriptor, its text can be asked for; a SID without subauthorities has one that
   nobody reads. What was text once is text again. */
static void
write_and_read_again(const void *sd, bool was_text)
{
    uint32_t characters = ARRAYSIZE(text), length = sizeof again;
    NTSTATUS status = sim_write_sddl(sd, text, &characters);

    must(NT_SUCCESS(status) || !was_text, "what was read has a text");
    if (!NT_SUCCESS(status)) {
        return;
    }
    status = sim_read_sddl(text, characters - 1, again, &length, NULL);
    must(NT_SUCCESS(status) || !was_text, "which can be read");
    must(!NT_SUCCESS(status) ||
             RtlValidRelativeSecurityDescriptor((PSECURITY_DESCRIPTOR)again, length, 0),
         "and means a valid descriptor");
}

static void
read_sddl(PVOID pages)
{
    uint32_t length = sizeof descriptor, error;
    WCHAR wide[MOST];

    for (size_t i = 0; i < input_size; i++) {
        wide[i] = input[i];
    }
    if (!NT_SUCCESS(sim_read_sddl(place(pages, wide, input_size * sizeof(WCHAR)), input_size,
                                  descriptor, &length, &error))) {
        must(error <= input_size, "an error has a position");
        return;
    }
    taken[kind]++;
    must(RtlValidRelativeSecurityDescriptor((PSECURITY_DESCRIPTOR)descriptor, length, 0),
         "a descriptor that was read is valid");
    write_and_read_again(descriptor, true);
}

static void
read_descriptor(PVOID pages)
{
    PSECURITY_DESCRIPTOR sd = place(pages, input, input_size);

    if (!RtlValidRelativeSecurityDescriptor(sd, (ULONG)input_size, 0)) {
        return;
    }
    taken[kind]++;
    must(RtlValidSecurityDescriptor(sd), "what is valid in its length is valid");
    must(RtlLengthSecurityDescriptor(sd) <= sizeof again, "it has a length");
    ask_for_parts(sd);
    to_the_absolute_form_and_back(sd);
    write_and_read_again(sd, false);
}

static void
read_registry_text(PVOID pages)
{
    unsigned line = 0;

    if (NT_SUCCESS(sim_import_registry(place(pages, input, input_size), input_size, &line))) {
        taken[kind]++;
    }
    must(line <= input_size + 1, "no more lines than characters");
}

/* --- one input -------------------------------------------------------------------------------- */

static void
body(void **state)
{
    static void (*const readers[KINDS])(PVOID) = {read_sddl, read_descriptor, read_registry_text};
    PVOID pages = VirtualAlloc(NULL, 2 * PAGE, MEM_RESERVE, PAGE_NOACCESS);

    VirtualAlloc(pages, PAGE, MEM_COMMIT, PAGE_READWRITE);
    readers[kind](pages);
    VirtualFree(pages, 0, MEM_RELEASE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sim_setup setup = {.name = "fuzz_text", .test = body, .cpus = 1, .trace_off = true};

    executions++;
    if (size == 0 || size > MOST) {
        return 0;
    }
    kind = data[0] % KINDS;
    input = data + 1;
    input_size = size - 1;
    if (sim_boot(&setup).failed) {
        abort();
    }
    return 0;
}

/* --- at the end ------------------------------------------------------------------------------- */

/* A run over the whole budget must have found good input of each kind. */
static void
report(void)
{
    if (executions < AT_LEAST) {
        return;
    }
    printf("%llu inputs; good SDDL %llu, descriptors %llu, registry text %llu\n",
           (unsigned long long)executions, (unsigned long long)taken[0],
           (unsigned long long)taken[1], (unsigned long long)taken[2]);
    fflush(stdout);
    if (taken[0] == 0 || taken[1] == 0 || taken[2] == 0) {
        _exit(1);
    }
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    return atexit(report);
}
