/*
 * samples/edu/test_edu.c - what the edu driver does for programs, also when the hardware misbehaves
 */
#include "test.h"

/* --- what the card can do --------------------------------------------------------------------- */

static void
computes_factorials(void **state)
{
    static const ULONG expected[][2] = {
        {0, 1}, {1, 1}, {5, 120}, {12, 479001600}, {13, 1932053504}};
    HANDLE file = open_card();
    ULONG result;

    for (size_t i = 0; i < ARRAYSIZE(expected); i++) {
        assert_true(control(file, IOCTL_EDU_FACTORIAL, expected[i][0], &result));
        assert_int_equal(result, expected[i][1]);
    }
    assert_true(CloseHandle(file));
}

static void
inverts_numbers(void **state)
{
    HANDLE file = open_card();
    ULONG result;

    assert_true(control(file, IOCTL_EDU_INVERT, 0x12345678, &result));
    assert_int_equal(result, ~0x12345678u);
    assert_true(CloseHandle(file));
}

static void
reads_what_was_written(void **state)
{
    static const char text[] = "written by DMA";
    HANDLE file = open_card();
    OVERLAPPED at = {.Offset = 1000};
    char back[sizeof text] = "";
    DWORD bytes;

    WriteFile(file, text, sizeof text, NULL, &at);
    assert_true(GetOverlappedResult(file, &at, &bytes, TRUE));
    assert_int_equal(bytes, sizeof text);
    assert_string_equal((char *)sim_edu_buffer(sim_device("edu", 0)) + 1000, text);
    ReadFile(file, back, sizeof back, NULL, &at);
    assert_true(GetOverlappedResult(file, &at, &bytes, TRUE));
    assert_string_equal(back, text);
    assert_true(CloseHandle(file));
}

static void
tells_what_it_is(void **state)
{
    HANDLE file = open_card();
    ULONG result;
    EDU_INFORMATION of;

    assert_true(control(file, IOCTL_EDU_FACTORIAL, 3, &result));
    of = information(file);
    assert_int_equal(of.Identification, SIM_EDU_VERSION);
    assert_int_equal(of.Interrupts, 1);
    assert_int_equal(of.TimeOuts, 0);
    assert_true(CloseHandle(file));
}

static void
is_interrupted_by_messages(void **state)
{
    HANDLE file = open_card();

    assert_int_equal(information(file).Messages, 1);
    assert_true(CloseHandle(file));
    computes_factorials(state);
}

/* --- what it refuses -------------------------------------------------------------------------- */

static void
refuses_what_it_does_not_know(void **state)
{
    HANDLE file = open_card();
    ULONG value = 1;

    assert_false(
        control(file, CTL_CODE(FILE_DEVICE_UNKNOWN, 0x8FF, METHOD_BUFFERED, 0), 1, &value));
    assert_int_equal(GetLastError(), ERROR_INVALID_FUNCTION);
    assert_false(control(file, IOCTL_EDU_SET_TIMEOUT, 0, &value));
    assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
    assert_true(CloseHandle(file));
}

static void
refuses_buffers_that_are_too_small(void **state)
{
    static const DWORD codes[] = {IOCTL_EDU_FACTORIAL, IOCTL_EDU_INVERT, IOCTL_EDU_INFORMATION};
    HANDLE file = open_card();
    ULONG value = 1;
    DWORD bytes;

    for (size_t i = 0; i < ARRAYSIZE(codes); i++) {
        assert_false(DeviceIoControl(file, codes[i], &value, 4, &value, 3, &bytes, NULL));
        assert_int_equal(GetLastError(), ERROR_INSUFFICIENT_BUFFER);
    }
    assert_false(DeviceIoControl(file, IOCTL_EDU_FACTORIAL, &value, 3, &value, 4, &bytes, NULL));
    assert_int_equal(GetLastError(), ERROR_INSUFFICIENT_BUFFER);
    assert_true(CloseHandle(file));
}

static void
refuses_transfers_beyond_the_cards_memory(void **state)
{
    HANDLE file = open_card();
    OVERLAPPED at = {.Offset = 4090};
    char bytes[16] = "";

    assert_false(WriteFile(file, bytes, 7, NULL, &at));
    assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
    assert_false(ReadFile(file, bytes, 7, NULL, &at));
    assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
    assert_true(WriteFile(file, bytes, 0, NULL, &at));
    assert_true(CloseHandle(file));
}

/* --- many at once ----------------------------------------------------------------------------- */

static void
ask_ten_times(void *n)
{
    HANDLE file = open_card();
    ULONG expected = 1, result;

    for (ULONG i = 2; i <= *(ULONG *)n; i++) {
        expected *= i;
    }
    for (int i = 0; i < 10; i++) {
        assert_true(control(file, IOCTL_EDU_FACTORIAL, *(ULONG *)n, &result));
        assert_int_equal(result, expected);
    }
    assert_true(CloseHandle(file));
}

static void
serves_several_threads(void **state)
{
    ULONG n[4] = {3, 4, 5, 6};
    HANDLE threads[4];

    for (int i = 0; i < 4; i++) {
        threads[i] = sim_thread(ask_ten_times, &n[i]);
    }
    for (int i = 0; i < 4; i++) {
        sim_join(threads[i]);
    }
}

static void
invert_three_times(void *n)
{
    HANDLE file = open_card();
    ULONG result;

    for (int i = 0; i < 3; i++) {
        assert_true(control(file, IOCTL_EDU_INVERT, *(ULONG *)n, &result));
        assert_int_equal(result, ~*(ULONG *)n);
    }
    assert_true(CloseHandle(file));
}

static void
inverts_for_several_threads(void **state)
{
    ULONG n[2] = {0x12345678, 0xFEDCBA98};
    HANDLE threads[] = {sim_thread(invert_three_times, &n[0]),
                        sim_thread(invert_three_times, &n[1])};

    sim_join(threads[0]);
    sim_join(threads[1]);
}

static void
serves_several_requests_of_one_thread(void **state)
{
    HANDLE file = open_card();
    struct request r[8];

    for (ULONG i = 0; i < 8; i++) {
        start_factorial(&r[i], file, 3);
    }
    for (ULONG i = 0; i < 8; i++) {
        assert_int_equal(finish(&r[i]), STATUS_SUCCESS);
        assert_int_equal(r[i].value, 6);
    }
    assert_true(CloseHandle(file));
}

/* --- hardware that misbehaves ----------------------------------------------------------------- */

static void
gives_up_on_a_card_that_never_interrupts(void **state)
{
    HANDLE file = open_card();
    ULONG result;
    uint64_t start = sim_time_ns();

    set_timeout(file, 100);
    sim_device_lie(sim_device("edu", 0), SIM_LIE_NO_INTERRUPTS, 1);
    assert_false(control(file, IOCTL_EDU_FACTORIAL, 5, &result));
    assert_int_equal(GetLastError(), ERROR_SEM_TIMEOUT);
    assert_in_range(sim_time_ns() - start, 84000000, 140000000); // ticks are 15.625 ms apart
    assert_int_equal(information(file).TimeOuts, 1);

    sim_device_lie(sim_device("edu", 0), SIM_LIE_NO_INTERRUPTS, 0);
    assert_true(control(file, IOCTL_EDU_FACTORIAL, 5, &result));
    assert_int_equal(result, 120);
    assert_true(CloseHandle(file));
}

static void
survives_interrupts_without_a_cause(void **state)
{
    HANDLE file = open_card();
    struct request r;

    slow_card(50000);
    start_factorial(&r, file, 5);
    sim_device_lie(sim_device("edu", 0), SIM_LIE_SPURIOUS_INTERRUPTS, 3);
    assert_int_equal(finish(&r), STATUS_SUCCESS);
    assert_int_equal(r.value, 120);
    assert_true(CloseHandle(file));
}

static void
waits_for_interrupts_that_are_late(void **state)
{
    HANDLE file = open_card();
    ULONG result;

    sim_device_lie(sim_device("edu", 0), SIM_LIE_LATE_INTERRUPTS, 5000000);
    for (int i = 0; i < 3; i++) {
        assert_true(control(file, IOCTL_EDU_FACTORIAL, 5, &result));
        assert_int_equal(result, 120);
    }
    assert_true(CloseHandle(file));
}

SIM_TESTS(SIM_TEST(computes_factorials, EDU, .cpus = 1),
          SIM_TEST(computes_factorials, EDU, .cpus = 2), SIM_TEST(inverts_numbers, EDU),
          SIM_TEST(reads_what_was_written, EDU), SIM_TEST(tells_what_it_is, EDU),
          SIM_TEST(is_interrupted_by_messages, EDU, .msi = true),
          SIM_TEST(refuses_what_it_does_not_know, EDU),
          SIM_TEST(refuses_buffers_that_are_too_small, EDU),
          SIM_TEST(refuses_transfers_beyond_the_cards_memory, EDU),
          SIM_TEST(serves_several_threads, EDU, .cpus = 1),
          SIM_TEST(serves_several_threads, EDU, .cpus = 2),
          SIM_TEST(serves_several_threads, EDU, .cpus = 4),
          SIM_TEST(serves_several_threads, EDU, .cpus = 8),
          SIM_TEST(serves_several_threads, EDU, .cpus = 4, .msi = true, HUNDRED_SEEDS),
          SIM_TEST(inverts_for_several_threads, EDU, .cpus = 3, SCHEDULES),
          SIM_TEST(serves_several_requests_of_one_thread, EDU, .cpus = 2),
          SIM_TEST(serves_several_requests_of_one_thread, EDU, .cpus = 8, HUNDRED_SEEDS),
          SIM_TEST(gives_up_on_a_card_that_never_interrupts, EDU),
          SIM_TEST(gives_up_on_a_card_that_never_interrupts, EDU, .msi = true, HUNDRED_SEEDS),
          SIM_TEST(survives_interrupts_without_a_cause, EDU, HUNDRED_SEEDS),
          SIM_TEST(waits_for_interrupts_that_are_late, EDU, HUNDRED_SEEDS),
          SIM_TEST(serves_several_threads, EDU, .cpus = 3, SCHEDULES))
