/*
 * ex/test_exinterlocked.c - operations under a spin lock, at any IRQL
 */
#include <ntddk.h>
#include <sim/test.h>

static KSPIN_LOCK Lock;

static void
lists_return_what_was_there_before(void **state)
{
    LIST_ENTRY head, first, second;

    KeInitializeSpinLock(&Lock);
    InitializeListHead(&head);
    assert_null(ExInterlockedRemoveHeadList(&head, &Lock));
    assert_null(ExInterlockedInsertHeadList(&head, &first, &Lock));
    assert_ptr_equal(ExInterlockedInsertHeadList(&head, &second, &Lock), &first);
    assert_ptr_equal(ExInterlockedRemoveHeadList(&head, &Lock), &second);
    assert_ptr_equal(ExInterlockedInsertTailList(&head, &second, &Lock), &first);
    assert_ptr_equal(ExInterlockedRemoveHeadList(&head, &Lock), &first);
    assert_ptr_equal(ExInterlockedRemoveHeadList(&head, &Lock), &second);
    assert_true(IsListEmpty(&head));
}

static void
single_lists_return_the_first_entry(void **state)
{
    SINGLE_LIST_ENTRY head = {NULL}, first, second;

    KeInitializeSpinLock(&Lock);
    assert_null(ExInterlockedPopEntryList(&head, &Lock));
    assert_null(ExInterlockedPushEntryList(&head, &first, &Lock));
    assert_ptr_equal(ExInterlockedPushEntryList(&head, &second, &Lock), &first);
    assert_ptr_equal(ExInterlockedPopEntryList(&head, &Lock), &second);
    assert_ptr_equal(ExInterlockedPopEntryList(&head, &Lock), &first);
}

static void
additions_return_the_initial_value(void **state)
{
    LARGE_INTEGER large = {.QuadPart = 0xFFFFFFFF}, one = {.QuadPart = 1};
    ULONG number = 7;

    KeInitializeSpinLock(&Lock);
    assert_int_equal(ExInterlockedAddLargeInteger(&large, one, &Lock).QuadPart, 0xFFFFFFFF);
    assert_int_equal(large.QuadPart, 0x100000000);
    assert_int_equal(ExInterlockedAddUlong(&number, 0xFFFFFFFF, &Lock), 7);
    assert_int_equal(number, 6);
}

static void
they_work_at_device_irql_and_leave_the_irql_as_it_was(void **state)
{
    ULONG number = 0;
    KIRQL irql;

    KeInitializeSpinLock(&Lock);
    KeRaiseIrql(DISPATCH_LEVEL + 3, &irql);
    ExInterlockedAddUlong(&number, 1, &Lock);
    assert_int_equal(KeGetCurrentIrql(), DISPATCH_LEVEL + 3);
    KeLowerIrql(irql);
    ExInterlockedAddUlong(&number, 1, &Lock);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    assert_int_equal(number, 2);
}

static void
statistics_and_exchanges_of_64_bits(void **state)
{
    static LARGE_INTEGER sum;
    LONGLONG value = 5, exchange = 9, comperand = 5;

    sum.QuadPart = 0xFFFFFFFFLL;
    ExInterlockedAddLargeStatistic(&sum, 2);
    assert_int_equal(sum.QuadPart, 0x100000001LL);
    assert_int_equal(ExInterlockedCompareExchange64(&value, &exchange, &comperand, NULL), 5);
    assert_int_equal(value, 9);
    assert_int_equal(ExInterlockedCompareExchange64(&value, &exchange, &comperand, NULL), 9);
}

SIM_TESTS(SIM_TEST(statistics_and_exchanges_of_64_bits),
          SIM_TEST(lists_return_what_was_there_before),
          SIM_TEST(single_lists_return_the_first_entry),
          SIM_TEST(additions_return_the_initial_value),
          SIM_TEST(they_work_at_device_irql_and_leave_the_irql_as_it_was))
