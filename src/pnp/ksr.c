/*
 * pnp/ksr.c - memory that drivers keep over a kernel soft reboot (KSR)
 *
 * A soft reboot starts the next kernel without going through the firmware; RAM that drivers have
 * reserved for it keeps what they wrote.
 *
 *      IoReserve --> reserved --shutdown--> persisted --IoAcquire, or the next shutdown--> gone
 *                    (IoWrite)              (IoQuery, IoEnumerate)
 *                    --IoFree--> gone
 *
 * Differs from Windows: Microsoft's pages give names and parameters, and say that the functions are
 * reserved for the system. What they do here is what the names say; each status is libsim's choice,
 * and so are the rules that a region is as long as was reserved, zero at first, and given up when
 * it is acquired. A tag is the one USHORT that DataTag leads to. No flag is known, so a flag ends
 * the run by name; no IRQL is documented, so none is checked. Each shutdown is a soft one, and no
 * kernel is replaced: what drivers find from then on is what the next kernel's would.
 */
#include "ksr.h"

/* --- the kernel that goes --------------------------------------------------------------------- */

NTSTATUS
IoReserveKsrPersistentMemoryEx(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
                               PUNICODE_STRING PhysicalDeviceId, PUSHORT DataTag, ULONG DataVersion,
                               SIZE_T Size, ULONG Flags, PVOID *DataHandle)
{
    PPIP_KSR_REGION Region;
    PIP_KSR_NAME Name;
    NTSTATUS Status;

    if (Flags != 0) {
        KiNotImplemented("a flag of IoReserveKsrPersistentMemory", KeCallerInDriver());
    }
    Status = PipNameKsr(&Name, DriverObject, PhysicalDeviceObject, PhysicalDeviceId, DataTag);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (Size == 0 || DataHandle == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = PipReserveKsr(&Name, DataVersion, Size, &Region);
    if (NT_SUCCESS(Status)) {
        *DataHandle = Region;
    }
    return Status;
}

NTSTATUS
IoReserveKsrPersistentMemory(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
                             SIZE_T Size, ULONG Flags, PVOID *DataHandle)
{
    return IoReserveKsrPersistentMemoryEx(DriverObject, PhysicalDeviceObject, NULL, NULL, 0, Size,
                                          Flags, DataHandle);
}

NTSTATUS
IoWriteKsrPersistentMemory(PVOID DataHandle, PVOID Buffer, SIZE_T Size)
{
    PPIP_KSR_REGION Region = PipReservedKsr(DataHandle);

    if (Region == NULL) {
        return STATUS_INVALID_HANDLE;
    }
    if (Size > Region->Size) {
        return STATUS_INVALID_BUFFER_SIZE;
    }
    RtlCopyMemory(Region->Data, Buffer, Size);
    return STATUS_SUCCESS;
}

NTSTATUS
IoFreeKsrPersistentMemory(PVOID DataHandle)
{
    PPIP_KSR_REGION Region = PipReservedKsr(DataHandle);

    if (Region == NULL) {
        return STATUS_INVALID_HANDLE;
    }
    PipFreeKsr(Region);
    return STATUS_SUCCESS;
}

/* --- the kernel that comes -------------------------------------------------------------------- */

static NTSTATUS
PipFindPersisted(PDRIVER_OBJECT Driver, PDEVICE_OBJECT Pdo, PUNICODE_STRING Id, PUSHORT Tag,
                 PPIP_KSR_REGION *Region)
{
    PIP_KSR_NAME Name;
    NTSTATUS Status = PipNameKsr(&Name, Driver, Pdo, Id, Tag);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    *Region = PipPersistedKsr(&Name);
    return *Region != NULL ? STATUS_SUCCESS : STATUS_NOT_FOUND;
}

NTSTATUS
IoQueryKsrPersistentMemorySizeEx(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
                                 PUNICODE_STRING PhysicalDeviceId, PUSHORT DataTag,
                                 PULONG DataVersion, PSIZE_T BufferSize)
{
    PPIP_KSR_REGION Region;
    NTSTATUS Status;

    if (BufferSize == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    Status =
        PipFindPersisted(DriverObject, PhysicalDeviceObject, PhysicalDeviceId, DataTag, &Region);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (DataVersion != NULL) {
        *DataVersion = Region->Version;
    }
    *BufferSize = Region->Size;
    return STATUS_SUCCESS;
}

NTSTATUS
IoQueryKsrPersistentMemorySize(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
                               PSIZE_T BufferSize)
{
    return IoQueryKsrPersistentMemorySizeEx(DriverObject, PhysicalDeviceObject, NULL, NULL, NULL,
                                            BufferSize);
}

/* Size: of the buffer, then of what it got; or would have, STATUS_BUFFER_TOO_SMALL. */
NTSTATUS
IoAcquireKsrPersistentMemoryEx(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
                               PUNICODE_STRING PhysicalDeviceId, PUSHORT DataTag,
                               PULONG DataVersion, PVOID Buffer, PSIZE_T Size)
{
    SIZE_T Room;
    NTSTATUS Status;
    PPIP_KSR_REGION Region;

    if (Buffer == NULL || Size == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    Status =
        PipFindPersisted(DriverObject, PhysicalDeviceObject, PhysicalDeviceId, DataTag, &Region);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Room = *Size;
    *Size = Region->Size;
    if (Room < Region->Size) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    if (DataVersion != NULL) {
        *DataVersion = Region->Version;
    }
    RtlCopyMemory(Buffer, Region->Data, Region->Size);
    PipFreeKsr(Region);
    return STATUS_SUCCESS;
}

NTSTATUS
IoAcquireKsrPersistentMemory(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
                             PVOID Buffer, PSIZE_T Size)
{
    return IoAcquireKsrPersistentMemoryEx(DriverObject, PhysicalDeviceObject, NULL, NULL, NULL,
                                          Buffer, Size);
}

/* The callback may acquire what it is told of. */
NTSTATUS
IoEnumerateKsrPersistentMemoryEx(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
                                 PUNICODE_STRING PhysicalDeviceId,
                                 PIO_PERSISTED_MEMORY_ENUMERATION_CALLBACK Callback,
                                 PVOID CallbackContext)
{
    PIP_KSR_NAME Name;
    PPIP_KSR_REGION Region;
    ULONG64 Last = 0;
    NTSTATUS Status = PipNameKsr(&Name, DriverObject, PhysicalDeviceObject, PhysicalDeviceId, NULL);

    if (NT_SUCCESS(Status) && Callback == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    while (NT_SUCCESS(Status) && (Region = PipNextPersistedKsr(&Name, Last)) != NULL) {
        USHORT Tag = Region->Name.Tag;
        ULONG Version = Region->Version;

        Last = Region->Serial;
        Status = CALL_DRIVER(Callback, DriverObject, PhysicalDeviceObject, PhysicalDeviceId,
                             Region->Name.HasTag ? &Tag : NULL, &Version, CallbackContext);
    }
    return Status;
}
