/*
 * src/cm/firmware.c - the variables of the machine's firmware (UEFI)
 *
 * They live as long as the machine is on. A variable is known by its name, case and all, and its
 * vendor. Setting one to nothing deletes it, as the UEFI specification has it.
 *
 * Differs from Windows: there are none at first. Variables that are authenticated or hardware
 * error records are refused with STATUS_INVALID_PARAMETER.
 */
#include "cmi.h"

#define CMP_FIRMWARE_TAG 'wFmC'
#define CMP_NON_VOLATILE 0x1 /* EFI_VARIABLE_... */
#define CMP_BOOT_SERVICE 0x2
#define CMP_RUNTIME      0x4
#define CMP_APPEND       0x40
#define CMP_KNOWN        (CMP_NON_VOLATILE | CMP_BOOT_SERVICE | CMP_RUNTIME | CMP_APPEND)

typedef struct _CMP_VARIABLE {
    struct _CMP_VARIABLE *Next;
    GUID Vendor;
    ULONG Attributes, Length;
    UNICODE_STRING Name; /* behind the value */
    UCHAR Value[];
} CMP_VARIABLE, *PCMP_VARIABLE;

static struct {
    PCMP_VARIABLE Variables;
} Cmp SIM_STATE;

/* The link that points to it, or the last one, which is NULL. */
static PCMP_VARIABLE *
CmpFindVariable(PCUNICODE_STRING Name, const GUID *Vendor)
{
    PCMP_VARIABLE *Link = &Cmp.Variables;

    while (*Link != NULL && !(RtlEqualUnicodeString(&(*Link)->Name, Name, FALSE) &&
                              RtlEqualMemory(&(*Link)->Vendor, Vendor, sizeof *Vendor))) {
        Link = &(*Link)->Next;
    }
    return Link;
}

FIRMWARE_TYPE
ExGetFirmwareType(VOID)
{
    return FirmwareTypeUefi;
}

static BOOLEAN
CmpIsVariableName(PCUNICODE_STRING Name, const GUID *Vendor)
{
    return Name != NULL && Name->Length != 0 && Name->Buffer != NULL && Vendor != NULL;
}

NTSTATUS
ExGetFirmwareEnvironmentVariable(PUNICODE_STRING VariableName, LPGUID VendorGuid, PVOID Value,
                                 PULONG ValueLength, PULONG Attributes)
{
    PCMP_VARIABLE Variable;
    ULONG Room;

    if (!CmpIsVariableName(VariableName, VendorGuid) || ValueLength == NULL ||
        (Value == NULL && *ValueLength != 0)) {
        return STATUS_INVALID_PARAMETER;
    }
    Variable = *CmpFindVariable(VariableName, VendorGuid);
    if (Variable == NULL) {
        return STATUS_VARIABLE_NOT_FOUND;
    }
    Room = *ValueLength;
    *ValueLength = Variable->Length;
    if (Attributes != NULL) {
        *Attributes = Variable->Attributes;
    }
    if (Room < Variable->Length) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    RtlCopyMemory(Value, Variable->Value, Variable->Length);
    return STATUS_SUCCESS;
}

static PCMP_VARIABLE
CmpNewVariable(PCUNICODE_STRING Name, const GUID *Vendor, ULONG Attributes, ULONG Length)
{
    ULONG NameAt = ALIGN_UP_BY(Length, sizeof(WCHAR));
    PCMP_VARIABLE New = ExAllocateOwn(sizeof *New + NameAt + Name->Length, CMP_FIRMWARE_TAG);

    if (New != NULL) {
        New->Vendor = *Vendor;
        New->Attributes = Attributes;
        New->Length = Length;
        New->Name = (UNICODE_STRING){Name->Length, Name->Length, (PWSTR)(New->Value + NameAt)};
        RtlCopyMemory(New->Name.Buffer, Name->Buffer, Name->Length);
    }
    return New;
}

/* In the place of what *Link points to, if anything; of that, Kept bytes stay in front. */
static NTSTATUS
CmpWriteVariable(PCMP_VARIABLE *Link, PCMP_VARIABLE New, const VOID *Value, ULONG Kept)
{
    PCMP_VARIABLE Old = *Link;

    if (New == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(New->Value + Kept, Value, New->Length - Kept);
    if (Old != NULL) {
        RtlCopyMemory(New->Value, Old->Value, Kept);
        New->Next = Old->Next;
        ExFreeOwn(Old);
    }
    *Link = New;
    return STATUS_SUCCESS;
}

static NTSTATUS
CmpDeleteVariable(PCMP_VARIABLE *Link)
{
    PCMP_VARIABLE Variable = *Link;

    if (Variable == NULL) {
        return STATUS_VARIABLE_NOT_FOUND;
    }
    *Link = Variable->Next;
    ExFreeOwn(Variable);
    return STATUS_SUCCESS;
}

static BOOLEAN
CmpAreAttributesValid(ULONG Attributes, const CMP_VARIABLE *Existing)
{
    ULONG Kept = Attributes & ~(ULONG)CMP_APPEND;

    return (Attributes & CMP_NON_VOLATILE) != 0 && (Attributes & ~(ULONG)CMP_KNOWN) == 0 &&
           ((Attributes & CMP_RUNTIME) == 0 || (Attributes & CMP_BOOT_SERVICE) != 0) &&
           (Existing == NULL || Existing->Attributes == Kept);
}

NTSTATUS
ExSetFirmwareEnvironmentVariable(PUNICODE_STRING VariableName, LPGUID VendorGuid, PVOID Value,
                                 ULONG ValueLength, ULONG Attributes)
{
    PCMP_VARIABLE *Link;
    ULONG Kept;

    if (!SeSinglePrivilegeCheck(SeExports->SeSystemEnvironmentPrivilege, ExGetPreviousMode())) {
        return STATUS_PRIVILEGE_NOT_HELD;
    }
    if (!CmpIsVariableName(VariableName, VendorGuid) || (Value == NULL && ValueLength != 0)) {
        return STATUS_INVALID_PARAMETER;
    }
    Link = CmpFindVariable(VariableName, VendorGuid);
    if (!CmpAreAttributesValid(Attributes, *Link)) {
        return STATUS_INVALID_PARAMETER;
    }
    if (ValueLength == 0 && (Attributes & CMP_APPEND) == 0) {
        return CmpDeleteVariable(Link);
    }
    Kept = (Attributes & CMP_APPEND) != 0 && *Link != NULL ? (*Link)->Length : 0;
    return CmpWriteVariable(Link,
                            CmpNewVariable(VariableName, VendorGuid,
                                           Attributes & ~(ULONG)CMP_APPEND, Kept + ValueLength),
                            Value, Kept);
}
