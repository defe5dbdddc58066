/*
 * tests/io/drivers/judge.c - a boot-start driver that judges the others' images
 */
#include <ntddk.h>

ULONG Updates[8], UpdateCount, Images;
WCHAR FirstImage[128], FirstKey[128];
static PVOID Handle;

static VOID
Judge(PVOID Context, BDCB_CALLBACK_TYPE Type, PBDCB_IMAGE_INFORMATION Image)
{
    if (Type == BdCbStatusUpdate) {
        Updates[UpdateCount++] = ((PBDCB_STATUS_UPDATE_CONTEXT)(PVOID)Image)->StatusType;
        return;
    }
    if (Images++ == 0) {
        RtlCopyMemory(FirstImage, Image->ImageName.Buffer, Image->ImageName.Length);
        RtlCopyMemory(FirstKey, Image->RegistryPath.Buffer, Image->RegistryPath.Length);
    }
    if (wcsstr(Image->ImageName.Buffer, L"order_b") != NULL) {
        Image->Classification = BdCbClassificationKnownBadImage;
    }
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    IoUnregisterBootDriverCallback(Handle);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    Handle = IoRegisterBootDriverCallback(Judge, NULL);
    return Handle != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}
