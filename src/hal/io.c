/*
 * src/hal/io.c - registers, ports and configuration space
 *
 * A driver maps a physical range with MmMapIoSpace and reaches it through READ_REGISTER_* and
 * WRITE_REGISTER_*. The address that it gets lies in a window without access, so that a plain load
 * or store there faults; the routines find the range and go to the bus, which charges the time.
 */
#include "hal.h"

#include "machine.h"

enum { MAPPINGS = 128 };

typedef struct {
    ULONG64 Address, Physical, Pages;
} HALP_MAPPING;

static struct {
    HALP_MAPPING Mapping[MAPPINGS];
    ULONG Count, Most;
} Halp SIM_STATE;
SIM_STATE_PART(Halp.Mapping, Halp.Most);

PVOID
HalMapRegisters(PHYSICAL_ADDRESS Physical, SIZE_T Length)
{
    ULONG64 Offset = (ULONG64)Physical.QuadPart & (PAGE_SIZE - 1);
    SIZE_T Pages = (Offset + Length + PAGE_SIZE - 1) / PAGE_SIZE;
    PVOID Address;

    if (Halp.Count == MAPPINGS || (Address = HalAllocatePages(HalRegisters, Pages)) == NULL) {
        return NULL;
    }
    Halp.Mapping[Halp.Count++] = (HALP_MAPPING){.Address = (ULONG64)Address,
                                                .Physical = (ULONG64)Physical.QuadPart - Offset,
                                                .Pages = Pages};
    Halp.Most = max(Halp.Most, Halp.Count);
    return (PUCHAR)Address + Offset;
}

static HALP_MAPPING *
HalpFindMapping(ULONG64 Address)
{
    for (ULONG i = 0; i < Halp.Count; i++) {
        HALP_MAPPING *Mapping = &Halp.Mapping[i];

        if (Address - Mapping->Address < Mapping->Pages * PAGE_SIZE) {
            return Mapping;
        }
    }
    return NULL;
}

BOOLEAN
HalUnmapRegisters(PVOID Address, SIZE_T Length)
{
    HALP_MAPPING *Mapping = HalpFindMapping((ULONG64)Address);
    ULONG64 Offset = (ULONG64)Address & (PAGE_SIZE - 1);

    if (Mapping == NULL || Mapping->Address != (ULONG64)Address - Offset ||
        Mapping->Pages != (Offset + Length + PAGE_SIZE - 1) / PAGE_SIZE) {
        return FALSE;
    }
    HalFreePages(HalRegisters, (PVOID)Mapping->Address, Mapping->Pages);
    *Mapping = Halp.Mapping[--Halp.Count];
    return TRUE;
}

/* FALSE: not an address that MmMapIoSpace gave out (plain memory is the caller's then). */
static BOOLEAN
HalpPhysicalOf(const volatile VOID *Register, ULONG64 *Physical)
{
    HALP_MAPPING *Mapping = HalpFindMapping((ULONG64)Register);

    if (Mapping != NULL) {
        *Physical = (ULONG64)Register - Mapping->Address + Mapping->Physical;
    }
    return Mapping != NULL;
}

static ULONG64
HalpReadMemory(const volatile VOID *Register, ULONG Size)
{
    switch (Size) {
    case 1:
        return *(const volatile UCHAR *)Register;
    case 2:
        return *(const volatile USHORT *)Register;
    case 4:
        return *(const volatile ULONG *)Register;
    default:
        return *(const volatile ULONG64 *)Register;
    }
}

static VOID
HalpWriteMemory(volatile VOID *Register, ULONG64 Value, ULONG Size)
{
    switch (Size) {
    case 1:
        *(volatile UCHAR *)Register = (UCHAR)Value;
        break;
    case 2:
        *(volatile USHORT *)Register = (USHORT)Value;
        break;
    case 4:
        *(volatile ULONG *)Register = (ULONG)Value;
        break;
    default:
        *(volatile ULONG64 *)Register = Value;
        break;
    }
}

/* What came before a write of a device's registers comes before what the device does then: the
   interrupt, and what a later read shows. Page: of the register; of a port, its eight. */
static VOID
HalpReleaseDevice(ULONG64 Page)
{
    HalRelease(HAL_SYNC_KEY(HalSyncDevice, Page));
    HalRelease(HAL_SYNC_KEY(HalSyncKernel, HAL_SYNC_DEVICES));
}

ULONG64
HalReadRegister(const volatile VOID *Register, ULONG Size)
{
    ULONG64 Physical, Value;

    if (!HalpPhysicalOf(Register, &Physical)) {
        return HalpReadMemory(Register, Size);
    }
    Value = hw_physical_read(Physical, Size);
    HalAcquire(HAL_SYNC_KEY(HalSyncDevice, Physical >> PAGE_SHIFT));
    HalProbe3(PROBE_REGISTER_READ, Physical, Value, Size);
    return Value;
}

VOID
HalWriteRegister(volatile VOID *Register, ULONG64 Value, ULONG Size)
{
    ULONG64 Physical;

    if (!HalpPhysicalOf(Register, &Physical)) {
        HalpWriteMemory(Register, Value, Size);
        return;
    }
    HalpReleaseDevice(Physical >> PAGE_SHIFT);
    HalProbe3(PROBE_REGISTER_WRITE, Physical, Value, Size);
    hw_physical_write(Physical, Size, Value);
}

ULONG64
HalReadPort(const volatile VOID *Port, ULONG Size)
{
    ULONG64 Value;

    Value = hw_port_read((uint32_t)(ULONG_PTR)Port, Size);
    HalAcquire(HAL_SYNC_KEY(HalSyncDevice, (ULONG_PTR)Port >> 3));
    HalProbe3(PROBE_REGISTER_READ, (ULONG_PTR)Port, Value, Size);
    return Value;
}

VOID
HalWritePort(volatile VOID *Port, ULONG64 Value, ULONG Size)
{
    HalpReleaseDevice((ULONG_PTR)Port >> 3);
    HalProbe3(PROBE_REGISTER_WRITE, (ULONG_PTR)Port, Value, Size);
    hw_port_write((uint32_t)(ULONG_PTR)Port, Size, Value);
}

ULONG
HalReadPciConfig(ULONG Bus, ULONG Slot, ULONG Function, ULONG Offset, ULONG Size)
{
    return hw_pci_config_read(Bus, Slot, Function, Offset, Size);
}

VOID
HalWritePciConfig(ULONG Bus, ULONG Slot, ULONG Function, ULONG Offset, ULONG Size, ULONG Value)
{
    hw_pci_config_write(Bus, Slot, Function, Offset, Size, Value);
}

ULONG
HalPciLine(ULONG Bus, ULONG Slot, ULONG Pin)
{
    return hw_pci_line(Bus, Slot, Pin);
}

ULONG64
HalPciWindow(BOOLEAN PortSpace, ULONG64 Size)
{
    return hw_pci_window(PortSpace, Size);
}
