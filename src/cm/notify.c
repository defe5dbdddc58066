/*
 * cm/notify.c - who watches keys: NtNotifyChangeKey
 *
 *      key object --first request--> watching: filter and tree stay as that one said
 *      request --a change that the filter names--> completed; --the last handle is closed-->
 *      STATUS_NOTIFY_CLEANUP; --the key is deleted--> STATUS_KEY_DELETED
 *
 * A request of a driver completes where the change is made: status block, event, work item. One of
 * user mode completes in its thread, by an APC. A synchronous one is waited for.
 *
 * Invariants:
 *   N1. A change that finds no request is kept (Changed) and completes the next one at once.
 *   N2. A request is in its key object's list exactly until it is completed.
 *
 * Preemption: in a synchronous wait.
 *
 * Differs from Windows: the end of the thread that asked does not end the watch, as with
 * REG_NOTIFY_THREAD_AGNOSTIC.
 */
#include "cmi.h"

#define CMP_CHANGES                                                                                \
    (REG_NOTIFY_CHANGE_NAME | REG_NOTIFY_CHANGE_ATTRIBUTES | REG_NOTIFY_CHANGE_LAST_SET |          \
     REG_NOTIFY_CHANGE_SECURITY)

typedef struct _CMP_REQUEST {
    LIST_ENTRY Entry;
    KPROCESSOR_MODE Mode;
    BOOLEAN Synchronous, Completed;
    NTSTATUS Status;
    KEVENT Done;   /* of a synchronous one */
    PKEVENT Event; /* the caller's, referenced, or NULL */
    PIO_STATUS_BLOCK Iosb;
    PVOID Routine, Context;
    PETHREAD Thread; /* of user mode, referenced */
    KAPC Apc;
} CMP_REQUEST, *PCMP_REQUEST;

/* --- completion
 * -------------------------------------------------------------------------------
 */

static VOID
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

static VOID
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

static VOID
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

static VOID
CmpCompleteAll(PCMP_KEY_BODY Body, NTSTATUS Status)
{
    while (!IsListEmpty(&Body->Requests)) {
        CmpComplete(CONTAINING_RECORD(Body->Requests.Flink, CMP_REQUEST, Entry), Status);
    }
}

/* --- changes
 * ----------------------------------------------------------------------------------
 */

static VOID
CmpTell(PCMP_KEY_BODY Body)
{
    Body->Changed = IsListEmpty(&Body->Requests);
    CmpCompleteAll(Body, STATUS_SUCCESS);
}

VOID
CmpReport(PCMP_KEY Changed, ULONG Change)
{
    for (PCMP_KEY Key = Changed; Key != NULL; Key = Key->Parent) {
        for (PLIST_ENTRY Entry = Key->Watchers.Flink; Entry != &Key->Watchers;
             Entry = Entry->Flink) {
            PCMP_KEY_BODY Body = CONTAINING_RECORD(Entry, CMP_KEY_BODY, Watcher);

            if ((Body->Filter & Change) != 0 && (Key == Changed || Body->WatchTree)) {
                CmpTell(Body);
            }
        }
    }
}

VOID
CmpStopWatching(PCMP_KEY_BODY Body, NTSTATUS Status)
{
    if (Body->Filter != 0) {
        Body->Filter = 0;
        RemoveEntryList(&Body->Watcher);
        CmpCompleteAll(Body, Status);
    }
}

VOID
CmpKeyIsDeleted(PCMP_KEY Key)
{
    while (!IsListEmpty(&Key->Watchers)) {
        CmpStopWatching(CONTAINING_RECORD(Key->Watchers.Flink, CMP_KEY_BODY, Watcher),
                        STATUS_KEY_DELETED);
    }
}

/* --- requests
 * ---------------------------------------------------------------------------------
 */

static VOID
CmpStartWatching(PCMP_KEY_BODY Body, ULONG Filter, BOOLEAN WatchTree)
{
    if (Body->Filter == 0) {
        Body->Filter = Filter;
        Body->WatchTree = WatchTree;
        InsertTailList(&Body->Key->Watchers, &Body->Watcher);
    }
}

static NTSTATUS
CmpWaitForChange(PCMP_REQUEST Request)
{
    NTSTATUS Status = KeWaitForSingleObject(&Request->Done, Executive, Request->Mode, FALSE, NULL);

    if (!Request->Completed) {
        RemoveEntryList(&Request->Entry); /* the thread is to end */
        Request->Status = Status;
    }
    Status = Request->Status;
    CmpAnnounce(Request);
    CmpFreeRequest(Request);
    return Status;
}

/* The request goes to the list, and the call ends, or waits. */
static NTSTATUS
CmpWatch(PCMP_KEY_BODY Body, PCMP_REQUEST Request)
{
    BOOLEAN Synchronous = Request->Synchronous, Changed = Body->Changed;

    Body->Changed = FALSE;
    InsertTailList(&Body->Requests, &Request->Entry);
    if (Changed) {
        CmpComplete(Request, STATUS_SUCCESS);
    }
    if (Synchronous) {
        return CmpWaitForChange(Request);
    }
    return Changed ? STATUS_SUCCESS : STATUS_PENDING;
}

static NTSTATUS
CmpReferenceEvent(HANDLE Handle, PCMP_REQUEST Request)
{
    NTSTATUS Status;

    if (Handle == NULL) {
        return STATUS_SUCCESS;
    }
    Status = ObReferenceObjectByHandle(Handle, EVENT_MODIFY_STATE, *ExEventObjectType,
                                       Request->Mode, (PVOID *)&Request->Event, NULL);
    if (NT_SUCCESS(Status)) {
        KeClearEvent(Request->Event);
    }
    return Status;
}

static NTSTATUS
CmpNewRequest(HANDLE Event, PIO_APC_ROUTINE Routine, PVOID Context, PIO_STATUS_BLOCK Iosb,
              BOOLEAN Asynchronous, PCMP_REQUEST *Result)
{
    PCMP_REQUEST Request = ExAllocateOwn(sizeof *Request, CMP_TAG);
    NTSTATUS Status;

    if (Request == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Request->Mode = ExGetPreviousMode();
    Request->Synchronous = !Asynchronous;
    Request->Iosb = Iosb;
    Request->Routine = (PVOID)Routine;
    Request->Context = Context;
    KeInitializeEvent(&Request->Done, NotificationEvent, FALSE);
    Status = CmpReferenceEvent(Event, Request);
    if (!NT_SUCCESS(Status)) {
        ExFreeOwn(Request);
        return Status;
    }
    if (Request->Mode == UserMode) {
        Request->Thread = PsCurrentThread();
        ObReferenceObject(Request->Thread);
    }
    *Result = Request;
    return STATUS_SUCCESS;
}

NTSTATUS
NtNotifyChangeKey(HANDLE KeyHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
                  PIO_STATUS_BLOCK IoStatusBlock, ULONG CompletionFilter, BOOLEAN WatchTree,
                  PVOID Buffer, ULONG BufferSize, BOOLEAN Asynchronous)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    PCMP_REQUEST Request;
    PCMP_KEY_BODY Body;
    PCMP_KEY Key;
    NTSTATUS Status;

    if ((CompletionFilter & CMP_CHANGES) == 0 ||
        (CompletionFilter & ~(CMP_CHANGES | REG_NOTIFY_THREAD_AGNOSTIC)) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = OB_PROBE_WRITE(Mode, IoStatusBlock);
    if (NT_SUCCESS(Status)) {
        Status = CmpReferenceKey(KeyHandle, KEY_NOTIFY, &Body, &Key);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = CmpNewRequest(Event, ApcRoutine, ApcContext, IoStatusBlock, Asynchronous, &Request);
    if (NT_SUCCESS(Status)) {
        CmpStartWatching(Body, CompletionFilter & CMP_CHANGES, WatchTree);
        Status = CmpWatch(Body, Request);
    }
    ObDereferenceObject(Body);
    return Status;
}

ZW_CALL(ZwNotifyChangeKey, NtNotifyChangeKey,
        (HANDLE Key, HANDLE Event, PIO_APC_ROUTINE Routine, PVOID Context, PIO_STATUS_BLOCK Iosb,
         ULONG Filter, BOOLEAN WatchTree, PVOID Buffer, ULONG BufferSize, BOOLEAN Asynchronous),
        (Key, Event, Routine, Context, Iosb, Filter, WatchTree, Buffer, BufferSize, Asynchronous))
