/*
 * src/ke/ki.h - what the files of this rung share
 */
#ifndef KI_H
#define KI_H

#include "ke.h"

enum {
    KI_COST_SWITCH_NS = 600,
    KI_COST_INTERRUPT_NS = 400,
    KI_COST_DPC_NS = 150,
    KI_COST_LOCK_NS = 20,
    KI_QUANTUM_TICKS = 2,
    KI_MAXIMUM_DPC_QUEUE_DEPTH = 4,
};

#define KI_TICK_NS (HAL_TICK_100NS * 100ull)

/* __try blocks under way on one stack (seh.c). */
typedef struct _KI_SEH {
    WDK_SEH_FRAME *Innermost;
    struct _KI_DISPATCH *Dispatch; /* the exception that is being handled */
    ULONG Stop;                    /* KeCallGuarded: what an exception that leaves is; or 0 */
    PVOID Routine;
} KI_SEH, *PKI_SEH;

/* DPCs that wait for a processor, and the one of them that runs. */
typedef struct _KI_DPC_QUEUE {
    SINGLE_LIST_ENTRY Head;
    PSINGLE_LIST_ENTRY Tail;
    ULONG Depth;
    PKDPC Running;
    ULONG64 RunningStamp; /* of its insertion; MAXULONG64: none runs */
} KI_DPC_QUEUE, *PKI_DPC_QUEUE;

/* What one processor does. It lies in nonpaged memory, one after another by number. */
typedef struct _KPRCB {
    PKTHREAD CurrentThread; /* first: KeCurrentThread */
    ULONG Number;
    PKTHREAD NextThread; /* standby: goes on next, chosen already; or NULL */
    PKPROCESS AddressSpace; /* of the running thread; the idle thread keeps what was */
    KTHREAD IdleThread;

    /* dispatch.c, interrupt.c */
    ULONG InterruptNesting; /* service routines under way */
    /* The level at which the running handler was entered: it may not go below. */
    KIRQL FloorIrql;
    PVOID InterruptStack, DpcStack;

    /* dpc.c */
    KI_DPC_QUEUE DpcQueue;
    BOOLEAN DpcRoutineActive;

    /* threadeddpc.c */
    KI_DPC_QUEUE ThreadedQueue;
    PKTHREAD DpcThread; /* that empties it; NULL: there is none yet */
    KEVENT DpcThreadWork;

    /* dpcwatchdog.c */
    ULONG64 DpcStartNs;  /* of the DPC that runs, while DpcRoutineActive */
    ULONG64 HighSinceNs; /* at DISPATCH_LEVEL or above, as far as is known; MAXULONG64: below */


    /* schedule.c, timer.c */
    BOOLEAN QuantumEnd, TimersDue;
    ULONG64 QuantumEndNs;
    ULONG64 ClockDueNs; /* when the clock will interrupt; MAXULONG64: it is off */

    /* seh.c */
    KI_SEH Seh; /* of the stack that runs */

    /* spinlock.c */
    ULONG LocksHeld;
    PKSPIN_LOCK LastLock;

    KE_STATISTICS Statistics;
    ULONG64 IdleNs, IdleSinceNs; /* idle so far; since when it is, MAXULONG64: it is not */
} KPRCB, *PKPRCB;

extern SIM_HIDDEN PKPRCB KiProcessorBlock; /* of processor 0; the others follow */

static inline PKPRCB
KiPrcbOf(ULONG Processor)
{
    return &KiProcessorBlock[Processor];
}

static inline PKPRCB
KiCurrentPrcb(VOID)
{
    return HalNow.Self;
}

/* --- schedule.c --- */
VOID KiInitSchedule(VOID);
VOID KiReadyThread(PKTHREAD Thread);             /* its state was something else */
/* Current is not to run on: its state says so; DISPATCH_LEVEL. */
VOID KiSwapThread(VOID);
/* DISPATCH_LEVEL: NextThread takes over, current is ready. */
VOID KiPreempt(PKPRCB Prcb);
VOID KiQuantumEnd(PKPRCB Prcb);
VOID KiYieldThread(VOID);
VOID KiBoostThread(PKTHREAD Thread, KPRIORITY Increment);
KPRIORITY KiSetPriority(PKTHREAD Thread, KPRIORITY Priority);
VOID KiLeaveProcessor(PKTHREAD Thread);          /* its affinity changed: go elsewhere if need be */

/* --- balance.c --- */
VOID KiBalance(VOID);
VOID KiEndStarvation(PKTHREAD Thread);

/* --- dispatch.c --- */
VOID KiInterrupt(ULONG Vector);
VOID KiRequestDispatch(PKPRCB Prcb);

/* --- dpc.c --- */
VOID KiRetireDpcList(PVOID Prcb);
BOOLEAN KiInsertDpc(PRKDPC Dpc, PVOID Argument1, PVOID Argument2, ULONG Processor);
extern SIM_HIDDEN ULONG64 KiDpcsInserted; /* so far */
PKDPC KiTakeDpc(PKI_DPC_QUEUE Queue);
/* The routine's call and its probes; the IRQL is what the queue's routines run at. */
VOID KiRunDpc(PKPRCB Prcb, PKI_DPC_QUEUE Queue, PKDPC Dpc);

/* --- threadeddpc.c --- */
#define KI_DPC_OBJECT 0x13 /* KDPC.Type */
#define KI_THREADED_DPC_OBJECT 0x1A
PKI_DPC_QUEUE KiQueueOfDpc(PKPRCB Prcb); /* that a threaded DPC goes to */
VOID KiWakeDpcThread(PKPRCB Prcb);
BOOLEAN KiInThreadedDpc(PKPRCB Prcb);
VOID KiAddDpcThread(VOID); /* a processor was added */

/* --- dpcwatchdog.c --- */
VOID KiWatchDpcs(PKPRCB Prcb); /* a DPC has started: the clock interrupts at its limit */
VOID KiCheckDpcTime(PKPRCB Prcb, KIRQL Interrupted); /* in the clock interrupt */

/* --- float.c, stack.c --- */
VOID KiCheckFloatAtExit(PKTHREAD Thread);
VOID KiCheckStackAtExit(PKTHREAD Thread);

/* --- node.c --- */
VOID KiNodeInGroup(USHORT Node, USHORT Group, PGROUP_AFFINITY Affinity);

/* --- ipi.c, nmi.c --- */
VOID KiIpiInterrupt(VOID);
VOID KiNmiInterrupt(VOID);

/* --- bugcallback.c, dumpheader.c --- */
enum { KI_DUMP_HEADER_BYTES = 0x2000 };
VOID KiFillDumpHeader(PVOID Header, ULONG Code, const ULONG_PTR Parameters[4]);
VOID KiCallBugCheckCallbacks(ULONG Code, const ULONG_PTR Parameters[4]);
VOID KiReportBugCheckCallbacks(VOID (*Report)(PCSTR Format, ...));
VOID KiReportCallbacks(VOID (*Report)(PCSTR Format, ...));
VOID KiReportChangeCallbacks(VOID (*Report)(PCSTR Format, ...));

/* --- timer.c, time.c --- */
/* KTIMER.TimerType */
enum { KI_THREAD_TIMER = 2, KI_EX_TIMER = 4, KI_EX_FINE_TIMER, KI_EX_NO_WAKE_TIMER };
static inline PKTIMER
KiTimerOf(PLIST_ENTRY Entry)
{
    return CONTAINING_RECORD(Entry, KTIMER, TimerListEntry);
}
VOID KiInitTimers(VOID);
VOID KiExpireTimer(PKTIMER Timer);
VOID KiInsertByDueTime(PLIST_ENTRY Head, PKTIMER Timer);
VOID KiExpireTimers(VOID);
ULONG64 KiNextTimerNs(VOID);
VOID KiReportTimers(VOID (*Report)(PCSTR Format, ...));
/* One of those that are set, in that memory; NULL: none. */
PKTIMER KiFindTimer(const VOID *Base, SIZE_T Bytes);
ULONG64 KiDueTime(const LARGE_INTEGER *Time, PBOOLEAN Absolute); /* interrupt time, 100 ns */
ULONG64 KiInterruptTimePrecise(VOID);
VOID KiArmThreadTimer(PKTHREAD Thread, ULONG64 Due, BOOLEAN Absolute);
VOID KiDisarmThreadTimer(PKTHREAD Thread);
VOID KiArmClock(PKPRCB Prcb, ULONG64 DueNs);
BOOLEAN KiCountsQuanta(VOID); /* schedule.c */
VOID KiForgetSharing(VOID);
VOID KiClockInterrupt(PKPRCB Prcb);
VOID KiMoveAbsoluteTimers(LONG64 Later100ns);
/* resolution.c: when the clock interrupts. In 100 ns of interrupt time. */
ULONG64 KiTickAt(ULONG64 Due); /* the first one that is not before Due */
ULONG64 KiLastTick(ULONG64 Now); /* the last one that is not after Now */
ULONG64 KiTickTime(ULONG64 Now); /* the same, for those who look at the clock: never goes back */
/* timerkind.c: types above KI_EX_TIMER */
VOID KiInitSpecialTimers(VOID);
VOID KiInsertSpecialTimer(PKTIMER Timer);
ULONG64 KiNextSpecialTimerNs(VOID);
VOID KiExpireSpecialTimers(VOID);
VOID KiWakeNoWakeTimers(PKPRCB Prcb);
PLIST_ENTRY KiFineTimers(VOID);
PLIST_ENTRY KiNoWakeTimers(VOID);

/* --- wait.c --- */
VOID KiWaitTest(DISPATCHER_HEADER *Header, KPRIORITY Increment);
VOID KiUnwaitThread(PKTHREAD Thread, LONG_PTR Status, KPRIORITY Increment);
VOID KiHoldForWait(VOID); /* KeSetEvent(..., Wait = TRUE) and its like */
/* STATUS_SUCCESS: the current thread's QueueEntry is one of the queue, which it belongs to. */
NTSTATUS KiWaitForEntry(PKQUEUE Queue, KPROCESSOR_MODE WaitMode, BOOLEAN Alertable,
                        PLARGE_INTEGER Timeout);

/* --- queue.c: what a queue must know of its threads; Thread->Queue is not NULL --- */
VOID KiQueueThreadBlocks(PKTHREAD Thread);
VOID KiQueueThreadRuns(PKTHREAD Thread);
BOOLEAN KiTakeEntry(PKTHREAD Thread); /* the current one; FALSE: there is none for it */
VOID KiLeaveQueue(PKTHREAD Thread);   /* may have none */

/* --- apc.c --- */
VOID KiInitApcState(KAPC_STATE *State, PKPROCESS Process);
BOOLEAN KiKernelApcDeliverable(PKTHREAD Thread);
BOOLEAN KiUserApcsDisabled(PKTHREAD Thread, KIRQL Irql);
BOOLEAN KiTakeAlert(PKTHREAD Thread, KPROCESSOR_MODE WaitMode);
/* Its kernel APC list may have become deliverable. Increment: a boost if that wakes it. */
VOID KiRequestApc(PKTHREAD Thread, KPRIORITY Increment);
VOID KiRundownApcs(PKTHREAD Thread);

/* --- mutex.c --- */
VOID KiAbandonMutexes(PKTHREAD Thread);

/* --- interrupt.c --- */
VOID KiDeviceInterrupt(ULONG Vector);

/* --- seh.c, exception.c --- */
/* Other code is put on top of the current one; it is over. */
static inline KI_SEH
KiSehAside(VOID)
{
    KI_SEH Old = KiCurrentPrcb()->Seh;

    KiCurrentPrcb()->Seh = (KI_SEH){0};
    return Old;
}
static inline VOID
KiSehBack(KI_SEH Old)
{
    KiCurrentPrcb()->Seh = Old;
}
/* Does not return when a handler takes the exception. TRUE: execution goes on; FALSE: nobody
   wants it, the chain is as it was. */
BOOLEAN KiSehDispatch(PEXCEPTION_POINTERS Pointers);
/* Dispatches; returns when execution goes on, a bug check when nobody wants the exception. */
VOID KiRaiseException(PEXCEPTION_RECORD Record, PCONTEXT Context);

/* First parameter of DRIVER_VERIFIER_DETECTED_VIOLATION for a rule that has only a name (the
   second). */
#define KI_VIOLATION_RULE 0x20000

/* --- fault.c, report.c --- */
#define KI_HEX "0x%016llX" /* a bug check's parameter, as UINT64 */
VOID KiFault(PHAL_FAULT Fault);
VOID KiWaitCycle(ULONG Processor);
VOID KiPrintReport(ULONG Code, const ULONG_PTR Parameters[4], PVOID *Frames, ULONG FrameCount);
VOID KiExplainBugCheck(ULONG Code, const ULONG_PTR Parameters[4], VOID (*Print)(PCSTR Format, ...));
VOID KiReportLeaks(VOID (*Report)(PCSTR Format, ...));

/* KWAIT_BLOCK.WaitType and dispatcher types, as Windows numbers them */
enum {
    KiEventNotification = 0,
    KiEventSynchronization = 1,
    KiMutant = 2,
    KiProcess = 3,
    KiQueue = 4,
    KiSemaphore = 5,
    KiThread = 6,
    KiTimerNotification = 8,
    KiTimerSynchronization = 9
};

#endif
