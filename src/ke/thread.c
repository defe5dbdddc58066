/*
 * src/ke/thread.c - threads: creation, end, priority, affinity
 *
 *      KeInitializeThread --> Initialized --KeStartThread--> Ready ... Running
 *      --KeTerminateThread--> Terminated: signalled, never runs again; its stack is given back by
 *      whoever owns the object
 *
 * A thread starts at APC_LEVEL in KiThreadStartup, as in Windows, and lowers to PASSIVE_LEVEL.
 */
#include "ki.h"

enum { KI_DEFAULT_PRIORITY = 8 };

static struct {
    LIST_ENTRY AllThreads;
    BOOLEAN Ready;
} Ki SIM_STATE;

PKTHREAD
KeGetCurrentThread(VOID)
{
    return KeCurrentThread();
}

PKTHREAD
KeNextThread(PKTHREAD Previous)
{
    PLIST_ENTRY Entry = Previous == NULL ? Ki.AllThreads.Flink : Previous->AllThreadsEntry.Flink;

    return Entry == &Ki.AllThreads || Entry == NULL
               ? NULL
               : CONTAINING_RECORD(Entry, KTHREAD, AllThreadsEntry);
}

/* A thread's first code; everything that follows is what Start calls. */
static VOID
KiThreadStartup(PVOID Context)
{
    PKTHREAD Thread = Context;

    HalSetIrql(PASSIVE_LEVEL);
    HalPreemptionPoint();
    Thread->StartRoutine(Thread->StartContext);
    KeTerminateThread(STATUS_SUCCESS);
}

NTSTATUS
KeInitializeThread(PKTHREAD Thread, PKPROCESS Process, ULONG Id, VOID (*Start)(PVOID),
                   PVOID Context)
{
    PVOID Stack = HalAllocateStack();

    if (Stack == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (!Ki.Ready) {
        InitializeListHead(&Ki.AllThreads);
        Ki.Ready = TRUE;
    }
    *Thread = (KTHREAD){.StackBase = Stack,
                        .StackSpare = HalStackSize() - KE_STACK_BYTES,
                        .Process = Process, .Id = Id, .StartRoutine = Start,
                        .StartContext = Context, .State = KtInitialized, .QuantumLeft = TRUE};
    KeInitializeHeader(&Thread->Header, KiThread, sizeof *Thread, 0);
    InitializeListHead(&Thread->MutantListHead);
    InsertTailList(&Process->ThreadListHead, &Thread->ThreadListEntry);
    InsertTailList(&Ki.AllThreads, &Thread->AllThreadsEntry);
    Thread->BasePriority = Thread->Priority = Process->BasePriority;
    Thread->Affinity = Thread->UserAffinity = Process->Affinity;
    Thread->Processors = HalAffinityProcessors(&Process->Affinity);
    KiInitApcState(&Thread->ApcState, Process);
    KeInitializeTimer(&Thread->WaitTimer);
    HalMakeContext(&Thread->Context, Stack, HalStackSize(), KiThreadStartup, Thread);
    HalShadowAllocate(Stack, HalStackSize());
    HalProbe1(PROBE_THREAD_CREATE, Id);
    return STATUS_SUCCESS;
}

VOID
KeStartThread(PKTHREAD Thread)
{
    SIM_ASSERT(Thread->State == KtInitialized);
    Thread->NextProcessor = (USHORT)HalCurrentProcessor();
    HalRelease(HAL_SYNC_KEY(HalSyncThread, (ULONG64)Thread->Id));
    KiReadyThread(Thread);
}

VOID
KeTerminateThread(NTSTATUS Status)
{
    PKTHREAD Thread = KeCurrentThread();

    SIM_ASSERT(HalGetIrql() < DISPATCH_LEVEL);
    KiCheckFloatAtExit(Thread);
    KiCheckStackAtExit(Thread);
    HalProbe2(PROBE_THREAD_EXIT, Thread->Id, Status);
    KiRundownApcs(Thread);
    KiAbandonMutexes(Thread);
    KiLeaveQueue(Thread);
    HalSetIrql(DISPATCH_LEVEL);
    RemoveEntryList(&Thread->ThreadListEntry);
    InitializeListHead(&Thread->ThreadListEntry);
    Thread->State = KtTerminated;
    Thread->Header.SignalState = 1;
    KiWaitTest(&Thread->Header, 0);
    HalEndThread(Thread->Id);
    KiSwapThread();
    SIM_ASSERT(!"a terminated thread runs");
    __builtin_unreachable();
}

VOID
KeReleaseThreadStack(PKTHREAD Thread)
{
    if (Thread->StackBase != NULL) {
        HalForgetContext(&Thread->Context);
        HalFreeStack(Thread->StackBase);
        RemoveEntryList(&Thread->AllThreadsEntry);
        Thread->StackBase = NULL;
    }
}

VOID
KeInitializeProcess(PKPROCESS Process, PVOID UserBase, SIZE_T UserSize)
{
    *Process = (KPROCESS){.BasePriority = KI_DEFAULT_PRIORITY, .UserBase = UserBase,
                          .UserSize = UserSize};
    KeInitializeHeader(&Process->Header, KiProcess, sizeof *Process, 0);
    InitializeListHead(&Process->ThreadListHead);
    HalGroupAffinity(0, &Process->Affinity);
}

/* --- priority, time --------------------------------------------------------------------------- */

static ULONG64
KiRunTimeNs(PKTHREAD Thread)
{
    ULONG64 Now = HalTimeNs();
    BOOLEAN Runs = Thread->State == KtRunning && Now > Thread->SwitchedInNs;

    return Thread->RunNs + (Runs ? Now - Thread->SwitchedInNs : 0);
}

KPRIORITY
KeQueryPriorityThread(PKTHREAD Thread)
{
    HalTouch(&Thread->Priority, FALSE);
    return Thread->Priority;
}

KPRIORITY
KeSetPriorityThread(PKTHREAD Thread, KPRIORITY Priority)
{
    if (Priority <= LOW_PRIORITY || Priority > HIGH_PRIORITY) {
        KeRuleViolation("KeSetPriorityThread", (ULONG_PTR)Thread, (ULONG_PTR)Priority);
    }
    if (Thread->BasePriority >= LOW_REALTIME_PRIORITY || Priority >= LOW_REALTIME_PRIORITY) {
        Thread->BasePriority = (SHORT)Priority;
    }
    return KiSetPriority(Thread, Priority);
}

LONG
KeSetBasePriorityThread(PKTHREAD Thread, LONG Increment)
{
    LONG Old = Thread->BasePriority - Thread->Process->BasePriority;
    LONG Base = Thread->Process->BasePriority + Increment;
    LONG Lowest =
        Thread->Process->BasePriority >= LOW_REALTIME_PRIORITY ? LOW_REALTIME_PRIORITY : 1;
    LONG Highest = Lowest == 1 ? LOW_REALTIME_PRIORITY - 1 : HIGH_PRIORITY;

    Base = Base < Lowest ? Lowest : Base > Highest ? Highest : Base;
    Thread->BasePriority = (SHORT)Base;
    KiSetPriority(Thread, Base);
    return Old;
}

ULONG
KeQueryRuntimeThread(PKTHREAD Thread, PULONG UserTime)
{
    *UserTime = 0; // user code takes no virtual time but in its system calls
    return (ULONG)(KiRunTimeNs(Thread) / KI_TICK_NS);
}

/* A cycle is a nanosecond. */
ULONG64
KeQueryTotalCycleTimeThread(PKTHREAD Thread, PULONG64 CycleTimeStamp)
{
    *CycleTimeStamp = HalTimeNs();
    return KiRunTimeNs(Thread);
}

/* --- affinity --------------------------------------------------------------------------------- */

static VOID
KiSetAffinity(PKTHREAD Thread, const GROUP_AFFINITY *Affinity)
{
    GROUP_AFFINITY Active;

    HalGroupAffinity(Affinity->Group, &Active);
    if ((Affinity->Mask & Active.Mask) == 0) {
        KeBugCheckEx(INVALID_AFFINITY_SET, Affinity->Mask, Affinity->Group, 0, 0);
    }
    Thread->Affinity = (GROUP_AFFINITY){.Group = Affinity->Group,
                                        .Mask = Affinity->Mask & Active.Mask};
    Thread->Processors = HalAffinityProcessors(&Thread->Affinity);
    KiLeaveProcessor(Thread);
}

VOID
KeSetThreadProcessors(PKTHREAD Thread, const GROUP_AFFINITY *Affinity, USHORT Count)
{
    Thread->AffinityIsSystem = Count != 0;
    Thread->Affinity = Count != 0 ? Affinity[0] : Thread->UserAffinity;
    Thread->Processors = HalAffinityProcessors(&Thread->Affinity);
    for (USHORT i = 1; i < Count; i++) {
        Thread->Processors |= HalAffinityProcessors(&Affinity[i]);
    }
    KiLeaveProcessor(Thread);
}

KAFFINITY
KeSetSystemAffinityThreadEx(KAFFINITY Affinity)
{
    PKTHREAD Thread = KeCurrentThread();
    KAFFINITY Previous = Thread->AffinityIsSystem ? Thread->Affinity.Mask : 0;
    GROUP_AFFINITY New = {.Mask = Affinity, .Group = Thread->UserAffinity.Group};

    Thread->AffinityIsSystem = TRUE;
    KiSetAffinity(Thread, &New);
    return Previous;
}

VOID
KeSetSystemAffinityThread(KAFFINITY Affinity)
{
    KeSetSystemAffinityThreadEx(Affinity);
}

VOID
KeRevertToUserAffinityThreadEx(KAFFINITY Affinity)
{
    PKTHREAD Thread = KeCurrentThread();
    GROUP_AFFINITY New = {.Mask = Affinity, .Group = Thread->UserAffinity.Group};

    Thread->AffinityIsSystem = Affinity != 0;
    KiSetAffinity(Thread, Affinity != 0 ? &New : &Thread->UserAffinity);
}

VOID
KeRevertToUserAffinityThread(VOID)
{
    KeRevertToUserAffinityThreadEx(0);
}

VOID
KeSetSystemGroupAffinityThread(PGROUP_AFFINITY Affinity, PGROUP_AFFINITY PreviousAffinity)
{
    PKTHREAD Thread = KeCurrentThread();

    if (PreviousAffinity != NULL) {
        *PreviousAffinity = Thread->AffinityIsSystem ? Thread->Affinity : (GROUP_AFFINITY){0};
    }
    Thread->AffinityIsSystem = TRUE;
    KiSetAffinity(Thread, Affinity);
}

VOID
KeRevertToUserGroupAffinityThread(PGROUP_AFFINITY PreviousAffinity)
{
    PKTHREAD Thread = KeCurrentThread();

    Thread->AffinityIsSystem = PreviousAffinity->Mask != 0;
    KiSetAffinity(Thread, PreviousAffinity->Mask != 0 ? PreviousAffinity : &Thread->UserAffinity);
}
