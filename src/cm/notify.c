/*
 * cm/notify.c - who watches keys: NtNotifyChangeKey
 *
 *      key object --first request--> watching: filter and tree stay as that one said
 *      request --a change that the filter names--> completed; --the last handle is closed-->
 *      STATUS_NOTIFY_CLEANUP; --the key is deleted--> STATUS_KEY_DELETED
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
#include "notify.h"

#define CMP_CHANGES                                                                                \
    (REG_NOTIFY_CHANGE_NAME | REG_NOTIFY_CHANGE_ATTRIBUTES | REG_NOTIFY_CHANGE_LAST_SET |          \
     REG_NOTIFY_CHANGE_SECURITY)

/* --- changes ---------------------------------------------------------------------------------- */

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

/* --- requests --------------------------------------------------------------------------------- */

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
