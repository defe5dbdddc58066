/*
 * src/hal/power.c - the machine's calls up, and what a report needs from below
 *
 * The machine is switched on with HalpUpcalls, which translate into the kernel's words and pass on
 * to what ke handed over in HalInitSystem.
 */
#include "look.h"

#include "machine.h"

static struct {
    HAL_UPCALLS Upcalls;
    BOOLEAN Mute;
} Halp SIM_STATE;

static void
HalpFault(struct hw_fault *fault)
{
    HAL_FAULT Fault = {.Kind = (HAL_FAULT_KIND)fault->kind,
                       .Address = (PVOID)fault->address,
                       .Pc = (PVOID)fault->pc,
                       .Stack = (PVOID)fault->sp,
                       .Write = fault->write,
                       .Execute = fault->execute,
                       .Registers = (PULONG64)fault->registers};

    Halp.Upcalls.Fault(&Fault);
}

static void
HalpProcessor(unsigned cpu)
{
    Halp.Upcalls.Processor(cpu);
}

static void
HalpInterrupt(unsigned vector)
{
    Halp.Upcalls.Interrupt(vector);
}

static void
HalpQuiet(void)
{
    Halp.Upcalls.Quiet();
}

static void
HalpStuck(void)
{
    Halp.Upcalls.Stuck();
}

static void
HalpWaitCycle(unsigned cpu)
{
    Halp.Upcalls.WaitCycle(cpu);
}

static void
HalpBusChanged(void)
{
    if (Halp.Upcalls.BusChanged != NULL) {
        Halp.Upcalls.BusChanged();
    }
}

static void
HalpLook(bool event)
{
    Halp.Upcalls.Look(event);
}

static void
HalpHeldUp(void)
{
    Halp.Upcalls.HeldUp();
}

static const struct hw_upcalls HalpUpcalls = {
    .processor = HalpProcessor,
    .interrupt = HalpInterrupt,
    .fault = HalpFault,
    .quiet = HalpQuiet,
    .stuck = HalpStuck,
    .wait_cycle = HalpWaitCycle,
    .bus_changed = HalpBusChanged,
    .look = HalpLook,
    .held_up = HalpHeldUp,
};

VOID
HalPowerOn(const HAL_CONFIG *Config)
{
    static const enum hw_policy Policies[] = {
        [HalTimed] = HW_TIMED, [HalRandom] = HW_RANDOM, [HalReplay] = HW_REPLAY};
    struct hw_config Machine = {.cpus = Config->Processors,
                                .policy = Policies[Config->Policy],
                                .seed = Config->Seed,
                                .replay = Config->Replay,
                                .replay_count = Config->ReplayCount,
                                .memory_pages = Config->MemoryPages,
                                .paced = Config->Paced};

    hw_power_on(&Machine, &HalpUpcalls);
    HalSetTrace(!Config->TraceOff);
}

BOOLEAN
HalRun(VOID)
{
    return hw_run();
}

VOID
HalPause(VOID)
{
    hw_pause();
}

VOID
HalPowerOff(VOID)
{
    hw_power_off();
}

BOOLEAN
HalIsOn(VOID)
{
    return hw_is_on();
}

VOID
HalInitSystem(const HAL_UPCALLS *Upcalls)
{
    Halp.Upcalls = *Upcalls;
}

VOID
HalSetBusChangedRoutine(VOID (*Routine)(VOID))
{
    Halp.Upcalls.BusChanged = Routine;
}

VOID
HalSetLookRoutines(VOID (*Look)(BOOLEAN AfterEvent), VOID (*HeldUp)(VOID))
{
    Halp.Upcalls.Look = Look;
    Halp.Upcalls.HeldUp = HeldUp;
}

VOID
HalLook(VOID)
{
    if ((hw_now.flags & HW_NOW_LOOKED) && !hw_weak()) {
        Halp.Upcalls.Look(FALSE);
    }
}

_Static_assert(sizeof(HAL_RANGE) == sizeof(struct hw_range), "one layout, two spellings");

VOID
HalTakeSnapshot(const HAL_RANGE *Stacks, ULONG Count)
{
    hw_snapshot_take((const struct hw_range *)(const VOID *)Stacks, Count);
}

VOID
HalRestoreSnapshot(VOID)
{
    hw_snapshot_restore();
}

VOID
HalDropSnapshot(VOID)
{
    hw_snapshot_drop();
}

SIZE_T
HalSnapshotBytes(VOID)
{
    return hw_snapshot_bytes();
}

VOID
HalStop(VOID)
{
    hw_stop();
}

VOID
HalCallHost(VOID (*Function)(PVOID), PVOID Argument)
{
    hw_call_host(Function, Argument);
}

VOID
HalWantQuiet(VOID)
{
    hw_want_quiet();
}

VOID
HalPrint(PCSTR Text, ULONG Length)
{
    if (!Halp.Mute) {
        hw_print(Text, Length);
    }
}

VOID
HalMute(BOOLEAN Mute)
{
    Halp.Mute = Mute;
}

BOOLEAN
HalIsMute(VOID)
{
    return Halp.Mute;
}

VOID
HalDescribe(const VOID *Address, PSTR Text, ULONG Size)
{
    hw_describe(Address, Text, Size);
}

ULONG
HalBacktrace(PVOID *Frames, ULONG Most)
{
    return hw_backtrace(Frames, Most);
}
