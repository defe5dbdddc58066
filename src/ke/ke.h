/*
 * src/ke/ke.h - threads, waits, DPCs, timers, APCs, interrupts, bug checks: beyond wdm.h
 *
 * What stands in wdm.h, ntddk.h and ntifs.h is declared there and implemented here.
 */
#ifndef KE_H
#define KE_H

#include "hal.h"

/* --- objects that drivers only see as pointers ------------------------------------------------ */

typedef enum {
    KtInitialized,
    KtReady,
    KtStandby,
    KtRunning,
    KtWaiting,
    KtTerminated
} KTHREAD_STATE;

#define KTHREAD_WAIT_BLOCKS 4 /* THREAD_WAIT_OBJECTS and the time-out */
#define KTHREAD_FLOAT_SAVES 8

typedef struct _KPROCESS {
    DISPATCHER_HEADER Header; /* signalled when the process has ended */
    LIST_ENTRY ThreadListHead;
    GROUP_AFFINITY Affinity;
    SHORT BasePriority;
    /* the address space, by mm: a slice of user addresses */
    PVOID UserBase;
    SIZE_T UserSize;
} KPROCESS, *PKPROCESS;

struct _KTHREAD {
    DISPATCHER_HEADER Header; /* signalled when the thread has ended */
    LIST_ENTRY MutantListHead; /* mutexes it owns */

    /* thread.c, schedule.c */
    HAL_CONTEXT Context;
    PVOID StackBase; /* kernel stack, lowest address */
    SIZE_T StackSpare; /* bytes that Windows' would not have; libsim's frames may go there */
    PKPROCESS Process; /* that created it */
    LIST_ENTRY ThreadListEntry; /* of its process */
    LIST_ENTRY AllThreadsEntry;
    LIST_ENTRY ReadyListEntry; /* ready queue */
    KTHREAD_STATE State;
    SHORT Priority, BasePriority; /* the difference is a boost that fades */
    BOOLEAN AffinityIsSystem;
    BOOLEAN QuantumLeft; /* preempted, it goes to the head of its queue */
    BOOLEAN Starved; /* its priority is balance.c's, for one quantum */
    KIRQL WaitIrql;      /* to which the next wait returns, while WaitNext */
    USHORT NextProcessor, IdealProcessor;
    ULONG64 ReadyNs; /* when it was made ready */
    GROUP_AFFINITY Affinity, UserAffinity;
    ULONG64 Processors; /* that it may run on: a bit for each, whatever its group */
    ULONG64 RunNs, SwitchedInNs; /* that it ran, but for since then */
    ULONG ContextSwitches;
    ULONG Id; /* the thread's id as PsGetThreadId shows it; for traces */
    VOID (*StartRoutine)(PVOID);
    PVOID StartContext;

    /* wait.c */
    KWAIT_BLOCK WaitBlock[KTHREAD_WAIT_BLOCKS];
    PKWAIT_BLOCK WaitBlockList;
    ULONG WaitCount;
    KTIMER WaitTimer;
    LONG_PTR WaitStatus;
    KPROCESSOR_MODE WaitMode, PreviousMode;
    BOOLEAN Alertable, WaitNext, Alerted[2];
    UCHAR WaitReason;

    /* queue.c */
    PKQUEUE Queue;             /* that it belongs to, or NULL */
    LIST_ENTRY QueueListEntry; /* of its threads */
    PLIST_ENTRY QueueEntry;    /* what it got last */

    /* apc.c */
    KAPC_STATE ApcState, SavedApcState;
    UCHAR ApcStateIndex;
    BOOLEAN ApcsRundown; /* it ends: no further APC is taken */
    SHORT KernelApcDisable, SpecialApcDisable; /* negative: disabled, as in Windows */

    /* float.c */
    ULONG FloatDepth;
    KIRQL FloatIrql[KTHREAD_FLOAT_SAVES]; /* at which each was saved */
    struct _XSTATE_SAVE *XStateSaves;     /* the last one first */

    /* stack.c: what it runs on besides its kernel stack */
    PVOID Segment; /* lowest address; NULL: the kernel stack itself */
    SIZE_T SegmentSize;
    ULONG Segments;

    /* user mode, by ps and init */
    BOOLEAN InUserMode; /* runs on its user stack */
    PVOID UserStackBase;
    SIZE_T UserStackSize;
};
typedef struct _KTHREAD KTHREAD;

struct _KINTERRUPT {
    LIST_ENTRY InterruptListEntry; /* of its vector */
    PKSERVICE_ROUTINE ServiceRoutine;
    PKMESSAGE_SERVICE_ROUTINE MessageServiceRoutine;
    ULONG MessageIndex;
    PVOID ServiceContext;
    KSPIN_LOCK SpinLock;
    PKSPIN_LOCK ActualLock;
    ULONG Vector, Line;
    KIRQL Irql, SynchronizeIrql;
    BOOLEAN Connected, ShareVector, IsMessage, Active;
    KINTERRUPT_MODE Mode;
    GROUP_AFFINITY Processors;
    ULONG64 Count; /* times the service routine ran */
};
typedef struct _KINTERRUPT KINTERRUPT;

/* --- init.c ----------------------------------------------------------------------------------- */

/* Processors, queues; on the host's stack, before the first thread is made. */
VOID KeInitSystem(PKPROCESS IdleProcess);
/* All threads, also those that have ended and still exist; for reports. */
PKTHREAD KeNextThread(PKTHREAD Previous); /* NULL: the first */

/* --- thread.c, schedule.c, process.c ---------------------------------------------------------- */

VOID KeInitializeProcess(PKPROCESS Process, PVOID UserBase, SIZE_T UserSize);
/* The caller's memory; a kernel stack is taken from hal. STATUS_INSUFFICIENT_RESOURCES without
   one. */
NTSTATUS KeInitializeThread(PKTHREAD Thread, PKPROCESS Process, ULONG Id, VOID (*Start)(PVOID),
                            PVOID Context);
VOID KeStartThread(PKTHREAD Thread);
/* The current one; it becomes signalled. */
VOID KeTerminateThread(NTSTATUS Status) DECLSPEC_NORETURN;
VOID KeReleaseThreadStack(PKTHREAD Thread); /* when nothing runs on it any more */
static inline PKTHREAD
KeCurrentThread(VOID)
{
    return *(PKTHREAD *)HalNow.Self;
}
LOGICAL KeIsExecutingDpc(VOID);
/* At least Priority, below real time, as a boost that fades. */
VOID KeRaisePriority(PKTHREAD Thread, KPRIORITY Priority);
/* The routine is called when a processor goes from one address space to another. The idle thread
   stays in that of the thread before it. */
VOID KeSetProcessSwitchRoutine(VOID (*Routine)(PKPROCESS From, PKPROCESS To));
VOID KeSwitchProcess(PKPROCESS To); /* attach and detach call it too */
VOID KeAbandonProcess(PKPROCESS Process); /* no processor is in its address space any more */

/* --- wait.c ----------------------------------------------------------------------------------- */

/* Signals an object without a thread switch now (kernel code's own KeSetEvent is the same). */
VOID KeSignalObject(DISPATCHER_HEADER *Header, LONG State, KPRIORITY Increment);
/* Waits for objects of any kind, as KeWaitForMultipleObjects; WaitType WaitAny or WaitAll. */
VOID KeInitializeHeader(DISPATCHER_HEADER *Header, UCHAR Type, ULONG Bytes, LONG State);

/* --- queue.c ---------------------------------------------------------------------------------- */

/* As KeRemoveQueue, up to Count (at least 1) entries at once. STATUS_SUCCESS: *Removed of them;
   else why there is none: STATUS_TIMEOUT, STATUS_USER_APC, STATUS_ALERTED, STATUS_ABANDONED. */
NTSTATUS KeRemoveQueueEntries(PKQUEUE Queue, KPROCESSOR_MODE WaitMode, BOOLEAN Alertable,
                              PLARGE_INTEGER Timeout, PLIST_ENTRY *Entries, ULONG Count,
                              PULONG Removed);

/* --- seh.c, exception.c ----------------------------------------------------------------------- */

/* HalCallOnStack for code that must not see the __try blocks of the stack that it leaves. */
VOID KeCallOnStack(PVOID Base, SIZE_T Size, VOID (*Function)(PVOID), PVOID Argument);
/* Calls a driver's routine that no exception may leave: it would be the bug check Stop. */
NTSTATUS KeCallGuarded(NTSTATUS (*Routine)(PVOID Context, PVOID Argument1, PVOID Argument2),
                       PVOID Context, PVOID Argument1, PVOID Argument2, ULONG Stop);
/* The routine is called when an exception gives up the part of a stack from Low to High: what the
   kernel has there is to be taken off its lists. */
VOID KeSetAbandonRoutine(VOID (*Routine)(ULONG_PTR Low, ULONG_PTR High));
/* STATUS_ACCESS_VIOLATION, with its two parameters, without the fault. */
VOID KeRaiseUserFault(const VOID *Address, BOOLEAN Write) DECLSPEC_NORETURN;
/* Returns when a filter lets execution continue. */
VOID KeRaiseContinuable(NTSTATUS Status);

/* --- apc.c ------------------------------------------------------------------------------------ */

typedef enum _KAPC_ENVIRONMENT {
    OriginalApcEnvironment,
    AttachedApcEnvironment,
    CurrentApcEnvironment
} KAPC_ENVIRONMENT;

/* KernelMode and NormalRoutine NULL: a special kernel APC. RundownRoutine: the thread ended
   first. */
VOID KeInitializeApc(PRKAPC Apc, PRKTHREAD Thread, KAPC_ENVIRONMENT Environment,
                     PKKERNEL_ROUTINE KernelRoutine, PKRUNDOWN_ROUTINE RundownRoutine,
                     PKNORMAL_ROUTINE NormalRoutine, KPROCESSOR_MODE Mode, PVOID Context);
BOOLEAN KeInsertQueueApc(PRKAPC Apc, PVOID SystemArgument1, PVOID SystemArgument2,
                         KPRIORITY Increment);
BOOLEAN KeRemoveQueueApc(PKAPC Apc);
/* Runs what may run: on return to user mode (Mode UserMode also takes user APCs that are
   pending). */
VOID KeDeliverApcs(KPROCESSOR_MODE Mode);
/* User APCs are taken on the next way to user mode; a wait in user mode ends for it, alertable or
   not. */
VOID KeForceUserApc(PKTHREAD Thread);
/* Ends the thread's alertable wait, this one or the next, if Mode is not above the wait's. */
VOID KeAlertThread(PKTHREAD Thread, KPROCESSOR_MODE Mode);

/* --- timer.c, time.c, resolution.c ------------------------------------------------------------ */

/* ExSetTimer's: the period is in 100 ns, and they differ in when the clock must look at them. */
typedef enum { KeTimerOrdinary, KeTimerHighResolution, KeTimerNoWake } KE_TIMER_KIND;
typedef struct _KE_TIMER {
    KTIMER Timer;
    ULONG64 NoWakeTolerance; /* 100 ns */
} KE_TIMER, *PKE_TIMER;
/* NoWakeTolerance100ns: MAXULONG64 is for ever. TRUE: it was set before. */
BOOLEAN KeSetTimerOfKind(PKE_TIMER Timer, LARGE_INTEGER DueTime, ULONG Period100ns,
                         KE_TIMER_KIND Kind, ULONG64 NoWakeTolerance100ns, PKDPC Dpc);
VOID KeMoveSystemTime(LONG64 Later100ns); /* absolute timers follow */
#define KE_FINEST_100NS 10000             /* between the clock's ticks, at most often */
ULONG KeClockResolution(VOID);            /* now */
ULONG KeRequestClockResolution(ULONG Desired100ns, BOOLEAN Set);

/* --- threadeddpc.c, dpcwatchdog.c ------------------------------------------------------------- */

/* Before the first driver. CreateThread: a system thread of that priority, PASSIVE_LEVEL. */
VOID KeInitThreadedDpcs(NTSTATUS (*CreateThread)(VOID (*Start)(PVOID), PVOID Context,
                                                 KPRIORITY Priority));
/* FALSE: threaded DPCs run as ordinary ones (ThreadDpcEnable = 0). */
VOID KeEnableThreadedDpcs(BOOLEAN Enable);
/* 0: Windows' defaults, 20 s and 2 min. */
VOID KeSetDpcLimits(ULONG64 SingleNs, ULONG64 TotalNs);

/* --- stack.c ---------------------------------------------------------------------------------- */

#define KE_STACK_BYTES 0x6000 /* of a kernel stack on x64 Windows */
/* Of the stack that runs: a thread's, a segment of one, a DPC's or a service routine's. */
VOID KeStackLimits(PULONG_PTR Low, PULONG_PTR High);
VOID KiCheckStackUse(const VOID *Here);
/* Drivers' frames, all together, are not larger than Windows' kernel stack. */
static inline VOID
KeCheckStack(const KTHREAD *Thread)
{
    const VOID *Here = __builtin_frame_address(0);

    if ((SIZE_T)((PUCHAR)Here - (PUCHAR)Thread->StackBase) < Thread->StackSpare) {
        KiCheckStackUse(Here);
    }
}

/* --- processor.c, processorchange.c, nmi.c ---------------------------------------------------- */

/* Hot-adds the next processor that the machine has. PASSIVE_LEVEL. Hardware: STATUS_SUCCESS, or how
   its start fails. */
NTSTATUS KeAddProcessor(NTSTATUS Hardware);
VOID KeRequestNmi(ULONG Processor);
VOID KeSetThreadProcessors(PKTHREAD Thread, const GROUP_AFFINITY *Affinity, USHORT Count);

/* --- interrupt.c ------------------------------------------------------------------------------ */

VOID KeInitializeInterrupt(PKINTERRUPT Interrupt, PKSERVICE_ROUTINE Routine, PVOID Context,
                           PKSPIN_LOCK Lock, ULONG Vector, KIRQL Irql, KIRQL SynchronizeIrql,
                           KINTERRUPT_MODE Mode, BOOLEAN Share, const GROUP_AFFINITY *Processors);
BOOLEAN KeConnectInterrupt(PKINTERRUPT Interrupt); /* FALSE: vector in use, not shareable */
VOID KeDisconnectInterrupt(PKINTERRUPT Interrupt);

/* --- fault.c ---------------------------------------------------------------------------------- */

/* Asked first when memory cannot be accessed, on the faulting stack, at any IRQL. TRUE: now it can,
   the instruction is repeated. */
VOID KeSetPageFaultRoutine(BOOLEAN (*Routine)(PHAL_FAULT Fault));

/* --- bugcheck.c, report.c --------------------------------------------------------------------- */

/* A documented routine that libsim does not have: ends the run, naming it, its caller and its
   page. */
VOID KiNotImplemented(PCSTR Name, PVOID Caller) DECLSPEC_NORETURN;
VOID KiGateIrqlViolation(PCSTR Name, KIRQL Minimum, KIRQL Maximum, KIRQL Irql,
                         PVOID Caller) DECLSPEC_NORETURN;
/* Higher rungs add their lines (the IRP, the device) to the report; and the end of the run. */
typedef VOID KE_REPORT_ROUTINE(ULONG Code, const ULONG_PTR Parameters[4]);
VOID KeAddReportRoutine(KE_REPORT_ROUTINE *Routine);
VOID KeReport(PCSTR Format, ...) __attribute__((format(printf, 1, 2)));
VOID KeReportAddress(PCSTR Label, const VOID *Address); /* "Label Function at file.c:12" */
/* Called first when a run ends, on the stack where it does. It does not return when that was
   expected (it jumps away); when it returns, the report is printed and the machine stops. */
VOID KeSetStopRoutine(VOID (*Routine)(ULONG Code, const ULONG_PTR Parameters[4]));
/* Ends that Windows has no code for. */
#define KE_STOP_NOT_IMPLEMENTED 0xFFFF0001 /* name, caller */
#define KE_STOP_STUCK 0xFFFF0002           /* no thread can ever run again */
#define KE_STOP_PROGRAM_FAULT 0xFFFF0003   /* the test program's own code faulted: address, pc */
#define KE_STOP_DEAD 0xFFFF0004            /* the kernel was called after a bug check */
/* A rule of Driver Verifier or of the compliance rules that has no sub-code of 0xC4: named. */
VOID KeRuleViolation(PCSTR Rule, ULONG_PTR A, ULONG_PTR B) DECLSPEC_NORETURN;
PCSTR KeBugCheckName(ULONG Code);
/* Nothing will ever happen: lists the threads and what they wait for, KE_STOP_STUCK. */
VOID KeStopStuck(VOID) DECLSPEC_NORETURN;
VOID KeForgetQuanta(VOID); /* a search begins; any stack */
BOOLEAN KeProcessorsWereShared(VOID); /* since then, by threads that were ready */
/* Gates call it on their slow path. */
VOID KiCheckAlive(VOID);
/* The innermost driver (or test) frame of the caller's backtrace: who to blame. NULL: none. */
PVOID KeCallerInDriver(VOID);
VOID KeSetQuietRoutine(VOID (*Routine)(VOID)); /* see HalWantQuiet */

/* --- armed.c ---------------------------------------------------------------------------------- */

extern SIM_HIDDEN ULONG KeArmed; /* timers that are set, DPCs that are queued */
/* Stops if one of them lies in this memory, which is given back: for when KeArmed is not 0. */
VOID KeCheckArmed(const VOID *Base, SIZE_T Bytes);

/* --- leaks: what is left at the end of a test; each rung answers for its own ------------------ */

typedef VOID KE_LEAK_ROUTINE(VOID (*Report)(PCSTR Format, ...));
VOID KeAddLeakRoutine(KE_LEAK_ROUTINE *Routine);
VOID KeReportLeaks(VOID (*Report)(PCSTR Format, ...));

/* --- statistics (a processor's, for tables and reports) --------------------------------------- */

typedef struct _KE_STATISTICS {
    ULONG64 Interrupts, Dpcs, ContextSwitches, BusyNs, ClockTicks;
} KE_STATISTICS;
VOID KeQueryStatistics(ULONG Processor, KE_STATISTICS *Statistics);

#endif
