/*
 * se/test_check.c - the access check: order of entries, owner, privileges, integrity, restriction
 */
#include "se_test.h"

#include <wdmsec.h>

static PWCH
text_of(PCUNICODE_STRING string)
{
    static WCHAR text[256];

    RtlCopyMemory(text, string->Buffer, string->Length);
    text[string->Length / sizeof(WCHAR)] = 0;
    return text;
}

/* --- what a driver gives its device ----------------------------------------------------------- */

/* Who: SYSTEM, an administrator, a user, a guest (Everyone only), restricted code. */
static void
predefined_descriptors_grant_what_they_say(void **state)
{
    enum { ALL_ = READ | WRITE | RUN };
    static const enum sim_account who[] = {SIM_SYSTEM, SIM_ADMINISTRATOR, SIM_USER, SIM_GUEST,
                                           SIM_RESTRICTED_USER};
    const struct {
        PCUNICODE_STRING sddl;
        ULONG rights[5];
    } table[] = {
        {&SDDL_DEVOBJ_KERNEL_ONLY, {0, 0, 0, 0, 0}},
        {&SDDL_DEVOBJ_SYS_ALL, {ALL_, 0, 0, 0, 0}},
        {&SDDL_DEVOBJ_SYS_ALL_ADM_ALL, {ALL_, ALL_, 0, 0, 0}},
        {&SDDL_DEVOBJ_SYS_ALL_ADM_RX, {ALL_, READ | RUN, 0, 0, 0}},
        {&SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_R, {ALL_, ALL_, READ, READ, READ}},
        {&SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_R_RES_R, {ALL_, ALL_, READ, READ, READ}},
        {&SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_RW_RES_R,
         {ALL_, ALL_, READ | WRITE, READ | WRITE, READ | WRITE}},
        {&SDDL_DEVOBJ_SYS_ALL_ADM_RWX_WORLD_RWX_RES_RWX, {ALL_, ALL_, ALL_, ALL_, ALL_}},
    };
    ULONG row, column;

    for (row = 0; row < RTL_NUMBER_OF(table); row++) {
        assert_true(sim_is_device_sddl(text_of(table[row].sddl)));
        for (column = 0; column < RTL_NUMBER_OF(who); column++) {
            ACCESS_MASK all = granted_to(who[column], text_of(table[row].sddl), MAXIMUM_ALLOWED);

            assert_int_equal(all & ALL_, table[row].rights[column]);
        }
    }
}

static void
restricted_code_needs_both_passes(void **state)
{
    assert_int_equal(granted_to(SIM_USER, L"D:(A;;GR;;;BU)", READ), READ);
    assert_int_equal(granted_to(SIM_RESTRICTED_USER, L"D:(A;;GR;;;BU)", READ), 0);
    assert_int_equal(granted_to(SIM_RESTRICTED_USER, L"D:(A;;GR;;;RC)", READ), 0);
    assert_int_equal(granted_to(SIM_RESTRICTED_USER, L"D:(A;;GR;;;BU)(A;;GR;;;RC)", READ), READ);
    assert_int_equal(granted_to(SIM_RESTRICTED_USER, L"D:(A;;GA;;;BU)(A;;GR;;;RC)", WRITE), 0);
}

/* --- lists ------------------------------------------------------------------------------------ */

static void
the_first_entry_decides(void **state)
{
    assert_int_equal(granted_to(SIM_USER, L"D:(D;;GW;;;BU)(A;;GA;;;WD)", WRITE), 0);
    assert_int_equal(granted_to(SIM_USER, L"D:(A;;GA;;;WD)(D;;GW;;;BU)", WRITE), WRITE);
    assert_int_equal(granted_to(SIM_USER, L"D:(D;;GW;;;BG)(A;;GA;;;WD)", WRITE), WRITE);
    assert_int_equal(granted_to(SIM_USER, L"D:(A;;0x1;;;WD)(A;;0x2;;;BU)", READ | WRITE), 3);
    assert_int_equal(granted_to(SIM_USER, L"D:(A;;0x1;;;WD)", READ | WRITE), 0);
    assert_int_equal(granted_to(SIM_USER, L"D:(A;IO;GA;;;WD)", READ), 0);
}

static void
maximum_allowed_is_what_the_entries_leave(void **state)
{
    assert_int_equal(granted_to(SIM_USER, L"D:(D;;0x2;;;BU)(A;;0x7;;;WD)", MAXIMUM_ALLOWED), 5);
    assert_int_equal(granted_to(SIM_USER, L"D:(A;;0x2;;;WD)(D;;0x7;;;BU)", MAXIMUM_ALLOWED), 2);
    assert_int_equal(granted_to(SIM_USER, L"D:(A;;0x3;;;WD)", MAXIMUM_ALLOWED | WRITE), 3);
    assert_int_equal(granted_to(SIM_USER, L"D:(A;;0x3;;;WD)", MAXIMUM_ALLOWED | RUN), 0);
    assert_int_equal(granted_to(SIM_USER, L"D:", MAXIMUM_ALLOWED), 0);
}

static void
no_dacl_is_everything_and_an_empty_one_nothing(void **state)
{
    assert_int_equal(granted_to(SIM_USER, L"O:SYG:SY", WRITE), WRITE);
    assert_int_equal(granted_to(SIM_USER, L"O:SYD:NO_ACCESS_CONTROL", WRITE), WRITE);
    assert_int_equal(granted_to(SIM_GUEST, L"O:SY", MAXIMUM_ALLOWED), ALL);
    assert_int_equal(granted_to(SIM_SYSTEM, L"D:", READ), 0);
    assert_int_equal(granted_to(SIM_ADMINISTRATOR, L"D:", READ), 0);
}

static void
generic_rights_asked_for_are_mapped(void **state)
{
    assert_int_equal(granted_to(SIM_USER, L"D:(A;;GR;;;WD)", GENERIC_READ), READ | READ_CONTROL);
    assert_int_equal(granted_to(SIM_USER, L"D:(A;;GR;;;WD)", GENERIC_WRITE), 0);
}

/* --- owners ----------------------------------------------------------------------------------- */

static void
the_owner_may_read_and_change_the_list(void **state)
{
    assert_int_equal(granted_to(SIM_ADMINISTRATOR, L"O:BAD:", READ_CONTROL | WRITE_DAC),
                     READ_CONTROL | WRITE_DAC);
    assert_int_equal(granted_to(SIM_ADMINISTRATOR, L"O:BAD:", MAXIMUM_ALLOWED),
                     READ_CONTROL | WRITE_DAC);
    assert_int_equal(granted_to(SIM_ADMINISTRATOR, L"O:BAD:", READ), 0);
    assert_int_equal(granted_to(SIM_USER, L"O:BAD:", READ_CONTROL), 0);
}

static void
owner_rights_replace_the_owner_s(void **state)
{
    assert_int_equal(granted_to(SIM_ADMINISTRATOR, L"O:BAD:(A;;0x1;;;OW)", MAXIMUM_ALLOWED), READ);
    assert_int_equal(granted_to(SIM_ADMINISTRATOR, L"O:BAD:(A;;0x1;;;OW)", WRITE_DAC), 0);
    assert_int_equal(granted_to(SIM_USER, L"O:BAD:(A;;0x1;;;OW)", READ), 0);
}

/* --- privileges ------------------------------------------------------------------------------- */

static void
a_sacl_needs_the_security_privilege(void **state)
{
    NTSTATUS status;

    assert_int_equal(granted(descriptor_of(L"D:(A;;GA;;;WD)"), ACCESS_SYSTEM_SECURITY, &status), 0);
    assert_nt_status(status, STATUS_PRIVILEGE_NOT_HELD);
    assert_int_equal(granted(descriptor_of(L"O:SYD:"), WRITE_OWNER, &status), 0);
    assert_nt_status(status, STATUS_ACCESS_DENIED);
}

/* --- integrity -------------------------------------------------------------------------------- */

static void
the_less_trusted_may_not_write(void **state)
{
    PCWSTR high = L"D:(A;;GA;;;WD)S:(ML;;NW;;;HI)";

    assert_int_equal(granted_to(SIM_USER, high, WRITE), 0);
    assert_int_equal(granted_to(SIM_USER, high, READ), READ);
    assert_int_equal(granted_to(SIM_USER, high, WRITE_DAC), 0);
    assert_int_equal(granted_to(SIM_ADMINISTRATOR, high, WRITE), WRITE);
    assert_int_equal(granted_to(SIM_USER, L"D:(A;;GA;;;WD)S:(ML;;NWNR;;;SI)", READ), 0);
    assert_int_equal(granted_to(SIM_ANONYMOUS, L"D:(A;;GA;;;AN)", READ), READ);
    assert_int_equal(granted_to(SIM_ANONYMOUS, L"D:(A;;GA;;;AN)", WRITE), 0); /* medium */
    assert_int_equal(granted_to(SIM_ANONYMOUS, L"D:(A;;GA;;;AN)S:(ML;;NW;;;LW)", WRITE), 0);
    assert_int_equal(granted_to(SIM_USER, L"D:(A;;GA;;;WD)S:(ML;;NW;;;LW)", WRITE), WRITE);
}

/* --- who may act ------------------------------------------------------------------------------ */

static void
a_client_at_identification_level_may_nothing(void **state)
{
    PACCESS_TOKEN token = PsReferencePrimaryToken(PsGetCurrentProcess());
    NTSTATUS status;

    assert_nt_success(
        PsImpersonateClient(PsGetCurrentThread(), token, FALSE, FALSE, SecurityIdentification));
    assert_int_equal(granted(descriptor_of(L"D:(A;;GA;;;WD)"), READ, &status), 0);
    assert_nt_status(status, STATUS_BAD_IMPERSONATION_LEVEL);
    PsRevertToSelf();
    PsDereferencePrimaryToken(token);
}

static void
information_about_a_token_is_as_good_as_the_token(void **state)
{
    PSECURITY_DESCRIPTOR descriptor = descriptor_of(L"D:(D;;0x2;;;BA)(A;;GA;;;WD)");
    PACCESS_TOKEN token = PsReferencePrimaryToken(PsGetCurrentProcess());
    PTOKEN_ACCESS_INFORMATION information;
    PPRIVILEGE_SET used = NULL;
    ACCESS_MASK access;
    NTSTATUS status;

    assert_nt_success(
        SeQueryInformationToken(token, TokenAccessInformation, (PVOID *)&information));
    assert_true(SeAccessCheckFromState(descriptor, information, NULL, MAXIMUM_ALLOWED, 0, &used,
                                       &Mapping, UserMode, &access, &status));
    assert_int_equal(access & 7, READ | RUN);
    assert_false(SeAccessCheckFromState(descriptor, information, NULL, WRITE, 0, &used, &Mapping,
                                        UserMode, &access, &status));
    assert_nt_status(status, STATUS_ACCESS_DENIED);
    assert_false(SeAccessCheckFromStateEx(descriptor, token, NULL, WRITE, 0, &used, &Mapping,
                                          UserMode, &access, &status));
    assert_true(SeAccessCheckFromStateEx(descriptor, token, NULL, READ, 0, &used, &Mapping,
                                         UserMode, &access, &status));
    ExFreePool(information);
    PsDereferencePrimaryToken(token);
}

SIM_TESTS(SIM_TEST(predefined_descriptors_grant_what_they_say),
          SIM_TEST(restricted_code_needs_both_passes), SIM_TEST(the_first_entry_decides),
          SIM_TEST(maximum_allowed_is_what_the_entries_leave),
          SIM_TEST(no_dacl_is_everything_and_an_empty_one_nothing),
          SIM_TEST(generic_rights_asked_for_are_mapped),
          SIM_TEST(the_owner_may_read_and_change_the_list),
          SIM_TEST(owner_rights_replace_the_owner_s), SIM_TEST(a_sacl_needs_the_security_privilege),
          SIM_TEST(the_less_trusted_may_not_write),
          SIM_TEST(a_client_at_identification_level_may_nothing),
          SIM_TEST(information_about_a_token_is_as_good_as_the_token))
