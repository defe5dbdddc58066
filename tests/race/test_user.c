/*
 * race/test_user.c - a program's memory: touched after a probe and in a __try, and what is copied
 * to it was written
 */
#include <wdm.h>

#include <bugcodes.h>

#include <sim/race.h>
#include <sim/test.h>

#include "drivers/race_user.h"

#define NAME "\\Device\\RaceUser"

typedef struct _ANSWER {
    ULONG64 Kind, Value;
} ANSWER;

static void
ask_code(ULONG code, PVOID buffer, DWORD size)
{
    HANDLE device = sim_open(L"\\\\.\\GLOBALROOT" NAME);
    DWORD bytes;

    assert_true(DeviceIoControl(device, code, NULL, 0, buffer, size, &bytes, NULL));
    assert_true(CloseHandle(device));
}

static ULONG64
add(ULONG number)
{
    ULONG64 word = 41;

    ask_code(USER_CODE(number), &word, sizeof word);
    return word;
}

#define breaks_rule(rule, ...)                                                                     \
    do {                                                                                           \
        assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, __VA_ARGS__);                          \
        assert_string_equal((const char *)sim_bugcheck_parameter(2), (rule));                      \
    } while (0)

/* --- touched ---------------------------------------------------------------------------------- */

static void
probed_in_a_try(void **state)
{
    assert_int_equal(add(USER_RIGHT), 42);
}

static void
not_probed(void **state)
{
    breaks_rule("UnprobedDereference", add(USER_UNPROBED));
}

static void
probed_in_part(void **state)
{
    breaks_rule("UnprobedDereference", add(USER_SHORT));
}

static ULONG64 Word; // at the same address in both requests

static void
probe_and_add(void)
{
    ask_code(USER_CODE(USER_PROBE), &Word, sizeof Word);
    ask_code(USER_CODE(USER_UNPROBED), &Word, sizeof Word);
}

static void
probed_in_an_earlier_request(void **state)
{
    breaks_rule("UnprobedDereference", probe_and_add());
}

static void
not_in_a_try(void **state)
{
    breaks_rule("UserModeMemoryOutsideTry", add(USER_OUTSIDE));
}

static void
in_a_try_that_handles_nothing(void **state)
{
    breaks_rule("UserModeMemoryOutsideTry", add(USER_FINALLY));
}

static void
locked_and_mapped(void **state)
{
    assert_int_equal(add(USER_LOCKED), 42);
}

/* From kernel mode no address is a user's. */
static void
of_a_caller_in_kernel_mode(void **state)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"" NAME);
    IO_STATUS_BLOCK status;
    PDEVICE_OBJECT device;
    PFILE_OBJECT file;
    KEVENT event;

    Word = 41;
    KeInitializeEvent(&event, NotificationEvent, FALSE);
    assert_int_equal(IoGetDeviceObjectPointer(&name, FILE_ALL_ACCESS, &file, &device), 0);
    assert_int_equal(IoCallDriver(device, IoBuildDeviceIoControlRequest(
                                              USER_CODE(USER_UNPROBED), device, NULL, 0, &Word,
                                              sizeof Word, FALSE, &event, &status)),
                     STATUS_SUCCESS);
    ObDereferenceObject(file);
    assert_int_equal(Word, 42);
}

/* --- copied to -------------------------------------------------------------------------------- */

static void
what_was_written(void **state)
{
    ANSWER answer;

    ask_code(USER_CODE(USER_CLEAN), &answer, sizeof answer);
    assert_int_equal(answer.Kind, 0xCD);
    ask_code(USER_DIRECT(USER_CLEAN), &answer, sizeof answer);
    ask_code(USER_CODE(USER_HALF), &answer, sizeof answer / 2);
    assert_int_equal(answer.Kind, 0);
}

static void
what_was_never_written(void **state)
{
    ANSWER answer;

    breaks_rule("OutputNotInitialized", ask_code(USER_CODE(USER_NEW), &answer, sizeof answer));
}

static void
through_a_mapped_mdl(void **state)
{
    ANSWER answer;

    breaks_rule("OutputNotInitialized", ask_code(USER_DIRECT(USER_NEW), &answer, sizeof answer));
}

static void
through_the_system_buffer(void **state)
{
    ANSWER answer;

    ask_code(USER_BUFFERED(USER_CLEAN), &answer, sizeof answer);
    assert_int_equal(answer.Kind, 0xCD);
    breaks_rule("OutputNotInitialized", ask_code(USER_BUFFERED(USER_NEW), &answer, sizeof answer));
}

static void
the_hole_in_a_structure(void **state)
{
    ANSWER answer;

    breaks_rule("OutputNotInitialized", ask_code(USER_CODE(USER_PADDING), &answer, sizeof answer));
}

static void
the_other_half(void **state)
{
    ANSWER answer;

    breaks_rule("OutputNotInitialized", ask_code(USER_CODE(USER_HALF), &answer, sizeof answer));
}

#define OF_RACE_USER(test) SIM_TEST(test, .driver = "race_user", .races = true)

SIM_TESTS(OF_RACE_USER(probed_in_a_try), OF_RACE_USER(not_probed), OF_RACE_USER(probed_in_part),
          OF_RACE_USER(probed_in_an_earlier_request), OF_RACE_USER(not_in_a_try),
          OF_RACE_USER(in_a_try_that_handles_nothing), OF_RACE_USER(locked_and_mapped),
          OF_RACE_USER(of_a_caller_in_kernel_mode), OF_RACE_USER(what_was_written),
          OF_RACE_USER(what_was_never_written), OF_RACE_USER(through_a_mapped_mdl),
          OF_RACE_USER(through_the_system_buffer), OF_RACE_USER(the_hole_in_a_structure),
          OF_RACE_USER(the_other_half))
