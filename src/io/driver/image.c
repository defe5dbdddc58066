/*
 * io/driver/image.c - the image of a driver
 *
 * Differs from Windows: there is no disk. An image is found by its base name among the drivers that
 * the program was built with, wherever its path says that it is.
 */
#include "load.h"

static struct {
    CHAR Error[256];
} Iop SIM_STATE;

PCSTR
IoLastLoadError(VOID)
{
    return Iop.Error;
}

/* As the service key says; a path without a device is one below \SystemRoot. */
VOID
IopImagePath(PCWSTR Service, PWSTR Path, ULONG Characters)
{
    WCHAR Value[IOP_PATH_CHARACTERS];

    if (!IopServiceText(Service, L"ImagePath", Value, RTL_NUMBER_OF(Value))) {
        IoFormatText(Path, Characters, L"\\SystemRoot\\System32\\drivers\\%ws.sys", Service);
    } else {
        IoFormatText(Path, Characters, L"%ws%ws", Value[0] == L'\\' ? L"" : L"\\SystemRoot\\",
                     Value);
    }
}

/* "\SystemRoot\System32\drivers\abc.sys" -> "abc" */
static NTSTATUS
IopImageBaseName(PCWSTR Path, PSTR Name, ULONG Size)
{
    PCWSTR Base = Path;
    ULONG Length;

    for (PCWSTR Next = Path; *Next != L'\0'; Next++) {
        if (*Next == L'\\') {
            Base = Next + 1;
        }
    }
    Length = IoTextLength(Base);
    if (Length > 4 && IoSameText(Base + Length - 4, L".sys")) {
        Length -= 4;
    }
    if (Length == 0 || Length >= Size) {
        return STATUS_OBJECT_NAME_INVALID;
    }
    for (ULONG i = 0; i < Length; i++) {
        Name[i] = (CHAR)Base[i];
    }
    Name[Length] = '\0';
    return STATUS_SUCCESS;
}

/* One image is there once: for another service, or for a driver that is unloaded but still used. */
static NTSTATUS
IopCheckImageFree(PCSTR Name)
{
    for (PIOP_DRIVER Driver = IopNextDriver(NULL); Driver != NULL; Driver = IopNextDriver(Driver)) {
        if (Driver->Module != NULL && strcmp(Driver->Module->Name, Name) == 0) {
            return (Driver->Object.Flags & DRVO_UNLOAD_INVOKED) != 0
                       ? STATUS_DRIVER_FAILED_PRIOR_UNLOAD
                       : STATUS_IMAGE_ALREADY_LOADED;
        }
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
IopMapImage(PIOP_DRIVER Driver, PCSTR Name)
{
    PCSTR Error = "";

    Driver->Module = HalLoadModule(Name, &Error);
    if (Driver->Module == NULL) {
        RtlZeroMemory(Iop.Error, sizeof(Iop.Error));
        strncpy(Iop.Error, Error != NULL ? Error : "", sizeof(Iop.Error) - 1);
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    MmNoteImage(Driver->Module);
    Driver->Object.DriverStart = (PVOID)(ULONG_PTR)Driver->Module->Base;
    Driver->Object.DriverSize = (ULONG)Driver->Module->Size;
    Driver->Object.DriverSection = (PVOID)Driver->Module;
    return STATUS_SUCCESS;
}

/* Before DriverEntry. There is no file behind it, so no extended information. */
static VOID
IopAnnounceImage(PIOP_DRIVER Driver, PCWSTR Path)
{
    IMAGE_INFO Info = {.ImageAddressingMode = IMAGE_ADDRESSING_MODE_32BIT,
                       .SystemModeImage = 1,
                       .ImageMappedToAllPids = 1,
                       .ImageBase = Driver->Object.DriverStart,
                       .ImageSize = Driver->Object.DriverSize};
    UNICODE_STRING Name;

    RtlInitUnicodeString(&Name, Path);
    PsNotifyImageLoaded(&Name, NULL, &Info);
}

NTSTATUS
IopLoadImage(PIOP_DRIVER Driver, PCWSTR Path)
{
    CHAR Name[64];
    NTSTATUS Status = IopImageBaseName(Path, Name, sizeof(Name));

    if (NT_SUCCESS(Status)) {
        Status = IopCheckImageFree(Name);
    }
    if (NT_SUCCESS(Status)) {
        Status = IopMapImage(Driver, Name);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Driver->Object.DriverInit = (PDRIVER_INITIALIZE)HalModuleSymbol(Driver->Module, "DriverEntry");
    if (Driver->Object.DriverInit == NULL) {
        Driver->Object.DriverInit =
            (PDRIVER_INITIALIZE)HalModuleSymbol(Driver->Module, "GsDriverEntry");
    }
    IopAnnounceImage(Driver, Path);
    return Driver->Object.DriverInit != NULL ? STATUS_SUCCESS : STATUS_DRIVER_ENTRYPOINT_NOT_FOUND;
}
