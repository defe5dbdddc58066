/*
 * tests/io/test_info.c - information about files and volumes, and flushing
 *
 * io/service/info.c, io/service/class.c, io/service/volume.c, io/service/flush.c, io/service/ask.c.
 */
#include "record.h"

static void
lengths_classes_and_rights_are_checked_first(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, RECORD_SYNC);
    FILE_BASIC_INFORMATION Basic;
    FILE_DISPOSITION_INFORMATION Delete = {TRUE};
    IO_STATUS_BLOCK Iosb;

    assert_int_equal(NtQueryInformationFile(h, &Iosb, &Basic, sizeof Basic, 0),
                     STATUS_INVALID_INFO_CLASS);
    assert_int_equal(NtQueryInformationFile(h, &Iosb, &Basic, sizeof Basic, FileMaximumInformation),
                     STATUS_INVALID_INFO_CLASS);
    assert_int_equal(NtQueryInformationFile(h, &Iosb, &Basic, sizeof Basic, FileRenameInformation),
                     STATUS_INVALID_INFO_CLASS);
    assert_int_equal(
        NtQueryInformationFile(h, &Iosb, &Basic, sizeof Basic - 1, FileBasicInformation),
        STATUS_INFO_LENGTH_MISMATCH);
    assert_int_equal(NtQueryInformationFile(h, &Iosb, &Basic, sizeof Basic, FileBasicInformation),
                     STATUS_ACCESS_DENIED); // FILE_READ_ATTRIBUTES
    assert_int_equal(
        NtSetInformationFile(h, &Iosb, &Delete, sizeof Delete, FileDispositionInformation),
        STATUS_ACCESS_DENIED);
    assert_int_equal(
        NtQueryInformationFile(h, &Iosb, (PUCHAR)&Basic + 4, 32, FileStandardInformation),
        STATUS_DATATYPE_MISALIGNMENT);
    assert_int_equal(NtQueryInformationFile(h, &Iosb, (PVOID)0x1000, 32, FileStandardInformation),
                     STATUS_ACCESS_VIOLATION);
    assert_int_equal(NtQueryInformationFile((HANDLE)0x7770, &Iosb, &Basic, sizeof Basic,
                                            FileStandardInformation),
                     STATUS_INVALID_HANDLE);
    SEEN("");
    // kernel mode needs no rights
    assert_nt_success(ZwQueryInformationFile(h, &Iosb, &Basic, sizeof Basic, FileBasicInformation));
    SEEN("F");
    NtClose(h);
}

static void
answers_are_copied_unless_they_are_errors(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, 0); // asynchronous
    UCHAR Buffer[32] __attribute__((aligned(8))) = "untouched";
    IO_STATUS_BLOCK Iosb = {.Status = 77};

    memcpy(R.Answer, "answer", 6);
    R.AnswerLength = 6;
    R.Information = 6;
    R.Status = STATUS_INVALID_PARAMETER;
    assert_int_equal(NtQueryInformationFile(h, &Iosb, Buffer, 32, FileNameInformation),
                     STATUS_INVALID_PARAMETER);
    assert_string_equal(Buffer, "untouched");
    assert_int_equal(Iosb.Status, 77);
    R.Status = STATUS_BUFFER_OVERFLOW; // a warning
    assert_int_equal(NtQueryInformationFile(h, &Iosb, Buffer, 32, FileNameInformation),
                     STATUS_BUFFER_OVERFLOW);
    assert_memory_equal(Buffer, "answerhed", 10);
    assert_int_equal(Iosb.Information, 6);
    assert_int_equal(R.Stack.Parameters.QueryFile.Length, 32);
    assert_int_equal(R.Stack.Parameters.QueryFile.FileInformationClass, FileNameInformation);
    assert_int_equal(R.Mode, UserMode);
    NtClose(h);
}

static void
telling_more_than_fits_is_0xc9_312(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, 0);
    FILE_INTERNAL_INFORMATION Internal;
    IO_STATUS_BLOCK Iosb;

    R.Information = sizeof Internal + 1;
    assert_bugcheck(
        DRIVER_VERIFIER_IOMANAGER_VIOLATION,
        NtQueryInformationFile(h, &Iosb, &Internal, sizeof Internal, FileInternalInformation));
    assert_int_equal(sim_bugcheck_parameter(1), 0x312);
}

static void
the_position_is_the_systems_on_synchronous_files(void **state)
{
    HANDLE h =
        RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, RECORD_SYNC | FILE_NO_INTERMEDIATE_BUFFERING);
    HANDLE Asynchronous = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, 0);
    FILE_POSITION_INFORMATION Position = {.CurrentByteOffset.QuadPart = 1024};
    IO_STATUS_BLOCK Iosb;

    R.Device->SectorSize = 512;
    assert_nt_success(
        NtSetInformationFile(h, &Iosb, &Position, sizeof Position, FilePositionInformation));
    Position.CurrentByteOffset.QuadPart = 100;
    assert_int_equal(
        NtSetInformationFile(h, &Iosb, &Position, sizeof Position, FilePositionInformation),
        STATUS_INVALID_PARAMETER);
    Position.CurrentByteOffset.QuadPart = -1;
    assert_int_equal(
        NtSetInformationFile(h, &Iosb, &Position, sizeof Position, FilePositionInformation),
        STATUS_INVALID_PARAMETER);
    assert_nt_success(
        NtQueryInformationFile(h, &Iosb, &Position, sizeof Position, FilePositionInformation));
    assert_int_equal(Position.CurrentByteOffset.QuadPart, 1024);
    SEEN("");
    NtQueryInformationFile(Asynchronous, &Iosb, &Position, sizeof Position,
                           FilePositionInformation);
    SEEN("F");
    NtClose(Asynchronous);
    NtClose(h);
}

static void
what_the_system_knows_it_answers(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA | FILE_WRITE_ATTRIBUTES, RECORD_SYNC);
    FILE_ACCESS_INFORMATION Access;
    FILE_ALIGNMENT_INFORMATION Alignment;
    FILE_MODE_INFORMATION Mode;
    FILE_IS_REMOTE_DEVICE_INFORMATION Remote;
    IO_STATUS_BLOCK Iosb;

    R.Device->AlignmentRequirement = FILE_512_BYTE_ALIGNMENT;
    assert_nt_success(
        NtQueryInformationFile(h, &Iosb, &Access, sizeof Access, FileAccessInformation));
    assert_int_equal(Access.AccessFlags, FILE_READ_DATA | FILE_WRITE_ATTRIBUTES | SYNCHRONIZE);
    assert_nt_success(
        NtQueryInformationFile(h, &Iosb, &Alignment, sizeof Alignment, FileAlignmentInformation));
    assert_int_equal(Alignment.AlignmentRequirement, FILE_512_BYTE_ALIGNMENT);
    assert_nt_success(
        NtQueryInformationFile(h, &Iosb, &Remote, sizeof Remote, FileIsRemoteDeviceInformation));
    assert_false(Remote.IsRemote);
    Mode.Mode = FILE_SYNCHRONOUS_IO_ALERT | FILE_WRITE_THROUGH;
    assert_nt_success(NtSetInformationFile(h, &Iosb, &Mode, sizeof Mode, FileModeInformation));
    assert_nt_success(NtQueryInformationFile(h, &Iosb, &Mode, sizeof Mode, FileModeInformation));
    assert_int_equal(Mode.Mode, FILE_SYNCHRONOUS_IO_ALERT | FILE_WRITE_THROUGH);
    Mode.Mode = 0; // it cannot become asynchronous
    assert_int_equal(NtSetInformationFile(h, &Iosb, &Mode, sizeof Mode, FileModeInformation),
                     STATUS_INVALID_PARAMETER);
    SEEN("");
    NtClose(h);
}

static NTSTATUS
SeeHint(PDEVICE_OBJECT Device, PIRP Irp)
{
    R.Information = IoGetIoPriorityHint(Irp);
    return KitComplete(Irp, STATUS_SUCCESS, 0);
}

static void
the_priority_hint_of_a_file_is_its_requests(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, RECORD_SYNC);
    FILE_IO_PRIORITY_HINT_INFORMATION Hint __attribute__((aligned(8))) = {IoPriorityVeryLow};
    IO_STATUS_BLOCK Iosb;

    KitOn(IRP_MJ_READ, SeeHint);
    NtReadFile(h, NULL, NULL, NULL, &Iosb, NULL, 0, NULL, NULL);
    assert_int_equal(R.Information, IoPriorityNormal);
    assert_nt_success(
        NtSetInformationFile(h, &Iosb, &Hint, sizeof Hint, FileIoPriorityHintInformation));
    NtReadFile(h, NULL, NULL, NULL, &Iosb, NULL, 0, NULL, NULL);
    assert_int_equal(R.Information, IoPriorityVeryLow);
    Hint.PriorityHint = IoPriorityHigh;
    assert_int_equal(
        NtSetInformationFile(h, &Iosb, &Hint, sizeof Hint, FileIoPriorityHintInformation),
        STATUS_INVALID_PARAMETER);
    assert_nt_success(
        NtQueryInformationFile(h, &Iosb, &Hint, sizeof Hint, FileIoPriorityHintInformation));
    assert_int_equal(Hint.PriorityHint, IoPriorityVeryLow);
    NtClose(h);
}

static void
everything_is_both_the_systems_and_the_drivers(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA | FILE_READ_ATTRIBUTES, RECORD_SYNC);
    FILE_ALL_INFORMATION All;
    IO_STATUS_BLOCK Iosb;

    R.Information = sizeof All;
    assert_nt_success(NtQueryInformationFile(h, &Iosb, &All, sizeof All, FileAllInformation));
    assert_int_equal(All.AccessInformation.AccessFlags,
                     FILE_READ_DATA | FILE_READ_ATTRIBUTES | SYNCHRONIZE);
    assert_int_equal(All.ModeInformation.Mode, FILE_SYNCHRONOUS_IO_NONALERT);
    SEEN("F");
    NtClose(h);
}

static void
setting_goes_to_the_driver(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_WRITE_DATA | DELETE, RECORD_SYNC);
    FILE_END_OF_FILE_INFORMATION End = {.EndOfFile.QuadPart = 0x1122334455};
    struct {
        FILE_RENAME_INFORMATION Head;
        WCHAR More[8];
    } Rename = {.Head = {.ReplaceIfExists = TRUE, .FileNameLength = 2, .FileName = {'x'}}};
    IO_STATUS_BLOCK Iosb;

    assert_nt_success(NtSetInformationFile(h, &Iosb, &End, sizeof End, FileEndOfFileInformation));
    assert_memory_equal(R.Data, &End, sizeof End);
    assert_int_equal(R.Stack.Parameters.SetFile.Length, sizeof End);
    assert_nt_success(
        ZwSetInformationFile(h, &Iosb, &Rename, sizeof Rename, FileRenameInformation));
    assert_true(R.Stack.Parameters.SetFile.ReplaceIfExists);
    SEEN("GG");
    NtClose(h);
}

/* --- volumes ---------------------------------------------------------------------------------- */

static void
the_kind_of_device_is_known(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_WRITE_DATA, RECORD_SYNC);
    FILE_FS_DEVICE_INFORMATION Device;
    FILE_FS_SIZE_INFORMATION Size;
    FILE_FS_LABEL_INFORMATION Label = {2, {'L'}};
    struct {
        FILE_FS_DRIVER_PATH_INFORMATION Head;
        WCHAR More[30];
    } Path = {.Head.DriverNameLength = 28};
    IO_STATUS_BLOCK Iosb;

    R.Device->Characteristics |= FILE_REMOVABLE_MEDIA;
    assert_nt_success(
        NtQueryVolumeInformationFile(h, &Iosb, &Device, sizeof Device, FileFsDeviceInformation));
    assert_int_equal(Device.DeviceType, FILE_DEVICE_UNKNOWN);
    assert_int_equal(Device.Characteristics, FILE_REMOVABLE_MEDIA);
    assert_int_equal(Iosb.Information, sizeof Device);
    memcpy(Path.Head.DriverName, L"\\Driver\\io_kit", 28);
    assert_nt_success(
        NtQueryVolumeInformationFile(h, &Iosb, &Path, sizeof Path, FileFsDriverPathInformation));
    assert_true(Path.Head.DriverInPath);
    SEEN("");
    assert_nt_success(
        ZwQueryVolumeInformationFile(h, &Iosb, &Size, sizeof Size, FileFsSizeInformation));
    assert_int_equal(R.Stack.Parameters.QueryVolume.FsInformationClass, FileFsSizeInformation);
    assert_nt_success(
        ZwSetVolumeInformationFile(h, &Iosb, &Label, sizeof Label, FileFsLabelInformation));
    assert_int_equal(R.Data[0], 2);
    SEEN("KL");
    assert_int_equal(NtQueryVolumeInformationFile(h, &Iosb, &Size, 8, FileFsSizeInformation),
                     STATUS_INFO_LENGTH_MISMATCH);
    assert_int_equal(
        NtSetVolumeInformationFile(h, &Iosb, &Label, sizeof Label, FileFsSizeInformation),
        STATUS_INVALID_INFO_CLASS);
    NtClose(h);
}

static void
flushing_needs_a_right_to_write(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, 0);
    HANDLE Append = RecordOpen(L"\\Device\\Kit", FILE_APPEND_DATA, 0);
    IO_STATUS_BLOCK Iosb;

    assert_int_equal(NtFlushBuffersFile(h, &Iosb), STATUS_ACCESS_DENIED);
    assert_nt_success(NtFlushBuffersFile(Append, &Iosb));
    assert_int_equal(R.Stack.MinorFunction, 0);
    assert_nt_success(NtFlushBuffersFileEx(Append, FLUSH_FLAGS_FILE_DATA_ONLY, NULL, 0, &Iosb));
    assert_int_equal(R.Stack.MinorFunction, IRP_MN_FLUSH_DATA_ONLY);
    assert_nt_success(ZwFlushBuffersFileEx(Append, FLUSH_FLAGS_NO_SYNC, NULL, 0, &Iosb));
    assert_int_equal(R.Stack.MinorFunction, IRP_MN_FLUSH_NO_SYNC);
    assert_int_equal(NtFlushBuffersFileEx(Append, 0x10, NULL, 0, &Iosb), STATUS_INVALID_PARAMETER);
    assert_nt_success(ZwFlushBuffersFile(h, &Iosb));
    SEEN("JJJJ");
    NtClose(h);
    NtClose(Append);
}

/* --- for drivers ------------------------------------------------------------------------------ */

static void
drivers_can_ask_the_tables(void **state)
{
    FILE_INFORMATION_CLASS Class = FileEndOfFileInformation;
    ACCESS_MASK Access = GENERIC_READ;

    assert_nt_success(IoCheckQuerySetFileInformation(FileBasicInformation, 40, FALSE));
    assert_int_equal(IoCheckQuerySetFileInformation(FileBasicInformation, 39, TRUE),
                     STATUS_INFO_LENGTH_MISMATCH);
    assert_int_equal(IoCheckQuerySetFileInformation(FileNameInformation, 100, TRUE),
                     STATUS_INVALID_INFO_CLASS);
    assert_nt_success(IoCheckQuerySetVolumeInformation(FileFsDeviceInformation, 8, FALSE));
    assert_int_equal(IoCheckQuerySetVolumeInformation(FileFsDeviceInformation, 8, TRUE),
                     STATUS_INVALID_INFO_CLASS);
    assert_int_equal(IoCheckDesiredAccess(&Access, FILE_READ_DATA), STATUS_ACCESS_DENIED);
    assert_int_equal(Access, FILE_GENERIC_READ);
    assert_nt_success(IoCheckDesiredAccess(&Access, FILE_ALL_ACCESS));
    assert_nt_success(IoCheckFunctionAccess(FILE_APPEND_DATA, IRP_MJ_WRITE, 0, 0, NULL, NULL));
    assert_int_equal(IoCheckFunctionAccess(FILE_READ_DATA, IRP_MJ_WRITE, 0, 0, NULL, NULL),
                     STATUS_ACCESS_DENIED);
    assert_int_equal(
        IoCheckFunctionAccess(FILE_READ_DATA, IRP_MJ_SET_INFORMATION, 0, 0, &Class, NULL),
        STATUS_ACCESS_DENIED);
    assert_int_equal(IoCheckFunctionAccess(
                         FILE_READ_DATA, IRP_MJ_DEVICE_CONTROL, 0,
                         CTL_CODE(1, 0x800, 0, FILE_READ_ACCESS | FILE_WRITE_ACCESS), NULL, NULL),
                     STATUS_ACCESS_DENIED);
}

SIM_TESTS(RECORD(lengths_classes_and_rights_are_checked_first),
          RECORD(answers_are_copied_unless_they_are_errors),
          RECORD(telling_more_than_fits_is_0xc9_312),
          RECORD(the_position_is_the_systems_on_synchronous_files),
          RECORD(what_the_system_knows_it_answers),
          RECORD(the_priority_hint_of_a_file_is_its_requests),
          RECORD(everything_is_both_the_systems_and_the_drivers),
          RECORD(setting_goes_to_the_driver), RECORD(the_kind_of_device_is_known),
          RECORD(flushing_needs_a_right_to_write), RECORD(drivers_can_ask_the_tables))
