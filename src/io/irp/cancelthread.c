/*
 * io/irp/cancelthread.c - what becomes of the requests of a thread that ends
 *
 * A thread that ends waits for its packets to complete. After five minutes of cancelling it gives
 * those that are left up: they complete later, unheard (IopAbandonIrp). What will be reported to
 * a completion port goes on without the thread (Detached, finishport.c F5 and F6), until the
 * process ends: its last thread cancels and awaits that, too. So files that are not open any more
 * when a process has ended are not kept by its requests.
 */
#include "irp.h"
#include "port/port.h"

#define IOP_RUNDOWN_STEP_100NS (-10 * 1000 * 10) /* 10 ms */
#define IOP_RUNDOWN_STEPS      (5 * 60 * 100)    /* 5 minutes of them */

/* The requests that a completion port will hear of outlive the thread. */
static VOID
IopDetachThreadIrps(PETHREAD Thread)
{
    PLIST_ENTRY Link = Thread->IrpList.Flink;

    while (Link != &Thread->IrpList) {
        PIOP_IRP Own = CONTAINING_RECORD(Link, IOP_IRP, Irp.ThreadListEntry);

        Link = Link->Flink;
        if (!Own->Completed && IopHasPort(Own)) {
            RemoveEntryList(&Own->Irp.ThreadListEntry);
            InitializeListHead(&Own->Irp.ThreadListEntry);
            ObReferenceObject(Thread);
            Own->OnThread = FALSE;
            Own->Detached = TRUE;
        }
    }
}

/* ... but not the process. Whoever removes their packets finds that its memory is gone. TRUE: some
   are not complete yet. */
static BOOLEAN
IopCancelDetached(PEPROCESS Process)
{
    PIOP_IRP Own = NULL;
    BOOLEAN Left = FALSE;

    while ((Own = IopNextLiveIrp(Own)) != NULL) {
        if (!Own->Detached || Own->Completed ||
            IoThreadToProcess(Own->Irp.Tail.Overlay.Thread) != Process) {
            continue;
        }
        Left = TRUE;
        if (!Own->Irp.Cancel) {
            IoCancelIrp(&Own->Irp);
            Own = NULL;
        }
    }
    return Left;
}

/* TRUE: the thread has to wait. */
static BOOLEAN
IopCancelRest(PETHREAD Thread)
{
    IOP_SCOPE Scope = {.Thread = Thread};
    PEPROCESS Process = IoThreadToProcess(Thread);
    BOOLEAN Left = !IsListEmpty(&Thread->IrpList);

    HalTouch(&Thread->IrpList, TRUE); // see IopTouchLists
    if (Left) {
        IopCancelScope(&Scope);
    }
    return (Process->ActiveThreads == 1 && IopCancelDetached(Process)) || Left;
}

/* In the thread that ends. */
VOID
IopCancelThreadIrps(PETHREAD Thread)
{
    LARGE_INTEGER Step = {.QuadPart = IOP_RUNDOWN_STEP_100NS};

    if (IoThreadToProcess(Thread)->ActiveThreads > 1) {
        IopDetachThreadIrps(Thread);
    }
    for (ULONG i = 0; IopCancelRest(Thread) && i < IOP_RUNDOWN_STEPS; i++) {
        KeDelayExecutionThread(KernelMode, FALSE, &Step);
    }
    while (!IsListEmpty(&Thread->IrpList)) {
        IopDequeueThreadIrp(CONTAINING_RECORD(Thread->IrpList.Flink, IOP_IRP, Irp.ThreadListEntry));
    }
}
