/*
 * src/io/file/ecp.h - what an extra create parameter and a list of them look like
 */
#ifndef ECP_H
#define ECP_H

#include "iop.h"

#define IOP_TAG_ECP 0x6c706345 /* "Ecpl" */

struct _ECP_LIST {
    ULONG Signature;
    BOOLEAN OfCaller; /* of an open's caller (E2) */
    LIST_ENTRY Head;
};

struct _ECP_HEADER {
    LIST_ENTRY Links; /* of its list; NULL: in none */
    GUID Type;
    PFSRTL_EXTRA_CREATE_PARAMETER_CLEANUP_CALLBACK Cleanup;
    PVOID Lookaside; /* PPAGED_LOOKASIDE_LIST; NULL: in pool */
    ULONG Size;      /* of the context */
    BOOLEAN Nonpaged, Acknowledged;
    BOOLEAN OfCaller; /* E2 */
};

#define IOP_ECP_HEADER ((sizeof(ECP_HEADER) + 15) & ~(SIZE_T)15)

static inline PECP_HEADER
IopEcp(PVOID Context)
{
    return (PECP_HEADER)((PUCHAR)Context - IOP_ECP_HEADER);
}

static inline PVOID
IopEcpContext(PECP_HEADER Ecp)
{
    return (PUCHAR)Ecp + IOP_ECP_HEADER;
}

static inline PECP_HEADER
IopNextEcp(PECP_LIST List, PECP_HEADER Ecp)
{
    PLIST_ENTRY Next = Ecp != NULL ? Ecp->Links.Flink : List->Head.Flink;

    return Next != &List->Head ? CONTAINING_RECORD(Next, ECP_HEADER, Links) : NULL;
}

#endif
