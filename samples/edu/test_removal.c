/*
 * samples/edu/test_removal.c - the card goes away, announced or not, with requests in flight
 */
#include "test.h"

static void
ends_requests_when_the_card_is_pulled_out(void **state)
{
    HANDLE file = open_card();
    struct request r[4];

    slow_card(100000);
    for (int i = 0; i < 4; i++) {
        start_factorial(&r[i], file, 5);
    }
    sim_surprise_remove(sim_device("edu", 0));
    for (int i = 0; i < 4; i++) {
        assert_int_equal(finish(&r[i]), STATUS_DEVICE_REMOVED);
    }
    assert_true(CloseHandle(file));
}

/* Pulled out at any moment between the start of a request and long after its end. */
static void
ends_the_request_at_any_moment(void **state)
{
    HANDLE file = open_card();
    struct request r;
    NTSTATUS status;

    start_factorial(&r, file, 5);
    sim_run_for(200 * sim_choose(30));
    sim_surprise_remove(sim_device("edu", 0));
    status = finish(&r);
    assert_true(status == STATUS_DEVICE_REMOVED || (status == STATUS_SUCCESS && r.value == 120));
    assert_true(CloseHandle(file));
}

static void
refuses_requests_once_the_card_is_gone(void **state)
{
    HANDLE file = open_card();
    ULONG result;

    sim_surprise_remove(sim_device("edu", 0));
    sim_run_until_idle();
    assert_false(control(file, IOCTL_EDU_FACTORIAL, 5, &result));
    assert_int_equal(GetLastError(), ERROR_DEVICE_REMOVED);
    assert_int_equal(CreateFileW(L"\\\\.\\Edu0", 0, 0, NULL, OPEN_EXISTING, 0, NULL),
                     INVALID_HANDLE_VALUE);
    assert_int_equal(GetLastError(), ERROR_FILE_NOT_FOUND);
    assert_true(CloseHandle(file));
}

static void
ask_until_it_fails(void *argument)
{
    HANDLE file = CreateFileW(L"\\\\.\\Edu0", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    ULONG result;

    if (file == INVALID_HANDLE_VALUE) {
        return; // it came too late
    }
    while (control(file, IOCTL_EDU_FACTORIAL, 5, &result)) {
        assert_int_equal(result, 120);
    }
    assert_true(CloseHandle(file));
}

static void
lets_go_of_busy_threads(void **state)
{
    HANDLE threads[3];

    for (int i = 0; i < 3; i++) {
        threads[i] = sim_thread(ask_until_it_fails, NULL);
    }
    sim_run_for(20000);
    sim_surprise_remove(sim_device("edu", 0));
    for (int i = 0; i < 3; i++) {
        sim_join(threads[i]);
    }
}

static void
is_removed_when_nobody_has_it_open(void **state)
{
    HANDLE file = open_card();
    ULONG result;

    assert_true(control(file, IOCTL_EDU_FACTORIAL, 5, &result));
    assert_int_equal(sim_remove(sim_device("edu", 0)), STATUS_PLUGPLAY_QUERY_VETOED);
    assert_true(control(file, IOCTL_EDU_FACTORIAL, 5, &result));
    assert_true(CloseHandle(file));
    assert_nt_success(sim_remove(sim_device("edu", 0)));
    assert_int_equal(CreateFileW(L"\\\\.\\Edu0", 0, 0, NULL, OPEN_EXISTING, 0, NULL),
                     INVALID_HANDLE_VALUE);

    assert_nt_success(sim_enable(sim_device("edu", 0)));
    file = open_card();
    assert_true(control(file, IOCTL_EDU_FACTORIAL, 5, &result));
    assert_true(CloseHandle(file));
}

static void
finishes_what_it_works_on_before_it_stops(void **state)
{
    HANDLE file = open_card();
    struct request r[3];

    slow_card(100000);
    for (int i = 0; i < 3; i++) {
        start_factorial(&r[i], file, 5);
    }
    assert_nt_success(sim_restart(sim_device("edu", 0)));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(finish(&r[i]), STATUS_SUCCESS);
        assert_int_equal(r[i].value, 120);
    }
    assert_true(CloseHandle(file));
}

static void
works_again_with_another_card(void **state)
{
    HANDLE file;
    ULONG result;

    sim_surprise_remove(sim_device("edu", 0));
    sim_run_until_idle();
    assert_non_null(sim_device_add(&sim_edu, -1));
    sim_run_until_idle();
    file = open_card();
    assert_true(control(file, IOCTL_EDU_FACTORIAL, 5, &result));
    assert_int_equal(result, 120);
    assert_true(CloseHandle(file));
}

static void
serves_two_cards(void **state)
{
    HANDLE first = sim_open(L"\\\\.\\Edu0"), second = sim_open(L"\\\\.\\Edu1");
    struct request a, b;

    slow_card(100000);
    start_factorial(&a, first, 5);
    start_factorial(&b, second, 6);
    assert_int_equal(finish(&b), STATUS_SUCCESS);
    assert_int_equal(b.value, 720);
    assert_false(HasOverlappedIoCompleted(&a.overlapped)); // the first card is slow
    assert_int_equal(finish(&a), STATUS_SUCCESS);
    assert_true(CloseHandle(first));
    assert_true(CloseHandle(second));
}

SIM_TESTS(SIM_TEST(ends_requests_when_the_card_is_pulled_out, EDU, .cpus = 1),
          SIM_TEST(ends_requests_when_the_card_is_pulled_out, EDU, .cpus = 2, .msi = true),
          SIM_TEST(ends_requests_when_the_card_is_pulled_out, EDU, .cpus = 8, HUNDRED_SEEDS),
          SIM_TEST(ends_the_request_at_any_moment, EDU, .cpus = 2, HUNDRED_SEEDS),
          SIM_TEST(ends_the_request_at_any_moment, EDU, .cpus = 4, .msi = true, HUNDRED_SEEDS),
          SIM_TEST(refuses_requests_once_the_card_is_gone, EDU),
          SIM_TEST(lets_go_of_busy_threads, EDU, .cpus = 1),
          SIM_TEST(lets_go_of_busy_threads, EDU, .cpus = 4),
          SIM_TEST(lets_go_of_busy_threads, EDU, .cpus = 4, HUNDRED_SEEDS),
          SIM_TEST(is_removed_when_nobody_has_it_open, EDU),
          SIM_TEST(finishes_what_it_works_on_before_it_stops, EDU, .cpus = 4),
          SIM_TEST(finishes_what_it_works_on_before_it_stops, EDU, .msi = true, HUNDRED_SEEDS),
          SIM_TEST(works_again_with_another_card, EDU),
          SIM_TEST(serves_two_cards, EDU, .cpus = 4, .devices = {&sim_edu}),
          SIM_TEST(finishes_what_it_works_on_before_it_stops, EDU, .cpus = 3, SCHEDULES))
