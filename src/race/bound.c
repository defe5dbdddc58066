/*
 * src/race/bound.c - is what runs here bound to this processor?
 *
 * A thread by its affinity; a DPC by KeSetTargetProcessorDpc; a service routine by the processors
 * that its interrupt was connected for. DPCs run one after the other in one handler: each is a run
 * of its own, for it could have been on another processor.
 */
#include "racei.h"

static inline BOOLEAN
RaceIsOne(ULONG64 Processors)
{
    return (Processors & (Processors - 1)) == 0;
}

BOOLEAN
RaceIsBound(VOID)
{
    return RaceIsOne(KeCurrentThread()->Processors);
}

static VOID
RaceDpcRuns(HAL_PROBE Probe, ULONG64 Dpc, ULONG64 Routine, ULONG64 C)
{
    HalOrderBeginRun(((PKDPC)(ULONG_PTR)Dpc)->Number != 0); // 0: any processor
}

static VOID
RaceServiceRuns(HAL_PROBE Probe, ULONG64 Vector, ULONG64 Interrupt, ULONG64 C)
{
    HalOrderBeginRun(RaceIsOne(((PKINTERRUPT)(ULONG_PTR)Interrupt)->Processors.Mask));
}

VOID
RaceListenToRuns(VOID)
{
    HalListen(PROBE_DPC_RUN, RaceDpcRuns);
    HalListen(PROBE_INTERRUPT_ENTER, RaceServiceRuns);
}
