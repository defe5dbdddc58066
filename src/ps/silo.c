/*
 * ps/silo.c - silos on a machine without containers: there is the host, and every thread is in it
 *
 *      registered --PsStartSiloMonitor: told of the host, if it asked for it--> started
 *      --PsUnregisterSiloMonitor: waits until its slot is empty--> gone
 *
 * What only a container could answer (its id, its console, its end) is not there and stops by name.
 *
 * Preemption: in a monitor's routine; while an unregistration waits.
 */
#include "psi.h"

#define PSP_MONITOR_TAG 'mSsP'

struct _SILO_MONITOR {
    SILO_MONITOR_REGISTRATION Registration;
    ULONG Slot;
};

static struct {
    OBJECT_TYPE Type;
    PESILO Host;
} PspSilos SIM_STATE;

VOID
PspInitSilos(VOID)
{
    NTSTATUS Status;

    PspSilos.Type = (OBJECT_TYPE){.Name = L"Job", .DispatcherOffset = OB_NOT_WAITABLE};
    ObCreateObjectType(&PspSilos.Type);
    Status = ObCreateObjectOfType(&PspSilos.Type, sizeof(ULONG64), (PVOID *)&PspSilos.Host);
    SIM_ASSERT(NT_SUCCESS(Status));
}

BOOLEAN
PspIsSilo(PESILO Silo)
{
    if (Silo != PspSilos.Host) {
        KiNotImplemented("silos other than the host", __builtin_return_address(0));
    }
    return TRUE;
}

PESILO
PsGetHostSilo(VOID)
{
    return PspSilos.Host;
}

BOOLEAN
PsIsHostSilo(PESILO Silo)
{
    return Silo == PspSilos.Host;
}

PESILO
PsGetCurrentSilo(VOID)
{
    return PspSilos.Host;
}

PESILO
PsGetCurrentServerSilo(VOID)
{
    return PspSilos.Host;
}

PESILO
PsGetThreadServerSilo(PETHREAD Thread)
{
    return PspSilos.Host;
}

PESILO
PsGetEffectiveServerSilo(PESILO Silo)
{
    PspIsSilo(Silo);
    return PspSilos.Host;
}

PESILO
PsGetParentSilo(PEJOB Job)
{
    return PspSilos.Host;
}

PESILO
PsAttachSiloToCurrentThread(PESILO Silo)
{
    PspIsSilo(Silo);
    return PspSilos.Host;
}

VOID
PsDetachSiloFromCurrentThread(PESILO PreviousSilo)
{
    PspIsSilo(PreviousSilo);
}

/* --- monitors --------------------------------------------------------------------------------- */

NTSTATUS
PsRegisterSiloMonitor(PSILO_MONITOR_REGISTRATION Registration, PSILO_MONITOR *ReturnedMonitor)
{
    PSILO_MONITOR Monitor;
    NTSTATUS Status;

    if (Registration->Version != SILO_MONITOR_REGISTRATION_VERSION ||
        Registration->ComponentName == NULL || Registration->TerminateCallback == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    Monitor = ExAllocateOwn(sizeof *Monitor, PSP_MONITOR_TAG);
    if (Monitor == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = PspAllocateSlot(&Monitor->Slot);
    if (!NT_SUCCESS(Status)) {
        ExFreeOwn(Monitor);
        return Status;
    }
    Monitor->Registration = *Registration;
    *ReturnedMonitor = Monitor;
    return STATUS_SUCCESS;
}

NTSTATUS
PsStartSiloMonitor(PSILO_MONITOR Monitor)
{
    if (!Monitor->Registration.MonitorHost || Monitor->Registration.CreateCallback == NULL) {
        return STATUS_SUCCESS;
    }
    return NT_SUCCESS(CALL_DRIVER(Monitor->Registration.CreateCallback, PspSilos.Host))
               ? STATUS_SUCCESS
               : STATUS_REQUEST_ABORTED;
}

ULONG
PsGetSiloMonitorContextSlot(PSILO_MONITOR Monitor)
{
    return Monitor->Slot;
}

VOID
PsUnregisterSiloMonitor(PSILO_MONITOR Monitor)
{
    PspWaitForEmptySlot(Monitor->Slot);
    PsFreeSiloContextSlot(Monitor->Slot);
    ExFreeOwn(Monitor);
}
