/*
 * io/driver/reinit.c - Reinitialize routines
 *
 *      registered in DriverEntry --the other drivers of the phase are there--> called, once
 *          --registers itself again--> called again, after those that were waiting
 *
 * At boot, IoRegisterBootDriverReinitialization's routines run when all devices have been started,
 * IoRegisterDriverReinitialization's when the system-start drivers are loaded, too. Those of a
 * driver that is loaded later run when its DriverEntry has returned. Count is how often
 * the driver's routines have been called.
 */
#include "load.h"

static struct {
    LIST_ENTRY Boot, Ordinary;
    BOOLEAN Started; /* the system: nothing is waited for any more */
} Iop SIM_STATE;

VOID
IopInitReinit(VOID)
{
    InitializeListHead(&Iop.Boot);
    InitializeListHead(&Iop.Ordinary);
}

static VOID
IopRegisterReinit(PLIST_ENTRY List, PDRIVER_OBJECT DriverObject, PDRIVER_REINITIALIZE Routine,
                  PVOID Context)
{
    PIOP_REINIT Reinit = ExAllocateOwn(sizeof(*Reinit), IOP_TAG);

    if (Reinit != NULL) {
        Reinit->Driver = IopDriver(DriverObject);
        Reinit->Routine = Routine;
        Reinit->Context = Context;
        InsertTailList(List, &Reinit->Links);
    }
}

VOID
IoRegisterDriverReinitialization(PDRIVER_OBJECT DriverObject,
                                 PDRIVER_REINITIALIZE DriverReinitializationRoutine, PVOID Context)
{
    IopRegisterReinit(&Iop.Ordinary, DriverObject, DriverReinitializationRoutine, Context);
}

VOID
IoRegisterBootDriverReinitialization(PDRIVER_OBJECT DriverObject,
                                     PDRIVER_REINITIALIZE DriverReinitializationRoutine,
                                     PVOID Context)
{
    IopRegisterReinit(&Iop.Boot, DriverObject, DriverReinitializationRoutine, Context);
}

static BOOLEAN
IopIsIn(PLIST_ENTRY List, PIOP_DRIVER Driver)
{
    for (PLIST_ENTRY Link = List->Flink; Link != List; Link = Link->Flink) {
        if (CONTAINING_RECORD(Link, IOP_REINIT, Links)->Driver == Driver) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Nothing of it will be called that may lie in an INIT section. */
VOID
IopDiscardInit(PIOP_DRIVER Driver)
{
    if (!IopIsIn(&Iop.Boot, Driver) && !IopIsIn(&Iop.Ordinary, Driver)) {
        MmDiscardInitSections(Driver->Module);
    }
}

/* --- calling ---------------------------------------------------------------------------------- */

static VOID
IopRunList(PLIST_ENTRY List)
{
    while (!IsListEmpty(List)) {
        PIOP_REINIT Reinit = CONTAINING_RECORD(RemoveHeadList(List), IOP_REINIT, Links);
        PDRIVER_OBJECT Driver = &Reinit->Driver->Object;
        IOP_REINIT Call = *Reinit;

        ExFreeOwn(Reinit);
        ObReferenceObject(Driver);
        Call.Driver->Extension.Count++;
        CALL_DRIVER(Call.Routine, Driver, Call.Context, Call.Driver->Extension.Count);
        IopCheckCallout((PVOID)Call.Routine);
        IopDiscardInit(Call.Driver);
        ObDereferenceObject(Driver);
    }
}

VOID
IoReinitializeBootDrivers(VOID)
{
    IopRunList(&Iop.Boot);
}

VOID
IoReinitializeDrivers(VOID)
{
    Iop.Started = TRUE;
    IopRunReinit();
}

VOID
IopRunReinit(VOID)
{
    if (Iop.Started) {
        IopRunList(&Iop.Boot);
        IopRunList(&Iop.Ordinary);
    }
}

static VOID
IopForgetIn(PLIST_ENTRY List, PIOP_DRIVER Driver)
{
    PLIST_ENTRY Next;

    for (PLIST_ENTRY Link = List->Flink; Link != List; Link = Next) {
        PIOP_REINIT Reinit = CONTAINING_RECORD(Link, IOP_REINIT, Links);

        Next = Link->Flink;
        if (Reinit->Driver == Driver) {
            RemoveEntryList(Link);
            ExFreeOwn(Reinit);
        }
    }
}

/* Its DriverEntry has failed, or it is unloaded. */
VOID
IopForgetReinit(PIOP_DRIVER Driver)
{
    IopForgetIn(&Iop.Boot, Driver);
    IopForgetIn(&Iop.Ordinary, Driver);
}

BOOLEAN
IopIsSystemStarted(VOID)
{
    return Iop.Started;
}
