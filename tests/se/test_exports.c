/*
 * se/test_exports.c - the well-known privileges and security identifiers
 */
#include <ntifs.h>
#include <sim/test.h>

static void
are_what_they_are_called(void **state)
{
    assert_int_equal(SeExports->SeDebugPrivilege.LowPart, SE_DEBUG_PRIVILEGE);
    assert_int_equal(SeExports->SeLoadDriverPrivilege.LowPart, 10);
    assert_true(RtlValidSid(SeExports->SeWorldSid));
    assert_int_equal(RtlLengthSid(SeExports->SeWorldSid), 12);
    assert_int_equal(*RtlSubAuthoritySid(SeExports->SeLocalSystemSid, 0),
                     SECURITY_LOCAL_SYSTEM_RID);
    assert_int_equal(RtlLengthSid(SeExports->SeAliasAdminsSid), 16);
    assert_int_equal(*RtlSubAuthoritySid(SeExports->SeAliasAdminsSid, 1), DOMAIN_ALIAS_RID_ADMINS);
    assert_int_equal(RtlLengthSid(SeExports->SeTrustedInstallerSid), 32);
}

SIM_TESTS(SIM_TEST(are_what_they_are_called))
