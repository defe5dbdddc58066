/*
 * io/file/ecpopen.c - extra create parameters of an open: with the packet, and at its end
 *
 * Invariants:
 *   E1. The list of an open is at Irp->UserBuffer of its IRP_MJ_CREATE, and in the IOP_OPEN while
 *       no packet exists: a reparse carries it on.
 *   E2. What was in the list when IoCreateFileEx was called is the caller's, as is the list. What a
 *       driver added, list or parameter, is freed when the open has ended.
 */
#include "ecp.h"
#include "file.h"

static BOOLEAN
IopIsCreate(PIRP Irp)
{
    return IoGetCurrentIrpStackLocation(Irp)->MajorFunction == IRP_MJ_CREATE;
}

NTSTATUS
FsRtlGetEcpListFromIrp(PIRP Irp, PECP_LIST *EcpList)
{
    if (!IopIsCreate(Irp)) {
        return STATUS_INVALID_PARAMETER;
    }
    *EcpList = Irp->UserBuffer; // E1
    return STATUS_SUCCESS;
}

NTSTATUS
FsRtlSetEcpListIntoIrp(PIRP Irp, PECP_LIST EcpList)
{
    if (!IopIsCreate(Irp)) {
        return STATUS_INVALID_PARAMETER_2;
    }
    if (Irp->UserBuffer != NULL) {
        return STATUS_INVALID_PARAMETER_3;
    }
    Irp->UserBuffer = EcpList;
    return STATUS_SUCCESS;
}

static VOID
IopMarkEcps(PECP_LIST List, BOOLEAN OfCaller)
{
    List->OfCaller = OfCaller;
    for (PECP_HEADER Ecp = IopNextEcp(List, NULL); Ecp != NULL; Ecp = IopNextEcp(List, Ecp)) {
        Ecp->OfCaller = OfCaller;
    }
}

VOID
IopBeginEcps(PIOP_OPEN Open)
{
    if (Open->Ecps != NULL) {
        IopMarkEcps(Open->Ecps, TRUE);
    }
}

/* E2. */
VOID
IopEndEcps(PIOP_OPEN Open)
{
    PECP_LIST List = Open->Ecps;
    PECP_HEADER Next;

    if (List == NULL) {
        return;
    }
    if (!List->OfCaller) {
        FsRtlFreeExtraCreateParameterList(List);
        return;
    }
    for (PECP_HEADER Ecp = IopNextEcp(List, NULL); Ecp != NULL; Ecp = Next) {
        Next = IopNextEcp(List, Ecp);
        if (!Ecp->OfCaller) {
            RemoveEntryList(&Ecp->Links);
            Ecp->Links.Flink = NULL;
            FsRtlFreeExtraCreateParameter(IopEcpContext(Ecp));
        }
    }
    IopMarkEcps(List, FALSE);
}
