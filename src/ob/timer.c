/*
 * ob/timer.c - waitable timers of user mode
 *
 * Differs from Windows: a timer with a routine, which would run as an APC of its thread, stops by
 * name.
 */
#include "obi.h"

OBJECT_TYPE ObpTimerType SIM_STATE;
POBJECT_TYPE *ExTimerObjectType SIM_STATE;

static struct {
    POBJECT_TYPE Type;
} ObpTimers SIM_STATE;

static VOID
ObpDeleteTimer(PVOID Object)
{
    KeCancelTimer(Object);
}

VOID
ObpInitTimers(VOID)
{
    ObpTimerType = (OBJECT_TYPE){
        .Name = L"Timer",
        .GenericMapping = {STANDARD_RIGHTS_READ | TIMER_QUERY_STATE,
                           STANDARD_RIGHTS_WRITE | TIMER_MODIFY_STATE,
                           STANDARD_RIGHTS_EXECUTE | SYNCHRONIZE, TIMER_ALL_ACCESS},
        .ValidAccess = TIMER_ALL_ACCESS,
        .DispatcherOffset = FIELD_OFFSET(KTIMER, Header),
        .Methods = {.Delete = ObpDeleteTimer},
    };
    ObCreateObjectType(&ObpTimerType);
    ObpTimers.Type = &ObpTimerType;
    ExTimerObjectType = &ObpTimers.Type;
}

NTSTATUS
NtCreateTimer(PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes,
              TIMER_TYPE TimerType)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status;
    PVOID Timer;

    if (TimerType != NotificationTimer && TimerType != SynchronizationTimer) {
        return STATUS_INVALID_PARAMETER_4;
    }
    Status = ObpProbeCreate(Mode, Handle, Attributes);
    if (NT_SUCCESS(Status)) {
        Status = ObCreateObjectOfType(&ObpTimerType, sizeof(KTIMER), &Timer);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    KeInitializeTimerEx(Timer, TimerType);
    Status = ObInsertNewObject(Timer, Attributes, Access, Mode, Handle, NULL);
    ObfDereferenceObject(Timer);
    return Status;
}

NTSTATUS
NtOpenTimer(PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes)
{
    return ObpOpenNamed(Handle, Access, Attributes, &ObpTimerType);
}

static NTSTATUS
ObpReferenceTimer(HANDLE Handle, PBOOLEAN State, PVOID *Timer)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status = State == NULL ? STATUS_SUCCESS : OB_PROBE_WRITE(Mode, State);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    return ObReferenceObjectByHandle(Handle, TIMER_MODIFY_STATE, &ObpTimerType, Mode, Timer, NULL);
}

NTSTATUS
NtSetTimer(HANDLE Handle, PLARGE_INTEGER DueTime, PVOID Routine, PVOID Context, BOOLEAN Resume,
           LONG Period, PBOOLEAN PreviousState)
{
    NTSTATUS Status = OB_PROBE_READ(ExGetPreviousMode(), DueTime);
    PVOID Timer;

    if (Routine != NULL) {
        KiNotImplemented("NtSetTimer with a routine", __builtin_return_address(0));
    }
    if (Period < 0) {
        return STATUS_INVALID_PARAMETER_6;
    }
    if (NT_SUCCESS(Status)) {
        Status = ObpReferenceTimer(Handle, PreviousState, &Timer);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (PreviousState != NULL) {
        *PreviousState = KeReadStateTimer(Timer);
    }
    KeSetTimerEx(Timer, *DueTime, Period, NULL);
    ObfDereferenceObject(Timer);
    return STATUS_SUCCESS;
}

NTSTATUS
NtCancelTimer(HANDLE Handle, PBOOLEAN CurrentState)
{
    PVOID Timer;
    NTSTATUS Status = ObpReferenceTimer(Handle, CurrentState, &Timer);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    KeCancelTimer(Timer);
    if (CurrentState != NULL) {
        *CurrentState = KeReadStateTimer(Timer);
    }
    ObfDereferenceObject(Timer);
    return STATUS_SUCCESS;
}
