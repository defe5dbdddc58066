/*
 * tests/io/test_byname.c - files without an open handle: asked by name, made by drivers, copied;
 * and their security
 *
 * io/service/byname.c, io/file/stream.c, io/service/copyfile.c, io/file/filesecurity.c.
 */
#include "record.h"

static void
a_query_by_name_opens_asks_and_closes(void **state)
{
    FILE_NETWORK_OPEN_INFORMATION Network;
    FILE_BASIC_INFORMATION Basic;
    FILE_CASE_SENSITIVE_INFORMATION Case;
    UNICODE_STRING Name;
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;

    RecordName(&Attributes, &Name, L"\\Device\\Kit\\file", NULL);
    memset(R.Answer, 0x11, sizeof Basic);
    R.AnswerLength = R.Information = sizeof Basic;
    assert_nt_success(NtQueryAttributesFile(&Attributes, &Basic));
    assert_int_equal(Basic.FileAttributes, 0x11111111);
    assert_int_equal(R.Stack.Parameters.QueryFile.FileInformationClass, FileBasicInformation);
    SEEN(CREATE "F" CLEANUP CLOSE);
    R.AnswerLength = R.Information = sizeof Network;
    assert_nt_success(NtQueryFullAttributesFile(&Attributes, &Network));
    assert_int_equal(R.Create.Parameters.Create.SecurityContext != NULL, TRUE);
    SEEN(CREATE "F" CLEANUP CLOSE);
    assert_nt_success(ZwQueryFullAttributesFile(&Attributes, &Network));
    R.AnswerLength = R.Information = sizeof Case;
    R.Seen[0] = 0;
    assert_nt_success(NtQueryInformationByName(&Attributes, &Iosb, &Case, sizeof Case,
                                               FileCaseSensitiveInformation));
    assert_int_equal(Iosb.Information, sizeof Case);
    assert_nt_success(ZwQueryInformationByName(&Attributes, &Iosb, &Case, sizeof Case,
                                               FileCaseSensitiveInformation));
    SEEN(CREATE "F" CLEANUP CLOSE CREATE "F" CLEANUP CLOSE);
    assert_int_equal(
        NtQueryInformationByName(&Attributes, &Iosb, &Case, sizeof Case, FileEaInformation),
        STATUS_INVALID_INFO_CLASS);
    R.CreateStatus = STATUS_OBJECT_NAME_NOT_FOUND;
    assert_int_equal(NtQueryFullAttributesFile(&Attributes, &Network),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    SEEN(CREATE);
}

static void
deleting_is_opening_to_delete_on_close(void **state)
{
    UNICODE_STRING Name;
    OBJECT_ATTRIBUTES Attributes;

    RecordName(&Attributes, &Name, L"\\Device\\Kit\\file", NULL);
    assert_nt_success(NtDeleteFile(&Attributes));
    assert_int_equal(R.Create.Parameters.Create.Options, FILE_OPEN << 24 | FILE_DELETE_ON_CLOSE);
    assert_nt_success(ZwDeleteFile(&Attributes));
    SEEN(CREATE CLEANUP CLOSE CREATE CLEANUP CLOSE);
}

/* --- stream files ----------------------------------------------------------------------------- */

static void
a_stream_file_ends_with_close(void **state)
{
    IO_CREATE_STREAM_FILE_OPTIONS Options = {.Size = sizeof Options};
    PFILE_OBJECT File = IoCreateStreamFileObject(NULL, R.Device), Related;
    HANDLE h;

    assert_true((File->Flags & FO_STREAM_FILE) != 0);
    SEEN(CLEANUP); // its handle was closed
    Related = IoCreateStreamFileObjectLite(File, NULL);
    assert_ptr_equal(Related->DeviceObject, R.Device);
    SEEN("");
    ObDereferenceObject(Related);
    ObDereferenceObject(File);
    SEEN(CLOSE CLOSE);
    File = IoCreateStreamFileObjectEx(NULL, R.Device, &h);
    SEEN("");
    ZwClose(h);
    SEEN(CLEANUP);
    ObDereferenceObject(File);
    SEEN(CLOSE);
    assert_nt_success(IoCreateStreamFileObjectEx2(&Options, NULL, R.Device, &File, NULL));
    ObDereferenceObject(File);
    SEEN(CLEANUP CLOSE);
    Options.Size = 1;
    assert_int_equal(IoCreateStreamFileObjectEx2(&Options, NULL, R.Device, &File, NULL),
                     STATUS_INVALID_PARAMETER);
}

static void
a_files_name_can_be_replaced(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, 0);
    HANDLE Named = RecordOpen(L"\\Device\\Kit\\x", FILE_READ_DATA, 0);
    PFILE_OBJECT File = R.File;
    static WCHAR New[] = L"\\longer";

    assert_nt_success(IoReplaceFileObjectName(File, New, 14));
    assert_int_equal(File->FileName.Length, 14);
    assert_memory_equal(File->FileName.Buffer, New, 14);
    NtClose(Named);
    assert_nt_success(
        ObReferenceObjectByHandle(h, 0, *IoFileObjectType, KernelMode, (PVOID *)&File, NULL));
    assert_int_equal(IoReplaceFileObjectName(File, New, 14), STATUS_INVALID_PARAMETER);
    ObDereferenceObject(File);
    NtClose(h);
}

/* --- copying ---------------------------------------------------------------------------------- */

static ULONG SourceLength;

static NTSTATUS
CopyRead(PDEVICE_OBJECT Device, PIRP Irp)
{
    ULONG Asked = IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length;
    ULONG Length = Asked < SourceLength ? Asked : SourceLength;

    assert_int_equal(Irp->RequestorMode, KernelMode);
    memset(MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority), 'c', Length);
    RecordMajor(IRP_MJ_READ);
    return KitComplete(Irp, STATUS_SUCCESS, Length);
}

static NTSTATUS
CopyWrite(PDEVICE_OBJECT Device, PIRP Irp)
{
    R.Stack = *IoGetCurrentIrpStackLocation(Irp);
    RecordMajor(IRP_MJ_WRITE);
    memcpy(R.Data, MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority), 8);
    return KitComplete(Irp, STATUS_SUCCESS, R.Stack.Parameters.Write.Length);
}

static void
a_chunk_is_copied_up_to_the_end(void **state)
{
    HANDLE From = RecordOpen(L"\\Device\\Kit\\a", FILE_READ_DATA, 0);
    HANDLE To = RecordOpen(L"\\Device\\Kit\\b", FILE_WRITE_DATA, RECORD_SYNC);
    HANDLE Event = CreateEventW(NULL, TRUE, FALSE, NULL);
    LARGE_INTEGER Start = {0}, Target = {.QuadPart = 4096};
    IO_STATUS_BLOCK Iosb;

    R.Device->Flags |= DO_DIRECT_IO;
    KitOn(IRP_MJ_READ, CopyRead);
    KitOn(IRP_MJ_WRITE, CopyWrite);
    SourceLength = 100;
    assert_nt_success(NtCopyFileChunk(From, To, Event, &Iosb, 300, &Start, &Target, NULL, NULL, 0));
    assert_int_equal(Iosb.Information, 100);
    assert_int_equal(R.Stack.Parameters.Write.Length, 100);
    assert_int_equal(R.Stack.Parameters.Write.ByteOffset.QuadPart, 4096);
    assert_memory_equal(R.Data, "cccccccc", 8);
    assert_int_equal(WaitForSingleObject(Event, 0), WAIT_OBJECT_0);
    SourceLength = 0;
    assert_int_equal(NtCopyFileChunk(From, To, NULL, &Iosb, 300, &Start, &Target, NULL, NULL, 0),
                     STATUS_END_OF_FILE);
    assert_int_equal(NtCopyFileChunk(To, From, NULL, &Iosb, 300, &Start, &Target, NULL, NULL, 0),
                     STATUS_ACCESS_DENIED);
    assert_int_equal(NtCopyFileChunk(From, To, NULL, &Iosb, 300, &Start, &Target, NULL, NULL, 1),
                     STATUS_INVALID_PARAMETER);
    SEEN("DED");
    CloseHandle(Event);
    NtClose(From);
    NtClose(To);
}

/* --- security --------------------------------------------------------------------------------- */

static NTSTATUS
QuerySecurity(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    SECURITY_DESCRIPTOR_RELATIVE Descriptor = {.Revision = SECURITY_DESCRIPTOR_REVISION,
                                               .Control = SE_SELF_RELATIVE};

    RecordMajor(Stack->MajorFunction);
    R.Stack = *Stack;
    if (Stack->Parameters.QuerySecurity.Length < sizeof Descriptor) {
        return KitComplete(Irp, STATUS_BUFFER_OVERFLOW, sizeof Descriptor);
    }
    memcpy(Irp->UserBuffer, &Descriptor, sizeof Descriptor);
    return KitComplete(Irp, STATUS_SUCCESS, sizeof Descriptor);
}

static void
a_named_files_security_is_the_drivers(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit\\file", READ_CONTROL | WRITE_DAC, RECORD_SYNC);
    SECURITY_DESCRIPTOR_RELATIVE Descriptor;
    SECURITY_DESCRIPTOR New;
    ULONG Needed;

    KitOn(IRP_MJ_QUERY_SECURITY, QuerySecurity);
    assert_int_equal(NtQuerySecurityObject(h, DACL_SECURITY_INFORMATION, NULL, 0, &Needed),
                     STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(Needed, sizeof Descriptor);
    assert_nt_success(NtQuerySecurityObject(h, DACL_SECURITY_INFORMATION, &Descriptor,
                                            sizeof Descriptor, &Needed));
    assert_int_equal(R.Stack.Parameters.QuerySecurity.SecurityInformation,
                     DACL_SECURITY_INFORMATION);
    SEEN("UU");
    assert_nt_success(RtlCreateSecurityDescriptor(&New, SECURITY_DESCRIPTOR_REVISION));
    assert_nt_success(RtlSetDaclSecurityDescriptor(&New, TRUE, NULL, FALSE));
    KitOn(IRP_MJ_SET_SECURITY, RecordClose);
    assert_nt_success(NtSetSecurityObject(h, DACL_SECURITY_INFORMATION, &New));
    assert_nt_success(ZwSetSecurityObject(h, DACL_SECURITY_INFORMATION, &New));
    assert_nt_success(ZwQuerySecurityObject(h, DACL_SECURITY_INFORMATION, &Descriptor,
                                            sizeof Descriptor, &Needed));
    SEEN("VVU");
    NtClose(h);
}

static void
a_devices_own_security_is_the_systems(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", READ_CONTROL, 0);
    UCHAR Descriptor[512] __attribute__((aligned(8)));
    ULONG Needed;

    assert_nt_success(NtQuerySecurityObject(h, DACL_SECURITY_INFORMATION, Descriptor,
                                            sizeof Descriptor, &Needed));
    SEEN("");
    NtClose(h);
}

SIM_TESTS(RECORD(a_query_by_name_opens_asks_and_closes),
          RECORD(deleting_is_opening_to_delete_on_close), RECORD(a_stream_file_ends_with_close),
          RECORD(a_files_name_can_be_replaced), RECORD(a_chunk_is_copied_up_to_the_end),
          RECORD(a_named_files_security_is_the_drivers),
          RECORD(a_devices_own_security_is_the_systems))
