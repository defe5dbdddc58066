/*
 * tests/bench/library.c - strings, and the registry
 */
#include <wdm.h>
#include <sim/test.h>

#include "bench.h"

enum { COMPARISONS = 100000, QUERIES = 10000, CHARACTERS = 100 };

/* Equal but for case, so that all characters are looked at. */
static double
run_compare(void)
{
    WCHAR Lower[CHARACTERS], Upper[CHARACTERS];
    UNICODE_STRING A = {sizeof Lower, sizeof Lower, Lower}, B = {sizeof Upper, sizeof Upper, Upper};
    LONG Differences = 0;
    uint64_t start;

    for (int i = 0; i < CHARACTERS; i++) {
        Lower[i] = (WCHAR)('a' + i % 26);
        Upper[i] = (WCHAR)('A' + i % 26);
    }
    start = bench_ns();
    for (int i = 0; i < COMPARISONS; i++) {
        Differences |= RtlCompareUnicodeString(&A, &B, TRUE);
    }
    assert_int_equal(Differences, 0);
    return (double)(bench_ns() - start) / COMPARISONS;
}

const struct benchmark unicode_compare_100 = {
    .name = "unicode_compare_100", .unit = "ns", .run = run_compare, .cpus = 1};

/* --- registry --------------------------------------------------------------------------------- */

static PCWSTR Services = L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\Bench";

static double
run_registry(void)
{
    UNICODE_STRING Path, Name = RTL_CONSTANT_STRING(L"Value");
    ULONG Value = 1, Needed, Failures = 0;
    OBJECT_ATTRIBUTES Attributes;
    uint64_t start;

    RtlInitUnicodeString(&Path, Services);
    InitializeObjectAttributes(&Attributes, &Path, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL,
                               NULL);
    RtlWriteRegistryValue(RTL_REGISTRY_ABSOLUTE, Services, L"Value", REG_DWORD, &Value,
                          sizeof Value);
    start = bench_ns();
    for (int i = 0; i < QUERIES; i++) {
        UCHAR Buffer[sizeof(KEY_VALUE_PARTIAL_INFORMATION) + sizeof Value];
        HANDLE Key;

        Failures += !NT_SUCCESS(ZwOpenKey(&Key, KEY_READ, &Attributes));
        Failures += !NT_SUCCESS(ZwQueryValueKey(Key, &Name, KeyValuePartialInformation, Buffer,
                                                sizeof Buffer, &Needed));
        ZwClose(Key);
    }
    assert_int_equal(Failures, 0);
    return (double)(bench_ns() - start) / QUERIES;
}

const struct benchmark registry_open_query = {
    .name = "registry_open_query", .unit = "ns", .run = run_registry, .cpus = 1};
