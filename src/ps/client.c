/*
 * ps/client.c - a server keeps a client's security context, and acts as the client
 *
 *      SeCreateClientSecurity --> context --SeImpersonateClientEx--> the thread is the client
 *          --PsRevertToSelf-->  --SeDeleteClientSecurity--> gone
 *
 * With static tracking the context has a copy of the client's token as it is now; with dynamic
 * tracking the client's token itself.
 */
#include "psi.h"

/* The level at which a client itself is somebody else's is not exceeded. */
static NTSTATUS
PspCheckLevel(PACCESS_TOKEN Token, SECURITY_IMPERSONATION_LEVEL Has, BOOLEAN Remote,
              SECURITY_IMPERSONATION_LEVEL Wanted)
{
    if (SeTokenType(Token) != TokenImpersonation) {
        return STATUS_SUCCESS;
    }
    if (Wanted > Has || Has == SecurityAnonymous || (Remote && Has != SecurityDelegation)) {
        return STATUS_BAD_IMPERSONATION_LEVEL;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
PspFillContext(PACCESS_TOKEN Token, BOOLEAN EffectiveOnly, PSECURITY_QUALITY_OF_SERVICE Quality,
               BOOLEAN Remote, PSECURITY_CLIENT_CONTEXT Context)
{
    *Context = (SECURITY_CLIENT_CONTEXT){.SecurityQos = *Quality,
                                         .ServerIsRemote = Remote,
                                         .DirectAccessEffectiveOnly =
                                             EffectiveOnly || Quality->EffectiveOnly};
    if (Quality->ContextTrackingMode == SECURITY_DYNAMIC_TRACKING) {
        Context->DirectlyAccessClientToken = TRUE;
        SeTokenControl(Token, &Context->ClientTokenControl);
        ObfReferenceObject(Token);
        Context->ClientToken = Token;
        return STATUS_SUCCESS;
    }
    return SeDuplicateToken(Token, Context->DirectAccessEffectiveOnly, TokenImpersonation,
                            Quality->ImpersonationLevel, &Context->ClientToken);
}

NTSTATUS
SeCreateClientSecurityFromSubjectContext(PSECURITY_SUBJECT_CONTEXT SubjectContext,
                                         PSECURITY_QUALITY_OF_SERVICE ClientSecurityQos,
                                         BOOLEAN ServerIsRemote,
                                         PSECURITY_CLIENT_CONTEXT ClientContext)
{
    PACCESS_TOKEN Token = SeQuerySubjectContextToken(SubjectContext);
    NTSTATUS Status;

    if (ClientSecurityQos->ImpersonationLevel > SecurityDelegation) {
        return STATUS_BAD_IMPERSONATION_LEVEL;
    }
    if (SubjectContext->ClientToken != NULL) {
        Status = PspCheckLevel(Token, SubjectContext->ImpersonationLevel, ServerIsRemote,
                               ClientSecurityQos->ImpersonationLevel);
        if (!NT_SUCCESS(Status)) {
            return Status;
        }
    }
    return PspFillContext(Token, FALSE, ClientSecurityQos, ServerIsRemote, ClientContext);
}

NTSTATUS
SeCreateClientSecurity(PETHREAD ClientThread, PSECURITY_QUALITY_OF_SERVICE ClientSecurityQos,
                       BOOLEAN RemoteSession, PSECURITY_CLIENT_CONTEXT ClientContext)
{
    SECURITY_SUBJECT_CONTEXT Subject;
    NTSTATUS Status;

    SeCaptureSubjectContextEx(ClientThread, PspProcessOf(ClientThread), &Subject);
    Status = SeCreateClientSecurityFromSubjectContext(&Subject, ClientSecurityQos, RemoteSession,
                                                      ClientContext);
    SeReleaseSubjectContext(&Subject);
    return Status;
}

/* --- acting ----------------------------------------------------------------------------------- */

NTSTATUS
SeImpersonateClientEx(PSECURITY_CLIENT_CONTEXT ClientContext, PETHREAD ServerThread)
{
    BOOLEAN EffectiveOnly = ClientContext->DirectlyAccessClientToken
                                ? ClientContext->DirectAccessEffectiveOnly
                                : ClientContext->SecurityQos.EffectiveOnly;

    return PsImpersonateClient(ServerThread != NULL ? ServerThread : PsCurrentThread(),
                               ClientContext->ClientToken, TRUE, EffectiveOnly,
                               ClientContext->SecurityQos.ImpersonationLevel);
}

VOID
SeImpersonateClient(PSECURITY_CLIENT_CONTEXT ClientContext, PETHREAD ServerThread)
{
    SeImpersonateClientEx(ClientContext, ServerThread);
}
