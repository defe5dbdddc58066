/*
 * init/syscall.c - from user mode into the kernel and back
 *
 * A test calls NtClose. What it is linked to is a stub (src/gate/stubs.S), which leaves the
 * arguments in a frame on the caller's stack and comes here.
 *
 *      user stack:    body -> NtClose -> KiSystemService
 *                                            |  KeCallOnStack           ^ user APCs, IRQL check
 *      kernel stack:  what started the thread | KiRunService -> gate -> NtClose
 *
 * The thread's start left frames at the top of its kernel stack: they stay, S1. A thread that is in
 * the kernel already (a driver calls NtClose) just makes the call, with its previous mode as it is.
 *
 * Invariants:
 *   S1. The top KI_START_BYTES of a kernel stack belong to the code that started the thread.
 *   S2. InUserMode is TRUE exactly while the thread runs on a user stack outside of a system call.
 *   S3. PreviousMode is UserMode only within a system call that came from user mode.
 *
 * Preemption: the gate that is called is the preemption point. User APCs run on the way out, on the
 * user stack, and may make system calls of their own.
 *
 * Differs from Windows: a test body may also call kernel routines directly; it does so on its user
 * stack, and its previous mode is then KernelMode.
 */
#include "init.h"

#include "look.h"
#include "useraccess.h"

enum { KI_START_BYTES = 2048 };

typedef NTSTATUS KI_SERVICE(ULONG64, ULONG64, ULONG64, ULONG64, ULONG64, ULONG64, ULONG64, ULONG64,
                            ULONG64, ULONG64, ULONG64, ULONG64, ULONG64, ULONG64, ULONG64, ULONG64);

typedef struct _KI_SERVICE_CALL {
    PKI_SYSTEM_FRAME Frame;
    NTSTATUS Status;
} KI_SERVICE_CALL;

/* Passes as many arguments as there can be: those beyond the last are whatever lies there. */
__attribute__((no_sanitize("address"))) static NTSTATUS
KiCallService(const KI_SYSTEM_FRAME *Frame)
{
    KI_SERVICE *Service = (KI_SERVICE *)Frame->Function;
    const ULONG64 *R = Frame->Registers, *S = Frame->Stack;

    return Service(R[0], R[1], R[2], R[3], R[4], R[5], S[0], S[1], S[2], S[3], S[4], S[5], S[6],
                   S[7], S[8], S[9]);
}

static VOID
KiRunService(PVOID Context)
{
    KI_SERVICE_CALL *Call = Context;

    Call->Status = KiCallService(Call->Frame);
}

/* The routine that made the call is to blame for what it leaves behind. */
static VOID
KiCheckServiceExit(PKTHREAD Thread, const KI_SYSTEM_FRAME *Frame, ULONG DisabledBefore)
{
    ULONG Disabled =
        (ULONG)(USHORT)Thread->SpecialApcDisable << 16 | (USHORT)Thread->KernelApcDisable;

    if (HalGetIrql() != PASSIVE_LEVEL) {
        KeBugCheckEx(IRQL_GT_ZERO_AT_SYSTEM_SERVICE, Frame->Function, HalGetIrql(), 0, 0);
    }
    if (Disabled != DisabledBefore) {
        KeBugCheckEx(APC_INDEX_MISMATCH, Frame->Function, Thread->ApcStateIndex, Disabled, 0);
    }
}

static NTSTATUS
KiServiceFromUserMode(PKTHREAD Thread, PKI_SYSTEM_FRAME Frame)
{
    ULONG Disabled =
        (ULONG)(USHORT)Thread->SpecialApcDisable << 16 | (USHORT)Thread->KernelApcDisable;
    KI_SERVICE_CALL Call = {.Frame = Frame};

    MmForgetProbes();
    Thread->InUserMode = FALSE;
    Thread->PreviousMode = UserMode;
    KeCallOnStack(Thread->StackBase, HalStackSize() - KI_START_BYTES, KiRunService, &Call);
    KiCheckServiceExit(Thread, Frame, Disabled);
    if (Thread->ApcState.UserApcPending) {
        KeDeliverApcs(UserMode);
    }
    Thread->PreviousMode = KernelMode;
    Thread->InUserMode = TRUE;
    return Call.Status;
}

NTSTATUS
KiSystemService(PKI_SYSTEM_FRAME Frame)
{
    PKTHREAD Thread = KeCurrentThread();

    if (!Thread->InUserMode) {
        return KiCallService(Frame);
    }
    return KiServiceFromUserMode(Thread, Frame);
}

NTSTATUS
InipCallKernel(NTSTATUS (*Function)(PVOID), PVOID Argument)
{
    KI_SYSTEM_FRAME Frame = {.Function = (ULONG64)(ULONG_PTR)Function,
                             .Registers = {(ULONG64)(ULONG_PTR)Argument}};
    NTSTATUS Status;

    if (InipHasCrashed()) {
        InipFailSaying(NULL, 0, "the machine has crashed: it can do nothing more for this test");
    }
    HalLook();
    HalPreemptionPoint();
    Status = KiSystemService(&Frame);
    HalPreemptionPoint();
    return Status;
}
