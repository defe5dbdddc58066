/*
 * wmi/activity.c - EtwActivityIdControl: the activity that a thread's events belong to
 *
 * A thread that has set an id has an entry here, which ends with the thread.
 *
 * Differs from Windows: a new id is a count, not random, so that runs can be compared.
 */
#include "wmip.h"

#define WMIP_TAG 'awtE'

typedef struct _WMIP_ACTIVITY {
    LIST_ENTRY Links;
    PETHREAD Thread;
    GUID Id;
} WMIP_ACTIVITY, *PWMIP_ACTIVITY;

static struct {
    LIST_ENTRY Activities;
    ULONG Created;
} Wmip SIM_STATE;

static PWMIP_ACTIVITY
WmipActivityOf(const VOID *Thread)
{
    for (PLIST_ENTRY Entry = Wmip.Activities.Flink; Entry != &Wmip.Activities;
         Entry = Entry->Flink) {
        PWMIP_ACTIVITY Activity = CONTAINING_RECORD(Entry, WMIP_ACTIVITY, Links);

        if (Activity->Thread == Thread) {
            return Activity;
        }
    }
    return NULL;
}

static VOID
WmipThreadExits(HAL_PROBE Probe, ULONG64 Thread, ULONG64 B, ULONG64 C)
{
    PWMIP_ACTIVITY Activity = WmipActivityOf((PVOID)(ULONG_PTR)Thread);

    if (Activity != NULL) {
        RemoveEntryList(&Activity->Links);
        ExFreeOwn(Activity);
    }
}

VOID
WmipInitActivities(VOID)
{
    InitializeListHead(&Wmip.Activities);
    HalListen(PROBE_THREAD_EXIT, WmipThreadExits);
}

GUID
WmipCurrentActivity(VOID)
{
    PWMIP_ACTIVITY Activity = WmipActivityOf(PsCurrentThread());
    GUID None = {0};

    return Activity == NULL ? None : Activity->Id;
}

static NTSTATUS
WmipSetActivity(LPCGUID Id)
{
    PWMIP_ACTIVITY Activity = WmipActivityOf(PsCurrentThread());

    if (Activity == NULL) {
        Activity = ExAllocateOwn(sizeof(*Activity), WMIP_TAG);
        if (Activity == NULL) {
            return STATUS_NO_MEMORY;
        }
        Activity->Thread = PsCurrentThread();
        InsertTailList(&Wmip.Activities, &Activity->Links);
    }
    Activity->Id = *Id;
    return STATUS_SUCCESS;
}

static GUID
WmipNewActivity(VOID)
{
    GUID Id = {.Data1 = ++Wmip.Created, .Data4 = {'a', 'c', 't', 'i', 'v', 'i', 't', 'y'}};

    return Id;
}

NTSTATUS
EtwActivityIdControl(ULONG ControlCode, LPGUID ActivityId)
{
    GUID Before = WmipCurrentActivity(), New = *ActivityId;
    NTSTATUS Status;

    switch (ControlCode) {
    case EVENT_ACTIVITY_CTRL_GET_ID:
        *ActivityId = Before;
        return STATUS_SUCCESS;
    case EVENT_ACTIVITY_CTRL_CREATE_ID:
        *ActivityId = WmipNewActivity();
        return STATUS_SUCCESS;
    case EVENT_ACTIVITY_CTRL_SET_ID:
        return WmipSetActivity(&New);
    case EVENT_ACTIVITY_CTRL_CREATE_SET_ID:
        New = WmipNewActivity(); // fall through
    case EVENT_ACTIVITY_CTRL_GET_SET_ID:
        Status = WmipSetActivity(&New);
        *ActivityId = Before;
        return Status;
    default:
        return STATUS_INVALID_PARAMETER;
    }
}
