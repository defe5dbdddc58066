/*
 * src/ob/callbackobject.c - callback objects: named lists of routines to be told of something
 *
 *      registered --ExNotifyCallback--> called, perhaps by several at once --> registered
 *                 --ExUnregisterCallback--> withdrawn --when nobody is in it--> gone
 *
 * Routines are called in the order of their registration, at their notifier's IRQL.
 *
 * Invariants:
 *   C1. A registration is in its object's list until nobody runs its routine and it is withdrawn:
 *       a notifier finds the next one from the one that it has called.
 *   C2. A registration holds a reference to its object.
 *
 * Preemption: inside the routines, and while ExUnregisterCallback waits for them.
 *
 * Differs from Windows: a driver that notifies one of the system's objects, or withdraws what is
 * not registered, is stopped. \Callback\SetSystemState is not there. The arguments of
 * SetSystemTime (0) and ProcessorAdd (the processor's number) are not documented.
 */
#include "obi.h"

#define OBP_CALLBACK_TAG 'bCbO'

struct _CALLBACK_OBJECT {
    LIST_ENTRY Registered; /* OBP_REGISTRATION.Links, oldest first */
    BOOLEAN Multiple;      /* more than one routine may be registered */
    BOOLEAN IsSystem;
};

typedef struct _OBP_REGISTRATION {
    LIST_ENTRY Links;
    PCALLBACK_OBJECT Object;
    PCALLBACK_FUNCTION Function;
    PVOID Context;
    ULONG Running; /* calls of the routine under way */
    BOOLEAN Withdrawn;
    KEVENT Idle; /* withdrawn, and Running became 0 */
} OBP_REGISTRATION, *POBP_REGISTRATION;

static OBJECT_TYPE ObpCallbackType SIM_STATE;

static struct {
    PCALLBACK_OBJECT System[ObSystemCallbacks];
    ULONG Registered;
} Obp SIM_STATE;

/* --- objects ---------------------------------------------------------------------------------- */

/* Handle NULL: it is permanent. */
static NTSTATUS
ObpCreateCallback(POBJECT_ATTRIBUTES Attributes, BOOLEAN Multiple, PCALLBACK_OBJECT *Object,
                  PHANDLE Handle)
{
    PCALLBACK_OBJECT Callback;
    NTSTATUS Status;

    Status = ObCreateObjectOfType(&ObpCallbackType, sizeof *Callback, (PVOID *)&Callback);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    InitializeListHead(&Callback->Registered);
    Callback->Multiple = Multiple;
    Status = ObInsertNewObject(Callback, Attributes, 0, KernelMode, Handle, NULL);
    if (!NT_SUCCESS(Status)) {
        ObfDereferenceObject(Callback);
        return Status;
    }
    *Object = Callback;
    return STATUS_SUCCESS;
}

/* A name stays as long as its object has a handle, or is permanent: here the latter. */
static NTSTATUS
ObpCreateDriversCallback(POBJECT_ATTRIBUTES Attributes, BOOLEAN Multiple, PCALLBACK_OBJECT *Object)
{
    HANDLE Handle;
    NTSTATUS Status = ObpCreateCallback(Attributes, Multiple, Object, &Handle);

    return NT_SUCCESS(Status) ? ZwClose(Handle) : Status;
}

NTSTATUS
ExCreateCallback(PCALLBACK_OBJECT *CallbackObject, POBJECT_ATTRIBUTES ObjectAttributes,
                 BOOLEAN Create, BOOLEAN AllowMultipleCallbacks)
{
    OBJECT_ATTRIBUTES Attributes;
    NTSTATUS Status;

    if (ObjectAttributes == NULL || ObjectAttributes->ObjectName == NULL ||
        ObjectAttributes->ObjectName->Length == 0) {
        return STATUS_UNSUCCESSFUL;
    }
    Attributes = *ObjectAttributes;
    Attributes.Attributes |= OBJ_KERNEL_HANDLE;
    Status = ObOpenByName(&Attributes, &ObpCallbackType, KernelMode, 0, NULL,
                          (PVOID *)CallbackObject, NULL);
    if (Status == STATUS_OBJECT_NAME_NOT_FOUND && Create) {
        Status = ObpCreateDriversCallback(&Attributes, AllowMultipleCallbacks, CallbackObject);
    }
    return Status;
}

static VOID
ObpCheckCallback(PCALLBACK_OBJECT Object)
{
    if (ObTypeOf(Object) != &ObpCallbackType) {
        KeRuleViolation("CallbackObject", (ULONG_PTR)Object, 0);
    }
}

/* For a search: who notifies sees who is registered. */
static VOID
ObpTouchCallback(PCALLBACK_OBJECT Object, BOOLEAN Changes)
{
    HalTouch(Object, Changes);
}

/* --- registrations ---------------------------------------------------------------------------- */

PVOID
ExRegisterCallback(PCALLBACK_OBJECT CallbackObject, PCALLBACK_FUNCTION CallbackFunction,
                   PVOID CallbackContext)
{
    POBP_REGISTRATION New;

    ObpCheckCallback(CallbackObject);
    ObpTouchCallback(CallbackObject, TRUE);
    if (!CallbackObject->Multiple && !IsListEmpty(&CallbackObject->Registered)) {
        return NULL;
    }
    New = ExAllocateOwn(sizeof *New, OBP_CALLBACK_TAG);
    if (New == NULL) {
        return NULL;
    }
    ObfReferenceObject(CallbackObject);
    New->Object = CallbackObject;
    New->Function = CallbackFunction;
    New->Context = CallbackContext;
    KeInitializeEvent(&New->Idle, NotificationEvent, FALSE);
    InsertTailList(&CallbackObject->Registered, &New->Links);
    Obp.Registered++;
    return New;
}

static BOOLEAN
ObpIsRegistration(POBP_REGISTRATION Registration)
{
    EX_POOL_BLOCK Block;

    return ExFindPoolBlock(Registration, &Block) && Block.Address == Registration &&
           Block.Tag == OBP_CALLBACK_TAG && !Block.Freed && !Registration->Withdrawn;
}

VOID
ExUnregisterCallback(PVOID CallbackRegistration)
{
    POBP_REGISTRATION Registration = CallbackRegistration;
    PCALLBACK_OBJECT Object;

    if (!ObpIsRegistration(Registration)) {
        KeRuleViolation("CallbackNotRegistered", (ULONG_PTR)Registration, 0);
    }
    Object = Registration->Object;
    ObpTouchCallback(Object, TRUE);
    Registration->Withdrawn = TRUE;
    while (Registration->Running != 0) {
        KeWaitForSingleObject(&Registration->Idle, Executive, KernelMode, FALSE, NULL);
    }
    ObpTouchCallback(Object, TRUE);
    RemoveEntryList(&Registration->Links);
    ExFreeOwn(Registration);
    Obp.Registered--;
    ObfDereferenceObject(Object);
}

/* --- notification ----------------------------------------------------------------------------- */

static VOID
ObpCall(POBP_REGISTRATION Registration, PVOID Argument1, PVOID Argument2)
{
    if (Registration->Withdrawn) {
        return;
    }
    Registration->Running++;
    CALL_DRIVER(Registration->Function, Registration->Context, Argument1, Argument2);
    Registration->Running--;
}

/* Who withdraws it may free it from here on. */
static VOID
ObpCalled(POBP_REGISTRATION Registration)
{
    if (Registration->Withdrawn && Registration->Running == 0) {
        KeSetEvent(&Registration->Idle, IO_NO_INCREMENT, FALSE);
    }
}

static VOID
ObpNotify(PCALLBACK_OBJECT Object, PVOID Argument1, PVOID Argument2)
{
    PLIST_ENTRY Entry = Object->Registered.Flink;

    ObpTouchCallback(Object, FALSE);
    while (Entry != &Object->Registered) {
        POBP_REGISTRATION Registration = CONTAINING_RECORD(Entry, OBP_REGISTRATION, Links);

        ObpCall(Registration, Argument1, Argument2);
        ObpTouchCallback(Object, FALSE);
        Entry = Entry->Flink; // C1
        ObpCalled(Registration);
    }
}

VOID
ExNotifyCallback(PVOID CallbackObject, PVOID Argument1, PVOID Argument2)
{
    PCALLBACK_OBJECT Object = CallbackObject;

    ObpCheckCallback(Object);
    if (Object->IsSystem) {
        KeRuleViolation("NotifyOfSystemCallback", (ULONG_PTR)Object, 0);
    }
    ObpNotify(Object, Argument1, Argument2);
}

VOID
ObNotifySystemCallback(OB_SYSTEM_CALLBACK Which, ULONG_PTR Argument1, ULONG_PTR Argument2)
{
    ObpNotify(Obp.System[Which], (PVOID)Argument1, (PVOID)Argument2);
}

/* --- boot ------------------------------------------------------------------------------------- */

static VOID
ObpReportCallbacks(VOID (*Report)(PCSTR Format, ...))
{
    if (Obp.Registered != 0) {
        Report("%u callback routines are still registered\n", Obp.Registered);
    }
}

VOID
ObpInitCallbackObjects(VOID)
{
    static const PCWSTR Names[ObSystemCallbacks] = {
        [ObCallbackSetSystemTime] = L"\\Callback\\SetSystemTime",
        [ObCallbackPowerState] = L"\\Callback\\PowerState",
        [ObCallbackProcessorAdd] = L"\\Callback\\ProcessorAdd",
    };
    OBJECT_ATTRIBUTES Attributes;
    UNICODE_STRING Name;
    NTSTATUS Status;

    ObpCallbackType = (OBJECT_TYPE){
        .Name = L"Callback",
        .GenericMapping = {STANDARD_RIGHTS_READ, STANDARD_RIGHTS_WRITE | 1, STANDARD_RIGHTS_EXECUTE,
                           STANDARD_RIGHTS_REQUIRED | SYNCHRONIZE | 1},
        .ValidAccess = STANDARD_RIGHTS_REQUIRED | SYNCHRONIZE | 1,
        .DispatcherOffset = OB_NOT_WAITABLE,
    };
    ObCreateObjectType(&ObpCallbackType);
    for (ULONG i = 0; i < ObSystemCallbacks; i++) {
        RtlInitUnicodeString(&Name, Names[i]);
        InitializeObjectAttributes(&Attributes, &Name, OBJ_CASE_INSENSITIVE | OBJ_PERMANENT, NULL,
                                   NULL);
        Status = ObpCreateCallback(&Attributes, TRUE, &Obp.System[i], NULL);
        SIM_ASSERT(NT_SUCCESS(Status));
        Obp.System[i]->IsSystem = TRUE;
    }
    KeAddLeakRoutine(ObpReportCallbacks);
}
