/*
 * scenario/test_mirror.c - a write that becomes two, and ends with the later of them
 *
 * Processing IRPs in an intermediate-level driver. Each child completes, fails or pends, in any
 * order; of writes at the same time each ends with its own two.
 */
#include <wdm.h>
#include <sim/test.h>

#include "drivers/mirror.h"
#include "schedules.h"

enum { WRITERS = 4, EACH = MIRROR_WRITES / WRITERS };

static LONG LastWas[CHILDREN], BeforeReturn, AfterReturn, AtOnce;
static UCHAR Buffer[16];
static HANDLE File;

static PMIRROR_STORY
story(VOID)
{
    PMIRROR_STORY Story = sim_driver_symbol("mirror", "Story");

    *Story = (MIRROR_STORY){0};
    return Story;
}

static NTSTATUS
expected(ULONG Ways)
{
    ULONG First = Ways % ChildWays, Second = Ways / ChildWays;

    return First == ChildFails || First == ChildPendsAndFails || Second == ChildFails ||
                   Second == ChildPendsAndFails
               ? STATUS_IO_DEVICE_ERROR
               : STATUS_SUCCESS;
}

static VOID
start_write(OVERLAPPED *o, ULONG Ways)
{
    *o = (OVERLAPPED){.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL), .Offset = Ways};
    assert_false(WriteFile(File, Buffer, sizeof Buffer, NULL, o));
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
}

static VOID
finish_write(OVERLAPPED *o)
{
    assert_completes(File, o, expected(o->Offset));
    CloseHandle(o->hEvent);
}

static VOID
expect_writes(PMIRROR_STORY Story, LONG Writes)
{
    assert_int_equal(Story->Originals, Writes);
    assert_int_equal(Story->Duplicates, CHILDREN * Writes);
    assert_int_equal(Story->Freed, CHILDREN * Writes);
    assert_int_equal(Story->BelowZero, 0);
    assert_int_equal(Story->WritesOf[0], Writes);
    assert_int_equal(Story->WritesOf[1], Writes);
}

/* --- one after another ------------------------------------------------------------------------ */

static VOID
remember(PMIRROR_STORY Story)
{
    LastWas[0] += Story->Last[0];
    LastWas[1] += Story->Last[1];
    BeforeReturn += Story->BeforeReturn;
    AfterReturn += Story->Originals - Story->BeforeReturn;
}

static void
a_write_ends_with_the_later_child(void **state)
{
    OVERLAPPED o;

    File = sim_open(L"\\\\.\\Mirror");
    for (ULONG Ways = 0; Ways < ChildWays * ChildWays; Ways++) {
        PMIRROR_STORY Story = story();

        start_write(&o, Ways);
        finish_write(&o);
        expect_writes(Story, 1);
        remember(Story);
    }
    CloseHandle(File);
}

static void
either_was_the_later_one(void)
{
    print_message("the first child was last %d times, the second %d times; %d writes ended before "
                  "the dispatch routine, %d after it\n",
                  LastWas[0], LastWas[1], BeforeReturn, AfterReturn);
    assert_true(LastWas[0] != 0);
    assert_true(LastWas[1] != 0);
    assert_true(BeforeReturn != 0);
    assert_true(AfterReturn != 0);
}

static void
reads_alternate(void **state)
{
    PMIRROR_STORY Story = story();
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL),
                    .Offset = MIRROR_OFFSET(ChildPends, ChildCompletes)};

    File = sim_open(L"\\\\.\\Mirror");
    for (LONG i = 1; i <= 6; i++) {
        ReadFile(File, Buffer, sizeof Buffer, NULL, &o);
        assert_completes(File, &o, STATUS_SUCCESS);
        assert_int_equal(Story->ReadsOf[0], (i + 1) / 2);
        assert_int_equal(Story->ReadsOf[1], i / 2);
    }
    CloseHandle(o.hEvent);
    CloseHandle(File);
}

/* --- in parallel ------------------------------------------------------------------------------ */

static void
writes_several(void *unused)
{
    OVERLAPPED o[EACH];

    for (ULONG i = 0; i < EACH; i++) {
        start_write(&o[i], sim_choose(ChildWays * ChildWays));
    }
    for (ULONG i = 0; i < EACH; i++) {
        finish_write(&o[i]);
    }
}

static void
each_of_parallel_writes_ends_with_its_own_children(void **state)
{
    PMIRROR_STORY Story = story();
    HANDLE Writers[WRITERS];

    File = sim_open(L"\\\\.\\Mirror");
    for (ULONG i = 0; i < WRITERS; i++) {
        Writers[i] = sim_thread(writes_several, NULL);
    }
    for (ULONG i = 0; i < WRITERS; i++) {
        sim_join(Writers[i]);
    }
    expect_writes(Story, MIRROR_WRITES);
    assert_int_equal(Story->Now, 0);
    AtOnce = Story->MostAtOnce > AtOnce ? Story->MostAtOnce : AtOnce;
    CloseHandle(File);
}

static void
many_were_there_at_once(void)
{
    print_message("up to %d writes were there at once\n", AtOnce);
    assert_true(AtOnce > WRITERS);
}

SIM_TESTS(IN_ALL_SCHEDULES(a_write_ends_with_the_later_child, either_was_the_later_one,
                           .driver = "mirror"),
          IN_ALL_SCHEDULES(reads_alternate, NULL, .driver = "mirror"),
          IN_ALL_SCHEDULES(each_of_parallel_writes_ends_with_its_own_children,
                           many_were_there_at_once, .driver = "mirror"))
