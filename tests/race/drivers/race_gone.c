/*
 * race/drivers/race_gone.c - memory that cannot be touched any more right after it was written
 */
// INSTRUMENT
#include "race_kit.h"

#include "race_gone.h"

enum { GONE_BYTES = 16 * PAGE_SIZE, GONE_TAG = 'enoG' };

static VOID
Contiguous(BOOLEAN Unused)
{
    PHYSICAL_ADDRESS Highest = {.QuadPart = -1};
    PULONG Words = MmAllocateContiguousMemory(GONE_BYTES, Highest);

    *Words = 7;
    MmFreeContiguousMemory(Words);
}

static VOID
Pool(BOOLEAN Unused)
{
    PULONG Words = ExAllocatePoolWithTag(NonPagedPoolNx, GONE_BYTES, GONE_TAG);

    *Words = 7;
    ExFreePoolWithTag(Words, GONE_TAG);
}

static VOID
PagedOut(BOOLEAN Unused)
{
    PULONG Words = ExAllocatePoolWithTag(PagedPool, GONE_BYTES, GONE_TAG);
    KIRQL Irql;

    *Words = 7;
    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    Shared++;
    KeLowerIrql(Irql);
    ExFreePoolWithTag(Words, GONE_TAG);
}

static VOID
OnTop(PVOID Parameter)
{
    ULONG Local[64];
    volatile PVOID Escapes = Local;
    PULONG Words = Escapes;

    Words[1] = 7;
}

static VOID
Stack(BOOLEAN Unused)
{
    KeExpandKernelStackAndCallout(OnTop, NULL, MAXIMUM_EXPANSION_SIZE);
}

RACE_CASE *const RaceCases[] = {[GONE_CONTIGUOUS] = Contiguous,
                                [GONE_POOL] = Pool,
                                [GONE_PAGED_OUT] = PagedOut,
                                [GONE_STACK] = Stack};
const ULONG RaceCaseCount = GONE_COUNT;

/* Its own image. */
static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    KitUnload(DriverObject);
    Shared++;
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status = KitDriver(DriverObject, L"\\Device\\RaceGone");

    DriverObject->DriverUnload = Unload;
    return Status;
}
