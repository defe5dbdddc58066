/*
 * scenario/test_mirror.c - a write that becomes two, and ends with the later of them
 *
 * Processing IRPs in an intermediate-level driver. Each child completes, fails or pends, in any
 * order.
 */
#include <wdm.h>
#include <sim/test.h>

#include "drivers/mirror.h"
#include "schedules.h"

static ULONG LastWas[CHILDREN], BeforeReturn, AfterReturn;
static UCHAR Buffer[16];

static PMIRROR_STORY
story(ULONG First, ULONG Second)
{
    PMIRROR_STORY Story = sim_driver_symbol("mirror", "Story");

    *Story = (MIRROR_STORY){.Ways = {(CHILD_WAY)First, (CHILD_WAY)Second}};
    return Story;
}

static VOID
write_once(HANDLE File, BOOLEAN Fails)
{
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};

    assert_false(WriteFile(File, Buffer, sizeof Buffer, NULL, &o));
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
    assert_completes(File, &o, Fails ? STATUS_IO_DEVICE_ERROR : STATUS_SUCCESS);
    CloseHandle(o.hEvent);
}

static VOID
remember(PMIRROR_STORY Story)
{
    LastWas[Story->LastChild]++;
    BeforeReturn += !Story->DispatchHadReturned;
    AfterReturn += Story->DispatchHadReturned;
}

static void
a_write_ends_with_the_later_child(void **state)
{
    HANDLE h = sim_open(L"\\\\.\\Mirror");

    for (ULONG i = 0; i < ChildWays * ChildWays; i++) {
        ULONG First = i / ChildWays, Second = i % ChildWays;
        PMIRROR_STORY Story = story(First, Second);

        write_once(h, First % 2 != 0 || Second % 2 != 0);
        assert_int_equal(Story->Originals, 1);
        assert_int_equal(Story->Duplicates, CHILDREN);
        assert_int_equal(Story->Freed, CHILDREN);
        assert_int_equal(Story->LowestCount, 0);
        assert_int_equal(Story->WritesOf[0], 1);
        assert_int_equal(Story->WritesOf[1], 1);
        remember(Story);
    }
    CloseHandle(h);
}

static void
either_was_the_later_one(void)
{
    print_message("the first child was last %u times, the second %u times; %u writes ended before "
                  "the dispatch routine, %u after it\n",
                  LastWas[0], LastWas[1], BeforeReturn, AfterReturn);
    assert_true(LastWas[0] != 0);
    assert_true(LastWas[1] != 0);
    assert_true(BeforeReturn != 0);
    assert_true(AfterReturn != 0);
}

static void
reads_alternate(void **state)
{
    PMIRROR_STORY Story = story(ChildPends, ChildCompletes);
    HANDLE h = sim_open(L"\\\\.\\Mirror");
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};

    for (ULONG i = 1; i <= 6; i++) {
        ReadFile(h, Buffer, sizeof Buffer, NULL, &o);
        assert_completes(h, &o, STATUS_SUCCESS);
        assert_int_equal(Story->ReadsOf[0], (i + 1) / 2);
        assert_int_equal(Story->ReadsOf[1], i / 2);
    }
    CloseHandle(o.hEvent);
    CloseHandle(h);
}

SIM_TESTS(IN_ALL_SCHEDULES(a_write_ends_with_the_later_child, either_was_the_later_one,
                           .driver = "mirror"),
          IN_ALL_SCHEDULES(reads_alternate, NULL, .driver = "mirror"))
