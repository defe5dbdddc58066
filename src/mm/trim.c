/*
 * mm/trim.c - pageable memory is not there while the IRQL is raised
 *
 * Strict mode does what Driver Verifier's "Force IRQL checking" does:
 *
 *      resident --the IRQL is raised to DISPATCH_LEVEL or above--> trimmed
 *               <--touched below DISPATCH_LEVEL, or by the kernel--
 *                  touched by a driver at DISPATCH_LEVEL or above: 0xD1
 *
 * For instrumented drivers, MiCheckAccess is asked at each access at a raised IRQL, in any mode.
 *
 * Differs from Windows: what another processor made resident meanwhile is not noticed, nor what the
 * kernel touched on the driver's behalf before the driver did.
 */
#include "pageable.h"

static struct {
    BOOLEAN Trimmed; /* all that may be */
    BOOLEAN Hidden;  /* something is */
} MiTrim SIM_STATE;

/* --- is it allowed? --------------------------------------------------------------------------- */

static BOOLEAN
MiIsPageable(const VOID *Address)
{
    PMI_PAGEABLE Record;

    if (HalPlace(Address) == HalAtPaged) {
        return !MiIsFrameLocked(HalPageFrame(Address));
    }
    Record = MiPageableAt(Address);
    return Record != NULL && MiMayBePagedOut(Record);
}

/* At DISPATCH_LEVEL or above. Kind: 0 read, 1 write, 8 execute. */
static VOID
MiCheckAccess(const VOID *Address, ULONG Kind, PVOID Pc)
{
    if (MiIsPageable(Address)) {
        KeBugCheckEx(DRIVER_IRQL_NOT_LESS_OR_EQUAL, (ULONG_PTR)Address, HalGetIrql(), Kind,
                     (ULONG_PTR)Pc);
    }
}

/* --- strict mode ------------------------------------------------------------------------------ */

static VOID
MiShowAll(BOOLEAN Show)
{
    PMI_PAGEABLE Record = NULL;

    MiTrim.Trimmed = MiTrim.Hidden = !Show;
    while ((Record = MiNextPageable(Record)) != NULL) {
        if (MiMayBePagedOut(Record)) {
            MiShowPageable(Record, Show);
        }
    }
    HalProtect(HalWindowBase(HalPaged), HalWindowSize(HalPaged) / PAGE_SIZE, Show ? 3 : 0);
}

static VOID
MiTrimNow(HAL_PROBE Probe, ULONG64 A, ULONG64 B, ULONG64 C)
{
    if (!MiTrim.Trimmed && (Probe != PROBE_IRQL_RAISE || B >= DISPATCH_LEVEL)) {
        MiShowAll(FALSE);
    }
}

VOID
MiForgetTrim(VOID)
{
    MiTrim.Trimmed = FALSE;
}

/* TRUE: it is there now, the instruction can be repeated. */
static BOOLEAN
MiPageIn(PHAL_FAULT Fault)
{
    if (!MiTrim.Hidden ||
        (HalPlace(Fault->Address) != HalAtPaged && !MiIsPageable(Fault->Address))) {
        return FALSE;
    }
    if (HalGetIrql() >= DISPATCH_LEVEL && HalPlace(Fault->Pc) == HalAtDriver) {
        MiCheckAccess(Fault->Address, Fault->Execute ? 8 : Fault->Write, Fault->Pc);
    }
    MiShowAll(TRUE);
    return TRUE;
}

VOID
MmForceIrqlChecking(VOID)
{
    HalListen(PROBE_IRQL_RAISE, MiTrimNow);
    HalListen(PROBE_INTERRUPT_ENTER, MiTrimNow);
    HalListen(PROBE_DPC_RUN, MiTrimNow);
    KeSetPageFaultRoutine(MiPageIn);
}

VOID
MiInitTrim(VOID)
{
    HalSetPagedCheck(MiCheckAccess);
}
