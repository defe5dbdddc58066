/*
 * scenario/test_ioctl_buffers.c - the buffers of a device control, for each method and size
 *
 * Buffer descriptions for I/O control codes; using buffered, direct, and neither buffered nor
 * direct I/O.
 */
#include <wdm.h>
#include <sim/test.h>

#include "drivers/ioctl_buffers.h"
#include "schedules.h"

enum { GUARD = 16 };

static const ULONG Sizes[] = {0, 1, 17, PAGE_SIZE};
enum { SIZES = sizeof Sizes / sizeof *Sizes };

static PBUFFERS_STORY Story;
static HANDLE File;
static __attribute__((aligned(PAGE_SIZE))) UCHAR InputRoom[2 * PAGE_SIZE];
static __attribute__((aligned(PAGE_SIZE))) UCHAR OutputRoom[2 * PAGE_SIZE];
static PUCHAR Input, Output;
static DWORD Returned;

static int
set_up(void **state)
{
    Story = sim_driver_symbol("ioctl_buffers", "Story");
    File = CreateFileW(L"\\\\.\\IoctlBuffers", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING,
                       0, NULL);
    return File == INVALID_HANDLE_VALUE ? -1 : 0;
}

static int
tear_down(void **state)
{
    CloseHandle(File);
    return 0;
}

static BOOL
look(ULONG Method, ULONG InputLength, ULONG OutputLength, const BUFFERS_STORY *In)
{
    *Story = *In;
    Returned = 0xFFFFFFFF;
    return DeviceIoControl(File, IOCTL_LOOK(Method), Input, InputLength, Output, OutputLength,
                           &Returned, NULL);
}

/* Odd: at an odd address. */
static VOID
prepare(ULONG Odd, UCHAR Second)
{
    Input = InputRoom + GUARD + Odd;
    Output = OutputRoom + GUARD + 3 * Odd;
    memset(InputRoom, 'i', sizeof InputRoom);
    memset(OutputRoom, Second, sizeof OutputRoom);
}

static VOID
expect_output(ULONG Bytes)
{
    for (ULONG i = 0; i < Bytes; i++) {
        assert_int_equal(Output[i], 'o');
    }
    assert_int_equal(Output[-1], '-');
    assert_int_equal(Output[Bytes], '-');
}

/* Calls the function for each pair of sizes, at even and odd addresses. */
static VOID
for_all_sizes(VOID (*function)(ULONG InputLength, ULONG OutputLength))
{
    for (ULONG i = 0; i < 2 * SIZES * SIZES; i++) {
        prepare(i % 2, '-');
        function(Sizes[i / 2 / SIZES], Sizes[i / 2 % SIZES]);
        assert_int_equal(Story->InputLength, Sizes[i / 2 / SIZES]);
        assert_int_equal(Story->OutputLength, Sizes[i / 2 % SIZES]);
        assert_true(Story->InputIsRight);
    }
}

/* --- METHOD_BUFFERED -------------------------------------------------------------------------- */

static VOID
buffered(ULONG InputLength, ULONG OutputLength)
{
    assert_true(look(METHOD_BUFFERED, InputLength, OutputLength,
                     &(BUFFERS_STORY){.Fill = OutputLength, .Information = OutputLength}));
    assert_int_equal(Story->SystemBuffer != NULL, (InputLength | OutputLength) != 0);
    assert_false(Story->HasMdl);
    assert_null(Story->Type3InputBuffer);
    assert_int_equal(Returned, OutputLength);
    expect_output(OutputLength);
}

static void
one_system_buffer_holds_input_and_output(void **state)
{
    for_all_sizes(buffered);
}

static void
only_information_bytes_come_back(void **state)
{
    prepare(0, '-');
    assert_true(look(METHOD_BUFFERED, 4, 100, &(BUFFERS_STORY){.Fill = 100, .Information = 10}));
    expect_output(10);
}

static void
an_error_brings_nothing_back(void **state)
{
    prepare(0, '-');
    assert_false(
        look(METHOD_BUFFERED, 4, 100,
             &(BUFFERS_STORY){.Fill = 100, .Information = 10, .Status = STATUS_IO_DEVICE_ERROR}));
    assert_int_equal(GetLastError(), ERROR_IO_DEVICE);
    expect_output(0);
}

static void
a_warning_does(void **state)
{
    prepare(0, '-');
    assert_false(
        look(METHOD_BUFFERED, 4, 100,
             &(BUFFERS_STORY){.Fill = 100, .Information = 10, .Status = STATUS_BUFFER_OVERFLOW}));
    assert_int_equal(GetLastError(), ERROR_MORE_DATA);
    expect_output(10);
}

static void
more_than_the_output_s_length_is_0xc9_312(void **state)
{
    prepare(0, '-');
    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION,
                    look(METHOD_BUFFERED, 4, 8, &(BUFFERS_STORY){.Fill = 8, .Information = 9}));
    assert_int_equal(sim_bugcheck_parameter(1), 0x312);
}

static void
output_that_was_not_written_is_reported(void **state)
{
    prepare(0, '-');
    assert_bugcheck(
        DRIVER_VERIFIER_DETECTED_VIOLATION,
        look(METHOD_BUFFERED, 4, 100, &(BUFFERS_STORY){.Fill = 96, .Information = 100}));
    assert_string_equal((const char *)sim_bugcheck_parameter(2), "OutputNotInitialized");
}

/* The input is in the same buffer, and is no secret. */
static void
input_may_come_back_as_output(void **state)
{
    prepare(0, '-');
    assert_true(look(METHOD_BUFFERED, 100, 100, &(BUFFERS_STORY){.Information = 100}));
    assert_int_equal(Output[0], 'i');
    assert_int_equal(Output[99], 'i');
}

/* --- METHOD_IN_DIRECT, METHOD_OUT_DIRECT ------------------------------------------------------ */

static VOID
expect_mdl(ULONG InputLength, ULONG OutputLength)
{
    assert_int_equal(Story->SystemBuffer != NULL, InputLength != 0);
    assert_ptr_not_equal(Story->SystemBuffer, Input);
    assert_int_equal(Story->HasMdl, OutputLength != 0);
    if (OutputLength != 0) {
        assert_int_equal(Story->MdlBytes, OutputLength);
        assert_int_equal(Story->MdlOffset, (ULONG_PTR)Output % PAGE_SIZE);
        assert_true((Story->MdlFlags & MDL_PAGES_LOCKED) != 0);
    }
}

static VOID
out_direct(ULONG InputLength, ULONG OutputLength)
{
    assert_true(look(METHOD_OUT_DIRECT, InputLength, OutputLength,
                     &(BUFFERS_STORY){.Fill = OutputLength, .Information = OutputLength}));
    expect_mdl(InputLength, OutputLength);
    if (OutputLength != 0) {
        assert_true((Story->MdlFlags & MDL_WRITE_OPERATION) != 0);
    }
    expect_output(OutputLength);
}

static void
out_direct_locks_the_second_buffer_for_writing(void **state)
{
    for_all_sizes(out_direct);
}

static VOID
in_direct(ULONG InputLength, ULONG OutputLength)
{
    memset(Output, 'i', OutputLength);
    assert_true(look(METHOD_IN_DIRECT, InputLength, OutputLength, &(BUFFERS_STORY){0}));
    expect_mdl(InputLength, OutputLength);
    if (OutputLength != 0) {
        assert_true((Story->MdlFlags & MDL_WRITE_OPERATION) == 0);
    }
    assert_true(Story->DirectIsRight);
}

static void
in_direct_locks_the_second_buffer_for_reading(void **state)
{
    for_all_sizes(in_direct);
}

/* What the driver wrote is there whatever it answers: it was never copied. */
static void
direct_output_needs_no_success(void **state)
{
    prepare(0, '-');
    assert_false(look(METHOD_OUT_DIRECT, 0, 50,
                      &(BUFFERS_STORY){.Fill = 50, .Status = STATUS_IO_DEVICE_ERROR}));
    expect_output(50);
}

/* --- METHOD_NEITHER --------------------------------------------------------------------------- */

static VOID
neither(ULONG InputLength, ULONG OutputLength)
{
    assert_true(look(METHOD_NEITHER, InputLength, OutputLength,
                     &(BUFFERS_STORY){.Fill = OutputLength, .Information = OutputLength}));
    assert_null(Story->SystemBuffer);
    assert_false(Story->HasMdl);
    assert_ptr_equal(Story->Type3InputBuffer, Input);
    assert_ptr_equal(Story->UserBuffer, Output);
    expect_output(OutputLength);
}

static void
neither_passes_the_program_s_addresses(void **state)
{
    for_all_sizes(neither);
}

#define LOOKS(function)                                                                            \
    IN_ALL_SCHEDULES(function, NULL, .driver = "ioctl_buffers", .before = set_up,                  \
                     .after = tear_down)

/* Many sizes in few schedules: nothing else goes on. */
#define SIZES_OF(function)                                                                         \
    SIM_TEST(function, .driver = "ioctl_buffers", .before = set_up, .after = tear_down,            \
             .policy = SIM_RANDOM, .seeds = 5)

SIM_TESTS(SIZES_OF(one_system_buffer_holds_input_and_output),
          SIZES_OF(out_direct_locks_the_second_buffer_for_writing),
          SIZES_OF(in_direct_locks_the_second_buffer_for_reading),
          SIZES_OF(neither_passes_the_program_s_addresses), LOOKS(only_information_bytes_come_back),
          LOOKS(an_error_brings_nothing_back), LOOKS(a_warning_does),
          LOOKS(more_than_the_output_s_length_is_0xc9_312),
          LOOKS(output_that_was_not_written_is_reported), LOOKS(input_may_come_back_as_output),
          LOOKS(direct_output_needs_no_success))
