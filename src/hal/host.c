/*
 * src/hal/host.c - the few things of the host's that tests and reports need
 */
#include "hal.h"

#include "machine.h"

BOOLEAN
HalOnHostStack(VOID)
{
    return hw_on_host_stack();
}

const ULONG *
HalChoices(SIZE_T *Count)
{
    size_t Made;
    const uint32_t *Choices = hw_choices(&Made);

    *Count = Made;
    return Choices;
}

ULONG
HalCallAt(ULONG64 DelayNs, VOID (*Routine)(PVOID), PVOID Argument)
{
    return hw_call_at(DelayNs, Routine, Argument);
}

VOID
HalJump(PHAL_JUMP Jump)
{
    hw_jump(Jump);
}

PCSTR
HalEnvironment(PCSTR Name)
{
    return hw_environment(Name);
}

PCSTR
HalProgram(VOID)
{
    return hw_program();
}

VOID
HalStopInDebugger(VOID)
{
    hw_stop_in_debugger();
}

ULONG
HalBuildId(PCSTR Module)
{
    return hw_build_id(Module);
}

PVOID
HalNextSymbol(PCSTR Name)
{
    return hw_next_symbol(Name);
}

ULONG64
HalHostClockNs(VOID)
{
    return hw_host_clock_ns();
}

SIZE_T
HalReadFile(PCSTR Path, PVOID Data, SIZE_T Room)
{
    return hw_read_file(Path, Data, Room);
}

BOOLEAN
HalWriteFile(PCSTR Path, const VOID *Data, SIZE_T Size)
{
    return hw_write_file(Path, Data, Size);
}

VOID
HalAppendFile(PCSTR DirectoryVariable, PCSTR Suffix, const VOID *Data, SIZE_T Size)
{
    hw_append_file(DirectoryVariable, Suffix, Data, Size);
}

VOID
HalWatchGates(BOOLEAN Watch)
{
    hw_now.flags = Watch ? hw_now.flags | HW_NOW_WATCHED : hw_now.flags & ~HW_NOW_WATCHED;
}
