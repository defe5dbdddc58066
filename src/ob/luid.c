/*
 * ob/luid.c - numbers that are not given twice
 */
#include "obi.h"

enum { OBP_FIRST_LUID = 1001 }; /* those below are well known */

static struct {
    ULONG64 Given;
} ObpLuids SIM_STATE;

VOID
ObpAllocateLuid(PLUID Luid)
{
    ULARGE_INTEGER Next = {.QuadPart = OBP_FIRST_LUID + ObpLuids.Given++};

    Luid->LowPart = Next.LowPart;
    Luid->HighPart = (LONG)Next.HighPart;
}

NTSTATUS
NtAllocateLocallyUniqueId(PLUID Luid)
{
    NTSTATUS Status = OB_PROBE_WRITE(ExGetPreviousMode(), Luid);

    if (NT_SUCCESS(Status)) {
        ObpAllocateLuid(Luid);
    }
    return Status;
}

ZW_CALL(ZwAllocateLocallyUniqueId, NtAllocateLocallyUniqueId, (PLUID Luid), (Luid))
