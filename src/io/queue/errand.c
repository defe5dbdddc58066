/*
 * io/queue/errand.c - a system thread to run in, for what Windows does in the System process
 */
#include "iop.h"

typedef struct _IOP_ERRAND {
    WORK_QUEUE_ITEM Item;
    VOID (*Routine)(PVOID);
    PVOID Context;
    KEVENT Done;
} IOP_ERRAND;

static VOID
IopDoErrand(PVOID Context)
{
    IOP_ERRAND *Errand = Context;

    Errand->Routine(Errand->Context);
    KeSetEvent(&Errand->Done, IO_NO_INCREMENT, FALSE);
}

VOID
IoRunInSystemThread(VOID (*Routine)(PVOID), PVOID Context)
{
    IOP_ERRAND Errand = {.Routine = Routine, .Context = Context};

    if (PsCurrentThread()->SystemThread) {
        Routine(Context);
        return;
    }
    KeInitializeEvent(&Errand.Done, NotificationEvent, FALSE);
    ExInitializeWorkItem(&Errand.Item, IopDoErrand, &Errand);
    ExQueueWorkItem(&Errand.Item, DelayedWorkQueue);
    KeWaitForSingleObject(&Errand.Done, Executive, KernelMode, FALSE, NULL);
}
