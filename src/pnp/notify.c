/*
 * pnp/notify.c - IoRegisterPlugPlayNotification: who is told of PnP events
 *
 *      registered --event--> called, at PASSIVE_LEVEL --> registered
 *          |                    |
 *          +--Unregister--------+--> removed --the last call has returned--> freed
 *
 * Who registers while an event is being told is not told of it; who unregisters is not called any
 * more, but a call that has begun goes on. IoUnregisterPlugPlayNotificationEx waits for such a
 * call, unless it is the caller's own; IoUnregisterPlugPlayNotification does not.
 *
 * Invariants:
 *   N1. Removed entries stay in the list while somebody holds a reference: a call, or a walk.
 *   N2. An entry holds a reference to its driver object, and to the PDO of a target device; to a
 *       file object it does not.
 *
 * Differs from Windows: to unregister twice is BAD_POOL_CALLER (7), where Windows damages its pool.
 * Nothing is told of a kernel soft restart: to register for it stops by name.
 */
#include "notify.h"

#include <wdmguid.h>

typedef struct _PIP_NOTIFY_CALL {
    struct _PIP_NOTIFY_CALL *Next;
    PKTHREAD Thread;
} PIP_NOTIFY_CALL;

typedef struct _PIP_NOTIFY {
    LIST_ENTRY Links;
    IO_NOTIFICATION_EVENT_CATEGORY Category;
    GUID Class;
    PFILE_OBJECT File;
    PDEVICE_OBJECT Pdo;
    PDRIVER_OBJECT Driver;
    PDRIVER_NOTIFICATION_CALLBACK_ROUTINE Routine;
    PVOID Context;
    ULONG64 Serial;
    ULONG References;
    BOOLEAN Removed, Asked;
    PIP_NOTIFY_CALL *Calls; /* that have not returned */
    KEVENT Returned;
} PIP_NOTIFY, *PPIP_NOTIFY;

static struct {
    LIST_ENTRY Entries; /* oldest first */
    ULONG64 Serial;
} Pip SIM_STATE;

/* --- the list --------------------------------------------------------------------------------- */

static VOID
PipRelease(PPIP_NOTIFY Entry)
{
    if (--Entry->References != 0) {
        return;
    }
    RemoveEntryList(&Entry->Links);
    ObDereferenceObject(Entry->Driver);
    if (Entry->Pdo != NULL) {
        ObDereferenceObject(Entry->Pdo);
    }
    ExFreeOwn(Entry);
}

/* The next one that is not removed, with a reference, for the one before it. NULL: the first. */
static PPIP_NOTIFY
PipNextEntry(PPIP_NOTIFY Entry)
{
    PLIST_ENTRY Link = Entry != NULL ? Entry->Links.Flink : Pip.Entries.Flink;
    PPIP_NOTIFY Next = NULL;

    for (; Link != &Pip.Entries && Next == NULL; Link = Link->Flink) {
        Next = CONTAINING_RECORD(Link, PIP_NOTIFY, Links);
        Next = Next->Removed ? NULL : Next;
    }
    if (Next != NULL) {
        Next->References++;
    }
    if (Entry != NULL) {
        PipRelease(Entry);
    }
    return Next;
}

static BOOLEAN
PipHears(PPIP_NOTIFY Entry, const PIP_AUDIENCE *Audience)
{
    return Entry->Category == Audience->Category && Entry->Pdo == Audience->Pdo &&
           (!Audience->Asked || Entry->Asked) &&
           (Audience->Class == NULL || IsEqualGUID(&Entry->Class, Audience->Class));
}

/* --- calling ---------------------------------------------------------------------------------- */

static NTSTATUS
PipCall(PPIP_NOTIFY Entry, PVOID Structure)
{
    PIP_NOTIFY_CALL Call = {.Next = Entry->Calls, .Thread = KeCurrentThread()};
    PIP_NOTIFY_CALL **Link = &Entry->Calls;
    NTSTATUS Status;

    if (Entry->Category == EventCategoryTargetDeviceChange) {
        ((PTARGET_DEVICE_REMOVAL_NOTIFICATION)Structure)->FileObject = Entry->File;
    }
    Entry->Calls = &Call;
    Status = CALL_DRIVER(Entry->Routine, Structure, Entry->Context);
    PipCheckCallout((PVOID)Entry->Routine);
    while (*Link != &Call) {
        Link = &(*Link)->Next;
    }
    *Link = Call.Next;
    KeSetEvent(&Entry->Returned, IO_NO_INCREMENT, FALSE);
    return Status;
}

VOID
PipTell(const PIP_AUDIENCE *Audience, PVOID Structure)
{
    ULONG64 Last = Pip.Serial;

    for (PPIP_NOTIFY Entry = PipNextEntry(NULL); Entry != NULL; Entry = PipNextEntry(Entry)) {
        if (Entry->Serial <= Last && PipHears(Entry, Audience)) {
            Entry->Asked = FALSE;
            PipCall(Entry, Structure);
        }
    }
}

NTSTATUS
PipAsk(const PIP_AUDIENCE *Audience, PVOID Structure)
{
    ULONG64 Last = Pip.Serial;
    NTSTATUS Status = STATUS_SUCCESS;

    for (PPIP_NOTIFY Entry = PipNextEntry(NULL); Entry != NULL; Entry = PipNextEntry(Entry)) {
        if (Entry->Serial <= Last && PipHears(Entry, Audience) && NT_SUCCESS(Status)) {
            Entry->Asked = TRUE;
            Status = PipCall(Entry, Structure);
        }
    }
    return Status;
}

/* --- registering ------------------------------------------------------------------------------ */

static VOID
PipTellOne(PVOID Structure, PVOID Context)
{
    PPIP_NOTIFY Entry = Context;

    if (!Entry->Removed) {
        PipCall(Entry, Structure);
    }
}

/* Interfaces that are there already; meanwhile some may come and go, which is told as usual. */
static NTSTATUS
PipTellExisting(PPIP_NOTIFY Entry)
{
    PWSTR Names;
    NTSTATUS Status = IoGetDeviceInterfaces(&Entry->Class, NULL, 0, &Names);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    for (PCWSTR Name = Names; *Name != L'\0'; Name += IoTextLength(Name) + 1) {
        PipTellInterface(&GUID_DEVICE_INTERFACE_ARRIVAL, &Entry->Class, Name, PipTellOne, Entry);
    }
    ExFreePool(Names);
    return STATUS_SUCCESS;
}

/* What the event category's data says. */
static NTSTATUS
PipReadCategory(PPIP_NOTIFY Entry, ULONG Flags, PVOID Data)
{
    switch (Entry->Category) {
    case EventCategoryHardwareProfileChange:
        return Data == NULL && Flags == 0 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
    case EventCategoryDeviceInterfaceChange:
        if (Data == NULL ||
            (Flags & ~(ULONG)PNPNOTIFY_DEVICE_INTERFACE_INCLUDE_EXISTING_INTERFACES) != 0) {
            return STATUS_INVALID_PARAMETER;
        }
        Entry->Class = *(const GUID *)Data;
        return STATUS_SUCCESS;
    case EventCategoryTargetDeviceChange:
        if (Data == NULL || Flags != 0) {
            return STATUS_INVALID_PARAMETER;
        }
        Entry->File = Data;
        return PipFindTarget(Entry->File, &Entry->Pdo);
    case EventCategoryKernelSoftRestart:
        KiNotImplemented("IoRegisterPlugPlayNotification for a soft restart", KeCallerInDriver());
    default:
        return STATUS_INVALID_PARAMETER;
    }
}

NTSTATUS
IoRegisterPlugPlayNotification(IO_NOTIFICATION_EVENT_CATEGORY EventCategory,
                               ULONG EventCategoryFlags, PVOID EventCategoryData,
                               PDRIVER_OBJECT DriverObject,
                               PDRIVER_NOTIFICATION_CALLBACK_ROUTINE CallbackRoutine, PVOID Context,
                               PVOID *NotificationEntry)
{
    PPIP_NOTIFY Entry = ExAllocateOwn(sizeof(*Entry), PIP_TAG);
    NTSTATUS Status;

    *NotificationEntry = NULL;
    if (Entry == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Entry->Category = EventCategory;
    Status = PipReadCategory(Entry, EventCategoryFlags, EventCategoryData);
    if (!NT_SUCCESS(Status)) {
        ExFreeOwn(Entry);
        return Status;
    }
    Entry->Driver = DriverObject;
    Entry->Routine = CallbackRoutine;
    Entry->Context = Context;
    Entry->Serial = ++Pip.Serial;
    Entry->References = 1;
    KeInitializeEvent(&Entry->Returned, SynchronizationEvent, FALSE);
    ObReferenceObject(DriverObject); // N2
    InsertTailList(&Pip.Entries, &Entry->Links);
    if (EventCategoryFlags != 0) {
        Status = PipTellExisting(Entry);
    }
    if (!NT_SUCCESS(Status)) {
        Entry->Removed = TRUE;
        PipRelease(Entry);
        return Status;
    }
    *NotificationEntry = Entry;
    return STATUS_SUCCESS;
}

/* --- unregistering ---------------------------------------------------------------------------- */

static PPIP_NOTIFY
PipRemove(PVOID NotificationEntry)
{
    PPIP_NOTIFY Entry = PipNextEntry(NULL);

    while (Entry != NULL && Entry != NotificationEntry) {
        Entry = PipNextEntry(Entry);
    }
    if (Entry == NULL) {
        KeBugCheckEx(BAD_POOL_CALLER, 7, 0, 0, (ULONG_PTR)NotificationEntry);
    }
    Entry->Removed = TRUE;
    PipRelease(Entry); // the registration's; the caller has its own
    return Entry;
}

static BOOLEAN
PipIsCalledElsewhere(PPIP_NOTIFY Entry)
{
    for (PIP_NOTIFY_CALL *Call = Entry->Calls; Call != NULL; Call = Call->Next) {
        if (Call->Thread != KeCurrentThread()) {
            return TRUE;
        }
    }
    return FALSE;
}

NTSTATUS
IoUnregisterPlugPlayNotificationEx(PVOID NotificationEntry)
{
    PPIP_NOTIFY Entry = PipRemove(NotificationEntry);

    while (PipIsCalledElsewhere(Entry)) {
        KeWaitForSingleObject(&Entry->Returned, Executive, KernelMode, FALSE, NULL);
    }
    PipRelease(Entry);
    return STATUS_SUCCESS;
}

NTSTATUS
IoUnregisterPlugPlayNotification(PVOID NotificationEntry)
{
    PipRelease(PipRemove(NotificationEntry));
    return STATUS_SUCCESS;
}

/* --- leaks ------------------------------------------------------------------------------------ */

static VOID
PipReportNotify(VOID (*Report)(PCSTR Format, ...))
{
    for (PLIST_ENTRY Link = Pip.Entries.Flink; Link != &Pip.Entries; Link = Link->Flink) {
        PPIP_NOTIFY Entry = CONTAINING_RECORD(Link, PIP_NOTIFY, Links);

        Report("PnP notification of %wZ was not unregistered: %p\n", &Entry->Driver->DriverName,
               (PVOID)Entry->Routine);
    }
}

VOID
PipInitNotify(VOID)
{
    InitializeListHead(&Pip.Entries);
    KeAddLeakRoutine(PipReportNotify);
}
