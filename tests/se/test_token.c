/*
 * se/test_token.c - tokens: who, with what groups and privileges; duplicates and filtered ones
 */
#include "se_test.h"

static PACCESS_TOKEN
mine(void)
{
    return PsReferencePrimaryToken(PsGetCurrentProcess());
}

static PVOID
told(PACCESS_TOKEN token, TOKEN_INFORMATION_CLASS class)
{
    PVOID information = NULL;

    assert_nt_success(SeQueryInformationToken(token, class, &information));
    return information;
}

static ULONG
attributes_of(PACCESS_TOKEN token, PSID sid)
{
    PTOKEN_GROUPS groups = told(token, TokenGroups);
    ULONG attributes = MAXULONG, i;

    for (i = 0; i < groups->GroupCount; i++) {
        if (RtlEqualSid(groups->Groups[i].Sid, sid)) {
            attributes = groups->Groups[i].Attributes;
        }
    }
    ExFreePool(groups);
    return attributes;
}

static void
is_of_an_administrator(void **state)
{
    PACCESS_TOKEN token = mine();
    PTOKEN_USER user = told(token, TokenUser);
    PTOKEN_OWNER owner = told(token, TokenOwner);
    PTOKEN_PRIMARY_GROUP group = told(token, TokenPrimaryGroup);
    PTOKEN_DEFAULT_DACL dacl = told(token, TokenDefaultDacl);
    PSID_AND_ATTRIBUTES label = told(token, TokenIntegrityLevel);
    ULONG session = MAXULONG;
    LUID logon = {0};

    assert_true(SeTokenIsAdmin(token));
    assert_false(SeTokenIsRestricted(token));
    assert_int_equal(SeTokenType(token), TokenPrimary);
    assert_int_equal(*RtlSubAuthorityCountSid(user->User.Sid), 5);
    assert_true(RtlEqualSid(owner->Owner, SeExports->SeAliasAdminsSid));
    assert_true(RtlValidSid(group->PrimaryGroup));
    assert_int_equal(dacl->DefaultDacl->AceCount, 3);
    assert_true(RtlEqualSid(label->Sid, SeExports->SeHighMandatorySid));
    assert_nt_success(SeQueryAuthenticationIdToken(token, &logon));
    assert_true(logon.LowPart > 0x3E8);
    assert_nt_success(SeQuerySessionIdToken(token, &session));
    assert_int_equal(session, 1);
    assert_nt_success(SeSetSessionIdToken(token, 5));
    assert_nt_success(SeQuerySessionIdToken(token, &session));
    assert_int_equal(session, 5);
    assert_int_equal(attributes_of(token, SeExports->SeWorldSid), 7);
    ExFreePool(user);
    ExFreePool(owner);
    ExFreePool(group);
    ExFreePool(dacl);
    ExFreePool(label);
    PsDereferencePrimaryToken(token);
}

static void
of_kernel_threads_is_the_system_s(void **state)
{
    PACCESS_TOKEN token = PsReferencePrimaryToken(PsInitialSystemProcess);
    PTOKEN_USER user = told(token, TokenUser);
    LUID logon;

    assert_true(RtlEqualSid(user->User.Sid, SeExports->SeLocalSystemSid));
    assert_nt_success(SeQueryAuthenticationIdToken(token, &logon));
    assert_int_equal(logon.LowPart, 0x3E7);
    assert_true(SeTokenIsAdmin(token));
    ExFreePool(user);
    PsDereferencePrimaryToken(token);
}

static void
small_answers_need_no_memory(void **state)
{
    PACCESS_TOKEN token = mine();
    union {
        PVOID pointer;
        ULONG number;
    } answer = {0};

    assert_nt_success(SeQueryInformationToken(token, TokenType, &answer.pointer));
    assert_int_equal(answer.number, TokenPrimary);
    assert_nt_success(SeQueryInformationToken(token, TokenElevation, &answer.pointer));
    assert_int_equal(answer.number, 1);
    assert_nt_success(SeQueryInformationToken(token, TokenSessionId, &answer.pointer));
    assert_int_equal(answer.number, 1);
    assert_nt_status(SeQueryInformationToken(token, MaxTokenInfoClass, &answer.pointer),
                     STATUS_INVALID_INFO_CLASS);
    PsDereferencePrimaryToken(token);
}

/* --- privileges ------------------------------------------------------------------------------- */

static void
privileges_are_held_when_enabled(void **state)
{
    struct {
        ULONG count, control;
        LUID_AND_ATTRIBUTES privileges[2];
    } set = {2,
             PRIVILEGE_SET_ALL_NECESSARY,
             {{{SE_CHANGE_NOTIFY_PRIVILEGE, 0}, 0}, {{SE_LOAD_DRIVER_PRIVILEGE, 0}, 0}}};
    SECURITY_SUBJECT_CONTEXT subject;

    SeCaptureSubjectContext(&subject);
    assert_false(SePrivilegeCheck((PPRIVILEGE_SET)&set, &subject, UserMode));
    assert_int_equal(set.privileges[0].Attributes, SE_PRIVILEGE_USED_FOR_ACCESS);
    assert_int_equal(set.privileges[1].Attributes, 0);
    assert_true(SePrivilegeCheck((PPRIVILEGE_SET)&set, &subject, KernelMode));
    set.control = 0;
    assert_true(SePrivilegeCheck((PPRIVILEGE_SET)&set, &subject, UserMode));
    SeReleaseSubjectContext(&subject);
}

static void
used_privileges_are_collected(void **state)
{
    PRIVILEGE_SET one = {1, 0, {{{SE_BACKUP_PRIVILEGE, 0}, 0}}};
    ACCESS_STATE access = {0};
    ULONG i;

    access.RemainingDesiredAccess = GENERIC_WRITE;
    SeSetAccessStateGenericMapping(&access, &Mapping);
    assert_int_equal(access.RemainingDesiredAccess, WRITE | READ_CONTROL);
    for (i = 0; i < 5; i++) {
        assert_nt_success(SeAppendPrivileges(&access, &one));
    }
    assert_true(access.PrivilegesAllocated);
    assert_int_equal(((PPRIVILEGE_SET)access.AuxData)->PrivilegeCount, 5);
    SeFreePrivileges(access.AuxData);
}

/* --- tokens of tokens ------------------------------------------------------------------------- */

static void
a_filtered_token_may_less(void **state)
{
    struct {
        ULONG count;
        SID_AND_ATTRIBUTES sids[1];
    } admins = {1, {{SeExports->SeAliasAdminsSid, 0}}};
    TOKEN_PRIVILEGES notify = {1, {{{SE_CHANGE_NOTIFY_PRIVILEGE, 0}, 0}}};
    PACCESS_TOKEN token = mine(), filtered = NULL;
    PTOKEN_PRIVILEGES left;

    assert_nt_success(SeFilterToken(token, 0, (PTOKEN_GROUPS)&admins, &notify, NULL, &filtered));
    assert_int_equal(attributes_of(filtered, SeExports->SeAliasAdminsSid) &
                         (SE_GROUP_USE_FOR_DENY_ONLY | SE_GROUP_ENABLED),
                     SE_GROUP_USE_FOR_DENY_ONLY);
    assert_false(SeTokenIsAdmin(filtered));
    assert_true(SeTokenIsAdmin(token));
    ObDereferenceObject(filtered);
    assert_nt_success(SeFilterToken(token, 1, NULL, NULL, (PTOKEN_GROUPS)&admins, &filtered));
    assert_true(SeTokenIsRestricted(filtered));
    left = told(filtered, TokenPrivileges);
    assert_int_equal(left->PrivilegeCount, 1);
    assert_int_equal(left->Privileges[0].Luid.LowPart, SE_CHANGE_NOTIFY_PRIVILEGE);
    ExFreePool(left);
    ObDereferenceObject(filtered);
    assert_nt_status(SeFilterToken(token, 0x100, NULL, NULL, NULL, &filtered),
                     STATUS_INVALID_PARAMETER);
    PsDereferencePrimaryToken(token);
}

static void
denied_only_groups_deny(void **state)
{
    struct {
        ULONG count;
        SID_AND_ATTRIBUTES sids[1];
    } admins = {1, {{SeExports->SeAliasAdminsSid, 0}}};
    PACCESS_TOKEN token = mine(), filtered = NULL;
    ACCESS_MASK deny, allow;
    NTSTATUS status;

    assert_nt_success(SeFilterToken(token, 0, (PTOKEN_GROUPS)&admins, NULL, NULL, &filtered));
    assert_nt_success(
        PsImpersonateClient(PsGetCurrentThread(), filtered, FALSE, FALSE, SecurityImpersonation));
    deny = granted(descriptor_of(L"D:(D;;GA;;;BA)(A;;GA;;;WD)"), READ, &status);
    allow = granted(descriptor_of(L"D:(A;;GA;;;BA)"), READ, &status);
    PsRevertToSelf();
    assert_int_equal(deny, 0);
    assert_int_equal(allow, 0);
    ObDereferenceObject(filtered);
    PsDereferencePrimaryToken(token);
}

static void
may_forbid_children(void **state)
{
    PACCESS_TOKEN token = mine();
    BOOLEAN enforced = TRUE, unless = TRUE, audit = TRUE;

    SeTokenGetNoChildProcessRestricted(token, &enforced, &unless, &audit);
    assert_false(enforced || unless || audit);
    SeTokenSetNoChildProcessRestricted(token, TRUE, FALSE);
    SeTokenGetNoChildProcessRestricted(token, &enforced, &unless, &audit);
    assert_true(enforced && unless && !audit);
    assert_true(SeTokenIsNoChildProcessRestrictionEnforced(token, &unless));
    PsDereferencePrimaryToken(token);
}

/* --- logon sessions --------------------------------------------------------------------------- */

static LUID Ended;

static NTSTATUS
session_ended(PLUID session)
{
    Ended = *session;
    return STATUS_SUCCESS;
}

static void
the_end_of_a_marked_session_is_told(void **state)
{
    HANDLE handle = sim_account_token(SIM_GUEST);
    LUID session, nobody = {12345678, 0};
    PACCESS_TOKEN token;

    Ended = (LUID){0};
    assert_nt_success(
        ObReferenceObjectByHandle(handle, 0, *SeTokenObjectType, KernelMode, &token, NULL));
    assert_nt_success(SeQueryAuthenticationIdToken(token, &session));
    ObDereferenceObject(token);
    assert_nt_success(SeRegisterLogonSessionTerminatedRoutine(session_ended));
    assert_nt_success(SeMarkLogonSessionForTerminationNotification(&session));
    assert_nt_status(SeMarkLogonSessionForTerminationNotification(&nobody), STATUS_NOT_FOUND);
    CloseHandle(handle);
    sim_run_until_idle();
    assert_int_equal(Ended.LowPart, session.LowPart);
    assert_nt_success(SeUnregisterLogonSessionTerminatedRoutine(session_ended));
    assert_nt_status(SeUnregisterLogonSessionTerminatedRoutine(session_ended), STATUS_NOT_FOUND);
}

SIM_TESTS(SIM_TEST(is_of_an_administrator), SIM_TEST(of_kernel_threads_is_the_system_s),
          SIM_TEST(small_answers_need_no_memory), SIM_TEST(privileges_are_held_when_enabled),
          SIM_TEST(used_privileges_are_collected), SIM_TEST(a_filtered_token_may_less),
          SIM_TEST(denied_only_groups_deny), SIM_TEST(may_forbid_children),
          SIM_TEST(the_end_of_a_marked_session_is_told))
