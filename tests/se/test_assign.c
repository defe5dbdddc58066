/*
 * se/test_assign.c - descriptors of new objects; parts read and replaced; forms; audits
 */
#include "se_test.h"

static void
reads_as(PSECURITY_DESCRIPTOR descriptor, const WCHAR *expected)
{
    WCHAR text[512];
    uint32_t characters = RTL_NUMBER_OF(text);

    assert_nt_success(sim_write_sddl(descriptor, text, &characters));
    assert_memory_equal(text, expected, characters * sizeof(WCHAR));
}

/* Of a new object of a user with this parent and this creator's descriptor, without the group. */
static void
assigned(const WCHAR *parent, const WCHAR *explicit, BOOLEAN directory, const WCHAR *expected)
{
    PSECURITY_DESCRIPTOR above = NULL, given = NULL, new = NULL;
    SECURITY_SUBJECT_CONTEXT subject;
    UCHAR copy[1024];

    if (parent != NULL) {
        RtlCopyMemory(copy, descriptor_of(parent), sizeof copy);
        above = copy;
    }
    if (explicit != NULL) {
        given = descriptor_of(explicit);
    }
    SeCaptureSubjectContext(&subject);
    assert_nt_success(
        SeAssignSecurity(above, given, &new, directory, &subject, &Mapping, PagedPool));
    SeReleaseSubjectContext(&subject);
    assert_true(RtlValidSecurityDescriptor(new));
    reads_as(new, expected);
    assert_nt_success(SeDeassignSecurity(&new));
    assert_null(new);
}

static void
takes_what_the_creator_gave(void **state)
{
    assigned(NULL, L"O:SYG:SYD:(A;;GR;;;WD)", FALSE, L"O:SYG:SYD:(A;;CCRC;;;WD)");
    assigned(L"D:(A;OI;GA;;;BU)", L"O:SYG:SYD:P(A;;0x1;;;WD)", FALSE, L"O:SYG:SYD:P(A;;CC;;;WD)");
    assigned(NULL, L"O:SYG:SYD:NO_ACCESS_CONTROL", FALSE, L"O:SYG:SYD:NO_ACCESS_CONTROL");
}

static void
inherits_from_its_parent(void **state)
{
    assigned(L"D:(A;OI;0x1;;;BU)(A;CI;0x2;;;BU)(A;;0x4;;;BU)", L"O:SYG:SY", FALSE,
             L"O:SYG:SYD:(A;ID;CC;;;BU)");
    assigned(L"D:(A;OI;0x1;;;BU)(A;CI;0x2;;;BU)", L"O:SYG:SY", TRUE,
             L"O:SYG:SYD:(A;OIIOID;CC;;;BU)(A;CIID;DC;;;BU)");
    assigned(L"D:(A;CINP;0x2;;;BU)", L"O:SYG:SY", TRUE, L"O:SYG:SYD:(A;ID;DC;;;BU)");
    assigned(L"D:(A;CI;GR;;;CO)", L"O:BAG:SY", TRUE,
             L"O:BAG:SYD:(A;ID;CCRC;;;BA)(A;CIIOID;GR;;;CO)");
}

static void
else_has_the_default_of_its_creator(void **state)
{
    PSECURITY_DESCRIPTOR new = NULL;
    SECURITY_SUBJECT_CONTEXT subject;
    BOOLEAN present = FALSE, defaulted;
    PSID owner = NULL;
    PACL dacl = NULL;

    SeCaptureSubjectContextEx(PsGetCurrentThread(), PsGetCurrentProcess(), &subject);
    assert_nt_success(
        SeAssignSecurityEx(NULL, NULL, &new, NULL, FALSE, 0, &subject, &Mapping, PagedPool));
    SeReleaseSubjectContext(&subject);
    assert_nt_success(RtlGetOwnerSecurityDescriptor(new, &owner, &defaulted));
    assert_true(RtlEqualSid(owner, SeExports->SeAliasAdminsSid));
    assert_nt_success(RtlGetDaclSecurityDescriptor(new, &present, &dacl, &defaulted));
    assert_true(present);
    assert_int_equal(dacl->AceCount, 3);
    SeDeassignSecurity(&new);
}

/* --- parts ------------------------------------------------------------------------------------ */

static void
parts_are_read_and_replaced(void **state)
{
    SECURITY_INFORMATION dacl = DACL_SECURITY_INFORMATION, owner = OWNER_SECURITY_INFORMATION;
    UCHAR first[1024], second[1024], part[256];
    PSECURITY_DESCRIPTOR object = first, none = NULL;
    ULONG length = 0;

    RtlCopyMemory(first, descriptor_of(L"O:BAG:SYD:(A;;0x1;;;WD)S:(AU;SA;0x2;;;WD)"), sizeof first);
    RtlCopyMemory(second, descriptor_of(L"O:BUD:P(A;;GR;;;SY)"), sizeof second);
    assert_nt_status(SeQuerySecurityDescriptorInfo(&dacl, part, &length, &object),
                     STATUS_BUFFER_TOO_SMALL);
    assert_nt_success(SeQuerySecurityDescriptorInfo(&dacl, part, &length, &object));
    reads_as(part, L"D:(A;;CC;;;WD)");
    assert_nt_success(
        SeSetSecurityDescriptorInfo(NULL, &dacl, second, &object, PagedPool, &Mapping));
    reads_as(object, L"O:BAG:SYD:P(A;;CCRC;;;SY)S:(AU;SA;DC;;;WD)");
    ExFreePool(object);
    object = first;
    assert_nt_success(
        SeSetSecurityDescriptorInfoEx(NULL, &owner, second, &object, 0, PagedPool, &Mapping));
    reads_as(object, L"O:BUG:SYD:(A;;CC;;;WD)S:(AU;SA;DC;;;WD)");
    ExFreePool(object);
    assert_nt_status(SeSetSecurityDescriptorInfo(NULL, &dacl, second, &none, PagedPool, &Mapping),
                     STATUS_NO_SECURITY_ON_OBJECT);
}

/* --- forms ------------------------------------------------------------------------------------ */

static void
has_two_forms(void **state)
{
    PCWSTR text = L"O:BAG:SYD:P(A;;CC;;;WD)(D;;DC;;;BU)S:(AU;SA;DC;;;WD)";
    UCHAR owner[68], group[68], dacl[256], sacl[256], back[1024];
    ULONG sizes[5] = {0}, length = 0;
    SECURITY_DESCRIPTOR absolute;
    SECURITY_DESCRIPTOR_RELATIVE empty;
    PSECURITY_DESCRIPTOR relative = descriptor_of(text);

    assert_nt_status(RtlSelfRelativeToAbsoluteSD(relative, &absolute, &sizes[0], (PACL)dacl,
                                                 &sizes[1], (PACL)sacl, &sizes[2], owner, &sizes[3],
                                                 group, &sizes[4]),
                     STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(sizes[0], sizeof absolute);
    assert_int_equal(sizes[3], 16);
    assert_nt_success(RtlSelfRelativeToAbsoluteSD(relative, &absolute, &sizes[0], (PACL)dacl,
                                                  &sizes[1], (PACL)sacl, &sizes[2], owner,
                                                  &sizes[3], group, &sizes[4]));
    assert_ptr_equal(absolute.Dacl, dacl);
    reads_as(&absolute, text);
    assert_nt_status(RtlAbsoluteToSelfRelativeSD(&absolute, NULL, &length),
                     STATUS_BUFFER_TOO_SMALL);
    assert_nt_success(RtlAbsoluteToSelfRelativeSD(&absolute, back, &length));
    assert_true(SeValidSecurityDescriptor(length, back));
    reads_as(back, text);
    assert_nt_status(RtlAbsoluteToSelfRelativeSD(back, back, &length),
                     STATUS_BAD_DESCRIPTOR_FORMAT);
    assert_nt_success(RtlCreateSecurityDescriptorRelative(&empty, SECURITY_DESCRIPTOR_REVISION));
    assert_int_equal(empty.Control, SE_SELF_RELATIVE);
    assert_nt_status(RtlCreateSecurityDescriptorRelative(&empty, 2), STATUS_UNKNOWN_REVISION);
}

static void
is_normal_without_unused_space(void **state)
{
    UCHAR room[300], block[400];
    SECURITY_DESCRIPTOR absolute;
    PSECURITY_DESCRIPTOR old = block, new = NULL;
    ULONG length = sizeof block, shorter = 0;

    RtlCreateAcl((PACL)room, sizeof room, ACL_REVISION);
    RtlAddAccessAllowedAce((PACL)room, ACL_REVISION, READ, SeExports->SeWorldSid);
    RtlCreateSecurityDescriptor(&absolute, SECURITY_DESCRIPTOR_REVISION);
    RtlSetDaclSecurityDescriptor(&absolute, TRUE, (PACL)room, FALSE);
    assert_nt_success(RtlAbsoluteToSelfRelativeSD(&absolute, block, &length));
    assert_true(RtlNormalizeSecurityDescriptor(&old, length, NULL, &shorter, TRUE));
    assert_true(RtlNormalizeSecurityDescriptor(&old, length, &new, &shorter, FALSE));
    assert_true(shorter < length);
    reads_as(new, L"D:(A;;CC;;;WD)");
    assert_false(RtlNormalizeSecurityDescriptor(&new, shorter, NULL, NULL, TRUE));
    ExFreePool(new);
}

static void
entries_are_added_where_they_are_wanted(void **state)
{
    UCHAR room[124], more[64];
    PACL acl = (PACL)room, from = (PACL)more;
    PVOID ace;

    RtlCreateAcl(acl, sizeof room, ACL_REVISION);
    RtlCreateAcl(from, sizeof more, ACL_REVISION);
    RtlAddAccessAllowedAce(acl, ACL_REVISION, 1, SeExports->SeWorldSid);
    RtlAddAccessAllowedAce(from, ACL_REVISION, 2, SeExports->SeWorldSid);
    assert_nt_success(RtlGetAce(from, 0, &ace));
    assert_nt_success(RtlAddAce(acl, ACL_REVISION, 0, ace, 20));
    assert_nt_success(RtlAddAce(acl, ACL_REVISION, MAXULONG, ace, 20));
    assert_int_equal(acl->AceCount, 3);
    assert_nt_success(RtlGetAce(acl, 0, &ace));
    assert_int_equal(((ACCESS_ALLOWED_ACE *)ace)->Mask, 2);
    assert_nt_success(RtlGetAce(acl, 1, &ace));
    assert_int_equal(((ACCESS_ALLOWED_ACE *)ace)->Mask, 1);
    assert_nt_status(RtlAddAce(acl, ACL_REVISION, 0, ace, 19), STATUS_INVALID_PARAMETER);
    assert_nt_success(RtlAddAce(acl, ACL_REVISION, 0, ace, 20));
    assert_nt_success(RtlAddAce(acl, ACL_REVISION, 0, ace, 20));
    assert_nt_status(RtlAddAce(acl, ACL_REVISION, 0, ace, 20), STATUS_BUFFER_TOO_SMALL);
}

/* --- audits ----------------------------------------------------------------------------------- */

static void
audits_are_made_of_what_the_sacl_names(void **state)
{
    UNICODE_STRING type = RTL_CONSTANT_STRING(L"File");
    ACCESS_STATE access = {.OriginalDesiredAccess = WRITE, .PreviouslyGrantedAccess = WRITE};
    PSECURITY_DESCRIPTOR audited = descriptor_of(L"O:BAG:SYD:(A;;GA;;;WD)S:(AU;SA;0x2;;;WD)");
    BOOLEAN on_close = TRUE;

    SeCaptureSubjectContext(&access.SubjectSecurityContext);
    SeOpenObjectAuditAlarm(&type, state, NULL, audited, &access, FALSE, TRUE, UserMode, &on_close);
    assert_true(on_close);
    SeOpenObjectAuditAlarm(&type, state, NULL, audited, &access, FALSE, FALSE, UserMode, &on_close);
    assert_false(on_close);
    SeOpenObjectForDeleteAuditAlarm(&type, state, NULL, audited, &access, FALSE, TRUE, KernelMode,
                                    &on_close);
    assert_false(on_close);
    assert_true(SeAuditingFileEvents(TRUE, audited));
    assert_false(SeAuditingFileEvents(FALSE, audited));
    assert_true(SeAuditingFileOrGlobalEvents(TRUE, audited, &access.SubjectSecurityContext));
    assert_false(SeAuditingHardLinkEvents(FALSE, audited));
    SeAuditHardLinkCreation(&type, &type, TRUE);
    SeDeleteObjectAuditAlarm(state, NULL);
    SeReleaseSubjectContext(&access.SubjectSecurityContext);
}

SIM_TESTS(SIM_TEST(takes_what_the_creator_gave), SIM_TEST(inherits_from_its_parent),
          SIM_TEST(else_has_the_default_of_its_creator), SIM_TEST(parts_are_read_and_replaced),
          SIM_TEST(has_two_forms), SIM_TEST(is_normal_without_unused_space),
          SIM_TEST(entries_are_added_where_they_are_wanted),
          SIM_TEST(audits_are_made_of_what_the_sacl_names))
