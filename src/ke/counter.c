/*
 * src/ke/counter.c - the processors' counters, caches and write buffers, as far as drivers see them
 *
 * Differs from Windows: the machine has no auxiliary counter (STATUS_NOT_SUPPORTED, as on much real
 * hardware), no counters for thread profiling (none can be configured), and coherent caches: what
 * flushes or invalidates them has nothing to do, as on x64 for DMA.
 */
#include "ki.h"

enum { KI_SHARED_ALIGNMENT = 64 };

ULONG
KeGetRecommendedSharedDataAlignment(VOID)
{
    return KI_SHARED_ALIGNMENT;
}

VOID
KeMemoryBarrier(VOID)
{
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
}

VOID
KeFlushIoBuffers(PMDL Mdl, BOOLEAN ReadOperation, BOOLEAN DmaOperation)
{
    UNREFERENCED_PARAMETER(Mdl);
    UNREFERENCED_PARAMETER(ReadOperation);
    UNREFERENCED_PARAMETER(DmaOperation);
}

BOOLEAN
KeInvalidateAllCaches(VOID)
{
    return TRUE;
}

VOID
KeInvalidateRangeAllCaches(PVOID BaseAddress, ULONG Length)
{
    UNREFERENCED_PARAMETER(BaseAddress);
    UNREFERENCED_PARAMETER(Length);
}

/* --- counters --------------------------------------------------------------------------------- */

NTSTATUS
KeQueryAuxiliaryCounterFrequency(PULONG64 AuxiliaryCounterFrequency)
{
    UNREFERENCED_PARAMETER(AuxiliaryCounterFrequency);
    return STATUS_NOT_SUPPORTED;
}

NTSTATUS
KeConvertAuxiliaryCounterToPerformanceCounter(ULONG64 AuxiliaryCounterValue,
                                              PULONG64 PerformanceCounterValue,
                                              PULONG64 ConversionError)
{
    UNREFERENCED_PARAMETER(AuxiliaryCounterValue);
    UNREFERENCED_PARAMETER(PerformanceCounterValue);
    UNREFERENCED_PARAMETER(ConversionError);
    return STATUS_NOT_SUPPORTED;
}

NTSTATUS
KeConvertPerformanceCounterToAuxiliaryCounter(ULONG64 PerformanceCounterValue,
                                              PULONG64 AuxiliaryCounterValue,
                                              PULONG64 ConversionError)
{
    UNREFERENCED_PARAMETER(PerformanceCounterValue);
    UNREFERENCED_PARAMETER(AuxiliaryCounterValue);
    UNREFERENCED_PARAMETER(ConversionError);
    return STATUS_NOT_SUPPORTED;
}

NTSTATUS
KeQueryHardwareCounterConfiguration(PHARDWARE_COUNTER CounterArray, ULONG MaximumCount,
                                    PULONG Count)
{
    UNREFERENCED_PARAMETER(CounterArray);
    UNREFERENCED_PARAMETER(MaximumCount);
    *Count = 0;
    return STATUS_SUCCESS;
}

NTSTATUS
KeSetHardwareCounterConfiguration(PHARDWARE_COUNTER CounterArray, ULONG Count)
{
    UNREFERENCED_PARAMETER(CounterArray);
    return Count == 0 ? STATUS_SUCCESS : STATUS_NOT_IMPLEMENTED;
}
