/*
 * tests/mm/drivers/mm_paged.c - a driver with code and data in pageable and INIT sections
 *
 * Its routines are called by the test; each runs at the IRQL of its caller.
 */
#include <wdm.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PagedUnload;
ULONG PagedTwice(ULONG Value);
ULONG PagedThrice(ULONG Value);
ULONG PagedOnlyAtInit(ULONG Value);
ULONG ResidentTwice(ULONG Value);
ULONG ReadPagedData(VOID);
VOID WriteMemory(volatile ULONG *Memory);
ULONG TwiceUnderLock(BOOLEAN Pageable);

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(INIT, PagedOnlyAtInit)
#pragma alloc_text(PAGE, PagedUnload)
#pragma alloc_text(PAGE, PagedTwice)
#pragma alloc_text(PAGEKIT, PagedThrice)
#endif

#pragma data_seg("PAGEDATA")
volatile ULONG PagedData = 7;
#pragma data_seg()

ULONG AtInit;
volatile ULONG Calls;

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = PagedUnload;
    AtInit = PagedOnlyAtInit(1);
    return STATUS_SUCCESS;
}

DECLSPEC_NOINLINE ULONG
PagedOnlyAtInit(ULONG Value)
{
    return Value + 1;
}

VOID
PagedUnload(PDRIVER_OBJECT DriverObject)
{
    PAGED_CODE();
}

DECLSPEC_NOINLINE ULONG
PagedTwice(ULONG Value)
{
    Calls++;
    return 2 * Value;
}

DECLSPEC_NOINLINE ULONG
PagedThrice(ULONG Value)
{
    Calls++;
    return 3 * Value;
}

DECLSPEC_NOINLINE ULONG
ResidentTwice(ULONG Value)
{
    Calls++;
    return 2 * Value;
}

ULONG
ReadPagedData(VOID)
{
    return PagedData;
}

VOID
WriteMemory(volatile ULONG *Memory)
{
    *Memory = 1;
}

ULONG
TwiceUnderLock(BOOLEAN Pageable)
{
    KSPIN_LOCK Lock;
    KIRQL Irql;
    ULONG Value;

    KeInitializeSpinLock(&Lock);
    KeAcquireSpinLock(&Lock, &Irql);
    Value = Pageable ? PagedTwice(2) : ResidentTwice(2);
    KeReleaseSpinLock(&Lock, Irql);
    return Value;
}
