/*
 * src/mm/useraccess.c - an instrumented driver's access to user memory: was it probed, is it in a
 * __try?
 *
 * A program says where its memory is, and another of its threads may free it at any time. A driver
 * that is called by a system call of user mode and touches user addresses itself has
 *
 *      ProbeForRead, ProbeForWrite     passed the range, in this system call of this thread (or has
 *                                      locked it, with an MDL): else rule "UnprobedDereference"
 *      __try and __except              around the access, in it or in a caller: else rule
 *                                      "UserModeMemoryOutsideTry"
 *
 * Parameter 3 is the instruction, 4 the address. The names are those of Microsoft's CodeQL queries
 * for drivers. Code whose previous mode is KernelMode (system threads, kernel-mode callers) is not
 * asked, nor are handlers at DISPATCH_LEVEL and above, nor is anybody about the address at which a
 * system mapping shows user memory.
 *
 *      not probed --MiNoteProbe--> probed --MmForgetProbes: the next system call--> not probed
 *
 * Invariants:
 *   U1. The first Count entries are probes of system calls under way, or of threads that made no
 *       other call since.
 *   U2. A thread of which a probe was lost, because there were too many, has its bit in Lost: it is
 *       not asked until its next system call.
 *
 * Differs from Windows, which stops nobody: there these are findings of static analysis. A probe
 * that compares with MmUserProbeAddress by hand is not seen.
 */
#include "mi.h"

#include "check.h"
#include "seh.h"
#include "useraccess.h"

enum { MI_PROBES = 128 };

typedef struct _MI_PROBE {
    ULONG_PTR Start, End;
    ULONG ThreadId;
} MI_PROBE, *PMI_PROBE;

static struct {
    ULONG Count;
    ULONG64 Lost; /* a bit for each thread, by the end of its id */
    MI_PROBE Probes[MI_PROBES];
} Mi SIM_STATE;

static ULONG64
MiThreadBit(ULONG ThreadId)
{
    return 1ull << (ThreadId / 4 % 64);
}

/* --- what was probed -------------------------------------------------------------------------- */

static VOID
MiDropOldest(VOID)
{
    Mi.Lost |= MiThreadBit(Mi.Probes[0].ThreadId);
    Mi.Count--;
    RtlMoveMemory(&Mi.Probes[0], &Mi.Probes[1], Mi.Count * sizeof(MI_PROBE));
}

VOID
MiNoteProbe(const VOID *Address, SIZE_T Length)
{
    ULONG_PTR Start = (ULONG_PTR)Address;

    if (!HalOrdered) {
        return;
    }
    if (Mi.Count == MI_PROBES) {
        MiDropOldest();
    }
    Mi.Probes[Mi.Count++] = (MI_PROBE){Start, Start + Length, KeCurrentThread()->Id};
}

static VOID
MiNoteLock(HAL_PROBE Probe, ULONG64 Mdl, ULONG64 Address, ULONG64 Bytes)
{
    MiNoteProbe((PVOID)(ULONG_PTR)Address, (SIZE_T)Bytes);
}

VOID
MmForgetProbes(VOID)
{
    ULONG Left = 0;

    if ((Mi.Count | Mi.Lost) == 0) {
        return;
    }
    for (ULONG i = 0; i < Mi.Count; i++) {
        if (Mi.Probes[i].ThreadId != KeCurrentThread()->Id) {
            Mi.Probes[Left++] = Mi.Probes[i];
        }
    }
    Mi.Count = Left;
    Mi.Lost &= ~MiThreadBit(KeCurrentThread()->Id);
}

/* How far it is probed from Start on. */
static ULONG_PTR
MiProbedTo(ULONG_PTR Start)
{
    ULONG_PTR End = Start;

    for (ULONG i = 0; i < Mi.Count; i++) {
        const MI_PROBE *Probe = &Mi.Probes[i];

        if (Probe->ThreadId == KeCurrentThread()->Id && Probe->Start <= Start && Probe->End > End) {
            End = Probe->End;
        }
    }
    return End;
}

static BOOLEAN
MiIsProbed(ULONG_PTR Start, SIZE_T Size)
{
    ULONG_PTR At = Start, Next;

    for (; At - Start < Size; At = Next) {
        Next = MiProbedTo(At);
        if (Next == At) {
            return (Mi.Lost & MiThreadBit(KeCurrentThread()->Id)) != 0;
        }
    }
    return TRUE;
}

/* --- what is touched -------------------------------------------------------------------------- */

static VOID
MiCheckUserAccess(const VOID *Address, SIZE_T Size, ULONG Kind, PVOID Pc)
{
    PCSTR Rule;

    if (HalGetIrql() >= DISPATCH_LEVEL || KeCurrentThread()->PreviousMode != UserMode) {
        return;
    }
    if (!MiIsProbed((ULONG_PTR)Address, Size)) {
        Rule = "UnprobedDereference";
    } else if (!KeIsInTry()) {
        Rule = "UserModeMemoryOutsideTry";
    } else {
        return;
    }
    KeReportAddress(Kind ? "    user memory is written" : "    user memory is read", Pc);
    KeRuleViolation(Rule, (ULONG_PTR)Pc, (ULONG_PTR)Address);
}

VOID
MiInitUserAccess(VOID)
{
    HalSetUserCheck(MiCheckUserAccess);
    HalListen(PROBE_MDL_LOCK, MiNoteLock);
}
