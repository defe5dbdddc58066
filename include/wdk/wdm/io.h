/*
 * wdk/wdm/io.h - the I/O manager: drivers, devices, IRPs, completion, cancellation, queues
 */
#ifndef _WDM_IO_H_
#define _WDM_IO_H_

#include "hal.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Drivers and devices */
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoCreateDevice(_In_ PDRIVER_OBJECT DriverObject, _In_ ULONG DeviceExtensionSize,
                              _In_opt_ PUNICODE_STRING DeviceName, _In_ DEVICE_TYPE DeviceType,
                              _In_ ULONG DeviceCharacteristics, _In_ BOOLEAN Exclusive,
                              _Out_ PDEVICE_OBJECT *DeviceObject);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI IoDeleteDevice(_In_ PDEVICE_OBJECT DeviceObject);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoAttachDevice(_In_ PDEVICE_OBJECT SourceDevice, _In_ PUNICODE_STRING TargetDevice,
                              _Out_ PDEVICE_OBJECT *AttachedDevice);
_IRQL_requires_max_(DISPATCH_LEVEL)
PDEVICE_OBJECT NTAPI IoAttachDeviceToDeviceStack(_In_ PDEVICE_OBJECT SourceDevice,
                                                 _In_ PDEVICE_OBJECT TargetDevice);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI IoAttachDeviceToDeviceStackSafe(_In_ PDEVICE_OBJECT SourceDevice,
                                               _In_ PDEVICE_OBJECT TargetDevice,
                                               _Inout_ PDEVICE_OBJECT *AttachedToDeviceObject);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI IoDetachDevice(_Inout_ PDEVICE_OBJECT TargetDevice);
_IRQL_requires_max_(DISPATCH_LEVEL)
PDEVICE_OBJECT NTAPI IoGetAttachedDeviceReference(_In_ PDEVICE_OBJECT DeviceObject);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoGetDeviceObjectPointer(_In_ PUNICODE_STRING ObjectName,
                                        _In_ ACCESS_MASK DesiredAccess,
                                        _Out_ PFILE_OBJECT *FileObject,
                                        _Out_ PDEVICE_OBJECT *DeviceObject);
_IRQL_requires_max_(DISPATCH_LEVEL)
PDEVICE_OBJECT NTAPI IoGetRelatedDeviceObject(_In_ PFILE_OBJECT FileObject);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoCreateSymbolicLink(_In_ PUNICODE_STRING SymbolicLinkName,
                                    _In_ PUNICODE_STRING DeviceName);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoCreateUnprotectedSymbolicLink(_In_ PUNICODE_STRING SymbolicLinkName,
                                               _In_ PUNICODE_STRING DeviceName);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoDeleteSymbolicLink(_In_ PUNICODE_STRING SymbolicLinkName);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI IoAllocateDriverObjectExtension(_In_ PDRIVER_OBJECT DriverObject,
                                               _In_ PVOID ClientIdentificationAddress,
                                               _In_ ULONG DriverObjectExtensionSize,
                                               _Out_ PVOID *DriverObjectExtension);
_IRQL_requires_max_(DISPATCH_LEVEL)
PVOID NTAPI IoGetDriverObjectExtension(_In_ PDRIVER_OBJECT DriverObject,
                                       _In_ PVOID ClientIdentificationAddress);
#define IoAssignArcName(ArcName, DeviceName) (IoCreateSymbolicLink((ArcName), (DeviceName)))
#define IoDeassignArcName(ArcName) (IoDeleteSymbolicLink((ArcName)))
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoRegisterShutdownNotification(_In_ PDEVICE_OBJECT DeviceObject);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoRegisterLastChanceShutdownNotification(_In_ PDEVICE_OBJECT DeviceObject);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI IoUnregisterShutdownNotification(_In_ PDEVICE_OBJECT DeviceObject);
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI IoIsWdmVersionAvailable(_In_ UCHAR MajorVersion, _In_ UCHAR MinorVersion);
WDK_INLINE VOID
IoAdjustPagingPathCount(_Inout_ PLONG Count, _In_ BOOLEAN Increment)
{
    if (Increment) {
        InterlockedIncrement(Count);
    } else {
        InterlockedDecrement(Count);
    }
}

/* Values of a driver's service key: Type, Start, ErrorControl */
#define SERVICE_KERNEL_DRIVER 0x00000001
#define SERVICE_FILE_SYSTEM_DRIVER 0x00000002
#define SERVICE_ADAPTER 0x00000004
#define SERVICE_RECOGNIZER_DRIVER 0x00000008
#define SERVICE_DRIVER                                                                             \
    (SERVICE_KERNEL_DRIVER | SERVICE_FILE_SYSTEM_DRIVER | SERVICE_RECOGNIZER_DRIVER)
#define SERVICE_BOOT_START 0x00000000
#define SERVICE_SYSTEM_START 0x00000001
#define SERVICE_AUTO_START 0x00000002
#define SERVICE_DEMAND_START 0x00000003
#define SERVICE_DISABLED 0x00000004
#define SERVICE_ERROR_IGNORE 0x00000000
#define SERVICE_ERROR_NORMAL 0x00000001
#define SERVICE_ERROR_SEVERE 0x00000002
#define SERVICE_ERROR_CRITICAL 0x00000003

typedef enum _DRIVER_DIRECTORY_TYPE {
    DriverDirectoryImage = 0,
    DriverDirectoryData = 1,
    DriverDirectorySharedData = 2
} DRIVER_DIRECTORY_TYPE,
    *PDRIVER_DIRECTORY_TYPE;
typedef enum _DEVICE_DIRECTORY_TYPE { DeviceDirectoryData = 0 } DEVICE_DIRECTORY_TYPE,
    *PDEVICE_DIRECTORY_TYPE;
typedef enum _DRIVER_REGKEY_TYPE {
    DriverRegKeyParameters = 0,
    DriverRegKeyPersistentState = 1,
    DriverRegKeySharedPersistentState = 2
} DRIVER_REGKEY_TYPE,
    *PDRIVER_REGKEY_TYPE;
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoGetDriverDirectory(PDRIVER_OBJECT DriverObject,
                                    DRIVER_DIRECTORY_TYPE DirectoryType, ULONG Flags,
                                    PHANDLE DriverDirectoryHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoGetDeviceDirectory(PDEVICE_OBJECT PhysicalDeviceObject,
                                    DEVICE_DIRECTORY_TYPE DirectoryType, ULONG Flags,
                                    PVOID Reserved, PHANDLE DeviceDirectoryHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoOpenDriverRegistryKey(_In_ PDRIVER_OBJECT DriverObject,
                                       _In_ DRIVER_REGKEY_TYPE RegKeyType,
                                       _In_ ACCESS_MASK DesiredAccess, _In_ ULONG Flags,
                                       _Out_ PHANDLE DriverRegKey);

/* Making and freeing IRPs */
_IRQL_requires_max_(DISPATCH_LEVEL)
PIRP NTAPI IoAllocateIrp(_In_ CCHAR StackSize, _In_ BOOLEAN ChargeQuota);
_IRQL_requires_max_(DISPATCH_LEVEL)
PIRP NTAPI IoAllocateIrpEx(PDEVICE_OBJECT DeviceObject, CCHAR StackSize, BOOLEAN ChargeQuota);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoFreeIrp(_In_ PIRP Irp);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoInitializeIrp(_Inout_ PIRP Irp, _In_ USHORT PacketSize, _In_ CCHAR StackSize);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoReuseIrp(_Inout_ PIRP Irp, _In_ NTSTATUS Iostatus);
_IRQL_requires_max_(APC_LEVEL)
PIRP NTAPI IoBuildAsynchronousFsdRequest(_In_ ULONG MajorFunction, _In_ PDEVICE_OBJECT DeviceObject,
                                         _Inout_ PVOID Buffer, _In_ ULONG Length,
                                         _In_opt_ PLARGE_INTEGER StartingOffset,
                                         _In_opt_ PIO_STATUS_BLOCK IoStatusBlock);
_IRQL_requires_max_(APC_LEVEL)
PIRP NTAPI IoBuildSynchronousFsdRequest(_In_ ULONG MajorFunction, _In_ PDEVICE_OBJECT DeviceObject,
                                        _Inout_ PVOID Buffer, _In_ ULONG Length,
                                        _In_opt_ PLARGE_INTEGER StartingOffset, _In_ PKEVENT Event,
                                        _Out_ PIO_STATUS_BLOCK IoStatusBlock);
_IRQL_requires_max_(APC_LEVEL)
PIRP NTAPI IoBuildDeviceIoControlRequest(_In_ ULONG IoControlCode, _In_ PDEVICE_OBJECT DeviceObject,
                                         _In_opt_ PVOID InputBuffer, _In_ ULONG InputBufferLength,
                                         _Out_opt_ PVOID OutputBuffer,
                                         _In_ ULONG OutputBufferLength,
                                         _In_ BOOLEAN InternalDeviceIoControl,
                                         _In_opt_ PKEVENT Event,
                                         _Out_ PIO_STATUS_BLOCK IoStatusBlock);
_IRQL_requires_max_(DISPATCH_LEVEL)
PMDL NTAPI IoAllocateMdl(_In_opt_ PVOID VirtualAddress, _In_ ULONG Length,
                         _In_ BOOLEAN SecondaryBuffer, _In_ BOOLEAN ChargeQuota,
                         _Inout_opt_ PIRP Irp);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoFreeMdl(_In_ PMDL Mdl);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoBuildPartialMdl(_In_ PMDL SourceMdl, _Inout_ PMDL TargetMdl, _In_ PVOID VirtualAddress,
                             _In_ ULONG Length);
#define IoSizeOfIrp(StackSize)                                                                     \
    ((USHORT)(sizeof(IRP) + ((StackSize) * (sizeof(IO_STACK_LOCATION)))))

/* Sending and completing IRPs */
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI IofCallDriver(_In_ PDEVICE_OBJECT DeviceObject, _Inout_ PIRP Irp);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IofCompleteRequest(_In_ PIRP Irp, _In_ CCHAR PriorityBoost);
#define IoCallDriver(DeviceObject, Irp) IofCallDriver(DeviceObject, Irp)
#define IoCompleteRequest(Irp, PriorityBoost) IofCompleteRequest(Irp, PriorityBoost)
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI IoForwardIrpSynchronously(_In_ PDEVICE_OBJECT DeviceObject, _In_ PIRP Irp);
BOOLEAN NTAPI IoForwardAndCatchIrp(_In_ PDEVICE_OBJECT DeviceObject, _In_ PIRP Irp);
NTSTATUS NTAPI IoSynchronousCallDriver(_In_ PDEVICE_OBJECT DeviceObject, _In_ PIRP Irp);

WDK_INLINE PIO_STACK_LOCATION
IoGetCurrentIrpStackLocation(_In_ PIRP Irp)
{
    return Irp->Tail.Overlay.CurrentStackLocation;
}

WDK_INLINE PIO_STACK_LOCATION
IoGetNextIrpStackLocation(_In_ PIRP Irp)
{
    return Irp->Tail.Overlay.CurrentStackLocation - 1;
}

WDK_INLINE VOID
IoSetNextIrpStackLocation(_Inout_ PIRP Irp)
{
    Irp->CurrentLocation--;
    Irp->Tail.Overlay.CurrentStackLocation--;
}

WDK_INLINE VOID
IoSkipCurrentIrpStackLocation(_Inout_ PIRP Irp)
{
    Irp->CurrentLocation++;
    Irp->Tail.Overlay.CurrentStackLocation++;
}

WDK_INLINE VOID
IoCopyCurrentIrpStackLocationToNext(_Inout_ PIRP Irp)
{
    PIO_STACK_LOCATION irpSp = IoGetCurrentIrpStackLocation(Irp);
    PIO_STACK_LOCATION nextIrpSp = IoGetNextIrpStackLocation(Irp);

    RtlCopyMemory(nextIrpSp, irpSp, FIELD_OFFSET(IO_STACK_LOCATION, CompletionRoutine));
    nextIrpSp->Control = 0;
}

WDK_INLINE VOID
IoSetCompletionRoutine(_In_ PIRP Irp, _In_opt_ PIO_COMPLETION_ROUTINE CompletionRoutine,
                       _In_opt_ PVOID Context, _In_ BOOLEAN InvokeOnSuccess,
                       _In_ BOOLEAN InvokeOnError, _In_ BOOLEAN InvokeOnCancel)
{
    PIO_STACK_LOCATION irpSp = IoGetNextIrpStackLocation(Irp);

    irpSp->CompletionRoutine = CompletionRoutine;
    irpSp->Context = Context;
    irpSp->Control = 0;
    if (InvokeOnSuccess) {
        irpSp->Control = SL_INVOKE_ON_SUCCESS;
    }
    if (InvokeOnError) {
        irpSp->Control |= SL_INVOKE_ON_ERROR;
    }
    if (InvokeOnCancel) {
        irpSp->Control |= SL_INVOKE_ON_CANCEL;
    }
}

_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI IoSetCompletionRoutineEx(_In_ PDEVICE_OBJECT DeviceObject, _In_ PIRP Irp,
                                        _In_ PIO_COMPLETION_ROUTINE CompletionRoutine,
                                        _In_opt_ PVOID Context, _In_ BOOLEAN InvokeOnSuccess,
                                        _In_ BOOLEAN InvokeOnError, _In_ BOOLEAN InvokeOnCancel);

WDK_INLINE VOID
IoMarkIrpPending(_Inout_ PIRP Irp)
{
    IoGetCurrentIrpStackLocation(Irp)->Control |= SL_PENDING_RETURNED;
}

#define IoIsErrorUserInduced(Status)                                                               \
    ((BOOLEAN)(((Status) == STATUS_DEVICE_NOT_READY) || ((Status) == STATUS_IO_TIMEOUT) ||         \
               ((Status) == STATUS_MEDIA_WRITE_PROTECTED) ||                                       \
               ((Status) == STATUS_NO_MEDIA_IN_DEVICE) || ((Status) == STATUS_VERIFY_REQUIRED) ||  \
               ((Status) == STATUS_UNRECOGNIZED_MEDIA) || ((Status) == STATUS_WRONG_VOLUME)))

/* Cancelling IRPs */
WDK_INLINE PDRIVER_CANCEL
IoSetCancelRoutine(_Inout_ PIRP Irp, _In_opt_ PDRIVER_CANCEL CancelRoutine)
{
    return (PDRIVER_CANCEL)(ULONG_PTR)InterlockedExchangePointer(
        (PVOID volatile *)&Irp->CancelRoutine, (PVOID)(ULONG_PTR)CancelRoutine);
}
_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN NTAPI IoCancelIrp(_In_ PIRP Irp);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoAcquireCancelSpinLock(_Out_ PKIRQL Irql);
_IRQL_requires_(DISPATCH_LEVEL)
VOID NTAPI IoReleaseCancelSpinLock(_In_ KIRQL Irql);

/* Starting requests one at a time */
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoStartPacket(_In_ PDEVICE_OBJECT DeviceObject, _In_ PIRP Irp, _In_opt_ PULONG Key,
                         _In_opt_ PDRIVER_CANCEL CancelFunction);
_IRQL_requires_(DISPATCH_LEVEL)
VOID NTAPI IoStartNextPacket(_In_ PDEVICE_OBJECT DeviceObject, _In_ BOOLEAN Cancelable);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoStartNextPacketByKey(_In_ PDEVICE_OBJECT DeviceObject, _In_ BOOLEAN Cancelable,
                                  _In_ ULONG Key);
VOID NTAPI IoSetStartIoAttributes(_In_ PDEVICE_OBJECT DeviceObject, _In_ BOOLEAN DeferredStartIo,
                                  _In_ BOOLEAN NonCancelable);
WDK_INLINE VOID
IoInitializeDpcRequest(_In_ PDEVICE_OBJECT DeviceObject, _In_ PIO_DPC_ROUTINE DpcRoutine)
{
    KeInitializeDpc(&DeviceObject->Dpc, (PKDEFERRED_ROUTINE)(ULONG_PTR)DpcRoutine, DeviceObject);
}
WDK_INLINE VOID
IoInitializeThreadedDpcRequest(_In_ PDEVICE_OBJECT DeviceObject, _In_ PIO_DPC_ROUTINE DpcRoutine)
{
    KeInitializeThreadedDpc(&DeviceObject->Dpc, (PKDEFERRED_ROUTINE)(ULONG_PTR)DpcRoutine,
                            DeviceObject);
}
#define IoRequestDpc(DeviceObject, Irp, Context)                                                   \
    (KeInsertQueueDpc(&(DeviceObject)->Dpc, (Irp), (Context)))

/* Cancel-safe queues */
struct _IO_CSQ;
typedef struct _IO_CSQ_IRP_CONTEXT {
    ULONG Type;
    struct _IRP *Irp;
    struct _IO_CSQ *Csq;
} IO_CSQ_IRP_CONTEXT, *PIO_CSQ_IRP_CONTEXT;

typedef VOID NTAPI IO_CSQ_INSERT_IRP(_In_ struct _IO_CSQ *Csq, _In_ PIRP Irp);
typedef IO_CSQ_INSERT_IRP *PIO_CSQ_INSERT_IRP;
typedef NTSTATUS NTAPI IO_CSQ_INSERT_IRP_EX(_In_ struct _IO_CSQ *Csq, _In_ PIRP Irp,
                                            _In_ PVOID InsertContext);
typedef IO_CSQ_INSERT_IRP_EX *PIO_CSQ_INSERT_IRP_EX;
typedef VOID NTAPI IO_CSQ_REMOVE_IRP(_In_ struct _IO_CSQ *Csq, _In_ PIRP Irp);
typedef IO_CSQ_REMOVE_IRP *PIO_CSQ_REMOVE_IRP;
typedef PIRP NTAPI IO_CSQ_PEEK_NEXT_IRP(_In_ struct _IO_CSQ *Csq, _In_opt_ PIRP Irp,
                                        _In_opt_ PVOID PeekContext);
typedef IO_CSQ_PEEK_NEXT_IRP *PIO_CSQ_PEEK_NEXT_IRP;
typedef VOID NTAPI IO_CSQ_ACQUIRE_LOCK(_In_ struct _IO_CSQ *Csq, _Out_ PKIRQL Irql);
typedef IO_CSQ_ACQUIRE_LOCK *PIO_CSQ_ACQUIRE_LOCK;
typedef VOID NTAPI IO_CSQ_RELEASE_LOCK(_In_ struct _IO_CSQ *Csq, _In_ KIRQL Irql);
typedef IO_CSQ_RELEASE_LOCK *PIO_CSQ_RELEASE_LOCK;
typedef VOID NTAPI IO_CSQ_COMPLETE_CANCELED_IRP(_In_ struct _IO_CSQ *Csq, _In_ PIRP Irp);
typedef IO_CSQ_COMPLETE_CANCELED_IRP *PIO_CSQ_COMPLETE_CANCELED_IRP;

typedef struct _IO_CSQ {
    ULONG Type;
    PIO_CSQ_INSERT_IRP CsqInsertIrp;
    PIO_CSQ_REMOVE_IRP CsqRemoveIrp;
    PIO_CSQ_PEEK_NEXT_IRP CsqPeekNextIrp;
    PIO_CSQ_ACQUIRE_LOCK CsqAcquireLock;
    PIO_CSQ_RELEASE_LOCK CsqReleaseLock;
    PIO_CSQ_COMPLETE_CANCELED_IRP CsqCompleteCanceledIrp;
    PVOID ReservePointer;
} IO_CSQ, *PIO_CSQ;

NTSTATUS NTAPI IoCsqInitialize(_Out_ PIO_CSQ Csq, _In_ PIO_CSQ_INSERT_IRP CsqInsertIrp,
                               _In_ PIO_CSQ_REMOVE_IRP CsqRemoveIrp,
                               _In_ PIO_CSQ_PEEK_NEXT_IRP CsqPeekNextIrp,
                               _In_ PIO_CSQ_ACQUIRE_LOCK CsqAcquireLock,
                               _In_ PIO_CSQ_RELEASE_LOCK CsqReleaseLock,
                               _In_ PIO_CSQ_COMPLETE_CANCELED_IRP CsqCompleteCanceledIrp);
NTSTATUS NTAPI IoCsqInitializeEx(_Out_ PIO_CSQ Csq, _In_ PIO_CSQ_INSERT_IRP_EX CsqInsertIrp,
                                 _In_ PIO_CSQ_REMOVE_IRP CsqRemoveIrp,
                                 _In_ PIO_CSQ_PEEK_NEXT_IRP CsqPeekNextIrp,
                                 _In_ PIO_CSQ_ACQUIRE_LOCK CsqAcquireLock,
                                 _In_ PIO_CSQ_RELEASE_LOCK CsqReleaseLock,
                                 _In_ PIO_CSQ_COMPLETE_CANCELED_IRP CsqCompleteCanceledIrp);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoCsqInsertIrp(_Inout_ PIO_CSQ Csq, _Inout_ PIRP Irp,
                          _Out_opt_ PIO_CSQ_IRP_CONTEXT Context);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI IoCsqInsertIrpEx(_Inout_ PIO_CSQ Csq, _Inout_ PIRP Irp,
                                _Out_opt_ PIO_CSQ_IRP_CONTEXT Context,
                                _In_opt_ PVOID InsertContext);
_IRQL_requires_max_(DISPATCH_LEVEL)
PIRP NTAPI IoCsqRemoveNextIrp(_Inout_ PIO_CSQ Csq, _In_opt_ PVOID PeekContext);
_IRQL_requires_max_(DISPATCH_LEVEL)
PIRP NTAPI IoCsqRemoveIrp(_Inout_ PIO_CSQ Csq, _Inout_ PIO_CSQ_IRP_CONTEXT Context);

/* Remove locks */
typedef struct _IO_REMOVE_LOCK_TRACKING_BLOCK *PIO_REMOVE_LOCK_TRACKING_BLOCK;

typedef struct _IO_REMOVE_LOCK_COMMON_BLOCK {
    BOOLEAN Removed;
    BOOLEAN Reserved[3];
    volatile LONG IoCount;
    KEVENT RemoveEvent;
} IO_REMOVE_LOCK_COMMON_BLOCK;

typedef struct _IO_REMOVE_LOCK_DBG_BLOCK {
    LONG Signature;
    ULONG HighWatermark;
    LONGLONG MaxLockedTicks;
    LONG AllocateTag;
    LIST_ENTRY LockList;
    KSPIN_LOCK Spin;
    volatile LONG LowMemoryCount;
    ULONG Reserved1[4];
    PVOID Reserved2;
    PIO_REMOVE_LOCK_TRACKING_BLOCK Blocks;
} IO_REMOVE_LOCK_DBG_BLOCK;

typedef struct _IO_REMOVE_LOCK {
    IO_REMOVE_LOCK_COMMON_BLOCK Common;
#if DBG
    IO_REMOVE_LOCK_DBG_BLOCK Dbg;
#endif
} IO_REMOVE_LOCK, *PIO_REMOVE_LOCK;

VOID NTAPI IoInitializeRemoveLockEx(_In_ PIO_REMOVE_LOCK Lock, _In_ ULONG AllocateTag,
                                    _In_ ULONG MaxLockedMinutes, _In_ ULONG HighWatermark,
                                    _In_ ULONG RemlockSize);
NTSTATUS NTAPI IoAcquireRemoveLockEx(_Inout_ PIO_REMOVE_LOCK RemoveLock, _In_opt_ PVOID Tag,
                                     _In_ PCSTR File, _In_ ULONG Line, _In_ ULONG RemlockSize);
VOID NTAPI IoReleaseRemoveLockEx(_Inout_ PIO_REMOVE_LOCK RemoveLock, _In_opt_ PVOID Tag,
                                 _In_ ULONG RemlockSize);
VOID NTAPI IoReleaseRemoveLockAndWaitEx(_Inout_ PIO_REMOVE_LOCK RemoveLock, _In_opt_ PVOID Tag,
                                        _In_ ULONG RemlockSize);
#define IoInitializeRemoveLock(Lock, AllocateTag, MaxLockedMinutes, HighWatermark)                 \
    IoInitializeRemoveLockEx(Lock, AllocateTag, MaxLockedMinutes, HighWatermark,                   \
                             sizeof(IO_REMOVE_LOCK))
#if DBG
#define IoAcquireRemoveLock(RemoveLock, Tag)                                                       \
    IoAcquireRemoveLockEx(RemoveLock, Tag, __FILE__, __LINE__, sizeof(IO_REMOVE_LOCK))
#else
#define IoAcquireRemoveLock(RemoveLock, Tag)                                                       \
    IoAcquireRemoveLockEx(RemoveLock, Tag, "", 1, sizeof(IO_REMOVE_LOCK))
#endif
#define IoReleaseRemoveLock(RemoveLock, Tag)                                                       \
    IoReleaseRemoveLockEx(RemoveLock, Tag, sizeof(IO_REMOVE_LOCK))
#define IoReleaseRemoveLockAndWait(RemoveLock, Tag)                                                \
    IoReleaseRemoveLockAndWaitEx(RemoveLock, Tag, sizeof(IO_REMOVE_LOCK))

/* Work items, timers, events, threads */
_IRQL_requires_max_(DISPATCH_LEVEL)
PIO_WORKITEM NTAPI IoAllocateWorkItem(_In_ PDEVICE_OBJECT DeviceObject);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoFreeWorkItem(_In_ PIO_WORKITEM IoWorkItem);
VOID NTAPI IoInitializeWorkItem(_In_ PVOID IoObject, _In_ PIO_WORKITEM IoWorkItem);
VOID NTAPI IoUninitializeWorkItem(_In_ PIO_WORKITEM IoWorkItem);
ULONG NTAPI IoSizeofWorkItem(VOID);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoQueueWorkItem(_In_ PIO_WORKITEM IoWorkItem, _In_ PIO_WORKITEM_ROUTINE WorkerRoutine,
                           _In_ WORK_QUEUE_TYPE QueueType, _In_opt_ PVOID Context);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoQueueWorkItemEx(_In_ PIO_WORKITEM IoWorkItem,
                             _In_ PIO_WORKITEM_ROUTINE_EX WorkerRoutine,
                             _In_ WORK_QUEUE_TYPE QueueType, _In_opt_ PVOID Context);
BOOLEAN NTAPI IoTryQueueWorkItem(_In_ PIO_WORKITEM IoWorkItem,
                                 _In_ PIO_WORKITEM_ROUTINE_EX WorkerRoutine,
                                 _In_ WORK_QUEUE_TYPE QueueType, _In_opt_ PVOID Context);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoInitializeTimer(_In_ PDEVICE_OBJECT DeviceObject,
                                 _In_ PIO_TIMER_ROUTINE TimerRoutine, _In_opt_ PVOID Context);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoStartTimer(_In_ PDEVICE_OBJECT DeviceObject);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoStopTimer(_In_ PDEVICE_OBJECT DeviceObject);
_IRQL_requires_max_(PASSIVE_LEVEL)
PKEVENT NTAPI IoCreateNotificationEvent(_In_ PUNICODE_STRING EventName, _Out_ PHANDLE EventHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
PKEVENT NTAPI IoCreateSynchronizationEvent(_In_ PUNICODE_STRING EventName,
                                           _Out_ PHANDLE EventHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoCreateSystemThread(_Inout_ PVOID IoObject, _Out_ PHANDLE ThreadHandle,
                                    _In_ ULONG DesiredAccess,
                                    _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                                    _In_opt_ HANDLE ProcessHandle, _Out_opt_ PCLIENT_ID ClientId,
                                    _In_ PKSTART_ROUTINE StartRoutine, _In_opt_ PVOID StartContext);
PEPROCESS NTAPI IoGetCurrentProcess(VOID);
_IRQL_requires_max_(APC_LEVEL)
PVOID NTAPI IoGetInitialStack(VOID);
VOID NTAPI IoGetStackLimits(_Out_ PULONG_PTR LowLimit, _Out_ PULONG_PTR HighLimit);
_IRQL_requires_max_(APC_LEVEL)
LOGICAL NTAPI IoWithinStackLimits(_In_ ULONG_PTR RegionStart, _In_ SIZE_T RegionSize);
WDK_INLINE ULONG_PTR
IoGetRemainingStackSize(VOID)
{
    ULONG_PTR LowLimit;
    ULONG_PTR HighLimit;
    UCHAR Here;

    IoGetStackLimits(&LowLimit, &HighLimit);
    return (ULONG_PTR)&Here - LowLimit;
}
_IRQL_requires_max_(DISPATCH_LEVEL)
PIRP NTAPI IoGetTopLevelIrp(VOID);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoSetTopLevelIrp(_In_opt_ PIRP Irp);
_IRQL_requires_max_(DISPATCH_LEVEL)
BOOLEAN NTAPI IoIs32bitProcess(_In_opt_ PIRP Irp);

/* Files */
typedef enum _CREATE_FILE_TYPE {
    CreateFileTypeNone,
    CreateFileTypeNamedPipe,
    CreateFileTypeMailslot
} CREATE_FILE_TYPE;
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoCreateFile(_Out_ PHANDLE FileHandle, _In_ ACCESS_MASK DesiredAccess,
                            _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                            _Out_ PIO_STATUS_BLOCK IoStatusBlock,
                            _In_opt_ PLARGE_INTEGER AllocationSize, _In_ ULONG FileAttributes,
                            _In_ ULONG ShareAccess, _In_ ULONG Disposition,
                            _In_ ULONG CreateOptions, _In_opt_ PVOID EaBuffer, _In_ ULONG EaLength,
                            _In_ CREATE_FILE_TYPE CreateFileType, _In_opt_ PVOID InternalParameters,
                            _In_ ULONG Options);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI IoCheckShareAccess(_In_ ACCESS_MASK DesiredAccess, _In_ ULONG DesiredShareAccess,
                                  _Inout_ PFILE_OBJECT FileObject,
                                  _Inout_ PSHARE_ACCESS ShareAccess, _In_ BOOLEAN Update);
NTSTATUS NTAPI IoCheckShareAccessEx(_In_ ACCESS_MASK DesiredAccess, _In_ ULONG DesiredShareAccess,
                                    _Inout_ PFILE_OBJECT FileObject,
                                    _Inout_ PSHARE_ACCESS ShareAccess, _In_ BOOLEAN Update,
                                    _In_ PBOOLEAN WritePermission);
NTSTATUS NTAPI IoCheckLinkShareAccess(_In_ ACCESS_MASK DesiredAccess, _In_ ULONG DesiredShareAccess,
                                      _Inout_opt_ PFILE_OBJECT FileObject,
                                      _Inout_opt_ PSHARE_ACCESS ShareAccess,
                                      _Inout_opt_ PLINK_SHARE_ACCESS LinkShareAccess,
                                      _In_ ULONG IoShareAccessFlags);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI IoSetShareAccess(_In_ ACCESS_MASK DesiredAccess, _In_ ULONG DesiredShareAccess,
                            _Inout_ PFILE_OBJECT FileObject, _Out_ PSHARE_ACCESS ShareAccess);
VOID NTAPI IoSetShareAccessEx(_In_ ACCESS_MASK DesiredAccess, _In_ ULONG DesiredShareAccess,
                              _Inout_ PFILE_OBJECT FileObject, _Out_ PSHARE_ACCESS ShareAccess,
                              _In_opt_ PBOOLEAN WritePermission);
VOID NTAPI IoSetLinkShareAccess(_In_ ACCESS_MASK DesiredAccess, _In_ ULONG DesiredShareAccess,
                                _Inout_ PFILE_OBJECT FileObject, _Inout_ PSHARE_ACCESS ShareAccess,
                                _Inout_opt_ PLINK_SHARE_ACCESS LinkShareAccess,
                                _In_ ULONG IoShareAccessFlags);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI IoUpdateShareAccess(_In_ PFILE_OBJECT FileObject, _Inout_ PSHARE_ACCESS ShareAccess);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI IoUpdateLinkShareAccess(_In_ PFILE_OBJECT FileObject, _Inout_ PSHARE_ACCESS ShareAccess,
                                   _Inout_opt_ PLINK_SHARE_ACCESS LinkShareAccess);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI IoUpdateLinkShareAccessEx(PFILE_OBJECT FileObject, PSHARE_ACCESS ShareAccess,
                                     PLINK_SHARE_ACCESS LinkShareAccess, ULONG IoShareAccessFlags);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI IoRemoveShareAccess(_In_ PFILE_OBJECT FileObject, _Inout_ PSHARE_ACCESS ShareAccess);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI IoRemoveLinkShareAccess(_In_ PFILE_OBJECT FileObject, _Inout_ PSHARE_ACCESS ShareAccess,
                                   _Inout_opt_ PLINK_SHARE_ACCESS LinkShareAccess);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI IoRemoveLinkShareAccessEx(_In_ PFILE_OBJECT FileObject,
                                     _Inout_ PSHARE_ACCESS ShareAccess,
                                     _Inout_opt_ PLINK_SHARE_ACCESS LinkShareAccess,
                                     ULONG IoShareAccessFlags);
NTSTATUS NTAPI IoValidateDeviceIoControlAccess(_In_ PIRP Irp, _In_ ULONG RequiredAccess);
IO_PRIORITY_HINT NTAPI IoGetIoPriorityHint(_In_ PIRP Irp);
NTSTATUS NTAPI IoSetIoPriorityHint(_In_ PIRP Irp, _In_ IO_PRIORITY_HINT PriorityHint);

#define IO_SHARE_ACCESS_NO_WRITE_PERMISSION 0x80000000
#define IO_SHARE_ACCESS_NON_PRIMARY_STREAM 0x00000080
#define IO_CHECK_SHARE_ACCESS_UPDATE_SHARE_ACCESS 0x00000001
#define IO_CHECK_SHARE_ACCESS_DONT_UPDATE_FILE_OBJECT 0x00000002
#define IO_CHECK_SHARE_ACCESS_DONT_CHECK_READ 0x00000004
#define IO_CHECK_SHARE_ACCESS_DONT_CHECK_WRITE 0x00000008
#define IO_CHECK_SHARE_ACCESS_DONT_CHECK_DELETE 0x00000010
#define IO_CHECK_SHARE_ACCESS_FORCE_CHECK 0x00000020
#define IO_CHECK_SHARE_ACCESS_FORCE_USING_SCB 0x00000040

/* Error log */
_IRQL_requires_max_(DISPATCH_LEVEL)
PVOID NTAPI IoAllocateErrorLogEntry(_In_ PVOID IoObject, _In_ UCHAR EntrySize);
VOID NTAPI IoFreeErrorLogEntry(_In_ PVOID ElEntry);
_IRQL_requires_max_(DISPATCH_LEVEL)
VOID NTAPI IoWriteErrorLogEntry(_In_ PVOID ElEntry);

/* Boot disk, memory that survives a soft restart */
typedef struct _BOOTDISK_INFORMATION {
    LONGLONG BootPartitionOffset;
    LONGLONG SystemPartitionOffset;
    ULONG BootDeviceSignature;
    ULONG SystemDeviceSignature;
} BOOTDISK_INFORMATION, *PBOOTDISK_INFORMATION;

typedef struct _BOOTDISK_INFORMATION_EX {
    LONGLONG BootPartitionOffset;
    LONGLONG SystemPartitionOffset;
    ULONG BootDeviceSignature;
    ULONG SystemDeviceSignature;
    GUID BootDeviceGuid;
    GUID SystemDeviceGuid;
    BOOLEAN BootDeviceIsGpt;
    BOOLEAN SystemDeviceIsGpt;
} BOOTDISK_INFORMATION_EX, *PBOOTDISK_INFORMATION_EX;
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI IoGetBootDiskInformation(_Inout_ PBOOTDISK_INFORMATION BootDiskInformation,
                                        _In_ ULONG Size);

typedef NTSTATUS NTAPI IO_PERSISTED_MEMORY_ENUMERATION_CALLBACK(
    _In_ PDRIVER_OBJECT DriverObject, _In_ PDEVICE_OBJECT PhysicalDeviceObject,
    _In_ PUNICODE_STRING PhysicalDeviceId, _In_ PUSHORT DataTag, _In_ PULONG DataVersion,
    _In_ PVOID Context);
typedef IO_PERSISTED_MEMORY_ENUMERATION_CALLBACK *PIO_PERSISTED_MEMORY_ENUMERATION_CALLBACK;
NTSTATUS NTAPI IoReserveKsrPersistentMemory(PDRIVER_OBJECT DriverObject,
                                            PDEVICE_OBJECT PhysicalDeviceObject, SIZE_T Size,
                                            ULONG Flags, PVOID *DataHandle);
NTSTATUS NTAPI IoReserveKsrPersistentMemoryEx(PDRIVER_OBJECT DriverObject,
                                              PDEVICE_OBJECT PhysicalDeviceObject,
                                              PUNICODE_STRING PhysicalDeviceId, PUSHORT DataTag,
                                              ULONG DataVersion, SIZE_T Size, ULONG Flags,
                                              PVOID *DataHandle);
NTSTATUS NTAPI IoFreeKsrPersistentMemory(PVOID DataHandle);
NTSTATUS NTAPI IoQueryKsrPersistentMemorySize(PDRIVER_OBJECT DriverObject,
                                              PDEVICE_OBJECT PhysicalDeviceObject,
                                              PSIZE_T BufferSize);
NTSTATUS NTAPI IoQueryKsrPersistentMemorySizeEx(PDRIVER_OBJECT DriverObject,
                                                PDEVICE_OBJECT PhysicalDeviceObject,
                                                PUNICODE_STRING PhysicalDeviceId, PUSHORT DataTag,
                                                PULONG DataVersion, PSIZE_T BufferSize);
NTSTATUS NTAPI IoAcquireKsrPersistentMemory(PDRIVER_OBJECT DriverObject,
                                            PDEVICE_OBJECT PhysicalDeviceObject, PVOID Buffer,
                                            PSIZE_T Size);
NTSTATUS NTAPI IoAcquireKsrPersistentMemoryEx(PDRIVER_OBJECT DriverObject,
                                              PDEVICE_OBJECT PhysicalDeviceObject,
                                              PUNICODE_STRING PhysicalDeviceId, PUSHORT DataTag,
                                              PULONG DataVersion, PVOID Buffer, PSIZE_T Size);
NTSTATUS NTAPI IoWriteKsrPersistentMemory(PVOID DataHandle, PVOID Buffer, SIZE_T Size);
NTSTATUS NTAPI IoEnumerateKsrPersistentMemoryEx(PDRIVER_OBJECT DriverObject,
                                                PDEVICE_OBJECT PhysicalDeviceObject,
                                                PUNICODE_STRING PhysicalDeviceId,
                                                PIO_PERSISTED_MEMORY_ENUMERATION_CALLBACK Callback,
                                                PVOID CallbackContext);

/* Status blocks of both sizes, extended creation, access of legacy tape and cache routines */
#define IosbToIosb64(Iosb64, Iosb)                                                                 \
    do {                                                                                           \
        (Iosb64)->Pointer = (Iosb)->Pointer;                                                       \
        (Iosb64)->Information = (Iosb)->Information;                                               \
    } while (0)
#define Iosb64ToIosb(Iosb, Iosb64)                                                                 \
    do {                                                                                           \
        (Iosb)->Pointer = (Iosb64)->Pointer;                                                       \
        (Iosb)->Information = (Iosb64)->Information;                                               \
    } while (0)

typedef struct _EXTENDED_CREATE_INFORMATION {
    LONGLONG ExtendedCreateFlags;
    PVOID EaBuffer;
    ULONG EaLength;
} EXTENDED_CREATE_INFORMATION, *PEXTENDED_CREATE_INFORMATION;

typedef struct _EXTENDED_CREATE_INFORMATION_32 {
    LONGLONG ExtendedCreateFlags;
    ULONG EaBuffer;
    ULONG EaLength;
} EXTENDED_CREATE_INFORMATION_32, *PEXTENDED_CREATE_INFORMATION_32;
#define FILE_CONTAINS_EXTENDED_CREATE_INFORMATION 0x10000000
#define EX_CREATE_FLAG_FILE_SOURCE_OPEN_FOR_COPY 0x00000001
#define EX_CREATE_FLAG_FILE_DESTINATION_OPEN_FOR_COPY 0x00000002

typedef enum _IO_ACCESS_TYPE { ReadAccess, WriteAccess, ModifyAccess } IO_ACCESS_TYPE;
typedef enum _IO_ACCESS_MODE { SequentialAccess, RandomAccess } IO_ACCESS_MODE;

#ifdef __cplusplus
}
#endif

#endif
