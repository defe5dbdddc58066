/*
 * ex/test_feature.c - what the processors can do; how the machine started
 */
#include <ntddk.h>
#include <sim/test.h>

static void
it_is_an_x64_processor(void **state)
{
    assert_true(ExIsProcessorFeaturePresent(PF_COMPARE_EXCHANGE_DOUBLE));
    assert_true(ExIsProcessorFeaturePresent(PF_XMMI64_INSTRUCTIONS_AVAILABLE));
    assert_true(ExIsProcessorFeaturePresent(PF_NX_ENABLED));
    assert_true(ExIsProcessorFeaturePresent(PF_COMPARE_EXCHANGE128));
    assert_false(ExIsProcessorFeaturePresent(PF_FLOATING_POINT_PRECISION_ERRATA));
    assert_false(ExIsProcessorFeaturePresent(PF_FLOATING_POINT_EMULATED));
    assert_false(ExIsProcessorFeaturePresent(PF_3DNOW_INSTRUCTIONS_AVAILABLE));
    assert_false(ExIsProcessorFeaturePresent(0xFFFFFFFF));
}

static void
it_was_started_from_the_beginning(void **state)
{
    assert_false(ExIsSoftBoot());
}

SIM_TESTS(SIM_TEST(it_is_an_x64_processor), SIM_TEST(it_was_started_from_the_beginning))
