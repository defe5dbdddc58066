/*
 * ke/test_armed.c - memory with a timer that is set or a DPC that is queued is not given back
 *
 * src/ke/armed.c, and who asks it: pool and device objects.
 */
#include "io/kit.h"

#define TAG 'mrAT'

enum { HOUR_MS = 3600000 };

typedef struct _BLOCK {
    UCHAR Before[40];
    KTIMER Timer;
    KDPC Dpc;
    UCHAR After[PAGE_SIZE]; /* of a large one only */
} BLOCK, *PBLOCK;

enum { SMALL = FIELD_OFFSET(BLOCK, After), LARGE = sizeof(BLOCK) };

static VOID
DoNothing(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
}

static PBLOCK
new_block(SIZE_T Bytes)
{
    PBLOCK Block = ExAllocatePoolWithTag(NonPagedPoolNx, Bytes, TAG);

    assert_non_null(Block);
    KeInitializeTimer(&Block->Timer);
    KeInitializeDpc(&Block->Dpc, DoNothing, NULL);
    KeSetImportanceDpc(&Block->Dpc, LowImportance);
    return Block;
}

static VOID
Set(PKTIMER Timer, LONGLONG Ms)
{
    LARGE_INTEGER Due = {.QuadPart = -Ms * 10000};

    KeSetTimer(Timer, Due, NULL);
}

/* It stays queued until the next tick: it is not urgent. */
static KIRQL
QueueSoon(PKDPC Dpc)
{
    KIRQL OldIrql = KeRaiseIrqlToDpcLevel();

    KeInsertQueueDpc(Dpc, NULL, NULL);
    return OldIrql;
}

/* --- what stops ------------------------------------------------------------------------------- */

static void
a_small_block_with_a_timer_that_is_set(void **state)
{
    PBLOCK Block = new_block(SMALL);

    Set(&Block->Timer, HOUR_MS);
    assert_bugcheck(TIMER_OR_DPC_INVALID, ExFreePoolWithTag(Block, TAG));
    assert_int_equal(sim_bugcheck_parameter(1), 0);
    assert_ptr_equal((PVOID)sim_bugcheck_parameter(2), &Block->Timer);
    assert_ptr_equal((PVOID)sim_bugcheck_parameter(3), Block);
    assert_ptr_equal((PVOID)sim_bugcheck_parameter(4), (PUCHAR)Block + SMALL);
}

static void
a_large_block_with_a_dpc_that_is_queued(void **state)
{
    PBLOCK Block = new_block(LARGE);

    QueueSoon(&Block->Dpc);
    assert_bugcheck(TIMER_OR_DPC_INVALID, ExFreePoolWithTag(Block, TAG));
    assert_int_equal(sim_bugcheck_parameter(1), 1);
    assert_ptr_equal((PVOID)sim_bugcheck_parameter(2), &Block->Dpc);
}

static void
a_periodic_timer_after_it_has_expired(void **state)
{
    LARGE_INTEGER Due = {.QuadPart = -10000};
    PBLOCK Block = new_block(SMALL);

    KeSetTimerEx(&Block->Timer, Due, 50, NULL);
    KeWaitForSingleObject(&Block->Timer, Executive, KernelMode, FALSE, NULL);
    assert_bugcheck(TIMER_OR_DPC_INVALID, ExFreePoolWithTag(Block, TAG));
}

static VOID
DeleteWithTimer(PDRIVER_OBJECT Driver)
{
    PDEVICE_OBJECT Device;

    assert_nt_success(
        IoCreateDevice(Driver, sizeof(KTIMER), NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device));
    KeInitializeTimer(Device->DeviceExtension);
    Set(Device->DeviceExtension, HOUR_MS);
    IoDeleteDevice(Device);
}

static void
a_device_extension_with_a_timer_that_is_set(void **state)
{
    assert_bugcheck(TIMER_OR_DPC_INVALID, DeleteWithTimer(KitDriver()));
}

/* --- what comes close ------------------------------------------------------------------------- */

static void
a_timer_that_was_cancelled_or_has_expired_may_go(void **state)
{
    PBLOCK Block = new_block(SMALL), Other = new_block(SMALL);

    Set(&Other->Timer, HOUR_MS);
    Set(&Block->Timer, HOUR_MS);
    Set(&Block->Timer, HOUR_MS);
    assert_true(KeCancelTimer(&Block->Timer));
    Set(&Block->Timer, 1);
    KeWaitForSingleObject(&Block->Timer, Executive, KernelMode, FALSE, NULL);
    ExFreePoolWithTag(Block, TAG);
    assert_true(KeCancelTimer(&Other->Timer));
    ExFreePoolWithTag(Other, TAG);
}

static void
a_dpc_that_was_removed_or_has_run_may_go(void **state)
{
    PBLOCK Block = new_block(SMALL), Other = new_block(LARGE);
    KIRQL OldIrql = QueueSoon(&Block->Dpc);

    QueueSoon(&Other->Dpc);
    assert_true(KeRemoveQueueDpc(&Block->Dpc));
    ExFreePoolWithTag(Block, TAG);
    KeLowerIrql(OldIrql);
    KeFlushQueuedDpcs();
    ExFreePoolWithTag(Other, TAG);
}

static VOID
FreeItself(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    ExFreePoolWithTag(Context, TAG);
}

static void
a_dpc_may_free_itself(void **state)
{
    PBLOCK Block = new_block(SMALL);

    KeInitializeDpc(&Block->Dpc, FreeItself, Block);
    KeInsertQueueDpc(&Block->Dpc, NULL, NULL);
    KeFlushQueuedDpcs();
}

SIM_TESTS(SIM_TEST(a_small_block_with_a_timer_that_is_set),
          SIM_TEST(a_large_block_with_a_dpc_that_is_queued),
          SIM_TEST(a_periodic_timer_after_it_has_expired),
          SIM_TEST(a_device_extension_with_a_timer_that_is_set, KIT),
          SIM_TEST(a_timer_that_was_cancelled_or_has_expired_may_go),
          SIM_TEST(a_dpc_that_was_removed_or_has_run_may_go), SIM_TEST(a_dpc_may_free_itself))
