/*
 * tests/io/test_readwrite.c - where transfers begin, and what controls get of their buffers
 *
 * io/service/readwrite.c, io/service/control.c, io/irp/buffer.c.
 */
#include "record.h"

static NTSTATUS
put(HANDLE h, PLARGE_INTEGER Offset, PULONG Key)
{
    IO_STATUS_BLOCK Iosb;

    return NtWriteFile(h, NULL, NULL, NULL, &Iosb, "data", 4, Offset, Key);
}

static LONGLONG
offset(void)
{
    return R.Stack.Parameters.Write.ByteOffset.QuadPart;
}

static void
a_handle_that_only_appends_writes_at_the_end(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_APPEND_DATA, RECORD_SYNC);
    LARGE_INTEGER At = {.QuadPart = 100};
    IO_STATUS_BLOCK Iosb;

    assert_nt_success(put(h, &At, NULL));
    assert_true(offset() == -1);
    assert_nt_success(put(h, NULL, NULL));
    assert_true(offset() == -1);
    assert_nt_success(ZwWriteFile(h, NULL, NULL, NULL, &Iosb, "data", 4, &At, NULL));
    assert_true(offset() == -1);
    assert_int_equal(R.Mode, KernelMode);
    NtClose(h);
}

static void
a_write_begins_where_it_says(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_WRITE_DATA, RECORD_SYNC);
    HANDLE Asynchronous = RecordOpen(L"\\Device\\Kit", FILE_WRITE_DATA, 0);
    LARGE_INTEGER End = {.LowPart = FILE_WRITE_TO_END_OF_FILE, .HighPart = -1};
    LARGE_INTEGER Pointer = {.LowPart = FILE_USE_FILE_POINTER_POSITION, .HighPart = -1};
    LARGE_INTEGER Negative = {.QuadPart = -3};
    FILE_POSITION_INFORMATION Position = {.CurrentByteOffset.QuadPart = 40};
    IO_STATUS_BLOCK Iosb;
    ULONG Key = 12;

    assert_nt_success(
        NtSetInformationFile(h, &Iosb, &Position, sizeof Position, FilePositionInformation));
    assert_nt_success(put(h, NULL, &Key));
    assert_int_equal(offset(), 40);
    assert_int_equal(R.Stack.Parameters.Write.Key, 12);
    assert_nt_success(put(h, &Pointer, NULL));
    assert_int_equal(offset(), 40);
    assert_int_equal(R.Stack.Parameters.Write.Key, 0);
    assert_nt_success(put(h, &End, NULL));
    assert_true(offset() == -1);
    assert_int_equal(put(h, &Negative, NULL), STATUS_INVALID_PARAMETER);
    assert_int_equal(put(Asynchronous, NULL, NULL), STATUS_INVALID_PARAMETER);
    assert_int_equal(put(Asynchronous, &Pointer, NULL), STATUS_INVALID_PARAMETER);
    assert_nt_success(put(Asynchronous, &End, NULL));
    assert_int_equal(NtReadFile(h, NULL, NULL, NULL, &Iosb, NULL, 0, &Negative, NULL),
                     STATUS_ACCESS_DENIED);
    assert_int_equal(ZwReadFile(h, NULL, NULL, NULL, &Iosb, NULL, 0, &End, NULL),
                     STATUS_INVALID_PARAMETER);
    assert_int_equal(put(h, (PLARGE_INTEGER)0x1000, NULL), STATUS_ACCESS_VIOLATION);
    assert_int_equal(put(h, &End, (PULONG)0x1000), STATUS_ACCESS_VIOLATION);
    NtClose(Asynchronous);
    NtClose(h);
}

static void
a_write_through_a_write_through_handle_says_so(void **state)
{
    HANDLE Through =
        RecordOpen(L"\\Device\\Kit", FILE_WRITE_DATA, RECORD_SYNC | FILE_WRITE_THROUGH);
    HANDLE Plain = RecordOpen(L"\\Device\\Kit", FILE_WRITE_DATA, RECORD_SYNC);
    LARGE_INTEGER At = {.QuadPart = 0};

    assert_nt_success(put(Through, &At, NULL));
    assert_true((R.Stack.Flags & SL_WRITE_THROUGH) != 0);
    assert_nt_success(put(Plain, &At, NULL));
    assert_true((R.Stack.Flags & SL_WRITE_THROUGH) == 0);
    NtClose(Through);
    NtClose(Plain);
}

static void
unbuffered_files_move_whole_sectors(void **state)
{
    HANDLE h =
        RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, RECORD_SYNC | FILE_NO_INTERMEDIATE_BUFFERING);
    static UCHAR Buffer[2048] __attribute__((aligned(512)));
    LARGE_INTEGER At = {.QuadPart = 512}, Between = {.QuadPart = 100};
    IO_STATUS_BLOCK Iosb;

    R.Device->SectorSize = 512;
    R.Device->AlignmentRequirement = FILE_LONG_ALIGNMENT;
    assert_nt_success(NtReadFile(h, NULL, NULL, NULL, &Iosb, Buffer, 1024, &At, NULL));
    assert_true((R.Flags & IRP_NOCACHE) != 0);
    assert_int_equal(NtReadFile(h, NULL, NULL, NULL, &Iosb, Buffer, 1000, &At, NULL),
                     STATUS_INVALID_PARAMETER);
    assert_int_equal(NtReadFile(h, NULL, NULL, NULL, &Iosb, Buffer, 1024, &Between, NULL),
                     STATUS_INVALID_PARAMETER);
    assert_int_equal(NtReadFile(h, NULL, NULL, NULL, &Iosb, Buffer + 2, 1024, &At, NULL),
                     STATUS_INVALID_PARAMETER);
    NtClose(h);
}

/* --- controls --------------------------------------------------------------------------------- */

#define CODE(Method) CTL_CODE(FILE_DEVICE_UNKNOWN, 0x900, Method, FILE_ANY_ACCESS)

static PMDL SeenMdl;

static NTSTATUS
Control(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    R.Stack = *Stack;
    R.UserBuffer = Irp->AssociatedIrp.SystemBuffer;
    SeenMdl = Irp->MdlAddress;
    R.CreateStatus = IoValidateDeviceIoControlAccess(Irp, FILE_READ_ACCESS | FILE_WRITE_ACCESS);
    if (R.UserBuffer != NULL) {
        memcpy(R.UserBuffer, "xyz", 3);
    }
    return KitComplete(Irp, R.Status, 3);
}

static NTSTATUS
control(HANDLE h, ULONG Code, PVOID In, ULONG InLength, PVOID Out, ULONG OutLength)
{
    IO_STATUS_BLOCK Iosb;

    KitOn(IRP_MJ_DEVICE_CONTROL, Control);
    KitOn(IRP_MJ_FILE_SYSTEM_CONTROL, Control);
    return NtDeviceIoControlFile(h, NULL, NULL, NULL, &Iosb, Code, In, InLength, Out, OutLength);
}

static void
buffers_that_are_not_there_have_no_length(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, RECORD_SYNC);

    assert_nt_success(control(h, CODE(METHOD_BUFFERED), NULL, 10, NULL, 20));
    assert_int_equal(R.Stack.Parameters.DeviceIoControl.InputBufferLength, 0);
    assert_int_equal(R.Stack.Parameters.DeviceIoControl.OutputBufferLength, 0);
    assert_null(R.UserBuffer);
    assert_nt_success(control(h, CODE(METHOD_OUT_DIRECT), NULL, 10, NULL, 20));
    assert_int_equal(R.Stack.Parameters.DeviceIoControl.OutputBufferLength, 20);
    assert_null(SeenMdl);
    assert_nt_success(control(h, CODE(METHOD_NEITHER), NULL, 10, NULL, 20));
    assert_int_equal(R.Stack.Parameters.DeviceIoControl.InputBufferLength, 10);
    assert_int_equal(control(h, CODE(METHOD_BUFFERED), (PVOID)0x1000, 10, NULL, 0),
                     STATUS_ACCESS_VIOLATION);
    assert_int_equal(control(h, CODE(METHOD_BUFFERED), NULL, 0, (PVOID)0x1000, 10),
                     STATUS_ACCESS_VIOLATION);
    assert_int_equal(control(h, CODE(METHOD_OUT_DIRECT), NULL, 0, (PVOID)0x1000, 10),
                     STATUS_ACCESS_VIOLATION);
    assert_nt_success(control(h, CODE(METHOD_NEITHER), (PVOID)0x1000, 10, (PVOID)0x1000, 10));
    NtClose(h);
}

static void
an_error_copies_nothing_back(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, RECORD_SYNC);
    CHAR Out[8] = "before";

    R.Status = STATUS_UNSUCCESSFUL;
    assert_int_equal(control(h, CODE(METHOD_BUFFERED), NULL, 0, Out, 8), STATUS_UNSUCCESSFUL);
    assert_string_equal(Out, "before");
    R.Status = STATUS_BUFFER_OVERFLOW;
    assert_int_equal(control(h, CODE(METHOD_BUFFERED), NULL, 0, Out, 8), STATUS_BUFFER_OVERFLOW);
    assert_string_equal(Out, "xyzore");
    NtClose(h);
}

static void
the_rights_of_the_handle_travel_with_a_control(void **state)
{
    HANDLE Read = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, RECORD_SYNC);
    HANDLE Both = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA | FILE_WRITE_DATA, RECORD_SYNC);
    IO_STATUS_BLOCK Iosb;

    control(Read, CODE(METHOD_BUFFERED), NULL, 0, NULL, 0);
    assert_int_equal(R.CreateStatus, STATUS_ACCESS_DENIED);
    control(Both, CODE(METHOD_BUFFERED), NULL, 0, NULL, 0);
    assert_nt_success(R.CreateStatus);
    assert_nt_success(ZwDeviceIoControlFile(Read, NULL, NULL, NULL, &Iosb, CODE(METHOD_BUFFERED),
                                            NULL, 0, NULL, 0));
    assert_nt_success(R.CreateStatus); // kernel mode may all
    assert_nt_success(
        NtFsControlFile(Read, NULL, NULL, NULL, &Iosb, CODE(METHOD_BUFFERED), NULL, 0, NULL, 0));
    assert_int_equal(R.CreateStatus, STATUS_ACCESS_DENIED);
    assert_nt_success(
        ZwFsControlFile(Read, NULL, NULL, NULL, &Iosb, CODE(METHOD_BUFFERED), NULL, 0, NULL, 0));
    assert_int_equal(R.Stack.MajorFunction, IRP_MJ_FILE_SYSTEM_CONTROL);
    NtClose(Read);
    NtClose(Both);
}

SIM_TESTS(RECORD(a_handle_that_only_appends_writes_at_the_end),
          RECORD(a_write_begins_where_it_says),
          RECORD(a_write_through_a_write_through_handle_says_so),
          RECORD(unbuffered_files_move_whole_sectors),
          RECORD(buffers_that_are_not_there_have_no_length), RECORD(an_error_copies_nothing_back),
          RECORD(the_rights_of_the_handle_travel_with_a_control))
