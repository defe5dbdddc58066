/*
 * wmi/write.c - events of providers reach the trace
 *
 * An event is recorded if it is enabled: as a record TRACE_EVENT (first 32 bits of the provider's
 * GUID; level and id; number of its text) and as text. Nobody decodes the data by a manifest: what
 * looks like a string is shown as one, the rest in hexadecimal.
 *
 * Differs from Windows: the data of an event may have 64 KB in all, as there, but only what
 * fits into its line of text is kept.
 */
#include "wmip.h"

#define WMIP_MOST_DATA  128
#define WMIP_MOST_BYTES 0x10000

static VOID
WmipPutHeader(PWMIP_TEXT Text, PWMIP_PROVIDER Provider, UCHAR Level, ULONG Id, ULONG64 Keyword)
{
    WmipPutGuid(Text, &Provider->Id);
    WmipPut(Text, " level %u id %u keyword 0x%I64x:", Level, Id, Keyword);
}

static VOID
WmipPutActivity(PWMIP_TEXT Text, PCSTR Name, LPCGUID Id)
{
    static const GUID None = {0};

    if (Id != NULL && !InlineIsEqualGUID(Id, &None)) {
        WmipPut(Text, " %s ", Name);
        WmipPutGuid(Text, Id);
    }
}

static ULONG
WmipDataBytes(ULONG Count, const EVENT_DATA_DESCRIPTOR *Data)
{
    ULONG64 Bytes = 0;

    for (ULONG i = 0; i < Count; i++) {
        Bytes += Data[i].Size;
    }
    return (ULONG)min(Bytes, MAXULONG);
}

static VOID
WmipRecord(PWMIP_PROVIDER Provider, UCHAR Level, ULONG Id, ULONG64 Number)
{
    HalProbe3(PROBE_TRACE_EVENT, Provider->Id.Data1, (ULONG64)Level << 16 | Id, Number);
}

NTSTATUS
EtwWriteEx(REGHANDLE RegHandle, PCEVENT_DESCRIPTOR EventDescriptor, ULONG64 Filter, ULONG Flags,
           LPCGUID ActivityId, LPCGUID RelatedActivityId, ULONG UserDataCount,
           PEVENT_DATA_DESCRIPTOR UserData)
{
    PWMIP_PROVIDER Provider = WmipProvider(RegHandle);
    GUID Current = WmipCurrentActivity();
    WMIP_TEXT Text;
    ULONG64 Number;

    if (Provider == NULL) {
        return STATUS_INVALID_HANDLE;
    }
    if (UserDataCount > WMIP_MOST_DATA || (UserDataCount != 0 && UserData == NULL)) {
        return STATUS_INVALID_PARAMETER;
    }
    if (WmipDataBytes(UserDataCount, UserData) > WMIP_MOST_BYTES) {
        return STATUS_BUFFER_OVERFLOW;
    }
    if (!WmipIsEnabled(Provider, EventDescriptor->Level, EventDescriptor->Keyword)) {
        return STATUS_SUCCESS;
    }
    WmipNewText(&Text, &Number);
    WmipPutHeader(&Text, Provider, EventDescriptor->Level, EventDescriptor->Id,
                  EventDescriptor->Keyword);
    for (ULONG i = 0; i < UserDataCount; i++) {
        WmipPutRaw(&Text, (const VOID *)(ULONG_PTR)UserData[i].Ptr, UserData[i].Size);
    }
    WmipPutActivity(&Text, "activity", ActivityId == NULL ? &Current : ActivityId);
    WmipPutActivity(&Text, "from", RelatedActivityId);
    WmipRecord(Provider, EventDescriptor->Level, EventDescriptor->Id, Number);
    return STATUS_SUCCESS;
}

NTSTATUS
EtwWriteTransfer(REGHANDLE RegHandle, PCEVENT_DESCRIPTOR EventDescriptor, LPCGUID ActivityId,
                 LPCGUID RelatedActivityId, ULONG UserDataCount, PEVENT_DATA_DESCRIPTOR UserData)
{
    return EtwWriteEx(RegHandle, EventDescriptor, 0, 0, ActivityId, RelatedActivityId,
                      UserDataCount, UserData);
}

NTSTATUS
EtwWrite(REGHANDLE RegHandle, PCEVENT_DESCRIPTOR EventDescriptor, LPCGUID ActivityId,
         ULONG UserDataCount, PEVENT_DATA_DESCRIPTOR UserData)
{
    return EtwWriteEx(RegHandle, EventDescriptor, 0, 0, ActivityId, NULL, UserDataCount, UserData);
}

NTSTATUS
EtwWriteString(REGHANDLE RegHandle, UCHAR Level, ULONGLONG Keyword, LPCGUID ActivityId,
               PCWSTR String)
{
    EVENT_DESCRIPTOR Descriptor = {.Level = Level, .Keyword = Keyword};
    EVENT_DATA_DESCRIPTOR Data;
    ULONG Length = 0;

    while (String[Length] != 0) {
        Length++;
    }
    EventDataDescCreate(&Data, String, (Length + 1) * sizeof(WCHAR));
    return EtwWriteEx(RegHandle, &Descriptor, 0, 0, ActivityId, NULL, 1, &Data);
}
