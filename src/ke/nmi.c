/*
 * src/ke/nmi.c - callbacks for non-maskable interrupts and for bound exceptions
 *
 * An NMI calls the callbacks at HIGH_LEVEL, the last registered first; each is told whether one
 * before it handled the interrupt. If none does, NMI_HARDWARE_FAILURE.
 *
 * Differs from Windows: an NMI waits while its processor is at HIGH_LEVEL, or in another one. Bound
 * callbacks can be registered; there is no BOUND instruction in 64-bit code, so none is called.
 */
#include "ki.h"

enum { KI_CALLBACKS = 32 };

typedef struct _KI_CALLBACK {
    PVOID Routine; /* NULL: free */
    PVOID Context;
    ULONG Order; /* of registration */
} KI_CALLBACK, *PKI_CALLBACK;

static struct {
    KI_CALLBACK Nmi[KI_CALLBACKS], Bound[KI_CALLBACKS];
    ULONG Registered;
} Ki SIM_STATE;
SIM_STATE_PART(Ki.Nmi, Ki.Registered);
SIM_STATE_PART(Ki.Bound, Ki.Registered);

static PVOID
KiRegister(KI_CALLBACK Callbacks[KI_CALLBACKS], PVOID Routine, PVOID Context)
{
    for (ULONG i = 0; i < KI_CALLBACKS; i++) {
        if (Callbacks[i].Routine == NULL) {
            Callbacks[i] = (KI_CALLBACK){Routine, Context, ++Ki.Registered};
            return &Callbacks[i];
        }
    }
    return NULL;
}

static NTSTATUS
KiDeregister(KI_CALLBACK Callbacks[KI_CALLBACKS], PVOID Handle)
{
    for (ULONG i = 0; i < KI_CALLBACKS; i++) {
        if (Handle == &Callbacks[i] && Callbacks[i].Routine != NULL) {
            Callbacks[i].Routine = NULL;
            return STATUS_SUCCESS;
        }
    }
    return STATUS_INVALID_HANDLE;
}

PVOID
KeRegisterNmiCallback(PNMI_CALLBACK CallbackRoutine, PVOID Context)
{
    return KiRegister(Ki.Nmi, (PVOID)(ULONG_PTR)CallbackRoutine, Context);
}

NTSTATUS
KeDeregisterNmiCallback(PVOID Handle)
{
    return KiDeregister(Ki.Nmi, Handle);
}

PVOID
KeRegisterBoundCallback(PBOUND_CALLBACK CallbackRoutine)
{
    return KiRegister(Ki.Bound, (PVOID)(ULONG_PTR)CallbackRoutine, NULL);
}

NTSTATUS
KeDeregisterBoundCallback(PVOID Handle)
{
    return KiDeregister(Ki.Bound, Handle);
}

/* --- an NMI ----------------------------------------------------------------------------------- */

VOID
KeRequestNmi(ULONG Processor)
{
    HalRequestVector(Processor, HAL_NMI_VECTOR);
}

/* The youngest that is older than Order. */
static PKI_CALLBACK
KiNmiBefore(ULONG Order)
{
    PKI_CALLBACK Best = NULL;

    for (PKI_CALLBACK Each = Ki.Nmi; Each < Ki.Nmi + KI_CALLBACKS; Each++) {
        if (Each->Routine != NULL && Each->Order < Order &&
            (Best == NULL || Each->Order > Best->Order)) {
            Best = Each;
        }
    }
    return Best;
}

VOID
KiNmiInterrupt(VOID)
{
    BOOLEAN Handled = FALSE;

    for (PKI_CALLBACK Each = KiNmiBefore(MAXULONG); Each != NULL; Each = KiNmiBefore(Each->Order)) {
        if (CALL_DRIVER((PNMI_CALLBACK)(ULONG_PTR)Each->Routine, Each->Context, Handled)) {
            Handled = TRUE;
        }
    }
    if (!Handled) {
        KeBugCheckEx(NMI_HARDWARE_FAILURE, 0x4F4454, 0, 0, 0);
    }
}

static VOID
KiReportLeft(const KI_CALLBACK *Callbacks, PCSTR Kind, VOID (*Report)(PCSTR Format, ...))
{
    for (ULONG i = 0; i < KI_CALLBACKS; i++) {
        if (Callbacks[i].Routine != NULL) {
            Report("%s callback %p is still registered\n", Kind, Callbacks[i].Routine);
        }
    }
}

VOID
KiReportCallbacks(VOID (*Report)(PCSTR Format, ...))
{
    KiReportLeft(Ki.Nmi, "NMI", Report);
    KiReportLeft(Ki.Bound, "bound", Report);
    KiReportBugCheckCallbacks(Report);
}
