/*
 * wmi/message.c - WPP's providers and messages
 *
 *      WPP_INIT_TRACING --> registered: logger, level and flags are in the driver's control block
 *          --WPP_CLEANUP--> gone; or the driver is unloaded: bug check 0xC4, 0xDD
 *
 * A message has a class (GUID) and a number. The provider that the logger handle stands for knows
 * the formats of its driver's messages, which the build wrote; a message without one is shown in
 * hexadecimal. Its record is TRACE_MESSAGE: first 32 bits of the provider's GUID, number, text.
 *
 * Differs from Windows: the logger handle is the provider's number, not the session's.
 */
#include "wmip.h"

#define WMIP_LOGGERS      32
#define WMIP_FIRST_LOGGER 0x57500001 /* never looks like an ordinary number */

static struct {
    struct {
        WDK_TRACE_CONTROL *Control; /* the driver's; NULL: free */
        const WDK_TRACE_FORMAT *First, *End;
        PVOID Caller;
    } Logger[WMIP_LOGGERS];
} Wmip SIM_STATE;

static VOID
WmipDriverUnloaded(HAL_PROBE Probe, ULONG64 Driver, ULONG64 B, ULONG64 C)
{
    for (ULONG i = 0; i < WMIP_LOGGERS; i++) {
        if (Wmip.Logger[i].Control != NULL) {
            WmipRefuseUnload(Wmip.Logger[i].Caller, WMIP_FIRST_LOGGER + i,
                             (PDRIVER_OBJECT)(ULONG_PTR)Driver, "A WPP provider");
        }
    }
}

VOID
WmipInitMessages(VOID)
{
    HalListen(PROBE_DRIVER_UNLOADED, WmipDriverUnloaded);
}

static VOID
WmipSetControl(WDK_TRACE_CONTROL *Control)
{
    WMIP_ENABLE Enable = WmipEnableOf(Control->Provider);

    Control->Level = Enable.Level;
    Control->Flags[0] = Enable.Level == 0 ? 0 : (ULONG)Enable.Keywords;
}

VOID
WmipEnableMessages(LPCGUID Changed)
{
    for (ULONG i = 0; i < WMIP_LOGGERS; i++) {
        WDK_TRACE_CONTROL *Control = Wmip.Logger[i].Control;

        if (Control != NULL && (Changed == NULL || InlineIsEqualGUID(Changed, Control->Provider))) {
            WmipSetControl(Control);
        }
    }
}

static ULONG
WmipFreeLogger(VOID)
{
    ULONG i = 0;

    while (i < WMIP_LOGGERS && Wmip.Logger[i].Control != NULL) {
        i++;
    }
    return i;
}

VOID
WdkStartTracing(WDK_TRACE_CONTROL *Controls, ULONG Count, const WDK_TRACE_FORMAT *First,
                const WDK_TRACE_FORMAT *End)
{
    for (ULONG n = 0; n < Count; n++) {
        ULONG i = WmipFreeLogger();

        if (i == WMIP_LOGGERS) {
            KeReport("more than %u WPP providers\n", WMIP_LOGGERS);
            KiNotImplemented("WPP_INIT_TRACING", KeCallerInDriver());
        }
        Wmip.Logger[i].Control = &Controls[n];
        Wmip.Logger[i].First = First;
        Wmip.Logger[i].End = End;
        Wmip.Logger[i].Caller = KeCallerInDriver();
        Controls[n].Logger = WMIP_FIRST_LOGGER + i;
        WmipSetControl(&Controls[n]);
    }
}

VOID
WdkStopTracing(WDK_TRACE_CONTROL *Controls, ULONG Count)
{
    for (ULONG i = 0; i < WMIP_LOGGERS; i++) {
        WDK_TRACE_CONTROL *Control = Wmip.Logger[i].Control;

        if (Control != NULL && Control >= Controls && Control < Controls + Count) {
            Control->Logger = 0;
            Control->Level = 0;
            Control->Flags[0] = 0;
            Wmip.Logger[i].Control = NULL;
        }
    }
}

static WDK_TRACE_CONTROL *
WmipControlOf(TRACEHANDLE Logger)
{
    ULONG64 i = Logger - WMIP_FIRST_LOGGER;

    return i < WMIP_LOGGERS ? Wmip.Logger[i].Control : NULL;
}

static const WDK_TRACE_FORMAT *
WmipFormatOf(TRACEHANDLE Logger, LPCGUID Class, USHORT Number)
{
    ULONG64 i = Logger - WMIP_FIRST_LOGGER;

    for (const WDK_TRACE_FORMAT *Format = Wmip.Logger[i].First; Format < Wmip.Logger[i].End;
         Format++) {
        if (Format->Number == Number && InlineIsEqualGUID(Format->Class, Class)) {
            return Format;
        }
    }
    return NULL;
}

static VOID
WmipCollect(WMIP_DATA *Data, __builtin_va_list Arguments)
{
    const VOID *Part;

    Data->Count = 0;
    while ((Part = __builtin_va_arg(Arguments, const VOID *)) != NULL) {
        ULONG Length = __builtin_va_arg(Arguments, ULONG);

        if (Data->Count < RTL_NUMBER_OF(Data->Part)) {
            Data->Part[Data->Count] = Part;
            Data->Length[Data->Count++] = Length;
        }
    }
}

static VOID
WmipPutUnknown(PWMIP_TEXT Text, LPCGUID Class, USHORT Number, const WMIP_DATA *Data)
{
    WmipPut(Text, "message %u of ", Number);
    WmipPutGuid(Text, Class);
    WmipPut(Text, ":");
    for (ULONG i = 0; i < Data->Count; i++) {
        WmipPutRaw(Text, Data->Part[i], Data->Length[i]);
    }
}

NTSTATUS
WmiTraceMessageVa(TRACEHANDLE LoggerHandle, ULONG MessageFlags, LPGUID MessageGuid,
                  USHORT MessageNumber, va_list MessageArgList)
{
    WDK_TRACE_CONTROL *Control = WmipControlOf(LoggerHandle);
    const WDK_TRACE_FORMAT *Format;
    WMIP_TEXT Text;
    ULONG64 Number;
    WMIP_DATA Data;

    if (Control == NULL) {
        return STATUS_INVALID_HANDLE;
    }
    WmipCollect(&Data, MessageArgList);
    Format = WmipFormatOf(LoggerHandle, MessageGuid, MessageNumber);
    WmipNewText(&Text, &Number);
    WmipPut(&Text, "%s", Control->Name);
    if (Format == NULL) {
        WmipPut(&Text, ": ");
        WmipPutUnknown(&Text, MessageGuid, MessageNumber, &Data);
    } else {
        WmipPut(&Text, " %s%s%s:%u: ", Format->Level, *Format->Level == 0 ? "" : " ", Format->File,
                Format->Line);
        WmipPutMessage(&Text, Format->Text, &Data);
    }
    HalProbe3(PROBE_TRACE_MESSAGE, Control->Provider->Data1, MessageNumber, Number);
    return STATUS_SUCCESS;
}

/* MessageNumber is a short integer: that it is the last one before the list is Windows' choice. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wvarargs"
NTSTATUS
WmiTraceMessage(TRACEHANDLE LoggerHandle, ULONG MessageFlags, LPGUID MessageGuid,
                USHORT MessageNumber, ...)
{
    __builtin_va_list Arguments;
    NTSTATUS Status;

    __builtin_va_start(Arguments, MessageNumber);
    Status = WmiTraceMessageVa(LoggerHandle, MessageFlags, MessageGuid, MessageNumber, Arguments);
    __builtin_va_end(Arguments);
    return Status;
}
#pragma GCC diagnostic pop

NTSTATUS
WmiQueryTraceInformation(TRACE_INFORMATION_CLASS TraceInformationClass, PVOID TraceInformation,
                         ULONG TraceInformationLength, PULONG RequiredLength, PVOID Buffer)
{
    BOOLEAN Wide = TraceInformationClass == TraceHandleClass;
    ULONG Size = Wide ? sizeof(TRACEHANDLE) : sizeof(ULONG);
    WDK_TRACE_CONTROL *Control;
    TRACEHANDLE Logger;

    if (!Wide && TraceInformationClass != TraceEnableFlagsClass &&
        TraceInformationClass != TraceEnableLevelClass) {
        return TraceInformationClass < MaxTraceInformationClass ? STATUS_NOT_FOUND
                                                                : STATUS_INVALID_INFO_CLASS;
    }
    if (RequiredLength != NULL) {
        *RequiredLength = Size;
    }
    if (TraceInformationLength != Size) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    if (Buffer == NULL) {
        return STATUS_INVALID_PARAMETER_MIX;
    }
    Logger = ((PWNODE_HEADER)Buffer)->HistoricalContext;
    Control = WmipControlOf(Logger);
    if (Control == NULL) {
        return STATUS_INVALID_HANDLE;
    }
    if (Wide) {
        *(TRACEHANDLE *)TraceInformation = Logger;
    } else {
        *(PULONG)TraceInformation =
            TraceInformationClass == TraceEnableLevelClass ? Control->Level : Control->Flags[0];
    }
    return STATUS_SUCCESS;
}
