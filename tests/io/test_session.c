/*
 * io/test_session.c - who registered hears of what happens to user sessions
 */
#include <ntddk.h>

#include "kit.h"

enum { MOST = 16 };

static struct {
    ULONG Event, Session, State;
    PVOID Context;
} Heard[MOST];
static ULONG HeardCount;
static PVOID Registration;
static bool leave_in_routine, hold_routine;
static KEVENT Held, Release;

static NTSTATUS
Hear(PVOID SessionObject, PVOID IoObject, ULONG Event, PVOID Context, PVOID Payload, ULONG Length)
{
    PIO_SESSION_CONNECT_INFO Info = Payload;
    IO_SESSION_STATE_INFORMATION State;

    assert_ptr_equal(IoObject, KitDriver());
    assert_int_equal(Length, sizeof *Info);
    assert_nt_success(
        IoGetContainerInformation(IoSessionStateInformation, SessionObject, &State, sizeof State));
    assert_int_equal(State.SessionId, Info->SessionId);
    assert_true(HeardCount < MOST);
    Heard[HeardCount].Event = Event;
    Heard[HeardCount].Session = Info->SessionId;
    Heard[HeardCount].State = State.SessionState;
    Heard[HeardCount++].Context = Context;
    if (leave_in_routine) {
        IoUnregisterContainerNotification(Registration);
    }
    if (hold_routine) {
        KeSetEvent(&Held, IO_NO_INCREMENT, FALSE);
        KeWaitForSingleObject(&Release, Executive, KernelMode, FALSE, NULL);
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
listen(ULONG Mask)
{
    IO_SESSION_STATE_NOTIFICATION Wanted = {.Size = sizeof Wanted,
                                            .IoObject = KitDriver(),
                                            .EventMask = Mask,
                                            .Context = &Registration};

    HeardCount = 0;
    leave_in_routine = hold_routine = false;
    return IoRegisterContainerNotification(IoSessionStateNotification,
                                           (PIO_CONTAINER_NOTIFICATION_FUNCTION)(PVOID)Hear,
                                           &Wanted, sizeof Wanted, &Registration);
}

static void
a_session_goes_through_its_states(void **state)
{
    static const struct {
        int event;
        ULONG then;
    } steps[] = {{IoSessionEventCreated, IoSessionStateCreated},
                 {IoSessionEventConnected, IoSessionStateConnected},
                 {IoSessionEventLogon, IoSessionStateLoggedOn},
                 {IoSessionEventDisconnected, IoSessionStateDisconnectedLoggedOn},
                 {IoSessionEventConnected, IoSessionStateLoggedOn},
                 {IoSessionEventLogoff, IoSessionStateLoggedOff},
                 {IoSessionEventTerminated, IoSessionStateTerminated}};

    assert_nt_success(listen(IO_SESSION_STATE_ALL_EVENTS));
    for (ULONG i = 0; i < ARRAYSIZE(steps); i++) {
        assert_nt_success(sim_session_event(3, steps[i].event));
        assert_int_equal(HeardCount, i + 1);
        assert_int_equal(Heard[i].Event, steps[i].event);
        assert_int_equal(Heard[i].State, steps[i].then);
        assert_int_equal(Heard[i].Session, 3);
        assert_ptr_equal(Heard[i].Context, &Registration);
    }
    IoUnregisterContainerNotification(Registration);
    assert_nt_status(sim_session_event(3, IoSessionEventLogon), STATUS_NO_SUCH_LOGON_SESSION);
}

static void
only_events_of_the_mask_are_heard(void **state)
{
    assert_nt_success(listen(IO_SESSION_STATE_LOGON_EVENT));
    assert_nt_success(sim_session_event(1, IoSessionEventCreated));
    assert_nt_status(sim_session_event(1, IoSessionEventLogon), STATUS_BAD_LOGON_SESSION_STATE);
    assert_nt_success(sim_session_event(1, IoSessionEventConnected));
    assert_int_equal(HeardCount, 0);
    assert_nt_success(sim_session_event(1, IoSessionEventLogon));
    assert_int_equal(HeardCount, 1);
    IoUnregisterContainerNotification(Registration);
    assert_nt_success(sim_session_event(1, IoSessionEventTerminated));
    assert_int_equal(HeardCount, 1);
}

static void
a_bad_registration_is_refused_by_parameter(void **state)
{
    IO_SESSION_STATE_NOTIFICATION Wanted = {.Size = sizeof Wanted, .IoObject = KitDriver()};
    PIO_CONTAINER_NOTIFICATION_FUNCTION Routine = (PIO_CONTAINER_NOTIFICATION_FUNCTION)(PVOID)Hear;
    IO_SESSION_STATE_INFORMATION Information;
    PVOID Second;

    assert_nt_status(IoRegisterContainerNotification(IoMaxContainerNotificationClass, Routine,
                                                     &Wanted, sizeof Wanted, &Second),
                     STATUS_INVALID_PARAMETER_1);
    assert_nt_status(IoRegisterContainerNotification(IoSessionStateNotification, Routine, &Wanted,
                                                     sizeof Wanted, &Second),
                     STATUS_INVALID_PARAMETER_3);
    assert_nt_status(IoRegisterContainerNotification(IoSessionStateNotification, Routine, &Wanted,
                                                     sizeof Wanted - 1, &Second),
                     STATUS_INVALID_PARAMETER_4);
    assert_nt_success(listen(IO_SESSION_STATE_ALL_EVENTS));
    Wanted.EventMask = IO_SESSION_STATE_ALL_EVENTS;
    assert_nt_status(IoRegisterContainerNotification(IoSessionStateNotification, Routine, &Wanted,
                                                     sizeof Wanted, &Second),
                     STATUS_ALREADY_COMMITTED);
    IoUnregisterContainerNotification(Registration);
    assert_nt_status(IoGetContainerInformation(IoMaxContainerInformationClass, NULL, NULL, 0),
                     STATUS_INVALID_PARAMETER_1);
    assert_nt_status(IoGetContainerInformation(IoSessionStateInformation, NULL, &Information, 0),
                     STATUS_INVALID_PARAMETER_2);
}

static void
a_routine_may_unregister_itself(void **state)
{
    assert_nt_success(listen(IO_SESSION_STATE_ALL_EVENTS));
    leave_in_routine = true;
    assert_nt_success(sim_session_event(1, IoSessionEventCreated));
    assert_nt_success(sim_session_event(1, IoSessionEventTerminated));
    assert_int_equal(HeardCount, 1);
}

static void
create_session(void *unused)
{
    assert_nt_success(sim_session_event(1, IoSessionEventCreated));
}

static void
let_go(void *unused)
{
    sim_run_for(1000000);
    hold_routine = false;
    KeSetEvent(&Release, IO_NO_INCREMENT, FALSE);
}

static void
unregistering_waits_for_the_routine(void **state)
{
    HANDLE creator, releaser;

    KeInitializeEvent(&Held, NotificationEvent, FALSE);
    KeInitializeEvent(&Release, NotificationEvent, FALSE);
    assert_nt_success(listen(IO_SESSION_STATE_ALL_EVENTS));
    hold_routine = true;
    creator = sim_thread(create_session, NULL);
    KeWaitForSingleObject(&Held, Executive, KernelMode, FALSE, NULL);
    releaser = sim_thread(let_go, NULL);
    IoUnregisterContainerNotification(Registration);
    assert_false(hold_routine); // it has returned
    sim_join(creator);
    sim_join(releaser);
    assert_nt_success(sim_session_event(1, IoSessionEventTerminated));
    assert_int_equal(HeardCount, 1);
}

SIM_TESTS(SIM_TEST(a_session_goes_through_its_states, KIT),
          SIM_TEST(only_events_of_the_mask_are_heard, KIT),
          SIM_TEST(a_bad_registration_is_refused_by_parameter, KIT),
          SIM_TEST(a_routine_may_unregister_itself, KIT),
          SIM_TEST(unregistering_waits_for_the_routine, KIT, .policy = SIM_RANDOM, .seeds = 20))
