/*
 * ob/dosdevices.c - \??: the MS-DOS device names of the system and of each logon session
 *
 *      \??\X --+-- the thread runs in a logon session that has X --> \Sessions\0\DosDevices\<id>\X
 *              +-- else ------------------------------------------> \GLOBAL??\X
 *
 * A name that such a thread creates is its session's, and shadows the global one there; system
 * threads, and threads that run as LocalSystem, have the global names only. \??\Global\X is the
 * global X for everybody.
 *
 * Differs from Windows: a session's directory stays when the session ends.
 */
#include "obi.h"

#define OBP_SESSIONS L"\\Sessions\\0\\DosDevices"

enum { OBP_SESSION_CHARACTERS = 48 };

static struct {
    POBJECT_HEADER Link; /* \?? */
} Obp SIM_STATE;

VOID
ObpInitDosDevices(VOID)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"??");

    ObpCreateSystemDirectory(L"\\ArcName", NULL);
    ObpCreateSystemDirectory(L"\\Sessions", NULL);
    ObpCreateSystemDirectory(L"\\Sessions\\0", NULL);
    ObpCreateSystemDirectory(OBP_SESSIONS, NULL);
    ObpCreateSystemLink(L"\\??", L"\\GLOBAL??");
    Obp.Link = ObpFindName(ObpRootDirectory(), &Name, FALSE);
}

BOOLEAN
ObpIsDosDevices(POBJECT_HEADER Header)
{
    return Header == Obp.Link;
}

/* --- a session's directory -------------------------------------------------------------------- */

static VOID
ObpHex(PWCHAR Text, ULONG Number)
{
    for (LONG i = 7; i >= 0; i--, Number >>= 4) {
        Text[i] = L"0123456789abcdef"[Number & 0xF];
    }
}

/* "\Sessions\0\DosDevices\00000000-000003e9" */
static VOID
ObpSessionPath(const LUID *Session, PWCHAR Path)
{
    ULONG Length = RTL_NUMBER_OF(OBP_SESSIONS) - 1;

    RtlCopyMemory(Path, OBP_SESSIONS, Length * sizeof(WCHAR));
    Path[Length] = L'\\';
    ObpHex(Path + Length + 1, (ULONG)Session->HighPart);
    Path[Length + 9] = L'-';
    ObpHex(Path + Length + 10, Session->LowPart);
    Path[Length + 18] = L'\0';
}

/* NULL: there is none, and none is made. */
static POBP_DIRECTORY
ObpSessionDirectory(PCWSTR Path, BOOLEAN Make)
{
    OBJECT_ATTRIBUTES Attributes;
    UNICODE_STRING Name;
    PVOID Directory;

    RtlInitUnicodeString(&Name, Path);
    InitializeObjectAttributes(&Attributes, &Name, OBJ_KERNEL_HANDLE, NULL, NULL);
    if (NT_SUCCESS(
            ObOpenByName(&Attributes, &ObpDirectoryType, KernelMode, 0, NULL, &Directory, NULL))) {
        ObfDereferenceObject(Directory); // its name keeps it
        return Directory;
    }
    if (!Make) {
        return NULL;
    }
    Directory = ObpCreateSystemDirectory(Path, ObpSystemSecurity(ObpForAll));
    ObAddToBaseline(Directory, 1);
    return Directory;
}

/* --- lookup ----------------------------------------------------------------------------------- */

/* "\X\rest" -> "X" */
static UNICODE_STRING
ObpFirstComponent(PCUNICODE_STRING Rest, BOOLEAN *Last)
{
    UNICODE_STRING First = {.Buffer = Rest->Buffer + 1};
    ULONG Characters = Rest->Length / sizeof(WCHAR), i = 1;

    while (i < Characters && Rest->Buffer[i] != OBP_SEPARATOR) {
        i++;
    }
    First.Length = First.MaximumLength = (USHORT)((i - 1) * sizeof(WCHAR));
    *Last = i == Characters;
    return First;
}

static BOOLEAN
ObpIsLocal(PCWSTR Path, BOOLEAN Insert, PCUNICODE_STRING Rest)
{
    POBP_DIRECTORY Directory;
    UNICODE_STRING First;
    BOOLEAN Last;

    if (Rest->Length == 0) {
        return FALSE;
    }
    First = ObpFirstComponent(Rest, &Last);
    Directory = ObpSessionDirectory(Path, Insert && Last);
    return Directory != NULL && ((Insert && Last) || ObpFindName(Directory, &First, TRUE) != NULL);
}

static NTSTATUS
ObpJoin(PCWSTR First, PCUNICODE_STRING Rest, PUNICODE_STRING CompleteName)
{
    UNICODE_STRING Prefix, Path;
    NTSTATUS Status;

    RtlInitUnicodeString(&Prefix, First);
    if ((ULONG)Prefix.Length + Rest->Length > UNICODE_STRING_MAX_BYTES) {
        return STATUS_NAME_TOO_LONG;
    }
    Path.Length = Path.MaximumLength = Prefix.Length + Rest->Length;
    Path.Buffer = ExAllocateOwn(Path.Length + sizeof(WCHAR), OBP_TAG);
    if (Path.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(Path.Buffer, Prefix.Buffer, Prefix.Length);
    RtlCopyMemory((PUCHAR)Path.Buffer + Prefix.Length, Rest->Buffer, Rest->Length);
    Status = ObReplaceName(CompleteName, &Path);
    ExFreeOwn(Path.Buffer);
    return NT_SUCCESS(Status) ? STATUS_REPARSE : Status;
}

NTSTATUS
ObpParseDosDevices(BOOLEAN Insert, PUNICODE_STRING CompleteName, PUNICODE_STRING RemainingName)
{
    WCHAR Path[OBP_SESSION_CHARACTERS];
    LUID Session;

    if (SeCurrentLogonSession(&Session)) {
        ObpSessionPath(&Session, Path);
        if (ObpIsLocal(Path, Insert, RemainingName)) {
            return ObpJoin(Path, RemainingName, CompleteName);
        }
    }
    return ObpJoin(L"\\GLOBAL??", RemainingName, CompleteName);
}
