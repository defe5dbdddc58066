/*
 * io/device/devicesecurity.c - who may open a device: its security descriptor
 *
 *      named device created --> the creator's descriptor (wdmsec.c), or the default one
 *          --the registry has one (pnp)--> that, on the whole stack
 *          --NtSetSecurityObject--> changed
 *
 * The descriptor that is checked is that of the device that was named (parse.c). An unnamed device
 * has none.
 *
 * Differs from Windows: the default is the same for all device types and characteristics: all
 * rights for the system and administrators; read, write and execute for everyone else.
 */
#include "device.h"
#include "file/file.h"

#define IOP_DEFAULT_SECURITY L"D:P(A;;GA;;;SY)(A;;GA;;;BA)(A;;GRGWGX;;;WD)(A;;GRGWGX;;;RC)"

/* Takes the descriptor over. */
static VOID
IopReplaceSecurity(PDEVICE_OBJECT Device, PSECURITY_DESCRIPTOR New)
{
    IopFreeDeviceSecurity(Device);
    Device->SecurityDescriptor = New;
}

VOID
IopFreeDeviceSecurity(PDEVICE_OBJECT Device)
{
    if (Device->SecurityDescriptor != NULL) {
        ExFreeOwn(Device->SecurityDescriptor);
        Device->SecurityDescriptor = NULL;
    }
}

NTSTATUS
IopAssignDeviceSecurity(PDEVICE_OBJECT Device, PSECURITY_DESCRIPTOR Explicit)
{
    UNICODE_STRING Text = RTL_CONSTANT_STRING(IOP_DEFAULT_SECURITY);

    return Explicit != NULL
               ? SeCopyDescriptor(Explicit, &Device->SecurityDescriptor)
               : SeConvertStringSecurityDescriptor(&Text, &Device->SecurityDescriptor, NULL);
}

VOID
IoSetDeviceSecurity(PDEVICE_OBJECT Device, PSECURITY_DESCRIPTOR Descriptor)
{
    PSECURITY_DESCRIPTOR Copy;

    for (; Device != NULL; Device = Device->AttachedDevice) {
        if (NT_SUCCESS(SeCopyDescriptor(Descriptor, &Copy))) {
            IopReplaceSecurity(Device, Copy);
        }
    }
}

/* The type's method. */
NTSTATUS
IopDeviceSecurity(PVOID Object, POB_SECURITY Request)
{
    PDEVICE_OBJECT Device = Object;
    PSECURITY_DESCRIPTOR New;
    NTSTATUS Status;

    if (!Request->Set) {
        return SeQuerySecurityDescriptorInfo(&Request->What, Request->Descriptor, Request->Length,
                                             &Device->SecurityDescriptor);
    }
    Status = SeChangedDescriptor(Request->What, Request->Descriptor, Device->SecurityDescriptor,
                                 &IopFileType.GenericMapping, &New);
    if (NT_SUCCESS(Status)) {
        IopReplaceSecurity(Device, New);
    }
    return Status;
}
