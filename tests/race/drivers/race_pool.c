/*
 * race/drivers/race_pool.c - pool that is used rightly, and in three wrong ways
 */
// INSTRUMENT
#include "race_kit.h"

#include "race_pool.h"

static PUCHAR
Allocate(VOID)
{
    return ExAllocatePool2(POOL_FLAG_NON_PAGED, RACE_POOL_BYTES, 'ecaR');
}

static VOID
UseRightly(BOOLEAN Ordered)
{
    PUCHAR Block = Allocate();

    for (ULONG i = 0; i < RACE_POOL_BYTES; i++) {
        Block[i] = (UCHAR)i;
    }
    RtlFillMemory(Block, RACE_POOL_BYTES, 1);
    ExFreePoolWithTag(Block, 'ecaR');
}

static VOID
UseFreed(BOOLEAN Ordered)
{
    PUCHAR volatile Block = Allocate();

    Block[0] = 1;
    ExFreePoolWithTag(Block, 'ecaR');
    Block[0]++;
}

static VOID
UseBeyond(BOOLEAN Ordered)
{
    PUCHAR volatile Block = Allocate();

    Block[RACE_POOL_BYTES]++;
    ExFreePoolWithTag(Block, 'ecaR');
}

static VOID
CopyBeyond(BOOLEAN Ordered)
{
    PUCHAR volatile Block = Allocate();
    UCHAR Copy[RACE_POOL_BYTES + 1];

    RtlCopyMemory(Copy, Block, sizeof(Copy));
    for (ULONG i = 0; i < sizeof(Copy); i++) {
        Shared += Copy[i];
    }
    ExFreePoolWithTag(Block, 'ecaR');
}

RACE_CASE *const RaceCases[] = {
    [RACE_POOL_RIGHT] = UseRightly,
    [RACE_POOL_FREED] = UseFreed,
    [RACE_POOL_BEYOND] = UseBeyond,
    [RACE_POOL_COPY] = CopyBeyond,
};
const ULONG RaceCaseCount = ARRAYSIZE(RaceCases);

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return KitDriver(DriverObject, L"\\Device\\RacePool");
}
