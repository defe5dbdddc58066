/*
 * io/report.c - what a bug check report and a leak report say about IRPs, devices and drivers
 *
 * A report names the packet: its state, its stack locations as the debugger's !irp shows them, and
 * the code that allocated, completed and freed it. An IRP is recognised among the parameters by
 * being one that the I/O manager allocated, now or before.
 */
#include "iop.h"

static PCSTR
IopMajorName(UCHAR MajorFunction)
{
    static const PCSTR Names[] = {
        "CREATE",          "CREATE_NAMED_PIPE",     "CLOSE",
        "READ",            "WRITE",                 "QUERY_INFORMATION",
        "SET_INFORMATION", "QUERY_EA",              "SET_EA",
        "FLUSH_BUFFERS",   "QUERY_VOLUME_INFORMATION", "SET_VOLUME_INFORMATION",
        "DIRECTORY_CONTROL", "FILE_SYSTEM_CONTROL", "DEVICE_CONTROL",
        "INTERNAL_DEVICE_CONTROL", "SHUTDOWN",      "LOCK_CONTROL",
        "CLEANUP",         "CREATE_MAILSLOT",       "QUERY_SECURITY",
        "SET_SECURITY",    "POWER",                 "SYSTEM_CONTROL",
        "DEVICE_CHANGE",   "QUERY_QUOTA",           "SET_QUOTA",
        "PNP"};

    return MajorFunction < RTL_NUMBER_OF(Names) ? Names[MajorFunction] : "?";
}

/* "Driver" of \Driver\Driver; in a few buffers in turn, for one line of a report. */
static PCSTR
IopNarrowName(PDRIVER_OBJECT Driver)
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

/* --- a packet --------------------------------------------------------------------------------- */

static PIOP_IRP
IopFindIrp(ULONG_PTR Address)
{
    for (PIOP_IRP Own = IopNextLiveIrp(NULL); Own != NULL; Own = IopNextLiveIrp(Own)) {
        if ((ULONG_PTR)&Own->Irp == Address) {
            return Own;
        }
    }
    return IopFindFreeIrp(Address);
}

static VOID
IopReportLocation(PIOP_IRP Own, ULONG Index)
{
    PIO_STACK_LOCATION Stack = (PIO_STACK_LOCATION)(&Own->Irp + 1) + (Index - 1);
    PDEVICE_OBJECT Device = Stack->DeviceObject;

    KeReport("   %c%u IRP_MJ_%s minor %u, control %02x, device %p %s\n",
             Index == (ULONG)Own->Irp.CurrentLocation ? '>' : ' ', Index,
             IopMajorName(Stack->MajorFunction), Stack->MinorFunction, Stack->Control,
             (PVOID)Device, Device != NULL ? IopNarrowName(Device->DriverObject) : "");
    if (Stack->CompletionRoutine != NULL) {
        KeReportAddress("      completion routine", (PVOID)Stack->CompletionRoutine);
    }
}

static VOID
IopReportPeople(PIOP_IRP Own)
{
    if (Own->AllocatedBy != NULL) {
        KeReportAddress("    allocated by", Own->AllocatedBy);
    }
    if (Own->CompletedBy != NULL) {
        KeReportAddress("    last completed by", Own->CompletedBy);
    }
    if (Own->FreedBy != NULL) {
        KeReportAddress("    freed by", Own->FreedBy);
    }
}

static VOID
IopReportIrp(PIOP_IRP Own)
{
    PIRP Irp = &Own->Irp;

    if (Own->Serial == 0) {
        KeReport("IRP %p is free: it was completed or freed\n", (PVOID)Irp);
        IopReportPeople(Own);
        return;
    }
    KeReport("IRP %p: %u stack locations, %s, status 0x%08x, information 0x%llx%s\n", (PVOID)Irp,
             (ULONG)Irp->StackCount,
             Irp->CurrentLocation > Irp->StackCount ? "complete or not sent" : "active",
             (ULONG)Irp->IoStatus.Status, (ULONG64)Irp->IoStatus.Information,
             Irp->Cancel ? ", cancelled" : "");
    for (ULONG Index = 1; Index <= (ULONG)Irp->StackCount; Index++) {
        IopReportLocation(Own, Index);
    }
    if (Irp->CancelRoutine != NULL) {
        KeReportAddress("    cancel routine", (PVOID)Irp->CancelRoutine);
    }
    IopReportPeople(Own);
}

static VOID
IopReportBugCheck(ULONG Code, const ULONG_PTR Parameters[4])
{
    for (ULONG i = 0; i < 4; i++) {
        PIOP_IRP Own = Parameters[i] != 0 ? IopFindIrp(Parameters[i]) : NULL;

        if (Own != NULL) {
            IopReportIrp(Own);
            return;
        }
    }
}

/* --- leaks ------------------------------------------------------------------------------------ */

static struct {
    ULONG64 Serial, BootSerial, BootIrpSerial;
} Iop SIM_STATE;

ULONG64
IopNextSerial(VOID)
{
    return ++Iop.Serial;
}

VOID
IoMarkBootComplete(VOID)
{
    PIOP_IRP Last = NULL;

    Iop.BootSerial = Iop.Serial;
    for (PIOP_IRP Own = IopNextLiveIrp(NULL); Own != NULL; Own = IopNextLiveIrp(Own)) {
        Last = Own;
    }
    Iop.BootIrpSerial = Last != NULL ? Last->Serial : 0;
}

static VOID
IopReportIrpLeaks(VOID (*Report)(PCSTR Format, ...))
{
    for (PIOP_IRP Own = IopNextLiveIrp(NULL); Own != NULL; Own = IopNextLiveIrp(Own)) {
        if (Own->Serial > Iop.BootIrpSerial) {
            Report("IRP %p was not %s\n", (PVOID)&Own->Irp,
                   Own->Sent ? "completed, or not freed after that" : "freed");
            IopReportIrp(Own);
        }
    }
}

static VOID
IopReportDeviceLeaks(PIOP_DRIVER Driver, VOID (*Report)(PCSTR Format, ...))
{
    for (PDEVICE_OBJECT Device = Driver->Object.DeviceObject; Device != NULL;
         Device = Device->NextDevice) {
        if (IopDevice(Device)->Serial > Iop.BootSerial) {
            Report("device object %p of %s was not deleted (ReferenceCount %d)\n", (PVOID)Device,
                   IopNarrowName(&Driver->Object), Device->ReferenceCount);
        }
    }
}

static VOID
IopReportLeaks(VOID (*Report)(PCSTR Format, ...))
{
    IopReportIrpLeaks(Report);
    for (PIOP_DRIVER Driver = IopNextDriver(NULL); Driver != NULL; Driver = IopNextDriver(Driver)) {
        if (Driver->Module != NULL) {
            IopReportDeviceLeaks(Driver, Report);
        }
        if (Driver->Module != NULL && Driver->Serial > Iop.BootSerial) {
            Report("driver %s was not unloaded\n", IopNarrowName(&Driver->Object));
        }
    }
    IopReportInterrupts(Report);
    IopReportWorkItems(Report);
}

VOID
IopInitReports(VOID)
{
    KeAddReportRoutine(IopReportBugCheck);
    KeAddLeakRoutine(IopReportLeaks);
}
