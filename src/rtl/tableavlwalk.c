/*
 * src/rtl/tableavlwalk.c - balanced tables: look up, and one element after the other
 *
 * All go in the order of the compare routine. An enumeration that remembers its place (RestartKey
 * of the table) survives insertions and deletions; one whose RestartKey the caller keeps survives
 * insertions; RtlEnumerateGenericTableLikeADirectory survives both, by the saved key in Buffer.
 *
 * Differs from Windows: RtlGetElementGenericTableAvl numbers elements in the order of the table, as
 * it has no other; its page, like that of RtlGetElementGenericTable, says in that of insertion.
 */
#include "tableavl.h"

static PRTL_BALANCED_LINKS
RtlpNext(PRTL_AVL_TABLE Table, PRTL_BALANCED_LINKS Links)
{
    Links = Links == NULL ? &Table->BalancedRoot : Links;
    return (PRTL_BALANCED_LINKS)RtlRealSuccessor((PRTL_SPLAY_LINKS)Links);
}

PVOID
RtlLookupElementGenericTableFullAvl(PRTL_AVL_TABLE Table, PVOID Buffer, PVOID *NodeOrParent,
                                    TABLE_SEARCH_RESULT *SearchResult)
{
    PRTL_BALANCED_LINKS Links = NULL;

    *SearchResult = RtlpFindBalanced(Table, Buffer, &Links);
    if (*SearchResult != TableEmptyTree) {
        *NodeOrParent = Links;
    }
    return *SearchResult == TableFoundNode ? RtlpBalancedData(Table, Links) : NULL;
}

PVOID
RtlLookupElementGenericTableAvl(PRTL_AVL_TABLE Table, PVOID Buffer)
{
    TABLE_SEARCH_RESULT Result;
    PVOID NodeOrParent;

    return RtlLookupElementGenericTableFullAvl(Table, Buffer, &NodeOrParent, &Result);
}

/* Several elements may match, when the data sought is coarser than that in the table. */
PVOID
RtlLookupFirstMatchingElementGenericTableAvl(PRTL_AVL_TABLE Table, PVOID Buffer, PVOID *RestartKey)
{
    PRTL_BALANCED_LINKS Links = Table->BalancedRoot.RightChild, First = NULL;

    while (Links != NULL) {
        RTL_GENERIC_COMPARE_RESULTS Order =
            CALL_DRIVER(Table->CompareRoutine, Table, Buffer, RtlpBalancedData(Table, Links));

        First = Order == GenericEqual ? Links : First;
        Links = Order == GenericGreaterThan ? Links->RightChild : Links->LeftChild;
    }
    if (First != NULL) {
        *RestartKey = First;
    }
    return RtlpBalancedData(Table, First);
}

PVOID
RtlEnumerateGenericTableWithoutSplayingAvl(PRTL_AVL_TABLE Table, PVOID *RestartKey)
{
    PRTL_BALANCED_LINKS Next = RtlpNext(Table, *RestartKey);

    if (Next != NULL) {
        *RestartKey = Next;
    }
    return RtlpBalancedData(Table, Next);
}

PVOID
RtlEnumerateGenericTableAvl(PRTL_AVL_TABLE Table, BOOLEAN Restart)
{
    PVOID Key = Restart ? NULL : Table->RestartKey;
    PVOID Data = RtlEnumerateGenericTableWithoutSplayingAvl(Table, &Key);

    Table->RestartKey = Key;
    return Data;
}

/* Where Buffer is in the table, or would be: that element or the next one, or the one after it. */
static PRTL_BALANCED_LINKS
RtlpResumeAt(PRTL_AVL_TABLE Table, PVOID Buffer, BOOLEAN Next)
{
    PRTL_BALANCED_LINKS Links = NULL;

    switch (RtlpFindBalanced(Table, Buffer, &Links)) {
    case TableFoundNode:
        return Next ? RtlpNext(Table, Links) : Links;
    case TableInsertAsRight:
        return RtlpNext(Table, Links);
    default:
        return Links;
    }
}

static NTSTATUS
RtlpMatch(PRTL_AVL_TABLE Table, PRTL_AVL_MATCH_FUNCTION MatchFunction, PVOID MatchData,
          PRTL_BALANCED_LINKS Links)
{
    PVOID Data = RtlpBalancedData(Table, Links);

    return MatchFunction == NULL ? STATUS_SUCCESS
                                 : CALL_DRIVER(MatchFunction, Table, Data, MatchData);
}

PVOID
RtlEnumerateGenericTableLikeADirectory(PRTL_AVL_TABLE Table, PRTL_AVL_MATCH_FUNCTION MatchFunction,
                                       PVOID MatchData, ULONG NextFlag, PVOID *RestartKey,
                                       PULONG DeleteCount, PVOID Buffer)
{
    PRTL_BALANCED_LINKS Links = *RestartKey;
    NTSTATUS Status = STATUS_NO_MATCH;

    if (Links == NULL || *DeleteCount != Table->DeleteCount) {
        Links = RtlpResumeAt(Table, Buffer, NextFlag != 0);
    } else if (NextFlag != 0) {
        Links = RtlpNext(Table, Links);
    }
    *DeleteCount = Table->DeleteCount;
    while (Links != NULL) {
        *RestartKey = Links;
        Status = RtlpMatch(Table, MatchFunction, MatchData, Links);
        if (Status != STATUS_NO_MATCH) {
            break;
        }
        Links = RtlpNext(Table, Links);
    }
    return Status == STATUS_SUCCESS ? RtlpBalancedData(Table, Links) : NULL;
}

PVOID
RtlGetElementGenericTableAvl(PRTL_AVL_TABLE Table, ULONG I)
{
    PRTL_BALANCED_LINKS Links = Table->OrderedPointer;
    ULONG At = Table->WhichOrderedElement; /* 1 for the first */

    if (I >= Table->NumberGenericTableElements) {
        return NULL;
    }
    if (At > I + 1) {
        Links = NULL;
        At = 0;
    }
    for (; At < I + 1; At++) {
        Links = RtlpNext(Table, Links);
    }
    Table->OrderedPointer = Links;
    Table->WhichOrderedElement = At;
    return RtlpBalancedData(Table, Links);
}

ULONG
RtlNumberGenericTableElementsAvl(PRTL_AVL_TABLE Table)
{
    return Table->NumberGenericTableElements;
}

BOOLEAN
RtlIsGenericTableEmptyAvl(PRTL_AVL_TABLE Table)
{
    return Table->NumberGenericTableElements == 0;
}
