/*
 * ps/test_token.c - whose processes and threads are
 */
#include "ps_test.h"

static PACCESS_TOKEN
token_of(HANDLE handle)
{
    PACCESS_TOKEN token = NULL;

    assert_nt_success(
        ObReferenceObjectByHandle(handle, 0, *SeTokenObjectType, KernelMode, &token, NULL));
    return token;
}

static BOOLEAN
is_user(HANDLE token, PSID sid)
{
    SE_TOKEN_USER user;
    ULONG length;

    assert_nt_success(NtQueryInformationToken(token, TokenUser, &user, sizeof user, &length));
    return RtlEqualSid(user.User.Sid, sid);
}

/* --- primary tokens --------------------------------------------------------------------------- */

static void
a_process_has_the_token_it_was_given(void **state)
{
    HANDLE token;

    assert_nt_success(NtOpenProcessToken(NtCurrentProcess(), TOKEN_QUERY, &token));
    assert_true(is_user(token, SeExports->SeLocalServiceSid));
    NtClose(token);
    assert_nt_success(NtOpenProcessTokenEx(NtCurrentProcess(), TOKEN_QUERY, 0, &token));
    NtClose(token);
    assert_nt_success(
        ZwOpenProcessTokenEx(NtCurrentProcess(), TOKEN_QUERY, OBJ_KERNEL_HANDLE, &token));
    ZwClose(token);
}

static void
look_who_it_is(void *argument)
{
    PACCESS_TOKEN token = PsReferencePrimaryToken(PsGetCurrentProcess());

    if (SeTokenIsAdmin(token) != (argument == NULL)) {
        NtTerminateProcess(NtCurrentProcess(), STATUS_UNSUCCESSFUL);
    }
    PsDereferencePrimaryToken(token);
}

static void
a_child_inherits_it(void **state)
{
    HANDLE same = sim_process(look_who_it_is, NULL);
    HANDLE other = sim_process_as(SIM_USER, look_who_it_is, same);

    sim_join(same);
    sim_join(other);
}

static void
processes_are_opened_as_their_tokens_say(void **state)
{
    HANDLE child = sim_process(look_who_it_is, NULL), handle;
    OBJECT_ATTRIBUTES attributes;
    CLIENT_ID id = {PsGetCurrentProcessId(), NULL};

    sim_join(child);
    InitializeObjectAttributes(&attributes, NULL, 0, NULL, NULL);
    assert_nt_success(NtOpenProcess(&handle, PROCESS_ALL_ACCESS, &attributes, &id));
    NtClose(handle);
    sim_impersonate(SIM_USER);
    assert_nt_status(NtOpenProcess(&handle, PROCESS_VM_WRITE, &attributes, &id),
                     STATUS_ACCESS_DENIED);
    sim_revert();
}

/* --- impersonation ---------------------------------------------------------------------------- */

static void
a_thread_is_somebody_else_for_a_while(void **state)
{
    BOOLEAN copy, effective;
    SECURITY_IMPERSONATION_LEVEL level;
    HANDLE user = sim_account_token(SIM_USER), token;
    PACCESS_TOKEN client = token_of(user);

    assert_null(PsReferenceImpersonationToken(PsGetCurrentThread(), &copy, &effective, &level));
    assert_nt_status(NtOpenThreadToken(NtCurrentThread(), TOKEN_QUERY, TRUE, &token),
                     STATUS_NO_TOKEN);
    assert_nt_success(
        PsImpersonateClient(PsGetCurrentThread(), client, FALSE, TRUE, SecurityImpersonation));
    assert_ptr_equal(PsReferenceImpersonationToken(PsGetCurrentThread(), &copy, &effective, &level),
                     client);
    assert_int_equal(level, SecurityImpersonation);
    assert_true(effective);
    PsDereferenceImpersonationToken(client);
    assert_nt_success(NtOpenThreadToken(NtCurrentThread(), TOKEN_QUERY, TRUE, &token));
    NtClose(token);
    assert_nt_success(ZwOpenThreadTokenEx(NtCurrentThread(), TOKEN_QUERY, FALSE, 0, &token));
    NtClose(token);
    assert_nt_success(NtOpenThreadTokenEx(NtCurrentThread(), TOKEN_QUERY, TRUE, 0, &token));
    NtClose(token);
    PsRevertToSelf();
    assert_null(PsReferenceImpersonationToken(PsGetCurrentThread(), &copy, &effective, &level));
    ObDereferenceObject(client);
    NtClose(user);
}

/* A user has no SeImpersonatePrivilege. */
static void
who_may_not_act_as_a_client_only_identifies_it(void **state)
{
    BOOLEAN copy, effective;
    SECURITY_IMPERSONATION_LEVEL level;
    HANDLE handle = sim_account_token(SIM_GUEST);
    PACCESS_TOKEN client = token_of(handle);

    assert_nt_success(
        PsImpersonateClient(PsGetCurrentThread(), client, FALSE, FALSE, SecurityImpersonation));
    PsReferenceImpersonationToken(PsGetCurrentThread(), &copy, &effective, &level);
    PsDereferenceImpersonationToken(client);
    assert_int_equal(level, SecurityIdentification);
    PsRevertToSelf();
    ObDereferenceObject(client);
    NtClose(handle);
}

static void
a_server_keeps_its_client(void **state)
{
    SECURITY_QUALITY_OF_SERVICE quality = {sizeof quality, SecurityImpersonation,
                                           SECURITY_STATIC_TRACKING, FALSE};
    SECURITY_CLIENT_CONTEXT context;
    SECURITY_SUBJECT_CONTEXT subject;

    sim_impersonate(SIM_USER);
    assert_nt_success(SeCreateClientSecurity(PsGetCurrentThread(), &quality, FALSE, &context));
    sim_revert();
    assert_int_equal(SeTokenType(context.ClientToken), TokenImpersonation);
    assert_nt_success(SeImpersonateClientEx(&context, NULL));
    SeCaptureSubjectContext(&subject);
    assert_ptr_equal(subject.ClientToken, context.ClientToken);
    assert_false(SeTokenIsAdmin(SeQuerySubjectContextToken(&subject)));
    SeReleaseSubjectContext(&subject);
    PsRevertToSelf();
    SeImpersonateClient(&context, PsGetCurrentThread());
    PsRevertToSelf();
    SeDeleteClientSecurity(&context);
    quality.ContextTrackingMode = SECURITY_DYNAMIC_TRACKING;
    SeCaptureSubjectContext(&subject);
    assert_nt_success(
        SeCreateClientSecurityFromSubjectContext(&subject, &quality, FALSE, &context));
    assert_ptr_equal(context.ClientToken, subject.PrimaryToken);
    SeDeleteClientSecurity(&context);
    SeReleaseSubjectContext(&subject);
}

/* --- handles to tokens ------------------------------------------------------------------------ */

static void
duplicates_are_asked_for_by_handle(void **state)
{
    SECURITY_QUALITY_OF_SERVICE quality = {sizeof quality, SecurityIdentification, FALSE, FALSE};
    OBJECT_ATTRIBUTES attributes;
    HANDLE token, copy, again;
    ULONG level, length;

    InitializeObjectAttributes(&attributes, NULL, 0, NULL, NULL);
    attributes.SecurityQualityOfService = &quality;
    assert_nt_success(NtOpenProcessToken(NtCurrentProcess(), TOKEN_ALL_ACCESS, &token));
    assert_nt_success(NtDuplicateToken(token, 0, &attributes, FALSE, TokenImpersonation, &copy));
    assert_nt_success(
        ZwQueryInformationToken(copy, TokenImpersonationLevel, &level, sizeof level, &length));
    assert_int_equal(level, SecurityIdentification);
    quality.ImpersonationLevel = SecurityImpersonation;
    assert_nt_status(ZwDuplicateToken(copy, 0, &attributes, FALSE, TokenImpersonation, &again),
                     STATUS_BAD_IMPERSONATION_LEVEL);
    assert_nt_status(NtQueryInformationToken(token, TokenUser, &level, 0, &length),
                     STATUS_BUFFER_TOO_SMALL);
    assert_true(length > sizeof(TOKEN_USER));
    NtClose(copy);
    NtClose(token);
}

static void
defaults_are_set_by_handle(void **state)
{
    TOKEN_OWNER owner = {SeExports->SeWorldSid};
    TOKEN_DEFAULT_DACL none = {NULL};
    ULONG session = 3, length;
    UCHAR room[128];
    HANDLE token;

    assert_nt_success(NtOpenProcessToken(NtCurrentProcess(), TOKEN_ALL_ACCESS, &token));
    assert_nt_status(ZwSetInformationToken(token, TokenOwner, &owner, sizeof owner),
                     STATUS_INVALID_OWNER);
    owner.Owner = SeExports->SeAliasAdminsSid;
    assert_nt_success(ZwSetInformationToken(token, TokenOwner, &owner, sizeof owner));
    assert_nt_success(NtSetInformationToken(token, TokenDefaultDacl, &none, sizeof none));
    assert_nt_success(NtQueryInformationToken(token, TokenDefaultDacl, room, sizeof room, &length));
    assert_null(((PTOKEN_DEFAULT_DACL)room)->DefaultDacl);
    assert_nt_status(NtSetInformationToken(token, TokenSessionId, &session, sizeof session),
                     STATUS_PRIVILEGE_NOT_HELD);
    assert_nt_status(NtSetInformationToken(token, TokenUser, &owner, sizeof owner),
                     STATUS_INVALID_INFO_CLASS);
    NtClose(token);
}

static void
privileges_are_checked_by_handle(void **state)
{
    PRIVILEGE_SET set = {1, PRIVILEGE_SET_ALL_NECESSARY, {{{SE_DEBUG_PRIVILEGE, 0}, 0}}};
    BOOLEAN held = TRUE;
    HANDLE token;

    assert_nt_success(NtOpenProcessToken(NtCurrentProcess(), TOKEN_QUERY, &token));
    assert_nt_success(NtPrivilegeCheck(token, &set, &held));
    assert_false(held);
    set.Privilege[0].Luid.LowPart = SE_IMPERSONATE_PRIVILEGE;
    assert_nt_success(NtPrivilegeCheck(token, &set, &held));
    assert_true(held);
    NtClose(token);
}

SIM_TESTS(SIM_TEST(a_process_has_the_token_it_was_given, .account = SIM_LOCAL_SERVICE),
          SIM_TEST(a_child_inherits_it), SIM_TEST(processes_are_opened_as_their_tokens_say),
          SIM_TEST(a_thread_is_somebody_else_for_a_while),
          SIM_TEST(who_may_not_act_as_a_client_only_identifies_it, .account = SIM_USER),
          SIM_TEST(a_server_keeps_its_client), SIM_TEST(duplicates_are_asked_for_by_handle),
          SIM_TEST(defaults_are_set_by_handle), SIM_TEST(privileges_are_checked_by_handle))
