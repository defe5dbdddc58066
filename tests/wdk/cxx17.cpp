/*
 * wdk/cxx17.cpp - the public headers are C++17, next to the C++ library (compiled only)
 */
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

#include <ntifs.h>
#include <ntdddisk.h>
#include <ntintsafe.h>
#include <ntstrsafe.h>
#include <ntverp.h>
#include <initguid.h>
#include <wdmguid.h>
#include <wdmsec.h>
#include <wmilib.h>
#include <aux_klib.h>
#include <ntddser.h>
#include <sim/explore.h>

/* Distinct where Windows' are distinct, the same where they are the same */
static_assert(!std::is_same<PKTHREAD, PETHREAD>::value, "threads of the kernel and the executive");
static_assert(!std::is_same<PKPROCESS, PEPROCESS>::value, "and processes");
static_assert(std::is_same<KMUTEX, KMUTANT>::value, "a mutex is a mutant");
static_assert(std::is_same<WCHAR, wchar_t>::value, "L\"\" strings are strings of WCHAR");
static_assert(sizeof(WCHAR) == 2, "of 16 bits");

DECLARE_CONST_UNICODE_STRING(DeviceName, L"\\Device\\Cxx");

struct Extension {
    LIST_ENTRY Link;
    KSPIN_LOCK Lock;
    KEVENT Event;
};

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD Unload;
extern "C" DRIVER_DISPATCH Dispatch;

extern "C" NTSTATUS
Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    auto *Own = static_cast<Extension *>(DeviceObject->DeviceExtension);

    InsertTailList(&Own->Link, &Irp->Tail.Overlay.ListEntry);
    IoSetCancelRoutine(Irp, nullptr);
    IoSetCompletionRoutine(Irp, nullptr, nullptr, TRUE, TRUE, TRUE);
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSkipCurrentIrpStackLocation(Irp);
    if (Stack->MajorFunction == IRP_MJ_PNP &&
        IsEqualGUID(*Stack->Parameters.QueryInterface.InterfaceType, GUID_BUS_INTERFACE_STANDARD)) {
        return STATUS_NOT_SUPPORTED;
    }
    return IoCallDriver(DeviceObject->AttachedDevice, Irp);
}

extern "C" VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING Text = RTL_CONSTANT_STRING(L"text");
    ULONG Sum;

    PAGED_CODE();
    RtlUnicodeStringCopyString(&Text, L"x");
    if (NT_SUCCESS(RtlULongAdd(1, 2, &Sum))) {
        IoDeleteDevice(DriverObject->DeviceObject);
    }
}

extern "C" NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT DeviceObject;

    std::fill(DriverObject->MajorFunction,
              DriverObject->MajorFunction + ARRAYSIZE(DriverObject->MajorFunction), Dispatch);
    DriverObject->DriverUnload = Unload;
    return IoCreateDevice(DriverObject, sizeof(Extension),
                          const_cast<PUNICODE_STRING>(&DeviceName), FILE_DEVICE_UNKNOWN,
                          FILE_DEVICE_SECURE_OPEN, FALSE, &DeviceObject);
}

/* What a test in C++ states. */
void
States(Extension *Own)
{
    const auto is_empty = [](void *context) {
        return IsListEmpty(&static_cast<Extension *>(context)->Link) != FALSE;
    };

    sim_invariant(is_empty, Own);
    sim_point("stated");
}
