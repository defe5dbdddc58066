/*
 * ob/link.c - symbolic links in the name space
 *
 * A link puts its target in the place of the path up to and including itself. The target is not
 * looked at when the link is made. \DosDevices leads to \??, where the names for user mode are
 * (dosdevices.c).
 */
#include "obi.h"

OBJECT_TYPE ObpSymbolicLinkType SIM_STATE;

static VOID
ObpDeleteSymbolicLink(PVOID Object)
{
    POBP_SYMBOLIC_LINK Link = Object;

    if (Link->Target.Buffer != NULL) {
        ExFreeOwn(Link->Target.Buffer);
    }
}

static NTSTATUS
ObpParseSymbolicLink(PVOID ParseObject, PVOID ObjectType, PACCESS_STATE AccessState,
                     KPROCESSOR_MODE Mode, ULONG Attributes, PUNICODE_STRING CompleteName,
                     PUNICODE_STRING RemainingName, PVOID Context, PVOID *Object)
{
    POBP_SYMBOLIC_LINK Link = ParseObject;
    ULONG Length = Link->Target.Length + RemainingName->Length;
    UNICODE_STRING Path = {(USHORT)Length, (USHORT)Length, NULL};
    NTSTATUS Status;

    if (Length > UNICODE_STRING_MAX_BYTES) {
        return STATUS_NAME_TOO_LONG;
    }
    Path.Buffer = ExAllocateOwn(Length + sizeof(WCHAR), OBP_TAG);
    if (Path.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(Path.Buffer, Link->Target.Buffer, Link->Target.Length);
    RtlCopyMemory(Path.Buffer + Link->Target.Length / sizeof(WCHAR), RemainingName->Buffer,
                  RemainingName->Length);
    Status = ObReplaceName(CompleteName, &Path);
    ExFreeOwn(Path.Buffer);
    return NT_SUCCESS(Status) ? STATUS_REPARSE : Status;
}

static NTSTATUS
ObpMakeSymbolicLink(PCUNICODE_STRING Target, PVOID *Link)
{
    NTSTATUS Status = ObCreateObjectOfType(&ObpSymbolicLinkType, sizeof(OBP_SYMBOLIC_LINK), Link);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObpCopyString(&((POBP_SYMBOLIC_LINK)*Link)->Target, Target);
    if (!NT_SUCCESS(Status)) {
        ObfDereferenceObject(*Link);
    }
    return Status;
}

NTSTATUS
ObCreateSymbolicLink(PUNICODE_STRING Name, PUNICODE_STRING Target, ULONG Attributes)
{
    OBJECT_ATTRIBUTES ObjectAttributes;
    NTSTATUS Status;
    PVOID Link;

    InitializeObjectAttributes(&ObjectAttributes, Name, Attributes | OBJ_PERMANENT, NULL,
                               ObpSystemSecurity(ObpForReaders));
    Status = ObpMakeSymbolicLink(Target, &Link);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObInsertNewObject(Link, &ObjectAttributes, 0, KernelMode, NULL, NULL);
    ObfDereferenceObject(Link);
    return Status;
}

VOID
ObpCreateSystemLink(PCWSTR Path, PCWSTR Target)
{
    UNICODE_STRING Name, To;
    NTSTATUS Status;

    RtlInitUnicodeString(&Name, Path);
    RtlInitUnicodeString(&To, Target);
    Status = ObCreateSymbolicLink(&Name, &To, 0);
    SIM_ASSERT(NT_SUCCESS(Status));
}

VOID
ObpInitSymbolicLinks(VOID)
{
    ObpSymbolicLinkType = (OBJECT_TYPE){
        .Name = L"SymbolicLink",
        .GenericMapping = {STANDARD_RIGHTS_READ | SYMBOLIC_LINK_QUERY, STANDARD_RIGHTS_WRITE,
                           STANDARD_RIGHTS_EXECUTE | SYMBOLIC_LINK_QUERY, SYMBOLIC_LINK_ALL_ACCESS},
        .ValidAccess = SYMBOLIC_LINK_ALL_ACCESS,
        .DispatcherOffset = OB_NOT_WAITABLE,
        .CaseInsensitive = TRUE,
        .Methods = {.Delete = ObpDeleteSymbolicLink, .Parse = ObpParseSymbolicLink},
    };
    ObCreateObjectType(&ObpSymbolicLinkType);
    ObpInitDosDevices();
    ObpCreateSystemLink(L"\\DosDevices", L"\\??");
    ObpCreateSystemLink(L"\\GLOBAL??\\Global", L"\\GLOBAL??");
    ObpCreateSystemLink(L"\\GLOBAL??\\GLOBALROOT", L"");
}

/* --- system calls ----------------------------------------------------------------------------- */

NTSTATUS
NtCreateSymbolicLinkObject(PHANDLE LinkHandle, ACCESS_MASK DesiredAccess,
                           POBJECT_ATTRIBUTES ObjectAttributes, PUNICODE_STRING LinkTarget)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status;
    PVOID Link;

    Status = ObpProbeCreate(Mode, LinkHandle, ObjectAttributes);
    if (NT_SUCCESS(Status)) {
        Status = ObProbeString(Mode, LinkTarget);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObpMakeSymbolicLink(LinkTarget, &Link);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObInsertNewObject(Link, ObjectAttributes, DesiredAccess, Mode, LinkHandle, NULL);
    ObfDereferenceObject(Link);
    return Status;
}

NTSTATUS
NtOpenSymbolicLinkObject(PHANDLE LinkHandle, ACCESS_MASK DesiredAccess,
                         POBJECT_ATTRIBUTES ObjectAttributes)
{
    return ObpOpenNamed(LinkHandle, DesiredAccess, ObjectAttributes, &ObpSymbolicLinkType);
}

/* With ReturnedLength, the length there and the room needed count a terminating zero. */
static NTSTATUS
ObpReturnTarget(PCUNICODE_STRING Target, PUNICODE_STRING LinkTarget, PULONG ReturnedLength)
{
    ULONG Needed = Target->Length;

    if (ReturnedLength != NULL) {
        Needed = Target->MaximumLength;
        *ReturnedLength = Needed;
    }
    if (LinkTarget->MaximumLength < Needed) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    RtlCopyMemory(LinkTarget->Buffer, Target->Buffer, Needed);
    LinkTarget->Length = Target->Length;
    return STATUS_SUCCESS;
}

NTSTATUS
NtQuerySymbolicLinkObject(HANDLE LinkHandle, PUNICODE_STRING LinkTarget, PULONG ReturnedLength)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status;
    PVOID Link;

    Status = OB_PROBE_WRITE(Mode, LinkTarget);
    if (NT_SUCCESS(Status)) {
        Status = ObProbe(Mode, LinkTarget->Buffer, LinkTarget->MaximumLength, sizeof(WCHAR), TRUE);
    }
    if (NT_SUCCESS(Status) && ReturnedLength != NULL) {
        Status = OB_PROBE_WRITE(Mode, ReturnedLength);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(LinkHandle, SYMBOLIC_LINK_QUERY, &ObpSymbolicLinkType,
                                           Mode, &Link, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObpReturnTarget(&((POBP_SYMBOLIC_LINK)Link)->Target, LinkTarget, ReturnedLength);
    ObfDereferenceObject(Link);
    return Status;
}
