/*
 * src/ex/exi.h - what ex's files share
 */
#ifndef EXI_H
#define EXI_H

#include "ex.h"

/* --- caller.c --------------------------------------------------------------------------------- */

/* Who called this Ex routine, for reports: used in what the gate calls, nowhere deeper. */
#define EXP_CALLER() ExpCaller(__builtin_frame_address(0))
PVOID ExpCaller(PVOID Frame);

/* --- AddressSanitizer: what is poisoned by hand ----------------------------------------------- */

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

/* --- pool.c ----------------------------------------------------------------------------------- */

typedef struct _EXP_REQUEST {
    SIZE_T Bytes;
    ULONG Tag;
    BOOLEAN Paged, Own, Zero, Quota, Raise;
    ULONG PoolType; /* as the caller said it, for reports */
    EX_POOL_PRIORITY Priority;
    PVOID Caller;
} EXP_REQUEST, *PEXP_REQUEST;

VOID ExpCheckRequest(const EXP_REQUEST *Request); /* a driver's: the level, the size */
PVOID ExpAllocateForDriver(const EXP_REQUEST *Request);
VOID ExpAskForLimit(BOOLEAN Limited); /* whether there is one */

#include "poolheader.h"

/* --- poolblock.c: blocks smaller than a page -------------------------------------------------- */

PVOID ExpAllocateSmall(const EXP_REQUEST *Request);
VOID ExpReleaseSmall(PEXP_HEADER Header); /* out of quarantine: to be used again */

/* --- poolpage.c: what each page of the pool windows is ---------------------------------------- */

enum { ExpPageNone, ExpPageSmall, ExpPageLarge, ExpPageTail };

ULONG ExpPageKind(const VOID *Address);
/* Takes pages and says what they are; First for the first one. NULL: no room. */
PVOID ExpTakePages(BOOLEAN Paged, SIZE_T Pages, ULONG First);
VOID ExpGivePages(BOOLEAN Paged, PVOID Address, SIZE_T Pages);
BOOLEAN ExpIsPaged(const VOID *Address);
/* All first pages of small or large blocks, in the order of addresses. */
typedef VOID EXP_PAGE_ROUTINE(PVOID Page, ULONG Kind, PVOID Context);
VOID ExpForEachPage(EXP_PAGE_ROUTINE *Routine, PVOID Context);

/* --- poollarge.c: blocks of a page and more --------------------------------------------------- */

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

/* --- poolquarantine.c ------------------------------------------------------------------------- */

/* A freed block goes in, with who allocated it; the oldest ones come out, checked. */
VOID ExpQuarantine(PVOID Block, SIZE_T Bytes, PVOID AllocatedBy);
PVOID ExpWhoAllocated(const VOID *Block); /* one in quarantine; NULL: not known */
VOID ExpCheckQuarantine(VOID (*Damaged)(PVOID Block, PUCHAR Byte));

/* --- pooltag.c -------------------------------------------------------------------------------- */

VOID ExpCountAllocation(ULONG Tag, BOOLEAN Paged, SIZE_T Bytes);
VOID ExpCountFree(ULONG Tag, BOOLEAN Paged, SIZE_T Bytes);
/* Hears of every change of what is in use; NULL: nobody does. */
VOID ExpWatchPool(VOID (*Watch)(BOOLEAN Paged, LONG_PTR Change));

/* --- poollimit.c ------------------------------------------------------------------------------ */

BOOLEAN ExpIsOverLimit(const EXP_REQUEST *Request); /* asked after ExpAskForLimit(TRUE) */

/* --- poolquota.c ------------------------------------------------------------------------------ */

/* Somebody pays (*Payer NULL: nobody need). Then, whether there is a Block (NULL: the charge is
   taken back) or not, ExpSettleQuota. */
NTSTATUS ExpChargeQuota(const EXP_REQUEST *Request, PVOID *Payer);
VOID ExpSettleQuota(PVOID Payer, PVOID Block);
VOID ExpReturnQuota(const VOID *Block); /* it is freed */

/* --- poolfree.c ------------------------------------------------------------------------------- */

VOID ExpFreeBlock(PVOID Block, ULONG Tag, PVOID Caller, BOOLEAN Own);
/* One thing more, or less, that must not lie in a block that is freed: a list, a resource, a queued
   item. While there are none, a free looks for none. */
VOID ExpWatchContents(LONG Change);

/* --- poolreport.c ----------------------------------------------------------------------------- */

VOID ExpInitPoolReports(VOID);

/* --- lookaside.c ------------------------------------------------------------------------------ */

typedef PGENERAL_LOOKASIDE_POOL PEXP_LOOKASIDE; /* what all three kinds of list are */

VOID ExpInitList(PEXP_LOOKASIDE List, ULONG Type, SIZE_T Size, ULONG Tag);
VOID ExpRemoveList(PEXP_LOOKASIDE List);
PVOID ExpTakeFromList(PEXP_LOOKASIDE List);                /* NULL: it is empty */
PVOID ExpSurplus(PEXP_LOOKASIDE List); /* an entry more than there should be; NULL: there is none */
BOOLEAN ExpKeepInList(PEXP_LOOKASIDE List, PVOID Entry); /* FALSE: it is full */
ALLOCATE_FUNCTION_EX ExpAllocateDefaultEx;
FREE_FUNCTION_EX ExpFreeDefaultEx;
/* A list in a block that is freed stops the machine. */
VOID ExpCheckLookasideInBlock(const VOID *Block, SIZE_T Bytes);

/* --- lookasidedepth.c ------------------------------------------------------------------------- */

VOID ExpInitDepth(PEXP_LOOKASIDE List);
VOID ExpCountAllocate(PEXP_LOOKASIDE List, BOOLEAN Missed); /* may change Depth */

/* --- worker.c --------------------------------------------------------------------------------- */

VOID ExpInitWorkQueues(VOID);
/* A queued item in a block that is freed stops the machine. */
VOID ExpCheckWorkInBlock(const VOID *Block, SIZE_T Bytes);

/* --- resource.c ------------------------------------------------------------------------------- */

#define EXP_OWNER_POINTER 3 /* low bits of an owner that is no thread */
#define EXP_NO_BOOST 1      /* in ReservedLowFlags */

VOID ExpInitResources(VOID);
VOID ExpCheckResource(PERESOURCE Resource);
VOID ExpCheckResourceApcs(ULONG_PTR Kind, PERESOURCE Resource); /* Kind: of bug check 0xC4 */
/* A resource in a block that is freed stops the machine. */
VOID ExpCheckResourceInBlock(const VOID *Block, SIZE_T Bytes);

static inline BOOLEAN
ExpIsExclusive(const ERESOURCE *Resource)
{
    return (Resource->Flag & ResourceOwnedExclusive) != 0;
}

/* Kernel APCs do not reach this code; those of system threads are nobody's. */
static inline BOOLEAN
ExpAreApcsDisabled(VOID)
{
    PKTHREAD Thread = KeCurrentThread();

    return HalGetIrql() >= APC_LEVEL || Thread->KernelApcDisable != 0 ||
           Thread->SpecialApcDisable != 0 || Thread->UserStackBase == NULL;
}

/* --- resourceowner.c -------------------------------------------------------------------------- */

POWNER_ENTRY ExpFindOwner(PERESOURCE Resource, ERESOURCE_THREAD Owner); /* NULL: it is none */
BOOLEAN ExpReserveOwner(PERESOURCE Resource); /* room for one more; FALSE: there is no memory */
POWNER_ENTRY ExpAddOwner(PERESOURCE Resource, ERESOURCE_THREAD Owner);
VOID ExpRemoveOwner(PERESOURCE Resource, POWNER_ENTRY Entry);
VOID ExpBoostOwners(PERESOURCE Resource, KPRIORITY Priority);

/* --- resourceacquire.c, resourcerelease.c ----------------------------------------------------- */

typedef struct _EXP_RESOURCE_WAIT { /* on the stack of a thread that waits */
    struct _EXP_RESOURCE_WAIT *Next;
    ERESOURCE_THREAD Owner;
    KEVENT Event; /* it has become an owner */
} EXP_RESOURCE_WAIT;

VOID ExpMakeExclusive(PERESOURCE Resource, ERESOURCE_THREAD Owner);

/* --- rwspin.c --------------------------------------------------------------------------------- */

VOID ExpInitReaderWriterLocks(VOID);
VOID ExpInitPoolAccess(VOID);

#endif
