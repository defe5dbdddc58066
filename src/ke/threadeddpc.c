/*
 * src/ke/threadeddpc.c - DPCs that run in a thread, at PASSIVE_LEVEL
 *
 * Each processor has a thread of the highest priority, which runs there and nowhere else and
 * empties the processor's queue of threaded DPCs. Ordinary DPCs and interrupts come between, other
 * threads do not.
 *
 *      first KeInitializeThreadedDpc --> a thread for each processor
 *      KeInsertQueueDpc --> queued, the thread is woken --> its routine runs in the thread
 *
 * While threaded DPCs are switched off (ThreadDpcEnable = 0), or a processor has no thread, they go
 * to the processor's ordinary queue. A routine must be right in both.
 *
 * Differs from Windows: the threads are made by the first KeInitializeThreadedDpc at PASSIVE_LEVEL;
 * a routine that waits is stopped (ATTEMPTED_SWITCH_FROM_DPC) also when that is the thread, where
 * on Windows it would hold up all others.
 */
#include "ki.h"

static struct {
    NTSTATUS (*CreateThread)(VOID (*Start)(PVOID), PVOID Context, KPRIORITY Priority);
    BOOLEAN Disabled;
    ULONG Threads; /* processors that have been given one */
} Ki SIM_STATE;

VOID
KeInitThreadedDpcs(NTSTATUS (*CreateThread)(VOID (*Start)(PVOID), PVOID Context,
                                            KPRIORITY Priority))
{
    Ki.CreateThread = CreateThread;
}

VOID
KeEnableThreadedDpcs(BOOLEAN Enable)
{
    Ki.Disabled = !Enable;
}

static VOID
KiDpcThread(PVOID Context)
{
    PKPRCB Prcb = Context;
    GROUP_AFFINITY Affinity = {.Group = (USHORT)(Prcb->Number / HalGroupSize()),
                               .Mask = (KAFFINITY)1 << Prcb->Number % HalGroupSize()};

    KeSetSystemGroupAffinityThread(&Affinity, NULL);
    Prcb->DpcThread = KeCurrentThread();
    for (;;) {
        KeWaitForSingleObject(&Prcb->DpcThreadWork, Executive, KernelMode, FALSE, NULL);
        while (Prcb->ThreadedQueue.Head.Next != NULL) {
            KiRunDpc(Prcb, &Prcb->ThreadedQueue, KiTakeDpc(&Prcb->ThreadedQueue));
            HalPreemptionPoint();
        }
    }
}

static VOID
KiMakeDpcThreads(VOID)
{
    while (Ki.Threads < HalProcessorCount()) {
        PKPRCB Prcb = KiPrcbOf(Ki.Threads++);

        KeInitializeEvent(&Prcb->DpcThreadWork, SynchronizationEvent, FALSE);
        Ki.CreateThread(KiDpcThread, Prcb, HIGH_PRIORITY);
        while (Prcb->DpcThread == NULL) {
            HalYield();
        }
    }
}

VOID
KiAddDpcThread(VOID)
{
    if (Ki.Threads > 0) {
        KiMakeDpcThreads();
    }
}

VOID
KeInitializeThreadedDpc(PRKDPC Dpc, PKDEFERRED_ROUTINE DeferredRoutine, PVOID DeferredContext)
{
    KeInitializeDpc(Dpc, DeferredRoutine, DeferredContext);
    Dpc->Type = KI_THREADED_DPC_OBJECT;
    if (HalGetIrql() == PASSIVE_LEVEL && !Ki.Disabled && Ki.CreateThread != NULL) {
        KiMakeDpcThreads();
    }
}

PKI_DPC_QUEUE
KiQueueOfDpc(PKPRCB Prcb)
{
    return !Ki.Disabled && Prcb->DpcThread != NULL ? &Prcb->ThreadedQueue : &Prcb->DpcQueue;
}

VOID
KiWakeDpcThread(PKPRCB Prcb)
{
    KeSetEvent(&Prcb->DpcThreadWork, 0, FALSE);
}

BOOLEAN
KiInThreadedDpc(PKPRCB Prcb)
{
    return Prcb->ThreadedQueue.Running != NULL && Prcb->CurrentThread == Prcb->DpcThread;
}
