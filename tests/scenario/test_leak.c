/*
 * scenario/test_leak.c - a test that leaves something behind has failed, and is told what
 */
#include <ntifs.h>
#include <sim/test.h>

#include "ke/capture.h"

#define TAG 'kaeL'

enum { CPUS = 8, LAST_CPU = CPUS - 1 };

static struct captured run;
static KTIMER Timer;
static KDPC Dpc;
static KSPIN_LOCK Lock;
static UCHAR Buffer[100];

/* --- what is left behind ---------------------------------------------------------------------- */

static void
nothing(void **state)
{
    PVOID Block = ExAllocatePoolWithTag(NonPagedPoolNx, 100, TAG);

    ExFreePoolWithTag(Block, TAG);
}

static void
nonpaged_pool(void **state)
{
    assert_non_null(ExAllocatePoolWithTag(NonPagedPoolNx, 123, TAG));
}

static void
paged_pool(void **state)
{
    assert_non_null(ExAllocatePoolWithTag(PagedPool, 5000, TAG));
}

static void
a_kernel_handle(void **state)
{
    OBJECT_ATTRIBUTES Attributes;
    HANDLE Event;

    InitializeObjectAttributes(&Attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    assert_nt_success(ZwCreateEvent(&Event, EVENT_ALL_ACCESS, &Attributes, NotificationEvent, 0));
}

static void
a_reference(void **state)
{
    HANDLE Event = CreateEventW(NULL, TRUE, FALSE, NULL);
    PVOID Object;

    assert_nt_success(ObReferenceObjectByHandle(Event, EVENT_ALL_ACCESS, *ExEventObjectType,
                                                KernelMode, &Object, NULL));
    CloseHandle(Event);
}

static void
an_irp(void **state)
{
    assert_non_null(IoAllocateIrp(1, FALSE));
}

static void
an_mdl(void **state)
{
    assert_non_null(IoAllocateMdl(Buffer, sizeof Buffer, FALSE, FALSE, NULL));
}

static VOID
DoNothing(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
}

static void
a_timer(void **state)
{
    LARGE_INTEGER Due = {.QuadPart = -36000000000};

    KeInitializeTimer(&Timer);
    KeSetTimer(&Timer, Due, NULL);
}

static void
is_busy_on_the_last_processor(void *unused)
{
    KeSetSystemAffinityThread((KAFFINITY)1 << LAST_CPU);
    KeStallExecutionProcessor(100);
    KeRevertToUserAffinityThread();
}

/* It is not urgent, and the clock has not ticked yet. */
static void
a_queued_dpc(void **state)
{
    HANDLE thread = sim_thread(is_busy_on_the_last_processor, NULL);

    KeStallExecutionProcessor(50);
    KeInitializeDpc(&Dpc, DoNothing, NULL);
    KeSetTargetProcessorDpc(&Dpc, LAST_CPU);
    KeSetImportanceDpc(&Dpc, LowImportance);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    sim_join(thread);
}

static void
a_held_lock(void **state)
{
    KIRQL OldIrql;

    KeInitializeSpinLock(&Lock);
    KeAcquireSpinLock(&Lock, &OldIrql);
    KeLowerIrql(OldIrql);
}

static void
a_raised_irql(void **state)
{
    KeRaiseIrqlToDpcLevel();
}

static void
a_critical_region(void **state)
{
    KeEnterCriticalRegion();
}

static void
a_held_mutex(void **state)
{
    static KMUTEX Mutex;

    KeInitializeMutex(&Mutex, 0);
    KeWaitForSingleObject(&Mutex, Executive, KernelMode, FALSE, NULL);
}

/* --- the tests -------------------------------------------------------------------------------- */

static const struct leak {
    const char *name;
    void (*test)(void **state);
    const char *text; /* of the report; NULL: there is none */
} leaks[] = {
    {"nothing", nothing, NULL},
    {"nonpaged_pool", nonpaged_pool, "nonpaged_pool left behind:"},
    {"nonpaged_pool", nonpaged_pool, "123 bytes"},
    {"nonpaged_pool", nonpaged_pool, "'Leak'"},
    {"nonpaged_pool", nonpaged_pool, "nonpaged_pool at test_leak.c:"},
    {"paged_pool", paged_pool, "5000 bytes"},
    {"a_kernel_handle", a_kernel_handle, "1 handles"},
    {"a_reference", a_reference, "1 references, 0 handles"},
    {"an_irp", an_irp, "IRP "},
    {"an_mdl", an_mdl, "MDL "},
    {"a_timer", a_timer, "is still set"},
    {"a_queued_dpc", a_queued_dpc, "is still queued on processor 7"},
    {"a_held_lock", a_held_lock, "still holds 1 spin lock"},
    {"a_raised_irql", a_raised_irql, "ended at IRQL 2"},
    {"a_critical_region", a_critical_region, "ended inside a critical or guarded region"},
    {"a_held_mutex", a_held_mutex, "ended inside a critical or guarded region"},
};

static void
is_reported(void **state)
{
    const struct leak *leak = *state;
    struct sim_setup setup = {.name = leak->name, .test = leak->test, .cpus = CPUS};

    capture_boot(&run, &setup);
    if (leak->text == NULL) {
        assert_false(run.result.failed);
        assert_string_equal(run.text, "");
        return;
    }
    assert_true(run.result.failed);
    capture_expect(&run, leak->text);
    capture_expect(&run, "SIM_REPLAY=");
}

static void
leaks_and_fails(void **state)
{
    nonpaged_pool(state);
    assert_int_equal(1, 2);
}

static void
a_test_that_has_failed_is_not_told_about_its_leaks(void **state)
{
    struct sim_setup setup = {.name = "leaks_and_fails", .test = leaks_and_fails};

    capture_boot(&run, &setup);
    assert_true(run.result.failed);
    assert_null(strstr(run.text, "left behind"));
    capture_expect(&run, "test_leak.c:");
}

static void
the_next_test_starts_from_nothing(void **state)
{
    struct sim_setup setup = {.name = "nonpaged_pool", .test = nonpaged_pool};

    capture_boot(&run, &setup);
    assert_true(run.result.failed);
    setup = (struct sim_setup){.name = "nothing", .test = nothing};
    capture_boot(&run, &setup);
    assert_false(run.result.failed);
}

int
main(int argc, char **argv)
{
    enum { LEAKS = sizeof leaks / sizeof *leaks };
    struct CMUnitTest tests[LEAKS + 2] = {
        [LEAKS] = cmocka_unit_test(a_test_that_has_failed_is_not_told_about_its_leaks),
        [LEAKS + 1] = cmocka_unit_test(the_next_test_starts_from_nothing),
    };

    for (unsigned i = 0; i < LEAKS; i++) {
        tests[i] = (struct CMUnitTest){leaks[i].name, is_reported, NULL, NULL, (void *)&leaks[i]};
    }
    return cmocka_run_group_tests_name(sim_test_group(argv[0]), tests, NULL, NULL);
}
