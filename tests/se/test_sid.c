/*
 * se/test_sid.c - security identifiers
 */
#include <ntifs.h>
#include <sim/test.h>

static void
is_built_of_authorities(void **state)
{
    SID_IDENTIFIER_AUTHORITY nt = SECURITY_NT_AUTHORITY;
    ULONG buffer[8], copy[8];
    PSID sid = buffer;

    assert_int_equal(RtlLengthRequiredSid(2), 16);
    assert_nt_success(RtlInitializeSid(sid, &nt, 2));
    *RtlSubAuthoritySid(sid, 0) = SECURITY_BUILTIN_DOMAIN_RID;
    *RtlSubAuthoritySid(sid, 1) = DOMAIN_ALIAS_RID_ADMINS;
    assert_true(RtlValidSid(sid));
    assert_int_equal(RtlLengthSid(sid), 16);
    assert_int_equal(*RtlSubAuthorityCountSid(sid), 2);
    assert_nt_status(RtlCopySid(15, copy, sid), STATUS_BUFFER_TOO_SMALL);
    assert_nt_success(RtlCopySid(sizeof copy, copy, sid));
    assert_true(RtlEqualSid(sid, copy));
    *RtlSubAuthoritySid(copy, 1) = DOMAIN_ALIAS_RID_USERS;
    assert_false(RtlEqualSid(sid, copy));
    assert_true(RtlEqualPrefixSid(sid, copy));
    *RtlSubAuthoritySid(copy, 0) = 7;
    assert_false(RtlEqualPrefixSid(sid, copy));
    assert_nt_status(RtlInitializeSid(sid, &nt, 16), STATUS_INVALID_PARAMETER);
}

SIM_TESTS(SIM_TEST(is_built_of_authorities))
