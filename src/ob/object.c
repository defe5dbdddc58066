/*
 * ob/object.c - objects: types, creation, deletion
 *
 * An object is a body that a rung above defines, behind a header that only this rung sees. Whoever
 * keeps a pointer to the body holds one of the references that PointerCount counts.
 *
 *      ObCreateObjectOfType --> alive --last dereference--> deleting --Delete method--> gone
 *                                         (IRQL > PASSIVE: a worker thread deletes)
 *
 * Invariants:
 *   O1. PointerCount counts the creator's reference, one for each handle, one for the name in a
 *       directory, and what drivers and higher rungs took.
 *   O2. Only an object with Signature OBP_ALIVE may be referenced; its PointerCount is not 0.
 *   O3. The Delete method runs once, at PASSIVE_LEVEL, when nothing names or refers to the object.
 *
 * Preemption: in the Delete method (a file's runs the driver's IRP_MJ_CLOSE).
 *
 * Differs from Windows: the header is libsim's own; a type is a structure of the rung that owns it
 * and no object itself; paged types lie in nonpaged pool; no quotas.
 */
#include "obi.h"

static struct {
    LIST_ENTRY Objects;  /* all, oldest first */
    LIST_ENTRY Deferred; /* wait for the worker */
    WORK_QUEUE_ITEM DeleteItem;
    BOOLEAN DeleteQueued;
    ULONG Types;
} Obp SIM_STATE;

LIST_ENTRY *
ObpAllObjects(VOID)
{
    if (Obp.Objects.Flink == NULL) {
        InitializeListHead(&Obp.Objects);
        InitializeListHead(&Obp.Deferred);
    }
    return &Obp.Objects;
}

VOID
ObCreateObjectType(OBJECT_TYPE *Type)
{
    SIM_ASSERT(Type->Name != NULL);
    Type->Index = ++Obp.Types;
}

NTSTATUS
ObCreateObjectOfType(OBJECT_TYPE *Type, SIZE_T BodySize, PVOID *Object)
{
    POBJECT_HEADER Header;

    SIM_ASSERT(Type->Index != 0); /* ObCreateObjectType came first */
    Header = ExAllocateOwn(sizeof(OBJECT_HEADER) + BodySize, OBP_TAG);
    if (Header == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Header->Type = Type;
    Header->Signature = OBP_ALIVE;
    Header->PointerCount = 1;
    InsertTailList(ObpAllObjects(), &Header->AllLinks);
    Type->Objects++;
    *Object = Header->Body;
    HalProbe(PROBE_OBJECT_CREATE, (ULONG_PTR)*Object, (ULONG_PTR)Type->Name, 0);
    return STATUS_SUCCESS;
}

/* --- deletion --------------------------------------------------------------------------------- */

VOID
ObpDelete(POBJECT_HEADER Header)
{
    OBJECT_TYPE *Type = Header->Type;

    SIM_ASSERT(HalGetIrql() == PASSIVE_LEVEL);
    HalProbe(PROBE_OBJECT_DELETE, (ULONG_PTR)Header->Body, 0, 0);
    if (Type->Methods.Delete != NULL) {
        Type->Methods.Delete(Header->Body);
    }
    RemoveEntryList(&Header->AllLinks);
    Type->Objects--;
    Header->Signature = OBP_DEAD;
    if (Header->Name.Buffer != NULL) {
        ExFreeOwn(Header->Name.Buffer);
    }
    if (Header->Security != NULL) {
        ExFreeOwn(Header->Security);
    }
    ExFreeOwn(Header);
}

/* The worker's routine. A deletion may preempt, and others may be deferred meanwhile. */
static VOID
ObpDeleteDeferred(PVOID Context)
{
    Obp.DeleteQueued = FALSE;
    while (!IsListEmpty(&Obp.Deferred)) {
        PLIST_ENTRY Entry = RemoveHeadList(&Obp.Deferred);

        InsertTailList(&Obp.Objects, Entry);
        ObpDelete(CONTAINING_RECORD(Entry, OBJECT_HEADER, AllLinks));
    }
}

VOID
ObpDeferDelete(POBJECT_HEADER Header)
{
    RemoveEntryList(&Header->AllLinks);
    InsertTailList(&Obp.Deferred, &Header->AllLinks);
    if (!Obp.DeleteQueued) {
        Obp.DeleteQueued = TRUE;
        ExInitializeWorkItem(&Obp.DeleteItem, ObpDeleteDeferred, NULL);
        ExQueueWorkItem(&Obp.DeleteItem, CriticalWorkQueue);
    }
}
