/*
 * stress/test_stress.c - a million requests from 64 threads, each of them accounted for
 *
 * TIMEOUT 120
 */
#include "stress/load.h"

#if defined __SANITIZE_ADDRESS__
#define SANITIZED 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

#ifdef SANITIZED
enum { MILLION = 100000 };
#else
enum { MILLION = 1000000 };
#endif

enum { ROUNDS = 10 };

#define SERVICE L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\"

/* The whole of a run: what the threads counted, and what the drivers did. */
static struct {
    unsigned sent, succeeded, cancelled, opened, visits, loads;
    STRESS_COUNT top, middle, bottom;
} total;

/* --- loading and unloading -------------------------------------------------------------------- */

static NTSTATUS
load(PCWSTR Key)
{
    UNICODE_STRING Name;

    RtlInitUnicodeString(&Name, Key);
    return ZwLoadDriver(&Name);
}

static NTSTATUS
unload(PCWSTR Key)
{
    UNICODE_STRING Name;

    RtlInitUnicodeString(&Name, Key);
    return ZwUnloadDriver(&Name);
}

static void
reload_the_stack(void)
{
    assert_nt_success(unload(SERVICE L"stress_top"));
    assert_nt_success(unload(SERVICE L"stress_middle"));
    assert_nt_success(unload(SERVICE L"stress_bottom"));
    assert_nt_success(load(SERVICE L"stress_bottom"));
    assert_nt_success(load(SERVICE L"stress_middle"));
    assert_nt_success(load(SERVICE L"stress_top"));
}

static volatile bool over;

/* Who has the driver open when it is to go keeps it: until then it cannot be loaded again. */
static void
load_again(PCWSTR Key)
{
    NTSTATUS Status = load(Key);

    while (Status == STATUS_IMAGE_ALREADY_LOADED) {
        Sleep(1);
        Status = load(Key);
    }
    assert_nt_success(Status);
}

static void
go_and_come(void *unused)
{
    while (!over) {
        assert_nt_success(unload(SERVICE L"stress_visitor"));
        Sleep(1);
        load_again(SERVICE L"stress_visitor");
        total.loads++;
        Sleep(1);
    }
}

/* --- counting --------------------------------------------------------------------------------- */

static void
add(STRESS_COUNT *sum, const char *driver, const char *symbol)
{
    const STRESS_COUNT *count = sim_driver_symbol(driver, symbol);

    sum->Received += count->Received;
    sum->Completed += count->Completed;
    sum->Cancelled += count->Cancelled;
}

static void
add_up(void)
{
    for (unsigned i = 0; i < STRESS_THREADS; i++) {
        total.sent += stress_threads[i].sent;
        total.succeeded += stress_threads[i].succeeded;
        total.cancelled += stress_threads[i].cancelled;
        total.opened += stress_threads[i].opened;
        total.visits += stress_threads[i].visits;
    }
    add(&total.top, "stress_top", "StressTopCount");
    add(&total.middle, "stress_middle", "StressMiddleCount");
    add(&total.bottom, "stress_bottom", "StressBottomCount");
}

static void
assert_all_accounted_for(void)
{
    assert_int_equal(total.succeeded + total.cancelled, total.sent);
    assert_int_equal(total.top.Received, total.sent);
    assert_int_equal(total.top.Completed, total.succeeded);
    assert_int_equal(total.top.Cancelled, total.cancelled);
    assert_int_equal(total.middle.Received, total.middle.Completed + total.middle.Cancelled);
    assert_int_equal(total.bottom.Received, total.bottom.Completed + total.bottom.Cancelled);
    assert_int_equal(total.bottom.Received, total.middle.Received);
    assert_int_equal(total.bottom.Cancelled, total.middle.Cancelled);
    /* What the top driver found cancelled before it sent anything down. */
    assert_true(total.middle.Received <= total.top.Received);
    assert_int_equal(total.top.Received - total.middle.Received,
                     total.top.Cancelled - total.middle.Cancelled);
}

/* --- tests ------------------------------------------------------------------------------------ */

static void
run(unsigned rounds, unsigned requests)
{
    HANDLE thread;

    over = false;
    memset(&total, 0, sizeof total);
    thread = sim_thread(go_and_come, NULL);
    for (unsigned i = 0; i < rounds; i++) {
        stress_run(i, (requests / rounds + STRESS_THREADS * STRESS_VOLLEY - 1) /
                          (STRESS_THREADS * STRESS_VOLLEY));
        add_up();
        reload_the_stack();
    }
    over = true;
    sim_join(thread);
    assert_all_accounted_for();
    assert_true(total.sent >= requests);
}

static void
a_million_requests(void **state)
{
    run(ROUNDS, MILLION);
    print_message("%u sent, %u succeeded, %u cancelled; %u opens; visitor loaded %u times, "
                  "used %u times\n",
                  total.sent, total.succeeded, total.cancelled, total.opened, total.loads,
                  total.visits);
    assert_true(total.succeeded > MILLION / 4);
    assert_true(total.cancelled > MILLION / 20);
    assert_true(total.loads >= ROUNDS);
    assert_true(total.visits > 0);
}

static void
a_thousand_requests(void **state)
{
    run(2, 1000);
}

#define STACK .drivers = {"stress_bottom", "stress_middle", "stress_top", "stress_visitor"}

SIM_TESTS(SIM_TEST(a_million_requests, .cpus = 4, STACK),
          SIM_TEST(a_thousand_requests, .cpus = 4, .policy = SIM_RANDOM, .seeds = 20, STACK))
