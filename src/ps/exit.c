/*
 * ps/exit.c - threads and processes end
 *
 *      a thread returns, or PsTerminate...Thread --> PspExitThread: notify routines, IRPs
 *      --last thread: PspExitProcess--> KeTerminateThread
 *      --reaper, a worker--> stacks and the kernel's reference go
 *
 * A user thread is ended from outside by a user APC: the wait in user mode that it is in, or its
 * next way back to user mode, leads to PsTerminateCurrentThread. Waits in kernel mode are not
 * broken off.
 *
 * Invariants:
 *   X1. PspExitThread runs on the kernel stack: the user stack is memory that the process may lose.
 *   X2. The process's last thread closes its handles; they are valid in all exit routines before.
 *   X3. The user memory of a process goes when the reaper has seen its last thread.
 *
 * Preemption: in notify routines, io's exit routine, the closing of handles.
 *
 * Differs from Windows: a system thread cannot be ended from outside at all.
 */
#include "psi.h"

enum {
    PSP_START_BYTES = 2048
}; /* at the top of a kernel stack: what the start of the thread left there */

static struct {
    VOID (*ThreadExit)(PETHREAD Thread);
    LIST_ENTRY Ended; /* wait for the reaper */
    WORK_QUEUE_ITEM Reaper;
    BOOLEAN ReaperQueued;
} PspExits SIM_STATE;

VOID
PspInitExit(VOID)
{
    InitializeListHead(&PspExits.Ended);
}

VOID
PsSetThreadExitRoutine(VOID (*Routine)(PETHREAD Thread))
{
    PspExits.ThreadExit = Routine;
}

/* --- the reaper ------------------------------------------------------------------------------- */

static VOID
PspReapThread(PETHREAD Thread)
{
    PEPROCESS Process = PspProcessOf(Thread);

    KeWaitForSingleObject(&Thread->Tcb, Executive, KernelMode, FALSE,
                          NULL); /* an exit routine may still run */
    SIM_ASSERT(Thread->Tcb.State == KtTerminated);
    KeReleaseThreadStack(&Thread->Tcb);
    if (Thread->Tcb.UserStackBase != NULL && Process->ObjectTable != NULL) {
        PspMemory()->FreeStack(Process, Thread->Tcb.UserStackBase);
    }
    if (--Process->Threads == 0 && Process->ObjectTable == NULL) {
        PspMemory()->DeleteSpace(Process);
    }
    ObfDereferenceObject(Thread);
}

static VOID
PspReap(PVOID Context)
{
    PspExits.ReaperQueued = FALSE;
    while (!IsListEmpty(&PspExits.Ended)) {
        PspReapThread(CONTAINING_RECORD(RemoveHeadList(&PspExits.Ended), ETHREAD, ReaperEntry));
    }
}

static VOID
PspQueueToReaper(PETHREAD Thread)
{
    InsertTailList(&PspExits.Ended, &Thread->ReaperEntry);
    if (!PspExits.ReaperQueued) {
        PspExits.ReaperQueued = TRUE;
        ExInitializeWorkItem(&PspExits.Reaper, PspReap, NULL);
        ExQueueWorkItem(&PspExits.Reaper, CriticalWorkQueue);
    }
}

/* --- the current thread ----------------------------------------------------------------------- */

static VOID
PspExitProcess(PEPROCESS Process, NTSTATUS Status)
{
    POB_HANDLE_TABLE Table = Process->ObjectTable;

    Process->Exiting = TRUE;
    Process->ExitStatus = Status;
    if (Process->Announced) {
        PspNotifyProcessExit(Process);
    }
    ObCloseAllHandles(Table);
    Process->ObjectTable = NULL;
    ObDeleteHandleTable(Table);
    KeQuerySystemTime(&Process->ExitTime);
    KeSignalObject(&Process->Pcb.Header, 1, 0);
}

/* A driver's mutex disables APCs, a mutant of user mode does not: that one is abandoned. */
static VOID
PspCheckMutexes(PKTHREAD Thread)
{
    PLIST_ENTRY Entry;

    for (Entry = Thread->MutantListHead.Flink; Entry != &Thread->MutantListHead;
         Entry = Entry->Flink) {
        PKMUTANT Mutex = CONTAINING_RECORD(Entry, KMUTANT, MutantListEntry);

        if (Mutex->ApcDisable != 0) {
            KeBugCheckEx(THREAD_TERMINATE_HELD_MUTEX, (ULONG_PTR)Thread, (ULONG_PTR)Mutex, 0, 0);
        }
    }
}

/* What a driver left behind in the thread. */
static VOID
PspCheckExit(PKTHREAD Thread)
{
    ULONG Disabled =
        (ULONG)(USHORT)Thread->SpecialApcDisable << 16 | (USHORT)Thread->KernelApcDisable;

    PspCheckMutexes(Thread);
    if (Thread->ApcStateIndex != 0) {
        KeBugCheckEx(INVALID_PROCESS_ATTACH_ATTEMPT, (ULONG_PTR)Thread->Process,
                     (ULONG_PTR)Thread->ApcState.Process, Thread->ApcStateIndex,
                     KeIsExecutingDpc());
    }
    if (Disabled != 0 || HalGetIrql() != PASSIVE_LEVEL) {
        KeBugCheckEx(KERNEL_APC_PENDING_DURING_EXIT, 0, Disabled, HalGetIrql(), 0);
    }
}

VOID
PspExitThread(NTSTATUS Status)
{
    PETHREAD Thread = PsCurrentThread();
    PEPROCESS Process = PspProcessOf(Thread);
    ULONG64 Now;

    PspCheckExit(&Thread->Tcb);
    HalTouch(&Thread->ExitStatus, TRUE);
    Thread->ExitStatus = Status;
    Thread->Terminated = TRUE;
    if (Thread->Announced) {
        PspNotifyThread(Thread, FALSE);
    }
    if (!Thread->SystemThread) {
        PspNotifyInThread(FALSE);
    }
    if (PspExits.ThreadExit != NULL) {
        PspExits.ThreadExit(Thread);
    }
    if (--Process->ActiveThreads == 0) {
        PspExitProcess(Process, Status);
    }
    PspCheckExit(&Thread->Tcb);
    Process->EndedCycles += KeQueryTotalCycleTimeThread(&Thread->Tcb, &Now);
    KeQuerySystemTime(&Thread->ExitTime);
    PspQueueToReaper(Thread);
    KeTerminateThread(Status);
}

static VOID
PspExitOnKernelStack(PVOID Context)
{
    PspExitThread(*(NTSTATUS *)Context);
}

VOID
PsTerminateCurrentThread(NTSTATUS Status)
{
    PETHREAD Thread = PsCurrentThread();

    if (Thread->SystemThread) {
        PsTerminateSystemThread(Status);
    }
    if (Thread->Tcb.InUserMode) {
        Thread->Tcb.InUserMode = FALSE;
        KeCallOnStack(Thread->Tcb.StackBase, HalStackSize() - PSP_START_BYTES,
                      PspExitOnKernelStack, &Status);
    }
    PspExitThread(Status);
}

/* --- another thread --------------------------------------------------------------------------- */

static VOID
PspExitApcKernel(PKAPC Apc, PKNORMAL_ROUTINE *NormalRoutine, PVOID *NormalContext,
                 PVOID *SystemArgument1, PVOID *SystemArgument2)
{
}

/* In user mode, as each normal routine of a user APC. */
static VOID
PspExitApcNormal(PVOID Context, PVOID SystemArgument1, PVOID SystemArgument2)
{
    PsTerminateCurrentThread((NTSTATUS)(LONG_PTR)Context);
}

NTSTATUS
PsTerminateThread(PETHREAD Thread, NTSTATUS Status)
{
    if (Thread->SystemThread) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Thread == PsCurrentThread()) {
        PsTerminateCurrentThread(Status);
    }
    if (Thread->Terminated || Thread->ExitApc.Inserted) {
        return STATUS_SUCCESS;
    }
    KeInitializeApc(&Thread->ExitApc, &Thread->Tcb, OriginalApcEnvironment, PspExitApcKernel, NULL,
                    PspExitApcNormal, UserMode, (PVOID)(LONG_PTR)Status);
    KeInsertQueueApc(&Thread->ExitApc, NULL, NULL, 0);
    KeForceUserApc(&Thread->Tcb);
    return STATUS_SUCCESS;
}

static VOID
PspTerminateOthers(PEPROCESS Process, NTSTATUS Status)
{
    PLIST_ENTRY Entry;

    for (Entry = Process->ThreadListHead.Flink; Entry != &Process->ThreadListHead;
         Entry = Entry->Flink) {
        PETHREAD Thread = CONTAINING_RECORD(Entry, ETHREAD, ThreadListEntry);

        if (Thread != PsCurrentThread()) {
            PsTerminateThread(Thread, Status);
        }
    }
}

VOID
PsTerminateProcess(PEPROCESS Process, NTSTATUS Status)
{
    Process->Exiting = TRUE;
    PspTerminateOthers(Process, Status);
    if (PspProcessOf(PsCurrentThread()) == Process && !PsCurrentThread()->SystemThread) {
        PsTerminateCurrentThread(Status);
    }
    if (Process->ActiveThreads == 0 && Process->ObjectTable != NULL) {
        PspExitProcess(Process, Status); /* it had no thread that could */
        if (Process->Threads == 0) {
            PspMemory()->DeleteSpace(Process);
        }
    }
}

/* --- system calls ----------------------------------------------------------------------------- */

NTSTATUS
NtTerminateThread(HANDLE ThreadHandle, NTSTATUS ExitStatus)
{
    PETHREAD Thread;
    NTSTATUS Status;

    if (ThreadHandle == NULL) {
        ThreadHandle = NtCurrentThread();
    }
    Status = ObReferenceObjectByHandle(ThreadHandle, THREAD_TERMINATE, &PspThreadType,
                                       ExGetPreviousMode(), (PVOID *)&Thread, NULL);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    ObfDereferenceObject(
        Thread); /* the current one's last reference is not this; and does not come back */
    return PsTerminateThread(Thread, ExitStatus);
}

NTSTATUS
NtTerminateProcess(HANDLE ProcessHandle, NTSTATUS ExitStatus)
{
    PEPROCESS Process;
    NTSTATUS Status;

    if (ProcessHandle == NULL) { /* before it ends itself: all threads but this one */
        PspTerminateOthers(PspProcessOf(PsCurrentThread()), ExitStatus);
        return STATUS_SUCCESS;
    }
    Status = ObReferenceObjectByHandle(ProcessHandle, PROCESS_TERMINATE, &PspProcessType,
                                       ExGetPreviousMode(), (PVOID *)&Process, NULL);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (Process == PspSystemProcess()) {
        Status = STATUS_ACCESS_DENIED;
    } else if (Process->Exiting && Process != PspProcessOf(PsCurrentThread())) {
        Status = STATUS_PROCESS_IS_TERMINATING;
    }
    ObfDereferenceObject(Process);
    if (NT_SUCCESS(Status)) {
        PsTerminateProcess(Process, ExitStatus);
    }
    return Status;
}
