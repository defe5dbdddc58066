/*
 * se/logon.c - logon sessions: when the last token of one goes
 *
 * A session is known while a token of it exists. Who registered a routine and marked the session is
 * told its id after that, at PASSIVE_LEVEL in a system worker thread.
 *
 * Differs from Windows: a session that nobody marked leaves no trace.
 */
#include "sep.h"

typedef struct _SEP_LOGON {
    LIST_ENTRY Links;
    LUID Id;
    ULONG Tokens;
    BOOLEAN Marked;
    WORK_QUEUE_ITEM Item; /* tells that it has ended */
} SEP_LOGON, *PSEP_LOGON;

typedef struct _SEP_LOGON_ROUTINE {
    LIST_ENTRY Links;
    PSE_LOGON_SESSION_TERMINATED_ROUTINE Routine;
} SEP_LOGON_ROUTINE, *PSEP_LOGON_ROUTINE;

static struct {
    LIST_ENTRY Sessions, Routines;
} SepLogon SIM_STATE;

static PLIST_ENTRY
SepListOf(PLIST_ENTRY Head)
{
    if (Head->Flink == NULL) {
        InitializeListHead(Head);
    }
    return Head;
}

static PSEP_LOGON
SepFindSession(const LUID *Id)
{
    PLIST_ENTRY Head = SepListOf(&SepLogon.Sessions), Entry;

    for (Entry = Head->Flink; Entry != Head; Entry = Entry->Flink) {
        PSEP_LOGON Session = CONTAINING_RECORD(Entry, SEP_LOGON, Links);

        if (Session->Id.LowPart == Id->LowPart && Session->Id.HighPart == Id->HighPart) {
            return Session;
        }
    }
    return NULL;
}

VOID
SepTokenJoins(const LUID *Id)
{
    PSEP_LOGON Session = SepFindSession(Id);

    if (Session == NULL) {
        Session = ExAllocateOwn(sizeof *Session, SEP_TAG);
        SIM_ASSERT(Session != NULL);
        Session->Id = *Id;
        InsertTailList(&SepLogon.Sessions, &Session->Links);
    }
    Session->Tokens++;
}

/* --- the end ---------------------------------------------------------------------------------- */

/* A routine may take itself off the list. */
static VOID
SepTellRoutines(PVOID Context)
{
    PSEP_LOGON Session = Context;
    PLIST_ENTRY Head = SepListOf(&SepLogon.Routines), Entry, Next;

    for (Entry = Head->Flink; Entry != Head; Entry = Next) {
        Next = Entry->Flink;
        CALL_DRIVER(CONTAINING_RECORD(Entry, SEP_LOGON_ROUTINE, Links)->Routine, &Session->Id);
    }
    ExFreeOwn(Session);
}

VOID
SepTokenLeaves(const LUID *Id)
{
    PSEP_LOGON Session = SepFindSession(Id);

    SIM_ASSERT(Session != NULL && Session->Tokens != 0);
    if (--Session->Tokens != 0) {
        return;
    }
    RemoveEntryList(&Session->Links);
    if (!Session->Marked) {
        ExFreeOwn(Session);
        return;
    }
    ExInitializeWorkItem(&Session->Item, SepTellRoutines, Session);
    ExQueueWorkItem(&Session->Item, DelayedWorkQueue);
}

NTSTATUS
SeMarkLogonSessionForTerminationNotification(PLUID LogonId)
{
    PSEP_LOGON Session = SepFindSession(LogonId);

    if (Session == NULL) {
        return STATUS_NOT_FOUND;
    }
    Session->Marked = TRUE;
    return STATUS_SUCCESS;
}

/* --- who is told ------------------------------------------------------------------------------ */

NTSTATUS
SeRegisterLogonSessionTerminatedRoutine(PSE_LOGON_SESSION_TERMINATED_ROUTINE CallbackRoutine)
{
    PSEP_LOGON_ROUTINE New;

    if (CallbackRoutine == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    New = ExAllocateOwn(sizeof *New, SEP_TAG);
    if (New == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    New->Routine = CallbackRoutine;
    InsertTailList(SepListOf(&SepLogon.Routines), &New->Links);
    return STATUS_SUCCESS;
}

NTSTATUS
SeUnregisterLogonSessionTerminatedRoutine(PSE_LOGON_SESSION_TERMINATED_ROUTINE CallbackRoutine)
{
    PLIST_ENTRY Head = SepListOf(&SepLogon.Routines), Entry;

    for (Entry = Head->Flink; Entry != Head; Entry = Entry->Flink) {
        PSEP_LOGON_ROUTINE Known = CONTAINING_RECORD(Entry, SEP_LOGON_ROUTINE, Links);

        if (Known->Routine == CallbackRoutine) {
            RemoveEntryList(Entry);
            ExFreeOwn(Known);
            return STATUS_SUCCESS;
        }
    }
    return STATUS_NOT_FOUND;
}
