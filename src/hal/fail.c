/*
 * src/hal/fail.c - what goes wrong in a schedule of a search
 *
 * An allocation fails, a request is cancelled, a device is pulled out: whoever could let that
 * happen asks here, in a search that wants to know (HalSetFailures). The answer is a choice of the
 * search's like any other, but that most schedules have none of these, and none has many.
 *
 * Who lets it happen emits PROBE_FAULT when it does, which may be later.
 */
#include "hal.h"

static struct {
    ULONG Kinds;
} Halp SIM_STATE;

VOID
HalSetFailures(ULONG Kinds)
{
    Halp.Kinds = Kinds;
}

ULONG
HalFails(HAL_FAIL Kind, ULONG Ways)
{
    SIM_ASSERT(HalIsSearched());
    return (Halp.Kinds & (ULONG)Kind) != 0 ? HalChoose(HalChooseFault, Ways) : 0;
}
