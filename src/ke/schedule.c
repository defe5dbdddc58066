/*
 * src/ke/schedule.c - which thread runs on which processor
 *
 * 32 priorities: 1 to 15 vary (boosts decay), 16 to 31 are real time. The ready threads of highest
 * priority run, as many as there are processors that they may run on.
 *
 *      Ready --a processor is free or less important--> Standby --KiSwapThread, KiPreempt-->
 *      Running
 *      Running --a wait--> Waiting --KiUnwaitThread--> Ready;  Running --preempted, quantum end-->
 *      Ready
 *
 * Invariants:
 *   T1. A thread is in a ready queue exactly while its state is Ready.
 *   T2. A processor's NextThread is Standby, and of higher priority than its CurrentThread or a
 *       quantum has ended.
 *   T3. A thread changes processors only between KiSwapThread or KiPreempt and their return.
 *   T4. A thread runs at no time before the one at which it was made ready: a processor whose clock
 *       is behind catches up.
 *
 * Preemption: none here. KiSwapThread and KiPreempt return when the thread runs again, perhaps on
 * another processor; the caller is at DISPATCH_LEVEL before and after.
 *
 * Differs from Windows: one set of ready queues for all processors; a quantum is two clock ticks of
 * running, counted from the switch, not by charging ticks. What is ready too long: balance.c.
 */
#include "ki.h"

static struct {
    LIST_ENTRY Ready[MAXIMUM_PRIORITY];
    ULONG Summary; /* bit n: Ready[n] is not empty */
    VOID (*ProcessSwitch)(PKPROCESS From, PKPROCESS To);
} Ki SIM_STATE;

VOID
KiInitSchedule(VOID)
{
    for (ULONG i = 0; i < MAXIMUM_PRIORITY; i++) {
        InitializeListHead(&Ki.Ready[i]);
    }
}

VOID
KeSetProcessSwitchRoutine(VOID (*Routine)(PKPROCESS From, PKPROCESS To))
{
    Ki.ProcessSwitch = Routine;
}

static VOID
KiSwitchAddressSpace(PKPRCB Prcb, PKPROCESS To)
{
    PKPROCESS From = Prcb->AddressSpace;

    if (From != To) {
        Prcb->AddressSpace = To;
        if (Ki.ProcessSwitch != NULL) {
            Ki.ProcessSwitch(From, To);
        }
    }
}

VOID
KeSwitchProcess(PKPROCESS To)
{
    KiSwitchAddressSpace(KiCurrentPrcb(), To);
}

VOID
KeAbandonProcess(PKPROCESS Process)
{
    for (ULONG i = 0; i < HalProcessorCount(); i++) {
        PKPRCB Prcb = KiPrcbOf(i);

        if (Prcb->AddressSpace == Process) {
            KiSwitchAddressSpace(Prcb, Prcb->IdleThread.ApcState.Process);
        }
    }
}

static BOOLEAN
KiMayRunOn(PKTHREAD Thread, PKPRCB Prcb)
{
    return (Thread->Processors >> Prcb->Number & 1) != 0;
}

/* --- ready queues ----------------------------------------------------------------------------- */

/* A search has no need of quanta that end while nobody else wants to run. */
BOOLEAN
KiCountsQuanta(VOID)
{
    return Ki.Summary != 0 || !HalIsSearched();
}

/* A thread waited for a processor in one of the schedules of this search. */
static struct {
    BOOLEAN Shared;
} KiSearch SIM_KEPT;

VOID
KiForgetSharing(VOID)
{
    KiSearch.Shared = FALSE;
}

BOOLEAN
KeProcessorsWereShared(VOID)
{
    return KiSearch.Shared;
}

static VOID
KiResumeQuanta(VOID)
{
    HalTouch(&Ki.Ready, TRUE);
    KiSearch.Shared = TRUE;
    for (ULONG i = 0; i < HalProcessorCount(); i++) {
        PKPRCB Prcb = KiPrcbOf(i);

        if (Prcb->CurrentThread != &Prcb->IdleThread) {
            KiArmClock(Prcb, Prcb->QuantumEndNs);
        }
    }
}

static VOID
KiQueueReady(PKTHREAD Thread, BOOLEAN AtHead)
{
    PLIST_ENTRY Head = &Ki.Ready[Thread->Priority];

    if (HalIsSearched()) {
        KiResumeQuanta();
    }
    Thread->State = KtReady;
    Thread->ReadyNs = HalTimeNs();
    if (AtHead) {
        InsertHeadList(Head, &Thread->ReadyListEntry);
    } else {
        InsertTailList(Head, &Thread->ReadyListEntry);
    }
    Ki.Summary |= 1u << Thread->Priority;
}

static VOID
KiUnqueueReady(PKTHREAD Thread)
{
    RemoveEntryList(&Thread->ReadyListEntry);
    if (IsListEmpty(&Ki.Ready[Thread->Priority])) {
        Ki.Summary &= ~(1u << Thread->Priority);
    }
}

/* The most important ready thread of at least Priority that may run on the processor; unqueued. */
static PKTHREAD
KiTakeReady(PKPRCB Prcb, KPRIORITY Priority)
{
    ULONG Left = Ki.Summary & ~((1u << Priority) - 1);

    while (Left != 0) {
        ULONG Highest = 31 - (ULONG)__builtin_clz(Left);
        PLIST_ENTRY Head = &Ki.Ready[Highest];

        for (PLIST_ENTRY Entry = Head->Flink; Entry != Head; Entry = Entry->Flink) {
            PKTHREAD Thread = CONTAINING_RECORD(Entry, KTHREAD, ReadyListEntry);

            if (KiMayRunOn(Thread, Prcb)) {
                KiUnqueueReady(Thread);
                HalTouch(&Ki.Ready, TRUE);
                return Thread;
            }
        }
        Left &= ~(1u << Highest);
    }
    return NULL;
}

/* --- choosing a processor for a thread -------------------------------------------------------- */

static BOOLEAN
KiIsIdle(PKPRCB Prcb)
{
    return Prcb->CurrentThread == &Prcb->IdleThread && Prcb->NextThread == NULL;
}

/* Priority that a thread must exceed to get the processor. */
static KPRIORITY
KiPriorityOn(PKPRCB Prcb)
{
    PKTHREAD Thread = Prcb->NextThread != NULL ? Prcb->NextThread : Prcb->CurrentThread;

    return Thread == &Prcb->IdleThread ? -1 : Thread->Priority;
}

/* In a search: where least else will happen, so that more can happen at the same time. DPCs go to
   where the threads ran that asked for them, and devices interrupt the lowest processors first. */
static ULONG
KiQuietness(PKPRCB Prcb, PKTHREAD Thread)
{
    BOOLEAN Quiet = Prcb->DpcQueue.Head.Next == NULL;
    BOOLEAN Last = Thread->ContextSwitches != 0 && Thread->NextProcessor == Prcb->Number;

    return (Quiet ? 0x20000 : 0) + (Last && Prcb->Number != 0 ? 0x10000 : 0) + Prcb->Number;
}

static PKPRCB
KiQuietest(PKPRCB *Idle, ULONG Count, PKTHREAD Thread)
{
    PKPRCB Quietest = Idle[0];

    for (ULONG i = 1; i < Count; i++) {
        if (KiQuietness(Idle[i], Thread) > KiQuietness(Quietest, Thread)) {
            Quietest = Idle[i];
        }
    }
    return Quietest;
}

/* An idle processor, the last and the ideal one first; then the least important; NULL: none. */
static PKPRCB
KiChooseProcessor(PKTHREAD Thread)
{
    PKPRCB Idle[HAL_MAXIMUM_PROCESSORS], Least = NULL;
    ULONG Count = HalProcessorCount(), IdleCount = 0;

    for (ULONG i = 0; i < Count; i++) {
        ULONG Number = Thread->NextProcessor + i;
        PKPRCB Prcb = KiPrcbOf(Number < Count ? Number : Number - Count);

        if (!KiMayRunOn(Thread, Prcb)) {
            continue;
        }
        if (KiIsIdle(Prcb)) {
            Idle[IdleCount++] = Prcb;
        } else if (KiPriorityOn(Prcb) < Thread->Priority &&
                   (Least == NULL || KiPriorityOn(Prcb) < KiPriorityOn(Least))) {
            Least = Prcb;
        }
    }
    if (IdleCount == 0) {
        return Least;
    }
    return HalIsSearched() ? KiQuietest(Idle, IdleCount, Thread)
                           : Idle[HalChoose(HalChooseTarget, IdleCount)];
}

static VOID
KiAssign(PKPRCB Prcb, PKTHREAD Thread)
{
    PKTHREAD Displaced = Prcb->NextThread;

    Thread->State = KtStandby;
    Thread->ReadyNs = HalTimeNs();
    Thread->NextProcessor = (USHORT)Prcb->Number;
    Prcb->NextThread = Thread;
    KiRequestDispatch(Prcb);
    if (Displaced != NULL) {
        KiReadyThread(Displaced);
    }
}

VOID
KiReadyThread(PKTHREAD Thread)
{
    PKPRCB Prcb = KiChooseProcessor(Thread);

    HalProbe2(PROBE_THREAD_READY, Thread->Id, Thread->Priority);
    if (Prcb != NULL) {
        KiAssign(Prcb, Thread);
    } else {
        KiQueueReady(Thread, FALSE);
    }
}

/* --- switching -------------------------------------------------------------------------------- */

static VOID
KiStartQuantum(PKPRCB Prcb)
{
    if (Prcb->CurrentThread != &Prcb->IdleThread) {
        Prcb->QuantumEndNs = HalTimeNs() + KI_QUANTUM_TICKS * KI_TICK_NS;
        if (KiCountsQuanta()) {
            KiArmClock(Prcb, Prcb->QuantumEndNs);
        }
    }
}

static VOID
KiCountRunTime(PKTHREAD Old, PKTHREAD New)
{
    ULONG64 Now = HalTimeNs();

    Old->RunNs += Now - Old->SwitchedInNs;
    New->SwitchedInNs = Now;
}

/* By T4. */
static VOID
KiCatchUpWith(PKTHREAD Thread)
{
    ULONG64 Now = HalTimeNs();

    if (Now < Thread->ReadyNs) {
        HalSpend((ULONG)(Thread->ReadyNs - Now));
    }
}

static VOID
KiSwapContext(PKPRCB Prcb, PKTHREAD Old, PKTHREAD New)
{
    KI_SEH Seh;

    SIM_ASSERT(HalGetIrql() == DISPATCH_LEVEL && !Prcb->DpcRoutineActive);
    KiCatchUpWith(New);
    HalProbe3(PROBE_THREAD_SWITCH, Old->Id, New->Id, Old->State);
    Prcb->Statistics.ContextSwitches++;
    Prcb->CurrentThread = New;
    New->State = KtRunning;
    New->NextProcessor = (USHORT)Prcb->Number;
    New->ContextSwitches++;
    if (New != &Prcb->IdleThread) {
        KiSwitchAddressSpace(Prcb, New->ApcState.Process);
    }
    HalSpend(KI_COST_SWITCH_NS);
    KiCountRunTime(Old, New);
    KiStartQuantum(Prcb);
    if (Old == &Prcb->IdleThread) {
        KiWakeNoWakeTimers(Prcb);
    }
    if (KiKernelApcDeliverable(New)) {
        HalRequestSoftwareInterrupt(Prcb->Number, APC_LEVEL);
    } else {
        HalClearSoftwareInterrupt(Prcb->Number, APC_LEVEL);
    }
    Seh = KiSehAside();
    HalLeaveThread();
    HalSwapContext(&Old->Context, &New->Context, New->Id);
    KiSehBack(Seh);
}

/* The current thread is Waiting, Ready or Terminated. */
VOID
KiSwapThread(VOID)
{
    PKPRCB Prcb = KiCurrentPrcb();
    PKTHREAD Old = Prcb->CurrentThread, New = Prcb->NextThread;

    SIM_ASSERT(Old->State != KtRunning);
    if (Ki.Summary != 0) {
        KiBalance();
        New = Prcb->NextThread;
    }
    Prcb->NextThread = NULL;
    if (New == NULL) {
        New = KiTakeReady(Prcb, 0);
    }
    if (New == NULL) {
        New = &Prcb->IdleThread;
    }
    if (New == Old) { // made ready again meanwhile, for this processor
        Old->State = KtRunning;
        return;
    }
    KiSwapContext(Prcb, Old, New);
}

VOID
KiPreempt(PKPRCB Prcb)
{
    PKTHREAD Old = Prcb->CurrentThread, New = Prcb->NextThread;

    Prcb->NextThread = NULL;
    Prcb->CurrentThread = New; // so that the old one is not assigned to this processor again
    if (Old != &Prcb->IdleThread) {
        PKPRCB Other = KiChooseProcessor(Old);

        if (Other != NULL && Other != Prcb) {
            KiAssign(Other, Old);
        } else {
            KiQueueReady(Old, Old->QuantumLeft);
        }
    } else {
        Old->State = KtReady;
    }
    KiSwapContext(Prcb, Old, New);
}

/* --- priorities and quanta -------------------------------------------------------------------- */

VOID
KiBoostThread(PKTHREAD Thread, KPRIORITY Increment)
{
    KPRIORITY Boosted = Thread->BasePriority + Increment;

    if (Thread->Priority >= LOW_REALTIME_PRIORITY || Increment <= 0) {
        return;
    }
    if (Boosted > LOW_REALTIME_PRIORITY - 1) {
        Boosted = LOW_REALTIME_PRIORITY - 1;
    }
    if (Boosted > Thread->Priority) {
        Thread->Priority = (SHORT)Boosted;
    }
}

/* A boost fades by one level at each quantum end, that of a starved thread at once. */
static VOID
KiDecay(PKTHREAD Thread)
{
    if (Thread->Starved) {
        KiEndStarvation(Thread);
    } else if (Thread->Priority < LOW_REALTIME_PRIORITY &&
               Thread->Priority > Thread->BasePriority) {
        Thread->Priority--;
    }
}

VOID
KiQuantumEnd(PKPRCB Prcb)
{
    PKTHREAD Thread = Prcb->CurrentThread, Next;

    if (Thread == &Prcb->IdleThread) {
        return;
    }
    KiDecay(Thread);
    Thread->QuantumLeft = FALSE;
    KiStartQuantum(Prcb);
    if (Ki.Summary != 0) {
        KiBalance();
    }
    if (Prcb->NextThread == NULL && (Next = KiTakeReady(Prcb, Thread->Priority)) != NULL) {
        Next->State = KtStandby;
        Next->NextProcessor = (USHORT)Prcb->Number;
        Prcb->NextThread = Next;
    }
}

/* The current thread lets others of its priority run, if there are any. IRQL below DISPATCH_LEVEL.
   */
VOID
KiYieldThread(VOID)
{
    PKPRCB Prcb = KiCurrentPrcb();
    PKTHREAD Thread = Prcb->CurrentThread, Next;
    KIRQL OldIrql = HalGetIrql();

    if (Prcb->NextThread != NULL || (Next = KiTakeReady(Prcb, Thread->Priority)) == NULL) {
        return;
    }
    HalSetIrql(DISPATCH_LEVEL);
    Next->State = KtStandby;
    Next->NextProcessor = (USHORT)Prcb->Number;
    Prcb->NextThread = Next;
    Thread->QuantumLeft = FALSE;
    KiPreempt(Prcb);
    HalSetIrql(OldIrql);
}

/* Something ready may now be more important than what the processor runs. */
static VOID
KiReconsider(PKPRCB Prcb)
{
    PKTHREAD Next;

    if (Prcb->NextThread == NULL &&
        (Next = KiTakeReady(Prcb, KiPriorityOn(Prcb) + 1)) != NULL) {
        KiAssign(Prcb, Next);
    }
}

KPRIORITY
KiSetPriority(PKTHREAD Thread, KPRIORITY Priority)
{
    KPRIORITY Old = Thread->Priority;

    HalTouch(&Thread->Priority, TRUE); // KeQueryPriorityThread
    Thread->Starved = FALSE;
    if (Thread->State == KtReady) {
        KiUnqueueReady(Thread);
        Thread->Priority = (SHORT)Priority;
        KiReadyThread(Thread);
    } else if (Thread->State == KtStandby) {
        PKPRCB Prcb = KiPrcbOf(Thread->NextProcessor);

        Thread->Priority = (SHORT)Priority;
        Prcb->NextThread = NULL;
        KiReadyThread(Thread);
        KiReconsider(Prcb);
    } else {
        Thread->Priority = (SHORT)Priority;
        if (Thread->State == KtRunning && Priority < Old) {
            KiReconsider(KiPrcbOf(Thread->NextProcessor));
        }
    }
    return Old;
}

VOID
KeRaisePriority(PKTHREAD Thread, KPRIORITY Priority)
{
    Priority = min(Priority, LOW_REALTIME_PRIORITY - 1);
    if (Thread->Priority < Priority) {
        KiSetPriority(Thread, Priority);
    }
}

/* The current thread moves if its affinity says so; any other one does when it runs next. */
VOID
KiLeaveProcessor(PKTHREAD Thread)
{
    KIRQL OldIrql = HalGetIrql();

    SIM_ASSERT(Thread == KeCurrentThread());
    if (KiMayRunOn(Thread, KiCurrentPrcb())) {
        return;
    }
    HalSetIrql(DISPATCH_LEVEL);
    KiReadyThread(Thread);
    KiSwapThread();
    HalSetIrql(OldIrql);
}
