/*
 * src/ex/poolreport.c - what reports say about pool: the block at an address, what was never freed
 */
#include "exi.h"

static EXP_UNCHECKED VOID
ExpDescribeSmall(PEXP_HEADER Header, PEX_POOL_BLOCK Block)
{
    PVOID Caller = (PVOID)(ULONG_PTR)Header->Caller;
    BOOLEAN Freed = Header->State != ExpAllocated;

    *Block = (EX_POOL_BLOCK){
        .Address = Header + 1,
        .Bytes = ExpBytes(Header),
        .Tag = Header->PoolTag,
        .Paged = (BOOLEAN)Header->Paged,
        .Own = (BOOLEAN)Header->Own,
        .Freed = Freed,
        .Caller = Freed ? ExpWhoAllocated(Header + 1) : Caller,
        .FreedBy = Freed ? Caller : NULL,
    };
}

static VOID
ExpDescribeLarge(const EXP_LARGE *Large, PEX_POOL_BLOCK Block)
{
    *Block = (EX_POOL_BLOCK){
        .Address = Large->Address,
        .Bytes = Large->Bytes,
        .Tag = Large->Tag,
        .Paged = Large->Paged,
        .Own = Large->Own,
        .Freed = Large->Quarantined,
        .Caller = Large->Quarantined ? ExpWhoAllocated(Large->Address) : Large->Caller,
        .FreedBy = Large->Quarantined ? Large->Caller : NULL,
    };
}

BOOLEAN
ExFindPoolBlock(const VOID *Address, PEX_POOL_BLOCK Block)
{
    PEXP_HEADER Header;
    PEXP_LARGE Large;

    switch (ExpPageKind(Address)) {
    case ExpPageSmall:
        Header = ExpWalkPage(Address);
        if (Header == NULL ||
            (!ExpIsHeader(Header, ExpAllocated) && !ExpIsHeader(Header, ExpQuarantined))) {
            return FALSE;
        }
        ExpDescribeSmall(Header, Block);
        return TRUE;
    case ExpPageLarge:
    case ExpPageTail:
        Large = ExpLargeAround(Address);
        if (Large == NULL) {
            return FALSE;
        }
        ExpDescribeLarge(Large, Block);
        return TRUE;
    default:
        return FALSE;
    }
}

/* --- all blocks ------------------------------------------------------------------------------- */

typedef struct _EXP_VISIT {
    EX_POOL_ROUTINE *Routine;
    PVOID Context;
} EXP_VISIT;

static VOID
ExpVisitPage(PVOID Page, ULONG Kind, PVOID Context)
{
    const EXP_VISIT *Visit = Context;
    EX_POOL_BLOCK Block;

    if (Kind == ExpPageLarge) {
        ExpDescribeLarge(ExpFindLarge(Page), &Block);
        if (!Block.Freed) {
            Visit->Routine(&Block, Visit->Context);
        }
        return;
    }
    for (PEXP_HEADER Header = Kind == ExpPageSmall ? ExpWalkPage(Page) : NULL; Header != NULL;
         Header = ExpNextInPage(Header)) {
        if (ExpIsHeader(Header, ExpAllocated)) {
            ExpDescribeSmall(Header, &Block);
            Visit->Routine(&Block, Visit->Context);
        }
    }
}

VOID
ExForEachPoolBlock(EX_POOL_ROUTINE *Routine, PVOID Context)
{
    EXP_VISIT Visit = {.Routine = Routine, .Context = Context};

    ExpForEachPage(ExpVisitPage, &Visit);
}

/* --- leaks ------------------------------------------------------------------------------------ */

#define EXP_MOST_LINES 32 /* of leaks; the rest is counted */
#define EXP_MOST_TAGS  16 /* of leaks, accounted for */

typedef VOID EXP_PRINT(PCSTR Format, ...);

static struct {
    EXP_PRINT *Print; /* while leaks are reported */
    ULONG Leaks;
    ULONG Tags[EXP_MOST_TAGS], TagCount; /* of the leaks */
} Exp SIM_STATE;

typedef struct _EXP_NAME {
    const VOID *Address;
    CHAR Text[128];
} EXP_NAME;

static VOID
ExpNameOnHost(PVOID Context)
{
    EXP_NAME *Name = Context;

    HalDescribe(Name->Address, Name->Text, sizeof(Name->Text));
}

static PCSTR
ExpName(const VOID *Address, EXP_NAME *Name)
{
    if (Address == NULL) {
        return "nobody known any more";
    }
    Name->Address = Address;
    HalCallHost(ExpNameOnHost, Name);
    return Name->Text;
}

static BOOLEAN
ExpIsLeakTag(ULONG Tag)
{
    for (ULONG i = 0; i < Exp.TagCount; i++) {
        if (Exp.Tags[i] == Tag) {
            return TRUE;
        }
    }
    return FALSE;
}

static VOID
ExpPrintTag(const EX_POOL_TAG *Tag, PVOID Context)
{
    ULONG Blocks = (ULONG)(Tag->Blocks[FALSE] + Tag->Blocks[TRUE]);

    if (ExpIsLeakTag(Tag->Tag)) {
        Exp.Print("pool tag '%.4s': %u allocations, %u freed, %u bytes in %u blocks left",
                  (PCSTR)&Tag->Tag, (ULONG)Tag->Allocations, (ULONG)Tag->Allocations - Blocks,
                  (ULONG)(Tag->Bytes[FALSE] + Tag->Bytes[TRUE]), Blocks);
    }
}

static VOID
ExpPrintLeak(const EX_POOL_BLOCK *Block, PVOID Context)
{
    EXP_NAME Caller;

    if (Block->Own) {
        return;
    }
    if (!ExpIsLeakTag(Block->Tag) && Exp.TagCount < EXP_MOST_TAGS) {
        Exp.Tags[Exp.TagCount++] = Block->Tag;
    }
    if (Exp.Leaks++ >= EXP_MOST_LINES) {
        return;
    }
    Exp.Print("pool never freed: %u bytes, %s, tag '%.4s', at %p, allocated by %s",
              (ULONG)Block->Bytes, Block->Paged ? "paged" : "nonpaged", (PCSTR)&Block->Tag,
              Block->Address, ExpName(Block->Caller, &Caller));
}

static VOID
ExpPrintDamage(PVOID Address, PUCHAR Byte)
{
    EXP_NAME Caller, FreedBy;
    EX_POOL_BLOCK Block;

    if (ExFindPoolBlock(Address, &Block)) {
        Exp.Print("pool written after it was freed: byte %u of %u bytes, tag '%.4s', at %p, "
                  "allocated by %s, freed by %s",
                  (ULONG)(Byte - (PUCHAR)Address), (ULONG)Block.Bytes, (PCSTR)&Block.Tag,
                  Block.Address, ExpName(Block.Caller, &Caller), ExpName(Block.FreedBy, &FreedBy));
    }
}

static VOID
ExpReportLeaks(EXP_PRINT *Print)
{
    Exp.Print = Print;
    Exp.Leaks = Exp.TagCount = 0;
    ExForEachPoolBlock(ExpPrintLeak, NULL);
    if (Exp.Leaks > EXP_MOST_LINES) {
        Print("pool never freed: %u more blocks", Exp.Leaks - EXP_MOST_LINES);
    }
    ExForEachPoolTag(ExpPrintTag, NULL);
    ExpCheckQuarantine(ExpPrintDamage);
}

/* --- bug checks ------------------------------------------------------------------------------- */

/* Which parameter of a bug check may be an address in pool; 4: none. */
static ULONG
ExpAddressParameter(ULONG Code, const ULONG_PTR Parameters[4])
{
    switch (Code) {
    case BAD_POOL_HEADER:
        return 1;
    case BAD_POOL_CALLER:
        return Parameters[0] == 7 ? 3 : 1;
    case IRQL_NOT_LESS_OR_EQUAL:
    case DRIVER_IRQL_NOT_LESS_OR_EQUAL:
    case PAGE_FAULT_IN_NONPAGED_AREA:
    case DRIVER_CAUGHT_MODIFYING_FREED_POOL:
        return 0;
    case DRIVER_VERIFIER_DETECTED_VIOLATION:
        return Parameters[0] == 0x11 || Parameters[0] == 0x12 ? 3 : 4;
    default:
        return 4;
    }
}

static VOID
ExpReportBugCheck(ULONG Code, const ULONG_PTR Parameters[4])
{
    ULONG Index = ExpAddressParameter(Code, Parameters);
    EX_POOL_BLOCK Block;

    if (Index == 4 || !ExFindPoolBlock((PVOID)Parameters[Index], &Block)) {
        return;
    }
    KeReport("%p is in a %spool block: %u bytes at %p, %s, tag '%.4s'\n", (PVOID)Parameters[Index],
             Block.Freed ? "freed " : "", (ULONG)Block.Bytes, Block.Address,
             Block.Paged ? "paged" : "nonpaged", (PCSTR)&Block.Tag);
    if (Block.Caller != NULL) {
        KeReportAddress("    allocated by", Block.Caller);
    }
    if (Block.FreedBy != NULL) {
        KeReportAddress("    freed by", Block.FreedBy);
    }
}

VOID
ExpInitPoolReports(VOID)
{
    KeAddLeakRoutine(ExpReportLeaks);
    KeAddReportRoutine(ExpReportBugCheck);
}
