/*
 * ob/query.c - what is known about an object
 *
 * Differs from Windows: NtQueryObject knows the basic, name and type classes; of a type it tells
 * the name.
 */
#include "obi.h"

#define OBP_NAME_CLASS 1 /* ObjectNameInformation */

/* --- names ------------------------------------------------------------------------------------ */

static NTSTATUS
ObpReturnNoName(POBJECT_NAME_INFORMATION Information, ULONG Length, PULONG ReturnLength)
{
    *ReturnLength = sizeof *Information;
    if (Length < sizeof *Information) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    RtlZeroMemory(Information, sizeof *Information);
    return STATUS_SUCCESS;
}

NTSTATUS
ObReturnName(PCUNICODE_STRING First, PCUNICODE_STRING Second, POBJECT_NAME_INFORMATION Information,
             ULONG Length, PULONG ReturnLength)
{
    ULONG Bytes = First->Length + Second->Length;
    PWCH Text;

    *ReturnLength = sizeof *Information + Bytes + sizeof(WCHAR);
    if (Bytes + sizeof(WCHAR) > UNICODE_STRING_MAX_BYTES) {
        return STATUS_NAME_TOO_LONG;
    }
    if (Length < *ReturnLength) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    Text = (PWCH)(Information + 1);
    RtlCopyMemory(Text, First->Buffer, First->Length);
    if (Second->Length != 0) {
        RtlCopyMemory(Text + First->Length / sizeof(WCHAR), Second->Buffer, Second->Length);
    }
    Text[Bytes / sizeof(WCHAR)] = UNICODE_NULL;
    Information->Name = (UNICODE_STRING){(USHORT)Bytes, (USHORT)(Bytes + sizeof(WCHAR)), Text};
    return STATUS_SUCCESS;
}

/* Writes the path backwards, ending before End; returns its start. Buffer NULL: counts only. */
static ULONG
ObpPathBytes(POBJECT_HEADER Header)
{
    ULONG Bytes = 0;

    for (; Header->Directory != NULL; Header = ObpHeaderOf(Header->Directory)) {
        Bytes += sizeof(WCHAR) + Header->Name.Length;
    }
    return Bytes;
}

static VOID
ObpWritePath(POBJECT_HEADER Header, PUCHAR End)
{
    for (; Header->Directory != NULL; Header = ObpHeaderOf(Header->Directory)) {
        End -= Header->Name.Length;
        RtlCopyMemory(End, Header->Name.Buffer, Header->Name.Length);
        End -= sizeof(WCHAR);
        *(PWCH)End = OBP_SEPARATOR;
    }
}

static NTSTATUS
ObpReturnPath(POBJECT_HEADER Header, POBJECT_NAME_INFORMATION Information, ULONG Length,
              PULONG ReturnLength)
{
    UNICODE_STRING Path = {0}, Nothing = {0};
    NTSTATUS Status;

    Path.Length = (USHORT)ObpPathBytes(Header);
    Path.Buffer = ExAllocateOwn(Path.Length + sizeof(WCHAR), OBP_TAG);
    if (Path.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    ObpWritePath(Header, (PUCHAR)Path.Buffer + Path.Length);
    Status = ObReturnName(&Path, &Nothing, Information, Length, ReturnLength);
    ExFreeOwn(Path.Buffer);
    return Status;
}

NTSTATUS
ObQueryNameString(PVOID Object, POBJECT_NAME_INFORMATION ObjectNameInfo, ULONG Length,
                  PULONG ReturnLength)
{
    POBJECT_HEADER Header = ObpHeaderOf(Object);

    if (Header->Type->Methods.QueryName != NULL) {
        return Header->Type->Methods.QueryName(Object, ObjectNameInfo, Length, ReturnLength);
    }
    if (Object == ObpRootDirectory()) {
        UNICODE_STRING Nothing = {0};

        return ObReturnName(&ObpRootName, &Nothing, ObjectNameInfo, Length, ReturnLength);
    }
    if (Header->Directory == NULL) {
        return ObpReturnNoName(ObjectNameInfo, Length, ReturnLength);
    }
    return ObpReturnPath(Header, ObjectNameInfo, Length, ReturnLength);
}

/* --- NtQueryObject ---------------------------------------------------------------------------- */

static NTSTATUS
ObpQueryBasic(PVOID Object, POBJECT_HANDLE_INFORMATION Handle, PVOID Buffer, ULONG Length,
              PULONG Needed)
{
    PPUBLIC_OBJECT_BASIC_INFORMATION Basic = Buffer;
    POBJECT_HEADER Header = ObpHeaderOf(Object);

    *Needed = sizeof *Basic;
    if (Length != sizeof *Basic) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    HalTouch(Header, TRUE); // opens commute, but for who counts them
    RtlZeroMemory(Basic, sizeof *Basic);
    Basic->Attributes = Handle->HandleAttributes | (Header->Permanent ? OBJ_PERMANENT : 0);
    Basic->GrantedAccess = Handle->GrantedAccess;
    Basic->HandleCount = (ULONG)Header->HandleCount;
    Basic->PointerCount = (ULONG)Header->PointerCount - 1; /* without the query's own */
    return STATUS_SUCCESS;
}

static NTSTATUS
ObpQueryType(PVOID Object, PVOID Buffer, ULONG Length, PULONG Needed)
{
    PPUBLIC_OBJECT_TYPE_INFORMATION Type = Buffer;
    UNICODE_STRING Name;

    RtlInitUnicodeString(&Name, ObTypeOf(Object)->Name);
    *Needed = sizeof *Type + Name.MaximumLength;
    if (Length < *Needed) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    RtlZeroMemory(Type, sizeof *Type);
    RtlCopyMemory(Type + 1, Name.Buffer, Name.MaximumLength);
    Type->TypeName = (UNICODE_STRING){Name.Length, Name.MaximumLength, (PWCH)(Type + 1)};
    return STATUS_SUCCESS;
}

static NTSTATUS
ObpQuery(PVOID Object, POBJECT_HANDLE_INFORMATION Handle, ULONG Class, PVOID Buffer, ULONG Length,
         PULONG Needed)
{
    switch (Class) {
    case ObjectBasicInformation:
        return ObpQueryBasic(Object, Handle, Buffer, Length, Needed);
    case OBP_NAME_CLASS:
        return ObQueryNameString(Object, Buffer, Length, Needed);
    case ObjectTypeInformation:
        return ObpQueryType(Object, Buffer, Length, Needed);
    default:
        return STATUS_INVALID_INFO_CLASS;
    }
}

NTSTATUS
NtQueryObject(HANDLE Handle, OBJECT_INFORMATION_CLASS ObjectInformationClass,
              PVOID ObjectInformation, ULONG ObjectInformationLength, PULONG ReturnLength)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    OBJECT_HANDLE_INFORMATION Information;
    ULONG Needed = 0;
    NTSTATUS Status;
    PVOID Object;

    Status = ObProbe(Mode, ObjectInformation, ObjectInformationLength, sizeof(ULONG), TRUE);
    if (NT_SUCCESS(Status) && ReturnLength != NULL) {
        Status = OB_PROBE_WRITE(Mode, ReturnLength);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(Handle, 0, NULL, Mode, &Object, &Information);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObpQuery(Object, &Information, ObjectInformationClass, ObjectInformation,
                      ObjectInformationLength, &Needed);
    ObfDereferenceObject(Object);
    if (ReturnLength != NULL && Needed != 0) {
        *ReturnLength = Needed;
    }
    return Status;
}
