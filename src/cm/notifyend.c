/*
 * cm/notifyend.c - how a request to hear of changes ends
 *
 *      synchronous: its thread is woken, and does the rest
 *      a driver's:  status block, event, work item: here
 *      user mode's: an APC writes the status block, then calls the program's routine
 */
#include "notify.h"

VOID
CmpFreeRequest(PCMP_REQUEST Request)
{
    if (Request->Event != NULL) {
        ObDereferenceObject(Request->Event);
    }
    if (Request->Thread != NULL) {
        ObDereferenceObject(Request->Thread);
    }
    ExFreeOwn(Request);
}

VOID
CmpAnnounce(PCMP_REQUEST Request)
{
    *Request->Iosb = (IO_STATUS_BLOCK){.Status = Request->Status};
    if (Request->Event != NULL) {
        KeSetEvent(Request->Event, 0, FALSE);
    }
}

static VOID
CmpRequestRundown(PKAPC Apc)
{
    CmpFreeRequest(CONTAINING_RECORD(Apc, CMP_REQUEST, Apc));
}

static VOID
CmpUserRoutineTaken(PKAPC Apc, PKNORMAL_ROUTINE *NormalRoutine, PVOID *NormalContext,
                    PVOID *SystemArgument1, PVOID *SystemArgument2)
{
    CmpRequestRundown(Apc);
}

/* In the thread that asked, where its addresses are good. */
static VOID
CmpFinishInThread(PKAPC Apc, PKNORMAL_ROUTINE *NormalRoutine, PVOID *NormalContext,
                  PVOID *SystemArgument1, PVOID *SystemArgument2)
{
    PCMP_REQUEST Request = CONTAINING_RECORD(Apc, CMP_REQUEST, Apc);

    if (NT_SUCCESS(OB_PROBE_WRITE(UserMode, Request->Iosb))) {
        CmpAnnounce(Request);
    }
    if (Request->Routine != NULL) {
        KeInitializeApc(Apc, KeCurrentThread(), CurrentApcEnvironment, CmpUserRoutineTaken,
                        CmpRequestRundown, Request->Routine, UserMode, Request->Context);
        if (KeInsertQueueApc(Apc, Request->Iosb, NULL, 0)) {
            return;
        }
    }
    CmpFreeRequest(Request);
}

static VOID
CmpFinishForUser(PCMP_REQUEST Request)
{
    KeInitializeApc(&Request->Apc, (PKTHREAD)Request->Thread, OriginalApcEnvironment,
                    CmpFinishInThread, CmpRequestRundown, NULL, KernelMode, NULL);
    if (!KeInsertQueueApc(&Request->Apc, NULL, NULL, 0)) {
        CmpFreeRequest(Request);
    }
}

/* A driver's routine is a work item, its context the queue. */
static VOID
CmpFinishForDriver(PCMP_REQUEST Request)
{
    CmpAnnounce(Request);
    if (Request->Routine != NULL) {
        ExQueueWorkItem(Request->Routine, (WORK_QUEUE_TYPE)(ULONG_PTR)Request->Context);
    }
    CmpFreeRequest(Request);
}

VOID
CmpComplete(PCMP_REQUEST Request, NTSTATUS Status)
{
    Request->Status = Status;
    Request->Completed = TRUE;
    RemoveEntryList(&Request->Entry);
    if (Request->Synchronous) {
        KeSetEvent(&Request->Done, 0, FALSE);
    } else if (Request->Mode == UserMode) {
        CmpFinishForUser(Request);
    } else {
        CmpFinishForDriver(Request);
    }
}

VOID
CmpCompleteAll(PCMP_KEY_BODY Body, NTSTATUS Status)
{
    while (!IsListEmpty(&Body->Requests)) {
        CmpComplete(CONTAINING_RECORD(Body->Requests.Flink, CMP_REQUEST, Entry), Status);
    }
}
