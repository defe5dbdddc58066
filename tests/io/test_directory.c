/*
 * tests/io/test_directory.c - directories, locks on ranges, extended attributes, quotas
 *
 * io/service/directory.c, io/service/lock.c, io/service/ea.c, io/service/quota.c.
 */
#include "record.h"

/* --- directories ------------------------------------------------------------------------------ */

static WCHAR Searched[16];

static NTSTATUS
Directory(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    if (Stack->MinorFunction == IRP_MN_QUERY_DIRECTORY &&
        Stack->Parameters.QueryDirectory.FileName != NULL) {
        memcpy(Searched, Stack->Parameters.QueryDirectory.FileName->Buffer,
               Stack->Parameters.QueryDirectory.FileName->Length);
    }
    return RecordOther(Device, Irp);
}

static void
a_directory_is_searched_by_the_driver(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_LIST_DIRECTORY, 0);
    UCHAR Buffer[128] __attribute__((aligned(8)));
    UNICODE_STRING Pattern = RTL_CONSTANT_STRING(L"*.txt");
    IO_STATUS_BLOCK Iosb;

    KitOn(IRP_MJ_DIRECTORY_CONTROL, Directory);
    R.Device->Flags |= DO_BUFFERED_IO;
    memcpy(R.Answer, "entry", 5);
    R.AnswerLength = R.Information = 5;
    R.Pends = TRUE;
    assert_int_equal(NtQueryDirectoryFile(h, NULL, NULL, NULL, &Iosb, Buffer, sizeof Buffer,
                                          FileDirectoryInformation, TRUE, &Pattern, TRUE),
                     STATUS_PENDING);
    assert_int_equal(R.Stack.MinorFunction, IRP_MN_QUERY_DIRECTORY);
    assert_int_equal(R.Stack.Flags, SL_RESTART_SCAN | SL_RETURN_SINGLE_ENTRY);
    assert_int_equal(R.Stack.Parameters.QueryDirectory.FileInformationClass,
                     FileDirectoryInformation);
    assert_memory_equal(Searched, L"*.txt", 10);
    KitComplete(R.Pended, STATUS_SUCCESS, 5);
    sim_run_until_idle();
    assert_memory_equal(Buffer, "entry", 5);
    R.Pends = FALSE;
    assert_nt_success(ZwQueryDirectoryFile(h, NULL, NULL, NULL, &Iosb, Buffer, sizeof Buffer,
                                           FileNamesInformation, FALSE, NULL, FALSE));
    assert_int_equal(R.Stack.Flags, 0);
    assert_nt_success(ZwQueryDirectoryFileEx(h, NULL, NULL, NULL, &Iosb, Buffer, sizeof Buffer,
                                             FileNamesInformation, SL_NO_CURSOR_UPDATE, NULL));
    assert_int_equal(R.Stack.Flags, SL_NO_CURSOR_UPDATE);
    SEEN("MMM");
    assert_int_equal(NtQueryDirectoryFileEx(h, NULL, NULL, NULL, &Iosb, Buffer, sizeof Buffer,
                                            FileBasicInformation, 0, NULL),
                     STATUS_INVALID_INFO_CLASS);
    assert_int_equal(NtQueryDirectoryFileEx(h, NULL, NULL, NULL, &Iosb, Buffer, 8,
                                            FileDirectoryInformation, 0, NULL),
                     STATUS_INFO_LENGTH_MISMATCH);
    assert_int_equal(NtQueryDirectoryFileEx(h, NULL, NULL, NULL, &Iosb, Buffer, sizeof Buffer,
                                            FileDirectoryInformation, 0x80, NULL),
                     STATUS_INVALID_PARAMETER);
    NtClose(h);
}

static void
changes_are_waited_for(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_LIST_DIRECTORY, 0);
    HANDLE Event = CreateEventW(NULL, FALSE, FALSE, NULL);
    ULONG Buffer[16];
    IO_STATUS_BLOCK Iosb;

    R.Pends = TRUE;
    assert_int_equal(NtNotifyChangeDirectoryFile(h, Event, NULL, NULL, &Iosb, Buffer, sizeof Buffer,
                                                 FILE_NOTIFY_CHANGE_SIZE, TRUE),
                     STATUS_PENDING);
    assert_int_equal(R.Stack.MinorFunction, IRP_MN_NOTIFY_CHANGE_DIRECTORY);
    assert_int_equal(R.Stack.Flags, SL_WATCH_TREE);
    assert_int_equal(R.Stack.Parameters.NotifyDirectory.CompletionFilter, FILE_NOTIFY_CHANGE_SIZE);
    KitComplete(R.Pended, STATUS_NOTIFY_ENUM_DIR, 0);
    assert_int_equal(WaitForSingleObject(Event, INFINITE), WAIT_OBJECT_0);
    assert_int_equal(Iosb.Status, STATUS_NOTIFY_ENUM_DIR);
    R.Pends = FALSE;
    assert_nt_success(NtNotifyChangeDirectoryFileEx(h, NULL, NULL, NULL, &Iosb, Buffer,
                                                    sizeof Buffer, FILE_NOTIFY_CHANGE_SIZE, FALSE,
                                                    DirectoryNotifyExtendedInformation));
    assert_int_equal(R.Stack.MinorFunction, IRP_MN_NOTIFY_CHANGE_DIRECTORY_EX);
    assert_int_equal(
        NtNotifyChangeDirectoryFile(h, NULL, NULL, NULL, &Iosb, Buffer, sizeof Buffer, 0, TRUE),
        STATUS_INVALID_PARAMETER);
    CloseHandle(Event);
    NtClose(h);
}

/* --- locks ------------------------------------------------------------------------------------ */

static LONGLONG LockedLength;

static NTSTATUS
Lock(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    if (Stack->MinorFunction != IRP_MN_UNLOCK_ALL) {
        LockedLength = Stack->Parameters.LockControl.Length->QuadPart;
    }
    return RecordOther(Device, Irp);
}

static void
ranges_are_locked_by_the_driver(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, RECORD_SYNC);
    LARGE_INTEGER Offset = {.QuadPart = 0x100000000}, Length = {.QuadPart = 77};
    IO_STATUS_BLOCK Iosb;

    KitOn(IRP_MJ_LOCK_CONTROL, Lock);
    assert_nt_success(NtLockFile(h, NULL, NULL, NULL, &Iosb, &Offset, &Length, 9, TRUE, TRUE));
    assert_int_equal(R.Stack.MinorFunction, IRP_MN_LOCK);
    assert_int_equal(R.Stack.Flags, SL_FAIL_IMMEDIATELY | SL_EXCLUSIVE_LOCK);
    assert_int_equal(R.Stack.Parameters.LockControl.Key, 9);
    assert_true(R.Stack.Parameters.LockControl.ByteOffset.QuadPart == Offset.QuadPart);
    assert_int_equal(LockedLength, 77);
    assert_true(R.File->LockOperation);
    R.Status = STATUS_RANGE_NOT_LOCKED;
    assert_int_equal(NtUnlockFile(h, &Iosb, &Offset, &Length, 9), STATUS_RANGE_NOT_LOCKED);
    assert_int_equal(R.Stack.MinorFunction, IRP_MN_UNLOCK_SINGLE);
    R.Status = STATUS_SUCCESS;
    assert_nt_success(ZwLockFile(h, NULL, NULL, NULL, &Iosb, &Offset, &Length, 9, FALSE, FALSE));
    assert_nt_success(ZwUnlockFile(h, &Iosb, &Offset, &Length, 9));
    SEEN("RRRR");
    assert_int_equal(NtLockFile(h, NULL, NULL, NULL, &Iosb, (PVOID)0x1000, &Length, 0, 0, 0),
                     STATUS_ACCESS_VIOLATION);
    NtClose(h);
    SEEN(CLEANUP CLOSE);
}

static void
a_process_that_lets_go_is_unlocked(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, RECORD_SYNC), Kernel;
    LARGE_INTEGER Offset = {0}, Length = {.QuadPart = 1};
    IO_STATUS_BLOCK Iosb;
    PFILE_OBJECT File;

    KitOn(IRP_MJ_LOCK_CONTROL, Lock);
    assert_nt_success(
        ObReferenceObjectByHandle(h, 0, *IoFileObjectType, KernelMode, (PVOID *)&File, NULL));
    assert_nt_success(ObOpenObjectByPointer(File, OBJ_KERNEL_HANDLE, NULL, FILE_READ_DATA,
                                            *IoFileObjectType, KernelMode, &Kernel));
    assert_nt_success(NtLockFile(h, NULL, NULL, NULL, &Iosb, &Offset, &Length, 0, FALSE, TRUE));
    SEEN("R");
    NtClose(h); // the System process has a handle still
    assert_int_equal(R.Stack.MinorFunction, IRP_MN_UNLOCK_ALL);
    SEEN("R");
    ZwClose(Kernel);
    SEEN(CLEANUP);
    ObDereferenceObject(File);
    SEEN(CLOSE);
}

/* --- extended attributes ---------------------------------------------------------------------- */

typedef struct {
    ULONG Next;
    UCHAR NameLength;
    CHAR Name[7];
} GET_EA;

typedef struct {
    ULONG Next;
    UCHAR Flags, NameLength;
    USHORT ValueLength;
    CHAR Text[8];
} EA;

static void
lists_of_attributes_are_checked(void **state)
{
    EA Eas[2] = {{sizeof(EA), 0, 3, 4, "abc\0val1"}, {0, 0, 3, 4, "xyz\0val2"}};
    PFILE_FULL_EA_INFORMATION List = (PFILE_FULL_EA_INFORMATION)Eas;
    ULONG Offset = 99;

    assert_nt_success(IoCheckEaBufferValidity(List, sizeof Eas, &Offset));
    assert_int_equal(IoCheckEaBufferValidity(List, sizeof Eas - 1, &Offset),
                     STATUS_EA_LIST_INCONSISTENT);
    assert_int_equal(Offset, sizeof(EA));
    Eas[0].Next = sizeof(EA) + 2; // not on a ULONG boundary
    assert_int_equal(IoCheckEaBufferValidity(List, sizeof Eas, &Offset),
                     STATUS_EA_LIST_INCONSISTENT);
    assert_int_equal(Offset, 0);
    Eas[0].Next = 0;
    Eas[0].NameLength = 2;
    assert_int_equal(IoCheckEaBufferValidity(List, sizeof Eas, &Offset),
                     STATUS_EA_LIST_INCONSISTENT);
}

static void
attributes_are_the_drivers(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_EA | FILE_WRITE_EA, 0);
    EA Ea = {0, 0, 3, 4, "abc\0val1"};
    GET_EA Get = {0, 3, "abc"};
    UCHAR Buffer[32] __attribute__((aligned(4)));
    ULONG Index = 5;
    IO_STATUS_BLOCK Iosb;

    assert_nt_success(NtSetEaFile(h, &Iosb, &Ea, sizeof Ea));
    assert_memory_equal(R.Data, &Ea, sizeof Ea);
    memcpy(R.Answer, "eas", 3);
    R.AnswerLength = R.Information = 3;
    assert_nt_success(
        NtQueryEaFile(h, &Iosb, Buffer, sizeof Buffer, TRUE, &Get, sizeof Get, &Index, TRUE));
    assert_memory_equal(Buffer, "eas", 3);
    assert_int_equal(R.Stack.Flags, SL_RESTART_SCAN | SL_RETURN_SINGLE_ENTRY | SL_INDEX_SPECIFIED);
    assert_int_equal(R.Stack.Parameters.QueryEa.EaIndex, 5);
    assert_int_equal(R.Stack.Parameters.QueryEa.EaListLength, sizeof Get);
    assert_nt_success(ZwSetEaFile(h, &Iosb, &Ea, sizeof Ea));
    assert_nt_success(ZwQueryEaFile(h, &Iosb, Buffer, sizeof Buffer, FALSE, NULL, 0, NULL, FALSE));
    SEEN("IHIH");
    Get.Name[3] = 'x';
    assert_int_equal(
        NtQueryEaFile(h, &Iosb, Buffer, sizeof Buffer, TRUE, &Get, sizeof Get, NULL, TRUE),
        STATUS_EA_LIST_INCONSISTENT);
    NtClose(h);
}

/* --- quotas ----------------------------------------------------------------------------------- */

static void
quotas_are_the_drivers(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_WRITE_DATA, 0);
    FILE_QUOTA_INFORMATION Quota = {.SidLength = sizeof(SID),
                                    .QuotaLimit.QuadPart = 1000,
                                    .Sid = {SID_REVISION, 1, {{0, 0, 0, 0, 0, 1}}, {0}}};
    FILE_GET_QUOTA_INFORMATION Get = {.SidLength = sizeof(SID), .Sid = Quota.Sid};
    UCHAR Buffer[64] __attribute__((aligned(8)));
    IO_STATUS_BLOCK Iosb;
    ULONG Offset = 9;

    assert_nt_success(IoCheckQuotaBufferValidity(&Quota, sizeof Quota, &Offset));
    assert_int_equal(IoCheckQuotaBufferValidity((PVOID)((PUCHAR)&Quota + 1), 8, &Offset),
                     STATUS_DATATYPE_MISALIGNMENT);
    assert_nt_success(NtSetQuotaInformationFile(h, &Iosb, &Quota, sizeof Quota));
    assert_memory_equal(R.Data, &Quota, sizeof Quota);
    assert_nt_success(NtQueryQuotaInformationFile(h, &Iosb, Buffer, sizeof Buffer, TRUE, &Get,
                                                  sizeof Get, NULL, TRUE));
    assert_int_equal(R.Stack.Flags, SL_RESTART_SCAN | SL_RETURN_SINGLE_ENTRY);
    assert_int_equal(R.Stack.Parameters.QueryQuota.SidListLength, sizeof Get);
    assert_nt_success(ZwQueryQuotaInformationFile(h, &Iosb, Buffer, sizeof Buffer, FALSE, NULL, 0,
                                                  &Quota.Sid, FALSE));
    assert_int_equal(R.Stack.Flags, SL_INDEX_SPECIFIED);
    assert_nt_success(ZwSetQuotaInformationFile(h, &Iosb, &Quota, sizeof Quota));
    SEEN("[ZZ[");
    Quota.SidLength = 4;
    assert_int_equal(NtSetQuotaInformationFile(h, &Iosb, &Quota, sizeof Quota),
                     STATUS_QUOTA_LIST_INCONSISTENT);
    Get.Sid.Revision = 7;
    assert_int_equal(NtQueryQuotaInformationFile(h, &Iosb, Buffer, sizeof Buffer, TRUE, &Get,
                                                 sizeof Get, NULL, TRUE),
                     STATUS_QUOTA_LIST_INCONSISTENT);
    NtClose(h);
}

SIM_TESTS(RECORD(a_directory_is_searched_by_the_driver), RECORD(changes_are_waited_for),
          RECORD(ranges_are_locked_by_the_driver), RECORD(a_process_that_lets_go_is_unlocked),
          RECORD(lists_of_attributes_are_checked), RECORD(attributes_are_the_drivers),
          RECORD(quotas_are_the_drivers))
