/*
 * src/pnp/pciconfig.c - configuration space as the bus driver uses it
 */
#include "pci.h"

ULONG
PciRead(PPCI_EXTENSION Pdo, ULONG Offset, ULONG Size)
{
    return HalReadPciConfig(0, Pdo->Slot, 0, Offset, Size);
}

VOID
PciWrite(PPCI_EXTENSION Pdo, ULONG Offset, ULONG Size, ULONG Value)
{
    HalWritePciConfig(0, Pdo->Slot, 0, Offset, Size, Value);
}

BOOLEAN
PciIsThere(ULONG Slot)
{
    return HalReadPciConfig(0, Slot, 0, PCI_VENDOR, 2) != 0xFFFF;
}

ULONG
PciFindCapability(PPCI_EXTENSION Pdo, UCHAR Id)
{
    ULONG Offset = 0;

    if ((PciRead(Pdo, PCI_STATUS, 2) & PCI_STATUS_CAPABILITIES) != 0) {
        Offset = PciRead(Pdo, PCI_CAPABILITIES, 1) & ~3u;
    }
    for (ULONG Steps = 0; Offset != 0 && Steps < PCI_CONFIG_BYTES / 4; Steps++) {
        if (PciRead(Pdo, Offset, 1) == Id) {
            return Offset;
        }
        Offset = PciRead(Pdo, Offset + 1, 1) & ~3u;
    }
    return 0;
}

/* By the book: decoding off, all ones, look which bits stick, and put back what was there. */
static ULONG
PciProbeBar(PPCI_EXTENSION Pdo, ULONG Bar)
{
    ULONG Offset = PCI_BAR + 4 * Bar, Old = PciRead(Pdo, Offset, 4), Sticks;

    PciWrite(Pdo, Offset, 4, MAXULONG);
    Sticks = PciRead(Pdo, Offset, 4);
    PciWrite(Pdo, Offset, 4, Old);
    return Sticks;
}

VOID
PciSizeBar(PPCI_EXTENSION Pdo, ULONG Bar, PPCI_BAR_SIZE Size)
{
    ULONG Command = PciRead(Pdo, PCI_COMMAND, 2), Sticks;
    ULONG64 Mask;

    *Size = (PCI_BAR_SIZE){0};
    PciWrite(Pdo, PCI_COMMAND, 2, Command & ~(ULONG)(PCI_COMMAND_IO | PCI_COMMAND_MEMORY));
    Sticks = PciProbeBar(Pdo, Bar);
    if (Sticks != 0) {
        Size->IsPort = Sticks & 1;
        Size->Is64 = !Size->IsPort && (Sticks & 6) == 4 && Bar + 1 < PCI_BARS;
        Mask = Sticks & (Size->IsPort ? ~3u : ~15u);
        Mask |= (Size->Is64 ? (ULONG64)PciProbeBar(Pdo, Bar + 1) : (ULONG64)MAXULONG) << 32;
        Size->Length = Mask & (~Mask + 1);
    }
    PciWrite(Pdo, PCI_COMMAND, 2, Command);
}

/* --- for drivers: IRP_MN_READ_CONFIG, BUS_INTERFACE_STANDARD ---------------------------------- */

static ULONG
PciClip(ULONG Offset, ULONG Length)
{
    ULONG Room = Offset < PCI_CONFIG_BYTES ? PCI_CONFIG_BYTES - Offset : 0;

    return Length < Room ? Length : Room;
}

ULONG
PciReadBytes(PPCI_EXTENSION Pdo, PVOID Buffer, ULONG Offset, ULONG Length)
{
    Length = PciClip(Offset, Length);
    for (ULONG i = 0; i < Length; i++) {
        ((PUCHAR)Buffer)[i] = (UCHAR)PciRead(Pdo, Offset + i, 1);
    }
    return Length;
}

ULONG
PciWriteBytes(PPCI_EXTENSION Pdo, PVOID Buffer, ULONG Offset, ULONG Length)
{
    Length = PciClip(Offset, Length);
    for (ULONG i = 0; i < Length; i++) {
        PciWrite(Pdo, Offset + i, 1, ((PUCHAR)Buffer)[i]);
    }
    return Length;
}

static VOID
PciReferenceInterface(PVOID Context)
{
    ObReferenceObject(((PPCI_EXTENSION)Context)->Self);
}

static VOID
PciDereferenceInterface(PVOID Context)
{
    ObDereferenceObject(((PPCI_EXTENSION)Context)->Self);
}

/* Physical and bus addresses are the same. */
static BOOLEAN
PciTranslateAddress(PVOID Context, PHYSICAL_ADDRESS BusAddress, ULONG Length, PULONG AddressSpace,
                    PPHYSICAL_ADDRESS TranslatedAddress)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Length);
    UNREFERENCED_PARAMETER(AddressSpace);
    *TranslatedAddress = BusAddress;
    return TRUE;
}

static struct _DMA_ADAPTER *
PciGetDmaAdapter(PVOID Context, struct _DEVICE_DESCRIPTION *Description, PULONG MapRegisters)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Description);
    UNREFERENCED_PARAMETER(MapRegisters);
    KiNotImplemented("BUS_INTERFACE_STANDARD.GetDmaAdapter", KeCallerInDriver());
}

static ULONG
PciSetBusData(PVOID Context, ULONG DataType, PVOID Buffer, ULONG Offset, ULONG Length)
{
    return DataType == PCI_WHICHSPACE_CONFIG ? PciWriteBytes(Context, Buffer, Offset, Length) : 0;
}

static ULONG
PciGetBusData(PVOID Context, ULONG DataType, PVOID Buffer, ULONG Offset, ULONG Length)
{
    return DataType == PCI_WHICHSPACE_CONFIG ? PciReadBytes(Context, Buffer, Offset, Length) : 0;
}

NTSTATUS
PciQueryInterface(PPCI_EXTENSION Pdo, PIO_STACK_LOCATION Stack)
{
    static const GUID BusInterfaceStandard = {
        0x496B8280, 0x6F25, 0x11D0, {0xBE, 0xAF, 0x08, 0x00, 0x2B, 0xE2, 0x09, 0x2F}};
    PBUS_INTERFACE_STANDARD Interface =
        (PBUS_INTERFACE_STANDARD)Stack->Parameters.QueryInterface.Interface;

    if (!IsEqualGUID(Stack->Parameters.QueryInterface.InterfaceType, &BusInterfaceStandard)) {
        return STATUS_NOT_SUPPORTED;
    }
    if (Stack->Parameters.QueryInterface.Size < sizeof *Interface) {
        return STATUS_INVALID_PARAMETER;
    }
    *Interface = (BUS_INTERFACE_STANDARD){.Size = sizeof *Interface,
                                          .Version = 1,
                                          .Context = Pdo,
                                          .InterfaceReference = PciReferenceInterface,
                                          .InterfaceDereference = PciDereferenceInterface,
                                          .TranslateBusAddress = PciTranslateAddress,
                                          .GetDmaAdapter = PciGetDmaAdapter,
                                          .SetBusData = PciSetBusData,
                                          .GetBusData = PciGetBusData};
    PciReferenceInterface(Pdo);
    return STATUS_SUCCESS;
}
