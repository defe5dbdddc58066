/*
 * fuzz/fuzz_io.c - bytes become system calls on the sample drivers
 *
 * The first byte chooses processors and seed. Then each call takes a byte for what it is, one for
 * the file, and as many for its arguments. Buffers are good, misaligned, absent, read-only, freed,
 * or the kernel's; what a call returns is not looked at. What must not happen: a bug check, a leak,
 * a machine that stands still. At the end every major function must have been reached.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <ntifs.h>
#include <sim/test.h>

#include "fuzz/bytes.h"
#include "fuzz/witness.h"

enum { FILES = 6, SLOTS = 16, BUFFER = 8192, CALLS = 64, AT_LEAST = 100000 };

static HANDLE files[FILES];
static struct {
    IO_STATUS_BLOCK iosb;
    UCHAR buffer[BUFFER];
} slots[SLOTS] __attribute__((aligned(4096)));
static unsigned slot; // of the call that is being made
static UCHAR *read_only, *freed;
static UCHAR source[] = "what the fuzzer writes";

static uint64_t executions, reached[IRP_MJ_MAXIMUM_FUNCTION + 1];

/* --- arguments -------------------------------------------------------------------------------- */

static HANDLE *
any_file(void)
{
    return &files[bytes_below(FILES)];
}

static PIO_STATUS_BLOCK
next_iosb(void)
{
    slot = (slot + 1) % SLOTS;
    return &slots[slot].iosb;
}

static ULONG
any_length(void)
{
    static const ULONG lengths[] = {0, 1, 4, 8, 16, 24, 32, 40, 64, 104, 512, 4095, 4096, 4097};
    unsigned n = bytes_below(ARRAYSIZE(lengths) + 2);

    return n < ARRAYSIZE(lengths) ? lengths[n] : n == ARRAYSIZE(lengths) ? bytes_8() : bytes_16();
}

/* Mostly memory that may be written. */
static PVOID
any_buffer(void)
{
    UCHAR *own = slots[slot].buffer;

    switch (bytes_below(32)) {
    case 0:
        return NULL;
    case 1:
        return own + 1;
    case 2:
        return own + BUFFER - 8;
    case 3:
        return read_only;
    case 4:
        return freed;
    case 5:
        return (PVOID)(ULONG_PTR)0xFFFFF78000000000u;
    case 6:
        return (PVOID)&executions; // the program's, host memory behind it
    case 7:
        return (PVOID)(~(ULONG_PTR)0 - 64);
    default:
        return own;
    }
}

/* The same, filled from the input. */
static PVOID
any_input(ULONG length)
{
    UCHAR *buffer = any_buffer();

    if (buffer == slots[slot].buffer) {
        for (ULONG i = 0; i < length && i < 64 && bytes_left(); i++) {
            buffer[i] = bytes_8();
        }
    }
    return buffer;
}

static PLARGE_INTEGER
any_offset(PLARGE_INTEGER offset)
{
    switch (bytes_below(4)) {
    case 0:
        return NULL;
    case 1:
        offset->QuadPart = (LONGLONG)bytes_8() * 512;
        break;
    case 2:
        offset->QuadPart = (LONG)(bytes_32());
        break;
    default:
        offset->QuadPart = 0;
    }
    return offset;
}

static ULONG
any_control_code(void)
{
    ULONG kind = bytes_below(8), code = bytes_16();

    switch (kind) {
    case 0:
        return IOCTL_WITNESS_SEND;
    case 1:
        return CTL_CODE(FILE_DEVICE_DISK, code & 0xFF, code >> 8 & 3, code >> 10 & 3);
    case 2:
        return code << 16 | bytes_16();
    default:
        return CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + (code & 0x1F), code >> 8 & 3, code >> 10 & 3);
    }
}

/* --- calls ------------------------------------------------------------------------------------ */

struct place {
    UNICODE_STRING name;
    OBJECT_ATTRIBUTES attributes;
    WCHAR text[96];
};

static POBJECT_ATTRIBUTES
any_name(struct place *place)
{
    static const PCWSTR names[] = {
        L"\\Device\\FuzzWitness",
        L"\\Device\\FuzzWitnessDirect",
        L"\\Device\\FuzzWitnessNeither",
        L"\\Device\\Stress",
        L"\\??\\Nowhere",
        L"\\Device",
        L"",
    };
    ULONG length = 0;
    unsigned flags;

    for (PCWSTR name = names[bytes_below(ARRAYSIZE(names))]; *name != 0; name++) {
        place->text[length++] = *name;
    }
    flags = bytes_8();
    if ((flags & 3) == 3) {
        place->text[length++] = '\\';
        place->text[length++] = (WCHAR)('a' + bytes_below(26));
    }
    place->name = (UNICODE_STRING){.Buffer = place->text,
                                   .Length = (USHORT)(length * sizeof(WCHAR)),
                                   .MaximumLength = sizeof place->text};
    InitializeObjectAttributes(&place->attributes, &place->name,
                               (flags & 4) != 0 ? 0 : OBJ_CASE_INSENSITIVE,
                               (flags & 0x70) == 0x70 ? files[0] : NULL, NULL);
    return &place->attributes;
}

static ACCESS_MASK
any_access(void)
{
    return (bytes_8() & 7) == 0 ? bytes_32() : SYNCHRONIZE | GENERIC_READ | GENERIC_WRITE;
}

static ULONG
any_options(void)
{
    static const ULONG options[] = {0, FILE_SYNCHRONOUS_IO_NONALERT, FILE_SYNCHRONOUS_IO_ALERT,
                                    FILE_NO_INTERMEDIATE_BUFFERING};
    unsigned n = bytes_below(8);

    return n < ARRAYSIZE(options) ? options[n] : n == 7 ? bytes_32() : 0;
}

static void
forget(HANDLE *file)
{
    if (*file != NULL) {
        NtClose(*file);
        *file = NULL;
    }
}

static void
call_create(void)
{
    HANDLE *file = any_file();
    struct place place;
    ULONG length;
    PVOID ea = NULL;

    forget(file);
    next_iosb();
    length = bytes_below(4) == 0 ? any_length() : 0;
    if (length != 0) {
        ea = any_input(length);
    }
    NtCreateFile(file, any_access(), any_name(&place), &slots[slot].iosb, NULL, bytes_8(),
                 bytes_below(8), bytes_below(6), any_options(), ea, length);
}

static void
call_pipe(void)
{
    HANDLE *file = any_file();
    struct place place;

    forget(file);
    NtCreateNamedPipeFile(file, any_access(), any_name(&place), next_iosb(), bytes_below(4),
                          bytes_below(6), any_options(), bytes_below(2), bytes_below(2),
                          bytes_below(2), bytes_8(), bytes_16(), bytes_16(), NULL);
}

static void
call_mailslot(void)
{
    HANDLE *file = any_file();
    struct place place;

    forget(file);
    NtCreateMailslotFile(file, any_access(), any_name(&place), next_iosb(), any_options(),
                         bytes_16(), bytes_16(), NULL);
}

static void
call_close(void)
{
    forget(any_file());
}

static void
call_read(void)
{
    LARGE_INTEGER offset;
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtReadFile(file, NULL, NULL, NULL, iosb, any_buffer(), length, any_offset(&offset), NULL);
}

static void
call_write(void)
{
    LARGE_INTEGER offset;
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtWriteFile(file, NULL, NULL, NULL, iosb, any_input(length), length, any_offset(&offset), NULL);
}

static void
call_control(void)
{
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG code = any_control_code(), in = any_length(), out = any_length();
    PVOID input = any_input(in);

    NtDeviceIoControlFile(file, NULL, NULL, NULL, iosb, code, input, in, any_buffer(), out);
}

static void
call_fs_control(void)
{
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG code = any_control_code(), in = any_length(), out = any_length();
    PVOID input = any_input(in);

    NtFsControlFile(file, NULL, NULL, NULL, iosb, code, input, in, any_buffer(), out);
}

static void
call_query(void)
{
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtQueryInformationFile(file, iosb, any_buffer(), length, bytes_below(80));
}

static void
call_set(void)
{
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtSetInformationFile(file, iosb, any_input(length), length, bytes_below(80));
}

static void
call_query_volume(void)
{
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtQueryVolumeInformationFile(file, iosb, any_buffer(), length, bytes_below(16));
}

static void
call_set_volume(void)
{
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtSetVolumeInformationFile(file, iosb, any_input(length), length, bytes_below(16));
}

static void
call_query_ea(void)
{
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtQueryEaFile(file, iosb, any_buffer(), length, bytes_below(2), NULL, 0, NULL, TRUE);
}

static void
call_set_ea(void)
{
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtSetEaFile(file, iosb, any_input(length), length);
}

static void
call_query_quota(void)
{
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtQueryQuotaInformationFile(file, iosb, any_buffer(), length, FALSE, NULL, 0, NULL, TRUE);
}

static void
call_set_quota(void)
{
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtSetQuotaInformationFile(file, iosb, any_input(length), length);
}

static void
call_lock(void)
{
    LARGE_INTEGER offset = {.QuadPart = bytes_8()}, length = {.QuadPart = bytes_8()};
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();

    if (bytes_below(2) == 0) {
        NtLockFile(file, NULL, NULL, NULL, iosb, &offset, &length, 0, TRUE, TRUE);
    } else {
        NtUnlockFile(file, iosb, &offset, &length, 0);
    }
}

static void
call_flush(void)
{
    HANDLE file = *any_file();

    NtFlushBuffersFile(file, next_iosb());
}

static void
call_directory(void)
{
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtQueryDirectoryFile(file, NULL, NULL, NULL, iosb, any_buffer(), length, bytes_below(40),
                         bytes_below(2), NULL, bytes_below(2));
}

static void
call_notify(void)
{
    HANDLE file = *any_file();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtNotifyChangeDirectoryFile(file, NULL, NULL, NULL, iosb, any_buffer(), length, bytes_16(),
                                FALSE);
}

static void
call_query_security(void)
{
    HANDLE file = *any_file();
    ULONG length, needed;

    next_iosb();
    length = any_length();
    NtQuerySecurityObject(file, bytes_below(32), any_buffer(), length, &needed);
}

static void
call_set_security(void)
{
    HANDLE file = *any_file();

    next_iosb();
    NtSetSecurityObject(file, bytes_below(32), any_input(64));
}

static void
call_cancel(void)
{
    HANDLE file = *any_file();
    IO_STATUS_BLOCK iosb;

    if (bytes_below(2) == 0) {
        NtCancelIoFile(file, &iosb);
    } else {
        NtCancelIoFileEx(file, &slots[bytes_below(SLOTS)].iosb, &iosb);
    }
}

static void
call_duplicate(void)
{
    HANDLE from = *any_file(), *to = any_file();

    forget(to);
    NtDuplicateObject(NtCurrentProcess(), from, NtCurrentProcess(), to, 0, 0,
                      DUPLICATE_SAME_ACCESS);
}

static void
call_send(void)
{
    WITNESS_ORDER order = {bytes_8(), bytes_8()};
    HANDLE file = *any_file();

    NtDeviceIoControlFile(file, NULL, NULL, NULL, next_iosb(), IOCTL_WITNESS_SEND, &order,
                          sizeof order, NULL, 0);
}

static void
call_nothing(void)
{
    sim_run_for((uint64_t)bytes_16() * 1000);
}

/* --- one input -------------------------------------------------------------------------------- */

static void
make_calls(void *unused)
{
    static void (*const calls[])(void) = {
        call_create,       call_read,         call_write,          call_control,  call_query,
        call_set,          call_query_volume, call_set_volume,     call_query_ea, call_set_ea,
        call_query_quota,  call_set_quota,    call_lock,           call_flush,    call_directory,
        call_notify,       call_pipe,         call_mailslot,       call_close,    call_fs_control,
        call_set_security, call_cancel,       call_duplicate,      call_send,     call_nothing,
        call_create,       call_control,      call_query_security,
    };

    for (unsigned i = 0; i < CALLS && bytes_left(); i++) {
        calls[bytes_below(ARRAYSIZE(calls))]();
    }
}

/* Calls of a thread that ends before its requests do are cancelled, also on synchronous handles. */
static void
body(void **state)
{
    const uint64_t *counts = sim_driver_symbol("fuzz_witness", "WitnessReached");

    memset(files, 0, sizeof files);
    read_only = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READONLY);
    freed = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    VirtualFree(freed, 0, MEM_RELEASE);
    make_calls(NULL);
    for (unsigned i = 0; i < FILES; i++) {
        forget(&files[i]);
    }
    VirtualFree(read_only, 0, MEM_RELEASE);
    for (unsigned i = 0; i < ARRAYSIZE(reached); i++) {
        reached[i] += counts[i];
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sim_setup setup = {.name = "fuzz_io",
                              .test = body,
                              .policy = SIM_RANDOM,
                              .trace_off = true,
                              .drivers = {"stress_bottom", "fuzz_witness"}};
    unsigned first;

    executions++;
    bytes_next = data;
    bytes_end = data + size;
    first = bytes_8();
    setup.cpus = 1 + first % 4;
    setup.seed = first / 4;
    if (sim_boot(&setup).failed) {
        abort();
    }
    return 0;
}

/* --- at the end ------------------------------------------------------------------------------- */

static const char *const majors[] = {
    "CREATE",
    "CREATE_NAMED_PIPE",
    "CLOSE",
    "READ",
    "WRITE",
    "QUERY_INFORMATION",
    "SET_INFORMATION",
    "QUERY_EA",
    "SET_EA",
    "FLUSH_BUFFERS",
    "QUERY_VOLUME_INFORMATION",
    "SET_VOLUME_INFORMATION",
    "DIRECTORY_CONTROL",
    "FILE_SYSTEM_CONTROL",
    "DEVICE_CONTROL",
    "INTERNAL_DEVICE_CONTROL",
    "SHUTDOWN",
    "LOCK_CONTROL",
    "CLEANUP",
    "CREATE_MAILSLOT",
    "QUERY_SECURITY",
    "SET_SECURITY",
    "POWER",
    "SYSTEM_CONTROL",
    "DEVICE_CHANGE",
    "QUERY_QUOTA",
    "SET_QUOTA",
    "PNP",
};

/* A run over the whole budget must have reached everything; one that repeats a file need not. */
static void
report(void)
{
    unsigned missed = 0;

    if (executions < AT_LEAST) {
        return;
    }
    printf("%llu inputs\n", (unsigned long long)executions);
    for (unsigned i = 0; i < ARRAYSIZE(reached); i++) {
        printf("IRP_MJ_%-24s %llu\n", majors[i], (unsigned long long)reached[i]);
        missed += reached[i] == 0;
    }
    fflush(stdout);
    if (missed != 0) {
        fprintf(stderr, "%u major functions were not reached\n", missed);
        _exit(1);
    }
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    return atexit(report);
}
