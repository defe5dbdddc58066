/*
 * samples/cancelq/thread.c - the thread: it polls while somebody waits, sleeps while nobody does
 *
 *      asleep --Arrived--> polling --a period, and nobody waits any more--> asleep
 *      both --Stop--> ended
 *
 * Arrived is set after a request is in the queue, and reset by the wait that it ends, before the
 * thread looks into the queue. So a request that comes while the thread goes to sleep wakes it.
 */
#include "cancelq.h"

static KSTART_ROUTINE MeterThread;

/* FALSE: the thread shall end. */
static BOOLEAN
MeterSleep(PMETER Meter)
{
    PVOID Objects[] = {&Meter->Stop, &Meter->Arrived};

    return KeWaitForMultipleObjects(2, Objects, WaitAny, Executive, KernelMode, FALSE, NULL,
                                    NULL) != STATUS_WAIT_0;
}

static BOOLEAN
MeterWaitForReading(PMETER Meter)
{
    LARGE_INTEGER Period;

    Period.QuadPart = -10000LL * CANCELQ_PERIOD_MS;
    return KeWaitForSingleObject(&Meter->Stop, Executive, KernelMode, FALSE, &Period) ==
           STATUS_TIMEOUT;
}

/* FALSE: nobody waits for the reading any more; then there is none. */
static BOOLEAN
MeterDeliver(PMETER Meter)
{
    PIRP Irp = MeterTakeRequest(Meter, NULL);

    if (Irp == NULL) {
        return FALSE;
    }
    *(PULONG)Irp->AssociatedIrp.SystemBuffer = Meter->Reading++;
    MeterComplete(Irp, STATUS_SUCCESS, sizeof(ULONG));
    return TRUE;
}

static VOID NTAPI
MeterThread(PVOID Context)
{
    PMETER Meter = Context;
    BOOLEAN Running = MeterSleep(Meter);

    while (Running) {
        Running = MeterWaitForReading(Meter);
        if (Running && !MeterDeliver(Meter)) {
            Running = MeterSleep(Meter);
        }
    }
    PsTerminateSystemThread(STATUS_SUCCESS);
}

NTSTATUS
MeterStartThread(PMETER Meter)
{
    OBJECT_ATTRIBUTES Attributes;
    HANDLE Thread;
    NTSTATUS Status;

    KeInitializeEvent(&Meter->Arrived, SynchronizationEvent, FALSE);
    KeInitializeEvent(&Meter->Stop, NotificationEvent, FALSE);
    InitializeObjectAttributes(&Attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    Status = PsCreateSystemThread(&Thread, THREAD_ALL_ACCESS, &Attributes, NULL, NULL, MeterThread,
                                  Meter);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    /* Cannot fail: the handle is good, and it is a thread's. */
    ObReferenceObjectByHandle(Thread, THREAD_ALL_ACCESS, *PsThreadType, KernelMode,
                              (PVOID *)&Meter->Thread, NULL);
    ZwClose(Thread);
    return STATUS_SUCCESS;
}

/* Waits for the thread object, not for an event that the thread sets: after that it would still
   have some of this driver's code to run. */
VOID
MeterStopThread(PMETER Meter)
{
    KeSetEvent(&Meter->Stop, IO_NO_INCREMENT, FALSE);
    KeWaitForSingleObject(Meter->Thread, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(Meter->Thread);
}
