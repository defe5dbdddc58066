/*
 * fuzz/io/arguments.c - handles, lengths, buffers, names, ... made of bytes
 *
 * Most are good, so that calls get far; the others are absent, misaligned, read-only, freed, of the
 * kernel, or of the wrong type.
 */
#include "io.h"

HANDLE files[FILES], event, port;

/* Behind the last one there is as much as the longest length reaches. */
enum { SLOTS_BEHIND = 0x10000 / BUFFER + 1 };
static struct {
    IO_STATUS_BLOCK iosb;
    UCHAR buffer[BUFFER];
} slots[SLOTS + SLOTS_BEHIND] __attribute__((aligned(4096)));
static unsigned slot; // of the call that is being made
static UCHAR *read_only, *freed;
static unsigned apcs;

void
make_arguments(void)
{
    memset(files, 0, sizeof files);
    event = port = NULL;
    slot = 0;
    read_only = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READONLY);
    freed = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    VirtualFree(freed, 0, MEM_RELEASE);
    NtCreateEvent(&event, EVENT_ALL_ACCESS, NULL, NotificationEvent, FALSE);
    NtCreateIoCompletion(&port, IO_COMPLETION_ALL_ACCESS, NULL, 0);
}

void
forget(HANDLE *file)
{
    HANDLE old = *file;

    *file = NULL;
    if (old != NULL) {
        NtClose(old);
    }
}

void
free_arguments(void)
{
    for (unsigned i = 0; i < FILES; i++) {
        forget(&files[i]);
    }
    forget(&port);
    forget(&event);
    VirtualFree(read_only, 0, MEM_RELEASE);
}

/* --- handles ---------------------------------------------------------------------------------- */

HANDLE *
any_file(void)
{
    return &files[bytes_below(FILES)];
}

HANDLE
any_handle(void)
{
    unsigned n = bytes_8();

    switch (n) {
    case 250:
        return event;
    case 251:
        return port;
    case 252:
        return NtCurrentProcess();
    case 253:
        return NtCurrentThread();
    case 254:
        return (HANDLE)(ULONG_PTR)bytes_16();
    case 255:
        return (HANDLE)(ULONG_PTR) ~(ULONG_PTR)bytes_8(); // as the kernel's are
    default:
        return files[n % FILES];
    }
}

/* --- buffers ---------------------------------------------------------------------------------- */

PIO_STATUS_BLOCK
any_iosb(void)
{
    return &slots[bytes_below(SLOTS)].iosb;
}

PIO_STATUS_BLOCK
next_iosb(void)
{
    slot = (slot + 1) % SLOTS;
    switch (slot == 0 ? bytes_below(8) : 0) {
    case 1:
        return NULL;
    case 2:
        return (PIO_STATUS_BLOCK)read_only;
    case 3:
        return (PIO_STATUS_BLOCK)freed;
    default:
        return &slots[slot].iosb;
    }
}

ULONG
any_length(void)
{
    static const ULONG lengths[] = {0, 1, 4, 8, 12, 16, 24, 40, 64, 104, 512, 1024, 4096, 4097};
    unsigned n = bytes_below(ARRAYSIZE(lengths) + 2);

    return n < ARRAYSIZE(lengths) ? lengths[n] : n == ARRAYSIZE(lengths) ? bytes_8() : bytes_16();
}

PVOID
any_buffer(void)
{
    UCHAR *own = slots[slot].buffer;

    switch (bytes_below(32)) {
    case 1:
        return NULL;
    case 2:
        return own + 1;
    case 3:
        return own + BUFFER - 8;
    case 4:
        return read_only;
    case 5:
        return freed;
    case 6:
        return (PVOID)(ULONG_PTR)0xFFFFF78000000000u;
    case 7:
        return (PVOID)stacks; // the program's text: host memory behind it
    case 8:
        return (PVOID)(~(ULONG_PTR)0 - 64);
    default:
        return own;
    }
}

/* A word from one byte: small numbers, negative ones, handles. */
static ULONG
any_word(void)
{
    unsigned n = bytes_8();

    return n < 0xC0   ? n
           : n < 0xC8 ? (ULONG)(ULONG_PTR)event
           : n < 0xD0 ? (ULONG)(ULONG_PTR)files[n % FILES]
           : n < 0xE0 ? n << 16 | 1
                      : (ULONG)(INT8)n;
}

PVOID
any_input(ULONG length)
{
    UCHAR *buffer = any_buffer(), *own = slots[slot].buffer;
    bool words = bytes_below(2) == 0;

    if (buffer != own) {
        return buffer;
    }
    for (ULONG i = 0; i < length && i < 64 && bytes_left(); i += words ? sizeof(ULONG) : 1) {
        if (words) {
            *(PULONG)(own + i) = any_word();
        } else {
            own[i] = bytes_8();
        }
    }
    return buffer;
}

/* --- others ----------------------------------------------------------------------------------- */

PLARGE_INTEGER
any_offset(PLARGE_INTEGER offset)
{
    switch (bytes_below(6)) {
    case 0:
        return NULL;
    case 1:
    case 2:
        offset->QuadPart = (LONGLONG)bytes_8() * 512;
        break;
    case 3:
        offset->QuadPart = (LONG)(bytes_32());
        break;
    case 4:
        *offset = (LARGE_INTEGER){.HighPart = -1, .LowPart = ~bytes_below(4)};
        break;
    default:
        offset->QuadPart = 0;
    }
    return offset;
}

ULONG
any_control_code(void)
{
    unsigned count = 0, kind = bytes_8();

    while (count < ARRAYSIZE(stack->codes) && stack->codes[count] != 0) {
        count++;
    }
    switch (kind % 16) {
    case 0:
        return IOCTL_WITNESS_SEND;
    case 1:
        return bytes_32();
    case 2:
        return CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + bytes_below(8), kind >> 4 & 3, kind >> 6 & 3);
    default:
        return count != 0 ? stack->codes[bytes_below(count)] : IOCTL_WITNESS_SEND;
    }
}

static VOID NTAPI
count_apc(PVOID context, PIO_STATUS_BLOCK iosb, ULONG reserved)
{
    apcs++;
}

struct signal
any_signal(void)
{
    struct signal signal = {0};
    unsigned n = bytes_8();

    if (n >= 0x80) {
        signal.event = (n & 0x30) == 0x30 ? any_handle() : (n & 0x10) != 0 ? event : NULL;
        signal.apc = (n & 0x40) != 0 ? count_apc : NULL;
        signal.context = (PVOID)(ULONG_PTR)(n & 0xF);
    }
    return signal;
}

POBJECT_ATTRIBUTES
any_name(struct place *place)
{
    static const PCWSTR names[] = {L"\\Device\\FuzzWitness",
                                   L"\\Device\\FuzzWitnessDirect",
                                   L"\\Device\\FuzzWitnessNeither",
                                   L"\\??\\Nowhere",
                                   L"\\Device",
                                   L""};
    unsigned n = bytes_8(), flags = bytes_8();
    PCWSTR name = n < 0xC0 ? stack->names[n % ARRAYSIZE(stack->names)] : NULL;
    ULONG length = 0;

    for (name = name != NULL ? name : names[n % ARRAYSIZE(names)]; *name != 0; name++) {
        place->text[length++] = *name;
    }
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

ACCESS_MASK
any_access(void)
{
    return (bytes_8() & 7) == 7 ? bytes_32()
                                : SYNCHRONIZE | WRITE_DAC | GENERIC_READ | GENERIC_WRITE;
}

ULONG
any_options(void)
{
    static const ULONG options[] = {0, FILE_SYNCHRONOUS_IO_NONALERT, FILE_SYNCHRONOUS_IO_ALERT,
                                    FILE_NO_INTERMEDIATE_BUFFERING};
    unsigned n = bytes_below(8);

    return n < ARRAYSIZE(options) ? options[n] : n == 7 ? bytes_32() : 0;
}
