/*
 * scenario/test_view_buffer.c - a view of a section as the buffer of a request
 *
 * Using direct I/O: the pages are locked until the request is complete, whatever becomes of the
 * addresses at which the program had them.
 */
#include <ntifs.h>
#include <sim/test.h>

#include "drivers/late_read.h"
#include "schedules.h"

enum { LENGTH = 2 * PAGE_SIZE };

static HANDLE File, Section;
static OVERLAPPED Read;

static PUCHAR
map(HANDLE Mapped, ULONG Protect)
{
    PVOID Base = NULL;
    SIZE_T Size = 0;

    assert_nt_success(NtMapViewOfSection(Mapped, NtCurrentProcess(), &Base, 0, 0, NULL, &Size,
                                         ViewUnmap, 0, Protect));
    return Base;
}

static VOID
unmap(PVOID Base)
{
    assert_nt_success(NtUnmapViewOfSection(NtCurrentProcess(), Base));
}

static HANDLE
make_section(VOID)
{
    LARGE_INTEGER Size = {.QuadPart = LENGTH};
    HANDLE Made;

    assert_nt_success(
        NtCreateSection(&Made, SECTION_ALL_ACCESS, NULL, &Size, PAGE_READWRITE, SEC_COMMIT, NULL));
    return Made;
}

static int
set_up(void **state)
{
    File = sim_open(L"\\\\.\\LateRead");
    Section = make_section();
    Read = (OVERLAPPED){.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    return 0;
}

static int
tear_down(void **state)
{
    CloseHandle(Read.hEvent);
    CloseHandle(File);
    return 0;
}

static VOID
start_read(PVOID Buffer, ULONG Length)
{
    assert_false(ReadFile(File, Buffer, Length, NULL, &Read));
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
}

static BOOLEAN
is_all(PUCHAR Bytes, ULONG Length, UCHAR Value)
{
    for (ULONG i = 0; i < Length; i++) {
        if (Bytes[i] != Value) {
            return FALSE;
        }
    }
    return TRUE;
}

/* --- while the view is there ------------------------------------------------------------------ */

static void
each_view_shows_what_one_has_received(void **state)
{
    PUCHAR First = map(Section, PAGE_READWRITE), Second = map(Section, PAGE_READONLY);

    start_read(First + 5, LENGTH - 10);
    assert_completes(File, &Read, STATUS_SUCCESS);
    assert_int_equal(Second[4], 0);
    assert_true(is_all(Second + 5, LENGTH - 10, 'd'));
    assert_int_equal(Second[LENGTH - 5], 0);
    unmap(First);
    unmap(Second);
    CloseHandle(Section);
}

static void
a_view_for_reading_can_be_written_from_only(void **state)
{
    PUCHAR View = map(Section, PAGE_READWRITE), Other = map(Section, PAGE_READONLY);
    OVERLAPPED o = {0};

    memset(View, 2, 100);
    assert_true(WriteFile(File, Other, 100, NULL, &o));
    assert_int_equal(*(PULONG)sim_driver_symbol("late_read", "Sum"), 200);
    assert_false(ReadFile(File, Other, 100, NULL, &o));
    assert_int_equal(GetLastError(), ERROR_NOACCESS);
    unmap(View);
    unmap(Other);
    CloseHandle(Section);
}

static HANDLE Shared;

static void
reads_into_its_own_view(void *unused)
{
    PUCHAR View = map(Shared, PAGE_READWRITE);
    HANDLE Own = sim_open(L"\\\\.\\LateRead");
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};

    assert_false(ReadFile(Own, View, LENGTH, NULL, &o));
    assert_completes(Own, &o, STATUS_SUCCESS);
    CloseHandle(o.hEvent);
    CloseHandle(Own);
    unmap(View);
}

static void
a_view_of_another_process_shows_it_too(void **state)
{
    PUCHAR View = map(Section, PAGE_READONLY);

    assert_true(DuplicateHandle(GetCurrentProcess(), Section, GetCurrentProcess(), &Shared, 0, TRUE,
                                DUPLICATE_SAME_ACCESS));
    sim_join(sim_process(reads_into_its_own_view, NULL));
    assert_true(is_all(View, LENGTH, 'd'));
    CloseHandle(Shared);
    CloseHandle(Section);
    unmap(View);
}

/* --- when it has gone before the request ends ------------------------------------------------- */

static void
the_other_view_shows_what_came_after_the_first_had_gone(void **state)
{
    PUCHAR First = map(Section, PAGE_READWRITE), Second = map(Section, PAGE_READONLY);

    start_read(First, LENGTH);
    unmap(First);
    assert_completes(File, &Read, STATUS_SUCCESS);
    assert_true(is_all(Second, LENGTH, 'd'));
    unmap(Second);
    CloseHandle(Section);
}

/* Whoever gets the memory next does not see data that is not his. */
static void
locked_pages_outlive_their_section(void **state)
{
    PUCHAR View = map(Section, PAGE_READWRITE);

    start_read(View, LENGTH);
    unmap(View);
    CloseHandle(Section);
    Section = make_section();
    View = map(Section, PAGE_READWRITE);
    assert_completes(File, &Read, STATUS_SUCCESS);
    assert_true(is_all(View, LENGTH, 0));
    unmap(View);
    CloseHandle(Section);
}

static PVOID
allocate(VOID)
{
    return VirtualAlloc(NULL, LENGTH, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
}

static void
locked_pages_outlive_their_allocation(void **state)
{
    PVOID Memory = allocate();

    CloseHandle(Section);
    start_read(Memory, LENGTH);
    assert_true(VirtualFree(Memory, 0, MEM_RELEASE));
    Memory = allocate();
    assert_completes(File, &Read, STATUS_SUCCESS);
    assert_true(is_all(Memory, LENGTH, 0));
    VirtualFree(Memory, 0, MEM_RELEASE);
}

#define VIEWS(function)                                                                            \
    IN_ALL_SCHEDULES(function, NULL, .driver = "late_read", .before = set_up, .after = tear_down)

SIM_TESTS(VIEWS(each_view_shows_what_one_has_received),
          VIEWS(a_view_for_reading_can_be_written_from_only),
          VIEWS(a_view_of_another_process_shows_it_too),
          VIEWS(the_other_view_shows_what_came_after_the_first_had_gone),
          VIEWS(locked_pages_outlive_their_section), VIEWS(locked_pages_outlive_their_allocation))
