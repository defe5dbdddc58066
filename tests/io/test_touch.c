/*
 * tests/io/test_touch.c - an IRP that its driver has let go of is not touched
 *
 * io/check/touch.c. The driver touch_instrumented, above rules_lower, which keeps reads.
 */
#include "kit.h"

#include "drivers/touch.h"
#include "scenario/found.h"

enum { FEWEST = 3 };

static ULONG How;

static void *
symbol(const char *Name)
{
    return sim_driver_symbol("touch_instrumented", Name);
}

static NTSTATUS
Done(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    KeSetEvent(Context, IO_NO_INCREMENT, FALSE);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static PIRP
send_read(PKEVENT Event)
{
    PDEVICE_OBJECT Top = *(PDEVICE_OBJECT *)symbol("TouchDevice");
    PIRP Irp = IoAllocateIrp(Top->StackSize + 1, FALSE);

    *(ULONG *)symbol("TouchHow") = How;
    KeInitializeEvent(Event, NotificationEvent, FALSE);
    IoSetNextIrpStackLocation(Irp);
    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_READ;
    IoSetCompletionRoutine(Irp, Done, Event, TRUE, TRUE, TRUE);
    IoCallDriver(Top, Irp);
    return Irp;
}

static void
wait_and_free(PKEVENT Event, PIRP Irp)
{
    assert_nt_success(KeWaitForSingleObject(Event, Executive, KernelMode, FALSE, NULL));
    assert_nt_success(Irp->IoStatus.Status);
    IoFreeIrp(Irp);
}

#define expect_stop(how)                                                                           \
    do {                                                                                           \
        How = (how);                                                                               \
        assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, send_read(&Event));                    \
        assert_string_equal((const char *)sim_bugcheck_parameter(2), "IrpNotOwned");               \
    } while (0)

static KEVENT Event;

static void
after_it_was_passed_on(void **state)
{
    expect_stop(TOUCH_FORWARDED);
}

static void
the_next_location_after_it_was_passed_on(void **state)
{
    expect_stop(TOUCH_NEXT_LOCATION);
}

static void
after_its_location_was_skipped(void **state)
{
    expect_stop(TOUCH_SKIPPED);
}

static void
after_it_was_completed(void **state)
{
    expect_stop(TOUCH_COMPLETED);
}

static void
after_it_was_freed_is_0xd5(void **state)
{
    assert_bugcheck(DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL,
                    ((VOID(*)(ULONG))symbol("TouchFreed"))(TOUCH_FREED));
    assert_int_equal(sim_bugcheck_parameter(2), 0); // read
}

static void
after_it_was_completed_elsewhere_although_it_was_touched_before(void **state)
{
    expect_stop(TOUCH_AGAIN);
}

/* --- who comes close -------------------------------------------------------------------------- */

static void
complete_in_lower(PIRP Irp)
{
    ((VOID(*)(PIRP, PDEVICE_OBJECT))sim_driver_symbol("rules_lower", "RulesComplete"))(Irp, NULL);
}

static void
before_it_is_passed_on_and_in_the_completion_routine(void **state)
{
    PIRP Irp;

    How = FORWARD;
    Irp = send_read(&Event);
    complete_in_lower(Irp);
    wait_and_free(&Event, Irp);
}

static void
before_its_location_is_skipped(void **state)
{
    PIRP Irp;

    How = SKIP;
    Irp = send_read(&Event);
    complete_in_lower(Irp);
    wait_and_free(&Event, Irp);
}

static void
before_it_is_completed(void **state)
{
    How = COMPLETE;
    wait_and_free(&Event, send_read(&Event));
}

static void
before_it_is_freed(void **state)
{
    ((VOID(*)(ULONG))symbol("TouchFreed"))(FORWARD);
}

/* --- while it is in a queue ------------------------------------------------------------------- */

static void
reads(void **state)
{
    for (ULONG i = 0; i < 3; i++) {
        wait_and_free(&Event, send_read(&Event));
    }
}

static struct sim_setup
kept(ULONG Way)
{
    How = Way;
    return (struct sim_setup){.name = "reads",
                              .test = reads,
                              .drivers = {"rules_lower", "touch_instrumented"},
                              .cpus = 2,
                              .policy = SIM_RANDOM};
}

static void
when_a_dpc_may_have_completed_it_some_schedules_show(void **state)
{
    struct sim_setup setup = kept(TOUCH_KEPT);

    assert_in_range(found_bugchecks(&setup, 0), FEWEST, FOUND_SEEDS);
}

static void
before_a_dpc_can_complete_it_no_schedule_stops(void **state)
{
    struct sim_setup setup = kept(KEEP);

    assert_int_equal(found_bugchecks(&setup, 0), 0);
}

static void
touch_after_passing_on(void **state)
{
    send_read(&Event);
}

static void
the_report_shows_packet_access_and_history(void **state)
{
    static struct captured Run;
    struct sim_setup setup = kept(TOUCH_FORWARDED);

    setup.policy = SIM_TIMED;
    setup.test = touch_after_passing_on;
    capture_boot(&Run, &setup);
    capture_expect(&Run, "IrpNotOwned");
    capture_expect(&Run, "rules_lower has it now");
    capture_expect(&Run, "IRP_MJ_READ minor 0x00 sent to \\Driver\\touch_instrumented");
    capture_expect(&Run, "touch_instrumented.c:");
}

#define T(function, ...)                                                                           \
    SIM_TEST(function, .drivers = {"rules_lower", "touch_instrumented"}, __VA_ARGS__)
#define COMPARED .races = true /* an access that repeats another is looked at nevertheless */

SIM_TESTS(T(after_it_was_passed_on), T(the_next_location_after_it_was_passed_on),
          T(after_its_location_was_skipped), T(after_it_was_completed),
          T(after_it_was_freed_is_0xd5), T(after_it_was_freed_is_0xd5, COMPARED),
          T(after_it_was_passed_on, COMPARED), T(after_it_was_completed, COMPARED),
          T(after_it_was_completed_elsewhere_although_it_was_touched_before, .cpus = 2),
          T(after_it_was_completed_elsewhere_although_it_was_touched_before, .cpus = 2, COMPARED),
          T(before_it_is_passed_on_and_in_the_completion_routine),
          T(before_its_location_is_skipped), T(before_it_is_completed), T(before_it_is_freed),
          cmocka_unit_test(when_a_dpc_may_have_completed_it_some_schedules_show),
          cmocka_unit_test(before_a_dpc_can_complete_it_no_schedule_stops),
          cmocka_unit_test(the_report_shows_packet_access_and_history))
