/*
 * io/driver/bootcallback.c - IoRegisterBootDriverCallback: who judges the images of boot-start
 * drivers
 *
 *      PrepareForDependencyLoad, PrepareForDriverLoad, InitializeImage for each, PrepareForUnload
 *
 * A boot-start driver (of early launch antimalware) registers; of those after it, a callback hears
 * of each image and may change its classification, which begins as unknown. An image that is known
 * to be bad is not initialized.
 *
 * Differs from Windows: images have neither hash nor certificate (those fields are zero). The
 * policy is always the default one: bad images do not start unless they are boot-critical.
 */
#include "load.h"

typedef struct _IOP_BOOT_CALLBACK {
    LIST_ENTRY Links;
    PBOOT_DRIVER_CALLBACK_FUNCTION Routine;
    PVOID Context;
} IOP_BOOT_CALLBACK, *PIOP_BOOT_CALLBACK;

static struct {
    LIST_ENTRY Callbacks;
    BOOLEAN Begun; /* the callbacks know that drivers are being initialized */
} Iop SIM_STATE;

VOID
IopInitBootCallbacks(VOID)
{
    InitializeListHead(&Iop.Callbacks);
}

PVOID
IoRegisterBootDriverCallback(PBOOT_DRIVER_CALLBACK_FUNCTION CallbackFunction, PVOID CallbackContext)
{
    PIOP_BOOT_CALLBACK Callback = ExAllocateOwn(sizeof(*Callback), IOP_TAG);

    if (Callback != NULL) {
        Callback->Routine = CallbackFunction;
        Callback->Context = CallbackContext;
        InsertTailList(&Iop.Callbacks, &Callback->Links);
    }
    return Callback;
}

VOID
IoUnregisterBootDriverCallback(PVOID CallbackHandle)
{
    PIOP_BOOT_CALLBACK Callback = CallbackHandle;

    RemoveEntryList(&Callback->Links);
    ExFreeOwn(Callback);
}

/* A callback may unregister itself. */
static VOID
IopCallBootCallbacks(BDCB_CALLBACK_TYPE Type, PVOID Information)
{
    PLIST_ENTRY Next;

    for (PLIST_ENTRY Link = Iop.Callbacks.Flink; Link != &Iop.Callbacks; Link = Next) {
        PIOP_BOOT_CALLBACK Callback = CONTAINING_RECORD(Link, IOP_BOOT_CALLBACK, Links);

        Next = Link->Flink;
        CALL_DRIVER(Callback->Routine, Callback->Context, Type, Information);
    }
}

VOID
IopTellBootStatus(BDCB_STATUS_UPDATE_TYPE Status)
{
    BDCB_STATUS_UPDATE_CONTEXT Context = {.StatusType = Status};

    IopCallBootCallbacks(BdCbStatusUpdate, &Context);
}

static VOID
IopTellBegin(VOID)
{
    if (!Iop.Begun && !IsListEmpty(&Iop.Callbacks)) {
        Iop.Begun = TRUE;
        IopTellBootStatus(BdCbStatusPrepareForDependencyLoad);
        IopTellBootStatus(BdCbStatusPrepareForDriverLoad);
    }
}

BOOLEAN
IopMayInitialize(PCWSTR Service)
{
    BDCB_IMAGE_INFORMATION Image = {.Classification = BdCbClassificationUnknownImage};
    WCHAR Name[IOP_PATH_CHARACTERS], Key[IOP_PATH_CHARACTERS];

    IopTellBegin();
    IopImagePath(Service, Name, RTL_NUMBER_OF(Name));
    IopServicePath(Service, Key, RTL_NUMBER_OF(Key));
    RtlInitUnicodeString(&Image.ImageName, Name);
    RtlInitUnicodeString(&Image.RegistryPath, Key);
    IopCallBootCallbacks(BdCbInitializeImage, &Image);
    return Image.Classification != BdCbClassificationKnownBadImage;
}
