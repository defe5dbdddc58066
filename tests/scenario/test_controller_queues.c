/*
 * scenario/test_controller_queues.c - nobody starves behind a controller that units share
 *
 * Managing device queues. One unit has much to do, two have little: each gets its turn.
 */
#include <wdm.h>
#include <sim/test.h>

#include "drivers/controller_queues.h"
#include "schedules.h"

enum { MANY = 12, FEW = 3 };

static OVERLAPPED Reads[UNITS][MANY];
static UCHAR Buffer[16];
static ULONG Waited, ReadBehindOthers;

static const WCHAR *const paths[UNITS] = {L"\\\\.\\Unit0", L"\\\\.\\Unit1", L"\\\\.\\Unit2"};

static ULONG
reads_of(ULONG Unit)
{
    return Unit == 0 ? MANY : FEW;
}

static void
reads(void *unit)
{
    ULONG Unit = (ULONG)(ULONG_PTR)unit, Count = reads_of(Unit);
    HANDLE h = sim_open(paths[Unit]);

    for (ULONG i = 0; i < Count; i++) {
        Reads[Unit][i] = (OVERLAPPED){.Offset = i, .hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
        ReadFile(h, Buffer, sizeof Buffer, NULL, &Reads[Unit][i]);
    }
    for (ULONG i = 0; i < Count; i++) {
        assert_completes(h, &Reads[Unit][i], STATUS_SUCCESS);
        CloseHandle(Reads[Unit][i].hEvent);
    }
    CloseHandle(h);
}

static void
each_unit_gets_its_turn(void **state)
{
    PCONTROLLER_STORY Story = sim_driver_symbol("controller_queues", "Story");
    HANDLE threads[UNITS];

    Story->TakesTime = (BOOLEAN)sim_choose(2);
    for (ULONG_PTR i = 0; i < UNITS; i++) {
        threads[i] = sim_thread(reads, (void *)i);
    }
    for (ULONG i = 0; i < UNITS; i++) {
        sim_join(threads[i]);
        assert_int_equal(Story->StartedOf[i], reads_of(i));
        assert_true(Story->LongestWait[i] <= UNITS);
        ReadBehindOthers += Story->LongestWait[i] != 0;
    }
    assert_int_equal(Story->WrongOrder, 0);
    assert_int_equal(Story->TooManyActive, 0);
    Waited += Story->Waited;
}

static void
there_was_competition(void)
{
    print_message("%u reads waited in a unit's queue, %u units behind others\n", Waited,
                  ReadBehindOthers);
    assert_true(Waited != 0);
    assert_true(ReadBehindOthers != 0);
}

SIM_TESTS(IN_ALL_SCHEDULES(each_unit_gets_its_turn, there_was_competition,
                           .driver = "controller_queues"))
