/*
 * ps/user.c - user processes, and threads that run on a user stack
 *
 *      kernel stack:  PspUserThreadStart -- HalCallOnStack --> user stack:  PspUserMode -> Start
 *
 * What a system call needs of the kernel stack lies below what PspUserThreadStart left at its top.
 *
 * Differs from Windows: user code runs at the processor's one privilege; no PEB, no TEB.
 */
#include "psi.h"

static struct {
    PS_MEMORY_ROUTINES Memory;
} PspUsers SIM_STATE;

VOID
PsSetMemoryRoutines(const PS_MEMORY_ROUTINES *Routines)
{
    PspUsers.Memory = *Routines;
}

const PS_MEMORY_ROUTINES *
PspMemory(VOID)
{
    return &PspUsers.Memory;
}

NTSTATUS
PsCreateUserProcess(PCSTR ImageName, PACCESS_TOKEN Token, PEPROCESS *Process)
{
    POB_HANDLE_TABLE Table = ObCreateHandleTable();
    PEPROCESS New;
    NTSTATUS Status;

    if (Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = PspCreateProcess(ImageName, Table, Token, &New);
    if (!NT_SUCCESS(Status)) {
        ObDeleteHandleTable(Table);
        return Status;
    }
    ObSetTableProcess(Table, New);
    New->InheritedFrom = PsGetCurrentProcessId();
    KeQuerySystemTime(&New->CreateTime);
    Status = PspUsers.Memory.CreateSpace(New);
    if (!NT_SUCCESS(Status)) {
        ObfDereferenceObject(New);
        return Status;
    }
    *Process = New;
    return STATUS_SUCCESS;
}

/* --- threads ---------------------------------------------------------------------------------- */

static VOID
PspUserMode(PVOID Context)
{
    PETHREAD Thread = Context;

    if (Thread->Tcb.ApcState.UserApcPending) { /* ended before it began */
        KeDeliverApcs(UserMode);
    }
    Thread->Tcb.InUserMode = TRUE;
    Thread->StartRoutine(Thread->StartContext);
    Thread->Tcb.InUserMode = FALSE;
}

static VOID
PspUserThreadStart(PVOID Context)
{
    PETHREAD Thread = Context;

    PspNotifyInThread(TRUE);
    HalCallOnStack(Thread->Tcb.UserStackBase, Thread->Tcb.UserStackSize, PspUserMode, Thread);
    PspExitThread(STATUS_SUCCESS);
}

/* The first thread makes the process known to drivers, and one of them may refuse it. */
static NTSTATUS
PspAnnounceProcess(PEPROCESS Process)
{
    NTSTATUS Status;

    if (Process->Announced) {
        return STATUS_SUCCESS;
    }
    Status = PspNotifyProcessCreated(Process);
    Process->Announced = NT_SUCCESS(Status);
    return Status;
}

NTSTATUS
PsCreateUserThread(PEPROCESS Process, VOID (*Start)(PVOID), PVOID Context, SIZE_T StackSize,
                   PETHREAD *Thread)
{
    PETHREAD New;
    PVOID Stack;
    NTSTATUS Status = PspUsers.Memory.AllocateStack(Process, StackSize, &Stack);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = PspCreateThread(Process, PspUserThreadStart, Start, Context, &New);
    if (!NT_SUCCESS(Status)) {
        PspUsers.Memory.FreeStack(Process, Stack);
        return Status;
    }
    New->Tcb.UserStackBase = Stack;
    New->Tcb.UserStackSize = ROUND_TO_PAGES(StackSize);
    Status = PspAnnounceProcess(Process);
    if (!NT_SUCCESS(Status)) {
        PspUsers.Memory.FreeStack(Process, Stack);
        PspAbandonThread(New);
        return Status;
    }
    PspStartThread(New);
    *Thread = New;
    return STATUS_SUCCESS;
}
