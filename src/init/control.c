/*
 * init/control.c - what a test does to devices and drivers from outside
 */
#include "init.h"

#include <sim/test.h>

struct sim_device *
sim_device(const char *name, unsigned n)
{
    struct sim_device *Device = sim_device_find(name, n);

    if (Device == NULL) {
        InipFailSaying(NULL, 0, "no device \"%s\" number %u is plugged in", name, n);
    }
    return Device;
}

void
sim_surprise_remove(struct sim_device *device)
{
    sim_device_remove(device);
}

/* --- what Device Manager does ----------------------------------------------------------------- */

typedef struct _INI_PNP_CALL {
    NTSTATUS (*Routine)(PDEVICE_OBJECT Pdo);
    struct sim_device *Device;
} INI_PNP_CALL;

/* The device may be pulled out while the routine waits for its turn. */
static NTSTATUS
InipPnpService(PVOID Context)
{
    const INI_PNP_CALL *Call = Context;
    PDEVICE_OBJECT Pdo = PnpFindPdo(0, sim_device_slot(Call->Device));
    NTSTATUS Status;

    if (Pdo == NULL) {
        return STATUS_NO_SUCH_DEVICE;
    }
    ObReferenceObject(Pdo);
    Status = Call->Routine(Pdo);
    ObDereferenceObject(Pdo);
    return Status;
}

NTSTATUS
sim_remove(struct sim_device *device)
{
    return InipCallKernel(InipPnpService, &(INI_PNP_CALL){PnpRemoveDevice, device});
}

NTSTATUS
sim_enable(struct sim_device *device)
{
    return InipCallKernel(InipPnpService, &(INI_PNP_CALL){PnpEnableDevice, device});
}

NTSTATUS
sim_restart(struct sim_device *device)
{
    return InipCallKernel(InipPnpService, &(INI_PNP_CALL){PnpRestartDevice, device});
}

/* --- what docks and a shutdown do ------------------------------------------------------------- */

static NTSTATUS
InipProfileService(PVOID Context)
{
    return PnpChangeHardwareProfile();
}

NTSTATUS
sim_change_hardware_profile(void)
{
    return InipCallKernel(InipProfileService, NULL);
}

typedef struct _INI_SESSION_CALL {
    ULONG Session;
    IO_SESSION_EVENT Event;
} INI_SESSION_CALL;

static NTSTATUS
InipSessionService(PVOID Context)
{
    const INI_SESSION_CALL *Call = Context;

    return IoSessionEvent(Call->Session, Call->Event, TRUE);
}

NTSTATUS
sim_session_event(unsigned session, int event)
{
    return InipCallKernel(InipSessionService,
                          &(INI_SESSION_CALL){session, (IO_SESSION_EVENT)event});
}

static VOID
InipTellShutdown(PVOID Context)
{
    IoShutdownSystem(FALSE);
    IoShutdownSystem(TRUE);
}

static NTSTATUS
InipShutdownService(PVOID Context)
{
    IoRunInSystemThread(InipTellShutdown, NULL);
    return STATUS_SUCCESS;
}

void
sim_shutdown_notify(void)
{
    InipCallKernel(InipShutdownService, NULL);
}

/* --- the inside of a driver ------------------------------------------------------------------- */

static PVOID
InipSymbol(PCSTR Driver, PCSTR Symbol)
{
    PDRIVER_OBJECT Object = InipFindDriver(Driver);
    const HAL_MODULE *Module = Object == NULL ? NULL : HalModuleAt(Object->DriverStart);

    if (Object != NULL) {
        ObDereferenceObject(Object);
    }
    return Module == NULL ? NULL : HalModuleSymbol(Module, Symbol);
}

void *
sim_driver_symbol(const char *driver, const char *symbol)
{
    PVOID Address = InipSymbol(driver, symbol);

    if (Address == NULL) {
        InipFailSaying(NULL, 0, "driver \"%s\" is not loaded, or has no \"%s\"", driver, symbol);
    }
    return Address;
}
