/*
 * src/hal/hal.h - processors, interrupts, registers, memory: the machine in the kernel's words
 *
 * The only rung that sees the machine. Above it there are IRQLs, 100 ns units and probes;
 * below it task priorities, nanoseconds and trace records.
 */
#ifndef HAL_H
#define HAL_H

#include <ntifs.h>
#include <ntstatus.h>
#include <bugcodes.h>

#include "state.h"

/* Every call into a driver's routine; binary drivers will need another way through here. */
#define CALL_DRIVER(Routine, ...) ((Routine)(__VA_ARGS__))

/* --- processor.c: IRQL, the preemption point, time ----------------------------------------- */

#define HAL_MAXIMUM_PROCESSORS 64
#define HAL_TICK_100NS 156250 /* a clock tick: 15.625 ms */

#define HAL_APC_VECTOR 0x1F
#define HAL_DPC_VECTOR 0x2F
#define HAL_FIRST_DEVICE_VECTOR 0x30
#define HAL_LAST_DEVICE_VECTOR 0xCF
#define HAL_CLOCK_VECTOR 0xD1
#define HAL_IPI_VECTOR 0xE1
#define HAL_NMI_VECTOR 0xF1 /* HIGH_LEVEL's own: what masks it is HIGH_LEVEL */

/* The hot part of the current processor; the machine's struct hw_now, in the kernel's words. */
typedef struct _HAL_NOW {
    LONG64 TimeLeft; /* ns until the machine decides again */
    KIRQL Irql, PendingIrql;
    USHORT Processor;
    ULONG Flags;
    PVOID Self; /* ke's processor block */
    ULONG64 HorizonNs, EventTimeNs;
    ULONG ThreadId;
    KIRQL EpochIrql; /* see order.c */
    union {
        ULONG64 Stamp;
        struct {
            ULONG StampLow; /* 0 */
            ULONG Epoch;
        };
    };
} HAL_NOW;
extern SIM_HIDDEN HAL_NOW HalNow __asm__("hw_now");

/* Those that the kernel uses; a hot-added one is one more. */
ULONG HalProcessorCount(VOID);
ULONG HalMaximumProcessorCount(VOID); /* with those that can still be added */
VOID HalKeepProcessors(ULONG Count);  /* at boot: the others are to be added later; 0: none */
VOID HalAddProcessor(VOID);           /* HalMaximumProcessorCount is more */
VOID HalFreezeOthers(VOID);           /* for good: only this processor goes on */

static inline ULONG
HalCurrentProcessor(VOID)
{
    return HalNow.Processor;
}

static inline KIRQL
HalGetIrql(VOID)
{
    return HalNow.Irql;
}

/* Sets the IRQL and nothing else: what it unmasks is delivered at the next preemption point. */
static inline VOID
HalSetIrql(KIRQL Irql)
{
    HalNow.Irql = Irql;
}

/* The cost of what was just done. */
static inline VOID
HalSpend(ULONG Nanoseconds)
{
    HalNow.TimeLeft -= Nanoseconds;
}

VOID HalpRequest(ULONG Processor, ULONG Vector);
VOID HalpWithdraw(ULONG Processor, ULONG Vector);
static inline ULONG
HalpSoftwareVector(KIRQL Irql)
{
    SIM_ASSERT(Irql == APC_LEVEL || Irql == DISPATCH_LEVEL);
    return Irql == APC_LEVEL ? HAL_APC_VECTOR : HAL_DPC_VECTOR;
}
static inline VOID
HalRequestSoftwareInterrupt(ULONG Processor, KIRQL Irql)
{
    HalpRequest(Processor, HalpSoftwareVector(Irql));
}
static inline VOID
HalClearSoftwareInterrupt(ULONG Processor, KIRQL Irql)
{
    HalpWithdraw(Processor, HalpSoftwareVector(Irql));
}
VOID HalRequestVector(ULONG Processor, ULONG Vector); /* HAL_IPI_VECTOR, HAL_NMI_VECTOR */
/* A place where interrupts above the IRQL are taken and other processors get their turn. */
VOID HalpPreemptionPoint(VOID);
static inline VOID
HalPreemptionPoint(VOID)
{
    if (HalNow.TimeLeft < 0 || HalNow.PendingIrql > HalNow.Irql) {
        HalpPreemptionPoint();
    }
}
/* Since power-on, this processor's clock. */
static inline ULONG64
HalTimeNs(VOID)
{
    return HalNow.EventTimeNs != 0 ? HalNow.EventTimeNs
                                   : HalNow.HorizonNs - (ULONG64)HalNow.TimeLeft;
}
VOID HalStall(ULONG64 Nanoseconds);  /* busy: interrupts and other processors get in */
VOID HalIdle(VOID);                  /* until an interrupt above the IRQL is pending */
VOID HalSpinFor(const volatile VOID *Lock, LONG Owner); /* see hw_spin */
VOID HalWakeSpinners(const volatile VOID *Lock);
VOID HalYield(VOID);
VOID HalArmClock(ULONG Processor, ULONG64 DueNs); /* HAL_CLOCK_VECTOR there; MAXULONG64: off */
VOID HalEndOfInterrupt(ULONG Vector);

/* Chance. Zero is what happens in a plain run. */
typedef enum { HalChooseOrder, HalChooseFault, HalChooseTarget, HalChooseTest } HAL_CHOICE;
ULONG HalChoose(HAL_CHOICE Kind, ULONG Count);

/* --- fail.c: what goes wrong in a schedule of a search that asks for it ----------------------- */

typedef enum { HalFailPool = 1, HalFailPending = 2, HalFailCancel = 4, HalFailRemove = 8 } HAL_FAIL;
VOID HalSetFailures(ULONG Kinds); /* HAL_FAIL, or'ed: what every search tries from now on */
/* 0: nothing goes wrong here; else, which of the Ways - 1. To be asked in a search only. */
ULONG HalFails(HAL_FAIL Kind, ULONG Ways);

/* --- step.c: what a search decides and is told ----------------------------------------------- */

VOID HalSearch(BOOLEAN On); /* who makes the next step is the search's question from now on */
typedef enum { HalSc, HalTso, HalArm } HAL_MEMORY;
typedef enum { HalAuto, HalSequential, HalWalk, HalPct, HalPos, HalBound, HalDpor,
               HalDiscovery, HalStarvation, HalReplaySchedule } HAL_STRATEGY;
typedef struct _HAL_SEARCH_CONFIG {
    HAL_STRATEGY Strategy; /* not HalSc: instead of HalDpor and HalBound, HalAuto without them */
    HAL_MEMORY Memory;
    ULONG Depth, Bound, Faults, Sample, MaximumMs; /* 0: the defaults of sim/explore.h */
    ULONG64 Schedules, Seed, Shard, Shards;
    const ULONG *Replay;
    SIZE_T ReplayCount;
} HAL_SEARCH_CONFIG;
typedef enum { HalFailed, HalExhausted, HalSpent, HalCutShort, HalDiverged } HAL_SEARCH_END;
#define HAL_ENDLESS 0xFFFFFFFFu /* a failure: more than a million steps in one schedule */
typedef struct _HAL_SEARCH_RESULT {
    HAL_SEARCH_END End;
    HAL_STRATEGY FoundBy;
    ULONG Failure, Switches, Faults, NoReturn;
    ULONG64 Schedules, FirstFailure, Pruned, Steps, Longest, Diverged;
    const ULONG *Trace; /* of the failure, for .Replay; until the next search */
    SIZE_T TraceCount;
} HAL_SEARCH_RESULT;
/* Run makes one schedule, from the same state each time: 0, or what failed. Host's stack. */
HAL_SEARCH_RESULT HalSearchRun(const HAL_SEARCH_CONFIG *Config, ULONG (*Run)(PVOID), PVOID Owner);
static inline BOOLEAN
HalIsSearched(VOID)
{
    return (HalNow.Flags & 2) != 0; // HW_NOW_SEARCHED
}
/* In a search: what this step looks at, or changes, so that others depend on it. Else nothing. */
VOID HalpTouch(const volatile VOID *Key, BOOLEAN Write);
static inline VOID
HalTouch(const volatile VOID *Key, BOOLEAN Write)
{
    if (__builtin_expect(HalIsSearched(), 0)) {
        HalpTouch(Key, Write);
    }
}
/* Only in a search: what hw_step and hw_contended do. */
typedef enum { HalStepCall, HalStepAccess, HalStepAnywhere } HAL_STEP;
VOID HalStep(HAL_STEP Kind, const volatile VOID *Key);
ULONG64 HalNextEvent(VOID); /* ns until something happens by itself; MAXULONG64: not soon */
VOID HalContended(const volatile VOID *Key);
VOID HalMarkContended(const volatile VOID *Key); /* compare.c: it is known to be */

/* --- weak.c: weakly ordered memory, in a search that wants it ------------------------------- */

/* The kernel looks at memory. Fence: and stores of this processor are seen by all, its loads are of
   now or later. */
VOID HalpOrderMemory(BOOLEAN Fence);
static inline VOID
HalOrderMemory(BOOLEAN Fence)
{
    if (HalNow.Flags & 4) { // HW_NOW_WEAK
        HalpOrderMemory(Fence);
    }
}
/* In the schedule that was run last: how often it mattered that memory is weakly ordered. */
ULONG HalWeakEffects(VOID);

/* --- power.c: the kernel's entry points, boot and stop --------------------------------------- */

typedef enum {
    HalFaultMemory,
    HalFaultDivide,
    HalFaultOpcode,
    HalFaultStack,
    HalFaultWatchdog,
    HalFaultBreakpoint
} HAL_FAULT_KIND;
typedef struct _HAL_FAULT {
    HAL_FAULT_KIND Kind;
    PVOID Address, Pc, Stack;
    BOOLEAN Write, Execute;
    PULONG64 Registers; /* as CONTEXT from Rax to Rip; to go on with, when the handler returns */
} HAL_FAULT, *PHAL_FAULT;

typedef struct _HAL_UPCALLS {
    VOID (*Processor)(ULONG Number);
    VOID (*Interrupt)(ULONG Vector); /* on the interrupted stack, IRQL not yet raised */
    VOID (*Fault)(PHAL_FAULT Fault);
    VOID (*Quiet)(VOID);
    VOID (*Stuck)(VOID);
    VOID (*WaitCycle)(ULONG Processor);
    VOID (*BusChanged)(VOID);
    VOID (*Look)(BOOLEAN AfterEvent); /* look.h */
    VOID (*HeldUp)(VOID);
} HAL_UPCALLS;

typedef enum { HalTimed, HalRandom, HalReplay } HAL_POLICY;
typedef struct _HAL_CONFIG {
    ULONG Processors;
    HAL_POLICY Policy;
    ULONG64 Seed;
    const ULONG *Replay; /* what HalChoices returned; host memory */
    SIZE_T ReplayCount, MemoryPages;
    BOOLEAN Paced, TraceOff;
} HAL_CONFIG;
VOID HalPowerOn(const HAL_CONFIG *Config); /* host's stack; clears all state */
/* Host's stack; returns after HalStop (FALSE) or HalPause (TRUE). */
BOOLEAN HalRun(VOID);
VOID HalPause(VOID); /* any simulated stack; the next HalRun goes on here */
VOID HalPowerOff(VOID);
/* A copy of the paused machine, and back to it however a run ended; host's stack, one at a time.
   Stacks: those that lie in user memory. */
typedef struct _HAL_RANGE {
    PVOID Base;
    SIZE_T Size;
} HAL_RANGE;
VOID HalTakeSnapshot(const HAL_RANGE *Stacks, ULONG Count);
VOID HalRestoreSnapshot(VOID);
VOID HalDropSnapshot(VOID);
SIZE_T HalSnapshotBytes(VOID);
BOOLEAN HalIsOn(VOID);
BOOLEAN HalOnHostStack(VOID);
const ULONG *HalChoices(SIZE_T *Count);
VOID HalInitSystem(const HAL_UPCALLS *Upcalls);  /* at boot, copies them */
VOID HalSetBusChangedRoutine(VOID (*Routine)(VOID));
VOID HalWantQuiet(VOID); /* Upcalls.Quiet once, when there is nothing to do before time moves on */
VOID HalStop(VOID) DECLSPEC_NORETURN;           /* the run is over; continues on the host's stack */
VOID HalCallHost(VOID (*Function)(PVOID), PVOID Argument);
/* At an exact time, on no particular processor, between two steps of the simulation. Not 0. */
ULONG HalCallAt(ULONG64 DelayNs, VOID (*Routine)(PVOID), PVOID Argument);
/* Jump buffers that may cross stacks and processors. */
typedef struct _HAL_JUMP {
    ULONG64 Opaque[24];
} HAL_JUMP, *PHAL_JUMP;
int hw_jump_set(PVOID Jump) __attribute__((returns_twice)); /* a function cannot wrap it */
#define HalSetJump(Jump) hw_jump_set(Jump)
VOID HalJump(PHAL_JUMP Jump) DECLSPEC_NORETURN;
/* From the host: environment, program, its build, cmocka's functions behind libsim's. */
PCSTR HalEnvironment(PCSTR Name);
PCSTR HalProgram(VOID);
VOID HalStopInDebugger(VOID); /* simulated stack; nothing, if no debugger is attached */
ULONG HalBuildId(PCSTR Module); /* NULL: libsim and the test program */
PVOID HalNextSymbol(PCSTR Name);
VOID HalAppendFile(PCSTR DirectoryVariable, PCSTR Suffix, const VOID *Data, SIZE_T Size);
/* How many bytes the host's file has; as many as there is room for are read. MAXSIZE_T: there is
   none. */
SIZE_T HalReadFile(PCSTR Path, PVOID Data, SIZE_T Room);
ULONG64 HalHostClockNs(VOID); /* for figures that are told, never for what a run does */
BOOLEAN HalWriteFile(PCSTR Path, const VOID *Data, SIZE_T Size); /* over its beginning */
/* Every gate takes its slow path: somebody wants to see each call (the machine is dead, a
   search). */
VOID HalWatchGates(BOOLEAN Watch);
/* One line of a report; and an address as "Function at file.c:12" (both on the host's stack
   only). */
VOID HalPrint(PCSTR Text, ULONG Length);
VOID HalMute(BOOLEAN Mute); /* nothing is printed, reports need not be made: for a search */
BOOLEAN HalIsMute(VOID);
VOID HalDescribe(const VOID *Address, PSTR Text, ULONG Size);
ULONG HalBacktrace(PVOID *Frames, ULONG Most);

/* --- context.c: what a thread runs on --------------------------------------------------------- */

typedef struct _HAL_CONTEXT {
    PVOID StackPointer, StackBase;
    ULONG64 StackSize;
    PVOID Reserved[3];
} HAL_CONTEXT, *PHAL_CONTEXT;

SIZE_T HalStackSize(VOID);
PVOID HalAllocateStack(VOID); /* lowest address, a guard page below; NULL: no room */
VOID HalFreeStack(PVOID Base);
VOID HalMakeContext(PHAL_CONTEXT Context, PVOID Base, SIZE_T Size, VOID (*Entry)(PVOID),
                    PVOID Argument);
VOID HalSwapContext(PHAL_CONTEXT From, PHAL_CONTEXT To, ULONG ThreadId);
VOID HalForgetContext(PHAL_CONTEXT Context);
/* The frames between here and Top, a place in the current stack, are given up by a jump. */
VOID HalForgetFrames(PVOID Top);
VOID HalCallOnStack(PVOID Base, SIZE_T Size, VOID (*Function)(PVOID), PVOID Argument);

/* --- memory.c: pages, frames, what an address is ---------------------------------------------- */

typedef enum {
    HalNonPaged,
    HalPaged,
    HalStacks,
    HalMappings,
    HalRegisters,
    HalUser,
    HalDirect,
    HalContiguous
} HAL_WINDOW;
typedef enum { HalAtNowhere, HalAtUser, HalAtNonPaged, HalAtPaged, HalAtStack, HalAtMapping,
               HalAtRegisters, HalAtDirect, HalAtDriver, HalAtLibsim, HalAtProgram } HAL_PLACE;

PVOID HalAllocatePages(HAL_WINDOW Window, SIZE_T Pages); /* zeroed; NULL: no room */
VOID HalFreePages(HAL_WINDOW Window, PVOID Address, SIZE_T Pages);
/* HalUser, for a stack: one page that cannot be touched, then Pages. To be freed together. */
PVOID HalAllocateUserStack(SIZE_T Pages);
SIZE_T HalPagesUsed(HAL_WINDOW Window);
PVOID HalWindowBase(HAL_WINDOW Window);
SIZE_T HalWindowSize(HAL_WINDOW Window);
PFN_NUMBER HalPageFrame(const VOID *Address); /* (PFN_NUMBER)-1: not RAM */
PVOID HalFrameAddress(PFN_NUMBER Frame);      /* in the direct map; NULL: no such frame */
PFN_NUMBER HalFrames(PFN_NUMBER *First);      /* how many there are, in one run */
VOID HalProtect(PVOID Address, SIZE_T Pages, ULONG Access); /* 0 none, 1 read, 3 read and write */
HAL_PLACE HalPlace(const VOID *Address);
/* Frames at consecutive addresses of HalMappings or HalUser (system calls of the host: not a hot
   path). */
PVOID HalMapFrames(HAL_WINDOW Window, const PFN_NUMBER *Frames, SIZE_T Count);
VOID HalUnmapFrames(HAL_WINDOW Window, PVOID Address, SIZE_T Count);
/* The same in pages that HalAllocatePages gave, which stay allocated. */
VOID HalMapFramesAt(PVOID Address, const PFN_NUMBER *Frames, SIZE_T Count);
VOID HalUnmapFramesAt(PVOID Address, SIZE_T Count);

/* --- module.c: driver images ------------------------------------------------------------------ */

typedef struct _HAL_MODULE {
    CHAR Name[64];
    ULONG64 Base, Size;
} HAL_MODULE;
const HAL_MODULE *HalLoadModule(PCSTR Name, PCSTR *Error);
VOID HalUnloadModule(const HAL_MODULE *Module);
PVOID HalModuleSymbol(const HAL_MODULE *Module, PCSTR Symbol);
const HAL_MODULE *HalModuleAt(const VOID *Address);
const HAL_MODULE *HalNextModule(const HAL_MODULE *Module); /* that is loaded; NULL: the first */
PCSTR HalModulePath(PCSTR Name);
/* A part of an image that its sources named: alloc_text, code_seg, data_seg. Whole pages. */
typedef struct _HAL_SECTION {
    CHAR Name[16];
    ULONG64 Base, Size;
} HAL_SECTION;
ULONG HalModuleSections(const HAL_MODULE *Module);
VOID HalModuleSection(const HAL_MODULE *Module, ULONG Index, HAL_SECTION *Section);
VOID HalShowSection(const HAL_MODULE *Module, ULONG Index, BOOLEAN Show); /* until it is loaded */
BOOLEAN HalIsUnloaded(const VOID *Address); /* in the image of a driver that was unloaded */

/* --- access.c: instrumented drivers ----------------------------------------------------------- */

/* Asked about accesses at DISPATCH_LEVEL or above to paged pool or into the hull (which grows to
   hold each range). Kind: 0 read, 1 write, 8 execute. Returns if it is allowed. */
VOID HalSetPagedCheck(VOID (*Check)(const VOID *Address, ULONG Kind, PVOID Pc));
VOID HalPagedHull(ULONG64 Low, ULONG64 High);
/* Asked about the first and the last byte of accesses to pool, while accesses are compared. */
VOID HalSetPoolCheck(VOID (*Check)(const VOID *Address, ULONG Kind, PVOID Pc));
/* Asked about each access into the hull, at any IRQL. */
VOID HalSetPacketCheck(VOID (*Check)(const VOID *Address, ULONG Kind, PVOID Pc));
VOID HalPacketHull(ULONG64 Low, ULONG64 High);

/* --- order.c, sync.c: what happens before what, for the accesses of instrumented drivers ----- */

/* A driver's accesses are compared: from now on, until power-off. Before that, and in a run that
   nobody wants compared, all of this costs a test. */
VOID HalOrderBegin(VOID);
VOID HalOrderEnd(VOID);
/* All schedules begin here: the machine as it is now will be restored again and again. */
VOID HalOrderFixture(VOID);
/* A new schedule: all that was done until now comes before all that will be done. */
VOID HalOrderRestart(VOID);
VOID HalOrderIgnore(BOOLEAN Ignore); /* what this context accesses is in no race */
extern SIM_HIDDEN BOOLEAN HalOrdered;
/* What this context did until now comes before what others do after they acquire the same key: an
   address, in bits 48 and up what of it (HAL_SYNC). */
VOID HalpRelease(ULONG64 Key);
VOID HalpAcquire(ULONG64 Key);
VOID HalpReleaseTo(ULONG64 From, ULONG64 To);
VOID HalpForgetKey(ULONG64 Key);
VOID HalpNewRun(VOID);
typedef enum {
    HalSyncObject,  /* a lock, an event, a DPC, a timer, a word of interlocked operations, ... */
    HalSyncReaders, /* of a lock: what they did, for the next writer */
    HalSyncLevel,   /* processor << 8 | level */
    HalSyncThread,  /* its id: what came before it began */
    HalSyncWait,    /* its id: what the objects gave it that ended its wait */
    HalSyncRun,     /* a DPC, a file object, ...: what was done when it ended */
    HalSyncIrp,
    HalSyncDevice,  /* physical address of a register's page */
    HalSyncKernel   /* HAL_SYNC_STARTED, ...: what the system does one after the other */
} HAL_SYNC;
enum { HAL_SYNC_STARTED = 1, HAL_SYNC_PNP, HAL_SYNC_CLOSED, HAL_SYNC_DEVICES, HAL_SYNC_DPCS };
#define HAL_SYNC_KEY(Kind, Address) ((ULONG64)(Kind) << 48 | (ULONG64)(ULONG_PTR)(Address))
/* The code that now runs on this processor is no longer the thread's: an interrupt's, at that level
   (DISPATCH_LEVEL: DPCs); level 0: the kernel's own, which orders nothing. */
VOID HalOrderEnter(KIRQL Level);
VOID HalOrderLeave(VOID);
VOID HalOrderSwitch(VOID); /* the processor is about to run another thread */
VOID HalOrderForget(ULONG ThreadId); /* it has ended */
/* From the next HalOrderBegin on: two contexts that are ordered only because they ran on one
   processor are in a race, too, unless one is bound to it. IsBound answers for a thread that runs
   here; NULL: no such thing is looked for. */
VOID HalOrderStrictly(BOOLEAN (*IsBound)(VOID));
VOID HalOrderBeginRun(BOOLEAN Bound); /* of the handler that runs here, another routine begins */
VOID HalOrderHold(ULONG64 Locks); /* a set that reports show: what the context holds now */
ULONG64 HalOrderHeld(VOID);

static inline VOID
HalRelease(ULONG64 Key)
{
    if (__builtin_expect(HalOrdered, FALSE)) {
        HalpRelease(Key);
    }
}

static inline VOID
HalAcquire(ULONG64 Key)
{
    if (__builtin_expect(HalOrdered, FALSE)) {
        HalpAcquire(Key);
    }
}

/* Who acquires To acquires From. */
static inline VOID
HalReleaseTo(ULONG64 From, ULONG64 To)
{
    if (__builtin_expect(HalOrdered, FALSE)) {
        HalpReleaseTo(From, To);
    }
}

/* The object is a new one. */
static inline VOID
HalForgetKey(ULONG64 Key)
{
    if (__builtin_expect(HalOrdered, FALSE)) {
        HalpForgetKey(Key);
    }
}

/* The thread begins something that has nothing to do with what it did before. */
static inline VOID
HalNewRun(VOID)
{
    if (__builtin_expect(HalOrdered, FALSE)) {
        HalpNewRun();
    }
}

static inline VOID
HalEnterHandler(KIRQL Level)
{
    if (__builtin_expect(HalOrdered, FALSE)) {
        HalOrderEnter(Level);
    }
}

static inline VOID
HalLeaveHandler(VOID)
{
    if (__builtin_expect(HalOrdered, FALSE)) {
        HalOrderLeave();
    }
}

static inline VOID
HalEndThread(ULONG ThreadId)
{
    if (__builtin_expect(HalOrdered, FALSE)) {
        HalOrderForget(ThreadId);
    }
}

static inline VOID
HalLeaveThread(VOID)
{
    if (__builtin_expect(HalOrdered, FALSE)) {
        HalOrderSwitch();
    }
}

/* --- shadow.c, compare.c: what is known about each eight bytes of memory --------------------- */

typedef enum {
    HalRead, HalWrite, HalAtomicRead, HalAtomicWrite, HalFree,
    HalExecute = 8
} HAL_ACCESS_KIND;
enum { HAL_ACCESS_FRAMES = 6 };
/* An access, as reports need it. */
typedef struct _HAL_ACCESS {
    ULONG64 Address, Context; /* a thread's id; HAL_HANDLER: a handler's processor and level */
    ULONG64 Locks;
    ULONG Clock;
    UCHAR Kind, Size, Processor;
    KIRQL Irql;
    UCHAR Form; /* HAL_WHOLE, ... */
    PVOID Frames[HAL_ACCESS_FRAMES]; /* the access, its caller, ...; NULL: no more */
} HAL_ACCESS, *PHAL_ACCESS;
enum {
    HAL_WHOLE = 1, /* by one instruction, of an aligned word */
    HAL_SAME = 2,  /* a write that stored what was there already */
    HAL_POLLS = 4, /* a read of a loop that waits for another value */
    HAL_BOUND = 8  /* by what runs on this processor only; with HalOrderStrictly */
};
#define HAL_HANDLER 0x100000000 /* | processor << 8 | level */
/* Called for two accesses that nothing orders, one of them a write: before the second, or, if that
   is a driver's own plain write, as soon as it is known whether it changed anything. OneProcessor:
   they are ordered, but only because both were made on one (HalOrderStrictly). The first's
   Frames[0] is NULL when it is so long ago that nothing more is known. */
typedef VOID HAL_RACE_ROUTINE(const HAL_ACCESS *First, const HAL_ACCESS *Second,
                              BOOLEAN OneProcessor);
VOID HalSetRaceRoutine(HAL_RACE_ROUTINE *Routine);
VOID HalDriverAccess(const volatile VOID *Address, SIZE_T Size, HAL_ACCESS_KIND Kind,
                     PVOID Frame);
/* In a function that a gate calls: for the driver behind the gate, if it is instrumented. In one
   of the C library's, which have no gate: for the driver that called. */
#define HAL_DRIVER_ACCESS(Address, Size, Kind)                                                     \
    do {                                                                                           \
        if (HalOrdered) {                                                                          \
            HalDriverAccess((Address), (Size), (Kind), *(PVOID *)__builtin_frame_address(0));      \
        }                                                                                          \
    } while (0)
#define HAL_LIBRARY_ACCESS(Address, Size, Kind)                                                    \
    do {                                                                                           \
        if (HalOrdered) {                                                                          \
            HalDriverAccess((Address), (Size), (Kind), __builtin_frame_address(0));                \
        }                                                                                          \
    } while (0)
/* A block begins or ends there: what was done before has nothing to do with what comes. */
VOID HalShadowAllocate(const VOID *Address, SIZE_T Size);
VOID HalShadowFree(const VOID *Address, SIZE_T Size, PVOID Pc);
VOID HalShadowClear(VOID);  /* nothing is known any more, of contention neither */
VOID HalShadowForget(VOID); /* nothing but contention */

/* --- interrupt.c: vectors and lines ----------------------------------------------------------- */

/* Line's vector; the same line gives the same vector until all are released. IRQL = vector >> 4. */
ULONG HalLineVector(ULONG Line, PKIRQL Irql);
ULONG HalAllocateVectors(ULONG Count, PKIRQL Irql); /* consecutive, aligned for MSI; 0: none left */
VOID HalReleaseVectors(ULONG Vector, ULONG Count);
VOID HalEnableLine(ULONG Line, ULONG Vector, KINTERRUPT_MODE Mode,
                   const GROUP_AFFINITY *Processors);
VOID HalDisableLine(ULONG Line);
VOID HalComposeMessage(ULONG Vector, ULONG Processor, PPHYSICAL_ADDRESS Address, PULONG Data);

/* --- affinity.c: processors in groups --------------------------------------------------------- */

VOID HalSetGroupSize(ULONG Processors); /* at boot; 0: 64 */
ULONG HalGroupSize(VOID);
VOID HalSetNodeSize(ULONG Processors); /* at boot; 0: all are one node */
ULONG HalNodeSize(VOID);
ULONG64 HalAffinityProcessors(const GROUP_AFFINITY *Affinity); /* a bit for each of the active */
BOOLEAN HalIsInAffinity(const GROUP_AFFINITY *Affinity, ULONG Processor);
VOID HalGroupAffinity(USHORT Group, PGROUP_AFFINITY Affinity);

/* --- io.c: registers, ports, configuration space ---------------------------------------------- */

/* System address at which READ_REGISTER_* finds the physical range; RAM comes from the direct
   map. */
PVOID HalMapRegisters(PHYSICAL_ADDRESS Physical, SIZE_T Length);
BOOLEAN HalUnmapRegisters(PVOID Address, SIZE_T Length);
ULONG64 HalReadRegister(const volatile VOID *Register, ULONG Size);
VOID HalWriteRegister(volatile VOID *Register, ULONG64 Value, ULONG Size);
ULONG64 HalReadPort(const volatile VOID *Port, ULONG Size);
VOID HalWritePort(volatile VOID *Port, ULONG64 Value, ULONG Size);
ULONG HalReadPciConfig(ULONG Bus, ULONG Slot, ULONG Function, ULONG Offset, ULONG Size);
VOID HalWritePciConfig(ULONG Bus, ULONG Slot, ULONG Function, ULONG Offset, ULONG Size,
                       ULONG Value);
ULONG HalPciLine(ULONG Bus, ULONG Slot, ULONG Pin);
ULONG64 HalPciWindow(BOOLEAN PortSpace, ULONG64 Size);

/* --- probe.c: one line per observable event --------------------------------------------------- */

#define HAL_PROBES(P)                                                                              \
    P(DDI_CALL)         /* index, caller */                                                        \
    P(IRQL_RAISE)       /* from, to */                                                             \
    P(IRQL_LOWER)       /* from, to */                                                             \
    P(INTERRUPT_ENTER)  /* vector, interrupt object */                                             \
    P(INTERRUPT_LEAVE)  /* vector, claimed */                                                      \
    P(DPC_QUEUE)        /* dpc, processor */                                                       \
    P(DPC_RUN)          /* dpc, routine */                                                         \
    P(DPC_DONE)         /* dpc */                                                                  \
    P(LOCK_ACQUIRE)     /* lock, old irql, shared */                                               \
    P(LOCK_CONTEND)     /* lock, owner processor */                                                \
    P(LOCK_RELEASE)     /* lock, new irql, shared */                                               \
    P(THREAD_CREATE)    /* thread, id */                                                           \
    P(THREAD_READY)     /* thread, priority */                                                     \
    P(THREAD_SWITCH)    /* from id, to id, why */                                                  \
    P(THREAD_EXIT)      /* thread, status */                                                       \
    P(WAIT)             /* object, count */                                                        \
    P(WAIT_DONE)        /* object, status */                                                       \
    P(SIGNAL)           /* object, state */                                                        \
    P(TIMER_SET)        /* timer, due 100 ns */                                                    \
    P(TIMER_EXPIRE)     /* timer */                                                                \
    P(TIMER_CANCEL)     /* timer, was set */                                                       \
    P(APC_QUEUE)        /* apc, thread */                                                          \
    P(APC_RUN)          /* apc, routine */                                                         \
    P(POOL_ALLOCATE)    /* address, size, tag */                                                   \
    P(POOL_FREE)        /* address, size, tag */                                                   \
    P(WORK_QUEUE)       /* item, queue */                                                          \
    P(WORK_RUN)         /* item, routine */                                                        \
    P(OBJECT_CREATE)    /* object, type name */                                                    \
    P(OBJECT_DELETE)    /* object */                                                               \
    P(HANDLE_OPEN)      /* handle, object */                                                       \
    P(HANDLE_CLOSE)     /* handle, object */                                                       \
    P(IRP_ALLOCATE)     /* irp, stack size, caller */                                              \
    P(IRP_FREE)         /* irp, caller */                                                          \
    P(IRP_CALL)         /* irp, device, major << 8 | minor */                                      \
    P(IRP_RETURN)       /* irp, device, status */                                                  \
    P(IRP_PENDING)      /* irp */                                                                  \
    P(IRP_COMPLETE)     /* irp, status, information */                                             \
    P(IRP_COMPLETION)   /* irp, routine, returned status */                                        \
    P(IRP_CANCEL)       /* irp, routine */                                                         \
    P(ACTIVITY_TRANSFER) /* activity id, related activity id: the first 32 bits */                 \
    P(DRIVER_LOAD)      /* driver object */                                                        \
    P(DRIVER_UNLOAD)    /* driver object */                                                        \
    P(DRIVER_UNLOADED)  /* driver object: its DriverUnload is done */                              \
    P(DEVICE_CREATE)    /* device object, driver object */                                         \
    P(DEVICE_DELETE)    /* device object */                                                        \
    P(MDL_LOCK)         /* mdl, address, bytes */                                                  \
    P(MDL_UNLOCK)       /* mdl */                                                                  \
    P(MDL_MAP)          /* mdl, address */                                                         \
    P(MDL_UNMAP)        /* mdl, address */                                                         \
    P(ACCESS)           /* address, written, pc: of contended memory, in a search */               \
    P(ACCESS_OLD)       /* address, 0, pc: it reads a value of earlier */                          \
    P(REGISTER_READ)    /* physical address, value, size */                                        \
    P(REGISTER_WRITE)   /* physical address, value, size */                                        \
    P(SYSTEM_CALL)      /* function index */                                                       \
    P(TRACE_EVENT)      /* provider, level << 16 | id, number of its text */                       \
    P(TRACE_MESSAGE)    /* provider, message, number of its text */                                \
    P(AUDIT)            /* object, granted, access */                                              \
    P(BUG_CHECK)        /* code, parameter 1, parameter 2 */                                       \
    P(FAULT)            /* HAL_FAIL | bytes << 8, code, what it happens to */                      \
    P(TEST_POINT)       /* name, caller */                                                         \
    P(TEST_CHOICE)      /* of how many, caller, answer */                                          \
    P(TEST_ATOMIC)      /* begins, caller */                                                       \
    P(TEST_INVARIANT)   /* name of what is broken, where */

typedef enum {
#define HAL_PROBE_NAME(Name) PROBE_##Name,
    HAL_PROBES(HAL_PROBE_NAME)
#undef HAL_PROBE_NAME
    PROBE_COUNT
} HAL_PROBE;

typedef VOID HAL_PROBE_LISTENER(HAL_PROBE Probe, ULONG64 A, ULONG64 B, ULONG64 C);
/* Adds a listener for one probe, until power-off. Listeners must not call what emits the same
   probe. */
VOID HalListen(HAL_PROBE Probe, HAL_PROBE_LISTENER *Listener);
VOID HalpTell(HAL_PROBE Probe, ULONG64 A, ULONG64 B, ULONG64 C);
extern SIM_HIDDEN BOOLEAN HalpIsHeard[PROBE_COUNT]; /* somebody wants to hear of it */
static inline VOID
HalProbe(HAL_PROBE Probe, ULONG64 A, ULONG64 B, ULONG64 C)
{
    if (__builtin_expect(HalpIsHeard[Probe], FALSE)) {
        HalpTell(Probe, A, B, C);
    }
}
#define HalProbe0(p) HalProbe((p), 0, 0, 0)
#define HalProbe1(p, a) HalProbe((p), (ULONG64)(ULONG_PTR)(a), 0, 0)
#define HalProbe2(p, a, b) HalProbe((p), (ULONG64)(ULONG_PTR)(a), (ULONG64)(ULONG_PTR)(b), 0)
#define HalProbe3(p, a, b, c)                                                                      \
    HalProbe((p), (ULONG64)(ULONG_PTR)(a), (ULONG64)(ULONG_PTR)(b), (ULONG64)(ULONG_PTR)(c))
PCSTR HalProbeName(HAL_PROBE Probe);
VOID HalSetTrace(BOOLEAN On); /* on at boot */
VOID HalpWeighProbes(VOID);   /* a search has begun or ended */
ULONG64 HalTraceHash(VOID);
ULONG64 HalTraceCount(VOID);
typedef struct _HAL_TRACE_RECORD {
    ULONG64 TimeNs;
    HAL_PROBE Probe;
    ULONG Processor, ThreadId;
    ULONG64 A, B, C;
} HAL_TRACE_RECORD;
BOOLEAN HalTraceRecord(ULONG64 Index, HAL_TRACE_RECORD *Record); /* 0: the oldest that is kept */

#endif
