/*
 * ps/notify.c - drivers that want to hear of processes, threads and images
 *
 * Routines are called at PASSIVE_LEVEL in a critical region, in the order in which they were
 * registered: for a new process or thread in its creator's context (one that wants to hear of
 * threads that are not the system's: in the new thread's), for an end in the context of the last
 * thread. notifyset.c registers them.
 *
 *      free --Set...--> registered --Remove: waits for calls under way--> free
 *
 * Preemption: in the routines, and while a removal waits. Slots do not move meanwhile.
 *
 * Differs from Windows: the Ex routine of processes needs no integrity-checked image.
 */
#include "psi.h"

enum { PSP_NOTIFY_ROUTINES = 64 }; /* of processes, of threads, of images */

typedef struct _PSP_NOTIFY {
    PSP_NOTIFY_KIND Kind;
    PVOID Routine;
    ULONG Calls; /* under way */
    BOOLEAN Removed;
    KEVENT Idle;
} PSP_NOTIFY, *PPSP_NOTIFY;

static struct {
    PSP_NOTIFY Routines[PSP_NOTIFY_ROUTINES * 3];
    ULONG Used; /* the entries behind were never used */
} PspNotify SIM_STATE;
SIM_STATE_PART(PspNotify.Routines, PspNotify.Used);

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

static ULONG
PspGroupOf(PSP_NOTIFY_KIND Kind)
{
    static const UCHAR Groups[] = {
        [PspProcessRoutine] = 1, [PspProcessRoutineEx] = 1, [PspProcessRoutineEx2] = 1,
        [PspThreadRoutine] = 2,  [PspNewThreadRoutine] = 2, [PspImageRoutine] = 3};

    return Groups[Kind];
}

static BOOLEAN
PspIsGroupFull(PSP_NOTIFY_KIND Kind)
{
    ULONG Count = 0;
    PPSP_NOTIFY Slot;

    for (Slot = PspNextNotify(NULL); Slot != NULL; Slot = PspNextNotify(Slot)) {
        Count += PspGroupOf(Slot->Kind) == PspGroupOf(Kind);
    }
    return Count >= PSP_NOTIFY_ROUTINES;
}

BOOLEAN
PspIsNotify(PSP_NOTIFY_KIND Kind, PVOID Routine)
{
    return PspFindNotify(Kind, Routine) != NULL;
}

BOOLEAN
PspAddNotify(PSP_NOTIFY_KIND Kind, PVOID Routine)
{
    PPSP_NOTIFY Slot = PspFindNotify(PspFree, NULL);

    if (Slot == NULL || PspIsGroupFull(Kind)) {
        return FALSE;
    }
    PspNotify.Used = max(PspNotify.Used, (ULONG)(Slot - PspNotify.Routines) + 1);
    *Slot = (PSP_NOTIFY){.Kind = Kind, .Routine = Routine};
    KeInitializeEvent(&Slot->Idle, NotificationEvent, FALSE);
    return TRUE;
}

NTSTATUS
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
    if (Slot->Kind != PspProcessRoutine) {
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
        if (PspGroupOf(Slot->Kind) == PspGroupOf(PspProcessRoutine) && !Slot->Removed) {
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

static VOID
PspCallThreadRoutines(PSP_NOTIFY_KIND Kind, PETHREAD Thread, BOOLEAN Create)
{
    PPSP_NOTIFY Slot;

    for (Slot = PspNextNotify(NULL); Slot != NULL; Slot = PspNextNotify(Slot)) {
        if (Slot->Kind == Kind && !Slot->Removed) {
            PspEnterRoutine(Slot);
            CALL_DRIVER((PCREATE_THREAD_NOTIFY_ROUTINE)Slot->Routine, Thread->Cid.UniqueProcess,
                        Thread->Cid.UniqueThread, Create);
            PspLeaveRoutine(Slot);
        }
    }
}

VOID
PspNotifyThread(PETHREAD Thread, BOOLEAN Create)
{
    PspCallThreadRoutines(PspThreadRoutine, Thread, Create);
}

VOID
PspNotifyInThread(BOOLEAN Create)
{
    PspCallThreadRoutines(PspNewThreadRoutine, PsCurrentThread(), Create);
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

/* --- leaks ------------------------------------------------------------------------------------ */

static VOID
PspReportNotify(VOID (*Report)(PCSTR Format, ...))
{
    PPSP_NOTIFY Slot;

    for (Slot = PspNextNotify(NULL); Slot != NULL; Slot = PspNextNotify(Slot)) {
        if (Slot->Kind != PspFree) {
            Report("notify routine of %s left: %p",
                   PspGroupOf(Slot->Kind) == PspGroupOf(PspThreadRoutine) ? "threads"
                   : Slot->Kind == PspImageRoutine                        ? "images"
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
