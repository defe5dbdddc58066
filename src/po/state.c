/*
 * po/state.c - what drivers say about their device's power state
 *
 * The state that a driver reports with PoSetPowerState is kept with the device object, for the
 * driver itself: it gets the previous one back. Starting a device implies full power; nobody is
 * asked for it.
 *
 * Differs from Windows XP and before, as Windows Vista does: power IRPs are not queued one behind
 * the other, so PoStartNextPowerIrp has nothing to do.
 */
#include "po.h"

POWER_STATE
PoSetPowerState(PDEVICE_OBJECT DeviceObject, POWER_STATE_TYPE Type, POWER_STATE State)
{
    POWER_STATE Previous = IoGetDevicePowerState(DeviceObject);

    if (Type == DevicePowerState) {
        IoSetDevicePowerState(DeviceObject, State);
    }
    return Previous;
}

VOID
PoStartNextPowerIrp(PIRP Irp)
{
    UNREFERENCED_PARAMETER(Irp);
}
