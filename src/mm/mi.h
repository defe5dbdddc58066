/*
 * src/mm/mi.h - what the files of mm share
 */
#ifndef MI_H
#define MI_H

#include "mm.h"

#define MI_TAG      'imMS'
#define MI_NO_FRAME ((PFN_NUMBER)-1)
#define MI_CALLER() ExCaller(__builtin_frame_address(0)) /* who to name */

static inline PFN_NUMBER *
MiFrames(PMDL Mdl)
{
    return (PFN_NUMBER *)(Mdl + 1);
}

static inline ULONG
MiPages(PMDL Mdl)
{
    return ADDRESS_AND_SIZE_TO_SPAN_PAGES(Mdl->ByteOffset, Mdl->ByteCount);
}

/* 0xC4 with a sub-code. */
VOID MiViolation(ULONG_PTR Rule, ULONG_PTR A, ULONG_PTR B, ULONG_PTR C) DECLSPEC_NORETURN;

/* mdl.c, lock.c */
VOID MiInitMdls(VOID);
VOID MiCountLocked(LONG Change);
VOID MiCountMapped(LONG Change);
BOOLEAN MiIsFrameLocked(PFN_NUMBER Frame); /* by an MDL of IoAllocateMdl */
BOOLEAN MiIsAnyLocked(VOID);
VOID MiNotMemory(const VOID *Address, PVOID Caller) DECLSPEC_NORETURN;

/* Finds the frame of one page, if it may be touched. */
NTSTATUS MiFindFrame(PVOID Page, KPROCESSOR_MODE Mode, BOOLEAN Write, PFN_NUMBER *Frame);
/* The frames are filled in: it is locked, for memory like that at Address. */
VOID MiMarkLocked(PMDL Mdl, PVOID Address, LOCK_OPERATION Operation);
VOID MiCheckMappable(PMDL Mdl); /* map.c: locked, not mapped */

/* linger.c */
VOID MiFreePages(HAL_WINDOW Window, PVOID Base, SIZE_T Pages); /* as soon as none is locked */
VOID MiFreeLingering(VOID);

/* block.c: what drivers took and must give back by its address */
typedef enum {
    MiContiguous,
    MiNonCached,
    MiMdlPages,
    MiRegisters,
    MiReserved,
    MiSystemView
} MI_BLOCK_KIND;
typedef struct _MI_BLOCK {
    LIST_ENTRY Links; /* oldest first */
    MI_BLOCK_KIND Kind;
    HAL_WINDOW Window;
    PVOID Address;
    SIZE_T Bytes;
    PHYSICAL_ADDRESS Physical;
    PVOID Caller;
    ULONG Tag;   /* of a reserved mapping */
    PMDL Mapped; /* into it; NULL: nothing */
    PVOID Section; /* of a system view */
} MI_BLOCK, *PMI_BLOCK;
/* NULL: no memory for the note */
PMI_BLOCK MiAddBlock(MI_BLOCK_KIND Kind, HAL_WINDOW Window, PVOID Address, SIZE_T Bytes,
                     PVOID Caller);
PMI_BLOCK MiFindBlock(MI_BLOCK_KIND Kind, const VOID *Address);   /* that begins there */
PMI_BLOCK MiBlockAround(MI_BLOCK_KIND Kind, const VOID *Address); /* that holds it */
PMI_BLOCK MiBlockOfFrame(MI_BLOCK_KIND Kind, PFN_NUMBER Frame);   /* that begins with it */
VOID MiRemoveBlock(PMI_BLOCK Block);
VOID MiInitBlocks(VOID);
/* "Function at file.c:12" for an address; in state, until the next call. */
PCSTR MiNameOf(const VOID *Address);
PVOID MiAllocateFrames(HAL_WINDOW Window, SIZE_T Pages, ULONG64 Lowest, ULONG64 Highest,
                       ULONG64 Boundary);

/* region.c: user memory of a process */
typedef enum { MiPrivate, MiStack, MiMapped, MiView } MI_REGION_KIND;
typedef struct _MI_REGION {
    LIST_ENTRY Links; /* of the process, oldest first */
    MI_REGION_KIND Kind;
    PVOID Base;
    SIZE_T Pages;
    PVOID Section; /* of a view, with a reference */
    ULONG FirstProtect;
    PUCHAR Protect; /* of each page, PAGE_READWRITE and so on without modifiers; 0: reserved only */
} MI_REGION, *PMI_REGION;
enum { MI_RECENT = 64 };

/* Pages of a region that are alike, as they were found last for an address; Bytes 0: nothing. */
typedef struct _MI_RUN {
    ULONG_PTR Start;
    SIZE_T Bytes;
    ULONG Protect;
    PMI_REGION Region;
} MI_RUN, *PMI_RUN;

typedef struct _MI_SPACE {
    LIST_ENTRY Regions;
    LIST_ENTRY Secured; /* secure.c */
    MI_RUN Recent[MI_RECENT];
    LONG LockedPages; /* by MDLs */
    LONG Processors;  /* on which it is current */
    ULONG Hideable;   /* regions that are not stacks */
    BOOLEAN Hidden;   /* nobody may touch its memory now */
} MI_SPACE, *PMI_SPACE;

PMI_SPACE MiSpaceOf(PEPROCESS Process); /* NULL: the System process, or one that has ended */
PMI_REGION MiFindRegion(PMI_SPACE Space, const VOID *Address);

/* Stacks of threads are as large as what shares an entry. */
static inline PMI_RUN
MiRecentRun(PMI_SPACE Space, ULONG_PTR Address)
{
    return &Space->Recent[(Address >> 16) % MI_RECENT];
}

NTSTATUS MiCreateRegion(PMI_SPACE Space, MI_REGION_KIND Kind, SIZE_T Pages, ULONG Protect,
                        PMI_REGION *Region);
NTSTATUS MiAddMappedRegion(PMI_SPACE Space, const PFN_NUMBER *Frames, SIZE_T Pages, ULONG Protect,
                           PMI_REGION *Region);
NTSTATUS MiAddView(PMI_SPACE Space, PVOID Section, const PFN_NUMBER *Frames, SIZE_T Pages,
                   ULONG Protect, PMI_REGION *Region);
VOID MiDeleteRegion(PMI_SPACE Space, PMI_REGION Region);
VOID MiProtectPages(PMI_SPACE Space, PMI_REGION Region, SIZE_T First, SIZE_T Pages, ULONG Protect);
VOID MiShowRegion(PMI_REGION Region, BOOLEAN Show);

/* virtual.c */
#define MI_MODIFIERS (PAGE_NOCACHE | PAGE_WRITECOMBINE)
NTSTATUS MiCheckProtect(ULONG Protect);
/* The pages with a byte between *Base and *Base + *Size, which become whole; in one region. */
NTSTATUS MiFindPages(PMI_SPACE Space, PVOID *Base, PSIZE_T Size, PMI_REGION *Region);
NTSTATUS MiProbeRange(HANDLE ProcessHandle, PVOID *BaseAddress, PSIZE_T RegionSize,
                      PEPROCESS *Process);

/* secure.c: whether a driver forbids to free it, to give it this protection */
BOOLEAN MiIsSecured(PMI_SPACE Space, PVOID Base, SIZE_T Size);
BOOLEAN MiMayProtect(PMI_SPACE Space, PVOID Base, SIZE_T Size, ULONG Protect);
VOID MiForgetSecured(PMI_SPACE Space);
BOOLEAN MiViewAllows(PVOID Section, ULONG Protect); /* section.c */

VOID MiInitSpaces(VOID);
VOID MiInitSections(VOID);
VOID MiInitPageable(VOID);
VOID MiInitAddresses(VOID); /* address.c */

#endif
