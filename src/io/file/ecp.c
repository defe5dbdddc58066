/*
 * io/file/ecp.c - extra create parameters: contexts of drivers, and lists of them
 *
 * A parameter is a driver's context after an ECP_HEADER, and is known by a GUID. Parameters hang in
 * an ECP_LIST, each GUID once.
 *
 *      allocate --> insert --> IoCreateFileEx / FsRtlSetEcpListIntoIrp --> find, acknowledge
 *          |          ^                                                        |
 *          |          +--- remove ---------------------------------------------+
 *          +--> free: the cleanup routine is called
 *
 * Differs from Windows: none comes from user mode; quota is charged for none.
 */
#include "ecp.h"

/* --- lists ------------------------------------------------------------------------------------ */

NTSTATUS
FsRtlInitializeExtraCreateParameterList(PECP_LIST EcpList)
{
    EcpList->Signature = IOP_TAG_ECP;
    EcpList->OfCaller = FALSE;
    InitializeListHead(&EcpList->Head);
    return STATUS_SUCCESS;
}

NTSTATUS
FsRtlAllocateExtraCreateParameterList(FSRTL_ALLOCATE_ECPLIST_FLAGS Flags, PECP_LIST *EcpList)
{
    *EcpList = ExAllocatePoolWithTag(PagedPool, sizeof(ECP_LIST), IOP_TAG_ECP);
    return *EcpList == NULL ? STATUS_INSUFFICIENT_RESOURCES
                            : FsRtlInitializeExtraCreateParameterList(*EcpList);
}

static PECP_HEADER
IopFindEcp(PECP_LIST List, LPCGUID Type)
{
    PECP_HEADER Ecp = IopNextEcp(List, NULL);

    while (Ecp != NULL && !IsEqualGUID(&Ecp->Type, Type)) {
        Ecp = IopNextEcp(List, Ecp);
    }
    return Ecp;
}

VOID
FsRtlFreeExtraCreateParameterList(PECP_LIST EcpList)
{
    while (!IsListEmpty(&EcpList->Head)) {
        PECP_HEADER Ecp = IopNextEcp(EcpList, NULL);

        RemoveEntryList(&Ecp->Links);
        Ecp->Links.Flink = NULL;
        FsRtlFreeExtraCreateParameter(IopEcpContext(Ecp));
    }
    EcpList->Signature = 0;
    ExFreePool(EcpList);
}

/* --- parameters ------------------------------------------------------------------------------- */

VOID
FsRtlInitializeExtraCreateParameter(PECP_HEADER Ecp, ULONG EcpFlags,
                                    PFSRTL_EXTRA_CREATE_PARAMETER_CLEANUP_CALLBACK CleanupCallback,
                                    ULONG TotalSize, LPCGUID EcpType, PVOID ListAllocatedFrom)
{
    RtlZeroMemory(Ecp, sizeof(*Ecp));
    Ecp->Type = *EcpType;
    Ecp->Cleanup = CleanupCallback;
    Ecp->Lookaside = ListAllocatedFrom;
    Ecp->Size = TotalSize;
}

NTSTATUS
FsRtlAllocateExtraCreateParameter(LPCGUID EcpType, ULONG SizeOfContext,
                                  FSRTL_ALLOCATE_ECP_FLAGS Flags,
                                  PFSRTL_EXTRA_CREATE_PARAMETER_CLEANUP_CALLBACK CleanupCallback,
                                  ULONG PoolTag, PVOID *EcpContext)
{
    BOOLEAN Nonpaged = (Flags & FSRTL_ALLOCATE_ECP_FLAG_NONPAGED_POOL) != 0;
    PECP_HEADER Ecp = ExAllocatePoolWithTag(Nonpaged ? NonPagedPool : PagedPool,
                                            IOP_ECP_HEADER + SizeOfContext, PoolTag);

    *EcpContext = NULL;
    if (Ecp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    FsRtlInitializeExtraCreateParameter(Ecp, 0, CleanupCallback, SizeOfContext, EcpType, NULL);
    *EcpContext = IopEcpContext(Ecp);
    return STATUS_SUCCESS;
}

VOID
FsRtlInitExtraCreateParameterLookasideList(PVOID Lookaside, FSRTL_ECP_LOOKASIDE_FLAGS Flags,
                                           SIZE_T Size, ULONG Tag)
{
    if ((Flags & FSRTL_ECP_LOOKASIDE_FLAG_NONPAGED_POOL) != 0) {
        ExInitializeNPagedLookasideList(Lookaside, NULL, NULL, 0, IOP_ECP_HEADER + Size, Tag, 0);
    } else {
        ExInitializePagedLookasideList(Lookaside, NULL, NULL, 0, IOP_ECP_HEADER + Size, Tag, 0);
    }
}

VOID
FsRtlDeleteExtraCreateParameterLookasideList(PVOID Lookaside, FSRTL_ECP_LOOKASIDE_FLAGS Flags)
{
    if ((Flags & FSRTL_ECP_LOOKASIDE_FLAG_NONPAGED_POOL) != 0) {
        ExDeleteNPagedLookasideList(Lookaside);
    } else {
        ExDeletePagedLookasideList(Lookaside);
    }
}

/* A context larger than the list's comes from pool. */
NTSTATUS
FsRtlAllocateExtraCreateParameterFromLookasideList(
    LPCGUID EcpType, ULONG SizeOfContext, FSRTL_ALLOCATE_ECP_FLAGS Flags,
    PFSRTL_EXTRA_CREATE_PARAMETER_CLEANUP_CALLBACK CleanupCallback, PVOID LookasideList,
    PVOID *EcpContext)
{
    PGENERAL_LOOKASIDE List = LookasideList;
    BOOLEAN Nonpaged = List->Type == NonPagedPool || List->Type == NonPagedPoolNx;
    PECP_HEADER Ecp;

    if (IOP_ECP_HEADER + SizeOfContext > List->Size) {
        return FsRtlAllocateExtraCreateParameter(
            EcpType, SizeOfContext,
            (Flags & FSRTL_ALLOCATE_ECP_FLAG_CHARGE_QUOTA) |
                (Nonpaged ? FSRTL_ALLOCATE_ECP_FLAG_NONPAGED_POOL : 0),
            CleanupCallback, List->Tag, EcpContext);
    }
    *EcpContext = NULL;
    Ecp = Nonpaged ? ExAllocateFromNPagedLookasideList(LookasideList)
                   : ExAllocateFromPagedLookasideList(LookasideList);
    if (Ecp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    FsRtlInitializeExtraCreateParameter(Ecp, 0, CleanupCallback, SizeOfContext, EcpType,
                                        LookasideList);
    Ecp->Nonpaged = Nonpaged;
    *EcpContext = IopEcpContext(Ecp);
    return STATUS_SUCCESS;
}

VOID
FsRtlFreeExtraCreateParameter(PVOID EcpContext)
{
    PECP_HEADER Ecp = IopEcp(EcpContext);

    if (Ecp->Links.Flink != NULL) {
        KeRuleViolation("FsRtlFreeExtraCreateParameter: it is in a list", (ULONG_PTR)EcpContext, 0);
    }
    if (Ecp->Cleanup != NULL) {
        CALL_DRIVER(Ecp->Cleanup, EcpContext, &Ecp->Type);
    }
    if (Ecp->Lookaside == NULL) {
        ExFreePool(Ecp);
    } else if (Ecp->Nonpaged) {
        ExFreeToNPagedLookasideList(Ecp->Lookaside, Ecp);
    } else {
        ExFreeToPagedLookasideList(Ecp->Lookaside, Ecp);
    }
}

/* --- in and out of lists ---------------------------------------------------------------------- */

NTSTATUS
FsRtlInsertExtraCreateParameter(PECP_LIST EcpList, PVOID EcpContext)
{
    PECP_HEADER Ecp = IopEcp(EcpContext);

    if (IopFindEcp(EcpList, &Ecp->Type) != NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    InsertTailList(&EcpList->Head, &Ecp->Links);
    return STATUS_SUCCESS;
}

/* Both results are optional; without Ecp they are 0. */
static NTSTATUS
IopReturnEcp(PECP_HEADER Ecp, PVOID *Context, ULONG *Size)
{
    if (Context != NULL) {
        *Context = Ecp != NULL ? IopEcpContext(Ecp) : NULL;
    }
    if (Size != NULL) {
        *Size = Ecp != NULL ? Ecp->Size : 0;
    }
    return Ecp != NULL ? STATUS_SUCCESS : STATUS_NOT_FOUND;
}

NTSTATUS
FsRtlFindExtraCreateParameter(PECP_LIST EcpList, LPCGUID EcpType, PVOID *EcpContext,
                              ULONG *EcpContextSize)
{
    return IopReturnEcp(IopFindEcp(EcpList, EcpType), EcpContext, EcpContextSize);
}

NTSTATUS
FsRtlRemoveExtraCreateParameter(PECP_LIST EcpList, LPCGUID EcpType, PVOID *EcpContext,
                                ULONG *EcpContextSize)
{
    PECP_HEADER Ecp = IopFindEcp(EcpList, EcpType);

    if (Ecp != NULL) {
        RemoveEntryList(&Ecp->Links);
        Ecp->Links.Flink = NULL;
        Ecp->OfCaller = FALSE;
    }
    return IopReturnEcp(Ecp, EcpContext, EcpContextSize);
}

NTSTATUS
FsRtlGetNextExtraCreateParameter(PECP_LIST EcpList, PVOID CurrentEcpContext, LPGUID NextEcpType,
                                 PVOID *NextEcpContext, ULONG *NextEcpContextSize)
{
    PECP_HEADER Next;

    if (EcpList == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    Next = IopNextEcp(EcpList, CurrentEcpContext != NULL ? IopEcp(CurrentEcpContext) : NULL);
    if (Next != NULL && NextEcpType != NULL) {
        *NextEcpType = Next->Type;
    }
    return IopReturnEcp(Next, NextEcpContext, NextEcpContextSize);
}

VOID
FsRtlAcknowledgeEcp(PVOID EcpContext)
{
    IopEcp(EcpContext)->Acknowledged = TRUE;
}

BOOLEAN
FsRtlIsEcpAcknowledged(PVOID EcpContext)
{
    return IopEcp(EcpContext)->Acknowledged;
}

VOID
FsRtlPrepareToReuseEcp(PVOID EcpContext)
{
    IopEcp(EcpContext)->Acknowledged = FALSE;
}

BOOLEAN
FsRtlIsEcpFromUserMode(PVOID EcpContext)
{
    return FALSE;
}
