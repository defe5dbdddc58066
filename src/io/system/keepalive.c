/*
 * io/system/keepalive.c - keep-alive counts: an app is not suspended while a device works for it
 *
 * Differs from Windows: nothing is ever suspended; the counts are kept and checked. One that is
 * left over is a leak.
 */
#include "system.h"

typedef struct _IOP_KEEP_ALIVE {
    LIST_ENTRY Links;
    PFILE_OBJECT File;
    PEPROCESS Process;
    ULONG Count;
} IOP_KEEP_ALIVE, *PIOP_KEEP_ALIVE;

static struct {
    LIST_ENTRY List;
} Iop SIM_STATE;

VOID
IopInitKeepAlive(VOID)
{
    InitializeListHead(&Iop.List);
}

static PIOP_KEEP_ALIVE
IopFindKeepAlive(PFILE_OBJECT File, PEPROCESS Process)
{
    for (PLIST_ENTRY Entry = Iop.List.Flink; Entry != &Iop.List; Entry = Entry->Flink) {
        PIOP_KEEP_ALIVE Found = CONTAINING_RECORD(Entry, IOP_KEEP_ALIVE, Links);

        if (Found->File == File && Found->Process == Process) {
            return Found;
        }
    }
    return NULL;
}

NTSTATUS
IoIncrementKeepAliveCount(PFILE_OBJECT FileObject, PEPROCESS Process)
{
    PIOP_KEEP_ALIVE KeepAlive = IopFindKeepAlive(FileObject, Process);

    if (KeepAlive == NULL) {
        KeepAlive = ExAllocateOwn(sizeof(*KeepAlive), IOP_TAG);
        if (KeepAlive == NULL) {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        KeepAlive->File = FileObject;
        KeepAlive->Process = Process;
        InsertTailList(&Iop.List, &KeepAlive->Links);
    }
    KeepAlive->Count++;
    return STATUS_SUCCESS;
}

NTSTATUS
IoDecrementKeepAliveCount(PFILE_OBJECT FileObject, PEPROCESS Process)
{
    PIOP_KEEP_ALIVE KeepAlive = IopFindKeepAlive(FileObject, Process);

    if (KeepAlive == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    if (--KeepAlive->Count == 0) {
        RemoveEntryList(&KeepAlive->Links);
        ExFreeOwn(KeepAlive);
    }
    return STATUS_SUCCESS;
}

VOID
IopReportKeepAlive(IOP_SAY *Report)
{
    for (PLIST_ENTRY Entry = Iop.List.Flink; Entry != &Iop.List; Entry = Entry->Flink) {
        PIOP_KEEP_ALIVE KeepAlive = CONTAINING_RECORD(Entry, IOP_KEEP_ALIVE, Links);

        Report("file object %p was left with a keep-alive count of %u\n", (PVOID)KeepAlive->File,
               KeepAlive->Count);
    }
}
