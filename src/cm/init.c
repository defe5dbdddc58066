/*
 * src/cm/init.c - the registry at boot, and the kernel's own way to keys by path
 */
#include "cmi.h"

static struct {
    PCMP_KEY Root; /* \Registry */
} Cmp SIM_STATE;

/* A component of Path from *At on, which is moved behind it. */
static UNICODE_STRING
CmpComponent(PCUNICODE_STRING Path, USHORT *At)
{
    USHORT End = Path->Length / sizeof(WCHAR), First = ++*At;

    while (*At < End && Path->Buffer[*At] != L'\\') {
        ++*At;
    }
    return (UNICODE_STRING){.Length = (USHORT)((*At - First) * sizeof(WCHAR)),
                            .Buffer = Path->Buffer + First};
}

PCMP_KEY
CmpKeyByPath(PCUNICODE_STRING Path, BOOLEAN Create)
{
    USHORT At = 0;
    PCMP_KEY Key = Cmp.Root, Child;

    CmpComponent(Path, &At); /* "Registry" itself */
    while (At < Path->Length / sizeof(WCHAR)) {
        UNICODE_STRING Name = CmpComponent(Path, &At);

        Child = CmpFindChild(Key, &Name);
        if (Child == NULL &&
            (!Create || !NT_SUCCESS(CmpCreateChild(Key, &Name, NULL, 0, NULL, &Child)))) {
            return NULL;
        }
        Key = Child;
    }
    return Key;
}

static PCMP_KEY
CmpKeyAt(PCWSTR Path, BOOLEAN Create)
{
    UNICODE_STRING String;

    RtlInitUnicodeString(&String, Path);
    return CmpKeyByPath(&String, Create);
}

NTSTATUS
CmCreateKeyPath(PCWSTR Path)
{
    return CmpKeyAt(Path, TRUE) != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

BOOLEAN
CmKeyExists(PCWSTR Path)
{
    return CmpKeyAt(Path, FALSE) != NULL;
}

NTSTATUS
CmSetValue(PCWSTR Path, PCWSTR Name, ULONG Type, const VOID *Data, ULONG Size)
{
    PCMP_KEY Key = CmpKeyAt(Path, TRUE);
    UNICODE_STRING ValueName;

    RtlInitUnicodeString(&ValueName, Name);
    return Key == NULL ? STATUS_INSUFFICIENT_RESOURCES
                       : CmpSetValue(Key, &ValueName, Type, Data, Size);
}

NTSTATUS
CmGetValue(PCWSTR Path, PCWSTR Name, ULONG *Type, PVOID Data, ULONG Size, ULONG *Needed)
{
    PCMP_KEY Key = CmpKeyAt(Path, FALSE);
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
    NTSTATUS Status = CmpCreateChild(NULL, &Name, NULL, 0, CmpRootSecurity(), &Cmp.Root);

    SIM_ASSERT(NT_SUCCESS(Status));
    CmpInitKeyType(Cmp.Root);
    for (ULONG i = 0; i < RTL_NUMBER_OF(Paths); i++) {
        Status = CmCreateKeyPath(Paths[i]);
        SIM_ASSERT(NT_SUCCESS(Status));
    }
    CmpProtectForSystem(CmpKeyAt(L"\\Registry\\Machine\\System\\CurrentControlSet\\Enum", FALSE));
}
