/*
 * mm/driver.c - what a driver asks about its own image
 *
 * Differs from Windows: the pages of a driver are always present; locking them only names the
 * image. Driver Verifier's checks are part of libsim and not selected for a driver.
 */
#include "mi.h"

static PVOID
MiImageBase(PVOID Address)
{
    const HAL_MODULE *Module = HalModuleAt(Address);

    return Module != NULL ? (PVOID)(ULONG_PTR)Module->Base : Address;
}

PVOID
MmLockPagableDataSection(PVOID AddressWithinSection)
{
    return MiImageBase(AddressWithinSection);
}

VOID
MmLockPagableSectionByHandle(PVOID ImageSectionHandle)
{
}

VOID
MmUnlockPagableImageSection(PVOID ImageSectionHandle)
{
}

PVOID
MmPageEntireDriver(PVOID AddressWithinSection)
{
    return MiImageBase(AddressWithinSection);
}

VOID
MmResetDriverPaging(PVOID AddressWithinSection)
{
}

LOGICAL
MmIsDriverVerifying(PDRIVER_OBJECT DriverObject)
{
    return FALSE;
}

LOGICAL
MmIsDriverVerifyingByAddress(PVOID AddressWithinSection)
{
    return FALSE;
}

LOGICAL
MmIsDriverSuspectForVerifier(PDRIVER_OBJECT DriverObject)
{
    return FALSE;
}
