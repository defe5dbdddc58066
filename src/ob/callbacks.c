/*
 * ob/callbacks.c - drivers watch and restrict handles: ObRegisterCallbacks
 *
 *      a handle is made:  before, highest altitude first  --> entry in the table
 *                         --> after, lowest altitude first, with what was granted
 *
 * A registration is a filter for each of its object types. Before, a routine may take rights away,
 * of those that the documentation lists; what else it does to the mask has no effect. A kernel
 * handle keeps what was asked for.
 *
 * Invariants:
 *   C1. The list of filters is ordered by altitude, highest first; no altitude is there twice,
 *       but for the filters of one registration.
 *   C2. A filter that is being called stays in the list: ObUnRegisterCallbacks waits for it.
 *
 * Preemption: in the drivers' routines.
 *
 * Differs from Windows: routines need not be in a signed image. Desktop handles do not exist.
 */
#include "obi.h"

#define OBP_MAX_FILTERS 64 /* bits of OBP_OPERATION.Filters */

#define OBP_PROCESS_RIGHTS                                                                         \
    (PROCESS_CREATE_PROCESS | PROCESS_CREATE_THREAD | PROCESS_DUP_HANDLE | PROCESS_SET_QUOTA |     \
     PROCESS_SET_INFORMATION | PROCESS_SUSPEND_RESUME | PROCESS_TERMINATE | PROCESS_VM_OPERATION | \
     PROCESS_VM_WRITE)
#define OBP_THREAD_RIGHTS                                                                          \
    (THREAD_DIRECT_IMPERSONATION | THREAD_IMPERSONATE | THREAD_SET_CONTEXT |                       \
     THREAD_SET_INFORMATION | THREAD_SET_LIMITED_INFORMATION | THREAD_SET_THREAD_TOKEN |           \
     THREAD_SUSPEND_RESUME | THREAD_TERMINATE)

typedef struct _OBP_REGISTRATION *POBP_REGISTRATION;

typedef struct _OBP_FILTER {
    LIST_ENTRY Links;
    POBP_REGISTRATION Registration;
    OBJECT_TYPE *Type;
    OB_OPERATION Operations;
    POB_PRE_OPERATION_CALLBACK Before;
    POB_POST_OPERATION_CALLBACK After;
    ULONG Number; /* its bit */
} OBP_FILTER, *POBP_FILTER;

typedef struct _OBP_REGISTRATION {
    UNICODE_STRING Altitude;
    PVOID Context;
    EX_RUNDOWN_REF Rundown; /* held while one of its routines may be called */
    ULONG Count;
    OBP_FILTER Filters[];
} OBP_REGISTRATION;

static struct {
    LIST_ENTRY Filters;
    ULONG64 Used; /* numbers */
} ObpWatch SIM_STATE;

static PLIST_ENTRY
ObpFilters(VOID)
{
    if (ObpWatch.Filters.Flink == NULL) {
        InitializeListHead(&ObpWatch.Filters);
    }
    return &ObpWatch.Filters;
}

ULONG
ObpRegisteredCallbacks(VOID)
{
    return (ULONG)__builtin_popcountll(ObpWatch.Used);
}

/* --- registering ------------------------------------------------------------------------------ */

static BOOLEAN
ObpValidOperation(const OB_OPERATION_REGISTRATION *Operation)
{
    OB_OPERATION Known = OB_OPERATION_HANDLE_CREATE | OB_OPERATION_HANDLE_DUPLICATE;

    return Operation->ObjectType != NULL && *Operation->ObjectType != NULL &&
           (*Operation->ObjectType)->Callbacks && Operation->Operations != 0 &&
           (Operation->Operations & ~Known) == 0 &&
           (Operation->PreOperation != NULL || Operation->PostOperation != NULL);
}

static NTSTATUS
ObpCheckRegistration(const OB_CALLBACK_REGISTRATION *Registration)
{
    PLIST_ENTRY Head = ObpFilters(), Entry;
    ULONG i;

    if ((Registration->Version & 0xFF00) != OB_FLT_REGISTRATION_VERSION ||
        Registration->OperationRegistrationCount == 0 ||
        !ObIsAltitude(&Registration->Altitude)) {
        return STATUS_INVALID_PARAMETER;
    }
    for (i = 0; i < Registration->OperationRegistrationCount; i++) {
        if (!ObpValidOperation(&Registration->OperationRegistration[i])) {
            return STATUS_INVALID_PARAMETER;
        }
    }
    for (Entry = Head->Flink; Entry != Head; Entry = Entry->Flink) {
        POBP_FILTER Filter = CONTAINING_RECORD(Entry, OBP_FILTER, Links);

        if (ObCompareAltitudes(&Filter->Registration->Altitude, &Registration->Altitude) == 0) {
            return STATUS_FLT_INSTANCE_ALTITUDE_COLLISION;
        }
    }
    return ObpRegisteredCallbacks() + Registration->OperationRegistrationCount > OBP_MAX_FILTERS
               ? STATUS_INSUFFICIENT_RESOURCES
               : STATUS_SUCCESS;
}

static VOID
ObpInsertFilter(POBP_FILTER Filter)
{
    PLIST_ENTRY Head = ObpFilters(), Entry;

    Filter->Number = (ULONG)__builtin_ctzll(~ObpWatch.Used);
    ObpWatch.Used |= 1ull << Filter->Number;
    for (Entry = Head->Flink; Entry != Head; Entry = Entry->Flink) {
        POBP_FILTER Other = CONTAINING_RECORD(Entry, OBP_FILTER, Links);

        if (ObCompareAltitudes(&Other->Registration->Altitude, &Filter->Registration->Altitude) <
            0) {
            break;
        }
    }
    InsertTailList(Entry, &Filter->Links); /* before Entry */
}

static VOID
ObpInsertFilters(POBP_REGISTRATION New, const OB_CALLBACK_REGISTRATION *Given)
{
    for (New->Count = 0; New->Count < Given->OperationRegistrationCount; New->Count++) {
        const OB_OPERATION_REGISTRATION *Operation = &Given->OperationRegistration[New->Count];
        POBP_FILTER Filter = &New->Filters[New->Count];

        Filter->Registration = New;
        Filter->Type = *Operation->ObjectType;
        Filter->Operations = Operation->Operations;
        Filter->Before = Operation->PreOperation;
        Filter->After = Operation->PostOperation;
        ObpInsertFilter(Filter);
    }
}

NTSTATUS
ObRegisterCallbacks(POB_CALLBACK_REGISTRATION CallbackRegistration, PVOID *RegistrationHandle)
{
    NTSTATUS Status = ObpCheckRegistration(CallbackRegistration);
    POBP_REGISTRATION New;

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    New = ExAllocateOwn(sizeof *New +
                            CallbackRegistration->OperationRegistrationCount * sizeof(OBP_FILTER),
                        OBP_TAG);
    if (New == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = ObpCopyString(&New->Altitude, &CallbackRegistration->Altitude);
    if (!NT_SUCCESS(Status)) {
        ExFreeOwn(New);
        return Status;
    }
    New->Context = CallbackRegistration->RegistrationContext;
    ExInitializeRundownProtection(&New->Rundown);
    ObpInsertFilters(New, CallbackRegistration);
    *RegistrationHandle = New;
    return STATUS_SUCCESS;
}

/* When it returns, no routine of the registration runs, and none will. */
VOID
ObUnRegisterCallbacks(PVOID RegistrationHandle)
{
    POBP_REGISTRATION Registration = RegistrationHandle;
    ULONG i;

    ExWaitForRundownProtectionRelease(&Registration->Rundown);
    for (i = 0; i < Registration->Count; i++) {
        RemoveEntryList(&Registration->Filters[i].Links);
        ObpWatch.Used &= ~(1ull << Registration->Filters[i].Number);
    }
    ExFreeOwn(Registration->Altitude.Buffer);
    ExFreeOwn(Registration);
}

USHORT
ObGetFilterVersion(VOID)
{
    return OB_FLT_REGISTRATION_VERSION;
}

/* --- a handle is made ------------------------------------------------------------------------- */

static ACCESS_MASK
ObpRightsToTake(OBJECT_TYPE *Type)
{
    return Type == ObpCallbacks()->ProcessType ? OBP_PROCESS_RIGHTS : OBP_THREAD_RIGHTS;
}

static ACCESS_MASK
ObpCallFilterBefore(POBP_FILTER Filter, POBJECT_HEADER Header, POBP_OPERATION Operation,
                    ACCESS_MASK Access, ACCESS_MASK Original)
{
    OB_PRE_OPERATION_PARAMETERS Parameters = {
        .DuplicateHandleInformation = {Access, Original, Operation->Source, Operation->Target}};
    OB_PRE_OPERATION_INFORMATION Information = {.Operation = Operation->Kind,
                                                .KernelHandle = Operation->KernelHandle,
                                                .Object = Header->Body,
                                                .ObjectType = Header->Type,
                                                .Parameters = &Parameters};
    ACCESS_MASK Taken;

    CALL_DRIVER(Filter->Before, Filter->Registration->Context, &Information);
    Operation->Contexts[Filter->Number] = Information.CallContext;
    Taken = Access & ~Parameters.CreateHandleInformation.DesiredAccess;
    return Operation->KernelHandle ? Access : Access & ~(Taken & ObpRightsToTake(Header->Type));
}

VOID
ObpCallBefore(POBJECT_HEADER Header, POBP_OPERATION Operation, PACCESS_MASK Access)
{
    PLIST_ENTRY Head = ObpFilters(), Entry;
    ACCESS_MASK Original = *Access;

    Operation->Filters = 0;
    for (Entry = Head->Flink; Entry != Head; Entry = Entry->Flink) {
        POBP_FILTER Filter = CONTAINING_RECORD(Entry, OBP_FILTER, Links);

        if (Filter->Type != Header->Type || (Filter->Operations & Operation->Kind) == 0 ||
            !ExAcquireRundownProtection(&Filter->Registration->Rundown)) {
            continue;
        }
        Operation->Filters |= 1ull << Filter->Number;
        Operation->Contexts[Filter->Number] = NULL;
        if (Filter->Before != NULL) {
            *Access = ObpCallFilterBefore(Filter, Header, Operation, *Access, Original);
        }
    }
}

static VOID
ObpCallFilterAfter(POBP_FILTER Filter, POBJECT_HEADER Header, POBP_OPERATION Operation,
                   ACCESS_MASK Access, NTSTATUS Status)
{
    OB_POST_OPERATION_PARAMETERS Parameters = {.CreateHandleInformation = {Access}};
    OB_POST_OPERATION_INFORMATION Information = {.Operation = Operation->Kind,
                                                 .KernelHandle = Operation->KernelHandle,
                                                 .Object = Header->Body,
                                                 .ObjectType = Header->Type,
                                                 .CallContext = Operation->Contexts[Filter->Number],
                                                 .ReturnStatus = Status,
                                                 .Parameters =
                                                     NT_SUCCESS(Status) ? &Parameters : NULL};

    CALL_DRIVER(Filter->After, Filter->Registration->Context, &Information);
}

VOID
ObpCallAfter(POBJECT_HEADER Header, POBP_OPERATION Operation, ACCESS_MASK Access, NTSTATUS Status)
{
    PLIST_ENTRY Head = ObpFilters(), Entry, Next;

    for (Entry = Head->Blink; Operation->Filters != 0 && Entry != Head; Entry = Next) {
        POBP_FILTER Filter = CONTAINING_RECORD(Entry, OBP_FILTER, Links);

        Next = Entry->Blink;
        if ((Operation->Filters & 1ull << Filter->Number) != 0) {
            Operation->Filters &= ~(1ull << Filter->Number);
            if (Filter->After != NULL) {
                ObpCallFilterAfter(Filter, Header, Operation, Access, Status);
            }
            Next = Entry->Blink; /* others may have come meanwhile */
            ExReleaseRundownProtection(&Filter->Registration->Rundown);
        }
    }
}
