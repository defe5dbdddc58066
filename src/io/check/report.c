/*
 * io/check/report.c - what is left at the end of a run, and which reports are about IRPs
 *
 * An IRP is recognised among the parameters of a bug check by being one that the I/O manager
 * allocated, now or before; any address inside it will do.
 */
#include "check.h"
#include "device/device.h"
#include "driver/driver.h"
#include "irp/irp.h"
#include "queue/queue.h"
#include "system/system.h"

static VOID
IopReportBugCheck(ULONG Code, const ULONG_PTR Parameters[4])
{
    if (Code == DRIVER_VERIFIER_IOMANAGER_VIOLATION) {
        IopSayRule(KeReport, Parameters);
    }
    for (ULONG i = 0; i < 4; i++) {
        PIOP_IRP Own = IopPacketAround((PVOID)Parameters[i]);

        if (Own != NULL) {
            IopDescribeIrp(Own, KeReport);
            return;
        }
    }
}

/* --- leaks ------------------------------------------------------------------------------------ */

static struct {
    ULONG64 Serial, BootSerial;
    ULONG BootIrpSerial;
} Iop SIM_STATE;

ULONG64
IopNextSerial(VOID)
{
    return ++Iop.Serial;
}

VOID
IoMarkBootComplete(VOID)
{
    Iop.BootSerial = Iop.Serial;
    Iop.BootIrpSerial = IopLastSerial();
}

static VOID
IopReportIrpLeaks(IOP_SAY *Report)
{
    for (PIOP_IRP Own = IopNextLiveIrp(NULL); Own != NULL; Own = IopNextLiveIrp(Own)) {
        if (Own->Serial > Iop.BootIrpSerial) {
            Report("IRP %p was not %s\n", (PVOID)&Own->Irp,
                   Own->Sent ? "completed, or not freed after that" : "freed");
            IopDescribeIrp(Own, Report);
        }
    }
}

static VOID
IopReportDeviceLeaks(PIOP_DRIVER Driver, IOP_SAY *Report)
{
    for (PDEVICE_OBJECT Device = Driver->Object.DeviceObject; Device != NULL;
         Device = Device->NextDevice) {
        if (IopDevice(Device)->Serial > Iop.BootSerial) {
            Report("device object %p of %s was not deleted (ReferenceCount %d)\n", (PVOID)Device,
                   IopDriverText(&Driver->Object), Device->ReferenceCount);
        }
    }
}

static VOID
IopReportLeaks(IOP_SAY *Report)
{
    IopReportIrpLeaks(Report);
    IopReportDamagedPackets(Report);
    IopReportKeepAlive(Report);
    for (PIOP_DRIVER Driver = IopNextDriver(NULL); Driver != NULL; Driver = IopNextDriver(Driver)) {
        if (Driver->Module != NULL) {
            IopReportDeviceLeaks(Driver, Report);
        }
        if (Driver->Module != NULL && Driver->Serial > Iop.BootSerial) {
            Report("driver %s was not unloaded\n", IopDriverText(&Driver->Object));
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
