/*
 * samples/ioctl/test_methods.c - the four transfer methods, to the byte
 *
 * Shows: lengths around the edges, what comes back with a warning, which bytes of a buffer are left
 * alone, and the access that a code asks of the handle.
 */
#include "test.h"

enum { UNTOUCHED = 0x5A };

static char out[32];

static void
clear_out(void)
{
    memset(out, UNTOUCHED, sizeof out);
}

/* The buffer holds the text, and behind it what was there before. */
static void
assert_out(const char *text)
{
    size_t length = strlen(text);

    assert_memory_equal(out, text, length);
    for (size_t i = length; i < sizeof out; i++) {
        assert_int_equal(out[i], UNTOUCHED);
    }
}

static void
swaps_texts_in_one_buffer(void **state)
{
    HANDLE note = open_note(GENERIC_READ | GENERIC_WRITE);

    clear_out();
    assert_answer(ERROR_SUCCESS, 0, note, IOCTL_NOTE_SWAP, "first", 5, out, sizeof out);
    assert_out("");
    assert_answer(ERROR_SUCCESS, 5, note, IOCTL_NOTE_SWAP, "the second", 10, out, sizeof out);
    assert_out("first"); // longer input than output, in the same system buffer
    assert_answer(ERROR_SUCCESS, 10, note, IOCTL_NOTE_SWAP, "x", 1, out, 10);
    assert_out("the second");
    assert_answer(ERROR_SUCCESS, 1, note, IOCTL_NOTE_SWAP, NULL, 0, out, sizeof out);
    assert_answer(ERROR_SUCCESS, 0, note, IOCTL_NOTE_SWAP, NULL, 0, NULL, 0);
    assert_true(CloseHandle(note));
}

/* STATUS_BUFFER_OVERFLOW is a warning: what fits comes back with it. */
static void
returns_as_much_as_there_is_room_for(void **state)
{
    HANDLE note = open_note(GENERIC_READ | GENERIC_WRITE);

    set_text(note, "abcdef");
    clear_out();
    assert_answer(ERROR_MORE_DATA, 5, note, IOCTL_NOTE_SWAP, "x", 1, out, 5);
    assert_out("abcde");
    assert_true(CloseHandle(note));
}

static void
writes_what_is_called_the_output(void **state)
{
    HANDLE note = open_note(GENERIC_READ | GENERIC_WRITE);
    ULONG offset = 0, behind = 3;

    assert_answer(ERROR_SUCCESS, 5, note, IOCTL_NOTE_WRITE, &offset, 4, (char[]){"Hello"}, 5);
    assert_answer(ERROR_SUCCESS, 4, note, IOCTL_NOTE_WRITE, &behind, 4, (char[]){"p me"}, 4);
    clear_out();
    assert_answer(ERROR_SUCCESS, 7, note, IOCTL_NOTE_READ, &offset, 4, out, sizeof out);
    assert_out("Help me");
    assert_answer(ERROR_SUCCESS, 0, note, IOCTL_NOTE_WRITE, &offset, 4, NULL, 0); // no MDL
    assert_true(CloseHandle(note));
}

static void
cuts_off_at_the_end_of_the_note(void **state)
{
    HANDLE note = open_note(GENERIC_READ | GENERIC_WRITE);
    static char page[NOTE_SIZE];
    ULONG offset = 0, near_end = NOTE_SIZE - 2, end = NOTE_SIZE, beyond = NOTE_SIZE + 1;

    assert_answer(ERROR_SUCCESS, NOTE_SIZE, note, IOCTL_NOTE_WRITE, &offset, 4, page, NOTE_SIZE);
    assert_answer(ERROR_SUCCESS, 2, note, IOCTL_NOTE_WRITE, &near_end, 4, page, 3);
    assert_answer(ERROR_SUCCESS, 0, note, IOCTL_NOTE_WRITE, &end, 4, page, 1);
    assert_answer(ERROR_INVALID_PARAMETER, 0, note, IOCTL_NOTE_WRITE, &beyond, 4, page, 1);
    assert_answer(ERROR_SUCCESS, 2, note, IOCTL_NOTE_READ, &near_end, 4, page, 3);
    assert_answer(ERROR_INVALID_PARAMETER, 0, note, IOCTL_NOTE_READ, &beyond, 4, page, 1);
    assert_answer(ERROR_INVALID_PARAMETER, 0, note, IOCTL_NOTE_SWAP, (char[NOTE_SIZE + 1]){0},
                  NOTE_SIZE + 1, NULL, 0);
    assert_true(CloseHandle(note));
}

static void
wants_an_offset_of_four_bytes(void **state)
{
    HANDLE note = open_note(GENERIC_READ | GENERIC_WRITE);
    ULONG offset[2] = {0, 0};

    for (DWORD length = 0; length <= sizeof offset; length++) {
        assert_answer(length == 4 ? ERROR_SUCCESS : ERROR_BAD_LENGTH, 0, note, IOCTL_NOTE_READ,
                      offset, length, out, sizeof out);
    }
    assert_true(CloseHandle(note));
}

static void
finds_where_a_pattern_is(void **state)
{
    HANDLE note = open_note(GENERIC_READ | GENERIC_WRITE);
    ULONG found[4] = {9, 9, 9, 9};

    set_text(note, "abababa");
    assert_answer(ERROR_SUCCESS, 12, note, IOCTL_NOTE_FIND, "aba", 3, found, sizeof found);
    assert_true(found[0] == 0 && found[1] == 2 && found[2] == 4 && found[3] == 9);
    found[1] = 9;
    assert_answer(ERROR_MORE_DATA, 4, note, IOCTL_NOTE_FIND, "aba", 3, found, 7); // room for one
    assert_true(found[0] == 0 && found[1] == 9);
    assert_answer(ERROR_MORE_DATA, 0, note, IOCTL_NOTE_FIND, "aba", 3, NULL, 0);
    assert_answer(ERROR_SUCCESS, 0, note, IOCTL_NOTE_FIND, "abc", 3, NULL, 0);
    assert_answer(ERROR_INVALID_PARAMETER, 0, note, IOCTL_NOTE_FIND, NULL, 0, found, 4);
    assert_true(CloseHandle(note));
}

/* --- who may ---------------------------------------------------------------------------------- */

static void
asks_for_access_as_its_codes_say(void **state)
{
    HANDLE reader = open_note(GENERIC_READ), writer = open_note(GENERIC_WRITE);
    ULONG offset = 0;

    assert_answer(ERROR_SUCCESS, 0, reader, IOCTL_NOTE_READ, &offset, 4, out, 1);
    assert_answer(ERROR_ACCESS_DENIED, 0, writer, IOCTL_NOTE_READ, &offset, 4, out, 1);
    assert_answer(ERROR_SUCCESS, 1, writer, IOCTL_NOTE_WRITE, &offset, 4, out, 1);
    assert_answer(ERROR_ACCESS_DENIED, 0, reader, IOCTL_NOTE_WRITE, &offset, 4, out, 1);
    assert_answer(ERROR_ACCESS_DENIED, 0, reader, IOCTL_NOTE_SWAP, "", 0, out, 1);
    assert_answer(ERROR_ACCESS_DENIED, 0, writer, IOCTL_NOTE_SWAP, "", 0, out, 1);
    assert_true(CloseHandle(reader));
    assert_true(CloseHandle(writer));
}

static void
keeps_the_notes_of_handles_apart(void **state)
{
    HANDLE first = open_note(GENERIC_READ | GENERIC_WRITE);
    HANDLE second = open_note(GENERIC_READ | GENERIC_WRITE);
    ULONG offset = 0;

    set_text(first, "first");
    clear_out();
    assert_answer(ERROR_SUCCESS, 0, second, IOCTL_NOTE_READ, &offset, 4, out, sizeof out);
    assert_out("");
    assert_true(CloseHandle(first));
    assert_true(CloseHandle(second));
}

/* --- one note, several threads ---------------------------------------------------------------- */

static HANDLE shared;

/* The old text is whole: somebody's letter, from the first to the last. */
static void
swap_letters(void *letter)
{
    char text[24], old[24];

    memset(text, *(char *)letter, sizeof text);
    for (int i = 0; i < 3; i++) {
        struct answer answer = control(shared, IOCTL_NOTE_SWAP, text, sizeof text, old, sizeof old);

        assert_int_equal(answer.error, ERROR_SUCCESS);
        for (DWORD at = 1; at < answer.bytes; at++) {
            assert_int_equal(old[at], old[0]);
        }
    }
}

static void
keeps_each_text_whole(void **state)
{
    HANDLE a, b;

    shared = sim_open(L"\\\\.\\Note");
    a = sim_thread(swap_letters, "a");
    b = sim_thread(swap_letters, "b");
    sim_join(a);
    sim_join(b);
    assert_true(CloseHandle(shared));
}

SIM_TESTS(SIM_TEST(swaps_texts_in_one_buffer, NOTE),
          SIM_TEST(returns_as_much_as_there_is_room_for, NOTE),
          SIM_TEST(writes_what_is_called_the_output, NOTE),
          SIM_TEST(cuts_off_at_the_end_of_the_note, NOTE),
          SIM_TEST(wants_an_offset_of_four_bytes, NOTE), SIM_TEST(finds_where_a_pattern_is, NOTE),
          SIM_TEST(asks_for_access_as_its_codes_say, NOTE),
          SIM_TEST(keeps_the_notes_of_handles_apart, NOTE),
          SIM_TEST(keeps_each_text_whole, NOTE, .cpus = 2, SEEDS),
          SIM_TEST(keeps_each_text_whole, NOTE, .cpus = 3, SCHEDULES))
