/*
 * io/device/deviceslot.c - what higher rungs keep with a device object: node, power state, flags
 */
#include "device.h"

PVOID
IoGetDeviceNode(PDEVICE_OBJECT Pdo)
{
    return IopDevice(Pdo)->DeviceNode;
}

VOID
IoSetDeviceNode(PDEVICE_OBJECT Pdo, PVOID Node)
{
    IopDevice(Pdo)->DeviceNode = Node;
}

POWER_STATE
IoGetDevicePowerState(PDEVICE_OBJECT Device)
{
    return IopDevice(Device)->PowerState;
}

VOID
IoSetDevicePowerState(PDEVICE_OBJECT Device, POWER_STATE State)
{
    IopDevice(Device)->PowerState = State;
}

BOOLEAN
IoIsDeviceDeletePending(PDEVICE_OBJECT Device)
{
    return (IopDevice(Device)->Flags & DOE_DELETE_PENDING) != 0;
}

VOID
IoSetDeviceFlags(PDEVICE_OBJECT Device, ULONG Set, ULONG Clear)
{
    IopDevice(Device)->Flags = (IopDevice(Device)->Flags & ~Clear) | Set;
}
