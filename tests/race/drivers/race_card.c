/*
 * race/drivers/race_card.c - the education device: its service routine and its registers
 */
// INSTRUMENT
#include "race_kit.h"

#include "../../bugs/drivers/card.h"

#define CARD_LIVENESS 0x04 /* reads the inversion of what was written */

#define LINK L"\\DosDevices\\RaceCard"

static PCARD Card;
static BOOLEAN Counts; /* the service routine touches Shared */

static BOOLEAN
Service(PKINTERRUPT Interrupt, PVOID Context)
{
    if (CardTakeCauses(Context) == 0) {
        return FALSE;
    }
    if (Counts) {
        Shared++;
    }
    return TRUE;
}

static VOID
Delay(VOID)
{
    LARGE_INTEGER Time = {.QuadPart = -10000 * 20};

    KeDelayExecutionThread(KernelMode, FALSE, &Time);
}

/* The routine has run when this returns; nothing says so. */
static VOID
Raise(VOID)
{
    CardWrite(Card, CARD_RAISE, 1);
    Delay();
}

static BOOLEAN
Count(PVOID Context)
{
    Shared++;
    return TRUE;
}

static VOID
SetCounts(BOOLEAN Value)
{
    KIRQL Irql = KeAcquireInterruptSpinLock(Card->Interrupt);

    Counts = Value;
    KeReleaseInterruptSpinLock(Card->Interrupt, Irql);
}

/* --- the service routine ---------------------------------------------------------------------- */

static VOID
Synchronized(BOOLEAN Ordered)
{
    SetCounts(TRUE);
    Raise();
    if (Ordered) {
        KeSynchronizeExecution(Card->Interrupt, Count, NULL);
    } else {
        Count(NULL);
    }
    SetCounts(FALSE);
}

static VOID
UnderItsLock(BOOLEAN Ordered)
{
    KSPIN_LOCK Other;
    KIRQL Irql;

    KeInitializeSpinLock(&Other);
    SetCounts(TRUE);
    Raise();
    if (Ordered) {
        Irql = KeAcquireInterruptSpinLock(Card->Interrupt);
        Shared++;
        KeReleaseInterruptSpinLock(Card->Interrupt, Irql);
    } else {
        KeAcquireSpinLock(&Other, &Irql);
        Shared++;
        KeReleaseSpinLock(&Other, Irql);
    }
    SetCounts(FALSE);
}

/* What comes before the routine is connected comes before it runs; what comes after it is
   disconnected comes after. */
static VOID
Connected(BOOLEAN Ordered)
{
    CardDisconnect(Card);
    Counts = TRUE;
    if (Ordered) {
        Shared++;
    }
    CardConnect(Card, Service);
    Raise();
    if (!Ordered) {
        Shared++;
    }
    SetCounts(FALSE);
}

/* The line is asserted already: no register is written between the two. */
static VOID
ConnectedLate(BOOLEAN Ordered)
{
    CardDisconnect(Card);
    Counts = TRUE;
    CardWrite(Card, CARD_RAISE, 1);
    if (Ordered) {
        Shared++;
    }
    CardConnect(Card, Service);
    if (!Ordered) {
        Shared++;
    }
    Delay();
    SetCounts(FALSE);
}

static VOID
Disconnected(BOOLEAN Ordered)
{
    SetCounts(TRUE);
    Raise();
    if (!Ordered) {
        Shared++;
    }
    CardDisconnect(Card);
    if (Ordered) {
        Shared++;
    }
    Counts = FALSE;
    CardConnect(Card, Service);
}

/* --- a DPC at a raised IRQL that is interrupted before it lowers it --------------------------- */

static VOID
RaiseInDpc(PKDPC Dpc, PVOID Context, PVOID A, PVOID B)
{
    KfRaiseIrql(DISPATCH_LEVEL + 1);
    Shared++;
    CardWrite(Context, CARD_RAISE, 1);
    KeLowerIrql(DISPATCH_LEVEL);
}

/* The thread's level keeps the DPC out, which held it until it ended. */
static VOID
Interrupted(BOOLEAN Ordered)
{
    static KDPC Dpc;

    KeInitializeDpc(&Dpc, RaiseInDpc, Card);
    KeSetTargetProcessorDpc(&Dpc, 0);
    KeSetSystemAffinityThread(1);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    if (Ordered) {
        KfRaiseIrql(DISPATCH_LEVEL + 1);
    }
    Shared++;
    if (Ordered) {
        KeLowerIrql(PASSIVE_LEVEL);
    }
    Delay();
    KeFlushQueuedDpcs();
    KeRevertToUserAffinityThread();
}

/* --- registers: what was done before a command comes before the interrupt that it causes ------ */

static VOID
Commanded(BOOLEAN Ordered)
{
    SetCounts(TRUE);
    if (Ordered) {
        Shared++;
    }
    Raise();
    if (!Ordered) {
        Shared++;
    }
    SetCounts(FALSE);
}

/* Who reads a register comes after who wrote one of the same device. */
static VOID
WriteAndCount(PVOID Context)
{
    KeSetSystemAffinityThread(1);
    if (Context != NULL) {
        Shared++;
    }
    CardWrite(Card, CARD_LIVENESS, 1);
    if (Context == NULL) {
        Shared++;
    }
}

static VOID
ReadAndCount(PVOID Context)
{
    KeSetSystemAffinityThread(2);
    while (CardRead(Card, CARD_LIVENESS) != ~1u) {
        Delay();
    }
    Shared++;
}

static VOID
Register(BOOLEAN Ordered)
{
    CardWrite(Card, CARD_LIVENESS, 0);
    KitTwo(WriteAndCount, Ordered ? Card : NULL, ReadAndCount, NULL);
}

RACE_CASE *const RaceCases[] = {Synchronized, UnderItsLock, Connected, ConnectedLate,
                                Disconnected, Commanded,    Register,  Interrupted};
const ULONG RaceCaseCount = ARRAYSIZE(RaceCases);

static NTSTATUS
Pnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return CardPnp(DeviceObject->DeviceExtension, Irp, Service, LINK);
}

static NTSTATUS
AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo)
{
    return CardAdd(DriverObject, Pdo, L"\\Device\\RaceCard", LINK, sizeof(CARD), (PVOID *)&Card);
}

static VOID
CardUnload(PDRIVER_OBJECT DriverObject)
{
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = CardUnload;
    CardDispatch(DriverObject, AddDevice, Pnp);
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, KitControl);
    return STATUS_SUCCESS;
}
