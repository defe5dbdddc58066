/*
 * bugs/drivers/double_fetch.c - a name is copied from the program's own buffer (METHOD_NEITHER)
 *
 * Defect: the length is fetched once to be checked and for the allocation, and again for the copy.
 * Another thread of the program changes it in between. The twin fetches it once.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\DoubleFetch"

static PCHAR volatile Name;

static VOID
SetName(PCHAR New)
{
    PCHAR Old = InterlockedExchangePointer((PVOID volatile *)&Name, New);

    if (Old != NULL) {
        ExFreePoolWithTag(Old, KIT_TAG);
    }
}

/* The user's memory: inside __try. */
static PCHAR
Capture(volatile DOUBLE_FETCH_NAME *User, PULONG Length)
{
    PCHAR New;

    *Length = User->Length;
    if (*Length == 0 || *Length > DOUBLE_FETCH_MOST) {
        ExRaiseStatus(STATUS_INVALID_PARAMETER);
    }
    New = ExAllocatePoolWithTag(NonPagedPoolNx, *Length, KIT_TAG);
    if (New == NULL) {
        ExRaiseStatus(STATUS_INSUFFICIENT_RESOURCES);
    }
    __try {
        RtlCopyMemory(New, (PVOID)User->Text, FIXED ? *Length : User->Length);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        ExFreePoolWithTag(New, KIT_TAG);
        ExRaiseStatus(GetExceptionCode());
    }
    return New;
}

static NTSTATUS
NameDevice(PDOUBLE_FETCH_NAME User)
{
    PCHAR New = NULL;
    ULONG Length;

    __try {
        ProbeForRead(User, sizeof *User, sizeof(ULONG));
        New = Capture(User, &Length);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    SetName(New);
    return STATUS_SUCCESS;
}

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PVOID User = KitStack(Irp)->Parameters.DeviceIoControl.Type3InputBuffer;

    if (KitCode(Irp) != IOCTL_DOUBLE_FETCH_NAME) {
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
    if (!KitHas(Irp, sizeof(DOUBLE_FETCH_NAME), 0)) {
        return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    return StoryComplete(Irp, NameDevice(User), 0);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    SetName(NULL);
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    return KitDevice(DriverObject, L"\\Device\\DoubleFetch", LINK);
}
