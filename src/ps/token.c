/*
 * ps/token.c - whose processes and threads are: primary tokens, impersonation
 *
 *      process:  inherits its creator's primary token, of which it has its own copy
 *      thread:   nobody's --PsImpersonateClient--> a client's --PsRevertToSelf--> nobody's
 *
 * Who is not allowed to be the client (SeTokenCanImpersonate) impersonates it at identification
 * level only. The System process is LocalSystem.
 *
 * Invariants:
 *   K1. A process holds a reference to its token until it is deleted.
 *   K2. Impersonation.Token is NULL or holds a reference; no other field counts then.
 */
#include "psi.h"

static BOOLEAN
PspMayAct(PETHREAD Thread, PACCESS_TOKEN Client)
{
    PACCESS_TOKEN Server = PspProcessOf(Thread)->Token;

    return SeTokenCanImpersonate(Server, Client);
}

/* --- primary ---------------------------------------------------------------------------------- */

/* Token NULL: its creator's, as a copy, so that what one process changes in its token is not
   changed in another's. */
NTSTATUS
PspAssignToken(PEPROCESS Process, PACCESS_TOKEN Token)
{
    if (Token == NULL && PspSystemProcess() != NULL) {
        return SeDuplicateToken(PspProcessOf(PsCurrentThread())->Token, FALSE, TokenPrimary,
                                SecurityAnonymous, &Process->Token);
    }
    Process->Token = Token != NULL ? Token : SeSystemToken();
    ObfReferenceObject(Process->Token);
    return STATUS_SUCCESS;
}

VOID
PspDeleteProcessToken(PEPROCESS Process)
{
    if (Process->Token != NULL) {
        ObfDereferenceObject(Process->Token);
    }
}

/* A process and its threads are the owner's: the default DACL of its token. */
NTSTATUS
PspSecureNew(PVOID Object, PEPROCESS Owner)
{
    SECURITY_SUBJECT_CONTEXT Subject = {.PrimaryToken = Owner->Token};

    return ObAssignSecurity(Object, NULL, &Subject);
}

PACCESS_TOKEN
PsReferencePrimaryToken(PEPROCESS Process)
{
    ObfReferenceObject(Process->Token);
    return Process->Token;
}

VOID
PsDereferencePrimaryToken(PACCESS_TOKEN PrimaryToken)
{
    ObfDereferenceObject(PrimaryToken);
}

/* --- impersonation ---------------------------------------------------------------------------- */

PACCESS_TOKEN
PsReferenceImpersonationToken(PETHREAD Thread, PBOOLEAN CopyOnOpen, PBOOLEAN EffectiveOnly,
                              PSECURITY_IMPERSONATION_LEVEL ImpersonationLevel)
{
    SE_IMPERSONATION_STATE *State = &Thread->Impersonation;

    if (State->Token == NULL) {
        return NULL;
    }
    ObfReferenceObject(State->Token);
    *CopyOnOpen = State->CopyOnOpen;
    *EffectiveOnly = State->EffectiveOnly;
    *ImpersonationLevel = State->Level;
    return State->Token;
}

VOID
PsDereferenceImpersonationToken(PACCESS_TOKEN ImpersonationToken)
{
    if (ImpersonationToken != NULL) {
        ObfDereferenceObject(ImpersonationToken);
    }
}

static VOID
PspStopImpersonating(PETHREAD Thread)
{
    PACCESS_TOKEN Token = Thread->Impersonation.Token;

    Thread->Impersonation = (SE_IMPERSONATION_STATE){0};
    if (Token != NULL) {
        ObfDereferenceObject(Token);
    }
}

VOID
PspDeleteThreadToken(PETHREAD Thread)
{
    PspStopImpersonating(Thread);
}

/* Token NULL: nobody any more. */
NTSTATUS
PsImpersonateClient(PETHREAD Thread, PACCESS_TOKEN Token, BOOLEAN CopyOnOpen, BOOLEAN EffectiveOnly,
                    SECURITY_IMPERSONATION_LEVEL ImpersonationLevel)
{
    if (Token == NULL) {
        PspStopImpersonating(Thread);
        return STATUS_SUCCESS;
    }
    if (SeTokenType(Token) == TokenImpersonation && ImpersonationLevel > SeTokenLevel(Token)) {
        return STATUS_BAD_IMPERSONATION_LEVEL;
    }
    if (ImpersonationLevel > SecurityIdentification && !PspMayAct(Thread, Token)) {
        ImpersonationLevel = SecurityIdentification;
    }
    ObfReferenceObject(Token);
    PspStopImpersonating(Thread);
    Thread->Impersonation =
        (SE_IMPERSONATION_STATE){Token, CopyOnOpen, EffectiveOnly, ImpersonationLevel};
    return STATUS_SUCCESS;
}

VOID
PsRevertToSelf(VOID)
{
    PspStopImpersonating(PsCurrentThread());
}

/* For a while: PspResumeImpersonation puts back what this has saved. */
VOID
PspSuspendImpersonation(PETHREAD Thread, PSE_IMPERSONATION_STATE Saved)
{
    *Saved = Thread->Impersonation;
    Thread->Impersonation = (SE_IMPERSONATION_STATE){0};
}

VOID
PspResumeImpersonation(PETHREAD Thread, PSE_IMPERSONATION_STATE Saved)
{
    PspStopImpersonating(Thread);
    Thread->Impersonation = *Saved;
}

/* --- subjects --------------------------------------------------------------------------------- */

static VOID
PspCaptureSubject(PETHREAD Thread, PEPROCESS Process, PSECURITY_SUBJECT_CONTEXT Subject)
{
    BOOLEAN CopyOnOpen, EffectiveOnly;

    Thread = Thread != NULL ? Thread : PsCurrentThread();
    Process = Process != NULL ? Process : PspProcessOf(Thread);
    Subject->ClientToken = PsReferenceImpersonationToken(Thread, &CopyOnOpen, &EffectiveOnly,
                                                         &Subject->ImpersonationLevel);
    Subject->PrimaryToken = PsReferencePrimaryToken(Process);
    Subject->ProcessAuditId = Process->UniqueProcessId;
}

VOID
PspInitTokens(VOID)
{
    SeSetSubjectRoutine(PspCaptureSubject);
}
