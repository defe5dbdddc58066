/*
 * tests/pnp/drivers/pnp_listen.c - a driver that registers for PnP notification, as the test says
 *
 * The test calls ListenTo... and sets what the callback does.
 */
#include <initguid.h>
#include <ntddk.h>
#include <wdmguid.h>

typedef struct _LISTEN_EVENT {
    GUID Event;
    GUID Class;
    WCHAR Name[200];
    PFILE_OBJECT File;
    USHORT Version, Size;
    UCHAR Data[8]; /* of a custom event */
} LISTEN_EVENT;

LISTEN_EVENT ListenEvents[32];
ULONG ListenCount;
ULONG ListenInside, ListenWrongIrql;
NTSTATUS ListenAnswer; /* to QUERY_REMOVE and QUERY_CHANGE */
BOOLEAN ListenClose;   /* drops the file on QUERY_REMOVE or REMOVE_COMPLETE */
BOOLEAN ListenUnregisterInside;
LONGLONG ListenDelay;        /* 100 ns, negative */
PDEVICE_OBJECT ListenReport; /* a custom event is reported from inside, asynchronously */
PVOID ListenEntry;
PFILE_OBJECT ListenFile;
ULONG ListenCallbacks; /* of asynchronous reports */
PVOID ListenCallbackContext;
static PDRIVER_OBJECT Driver;

DEFINE_GUID(CustomGuid, 0xabcdef01, 0x1111, 0x2222, 1, 1, 2, 2, 3, 3, 4, 4);

typedef struct _CUSTOM {
    TARGET_DEVICE_CUSTOM_NOTIFICATION Notification;
    UCHAR More[8];
} CUSTOM;

static VOID
NoteName(LISTEN_EVENT *Event, PUNICODE_STRING Name)
{
    RtlCopyMemory(Event->Name, Name->Buffer, Name->Length);
}

static VOID
Note(PPLUGPLAY_NOTIFICATION_HEADER Header)
{
    LISTEN_EVENT *Event = &ListenEvents[ListenCount++ % 32];
    PDEVICE_INTERFACE_CHANGE_NOTIFICATION Change = (PVOID)Header;
    PTARGET_DEVICE_CUSTOM_NOTIFICATION Custom = (PVOID)Header;

    Event->Event = Header->Event;
    Event->Version = Header->Version;
    Event->Size = Header->Size;
    if (IsEqualGUID(&Header->Event, &GUID_DEVICE_INTERFACE_ARRIVAL) ||
        IsEqualGUID(&Header->Event, &GUID_DEVICE_INTERFACE_REMOVAL)) {
        Event->Class = Change->InterfaceClassGuid;
        NoteName(Event, Change->SymbolicLinkName);
    } else if (IsEqualGUID(&Header->Event, &CustomGuid)) {
        Event->File = Custom->FileObject;
        RtlCopyMemory(Event->Data, Custom->CustomDataBuffer, sizeof(Event->Data));
    } else if (Header->Size >= sizeof(TARGET_DEVICE_REMOVAL_NOTIFICATION)) {
        Event->File = ((PTARGET_DEVICE_REMOVAL_NOTIFICATION)(PVOID)Header)->FileObject;
    }
}

static BOOLEAN
IsQuery(const GUID *Event)
{
    return IsEqualGUID(Event, &GUID_TARGET_DEVICE_QUERY_REMOVE) ||
           IsEqualGUID(Event, &GUID_HWPROFILE_QUERY_CHANGE);
}

static VOID
DropFile(VOID)
{
    PFILE_OBJECT File = ListenFile;

    if (File != NULL) {
        ListenFile = NULL;
        ObDereferenceObject(File);
    }
}

static VOID
Complete(PVOID Context)
{
    ListenCallbacks++;
    ListenCallbackContext = Context;
}

static CUSTOM
MakeCustom(UCHAR First)
{
    CUSTOM Custom = {
        .Notification = {
            .Version = 1, .Size = sizeof(Custom), .Event = CustomGuid, .NameBufferOffset = -1}};

    for (UCHAR i = 0; i < 8; i++) {
        Custom.Notification.CustomDataBuffer[i] = First + i;
    }
    return Custom;
}

NTSTATUS
ListenReportCustom(PDEVICE_OBJECT Pdo, BOOLEAN Wait, UCHAR First)
{
    CUSTOM Custom = MakeCustom(First);

    return Wait ? IoReportTargetDeviceChange(Pdo, &Custom)
                : IoReportTargetDeviceChangeAsynchronous(Pdo, &Custom, Complete, &ListenCount);
}

NTSTATUS
ListenReportSystemEvent(PDEVICE_OBJECT Pdo)
{
    CUSTOM Custom = MakeCustom(0);

    Custom.Notification.Event = GUID_TARGET_DEVICE_REMOVE_COMPLETE;
    return IoReportTargetDeviceChange(Pdo, &Custom);
}

static NTSTATUS
Hear(PVOID Structure, PVOID Context)
{
    PPLUGPLAY_NOTIFICATION_HEADER Header = Structure;
    LARGE_INTEGER Delay = {.QuadPart = ListenDelay};
    GUID Event = Header->Event;

    InterlockedIncrement((PLONG)&ListenInside);
    ListenWrongIrql += KeGetCurrentIrql() != PASSIVE_LEVEL || Context != &ListenCount;
    Note(Header);
    if (Delay.QuadPart != 0) {
        KeDelayExecutionThread(KernelMode, FALSE, &Delay);
    }
    if (ListenClose && (IsEqualGUID(&Event, &GUID_TARGET_DEVICE_QUERY_REMOVE) ||
                        IsEqualGUID(&Event, &GUID_TARGET_DEVICE_REMOVE_COMPLETE))) {
        DropFile();
    }
    if (ListenReport != NULL && IsQuery(&Event)) {
        ListenReportCustom(ListenReport, FALSE, 40);
    }
    if (ListenUnregisterInside) {
        IoUnregisterPlugPlayNotificationEx(ListenEntry);
        ListenEntry = NULL;
    }
    InterlockedDecrement((PLONG)&ListenInside);
    return IsQuery(&Event) ? ListenAnswer : STATUS_SUCCESS;
}

NTSTATUS
ListenToInterfaces(const GUID *Class, ULONG Flags)
{
    return IoRegisterPlugPlayNotification(EventCategoryDeviceInterfaceChange, Flags, (PVOID)Class,
                                          Driver, Hear, &ListenCount, &ListenEntry);
}

NTSTATUS
ListenToProfiles(PVOID Data)
{
    return IoRegisterPlugPlayNotification(EventCategoryHardwareProfileChange, 0, Data, Driver, Hear,
                                          &ListenCount, &ListenEntry);
}

/* Opens the device, and registers for it. */
NTSTATUS
ListenToTarget(PUNICODE_STRING Name)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status = IoGetDeviceObjectPointer(Name, FILE_READ_ATTRIBUTES, &ListenFile, &Device);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IoRegisterPlugPlayNotification(EventCategoryTargetDeviceChange, 0, ListenFile, Driver,
                                            Hear, &ListenCount, &ListenEntry);
    if (!NT_SUCCESS(Status)) {
        DropFile();
    }
    return Status;
}

NTSTATUS
ListenStop(BOOLEAN Ex)
{
    PVOID Entry = ListenEntry;

    DropFile();
    ListenEntry = NULL;
    return Ex ? IoUnregisterPlugPlayNotificationEx(Entry) : IoUnregisterPlugPlayNotification(Entry);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    if (ListenEntry != NULL) {
        ListenStop(TRUE);
    }
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Driver = DriverObject;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
