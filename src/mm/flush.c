/*
 * mm/flush.c - what was changed in a view goes back to its file
 *
 * Only sections over files have one, which libsim lacks (section.c).
 */
#include "mi.h"

static NTSTATUS
MiFlush(PMI_SPACE Space, PVOID Base)
{
    PMI_REGION Region;

    if (Space == NULL) {
        return STATUS_PROCESS_IS_TERMINATING;
    }
    if ((ULONG_PTR)Base >= MmUserProbeAddress) {
        return STATUS_INVALID_PARAMETER_2;
    }
    Region = MiFindRegion(Space, Base);
    return Region != NULL && Region->Kind == MiView ? STATUS_NOT_MAPPED_DATA
                                                    : STATUS_NOT_MAPPED_VIEW;
}

NTSTATUS
NtFlushVirtualMemory(HANDLE ProcessHandle, PVOID *BaseAddress, PSIZE_T RegionSize,
                     PIO_STATUS_BLOCK IoStatus)
{
    PEPROCESS Process;
    NTSTATUS Status = OB_PROBE_WRITE(ExGetPreviousMode(), IoStatus);

    if (NT_SUCCESS(Status)) {
        Status = MiProbeRange(ProcessHandle, BaseAddress, RegionSize, &Process);
    }
    if (NT_SUCCESS(Status)) {
        Status = MiFlush(MiSpaceOf(Process), *BaseAddress);
        ObfDereferenceObject(Process);
    }
    return Status;
}

ZW_CALL(ZwFlushVirtualMemory, NtFlushVirtualMemory,
        (HANDLE Process, PVOID *Base, PSIZE_T Size, PIO_STATUS_BLOCK IoStatus),
        (Process, Base, Size, IoStatus))
