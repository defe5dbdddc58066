/*
 * io/device/attach.c - stacks of devices
 *
 *      AttachedDevice ^     top        the device that opens and requests go to
 *                     |     ...
 *                     v     bottom     the PDO, or a legacy driver's device
 *          AttachedTo
 *
 * Attaching puts a device on top of the stack that the target is in, takes StackSize, alignment and
 * sector size over, and is refused while the device on top is going away. Detaching cuts a device
 * from what is above it: the argument is the lower one.
 */
#include "device.h"
#include "check/check.h"
#include "file/file.h"

/* For a search: what is above the device, or below it, is asked or changes. */
static VOID
IopTouchPlace(PDEVICE_OBJECT Device, BOOLEAN Changes)
{
    HalTouch(&Device->AttachedDevice, Changes);
}

PDEVICE_OBJECT
IoGetAttachedDevice(PDEVICE_OBJECT DeviceObject)
{
    IopTouchPlace(DeviceObject, FALSE);
    while (DeviceObject->AttachedDevice != NULL) {
        DeviceObject = DeviceObject->AttachedDevice;
        IopTouchPlace(DeviceObject, FALSE);
    }
    return DeviceObject;
}

PDEVICE_OBJECT
IoGetAttachedDeviceReference(PDEVICE_OBJECT DeviceObject)
{
    DeviceObject = IoGetAttachedDevice(DeviceObject);
    ObReferenceObject(DeviceObject);
    return DeviceObject;
}

PDEVICE_OBJECT
IoGetDeviceBelow(PDEVICE_OBJECT Device)
{
    return IopDevice(Device)->AttachedTo;
}

PDEVICE_OBJECT
IoGetBottomOfStack(PDEVICE_OBJECT Device)
{
    while (IopDevice(Device)->AttachedTo != NULL) {
        Device = IopDevice(Device)->AttachedTo;
    }
    return Device;
}

/* Neither of these for a stack that is being taken apart. */
static BOOLEAN
IopIsGoing(PDEVICE_OBJECT Device)
{
    return (IopDevice(Device)->Flags & (DOE_UNLOAD_PENDING | DOE_DELETE_PENDING |
                                        DOE_REMOVE_PENDING | DOE_REMOVE_PROCESSED)) != 0;
}

PDEVICE_OBJECT
IoGetLowerDeviceObject(PDEVICE_OBJECT DeviceObject)
{
    PDEVICE_OBJECT Lower = IopDevice(DeviceObject)->AttachedTo;

    IopTouchPlace(DeviceObject, FALSE);
    if (Lower == NULL || IopIsGoing(DeviceObject)) {
        return NULL;
    }
    ObReferenceObject(Lower);
    return Lower;
}

PDEVICE_OBJECT
IoGetDeviceAttachmentBaseRef(PDEVICE_OBJECT DeviceObject)
{
    DeviceObject = IoGetBottomOfStack(DeviceObject);
    ObReferenceObject(DeviceObject);
    return DeviceObject;
}

NTSTATUS
IoAttachDeviceToDeviceStackSafe(PDEVICE_OBJECT SourceDevice, PDEVICE_OBJECT TargetDevice,
                                PDEVICE_OBJECT *AttachedToDeviceObject)
{
    PDEVICE_OBJECT Top = IoGetAttachedDevice(TargetDevice);

    if (IopIsGoing(Top) || (Top->Flags & DO_DEVICE_INITIALIZING) != 0 || Top == SourceDevice) {
        *AttachedToDeviceObject = NULL;
        return STATUS_NO_SUCH_DEVICE;
    }
    IopTouchPlace(Top, TRUE);
    IopTouchPlace(SourceDevice, TRUE);
    *AttachedToDeviceObject = Top; // before a request can come through
    SourceDevice->StackSize = (CCHAR)(Top->StackSize + 1);
    SourceDevice->AlignmentRequirement = Top->AlignmentRequirement;
    SourceDevice->SectorSize = Top->SectorSize;
    IopDevice(SourceDevice)->AttachedTo = Top;
    Top->AttachedDevice = SourceDevice;
    return STATUS_SUCCESS;
}

PDEVICE_OBJECT
IoAttachDeviceToDeviceStack(PDEVICE_OBJECT SourceDevice, PDEVICE_OBJECT TargetDevice)
{
    PDEVICE_OBJECT AttachedTo;

    IoAttachDeviceToDeviceStackSafe(SourceDevice, TargetDevice, &AttachedTo);
    return AttachedTo;
}

/* To a device by name. The open that finds it ends after the attachment: its CLEANUP and CLOSE go
   through the new device already. */
NTSTATUS
IoAttachDevice(PDEVICE_OBJECT SourceDevice, PUNICODE_STRING TargetDevice,
               PDEVICE_OBJECT *AttachedDevice)
{
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;
    PFILE_OBJECT File;
    HANDLE Handle;
    NTSTATUS Status;

    InitializeObjectAttributes(&Attributes, TargetDevice, OBJ_KERNEL_HANDLE, NULL, NULL);
    Status = ZwOpenFile(&Handle, FILE_READ_ATTRIBUTES, &Attributes, &Iosb, 0,
                        FILE_NON_DIRECTORY_FILE);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObReferenceObjectByHandle(Handle, 0, &IopFileType, KernelMode, (PVOID *)&File, NULL);
    SIM_ASSERT(NT_SUCCESS(Status));
    Status = IoAttachDeviceToDeviceStackSafe(SourceDevice, IoGetRelatedDeviceObject(File),
                                             AttachedDevice);
    ZwClose(Handle);
    ObDereferenceObject(File);
    return Status;
}

VOID
IoDetachDevice(PDEVICE_OBJECT TargetDevice)
{
    PDEVICE_OBJECT Upper = TargetDevice->AttachedDevice;

    if (Upper == NULL) {
        IopVerifierStop(0x202, TargetDevice, 0);
    }
    IopTouchPlace(TargetDevice, TRUE);
    IopTouchPlace(Upper, TRUE);
    IopDevice(Upper)->AttachedTo = NULL;
    TargetDevice->AttachedDevice = NULL;
    IopDeviceUnused(TargetDevice);
    IopDeviceUnused(Upper);
}

/* How many there are, and as many as fit, each with a reference. */
NTSTATUS
IoEnumerateDeviceObjectList(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT *DeviceObjectList,
                            ULONG DeviceObjectListSize, PULONG ActualNumberDeviceObjects)
{
    ULONG Room = DeviceObjectListSize / sizeof(PDEVICE_OBJECT);
    ULONG Count = 0;

    for (PDEVICE_OBJECT Device = DriverObject->DeviceObject; Device != NULL;
         Device = Device->NextDevice) {
        if (Count < Room) {
            ObReferenceObject(Device);
            DeviceObjectList[Count] = Device;
        }
        Count++;
    }
    *ActualNumberDeviceObjects = Count;
    return Count <= Room ? STATUS_SUCCESS : STATUS_BUFFER_TOO_SMALL;
}
