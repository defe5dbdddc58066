/*
 * tests/io/kit.h - devices of the io_kit driver, whose routines are the test's
 */
#ifndef TESTS_IO_KIT_H
#define TESTS_IO_KIT_H

#include <ntifs.h>
#include <sim/test.h>

#define KIT .driver = "io_kit"

static inline PDRIVER_OBJECT
KitDriver(void)
{
    return *(PDRIVER_OBJECT *)sim_driver_symbol("io_kit", "KitDriver");
}

static inline void
KitOn(UCHAR Major, PDRIVER_DISPATCH Routine)
{
    ((PDRIVER_DISPATCH *)sim_driver_symbol("io_kit", "KitDispatch"))[Major] = Routine;
}

static inline void
KitOnStartIo(PDRIVER_STARTIO Routine)
{
    *(PDRIVER_STARTIO *)sim_driver_symbol("io_kit", "KitStartIo") = Routine;
}

/* \Device\<Name> and \??\<Name>, or without name. Flags: DO_BUFFERED_IO ... */
static inline PDEVICE_OBJECT
KitDevice(PCWSTR Name, ULONG Flags)
{
    WCHAR DeviceName[64] = L"\\Device\\", LinkName[64] = L"\\??\\";
    UNICODE_STRING Device, Link;
    PDEVICE_OBJECT Object;

    for (ULONG i = 0; Name != NULL && i < 40; i++) {
        DeviceName[8 + i] = Name[i];
        LinkName[4 + i] = Name[i];
        if (Name[i] == 0) {
            break;
        }
    }
    RtlInitUnicodeString(&Device, DeviceName);
    RtlInitUnicodeString(&Link, LinkName);
    assert_nt_success(IoCreateDevice(KitDriver(), 64, Name != NULL ? &Device : NULL,
                                     FILE_DEVICE_UNKNOWN, 0, FALSE, &Object));
    if (Name != NULL) {
        assert_nt_success(IoCreateSymbolicLink(&Link, &Device));
    }
    Object->Flags |= Flags;
    Object->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    return Object;
}

static inline void
KitDelete(PDEVICE_OBJECT Device, PCWSTR Name)
{
    WCHAR LinkName[64] = L"\\??\\";
    UNICODE_STRING Link;

    for (ULONG i = 0; Name != NULL && i < 40; i++) {
        LinkName[4 + i] = Name[i];
        if (Name[i] == 0) {
            break;
        }
    }
    RtlInitUnicodeString(&Link, LinkName);
    if (Name != NULL) {
        assert_nt_success(IoDeleteSymbolicLink(&Link));
    }
    IoDeleteDevice(Device);
}

/* Attaches a new device above; *Lower is where it forwards to. */
static inline PDEVICE_OBJECT
KitAttach(PDEVICE_OBJECT Target)
{
    PDEVICE_OBJECT Upper = KitDevice(NULL, 0);

    *(PDEVICE_OBJECT *)Upper->DeviceExtension = IoAttachDeviceToDeviceStack(Upper, Target);
    assert_non_null(*(PDEVICE_OBJECT *)Upper->DeviceExtension);
    return Upper;
}

static inline PDEVICE_OBJECT
KitLower(PDEVICE_OBJECT Device)
{
    return *(PDEVICE_OBJECT *)Device->DeviceExtension;
}

static inline void
KitDetach(PDEVICE_OBJECT Upper)
{
    IoDetachDevice(KitLower(Upper));
    IoDeleteDevice(Upper);
}

static inline NTSTATUS
KitComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

#endif
