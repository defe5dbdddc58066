/*
 * scenario/drivers/unchecked_buffers.c - each request twice: with the page's mistake, and right
 */
// INSTRUMENT
#include "story.h"

#include "unchecked_buffers.h"

#define LINK L"\\DosDevices\\Unchecked"

BOOLEAN Checks;
ULONG Overruns; /* lengths that had been checked and were not those used */
ULONG Address, Sum;

typedef struct _BUFFERS {
    PVOID System;
    PVOID Raw; /* Type3InputBuffer */
    PMDL Mdl;
    ULONG In, Out;
} BUFFERS, *PBUFFERS;

/* Each sets *Information and returns the status. */
typedef NTSTATUS HANDLER(const BUFFERS *Buffers, PULONG_PTR Information);

/* --- sizes ------------------------------------------------------------------------------------ */

static NTSTATUS
NewAddress(const BUFFERS *Buffers, PULONG_PTR Information)
{
    PNEW_ADDRESS New = Buffers->System;

    if (Checks && Buffers->In < sizeof(*New)) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    Address = New->Address;
    return STATUS_SUCCESS;
}

static NTSTATUS
GetInfo(const BUFFERS *Buffers, PULONG_PTR Information)
{
    PULONG Items = Buffers->System;

    if (Checks && Buffers->Out < ITEMS * sizeof(ULONG)) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    for (ULONG i = 0; i < ITEMS; i++) {
        Items[i] = i;
    }
    *Information = ITEMS * sizeof(ULONG);
    return STATUS_SUCCESS;
}

/* The name fills a part of what is reported as output. */
static NTSTATUS
GetName(const BUFFERS *Buffers, PULONG_PTR Information)
{
    static const CHAR Name[] = "unchecked";

    if (Buffers->Out < NAME_ROOM) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    if (Checks) {
        RtlZeroMemory(Buffers->System, NAME_ROOM);
    }
    RtlCopyMemory(Buffers->System, Name, sizeof(Name));
    *Information = NAME_ROOM;
    return STATUS_SUCCESS;
}

static BOOLEAN
NameFits(const BUFFERS *Buffers, ULONG NameLength)
{
    ULONG Header = FIELD_OFFSET(WAIT_FOR_BUFFER, Name);

    return Checks ? Buffers->In - Header >= NameLength : Header + NameLength <= Buffers->In;
}

static NTSTATUS
WaitFor(const BUFFERS *Buffers, PULONG_PTR Information)
{
    PWAIT_FOR_BUFFER Wait = Buffers->System;

    if (Buffers->In < sizeof(*Wait) || !NameFits(Buffers, Wait->NameLength)) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Wait->NameLength >= sizeof(WCHAR)) {
        Sum = Wait->Name[Wait->NameLength / sizeof(WCHAR) - 1];
    }
    return STATUS_SUCCESS;
}

static BOOLEAN
EntriesFit(const BUFFERS *Buffers, ULONG Count)
{
    ULONG Header = FIELD_OFFSET(SET_VALUE, Info);
    ULONG Size = sizeof(((PSET_VALUE)0)->Info[0]);

    return Checks ? (Buffers->In - Header) / Size >= Count : Header + Count * Size <= Buffers->In;
}

static NTSTATUS
SetValue(const BUFFERS *Buffers, PULONG_PTR Information)
{
    PSET_VALUE Set = Buffers->System;

    if (Buffers->In < sizeof(*Set) || !EntriesFit(Buffers, Set->NumEntries)) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    Sum = Set->NumEntries != 0 ? Set->Info[Set->NumEntries - 1].Value : 0;
    return STATUS_SUCCESS;
}

/* --- direct I/O ------------------------------------------------------------------------------- */

static NTSTATUS
Direct(const BUFFERS *Buffers, PULONG_PTR Information)
{
    PVOID Data;

    if (Checks && Buffers->Mdl == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    Data = MmGetSystemAddressForMdlSafe(Buffers->Mdl, NormalPagePriority);
    if (Data == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlZeroMemory(Data, Buffers->Out);
    *Information = Buffers->Out;
    return STATUS_SUCCESS;
}

static ULONG
LengthOf(volatile FETCH_BUFFER *Fetch)
{
    return Fetch->Length;
}

/* The length is in memory that the program can change meanwhile. */
static NTSTATUS
Fetch(const BUFFERS *Buffers, PULONG_PTR Information)
{
    PFETCH_BUFFER Data;
    ULONG Checked, Used;

    if (Buffers->Out < sizeof(*Data)) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    Data = MmGetSystemAddressForMdlSafe(Buffers->Mdl, NormalPagePriority);
    if (Data == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Checked = LengthOf(Data);
    if (Checked > FETCH_BYTES) {
        return STATUS_INVALID_PARAMETER;
    }
    Used = Checks ? Checked : LengthOf(Data);
    Overruns += Used > FETCH_BYTES;
    return STATUS_SUCCESS;
}

/* --- the program's addresses ------------------------------------------------------------------ */

static NTSTATUS
WriteUnchecked(PULONG_PTR Target)
{
    *Target = 77;
    return STATUS_SUCCESS;
}

static NTSTATUS
WriteChecked(PULONG_PTR Target)
{
    __try {
        ProbeForWrite(Target, sizeof(*Target), TYPE_ALIGNMENT(ULONG_PTR));
        *Target = 77;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
Neither(const BUFFERS *Buffers, PULONG_PTR Information)
{
    return Checks ? WriteChecked(Buffers->Raw) : WriteUnchecked(Buffers->Raw);
}

static NTSTATUS
Embedded(const BUFFERS *Buffers, PULONG_PTR Information)
{
    PULONG_PTR Target;

    if (Buffers->In < sizeof(Target)) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    Target = *(PULONG_PTR *)Buffers->System;
    return Checks ? WriteChecked(Target) : WriteUnchecked(Target);
}

/* --- the driver ------------------------------------------------------------------------------- */

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    static HANDLER *const Handlers[] = {NewAddress, GetInfo, WaitFor,  SetValue, Direct,
                                        Fetch,      Neither, Embedded, GetName};
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    BUFFERS Buffers = {.System = Irp->AssociatedIrp.SystemBuffer,
                       .Raw = Stack->Parameters.DeviceIoControl.Type3InputBuffer,
                       .Mdl = Irp->MdlAddress,
                       .In = Stack->Parameters.DeviceIoControl.InputBufferLength,
                       .Out = Stack->Parameters.DeviceIoControl.OutputBufferLength};
    ULONG Number = (Stack->Parameters.DeviceIoControl.IoControlCode >> 2 & 0xFFF) - 0x800;
    ULONG_PTR Information = 0;
    NTSTATUS Status = Handlers[Number](&Buffers, &Information);

    return StoryComplete(Irp, Status, NT_SUCCESS(Status) ? Information : 0);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;

    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    return StoryDevice(DriverObject, L"\\Device\\Unchecked", LINK, 0, &Device);
}
