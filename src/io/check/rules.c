/*
 * io/check/rules.c - DRIVER_VERIFIER_IOMANAGER_VIOLATION: its kinds, and how a driver passes a
 * packet on
 *
 * The kinds, their numbers and what their parameters are, are those of Driver Verifier's I/O
 * verification. Kinds below 0x200 name an object in parameter 2; those above, the code at fault
 * there and the packet in parameter 3. Those that are not in the table are not looked for: some are
 * advice that correct drivers break, some are reported under another code: a cancel routine left in
 * a completed packet is CANCEL_STATE_IN_COMPLETED_IRP, the free build's name for 7 and 0x23C.
 *
 * Who sends a packet, and whether it is his to send or to complete, follows from where the calling
 * code lies: it must not be in the image of a driver further up in the packet's stack than the one
 * that has it. Code elsewhere (a library that drivers share) may act for anybody.
 */
#include "check.h"
#include "device/device.h"

typedef struct _IOP_RULE {
    ULONG Kind;
    PCSTR Text;
    PCSTR P4; /* NULL: reserved */
} IOP_RULE;

static const IOP_RULE IopRules[] = {
    {0x01, "IoFreeIrp (or IoReuseIrp) of something that is not an allocated IRP", NULL},
    {0x02, "IoFreeIrp of a packet that is still on a thread's list", NULL},
    {0x03, "IoCallDriver (or IoCancelIrp) of something that is not an allocated IRP", NULL},
    {0x04, "IoCallDriver with something that is not a device object", NULL},
    {0x05, "a dispatch routine returned at another IRQL", "IRQL after"},
    {0x06, "IoCompleteRequest with status STATUS_PENDING or -1", NULL},
    {0x0A, "IoInitializeTimer of a device that has a timer", NULL},
    {0x0E, "IoCompleteRequest above DISPATCH_LEVEL", NULL},
    {0x10, "IoCallDriver above DISPATCH_LEVEL", NULL},
    {0x203, "the packet was sent on with a cancel routine set", NULL},
    {0x204, "IoCallDriver with a device object of NULL", NULL},
    {0x205, "a driver sent on a packet that a driver below it has", NULL},
    {0x207, "the upper driver's completion routine was copied to the next stack location", NULL},
    {0x209, "a driver completed a packet that a driver below it has", NULL},
    {0x20A, "IoFreeIrp of a packet that a driver has", NULL},
    {0x20D, "IoInitializeIrp of a packet of IoAllocateIrp", NULL},
    {0x211, "the packet was sent past a device of the stack", NULL},
    {0x21F, "the driver has no dispatch routine for this", NULL},
    {0x224, "the dispatch routine returned another status than the packet had", "the packet's"},
    {0x225, "the dispatch routine returned -1", NULL},
    {0x226, "the dispatch routine neither completed, nor passed on, nor pended the packet", NULL},
    {0x228, "the completion routine did not pass on the pending mark (PendingReturned)", NULL},
    {0x23A, "this request may not be sent at DISPATCH_LEVEL", NULL},
    {0x23D, "STATUS_PENDING was returned without IoMarkIrpPending", NULL},
    {0x23E, "IoMarkIrpPending was called and STATUS_PENDING not returned", "what was returned"},
    {0x307, "STATUS_PENDING was returned for a request whose event was signaled already", NULL},
    {0x310, "IoReuseIrp of a packet that a driver has", NULL},
    {0x311, "IoReuseIrp of a packet that IoAllocateIrp did not give", NULL},
    {0x312, "more bytes were reported than the output buffer has", "room in bytes"},
};

VOID
IopSayRule(IOP_SAY *Say, const ULONG_PTR Parameters[4])
{
    for (ULONG i = 0; i < RTL_NUMBER_OF(IopRules); i++) {
        if (IopRules[i].Kind == Parameters[0]) {
            Say("    %s\n", IopRules[i].Text);
            if (IopRules[i].P4 != NULL) {
                Say("    parameter 4: %s\n", IopRules[i].P4);
            }
        }
    }
}

/* --- who may act ------------------------------------------------------------------------------ */

/* Code, which is not that of the driver that has the packet, belongs to one further up. */
BOOLEAN
IopIsFromAbove(PIRP Irp, const VOID *Code)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp) + 1;
    PIO_STACK_LOCATION Top = (PIO_STACK_LOCATION)(Irp + 1) + Irp->StackCount;

    for (; Stack < Top; Stack++) {
        if (Stack->DeviceObject != NULL && IopIsCodeOf(Stack->DeviceObject->DriverObject, Code)) {
            return TRUE;
        }
    }
    return FALSE;
}

VOID
IopCheckActorBelow(PIRP Irp, const VOID *Code, ULONG Kind)
{
    PDEVICE_OBJECT Device = IoGetCurrentIrpStackLocation(Irp)->DeviceObject;

    if (Device != NULL && !IopIsCodeOf(Device->DriverObject, Code) && IopIsFromAbove(Irp, Code)) {
        IopVerifierStopAt(Kind, Code, Irp, 0);
    }
}

/* --- where to --------------------------------------------------------------------------------- */

static BOOLEAN
IopIsBelow(PDEVICE_OBJECT Upper, PDEVICE_OBJECT Target)
{
    for (; Upper != NULL && Upper != Target; Upper = IopDevice(Upper)->AttachedTo) {
    }
    return Upper != NULL;
}

VOID
IopCheckCopy(PIRP Irp, const VOID *Code)
{
    PIO_STACK_LOCATION Current = IoGetCurrentIrpStackLocation(Irp), Next = Current - 1;

    if (Next->CompletionRoutine != NULL && Next->Context == Current->Context &&
        !IopIsCodeOf(Current->DeviceObject->DriverObject, (PVOID)Next->CompletionRoutine)) {
        IopVerifierStopAt(0x207, Code, Irp, 0);
    }
}

VOID
IopCheckTarget(PIRP Irp, PDEVICE_OBJECT Lower, PDEVICE_OBJECT Target, const VOID *Code)
{
    if (IopIsBelow(Lower, Target)) {
        IopVerifierStopAt(0x211, Code, Irp, 0);
    }
}
