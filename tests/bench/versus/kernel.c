/*
 * bench/versus/kernel.c - what the drivers that are stressed import
 */
#include "kernel.h"

#include <sched.h>
#include <stdlib.h>

enum { SPINS = 1000 };

DRIVER_OBJECT kernel_driver;
_Thread_local jmp_buf kernel_broken;

static KSPIN_LOCK cancel_lock;

/* --- locks ------------------------------------------------------------------------------------ */

static void
lock(PKSPIN_LOCK at)
{
    for (unsigned spins = 0; __atomic_exchange_n(at, 1, __ATOMIC_ACQUIRE) != 0;) {
        if (++spins % SPINS == 0) {
            sched_yield();
        }
    }
}

static void
unlock(PKSPIN_LOCK at)
{
    __atomic_store_n(at, 0, __ATOMIC_RELEASE);
}

VOID
KeInitializeSpinLock(PKSPIN_LOCK SpinLock)
{
    *SpinLock = 0;
}

VOID
KeAcquireSpinLock(PKSPIN_LOCK SpinLock, PKIRQL OldIrql)
{
    *OldIrql = PASSIVE_LEVEL;
    lock(SpinLock);
}

VOID
KeReleaseSpinLock(PKSPIN_LOCK SpinLock, KIRQL NewIrql)
{
    unlock(SpinLock);
}

LONG
InterlockedIncrement(LONG volatile *Addend)
{
    return __atomic_add_fetch(Addend, 1, __ATOMIC_SEQ_CST);
}

LONG
InterlockedExchangeAdd(LONG volatile *Addend, LONG Value)
{
    return __atomic_fetch_add(Addend, Value, __ATOMIC_SEQ_CST);
}

VOID
IoReleaseCancelSpinLock(KIRQL Irql)
{
    unlock(&cancel_lock);
}

PVOID
InterlockedExchangePointer(PVOID volatile *Target, PVOID Value)
{
    return __atomic_exchange_n(Target, Value, __ATOMIC_SEQ_CST);
}

PLIST_ENTRY
ExInterlockedRemoveHeadList(PLIST_ENTRY ListHead, PKSPIN_LOCK Lock)
{
    PLIST_ENTRY Entry = NULL;

    lock(Lock);
    if (!IsListEmpty(ListHead)) {
        Entry = RemoveHeadList(ListHead);
    }
    unlock(Lock);
    return Entry;
}

VOID
RtlFatalListEntryError(PVOID p1, PVOID p2, PVOID p3)
{
    longjmp(kernel_broken, 1);
}

/* --- pool, names, devices --------------------------------------------------------------------- */

PVOID
ExAllocatePoolWithTag(POOL_TYPE PoolType, SIZE_T NumberOfBytes, ULONG Tag)
{
    return malloc(NumberOfBytes);
}

VOID
ExFreePoolWithTag(PVOID P, ULONG Tag)
{
    free(P);
}

VOID
RtlInitUnicodeString(PUNICODE_STRING Destination, PCWSTR Source)
{
    *Destination = (UNICODE_STRING){0};
}

NTSTATUS
IoCreateDevice(PDRIVER_OBJECT Driver, ULONG ExtensionSize, PUNICODE_STRING Name, DEVICE_TYPE Type,
               ULONG Characteristics, BOOLEAN Exclusive, PDEVICE_OBJECT *Device)
{
    *Device = calloc(1, sizeof **Device + ExtensionSize);
    (*Device)->DeviceExtension = *Device + 1;
    (*Device)->DriverObject = Driver;
    Driver->DeviceObject = *Device;
    return STATUS_SUCCESS;
}

VOID
IoDeleteDevice(PDEVICE_OBJECT Device)
{
    Device->DriverObject->DeviceObject = NULL;
    free(Device);
}

NTSTATUS
IoCreateSymbolicLink(PUNICODE_STRING Link, PUNICODE_STRING Device)
{
    return STATUS_SUCCESS;
}

NTSTATUS
IoDeleteSymbolicLink(PUNICODE_STRING Link)
{
    return STATUS_SUCCESS;
}

/* --- requests --------------------------------------------------------------------------------- */

VOID
IofCompleteRequest(PIRP Irp, CCHAR Boost)
{
    struct request *request = CONTAINING_RECORD(Irp, struct request, irp);

    __atomic_add_fetch(&request->completions, 1, __ATOMIC_SEQ_CST);
}

void
kernel_send(struct request *request, UCHAR major, ULONG control_code, ULONG bytes)
{
    *request = (struct request){0};
    request->stack.MajorFunction = major;
    request->stack.DeviceObject = kernel_driver.DeviceObject;
    if (major == IRP_MJ_DEVICE_CONTROL) {
        request->stack.Parameters.DeviceIoControl.IoControlCode = control_code;
        request->stack.Parameters.DeviceIoControl.InputBufferLength = bytes;
        request->stack.Parameters.DeviceIoControl.OutputBufferLength = bytes;
    } else {
        request->stack.Parameters.Write.Length = bytes; // Read's stands at the same place
    }
    request->irp.AssociatedIrp.SystemBuffer = request->buffer;
    request->irp.Tail.Overlay.CurrentStackLocation = &request->stack;
    kernel_driver.MajorFunction[major](kernel_driver.DeviceObject, &request->irp);
}

void
kernel_cancel(struct request *request)
{
    PDRIVER_CANCEL routine;

    lock(&cancel_lock);
    request->irp.Cancel = TRUE;
    routine = (PDRIVER_CANCEL)InterlockedExchangePointer(
        (PVOID volatile *)&request->irp.CancelRoutine, NULL);
    if (routine != NULL) {
        request->irp.CancelIrql = PASSIVE_LEVEL;
        routine(kernel_driver.DeviceObject, &request->irp);
    } else {
        unlock(&cancel_lock);
    }
}

void
kernel_start(void)
{
    DriverEntry(&kernel_driver, NULL);
}
