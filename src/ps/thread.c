/*
 * ps/thread.c - thread objects
 *
 *      PspCreateThread --> created --PspStartThread--> running --PspExitThread--> ended --reaper-->
 *      gone; or created --PspAbandonThread--> gone
 *
 * Invariants:
 *   T1. A thread holds a reference to its process; the kernel holds one to a thread until the
 *       reaper has seen that it left its processor for good (exit.c).
 *   T2. ActiveThreads of a process counts those between creation and the start of their exit.
 *   T3. A thread's stacks are freed when nothing runs on them: by the reaper, or unused.
 */
#include "psi.h"

OBJECT_TYPE PspThreadType SIM_STATE;
POBJECT_TYPE *PsThreadType SIM_STATE;

static struct {
    POBJECT_TYPE Type;
} PspThreads SIM_STATE;

PEPROCESS
PspProcessOf(PETHREAD Thread)
{
    return CONTAINING_RECORD(Thread->Tcb.Process, EPROCESS, Pcb);
}

static VOID
PspDeleteThread(PVOID Object)
{
    PETHREAD Thread = Object;
    PEPROCESS Process;

    PspDeleteThreadToken(Thread);
    if (Thread->Tcb.Process == NULL) {
        return; /* it did not come far */
    }
    Process = PspProcessOf(Thread);
    SIM_ASSERT(Thread->Tcb.StackBase == NULL);
    RemoveEntryList(&Thread->ThreadListEntry);
    ObfDereferenceObject(Process);
}

VOID
PspInitThreads(VOID)
{
    PspThreadType = (OBJECT_TYPE){
        .Name = L"Thread",
        .GenericMapping = {STANDARD_RIGHTS_READ | THREAD_GET_CONTEXT | THREAD_QUERY_INFORMATION,
                           STANDARD_RIGHTS_WRITE | THREAD_TERMINATE | THREAD_SUSPEND_RESUME |
                               THREAD_ALERT | THREAD_SET_INFORMATION | THREAD_SET_CONTEXT,
                           STANDARD_RIGHTS_EXECUTE | SYNCHRONIZE, THREAD_ALL_ACCESS},
        .ValidAccess = THREAD_ALL_ACCESS,
        .DispatcherOffset = FIELD_OFFSET(ETHREAD, Tcb.Header),
        .Secured = TRUE,
        .Callbacks = TRUE,
        .Methods = {.Delete = PspDeleteThread},
    };
    ObCreateObjectType(&PspThreadType);
    PspThreads.Type = &PspThreadType;
    PsThreadType = &PspThreads.Type;
}

NTSTATUS
PspCreateThread(PEPROCESS Process, VOID (*Entry)(PVOID), VOID (*Start)(PVOID), PVOID Context,
                PETHREAD *Thread)
{
    PETHREAD New;
    NTSTATUS Status;

    if (Process->Exiting) {
        return STATUS_PROCESS_IS_TERMINATING;
    }
    Status = ObCreateObjectOfType(&PspThreadType, sizeof(ETHREAD), (PVOID *)&New);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = PspSecureNew(New, Process);
    if (!NT_SUCCESS(Status)) {
        ObfDereferenceObject(New);
        return Status;
    }
    New->Cid = (CLIENT_ID){Process->UniqueProcessId, PspNewId()};
    Status = KeInitializeThread(&New->Tcb, &Process->Pcb, HandleToULong(New->Cid.UniqueThread),
                                Entry, New);
    if (!NT_SUCCESS(Status)) {
        ObfDereferenceObject(New);
        return Status;
    }
    InitializeListHead(&New->IrpList);
    InsertTailList(&Process->ThreadListHead, &New->ThreadListEntry);
    ObfReferenceObject(Process);
    Process->ActiveThreads++;
    Process->Threads++;
    New->StartRoutine = Start;
    New->StartContext = Context;
    New->Win32StartAddress = (PVOID)Start;
    New->ExitStatus = STATUS_PENDING;
    ObfReferenceObject(New);
    *Thread = New;
    return STATUS_SUCCESS;
}

VOID
PspStartThread(PETHREAD Thread)
{
    KeQuerySystemTime(&Thread->CreateTime);
    PspNotifyThread(Thread, TRUE);
    Thread->Announced = TRUE;
    KeStartThread(&Thread->Tcb);
}

VOID
PspAbandonThread(PETHREAD Thread)
{
    PspProcessOf(Thread)->ActiveThreads--;
    PspProcessOf(Thread)->Threads--;
    RemoveEntryList(&Thread->Tcb.ThreadListEntry);
    KeReleaseThreadStack(&Thread->Tcb);
    ObfDereferenceObject(Thread);
    ObfDereferenceObject(Thread);
}
