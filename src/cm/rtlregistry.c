/*
 * src/cm/rtlregistry.c - RtlCreateRegistryKey, RtlWriteRegistryValue and the like
 *
 * They stand here and not in rtl, because what they work on does.
 */
#include "cmi.h"

static PCWSTR
CmpRelativePath(ULONG RelativeTo)
{
    static const PCWSTR Paths[RTL_REGISTRY_MAXIMUM] = {
        [RTL_REGISTRY_ABSOLUTE] = L"",
        [RTL_REGISTRY_SERVICES] = L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\",
        [RTL_REGISTRY_CONTROL] = L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\",
        [RTL_REGISTRY_WINDOWS_NT] =
            L"\\Registry\\Machine\\Software\\Microsoft\\Windows NT\\CurrentVersion\\",
        [RTL_REGISTRY_DEVICEMAP] = L"\\Registry\\Machine\\Hardware\\DeviceMap\\",
        [RTL_REGISTRY_USER] = L"\\Registry\\User\\.Default\\",
    };

    RelativeTo &= ~RTL_REGISTRY_OPTIONAL;
    return RelativeTo < RTL_REGISTRY_MAXIMUM ? Paths[RelativeTo] : NULL;
}

static ULONG
CmpLengthOf(PCWSTR Text)
{
    UNICODE_STRING String;

    RtlInitUnicodeString(&String, Text);
    return String.Length;
}

/* A handle that the caller closes, unless it was the caller's own (RTL_REGISTRY_HANDLE). */
NTSTATUS
CmpOpenRelative(ULONG RelativeTo, PCWSTR Path, ACCESS_MASK Access, BOOLEAN Create, PHANDLE Handle)
{
    PCWSTR Prefix = CmpRelativePath(RelativeTo);
    OBJECT_ATTRIBUTES Attributes;
    UNICODE_STRING Name = {0};
    NTSTATUS Status;

    if ((RelativeTo & RTL_REGISTRY_HANDLE) != 0) {
        *Handle = (HANDLE)(ULONG_PTR)Path;
        return STATUS_SUCCESS;
    }
    if (Prefix == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    Name.MaximumLength = (USHORT)(CmpLengthOf(Prefix) + CmpLengthOf(Path) + sizeof(WCHAR));
    Name.Buffer = ExAllocateOwn(Name.MaximumLength, CMP_TAG);
    if (Name.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlAppendUnicodeToString(&Name, Prefix);
    RtlAppendUnicodeToString(&Name, Path);
    InitializeObjectAttributes(&Attributes, &Name, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL,
                               NULL);
    Status = Create ? ZwCreateKey(Handle, Access, &Attributes, 0, NULL, 0, NULL)
                    : ZwOpenKey(Handle, Access, &Attributes);
    ExFreeOwn(Name.Buffer);
    return Status;
}

VOID
CmpCloseRelative(ULONG RelativeTo, HANDLE Handle)
{
    if ((RelativeTo & RTL_REGISTRY_HANDLE) == 0) {
        ZwClose(Handle);
    }
}

NTSTATUS
RtlCreateRegistryKey(ULONG RelativeTo, PWSTR Path)
{
    HANDLE Handle;
    NTSTATUS Status = CmpOpenRelative(RelativeTo, Path, KEY_ALL_ACCESS, TRUE, &Handle);

    if (NT_SUCCESS(Status)) {
        CmpCloseRelative(RelativeTo, Handle);
    }
    return Status;
}

/* Closes a handle that the caller gives (RTL_REGISTRY_HANDLE), as its page warns. */
NTSTATUS
RtlCheckRegistryKey(ULONG RelativeTo, PWSTR Path)
{
    HANDLE Handle;
    NTSTATUS Status = CmpOpenRelative(RelativeTo, Path, KEY_QUERY_VALUE, FALSE, &Handle);

    return NT_SUCCESS(Status) ? ZwClose(Handle) : Status;
}

NTSTATUS
RtlWriteRegistryValue(ULONG RelativeTo, PCWSTR Path, PCWSTR ValueName, ULONG ValueType,
                      PVOID ValueData, ULONG ValueLength)
{
    UNICODE_STRING Name;
    HANDLE Handle;
    NTSTATUS Status = CmpOpenRelative(RelativeTo, Path, KEY_SET_VALUE, TRUE, &Handle);

    if (NT_SUCCESS(Status)) {
        RtlInitUnicodeString(&Name, ValueName);
        Status = ZwSetValueKey(Handle, &Name, 0, ValueType, ValueData, ValueLength);
        CmpCloseRelative(RelativeTo, Handle);
    }
    return Status;
}

NTSTATUS
RtlDeleteRegistryValue(ULONG RelativeTo, PCWSTR Path, PCWSTR ValueName)
{
    UNICODE_STRING Name;
    HANDLE Handle;
    NTSTATUS Status = CmpOpenRelative(RelativeTo, Path, KEY_SET_VALUE, FALSE, &Handle);

    if (NT_SUCCESS(Status)) {
        RtlInitUnicodeString(&Name, ValueName);
        Status = ZwDeleteValueKey(Handle, &Name);
        CmpCloseRelative(RelativeTo, Handle);
    }
    return Status;
}

/* --- a value here, or else there -------------------------------------------------------------- */

static NTSTATUS
CmpQueryPartial(HANDLE Handle, PUNICODE_STRING Name, PKEY_VALUE_PARTIAL_INFORMATION Value,
                ULONG Length)
{
    ULONG Needed;

    return ZwQueryValueKey(Handle, Name, KeyValuePartialInformation, Value, Length, &Needed);
}

/* ValueLength: the size of ValueData. STATUS_BUFFER_OVERFLOW: *ResultLength would be enough. */
NTSTATUS
RtlQueryRegistryValueWithFallback(HANDLE PrimaryHandle, HANDLE FallbackHandle,
                                  PUNICODE_STRING ValueName, ULONG ValueLength, PULONG ValueType,
                                  PVOID ValueData, PULONG ResultLength)
{
    ULONG Length = FIELD_OFFSET(KEY_VALUE_PARTIAL_INFORMATION, Data) + ValueLength;
    PKEY_VALUE_PARTIAL_INFORMATION Value = NULL;
    NTSTATUS Status = STATUS_OBJECT_NAME_NOT_FOUND;

    if (Length > ValueLength) {
        Value = ExAllocateOwn(max(Length, sizeof *Value), CMP_TAG);
    }
    if (Value == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (PrimaryHandle != NULL) {
        Status = CmpQueryPartial(PrimaryHandle, ValueName, Value, Length);
    }
    if (Status == STATUS_OBJECT_NAME_NOT_FOUND && FallbackHandle != NULL) {
        Status = CmpQueryPartial(FallbackHandle, ValueName, Value, Length);
    }
    if (NT_SUCCESS(Status) || Status == STATUS_BUFFER_OVERFLOW) {
        *ResultLength = Value->DataLength;
        *ValueType = Value->Type;
    }
    if (NT_SUCCESS(Status)) {
        RtlCopyMemory(ValueData, Value->Data, Value->DataLength);
    }
    ExFreeOwn(Value);
    return Status;
}
