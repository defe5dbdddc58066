/*
 * mm/protect.c - how a system mapping may be used: MmProtectMdlSystemAddress, MmMapMdl
 *
 * Differs from Windows: the direct map cannot be protected. An MDL that was mapped there gets a
 * mapping of its own when it is protected; MappedSystemVa, and so MmGetSystemAddressForMdlSafe,
 * gives the new address. The old one can still be used.
 */
#include "mi.h"

enum { MiNoAccess = 0, MiRead = 1, MiReadWrite = 3, MiNotValid = -1 };

static int
MiAccessOf(ULONG Protect)
{
    switch (Protect) {
    case PAGE_NOACCESS:
        return MiNoAccess;
    case PAGE_READONLY:
    case PAGE_EXECUTE:
    case PAGE_EXECUTE_READ:
        return MiRead;
    case PAGE_READWRITE:
    case PAGE_EXECUTE_READWRITE:
        return MiReadWrite;
    default:
        return MiNotValid;
    }
}

/* FALSE: there is no room for a mapping of its own. */
static BOOLEAN
MiLeaveDirectMap(PMDL Mdl)
{
    PVOID Base;

    if (HalPlace(Mdl->MappedSystemVa) == HalAtMapping) {
        return TRUE;
    }
    Base = HalMapFrames(HalMappings, MiFrames(Mdl), MiPages(Mdl));
    if (Base == NULL) {
        return FALSE;
    }
    Mdl->MappedSystemVa = (PUCHAR)Base + Mdl->ByteOffset;
    return TRUE;
}

NTSTATUS
MmProtectMdlSystemAddress(PMDL MemoryDescriptorList, ULONG NewProtect)
{
    PMDL Mdl = MemoryDescriptorList;
    int Access = MiAccessOf(NewProtect);

    if ((Mdl->MdlFlags & MDL_MAPPED_TO_SYSTEM_VA) == 0) {
        return STATUS_NOT_MAPPED_VIEW;
    }
    if (Access == MiNotValid) {
        return STATUS_INVALID_PAGE_PROTECTION;
    }
    if (!MiLeaveDirectMap(Mdl)) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    HalProtect(PAGE_ALIGN(Mdl->MappedSystemVa), MiPages(Mdl), (ULONG)Access);
    return STATUS_SUCCESS;
}

/* Maps it if it is not mapped, calls the driver, and takes its own mapping back. */
NTSTATUS
MmMapMdl(PMDL MemoryDescriptorList, ULONG Protection, PMM_MDL_ROUTINE DriverRoutine,
         PVOID DriverContext)
{
    PMDL Mdl = MemoryDescriptorList;
    int Access = MiAccessOf(Protection);
    PVOID Address;

    if ((Mdl->MdlFlags & (MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL)) != 0) {
        CALL_DRIVER(DriverRoutine, DriverContext, Mdl->MappedSystemVa);
        return STATUS_SUCCESS;
    }
    if (Access == MiNotValid || Access == MiNoAccess) {
        return STATUS_INVALID_PAGE_PROTECTION;
    }
    Address = MmMapLockedPagesSpecifyCache(Mdl, KernelMode, MmCached, NULL, FALSE,
                                           NormalPagePriority |
                                               (Access == MiRead ? MdlMappingNoWrite : 0));
    if (Address == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    CALL_DRIVER(DriverRoutine, DriverContext, Address);
    MmUnmapLockedPages(Address, Mdl);
    return STATUS_SUCCESS;
}
