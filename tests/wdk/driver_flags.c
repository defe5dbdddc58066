/*
 * wdk/driver_flags.c - the headers as a driver sees them (compiled only)
 *
 * The text is what drivers do: Microsoft's keywords, both generations of annotations, macros.
 */
#include <initguid.h>
#include <ntifs.h>
#include <wdmguid.h>
#include <wdmsec.h>
#include <wmilib.h>
#include <aux_klib.h>
#include <ntddser.h>
#include <ntdddisk.h>
#include <ntstrsafe.h>
#include <ntintsafe.h>
#include <dontuse.h>
#include <driverspecs.h>
#include <specstrings.h>
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <memory.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tchar.h>
#include <wchar.h>

#define TAG 'gaTE'

#pragma warning(disable : 4201)

typedef struct _DEVICE_EXTENSION {
    PDEVICE_OBJECT LowerDevice;
    IO_REMOVE_LOCK RemoveLock;
    LIST_ENTRY Queue;
    KSPIN_LOCK Lock;
    KDPC Dpc;
    _Guarded_by_(Lock) volatile LONG Pending;
    unsigned __int64 Total;
    __int32 Small;
} DEVICE_EXTENSION, *PDEVICE_EXTENSION;

C_ASSERT(sizeof(uint64_t) == 8 && sizeof(wchar_t) == 2 && LONG_MAX >= 0x7FFFFFFF);
C_ASSERT(__builtin_types_compatible_p(uint64_t, ULONG64));
C_ASSERT(__builtin_types_compatible_p(size_t, SIZE_T));
C_ASSERT(FIELD_OFFSET(DEVICE_EXTENSION, RemoveLock) == 8);

DEFINE_GUID(GUID_OWN, 0x12345678, 0x1234, 0x1234, 1, 2, 3, 4, 5, 6, 7, 8);

DRIVER_INITIALIZE DriverEntry;
#pragma alloc_text(INIT, DriverEntry)
__drv_dispatchType(IRP_MJ_CREATE) DRIVER_DISPATCH DispatchCreate;
_Dispatch_type_(IRP_MJ_READ) _Dispatch_type_(IRP_MJ_WRITE) DRIVER_DISPATCH DispatchReadWrite;
KDEFERRED_ROUTINE OnDpc;
IO_COMPLETION_ROUTINE OnComplete;
static DRIVER_CANCEL OnCancel;

static __declspec(noinline) int __stdcall
OldStyle(IN ULONG In, OUT PULONG Out OPTIONAL)
{
    UNREFERENCED_PARAMETER(In);
    if (ARGUMENT_PRESENT(Out)) {
        *Out = min(In, 5UL);
    }
    return 0;
}

static __forceinline VOID
Annotated(__in PVOID Buffer, __out_bcount(Length) PVOID To, __inout_opt PULONG Length)
{
    _Analysis_assume_(Length != NULL);
    RtlCopyMemory(To, Buffer, *Length);
}

static VOID
OnCancel(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoReleaseCancelSpinLock(Irp->CancelIrql);
    Irp->IoStatus.Status = STATUS_CANCELLED;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
}

_Use_decl_annotations_ VOID
OnDpc(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PDEVICE_EXTENSION Extension = (PDEVICE_EXTENSION)Context;

    InterlockedIncrement(&Extension->Pending);
    _InterlockedOr(&Extension->Pending, 1);
    InterlockedExchangePointer((PVOID *)&Extension->LowerDevice, NULL);
    KeMemoryBarrier();
    (void)ReadAcquire(&Extension->Pending);
    _ReadWriteBarrier();
}

NTSTATUS
OnComplete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    if (Irp->PendingReturned) {
        IoMarkIrpPending(Irp);
    }
    return STATUS_CONTINUE_COMPLETION;
}

NTSTATUS
DispatchCreate(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PDEVICE_EXTENSION Extension = (PDEVICE_EXTENSION)DeviceObject->DeviceExtension;
    NTSTATUS status = IoAcquireRemoveLock(&Extension->RemoveLock, Irp);

    if (!NT_SUCCESS(status)) {
        return status;
    }
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSetCompletionRoutine(Irp, OnComplete, Extension, TRUE, TRUE, TRUE);
    status = IoCallDriver(Extension->LowerDevice, Irp);
    IoReleaseRemoveLock(&Extension->RemoveLock, Irp);
    return status;
}

NTSTATUS
DispatchReadWrite(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PDEVICE_EXTENSION Extension = (PDEVICE_EXTENSION)DeviceObject->DeviceExtension;
    PVOID Address = MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority);
    KIRQL OldIrql;

    if (Address == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    KeAcquireSpinLock(&Extension->Lock, &OldIrql);
    IoSetCancelRoutine(Irp, OnCancel);
    InsertTailList(&Extension->Queue, &Irp->Tail.Overlay.ListEntry);
    KeReleaseSpinLock(&Extension->Lock, OldIrql);
    IoMarkIrpPending(Irp);
    return STATUS_PENDING;
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    static const UNICODE_STRING Constant = RTL_CONSTANT_STRING(L"\\Device\\Own");
    DECLARE_CONST_UNICODE_STRING(Name, L"\\Device\\Own");
    OBJECT_ATTRIBUTES Attributes;
    WCHAR Text[32];
    size_t Length;
    ULONG Value;

    KdPrint(("%wZ %I64x %ws\n", RegistryPath, (ULONG64)1, L"wide"));
    DbgPrintEx(DPFLTR_IHVDRIVER_ID, DPFLTR_INFO_LEVEL, "hello\n");
    ASSERT(DriverObject != NULL);
    NT_ASSERT(KeGetCurrentIrql() == PASSIVE_LEVEL);
    PAGED_CODE();
    InitializeObjectAttributes(&Attributes, (PUNICODE_STRING)&Name,
                               OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    RtlStringCchPrintfW(Text, ARRAYSIZE(Text), L"%d", 5);
    RtlStringCbLengthW(Text, sizeof(Text), &Length);
    RtlSizeTToULong(Length, &Value);
    _snwprintf(Text, 32, L"%s", Constant.Buffer);
    DriverObject->MajorFunction[IRP_MJ_CREATE] = DispatchCreate;
    DriverObject->MajorFunction[IRP_MJ_READ] = DispatchReadWrite;
    Annotated(Text, Text, &Value);
    return OldStyle(Value, &Value);
}
