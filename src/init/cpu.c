/*
 * init/cpu.c - what a test does to processors, to the clock and to other threads' waits
 */
#include "init.h"

#include <sim/test.h>

static NTSTATUS
InipAddProcessor(PVOID Context)
{
    ULONG Number = HalProcessorCount();
    NTSTATUS Status = KeAddProcessor(*(NTSTATUS *)Context);

    if (NT_SUCCESS(Status)) {
        ObNotifySystemCallback(ObCallbackProcessorAdd, Number, 0);
    }
    return Status;
}

NTSTATUS
sim_add_processor(NTSTATUS hardware)
{
    return InipCallKernel(InipAddProcessor, &hardware);
}

void
sim_nmi(unsigned cpu)
{
    SIM_ASSERT(cpu < HalProcessorCount());
    KeRequestNmi(cpu);
}

void
sim_set_system_time(int64_t later_ns)
{
    KeMoveSystemTime(later_ns / 100);
    ObNotifySystemCallback(ObCallbackSetSystemTime, 0, 0);
}

static NTSTATUS
InipAlertThread(PVOID Context)
{
    PVOID Thread;
    NTSTATUS Status;

    if (HalIsSearched()) {
        HalStep(HalStepCall, NULL);
    }
    Status =
        ObReferenceObjectByHandle(*(HANDLE *)Context, 0, *PsThreadType, KernelMode, &Thread, NULL);
    SIM_ASSERT(NT_SUCCESS(Status));
    KeAlertThread(Thread, KernelMode);
    ObfDereferenceObject(Thread);
    return Status;
}

void
sim_alert(HANDLE thread)
{
    InipCallKernel(InipAlertThread, &thread);
}
