/*
 * fuzz/io/files.c - calls that open, close, read, write and control files
 *
 * Arguments are read from the input in statements of their own where their order matters.
 */
#include "io.h"

/* --- opening and closing ---------------------------------------------------------------------- */

/* The other thread may have opened a file in the same place meanwhile. */
static void
keep(HANDLE *where, HANDLE file)
{
    forget(where);
    *where = file;
}

void
call_create(void)
{
    HANDLE *where = any_file(), file = NULL;
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = bytes_below(8) == 7 ? any_length() : 0;
    PVOID ea = length != 0 ? any_input(length) : NULL;
    struct place place;

    NtCreateFile(&file, any_access(), any_name(&place), iosb, NULL, 0, bytes_below(8),
                 1 + bytes_below(6), any_options(), ea, length);
    keep(where, file);
}

void
call_pipe(void)
{
    HANDLE *where = any_file(), file = NULL;
    PIO_STATUS_BLOCK iosb = next_iosb();
    struct place place;
    unsigned modes = bytes_8();

    NtCreateNamedPipeFile(&file, any_access(), any_name(&place), iosb, bytes_below(4),
                          bytes_below(6), any_options(), modes & 1, modes >> 1 & 1, modes >> 2 & 1,
                          bytes_8(), bytes_16(), bytes_16(), NULL);
    keep(where, file);
}

void
call_mailslot(void)
{
    HANDLE *where = any_file(), file = NULL;
    PIO_STATUS_BLOCK iosb = next_iosb();
    struct place place;

    NtCreateMailslotFile(&file, any_access(), any_name(&place), iosb, any_options(), bytes_8(),
                         bytes_8(), NULL);
    keep(where, file);
}

void
call_close(void)
{
    forget(any_file());
}

void
call_duplicate(void)
{
    HANDLE *where = any_file(), file = NULL;

    NtDuplicateObject(NtCurrentProcess(), any_handle(), NtCurrentProcess(), &file, 0, 0,
                      DUPLICATE_SAME_ACCESS);
    keep(where, file);
}

/* --- transfers -------------------------------------------------------------------------------- */

void
call_read(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    struct signal signal = any_signal();
    ULONG length = any_length();
    LARGE_INTEGER offset;

    NtReadFile(file, signal.event, signal.apc, signal.context, iosb, any_buffer(), length,
               any_offset(&offset), NULL);
}

void
call_write(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    struct signal signal = any_signal();
    ULONG length = any_length();
    LARGE_INTEGER offset;
    PVOID buffer = any_input(length);

    NtWriteFile(file, signal.event, signal.apc, signal.context, iosb, buffer, length,
                any_offset(&offset), NULL);
}

void
call_copy(void)
{
    HANDLE from = any_handle(), to = any_handle();
    LARGE_INTEGER source = {.QuadPart = bytes_8() * 512}, target = {.QuadPart = bytes_8() * 512};

    NtCopyFileChunk(from, to, NULL, next_iosb(), any_length(), &source, &target, NULL, NULL, 0);
}

void
call_control(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    struct signal signal = any_signal();
    ULONG code = any_control_code(), in = any_length(), out = any_length();
    PVOID input = any_input(in);

    NtDeviceIoControlFile(file, signal.event, signal.apc, signal.context, iosb, code, input, in,
                          any_buffer(), out);
}

void
call_fs_control(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    struct signal signal = any_signal();
    ULONG code = any_control_code(), in = any_length(), out = any_length();
    PVOID input = any_input(in);

    NtFsControlFile(file, signal.event, signal.apc, signal.context, iosb, code, input, in,
                    any_buffer(), out);
}

void
call_flush(void)
{
    HANDLE file = any_handle();

    NtFlushBuffersFile(file, next_iosb());
}
