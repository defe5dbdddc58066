/*
 * ob/reference.c - from handles and pointers to referenced objects
 *
 * Differs from Windows: a pseudo handle grants all access. Driver Verifier's 0xC4/0xF5 to 0xF7
 * (NULL handle, user handle in kernel mode, kernel handle for user mode) are the verifier's, not
 * checked here.
 */
#include "obi.h"

static struct {
    OB_CALLBACKS Callbacks;
} ObpReferences SIM_STATE;

VOID
ObSetCallbacks(const OB_CALLBACKS *Callbacks)
{
    ObpReferences.Callbacks = *Callbacks;
}

const OB_CALLBACKS *
ObpCallbacks(VOID)
{
    return &ObpReferences.Callbacks;
}

PVOID
ObpPseudoObject(HANDLE Handle)
{
    if (Handle != NtCurrentProcess() && Handle != NtCurrentThread()) {
        return NULL;
    }
    return ObpReferences.Callbacks.PseudoObject(Handle);
}

static NTSTATUS
ObpReferenceEntry(POBP_HANDLE Entry, ACCESS_MASK DesiredAccess, POBJECT_TYPE ObjectType,
                  KPROCESSOR_MODE Mode, PVOID *Object, POBJECT_HANDLE_INFORMATION Information)
{
    if (ObjectType != NULL && Entry->Header->Type != ObjectType) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    if (Mode != KernelMode && (DesiredAccess & ~Entry->Granted) != 0) {
        return STATUS_ACCESS_DENIED;
    }
    if (Information != NULL) {
        Information->HandleAttributes = Entry->Attributes;
        Information->GrantedAccess = Entry->Granted;
    }
    ObpReference(Entry->Header);
    *Object = Entry->Header->Body;
    return STATUS_SUCCESS;
}

static NTSTATUS
ObpReferencePseudo(PVOID Current, POBJECT_TYPE ObjectType, PVOID *Object,
                   POBJECT_HANDLE_INFORMATION Information)
{
    OBP_HANDLE Entry = {ObpHeaderOf(Current), 0, 0};

    Entry.Granted = Entry.Header->Type->ValidAccess;
    return ObpReferenceEntry(&Entry, 0, ObjectType, KernelMode, Object, Information);
}

NTSTATUS
ObReferenceObjectByHandle(HANDLE Handle, ACCESS_MASK DesiredAccess, POBJECT_TYPE ObjectType,
                          KPROCESSOR_MODE AccessMode, PVOID *Object,
                          POBJECT_HANDLE_INFORMATION HandleInformation)
{
    PVOID Pseudo = ObpPseudoObject(Handle);
    POB_HANDLE_TABLE Table;
    POBP_HANDLE Entry;

    *Object = NULL;
    if (Pseudo != NULL) {
        return ObpReferencePseudo(Pseudo, ObjectType, Object, HandleInformation);
    }
    Table = ObpTableOfHandle(Handle, AccessMode);
    Entry = Table != NULL ? ObpFindHandle(Table, Handle) : NULL;
    if (Entry == NULL) {
        return STATUS_INVALID_HANDLE;
    }
    return ObpReferenceEntry(Entry, DesiredAccess, ObjectType, AccessMode, Object,
                             HandleInformation);
}

NTSTATUS
ObReferenceObjectByHandleWithTag(HANDLE Handle, ACCESS_MASK DesiredAccess, POBJECT_TYPE ObjectType,
                                 KPROCESSOR_MODE AccessMode, ULONG Tag, PVOID *Object,
                                 POBJECT_HANDLE_INFORMATION HandleInformation)
{
    return ObReferenceObjectByHandle(Handle, DesiredAccess, ObjectType, AccessMode, Object,
                                     HandleInformation);
}

NTSTATUS
ObReferenceObjectByPointer(PVOID Object, ACCESS_MASK DesiredAccess, POBJECT_TYPE ObjectType,
                           KPROCESSOR_MODE AccessMode)
{
    POBJECT_HEADER Header = ObpHeaderOf(Object);

    if (Header->Type != ObjectType &&
        (AccessMode != KernelMode || ObjectType == &ObpSymbolicLinkType)) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    ObpReference(Header);
    return STATUS_SUCCESS;
}

NTSTATUS
ObReferenceObjectByPointerWithTag(PVOID Object, ACCESS_MASK DesiredAccess, POBJECT_TYPE ObjectType,
                                  KPROCESSOR_MODE AccessMode, ULONG Tag)
{
    return ObReferenceObjectByPointer(Object, DesiredAccess, ObjectType, AccessMode);
}
