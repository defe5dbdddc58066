/*
 * io/check/describe.c - an IRP in words: its state, who has it now, and who had it before
 *
 * Stack locations are shown as the debugger's !irp shows them.
 *
 * The history is nowhere in the packet: it is read back from the trace's last records. When the
 * trace is off, or the ring has moved on, it is shorter or missing; the packet itself remembers the
 * code that allocated, completed and freed it.
 *
 * A completion routine is shown in the location of the driver below the one that set it.
 */
#include "check.h"
#include "driver/driver.h"
#include "irp/irp.h"

#define IOP_EVENTS 24 /* of the history that are shown */
#define IOP_WHEN   "    %llu ns, processor %u, thread %u: "

static PCSTR
IopMajorName(UCHAR MajorFunction)
{
    static const PCSTR Names[] = {"CREATE",
                                  "CREATE_NAMED_PIPE",
                                  "CLOSE",
                                  "READ",
                                  "WRITE",
                                  "QUERY_INFORMATION",
                                  "SET_INFORMATION",
                                  "QUERY_EA",
                                  "SET_EA",
                                  "FLUSH_BUFFERS",
                                  "QUERY_VOLUME_INFORMATION",
                                  "SET_VOLUME_INFORMATION",
                                  "DIRECTORY_CONTROL",
                                  "FILE_SYSTEM_CONTROL",
                                  "DEVICE_CONTROL",
                                  "INTERNAL_DEVICE_CONTROL",
                                  "SHUTDOWN",
                                  "LOCK_CONTROL",
                                  "CLEANUP",
                                  "CREATE_MAILSLOT",
                                  "QUERY_SECURITY",
                                  "SET_SECURITY",
                                  "POWER",
                                  "SYSTEM_CONTROL",
                                  "DEVICE_CHANGE",
                                  "QUERY_QUOTA",
                                  "SET_QUOTA",
                                  "PNP"};

    return MajorFunction < RTL_NUMBER_OF(Names) ? Names[MajorFunction] : "?";
}

/* "Driver" of \Driver\Driver; in a few buffers in turn, for one line of a report. */
PCSTR
IopDriverText(PDRIVER_OBJECT Driver)
{
    static struct {
        CHAR Text[2][64];
        ULONG Next;
    } Iop SIM_STATE;
    PSTR Text = Iop.Text[Iop.Next++ % 2];
    ULONG Length = 0;

    for (ULONG i = 0; i < Driver->DriverName.Length / sizeof(WCHAR) && Length < 63; i++) {
        Text[Length++] = (CHAR)Driver->DriverName.Buffer[i];
    }
    Text[Length] = '\0';
    return Text;
}

/* --- code addresses --------------------------------------------------------------------------- */

static struct {
    const VOID *Address;
    CHAR Text[400];
} Iop SIM_STATE;

static VOID
IopNameOnHost(PVOID Context)
{
    HalDescribe(Iop.Address, Iop.Text, sizeof(Iop.Text));
}

/* "Label Function at file.c:12". */
static VOID
IopSayAddress(IOP_SAY *Say, PCSTR Label, const VOID *Address)
{
    if (Address == NULL || HalPlace(Address) == HalAtNowhere) {
        return;
    }
    if (Say == KeReport) {
        KeReportAddress(Label, Address);
        return;
    }
    Iop.Address = Address;
    HalCallHost(IopNameOnHost, NULL);
    Say("%s %s\n", Label, Iop.Text);
}

/* --- the stack -------------------------------------------------------------------------------- */

BOOLEAN
IopIsDevice(PDEVICE_OBJECT Device)
{
    for (PIOP_DRIVER Driver = IopNextDriver(NULL); Driver != NULL; Driver = IopNextDriver(Driver)) {
        PDEVICE_OBJECT Found = Driver->Object.DeviceObject;

        while (Found != NULL && Found != Device) {
            Found = Found->NextDevice;
        }
        if (Found != NULL) {
            return TRUE;
        }
    }
    return FALSE;
}

static PCSTR
IopDeviceText(PDEVICE_OBJECT Device)
{
    if (Device == NULL) {
        return "nobody";
    }
    return IopIsDevice(Device) ? IopDriverText(Device->DriverObject) : "a device that is gone";
}

static VOID
IopSayLocation(IOP_SAY *Say, PIRP Irp, ULONG Index)
{
    PIO_STACK_LOCATION Stack = (PIO_STACK_LOCATION)(Irp + 1) + (Index - 1);

    Say("   %c%u IRP_MJ_%s minor 0x%02x, device %p %s%s%s%s%s\n",
        Index == (ULONG)Irp->CurrentLocation ? '>' : ' ', Index, IopMajorName(Stack->MajorFunction),
        Stack->MinorFunction, (PVOID)Stack->DeviceObject,
        Stack->DeviceObject != NULL ? IopDeviceText(Stack->DeviceObject) : "",
        (Stack->Control & SL_INVOKE_ON_SUCCESS) != 0 ? " Success" : "",
        (Stack->Control & SL_INVOKE_ON_ERROR) != 0 ? " Error" : "",
        (Stack->Control & SL_INVOKE_ON_CANCEL) != 0 ? " Cancel" : "",
        (Stack->Control & SL_PENDING_RETURNED) != 0 ? " pending" : "");
    IopSayAddress(Say, "      completion routine", (PVOID)Stack->CompletionRoutine);
}

/* --- who has it, who had it ------------------------------------------------------------------- */

static VOID
IopSayOwner(IOP_SAY *Say, PIOP_IRP Own)
{
    PIRP Irp = &Own->Irp;
    PIO_STACK_LOCATION Stack = Irp->Tail.Overlay.CurrentStackLocation;

    if (Own->Serial == 0) {
        Say("    nobody has it: it was freed\n");
    } else if (Own->Completed || Irp->CurrentLocation > Irp->StackCount + 1) {
        Say("    it is complete\n");
    } else if (Irp->CurrentLocation <= Irp->StackCount &&
               (*IopFlow(Own, (ULONG)Irp->CurrentLocation) & IOP_FLOW_CALLED) != 0) {
        Say("    %s has it now (device %p)\n", IopDeviceText(Stack->DeviceObject),
            (PVOID)Stack->DeviceObject);
    } else if (Irp->CurrentLocation <= Irp->StackCount) {
        Say("    whoever set location %d has it now\n", Irp->CurrentLocation);
    } else {
        Say("    whoever allocated it has it now\n");
    }
}

static VOID
IopSayEvent(IOP_SAY *Say, const HAL_TRACE_RECORD *Record)
{
    PDEVICE_OBJECT Device = (PDEVICE_OBJECT)(ULONG_PTR)Record->B;
    ULONG64 Time = Record->TimeNs;
    ULONG Cpu = Record->Processor, Thread = Record->ThreadId;

    switch (Record->Probe) {
    case PROBE_IRP_ALLOCATE:
        Say(IOP_WHEN "allocated with %u stack locations\n", Time, Cpu, Thread, (ULONG)Record->B);
        break;
    case PROBE_IRP_CALL:
        Say(IOP_WHEN "IRP_MJ_%s minor 0x%02x sent to %s, device %p\n", Time, Cpu, Thread,
            IopMajorName((UCHAR)(Record->C >> 8)), (ULONG)Record->C & 0xFF, IopDeviceText(Device),
            (PVOID)Device);
        break;
    case PROBE_IRP_RETURN:
        Say(IOP_WHEN "%s returned 0x%08x\n", Time, Cpu, Thread, IopDeviceText(Device),
            (ULONG)Record->C);
        break;
    case PROBE_IRP_COMPLETE:
        Say(IOP_WHEN "completed with 0x%08x, information 0x%llx\n", Time, Cpu, Thread,
            (ULONG)Record->B, Record->C);
        break;
    case PROBE_IRP_COMPLETION:
        Say(IOP_WHEN "a completion routine returned 0x%08x\n", Time, Cpu, Thread, (ULONG)Record->C);
        IopSayAddress(Say, "        it is", (PVOID)(ULONG_PTR)Record->B);
        break;
    case PROBE_IRP_CANCEL:
        Say(IOP_WHEN "cancelled, %s\n", Time, Cpu, Thread,
            Record->B != 0 ? "its cancel routine called" : "no cancel routine");
        break;
    default:
        Say(IOP_WHEN "freed\n", Time, Cpu, Thread);
        break;
    }
}

static BOOLEAN
IopIsAbout(const HAL_TRACE_RECORD *Record, PIRP Irp)
{
    return Record->A == (ULONG_PTR)Irp && Record->Probe >= PROBE_IRP_ALLOCATE &&
           Record->Probe <= PROBE_IRP_CANCEL && Record->Probe != PROBE_IRP_PENDING;
}

static VOID
IopSayHistory(IOP_SAY *Say, PIRP Irp)
{
    ULONG64 Indexes[IOP_EVENTS];
    ULONG Events = 0;
    HAL_TRACE_RECORD Record;

    for (ULONG64 Index = 0; HalTraceRecord(Index, &Record); Index++) {
        if (IopIsAbout(&Record, Irp)) {
            Events = Record.Probe == PROBE_IRP_ALLOCATE ? 0 : Events;
            Indexes[Events++ % IOP_EVENTS] = Index;
        }
    }
    for (ULONG i = Events > IOP_EVENTS ? Events - IOP_EVENTS : 0; i < Events; i++) {
        HalTraceRecord(Indexes[i % IOP_EVENTS], &Record);
        IopSayEvent(Say, &Record);
    }
}

/* --- all of it -------------------------------------------------------------------------------- */

static VOID
IopSayState(IOP_SAY *Say, PIRP Irp)
{
    Say("IRP %p: %u stack locations, current %u, status 0x%08x, information 0x%llx%s\n", (PVOID)Irp,
        (ULONG)Irp->StackCount, (ULONG)Irp->CurrentLocation, (ULONG)Irp->IoStatus.Status,
        (ULONG64)Irp->IoStatus.Information, Irp->Cancel ? ", cancelled" : "");
    for (ULONG Index = 1; Index <= (ULONG)Irp->StackCount; Index++) {
        IopSayLocation(Say, Irp, Index);
    }
    IopSayAddress(Say, "    cancel routine", (PVOID)Irp->CancelRoutine);
}

VOID
IopDescribeIrp(PIOP_IRP Own, IOP_SAY *Say)
{
    if (Own->Serial != 0) {
        IopSayState(Say, &Own->Irp);
    } else {
        Say("IRP %p is free: it was completed or freed\n", (PVOID)&Own->Irp);
        IopSayAddress(Say, "    freed by", Own->FreedBy);
    }
    IopSayAddress(Say, "    allocated by", IopAllocatedBy(Own));
    IopSayAddress(Say, "    last completed by", *IopCompletedBy(Own));
    IopSayOwner(Say, Own);
    IopSayHistory(Say, &Own->Irp);
}
