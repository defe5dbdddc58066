/*
 * src/ex/exi.h - what ex's files share
 */
#ifndef EXI_H
#define EXI_H

#include "ex.h"

/* --- caller.c ---------------------------------------------------------------------------------------- */

/* Who called this Ex routine, for reports: used in the routine that the gate calls, nowhere deeper. */
#define EXP_CALLER() ExpCaller(__builtin_frame_address(0))
PVOID ExpCaller(PVOID Frame);

/* --- AddressSanitizer: what is poisoned by hand ---------------------------------------------------- */

#if !defined(__has_feature)
#define __has_feature(x) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
void __asan_poison_memory_region(void const volatile *address, SIZE_T size);
void __asan_unpoison_memory_region(void const volatile *address, SIZE_T size);
#define EXP_FORBID(Address, Bytes) __asan_poison_memory_region((Address), (Bytes))
#define EXP_PERMIT(Address, Bytes) __asan_unpoison_memory_region((Address), (Bytes))
#define EXP_UNCHECKED __attribute__((no_sanitize("address")))
#else
#define EXP_FORBID(Address, Bytes) ((void)0)
#define EXP_PERMIT(Address, Bytes) ((void)0)
#define EXP_UNCHECKED
#endif

#include "poolpattern.h"

/* --- pool.c ------------------------------------------------------------------------------------------ */

#define EXP_UNIT 16        /* bytes; all blocks are made of units */
#define EXP_PAGE_UNITS 256 /* units in a page */
#define EXP_GUARD 8        /* bytes at least behind every block */

typedef struct _EXP_REQUEST {
    SIZE_T Bytes;
    ULONG Tag;
    BOOLEAN Paged, Own, Zero, Quota, Raise;
    ULONG PoolType; /* as the caller said it, for reports */
    PVOID Caller;
} EXP_REQUEST, *PEXP_REQUEST;

/* --- poolblock.c: blocks smaller than a page ----------------------------------------------------------- */

enum { ExpFree, ExpAllocated, ExpQuarantined };

/* In front of each block. The tag lies where Windows has it, 12 bytes before the caller's memory. */
typedef struct _EXP_HEADER {
    ULONG PreviousSize : 9; /* units of the block before this one; 0: first of its page */
    ULONG BlockSize : 9;    /* units, with this header */
    ULONG Slack : 6;        /* bytes behind what was asked for: the guard */
    ULONG State : 2;
    ULONG Paged : 1;
    ULONG Own : 1;
    ULONG Quota : 1;
    ULONG Spare : 3;
    ULONG PoolTag;
    ULONG64 Caller : 48; /* who allocated it; once it is freed, who freed it */
    ULONG64 Check : 16;
} EXP_HEADER, *PEXP_HEADER;

C_ASSERT(sizeof(EXP_HEADER) == EXP_UNIT);

#define EXP_HEADER_OF(Block) ((PEXP_HEADER)(Block) - 1)
#define EXP_MOST_SMALL ((EXP_PAGE_UNITS - 1) * EXP_UNIT - sizeof(EXP_HEADER) - EXP_GUARD)

PVOID ExpAllocateSmall(const EXP_REQUEST *Request);
/* Whether the header is one that this file wrote, for a block in this state. */
BOOLEAN ExpIsHeader(const EXP_HEADER *Header, ULONG State);
VOID ExpSetState(PEXP_HEADER Header, ULONG State, const VOID *Caller);
SIZE_T ExpBytes(const EXP_HEADER *Header);
VOID ExpReleaseSmall(PEXP_HEADER Header); /* out of quarantine: back to the free lists */
/* The block of a page of small blocks that Address lies in; NULL: the page's headers contradict. */
PEXP_HEADER ExpWalkPage(const VOID *Address);
PEXP_HEADER ExpNextInPage(PEXP_HEADER Header); /* NULL: it was the last one */

/* --- poolpage.c: what each page of the pool windows is ---------------------------------------------------- */

enum { ExpPageNone, ExpPageSmall, ExpPageLarge, ExpPageTail };

ULONG ExpPageKind(const VOID *Address);
/* Takes pages and says what they are; First for the first one. NULL: no room. */
PVOID ExpTakePages(BOOLEAN Paged, SIZE_T Pages, ULONG First);
VOID ExpGivePages(BOOLEAN Paged, PVOID Address, SIZE_T Pages);
BOOLEAN ExpIsPaged(const VOID *Address);
/* All first pages of small or large blocks, in the order of addresses. */
typedef VOID EXP_PAGE_ROUTINE(PVOID Page, ULONG Kind, PVOID Context);
VOID ExpForEachPage(EXP_PAGE_ROUTINE *Routine, PVOID Context);

/* --- poollarge.c: blocks of a page and more ------------------------------------------------------------------ */

typedef struct _EXP_LARGE {
    struct _EXP_LARGE *Next; /* in its hash bucket */
    PUCHAR Address;
    SIZE_T Bytes, Pages;
    PVOID Caller;
    ULONG Tag;
    BOOLEAN Paged, Own, Quota, Quarantined;
} EXP_LARGE, *PEXP_LARGE;

PVOID ExpAllocateLarge(const EXP_REQUEST *Request);
PEXP_LARGE ExpFindLarge(const VOID *Address); /* by its first page */
PEXP_LARGE ExpLargeAround(const VOID *Address);
SIZE_T ExpLargeGuard(const EXP_LARGE *Large);
VOID ExpReleaseLarge(PEXP_LARGE Large);

/* --- poolquarantine.c ------------------------------------------------------------------------------------------ */

/* A freed block goes in, with who allocated it; the oldest ones come out, checked. */
VOID ExpQuarantine(PVOID Block, SIZE_T Bytes, PVOID AllocatedBy);
PVOID ExpWhoAllocated(const VOID *Block); /* one in quarantine; NULL: not known */
VOID ExpCheckQuarantine(VOID (*Damaged)(PVOID Block, PUCHAR Byte));

/* --- pooltag.c -------------------------------------------------------------------------------------------------- */

VOID ExpCountAllocation(ULONG Tag, BOOLEAN Paged, SIZE_T Bytes);
VOID ExpCountFree(ULONG Tag, BOOLEAN Paged, SIZE_T Bytes);

/* --- poolfree.c ------------------------------------------------------------------------------------------------- */

VOID ExpFreeBlock(PVOID Block, ULONG Tag, PVOID Caller, BOOLEAN Own);

/* --- poolreport.c ------------------------------------------------------------------------------------------------ */

VOID ExpInitPoolReports(VOID);

/* --- lookaside.c ------------------------------------------------------------------------------------------------ */

typedef PGENERAL_LOOKASIDE_POOL PEXP_LOOKASIDE; /* what all three kinds of list are */

VOID ExpInitList(PEXP_LOOKASIDE List, ULONG Type, SIZE_T Size, ULONG Tag);
VOID ExpRemoveList(PEXP_LOOKASIDE List);
PVOID ExpTakeFromList(PEXP_LOOKASIDE List);                /* NULL: it is empty */
BOOLEAN ExpKeepInList(PEXP_LOOKASIDE List, PVOID Entry); /* FALSE: it is full */
ALLOCATE_FUNCTION_EX ExpAllocateDefaultEx;
FREE_FUNCTION_EX ExpFreeDefaultEx;
/* A list in a block that is freed stops the machine. */
VOID ExpCheckLookasideInBlock(const VOID *Block, SIZE_T Bytes);

/* --- worker.c ---------------------------------------------------------------------------------------------------- */

VOID ExpInitWorkQueues(VOID);
/* A queued item in a block that is freed stops the machine. */
VOID ExpCheckWorkInBlock(const VOID *Block, SIZE_T Bytes);

/* --- rwspin.c ------------------------------------------------------------------------------------------------------ */

VOID ExpInitReaderWriterLocks(VOID);

#endif
