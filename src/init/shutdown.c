/*
 * init/shutdown.c - taking everything down again, and listing what is left
 *
 * In this order: processes end (their handles are closed, their requests cancelled), devices are
 * removed, drivers without a device are unloaded, all work in progress ends. Then each rung answers
 * for what it still has. A line of that list fails the test.
 */
#include "init.h"

static struct {
    ULONG Leaks;
} Inip SIM_STATE;

static PEPROCESS
InipNextUserProcess(VOID)
{
    PEPROCESS Process = PsNextProcess(NULL);

    while (Process != NULL && Process == PsInitialSystemProcess) {
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

    __builtin_va_start(Arguments, Format);
    RtlFormat(Text, sizeof Text, Format, Arguments);
    __builtin_va_end(Arguments);
    if (Inip.Leaks++ == 0) {
        InipPrint("%s left behind:", InipRun.Setup.name == NULL ? "the test" : InipRun.Setup.name);
    }
    InipPrint("    %s", Text);
}

static VOID
InipRemoveDevices(VOID)
{
    for (ULONG Slot = SIM_SLOTS; Slot-- > 0;) {
        PDEVICE_OBJECT Pdo = PnpFindPdo(0, Slot);
        NTSTATUS Status = Pdo == NULL ? STATUS_SUCCESS : PnpRemoveDevice(Pdo);

        if (!NT_SUCCESS(Status)) {
            InipLeak("the device in slot %u refuses removal: %s", Slot, InipStatusName(Status));
        }
    }
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
    } else {
        IoUnloadDriverObject(Driver);
    }
    ObDereferenceObject(Driver);
}

VOID
InipShutdown(VOID)
{
    InipEndProcesses();
    InipRemoveDevices();
    InipEachDriver(InipUnloadDriver);
    InipWaitUntilIdle();
    KeReportLeaks(InipLeak);
    if (Inip.Leaks > 0) {
        InipFail(NULL, 0);
    }
}
