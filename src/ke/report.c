/*
 * src/ke/report.c - what a user reads when a run ends: the code, why, where, and how to repeat it
 *
 * Lines that are known before the end (KeReport in the middle of a run) are kept and printed with
 * it. Everything here that prints runs on the host's stack.
 */
#include "ki.h"

#include <stdarg.h>
#include <stdio.h>

enum { KI_NOTE_BYTES = 2048, KI_REPORT_ROUTINES = 8, KI_LEAK_ROUTINES = 16, KI_NOTE_ADDRESSES = 8 };

static struct {
    CHAR Notes[KI_NOTE_BYTES];
    ULONG NoteLength;
    BOOLEAN Printing;
    KE_REPORT_ROUTINE *Routine[KI_REPORT_ROUTINES];
    ULONG Routines;
    KE_LEAK_ROUTINE *Leak[KI_LEAK_ROUTINES];
    ULONG Leaks;
    struct {
        PCSTR Label;
        const VOID *Address;
    } Addresses[KI_NOTE_ADDRESSES];
    ULONG AddressCount;
} Ki SIM_STATE;
SIM_STATE_PART(Ki.Notes, Ki.NoteLength);

VOID
KeAddReportRoutine(KE_REPORT_ROUTINE *Routine)
{
    SIM_ASSERT(Ki.Routines < KI_REPORT_ROUTINES);
    Ki.Routine[Ki.Routines++] = Routine;
}

static VOID
KiPrint(PCSTR Format, ...)
{
    CHAR Line[512];
    va_list Arguments;
    int Length;

    va_start(Arguments, Format);
    Length = vsnprintf(Line, sizeof Line, Format, Arguments);
    va_end(Arguments);
    HalPrint(Line, (ULONG)Length < sizeof Line ? (ULONG)Length : sizeof Line - 1);
}

VOID
KeReport(PCSTR Format, ...)
{
    CHAR Line[512];
    ULONG Room = KI_NOTE_BYTES - Ki.NoteLength;
    va_list Arguments;
    int Length;

    va_start(Arguments, Format);
    Length = vsnprintf(Ki.Printing ? Line : Ki.Notes + Ki.NoteLength,
                       Ki.Printing ? sizeof Line : Room, Format, Arguments);
    va_end(Arguments);
    if (Ki.Printing) {
        HalPrint(Line, (ULONG)Length < sizeof Line ? (ULONG)Length : sizeof Line - 1);
    } else {
        Ki.NoteLength += (ULONG)Length < Room ? (ULONG)Length : Room - 1;
    }
}

static VOID
KiPrintAddress(PCSTR Label, const VOID *Address)
{
    CHAR Text[400];

    HalDescribe(Address, Text, sizeof Text);
    KiPrint("%s %s\n", Label, Text);
}

VOID
KeReportAddress(PCSTR Label, const VOID *Address)
{
    if (Ki.Printing) {
        KiPrintAddress(Label, Address);
    } else if (Ki.AddressCount < KI_NOTE_ADDRESSES) {
        Ki.Addresses[Ki.AddressCount].Label = Label;
        Ki.Addresses[Ki.AddressCount++].Address = Address;
    }
}

/* --- the report ------------------------------------------------------------------------------- */

static VOID
KiPrintCode(ULONG Code, const ULONG_PTR Parameters[4])
{
    switch (Code) {
    case KE_STOP_NOT_IMPLEMENTED:
        KiPrint("\n*** libsim does not implement %s\n", (PCSTR)Parameters[0]);
        KiPrintAddress("    called from", (PVOID)Parameters[1]);
        KiPrint("    its documentation: search for \"%s\" in the Windows driver reference\n",
                (PCSTR)Parameters[0]);
        break;
    case KE_STOP_STUCK:
        KiPrint("\n*** nothing will happen any more: all threads wait, and no event that can wake "
                "them\n*** will come (or the test's time limit in virtual time is over)\n");
        break;
    case KE_STOP_PROGRAM_FAULT:
        KiPrint("\n*** the test program faulted: address %p\n", (PVOID)Parameters[0]);
        KiPrintAddress("    at", (PVOID)Parameters[1]);
        break;
    case KE_STOP_DEAD:
        KiPrint("\n*** the kernel was called after a bug check\n");
        break;
    default:
        KiPrint("\n*** STOP: 0x%08X (" KI_HEX ", " KI_HEX ", " KI_HEX ", " KI_HEX ")\n*** %s\n",
                Code, (UINT64)Parameters[0], (UINT64)Parameters[1], (UINT64)Parameters[2],
                (UINT64)Parameters[3], KeBugCheckName(Code));
        KiExplainBugCheck(Code, Parameters, KiPrint);
        break;
    }
}

static VOID
KiPrintNotes(VOID)
{
    HalPrint(Ki.Notes, Ki.NoteLength);
    for (ULONG i = 0; i < Ki.AddressCount; i++) {
        KiPrintAddress(Ki.Addresses[i].Label, Ki.Addresses[i].Address);
    }
}

static VOID
KiPrintWhere(VOID)
{
    PKPRCB Prcb = KiCurrentPrcb();

    KiPrint("processor %u, IRQL %u%s, thread %u, at %llu ns\n", Prcb->Number, HalGetIrql(),
            Prcb->InterruptNesting > 0 ? ", in an interrupt"
            : Prcb->DpcRoutineActive   ? ", in a DPC"
                                       : "",
            Prcb->CurrentThread->Id, HalTimeNs());
}

static VOID
KiPrintBacktrace(PVOID *Frames, ULONG Count)
{
    for (ULONG i = 0; i < Count; i++) {
        HAL_PLACE Place = HalPlace(Frames[i]);

        KiPrintAddress(Place == HalAtDriver    ? "  driver "
                       : Place == HalAtProgram ? "  test   "
                                               : "  libsim ",
                       Frames[i]);
    }
}

VOID
KiPrintReport(ULONG Code, const ULONG_PTR Parameters[4], PVOID *Frames, ULONG FrameCount)
{
    Ki.Printing = TRUE;
    KiPrintCode(Code, Parameters);
    KiPrintNotes();
    KiPrintWhere();
    KiPrintBacktrace(Frames, FrameCount);
    for (ULONG i = 0; i < Ki.Routines; i++) {
        Ki.Routine[i](Code, Parameters);
    }
    Ki.Printing = FALSE;
}

/* --- leaks ------------------------------------------------------------------------------------ */

VOID
KeAddLeakRoutine(KE_LEAK_ROUTINE *Routine)
{
    SIM_ASSERT(Ki.Leaks < KI_LEAK_ROUTINES);
    Ki.Leak[Ki.Leaks++] = Routine;
}

VOID
KeReportLeaks(VOID (*Report)(PCSTR Format, ...))
{
    for (ULONG i = 0; i < Ki.Leaks; i++) {
        Ki.Leak[i](Report);
    }
}

static VOID
KiReportQueue(const KI_DPC_QUEUE *Queue, ULONG Processor, VOID (*Report)(PCSTR Format, ...))
{
    for (PSINGLE_LIST_ENTRY Entry = Queue->Head.Next; Entry != NULL; Entry = Entry->Next) {
        PKDPC Dpc = CONTAINING_RECORD(Entry, KDPC, DpcListEntry);

        Report("DPC %p (routine %p) is still queued on processor %u\n", (PVOID)Dpc,
               (PVOID)(ULONG_PTR)Dpc->DeferredRoutine, Processor);
    }
}

/* This rung's own: raised IRQL, held locks, queued DPCs, set timers. */
VOID
KiReportLeaks(VOID (*Report)(PCSTR Format, ...))
{
    if (HalGetIrql() != PASSIVE_LEVEL) {
        Report("the IRQL is still %u\n", HalGetIrql());
    }
    for (ULONG i = 0; i < HalProcessorCount(); i++) {
        PKPRCB Prcb = KiPrcbOf(i);

        if (Prcb->LocksHeld > 0) {
            Report("processor %u still holds %u spin lock(s), the last one %p\n", i,
                   Prcb->LocksHeld, (PVOID)Prcb->LastLock);
        }
        KiReportQueue(&Prcb->DpcQueue, i, Report);
        KiReportQueue(&Prcb->ThreadedQueue, i, Report);
    }
    KiReportTimers(Report);
    KiReportCallbacks(Report);
    KiReportChangeCallbacks(Report);
}
