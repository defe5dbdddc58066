/*
 * src/hal/probe.c - one line per observable event
 *
 * The kernel emits probes; the trace, the verifier and tests listen. The trace listens to all of
 * them (it is what the hash of a run is made of); the others register for what they want.
 */
#include "look.h"

#include "machine.h"

enum { HALP_LISTENERS = 128, HALP_PER_PROBE = 6 };

/* Index 0 of Listener is nobody: it ends the listeners of a probe. */
static struct {
    HAL_PROBE_LISTENER *Listener[HALP_LISTENERS];
    UCHAR Count;
    UCHAR Of[PROBE_COUNT][HALP_PER_PROBE + 1];
    BOOLEAN TraceOff;
} Halp SIM_STATE;

SIM_STATE BOOLEAN HalpIsHeard[PROBE_COUNT];

/* A search hears which objects a step concerns: those that an event of these kinds names first. */
static const BOOLEAN HalpConcerns[PROBE_COUNT] = {
    [PROBE_DPC_QUEUE] = TRUE,     [PROBE_DPC_RUN] = TRUE,       [PROBE_DPC_DONE] = TRUE,
    [PROBE_LOCK_ACQUIRE] = TRUE,  [PROBE_LOCK_CONTEND] = TRUE,  [PROBE_LOCK_RELEASE] = TRUE,
    [PROBE_SIGNAL] = TRUE,        [PROBE_TIMER_SET] = TRUE,     [PROBE_TIMER_EXPIRE] = TRUE,
    [PROBE_TIMER_CANCEL] = TRUE,  [PROBE_APC_QUEUE] = TRUE,     [PROBE_APC_RUN] = TRUE,
    [PROBE_WORK_QUEUE] = TRUE,    [PROBE_WORK_RUN] = TRUE,      [PROBE_IRP_PENDING] = TRUE,
    [PROBE_IRP_COMPLETE] = TRUE,  [PROBE_IRP_CANCEL] = TRUE,    [PROBE_OBJECT_DELETE] = TRUE,
    [PROBE_DEVICE_DELETE] = TRUE, [PROBE_DRIVER_UNLOAD] = TRUE,
};

VOID
HalpWeighProbes(VOID)
{
    for (ULONG i = 0; i < PROBE_COUNT; i++) {
        HalpIsHeard[i] =
            !Halp.TraceOff || Halp.Of[i][0] != 0 || (HalpConcerns[i] && HalIsSearched());
    }
}

VOID
HalListen(HAL_PROBE Probe, HAL_PROBE_LISTENER *Listener)
{
    PUCHAR Of = Halp.Of[Probe];
    ULONG i = 0;

    while (Of[i] != 0) {
        i++;
    }
    SIM_ASSERT(i < HALP_PER_PROBE && Halp.Count + 1 < HALP_LISTENERS);
    Halp.Listener[++Halp.Count] = Listener;
    Of[i] = Halp.Count;
    HalpIsHeard[Probe] = TRUE;
}

VOID
HalpTell(HAL_PROBE Probe, ULONG64 A, ULONG64 B, ULONG64 C)
{
    if (HalpConcerns[Probe]) {
        HalTouch((PVOID)(ULONG_PTR)A, TRUE);
    }
    if (HalIsBlind()) {
        return;
    }
    if (!Halp.TraceOff) {
        hw_trace((UINT16)Probe, A, B, C);
    }
    for (PUCHAR Of = Halp.Of[Probe]; *Of != 0; Of++) {
        Halp.Listener[*Of](Probe, A, B, C);
    }
}

VOID
HalSetTrace(BOOLEAN On)
{
    Halp.TraceOff = !On;
    HalpWeighProbes();
}

ULONG64
HalTraceHash(VOID)
{
    return hw_trace_hash();
}

ULONG64
HalTraceCount(VOID)
{
    return hw_trace_count();
}

PCSTR
HalProbeName(HAL_PROBE Probe)
{
    static const char *const Names[PROBE_COUNT] = {
#define HALP_NAME(Name) [PROBE_##Name] = #Name,
        HAL_PROBES(HALP_NAME)
#undef HALP_NAME
    };

    return Probe < PROBE_COUNT ? Names[Probe] : "?";
}

BOOLEAN
HalTraceRecord(ULONG64 Index, HAL_TRACE_RECORD *Record)
{
    uint64_t Kept;
    const struct hw_record *Raw = hw_trace_at(Index, &Kept);

    if (Raw == NULL) {
        return FALSE;
    }
    *Record = (HAL_TRACE_RECORD){.TimeNs = Raw->time_ns,
                                 .Probe = (HAL_PROBE)Raw->kind,
                                 .Processor = Raw->cpu,
                                 .ThreadId = Raw->context,
                                 .A = Raw->a,
                                 .B = Raw->b,
                                 .C = Raw->c};
    return TRUE;
}
