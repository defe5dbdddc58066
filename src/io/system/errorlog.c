/*
 * io/system/errorlog.c - the system's error log: what drivers report
 *
 *      IoAllocateErrorLogEntry --> filled in by the driver --> IoWriteErrorLogEntry --> a record
 *                                          |
 *                                          +--> IoFreeErrorLogEntry
 *
 * A packet is header, dump data, and strings that end with 0: they are %2, %3, ... of the message
 * text that the error code names; %1 is the name of the device (of the driver, if that reported).
 * The I/O manager's own names have 80 bytes; what they need beyond comes off the strings. The last
 * IOP_RECORDS records are kept.
 *
 * Differs from Windows: the record is there when IoWriteErrorLogEntry returns; nothing but lack of
 * pool limits how many entries there are.
 */
#include "iop.h"

#define IOP_RECORDS   32
#define IOP_NAME_ROOM 80 /* bytes for both names */

typedef struct _IOP_LOG_ENTRY {
    PVOID Object;
    ULONG Size;
    DECLSPEC_ALIGN(16) IO_ERROR_LOG_PACKET Packet;
} IOP_LOG_ENTRY, *PIOP_LOG_ENTRY;

static struct {
    IO_ERROR_LOG_RECORD Records[IOP_RECORDS];
    ULONG Written;
} Iop SIM_STATE;
SIM_STATE_PART(Iop.Records, Iop.Written);

/* --- entries ---------------------------------------------------------------------------------- */

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

/* --- records ---------------------------------------------------------------------------------- */

static PDEVICE_OBJECT
IopReportingDevice(PVOID Object)
{
    return ((PDEVICE_OBJECT)Object)->Type == IO_TYPE_DEVICE ? Object : NULL;
}

static VOID
IopCopyName(PWCHAR Buffer, ULONG Characters, PCUNICODE_STRING Name)
{
    ULONG Length = Name->Length / sizeof(WCHAR);

    Length = Length < Characters - 1 ? Length : Characters - 1;
    if (Length != 0) { // no name, no buffer
        RtlCopyMemory(Buffer, Name->Buffer, Length * sizeof(WCHAR));
    }
    Buffer[Length] = 0;
}

static VOID
IopNameDevice(IO_ERROR_LOG_RECORD *Record, PDEVICE_OBJECT Device)
{
    DECLSPEC_ALIGN(8) UCHAR Buffer[sizeof(OBJECT_NAME_INFORMATION) + sizeof(Record->DeviceName)];
    POBJECT_NAME_INFORMATION Information = (POBJECT_NAME_INFORMATION)Buffer;
    ULONG Length;

    if (NT_SUCCESS(ObQueryNameString(Device, Information, sizeof(Buffer), &Length))) {
        IopCopyName(Record->DeviceName, RTL_NUMBER_OF(Record->DeviceName), &Information->Name);
    }
}

static VOID
IopNameReporter(IO_ERROR_LOG_RECORD *Record, PVOID Object)
{
    PDEVICE_OBJECT Device = IopReportingDevice(Object);
    PDRIVER_OBJECT Driver = Device != NULL ? Device->DriverObject : Object;

    Record->Object = Object;
    IopCopyName(Record->DriverName, RTL_NUMBER_OF(Record->DriverName), &Driver->DriverName);
    if (Device != NULL) {
        IopNameDevice(Record, Device);
    } else {
        IopCopyName(Record->DeviceName, RTL_NUMBER_OF(Record->DeviceName), &Driver->DriverName);
    }
}

/* What is left of the packet when both names are as long as they are. */
static ULONG
IopRoomForPacket(const IO_ERROR_LOG_RECORD *Record, ULONG Size)
{
    const IO_ERROR_LOG_PACKET *Packet = (const IO_ERROR_LOG_PACKET *)Record->Data;
    ULONG Names =
        (IoTextLength(Record->DriverName) + IoTextLength(Record->DeviceName) + 2) * sizeof(WCHAR);
    ULONG Excess = Names > IOP_NAME_ROOM ? Names - IOP_NAME_ROOM : 0;
    ULONG Strings = Packet->NumberOfStrings != 0 && Packet->StringOffset < Size
                        ? Size - Packet->StringOffset
                        : 0;

    return Size - (Excess < Strings ? Excess : Strings);
}

VOID
IoWriteErrorLogEntry(PVOID ElEntry)
{
    PIOP_LOG_ENTRY Entry = CONTAINING_RECORD(ElEntry, IOP_LOG_ENTRY, Packet);
    IO_ERROR_LOG_RECORD *Record = &Iop.Records[Iop.Written++ % IOP_RECORDS];

    RtlZeroMemory(Record, sizeof(*Record));
    Record->Number = Iop.Written;
    KeQuerySystemTime(&Record->TimeStamp);
    IopNameReporter(Record, Entry->Object);
    RtlCopyMemory(Record->Data, &Entry->Packet, Entry->Size);
    Record->Size = IopRoomForPacket(Record, Entry->Size);
    RtlZeroMemory(Record->Data + Record->Size, sizeof(Record->Data) - Record->Size);
    IoFreeErrorLogEntry(ElEntry);
}

/* --- reading ---------------------------------------------------------------------------------- */

const IO_ERROR_LOG_RECORD *
IoQueryErrorLog(ULONG Index)
{
    ULONG First = Iop.Written > IOP_RECORDS ? Iop.Written - IOP_RECORDS : 0;

    return Index < Iop.Written - First ? &Iop.Records[(First + Index) % IOP_RECORDS] : NULL;
}

PCWSTR
IoErrorLogString(const IO_ERROR_LOG_RECORD *Record, ULONG Number)
{
    const IO_ERROR_LOG_PACKET *Packet = (const IO_ERROR_LOG_PACKET *)Record->Data;
    ULONG Offset = Packet->StringOffset;

    if (Number == 1) {
        return Record->DeviceName;
    }
    if (Number < 2 || Number - 2 >= Packet->NumberOfStrings || Offset % sizeof(WCHAR) != 0) {
        return NULL;
    }
    for (ULONG i = 2; i < Number && Offset < Record->Size; i++) {
        Offset += (IoTextLength((PCWSTR)(Record->Data + Offset)) + 1) * sizeof(WCHAR);
    }
    return Offset < Record->Size ? (PCWSTR)(Record->Data + Offset) : NULL;
}
