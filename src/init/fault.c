/*
 * init/fault.c - what may go wrong in the schedules of a search: what is tried, and how it is told
 *
 * Which kinds are tried say the test (.search.kinds), SIM_FAULTS in the environment, or a token,
 * which says all of them. The rungs below ask when one of theirs could happen (HalFails). That a
 * device is pulled out is asked here, for the whole schedule, when it begins; when it happens is up
 * to the schedule from then on.
 *
 * What goes wrong by itself does so in a thread of low priority (EX_FAULT_QUEUE). It gets a
 * processor that is idle, or else one when all others wait, and a search orders it freely with what
 * other processors do.
 */
#include "init.h"

#include <sim/test.h>

#include <stdio.h>

enum { INI_WORD = 16, INI_REFUSAL = 128 };

_Static_assert((int)SIM_FAULT_POOL == (int)HalFailPool &&
                   (int)SIM_FAULT_PENDING == (int)HalFailPending &&
                   (int)SIM_FAULT_CANCEL == (int)HalFailCancel &&
                   (int)SIM_FAULT_REMOVE == (int)HalFailRemove,
               "a search's faults are the HAL's");

static const struct {
    PCSTR Name;
    ULONG Kind;
} InipFaults[] = {{"pool", SIM_FAULT_POOL},
                  {"pending", SIM_FAULT_PENDING},
                  {"cancel", SIM_FAULT_CANCEL},
                  {"remove", SIM_FAULT_REMOVE}};

static struct {
    WORK_QUEUE_ITEM Item;
    struct sim_device *Device;
} Inip SIM_STATE;

static struct {
    CHAR Refusal[INI_REFUSAL];
} InipLast SIM_KEPT;

/* --- their names ------------------------------------------------------------------------------ */

static ULONG
InipFaultKind(PCSTR Word, SIZE_T Length)
{
    for (ULONG i = 0; i < RTL_NUMBER_OF(InipFaults); i++) {
        if (strlen(InipFaults[i].Name) == Length && memcmp(InipFaults[i].Name, Word, Length) == 0) {
            return InipFaults[i].Kind;
        }
    }
    return 0;
}

static PCSTR
InipRefuse(PCSTR Word, SIZE_T Length)
{
    snprintf(InipLast.Refusal, sizeof InipLast.Refusal,
             "\"%.*s\" is no fault: there are pool, pending, cancel, remove",
             (int)(Length < INI_WORD ? Length : INI_WORD), Word);
    return InipLast.Refusal;
}

PCSTR
InipReadFaults(PCSTR Text, SIZE_T Length, CHAR Separator, PULONG Kinds)
{
    PCSTR End = Text + Length;

    while (Text <= End) {
        PCSTR Word = Text;
        ULONG Kind;

        while (Text < End && *Text != Separator) {
            Text++;
        }
        Kind = InipFaultKind(Word, (SIZE_T)(Text - Word));
        if (Kind == 0) {
            return InipRefuse(Word, (SIZE_T)(Text - Word));
        }
        *Kinds |= Kind;
        Text++;
    }
    return NULL;
}

PCSTR
InipFaultNames(ULONG Kinds, CHAR Separator, PSTR Text, SIZE_T Size)
{
    SIZE_T Length = 0;

    *Text = 0;
    for (ULONG i = 0; i < RTL_NUMBER_OF(InipFaults); i++) {
        if ((Kinds & InipFaults[i].Kind) != 0) {
            Length += (SIZE_T)snprintf(Text + Length, Size - Length, "%c%s", Separator,
                                       InipFaults[i].Name);
        }
    }
    SIM_ASSERT(Length < Size);
    return Text;
}

/* --- how it is told --------------------------------------------------------------------------- */

VOID
InipDescribeFault(const HAL_TRACE_RECORD *Record, PSTR Text, SIZE_T Size)
{
    CHAR Tag[5] = "";

    switch ((HAL_FAIL)(Record->A & 0xFF)) {
    case HalFailPool:
        for (ULONG i = 0; i < 4; i++) {
            CHAR C = (CHAR)(Record->C >> 8 * i & 0x7F);

            Tag[i] = C >= ' ' ? C : '.';
        }
        snprintf(Text, Size, "fault: allocation of %llu bytes '%s' fails", Record->A >> 8, Tag);
        break;
    case HalFailPending:
        snprintf(Text, Size, "fault: STATUS_PENDING is forced");
        break;
    case HalFailCancel:
        snprintf(Text, Size, "fault: the request is cancelled");
        break;
    case HalFailRemove:
        snprintf(Text, Size, "fault: the device in slot %llu is pulled out", Record->C);
        break;
    }
}

/* --- a device is pulled out ------------------------------------------------------------------- */

static BOOLEAN
InipIsPluggedIn(const struct sim_device *Device)
{
    struct sim_device *Found;

    for (ULONG i = 0; (Found = sim_device_find(NULL, i)) != NULL; i++) {
        if (Found == Device) {
            return TRUE;
        }
    }
    return FALSE;
}

/* The test may have been faster. */
static VOID
InipPullOut(PVOID Unused)
{
    HalTouch(Inip.Device, TRUE);
    if (InipIsPluggedIn(Inip.Device)) {
        HalProbe3(PROBE_FAULT, HalFailRemove, 0, sim_device_slot(Inip.Device));
        sim_device_remove(Inip.Device);
    }
}

static VOID
InipQueueFault(VOID (*Routine)(PVOID))
{
    ExInitializeWorkItem(&Inip.Item, Routine, NULL);
    ExQueueWorkItem(&Inip.Item, EX_FAULT_QUEUE);
}

static VOID
InipDecideRemoval(VOID)
{
    ULONG Count = 0, Which;

    while (sim_device_find(NULL, Count) != NULL) {
        Count++;
    }
    Which = HalFails(HalFailRemove, Count + 1);
    if (Which != 0) {
        Inip.Device = sim_device_find(NULL, Which - 1);
        InipQueueFault(InipPullOut);
    }
}

/* --- a search --------------------------------------------------------------------------------- */

static VOID
InipDoNothing(PVOID Unused)
{
}

static NTSTATUS
InipMakeFaultThread(PVOID Unused)
{
    InipQueueFault(InipDoNothing);
    return STATUS_SUCCESS;
}

/* An allocation that fails needs no thread. */
VOID
InipPrepareFaults(ULONG Kinds)
{
    InipRun.Faults = InipRun.GivenFaults | (InipRun.OnlyGiven ? 0 : Kinds);
    HalSetFailures(InipRun.Faults);
    if ((InipRun.Faults & ~(ULONG)SIM_FAULT_POOL) != 0) {
        InipCallKernel(InipMakeFaultThread, NULL);
    }
}

static NTSTATUS
InipDecide(PVOID Unused)
{
    InipDecideRemoval();
    return STATUS_SUCCESS;
}

VOID
InipBeginFaults(VOID)
{
    if (HalIsSearched() && (InipRun.Faults & SIM_FAULT_REMOVE) != 0) {
        InipCallKernel(InipDecide, NULL);
    }
}
