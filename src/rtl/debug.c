/*
 * src/rtl/debug.c - DbgPrint and its like
 *
 * Text is formatted, kept for the report of a bug check (debuglines.c), and shown on the terminal
 * if the component's mask lets its level through: levels 0 to 31 are bits of the mask, a higher
 * level is itself the bits that are asked for. Errors (level 0) are shown, DbgPrint (level 3) is
 * not, until RtlSetDebugMask says otherwise; this is what Windows does without the Debug Print
 * Filter key.
 *
 * Differs from Windows: %C, %S, %ws and %wZ above PASSIVE_LEVEL, which the documentation forbids,
 * are stopped.
 */
#include "debug.h"

#define RTLP_PRINT_BYTES 512 /* that one call transmits */

static struct {
    ULONG Mask[DPFLTR_ENDOFTABLE_ID];
    ULONG NotMask; /* levels of all components that are not as at boot: errors only */
} Rtl SIM_STATE;

#define RTLP_BOOT_MASK (1U << DPFLTR_ERROR_LEVEL)

VOID
RtlSetDebugMask(ULONG ComponentId, ULONG Mask)
{
    if (ComponentId < DPFLTR_ENDOFTABLE_ID) {
        Rtl.Mask[ComponentId] = Mask;
    } else {
        Rtl.NotMask = Mask ^ RTLP_BOOT_MASK;
    }
}

static ULONG
RtlpBits(ULONG Level)
{
    return Level < 32 ? 1U << Level : Level;
}

static BOOLEAN
RtlpIsShown(ULONG ComponentId, ULONG Level)
{
    ULONG Mask = Rtl.NotMask ^ RTLP_BOOT_MASK;

    Mask |= Rtl.Mask[ComponentId < DPFLTR_ENDOFTABLE_ID ? ComponentId : DPFLTR_DEFAULT_ID];
    return (Mask & RtlpBits(Level)) != 0;
}

NTSTATUS
DbgQueryDebugFilterState(ULONG ComponentId, ULONG Level)
{
    if (ComponentId >= DPFLTR_ENDOFTABLE_ID) {
        return STATUS_INVALID_PARAMETER_1;
    }
    return RtlpIsShown(ComponentId, Level);
}

NTSTATUS
DbgSetDebugFilterState(ULONG ComponentId, ULONG Level, BOOLEAN State)
{
    if (ComponentId >= DPFLTR_ENDOFTABLE_ID) {
        return STATUS_INVALID_PARAMETER_1;
    }
    if (State) {
        Rtl.Mask[ComponentId] |= RtlpBits(Level);
    } else {
        Rtl.Mask[ComponentId] &= ~RtlpBits(Level);
    }
    return STATUS_SUCCESS;
}

static ULONG
RtlpPrint(PCSTR Name, PCCH Prefix, ULONG ComponentId, ULONG Level, PCCH Format,
          __builtin_va_list Arguments)
{
    CHAR Text[RTLP_PRINT_BYTES];
    RTLP_SINK Sink = {.Buffer = Text, .Size = sizeof(Text) - 1};

    while (*Prefix != 0) {
        RtlpPut(&Sink, *Prefix++);
    }
    if (!RtlpFormat(&Sink, Format, Arguments)) {
        KeReport("%s cannot print this format: %s\n", Name, Format);
        KeRuleViolation("DbgPrintFormat", (ULONG_PTR)Format, 0);
    }
    if (Sink.Unicode && HalGetIrql() != PASSIVE_LEVEL) {
        KeReport("%s with a Unicode conversion: %s\n", Name, Format);
        KiGateIrqlViolation(Name, PASSIVE_LEVEL, PASSIVE_LEVEL, HalGetIrql(), KeCallerInDriver());
    }
    Text[min(Sink.Length, Sink.Size)] = 0;
    RtlpDebugText(Text, RtlpIsShown(ComponentId, Level));
    return STATUS_SUCCESS;
}

ULONG
vDbgPrintExWithPrefix(PCCH Prefix, ULONG ComponentId, ULONG Level, PCCH Format, va_list arglist)
{
    return RtlpPrint("vDbgPrintExWithPrefix", Prefix, ComponentId, Level, Format, arglist);
}

ULONG
vDbgPrintEx(ULONG ComponentId, ULONG Level, PCCH Format, va_list arglist)
{
    return RtlpPrint("vDbgPrintEx", "", ComponentId, Level, Format, arglist);
}

ULONG
DbgPrint(PCSTR Format, ...)
{
    __builtin_va_list Arguments;
    ULONG Status;

    __builtin_va_start(Arguments, Format);
    Status = RtlpPrint("DbgPrint", "", DPFLTR_DEFAULT_ID, DPFLTR_INFO_LEVEL, Format, Arguments);
    __builtin_va_end(Arguments);
    return Status;
}

ULONG
DbgPrintReturnControlC(PCCH Format, ...)
{
    __builtin_va_list Arguments;
    ULONG Status;

    __builtin_va_start(Arguments, Format);
    Status = RtlpPrint("DbgPrintReturnControlC", "", DPFLTR_DEFAULT_ID, DPFLTR_INFO_LEVEL, Format,
                       Arguments);
    __builtin_va_end(Arguments);
    return Status;
}

ULONG
DbgPrintEx(ULONG ComponentId, ULONG Level, PCSTR Format, ...)
{
    __builtin_va_list Arguments;
    ULONG Status;

    __builtin_va_start(Arguments, Format);
    Status = RtlpPrint("DbgPrintEx", "", ComponentId, Level, Format, Arguments);
    __builtin_va_end(Arguments);
    return Status;
}
