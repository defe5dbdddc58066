/*
 * tests/io/test_open.c - opening: parameters, names, extended attributes, other names, into stacks
 *
 * io/file/open.c, io/file/createex.c, io/file/parse.c, io/file/reparse.c.
 */
#include "record.h"

static NTSTATUS
create(PCWSTR Text, ACCESS_MASK Access, ULONG Disposition, ULONG Options, HANDLE *Handle)
{
    UNICODE_STRING Name;
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;

    RecordName(&Attributes, &Name, Text, NULL);
    return NtCreateFile(Handle, Access, &Attributes, &Iosb, NULL, 0, FILE_SHARE_READ, Disposition,
                        Options, NULL, 0);
}

static void
combinations_that_cannot_be_are_refused(void **state)
{
    static const struct {
        ACCESS_MASK Access;
        ULONG Disposition, Options;
        NTSTATUS Status;
    } Cases[] = {
        {SYNCHRONIZE, FILE_OPEN, FILE_SYNCHRONOUS_IO_ALERT | FILE_SYNCHRONOUS_IO_NONALERT,
         STATUS_INVALID_PARAMETER},
        {FILE_READ_DATA, FILE_OPEN, FILE_SYNCHRONOUS_IO_ALERT, STATUS_INVALID_PARAMETER},
        {FILE_READ_DATA, FILE_OPEN, FILE_DELETE_ON_CLOSE, STATUS_INVALID_PARAMETER},
        {DELETE, FILE_OPEN, FILE_DELETE_ON_CLOSE, STATUS_SUCCESS},
        {FILE_APPEND_DATA, FILE_OPEN, FILE_NO_INTERMEDIATE_BUFFERING, STATUS_INVALID_PARAMETER},
        {GENERIC_WRITE, FILE_OPEN, FILE_NO_INTERMEDIATE_BUFFERING, STATUS_SUCCESS},
        {FILE_READ_DATA, FILE_OPEN, FILE_DIRECTORY_FILE | FILE_NON_DIRECTORY_FILE,
         STATUS_INVALID_PARAMETER},
        {FILE_READ_DATA, FILE_SUPERSEDE, FILE_DIRECTORY_FILE, STATUS_INVALID_PARAMETER},
        {FILE_READ_DATA, FILE_OVERWRITE, FILE_DIRECTORY_FILE, STATUS_INVALID_PARAMETER},
        {FILE_READ_DATA, FILE_OPEN_IF, FILE_DIRECTORY_FILE, STATUS_SUCCESS},
        {FILE_READ_DATA, FILE_OPEN, FILE_DIRECTORY_FILE | FILE_SEQUENTIAL_ONLY,
         STATUS_INVALID_PARAMETER},
        {FILE_READ_DATA, FILE_OPEN, FILE_COMPLETE_IF_OPLOCKED | FILE_RESERVE_OPFILTER,
         STATUS_INVALID_PARAMETER},
        {FILE_READ_DATA, 6, 0, STATUS_INVALID_PARAMETER},
        {FILE_READ_DATA, FILE_OPEN, 0x01000000, STATUS_INVALID_PARAMETER},
    };

    for (ULONG i = 0; i < RTL_NUMBER_OF(Cases); i++) {
        HANDLE h;
        NTSTATUS Status =
            create(L"\\Device\\Kit", Cases[i].Access, Cases[i].Disposition, Cases[i].Options, &h);

        assert_int_equal(Status, Cases[i].Status);
        if (NT_SUCCESS(Status)) {
            NtClose(h);
            SEEN(CREATE CLEANUP CLOSE);
        } else {
            SEEN("");
        }
    }
}

static void
disposition_and_options_reach_the_driver(void **state)
{
    for (ULONG Disposition = FILE_SUPERSEDE; Disposition <= FILE_MAXIMUM_DISPOSITION;
         Disposition++) {
        HANDLE h;

        assert_nt_success(create(L"\\Device\\Kit\\file", FILE_READ_DATA, Disposition,
                                 FILE_WRITE_THROUGH | FILE_RANDOM_ACCESS, &h));
        assert_int_equal(R.Create.Parameters.Create.Options,
                         Disposition << 24 | FILE_WRITE_THROUGH | FILE_RANDOM_ACCESS);
        assert_int_equal(R.Create.Parameters.Create.ShareAccess, FILE_SHARE_READ);
        assert_true((R.File->Flags & (FO_WRITE_THROUGH | FO_RANDOM_ACCESS)) ==
                    (FO_WRITE_THROUGH | FO_RANDOM_ACCESS));
        NtClose(h);
    }
}

static void
the_driver_hears_whether_case_matters(void **state)
{
    UNICODE_STRING Name;
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;
    HANDLE h;

    RecordName(&Attributes, &Name, L"\\Device\\Kit\\File", NULL);
    assert_nt_success(NtOpenFile(&h, FILE_READ_DATA, &Attributes, &Iosb, 0, 0));
    assert_true((R.Create.Flags & SL_CASE_SENSITIVE) == 0);
    NtClose(h);
    Attributes.Attributes = 0;
    assert_nt_success(NtOpenFile(&h, FILE_READ_DATA, &Attributes, &Iosb, 0, 0));
    assert_true((R.Create.Flags & SL_CASE_SENSITIVE) != 0);
    assert_true((R.File->Flags & FO_OPENED_CASE_SENSITIVE) != 0);
    NtClose(h);
    R.Seen[0] = 0;
}

static void
pointers_of_user_mode_are_probed(void **state)
{
    UNICODE_STRING Name;
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;
    HANDLE h;

    RecordName(&Attributes, &Name, L"\\Device\\Kit", NULL);
    assert_int_equal(NtOpenFile((PHANDLE)0x1000, FILE_READ_DATA, &Attributes, &Iosb, 0, 0),
                     STATUS_ACCESS_VIOLATION);
    assert_int_equal(
        NtOpenFile((PHANDLE)((PUCHAR)&h + 1), FILE_READ_DATA, &Attributes, &Iosb, 0, 0),
        STATUS_DATATYPE_MISALIGNMENT);
    assert_int_equal(NtOpenFile(&h, FILE_READ_DATA, &Attributes, (PIO_STATUS_BLOCK)0x1000, 0, 0),
                     STATUS_ACCESS_VIOLATION);
    assert_int_equal(NtOpenFile(&h, FILE_READ_DATA, (POBJECT_ATTRIBUTES)0x1000, &Iosb, 0, 0),
                     STATUS_ACCESS_VIOLATION);
    assert_int_equal(NtCreateFile(&h, FILE_READ_DATA, &Attributes, &Iosb, (PLARGE_INTEGER)0x1000, 0,
                                  0, FILE_OPEN, 0, NULL, 0),
                     STATUS_ACCESS_VIOLATION);
    Name.Buffer = (PWCH)0x1000;
    assert_int_equal(NtOpenFile(&h, FILE_READ_DATA, &Attributes, &Iosb, 0, 0),
                     STATUS_ACCESS_VIOLATION);
    SEEN("");
}

static void
a_relative_name_is_the_file_with_its_relative(void **state)
{
    HANDLE Root = RecordOpen(L"\\Device\\Kit\\dir", FILE_READ_DATA, 0), h;
    PFILE_OBJECT RootFile = R.File;
    UNICODE_STRING Name;
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;

    R.Device->Flags |= DO_EXCLUSIVE; // does not count here
    RecordName(&Attributes, &Name, L"sub\\leaf", Root);
    assert_nt_success(NtOpenFile(&h, FILE_READ_DATA, &Attributes, &Iosb, 0, 0));
    assert_memory_equal(R.FileName, L"sub\\leaf", 18);
    assert_ptr_equal(R.File->RelatedFileObject, RootFile);
    NtClose(Root);
    SEEN(CREATE CLEANUP); // its reference keeps the other one from CLOSE
    NtClose(h);
    SEEN(CLEANUP CLOSE CLOSE);
}

/* --- extended attributes ---------------------------------------------------------------------- */

typedef struct {
    ULONG Next;
    UCHAR Flags, NameLength;
    USHORT ValueLength;
    CHAR Text[8];
} EA;

static NTSTATUS
create_with(PVOID Ea, ULONG Length, ULONG Options, PIO_STATUS_BLOCK Iosb, HANDLE *h)
{
    UNICODE_STRING Name;
    OBJECT_ATTRIBUTES Attributes;

    RecordName(&Attributes, &Name, L"\\Device\\Kit", NULL);
    return NtCreateFile(h, FILE_READ_DATA, &Attributes, Iosb, NULL, 0, 0, FILE_OPEN, Options, Ea,
                        Length);
}

static void
extended_attributes_are_checked_and_copied(void **state)
{
    EA Eas[2] = {{sizeof(EA), 0, 3, 4, "abc\0val1"}, {0, 0, 3, 4, "xyz\0val2"}};
    IO_STATUS_BLOCK Iosb;
    HANDLE h;

    assert_nt_success(create_with(Eas, sizeof Eas, 0, &Iosb, &h));
    assert_int_equal(R.Create.Parameters.Create.EaLength, sizeof Eas);
    NtClose(h);
    Eas[1].Text[3] = 'x'; // the name does not end
    assert_int_equal(create_with(Eas, sizeof Eas, 0, &Iosb, &h), STATUS_EA_LIST_INCONSISTENT);
    assert_int_equal(Iosb.Status, STATUS_EA_LIST_INCONSISTENT);
    assert_int_equal(Iosb.Information, sizeof(EA));
}

static void
copy_intent_comes_with_the_extended_information(void **state)
{
    EXTENDED_CREATE_INFORMATION Extended = {.ExtendedCreateFlags =
                                                EX_CREATE_FLAG_FILE_SOURCE_OPEN_FOR_COPY};
    IO_STATUS_BLOCK Iosb;
    HANDLE h;

    assert_nt_success(create_with(&Extended, sizeof Extended,
                                  FILE_CONTAINS_EXTENDED_CREATE_INFORMATION, &Iosb, &h));
    assert_true(IoCheckFileObjectOpenedAsCopySource(R.File));
    assert_false(IoCheckFileObjectOpenedAsCopyDestination(R.File));
    assert_int_equal(R.Create.Parameters.Create.EaLength, 0);
    NtClose(h);
}

/* --- pipes and mailslots ---------------------------------------------------------------------- */

static NAMED_PIPE_CREATE_PARAMETERS PipeParameters;

static NTSTATUS
CreatePipe(PDEVICE_OBJECT Device, PIRP Irp)
{
    PipeParameters = *IoGetCurrentIrpStackLocation(Irp)->Parameters.CreatePipe.Parameters;
    return RecordCreate(Device, Irp);
}

static void
pipes_and_mailslots_have_their_own_creates(void **state)
{
    LARGE_INTEGER Timeout = {.QuadPart = -500}, Late = {.QuadPart = 1};
    UNICODE_STRING Name;
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;
    HANDLE h;

    KitOn(IRP_MJ_CREATE_NAMED_PIPE, CreatePipe);
    RecordName(&Attributes, &Name, L"\\Device\\Kit\\pipe", NULL);
    assert_nt_success(NtCreateNamedPipeFile(&h, GENERIC_READ | SYNCHRONIZE, &Attributes, &Iosb,
                                            FILE_SHARE_READ, FILE_CREATE, 0, FILE_PIPE_MESSAGE_TYPE,
                                            FILE_PIPE_MESSAGE_MODE, 0, 4, 100, 200, &Timeout));
    assert_int_equal(PipeParameters.MaximumInstances, 4);
    assert_int_equal(PipeParameters.OutboundQuota, 200);
    assert_int_equal(PipeParameters.DefaultTimeout.QuadPart, -500);
    assert_true(PipeParameters.TimeoutSpecified);
    assert_true((R.File->Flags & FO_NAMED_PIPE) != 0);
    NtClose(h);
    SEEN("B" CLEANUP CLOSE);
    assert_nt_success(
        NtCreateMailslotFile(&h, GENERIC_READ | SYNCHRONIZE, &Attributes, &Iosb, 0, 64, 32, NULL));
    assert_true((R.File->Flags & FO_MAILSLOT) != 0);
    NtClose(h);
    SEEN("T" CLEANUP CLOSE);
    assert_int_equal(NtCreateNamedPipeFile(&h, GENERIC_READ, &Attributes, &Iosb, FILE_SHARE_READ,
                                           FILE_CREATE, 0, 0, 0, 0, 1, 0, 0, &Late),
                     STATUS_INVALID_PARAMETER);
    assert_int_equal(NtCreateNamedPipeFile(&h, GENERIC_READ, &Attributes, &Iosb, FILE_SHARE_DELETE,
                                           FILE_CREATE, 0, 0, 0, 0, 1, 0, 0, NULL),
                     STATUS_INVALID_PARAMETER);
    SEEN("");
}

/* --- other names ------------------------------------------------------------------------------ */

static NTSTATUS
Reparse(PDEVICE_OBJECT Device, PIRP Irp)
{
    PFILE_OBJECT File = IoGetCurrentIrpStackLocation(Irp)->FileObject;
    static WCHAR New[] = L"\\Device\\Kit\\new";

    if (memcmp(File->FileName.Buffer, L"\\old", 10) != 0) {
        return RecordCreate(Device, Irp);
    }
    RecordMajor(IRP_MJ_CREATE);
    assert_nt_success(IoReplaceFileObjectName(File, New, sizeof New - sizeof(WCHAR)));
    return KitComplete(Irp, STATUS_REPARSE, IO_REPARSE);
}

static void
a_driver_may_answer_with_another_name(void **state)
{
    HANDLE h;

    KitOn(IRP_MJ_CREATE, Reparse);
    assert_nt_success(create(L"\\Device\\Kit\\old", FILE_READ_DATA, FILE_OPEN, 0, &h));
    assert_memory_equal(R.FileName, L"\\new", 10);
    SEEN(CREATE CREATE); // the first file object goes without CLEANUP and CLOSE
    NtClose(h);
    SEEN(CLEANUP CLOSE);
}

static ULONG ReparseTag;

static NTSTATUS
Mount(PDEVICE_OBJECT Device, PIRP Irp)
{
    PFILE_OBJECT File = IoGetCurrentIrpStackLocation(Irp)->FileObject;
    static const WCHAR Target[] = L"\\??\\Kit\\target";
    PREPARSE_DATA_BUFFER Data;

    if (memcmp(File->FileName.Buffer, L"\\mount", 12) != 0) {
        return RecordCreate(Device, Irp);
    }
    Data = ExAllocatePoolWithTag(PagedPool, 128, 'tseT');
    memset(Data, 0, 128);
    Data->ReparseTag = ReparseTag;
    Data->ReparseDataLength = 100;
    Data->Reserved = File->FileName.Length - 6 * sizeof(WCHAR);
    Data->MountPointReparseBuffer.SubstituteNameLength = sizeof Target - sizeof(WCHAR);
    memcpy(Data->MountPointReparseBuffer.PathBuffer, Target, sizeof Target);
    Irp->Tail.Overlay.AuxiliaryBuffer = (PCHAR)Data;
    return KitComplete(Irp, STATUS_REPARSE, ReparseTag);
}

static void
a_mount_point_is_followed(void **state)
{
    UNICODE_STRING Name;
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;
    HANDLE h;

    KitOn(IRP_MJ_CREATE, Mount);
    ReparseTag = IO_REPARSE_TAG_MOUNT_POINT;
    assert_nt_success(create(L"\\Device\\Kit\\mount\\x", FILE_READ_DATA, FILE_OPEN, 0, &h));
    assert_memory_equal(R.FileName, L"\\target\\x", 20);
    NtClose(h);
    RecordName(&Attributes, &Name, L"\\Device\\Kit\\mount\\x", NULL);
    assert_int_equal(IoCreateFile(&h, FILE_READ_DATA, &Attributes, &Iosb, NULL, 0, 0, FILE_OPEN, 0,
                                  NULL, 0, CreateFileTypeNone, NULL, IO_STOP_ON_SYMLINK),
                     STATUS_STOPPED_ON_SYMLINK);
    assert_int_equal(((PREPARSE_DATA_BUFFER)Iosb.Information)->ReparseTag, ReparseTag);
    ExFreePool((PVOID)Iosb.Information);
    ReparseTag = 0x80001234;
    assert_int_equal(create(L"\\Device\\Kit\\mount\\x", FILE_READ_DATA, FILE_OPEN, 0, &h),
                     STATUS_IO_REPARSE_TAG_NOT_HANDLED);
}

/* --- into a stack ----------------------------------------------------------------------------- */

static PDEVICE_OBJECT Upper;
static BOOLEAN Cancels;
static ULONG UpperCreates;

static NTSTATUS
FilteredCreate(PDEVICE_OBJECT Device, PIRP Irp)
{
    PFILE_OBJECT File = IoGetCurrentIrpStackLocation(Irp)->FileObject;

    if (Device != Upper) {
        return RecordCreate(Device, Irp);
    }
    UpperCreates++;
    if (!Cancels) {
        IoSkipCurrentIrpStackLocation(Irp);
        return IoCallDriver(KitLower(Device), Irp);
    }
    assert_true(IoForwardIrpSynchronously(KitLower(Device), Irp));
    IoCancelFileOpen(KitLower(Device), File);
    assert_true((File->Flags & FO_FILE_OPEN_CANCELLED) != 0);
    return KitComplete(Irp, STATUS_ACCESS_DENIED, 0);
}

static NTSTATUS
FilteredClose(PDEVICE_OBJECT Device, PIRP Irp)
{
    if (Device == Upper) {
        IoSkipCurrentIrpStackLocation(Irp);
        return IoCallDriver(KitLower(Device), Irp);
    }
    return RecordClose(Device, Irp);
}

static void
a_hint_opens_below_the_filters(void **state)
{
    UNICODE_STRING Name;
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;
    HANDLE h;

    KitOn(IRP_MJ_CREATE, FilteredCreate);
    KitOn(IRP_MJ_CLEANUP, FilteredClose);
    KitOn(IRP_MJ_CLOSE, FilteredClose);
    Cancels = FALSE;
    UpperCreates = 0;
    Upper = KitAttach(R.Device);
    Upper->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    RecordName(&Attributes, &Name, L"\\Device\\Kit", NULL);
    assert_nt_success(IoCreateFileSpecifyDeviceObjectHint(
        &h, FILE_READ_DATA, &Attributes, &Iosb, NULL, 0, 0, FILE_OPEN, 0, NULL, 0,
        CreateFileTypeNone, NULL, IO_IGNORE_SHARE_ACCESS_CHECK, R.Device));
    assert_int_equal(UpperCreates, 0);
    assert_true(IoIsFileObjectIgnoringSharing(R.File));
    ZwClose(h);
    SEEN(CREATE CLEANUP CLOSE);
    assert_int_equal(IoCreateFileSpecifyDeviceObjectHint(&h, FILE_READ_DATA, &Attributes, &Iosb,
                                                         NULL, 0, 0, FILE_OPEN, 0, NULL, 0,
                                                         CreateFileTypeNone, NULL, 0, KitDriver()),
                     STATUS_INVALID_DEVICE_OBJECT_PARAMETER);
    KitDetach(Upper);
}

static void
a_filter_takes_an_open_back(void **state)
{
    HANDLE h;

    KitOn(IRP_MJ_CREATE, FilteredCreate);
    KitOn(IRP_MJ_CLEANUP, FilteredClose);
    KitOn(IRP_MJ_CLOSE, FilteredClose);
    Cancels = TRUE;
    Upper = KitAttach(R.Device);
    assert_int_equal(create(L"\\Device\\Kit", FILE_READ_DATA, FILE_OPEN, 0, &h),
                     STATUS_ACCESS_DENIED);
    SEEN(CREATE CLEANUP CLOSE);
    KitDetach(Upper);
}

static void
kernel_mode_opens_with_zw(void **state)
{
    UNICODE_STRING Name;
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;
    HANDLE h;

    RecordName(&Attributes, &Name, L"\\Device\\Kit", NULL);
    Attributes.Attributes |= OBJ_KERNEL_HANDLE;
    assert_nt_success(
        ZwCreateFile(&h, FILE_READ_DATA, &Attributes, &Iosb, NULL, 0, 0, FILE_OPEN, 0, NULL, 0));
    assert_int_equal(R.Mode, KernelMode);
    assert_int_equal(NtFlushBuffersFile(h, &Iosb), STATUS_INVALID_HANDLE); // not user mode's
    ZwClose(h);
    assert_nt_success(ZwOpenFile(&h, FILE_READ_DATA, &Attributes, &Iosb, 0, 0));
    ZwClose(h);
    SEEN(CREATE CLEANUP CLOSE CREATE CLEANUP CLOSE);
}

static void
the_origin_of_a_file_is_set_once(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, 0);

    assert_false(IoIsFileOriginRemote(R.File));
    assert_int_equal(IoSetFileOrigin(R.File, FALSE), STATUS_INVALID_PARAMETER_MIX);
    assert_nt_success(IoSetFileOrigin(R.File, TRUE));
    assert_true(IoIsFileOriginRemote(R.File));
    NtClose(h);
}

SIM_TESTS(RECORD(combinations_that_cannot_be_are_refused),
          RECORD(disposition_and_options_reach_the_driver),
          RECORD(the_driver_hears_whether_case_matters), RECORD(pointers_of_user_mode_are_probed),
          RECORD(a_relative_name_is_the_file_with_its_relative),
          RECORD(extended_attributes_are_checked_and_copied),
          RECORD(copy_intent_comes_with_the_extended_information),
          RECORD(pipes_and_mailslots_have_their_own_creates),
          RECORD(a_driver_may_answer_with_another_name), RECORD(a_mount_point_is_followed),
          RECORD(a_hint_opens_below_the_filters), RECORD(a_filter_takes_an_open_back),
          RECORD(kernel_mode_opens_with_zw), RECORD(the_origin_of_a_file_is_set_once))
