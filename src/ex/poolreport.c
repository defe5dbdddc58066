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
        if (Header == NULL || (!ExpIsHeader(Header, ExpAllocated) && !ExpIsHeader(Header, ExpQuarantined))) {
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

/* --- all blocks ----------------------------------------------------------------------------------- */

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

/* --- leaks ---------------------------------------------------------------------------------------- */

typedef VOID EXP_PRINT(PCSTR Format, ...);

static struct {
    EXP_PRINT *Print; /* while leaks are reported */
} Exp SIM_STATE;

static VOID
ExpPrintBlock(const EX_POOL_BLOCK *Block, PCSTR What, EXP_PRINT *Print)
{
    CHAR Allocated[128] = "somebody", Freed[128];

    if (Block->Caller != NULL) {
        HalDescribe(Block->Caller, Allocated, sizeof(Allocated));
    }
    Print("%s: %u bytes of %s pool at %p, tag '%.4s', allocated by %s\n", What, (ULONG)Block->Bytes,
          Block->Paged ? "paged" : "nonpaged", Block->Address, (PCSTR)&Block->Tag, Allocated);
    if (Block->FreedBy != NULL) {
        HalDescribe(Block->FreedBy, Freed, sizeof(Freed));
        Print("    freed by %s\n", Freed);
    }
}

static VOID
ExpPrintLeak(const EX_POOL_BLOCK *Block, PVOID Context)
{
    if (!Block->Own) {
        ExpPrintBlock(Block, "pool never freed", Exp.Print);
    }
}

static VOID
ExpPrintDamage(PVOID Address, PUCHAR Byte)
{
    EX_POOL_BLOCK Block;

    if (ExFindPoolBlock(Address, &Block)) {
        Exp.Print("byte %u of a pool block was written after the block was freed\n",
                  (ULONG)(Byte - (PUCHAR)Address));
        ExpPrintBlock(&Block, "the block", Exp.Print);
    }
}

static VOID
ExpReportLeaks(EXP_PRINT *Print)
{
    Exp.Print = Print;
    ExForEachPoolBlock(ExpPrintLeak, NULL);
    ExpCheckQuarantine(ExpPrintDamage);
}

/* --- bug checks ------------------------------------------------------------------------------------- */

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

    if (Index < 4 && ExFindPoolBlock((PVOID)Parameters[Index], &Block)) {
        ExpPrintBlock(&Block, Block.Freed ? "freed block" : "block", KeReport);
    }
}

VOID
ExpInitPoolReports(VOID)
{
    KeAddLeakRoutine(ExpReportLeaks);
    KeAddReportRoutine(ExpReportBugCheck);
}
