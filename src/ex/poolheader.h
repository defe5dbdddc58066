/*
 * src/ex/poolheader.h - what stands in front of each block that is smaller than a page
 *
 * 16 bytes; the tag is where Windows has it. These functions run at each allocation, and are
 * therefore inline. Headers are poisoned for AddressSanitizer, and may be overwritten by a
 * driver: they are read by unchecked code, and believed only when Check fits.
 */
#ifndef POOLHEADER_H
#define POOLHEADER_H

#define EXP_UNIT 16        /* bytes; all blocks are made of units */
#define EXP_PAGE_UNITS 256 /* units in a page */
#define EXP_GUARD 8        /* bytes at least behind every block */

enum { ExpFree, ExpAllocated, ExpQuarantined, ExpKept };

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

/* Of everything but PreviousSize, which the neighbours know as well. */
static inline EXP_UNCHECKED ULONG
ExpCheckOf(const EXP_HEADER *Header)
{
    ULONG64 Sum = Header->Caller + Header->PoolTag;

    Sum += (ULONG64)(Header->BlockSize | Header->Slack << 9 | Header->State << 15 |
                     Header->Paged << 17 | Header->Own << 18 | Header->Quota << 19)
           << 20;
    return (ULONG)(Sum * 0x9E3779B97F4A7C15ULL >> 48);
}

/* Whether it is a header that pool wrote, of a block in this state. */
static inline EXP_UNCHECKED BOOLEAN
ExpIsHeader(const EXP_HEADER *Header, ULONG State)
{
    return Header->State == State && Header->Check == ExpCheckOf(Header);
}

static inline EXP_UNCHECKED VOID
ExpSetState(PEXP_HEADER Header, ULONG State, const VOID *Caller)
{
    Header->State = State;
    Header->Caller = (ULONG64)(ULONG_PTR)Caller;
    Header->Check = ExpCheckOf(Header);
}

static inline EXP_UNCHECKED SIZE_T
ExpBytes(const EXP_HEADER *Header)
{
    return (Header->BlockSize - 1) * EXP_UNIT - Header->Slack;
}

/* NULL: it was the last one of its page. */
static inline EXP_UNCHECKED PEXP_HEADER
ExpNextInPage(PEXP_HEADER Header)
{
    PEXP_HEADER Next = Header + Header->BlockSize;

    return (ULONG_PTR)Next % PAGE_SIZE == 0 ? NULL : Next;
}

/* The block of a page of small blocks that Address lies in; NULL: the page's headers contradict. */
PEXP_HEADER ExpWalkPage(const VOID *Address);

#endif
