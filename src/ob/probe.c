/*
 * ob/probe.c - arguments of system calls, and the previous mode
 *
 * What user mode passes is checked before it is used; mm says what user memory is. Kernel code is
 * not preempted by its own calls, so what was checked stays valid until a driver is called or a
 * wait begins.
 */
#include "obi.h"

static struct {
    NTSTATUS (*Probe)(const VOID *Address, SIZE_T Length, ULONG Alignment, BOOLEAN Write);
} ObpProbes SIM_STATE;

VOID
ObSetProbeRoutine(NTSTATUS (*Probe)(const VOID *Address, SIZE_T Length, ULONG Alignment,
                                    BOOLEAN Write))
{
    ObpProbes.Probe = Probe;
}

NTSTATUS
ObProbe(KPROCESSOR_MODE Mode, const VOID *Address, SIZE_T Length, ULONG Alignment, BOOLEAN Write)
{
    if (Mode == KernelMode) {
        return STATUS_SUCCESS;
    }
    SIM_ASSERT(ObpProbes.Probe != NULL);
    return ObpProbes.Probe(Address, Length, Alignment, Write);
}

NTSTATUS
ObProbeString(KPROCESSOR_MODE Mode, PCUNICODE_STRING String)
{
    NTSTATUS Status = OB_PROBE_READ(Mode, String);

    if (NT_SUCCESS(Status)) {
        Status = ObProbe(Mode, String->Buffer, String->Length, sizeof(WCHAR), FALSE);
    }
    return Status;
}

static NTSTATUS
ObpProbeUserRead(const VOID *Address, SIZE_T Length)
{
    return ObpProbes.Probe(Address, Length, sizeof(UCHAR), FALSE);
}

NTSTATUS
ObProbeAttributes(KPROCESSOR_MODE Mode, POBJECT_ATTRIBUTES Attributes, BOOLEAN Required)
{
    NTSTATUS Status;

    if (Attributes == NULL) {
        return Required ? STATUS_INVALID_PARAMETER : STATUS_SUCCESS;
    }
    Status = OB_PROBE_READ(Mode, Attributes);
    if (NT_SUCCESS(Status) && Attributes->ObjectName != NULL) {
        Status = ObProbeString(Mode, Attributes->ObjectName);
    }
    if (NT_SUCCESS(Status) && Mode != KernelMode && Attributes->SecurityDescriptor != NULL) {
        Status = SeProbeDescriptor(Attributes->SecurityDescriptor, ObpProbeUserRead);
    }
    return Status;
}

KPROCESSOR_MODE
ObEnterKernelMode(VOID)
{
    PKTHREAD Thread = KeCurrentThread();
    KPROCESSOR_MODE Before = Thread->PreviousMode;

    Thread->PreviousMode = KernelMode;
    return Before;
}

VOID
ObLeaveKernelMode(KPROCESSOR_MODE Before)
{
    KeCurrentThread()->PreviousMode = Before;
}

/* --- what calls that create, open or change dispatcher objects have in common ----------------- */

NTSTATUS
ObpProbeCreate(KPROCESSOR_MODE Mode, PHANDLE Handle, POBJECT_ATTRIBUTES Attributes)
{
    NTSTATUS Status = OB_PROBE_WRITE(Mode, Handle);

    return NT_SUCCESS(Status) ? ObProbeAttributes(Mode, Attributes, FALSE) : Status;
}

NTSTATUS
ObpOpenNamed(PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes, OBJECT_TYPE *Type)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status = OB_PROBE_WRITE(Mode, Handle);

    if (NT_SUCCESS(Status)) {
        Status = ObProbeAttributes(Mode, Attributes, TRUE);
    }
    return NT_SUCCESS(Status) ? ObOpenByName(Attributes, Type, Mode, Access, NULL, NULL, Handle)
                              : Status;
}

NTSTATUS
ObpProbePrevious(KPROCESSOR_MODE Mode, PLONG Previous)
{
    return Previous == NULL ? STATUS_SUCCESS : OB_PROBE_WRITE(Mode, Previous);
}
