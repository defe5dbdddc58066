/*
 * samples/ioctl/test_hostile.c - programs that pass addresses which are not theirs, or not for long
 *
 * Shows: bad pointers with each method, memory that another thread frees or changes while the
 * driver works on it. The worst that may happen to the driver is an error for that program.
 */
#include "test.h"

enum { PAGE = 4096 };

/* Addresses that no program may name: of nothing, of nothing any more, and of the kernel. */
static void *
bad_address(unsigned kind)
{
    static void *const fixed[] = {(void *)8, (void *)(ULONG_PTR)0x7FFF0000,
                                  (void *)(ULONG_PTR)0x7FFEFFFF, (void *)0x400000000000,
                                  (void *)~(ULONG_PTR)0};
    void *freed;

    if (kind < ARRAYSIZE(fixed)) {
        return fixed[kind];
    }
    freed = VirtualAlloc(NULL, PAGE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    assert_true(VirtualFree(freed, 0, MEM_RELEASE));
    return freed;
}

static void
answers_bad_addresses_with_an_error(void **state)
{
    HANDLE note = open_note(GENERIC_READ | GENERIC_WRITE);
    ULONG offset = 0, found[4];
    char text[] = "text";

    set_text(note, "text");
    for (unsigned kind = 0; kind < 6; kind++) {
        void *bad = bad_address(kind);

        assert_answer(ERROR_NOACCESS, 0, note, IOCTL_NOTE_FIND, bad, 4, found, sizeof found);
        assert_answer(ERROR_NOACCESS, 0, note, IOCTL_NOTE_FIND, text, 4, bad, sizeof found);
        assert_answer(ERROR_NOACCESS, 0, note, IOCTL_NOTE_WRITE, &offset, 4, bad, 4);
        assert_answer(ERROR_NOACCESS, 0, note, IOCTL_NOTE_READ, &offset, 4, bad, 4);
        assert_answer(ERROR_NOACCESS, 0, note, IOCTL_NOTE_SWAP, bad, 4, text, 4);
    }
    assert_answer(ERROR_SUCCESS, 0, note, IOCTL_NOTE_WRITE, &offset, 4, NULL, 4);
    assert_answer(ERROR_NOACCESS, 0, note, IOCTL_NOTE_FIND, text, 4, (char *)found + 1, 8);
    assert_true(CloseHandle(note));
}

/* Read-only memory is good for what a driver reads, with a method that knows the difference. */
static void
respects_memory_that_is_read_only(void **state)
{
    HANDLE note = open_note(GENERIC_READ | GENERIC_WRITE);
    void *page = VirtualAlloc(NULL, PAGE, MEM_RESERVE | MEM_COMMIT, PAGE_READONLY);
    ULONG offset = 0;

    assert_answer(ERROR_SUCCESS, 8, note, IOCTL_NOTE_WRITE, &offset, 4, page, 8);
    assert_answer(ERROR_NOACCESS, 0, note, IOCTL_NOTE_READ, &offset, 4, page, 8);
    assert_answer(ERROR_NOACCESS, 0, note, IOCTL_NOTE_FIND, page, 8, page, 8);
    assert_answer(ERROR_MORE_DATA, 0, note, IOCTL_NOTE_FIND, page, 8, NULL, 0);
    assert_true(VirtualFree(page, 0, MEM_RELEASE));
    assert_true(CloseHandle(note));
}

/* --- memory that does not stay ---------------------------------------------------------------- */

static void
free_it(void *page)
{
    assert_true(VirtualFree(page, 0, MEM_RELEASE));
}

/* Freed before, between, or after the driver's accesses. */
static void
survives_memory_that_is_freed_meanwhile(void **state)
{
    HANDLE note = open_note(GENERIC_READ | GENERIC_WRITE);

    set_text(note, "a note with letters");
    for (int i = 0; i < 4; i++) {
        ULONG *page = VirtualAlloc(NULL, PAGE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
        struct answer answer;
        HANDLE thread;

        memcpy(page, "e", 1);
        thread = sim_thread(free_it, page);
        sim_run_for(100 * (uint64_t)sim_choose(100));
        answer = control(note, IOCTL_NOTE_FIND, page, 1, page, PAGE);
        assert_true(answer.error == ERROR_NOACCESS ||
                    (answer.error == ERROR_SUCCESS && answer.bytes == 3 * sizeof(ULONG)));
        sim_join(thread);
    }
    assert_true(CloseHandle(note));
}

static volatile char shared[4];
static volatile bool over;

static void
keep_changing(void *unused)
{
    while (!over) {
        shared[0] = shared[0] == 'a' ? 'b' : 'a';
        Sleep(0);
    }
}

/* The pattern is captured: whatever the program does to it, one of the two is looked for. */
static void
survives_memory_that_is_changed_meanwhile(void **state)
{
    HANDLE note = open_note(GENERIC_READ | GENERIC_WRITE), thread;
    ULONG found[8];

    set_text(note, "aabbb");
    shared[0] = 'a';
    over = false;
    thread = sim_thread(keep_changing, NULL);
    for (int i = 0; i < 10; i++) {
        struct answer answer = control(note, IOCTL_NOTE_FIND, (void *)shared, 1, found, 32);

        assert_int_equal(answer.error, ERROR_SUCCESS);
        assert_true((answer.bytes == 8 && found[0] == 0) || (answer.bytes == 12 && found[0] == 2));
    }
    over = true;
    sim_join(thread);
    assert_true(CloseHandle(note));
}

SIM_TESTS(SIM_TEST(answers_bad_addresses_with_an_error, NOTE),
          SIM_TEST(respects_memory_that_is_read_only, NOTE),
          SIM_TEST(survives_memory_that_is_freed_meanwhile, NOTE, .cpus = 1, SEEDS),
          SIM_TEST(survives_memory_that_is_freed_meanwhile, NOTE, .cpus = 2, SEEDS),
          SIM_TEST(survives_memory_that_is_freed_meanwhile, NOTE, .cpus = 4, SEEDS),
          SIM_TEST(survives_memory_that_is_changed_meanwhile, NOTE, .cpus = 2, SEEDS),
          SIM_TEST(survives_memory_that_is_changed_meanwhile, NOTE, .cpus = 4, SEEDS),
          SIM_TEST(survives_memory_that_is_changed_meanwhile, NOTE, .cpus = 3, SCHEDULES))
