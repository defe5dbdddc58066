/*
 * src/pnp/pci.h - the PCI bus driver: what its files share, and what starts it
 */
#ifndef PCI_H
#define PCI_H

#include "pnp.h"

enum {
    PCI_SLOTS = 32,
    PCI_BARS = 6,
    PCI_TAG = 'icPL',
    PCI_VENDOR = 0x00,
    PCI_DEVICE = 0x02,
    PCI_COMMAND = 0x04,
    PCI_STATUS = 0x06,
    PCI_REVISION = 0x08,
    PCI_CLASS = 0x09, /* programming interface, subclass, class */
    PCI_BAR = 0x10,
    PCI_SUBSYSTEM = 0x2C,
    PCI_CAPABILITIES = 0x34,
    PCI_INTERRUPT_PIN = 0x3D,
    PCI_COMMAND_IO = 1,
    PCI_COMMAND_MEMORY = 2,
    PCI_COMMAND_MASTER = 4,
    PCI_COMMAND_NO_INTX = 0x400,
    PCI_STATUS_CAPABILITIES = 0x10,
    PCI_CAPABILITY_MSI = 5,
    PCI_CONFIG_BYTES = 256,
};

typedef struct _PCI_EXTENSION {
    BOOLEAN IsBus;
    /* the bus */
    LIST_ENTRY Devices;
    /* a device on it */
    LIST_ENTRY Entry;
    PDEVICE_OBJECT Self, Bus;
    ULONG Slot, Ids; /* vendor and device, as in configuration space */
    BOOLEAN Reported; /* stood in the last answer to BusRelations */
    BOOLEAN Present;  /* was there when the bus was last looked at */
} PCI_EXTENSION, *PPCI_EXTENSION;

typedef struct _PCI_BAR_SIZE {
    BOOLEAN IsPort, Is64;
    ULONG64 Length; /* 0: not there */
} PCI_BAR_SIZE, *PPCI_BAR_SIZE;

/* --- pci.c --- */
/* \Driver\pci and the functional device object of bus 0. */
NTSTATUS PciCreateBus(PDEVICE_OBJECT *Fdo);
NTSTATUS PciComplete(PIRP Irp, NTSTATUS Status);

/* --- pcipdo.c --- */
NTSTATUS PciDispatchPdoPnp(PPCI_EXTENSION Pdo, PIRP Irp);

/* --- pciconfig.c --- */
ULONG PciRead(PPCI_EXTENSION Pdo, ULONG Offset, ULONG Size);
VOID PciWrite(PPCI_EXTENSION Pdo, ULONG Offset, ULONG Size, ULONG Value);
ULONG PciReadBytes(PPCI_EXTENSION Pdo, PVOID Buffer, ULONG Offset, ULONG Length);
ULONG PciWriteBytes(PPCI_EXTENSION Pdo, PVOID Buffer, ULONG Offset, ULONG Length);
ULONG PciFindCapability(PPCI_EXTENSION Pdo, UCHAR Id); /* its offset; 0: none */
VOID PciSizeBar(PPCI_EXTENSION Pdo, ULONG Bar, PPCI_BAR_SIZE Size);
BOOLEAN PciIsThere(ULONG Slot);
NTSTATUS PciQueryInterface(PPCI_EXTENSION Pdo, PIO_STACK_LOCATION Stack);

/* --- pciid.c --- */
NTSTATUS PciQueryId(PPCI_EXTENSION Pdo, BUS_QUERY_ID_TYPE Type, PULONG_PTR Information);
NTSTATUS PciQueryText(PPCI_EXTENSION Pdo, DEVICE_TEXT_TYPE Type, PULONG_PTR Information);

/* --- pciresource.c --- */
NTSTATUS PciQueryRequirements(PPCI_EXTENSION Pdo, PULONG_PTR Information);
NTSTATUS PciStart(PPCI_EXTENSION Pdo, PCM_RESOURCE_LIST Raw, PCM_RESOURCE_LIST Translated);
VOID PciStop(PPCI_EXTENSION Pdo);

/* pnp's: whether the device's service asks for message interrupts. */
BOOLEAN PnpMessageSignaledAllowed(PDEVICE_OBJECT Pdo);

#endif
