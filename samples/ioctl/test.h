/*
 * samples/ioctl/test.h - what the tests of the note share
 */
#ifndef IOCTL_TEST_H
#define IOCTL_TEST_H

#include <sim/test.h>

#include "public.h"

#define NOTE .driver = "ioctl"
/* Fifty runs, in each of which all that is left open turns out differently. */
#define SEEDS .policy = SIM_RANDOM, .seed = 1, .seeds = 50
/* Three hundred schedules, each of which another one might have been (sim/explore.h). */
#define SCHEDULES .explore = SIM_AUTO, .search.schedules = 300

static inline HANDLE
open_note(DWORD access)
{
    HANDLE note = CreateFileW(L"\\\\.\\Note", access, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                              OPEN_EXISTING, 0, NULL);

    assert_true(note != INVALID_HANDLE_VALUE);
    return note;
}

struct answer {
    DWORD error, bytes;
};

static inline struct answer
control(HANDLE note, DWORD code, const void *in, DWORD in_length, void *out, DWORD out_length)
{
    struct answer answer = {ERROR_SUCCESS, 0};

    if (!DeviceIoControl(note, code, (void *)in, in_length, out, out_length, &answer.bytes, NULL)) {
        answer.error = GetLastError();
    }
    return answer;
}

/* The answer is this error, with so many bytes. */
#define assert_answer(expected_error, expected_bytes, ...)                                         \
    do {                                                                                           \
        struct answer answer_ = control(__VA_ARGS__);                                              \
                                                                                                   \
        assert_int_equal(answer_.error, expected_error);                                           \
        assert_int_equal(answer_.bytes, expected_bytes);                                           \
    } while (0)

static inline void
set_text(HANDLE note, const char *text)
{
    assert_int_equal(control(note, IOCTL_NOTE_SWAP, text, (DWORD)strlen(text), NULL, 0).error &
                         ~ERROR_MORE_DATA,
                     0);
}

#endif
