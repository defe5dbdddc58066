/*
 * cm/filtercall.c - a registry call's way through the drivers that filter it
 *
 *      before: highest altitude first --all agree--> the call --> after: lowest altitude first
 *                |                                                    ^
 *                +-- one refuses (an error) or has done it itself ----+
 *                    (STATUS_CALLBACK_BYPASS: success): lower ones are not asked, and only
 *                    those above hear of the end
 *
 * After the call a filter may change what it returns: STATUS_CALLBACK_BYPASS and ReturnStatus.
 *
 * Invariants:
 *   W1. A registry call that a filter's routine makes goes through the filters below it only.
 *   W2. A key that a filter deleted meanwhile is not touched: STATUS_KEY_DELETED.
 *   W3. An exception leaves no routine: REGISTRY_FILTER_DRIVER_EXCEPTION.
 *
 * Preemption: in the drivers' routines.
 *
 * Differs from Windows: what user mode passes in is checked, but not captured. The order in which
 * filters hear of the end is not documented. Calls that libsim does not have (renaming, saving,
 * loading) have no notifications, nor have the forms of Windows XP (RegNtPreCreateKey).
 */
#include "cmi.h"

/* A filter's routine that runs. */
typedef struct _CMP_ACTIVE {
    struct _CMP_ACTIVE *Outer;
    PKTHREAD Thread;
    PCMP_FILTER Filter;
} CMP_ACTIVE;

static struct {
    CMP_ACTIVE *Active;
} Cmp SIM_STATE;

/* The first filter that the current thread's call goes through. */
static PLIST_ENTRY
CmpFirstFilter(VOID)
{
    for (CMP_ACTIVE *Active = Cmp.Active; Active != NULL; Active = Active->Outer) {
        if (Active->Thread == KeCurrentThread()) {
            return Active->Filter->Links.Flink;
        }
    }
    return CmpFilters()->Flink;
}

static VOID
CmpNoLongerActive(CMP_ACTIVE *Gone)
{
    CMP_ACTIVE **Link = &Cmp.Active;

    while (*Link != Gone) {
        Link = &(*Link)->Outer;
    }
    *Link = Gone->Outer;
}

NTSTATUS
CmpCallFilter(PCMP_FILTER Filter, REG_NOTIFY_CLASS Class, PVOID Information)
{
    CMP_ACTIVE Active = {.Outer = Cmp.Active, .Thread = KeCurrentThread(), .Filter = Filter};
    NTSTATUS Status;

    Cmp.Active = &Active;
    Status = KeCallGuarded(Filter->Routine, Filter->Context, (PVOID)(ULONG_PTR)Class, Information,
                           REGISTRY_FILTER_DRIVER_EXCEPTION);
    CmpNoLongerActive(&Active);
    return Status;
}

/* --- before ----------------------------------------------------------------------------------- */

static NTSTATUS
CmpAskOne(PCMP_CALL Call, PCMP_FILTER Filter)
{
    NTSTATUS Status;

    Call->Contexts[0] = NULL;
    Call->Contexts[1] = CmpContextOf(Call->Object, Filter);
    Status = CmpCallFilter(Filter, Call->Before, Call->Information);
    if (NT_SUCCESS(Status)) {
        Call->CallContexts[Call->Count] = Call->Contexts[0];
        Call->Filters[Call->Count++] = Filter;
    } else {
        ExReleaseRundownProtection(&Filter->Rundown);
    }
    return Status;
}

static NTSTATUS
CmpAskAll(PCMP_CALL Call)
{
    PLIST_ENTRY Head = CmpFilters(), Next;
    NTSTATUS Status = STATUS_SUCCESS;

    for (PLIST_ENTRY Entry = CmpFirstFilter(); Entry != Head && NT_SUCCESS(Status); Entry = Next) {
        PCMP_FILTER Filter = CONTAINING_RECORD(Entry, CMP_FILTER, Links);

        Next = Entry->Flink;
        if (ExAcquireRundownProtection(&Filter->Rundown)) { // it stays in the list, by F2
            Status = CmpAskOne(Call, Filter);
            Next = NT_SUCCESS(Status) ? Entry->Flink : Head;
        }
    }
    return Status;
}

BOOLEAN
CmpAskFilters(PCMP_CALL Call, PNTSTATUS Status)
{
    BOOLEAN Deleted = Call->Object->Key->Deleted;

    if (IsListEmpty(CmpFilters())) {
        return TRUE;
    }
    *Status = CmpAskAll(Call);
    if (NT_SUCCESS(*Status)) {
        if (Call->Object->Key->Deleted == Deleted) {
            return TRUE;
        }
        *Status = STATUS_KEY_DELETED;
    }
    *Status = *Status == STATUS_CALLBACK_BYPASS ? STATUS_SUCCESS : *Status;
    *Status = CmpTellFilters(Call, *Status);
    return FALSE;
}

/* --- after ------------------------------------------------------------------------------------ */

static PVOID
CmpObjectOf(PCMP_CALL Call, NTSTATUS Status)
{
    if (Call->Result == NULL) {
        return Call->Object;
    }
    return NT_SUCCESS(Status) ? *Call->Result : NULL;
}

static NTSTATUS
CmpTellOne(PCMP_CALL Call, ULONG Index, NTSTATUS Status)
{
    PCMP_FILTER Filter = Call->Filters[Index];
    PVOID Object = CmpObjectOf(Call, Status);
    REG_POST_OPERATION_INFORMATION Information = {.Object = Object,
                                                  .Status = Status,
                                                  .PreInformation = Call->Information,
                                                  .ReturnStatus = Status,
                                                  .CallContext = Call->CallContexts[Index],
                                                  .ObjectContext = CmpContextOf(Object, Filter)};

    Call->Contexts[0] = Information.CallContext;
    Call->Contexts[1] = CmpContextOf(Call->Object, Filter);
    if (CmpCallFilter(Filter, Call->After, &Information) == STATUS_CALLBACK_BYPASS) {
        return Information.ReturnStatus;
    }
    return Status;
}

NTSTATUS
CmpTellFilters(PCMP_CALL Call, NTSTATUS Status)
{
    while (Call->Count > 0) {
        PCMP_FILTER Filter = Call->Filters[--Call->Count];

        Status = CmpTellOne(Call, Call->Count, Status);
        ExReleaseRundownProtection(&Filter->Rundown);
    }
    return Status;
}
