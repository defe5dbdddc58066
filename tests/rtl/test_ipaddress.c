/*
 * rtl/test_ipaddress.c - Internet addresses from text
 */
#include <ntifs.h>
#include <ip2string.h>
#include <sim/test.h>

static ULONG
length(PCWSTR text)
{
    UNICODE_STRING string;

    RtlInitUnicodeString(&string, text);
    return string.Length / sizeof(WCHAR);
}

/* The bytes, most significant first, or 0xBAD if it is none; what follows it is left over. */
static ULONG64
ipv4(PCWSTR text, BOOLEAN strict, ULONG left_over)
{
    struct in_addr address;
    PCWSTR end;

    if (!NT_SUCCESS(RtlIpv4StringToAddressW(text, strict, &end, &address))) {
        return 0xBAD00000000;
    }
    assert_int_equal(length(end), left_over);
    return RtlUlongByteSwap(address.S_un.S_addr);
}

static void
four_decimal_numbers_are_an_address(void **state)
{
    static const PCWSTR bad[] = {
        L"",       L"1.2.3",     L"256.1.1.1", L"1.2.3.256", L"1..2.3",
        L"1.2.3.", L"0x1.2.3.4", L"01.2.3.4",  L"a.b.c.d",   L"99999999999.1.1.1"};

    assert_int_equal(ipv4(L"192.168.0.255", TRUE, 0), 0xC0A800FF);
    assert_int_equal(ipv4(L"1.2.3.4:80", TRUE, 3), 0x01020304);
    assert_int_equal(ipv4(L"1.2.3.4.5", TRUE, 2), 0x01020304);
    for (ULONG i = 0; i < ARRAYSIZE(bad); i++) {
        assert_int_equal(ipv4(bad[i], TRUE, 0), 0xBAD00000000);
    }
}

static void
fewer_numbers_and_other_bases_where_allowed(void **state)
{
    assert_int_equal(ipv4(L"0x7f.1", FALSE, 0), 0x7F000001);
    assert_int_equal(ipv4(L"10.0x0102", FALSE, 0), 0x0A000102);
    assert_int_equal(ipv4(L"1.2.0x0304", FALSE, 0), 0x01020304);
    assert_int_equal(ipv4(L"4294967295", FALSE, 0), 0xFFFFFFFF);
    assert_int_equal(ipv4(L"010.1.1.1", FALSE, 0), 0x08010101);
    assert_int_equal(ipv4(L"4294967296", FALSE, 0), 0xBAD00000000);
    assert_int_equal(ipv4(L"1.16777216", FALSE, 0), 0xBAD00000000);
    assert_int_equal(ipv4(L"0x", FALSE, 0), 0xBAD00000000);
}

static void
check_ipv6(PCWSTR text, const char *bytes, ULONG left_over)
{
    struct in6_addr address;
    PCWSTR end;
    NTSTATUS status = RtlIpv6StringToAddressW(text, &end, &address);

    assert_int_equal(NT_SUCCESS(status), bytes != NULL);
    if (bytes != NULL) {
        assert_memory_equal(address.u.Byte, bytes, 16);
        assert_int_equal(length(end), left_over);
    }
}

static void
groups_of_digits_are_an_address(void **state)
{
    check_ipv6(L"1:2:3:4:5:6:7:8", "\0\1\0\2\0\3\0\4\0\5\0\6\0\7\0\10", 0);
    check_ipv6(L"fe80::A%4", "\xFE\x80\0\0\0\0\0\0\0\0\0\0\0\0\0\x0A", 2);
    check_ipv6(L"::", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 0);
    check_ipv6(L"::1", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1", 0);
    check_ipv6(L"1::", "\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 0);
    check_ipv6(L"::ffff:1.2.3.4", "\0\0\0\0\0\0\0\0\0\0\xFF\xFF\1\2\3\4", 0);
    check_ipv6(L"1:2:3:4:5:6:7::", "\0\1\0\2\0\3\0\4\0\5\0\6\0\7\0\0", 0);
}

static void
too_many_or_too_few_groups_are_none(void **state)
{
    static const PCWSTR bad[] = {
        L"",     L":",   L"1",       L"1:2:3:4:5:6:7", L"12345::",
        L":1::", L"g::", L"::1.2.3", L"::1.2.3.256",   L"1:2:3:4::5:6:7:8"};

    for (ULONG i = 0; i < ARRAYSIZE(bad); i++) {
        check_ipv6(bad[i], NULL, 0);
    }
    check_ipv6(L"1::2::3", "\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\2",
               3); // the second one is not part of it
}

SIM_TESTS(SIM_TEST(four_decimal_numbers_are_an_address),
          SIM_TEST(fewer_numbers_and_other_bases_where_allowed),
          SIM_TEST(groups_of_digits_are_an_address), SIM_TEST(too_many_or_too_few_groups_are_none))
