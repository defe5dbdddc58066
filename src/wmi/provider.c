/*
 * wmi/provider.c - drivers register as event providers
 *
 *      EtwRegister --> registered, enable callback --EtwUnregister--> gone
 *                          | the driver is unloaded
 *                          v
 *                      bug check 0xC4, 0xDD
 *
 * An event is enabled when its level is not above the provider's (level 0 is always enabled) and it
 * has one of the provider's keywords (keyword 0 is always enabled).
 *
 * Differs from Windows: a handle that EtwRegister did not return, or that is unregistered already,
 * is bug check 0xC4, 0xDC in EtwUnregister, as under Driver Verifier; other functions refuse it.
 * A provider registers as often as it likes, each registration has its own callback.
 */
#include "wmip.h"

#define WMIP_TAG 'pwtE'

static struct {
    LIST_ENTRY Providers;
} Wmip SIM_STATE;

static VOID
WmipDriverUnloaded(HAL_PROBE Probe, ULONG64 Driver, ULONG64 B, ULONG64 C)
{
    for (PLIST_ENTRY Entry = Wmip.Providers.Flink; Entry != &Wmip.Providers; Entry = Entry->Flink) {
        PWMIP_PROVIDER Provider = CONTAINING_RECORD(Entry, WMIP_PROVIDER, Links);

        WmipRefuseUnload(Provider->Caller, (ULONG_PTR)Provider, (PDRIVER_OBJECT)(ULONG_PTR)Driver,
                         "An event provider");
    }
}

VOID
WmipInitProviders(VOID)
{
    InitializeListHead(&Wmip.Providers);
    HalListen(PROBE_DRIVER_UNLOADED, WmipDriverUnloaded);
}

PWMIP_PROVIDER
WmipProvider(REGHANDLE Handle)
{
    for (PLIST_ENTRY Entry = Wmip.Providers.Flink; Entry != &Wmip.Providers; Entry = Entry->Flink) {
        PWMIP_PROVIDER Provider = CONTAINING_RECORD(Entry, WMIP_PROVIDER, Links);

        if ((ULONG_PTR)Provider == Handle) {
            return Provider;
        }
    }
    return NULL;
}

static VOID
WmipTellProvider(PWMIP_PROVIDER Provider)
{
    static const GUID Session = {0};
    WMIP_ENABLE Enable = Provider->Enable;

    if (Provider->Callback != NULL) {
        CALL_DRIVER(Provider->Callback, &Session,
                    Enable.Level != 0 ? EVENT_CONTROL_CODE_ENABLE_PROVIDER
                                      : EVENT_CONTROL_CODE_DISABLE_PROVIDER,
                    Enable.Level, Enable.Keywords, 0, NULL, Provider->Context);
    }
}

NTSTATUS
EtwRegister(LPCGUID ProviderId, PETWENABLECALLBACK EnableCallback, PVOID CallbackContext,
            PREGHANDLE RegHandle)
{
    PWMIP_PROVIDER Provider;

    if (ProviderId == NULL || RegHandle == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    Provider = ExAllocateOwn(sizeof(*Provider), WMIP_TAG);
    if (Provider == NULL) {
        return STATUS_NO_MEMORY;
    }
    Provider->Id = *ProviderId;
    Provider->Callback = EnableCallback;
    Provider->Context = CallbackContext;
    Provider->Caller = KeCallerInDriver();
    Provider->Enable = WmipEnableOf(ProviderId);
    InsertTailList(&Wmip.Providers, &Provider->Links);
    *RegHandle = (ULONG_PTR)Provider;
    if (Provider->Enable.Level != 0) {
        WmipTellProvider(Provider);
    }
    return STATUS_SUCCESS;
}

NTSTATUS
EtwUnregister(REGHANDLE RegHandle)
{
    PWMIP_PROVIDER Provider = WmipProvider(RegHandle);

    if (Provider == NULL) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0xDC, 0, 0, 0);
    }
    RemoveEntryList(&Provider->Links);
    ExFreeOwn(Provider);
    return STATUS_SUCCESS;
}

NTSTATUS
EtwSetInformation(REGHANDLE RegHandle, EVENT_INFO_CLASS InformationClass, PVOID EventInformation,
                  ULONG InformationLength)
{
    if (WmipProvider(RegHandle) == NULL) {
        return STATUS_INVALID_HANDLE;
    }
    switch (InformationClass) {
    case EventProviderSetTraits: // begins with its own length
        return InformationLength < sizeof(USHORT) || EventInformation == NULL ||
                       *(USHORT *)EventInformation != InformationLength
                   ? STATUS_INVALID_PARAMETER
                   : STATUS_SUCCESS;
    case EventProviderUseDescriptorType:
        return InformationLength == sizeof(BOOLEAN) && EventInformation != NULL
                   ? STATUS_SUCCESS
                   : STATUS_INVALID_PARAMETER;
    case EventProviderBinaryTrackInfo:
        return InformationLength == 0 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
    default:
        return STATUS_INVALID_DEVICE_REQUEST;
    }
}

BOOLEAN
WmipIsEnabled(PWMIP_PROVIDER Provider, UCHAR Level, ULONG64 Keyword)
{
    return Provider != NULL && Provider->Enable.Level != 0 && Level <= Provider->Enable.Level &&
           (Keyword == 0 || (Keyword & Provider->Enable.Keywords) != 0);
}

BOOLEAN
EtwProviderEnabled(REGHANDLE RegHandle, UCHAR Level, ULONGLONG Keyword)
{
    return WmipIsEnabled(WmipProvider(RegHandle), Level, Keyword);
}

BOOLEAN
EtwEventEnabled(REGHANDLE RegHandle, PCEVENT_DESCRIPTOR EventDescriptor)
{
    return WmipIsEnabled(WmipProvider(RegHandle), EventDescriptor->Level, EventDescriptor->Keyword);
}

/* A callback may unregister: the search begins anew, what is as it shall be is passed over. */
VOID
WmipEnableEvents(LPCGUID Changed)
{
    PLIST_ENTRY Entry = Wmip.Providers.Flink;

    while (Entry != &Wmip.Providers) {
        PWMIP_PROVIDER Provider = CONTAINING_RECORD(Entry, WMIP_PROVIDER, Links);
        WMIP_ENABLE Enable = WmipEnableOf(&Provider->Id);

        Entry = Entry->Flink;
        if ((Changed == NULL || InlineIsEqualGUID(Changed, &Provider->Id)) &&
            (Enable.Level != Provider->Enable.Level ||
             Enable.Keywords != Provider->Enable.Keywords)) {
            Provider->Enable = Enable;
            WmipTellProvider(Provider);
            Entry = Wmip.Providers.Flink;
        }
    }
}
