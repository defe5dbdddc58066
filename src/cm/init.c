/*
 * src/cm/init.c - the registry at boot, and the kernel's own way to keys by path
 */
#include "cmi.h"

static struct {
    PCMP_KEY Root; /* \Registry */
} Cmp SIM_STATE;

/* The key at a full path (\Registry\...); Create: with all keys on the way. NULL: there is none. */
static PCMP_KEY
CmpKeyByPath(PCWSTR Path, BOOLEAN Create)
{
    static const CMP_CREATE Plain = {0};
    PCMP_KEY Key = Cmp.Root, Child;
    BOOLEAN First = TRUE;

    while (*Path != 0) {
        UNICODE_STRING Name = {.Buffer = (PWCH)++Path};

        while (*Path != 0 && *Path != L'\\') {
            Path++;
            Name.Length += sizeof(WCHAR);
        }
        if (First) { // "Registry" itself
            First = FALSE;
            continue;
        }
        Child = CmpFindChild(Key, &Name);
        if (Child == NULL && (!Create || !NT_SUCCESS(CmpCreateChild(Key, &Name, &Plain, &Child)))) {
            return NULL;
        }
        Key = Child;
    }
    return Key;
}

NTSTATUS
CmCreateKeyPath(PCWSTR Path)
{
    return CmpKeyByPath(Path, TRUE) != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

BOOLEAN
CmKeyExists(PCWSTR Path)
{
    return CmpKeyByPath(Path, FALSE) != NULL;
}

NTSTATUS
CmSetValue(PCWSTR Path, PCWSTR Name, ULONG Type, const VOID *Data, ULONG Size)
{
    PCMP_KEY Key = CmpKeyByPath(Path, TRUE);
    UNICODE_STRING ValueName;

    RtlInitUnicodeString(&ValueName, Name);
    return Key == NULL ? STATUS_INSUFFICIENT_RESOURCES
                       : CmpSetValue(Key, &ValueName, Type, Data, Size);
}

NTSTATUS
CmGetValue(PCWSTR Path, PCWSTR Name, ULONG *Type, PVOID Data, ULONG Size, ULONG *Needed)
{
    PCMP_KEY Key = CmpKeyByPath(Path, FALSE);
    UNICODE_STRING ValueName;
    PCMP_VALUE Value;

    RtlInitUnicodeString(&ValueName, Name);
    if (Key == NULL || (Value = CmpFindValue(Key, &ValueName)) == NULL) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    if (Type != NULL) {
        *Type = Value->Type;
    }
    if (Needed != NULL) {
        *Needed = Value->DataLength;
    }
    if (Size < Value->DataLength) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    RtlCopyMemory(Data, Value->Data, Value->DataLength);
    return STATUS_SUCCESS;
}

VOID
CmInitSystem(VOID)
{
    static const CMP_CREATE Plain = {0};
    static const PCWSTR Paths[] = {
        L"\\Registry\\Machine\\System\\CurrentControlSet\\Services",
        L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\Class",
        L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\DeviceClasses",
        L"\\Registry\\Machine\\System\\CurrentControlSet\\Enum",
        L"\\Registry\\Machine\\Software\\Microsoft\\Windows NT\\CurrentVersion",
        L"\\Registry\\Machine\\Hardware\\DeviceMap",
        L"\\Registry\\User\\.Default",
    };
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"REGISTRY");
    NTSTATUS Status = CmpCreateChild(NULL, &Name, &Plain, &Cmp.Root);

    SIM_ASSERT(NT_SUCCESS(Status));
    CmpInitKeyType(Cmp.Root);
    for (ULONG i = 0; i < RTL_NUMBER_OF(Paths); i++) {
        Status = CmCreateKeyPath(Paths[i]);
        SIM_ASSERT(NT_SUCCESS(Status));
    }
}
