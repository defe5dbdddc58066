/*
 * src/io/io.h - drivers, devices, IRPs, files: beyond ntifs.h
 */
#ifndef IO_H
#define IO_H

#include "cm.h"

VOID IoInitSystem(VOID);

/* --- load.c, unload.c: drivers ---------------------------------------------------------------- */

/* Loads \Registry\Machine\System\CurrentControlSet\Services\<ServiceName>: image, DriverEntry. The
   driver object is returned with a reference. STATUS_IMAGE_ALREADY_LOADED: it was there (and is
   returned). */
NTSTATUS IoLoadDriverByName(PCWSTR ServiceName, PDRIVER_OBJECT *Driver);
/* The driver object of a service, with a reference. */
NTSTATUS IoFindDriver(PCWSTR ServiceName, PDRIVER_OBJECT *Driver);
/* Calls DriverUnload when nothing uses the driver's devices any more, now or later. The caller
   keeps its reference. STATUS_INVALID_DEVICE_REQUEST: it cannot be unloaded. */
NTSTATUS IoUnloadDriverObject(PDRIVER_OBJECT Driver);
/* A driver that is part of libsim: no image; Entry plays DriverEntry. */
NTSTATUS IoCreateBuiltInDriver(PCWSTR Name, DRIVER_INITIALIZE *Entry, PDRIVER_OBJECT *Driver);
BOOLEAN IoIsBuiltInDriver(PDRIVER_OBJECT Driver);
ULONG IoDriverDeviceCount(PDRIVER_OBJECT Driver);
/* Why the last image could not be loaded, in the loader's words; "" if none was refused. */
PCSTR IoLastLoadError(VOID);
/* Calls Routine at PASSIVE_LEVEL in a system thread: the current one if it is one. */
VOID IoRunInSystemThread(VOID (*Routine)(PVOID), PVOID Context);

/* --- boot.c, reinit.c: what the system starts by itself, in this order ------------------------ */

VOID IoStartBootDrivers(VOID);
VOID IoReinitializeBootDrivers(VOID); /* when the devices are started */
VOID IoStartSystemDrivers(VOID);
VOID IoReinitializeDrivers(VOID); /* from now on, those of a driver when it is loaded */
VOID IoStartAutoDrivers(VOID);
ULONG IoServiceStart(PCWSTR ServiceName); /* SERVICE_BOOT_START ...; default: demand */

/* --- driverinfo.c ----------------------------------------------------------------------------- */

#define IO_DRIVER_DATA L"\\SystemRoot\\System32\\drivers\\DriverData"
NTSTATUS IoOpenDirectory(PCWSTR Path, PHANDLE Handle); /* a kernel handle */
/* A registry key; what is missing is created. A kernel handle, too. */
NTSTATUS IoOpenKeyPath(PCWSTR Path, ACCESS_MASK Access, PHANDLE Handle);

/* --- cancel.c: system services that Microsoft's kernel headers do not declare ----------------- */

NTSTATUS NTAPI NtCancelIoFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock);
NTSTATUS NTAPI NtCancelIoFileEx(HANDLE FileHandle, PIO_STATUS_BLOCK IoRequestToCancel,
                                PIO_STATUS_BLOCK IoStatusBlock);
NTSTATUS NTAPI NtCancelSynchronousIoFile(HANDLE ThreadHandle, PIO_STATUS_BLOCK IoRequestToCancel,
                                         PIO_STATUS_BLOCK IoStatusBlock);

/* --- request.c: the kernel's own requests ----------------------------------------------------- */

/* A synchronous PnP or power IRP to the top of a stack, status preset to STATUS_NOT_SUPPORTED.
   Template's function codes, flags and parameters are used. */
NTSTATUS IoSynchronousPnpCall(PDEVICE_OBJECT TopOfStack, PIO_STACK_LOCATION Template,
                              PULONG_PTR Information);

/* --- device.c: slots of the device object's private extension --------------------------------- */

PVOID IoGetDeviceNode(PDEVICE_OBJECT Pdo); /* pnp's */
VOID IoSetDeviceNode(PDEVICE_OBJECT Pdo, PVOID Node);
POWER_STATE IoGetDevicePowerState(PDEVICE_OBJECT Device); /* po's: what PoSetPowerState said */
VOID IoSetDevicePowerState(PDEVICE_OBJECT Device, POWER_STATE State);
BOOLEAN IoIsDeviceDeletePending(PDEVICE_OBJECT Device);
/* The one it is attached to; no reference. */
PDEVICE_OBJECT IoGetDeviceBelow(PDEVICE_OBJECT Device);
PDEVICE_OBJECT IoGetBottomOfStack(PDEVICE_OBJECT Device);
VOID IoSetDeviceSecurity(PDEVICE_OBJECT Device, PSECURITY_DESCRIPTOR Descriptor); /* a copy each */
/* pnp bars a stack that is being removed: attaching and opening is refused. DOE_* flags. */
VOID IoSetDeviceFlags(PDEVICE_OBJECT Device, ULONG Set, ULONG Clear);

#define DOE_UNLOAD_PENDING   0x01
#define DOE_DELETE_PENDING   0x02
#define DOE_REMOVE_PENDING   0x04
#define DOE_REMOVE_PROCESSED 0x08

/* pnp is above: whether an open of a device that belongs to this PDO's stack is let through. */
VOID IoSetOpenCheckRoutine(NTSTATUS (*Routine)(PDEVICE_OBJECT Pdo));
/* The last open file of a stack was closed; pnp waits for it. May be called at DISPATCH_LEVEL. */
VOID IoSetLastCloseRoutine(VOID (*Routine)(PDEVICE_OBJECT Pdo));
/* Open files (and other holders) on all devices of the stack that Pdo is the bottom of. */
ULONG IoStackOpenCount(PDEVICE_OBJECT Pdo);

/* --- interrupt.c ------------------------------------------------------------------------------ */

typedef struct _IO_INTERRUPT_CONNECTION {
    PKSERVICE_ROUTINE Routine;
    PKMESSAGE_SERVICE_ROUTINE MessageRoutine; /* instead, for message MessageIndex */
    ULONG MessageIndex;
    PVOID Context;
    PKSPIN_LOCK SpinLock; /* NULL: the object's own */
    ULONG Vector;
    KIRQL Irql, SynchronizeIrql;
    KINTERRUPT_MODE Mode;
    BOOLEAN Share;
    GROUP_AFFINITY Processors;
} IO_INTERRUPT_CONNECTION;

/* As IoConnectInterrupt; IoDisconnectInterrupt undoes it. */
NTSTATUS IoConnectOneInterrupt(PKINTERRUPT *InterruptObject,
                               const IO_INTERRUPT_CONNECTION *Connection);
/* The vector (HalLineVector) is that of an interrupt line, which is open while one is connected. */
VOID IoAssignLine(ULONG Vector, ULONG Line);

/* --- errorlog.c ------------------------------------------------------------------------------- */

typedef struct _IO_ERROR_LOG_RECORD {
    ULONG Number; /* since boot, from 1 */
    LARGE_INTEGER TimeStamp;
    PVOID Object; /* the device or driver object that reported; for comparison only */
    WCHAR DriverName[64], DeviceName[64]; /* a driver that reports itself has both alike */
    ULONG Size;
    DECLSPEC_ALIGN(8) UCHAR Data[ERROR_LOG_MAXIMUM_SIZE + 2 * sizeof(WCHAR)]; /* the packet */
} IO_ERROR_LOG_RECORD;

/* Record Index of those kept, the oldest is 0; NULL: no such. */
const IO_ERROR_LOG_RECORD *IoQueryErrorLog(ULONG Index);
/* What stands for %Number in the message: 1 is the device, 2 the first string of the packet. NULL:
   there is none. */
PCWSTR IoErrorLogString(const IO_ERROR_LOG_RECORD *Record, ULONG Number);

/* --- shutdown.c ------------------------------------------------------------------------------- */

/* Sends IRP_MJ_SHUTDOWN to those that registered; before and after the file systems are flushed. */
VOID IoShutdownSystem(BOOLEAN LastChance);

/* --- session.c -------------------------------------------------------------------------------- */

/* Something happens to a session; who registered hears of it before this returns. A session begins
   with IoSessionEventCreated. STATUS_BAD_LOGON_SESSION_STATE: it cannot happen now. */
NTSTATUS IoSessionEvent(ULONG SessionId, IO_SESSION_EVENT Event, BOOLEAN Local);

/* --- text.c ----------------------------------------------------------------------------------- */

/* Windows' format language; always terminated. */
VOID IoFormatText(PWSTR Buffer, ULONG Characters, PCWSTR Format, ...);
ULONG IoTextLength(PCWSTR Text);
BOOLEAN IoSameText(PCWSTR First, PCWSTR Second); /* whatever the case */

/* --- report.c --------------------------------------------------------------------------------- */

/* What exists now belongs to the system: leaks are counted from here. */
VOID IoMarkBootComplete(VOID);

#endif
