/*
 * ps/attach.c - a thread in another process's address space
 *
 * APCs are queued to a thread for the process it belongs to or for the one it is attached to.
 * Attaching puts the lists of the process that was current aside, and detaching takes them back.
 *
 *      ApcStateIndex 0, ApcState: own   --attach-->   1, ApcState: the other, SavedApcState: own
 *      1, ApcState: some process        --attach-->   1, ApcState: the other, caller's: some
 *
 * Invariants:
 *   A1. ApcStateIndex is 0 exactly while ApcState belongs to the thread's own process.
 *   A2. KAPC_STATE.Process says what to undo: PSP_NOTHING, NULL (SavedApcState has it), or the
 *       process.
 */
#include "psi.h"

#define PSP_NOTHING ((PKPROCESS)1)

static VOID
PspMoveList(PLIST_ENTRY From, PLIST_ENTRY To)
{
    InitializeListHead(To);
    if (!IsListEmpty(From)) {
        *To = *From;
        To->Flink->Blink = To;
        To->Blink->Flink = To;
        InitializeListHead(From);
    }
}

static VOID
PspMoveState(KAPC_STATE *From, KAPC_STATE *To)
{
    *To = (KAPC_STATE){.Process = From->Process,
                         .KernelApcInProgress = From->KernelApcInProgress,
                         .KernelApcPending = From->KernelApcPending,
                         .UserApcPending = From->UserApcPending};
    PspMoveList(&From->ApcListHead[KernelMode], &To->ApcListHead[KernelMode]);
    PspMoveList(&From->ApcListHead[UserMode], &To->ApcListHead[UserMode]);
}

static VOID
PspAttach(PKTHREAD Thread, PKPROCESS Process, KAPC_STATE *Saved)
{
    PspMoveState(&Thread->ApcState, Saved);
    Thread->ApcState.Process = Process;
    Thread->ApcState.KernelApcInProgress = Thread->ApcState.KernelApcPending = FALSE;
    Thread->ApcState.UserApcPending = FALSE;
    Thread->ApcStateIndex = 1;
    KeSwitchProcess(Process);
}

static VOID
PspCheckDetach(PKTHREAD Thread)
{
    KAPC_STATE *State = &Thread->ApcState;

    if (Thread->ApcStateIndex == 0 || State->KernelApcInProgress ||
        !IsListEmpty(&State->ApcListHead[KernelMode]) ||
        !IsListEmpty(&State->ApcListHead[UserMode])) {
        KeBugCheckEx(INVALID_PROCESS_DETACH_ATTEMPT, (ULONG_PTR)Thread, Thread->ApcStateIndex, 0,
                     0);
    }
}

static VOID
PspDetach(PKTHREAD Thread, KAPC_STATE *Saved, UCHAR Index)
{
    PspCheckDetach(Thread);
    PspMoveState(Saved, &Thread->ApcState);
    Thread->ApcStateIndex = Index;
    KeSwitchProcess(Thread->ApcState.Process);
    if (!IsListEmpty(&Thread->ApcState.ApcListHead[KernelMode])) {
        Thread->ApcState.KernelApcPending = TRUE;
        HalRequestSoftwareInterrupt(HalCurrentProcessor(), APC_LEVEL);
    }
}

static DECLSPEC_NORETURN VOID
PspRefuseAttach(PKTHREAD Thread, PRKPROCESS Process)
{
    PKPROCESS First = Thread->ApcStateIndex != 0 ? Thread->Process : Process;

    KeBugCheckEx(INVALID_PROCESS_ATTACH_ATTEMPT, (ULONG_PTR)First,
                 (ULONG_PTR)Thread->ApcState.Process, Thread->ApcStateIndex, KeIsExecutingDpc());
}

VOID
KeStackAttachProcess(PRKPROCESS Process, PRKAPC_STATE ApcState)
{
    PKTHREAD Thread = KeCurrentThread();

    if (KeIsExecutingDpc()) {
        PspRefuseAttach(Thread, Process);
    }
    if (Thread->ApcState.Process == Process) {
        ApcState->Process = PSP_NOTHING;
    } else if (Thread->ApcStateIndex != 0) {
        PspAttach(Thread, Process, ApcState);
    } else {
        PspAttach(Thread, Process, &Thread->SavedApcState);
        ApcState->Process = NULL;
    }
}

VOID
KeUnstackDetachProcess(PRKAPC_STATE ApcState)
{
    PKTHREAD Thread = KeCurrentThread();

    if (ApcState->Process == PSP_NOTHING) {
        return;
    }
    if (ApcState->Process != NULL) {
        PspDetach(Thread, ApcState, 1);
    } else {
        PspDetach(Thread, &Thread->SavedApcState, 0);
    }
}

VOID
KeAttachProcess(PRKPROCESS Process)
{
    PKTHREAD Thread = KeCurrentThread();

    if (Thread->ApcState.Process == Process) {
        return;
    }
    if (Thread->ApcStateIndex != 0 || KeIsExecutingDpc()) {
        PspRefuseAttach(Thread, Process);
    }
    PspAttach(Thread, Process, &Thread->SavedApcState);
}

VOID
KeDetachProcess(VOID)
{
    PKTHREAD Thread = KeCurrentThread();

    if (Thread->ApcStateIndex != 0) {
        PspDetach(Thread, &Thread->SavedApcState, 0);
    }
}
