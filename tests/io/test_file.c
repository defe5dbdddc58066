/*
 * tests/io/test_file.c - files as programs see them
 *
 * io/file/parse.c, io/file/open.c, io/file/file.c, io/service/service.c, io/service/control.c,
 * io/irp/buffer.c, io/service/info.c.
 */
#include "kit.h"

static struct {
    PDEVICE_OBJECT Device;
    CHAR Seen[128];
    NTSTATUS CreateStatus;
    WCHAR FileName[64];
    ULONG CreateOptions, Disposition;
    USHORT ShareAccess;
    PFILE_OBJECT File;
    PIRP Pended;
    ULONG InputLength, OutputLength;
    PVOID SystemBuffer, UserBuffer, Type3;
    BOOLEAN HasMdl;
    LONGLONG Offset;
    CHAR Data[64];
} T;

static void
note(char c)
{
    size_t Length = strlen(T.Seen);

    T.Seen[Length] = c;
}

static NTSTATUS
Create(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    note('o');
    T.File = Stack->FileObject;
    if (T.File->FileName.Length != 0) {
        memcpy(T.FileName, T.File->FileName.Buffer, T.File->FileName.Length);
    }
    T.CreateOptions = Stack->Parameters.Create.Options & 0xFFFFFF;
    T.Disposition = Stack->Parameters.Create.Options >> 24;
    T.ShareAccess = Stack->Parameters.Create.ShareAccess;
    return KitComplete(Irp, T.CreateStatus, FILE_OPENED);
}

static NTSTATUS
Cleanup(PDEVICE_OBJECT Device, PIRP Irp)
{
    note('u');
    if (T.Pended != NULL) {
        PIRP Pended = T.Pended;

        T.Pended = NULL;
        KitComplete(Pended, STATUS_CANCELLED, 0);
    }
    return KitComplete(Irp, STATUS_SUCCESS, 0);
}

static NTSTATUS
Close(PDEVICE_OBJECT Device, PIRP Irp)
{
    note('c');
    return KitComplete(Irp, STATUS_SUCCESS, 0);
}

static NTSTATUS
ReadPends(PDEVICE_OBJECT Device, PIRP Irp)
{
    note('r');
    T.Offset = IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.ByteOffset.QuadPart;
    IoMarkIrpPending(Irp);
    T.Pended = Irp;
    return STATUS_PENDING;
}

static NTSTATUS
Control(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    PCHAR Out = Irp->MdlAddress != NULL
                    ? MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority)
                    : Irp->AssociatedIrp.SystemBuffer;

    T.InputLength = Stack->Parameters.DeviceIoControl.InputBufferLength;
    T.OutputLength = Stack->Parameters.DeviceIoControl.OutputBufferLength;
    T.SystemBuffer = Irp->AssociatedIrp.SystemBuffer;
    T.UserBuffer = Irp->UserBuffer;
    T.Type3 = Stack->Parameters.DeviceIoControl.Type3InputBuffer;
    T.HasMdl = Irp->MdlAddress != NULL;
    if (T.SystemBuffer != NULL && T.InputLength != 0) {
        memcpy(T.Data, T.SystemBuffer, T.InputLength);
    }
    if (Out != NULL && T.OutputLength != 0) {
        memcpy(Out, "result", T.OutputLength < 6 ? T.OutputLength : 6);
    }
    return KitComplete(Irp, STATUS_SUCCESS, Out != NULL && T.OutputLength >= 6 ? 6 : 0);
}

static int
set_up(void **state)
{
    memset(&T, 0, sizeof T);
    T.Device = KitDevice(L"Kit", 0);
    KitOn(IRP_MJ_CREATE, Create);
    KitOn(IRP_MJ_CLEANUP, Cleanup);
    KitOn(IRP_MJ_CLOSE, Close);
    KitOn(IRP_MJ_READ, ReadPends);
    KitOn(IRP_MJ_DEVICE_CONTROL, Control);
    return 0;
}

static int
tear_down(void **state)
{
    KitDelete(T.Device, L"Kit");
    return 0;
}

static HANDLE
open(PCWSTR Name, DWORD Access, DWORD Flags)
{
    return CreateFileW(Name, Access, FILE_SHARE_READ, NULL, OPEN_EXISTING, Flags, NULL);
}

#define KIT_NAME   L"\\\\.\\Kit"
#define READ_WRITE (GENERIC_READ | GENERIC_WRITE)

/* --- opening and closing ---------------------------------------------------------------------- */

static void
closing_the_handle_sends_cleanup_and_close(void **state)
{
    HANDLE h = open(KIT_NAME, READ_WRITE, 0);

    assert_ptr_not_equal(h, INVALID_HANDLE_VALUE);
    assert_int_equal(T.Disposition, FILE_OPEN);
    assert_int_equal(T.ShareAccess, FILE_SHARE_READ);
    assert_true((T.File->Flags & FO_SYNCHRONOUS_IO) != 0);
    assert_true(CloseHandle(h));
    assert_string_equal(T.Seen, "ouc");
}

static void
the_rest_of_the_path_is_the_file_name(void **state)
{
    HANDLE h = open(KIT_NAME L"\\some\\file", READ_WRITE, 0);

    assert_ptr_not_equal(h, INVALID_HANDLE_VALUE);
    assert_memory_equal(T.FileName, L"\\some\\file", 22);
    CloseHandle(h);
}

static void
a_failed_create_gets_neither_cleanup_nor_close(void **state)
{
    T.CreateStatus = STATUS_ACCESS_DENIED;
    assert_ptr_equal(open(KIT_NAME, READ_WRITE, 0), INVALID_HANDLE_VALUE);
    assert_int_equal(GetLastError(), ERROR_ACCESS_DENIED);
    assert_string_equal(T.Seen, "o");
    assert_int_equal(T.Device->ReferenceCount, 0);
}

static void
cleanup_waits_for_the_last_handle(void **state)
{
    HANDLE h = open(KIT_NAME, READ_WRITE, 0), second;

    assert_true(DuplicateHandle((HANDLE)-1, h, (HANDLE)-1, &second, 0, FALSE,
                                DUPLICATE_SAME_ACCESS));
    CloseHandle(h);
    assert_string_equal(T.Seen, "o");
    CloseHandle(second);
    assert_string_equal(T.Seen, "ouc");
}

static void
close_waits_for_the_last_request(void **state)
{
    HANDLE h = open(KIT_NAME, READ_WRITE, FILE_FLAG_OVERLAPPED);
    OVERLAPPED o = {0};
    char Buffer[16];

    KitOn(IRP_MJ_CLEANUP, Close); // does not complete the read
    assert_false(ReadFile(h, Buffer, sizeof Buffer, NULL, &o));
    CloseHandle(h);
    assert_string_equal(T.Seen, "orc"); // this c is CLEANUP
    KitComplete(T.Pended, STATUS_SUCCESS, 0);
    sim_run_until_idle();
    assert_string_equal(T.Seen, "orcc");
}

static void
a_pointer_keeps_the_file_open_after_cleanup(void **state)
{
    static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Kit");
    PFILE_OBJECT File;
    PDEVICE_OBJECT Device;

    assert_nt_success(IoGetDeviceObjectPointer(&Name, FILE_READ_DATA, &File, &Device));
    assert_ptr_equal(Device, T.Device);
    assert_string_equal(T.Seen, "ou");
    ObDereferenceObject(File);
    assert_string_equal(T.Seen, "ouc");
}

static void
an_exclusive_device_has_one_opener(void **state)
{
    HANDLE h;

    T.Device->Flags |= DO_EXCLUSIVE;
    h = open(KIT_NAME, READ_WRITE, 0);
    assert_ptr_equal(open(KIT_NAME, READ_WRITE, 0), INVALID_HANDLE_VALUE);
    assert_int_equal(GetLastError(), ERROR_ACCESS_DENIED);
    CloseHandle(h);
    h = open(KIT_NAME, READ_WRITE, 0);
    assert_ptr_not_equal(h, INVALID_HANDLE_VALUE);
    CloseHandle(h);
}

static void
a_device_that_is_initialising_cannot_be_opened(void **state)
{
    T.Device->Flags |= DO_DEVICE_INITIALIZING;
    assert_ptr_equal(open(KIT_NAME, READ_WRITE, 0), INVALID_HANDLE_VALUE);
    T.Device->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
}

static void
a_deleted_device_lives_until_its_last_close(void **state)
{
    HANDLE h = open(KIT_NAME, READ_WRITE, 0);

    IoDeleteDevice(T.Device);
    assert_ptr_equal(KitDriver()->DeviceObject, T.Device);
    assert_ptr_equal(open(KIT_NAME, READ_WRITE, 0), INVALID_HANDLE_VALUE);
    CloseHandle(h);
    assert_string_equal(T.Seen, "ouc");
    assert_null(KitDriver()->DeviceObject);
    T.Device = KitDevice(NULL, 0);
}

static void
deleting_twice_is_0xc9_240(void **state)
{
    open(KIT_NAME, READ_WRITE, 0);
    IoDeleteDevice(T.Device);
    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, IoDeleteDevice(T.Device));
    assert_int_equal(sim_bugcheck_parameter(1), 0x240);
}

static void
create_parameters_are_checked(void **state)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\??\\Kit");
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;
    HANDLE h;

    InitializeObjectAttributes(&Attributes, &Name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    assert_int_equal(NtCreateFile(&h, GENERIC_READ, &Attributes, &Iosb, NULL, 0, 0, FILE_OPEN,
                                  FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0),
                     STATUS_INVALID_PARAMETER); // without SYNCHRONIZE
    assert_int_equal(NtCreateFile(&h, GENERIC_READ | SYNCHRONIZE, &Attributes, &Iosb, NULL, 0, 0,
                                  FILE_OPEN, FILE_DIRECTORY_FILE | FILE_NON_DIRECTORY_FILE, NULL,
                                  0),
                     STATUS_INVALID_PARAMETER);
    assert_int_equal(NtCreateFile(&h, GENERIC_READ | SYNCHRONIZE, &Attributes, &Iosb, NULL, 0, 0,
                                  6, 0, NULL, 0),
                     STATUS_INVALID_PARAMETER);
    assert_string_equal(T.Seen, "");
    assert_nt_success(NtCreateFile(&h, GENERIC_READ | SYNCHRONIZE, &Attributes, &Iosb, NULL, 0, 0,
                                   FILE_OPEN, FILE_SYNCHRONOUS_IO_NONALERT, NULL, 0));
    assert_int_equal(Iosb.Information, FILE_OPENED);
    CloseHandle(h);
}

/* --- transfers -------------------------------------------------------------------------------- */

static void
an_overlapped_request_has_its_own_offset(void **state)
{
    HANDLE h = open(KIT_NAME, READ_WRITE, FILE_FLAG_OVERLAPPED);
    OVERLAPPED o = {.Offset = 0x1000, .OffsetHigh = 1};
    char Buffer[16];

    ReadFile(h, Buffer, sizeof Buffer, NULL, &o);
    assert_int_equal(T.Offset, 0x100001000);
    CloseHandle(h);
    assert_completes(h, &o, STATUS_CANCELLED);
}

static void
an_asynchronous_file_needs_an_offset(void **state)
{
    HANDLE h = open(KIT_NAME, READ_WRITE, FILE_FLAG_OVERLAPPED);
    IO_STATUS_BLOCK Iosb;
    char Buffer[16];

    assert_int_equal(NtReadFile(h, NULL, NULL, NULL, &Iosb, Buffer, 16, NULL, NULL),
                     STATUS_INVALID_PARAMETER);
    CloseHandle(h);
}

static void
reading_needs_read_access(void **state)
{
    HANDLE h = open(KIT_NAME, GENERIC_WRITE, 0);
    char Buffer[16];
    DWORD Read;

    assert_false(ReadFile(h, Buffer, sizeof Buffer, &Read, NULL));
    assert_int_equal(GetLastError(), ERROR_ACCESS_DENIED);
    CloseHandle(h);
    assert_string_equal(T.Seen, "ouc");
}

static void
a_bad_buffer_is_refused(void **state)
{
    HANDLE h = open(KIT_NAME, READ_WRITE, FILE_FLAG_OVERLAPPED);
    OVERLAPPED o = {0};

    T.Device->Flags |= DO_BUFFERED_IO;
    assert_false(ReadFile(h, (PVOID)0x1000, 16, NULL, &o));
    assert_int_equal(GetLastError(), ERROR_NOACCESS);
    T.Device->Flags = (T.Device->Flags & ~(ULONG)DO_BUFFERED_IO) | DO_DIRECT_IO;
    assert_false(ReadFile(h, (PVOID)0x1000, 16, NULL, &o));
    assert_int_equal(GetLastError(), ERROR_NOACCESS);
    CloseHandle(h);
    assert_string_equal(T.Seen, "ouc");
}

/* --- device controls -------------------------------------------------------------------------- */

#define CODE(Method, Access) CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, Method, Access)

static void
control(ULONG Code, PVOID In, ULONG InLength, PVOID Out, ULONG OutLength, ULONG ExpectedBytes)
{
    HANDLE h = open(KIT_NAME, READ_WRITE, 0);
    DWORD Bytes;

    assert_true(DeviceIoControl(h, Code, In, InLength, Out, OutLength, &Bytes, NULL));
    assert_int_equal(Bytes, ExpectedBytes);
    assert_int_equal(T.InputLength, InLength);
    assert_int_equal(T.OutputLength, OutLength);
    CloseHandle(h);
}

static void
buffered_controls_use_one_system_buffer(void **state)
{
    char In[] = "input", Out[8] = "xxxxxxx";

    control(CODE(METHOD_BUFFERED, FILE_ANY_ACCESS), In, 5, Out, 8, 6);
    assert_memory_equal(T.Data, "input", 5);
    assert_memory_equal(Out, "resultx", 7);
    assert_ptr_not_equal(T.SystemBuffer, In);
    assert_ptr_equal(T.UserBuffer, Out);
    assert_false(T.HasMdl);
}

static void
buffered_controls_without_buffers_have_none(void **state)
{
    control(CODE(METHOD_BUFFERED, FILE_ANY_ACCESS), NULL, 0, NULL, 0, 0);
    assert_null(T.SystemBuffer);
}

static void
direct_controls_lock_the_output(void **state)
{
    static char Out[8];
    char In[] = "input";

    memset(Out, 'x', sizeof Out);
    control(CODE(METHOD_OUT_DIRECT, FILE_ANY_ACCESS), In, 5, Out, 8, 6);
    assert_true(T.HasMdl);
    assert_memory_equal(T.Data, "input", 5);
    assert_memory_equal(Out, "resultx", 7);
}

static void
neither_controls_pass_the_addresses(void **state)
{
    char In[] = "input", Out[8];

    control(CODE(METHOD_NEITHER, FILE_ANY_ACCESS), In, 5, Out, 8, 0);
    assert_ptr_equal(T.Type3, In);
    assert_ptr_equal(T.UserBuffer, Out);
    assert_null(T.SystemBuffer);
    assert_false(T.HasMdl);
}

static void
large_buffers_work_too(void **state)
{
    static char In[5000], Out[6000];

    memset(T.Data, 0, sizeof T.Data);
    KitOn(IRP_MJ_DEVICE_CONTROL, NULL);
    (void)In;
    {
        HANDLE h = open(KIT_NAME, READ_WRITE, 0);
        DWORD Bytes;

        assert_true(DeviceIoControl(h, CODE(METHOD_BUFFERED, FILE_ANY_ACCESS), In, sizeof In, Out,
                                    sizeof Out, &Bytes, NULL));
        assert_int_equal(Bytes, 0);
        CloseHandle(h);
    }
}

static void
a_control_needs_the_access_in_its_code(void **state)
{
    HANDLE h = open(KIT_NAME, GENERIC_READ, 0);
    DWORD Bytes;

    assert_true(DeviceIoControl(h, CODE(METHOD_BUFFERED, FILE_READ_ACCESS), NULL, 0, NULL, 0,
                                &Bytes, NULL));
    assert_false(DeviceIoControl(h, CODE(METHOD_BUFFERED, FILE_WRITE_ACCESS), NULL, 0, NULL, 0,
                                 &Bytes, NULL));
    assert_int_equal(GetLastError(), ERROR_ACCESS_DENIED);
    CloseHandle(h);
}

static NTSTATUS
Overrun(PDEVICE_OBJECT Device, PIRP Irp)
{
    RtlFillMemory(Irp->AssociatedIrp.SystemBuffer, 9, 'x');
    return KitComplete(Irp, STATUS_SUCCESS, 8);
}

static void
writing_past_a_system_buffer_is_found(void **state)
{
    HANDLE h = open(KIT_NAME, READ_WRITE, 0);
    char Out[8];
    DWORD Bytes;

    KitOn(IRP_MJ_DEVICE_CONTROL, Overrun);
    assert_bugcheck(BAD_POOL_HEADER,
                    DeviceIoControl(h, CODE(METHOD_BUFFERED, FILE_ANY_ACCESS), NULL, 0, Out, 8,
                                    &Bytes, NULL));
}

/* --- information ------------------------------------------------------------------------------ */

static NTSTATUS
QueryInformation(PDEVICE_OBJECT Device, PIRP Irp)
{
    PFILE_STANDARD_INFORMATION Standard = Irp->AssociatedIrp.SystemBuffer;

    if (IoGetCurrentIrpStackLocation(Irp)->Parameters.QueryFile.FileInformationClass !=
        FileStandardInformation) {
        return KitComplete(Irp, STATUS_INVALID_PARAMETER, 0);
    }
    memset(Standard, 0, sizeof *Standard);
    Standard->EndOfFile.QuadPart = 77;
    return KitComplete(Irp, STATUS_SUCCESS, sizeof *Standard);
}

static void
information_comes_from_the_driver_or_the_system(void **state)
{
    HANDLE h = open(KIT_NAME, READ_WRITE, 0);
    FILE_STANDARD_INFORMATION Standard;
    FILE_POSITION_INFORMATION Position = {.CurrentByteOffset.QuadPart = 40};
    IO_STATUS_BLOCK Iosb;

    KitOn(IRP_MJ_QUERY_INFORMATION, QueryInformation);
    assert_nt_success(
        NtQueryInformationFile(h, &Iosb, &Standard, sizeof Standard, FileStandardInformation));
    assert_int_equal(Standard.EndOfFile.QuadPart, 77);
    assert_nt_success(
        NtSetInformationFile(h, &Iosb, &Position, sizeof Position, FilePositionInformation));
    Position.CurrentByteOffset.QuadPart = 0;
    assert_nt_success(
        NtQueryInformationFile(h, &Iosb, &Position, sizeof Position, FilePositionInformation));
    assert_int_equal(Position.CurrentByteOffset.QuadPart, 40);
    assert_int_equal(NtQueryInformationFile(h, &Iosb, &Position, 4, FilePositionInformation),
                     STATUS_INFO_LENGTH_MISMATCH);
    CloseHandle(h);
}

static DWORD WINAPI
SecondReader(LPVOID Parameter)
{
    char Buffer[16];
    DWORD Read;

    ReadFile(Parameter, Buffer, sizeof Buffer, &Read, NULL);
    return 0;
}

static void
a_synchronous_file_carries_out_one_request_at_a_time(void **state)
{
    HANDLE h = open(KIT_NAME, READ_WRITE, 0);
    HANDLE a = CreateThread(NULL, 0, SecondReader, h, 0, NULL);
    HANDLE b = CreateThread(NULL, 0, SecondReader, h, 0, NULL);

    sim_run_until_idle();
    assert_string_equal(T.Seen, "or");
    KitComplete(T.Pended, STATUS_SUCCESS, 0);
    sim_run_until_idle();
    assert_string_equal(T.Seen, "orr");
    KitComplete(T.Pended, STATUS_SUCCESS, 0);
    T.Pended = NULL;
    WaitForSingleObject(a, INFINITE);
    WaitForSingleObject(b, INFINITE);
    CloseHandle(a);
    CloseHandle(b);
    CloseHandle(h);
}

#define T(function) SIM_TEST(function, KIT, .before = set_up, .after = tear_down)

SIM_TESTS(T(closing_the_handle_sends_cleanup_and_close), T(the_rest_of_the_path_is_the_file_name),
          T(a_failed_create_gets_neither_cleanup_nor_close), T(cleanup_waits_for_the_last_handle),
          T(close_waits_for_the_last_request), T(a_pointer_keeps_the_file_open_after_cleanup),
          T(an_exclusive_device_has_one_opener), T(a_device_that_is_initialising_cannot_be_opened),
          T(a_deleted_device_lives_until_its_last_close), T(deleting_twice_is_0xc9_240),
          T(create_parameters_are_checked), T(an_overlapped_request_has_its_own_offset),
          T(an_asynchronous_file_needs_an_offset), T(reading_needs_read_access),
          T(a_bad_buffer_is_refused), T(buffered_controls_use_one_system_buffer),
          T(buffered_controls_without_buffers_have_none), T(direct_controls_lock_the_output),
          T(neither_controls_pass_the_addresses), T(large_buffers_work_too),
          T(a_control_needs_the_access_in_its_code), T(writing_past_a_system_buffer_is_found),
          T(information_comes_from_the_driver_or_the_system),
          T(a_synchronous_file_carries_out_one_request_at_a_time))
