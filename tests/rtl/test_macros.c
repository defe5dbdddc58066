/*
 * rtl/test_macros.c - what the headers define themselves, and calls that nothing else makes
 */
#include <ntifs.h>
#include <sim/test.h>

static void
unaligned_values_are_stored_and_fetched(void **state)
{
    UCHAR bytes[9] = {0};
    USHORT two = 0;
    ULONG four = 0;

    RtlStoreUshort((PUSHORT)(bytes + 1), 0x1122);
    RtlRetrieveUshort(&two, bytes + 1);
    assert_int_equal(two, 0x1122);
    RtlStoreUlong((PULONG)(bytes + 1), 0x11223344);
    RtlRetrieveUlong(&four, bytes + 1);
    assert_int_equal(four, 0x11223344);
    RtlStoreUlonglong((PULONGLONG)(bytes + 1), 0x1122334455667788);
    assert_int_equal(bytes[8], 0x11);
    RtlStoreUlongPtr((PULONG_PTR)(bytes + 1), 0x99);
    assert_int_equal(bytes[1], 0x99);
    assert_int_equal(bytes[8], 0);
}

static void
memory_is_copied_filled_compared_and_cleared(void **state)
{
    UCHAR a[8] = "abcdefg", b[8];

    RtlCopyMemory(b, a, 8);
    assert_true(RtlEqualMemory(a, b, 8));
    assert_true(RtlConstantTimeEqualMemory(a, b, 8));
    b[7] = 1;
    assert_false(RtlEqualMemory(a, b, 8));
    assert_false(RtlConstantTimeEqualMemory(a, b, 8));
    RtlCopyMemoryNonTemporal(b, a, 8);
    assert_memory_equal(a, b, 8);
    RtlFillMemory(b, 4, 0x55);
    assert_int_equal(b[3], 0x55);
    assert_int_equal(b[4], 'e');
    RtlFillMemoryNonTemporal(b, 8, 0x66);
    assert_int_equal(b[7], 0x66);
    assert_false(RtlIsZeroMemory(b, 8));
    RtlZeroMemory(b, 8);
    assert_true(RtlIsZeroMemory(b, 8));
    RtlMoveMemory(a + 1, a, 7);
    assert_memory_equal(a, "aabcdefg", 8);
    assert_ptr_equal(RtlSecureZeroMemory(a, 8), a);
    assert_true(RtlIsZeroMemory(a, 8));
    RtlPrefetchMemoryNonTemporal(a, 8);
}

static void
patterns_fill_memory(void **state)
{
    ULONG four[4] = {1, 1, 1, 1};
    ULONGLONG eight[2] = {0};

    RtlFillMemoryUlong(four, 15, 7); // whole ones only
    assert_int_equal(four[2], 7);
    assert_int_equal(four[3], 1);
    RtlFillMemoryUlonglong(eight, sizeof eight, 0x123456789);
    assert_int_equal(eight[1], 0x123456789);
}

static void
numbers_and_luids_are_widened(void **state)
{
    LUID zero = {0}, luid = RtlConvertLongToLuid(-2);

    assert_int_equal(RtlConvertLongToLargeInteger(-2).QuadPart, -2);
    assert_int_equal(RtlConvertUlongToLargeInteger(0xFFFFFFFE).QuadPart, 0xFFFFFFFE);
    assert_int_equal(luid.LowPart, 0xFFFFFFFE);
    assert_int_equal(luid.HighPart, -1);
    luid = RtlConvertUlongToLuid(5);
    assert_false(RtlEqualLuid(&luid, &zero));
    assert_false(RtlIsZeroLuid(&luid));
    assert_true(RtlIsZeroLuid(&zero));
}

/* By 10000: 2^77 / 10000, rounded up. */
static void
a_division_is_a_multiplication(void **state)
{
    LARGE_INTEGER magic = {.QuadPart = (LONGLONG)0xd1b71758e219652c}, dividend;
    static const LONGLONG dividends[] = {0, 9999, 10000, -9999, -10000, -20001, 123456789012345};

    for (ULONG i = 0; i < ARRAYSIZE(dividends); i++) {
        dividend.QuadPart = dividends[i];
        assert_int_equal(RtlExtendedMagicDivide(dividend, magic, 13).QuadPart,
                         dividends[i] / 10000);
    }
}

static void
strings_begin_empty_or_with_text(void **state)
{
    CHAR narrow[8];
    WCHAR wide[8] = L"ab######";
    ANSI_STRING ansi, source;
    UTF8_STRING utf8;
    UNICODE_STRING string;

    RtlInitEmptyAnsiString(&ansi, narrow, sizeof narrow);
    assert_int_equal(ansi.MaximumLength, 8);
    assert_int_equal(ansi.Length, 0);
    RtlInitEmptyUnicodeString(&string, wide, sizeof wide);
    assert_int_equal(string.MaximumLength, 16);
    string.Length = 4;
    RtlSanitizeUnicodeStringPadding(&string);
    assert_int_equal(wide[1], 'b');
    assert_int_equal(wide[7], 0);
    assert_nt_success(RtlInitStringEx(&source, "abc"));
    assert_int_equal(source.Length, 3);
    assert_int_equal(RtlAnsiStringToUnicodeSize(&source), 8);
    assert_int_equal(RtlUnicodeStringToAnsiSize(&string), 3);
    RtlInitUTF8String(&utf8, "abcd");
    assert_int_equal(utf8.Length, 4);
    assert_int_equal(utf8.MaximumLength, 5);
    assert_nt_success(RtlInitUTF8StringEx(&utf8, NULL));
    assert_null(utf8.Buffer);
    assert_nt_success(RtlIntPtrToUnicodeString(42, 10, &string));
    assert_memory_equal(wide, L"42", 6);
}

static void
oem_text_is_converted(void **state)
{
    UNICODE_STRING wide = RTL_CONSTANT_STRING(L"aB"), back = {0};
    OEM_STRING oem = {0};
    CHAR bytes[4];
    WCHAR text[4];
    ULONG length;

    assert_nt_success(RtlUnicodeStringToOemString(&oem, &wide, TRUE));
    assert_int_equal(oem.Length, 2);
    assert_int_equal(RtlxUnicodeStringToOemSize(&wide), 3);
    assert_int_equal(RtlUnicodeStringToOemSize(&wide), 3);
    assert_int_equal(RtlxOemStringToUnicodeSize(&oem), 6);
    assert_int_equal(RtlOemStringToUnicodeSize(&oem), 6);
    assert_int_equal(RtlOemStringToCountedUnicodeSize(&oem), 4);
    assert_nt_success(RtlOemStringToCountedUnicodeString(&back, &oem, TRUE));
    assert_int_equal(back.Length, 4);
    RtlFreeUnicodeString(&back);
    RtlFreeOemString(&oem);
    assert_nt_success(RtlUnicodeStringToCountedOemString(&oem, &wide, TRUE));
    assert_memory_equal(oem.Buffer, "aB", 2);
    RtlFreeOemString(&oem);
    assert_nt_success(RtlUpcaseUnicodeStringToCountedOemString(&oem, &wide, TRUE));
    assert_memory_equal(oem.Buffer, "AB", 2);
    RtlFreeOemString(&oem);
    assert_nt_success(RtlUnicodeToOemN(bytes, sizeof bytes, &length, wide.Buffer, wide.Length));
    assert_int_equal(length, 2);
    assert_nt_success(RtlOemToUnicodeN(text, sizeof text, &length, bytes, length));
    assert_memory_equal(text, L"aB", 4);
    assert_nt_success(
        RtlUpcaseUnicodeToOemN(bytes, sizeof bytes, &length, wide.Buffer, wide.Length));
    assert_memory_equal(bytes, "AB", 2);
    assert_nt_success(RtlUnicodeToMultiByteSize(&length, wide.Buffer, wide.Length));
    assert_int_equal(length, 2);
}

static void
no_service_pack_of_a_later_windows_is_installed(void **state)
{
    assert_true(RtlIsServicePackVersionInstalled(NTDDI_WIN10));
    assert_false(RtlIsServicePackVersionInstalled(NTDDI_WIN10 | 0x100));
}

static void
extended_features_need_xsave(void **state)
{
    assert_false(ExIsProcessorFeaturePresent(PF_XSAVE_ENABLED));
    assert_int_equal(RtlGetEnabledExtendedFeatures(~0ULL), 0);
}

static void
nobody_waits_for_a_custom_trigger(void **state)
{
    CUSTOM_SYSTEM_EVENT_TRIGGER_CONFIG config;

    CUSTOM_SYSTEM_EVENT_TRIGGER_INIT(&config, L"12345678-1234-1234-1234-123456789012");
    assert_nt_status(RtlRaiseCustomSystemEventTrigger(&config), STATUS_INSTANCE_NOT_AVAILABLE);
    config.Size = 0;
    assert_nt_status(RtlRaiseCustomSystemEventTrigger(&config), STATUS_INVALID_PARAMETER);
}

SIM_TESTS(SIM_TEST(nobody_waits_for_a_custom_trigger), SIM_TEST(a_division_is_a_multiplication),
          SIM_TEST(extended_features_need_xsave), SIM_TEST(unaligned_values_are_stored_and_fetched),
          SIM_TEST(memory_is_copied_filled_compared_and_cleared), SIM_TEST(patterns_fill_memory),
          SIM_TEST(numbers_and_luids_are_widened), SIM_TEST(strings_begin_empty_or_with_text),
          SIM_TEST(oem_text_is_converted),
          SIM_TEST(no_service_pack_of_a_later_windows_is_installed))
