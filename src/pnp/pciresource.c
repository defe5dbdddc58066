/*
 * src/pnp/pciresource.c - what a PCI device needs, and how what it gets is programmed into it
 *
 * Requirements list the base address registers in their order, then the interrupt: messages first
 * where the device has them and its driver asked for them, the line as the alternative.
 * START_DEVICE brings the assignment in the same order.
 */
#include "pci.h"

enum { PCI_MOST_DESCRIPTORS = PCI_BARS + 3 };

typedef struct {
    IO_RESOURCE_DESCRIPTOR Descriptor[PCI_MOST_DESCRIPTORS];
    ULONG Count;
} PCI_NEEDS, *PPCI_NEEDS;

/* --- requirements ----------------------------------------------------------------------------- */

static VOID
PciNeedBar(PPCI_NEEDS Needs, const PCI_BAR_SIZE *Size)
{
    PIO_RESOURCE_DESCRIPTOR Descriptor = &Needs->Descriptor[Needs->Count++];

    Descriptor->Type = Size->IsPort ? CmResourceTypePort : CmResourceTypeMemory;
    Descriptor->ShareDisposition = CmResourceShareDeviceExclusive;
    Descriptor->Flags = Size->IsPort ? CM_RESOURCE_PORT_IO : CM_RESOURCE_MEMORY_READ_WRITE;
    Descriptor->u.Generic.Length = (ULONG)Size->Length;
    Descriptor->u.Generic.Alignment = (ULONG)Size->Length;
    Descriptor->u.Generic.MaximumAddress.QuadPart = Size->IsPort ? 0xFFFF : MAXULONG;
}

static VOID
PciNeedMessages(PPCI_EXTENSION Pdo, PPCI_NEEDS Needs)
{
    ULONG Capability = PciFindCapability(Pdo, PCI_CAPABILITY_MSI), Messages;
    PIO_RESOURCE_DESCRIPTOR Descriptor;

    if (Capability == 0 || !PnpMessageSignaledAllowed(Pdo->Self)) {
        return;
    }
    Messages = 1u << (PciRead(Pdo, Capability + 2, 2) >> 1 & 7);
    Descriptor = &Needs->Descriptor[Needs->Count++];
    Descriptor->Type = CmResourceTypeInterrupt;
    Descriptor->Option = IO_RESOURCE_PREFERRED;
    Descriptor->ShareDisposition = CmResourceShareDeviceExclusive;
    Descriptor->Flags = CM_RESOURCE_INTERRUPT_LATCHED | CM_RESOURCE_INTERRUPT_MESSAGE;
    Descriptor->u.Interrupt.MaximumVector = CM_RESOURCE_INTERRUPT_MESSAGE_TOKEN;
    Descriptor->u.Interrupt.MinimumVector = CM_RESOURCE_INTERRUPT_MESSAGE_TOKEN - Messages + 1;
}

static VOID
PciNeedLine(PPCI_EXTENSION Pdo, PPCI_NEEDS Needs)
{
    ULONG Pin = PciRead(Pdo, PCI_INTERRUPT_PIN, 1), Line;
    BOOLEAN IsAlternative = Needs->Count > 0 &&
                            Needs->Descriptor[Needs->Count - 1].Type == CmResourceTypeInterrupt;
    PIO_RESOURCE_DESCRIPTOR Descriptor;

    if (Pin == 0) {
        return;
    }
    Line = HalPciLine(0, Pdo->Slot, Pin);
    Descriptor = &Needs->Descriptor[Needs->Count++];
    Descriptor->Type = CmResourceTypeInterrupt;
    Descriptor->Option = IsAlternative ? IO_RESOURCE_ALTERNATIVE : 0;
    Descriptor->ShareDisposition = CmResourceShareShared;
    Descriptor->Flags = CM_RESOURCE_INTERRUPT_LEVEL_SENSITIVE;
    Descriptor->u.Interrupt.MinimumVector = Line;
    Descriptor->u.Interrupt.MaximumVector = Line;
}

static VOID
PciFindNeeds(PPCI_EXTENSION Pdo, PPCI_NEEDS Needs)
{
    PCI_BAR_SIZE Size;

    *Needs = (PCI_NEEDS){0};
    for (ULONG Bar = 0; Bar < PCI_BARS; Bar++) {
        PciSizeBar(Pdo, Bar, &Size);
        if (Size.Length != 0) {
            PciNeedBar(Needs, &Size);
        }
        Bar += Size.Is64;
    }
    PciNeedMessages(Pdo, Needs);
    PciNeedLine(Pdo, Needs);
}

NTSTATUS
PciQueryRequirements(PPCI_EXTENSION Pdo, PULONG_PTR Information)
{
    PIO_RESOURCE_REQUIREMENTS_LIST List;
    PCI_NEEDS Needs;
    ULONG Bytes;

    if (!PciIsThere(Pdo->Slot)) { // pulled out, which nobody was told yet
        return STATUS_NO_SUCH_DEVICE;
    }
    PciFindNeeds(Pdo, &Needs);
    if (Needs.Count == 0) {
        return STATUS_SUCCESS;
    }
    Bytes = FIELD_OFFSET(IO_RESOURCE_REQUIREMENTS_LIST, List[0].Descriptors) +
            Needs.Count * sizeof(IO_RESOURCE_DESCRIPTOR);
    List = ExAllocatePoolWithTag(PagedPool, Bytes, PCI_TAG);
    if (List == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlZeroMemory(List, Bytes);
    List->ListSize = Bytes;
    List->InterfaceType = PCIBus;
    List->SlotNumber = Pdo->Slot;
    List->AlternativeLists = 1;
    List->List[0].Version = 1;
    List->List[0].Revision = 1;
    List->List[0].Count = Needs.Count;
    RtlCopyMemory(List->List[0].Descriptors, Needs.Descriptor,
                  Needs.Count * sizeof(IO_RESOURCE_DESCRIPTOR));
    *Information = (ULONG_PTR)List;
    return STATUS_SUCCESS;
}

/* --- start and stop --------------------------------------------------------------------------- */

static VOID
PciWriteBar(PPCI_EXTENSION Pdo, ULONG Bar, const PCI_BAR_SIZE *Size, ULONG64 Address)
{
    PciWrite(Pdo, PCI_BAR + 4 * Bar, 4, (ULONG)Address);
    if (Size->Is64) {
        PciWrite(Pdo, PCI_BAR + 4 * Bar + 4, 4, (ULONG)(Address >> 32));
    }
}

/* The register that the next memory or port descriptor is for; PCI_BARS: there is none. */
static ULONG
PciNextBar(PPCI_EXTENSION Pdo, ULONG Bar, PPCI_BAR_SIZE Size)
{
    for (; Bar < PCI_BARS; Bar++) {
        PciSizeBar(Pdo, Bar, Size);
        if (Size->Length != 0) {
            break;
        }
    }
    return Bar;
}

static VOID
PciEnableMessages(PPCI_EXTENSION Pdo, const CM_PARTIAL_RESOURCE_DESCRIPTOR *Raw,
                  const CM_PARTIAL_RESOURCE_DESCRIPTOR *Translated)
{
    ULONG Capability = PciFindCapability(Pdo, PCI_CAPABILITY_MSI);
    ULONG Control = PciRead(Pdo, Capability + 2, 2),
          Messages = Raw->u.MessageInterrupt.Raw.MessageCount;
    ULONG Processor = Translated->u.MessageInterrupt.Translated.Group * HalGroupSize() +
                      (ULONG)__builtin_ctzll(Translated->u.MessageInterrupt.Translated.Affinity);
    BOOLEAN Is64 = (Control & 0x80) != 0;
    PHYSICAL_ADDRESS Address;
    ULONG Data;

    HalComposeMessage(Translated->u.MessageInterrupt.Translated.Vector, Processor, &Address, &Data);
    PciWrite(Pdo, Capability + 4, 4, Address.LowPart);
    if (Is64) {
        PciWrite(Pdo, Capability + 8, 4, (ULONG)Address.HighPart);
    }
    PciWrite(Pdo, Capability + (Is64 ? 12 : 8), 2, Data);
    Control = (Control & ~0x70u) | (ULONG)__builtin_ctz(Messages) << 4 | 1;
    PciWrite(Pdo, Capability + 2, 2, Control);
}

static VOID
PciEnable(PPCI_EXTENSION Pdo, BOOLEAN UsesMessages)
{
    ULONG Command =
        PciRead(Pdo, PCI_COMMAND, 2) | PCI_COMMAND_IO | PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER;

    Command = UsesMessages ? Command | PCI_COMMAND_NO_INTX : Command & ~(ULONG)PCI_COMMAND_NO_INTX;
    PciWrite(Pdo, PCI_COMMAND, 2, Command);
}

NTSTATUS
PciStart(PPCI_EXTENSION Pdo, PCM_RESOURCE_LIST Raw, PCM_RESOURCE_LIST Translated)
{
    BOOLEAN UsesMessages = FALSE;
    ULONG Bar = 0;
    PCI_BAR_SIZE Size;

    if (!Pdo->Present) {
        return STATUS_NO_SUCH_DEVICE;
    }
    for (ULONG i = 0; Raw != NULL && i < Raw->List[0].PartialResourceList.Count; i++) {
        PCM_PARTIAL_RESOURCE_DESCRIPTOR Given =
            &Raw->List[0].PartialResourceList.PartialDescriptors[i];

        if (Given->Type == CmResourceTypeMemory || Given->Type == CmResourceTypePort) {
            Bar = PciNextBar(Pdo, Bar, &Size);
            if (Bar == PCI_BARS || Size.Length != Given->u.Generic.Length) {
                return STATUS_DEVICE_CONFIGURATION_ERROR;
            }
            PciWriteBar(Pdo, Bar, &Size, (ULONG64)Given->u.Generic.Start.QuadPart);
            Bar += 1 + Size.Is64;
        } else if (Given->Type == CmResourceTypeInterrupt &&
                   (Given->Flags & CM_RESOURCE_INTERRUPT_MESSAGE) != 0) {
            PciEnableMessages(Pdo, Given,
                              &Translated->List[0].PartialResourceList.PartialDescriptors[i]);
            UsesMessages = TRUE;
        }
    }
    PciEnable(Pdo, UsesMessages);
    return STATUS_SUCCESS;
}

VOID
PciStop(PPCI_EXTENSION Pdo)
{
    ULONG Capability;

    if (!PciIsThere(Pdo->Slot) || PciRead(Pdo, PCI_VENDOR, 4) != Pdo->Ids) {
        return;
    }
    Capability = PciFindCapability(Pdo, PCI_CAPABILITY_MSI);
    if (Capability != 0) {
        PciWrite(Pdo, Capability + 2, 2, PciRead(Pdo, Capability + 2, 2) & ~1u);
    }
    PciWrite(Pdo, PCI_COMMAND, 2, 0);
}
