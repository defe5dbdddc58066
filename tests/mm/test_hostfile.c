/*
 * mm/test_hostfile.c - sections over a file of the host
 */
#include <fcntl.h>
#include <unistd.h>

#include "mm_test.h"

static const char Path[] = "mm_hostfile.tmp", Text[] = "read by a view";

static int
make_file(void **state)
{
    int file = open(Path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    assert_int_equal(write(file, Text, sizeof Text), sizeof Text);
    return close(file);
}

static int
remove_file(void **state)
{
    return unlink(Path);
}

static void
check_file(char first)
{
    char bytes[sizeof Text + 1];
    int file = open(Path, O_RDONLY);

    assert_int_equal(read(file, bytes, sizeof bytes), sizeof Text); /* it keeps its size */
    assert_int_equal(bytes[0], first);
    assert_memory_equal(bytes + 1, Text + 1, sizeof Text - 1);
    close(file);
}

static PUCHAR
map_section(HANDLE section, ULONG protect)
{
    PVOID base = NULL;
    SIZE_T size = 0;

    assert_nt_success(NtMapViewOfSection(section, NtCurrentProcess(), &base, 0, 0, NULL, &size,
                                         ViewUnmap, 0, protect));
    assert_int_equal(size, PAGE_SIZE);
    return base;
}

static void
shows_the_file(void **state)
{
    HANDLE section = sim_file_section(Path, false);
    PUCHAR view = map_section(section, PAGE_READONLY);

    assert_memory_equal(view, Text, sizeof Text);
    assert_int_equal(view[sizeof Text], 0);
    assert_nt_success(NtUnmapViewOfSection(NtCurrentProcess(), view));
    CloseHandle(section);
    check_file('r');
}

static void
is_written_by_a_flush(void **state)
{
    HANDLE section = sim_file_section(Path, true);
    PUCHAR view = map_section(section, PAGE_READWRITE);
    PVOID base = view + 1;
    SIZE_T size = 1;
    IO_STATUS_BLOCK iosb;

    view[0] = 'R';
    check_file('r');
    assert_nt_success(NtFlushVirtualMemory(NtCurrentProcess(), &base, &size, &iosb));
    assert_ptr_equal(base, view);
    assert_int_equal(size, PAGE_SIZE);
    assert_nt_success(iosb.Status);
    check_file('R');
    size = PAGE_SIZE + 1;
    assert_nt_status(NtFlushVirtualMemory(NtCurrentProcess(), &base, &size, &iosb),
                     STATUS_INVALID_PARAMETER_2);
    assert_nt_success(NtUnmapViewOfSection(NtCurrentProcess(), view));
    CloseHandle(section);
}

static void
is_written_when_the_last_view_goes(void **state)
{
    HANDLE section = sim_file_section(Path, true);
    PUCHAR view = map_section(section, PAGE_READWRITE);

    CloseHandle(section);
    view[0] = 'R';
    assert_nt_success(NtUnmapViewOfSection(NtCurrentProcess(), view));
    check_file('R');
}

SIM_TESTS(SIM_TEST(shows_the_file, .before = make_file, .after = remove_file),
          SIM_TEST(is_written_by_a_flush, .before = make_file, .after = remove_file),
          SIM_TEST(is_written_when_the_last_view_goes, .before = make_file, .after = remove_file))
