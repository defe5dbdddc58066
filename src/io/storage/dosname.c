/*
 * io/storage/dosname.c - the drive letter of a volume, and where the system is said to have booted
 * from
 *
 * A volume knows its device name (IOCTL_MOUNTDEV_QUERY_DEVICE_NAME). The drive whose global link
 * leads to that name is the volume's.
 *
 * Differs from Windows: there is no mount manager, so a volume without a drive letter has no name
 * here, be it mounted in a folder: STATUS_OBJECT_NAME_NOT_FOUND. libsim does not boot from a disk:
 * IoGetBootDiskInformation finds none.
 */
#include <mountmgr.h>

#include "driver/driver.h"
#include "irp/irp.h"

enum { IOP_NAME_BYTES = 512 };
#define IOP_NAME_TAG 'mNoI'

/* Whether the link of that drive leads to this device name. */
static BOOLEAN
IopLeadsTo(WCHAR Drive, const MOUNTDEV_NAME *Name, PWCHAR Room)
{
    WCHAR Link[] = L"\\GLOBAL??\\?:";
    UNICODE_STRING LinkName, Wanted = {.Length = Name->NameLength, .Buffer = (PWCHAR)Name->Name};
    UNICODE_STRING Target = {.MaximumLength = IOP_NAME_BYTES, .Buffer = Room};
    OBJECT_ATTRIBUTES Attributes;
    HANDLE Handle;
    NTSTATUS Status;

    Link[RTL_NUMBER_OF(Link) - 3] = Drive;
    RtlInitUnicodeString(&LinkName, Link);
    InitializeObjectAttributes(&Attributes, &LinkName, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE,
                               NULL, NULL);
    if (!NT_SUCCESS(ZwOpenSymbolicLinkObject(&Handle, GENERIC_READ, &Attributes))) {
        return FALSE;
    }
    Status = ZwQuerySymbolicLinkObject(Handle, &Target, NULL);
    ZwClose(Handle);
    return NT_SUCCESS(Status) && RtlEqualUnicodeString(&Target, &Wanted, TRUE);
}

static NTSTATUS
IopFindDrive(const MOUNTDEV_NAME *Name, PWCHAR Room, PUNICODE_STRING DosName)
{
    for (WCHAR Drive = 'A'; Drive <= 'Z'; Drive++) {
        if (!IopLeadsTo(Drive, Name, Room)) {
            continue;
        }
        DosName->Buffer = ExAllocatePoolWithTag(PagedPool, 3 * sizeof(WCHAR), IOP_NAME_TAG);
        if (DosName->Buffer == NULL) {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        DosName->Buffer[0] = Drive;
        DosName->Buffer[1] = ':';
        DosName->Buffer[2] = 0;
        DosName->Length = 2 * sizeof(WCHAR);
        DosName->MaximumLength = 3 * sizeof(WCHAR);
        return STATUS_SUCCESS;
    }
    return STATUS_OBJECT_NAME_NOT_FOUND;
}

NTSTATUS
IoVolumeDeviceToDosName(PVOID VolumeDeviceObject, PUNICODE_STRING DosName)
{
    PMOUNTDEV_NAME Name = ExAllocateOwn(2 * IOP_NAME_BYTES, IOP_NAME_TAG);
    NTSTATUS Status;

    if (Name == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status =
        IopAskDevice(VolumeDeviceObject, IOCTL_MOUNTDEV_QUERY_DEVICE_NAME, Name, IOP_NAME_BYTES);
    if (NT_SUCCESS(Status)) {
        Status = IopFindDrive(Name, (PWCHAR)((PUCHAR)Name + IOP_NAME_BYTES), DosName);
    }
    ExFreeOwn(Name);
    return Status;
}

NTSTATUS
RtlVolumeDeviceToDosName(PVOID VolumeDeviceObject, PUNICODE_STRING DosName)
{
    return IoVolumeDeviceToDosName(VolumeDeviceObject, DosName);
}

NTSTATUS
IoGetBootDiskInformation(PBOOTDISK_INFORMATION BootDiskInformation, ULONG Size)
{
    if (Size < sizeof *BootDiskInformation) {
        return STATUS_INVALID_PARAMETER;
    }
    return IopIsSystemStarted() ? STATUS_TOO_LATE : STATUS_DEVICE_DOES_NOT_EXIST;
}

/* The value from which the setup of the system reads it. */
NTSTATUS
IoSetSystemPartition(PUNICODE_STRING VolumeNameString)
{
    return RtlWriteRegistryValue(RTL_REGISTRY_ABSOLUTE, L"\\Registry\\Machine\\System\\Setup",
                                 L"SystemPartition", REG_SZ, VolumeNameString->Buffer,
                                 VolumeNameString->Length + sizeof(WCHAR));
}
