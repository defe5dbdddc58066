/*
 * ps/notifyset.c - registering for processes, threads and images
 *
 * Differs from Windows: there are no subsystem processes other than Win32's, so that
 * PsCreateProcessNotifySubsystems and PsCreateThreadNotifySubsystems hear of the same ones as the
 * older routines; no image has another architecture than the system's.
 */
#include "psi.h"

static NTSTATUS
PspSetProcessRoutine(PSP_NOTIFY_KIND Kind, PVOID Routine, BOOLEAN Remove)
{
    if (Remove) {
        return PspRemoveNotify(Kind, Routine);
    }
    if (PspIsNotify(Kind, Routine) || !PspAddNotify(Kind, Routine)) {
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
PsSetCreateProcessNotifyRoutineEx2(PSCREATEPROCESSNOTIFYTYPE NotifyType, PVOID NotifyInformation,
                                   BOOLEAN Remove)
{
    return NotifyType == PsCreateProcessNotifySubsystems
               ? PspSetProcessRoutine(PspProcessRoutineEx2, NotifyInformation, Remove)
               : STATUS_INVALID_PARAMETER;
}

static NTSTATUS
PspSetRoutine(PSP_NOTIFY_KIND Kind, PVOID Routine)
{
    return PspAddNotify(Kind, Routine) ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

NTSTATUS
PsSetCreateThreadNotifyRoutine(PCREATE_THREAD_NOTIFY_ROUTINE NotifyRoutine)
{
    return PspSetRoutine(PspThreadRoutine, (PVOID)NotifyRoutine);
}

NTSTATUS
PsSetCreateThreadNotifyRoutineEx(PSCREATETHREADNOTIFYTYPE NotifyType, PVOID NotifyInformation)
{
    switch (NotifyType) {
    case PsCreateThreadNotifyNonSystem:
        return PspSetRoutine(PspNewThreadRoutine, NotifyInformation);
    case PsCreateThreadNotifySubsystems:
        return PspSetRoutine(PspThreadRoutine, NotifyInformation);
    default:
        return STATUS_INVALID_PARAMETER;
    }
}

NTSTATUS
PsRemoveCreateThreadNotifyRoutine(PCREATE_THREAD_NOTIFY_ROUTINE NotifyRoutine)
{
    PSP_NOTIFY_KIND Kind = PspIsNotify(PspThreadRoutine, (PVOID)NotifyRoutine)
                               ? PspThreadRoutine
                               : PspNewThreadRoutine;

    return PspRemoveNotify(Kind, (PVOID)NotifyRoutine);
}

NTSTATUS
PsSetLoadImageNotifyRoutine(PLOAD_IMAGE_NOTIFY_ROUTINE NotifyRoutine)
{
    return PspSetRoutine(PspImageRoutine, (PVOID)NotifyRoutine);
}

NTSTATUS
PsSetLoadImageNotifyRoutineEx(PLOAD_IMAGE_NOTIFY_ROUTINE NotifyRoutine, ULONG_PTR Flags)
{
    return (Flags & ~(ULONG_PTR)PS_IMAGE_NOTIFY_CONFLICTING_ARCHITECTURE) == 0
               ? PspSetRoutine(PspImageRoutine, (PVOID)NotifyRoutine)
               : STATUS_INVALID_PARAMETER_2;
}

NTSTATUS
PsRemoveLoadImageNotifyRoutine(PLOAD_IMAGE_NOTIFY_ROUTINE NotifyRoutine)
{
    return PspRemoveNotify(PspImageRoutine, (PVOID)NotifyRoutine);
}
