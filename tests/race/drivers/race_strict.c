/*
 * race/drivers/race_strict.c - what is ordered because it happens to run on one processor
 */
// INSTRUMENT
#include "race_kit.h"

#include "race_strict.h"

static KDPC Dpcs[2];
static KSPIN_LOCK Lock;
static BOOLEAN Locks;

static VOID
Count(PKDPC Dpc, PVOID Context, PVOID A, PVOID B)
{
    if (Locks) {
        KeAcquireSpinLockAtDpcLevel(&Lock);
    }
    Shared++;
    if (Locks) {
        KeReleaseSpinLockFromDpcLevel(&Lock);
    }
}

static VOID
Prepare(BOOLEAN Locked)
{
    Locks = Locked;
    KeInitializeSpinLock(&Lock);
    for (ULONG i = 0; i < ARRAYSIZE(Dpcs); i++) {
        KeInitializeDpc(&Dpcs[i], Count, NULL);
    }
}

static VOID
Target(PKDPC Dpc)
{
    KeSetTargetProcessorDpc(Dpc, (CCHAR)KeGetCurrentProcessorNumberEx(NULL));
}

static VOID
CountBesideDpc(BOOLEAN Bound)
{
    KIRQL Irql;

    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    if (Bound) {
        Target(&Dpcs[0]);
    }
    KeInsertQueueDpc(&Dpcs[0], NULL, NULL);
    Count(NULL, NULL, NULL, NULL);
    KeLowerIrql(Irql);
    KeFlushQueuedDpcs();
}

static VOID
BesideDpc(BOOLEAN Bound)
{
    Prepare(FALSE);
    CountBesideDpc(Bound);
}

static VOID
Locked(BOOLEAN Bound)
{
    Prepare(TRUE);
    CountBesideDpc(Bound);
}

static VOID
RunTwoDpcs(BOOLEAN Bound)
{
    KIRQL Irql;

    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    if (Bound) {
        Target(&Dpcs[1]);
    }
    KeInsertQueueDpc(&Dpcs[0], NULL, NULL);
    KeInsertQueueDpc(&Dpcs[1], NULL, NULL);
    KeLowerIrql(Irql);
    KeFlushQueuedDpcs();
}

static VOID
TwoDpcs(BOOLEAN Bound)
{
    Prepare(FALSE);
    RunTwoDpcs(Bound);
}

static DECLSPEC_NOINLINE VOID
Add(PLONG Sum)
{
    *Sum += 1;
}

static VOID
CountOwn(PKDPC Dpc, PVOID Context, PVOID A, PVOID B)
{
    LONG Own = 0;

    Add(&Own);
    InterlockedExchangeAdd(&Shared, Own);
}

static VOID
Locals(BOOLEAN Bound)
{
    for (ULONG i = 0; i < ARRAYSIZE(Dpcs); i++) {
        KeInitializeDpc(&Dpcs[i], CountOwn, NULL);
    }
    RunTwoDpcs(Bound);
}

RACE_CASE *const RaceCases[] = {
    [STRICT_DISPATCH] = BesideDpc,
    [STRICT_DPCS] = TwoDpcs,
    [STRICT_LOCKED] = Locked,
    [STRICT_LOCALS] = Locals,
};
const ULONG RaceCaseCount = STRICT_COUNT;

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return KitDriver(DriverObject, L"\\Device\\RaceStrict");
}
