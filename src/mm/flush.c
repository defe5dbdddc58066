/*
 * mm/flush.c - what was changed in a view goes back to its file
 *
 * Differs from Windows: the whole section is written, whatever range is asked for.
 */
#include "section.h"

/* *Base and *Size become whole pages. */
static NTSTATUS
MiFlush(PMI_SPACE Space, PVOID *Base, PSIZE_T Size)
{
    PMI_REGION Region;
    PUCHAR End, Last;

    if (Space == NULL) {
        return STATUS_PROCESS_IS_TERMINATING;
    }
    if ((ULONG_PTR)*Base >= MmUserProbeAddress) {
        return STATUS_INVALID_PARAMETER_2;
    }
    Region = MiFindRegion(Space, *Base);
    if (Region == NULL || Region->Kind != MiView) {
        return STATUS_NOT_MAPPED_VIEW;
    }
    if (((PMI_SECTION)Region->Section)->HostFile == NULL) {
        return STATUS_NOT_MAPPED_DATA;
    }
    Last = (PUCHAR)Region->Base + Region->Pages * PAGE_SIZE;
    End = *Size == 0 ? Last : (PUCHAR)ROUND_TO_PAGES((ULONG_PTR)*Base + *Size);
    if (End > Last || End < (PUCHAR)*Base) {
        return STATUS_INVALID_PARAMETER_2;
    }
    *Base = PAGE_ALIGN(*Base);
    *Size = (SIZE_T)(End - (PUCHAR)*Base);
    return MiWriteBack(Region->Section);
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
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = MiFlush(MiSpaceOf(Process), BaseAddress, RegionSize);
    ObfDereferenceObject(Process);
    IoStatus->Status = Status;
    IoStatus->Information = 0;
    return Status;
}

ZW_CALL(ZwFlushVirtualMemory, NtFlushVirtualMemory,
        (HANDLE Process, PVOID *Base, PSIZE_T Size, PIO_STATUS_BLOCK IoStatus),
        (Process, Base, Size, IoStatus))
