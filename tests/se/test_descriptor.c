/*
 * se/test_descriptor.c - security descriptors: made, asked, checked
 */
#include <ntifs.h>
#include <sim/test.h>

static const SID World = {SID_REVISION, 1, SECURITY_WORLD_SID_AUTHORITY, {SECURITY_WORLD_RID}};

static void
is_made_empty(void **state)
{
    SECURITY_DESCRIPTOR descriptor;
    BOOLEAN present = TRUE, defaulted;
    PSID owner = (PSID)1;
    PACL dacl;

    assert_nt_success(RtlCreateSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION));
    assert_true(RtlValidSecurityDescriptor(&descriptor));
    assert_int_equal(RtlLengthSecurityDescriptor(&descriptor), sizeof descriptor);
    assert_nt_success(RtlGetDaclSecurityDescriptor(&descriptor, &present, &dacl, &defaulted));
    assert_false(present);
    assert_nt_success(RtlGetOwnerSecurityDescriptor(&descriptor, &owner, &defaulted));
    assert_null(owner);
    assert_nt_status(RtlCreateSecurityDescriptor(&descriptor, 2), STATUS_UNKNOWN_REVISION);
}

static void
tells_no_dacl_from_a_null_dacl(void **state)
{
    SECURITY_DESCRIPTOR descriptor;
    BOOLEAN present = FALSE, defaulted = FALSE;
    PACL dacl = (PACL)1;

    RtlCreateSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION);
    assert_nt_success(RtlSetDaclSecurityDescriptor(&descriptor, TRUE, NULL, TRUE));
    assert_nt_success(RtlGetDaclSecurityDescriptor(&descriptor, &present, &dacl, &defaulted));
    assert_true(present);
    assert_true(defaulted);
    assert_null(dacl);
    assert_nt_success(RtlSetDaclSecurityDescriptor(&descriptor, FALSE, NULL, FALSE));
    assert_nt_success(RtlGetDaclSecurityDescriptor(&descriptor, &present, &dacl, &defaulted));
    assert_false(present);
}

static void
has_a_dacl_and_an_owner(void **state)
{
    SECURITY_DESCRIPTOR descriptor;
    UCHAR list[100];
    PACL dacl = (PACL)list, sacl;
    BOOLEAN present, flag;
    PSID group;

    RtlCreateSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION);
    assert_nt_success(RtlCreateAcl(dacl, sizeof list, ACL_REVISION));
    assert_nt_success(RtlAddAccessAllowedAce(dacl, ACL_REVISION, GENERIC_ALL, (PSID)&World));
    assert_nt_success(RtlSetDaclSecurityDescriptor(&descriptor, TRUE, dacl, FALSE));
    assert_nt_success(RtlSetOwnerSecurityDescriptor(&descriptor, (PSID)&World, FALSE));
    assert_nt_success(RtlGetGroupSecurityDescriptor(&descriptor, &group, &flag));
    assert_null(group);
    assert_nt_success(RtlSetGroupSecurityDescriptor(&descriptor, (PSID)&World, TRUE));
    assert_nt_success(RtlGetGroupSecurityDescriptor(&descriptor, &group, &flag));
    assert_ptr_equal(group, &World);
    assert_true(flag);
    assert_int_equal(RtlIdentifierAuthoritySid(group)->Value[5], 1);
    assert_nt_success(RtlGetSaclSecurityDescriptor(&descriptor, &present, &sacl, &flag));
    assert_false(present);
    assert_true(RtlValidSecurityDescriptor(&descriptor));
    assert_int_equal(RtlLengthSecurityDescriptor(&descriptor), sizeof descriptor + 100 + 24);
}

static void
in_one_block_stays_within_it(void **state)
{
    struct {
        SECURITY_DESCRIPTOR_RELATIVE head;
        SID owner;
    } block = {.head = {.Revision = SECURITY_DESCRIPTOR_REVISION,
                        .Control = SE_SELF_RELATIVE,
                        .Owner = sizeof block.head},
               .owner = World};

    assert_true(SeValidSecurityDescriptor(sizeof block, &block));
    assert_false(SeValidSecurityDescriptor(sizeof block - 1, &block));
    assert_true(
        RtlValidRelativeSecurityDescriptor(&block, sizeof block, OWNER_SECURITY_INFORMATION));
    assert_false(
        RtlValidRelativeSecurityDescriptor(&block, sizeof block, GROUP_SECURITY_INFORMATION));
    block.owner.SubAuthorityCount = 2;
    assert_false(SeValidSecurityDescriptor(sizeof block, &block));
    block.head.Owner = 0;
    assert_false(SeValidSecurityDescriptor(sizeof block, &block));
}

SIM_TESTS(SIM_TEST(is_made_empty), SIM_TEST(tells_no_dacl_from_a_null_dacl),
          SIM_TEST(has_a_dacl_and_an_owner), SIM_TEST(in_one_block_stays_within_it))
