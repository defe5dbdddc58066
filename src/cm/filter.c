/*
 * cm/filter.c - drivers filter registry calls: CmRegisterCallbackEx
 *
 *      registered: calls go through it --CmUnRegisterCallback--> waits for the calls on their way,
 *      takes the contexts of key objects back --> gone
 *
 * Invariants:
 *   F1. The list is ordered by altitude, highest first; no altitude is there twice. What
 *       CmRegisterCallback registered has none, and is above all that have one, in the order of
 *       registration.
 *   F2. A filter that a call goes through stays in the list until the call has left it.
 *
 * Preemption: CmUnRegisterCallback waits.
 *
 * Differs from Windows: 16 filters at most.
 */
#include "cmi.h"

static struct {
    LIST_ENTRY Filters;
    ULONG Count;
    LONG64 LastCookie;
} CmpWatch SIM_STATE;

PLIST_ENTRY
CmpFilters(VOID)
{
    if (CmpWatch.Filters.Flink == NULL) {
        InitializeListHead(&CmpWatch.Filters);
    }
    return &CmpWatch.Filters;
}

static PCMP_FILTER
CmpFilterAt(PLIST_ENTRY Entry)
{
    return CONTAINING_RECORD(Entry, CMP_FILTER, Links);
}

PCMP_FILTER
CmpFilterOf(PLARGE_INTEGER Cookie)
{
    PLIST_ENTRY Head = CmpFilters();

    for (PLIST_ENTRY Entry = Head->Flink; Entry != Head; Entry = Entry->Flink) {
        if (CmpFilterAt(Entry)->Cookie.QuadPart == Cookie->QuadPart) {
            return CmpFilterAt(Entry);
        }
    }
    return NULL;
}

static VOID
CmpReportFilters(VOID (*Report)(PCSTR Format, ...))
{
    PLIST_ENTRY Head = CmpFilters();

    for (PLIST_ENTRY Entry = Head->Flink; Entry != Head; Entry = Entry->Flink) {
        Report("a registry callback (routine %p) is still registered\n",
               (PVOID)(ULONG_PTR)CmpFilterAt(Entry)->Routine);
    }
}

VOID
CmpInitFilters(VOID)
{
    KeAddLeakRoutine(CmpReportFilters);
}

/* --- registering ------------------------------------------------------------------------------ */

/* As memcmp: who is higher is greater; no altitude is the highest. */
static LONG
CmpCompareFilters(const CMP_FILTER *First, const CMP_FILTER *Second)
{
    if (First->Altitude.Length == 0 || Second->Altitude.Length == 0) {
        return (First->Altitude.Length == 0) - (Second->Altitude.Length == 0);
    }
    return ObCompareAltitudes(&First->Altitude, &Second->Altitude);
}

/* Who it comes before; NULL: its altitude is taken. */
static PLIST_ENTRY
CmpPlaceFor(const CMP_FILTER *New)
{
    PLIST_ENTRY Head = CmpFilters(), Entry;

    for (Entry = Head->Flink; Entry != Head; Entry = Entry->Flink) {
        LONG Order = CmpCompareFilters(CmpFilterAt(Entry), New);

        if (Order == 0 && New->Altitude.Length != 0) {
            return NULL;
        }
        if (Order < 0) {
            break;
        }
    }
    return Entry;
}

static VOID
CmpFreeFilter(PCMP_FILTER Filter)
{
    if (Filter->Altitude.Buffer != NULL) {
        ExFreeOwn(Filter->Altitude.Buffer);
    }
    ExFreeOwn(Filter);
}

static NTSTATUS
CmpInsertFilter(PCMP_FILTER New, PCUNICODE_STRING Altitude)
{
    NTSTATUS Status = CmpDuplicateString(&New->Altitude, Altitude);
    PLIST_ENTRY Before;

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Before = CmpPlaceFor(New);
    if (Before == NULL) {
        return STATUS_FLT_INSTANCE_ALTITUDE_COLLISION;
    }
    InsertTailList(Before, &New->Links);
    CmpWatch.Count++;
    New->Cookie.QuadPart = ++CmpWatch.LastCookie;
    return STATUS_SUCCESS;
}

static NTSTATUS
CmpRegister(PEX_CALLBACK_FUNCTION Routine, PCUNICODE_STRING Altitude, PVOID Context,
            PLARGE_INTEGER Cookie)
{
    PCMP_FILTER New = CmpWatch.Count == CMP_FILTERS ? NULL : ExAllocateOwn(sizeof *New, CMP_TAG);
    NTSTATUS Status;

    if (New == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    New->Routine = Routine;
    New->Context = Context;
    InitializeListHead(&New->Contexts);
    ExInitializeRundownProtection(&New->Rundown);
    Status = CmpInsertFilter(New, Altitude);
    if (!NT_SUCCESS(Status)) {
        CmpFreeFilter(New);
        return Status;
    }
    *Cookie = New->Cookie;
    return STATUS_SUCCESS;
}

NTSTATUS
CmRegisterCallback(PEX_CALLBACK_FUNCTION Function, PVOID Context, PLARGE_INTEGER Cookie)
{
    return CmpRegister(Function, NULL, Context, Cookie);
}

NTSTATUS
CmRegisterCallbackEx(PEX_CALLBACK_FUNCTION Function, PCUNICODE_STRING Altitude, PVOID Driver,
                     PVOID Context, PLARGE_INTEGER Cookie, PVOID Reserved)
{
    if (Driver == NULL || !ObIsAltitude(Altitude)) {
        return STATUS_INVALID_PARAMETER;
    }
    return CmpRegister(Function, Altitude, Context, Cookie);
}

NTSTATUS
CmUnRegisterCallback(LARGE_INTEGER Cookie)
{
    PCMP_FILTER Filter = CmpFilterOf(&Cookie);

    if (Filter == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    ExWaitForRundownProtectionRelease(&Filter->Rundown);
    CmpForgetContexts(Filter);
    RemoveEntryList(&Filter->Links);
    CmpWatch.Count--;
    CmpFreeFilter(Filter);
    return STATUS_SUCCESS;
}

/* 1.1 is what Windows 7 and all later versions have. */
VOID
CmGetCallbackVersion(PULONG Major, PULONG Minor)
{
    if (Major != NULL) {
        *Major = 1;
    }
    if (Minor != NULL) {
        *Minor = 1;
    }
}
