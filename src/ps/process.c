/*
 * ps/process.c - process objects
 *
 *      PspCreateProcess --> no thread yet --first thread--> active --last thread ends-->
 *      ended: signalled, without handles and memory --last reference--> gone
 *
 * Invariants:
 *   R1. A process is in the list of processes from creation until its object is deleted.
 *   R2. ObjectTable is NULL exactly when the process has ended.
 *   R3. Ids of processes and threads are multiples of 4, given in the order of creation, never
 *       again.
 */
#include "psi.h"

enum { PSP_ID_STEP = 4 };

OBJECT_TYPE PspProcessType SIM_STATE;
POBJECT_TYPE *PsProcessType SIM_STATE;
PEPROCESS PsInitialSystemProcess SIM_STATE;

static struct {
    LIST_ENTRY Processes;
    ULONG_PTR LastId;
    POBJECT_TYPE Type;
} PspProcesses SIM_STATE;

HANDLE
PspNewId(VOID)
{
    PspProcesses.LastId += PSP_ID_STEP;
    return (HANDLE)PspProcesses.LastId;
}

PEPROCESS
PspSystemProcess(VOID)
{
    return PsInitialSystemProcess;
}

PEPROCESS
PsNextProcess(PEPROCESS After)
{
    PLIST_ENTRY Next =
        After == NULL ? PspProcesses.Processes.Flink : After->ActiveProcessLinks.Flink;

    return Next == &PspProcesses.Processes ? NULL
                                           : CONTAINING_RECORD(Next, EPROCESS, ActiveProcessLinks);
}

static VOID
PspDeleteProcess(PVOID Object)
{
    PEPROCESS Process = Object;

    SIM_ASSERT(IsListEmpty(&Process->ThreadListHead)); /* each holds a reference */
    if (Process->ObjectTable != NULL) {                /* it never had a thread */
        ObCloseAllHandles(Process->ObjectTable);
        ObDeleteHandleTable(Process->ObjectTable);
        PspMemory()->DeleteSpace(Process);
    }
    PspDeleteProcessToken(Process);
    RemoveEntryList(&Process->ActiveProcessLinks);
}

VOID
PspInitProcesses(VOID)
{
    InitializeListHead(&PspProcesses.Processes);
    PspProcessType = (OBJECT_TYPE){
        .Name = L"Process",
        .GenericMapping = {STANDARD_RIGHTS_READ | PROCESS_VM_READ | PROCESS_QUERY_INFORMATION,
                           STANDARD_RIGHTS_WRITE | PROCESS_CREATE_PROCESS | PROCESS_CREATE_THREAD |
                               PROCESS_VM_OPERATION | PROCESS_VM_WRITE | PROCESS_DUP_HANDLE |
                               PROCESS_TERMINATE | PROCESS_SET_QUOTA | PROCESS_SET_INFORMATION |
                               PROCESS_SUSPEND_RESUME,
                           STANDARD_RIGHTS_EXECUTE | SYNCHRONIZE, PROCESS_ALL_ACCESS},
        .ValidAccess = PROCESS_ALL_ACCESS,
        .DispatcherOffset = FIELD_OFFSET(EPROCESS, Pcb.Header),
        .Secured = TRUE,
        .Callbacks = TRUE,
        .Methods = {.Delete = PspDeleteProcess},
    };
    ObCreateObjectType(&PspProcessType);
    PspProcesses.Type = &PspProcessType;
    PsProcessType = &PspProcesses.Type;
}

NTSTATUS
PspCreateProcess(PCSTR ImageName, POB_HANDLE_TABLE Table, PACCESS_TOKEN Token, PEPROCESS *Process)
{
    PEPROCESS New;
    ULONG i;
    NTSTATUS Status = ObCreateObjectOfType(&PspProcessType, sizeof(EPROCESS), (PVOID *)&New);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    KeInitializeProcess(&New->Pcb, NULL, 0);
    InitializeListHead(&New->ThreadListHead);
    InsertTailList(&PspProcesses.Processes, &New->ActiveProcessLinks);
    New->UniqueProcessId = PspNewId();
    New->ObjectTable = Table;
    New->ExitStatus = STATUS_PENDING;
    for (i = 0; i + 1 < sizeof New->ImageFileName && ImageName[i] != 0; i++) {
        New->ImageFileName[i] = ImageName[i];
    }
    Status = PspAssignToken(New, Token);
    Status = NT_SUCCESS(Status) ? PspSecureNew(New, New) : Status;
    if (!NT_SUCCESS(Status)) {
        New->ObjectTable = NULL; /* stays the caller's */
        ObfDereferenceObject(New);
        return Status;
    }
    *Process = New;
    return STATUS_SUCCESS;
}

/* --- by id ------------------------------------------------------------------------------------ */

NTSTATUS
PsLookupProcessByProcessId(HANDLE ProcessId, PEPROCESS *Process)
{
    PEPROCESS Next;

    for (Next = PsNextProcess(NULL); Next != NULL; Next = PsNextProcess(Next)) {
        if (Next->UniqueProcessId == ProcessId && ObReferenceObjectSafe(Next)) {
            *Process = Next;
            return STATUS_SUCCESS;
        }
    }
    return STATUS_INVALID_CID;
}

NTSTATUS
PsLookupThreadByThreadId(HANDLE ThreadId, PETHREAD *Thread)
{
    PEPROCESS Process;
    PLIST_ENTRY Entry;

    for (Process = PsNextProcess(NULL); Process != NULL; Process = PsNextProcess(Process)) {
        for (Entry = Process->ThreadListHead.Flink; Entry != &Process->ThreadListHead;
             Entry = Entry->Flink) {
            PETHREAD Next = CONTAINING_RECORD(Entry, ETHREAD, ThreadListEntry);

            if (Next->Cid.UniqueThread == ThreadId && ObReferenceObjectSafe(Next)) {
                *Thread = Next;
                return STATUS_SUCCESS;
            }
        }
    }
    return STATUS_INVALID_CID;
}
