/*
 * io/driver/driverinfo.c - what belongs to a driver: its file, its directories, its registry keys
 *
 *      directories  image         where the file is
 *                   data          \SystemRoot\System32\drivers\DriverData\<service>
 *                   shared data   \SystemRoot\System32\drivers\DriverData
 *      keys         parameters                ...\Services\<service>\Parameters
 *                   persistent state          ...\Services\<service>\State
 *                   shared persistent state   ...\Control\StateSeparation\<service>
 *
 * Differs from Windows: it documents neither where data directories nor where persistent state are.
 * Directories are opened as \SystemRoot\...: as long as no driver answers to that name, the volume
 * is not there, which is an error that the page allows for.
 */
#include "load.h"

/* --- the file --------------------------------------------------------------------------------- */

NTSTATUS
IoQueryFullDriverPath(PDRIVER_OBJECT DriverObject, PUNICODE_STRING FullPath)
{
    PIOP_DRIVER Driver = IopDriver(DriverObject);

    RtlZeroMemory(FullPath, sizeof(*FullPath));
    if (Driver->Module == NULL) {
        return STATUS_NOT_FOUND;
    }
    FullPath->Buffer = ExAllocatePoolWithTag(PagedPool, Driver->ImagePath.MaximumLength, IOP_TAG);
    if (FullPath->Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    FullPath->MaximumLength = Driver->ImagePath.MaximumLength;
    RtlCopyUnicodeString(FullPath, &Driver->ImagePath);
    return STATUS_SUCCESS;
}

/* --- directories ------------------------------------------------------------------------------ */

NTSTATUS
IoOpenDirectory(PCWSTR Path, PHANDLE Handle)
{
    OBJECT_ATTRIBUTES Attributes;
    UNICODE_STRING Name;
    IO_STATUS_BLOCK Iosb;

    RtlInitUnicodeString(&Name, Path);
    InitializeObjectAttributes(&Attributes, &Name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL,
                               NULL);
    return ZwOpenFile(Handle, FILE_LIST_DIRECTORY | FILE_TRAVERSE | SYNCHRONIZE, &Attributes, &Iosb,
                      FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                      FILE_DIRECTORY_FILE | FILE_SYNCHRONOUS_IO_NONALERT);
}

static VOID
IopImageDirectory(PIOP_DRIVER Driver, PWSTR Path, ULONG Characters)
{
    ULONG Length;

    IoFormatText(Path, Characters, L"%wZ", &Driver->ImagePath);
    Length = IoTextLength(Path);
    while (Length > 0 && Path[Length] != L'\\') {
        Length--;
    }
    Path[Length] = L'\0';
}

NTSTATUS
IoGetDriverDirectory(PDRIVER_OBJECT DriverObject, DRIVER_DIRECTORY_TYPE DirectoryType, ULONG Flags,
                     PHANDLE DriverDirectoryHandle)
{
    WCHAR Path[IOP_PATH_CHARACTERS];

    if (DriverObject == NULL || DriverDirectoryHandle == NULL || Flags != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    switch (DirectoryType) {
    case DriverDirectoryImage:
        IopImageDirectory(IopDriver(DriverObject), Path, RTL_NUMBER_OF(Path));
        break;
    case DriverDirectoryData:
        IoFormatText(Path, RTL_NUMBER_OF(Path), L"%ws\\%wZ", IO_DRIVER_DATA,
                     &DriverObject->DriverExtension->ServiceKeyName);
        break;
    case DriverDirectorySharedData:
        IoFormatText(Path, RTL_NUMBER_OF(Path), L"%ws", IO_DRIVER_DATA);
        break;
    default:
        return STATUS_INVALID_PARAMETER;
    }
    return IoOpenDirectory(Path, DriverDirectoryHandle);
}

/* --- keys ------------------------------------------------------------------------------------- */

NTSTATUS
IoOpenKeyPath(PCWSTR Path, ACCESS_MASK Access, PHANDLE Handle)
{
    OBJECT_ATTRIBUTES Attributes;
    UNICODE_STRING Name;
    NTSTATUS Status = CmCreateKeyPath(Path);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    RtlInitUnicodeString(&Name, Path);
    InitializeObjectAttributes(&Attributes, &Name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL,
                               NULL);
    return ZwOpenKey(Handle, Access, &Attributes);
}

NTSTATUS
IoOpenDriverRegistryKey(PDRIVER_OBJECT DriverObject, DRIVER_REGKEY_TYPE RegKeyType,
                        ACCESS_MASK DesiredAccess, ULONG Flags, PHANDLE DriverRegKey)
{
    static const PCWSTR Formats[] = {[DriverRegKeyParameters] = L"Services\\%wZ\\Parameters",
                                     [DriverRegKeyPersistentState] = L"Services\\%wZ\\State",
                                     [DriverRegKeySharedPersistentState] =
                                         L"Control\\StateSeparation\\%wZ"};
    WCHAR Path[IOP_PATH_CHARACTERS], Rest[IOP_PATH_CHARACTERS];

    if ((ULONG)RegKeyType >= RTL_NUMBER_OF(Formats) || Flags != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    IoFormatText(Rest, RTL_NUMBER_OF(Rest), Formats[RegKeyType],
                 &DriverObject->DriverExtension->ServiceKeyName);
    IoFormatText(Path, RTL_NUMBER_OF(Path), L"\\Registry\\Machine\\System\\CurrentControlSet\\%ws",
                 Rest);
    return IoOpenKeyPath(Path, DesiredAccess, DriverRegKey);
}
