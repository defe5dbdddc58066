/*
 * wmi/cve.c - SeEtwWriteKMCveEvent: a driver found an attempt to use a hole that it has closed
 *
 * An event of the provider Microsoft-Windows-Audit-CVE, id 1, a warning: the CVE's name, then the
 * details.
 */
#include "wmip.h"

static const GUID WmipAuditCve = {0x85A62A0D, 0x7E17, 0x485F,
                                  {0x9D, 0x4F, 0x74, 0x9A, 0x28, 0x71, 0x93, 0xA6}};

#define WMIP_CVE_TAG 'evCW'

/* Strings of events end with a zero, which a counted string need not have. */
static PWSTR
WmipTerminated(PCUNICODE_STRING String, PEVENT_DATA_DESCRIPTOR Data)
{
    ULONG Length = String == NULL ? 0 : String->Length;
    PWSTR Copy = ExAllocateOwn(Length + sizeof(WCHAR), WMIP_CVE_TAG);

    if (Copy != NULL && Length != 0) {
        RtlCopyMemory(Copy, String->Buffer, Length);
    }
    EventDataDescCreate(Data, Copy, Length + sizeof(WCHAR));
    return Copy;
}

static NTSTATUS
WmipWriteCve(PEVENT_DATA_DESCRIPTOR Data)
{
    static const EVENT_DESCRIPTOR Event = {.Id = 1, .Level = TRACE_LEVEL_WARNING};
    REGHANDLE Provider;
    NTSTATUS Status = EtwRegister(&WmipAuditCve, NULL, NULL, &Provider);

    if (NT_SUCCESS(Status)) {
        Status = EtwWrite(Provider, &Event, NULL, 2, Data);
        EtwUnregister(Provider);
    }
    return Status;
}

NTSTATUS
SeEtwWriteKMCveEvent(PCUNICODE_STRING CveId, PCUNICODE_STRING AdditionalDetails)
{
    EVENT_DATA_DESCRIPTOR Data[2];
    NTSTATUS Status = STATUS_INSUFFICIENT_RESOURCES;
    PWSTR Name, Details;

    if (CveId == NULL || CveId->Length == 0) {
        return STATUS_INVALID_PARAMETER;
    }
    Name = WmipTerminated(CveId, &Data[0]);
    Details = WmipTerminated(AdditionalDetails, &Data[1]);
    if (Name != NULL && Details != NULL) {
        Status = WmipWriteCve(Data);
    }
    if (Name != NULL) {
        ExFreeOwn(Name);
    }
    if (Details != NULL) {
        ExFreeOwn(Details);
    }
    return Status;
}
