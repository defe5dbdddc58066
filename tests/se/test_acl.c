/*
 * se/test_acl.c - access control lists
 */
#include <ntifs.h>
#include <sim/test.h>

static const SID World = {SID_REVISION, 1, SECURITY_WORLD_SID_AUTHORITY, {SECURITY_WORLD_RID}};

static void
takes_entries_until_it_is_full(void **state)
{
    ULONG buffer[12];
    PACL acl = (PACL)buffer;
    ACCESS_ALLOWED_ACE *ace;

    assert_nt_success(RtlCreateAcl(acl, sizeof buffer, ACL_REVISION));
    assert_nt_success(RtlAddAccessAllowedAce(acl, ACL_REVISION, 5, (PSID)&World));
    assert_nt_success(
        RtlAddAccessAllowedAceEx(acl, ACL_REVISION, CONTAINER_INHERIT_ACE, 6, (PSID)&World));
    assert_nt_status(RtlAddAccessAllowedAce(acl, ACL_REVISION, 7, (PSID)&World),
                     STATUS_ALLOTTED_SPACE_EXCEEDED);
    assert_int_equal(acl->AceCount, 2);
    assert_nt_success(RtlGetAce(acl, 1, (PVOID *)&ace));
    assert_int_equal(ace->Mask, 6);
    assert_int_equal(ace->Header.AceFlags, CONTAINER_INHERIT_ACE);
    assert_true(RtlEqualSid(&ace->SidStart, (PSID)&World));
    assert_nt_status(RtlGetAce(acl, 2, (PVOID *)&ace), STATUS_INVALID_PARAMETER);
}

static void
loses_entries(void **state)
{
    ULONG buffer[20];
    PACL acl = (PACL)buffer;
    ACCESS_ALLOWED_ACE *ace;

    RtlCreateAcl(acl, sizeof buffer, ACL_REVISION);
    RtlAddAccessAllowedAce(acl, ACL_REVISION, 5, (PSID)&World);
    RtlAddAccessAllowedAce(acl, ACL_REVISION, 6, (PSID)&World);
    assert_nt_success(RtlDeleteAce(acl, 0));
    assert_int_equal(acl->AceCount, 1);
    assert_nt_success(RtlGetAce(acl, 0, (PVOID *)&ace));
    assert_int_equal(ace->Mask, 6);
    assert_nt_status(RtlDeleteAce(acl, 1), STATUS_INVALID_PARAMETER);
}

static void
checks_what_goes_in(void **state)
{
    ULONG buffer[12];
    PACL acl = (PACL)buffer;
    SID bad = World;

    assert_nt_status(RtlCreateAcl(acl, 4, ACL_REVISION), STATUS_BUFFER_TOO_SMALL);
    assert_nt_status(RtlCreateAcl(acl, sizeof buffer, 9), STATUS_INVALID_PARAMETER);
    RtlCreateAcl(acl, sizeof buffer, ACL_REVISION);
    bad.Revision = 7;
    assert_nt_status(RtlAddAccessAllowedAce(acl, ACL_REVISION, 5, &bad), STATUS_INVALID_SID);
    assert_nt_status(RtlAddAccessAllowedAce(acl, 9, 5, (PSID)&World), STATUS_REVISION_MISMATCH);
}

SIM_TESTS(SIM_TEST(takes_entries_until_it_is_full), SIM_TEST(loses_entries),
          SIM_TEST(checks_what_goes_in))
