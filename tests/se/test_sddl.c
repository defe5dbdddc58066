/*
 * se/test_sddl.c - security descriptors as text
 */
#include "se_test.h"

static uint32_t
length_of(const WCHAR *text)
{
    uint32_t length = 0;

    while (text[length] != 0) {
        length++;
    }
    return length;
}

static NTSTATUS
read_text(const WCHAR *text, uint32_t *error)
{
    static UCHAR block[4096];
    uint32_t length = sizeof block;

    return sim_read_sddl(text, length_of(text), block, &length, error);
}

static void
comes_back_as_it_was(void **state)
{
    static const WCHAR *const texts[] = {
        L"",
        L"D:P",
        L"D:P(A;;GA;;;SY)(A;;GRGX;;;BA)",
        L"O:BAG:SYD:PAI(A;;GA;;;SY)S:(AU;SAFA;GW;;;WD)",
        L"O:S-1-5-21-1-2-3-4G:S-1-0x123456789abc-7D:NO_ACCESS_CONTROL",
        L"D:ARAI(D;OICINPIOID;0x12345678;;;WD)(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;OW)",
        L"D:(OA;CI;CR;ab721a53-1e2f-11d0-9819-00aa0040529b;;AU)",
        L"D:(OD;;RP;;ab721a54-1e2f-11d0-9819-00aa0040529b;PS)",
        L"S:(ML;;NWNR;;;HI)",
        L"D:(A;;FA;;;BU)(A;;FR;;;RC)(A;;KA;;;IU)",
        L"D:(A;;0x0;;;UD)",
    };
    ULONG i;

    for (i = 0; i < RTL_NUMBER_OF(texts); i++) {
        WCHAR back[512];
        UCHAR block[1024];
        uint32_t length = sizeof block, characters = RTL_NUMBER_OF(back), error;

        assert_nt_success(sim_read_sddl(texts[i], length_of(texts[i]), block, &length, &error));
        assert_true(RtlValidRelativeSecurityDescriptor(block, length, 0));
        assert_nt_success(sim_write_sddl(block, back, &characters));
        if (i + 1 < RTL_NUMBER_OF(texts)) { /* no rights have no word: see below */
            assert_int_equal(characters, length_of(texts[i]) + 1);
            assert_memory_equal(back, texts[i], characters * sizeof(WCHAR));
        } else {
            assert_memory_equal(back, L"D:(A;;;;;UD)", sizeof L"D:(A;;;;;UD)");
        }
    }
}

static void
words_may_be_written_in_any_case_and_numbers_in_two_bases(void **state)
{
    PSECURITY_DESCRIPTOR descriptor = descriptor_of(L"o:bad:p(a;;gagr;;;s-1-5-0x12)(a;;16;;;wd)");
    BOOLEAN present, defaulted;
    PACL dacl;
    PVOID ace;

    assert_nt_success(RtlGetDaclSecurityDescriptor(descriptor, &present, &dacl, &defaulted));
    assert_int_equal(dacl->AceCount, 2);
    assert_nt_success(RtlGetAce(dacl, 0, &ace));
    assert_true(RtlEqualSid(&((ACCESS_ALLOWED_ACE *)ace)->SidStart, SeExports->SeLocalSystemSid));
    assert_int_equal(((ACCESS_ALLOWED_ACE *)ace)->Mask, GENERIC_ALL | GENERIC_READ);
    assert_nt_success(RtlGetAce(dacl, 1, &ace));
    assert_int_equal(((ACCESS_ALLOWED_ACE *)ace)->Mask, 16);
}

static void
an_error_has_a_position(void **state)
{
    static const struct {
        const WCHAR *text;
        uint32_t at;
        NTSTATUS status;
    } wrong[] = {
        {L"X:", 0, STATUS_INVALID_PARAMETER},
        {L"O:ZZ", 2, STATUS_INVALID_SID},
        {L"O:S-1-5", 7, STATUS_INVALID_SID},
        {L"O:S-2-5-18", 4, STATUS_INVALID_SID},
        {L"O:S-1-5-4294967296", 17, STATUS_INVALID_SID},
        {L"O:BAO:BA", 4, STATUS_INVALID_PARAMETER},
        {L"D:(A;;GA;;;SY", 13, STATUS_INVALID_PARAMETER},
        {L"D:(A;;GAQQ;;;SY)", 8, STATUS_INVALID_PARAMETER},
        {L"D:(Q;;GA;;;SY)", 3, STATUS_INVALID_PARAMETER},
        {L"D:(A;ZZ;GA;;;SY)", 5, STATUS_INVALID_PARAMETER},
        {L"D:(A;;GA;ab721a53-1e2f-11d0-9819-00aa0040529b;;SY)", 9, STATUS_INVALID_PARAMETER},
        {L"D:(XA;;GA;;;SY;(1))", 3, STATUS_NOT_SUPPORTED},
        {L"D:(AU;SA;GA;;;SY)", 17, STATUS_INVALID_ACL},
        {L"S:(A;;GA;;;SY)", 14, STATUS_INVALID_ACL},
        {L"D:(A;;GA;;;SY)x", 14, STATUS_INVALID_PARAMETER},
        {L"D:(A;;0x100000000;;;SY)", 16, STATUS_INVALID_PARAMETER},
    };
    uint32_t at;
    ULONG i;

    for (i = 0; i < RTL_NUMBER_OF(wrong); i++) {
        assert_nt_status(read_text(wrong[i].text, &at), wrong[i].status);
        assert_int_equal(at, wrong[i].at);
    }
}

static void
devices_take_a_part_of_the_language(void **state)
{
    assert_true(sim_is_device_sddl(L"D:P"));
    assert_true(sim_is_device_sddl(L"D:P(A;;0x1200a9;;;BU)(A;;GRSD;;;UD)"));
    assert_false(sim_is_device_sddl(L"D:(A;;GA;;;SY)"));
    assert_false(sim_is_device_sddl(L"D:P(D;;GA;;;BG)"));
    assert_false(sim_is_device_sddl(L"D:P(A;CI;GA;;;SY)"));
    assert_false(sim_is_device_sddl(L"D:P(A;;FA;;;SY)"));
    assert_false(sim_is_device_sddl(L"D:P(A;;GA;;;S-1-5-18)"));
    assert_false(sim_is_device_sddl(L"O:SYD:P(A;;GA;;;SY)"));
    assert_false(sim_is_device_sddl(L"D:P(A;;GA;;;SY"));
}

/* Changes of valid texts, cut off anywhere: nothing behind the end is read (the text ends where its
   pages do), and what is accepted can be written and read again. */
static void
survives_any_text(void **state)
{
    static const WCHAR seed[] = L"O:BAG:S-1-5-32-544D:PARAI(A;OICI;GRGW;;;SY)(OA;;0x1;"
                                L"ab721a53-1e2f-11d0-9819-00aa0040529b;;WD)S:(ML;;NW;;;HI)";
    static const WCHAR letters[] = L"OGDSAPI:();-x01359aWRCBUL\x1234";
    enum { LENGTH = RTL_NUMBER_OF(seed) - 1, PAGES = 65536 };
    PUCHAR pages = VirtualAlloc(NULL, PAGES, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    ULONG random = 12345, round;

    for (round = 0; round < 20000; round++) {
        WCHAR text[LENGTH], back[1024];
        UCHAR block[2048];
        uint32_t length = sizeof block, characters = RTL_NUMBER_OF(back), at, n, changes;
        PWCH end;

        RtlCopyMemory(text, seed, sizeof text);
        for (changes = 0; changes < 1 + round % 4; changes++) {
            random = random * 1664525 + 1013904223;
            text[(random >> 16) % LENGTH] = letters[(random >> 8) % (RTL_NUMBER_OF(letters) - 1)];
        }
        n = (random >> 12) % 3 != 0 ? LENGTH : (random >> 14) % (LENGTH + 1);
        end = (PWCH)(pages + PAGES) - n;
        RtlCopyMemory(end, text, n * sizeof(WCHAR));
        if (NT_SUCCESS(sim_read_sddl(end, n, block, &length, &at))) {
            assert_int_equal(at, n);
            assert_true(RtlValidRelativeSecurityDescriptor(block, length, 0));
            assert_nt_success(sim_write_sddl(block, back, &characters));
            length = sizeof block;
            assert_nt_success(sim_read_sddl(back, characters - 1, block, &length, &at));
        } else {
            assert_true(at <= n);
        }
    }
    VirtualFree(pages, 0, MEM_RELEASE);
}

static void
a_sid_is_written_as_it_is_known(void **state)
{
    UCHAR room[SECURITY_MAX_SID_SIZE];
    SID_IDENTIFIER_AUTHORITY nt = SECURITY_NT_AUTHORITY;
    UNICODE_STRING text;
    WCHAR small[4];
    PSID sid;

    assert_nt_success(RtlInitializeSidEx(room, &nt, 2, 32, 544));
    assert_true(RtlEqualSid(room, SeExports->SeAliasAdminsSid));
    assert_nt_success(RtlConvertSidToUnicodeString(&text, room, TRUE));
    assert_memory_equal(text.Buffer, L"S-1-5-32-544", text.Length);
    RtlFreeUnicodeString(&text);
    text = (UNICODE_STRING){0, sizeof small, small};
    assert_nt_status(RtlConvertSidToUnicodeString(&text, room, FALSE), STATUS_BUFFER_OVERFLOW);
    room[0] = 9;
    assert_nt_status(RtlConvertSidToUnicodeString(&text, room, FALSE), STATUS_INVALID_SID);
    assert_nt_success(RtlAllocateAndInitializeSid(&nt, 1, 18, 0, 0, 0, 0, 0, 0, 0, &sid));
    assert_true(RtlEqualSid(sid, SeExports->SeLocalSystemSid));
    assert_null(RtlFreeSid(sid));
    assert_nt_status(RtlAllocateAndInitializeSid(&nt, 9, 0, 0, 0, 0, 0, 0, 0, 0, &sid),
                     STATUS_INVALID_SID);
}

SIM_TESTS(SIM_TEST(comes_back_as_it_was),
          SIM_TEST(words_may_be_written_in_any_case_and_numbers_in_two_bases),
          SIM_TEST(an_error_has_a_position), SIM_TEST(devices_take_a_part_of_the_language),
          SIM_TEST(survives_any_text), SIM_TEST(a_sid_is_written_as_it_is_known))
