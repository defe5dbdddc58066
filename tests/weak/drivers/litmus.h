/*
 * weak/drivers/litmus.h - litmus tests: a few accesses, and one outcome that memory allows or not
 *
 * The names are those of the literature (Alglave, Maranget, Tautschnig: Herding cats). T0 to T3 are
 * threads, r[] what they have read. X, Y and Z are zero before, in granules of their own.
 */
#include <ntddk.h>
#include <ntstrsafe.h>

#include "litmus_ioctl.h"

enum { SC = 1, TSO = 2, ARM = 4, LITMUS_MANY = 20, LITMUS_THREADS = 4 };

typedef struct DECLSPEC_ALIGN(64) _WORD {
    LONG Value;
} WORD_LINE;
typedef struct DECLSPEC_ALIGN(64) _BOX {
    LONG Value;
} BOX;

static WORD_LINE Words[3], Many[LITMUS_MANY];
static DECLSPEC_ALIGN(64) BOX *Box;
static BOX TheBox;
static DECLSPEC_ALIGN(64) LONG r[8];
static KSPIN_LOCK Locks[2];

#define X    Words[0].Value
#define Y    Words[1].Value
#define Z    Words[2].Value
#define THEN _ReadWriteBarrier() /* the compiler keeps the order */

typedef struct _LITMUS {
    PCSTR Name;
    ULONG Allowed;
    VOID (*Threads[LITMUS_THREADS])(VOID);
    BOOLEAN (*Happened)(VOID);
} LITMUS;

#define THREAD(Name, Code)                                                                         \
    static VOID Name(VOID)                                                                         \
    {                                                                                              \
        Code;                                                                                      \
    }
#define OUTCOME(Name, Condition)                                                                   \
    static BOOLEAN Name(VOID)                                                                      \
    {                                                                                              \
        return (Condition);                                                                        \
    }

/* --- SB: both read what was before the other's store ------------------------------------------ */

#define SB(Name, Store, Between, Load)                                                             \
    THREAD(Name##0, Store(X); Between; Load(0, Y))                                                 \
    THREAD(Name##1, Store(Y); Between; Load(1, X))
#define PLAIN_STORE(V)      V = 1
#define PLAIN_LOAD(i, V)    r[i] = V
#define EXCHANGE(V)         InterlockedExchange(&V, 1)
#define RELEASE(V)          WriteRelease(&V, 1)
#define ACQUIRE(i, V)       r[i] = ReadAcquire(&V)
#define NOFENCE_STORE(V)    WriteNoFence(&V, 1)
#define NOFENCE_LOAD(i, V)  r[i] = ReadNoFence(&V)
#define VOLATILE_STORE(V)   *(volatile LONG *)&V = 1
#define VOLATILE_LOAD(i, V) r[i] = *(volatile LONG *)&V
#define LOCKED_STORE(V)                                                                            \
    KIRQL Old;                                                                                     \
    KeAcquireSpinLock(&Locks[&V == &Y], &Old);                                                     \
    V = 1;                                                                                         \
    KeReleaseSpinLock(&Locks[&V == &Y], Old)
#define RAISED_STORE(V)                                                                            \
    KIRQL Old;                                                                                     \
    KeRaiseIrql(DISPATCH_LEVEL, &Old);                                                             \
    V = 1;                                                                                         \
    KeLowerIrql(Old)

SB(Sb, PLAIN_STORE, THEN, PLAIN_LOAD)
SB(SbFence, PLAIN_STORE, KeMemoryBarrier(), PLAIN_LOAD)
SB(SbMfence, PLAIN_STORE, _mm_mfence(), PLAIN_LOAD)
SB(SbThreadFence, PLAIN_STORE, __atomic_thread_fence(__ATOMIC_SEQ_CST), PLAIN_LOAD)
SB(SbCompiler, PLAIN_STORE, KeMemoryBarrierWithoutFence(), PLAIN_LOAD)
SB(SbExchange, EXCHANGE, THEN, PLAIN_LOAD)
SB(SbOrdered, RELEASE, THEN, ACQUIRE)
SB(SbVolatile, VOLATILE_STORE, THEN, VOLATILE_LOAD)
SB(SbLock, LOCKED_STORE, THEN, PLAIN_LOAD)
SB(SbRaised, RAISED_STORE, THEN, PLAIN_LOAD)
OUTCOME(SbHappened, r[0] == 0 && r[1] == 0)

THREAD(SbOwn0, X = 1; THEN; r[2] = X; THEN; r[0] = Y)
THREAD(SbOwn1, Y = 1; THEN; r[3] = Y; THEN; r[1] = X)
OUTCOME(SbOwnHappened, r[0] == 0 && r[1] == 0 && r[2] == 1 && r[3] == 1)
OUTCOME(SbOwnLost, r[2] != 1 || r[3] != 1)

/* --- MP: the flag (Y) is seen, what was stored before it (X) is not --------------------------- */

#define MP(Name, Store, Before, Load, After)                                                       \
    THREAD(Name##0, X = 1; Before; Store(Y))                                                       \
    THREAD(Name##1, Load(0, Y); After; r[1] = X)
MP(Mp, PLAIN_STORE, THEN, PLAIN_LOAD, THEN)
MP(MpWrite, PLAIN_STORE, KeMemoryBarrier(), PLAIN_LOAD, THEN)
MP(MpRead, PLAIN_STORE, THEN, PLAIN_LOAD, KeMemoryBarrier())
MP(MpBoth, PLAIN_STORE, KeMemoryBarrier(), PLAIN_LOAD, KeMemoryBarrier())
MP(MpThreadFences, NOFENCE_STORE, __atomic_thread_fence(__ATOMIC_RELEASE), NOFENCE_LOAD,
   __atomic_thread_fence(__ATOMIC_ACQUIRE))
MP(MpOrdered, RELEASE, THEN, ACQUIRE, THEN)
MP(MpRelease, RELEASE, THEN, NOFENCE_LOAD, THEN)
MP(MpAcquire, NOFENCE_STORE, THEN, ACQUIRE, THEN)
MP(MpVolatile, VOLATILE_STORE, THEN, VOLATILE_LOAD, THEN)
MP(MpExchange, EXCHANGE, THEN, ACQUIRE, THEN)
OUTCOME(MpHappened, r[0] == 1 && r[1] == 0)

/* The flag is the address of what was stored before. */
THREAD(MpAddress0, TheBox.Value = 1; WritePointerRelease(&Box, &TheBox))
THREAD(MpPlainAddress0, TheBox.Value = 1; THEN; WritePointerNoFence(&Box, &TheBox))
THREAD(MpAddress1, BOX *Found = ReadPointerNoFence(&Box); r[0] = Found != NULL;
       r[1] = Found != NULL ? Found->Value : 1)

/* --- one word: coherence ---------------------------------------------------------------------- */

THREAD(CoStore, X = 1)
THREAD(CoStoreTwice, X = 1; THEN; X = 2)
THREAD(CoStoreOther, X = 2)
THREAD(CoLoadTwice, r[0] = X; THEN; r[1] = X)
THREAD(CoStoreLoad, X = 1; THEN; r[0] = X)
THREAD(CoLoadStore, r[0] = X; THEN; X = 1)
OUTCOME(CoRrHappened, r[0] == 1 && r[1] == 0)
OUTCOME(CoWwHappened, (r[0] == 2 && r[1] == 1) || X != 2)
OUTCOME(CoWrHappened, r[0] == 0 || (r[0] == 2 && X == 1))
OUTCOME(CoRwHappened, r[0] == 2 && X == 2)

/* --- two stores each, and others -------------------------------------------------------------- */

#define TWO(Name, First, Between, Second) THREAD(Name, First; Between; Second)
TWO(W1X2Y, X = 1, THEN, Y = 2)
TWO(W1Y2X, Y = 1, THEN, X = 2)
TWO(W1X2YFence, X = 1, KeMemoryBarrier(), Y = 2)
TWO(W1Y2XFence, Y = 1, KeMemoryBarrier(), X = 2)
OUTCOME(TwoWHappened, X == 1 && Y == 1)

TWO(R0, X = 1, THEN, Y = 1)
TWO(R1, Y = 2, THEN, r[0] = X)
TWO(R0Fence, X = 1, KeMemoryBarrier(), Y = 1)
TWO(R1Fence, Y = 2, KeMemoryBarrier(), r[0] = X)
OUTCOME(RHappened, Y == 2 && r[0] == 0)

TWO(S0, X = 2, THEN, Y = 1)
TWO(S1, r[0] = Y, THEN, X = 1)
TWO(S0Fence, X = 2, KeMemoryBarrier(), Y = 1)
TWO(S1Fence, r[0] = Y, KeMemoryBarrier(), X = 1)
OUTCOME(SHappened, r[0] == 1 && X == 2)

TWO(Lb0, r[0] = X, THEN, Y = 1)
TWO(Lb1, r[1] = Y, THEN, X = 1)
OUTCOME(LbHappened, r[0] == 1 && r[1] == 1)

/* Two readers see two writers' stores in different orders. */
THREAD(Iriw0, X = 1)
THREAD(Iriw1, Y = 1)
THREAD(Iriw2, r[0] = X; THEN; r[1] = Y)
THREAD(Iriw3, r[2] = Y; THEN; r[3] = X)
THREAD(IriwAcquire2, ACQUIRE(0, X); r[1] = Y)
THREAD(IriwAcquire3, ACQUIRE(2, Y); r[3] = X)
OUTCOME(IriwHappened, r[0] == 1 && r[1] == 0 && r[2] == 1 && r[3] == 0)

/* What the second has seen of the first's, the third sees. */
THREAD(Wrc1, r[0] = X; KeMemoryBarrier(); Y = r[0])
THREAD(Wrc2, r[1] = Y; KeMemoryBarrier(); r[2] = X)
OUTCOME(WrcHappened, r[0] == 1 && r[1] == 1 && r[2] == 0)

/* More stores than a processor's buffer has room for, the first word twice. */
static VOID
Many0(VOID)
{
    for (LONG i = 0; i < LITMUS_MANY; i++) {
        Many[i].Value = 1;
        if (i % 4 == 0) {
            Many[0].Value = 2 + i;
        }
    }
    THEN;
    r[1] = Many[0].Value;
}
/* From the last one back: after one that is seen comes one that is not. */
static VOID
Many1(VOID)
{
    for (ULONG i = LITMUS_MANY - 1; i > 0; i--) {
        LONG Seen = Many[i].Value;

        KeMemoryBarrier();
        r[3] |= r[2] && !Seen;
        r[2] |= Seen;
    }
    r[4] = Many[0].Value;
}
OUTCOME(ManyLost, r[1] != LITMUS_MANY - 2 || Many[0].Value != r[1] || Many[1].Value != 1)
OUTCOME(ManyHappened, r[3] != 0)

static const LITMUS Litmus[] = {
    {"SB", TSO | ARM, {Sb0, Sb1}, SbHappened},
    {"SB+KeMemoryBarrier", 0, {SbFence0, SbFence1}, SbHappened},
    {"SB+_mm_mfence", 0, {SbMfence0, SbMfence1}, SbHappened},
    {"SB+thread_fence", 0, {SbThreadFence0, SbThreadFence1}, SbHappened},
    {"SB+KeMemoryBarrierWithoutFence", TSO | ARM, {SbCompiler0, SbCompiler1}, SbHappened},
    {"SB+InterlockedExchange", 0, {SbExchange0, SbExchange1}, SbHappened},
    {"SB+one barrier", TSO | ARM, {Sb0, SbFence1}, SbHappened},
    {"SB+release, acquire", TSO | ARM, {SbOrdered0, SbOrdered1}, SbHappened},
    {"SB+volatile", TSO | ARM, {SbVolatile0, SbVolatile1}, SbHappened},
    {"SB+locks", 0, {SbLock0, SbLock1}, SbHappened},
    {"SB+IRQL", TSO | ARM, {SbRaised0, SbRaised1}, SbHappened},
    {"SB, own stores read", TSO | ARM, {SbOwn0, SbOwn1}, SbOwnHappened},
    {"SB, own stores lost", 0, {SbOwn0, SbOwn1}, SbOwnLost},
    {"MP", ARM, {Mp0, Mp1}, MpHappened},
    {"MP+write barrier", ARM, {MpWrite0, MpWrite1}, MpHappened},
    {"MP+read barrier", ARM, {MpRead0, MpRead1}, MpHappened},
    {"MP+both barriers", 0, {MpBoth0, MpBoth1}, MpHappened},
    {"MP+thread_fences", 0, {MpThreadFences0, MpThreadFences1}, MpHappened},
    {"MP+release, acquire", 0, {MpOrdered0, MpOrdered1}, MpHappened},
    {"MP+release", ARM, {MpRelease0, MpRelease1}, MpHappened},
    {"MP+acquire", ARM, {MpAcquire0, MpAcquire1}, MpHappened},
    {"MP+volatile", ARM, {MpVolatile0, MpVolatile1}, MpHappened},
    {"MP+InterlockedExchange, acquire", 0, {MpExchange0, MpExchange1}, MpHappened},
    {"MP+release, address", 0, {MpAddress0, MpAddress1}, MpHappened},
    {"MP+address", ARM, {MpPlainAddress0, MpAddress1}, MpHappened},
    {"CoRR", 0, {CoStore, CoLoadTwice}, CoRrHappened},
    {"CoWW", 0, {CoStoreTwice, CoLoadTwice}, CoWwHappened},
    {"CoWR", 0, {CoStoreLoad, CoStoreOther}, CoWrHappened},
    {"CoRW", 0, {CoLoadStore, CoStoreOther}, CoRwHappened},
    {"2+2W", ARM, {W1X2Y, W1Y2X}, TwoWHappened},
    {"2+2W+barriers", 0, {W1X2YFence, W1Y2XFence}, TwoWHappened},
    {"R", TSO | ARM, {R0, R1}, RHappened},
    {"R+barriers", 0, {R0Fence, R1Fence}, RHappened},
    {"S", ARM, {S0, S1}, SHappened},
    {"S+barriers", 0, {S0Fence, S1Fence}, SHappened},
    {"LB (allowed for ARM, not shown)", 0, {Lb0, Lb1}, LbHappened},
    {"IRIW", ARM, {Iriw0, Iriw1, Iriw2, Iriw3}, IriwHappened},
    {"IRIW+acquire", 0, {Iriw0, Iriw1, IriwAcquire2, IriwAcquire3}, IriwHappened},
    {"WRC+barriers", 0, {CoStore, Wrc1, Wrc2}, WrcHappened},
    {"many stores lost", 0, {Many0, Many1}, ManyLost},
    {"many stores", ARM, {Many0, Many1}, ManyHappened},
};

/* --- the driver ------------------------------------------------------------------------------- */

static VOID
LitmusThread(PVOID Routine)
{
    ((VOID(*)(VOID))Routine)();
}

static ULONG
LitmusRun(const LITMUS *Test)
{
    PVOID Threads[LITMUS_THREADS];
    HANDLE Handle;
    ULONG Count = 0;

    for (; Count < LITMUS_THREADS && Test->Threads[Count] != NULL; Count++) {
        PsCreateSystemThread(&Handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, LitmusThread,
                             (PVOID)Test->Threads[Count]);
        ObReferenceObjectByHandle(Handle, SYNCHRONIZE, *PsThreadType, KernelMode, &Threads[Count],
                                  NULL);
        ZwClose(Handle);
    }
    while (Count-- > 0) {
        KeWaitForSingleObject(Threads[Count], Executive, KernelMode, FALSE, NULL);
        ObDereferenceObject(Threads[Count]);
    }
    return Test->Happened();
}

static NTSTATUS
LitmusComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS
LitmusOpenClose(PDEVICE_OBJECT Device, PIRP Irp)
{
    return LitmusComplete(Irp, STATUS_SUCCESS, 0);
}

static NTSTATUS
LitmusControl(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    PVOID Buffer = Irp->AssociatedIrp.SystemBuffer;
    const LITMUS *Test = &Litmus[*(PULONG)Buffer];

    if (Test >= Litmus + ARRAYSIZE(Litmus)) {
        return LitmusComplete(Irp, STATUS_NO_MORE_ENTRIES, 0);
    }
    if (Stack->Parameters.DeviceIoControl.IoControlCode == LITMUS_RUN) {
        *(PULONG)Buffer = LitmusRun(Test);
        return LitmusComplete(Irp, STATUS_SUCCESS, sizeof(ULONG));
    }
    RtlZeroMemory(Buffer, sizeof(LITMUS_ABOUT));
    RtlStringCbCopyA(((LITMUS_ABOUT *)Buffer)->Name, LITMUS_NAME_SIZE, Test->Name);
    ((LITMUS_ABOUT *)Buffer)->Allowed = (UCHAR)Test->Allowed;
    return LitmusComplete(Irp, STATUS_SUCCESS, sizeof(LITMUS_ABOUT));
}

static VOID
LitmusUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Litmus");
    PDEVICE_OBJECT Device;

    DriverObject->DriverUnload = LitmusUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = LitmusOpenClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = LitmusOpenClose;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = LitmusControl;
    KeInitializeSpinLock(&Locks[0]);
    KeInitializeSpinLock(&Locks[1]);
    return IoCreateDevice(DriverObject, 0, &DeviceName, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);
}
