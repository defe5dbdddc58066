/*
 * init/interleaving.c - a schedule as a reader wants to see it: processors side by side
 *
 *      cpu 0                                     cpu 1
 *      IoCsqRemoveNextIrp  Work at cancelq.c:80
 *                                                KeAcquireSpinLock  Cancel at cancelq.c:41
 *
 * It is made from the trace: calls of the kernel by drivers, contended accesses, interrupts, DPCs.
 * Where one processor does much without being interrupted, the middle is left out: what matters is
 * what stands next to a switch, and what memory that is weakly ordered does.
 */
#include "init.h"

#include <stdio.h>

enum { INI_NEAR = 3, INI_COLUMNS = 4, INI_WIDTH = 52, INI_EVENT = 160 };

typedef struct _INI_RECORDS {
    ULONG64 First, End; /* records of one processor, one after the other */
    ULONG Processor;
} INI_RECORDS;

static BOOLEAN
InipIsOfTest(ULONG64 Address)
{
    HAL_PLACE Place = HalPlace((PVOID)(ULONG_PTR)Address);

    return Place == HalAtDriver || Place == HalAtProgram ||
           HalIsUnloaded((PVOID)(ULONG_PTR)Address);
}

static BOOLEAN
InipIsShown(const HAL_TRACE_RECORD *Record)
{
    switch (Record->Probe) {
    case PROBE_DDI_CALL:
        return InipIsOfTest(Record->B);
    case PROBE_ACCESS:
    case PROBE_ACCESS_OLD:
    case PROBE_TEST_POINT:
    case PROBE_TEST_CHOICE:
    case PROBE_TEST_ATOMIC:
    case PROBE_TEST_INVARIANT:
    case PROBE_INTERRUPT_ENTER:
    case PROBE_DPC_RUN:
    case PROBE_WORK_RUN:
    case PROBE_TIMER_EXPIRE:
    case PROBE_IRP_CANCEL:
    case PROBE_FAULT:
    case PROBE_BUG_CHECK:
        return TRUE;
    default:
        return FALSE;
    }
}

static PCSTR
InipWhat(const HAL_TRACE_RECORD *Record)
{
    switch (Record->Probe) {
    case PROBE_DDI_CALL:
        return KiGateName((ULONG)Record->A);
    case PROBE_ACCESS_OLD:
        return "reads an old value of";
    case PROBE_ACCESS:
        return Record->B != 0 ? "writes" : "reads";
    case PROBE_INTERRUPT_ENTER:
        return "interrupt";
    case PROBE_DPC_RUN:
        return "DPC";
    case PROBE_WORK_RUN:
        return "work item";
    case PROBE_TIMER_EXPIRE:
        return "timer expires";
    case PROBE_IRP_CANCEL:
        return "cancel routine";
    default:
        return "BUG CHECK";
    }
}

static BOOLEAN
InipIsAccess(const HAL_TRACE_RECORD *Record)
{
    return Record->Probe == PROBE_ACCESS || Record->Probe == PROBE_ACCESS_OLD;
}

/* Is the place that the record names the one after a call? */
static BOOLEAN
InipIsAfterCall(const HAL_TRACE_RECORD *Record)
{
    return InipIsAccess(Record) || Record->Probe == PROBE_DDI_CALL ||
           Record->Probe == PROBE_TEST_POINT || Record->Probe == PROBE_TEST_CHOICE ||
           Record->Probe == PROBE_TEST_ATOMIC;
}

/* The place in the driver that the record is about; NULL: none. */
static const VOID *
InipWhere(const HAL_TRACE_RECORD *Record)
{
    ULONG64 Where = InipIsAccess(Record) ? Record->C : Record->B;

    return InipIsOfTest(Where) ? (PVOID)(ULONG_PTR)(Where - InipIsAfterCall(Record)) : NULL;
}

static VOID
InipShowRecord(const HAL_TRACE_RECORD *Record)
{
    CHAR Text[2 * INI_EVENT], Said[INI_EVENT], Where[INI_EVENT] = "";
    ULONG Column = Record->Processor < INI_COLUMNS ? Record->Processor : INI_COLUMNS - 1;

    if (InipWhere(Record) != NULL) {
        HalDescribe(InipWhere(Record), Where, sizeof Where);
    }
    if (Record->Probe == PROBE_FAULT) {
        SIZE_T Length;

        InipDescribeFault(Record, Text, sizeof Text);
        Length = strlen(Text);
        snprintf(Text + Length, sizeof Text - Length, "  %s", Where);
    } else if (InipIsAccess(Record)) {
        snprintf(Text, sizeof Text, "%s %#llx  %s", InipWhat(Record), Record->A, Where);
    } else {
        BOOLEAN Says = InipTestSays(Record, Said, sizeof Said);

        snprintf(Text, sizeof Text, "%s  %s", Says ? Said : InipWhat(Record), Where);
    }
    InipPrint("  %*s%s", (int)(Column * INI_WIDTH), "", Text);
}

/* The next run of records of one processor; FALSE: there is none. */
static BOOLEAN
InipNextRecords(INI_RECORDS *Records, ULONG64 *Shown)
{
    HAL_TRACE_RECORD Record;
    BOOLEAN Any = FALSE;

    *Shown = 0;
    for (Records->First = Records->End; HalTraceRecord(Records->End, &Record); Records->End++) {
        if (!InipIsShown(&Record)) {
            continue;
        }
        if (Any && Record.Processor != Records->Processor) {
            break;
        }
        Records->Processor = Record.Processor;
        Any = TRUE;
        (*Shown)++;
    }
    return Any;
}

static BOOLEAN
InipIsRare(const HAL_TRACE_RECORD *Record)
{
    return Record->Probe == PROBE_ACCESS_OLD || Record->Probe == PROBE_FAULT;
}

static VOID
InipShowRecords(const INI_RECORDS *Records, ULONG64 Shown)
{
    HAL_TRACE_RECORD Record;
    ULONG64 Number = 0;

    for (ULONG64 i = Records->First; i < Records->End; i++) {
        if (!HalTraceRecord(i, &Record) || !InipIsShown(&Record)) {
            continue;
        }
        if (Number < INI_NEAR || Number + INI_NEAR >= Shown || InipIsRare(&Record)) {
            InipShowRecord(&Record);
        } else if (Number == INI_NEAR) {
            InipPrint("  %*s... %llu more", (int)(Records->Processor * INI_WIDTH), "",
                      Shown - 2 * INI_NEAR);
        }
        Number++;
    }
}

VOID
InipShowInterleaving(ULONG64 First)
{
    INI_RECORDS Records = {.End = First};
    ULONG64 Shown;

    InipPrint("the interleaving (one column for each processor):");
    while (InipNextRecords(&Records, &Shown)) {
        InipShowRecords(&Records, Shown);
    }
}
