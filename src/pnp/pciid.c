/*
 * src/pnp/pciid.c - the names of a PCI device: identifiers, from the most specific on, and texts
 */
#include "pci.h"

#include <stdarg.h>

enum { PCI_ID_CHARACTERS = 512 };

typedef struct {
    WCHAR Text[PCI_ID_CHARACTERS];
    SIZE_T Used;
} PCI_NAMES, *PPCI_NAMES;

/* Adds one string with its terminator. */
static VOID
PciAddName(PPCI_NAMES Names, PCWSTR Format, ...)
{
    va_list Arguments;
    LONG Length;

    va_start(Arguments, Format);
    Length = RtlFormatWide(Names->Text + Names->Used, PCI_ID_CHARACTERS - Names->Used, Format,
                           Arguments);
    va_end(Arguments);
    SIM_ASSERT(Length >= 0 && Names->Used + (SIZE_T)Length + 2 < PCI_ID_CHARACTERS);
    Names->Used += (SIZE_T)Length + 1;
}

static VOID
PciAddHardwareIds(PPCI_EXTENSION Pdo, PPCI_NAMES Names)
{
    ULONG Vendor = PciRead(Pdo, PCI_VENDOR, 2), Device = PciRead(Pdo, PCI_DEVICE, 2);
    ULONG Subsystem = PciRead(Pdo, PCI_SUBSYSTEM, 4), Revision = PciRead(Pdo, PCI_REVISION, 1);
    ULONG Class = PciRead(Pdo, PCI_REVISION, 4) >> 8;

    PciAddName(Names, L"PCI\\VEN_%04X&DEV_%04X&SUBSYS_%08X&REV_%02X", Vendor, Device, Subsystem,
               Revision);
    PciAddName(Names, L"PCI\\VEN_%04X&DEV_%04X&SUBSYS_%08X", Vendor, Device, Subsystem);
    PciAddName(Names, L"PCI\\VEN_%04X&DEV_%04X&CC_%06X", Vendor, Device, Class);
    PciAddName(Names, L"PCI\\VEN_%04X&DEV_%04X&CC_%04X", Vendor, Device, Class >> 8);
}

static VOID
PciAddCompatibleIds(PPCI_EXTENSION Pdo, PPCI_NAMES Names)
{
    ULONG Vendor = PciRead(Pdo, PCI_VENDOR, 2), Device = PciRead(Pdo, PCI_DEVICE, 2);
    ULONG Revision = PciRead(Pdo, PCI_REVISION, 1), Class = PciRead(Pdo, PCI_REVISION, 4) >> 8;

    PciAddName(Names, L"PCI\\VEN_%04X&DEV_%04X&REV_%02X", Vendor, Device, Revision);
    PciAddName(Names, L"PCI\\VEN_%04X&DEV_%04X", Vendor, Device);
    PciAddName(Names, L"PCI\\VEN_%04X&CC_%06X", Vendor, Class);
    PciAddName(Names, L"PCI\\VEN_%04X&CC_%04X", Vendor, Class >> 8);
    PciAddName(Names, L"PCI\\VEN_%04X", Vendor);
    PciAddName(Names, L"PCI\\CC_%06X", Class);
    PciAddName(Names, L"PCI\\CC_%04X", Class >> 8);
}

static NTSTATUS
PciReturnNames(const PCI_NAMES *Names, PULONG_PTR Information)
{
    SIZE_T Bytes = (Names->Used + 1) * sizeof(WCHAR);
    PWCHAR Copy = ExAllocatePoolWithTag(PagedPool, Bytes, PCI_TAG);

    if (Copy == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(Copy, Names->Text, Bytes);
    *Information = (ULONG_PTR)Copy;
    return STATUS_SUCCESS;
}

NTSTATUS
PciQueryId(PPCI_EXTENSION Pdo, BUS_QUERY_ID_TYPE Type, PULONG_PTR Information)
{
    PCI_NAMES Names = {0};

    switch (Type) {
    case BusQueryDeviceID:
        PciAddHardwareIds(Pdo, &Names);
        for (Names.Used = 0; Names.Text[Names.Used] != 0; Names.Used++) {
        }
        Names.Text[Names.Used + 1] = 0;
        break;
    case BusQueryHardwareIDs:
        PciAddHardwareIds(Pdo, &Names);
        break;
    case BusQueryCompatibleIDs:
        PciAddCompatibleIds(Pdo, &Names);
        break;
    case BusQueryInstanceID:
        PciAddName(&Names, L"%02X", Pdo->Slot << 3);
        break;
    default:
        return STATUS_NOT_SUPPORTED;
    }
    return PciReturnNames(&Names, Information);
}

NTSTATUS
PciQueryText(PPCI_EXTENSION Pdo, DEVICE_TEXT_TYPE Type, PULONG_PTR Information)
{
    PCI_NAMES Names = {0};

    if (Type == DeviceTextDescription) {
        PciAddName(&Names, L"PCI Device");
    } else if (Type == DeviceTextLocationInformation) {
        PciAddName(&Names, L"PCI bus 0, device %u, function 0", Pdo->Slot);
    } else {
        return STATUS_NOT_SUPPORTED;
    }
    return PciReturnNames(&Names, Information);
}
