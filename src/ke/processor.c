/*
 * src/ke/processor.c - processors: their blocks, numbers and counts
 */
#include "ki.h"

SIM_STATE PKPRCB KiProcessorBlock;

static struct {
    VOID (*Quiet)(VOID);
} Ki SIM_STATE;

VOID
KeQueryStatistics(ULONG Processor, KE_STATISTICS *Statistics)
{
    PKPRCB Prcb = KiPrcbOf(Processor);
    ULONG64 Now = HalTimeNs(), IdleNs = Prcb->IdleNs;

    if (Prcb->IdleSinceNs < Now) {
        IdleNs += Now - Prcb->IdleSinceNs;
    }
    *Statistics = Prcb->Statistics;
    Statistics->BusyNs = Now - IdleNs;
}

/* --- boot ------------------------------------------------------------------------------------- */

/* A processor's first code and, between threads, its only one. */
static VOID
KiIdleLoop(ULONG Number)
{
    PKPRCB Prcb = KiPrcbOf(Number);

    HalNow.Self = Prcb;
    if (Number >= HalProcessorCount()) { // it is not there yet: until HalAddProcessor
        HalSetIrql(HIGH_LEVEL);
    }
    for (;;) {
        Prcb->IdleSinceNs = HalTimeNs();
        HalIdle();
        Prcb->IdleNs += HalTimeNs() - Prcb->IdleSinceNs;
        Prcb->IdleSinceNs = MAXULONG64;
        HalPreemptionPoint();
    }
}

static VOID
KiQuiet(VOID)
{
    if (Ki.Quiet != NULL) {
        Ki.Quiet();
    }
}

VOID
KeSetQuietRoutine(VOID (*Routine)(VOID))
{
    Ki.Quiet = Routine;
}

static VOID
KiInitPrcb(PKPRCB Prcb, ULONG Number, PKPROCESS IdleProcess)
{
    PKTHREAD Idle = &Prcb->IdleThread;

    Prcb->Number = Number;
    Prcb->CurrentThread = Idle;
    Prcb->AddressSpace = IdleProcess;
    Prcb->ClockDueNs = Prcb->HighSinceNs = MAXULONG64;
    Prcb->InterruptStack = HalAllocateStack();
    Prcb->DpcStack = HalAllocateStack();
    Idle->State = KtRunning;
    Idle->NextProcessor = (USHORT)Number;
    InitializeListHead(&Idle->MutantListHead);
    KiInitApcState(&Idle->ApcState, IdleProcess);
}

VOID
KeInitSystem(PKPROCESS IdleProcess)
{
    static const HAL_UPCALLS Upcalls = {.Processor = KiIdleLoop,
                                        .Interrupt = KiInterrupt,
                                        .Fault = KiFault,
                                        .Quiet = KiQuiet,
                                        .Stuck = KeStopStuck,
                                        .WaitCycle = KiWaitCycle};
    ULONG Count = HalMaximumProcessorCount();

    HalInitSystem(&Upcalls);
    KiProcessorBlock = HalAllocatePages(HalNonPaged, BYTES_TO_PAGES(Count * sizeof(KPRCB)));
    for (ULONG i = 0; i < Count; i++) {
        KiInitPrcb(KiPrcbOf(i), i, IdleProcess);
    }
    HalNow.Self = KiPrcbOf(HalCurrentProcessor());
    KiInitSchedule();
    KiInitTimers();
    KeAddLeakRoutine(KiReportLeaks);
}

/* --- numbers and counts ----------------------------------------------------------------------- */

static USHORT
KiGroupsOf(ULONG Processors)
{
    return (USHORT)((Processors + HalGroupSize() - 1) / HalGroupSize());
}

/* With those that can be added. */
static ULONG
KiRoomIn(USHORT Group)
{
    ULONG First = Group * HalGroupSize(), All = HalMaximumProcessorCount();
    ULONG Left = First < All ? All - First : 0;

    return Left < HalGroupSize() ? Left : HalGroupSize();
}

static ULONG
KiProcessorsIn(USHORT Group)
{
    GROUP_AFFINITY Affinity;

    HalGroupAffinity(Group, &Affinity);
    return (ULONG)__builtin_popcountll(Affinity.Mask);
}

ULONG
KeGetCurrentProcessorNumberEx(PPROCESSOR_NUMBER ProcNumber)
{
    ULONG Index = HalCurrentProcessor();

    if (ProcNumber != NULL) {
        KeGetProcessorNumberFromIndex(Index, ProcNumber);
    }
    return Index;
}

ULONG
KeGetCurrentProcessorIndex(VOID)
{
    return HalCurrentProcessor();
}

/* The number within its group. */
ULONG
KeGetCurrentProcessorNumber(VOID)
{
    return HalCurrentProcessor() % HalGroupSize();
}

NTSTATUS
KeGetProcessorNumberFromIndex(ULONG ProcIndex, PPROCESSOR_NUMBER ProcNumber)
{
    if (ProcIndex >= HalProcessorCount()) {
        return STATUS_INVALID_PARAMETER;
    }
    *ProcNumber = (PROCESSOR_NUMBER){.Group = (USHORT)(ProcIndex / HalGroupSize()),
                                     .Number = (UCHAR)(ProcIndex % HalGroupSize())};
    return STATUS_SUCCESS;
}

ULONG
KeGetProcessorIndexFromNumber(PPROCESSOR_NUMBER ProcNumber)
{
    ULONG Index = ProcNumber->Group * HalGroupSize() + ProcNumber->Number;

    return ProcNumber->Number < HalGroupSize() && Index < HalProcessorCount() &&
                   ProcNumber->Reserved == 0
               ? Index
               : INVALID_PROCESSOR_INDEX;
}

ULONG
KeQueryActiveProcessorCountEx(USHORT GroupNumber)
{
    return GroupNumber == ALL_PROCESSOR_GROUPS ? HalProcessorCount() : KiProcessorsIn(GroupNumber);
}

ULONG
KeQueryActiveProcessorCount(PKAFFINITY ActiveProcessors)
{
    if (ActiveProcessors != NULL) {
        *ActiveProcessors = KeQueryActiveProcessors();
    }
    return KiProcessorsIn(0);
}

KAFFINITY
KeQueryActiveProcessors(VOID)
{
    return KeQueryGroupAffinity(0);
}

KAFFINITY
KeQueryGroupAffinity(USHORT GroupNumber)
{
    GROUP_AFFINITY Affinity;

    HalGroupAffinity(GroupNumber, &Affinity);
    return Affinity.Mask;
}

USHORT
KeQueryActiveGroupCount(VOID)
{
    return KiGroupsOf(HalProcessorCount());
}

USHORT
KeQueryMaximumGroupCount(VOID)
{
    return KiGroupsOf(HalMaximumProcessorCount());
}

ULONG
KeQueryMaximumProcessorCount(VOID)
{
    return KiRoomIn(0);
}

ULONG
KeQueryMaximumProcessorCountEx(USHORT GroupNumber)
{
    return GroupNumber == ALL_PROCESSOR_GROUPS ? HalMaximumProcessorCount()
                                               : KiRoomIn(GroupNumber);
}
