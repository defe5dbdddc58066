/*
 * mm/address.c - what an address is
 *
 * Differs from Windows: user addresses end at MmUserProbeAddress as on 32-bit Windows; the data of
 * the test program counts as user memory in spite of lying above.
 */
#include "mi.h"

#define MI_USER_PROBE_ADDRESS 0x7FFF0000
#define MI_SYSTEM_RANGE_START 0x400000000000
#define MI_BAD_ADDRESS        0x40FFFFFF0000 /* in no window */

ULONG64 MmUserProbeAddress SIM_STATE;
PVOID MmHighestUserAddress SIM_STATE;
PVOID MmSystemRangeStart SIM_STATE;
PVOID MmBadPointer SIM_STATE;

VOID
MiInitAddresses(VOID)
{
    MmUserProbeAddress = MI_USER_PROBE_ADDRESS;
    MmHighestUserAddress = (PVOID)(ULONG_PTR)(MI_USER_PROBE_ADDRESS - 1);
    MmBadPointer = (PVOID)(ULONG_PTR)MI_BAD_ADDRESS;
    MmSystemRangeStart = (PVOID)(ULONG_PTR)MI_SYSTEM_RANGE_START;
}

PHYSICAL_ADDRESS
MmGetPhysicalAddress(PVOID BaseAddress)
{
    PHYSICAL_ADDRESS Physical = {.QuadPart = 0};
    PFN_NUMBER Frame = HalPageFrame(BaseAddress);
    PMI_BLOCK Registers;

    if (Frame != MI_NO_FRAME) {
        Physical.QuadPart = (LONGLONG)(Frame << PAGE_SHIFT | BYTE_OFFSET(BaseAddress));
        return Physical;
    }
    Registers = MiBlockAround(MiRegisters, BaseAddress);
    if (Registers != NULL) {
        Physical.QuadPart =
            Registers->Physical.QuadPart + ((PUCHAR)BaseAddress - (PUCHAR)Registers->Address);
    }
    return Physical;
}

BOOLEAN
MmIsAddressValid(PVOID VirtualAddress)
{
    switch (HalPlace(VirtualAddress)) {
    case HalAtNowhere:
        return FALSE;
    case HalAtUser:
        return NT_SUCCESS(MmProbeUser(VirtualAddress, 1, 1, FALSE));
    case HalAtDriver:
    case HalAtLibsim:
    case HalAtProgram:
        return TRUE;
    case HalAtRegisters:
        return MiBlockAround(MiRegisters, VirtualAddress) != NULL;
    default:
        return HalPageFrame(VirtualAddress) != MI_NO_FRAME;
    }
}

MM_SYSTEMSIZE
MmQuerySystemSize(VOID)
{
    return MmMediumSystem;
}

BOOLEAN
MmIsThisAnNtAsSystem(VOID)
{
    return FALSE;
}
