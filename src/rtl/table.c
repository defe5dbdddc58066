/*
 * src/rtl/table.c - generic tables: elements in a splay tree, numbered in the order of insertion
 *
 * An element is a block of the caller's AllocateRoutine: splay links, a link of the list of
 * insertion, then the caller's data. What was looked up, inserted or enumerated last is the root;
 * RtlEnumerateGenericTable goes on from there. OrderedPointer and WhichOrderedElement (1 for the
 * first) remember what RtlGetElementGenericTable found last; a deletion forgets it.
 *
 * The caller sees to it that one thread at a time is here.
 */
#include "rtlp.h"

typedef struct _RTLP_ELEMENT {
    RTL_SPLAY_LINKS Links;
    LIST_ENTRY InOrder;
    LONGLONG Data[]; /* the caller's */
} RTLP_ELEMENT, *PRTLP_ELEMENT;

static PVOID
RtlpDataOf(PRTL_SPLAY_LINKS Links)
{
    return Links == NULL ? NULL : CONTAINING_RECORD(Links, RTLP_ELEMENT, Links)->Data;
}

VOID
RtlInitializeGenericTable(PRTL_GENERIC_TABLE Table, PRTL_GENERIC_COMPARE_ROUTINE CompareRoutine,
                          PRTL_GENERIC_ALLOCATE_ROUTINE AllocateRoutine,
                          PRTL_GENERIC_FREE_ROUTINE FreeRoutine, PVOID TableContext)
{
    RtlZeroMemory(Table, sizeof *Table);
    InitializeListHead(&Table->InsertOrderList);
    Table->OrderedPointer = &Table->InsertOrderList;
    Table->CompareRoutine = CompareRoutine;
    Table->AllocateRoutine = AllocateRoutine;
    Table->FreeRoutine = FreeRoutine;
    Table->TableContext = TableContext;
}

TABLE_SEARCH_RESULT
RtlpSearch(PRTL_SPLAY_LINKS Links, RTLP_COMPARE *Compare, PVOID Table, PVOID Buffer,
           PRTL_SPLAY_LINKS *NodeOrParent)
{
    TABLE_SEARCH_RESULT Result = TableEmptyTree;

    while (Links != NULL) {
        RTL_GENERIC_COMPARE_RESULTS Order = Compare(Table, Buffer, Links);

        *NodeOrParent = Links;
        if (Order == GenericEqual) {
            return TableFoundNode;
        }
        Result = Order == GenericLessThan ? TableInsertAsLeft : TableInsertAsRight;
        Links = Order == GenericLessThan ? Links->LeftChild : Links->RightChild;
    }
    return Result;
}

static RTL_GENERIC_COMPARE_RESULTS
RtlpCompareSplayed(PVOID Table, PVOID Buffer, PRTL_SPLAY_LINKS Links)
{
    return CALL_DRIVER(((PRTL_GENERIC_TABLE)Table)->CompareRoutine, Table, Buffer,
                       RtlpDataOf(Links));
}

static TABLE_SEARCH_RESULT
RtlpFind(PRTL_GENERIC_TABLE Table, PVOID Buffer, PRTL_SPLAY_LINKS *NodeOrParent)
{
    return RtlpSearch(Table->TableRoot, RtlpCompareSplayed, Table, Buffer, NodeOrParent);
}

static VOID
RtlpInsertLinks(PRTL_GENERIC_TABLE Table, PRTL_SPLAY_LINKS Parent, TABLE_SEARCH_RESULT Where,
                PRTL_SPLAY_LINKS Links)
{
    RtlInitializeSplayLinks(Links);
    if (Where == TableInsertAsLeft) {
        RtlInsertAsLeftChild(Parent, Links);
    } else if (Where == TableInsertAsRight) {
        RtlInsertAsRightChild(Parent, Links);
    }
    Table->TableRoot = RtlSplay(Links);
}

PVOID
RtlInsertElementGenericTableFull(PRTL_GENERIC_TABLE Table, PVOID Buffer, CLONG BufferSize,
                                 PBOOLEAN NewElement, PVOID NodeOrParent,
                                 TABLE_SEARCH_RESULT SearchResult)
{
    PRTLP_ELEMENT Element = NULL;

    if (NewElement != NULL) {
        *NewElement = FALSE;
    }
    if (SearchResult == TableFoundNode) {
        Table->TableRoot = RtlSplay(NodeOrParent);
        return RtlpDataOf(NodeOrParent);
    }
    if (BufferSize <= MAXULONG - sizeof(RTLP_ELEMENT)) {
        Element =
            CALL_DRIVER(Table->AllocateRoutine, Table, BufferSize + (CLONG)sizeof(RTLP_ELEMENT));
    }
    if (Element == NULL) {
        return NULL;
    }
    RtlCopyMemory(Element->Data, Buffer, BufferSize);
    InsertTailList(&Table->InsertOrderList, &Element->InOrder);
    Table->NumberGenericTableElements++;
    RtlpInsertLinks(Table, NodeOrParent, SearchResult, &Element->Links);
    if (NewElement != NULL) {
        *NewElement = TRUE;
    }
    return Element->Data;
}

PVOID
RtlInsertElementGenericTable(PRTL_GENERIC_TABLE Table, PVOID Buffer, CLONG BufferSize,
                             PBOOLEAN NewElement)
{
    PRTL_SPLAY_LINKS NodeOrParent = NULL;
    TABLE_SEARCH_RESULT Result = RtlpFind(Table, Buffer, &NodeOrParent);

    return RtlInsertElementGenericTableFull(Table, Buffer, BufferSize, NewElement, NodeOrParent,
                                            Result);
}

BOOLEAN
RtlDeleteElementGenericTable(PRTL_GENERIC_TABLE Table, PVOID Buffer)
{
    PRTL_SPLAY_LINKS Links;
    PRTLP_ELEMENT Element;

    if (RtlpFind(Table, Buffer, &Links) != TableFoundNode) {
        return FALSE;
    }
    Element = CONTAINING_RECORD(Links, RTLP_ELEMENT, Links);
    Table->TableRoot = RtlDelete(Links);
    RemoveEntryList(&Element->InOrder);
    Table->NumberGenericTableElements--;
    Table->OrderedPointer = &Table->InsertOrderList;
    Table->WhichOrderedElement = 0;
    CALL_DRIVER(Table->FreeRoutine, Table, Element);
    return TRUE;
}

PVOID
RtlLookupElementGenericTableFull(PRTL_GENERIC_TABLE Table, PVOID Buffer, PVOID *NodeOrParent,
                                 TABLE_SEARCH_RESULT *SearchResult)
{
    PRTL_SPLAY_LINKS Links = NULL;

    *SearchResult = RtlpFind(Table, Buffer, &Links);
    if (*SearchResult != TableEmptyTree) {
        *NodeOrParent = Links;
        Table->TableRoot = *SearchResult == TableFoundNode ? RtlSplay(Links) : Table->TableRoot;
    }
    return *SearchResult == TableFoundNode ? RtlpDataOf(Links) : NULL;
}

PVOID
RtlLookupElementGenericTable(PRTL_GENERIC_TABLE Table, PVOID Buffer)
{
    TABLE_SEARCH_RESULT Result;
    PVOID NodeOrParent;

    return RtlLookupElementGenericTableFull(Table, Buffer, &NodeOrParent, &Result);
}

/* --- one after the other ---------------------------------------------------------------------- */

static PRTL_SPLAY_LINKS
RtlpSmallest(PRTL_GENERIC_TABLE Table)
{
    PRTL_SPLAY_LINKS Links = Table->TableRoot;

    while (Links != NULL && Links->LeftChild != NULL) {
        Links = Links->LeftChild;
    }
    return Links;
}

PVOID
RtlEnumerateGenericTable(PRTL_GENERIC_TABLE Table, BOOLEAN Restart)
{
    PRTL_SPLAY_LINKS Next = Restart || Table->TableRoot == NULL
                                ? RtlpSmallest(Table)
                                : RtlRealSuccessor(Table->TableRoot);

    if (Next != NULL) {
        Table->TableRoot = RtlSplay(Next);
    }
    return RtlpDataOf(Next);
}

PVOID
RtlEnumerateGenericTableWithoutSplaying(PRTL_GENERIC_TABLE Table, PVOID *RestartKey)
{
    PRTL_SPLAY_LINKS Next =
        *RestartKey == NULL ? RtlpSmallest(Table) : RtlRealSuccessor(*RestartKey);

    if (Next != NULL) {
        *RestartKey = Next;
    }
    return RtlpDataOf(Next);
}

/* Goes from where it was last, or from the nearer end. */
PVOID
RtlGetElementGenericTable(PRTL_GENERIC_TABLE Table, ULONG I)
{
    LONG64 Wanted = (LONG64)I + 1, At = Table->WhichOrderedElement;
    LONG64 Count = Table->NumberGenericTableElements;

    if (Wanted > Count) {
        return NULL;
    }
    if (Wanted > At && Count + 1 - Wanted < Wanted - At) {
        At = Count + 1;
        Table->OrderedPointer = &Table->InsertOrderList;
    } else if (Wanted < At && Wanted < At - Wanted) {
        At = 0;
        Table->OrderedPointer = &Table->InsertOrderList;
    }
    for (; At < Wanted; At++) {
        Table->OrderedPointer = Table->OrderedPointer->Flink;
    }
    for (; At > Wanted; At--) {
        Table->OrderedPointer = Table->OrderedPointer->Blink;
    }
    Table->WhichOrderedElement = (ULONG)Wanted;
    return CONTAINING_RECORD(Table->OrderedPointer, RTLP_ELEMENT, InOrder)->Data;
}

ULONG
RtlNumberGenericTableElements(PRTL_GENERIC_TABLE Table)
{
    return Table->NumberGenericTableElements;
}

BOOLEAN
RtlIsGenericTableEmpty(PRTL_GENERIC_TABLE Table)
{
    return Table->TableRoot == NULL;
}
