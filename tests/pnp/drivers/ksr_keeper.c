/*
 * tests/pnp/drivers/ksr_keeper.c - a driver that counts kernels
 *
 * DriverEntry takes over what its predecessor has left to it and reserves the same for the next.
 */
#include <ntddk.h>

#define KEEPER_SIZE 100

PDRIVER_OBJECT KeeperDriver;
NTSTATUS KeeperFound, KeeperReserved;
ULONG KeeperKernels; /* before this one */
PVOID KeeperHandle;

static NTSTATUS
TakeOver(PDRIVER_OBJECT DriverObject)
{
    ULONG Data[KEEPER_SIZE / sizeof(ULONG)] = {0};
    SIZE_T Size = 0;
    NTSTATUS Status = IoQueryKsrPersistentMemorySize(DriverObject, NULL, &Size);

    if (NT_SUCCESS(Status) && Size == sizeof(Data)) {
        Status = IoAcquireKsrPersistentMemory(DriverObject, NULL, Data, &Size);
    }
    KeeperKernels = Data[0];
    return Status;
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG Next;

    DriverObject->DriverUnload = Unload;
    KeeperDriver = DriverObject;
    KeeperFound = TakeOver(DriverObject);
    Next = KeeperKernels + 1;
    KeeperReserved =
        IoReserveKsrPersistentMemory(DriverObject, NULL, KEEPER_SIZE, 0, &KeeperHandle);
    return NT_SUCCESS(KeeperReserved)
               ? IoWriteKsrPersistentMemory(KeeperHandle, &Next, sizeof(Next))
               : STATUS_SUCCESS;
}
