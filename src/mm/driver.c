/*
 * mm/driver.c - what a driver asks about its own image
 *
 * Differs from Windows: Driver Verifier's checks are part of libsim and not selected for a driver.
 * There is no Virtual Secure Mode, as on a Windows where it is not enabled.
 */
#include "mi.h"

#define MI_NO_DRIVER_THERE 0x1100 /* parameter 1 of 0x1A */

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

NTSTATUS
MmProtectDriverSection(PVOID AddressWithinSection, SIZE_T Size, ULONG Flags)
{
    if (Size != 0 || (Flags & ~(ULONG)MM_PROTECT_DRIVER_SECTION_VALID_FLAGS) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    if (HalModuleAt(AddressWithinSection) == NULL) {
        KeBugCheckEx(MEMORY_MANAGEMENT, MI_NO_DRIVER_THERE, (ULONG_PTR)AddressWithinSection, 0, 0);
    }
    return STATUS_INVALID_DEVICE_STATE;
}
