/*
 * src/rtl/tableavl.c - generic tables on balanced (AVL) trees: find, insert, delete
 *
 * BalancedRoot is a node before all others: its right child is the tree's root, it is its own
 * parent. An element is balanced links, then the caller's data.
 *
 * A1  Balance is the height of the right subtree less that of the left one: -1, 0 or 1.
 * A2  DepthOfTree is the height of the whole.
 * A3  RestartKey is NULL, BalancedRoot or a node of the tree: a deletion moves it back by one.
 *
 * Differs from Windows: the unused bytes of a node are zero.
 */
#include "tableavl.h"

#define SPLAY(Links) ((PRTL_SPLAY_LINKS)(Links))

VOID
RtlInitializeGenericTableAvl(PRTL_AVL_TABLE Table, PRTL_AVL_COMPARE_ROUTINE CompareRoutine,
                             PRTL_AVL_ALLOCATE_ROUTINE AllocateRoutine,
                             PRTL_AVL_FREE_ROUTINE FreeRoutine, PVOID TableContext)
{
    RtlZeroMemory(Table, sizeof *Table);
    Table->BalancedRoot.Parent = &Table->BalancedRoot;
    Table->CompareRoutine = CompareRoutine;
    Table->AllocateRoutine = AllocateRoutine;
    Table->FreeRoutine = FreeRoutine;
    Table->TableContext = TableContext;
}

static RTL_GENERIC_COMPARE_RESULTS
RtlpCompareBalanced(PVOID Table, PVOID Buffer, PRTL_SPLAY_LINKS Links)
{
    return CALL_DRIVER(((PRTL_AVL_TABLE)Table)->CompareRoutine, Table, Buffer,
                       RtlpBalancedData(Table, (PRTL_BALANCED_LINKS)Links));
}

TABLE_SEARCH_RESULT
RtlpFindBalanced(PRTL_AVL_TABLE Table, PVOID Buffer, PRTL_BALANCED_LINKS *NodeOrParent)
{
    return RtlpSearch(SPLAY(Table->BalancedRoot.RightChild), RtlpCompareBalanced, Table, Buffer,
                      (PRTL_SPLAY_LINKS *)NodeOrParent);
}

/* --- balance ---------------------------------------------------------------------------------- */

static VOID
RtlpTurnUp(PRTL_BALANCED_LINKS Links)
{
    RtlpRotateUp(SPLAY(Links));
}

/* Links is too deep by two on Side (1 or -1). Returns what stands in its place. */
static PRTL_BALANCED_LINKS
RtlpRebalance(PRTL_BALANCED_LINKS Links, CHAR Side)
{
    PRTL_BALANCED_LINKS Child = Side > 0 ? Links->RightChild : Links->LeftChild;
    PRTL_BALANCED_LINKS Inner = Side > 0 ? Child->LeftChild : Child->RightChild;

    if (Child->Balance != -Side) {
        RtlpTurnUp(Child);
        Links->Balance = (CHAR)(Side - Child->Balance);
        Child->Balance = (CHAR)(Child->Balance - Side);
        return Child;
    }
    RtlpTurnUp(Inner);
    RtlpTurnUp(Inner);
    Links->Balance = (CHAR)(Inner->Balance == Side ? -Side : 0);
    Child->Balance = (CHAR)(Inner->Balance == -Side ? Side : 0);
    Inner->Balance = 0;
    return Inner;
}

/* The subtree Links has grown by one level. */
static VOID
RtlpHasGrown(PRTL_AVL_TABLE Table, PRTL_BALANCED_LINKS Links)
{
    while (Links->Parent != &Table->BalancedRoot) {
        PRTL_BALANCED_LINKS Parent = Links->Parent;
        CHAR Side = Parent->RightChild == Links ? 1 : -1;

        if (Parent->Balance == Side) {
            RtlpRebalance(Parent, Side);
            return;
        }
        Parent->Balance = (CHAR)(Parent->Balance + Side);
        if (Parent->Balance == 0) {
            return;
        }
        Links = Parent;
    }
    Table->DepthOfTree++;
}

/* The subtree of Parent on Side has lost a level. */
static VOID
RtlpHasShrunk(PRTL_AVL_TABLE Table, PRTL_BALANCED_LINKS Parent, CHAR Side)
{
    while (Parent != &Table->BalancedRoot) {
        if (Parent->Balance == -Side) {
            Parent = RtlpRebalance(Parent, (CHAR)-Side);
        } else {
            Parent->Balance = (CHAR)(Parent->Balance - Side);
        }
        if (Parent->Balance != 0) {
            return;
        }
        Side = Parent->Parent->RightChild == Parent ? 1 : -1;
        Parent = Parent->Parent;
    }
    Table->DepthOfTree--;
}

/* --- insert ----------------------------------------------------------------------------------- */

static VOID
RtlpInsertBalanced(PRTL_AVL_TABLE Table, PRTL_BALANCED_LINKS Parent, TABLE_SEARCH_RESULT Where,
                   PRTL_BALANCED_LINKS Links)
{
    Parent = Where == TableEmptyTree ? &Table->BalancedRoot : Parent;
    RtlZeroMemory(Links, sizeof *Links);
    Links->Parent = Parent;
    if (Where == TableInsertAsLeft) {
        Parent->LeftChild = Links;
    } else {
        Parent->RightChild = Links;
    }
    Table->NumberGenericTableElements++;
    Table->OrderedPointer = NULL;
    Table->WhichOrderedElement = 0;
    RtlpHasGrown(Table, Links);
}

PVOID
RtlInsertElementGenericTableFullAvl(PRTL_AVL_TABLE Table, PVOID Buffer, CLONG BufferSize,
                                    PBOOLEAN NewElement, PVOID NodeOrParent,
                                    TABLE_SEARCH_RESULT SearchResult)
{
    PRTL_BALANCED_LINKS Links = NULL;

    if (NewElement != NULL) {
        *NewElement = FALSE;
    }
    if (SearchResult == TableFoundNode) {
        return RtlpBalancedData(Table, NodeOrParent);
    }
    if (BufferSize <= MAXULONG - sizeof *Links) {
        Links = CALL_DRIVER(Table->AllocateRoutine, Table, BufferSize + (CLONG)sizeof *Links);
    }
    if (Links == NULL) {
        return NULL;
    }
    RtlCopyMemory(RtlpBalancedData(Table, Links), Buffer, BufferSize);
    RtlpInsertBalanced(Table, NodeOrParent, SearchResult, Links);
    if (NewElement != NULL) {
        *NewElement = TRUE;
    }
    return RtlpBalancedData(Table, Links);
}

PVOID
RtlInsertElementGenericTableAvl(PRTL_AVL_TABLE Table, PVOID Buffer, CLONG BufferSize,
                                PBOOLEAN NewElement)
{
    PRTL_BALANCED_LINKS NodeOrParent = NULL;
    TABLE_SEARCH_RESULT Result = RtlpFindBalanced(Table, Buffer, &NodeOrParent);

    return RtlInsertElementGenericTableFullAvl(Table, Buffer, BufferSize, NewElement, NodeOrParent,
                                               Result);
}

/* --- delete ----------------------------------------------------------------------------------- */

static VOID
RtlpDeleteBalanced(PRTL_AVL_TABLE Table, PRTL_BALANCED_LINKS Links)
{
    CHAR Side = Links->Parent->RightChild == Links ? 1 : -1;
    BOOLEAN Inside = Links->LeftChild != NULL && Links->RightChild != NULL;
    PRTL_SPLAY_LINKS Heir, Lowest = RtlpTakeOut(SPLAY(Links), &Heir);

    if (Inside) { // the one before it came up from the left
        ((PRTL_BALANCED_LINKS)Heir)->Balance = Links->Balance;
        Side = Lowest == Heir ? -1 : 1;
    }
    RtlpHasShrunk(Table, (PRTL_BALANCED_LINKS)Lowest, Side);
}

BOOLEAN
RtlDeleteElementGenericTableAvl(PRTL_AVL_TABLE Table, PVOID Buffer)
{
    PRTL_BALANCED_LINKS Links;

    if (RtlpFindBalanced(Table, Buffer, &Links) != TableFoundNode) {
        return FALSE;
    }
    if (Table->RestartKey == Links) {
        Table->RestartKey = (PRTL_BALANCED_LINKS)RtlRealPredecessor(SPLAY(Links));
    }
    RtlpDeleteBalanced(Table, Links);
    Table->DeleteCount++;
    Table->NumberGenericTableElements--;
    Table->OrderedPointer = NULL;
    Table->WhichOrderedElement = 0;
    CALL_DRIVER(Table->FreeRoutine, Table, Links);
    return TRUE;
}
