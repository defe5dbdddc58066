/*
 * src/io/check/check.h - the rules that drivers are held to, and the words for a breach
 */
#ifndef IOP_CHECK_H
#define IOP_CHECK_H

#include "irp/irp.h"

/* --- describe.c: in words --------------------------------------------------------------------- */

VOID IopDescribeIrp(PIOP_IRP Own, IOP_SAY *Say);
PCSTR IopDriverText(PDRIVER_OBJECT Driver); /* "Name" of \Driver\Name, until the next but one */
BOOLEAN IopIsDevice(PDEVICE_OBJECT Device); /* some driver's, not deleted */

/* --- check.c: the rules of a dispatch routine ------------------------------------------------- */

VOID IopCheckDispatchReturn(PIRP Irp, PIOP_IRP Own, PIOP_CALL Call, NTSTATUS Status);
VOID IopLeaveLocation(PIRP Irp, PIOP_IRP Own, ULONG Index, BOOLEAN Marked);
/* DRIVER_VERIFIER_IOMANAGER_VIOLATION; kinds below 0x200 name an object in parameter 2, those above
   the code at fault there (default: the innermost driver code) and the object in parameter 3. */
VOID IopStop(ULONG Kind, const VOID *Object) DECLSPEC_NORETURN;
VOID IopVerifierStop(ULONG Kind, const VOID *Object, ULONG_PTR P4) DECLSPEC_NORETURN;
VOID IopVerifierStopAt(ULONG Kind, const VOID *Code, const VOID *Object,
                       ULONG_PTR P4) DECLSPEC_NORETURN;

/* --- rules.c: how a driver passes a packet on ------------------------------------------------- */

VOID IopSayRule(IOP_SAY *Say, const ULONG_PTR Parameters[4]);
VOID IopCheckActorBelow(PIRP Irp, const VOID *Code, ULONG Kind);
VOID IopCheckCopy(PIRP Irp, const VOID *Code);
VOID IopCheckTarget(PIRP Irp, PDEVICE_OBJECT Lower, PDEVICE_OBJECT Target, const VOID *Code);

static inline BOOLEAN
IopIsCodeOf(PDRIVER_OBJECT Driver, const VOID *Code)
{
    return (ULONG_PTR)Code - (ULONG_PTR)Driver->DriverStart < Driver->DriverSize;
}

BOOLEAN IopIsFromAbove(PIRP Irp, const VOID *Code); /* that of a driver further up has Code */

/* Code is about to do something with the packet that only the driver that has it may do. */
static inline VOID
IopCheckActor(PIRP Irp, const VOID *Code, ULONG Kind)
{
    if (Irp->CurrentLocation < Irp->StackCount) { // somebody is further up
        IopCheckActorBelow(Irp, Code, Kind);
    }
}

static inline BOOLEAN
IopHasDriver(PIOP_IRP Own, ULONG Index)
{
    return Index <= (ULONG)Own->StackSize && (*IopFlow(Own, Index) & IOP_FLOW_CALLED) != 0;
}

/* --- touch.c ---------------------------------------------------------------------------------- */

VOID IopInitTouch(VOID); /* each access of an instrumented driver to a packet */

/* --- unwritten.c: what drivers leave as it was ------------------------------------------------ */

VOID IopMarkUnwritten(PVOID Buffer, ULONG From, ULONG Length);
VOID IopCheckWritten(PIOP_IRP Own, ULONG Length); /* Length bytes are output */

/* --- report.c --------------------------------------------------------------------------------- */

VOID IopInitReports(VOID);
ULONG64 IopNextSerial(VOID); /* of devices and drivers */

#endif
