/*
 * ke/test_irql.c - raising, lowering, and the rules about it
 */
#include <wdm.h>
#include <sim/test.h>

static void
raises_and_lowers(void **state)
{
    KIRQL First, Second;

    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    KeRaiseIrql(APC_LEVEL, &First);
    assert_int_equal(First, PASSIVE_LEVEL);
    Second = KeRaiseIrqlToDpcLevel();
    assert_int_equal(Second, APC_LEVEL);
    assert_int_equal(KeGetCurrentIrql(), DISPATCH_LEVEL);
    KeLowerIrql(Second);
    KeLowerIrql(First);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
}

static void
raising_may_not_lower(void **state)
{
    KIRQL OldIrql;

    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, KeRaiseIrql(APC_LEVEL, &OldIrql));
    assert_int_equal(sim_bugcheck_parameter(1), 0x30);
    assert_int_equal(sim_bugcheck_parameter(2), DISPATCH_LEVEL);
    assert_int_equal(sim_bugcheck_parameter(3), APC_LEVEL);
}

static void
lowering_may_not_raise(void **state)
{
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, KeLowerIrql(DISPATCH_LEVEL));
    assert_int_equal(sim_bugcheck_parameter(1), 0x31);
}

static void
a_gate_stops_a_call_above_its_irql(void **state)
{
    KIRQL OldIrql;
    KTIMER Timer;

    KeInitializeTimer(&Timer);
    KeRaiseIrql(HIGH_LEVEL, &OldIrql);
    assert_bugcheck(DRIVER_VIOLATION, KeCancelTimer(&Timer));
    assert_int_equal(sim_bugcheck_parameter(2), HIGH_LEVEL);
    assert_int_equal(sim_bugcheck_parameter(3), DISPATCH_LEVEL);
}

static void
a_gate_stops_a_call_below_its_irql(void **state)
{
    KSPIN_LOCK Lock;

    KeInitializeSpinLock(&Lock);
    assert_bugcheck(DRIVER_VIOLATION, KeAcquireSpinLockAtDpcLevel(&Lock));
    assert_int_equal(sim_bugcheck_parameter(2), PASSIVE_LEVEL);
    assert_int_equal(sim_bugcheck_parameter(3), DISPATCH_LEVEL);
}

SIM_TESTS(SIM_TEST(raises_and_lowers), SIM_TEST(raising_may_not_lower),
          SIM_TEST(lowering_may_not_raise), SIM_TEST(a_gate_stops_a_call_above_its_irql),
          SIM_TEST(a_gate_stops_a_call_below_its_irql))
