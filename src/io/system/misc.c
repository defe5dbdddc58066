/*
 * io/system/misc.c - small questions: the requestor, the stack, the configuration, priority hints
 */
#include "iop.h"

#define IOP_CONFIGURATION_VERSION 2

static struct {
    CONFIGURATION_INFORMATION Configuration;
} Iop SIM_STATE;

PCONFIGURATION_INFORMATION
IoGetConfigurationInformation(VOID)
{
    Iop.Configuration.Version = IOP_CONFIGURATION_VERSION;
    return &Iop.Configuration;
}

BOOLEAN
IoIsWdmVersionAvailable(UCHAR MajorVersion, UCHAR MinorVersion)
{
    return MajorVersion < 6 || (MajorVersion == 6 && MinorVersion == 0);
}

/* --- who asked -------------------------------------------------------------------------------- */

PEPROCESS
IoGetRequestorProcess(PIRP Irp)
{
    PETHREAD Thread = Irp->Tail.Overlay.Thread;

    if (Thread == NULL) {
        return NULL;
    }
    return CONTAINING_RECORD(Irp->ApcEnvironment == OriginalApcEnvironment ||
                                     Thread->Tcb.ApcStateIndex == OriginalApcEnvironment
                                 ? Thread->Tcb.Process
                                 : Thread->Tcb.ApcState.Process,
                             EPROCESS, Pcb);
}

ULONG
IoGetRequestorProcessId(PIRP Irp)
{
    PEPROCESS Process = IoGetRequestorProcess(Irp);

    return Process != NULL ? HandleToULong(Process->UniqueProcessId) : 0;
}

BOOLEAN
IoIs32bitProcess(PIRP Irp)
{
    return FALSE;
}

BOOLEAN
IoIsOperationSynchronous(PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    return (Stack->FileObject != NULL && (Stack->FileObject->Flags & FO_SYNCHRONOUS_IO) != 0) ||
           (Irp->Flags & IRP_SYNCHRONOUS_API) != 0 ||
           ((Stack->MajorFunction == IRP_MJ_DEVICE_CONTROL ||
             Stack->MajorFunction == IRP_MJ_FILE_SYSTEM_CONTROL) &&
            METHOD_FROM_CTL_CODE(Stack->Parameters.DeviceIoControl.IoControlCode) ==
                METHOD_BUFFERED);
}

/* The rights of the handle travel with the request (control.c). */
NTSTATUS
IoValidateDeviceIoControlAccess(PIRP Irp, ULONG RequiredAccess)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    if ((Stack->MajorFunction != IRP_MJ_DEVICE_CONTROL &&
         Stack->MajorFunction != IRP_MJ_FILE_SYSTEM_CONTROL) ||
        (RequiredAccess & ~(ULONG)(FILE_READ_ACCESS | FILE_WRITE_ACCESS)) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Irp->RequestorMode == KernelMode) {
        return STATUS_SUCCESS;
    }
    if (((RequiredAccess & FILE_READ_ACCESS) != 0 &&
         (Stack->Flags & SL_READ_ACCESS_GRANTED) == 0) ||
        ((RequiredAccess & FILE_WRITE_ACCESS) != 0 &&
         (Stack->Flags & SL_WRITE_ACCESS_GRANTED) == 0)) {
        return STATUS_ACCESS_DENIED;
    }
    return STATUS_SUCCESS;
}

PIRP
IoGetTopLevelIrp(VOID)
{
    return PsCurrentThread()->TopLevelIrp;
}

VOID
IoSetTopLevelIrp(PIRP Irp)
{
    PsCurrentThread()->TopLevelIrp = Irp;
}

/* --- the stack -------------------------------------------------------------------------------- */

VOID
IoGetStackLimits(PULONG_PTR LowLimit, PULONG_PTR HighLimit)
{
    KeStackLimits(LowLimit, HighLimit);
}

PVOID
IoGetInitialStack(VOID)
{
    return (PUCHAR)KeCurrentThread()->StackBase + HalStackSize();
}

LOGICAL
IoWithinStackLimits(ULONG_PTR RegionStart, SIZE_T RegionSize)
{
    ULONG_PTR Low, High;

    IoGetStackLimits(&Low, &High);
    return RegionStart >= Low && RegionSize <= High - Low && RegionStart <= High - RegionSize;
}

/* --- small answers ---------------------------------------------------------------------------- */

#define IOP_STATUS_CUSTOMER   0x20000000u
#define IOP_STATUS_RESERVED   0x10000000u
#define IOP_STATUS_FACILITIES 0x100u /* Microsoft's are below */

BOOLEAN
IoIsValidIrpStatus(NTSTATUS Status)
{
    ULONG Bits = (ULONG)Status;

    return (Bits & IOP_STATUS_CUSTOMER) != 0 ||
           ((Bits & IOP_STATUS_RESERVED) == 0 && (Bits >> 16 & 0xFFF) < IOP_STATUS_FACILITIES);
}

/* Nobody opens files on behalf of others here. */
PEPROCESS
IoGetInitiatorProcess(PFILE_OBJECT FileObject)
{
    return NULL;
}

/* There are no silos. */
PIO_FOEXT_SILO_PARAMETERS
IoGetSiloParameters(PFILE_OBJECT FileObject)
{
    return NULL;
}

/* All processes are in the one session. */
NTSTATUS
IoGetRequestorSessionId(PIRP Irp, PULONG pSessionId)
{
    if (Irp->Tail.Overlay.Thread == NULL) {
        *pSessionId = MAXULONG;
        return STATUS_UNSUCCESSFUL;
    }
    *pSessionId = 0;
    return STATUS_SUCCESS;
}

/* --- priority hints: in bits 17 to 19 of Irp->Flags ------------------------------------------- */

#define IOP_HINT_SHIFT 17
#define IOP_HINT_MASK  (7u << IOP_HINT_SHIFT)

/* Stored plus one: nothing stored is the normal priority. */
IO_PRIORITY_HINT
IoGetIoPriorityHint(PIRP Irp)
{
    ULONG Hint = (Irp->Flags & IOP_HINT_MASK) >> IOP_HINT_SHIFT;

    return Hint != 0 ? (IO_PRIORITY_HINT)(Hint - 1) : IoPriorityNormal;
}

NTSTATUS
IoSetIoPriorityHint(PIRP Irp, IO_PRIORITY_HINT PriorityHint)
{
    if ((ULONG)PriorityHint >= MaxIoPriorityTypes) {
        return STATUS_INVALID_PARAMETER;
    }
    Irp->Flags = (Irp->Flags & ~IOP_HINT_MASK) | ((ULONG)PriorityHint + 1) << IOP_HINT_SHIFT;
    return STATUS_SUCCESS;
}

#define IOP_HIGH_PRIORITY_PAGING_IO 0x8000

IO_PAGING_PRIORITY
IoGetPagingIoPriority(PIRP Irp)
{
    if ((Irp->Flags & IRP_PAGING_IO) == 0) {
        return IoPagingPriorityInvalid;
    }
    return (Irp->Flags & IOP_HIGH_PRIORITY_PAGING_IO) != 0 ? IoPagingPriorityHigh
                                                           : IoPagingPriorityNormal;
}
