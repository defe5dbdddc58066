/*
 * ob/count.c - reference counts
 *
 * See object.c for what is counted (O1) and what happens when nothing is left to count.
 *
 * Differs from Windows: a pointer that is no object's stops the run at once (0x18), as does,
 * without Driver Verifier, a reference to an object that is being deleted (0xC4/0x3F). Tags are not
 * traced.
 */
#include "obi.h"

#define OBP_COUNT_RULE 0x3F /* 0xC4: a reference count of zero was changed */

POBJECT_HEADER
ObpHeaderOf(PVOID Object)
{
    POBJECT_HEADER Header = CONTAINING_RECORD(Object, OBJECT_HEADER, Body);

    if (Header->Signature == OBP_DELETING) {
        return Header;
    }
    if (Header->Signature != OBP_ALIVE) {
        KeBugCheckEx(REFERENCE_BY_POINTER, 0, (ULONG_PTR)Object, 0, 0);
    }
    return Header;
}

LONG_PTR
ObpReference(POBJECT_HEADER Header)
{
    if (Header->Signature != OBP_ALIVE) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, OBP_COUNT_RULE, (ULONG_PTR)Header->Body, 1,
                     0);
    }
    return ++Header->PointerCount;
}

/* TRUE: that was the last reference, and the object is the caller's to delete. */
static BOOLEAN
ObpDropReference(POBJECT_HEADER Header)
{
    if (Header->Signature != OBP_ALIVE) {
        KeBugCheckEx(REFERENCE_BY_POINTER, (ULONG_PTR)Header->Type, (ULONG_PTR)Header->Body, 0,
                     (ULONG_PTR)-1);
    }
    if (--Header->PointerCount != 0) {
        return FALSE;
    }
    if (Header->HandleCount != 0 || Header->Directory != NULL) {
        KeBugCheckEx(REFERENCE_BY_POINTER, (ULONG_PTR)Header->Type, (ULONG_PTR)Header->Body, 0,
                     (ULONG_PTR)Header->HandleCount);
    }
    Header->Signature = OBP_DELETING;
    return TRUE;
}

LONG_PTR
ObpDereference(POBJECT_HEADER Header)
{
    if (!ObpDropReference(Header)) {
        return Header->PointerCount;
    }
    if (HalGetIrql() == PASSIVE_LEVEL) {
        ObpDelete(Header);
    } else {
        ObpDeferDelete(Header);
    }
    return 0;
}

LONG_PTR
ObfReferenceObject(PVOID Object)
{
    HalTouch(ObpHeaderOf(Object), FALSE); // before the last handle was closed, or after it?
    return ObpReference(ObpHeaderOf(Object));
}

LONG_PTR
ObfDereferenceObject(PVOID Object)
{
    return ObpDereference(ObpHeaderOf(Object));
}

LONG_PTR
ObfReferenceObjectWithTag(PVOID Object, ULONG Tag)
{
    return ObpReference(ObpHeaderOf(Object));
}

LONG_PTR
ObfDereferenceObjectWithTag(PVOID Object, ULONG Tag)
{
    return ObpDereference(ObpHeaderOf(Object));
}

VOID
ObDereferenceObjectDeferDelete(PVOID Object)
{
    POBJECT_HEADER Header = ObpHeaderOf(Object);

    if (ObpDropReference(Header)) {
        ObpDeferDelete(Header);
    }
}

VOID
ObDereferenceObjectDeferDeleteWithTag(PVOID Object, ULONG Tag)
{
    ObDereferenceObjectDeferDelete(Object);
}

BOOLEAN
ObReferenceObjectSafe(PVOID Object)
{
    POBJECT_HEADER Header = ObpHeaderOf(Object);

    if (Header->Signature == OBP_DELETING) {
        return FALSE;
    }
    ObpReference(Header);
    return TRUE;
}

OBJECT_TYPE *
ObTypeOf(PVOID Object)
{
    return ObpHeaderOf(Object)->Type;
}

POBJECT_TYPE
ObGetObjectType(PVOID Object)
{
    return ObTypeOf(Object);
}

LONG_PTR
ObReferenceCount(PVOID Object)
{
    return ObpHeaderOf(Object)->PointerCount;
}

ULONG
ObHandleCount(PVOID Object)
{
    return (ULONG)ObpHeaderOf(Object)->HandleCount;
}
