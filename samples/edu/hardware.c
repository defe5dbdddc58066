/*
 * samples/edu/hardware.c - registers, interrupt, DPC, time-out
 *
 * The service routine takes the card's causes away and queues the DPC; the DPC asks the card
 * whether it is done. So an interrupt that comes late, twice or for another card does no harm, and
 * one that never comes ends in the time-out.
 */
#include "edu.h"

static KSERVICE_ROUTINE EduServiceLine;
static KMESSAGE_SERVICE_ROUTINE EduServiceMessage;
static KDEFERRED_ROUTINE EduDpc, EduTimeOut;

/* --- registers -------------------------------------------------------------------------------- */

ULONG
EduRead(PEDU_DEVICE Device, ULONG Register)
{
    return READ_REGISTER_ULONG((PULONG)(Device->Registers + Register));
}

VOID
EduWrite(PEDU_DEVICE Device, ULONG Register, ULONG Value)
{
    WRITE_REGISTER_ULONG((PULONG)(Device->Registers + Register), Value);
}

BOOLEAN
EduCardIsGone(PEDU_DEVICE Device)
{
    return EduRead(Device, EDU_IDENTIFICATION) == EDU_NO_CARD;
}

BOOLEAN
EduCardIsWorking(PEDU_DEVICE Device)
{
    return (EduRead(Device, EDU_STATUS) & EDU_STATUS_COMPUTING) != 0 ||
           (EduRead(Device, EDU_DMA_COMMAND) & EDU_DMA_START) != 0;
}

/* --- interrupt -------------------------------------------------------------------------------- */

static BOOLEAN NTAPI
EduServiceLine(PKINTERRUPT Interrupt, PVOID Context)
{
    PEDU_DEVICE Device = Context;
    ULONG Causes = EduRead(Device, EDU_INTERRUPTS);

    if (Causes == 0 || Causes == EDU_NO_CARD) {
        InterlockedIncrement(&Device->ForeignInterrupts);
        return FALSE;
    }
    EduWrite(Device, EDU_ACKNOWLEDGE, Causes);
    InterlockedIncrement(&Device->Interrupts);
    KeInsertQueueDpc(&Device->Dpc, NULL, NULL);
    return TRUE;
}

static BOOLEAN NTAPI
EduServiceMessage(PKINTERRUPT Interrupt, PVOID Context, ULONG Message)
{
    return EduServiceLine(Interrupt, Context);
}

static VOID NTAPI
EduDpc(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PEDU_DEVICE Device = Context;
    NTSTATUS Status = STATUS_SUCCESS;
    PIRP Irp = NULL;
    ULONG Bytes = 0;

    KeAcquireSpinLockAtDpcLevel(&Device->Lock);
    if (Device->Busy && !EduCardIsWorking(Device)) {
        if (Device->Current != NULL) {
            Bytes = EduTakeResult(Device, Device->Current);
        }
        if (EduCardIsGone(Device)) { // then the result may be that of no card, too
            Status = STATUS_DEVICE_REMOVED;
        }
        Irp = EduReleaseCard(Device);
    }
    KeReleaseSpinLockFromDpcLevel(&Device->Lock);
    if (Irp != NULL) {
        EduFinish(Device, Irp, Status, NT_SUCCESS(Status) ? Bytes : 0);
    }
    EduStartNext(Device);
}

/* --- time-out --------------------------------------------------------------------------------- */

VOID
EduStartTimer(PEDU_DEVICE Device)
{
    LARGE_INTEGER DueTime;

    DueTime.QuadPart = -10000LL * Device->TimeOutMs;
    KeSetTimer(&Device->Timer, DueTime, &Device->TimerDpc);
}

/* If the timer was set again since this was queued, it is not signalled, and this was another
   request's time-out. */
static VOID NTAPI
EduTimeOut(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PEDU_DEVICE Device = Context;
    PIRP Irp = NULL;

    KeAcquireSpinLockAtDpcLevel(&Device->Lock);
    if (Device->Busy && KeReadStateTimer(&Device->Timer)) {
        EduWrite(Device, EDU_ACKNOWLEDGE, EduRead(Device, EDU_INTERRUPTS));
        InterlockedIncrement(&Device->TimeOuts);
        Irp = EduReleaseCard(Device);
    }
    KeReleaseSpinLockFromDpcLevel(&Device->Lock);
    if (Irp != NULL) {
        EduFinish(Device, Irp, STATUS_IO_TIMEOUT, 0);
    }
    EduStartNext(Device);
}

/* --- what lasts as long as the device --------------------------------------------------------- */

NTSTATUS
EduAllocateHardware(PEDU_DEVICE Device)
{
    PHYSICAL_ADDRESS Lowest, Highest, Boundary;

    Lowest.QuadPart = 0;
    Highest.QuadPart = EDU_HIGHEST_BYTE;
    Boundary.QuadPart = 0;
    Device->TimeOutMs = 1000;
    KeInitializeDpc(&Device->Dpc, EduDpc, Device);
    KeInitializeDpc(&Device->TimerDpc, EduTimeOut, Device);
    KeInitializeTimer(&Device->Timer);
    Device->Common = MmAllocateContiguousMemorySpecifyCache(EDU_BUFFER_SIZE, Lowest, Highest,
                                                            Boundary, MmCached);
    if (Device->Common == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Device->CommonAddress = MmGetPhysicalAddress(Device->Common);
    return STATUS_SUCCESS;
}

VOID
EduFreeHardware(PEDU_DEVICE Device)
{
    if (Device->Common != NULL) {
        MmFreeContiguousMemorySpecifyCache(Device->Common, EDU_BUFFER_SIZE, MmCached);
        Device->Common = NULL;
    }
}

/* --- what lasts from start to stop ------------------------------------------------------------ */

static NTSTATUS
EduMapRegisters(PEDU_DEVICE Device, PCM_RESOURCE_LIST Translated)
{
    PCM_PARTIAL_RESOURCE_LIST List;
    ULONG i;

    if (Translated == NULL) {
        return STATUS_DEVICE_CONFIGURATION_ERROR;
    }
    List = &Translated->List[0].PartialResourceList;
    for (i = 0; i < List->Count; i++) {
        PCM_PARTIAL_RESOURCE_DESCRIPTOR Descriptor = &List->PartialDescriptors[i];

        if (Descriptor->Type == CmResourceTypeMemory &&
            Descriptor->u.Memory.Length >= EDU_REGISTERS) {
            Device->Registers =
                MmMapIoSpace(Descriptor->u.Memory.Start, EDU_REGISTERS, MmNonCached);
            return Device->Registers == NULL ? STATUS_INSUFFICIENT_RESOURCES : STATUS_SUCCESS;
        }
    }
    return STATUS_DEVICE_CONFIGURATION_ERROR;
}

/* Messages if the device has been given some, else its line. */
static NTSTATUS
EduConnectInterrupt(PEDU_DEVICE Device)
{
    IO_CONNECT_INTERRUPT_PARAMETERS Parameters;
    NTSTATUS Status;

    RtlZeroMemory(&Parameters, sizeof Parameters);
    Parameters.Version = CONNECT_MESSAGE_BASED;
    Parameters.MessageBased.PhysicalDeviceObject = Device->Pdo;
    Parameters.MessageBased.ConnectionContext.Generic = &Device->Interrupt;
    Parameters.MessageBased.MessageServiceRoutine = EduServiceMessage;
    Parameters.MessageBased.ServiceContext = Device;
    Parameters.MessageBased.FallBackServiceRoutine = EduServiceLine;
    Status = IoConnectInterruptEx(&Parameters);
    Device->InterruptVersion = Parameters.Version;
    if (!NT_SUCCESS(Status)) {
        Device->Interrupt = NULL;
    }
    return Status;
}

static VOID
EduDisconnectInterrupt(PEDU_DEVICE Device)
{
    IO_DISCONNECT_INTERRUPT_PARAMETERS Parameters;

    RtlZeroMemory(&Parameters, sizeof Parameters);
    Parameters.Version = Device->InterruptVersion;
    Parameters.ConnectionContext.Generic = Device->Interrupt;
    IoDisconnectInterruptEx(&Parameters);
    Device->Interrupt = NULL;
}

NTSTATUS
EduStartHardware(PEDU_DEVICE Device, PCM_RESOURCE_LIST Translated)
{
    NTSTATUS Status = EduMapRegisters(Device, Translated);

    if (NT_SUCCESS(Status) && (EduRead(Device, EDU_IDENTIFICATION) & 0xFFFF) != 0x00ED) {
        Status = STATUS_NO_SUCH_DEVICE;
    }
    if (NT_SUCCESS(Status)) {
        Status = EduConnectInterrupt(Device);
    }
    if (!NT_SUCCESS(Status)) {
        EduStopHardware(Device);
    }
    return Status;
}

/* In this order: no service routine, no timer, no DPC that may still come, no registers. */
VOID
EduStopHardware(PEDU_DEVICE Device)
{
    if (Device->Interrupt != NULL) {
        EduDisconnectInterrupt(Device);
    }
    KeCancelTimer(&Device->Timer);
    KeFlushQueuedDpcs();
    if (Device->Registers != NULL) {
        MmUnmapIoSpace(Device->Registers, EDU_REGISTERS);
        Device->Registers = NULL;
    }
}
