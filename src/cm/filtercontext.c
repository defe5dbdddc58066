/*
 * cm/filtercontext.c - what a registry filter keeps about a key object, and asks about it
 *
 *      none --CmSetCallbackObjectContext--> shown in each notification about the key object
 *           --the key object or the filter goes--> RegNtCallbackObjectContextCleanup, gone
 *
 * Differs from Windows: transactions do not exist, so that no key is bound to one.
 */
#include "cmi.h"

typedef struct _CMP_CONTEXT {
    LIST_ENTRY OfObject, OfFilter;
    PCMP_KEY_BODY Body;
    PCMP_FILTER Filter;
    PVOID Value;
} CMP_CONTEXT, *PCMP_CONTEXT;

typedef struct _CMP_NAME {
    UNICODE_STRING String; /* its buffer follows */
    WCHAR Buffer[];
} CMP_NAME, *PCMP_NAME;

static PCMP_CONTEXT
CmpFindContext(PCMP_KEY_BODY Body, PCMP_FILTER Filter)
{
    for (PLIST_ENTRY Entry = Body->Contexts.Flink; Entry != &Body->Contexts; Entry = Entry->Flink) {
        PCMP_CONTEXT Context = CONTAINING_RECORD(Entry, CMP_CONTEXT, OfObject);

        if (Context->Filter == Filter) {
            return Context;
        }
    }
    return NULL;
}

PVOID
CmpContextOf(PCMP_KEY_BODY Body, PCMP_FILTER Filter)
{
    PCMP_CONTEXT Context = Body == NULL ? NULL : CmpFindContext(Body, Filter);

    return Context == NULL ? NULL : Context->Value;
}

static PCMP_CONTEXT
CmpNewContext(PCMP_KEY_BODY Body, PCMP_FILTER Filter)
{
    PCMP_CONTEXT New = ExAllocateOwn(sizeof *New, CMP_TAG);

    if (New != NULL) {
        New->Body = Body;
        New->Filter = Filter;
        InsertTailList(&Body->Contexts, &New->OfObject);
        InsertTailList(&Filter->Contexts, &New->OfFilter);
    }
    return New;
}

NTSTATUS
CmSetCallbackObjectContext(PVOID Object, PLARGE_INTEGER Cookie, PVOID NewContext, PVOID *OldContext)
{
    PCMP_FILTER Filter = CmpFilterOf(Cookie);
    PCMP_CONTEXT Context;

    if (Filter == NULL || Object == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    Context = CmpFindContext(Object, Filter);
    if (OldContext != NULL) {
        *OldContext = Context == NULL ? NULL : Context->Value;
    }
    if (Context == NULL) {
        Context = CmpNewContext(Object, Filter);
    }
    if (Context == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Context->Value = NewContext;
    return STATUS_SUCCESS;
}

/* --- the end ---------------------------------------------------------------------------------- */

static VOID
CmpForgetContext(PCMP_CONTEXT Context)
{
    REG_CALLBACK_CONTEXT_CLEANUP_INFORMATION Information = {.Object = Context->Body,
                                                            .ObjectContext = Context->Value};
    PCMP_FILTER Filter = Context->Filter;

    RemoveEntryList(&Context->OfObject);
    RemoveEntryList(&Context->OfFilter);
    ExFreeOwn(Context);
    CmpCallFilter(Filter, RegNtCallbackObjectContextCleanup, &Information);
}

VOID
CmpForgetContexts(PCMP_FILTER Filter)
{
    while (!IsListEmpty(&Filter->Contexts)) {
        CmpForgetContext(CONTAINING_RECORD(Filter->Contexts.Flink, CMP_CONTEXT, OfFilter));
    }
}

static VOID
CmpForgetObjectContexts(PCMP_KEY_BODY Body)
{
    while (!IsListEmpty(&Body->Contexts)) {
        CmpForgetContext(CONTAINING_RECORD(Body->Contexts.Flink, CMP_CONTEXT, OfObject));
    }
}

/* The key object has no reference left; filters may look at it, no more. */
VOID
CmpForgetFilters(PCMP_KEY_BODY Body)
{
    REG_KEY_HANDLE_CLOSE_INFORMATION Information = {.Object = Body};
    CMP_CALL Call = CMP_CALL_OF(KeyHandleClose, Body, Information);
    NTSTATUS Status;

    if (CmpAskFilters(&Call, &Status)) {
        CmpTellFilters(&Call, STATUS_SUCCESS);
    }
    CmpForgetObjectContexts(Body);
    if (Body->FullName != NULL) {
        ExFreeOwn(Body->FullName);
    }
}

/* --- questions -------------------------------------------------------------------------------- */

static PCMP_NAME
CmpNewName(PCMP_KEY Key)
{
    ULONG Length = CmpNameLength(Key);
    PCMP_NAME Name = ExAllocateOwn(sizeof *Name + Length, CMP_TAG);

    if (Name != NULL) {
        Name->String = (UNICODE_STRING){
            .Length = (USHORT)Length, .MaximumLength = (USHORT)Length, .Buffer = Name->Buffer};
        CmpCopyName(Key, Name->Buffer);
    }
    return Name;
}

static NTSTATUS
CmpIdentify(PLARGE_INTEGER Cookie, PCMP_KEY_BODY Body, PULONG_PTR ObjectID)
{
    if (CmpFilterOf(Cookie) == NULL || Body == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    if (ObjectID != NULL) {
        *ObjectID = (ULONG_PTR)Body->Key; // unique, and the same for all its key objects
    }
    return STATUS_SUCCESS;
}

/* The name lasts as long as the key object. */
NTSTATUS
CmCallbackGetKeyObjectID(PLARGE_INTEGER Cookie, PVOID Object, PULONG_PTR ObjectID,
                         PCUNICODE_STRING *ObjectName)
{
    PCMP_KEY_BODY Body = Object;
    NTSTATUS Status = CmpIdentify(Cookie, Body, ObjectID);

    if (!NT_SUCCESS(Status) || ObjectName == NULL) {
        return Status;
    }
    if (Body->FullName == NULL) {
        Body->FullName = CmpNewName(Body->Key);
    }
    if (Body->FullName == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *ObjectName = &Body->FullName->String;
    return STATUS_SUCCESS;
}

/* The name is the caller's, until CmCallbackReleaseKeyObjectIDEx. */
NTSTATUS
CmCallbackGetKeyObjectIDEx(PLARGE_INTEGER Cookie, PVOID Object, PULONG_PTR ObjectID,
                           PCUNICODE_STRING *ObjectName, ULONG Flags)
{
    NTSTATUS Status = Flags != 0 ? STATUS_INVALID_PARAMETER : CmpIdentify(Cookie, Object, ObjectID);
    PCMP_NAME Name;

    if (!NT_SUCCESS(Status) || ObjectName == NULL) {
        return Status;
    }
    Name = CmpNewName(((PCMP_KEY_BODY)Object)->Key);
    if (Name == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *ObjectName = &Name->String;
    return STATUS_SUCCESS;
}

VOID
CmCallbackReleaseKeyObjectIDEx(PCUNICODE_STRING ObjectName)
{
    ExFreeOwn(CONTAINING_RECORD(ObjectName, CMP_NAME, String));
}

PVOID
CmGetBoundTransaction(PLARGE_INTEGER Cookie, PVOID Object)
{
    UNREFERENCED_PARAMETER(Cookie);
    UNREFERENCED_PARAMETER(Object);
    return NULL;
}
