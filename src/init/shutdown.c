/*
 * init/shutdown.c - taking everything down again, and listing what is left
 *
 * In this order: processes end (their handles are closed, their requests cancelled), devices are
 * removed, drivers without a device are unloaded (the last first: it may use those before it), all
 * work in progress ends. Then each rung answers for what it still has. A line of that list fails
 * the test.
 */
#include "init.h"

static struct {
    ULONG Leaks;
} Inip SIM_STATE;

/* One that has not ended yet; the system process never does. */
static PEPROCESS
InipNextUserProcess(VOID)
{
    PEPROCESS Process = PsNextProcess(NULL);

    while (Process != NULL && (Process == PsInitialSystemProcess || Process->ObjectTable == NULL)) {
        Process = PsNextProcess(Process);
    }
    return Process;
}

static VOID
InipEndProcesses(VOID)
{
    PEPROCESS Process;

    while ((Process = InipNextUserProcess()) != NULL) {
        ObReferenceObject(Process);
        PsTerminateProcess(Process, STATUS_SUCCESS);
        KeWaitForSingleObject(Process, Executive, KernelMode, FALSE, NULL);
        ObDereferenceObject(Process);
    }
}

static VOID
InipLeak(PCSTR Format, ...)
{
    __builtin_va_list Arguments;
    CHAR Text[512];
    LONG Length;

    __builtin_va_start(Arguments, Format);
    Length = RtlFormat(Text, sizeof Text, Format, Arguments);
    __builtin_va_end(Arguments);
    if (Length > 0 && Text[strlen(Text) - 1] == '\n') {
        Text[strlen(Text) - 1] = 0;
    }
    if (Inip.Leaks++ == 0) {
        InipPrint("%s left behind:", InipTestName());
    }
    InipPrint("    %s", Text);
}

static VOID
InipRemoveDevice(struct sim_device *Device)
{
    PDEVICE_OBJECT Pdo = PnpFindPdo(0, sim_device_slot(Device));
    NTSTATUS Status = Pdo == NULL ? STATUS_SUCCESS : PnpRemoveDevice(Pdo);

    if (!NT_SUCCESS(Status)) {
        InipLeak("device %s in slot %u cannot be removed: 0x%08X (%s)",
                 sim_device_model(Device)->name, sim_device_slot(Device), Status,
                 InipStatusName(Status));
    }
}

/* First orderly, then by hand: the bus driver keeps a device object for what is plugged in. */
static VOID
InipRemoveDevices(VOID)
{
    struct sim_device *Device;

    for (ULONG i = 0; (Device = sim_device_find(NULL, i)) != NULL; i++) {
        InipRemoveDevice(Device);
    }
    while ((Device = sim_device_find(NULL, 0)) != NULL) {
        sim_device_remove(Device);
    }
    PnpEnumerateBus();
}

static VOID
InipUnloadDriver(PCSTR Name)
{
    PDRIVER_OBJECT Driver = InipFindDriver(Name);

    if (Driver == NULL) {
        return;
    }
    if (Driver->DriverUnload == NULL) {
        InipLeak("driver %s has no DriverUnload", Name);
    } else if (!NT_SUCCESS(IoUnloadDriverObject(Driver))) {
        InipWaitUntilIdle(); // it is being unloaded: those that it uses are next
    }
    ObDereferenceObject(Driver);
}

VOID
InipShutdown(VOID)
{
    InipEndProcesses();
    InipWaitUntilIdle(); // what a process gave up last is closed by system threads
    InipRemoveDevices();
    InipEachDriverBackwards(InipUnloadDriver);
    InipWaitUntilIdle();
    KeReportLeaks(InipLeak);
    if (Inip.Leaks > 0) {
        InipRun.Kind = "left behind";
        InipFail(NULL, 0);
    }
}
