/*
 * io/system/ksr.c - memory whose contents a kernel soft restart hands to the next kernel
 *
 *   IoReserveKsrPersistentMemory[Ex] --> reserved, zeroes
 *     --> IoWriteKsrPersistentMemory, any number of times
 *     --> IoFreeKsrPersistentMemory, or the end of the machine
 *
 * The other side (query, acquire, enumerate) asks for what the kernel before this one handed over.
 *
 *   K1. Iop.List has what is reserved, each once; a DataHandle is the address of an entry.
 *   K2. This kernel booted cold (ExIsSoftBoot is FALSE): there is nothing that it was handed.
 *
 * Differs from Windows: the pages say "reserved for system use" and nothing else; what is here is
 * what names and annotations imply. The kernel is never restarted within a run, so what is written
 * is kept, but no driver ever finds it. The failures' status codes, none of which is documented,
 * are chosen here. No value of Flags is documented: all but 0 stop by name.
 */
#include "system.h"

typedef struct _IOP_RESERVATION {
    LIST_ENTRY Links;
    SIZE_T Size;
    UCHAR Data[];
} IOP_RESERVATION, *PIOP_RESERVATION;

static struct {
    LIST_ENTRY List;
} Iop SIM_STATE;

VOID
IopInitKsr(VOID)
{
    InitializeListHead(&Iop.List);
}

/* --- for the next kernel ---------------------------------------------------------------------- */

static PIOP_RESERVATION
IopFindReservation(PVOID DataHandle)
{
    for (PLIST_ENTRY Entry = Iop.List.Flink; Entry != &Iop.List; Entry = Entry->Flink) {
        if (CONTAINING_RECORD(Entry, IOP_RESERVATION, Links) == DataHandle) {
            return DataHandle;
        }
    }
    return NULL;
}

static NTSTATUS
IopReserve(SIZE_T Size, ULONG Flags, PVOID *DataHandle, PVOID Caller)
{
    PIOP_RESERVATION Reservation;

    if (Flags != 0) {
        KiNotImplemented("IoReserveKsrPersistentMemory with these flags", Caller);
    }
    if (Size > MAXSIZE_T - sizeof(*Reservation)) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Reservation = ExAllocateOwn(sizeof(*Reservation) + Size, IOP_TAG);
    if (Reservation == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Reservation->Size = Size;
    InsertTailList(&Iop.List, &Reservation->Links);
    *DataHandle = Reservation;
    return STATUS_SUCCESS;
}

NTSTATUS
IoReserveKsrPersistentMemory(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
                             SIZE_T Size, ULONG Flags, PVOID *DataHandle)
{
    return IopReserve(Size, Flags, DataHandle, IOP_CALLER());
}

NTSTATUS
IoReserveKsrPersistentMemoryEx(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
                               PUNICODE_STRING PhysicalDeviceId, PUSHORT DataTag, ULONG DataVersion,
                               SIZE_T Size, ULONG Flags, PVOID *DataHandle)
{
    return IopReserve(Size, Flags, DataHandle, IOP_CALLER());
}

NTSTATUS
IoWriteKsrPersistentMemory(PVOID DataHandle, PVOID Buffer, SIZE_T Size)
{
    PIOP_RESERVATION Reservation = IopFindReservation(DataHandle);

    if (Reservation == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Size > Reservation->Size) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    RtlCopyMemory(Reservation->Data, Buffer, Size);
    return STATUS_SUCCESS;
}

NTSTATUS
IoFreeKsrPersistentMemory(PVOID DataHandle)
{
    PIOP_RESERVATION Reservation = IopFindReservation(DataHandle);

    if (Reservation == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    RemoveEntryList(&Reservation->Links);
    ExFreeOwn(Reservation);
    return STATUS_SUCCESS;
}

/* --- from the kernel before: nothing (K2) ----------------------------------------------------- */

NTSTATUS
IoQueryKsrPersistentMemorySize(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
                               PSIZE_T BufferSize)
{
    return STATUS_NOT_FOUND;
}

NTSTATUS
IoQueryKsrPersistentMemorySizeEx(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
                                 PUNICODE_STRING PhysicalDeviceId, PUSHORT DataTag,
                                 PULONG DataVersion, PSIZE_T BufferSize)
{
    return STATUS_NOT_FOUND;
}

NTSTATUS
IoAcquireKsrPersistentMemory(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
                             PVOID Buffer, PSIZE_T Size)
{
    return STATUS_NOT_FOUND;
}

NTSTATUS
IoAcquireKsrPersistentMemoryEx(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
                               PUNICODE_STRING PhysicalDeviceId, PUSHORT DataTag,
                               PULONG DataVersion, PVOID Buffer, PSIZE_T Size)
{
    return STATUS_NOT_FOUND;
}

NTSTATUS
IoEnumerateKsrPersistentMemoryEx(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
                                 PUNICODE_STRING PhysicalDeviceId,
                                 PIO_PERSISTED_MEMORY_ENUMERATION_CALLBACK Callback,
                                 PVOID CallbackContext)
{
    return STATUS_SUCCESS;
}
