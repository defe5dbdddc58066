/*
 * src/ke/float.c - floating-point and extended processor state, saved by drivers
 *
 * Saves nest, per thread (a DPC's nest in those of the thread that it interrupts):
 *
 *      a restore is of the last save that is not restored, at the same IRQL, in the same thread
 *      a save is at no lower IRQL than the one around it
 *      a thread ends, and a routine returns, with nothing left to restore
 *
 * Invariant: FloatDepth is the number of saves of KFLOATING_SAVE that are not restored; each holds
 * its own depth.
 *
 * Differs from Windows: the registers themselves need no saving, the code of another thread, of a
 * DPC and of a service routine comes in at calls only; what is checked is the pairing. Windows'
 * bug check for a wrong one is not documented; here it is a violation of the rule that has the
 * routine's name. KeSaveFloatingPointState has STATUS_INSUFFICIENT_RESOURCES beyond eight in one
 * another.
 */
#include "ki.h"

#define KI_FLOAT_MARK 0xF10A7000u

static DECLSPEC_NORETURN VOID
KiWrongRestore(PCSTR Routine, PVOID Save)
{
    KeRuleViolation(Routine, (ULONG_PTR)Save, HalGetIrql());
}

NTSTATUS
KeSaveFloatingPointState(PKFLOATING_SAVE FloatSave)
{
    PKTHREAD Thread = KeCurrentThread();
    ULONG Depth = Thread->FloatDepth;

    if (Depth == KTHREAD_FLOAT_SAVES) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (Depth > 0 && HalGetIrql() < Thread->FloatIrql[Depth - 1]) {
        KiWrongRestore("KeSaveFloatingPointState", FloatSave);
    }
    Thread->FloatIrql[Depth] = HalGetIrql();
    Thread->FloatDepth = Depth + 1;
    FloatSave->Dummy = KI_FLOAT_MARK | Thread->FloatDepth;
    return STATUS_SUCCESS;
}

NTSTATUS
KeRestoreFloatingPointState(PKFLOATING_SAVE FloatSave)
{
    PKTHREAD Thread = KeCurrentThread();
    ULONG Depth = Thread->FloatDepth;

    if (Depth == 0 || FloatSave->Dummy != (KI_FLOAT_MARK | Depth) ||
        Thread->FloatIrql[Depth - 1] != HalGetIrql()) {
        KiWrongRestore("KeRestoreFloatingPointState", FloatSave);
    }
    FloatSave->Dummy = 0;
    Thread->FloatDepth = Depth - 1;
    return STATUS_SUCCESS;
}

NTSTATUS
KeSaveExtendedProcessorState(ULONG64 Mask, PXSTATE_SAVE XStateSave)
{
    PKTHREAD Thread = KeCurrentThread();

    if (Thread->XStateSaves != NULL && HalGetIrql() < Thread->XStateSaves->Level) {
        KiWrongRestore("KeSaveExtendedProcessorState", XStateSave);
    }
    *XStateSave = (XSTATE_SAVE){.Prev = Thread->XStateSaves,
                                .Thread = Thread,
                                .Level = HalGetIrql(),
                                .XStateContext = {.Mask = Mask}};
    Thread->XStateSaves = XStateSave;
    return STATUS_SUCCESS;
}

VOID
KeRestoreExtendedProcessorState(PXSTATE_SAVE XStateSave)
{
    PKTHREAD Thread = KeCurrentThread();

    if (Thread->XStateSaves != XStateSave || XStateSave->Thread != Thread ||
        XStateSave->Level != HalGetIrql()) {
        KiWrongRestore("KeRestoreExtendedProcessorState", XStateSave);
    }
    Thread->XStateSaves = XStateSave->Prev;
}

VOID
KiCheckFloatAtExit(PKTHREAD Thread)
{
    if (Thread->FloatDepth != 0) {
        KiWrongRestore("KeSaveFloatingPointState", NULL);
    }
    if (Thread->XStateSaves != NULL) {
        KiWrongRestore("KeSaveExtendedProcessorState", Thread->XStateSaves);
    }
}
