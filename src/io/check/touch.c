/*
 * io/check/touch.c - who may touch an IRP: each access of an instrumented driver is looked at
 *
 * A packet, with its stack locations, is the current location's driver's: from its dispatch routine
 * on until it completes the packet or passes it on, and again from its completion routine on. Who
 * allocated the packet may touch it as long as it is there and not complete.
 *
 *      free                          nobody: DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL
 *      complete                      nobody who had it or allocated it
 *      the current location's        that driver and who allocated it; not a driver further up, and
 *                                    not one that had it and completed it or skipped
 *                                    its location *
 * The second and third are rule "IrpNotOwned": parameter 3 is the code, 4 the address touched.
 *
 * Code that never had the packet (a library that drivers share, a driver that is called directly)
 * may act for anybody. Who had it before is read back from the dispatch routines that have not
 * returned and from the trace: only when an access is about to be found guilty or is such code's.
 *
 * Differs from Windows: Driver Verifier sees only what touches freed packets.
 */
#include "check.h"
#include "driver/driver.h"
#include "irp/irp.h"

/* One of the packet's dispatch routines that are running is in the driver's image. */
static BOOLEAN
IopIsInCall(PIOP_IRP Own, PDRIVER_OBJECT Driver)
{
    PIOP_CALL Call = Own->Calls;

    while (Call != NULL && !IopIsCodeOf(Driver, (PVOID)Call->Routine)) {
        Call = Call->Outer;
    }
    return Call != NULL;
}

static BOOLEAN
IopWasSentTo(PIRP Irp, PDRIVER_OBJECT Driver)
{
    BOOLEAN Sent = FALSE;
    HAL_TRACE_RECORD Record;

    for (ULONG64 Index = 0; HalTraceRecord(Index, &Record); Index++) {
        PDEVICE_OBJECT Device = (PDEVICE_OBJECT)(ULONG_PTR)Record.B;

        if (Record.A != (ULONG_PTR)Irp) {
            continue;
        }
        if (Record.Probe == PROBE_IRP_ALLOCATE) {
            Sent = FALSE;
        } else if (Record.Probe == PROBE_IRP_CALL && IopIsDevice(Device)) {
            Sent = Sent || Device->DriverObject == Driver;
        }
    }
    return Sent;
}

static PDRIVER_OBJECT
IopDriverOf(const VOID *Code)
{
    PIOP_DRIVER Driver = IopNextDriver(NULL);

    while (Driver != NULL && !IopIsCodeOf(&Driver->Object, Code)) {
        Driver = IopNextDriver(Driver);
    }
    return Driver != NULL ? &Driver->Object : NULL;
}

static BOOLEAN
IopHad(PIOP_IRP Own, PDRIVER_OBJECT Driver, const VOID *Code)
{
    return IopIsFromAbove(&Own->Irp, Code) || IopIsInCall(Own, Driver) ||
           IopWasSentTo(&Own->Irp, Driver);
}

static inline BOOLEAN
IopIsLocationOf(PIOP_IRP Own, ULONG Index, const VOID *Code)
{
    PIO_STACK_LOCATION Stack = (PIO_STACK_LOCATION)(&Own->Irp + 1) + (Index - 1);

    return IopHasDriver(Own, Index) && IopIsCodeOf(Stack->DeviceObject->DriverObject, Code);
}

/* Between IoSkipCurrentIrpStackLocation and IoCallDriver the driver's location is the next one. */
static BOOLEAN
IopIsOwner(PIOP_IRP Own, const VOID *Code)
{
    ULONG Index = (ULONG)Own->Irp.CurrentLocation;

    return !Own->Completed && (IopIsLocationOf(Own, Index, Code) ||
                               (Index > 1 && IopIsLocationOf(Own, Index - 1, Code)));
}

static VOID
IopCheckTouch(const VOID *Address, ULONG Kind, PVOID Pc)
{
    PIOP_IRP Own = IopPacketAround(Address);
    PDRIVER_OBJECT Driver;
    BOOLEAN Allocator;

    if (Own == NULL || (Own->Serial != 0 && IopIsOwner(Own, Pc))) {
        return;
    }
    if (Own->Serial == 0) {
        KeBugCheckEx(DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL, (ULONG_PTR)Address, Kind,
                     (ULONG_PTR)Pc, 0);
    }
    Driver = IopDriverOf(Pc);
    if (Driver == NULL) {
        return;
    }
    Allocator = IopIsCodeOf(Driver, IopAllocatedBy(Own));
    if (Own->Completed || (!Allocator && IopHad(Own, Driver, Pc))) {
        KeRuleViolation("IrpNotOwned", (ULONG_PTR)Pc, (ULONG_PTR)Address);
    }
}

VOID
IopInitTouch(VOID)
{
    HalSetPacketCheck(IopCheckTouch);
}
