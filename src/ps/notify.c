/*
 * ps/notify.c - drivers that want to hear of processes, threads and images
 *
 * Routines are called at PASSIVE_LEVEL in a critical region, in the order in which they were
 * registered: for a new process or thread in its creator's context, for an end in the context of
 * the last thread.
 *
 *      free --Set...--> registered --Remove: waits for calls under way--> free
 *
 * Preemption: in the routines, and while a removal waits. Slots do not move meanwhile.
 *
 * Differs from Windows: the Ex routine of processes needs no integrity-checked image.
 */
#include "psi.h"

enum { PSP_NOTIFY_ROUTINES = 64 };

typedef enum {
    PspFree,
    PspProcessRoutine,
    PspProcessRoutineEx,
    PspThreadRoutine,
    PspImageRoutine
} PSP_NOTIFY_KIND;

typedef struct _PSP_NOTIFY {
    PSP_NOTIFY_KIND Kind;
    PVOID Routine;
    ULONG Calls; /* under way */
    BOOLEAN Removed;
    KEVENT Idle;
} PSP_NOTIFY, *PPSP_NOTIFY;

static struct {
    PSP_NOTIFY Routines[PSP_NOTIFY_ROUTINES * 3];
} PspNotify SIM_STATE;

static PPSP_NOTIFY
PspNextNotify(PPSP_NOTIFY After)
{
    PPSP_NOTIFY Next = After == NULL ? PspNotify.Routines : After + 1;

    return Next == PspNotify.Routines + RTL_NUMBER_OF(PspNotify.Routines) ? NULL : Next;
}

static PPSP_NOTIFY
PspFindNotify(PSP_NOTIFY_KIND Kind, PVOID Routine)
{
    PPSP_NOTIFY Slot;

    for (Slot = PspNextNotify(NULL); Slot != NULL; Slot = PspNextNotify(Slot)) {
        if (Slot->Kind == Kind && Slot->Routine == Routine) {
            return Slot;
        }
    }
    return NULL;
}

static BOOLEAN
PspAddNotify(PSP_NOTIFY_KIND Kind, PVOID Routine)
{
    PPSP_NOTIFY Slot = PspFindNotify(PspFree, NULL);

    if (Slot == NULL) {
        return FALSE;
    }
    *Slot = (PSP_NOTIFY){.Kind = Kind, .Routine = Routine};
    KeInitializeEvent(&Slot->Idle, NotificationEvent, FALSE);
    return TRUE;
}

static NTSTATUS
PspRemoveNotify(PSP_NOTIFY_KIND Kind, PVOID Routine)
{
    PPSP_NOTIFY Slot = PspFindNotify(Kind, Routine);

    if (Slot == NULL || Slot->Removed) {
        return STATUS_PROCEDURE_NOT_FOUND;
    }
    Slot->Removed = TRUE;
    if (Slot->Calls != 0) {
        KeWaitForSingleObject(&Slot->Idle, Executive, KernelMode, FALSE, NULL);
    }
    *Slot = (PSP_NOTIFY){0};
    return STATUS_SUCCESS;
}

/* --- calls ------------------------------------------------------------------------------------ */

static VOID
PspEnterRoutine(PPSP_NOTIFY Slot)
{
    Slot->Calls++;
    KeEnterCriticalRegion();
}

static VOID
PspLeaveRoutine(PPSP_NOTIFY Slot)
{
    KeLeaveCriticalRegion();
    if (--Slot->Calls == 0 && Slot->Removed) {
        KeSetEvent(&Slot->Idle, 0, FALSE);
    }
}

static VOID
PspCallProcessRoutine(PPSP_NOTIFY Slot, PEPROCESS Process, BOOLEAN Create,
                      PPS_CREATE_NOTIFY_INFO Info)
{
    PspEnterRoutine(Slot);
    if (Slot->Kind == PspProcessRoutineEx) {
        CALL_DRIVER((PCREATE_PROCESS_NOTIFY_ROUTINE_EX)Slot->Routine, Process,
                    Process->UniqueProcessId, Info);
    } else {
        CALL_DRIVER((PCREATE_PROCESS_NOTIFY_ROUTINE)Slot->Routine, Process->InheritedFrom,
                    Process->UniqueProcessId, Create);
    }
    PspLeaveRoutine(Slot);
}

static VOID
PspCallProcessRoutines(PEPROCESS Process, BOOLEAN Create, PPS_CREATE_NOTIFY_INFO Info)
{
    PPSP_NOTIFY Slot;

    for (Slot = PspNextNotify(NULL); Slot != NULL; Slot = PspNextNotify(Slot)) {
        if ((Slot->Kind == PspProcessRoutine || Slot->Kind == PspProcessRoutineEx) &&
            !Slot->Removed) {
            PspCallProcessRoutine(Slot, Process, Create, Info);
        }
    }
}

NTSTATUS
PspNotifyProcessCreated(PEPROCESS Process)
{
    PS_CREATE_NOTIFY_INFO Info = {.Size = sizeof Info, .ParentProcessId = Process->InheritedFrom};
    WCHAR Text[sizeof Process->ImageFileName];
    UNICODE_STRING Name;
    ULONG i;

    for (i = 0; i < sizeof Process->ImageFileName; i++) {
        Text[i] = (WCHAR)Process->ImageFileName[i];
    }
    RtlInitUnicodeString(&Name, Text);
    Info.ImageFileName = &Name;
    Info.CreatingThreadId = PsCurrentThread()->Cid;
    Info.CreationStatus = STATUS_SUCCESS;
    PspCallProcessRoutines(Process, TRUE, &Info);
    return Info.CreationStatus;
}

VOID
PspNotifyProcessExit(PEPROCESS Process)
{
    PspCallProcessRoutines(Process, FALSE, NULL);
}

VOID
PspNotifyThread(PETHREAD Thread, BOOLEAN Create)
{
    PPSP_NOTIFY Slot;

    for (Slot = PspNextNotify(NULL); Slot != NULL; Slot = PspNextNotify(Slot)) {
        if (Slot->Kind == PspThreadRoutine && !Slot->Removed) {
            PspEnterRoutine(Slot);
            CALL_DRIVER((PCREATE_THREAD_NOTIFY_ROUTINE)Slot->Routine, Thread->Cid.UniqueProcess,
                        Thread->Cid.UniqueThread, Create);
            PspLeaveRoutine(Slot);
        }
    }
}

VOID
PsNotifyImageLoaded(PUNICODE_STRING FullImageName, HANDLE ProcessId, PIMAGE_INFO ImageInfo)
{
    PPSP_NOTIFY Slot;

    for (Slot = PspNextNotify(NULL); Slot != NULL; Slot = PspNextNotify(Slot)) {
        if (Slot->Kind == PspImageRoutine && !Slot->Removed) {
            PspEnterRoutine(Slot);
            CALL_DRIVER((PLOAD_IMAGE_NOTIFY_ROUTINE)Slot->Routine, FullImageName, ProcessId,
                        ImageInfo);
            PspLeaveRoutine(Slot);
        }
    }
}

/* --- registration ----------------------------------------------------------------------------- */

static NTSTATUS
PspSetProcessRoutine(PSP_NOTIFY_KIND Kind, PVOID Routine, BOOLEAN Remove)
{
    if (Remove) {
        return PspRemoveNotify(Kind, Routine);
    }
    if (PspFindNotify(Kind, Routine) != NULL || !PspAddNotify(Kind, Routine)) {
        return STATUS_INVALID_PARAMETER;
    }
    return STATUS_SUCCESS;
}

NTSTATUS
PsSetCreateProcessNotifyRoutine(PCREATE_PROCESS_NOTIFY_ROUTINE NotifyRoutine, BOOLEAN Remove)
{
    return PspSetProcessRoutine(PspProcessRoutine, (PVOID)NotifyRoutine, Remove);
}

NTSTATUS
PsSetCreateProcessNotifyRoutineEx(PCREATE_PROCESS_NOTIFY_ROUTINE_EX NotifyRoutine, BOOLEAN Remove)
{
    return PspSetProcessRoutine(PspProcessRoutineEx, (PVOID)NotifyRoutine, Remove);
}

NTSTATUS
PsSetCreateThreadNotifyRoutine(PCREATE_THREAD_NOTIFY_ROUTINE NotifyRoutine)
{
    return PspAddNotify(PspThreadRoutine, (PVOID)NotifyRoutine) ? STATUS_SUCCESS
                                                                : STATUS_INSUFFICIENT_RESOURCES;
}

NTSTATUS
PsRemoveCreateThreadNotifyRoutine(PCREATE_THREAD_NOTIFY_ROUTINE NotifyRoutine)
{
    return PspRemoveNotify(PspThreadRoutine, (PVOID)NotifyRoutine);
}

NTSTATUS
PsSetLoadImageNotifyRoutine(PLOAD_IMAGE_NOTIFY_ROUTINE NotifyRoutine)
{
    return PspAddNotify(PspImageRoutine, (PVOID)NotifyRoutine) ? STATUS_SUCCESS
                                                               : STATUS_INSUFFICIENT_RESOURCES;
}

NTSTATUS
PsRemoveLoadImageNotifyRoutine(PLOAD_IMAGE_NOTIFY_ROUTINE NotifyRoutine)
{
    return PspRemoveNotify(PspImageRoutine, (PVOID)NotifyRoutine);
}

/* --- leaks ------------------------------------------------------------------------------------ */

static VOID
PspReportNotify(VOID (*Report)(PCSTR Format, ...))
{
    PPSP_NOTIFY Slot;

    for (Slot = PspNextNotify(NULL); Slot != NULL; Slot = PspNextNotify(Slot)) {
        if (Slot->Kind != PspFree) {
            Report("notify routine of %s left: %p",
                   Slot->Kind == PspThreadRoutine  ? "threads"
                   : Slot->Kind == PspImageRoutine ? "images"
                                                   : "processes",
                   Slot->Routine);
        }
    }
}

VOID
PspInitNotify(VOID)
{
    KeAddLeakRoutine(PspReportNotify);
}
