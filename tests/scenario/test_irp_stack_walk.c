/*
 * scenario/test_irp_stack_walk.c - an IRP goes down three drivers and up again
 *
 * Different ways of handling IRPs (cheat sheet), scenarios 1 to 6: Skip, forward and wait, the
 * routines 31, 32, 41 and 42, and completing at once, above a bottom that completes at once or
 * pends; each as the page has it, and with the mistakes that it warns of.
 */
#include <wdm.h>
#include <sim/test.h>

#include "drivers/irp_stack_walk.h"
#include "schedules.h"

static ULONG Early, Late; /* the DPC, before the bottom's dispatch routine had returned or not */

static PWALK
walk(WALK_WAY First, WALK_WAY Second, WALK_WAY Third, NTSTATUS Status)
{
    PWALK Walk = sim_driver_symbol("irp_stack_walk", "Walk");

    RtlZeroMemory(Walk, sizeof *Walk);
    Walk->Ways[1] = First;
    Walk->Ways[2] = Second;
    Walk->Ways[3] = Third;
    Walk->Status = Status;
    for (ULONG i = 1; i <= WALK_LEVELS; i++) {
        Walk->Returned[i] = WALK_NOT_RETURNED;
    }
    return Walk;
}

static int
take_apart(void **state)
{
    VOID (*TakeApart)(PDRIVER_OBJECT) = sim_driver_symbol("irp_stack_walk", "WalkTakeApart");

    TakeApart(*(PDRIVER_OBJECT *)sim_driver_symbol("irp_stack_walk", "WalkDriver"));
    return 0;
}

static VOID
ask(NTSTATUS Expected)
{
    HANDLE h = sim_open(L"\\\\.\\Walk");
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};

    DeviceIoControl(h, IOCTL_WALK, NULL, 0, NULL, 0, NULL, &o);
    assert_completes(h, &o, Expected);
    CloseHandle(o.hEvent);
    CloseHandle(h);
}

/* "D1 D2 D3 C2 C1" */
static VOID
expect_order(PWALK Walk, const char *Order)
{
    CHAR Text[WALK_EVENTS * 3 + 1] = "";

    for (ULONG i = 0; i < Walk->Count; i++) {
        CHAR Event[] = {Walk->Events[i].What, (CHAR)('0' + Walk->Events[i].Level), ' ', 0};

        strcat(Text, Event);
    }
    Text[Walk->Count * 3 - 1] = 0;
    assert_string_equal(Text, Order);
}

static PWALK_EVENT
event(PWALK Walk, CHAR What, UCHAR Level)
{
    for (ULONG i = 0; i < Walk->Count; i++) {
        if (Walk->Events[i].What == What && Walk->Events[i].Level == Level) {
            return &Walk->Events[i];
        }
    }
    fail_msg("no %c%u", What, Level);
    return NULL;
}

/* Every routine ran in the name of its own driver, with that driver's location current again. */
static VOID
expect_own_locations(PWALK Walk)
{
    for (ULONG i = 0; i < Walk->Count; i++) {
        PWALK_EVENT Event = &Walk->Events[i];

        assert_int_equal(Event->DeviceLevel, Event->Level);
        if (Event->What == 'C') {
            PWALK_EVENT Dispatch = event(Walk, 'D', Event->Level);

            assert_ptr_equal(Event->Location, Dispatch->Location);
            assert_int_equal(Event->CurrentLocation, Dispatch->CurrentLocation);
        }
    }
}

static WALK_WAY
bottom(BOOLEAN Pends)
{
    return Pends ? WalkPend : WalkComplete;
}

/* --- down and up ------------------------------------------------------------------------------ */

static void
skipping_shares_the_location(void **state)
{
    for (ULONG Pends = 0; Pends < 2; Pends++) {
        PWALK Walk = walk(WalkSkip, WalkSkip, bottom(Pends), STATUS_SUCCESS);

        ask(STATUS_SUCCESS);
        expect_order(Walk, "D1 D2 D3");
        for (ULONG i = 1; i < WALK_LEVELS; i++) {
            assert_ptr_equal(Walk->Events[i].Location, Walk->Events[0].Location);
            assert_int_equal(Walk->Events[i].CurrentLocation, Walk->Events[0].CurrentLocation);
        }
        expect_own_locations(Walk);
        assert_int_equal(Walk->Returned[1], Pends ? STATUS_PENDING : STATUS_SUCCESS);
    }
}

static void
copying_moves_down_one_location_each(void **state)
{
    for (ULONG Pends = 0; Pends < 2; Pends++) {
        PWALK Walk = walk(WalkCopy31, WalkCopy31, bottom(Pends), STATUS_SUCCESS);

        ask(STATUS_SUCCESS);
        expect_order(Walk, "D1 D2 D3 C2 C1");
        expect_own_locations(Walk);
        assert_int_equal(Walk->Events[1].CurrentLocation, Walk->Events[0].CurrentLocation - 1);
        assert_int_equal(Walk->Events[2].CurrentLocation, Walk->Events[0].CurrentLocation - 2);
        assert_int_equal(event(Walk, 'C', 2)->PendingReturned, Pends);
        assert_int_equal(event(Walk, 'C', 1)->PendingReturned, Pends);
        for (ULONG i = 1; i <= WALK_LEVELS; i++) {
            assert_int_equal(Walk->Returned[i], Pends ? STATUS_PENDING : STATUS_SUCCESS);
        }
    }
}

static void
a_skipped_driver_has_no_location_of_its_own(void **state)
{
    for (ULONG Pends = 0; Pends < 2; Pends++) {
        PWALK Walk = walk(WalkCopy31, WalkSkip, bottom(Pends), STATUS_SUCCESS);

        ask(STATUS_SUCCESS);
        expect_order(Walk, "D1 D2 D3 C1");
        expect_own_locations(Walk);
        assert_ptr_equal(event(Walk, 'D', 3)->Location, event(Walk, 'D', 2)->Location);
        assert_int_equal(event(Walk, 'C', 1)->PendingReturned, Pends);
    }
}

/* What a driver in the middle marks is what the one above sees, whatever the bottom did. */
static void
pending_is_what_the_next_lower_location_says(void **state)
{
    static const WALK_WAY Ways[] = {WalkCopy41, WalkCopy42};

    for (ULONG i = 0; i < 4; i++) {
        BOOLEAN Pends = i / 2 != 0;
        PWALK Walk = walk(WalkCopy31, Ways[i % 2], bottom(Pends), STATUS_SUCCESS);

        ask(STATUS_SUCCESS);
        expect_order(Walk, "D1 D2 D3 C2 C1");
        expect_own_locations(Walk);
        assert_int_equal(event(Walk, 'C', 2)->PendingReturned, Pends);
        assert_true(event(Walk, 'C', 1)->PendingReturned);
        assert_int_equal(Walk->Returned[3], Pends ? STATUS_PENDING : STATUS_SUCCESS);
        assert_int_equal(Walk->Returned[2], STATUS_PENDING);
        assert_int_equal(Walk->Returned[1], STATUS_PENDING);
    }
}

static void
an_irp_kept_at_the_top_is_completed_later(void **state)
{
    for (ULONG Pends = 0; Pends < 2; Pends++) {
        PWALK Walk = walk(WalkCopy42, WalkCopy31, bottom(Pends), STATUS_UNSUCCESSFUL);

        ask(STATUS_UNSUCCESSFUL);
        expect_order(Walk, "D1 D2 D3 C2 C1");
        expect_own_locations(Walk);
    }
}

static void
a_routine_may_complete_the_irp_itself(void **state)
{
    for (ULONG Pends = 0; Pends < 2; Pends++) {
        PWALK Walk = walk(WalkCopy31, WalkCopy32, bottom(Pends), STATUS_SUCCESS);

        ask(STATUS_SUCCESS);
        expect_order(Walk, "D1 D2 D3 C2 C1");
        expect_own_locations(Walk);
        assert_int_equal(event(Walk, 'C', 1)->PendingReturned, Pends);
    }
}

static void
what_an_upper_driver_completes_goes_no_further(void **state)
{
    PWALK Walk = walk(WalkCopy31, WalkComplete, WalkPend, STATUS_DEVICE_BUSY);

    ask(STATUS_DEVICE_BUSY);
    expect_order(Walk, "D1 D2 C1");
    assert_false(event(Walk, 'C', 1)->PendingReturned);
}

static void
completion_comes_during_the_call_or_after_it(void **state)
{
    PWALK Walk = walk(WalkCopy31, WalkCopy31, WalkPend, STATUS_SUCCESS);

    ask(STATUS_SUCCESS);
    expect_order(Walk, "D1 D2 D3 C2 C1");
    if (event(Walk, 'C', 2)->BottomReturned) {
        Late++;
    } else {
        Early++;
    }
}

static void
both_were_met(void)
{
    print_message("completed before the bottom returned: %u times, after: %u\n", Early, Late);
    assert_true(Early != 0);
    assert_true(Late != 0);
}

/* --- forward and wait ------------------------------------------------------------------------- */

static void
waiting_happens_only_for_what_is_pending(void **state)
{
    static const NTSTATUS Statuses[] = {STATUS_SUCCESS, STATUS_IO_DEVICE_ERROR};

    for (ULONG i = 0; i < 4; i++) {
        BOOLEAN Pends = i / 2 != 0;
        PWALK Walk = walk(WalkCopy31, WalkWait, bottom(Pends), Statuses[i % 2]);

        ask(Statuses[i % 2]);
        expect_order(Walk, "D1 D2 D3 C2 C1");
        assert_int_equal(Walk->Waits, Pends);
        assert_int_equal(Walk->EventsSet, Pends);
        assert_int_equal(Walk->Returned[3], Pends ? STATUS_PENDING : Statuses[i % 2]);
        assert_int_equal(Walk->Returned[2], Statuses[i % 2]);
        assert_int_equal(Walk->Returned[1], Statuses[i % 2]);
        assert_int_equal(event(Walk, 'C', 2)->PendingReturned, Pends);
        assert_false(event(Walk, 'C', 1)->PendingReturned);
    }
}

/* --- mistakes --------------------------------------------------------------------------------- */

static VOID
expect_stop(ULONG64 Kind)
{
    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION, ask(STATUS_SUCCESS));
    assert_int_equal(sim_bugcheck_parameter(1), Kind);
}

static void
a_routine_that_forgets_the_mark_is_0xc9_228(void **state)
{
    walk(WalkSkip, WalkForgetMark, WalkPend, STATUS_SUCCESS);
    expect_stop(0x228);
}

static void
a_routine_at_the_top_that_forgets_it_is_0xc9_228(void **state)
{
    walk(WalkForgetMark, WalkCopy31, WalkPend, STATUS_SUCCESS);
    expect_stop(0x228);
}

static void
nothing_is_forgotten_when_nothing_was_pending(void **state)
{
    PWALK Walk = walk(WalkForgetMark, WalkForgetMark, WalkComplete, STATUS_SUCCESS);

    ask(STATUS_SUCCESS);
    expect_order(Walk, "D1 D2 D3 C2 C1");
}

static void
returning_pending_without_the_mark_is_0xc9_23d(void **state)
{
    walk(WalkSkip, WalkSkip, WalkPendUnmarked, STATUS_SUCCESS);
    expect_stop(0x23D);
}

static void
the_mark_without_returning_pending_is_0xc9_23e(void **state)
{
    walk(WalkCopy31, WalkCopy31, WalkMarkedCompletes, STATUS_SUCCESS);
    expect_stop(0x23E);
}

#define WALKS(function, check)                                                                     \
    IN_ALL_SCHEDULES(function, check, .driver = "irp_stack_walk", .after = take_apart)

SIM_TESTS(WALKS(skipping_shares_the_location, NULL),
          WALKS(copying_moves_down_one_location_each, NULL),
          WALKS(a_skipped_driver_has_no_location_of_its_own, NULL),
          WALKS(pending_is_what_the_next_lower_location_says, NULL),
          WALKS(an_irp_kept_at_the_top_is_completed_later, NULL),
          WALKS(a_routine_may_complete_the_irp_itself, NULL),
          WALKS(what_an_upper_driver_completes_goes_no_further, NULL),
          WALKS(completion_comes_during_the_call_or_after_it, both_were_met),
          WALKS(waiting_happens_only_for_what_is_pending, NULL),
          WALKS(a_routine_that_forgets_the_mark_is_0xc9_228, NULL),
          WALKS(a_routine_at_the_top_that_forgets_it_is_0xc9_228, NULL),
          WALKS(nothing_is_forgotten_when_nothing_was_pending, NULL),
          WALKS(returning_pending_without_the_mark_is_0xc9_23d, NULL),
          WALKS(the_mark_without_returning_pending_is_0xc9_23e, NULL))
