/*
 * samples/cancelq/queue.c - the queue: the six callbacks of IO_CSQ
 *
 * They are called with the lock held, but for the one that completes a cancelled request.
 */
#include "cancelq.h"

static PMETER
MeterOfQueue(PIO_CSQ Queue)
{
    return CONTAINING_RECORD(Queue, METER, Queue);
}

static VOID NTAPI
MeterCsqInsert(PIO_CSQ Queue, PIRP Irp)
{
    InsertTailList(&MeterOfQueue(Queue)->Head, &Irp->Tail.Overlay.ListEntry);
}

static VOID NTAPI
MeterCsqRemove(PIO_CSQ Queue, PIRP Irp)
{
    RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
}

/* The next after Irp (NULL: the first) that is of the file in PeekContext (NULL: any). */
static PIRP NTAPI
MeterCsqPeekNext(PIO_CSQ Queue, PIRP Irp, PVOID PeekContext)
{
    PLIST_ENTRY Head = &MeterOfQueue(Queue)->Head, Entry;

    for (Entry = Irp == NULL ? Head->Flink : Irp->Tail.Overlay.ListEntry.Flink; Entry != Head;
         Entry = Entry->Flink) {
        PIRP Next = CONTAINING_RECORD(Entry, IRP, Tail.Overlay.ListEntry);

        if (PeekContext == NULL || IoGetCurrentIrpStackLocation(Next)->FileObject == PeekContext) {
            return Next;
        }
    }
    return NULL;
}

static VOID NTAPI
MeterCsqAcquireLock(PIO_CSQ Queue, PKIRQL Irql)
{
    KeAcquireSpinLock(&MeterOfQueue(Queue)->Lock, Irql);
}

static VOID NTAPI
MeterCsqReleaseLock(PIO_CSQ Queue, KIRQL Irql)
{
    KeReleaseSpinLock(&MeterOfQueue(Queue)->Lock, Irql);
}

static VOID NTAPI
MeterCsqCompleteCanceled(PIO_CSQ Queue, PIRP Irp)
{
    MeterComplete(Irp, STATUS_CANCELLED, 0);
}

NTSTATUS
MeterInitializeQueue(PMETER Meter)
{
    InitializeListHead(&Meter->Head);
    KeInitializeSpinLock(&Meter->Lock);
    return IoCsqInitialize(&Meter->Queue, MeterCsqInsert, MeterCsqRemove, MeterCsqPeekNext,
                           MeterCsqAcquireLock, MeterCsqReleaseLock, MeterCsqCompleteCanceled);
}

PIRP
MeterTakeRequest(PMETER Meter, PFILE_OBJECT File)
{
    return IoCsqRemoveNextIrp(&Meter->Queue, File);
}
