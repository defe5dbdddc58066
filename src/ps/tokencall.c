/*
 * ps/tokencall.c - system calls that open the tokens of processes and threads
 */
#include "psi.h"

static NTSTATUS
PspOpenToken(PACCESS_TOKEN Token, ACCESS_MASK Access, ULONG Attributes, KPROCESSOR_MODE Mode,
             PHANDLE Handle)
{
    return ObOpenObjectByPointer(Token, Attributes, NULL, Access, *SeTokenObjectType, Mode, Handle);
}

NTSTATUS
NtOpenProcessTokenEx(HANDLE ProcessHandle, ACCESS_MASK DesiredAccess, ULONG HandleAttributes,
                     PHANDLE TokenHandle)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    PACCESS_TOKEN Token;
    PEPROCESS Process;
    NTSTATUS Status = OB_PROBE_WRITE(Mode, TokenHandle);

    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(ProcessHandle, PROCESS_QUERY_INFORMATION,
                                           &PspProcessType, Mode, (PVOID *)&Process, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Token = PsReferencePrimaryToken(Process);
    ObfDereferenceObject(Process);
    Status = PspOpenToken(Token, DesiredAccess, HandleAttributes, Mode, TokenHandle);
    PsDereferencePrimaryToken(Token);
    return Status;
}

NTSTATUS
NtOpenProcessToken(HANDLE ProcessHandle, ACCESS_MASK DesiredAccess, PHANDLE TokenHandle)
{
    return NtOpenProcessTokenEx(ProcessHandle, DesiredAccess, 0, TokenHandle);
}

/* --- threads ---------------------------------------------------------------------------------- */

static NTSTATUS
PspClientOf(PETHREAD Thread, PACCESS_TOKEN *Token, PBOOLEAN CopyOnOpen, PBOOLEAN EffectiveOnly,
            SECURITY_IMPERSONATION_LEVEL *Level)
{
    *Token = PsReferenceImpersonationToken(Thread, CopyOnOpen, EffectiveOnly, Level);
    if (*Token == NULL) {
        return STATUS_NO_TOKEN;
    }
    if (*Level == SecurityAnonymous) {
        PsDereferenceImpersonationToken(*Token);
        return STATUS_CANT_OPEN_ANONYMOUS;
    }
    return STATUS_SUCCESS;
}

/* What the thread impersonates, or, if it is told so, a copy that it cannot change. */
static NTSTATUS
PspOpenClient(PETHREAD Thread, ACCESS_MASK Access, ULONG Attributes, KPROCESSOR_MODE Mode,
              PHANDLE Handle)
{
    BOOLEAN CopyOnOpen, EffectiveOnly;
    SECURITY_IMPERSONATION_LEVEL Level;
    PACCESS_TOKEN Token, Copy;
    NTSTATUS Status = PspClientOf(Thread, &Token, &CopyOnOpen, &EffectiveOnly, &Level);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (CopyOnOpen) {
        Status = SeDuplicateToken(Token, EffectiveOnly, TokenImpersonation, Level, &Copy);
        PsDereferenceImpersonationToken(Token);
        if (!NT_SUCCESS(Status)) {
            return Status;
        }
        Token = Copy;
    }
    Status = PspOpenToken(Token, Access, Attributes, Mode, Handle);
    PsDereferenceImpersonationToken(Token);
    return Status;
}

/* OpenAsSelf: the access is the process's, not that of the client. */
static NTSTATUS
PspOpenClientAs(BOOLEAN Self, PETHREAD Thread, ACCESS_MASK Access, ULONG Attributes,
                KPROCESSOR_MODE Mode, PHANDLE Handle)
{
    SE_IMPERSONATION_STATE Saved = {0};
    PETHREAD Current = PsCurrentThread();
    SE_IMPERSONATION_STATE Client = Thread->Impersonation;
    NTSTATUS Status;

    if (!Self || Thread != Current || Client.Token == NULL) {
        return PspOpenClient(Thread, Access, Attributes, Mode, Handle);
    }
    if (Client.Level == SecurityAnonymous) {
        return STATUS_CANT_OPEN_ANONYMOUS;
    }
    PspSuspendImpersonation(Current, &Saved);
    Status = PspOpenToken(Client.Token, Access, Attributes, Mode, Handle);
    PspResumeImpersonation(Current, &Saved);
    return Status;
}

NTSTATUS
NtOpenThreadTokenEx(HANDLE ThreadHandle, ACCESS_MASK DesiredAccess, BOOLEAN OpenAsSelf,
                    ULONG HandleAttributes, PHANDLE TokenHandle)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    PETHREAD Thread;
    NTSTATUS Status = OB_PROBE_WRITE(Mode, TokenHandle);

    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(ThreadHandle, THREAD_QUERY_INFORMATION, &PspThreadType,
                                           Mode, (PVOID *)&Thread, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status =
        PspOpenClientAs(OpenAsSelf, Thread, DesiredAccess, HandleAttributes, Mode, TokenHandle);
    ObfDereferenceObject(Thread);
    return Status;
}

NTSTATUS
NtOpenThreadToken(HANDLE ThreadHandle, ACCESS_MASK DesiredAccess, BOOLEAN OpenAsSelf,
                  PHANDLE TokenHandle)
{
    return NtOpenThreadTokenEx(ThreadHandle, DesiredAccess, OpenAsSelf, 0, TokenHandle);
}

ZW_CALL(ZwOpenProcessTokenEx, NtOpenProcessTokenEx,
        (HANDLE Process, ACCESS_MASK Access, ULONG Attributes, PHANDLE Handle),
        (Process, Access, Attributes, Handle))
ZW_CALL(ZwOpenThreadTokenEx, NtOpenThreadTokenEx,
        (HANDLE Thread, ACCESS_MASK Access, BOOLEAN OpenAsSelf, ULONG Attributes, PHANDLE Handle),
        (Thread, Access, OpenAsSelf, Attributes, Handle))
