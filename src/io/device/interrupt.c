/*
 * io/device/interrupt.c - connecting service routines to vectors
 *
 * A vector belongs to an interrupt line (pnp assigned it) or to messages. The line is open exactly
 * while some interrupt object is connected to its vector; a level line that is asserted by then
 * interrupts as soon as the driver's call returns.
 *
 * Differs from Windows: interrupts at PASSIVE_LEVEL end the run by name.
 */
#include "device.h"

#define IOP_VECTORS 256

static struct {
    struct {
        BOOLEAN HasLine;
        ULONG Line, Connected;
    } Vector[IOP_VECTORS];
    LIST_ENTRY Objects; /* IOP_INTERRUPT, connected ones */
} Iop SIM_STATE;

typedef struct _IOP_INTERRUPT {
    LIST_ENTRY Links;
    PVOID Caller;
    KINTERRUPT Object;
} IOP_INTERRUPT, *PIOP_INTERRUPT;

VOID
IopInitInterrupts(VOID)
{
    InitializeListHead(&Iop.Objects);
}

VOID
IoAssignLine(ULONG Vector, ULONG Line)
{
    SIM_ASSERT(Vector < IOP_VECTORS);
    SIM_ASSERT(!Iop.Vector[Vector].HasLine || Iop.Vector[Vector].Line == Line);
    Iop.Vector[Vector].HasLine = TRUE;
    Iop.Vector[Vector].Line = Line;
}

static NTSTATUS
IopCheckConnection(const IO_INTERRUPT_CONNECTION *Connection)
{
    if (Connection->Irql == PASSIVE_LEVEL) {
        KiNotImplemented("interrupts at PASSIVE_LEVEL", KeCallerInDriver());
    }
    if (Connection->Vector >= IOP_VECTORS || Connection->Irql != Connection->Vector >> 4 ||
        Connection->SynchronizeIrql < Connection->Irql || Connection->Processors.Mask == 0) {
        return STATUS_INVALID_PARAMETER;
    }
    return STATUS_SUCCESS;
}

static VOID
IopOpenLine(const IO_INTERRUPT_CONNECTION *Connection)
{
    ULONG Vector = Connection->Vector;

    if (Iop.Vector[Vector].Connected++ == 0 && Iop.Vector[Vector].HasLine) {
        HalEnableLine(Iop.Vector[Vector].Line, Vector, Connection->Mode, &Connection->Processors);
    }
}

static VOID
IopCloseLine(ULONG Vector)
{
    SIM_ASSERT(Iop.Vector[Vector].Connected != 0);
    if (--Iop.Vector[Vector].Connected == 0 && Iop.Vector[Vector].HasLine) {
        HalDisableLine(Iop.Vector[Vector].Line);
    }
}

static VOID
IopInitInterrupt(PIOP_INTERRUPT Interrupt, const IO_INTERRUPT_CONNECTION *Connection, PVOID Caller)
{
    KeInitializeInterrupt(&Interrupt->Object, Connection->Routine, Connection->Context,
                          Connection->SpinLock, Connection->Vector, Connection->Irql,
                          Connection->SynchronizeIrql, Connection->Mode, Connection->Share,
                          &Connection->Processors);
    if (Connection->MessageRoutine != NULL) {
        Interrupt->Object.IsMessage = TRUE;
        Interrupt->Object.MessageServiceRoutine = Connection->MessageRoutine;
        Interrupt->Object.MessageIndex = Connection->MessageIndex;
    }
    Interrupt->Caller = Caller;
}

NTSTATUS
IoConnectOneInterrupt(PKINTERRUPT *InterruptObject, const IO_INTERRUPT_CONNECTION *Connection)
{
    NTSTATUS Status = IopCheckConnection(Connection);
    PIOP_INTERRUPT Interrupt;

    *InterruptObject = NULL;
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Interrupt = ExAllocateOwn(sizeof(*Interrupt), IOP_TAG);
    if (Interrupt == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    IopInitInterrupt(Interrupt, Connection, KeCallerInDriver());
    if (!KeConnectInterrupt(&Interrupt->Object)) {
        ExFreeOwn(Interrupt);
        return STATUS_INVALID_PARAMETER;
    }
    InsertTailList(&Iop.Objects, &Interrupt->Links);
    *InterruptObject = &Interrupt->Object; // the routine may run from the next line on
    IopOpenLine(Connection);
    return STATUS_SUCCESS;
}

NTSTATUS
IoConnectInterrupt(PKINTERRUPT *InterruptObject, PKSERVICE_ROUTINE ServiceRoutine,
                   PVOID ServiceContext, PKSPIN_LOCK SpinLock, ULONG Vector, KIRQL Irql,
                   KIRQL SynchronizeIrql, KINTERRUPT_MODE InterruptMode, BOOLEAN ShareVector,
                   KAFFINITY ProcessorEnableMask, BOOLEAN FloatingSave)
{
    IO_INTERRUPT_CONNECTION Connection = {.Routine = ServiceRoutine,
                                          .Context = ServiceContext,
                                          .SpinLock = SpinLock,
                                          .Vector = Vector,
                                          .Irql = Irql,
                                          .SynchronizeIrql = SynchronizeIrql,
                                          .Mode = InterruptMode,
                                          .Share = ShareVector,
                                          .Processors.Mask = ProcessorEnableMask};

    return IoConnectOneInterrupt(InterruptObject, &Connection);
}

VOID
IoDisconnectInterrupt(PKINTERRUPT InterruptObject)
{
    PIOP_INTERRUPT Interrupt = CONTAINING_RECORD(InterruptObject, IOP_INTERRUPT, Object);

    IopCloseLine(InterruptObject->Vector);
    KeDisconnectInterrupt(InterruptObject);
    RemoveEntryList(&Interrupt->Links);
    ExFreeOwn(Interrupt);
}

VOID
IopReportInterrupts(VOID (*Report)(PCSTR Format, ...))
{
    for (PLIST_ENTRY Entry = Iop.Objects.Flink; Entry != &Iop.Objects; Entry = Entry->Flink) {
        PIOP_INTERRUPT Interrupt = CONTAINING_RECORD(Entry, IOP_INTERRUPT, Links);

        Report("interrupt %p (vector 0x%x) is still connected\n", (PVOID)&Interrupt->Object,
               Interrupt->Object.Vector);
        KeReportAddress("    connected by", Interrupt->Caller);
    }
}
