/*
 * io/errorlog.c - the system's error log: what drivers report
 *
 * A driver allocates an entry, fills its packet, and writes it, which frees it. The last
 * IOP_RECORDS packets are kept for tests and reports.
 */
#include "iop.h"

#define IOP_RECORDS 32

typedef struct _IOP_LOG_ENTRY {
    LIST_ENTRY Links; /* of those not written yet */
    PVOID Object;
    UCHAR Size;
    DECLSPEC_ALIGN(16) IO_ERROR_LOG_PACKET Packet;
} IOP_LOG_ENTRY, *PIOP_LOG_ENTRY;

static struct {
    IO_ERROR_LOG_RECORD Records[IOP_RECORDS];
    ULONG Written;
} Iop SIM_STATE;

PVOID
IoAllocateErrorLogEntry(PVOID IoObject, UCHAR EntrySize)
{
    PIOP_LOG_ENTRY Entry;

    if (IoObject == NULL || EntrySize > ERROR_LOG_MAXIMUM_SIZE ||
        EntrySize < FIELD_OFFSET(IO_ERROR_LOG_PACKET, DumpData)) {
        return NULL;
    }
    Entry = ExAllocateOwn(sizeof(*Entry) + EntrySize, IOP_TAG);
    if (Entry == NULL) {
        return NULL;
    }
    ObReferenceObject(IoObject);
    Entry->Object = IoObject;
    Entry->Size = EntrySize;
    return &Entry->Packet;
}

VOID
IoFreeErrorLogEntry(PVOID ElEntry)
{
    PIOP_LOG_ENTRY Entry = CONTAINING_RECORD(ElEntry, IOP_LOG_ENTRY, Packet);

    ObDereferenceObject(Entry->Object);
    ExFreeOwn(Entry);
}

static PDRIVER_OBJECT
IopDriverOf(PVOID Object)
{
    return ((PDEVICE_OBJECT)Object)->Type == IO_TYPE_DEVICE ? ((PDEVICE_OBJECT)Object)->DriverObject
                                                            : Object;
}

VOID
IoWriteErrorLogEntry(PVOID ElEntry)
{
    PIOP_LOG_ENTRY Entry = CONTAINING_RECORD(ElEntry, IOP_LOG_ENTRY, Packet);
    IO_ERROR_LOG_RECORD *Record = &Iop.Records[Iop.Written++ % IOP_RECORDS];
    PUNICODE_STRING Name = &IopDriverOf(Entry->Object)->DriverName;

    RtlZeroMemory(Record, sizeof(*Record));
    Record->Object = Entry->Object;
    RtlCopyMemory(Record->DriverName, Name->Buffer,
                  Name->Length < sizeof(Record->DriverName) - sizeof(WCHAR)
                      ? Name->Length
                      : sizeof(Record->DriverName) - sizeof(WCHAR));
    RtlCopyMemory(&Record->Packet, &Entry->Packet, FIELD_OFFSET(IO_ERROR_LOG_PACKET, DumpData));
    RtlCopyMemory(Record->Data, &Entry->Packet, Entry->Size);
    Record->Size = Entry->Size;
    IoFreeErrorLogEntry(ElEntry);
}

BOOLEAN
IoQueryErrorLog(ULONG Index, const IO_ERROR_LOG_RECORD **Record)
{
    ULONG First = Iop.Written > IOP_RECORDS ? Iop.Written - IOP_RECORDS : 0;

    if (First + Index >= Iop.Written) {
        return FALSE;
    }
    *Record = &Iop.Records[(First + Index) % IOP_RECORDS];
    return TRUE;
}
