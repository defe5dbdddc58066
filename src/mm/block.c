/*
 * mm/block.c - memory and mappings that drivers give back by their address alone
 */
#include "mi.h"

static struct {
    LIST_ENTRY Blocks;
    const VOID *Address; /* whose name is asked for */
    CHAR Name[128];
} MiBlocks SIM_STATE;

PMI_BLOCK
MiAddBlock(MI_BLOCK_KIND Kind, HAL_WINDOW Window, PVOID Address, SIZE_T Bytes, PVOID Caller)
{
    PMI_BLOCK Block = ExAllocateOwn(sizeof *Block, MI_TAG);

    if (Block != NULL) {
        Block->Kind = Kind;
        Block->Window = Window;
        Block->Address = Address;
        Block->Bytes = Bytes;
        Block->Caller = Caller;
        InsertTailList(&MiBlocks.Blocks, &Block->Links);
    }
    return Block;
}

VOID
MiRemoveBlock(PMI_BLOCK Block)
{
    RemoveEntryList(&Block->Links);
    ExFreeOwn(Block);
}

PMI_BLOCK
MiBlockAround(MI_BLOCK_KIND Kind, const VOID *Address)
{
    PLIST_ENTRY Entry;

    for (Entry = MiBlocks.Blocks.Flink; Entry != &MiBlocks.Blocks; Entry = Entry->Flink) {
        PMI_BLOCK Block = CONTAINING_RECORD(Entry, MI_BLOCK, Links);

        if (Block->Kind == Kind &&
            (SIZE_T)((const UCHAR *)Address - (PUCHAR)Block->Address) < Block->Bytes) {
            return Block;
        }
    }
    return NULL;
}

PMI_BLOCK
MiFindBlock(MI_BLOCK_KIND Kind, const VOID *Address)
{
    PMI_BLOCK Block = MiBlockAround(Kind, Address);

    return Block != NULL && Block->Address == Address ? Block : NULL;
}

PMI_BLOCK
MiBlockOfFrame(MI_BLOCK_KIND Kind, PFN_NUMBER Frame)
{
    PLIST_ENTRY Entry;

    for (Entry = MiBlocks.Blocks.Flink; Entry != &MiBlocks.Blocks; Entry = Entry->Flink) {
        PMI_BLOCK Block = CONTAINING_RECORD(Entry, MI_BLOCK, Links);

        if (Block->Kind == Kind && HalPageFrame(Block->Address) == Frame) {
            return Block;
        }
    }
    return NULL;
}

static VOID
MiNameOnHost(PVOID Context)
{
    HalDescribe(MiBlocks.Address, MiBlocks.Name, sizeof MiBlocks.Name);
}

PCSTR
MiNameOf(const VOID *Address)
{
    MiBlocks.Address = Address;
    HalCallHost(MiNameOnHost, NULL);
    return MiBlocks.Name;
}

static VOID
MiReportBlocks(VOID (*Report)(PCSTR Format, ...))
{
    static const PCSTR Names[] = {
        [MiContiguous] = "contiguous memory",
        [MiNonCached] = "noncached memory",
        [MiMdlPages] = "pages of MmAllocatePagesForMdl",
        [MiRegisters] = "mapping of device memory",
        [MiReserved] = "mapping address",
        [MiSystemView] = "view in system space",
    };
    PLIST_ENTRY Entry;

    for (Entry = MiBlocks.Blocks.Flink; Entry != &MiBlocks.Blocks; Entry = Entry->Flink) {
        PMI_BLOCK Block = CONTAINING_RECORD(Entry, MI_BLOCK, Links);

        Report("%s left: %u bytes at %p, by %s", Names[Block->Kind], (ULONG)Block->Bytes,
               Block->Address, MiNameOf(Block->Caller));
    }
}

VOID
MiInitBlocks(VOID)
{
    InitializeListHead(&MiBlocks.Blocks);
    KeAddLeakRoutine(MiReportBlocks);
}
