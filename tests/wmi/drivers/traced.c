/*
 * tests/wmi/drivers/traced.c - a driver with WPP tracing: one message for each kind of item
 */
#include <ntddk.h>

#include "traced.h"
#include "traced.tmh"

BOOLEAN KeepTracing;
VOID TracedNumbers(ULONG Small, LONGLONG Large);
VOID TracedStrings(PCSTR Narrow, PCWSTR Wide, PCUNICODE_STRING Counted, LPCGUID Guid);
VOID TracedNames(TRACED_STATE State, ULONG Color, ULONG Rights, NTSTATUS Status);
NTSTATUS TracedReturn(NTSTATUS Status);
VOID TracedSecond(VOID);

VOID
TracedNumbers(ULONG Small, LONGLONG Large)
{
    DoTraceMessage(FLAG_ONE, "%d %08X %I64d %5u%% %c", Small, Small, Large, Small, 'x');
    /* a comment with Trace(LEVEL, FLAG, "%d") in it */
    Trace(TRACE_LEVEL_ERROR, FLAG_TWO, // a call of
          "in several "                // several lines
          "pieces: %u, %u",
          Small, (ULONG)Large);
}

VOID
TracedStrings(PCSTR Narrow, PCWSTR Wide, PCUNICODE_STRING Counted, LPCGUID Guid)
{
    Trace(TRACE_LEVEL_INFORMATION, FLAG_ONE, "%s, %ws, %wZ, %!GUID!", Narrow, Wide, Counted, Guid);
}

VOID
TracedNames(TRACED_STATE State, ULONG Color, ULONG Rights, NTSTATUS Status)
{
    TraceEnter(FLAG_ONE);
    Trace(TRACE_LEVEL_WARNING, FLAG_ONE, "%!state! %!color! %!rights! %!bool! %!STATUS! %!LEVEL!",
          State, Color, Rights, Color != 0, Status);
}

NTSTATUS
TracedReturn(NTSTATUS Status)
{
    TraceReturn(Status);
    return Status;
}

VOID
TracedSecond(VOID)
{
    DoTraceMessage(FLAG_THREE, "of the other provider, in line %!LINE! of %!FILE!");
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    if (!KeepTracing) {
        WPP_CLEANUP(DriverObject);
    }
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    WPP_INIT_TRACING(DriverObject, RegistryPath);
    DoTraceMessage(FLAG_ONE, "loaded from %wZ", RegistryPath);
    return STATUS_SUCCESS;
}
