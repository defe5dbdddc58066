/*
 * src/rtl/memresource.c - lengths of memory and port ranges in resource descriptors
 *
 * A descriptor has 32 bits for a length and for an alignment. Longer ones are stored without their
 * lowest 8, 16 or 32 bits (CM_RESOURCE_MEMORY_LARGE_40, _48, _64), which must be zero.
 */
#include "rtlp.h"

typedef struct _RTLP_MEMORY_FORM {
    USHORT Flag;
    UCHAR Shift;
    ULONGLONG Longest;
} RTLP_MEMORY_FORM;

static const RTLP_MEMORY_FORM RtlpForms[] = {
    {0, 0, MAXULONG},
    {CM_RESOURCE_MEMORY_LARGE_40, 8, CM_RESOURCE_MEMORY_LARGE_40_MAXLEN},
    {CM_RESOURCE_MEMORY_LARGE_48, 16, CM_RESOURCE_MEMORY_LARGE_48_MAXLEN},
    {CM_RESOURCE_MEMORY_LARGE_64, 32, CM_RESOURCE_MEMORY_LARGE_64_MAXLEN},
};

static BOOLEAN
RtlpIsRangeType(UCHAR Type)
{
    return Type == CmResourceTypeMemory || Type == CmResourceTypeMemoryLarge ||
           Type == CmResourceTypePort;
}

/* The form for a range of that type, or NULL. Both values are multiples of its unit. */
static const RTLP_MEMORY_FORM *
RtlpFormFor(UCHAR Type, ULONGLONG Length, ULONGLONG Alignment)
{
    for (ULONG i = 0; i < ARRAYSIZE(RtlpForms); i++) {
        const RTLP_MEMORY_FORM *Form = &RtlpForms[i];
        ULONGLONG Lost = (1ULL << Form->Shift) - 1;

        if (Length <= Form->Longest && Alignment <= Form->Longest) {
            BOOLEAN Whole = ((Length | Alignment) & Lost) == 0;

            return Whole && (i == 0 || Type != CmResourceTypePort) ? Form : NULL;
        }
    }
    return NULL;
}

static UCHAR
RtlpShiftOf(UCHAR Type, USHORT Flags)
{
    for (ULONG i = 1; i < ARRAYSIZE(RtlpForms); i++) {
        if (Type == CmResourceTypeMemoryLarge && (Flags & RtlpForms[i].Flag) != 0) {
            return RtlpForms[i].Shift;
        }
    }
    return 0;
}

static VOID
RtlpSetForm(PUCHAR Type, PUSHORT Flags, UCHAR Wanted, const RTLP_MEMORY_FORM *Form)
{
    *Type = Wanted == CmResourceTypePort ? Wanted
            : Form->Flag != 0            ? CmResourceTypeMemoryLarge
                                         : CmResourceTypeMemory;
    if (Wanted != CmResourceTypePort) {
        *Flags = (USHORT)((*Flags & ~CM_RESOURCE_MEMORY_LARGE) | Form->Flag);
    }
}

NTSTATUS
RtlCmEncodeMemIoResource(PCM_PARTIAL_RESOURCE_DESCRIPTOR Descriptor, UCHAR Type, ULONGLONG Length,
                         ULONGLONG Start)
{
    const RTLP_MEMORY_FORM *Form = RtlpFormFor(Type, Length, 0);

    if (!RtlpIsRangeType(Type)) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Form == NULL) {
        return STATUS_UNSUCCESSFUL;
    }
    RtlpSetForm(&Descriptor->Type, &Descriptor->Flags, Type, Form);
    Descriptor->u.Generic.Start.QuadPart = (LONGLONG)Start;
    Descriptor->u.Generic.Length = (ULONG)(Length >> Form->Shift);
    return STATUS_SUCCESS;
}

ULONGLONG
RtlCmDecodeMemIoResource(PCM_PARTIAL_RESOURCE_DESCRIPTOR Descriptor, PULONGLONG Start)
{
    UCHAR Shift = RtlpShiftOf(Descriptor->Type, Descriptor->Flags);

    if (Start != NULL) {
        *Start = (ULONGLONG)Descriptor->u.Generic.Start.QuadPart;
    }
    return (ULONGLONG)Descriptor->u.Generic.Length << Shift;
}

NTSTATUS
RtlIoEncodeMemIoResource(PIO_RESOURCE_DESCRIPTOR Descriptor, UCHAR Type, ULONGLONG Length,
                         ULONGLONG Alignment, ULONGLONG MinimumAddress, ULONGLONG MaximumAddress)
{
    const RTLP_MEMORY_FORM *Form = RtlpFormFor(Type, Length, Alignment);

    if (!RtlpIsRangeType(Type) || MinimumAddress > MaximumAddress) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Form == NULL) {
        return STATUS_UNSUCCESSFUL;
    }
    RtlpSetForm(&Descriptor->Type, &Descriptor->Flags, Type, Form);
    Descriptor->u.Memory.Length = (ULONG)(Length >> Form->Shift);
    Descriptor->u.Memory.Alignment = (ULONG)(Alignment >> Form->Shift);
    Descriptor->u.Memory.MinimumAddress.QuadPart = (LONGLONG)MinimumAddress;
    Descriptor->u.Memory.MaximumAddress.QuadPart = (LONGLONG)MaximumAddress;
    return STATUS_SUCCESS;
}

ULONGLONG
RtlIoDecodeMemIoResource(PIO_RESOURCE_DESCRIPTOR Descriptor, PULONGLONG Alignment,
                         PULONGLONG MinimumAddress, PULONGLONG MaximumAddress)
{
    UCHAR Shift = RtlpShiftOf(Descriptor->Type, Descriptor->Flags);

    if (Alignment != NULL) {
        *Alignment = (ULONGLONG)Descriptor->u.Memory.Alignment << Shift;
    }
    if (MinimumAddress != NULL) {
        *MinimumAddress = (ULONGLONG)Descriptor->u.Memory.MinimumAddress.QuadPart;
    }
    if (MaximumAddress != NULL) {
        *MaximumAddress = (ULONGLONG)Descriptor->u.Memory.MaximumAddress.QuadPart;
    }
    return (ULONGLONG)Descriptor->u.Memory.Length << Shift;
}

/* The shortest length not below SourceLength that a descriptor can hold. */
NTSTATUS
RtlFindClosestEncodableLength(ULONGLONG SourceLength, PULONGLONG TargetLength)
{
    for (ULONG i = 0; i < ARRAYSIZE(RtlpForms); i++) {
        ULONGLONG Lost = (1ULL << RtlpForms[i].Shift) - 1;

        if (SourceLength <= RtlpForms[i].Longest) {
            *TargetLength = (SourceLength + Lost) & ~Lost;
            return STATUS_SUCCESS;
        }
    }
    return STATUS_NOT_SUPPORTED;
}
