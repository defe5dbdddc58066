/*
 * src/ex/lookaside.c - lookaside lists: freed entries of one size are kept for the next allocation
 *
 * All three kinds (nonpaged, paged, LOOKASIDE_LIST_EX) have the same fields. An allocation takes
 * the entry that was freed last, or calls the list's allocate routine; a free keeps the entry
 * while there are fewer than Depth, or calls the free routine.
 * Depth follows the demand (lookasidedepth.c). A free gives one more entry back while there are
 * more than Depth.
 *
 * An entry that came from pool is filled while it is in the list, so that whoever still writes to
 * it is found when it is used again. Entries of a driver's own routines are left as they are.
 *
 * Invariants:
 *   L1. Exactly the initialised lists that are not deleted are in Exp.Lists.
 */
#include "exi.h"

#define EXP_KEPT sizeof(SLIST_ENTRY) /* bytes of a listed entry that are not filled */

C_ASSERT(FIELD_OFFSET(GENERAL_LOOKASIDE, ListEntry) ==
         FIELD_OFFSET(GENERAL_LOOKASIDE_POOL, ListEntry));

static struct {
    LIST_ENTRY Lists;
} Exp SIM_STATE;

static VOID
ExpStop(ULONG_PTR Kind, const VOID *List, ULONG_PTR Parameter3, ULONG_PTR Parameter4)
{
    KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, Kind, (ULONG_PTR)List, Parameter3, Parameter4);
}

/* --- all lists -------------------------------------------------------------------------------- */

static PEXP_LOOKASIDE
ExpNextList(PEXP_LOOKASIDE List)
{
    PLIST_ENTRY Next = List == NULL ? Exp.Lists.Flink : List->ListEntry.Flink;

    return Next == NULL || Next == &Exp.Lists
               ? NULL
               : CONTAINING_RECORD(Next, GENERAL_LOOKASIDE_POOL, ListEntry);
}

static BOOLEAN
ExpIsList(PEXP_LOOKASIDE Wanted)
{
    PEXP_LOOKASIDE List = ExpNextList(NULL);

    while (List != NULL && List != Wanted) {
        List = ExpNextList(List);
    }
    return List != NULL;
}

VOID
ExpCheckLookasideInBlock(const VOID *Block, SIZE_T Bytes)
{
    if (Bytes < sizeof(GENERAL_LOOKASIDE_POOL)) {
        return;
    }
    for (PEXP_LOOKASIDE List = ExpNextList(NULL); List != NULL; List = ExpNextList(List)) {
        if ((SIZE_T)((PUCHAR)List - (PUCHAR)Block) < Bytes) {
            ExpStop(0xCC, List, (ULONG_PTR)Block, Bytes);
        }
    }
}

/* --- life ------------------------------------------------------------------------------------- */

VOID
ExpInitList(PEXP_LOOKASIDE List, ULONG Type, SIZE_T Size, ULONG Tag)
{
    if (Exp.Lists.Flink == NULL) {
        InitializeListHead(&Exp.Lists);
    }
    if (ExpIsList(List)) {
        ExpStop(0xCA, List, 0, 0);
    }
    if (Size < LOOKASIDE_MINIMUM_BLOCK_SIZE) {
        ExpStop(0xCD, List, Size, LOOKASIDE_MINIMUM_BLOCK_SIZE);
    }
    RtlZeroMemory(List, sizeof(*List));
    InitializeSListHead(&List->ListHead);
    ExpInitDepth(List);
    List->Type = Type;
    List->Size = (ULONG)Size;
    List->Tag = Tag;
    InsertTailList(&Exp.Lists, &List->ListEntry);
    ExpWatchContents(1);
}

/* Whether its entries come from pool and go there. */
static BOOLEAN
ExpIsFromPool(const GENERAL_LOOKASIDE_POOL *List)
{
    return List->Size > EXP_KEPT &&
           ((List->Allocate == ExAllocatePoolWithTag && List->Free == ExFreePool) ||
            (List->AllocateEx == ExpAllocateDefaultEx && List->FreeEx == ExpFreeDefaultEx));
}

static VOID
ExpCheckLevel(const GENERAL_LOOKASIDE_POOL *List)
{
    if ((List->Type & PagedPool) != 0 && HalGetIrql() > APC_LEVEL) {
        ExpStop(0x01, (PVOID)(ULONG_PTR)HalGetIrql(), List->Type, List->Size);
    }
}

PVOID
ExpTakeFromList(PEXP_LOOKASIDE List)
{
    PUCHAR Entry, Damage;

    ExpCheckLevel(List);
    Entry = (PUCHAR)ExpInterlockedPopEntrySList(&List->ListHead);
    if (Entry == NULL || !ExpIsFromPool(List)) {
        return Entry;
    }
    Damage = ExpFindDamage(Entry + EXP_KEPT, EXP_FREED_PATTERN, List->Size - EXP_KEPT);
    if (Damage != NULL) {
        KeBugCheckEx(DRIVER_CAUGHT_MODIFYING_FREED_POOL, (ULONG_PTR)Damage, 1, KernelMode, 0);
    }
    memset(Entry, (UCHAR)EXP_NEW_PATTERN, List->Size);
    return Entry;
}

PVOID
ExpSurplus(PEXP_LOOKASIDE List)
{
    return ExQueryDepthSList(&List->ListHead) > List->Depth ? ExpTakeFromList(List) : NULL;
}

BOOLEAN
ExpKeepInList(PEXP_LOOKASIDE List, PVOID Entry)
{
    ExpCheckLevel(List);
    List->TotalFrees++;
    if (ExQueryDepthSList(&List->ListHead) >= List->Depth) {
        List->FreeMisses++;
        return FALSE;
    }
    if (ExpIsFromPool(List)) {
        memset((PUCHAR)Entry + EXP_KEPT, (UCHAR)EXP_FREED_PATTERN, List->Size - EXP_KEPT);
    }
    ExpInterlockedPushEntrySList(&List->ListHead, Entry);
    return TRUE;
}

VOID
ExpRemoveList(PEXP_LOOKASIDE List)
{
    if (!ExpIsList(List)) {
        ExpStop(0xCB, List, 0, 0);
    }
    RemoveEntryList(&List->ListEntry);
    ExpWatchContents(-1);
}

/* --- nonpaged and paged lists ----------------------------------------------------------------- */

static VOID
ExpInitialize(PVOID Lookaside, PALLOCATE_FUNCTION Allocate, PFREE_FUNCTION Free, ULONG Type,
              SIZE_T Size, ULONG Tag)
{
    PEXP_LOOKASIDE List = Lookaside;

    ExpInitList(List, Type, Size, Tag);
    List->Allocate = Allocate != NULL ? Allocate : ExAllocatePoolWithTag;
    List->Free = Free != NULL ? Free : ExFreePool;
}

static PVOID
ExpAllocateEntry(PVOID Lookaside)
{
    PEXP_LOOKASIDE List = Lookaside;
    PVOID Entry = ExpTakeFromList(List);

    ExpCountAllocate(List, Entry == NULL);
    if (Entry == NULL) {
        Entry = CALL_DRIVER(List->Allocate, List->Type, List->Size, List->Tag);
    }
    return Entry;
}

static VOID
ExpFreeEntry(PVOID Lookaside, PVOID Entry)
{
    PEXP_LOOKASIDE List = Lookaside;

    if (ExpKeepInList(List, Entry)) {
        return;
    }
    CALL_DRIVER(List->Free, Entry);
    Entry = ExpSurplus(List);
    if (Entry != NULL) {
        CALL_DRIVER(List->Free, Entry);
    }
}

static VOID
ExpDelete(PVOID Lookaside)
{
    PEXP_LOOKASIDE List = Lookaside;
    PVOID Entry;

    ExpRemoveList(List);
    while ((Entry = ExpTakeFromList(List)) != NULL) {
        CALL_DRIVER(List->Free, Entry);
    }
}

VOID
ExInitializeNPagedLookasideList(PNPAGED_LOOKASIDE_LIST Lookaside, PALLOCATE_FUNCTION Allocate,
                                PFREE_FUNCTION Free, ULONG Flags, SIZE_T Size, ULONG Tag,
                                USHORT Depth)
{
    ExpInitialize(Lookaside, Allocate, Free, NonPagedPool | Flags, Size, Tag);
}

VOID
ExInitializePagedLookasideList(PPAGED_LOOKASIDE_LIST Lookaside, PALLOCATE_FUNCTION Allocate,
                               PFREE_FUNCTION Free, ULONG Flags, SIZE_T Size, ULONG Tag,
                               USHORT Depth)
{
    ExpInitialize(Lookaside, Allocate, Free, PagedPool | Flags, Size, Tag);
}

VOID
ExDeleteNPagedLookasideList(PNPAGED_LOOKASIDE_LIST Lookaside)
{
    ExpDelete(Lookaside);
}

VOID
ExDeletePagedLookasideList(PPAGED_LOOKASIDE_LIST Lookaside)
{
    ExpDelete(Lookaside);
}

PVOID
ExAllocateFromNPagedLookasideList(PNPAGED_LOOKASIDE_LIST Lookaside)
{
    return ExpAllocateEntry(Lookaside);
}

PVOID
ExAllocateFromPagedLookasideList(PPAGED_LOOKASIDE_LIST Lookaside)
{
    return ExpAllocateEntry(Lookaside);
}

VOID
ExFreeToNPagedLookasideList(PNPAGED_LOOKASIDE_LIST Lookaside, PVOID Entry)
{
    ExpFreeEntry(Lookaside, Entry);
}

VOID
ExFreeToPagedLookasideList(PPAGED_LOOKASIDE_LIST Lookaside, PVOID Entry)
{
    ExpFreeEntry(Lookaside, Entry);
}
