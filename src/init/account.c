/*
 * init/account.c - tokens of accounts, for tests
 */
#include "init.h"

#include <sim/test.h>

C_ASSERT((ULONG)SIM_ADMINISTRATOR == (ULONG)SeAccountAdministrator);
C_ASSERT((ULONG)SIM_SYSTEM == (ULONG)SeAccountSystem);
C_ASSERT((ULONG)SIM_LOCAL_SERVICE == (ULONG)SeAccountLocalService);
C_ASSERT((ULONG)SIM_NETWORK_SERVICE == (ULONG)SeAccountNetworkService);
C_ASSERT((ULONG)SIM_USER == (ULONG)SeAccountUser);
C_ASSERT((ULONG)SIM_GUEST == (ULONG)SeAccountGuest);
C_ASSERT((ULONG)SIM_RESTRICTED_USER == (ULONG)SeAccountRestricted);
C_ASSERT((ULONG)SIM_ANONYMOUS == (ULONG)SeAccountAnonymous);

typedef struct _INI_TOKEN_CALL {
    SE_ACCOUNT Account;
    HANDLE Handle;
} INI_TOKEN_CALL;

static NTSTATUS
InipOpenToken(PVOID Context)
{
    INI_TOKEN_CALL *Call = Context;
    PACCESS_TOKEN Token;
    NTSTATUS Status = SeCreateAccountToken(Call->Account, &Token);

    if (NT_SUCCESS(Status)) {
        Status =
            ObCreateHandle(Token, *SeTokenObjectType, TOKEN_ALL_ACCESS, 0, UserMode, &Call->Handle);
        ObDereferenceObject(Token);
    }
    return Status;
}

static NTSTATUS
InipImpersonate(PVOID Context)
{
    INI_TOKEN_CALL *Call = Context;
    PACCESS_TOKEN Token;
    NTSTATUS Status = SeCreateAccountToken(Call->Account, &Token);

    if (NT_SUCCESS(Status)) {
        Status = PsImpersonateClient(PsCurrentThread(), Token, FALSE, FALSE, SecurityImpersonation);
        ObDereferenceObject(Token);
    }
    return Status;
}

static NTSTATUS
InipRevert(PVOID Unused)
{
    PsRevertToSelf();
    return STATUS_SUCCESS;
}

static HANDLE
InipAccountCall(PCSTR Who, NTSTATUS (*Service)(PVOID), enum sim_account Account)
{
    INI_TOKEN_CALL Call = {.Account = (SE_ACCOUNT)Account};
    NTSTATUS Status = InipCallKernel(Service, &Call);

    if (!NT_SUCCESS(Status)) {
        InipFailSaying(NULL, 0, "%s: %s", Who, InipStatusName(Status));
    }
    return Call.Handle;
}

HANDLE
sim_account_token(enum sim_account account)
{
    return InipAccountCall("sim_account_token", InipOpenToken, account);
}

void
sim_impersonate(enum sim_account account)
{
    InipAccountCall("sim_impersonate", InipImpersonate, account);
}

void
sim_revert(void)
{
    InipCallKernel(InipRevert, NULL);
}
