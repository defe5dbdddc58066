/*
 * ps/test_notify.c - notification of processes and threads
 */
#include "ps_test.h"

static struct {
    ULONG Created, Ended;
    HANDLE Parent, Process, Thread;
    BOOLEAN ApcsDisabled;
    NTSTATUS Answer;
    char Name[16];
} Seen;

static VOID
NoteProcess(HANDLE ParentId, HANDLE ProcessId, BOOLEAN Create)
{
    Seen.Created += Create;
    Seen.Ended += !Create;
    Seen.Parent = ParentId;
    Seen.Process = ProcessId;
    Seen.ApcsDisabled = KeAreApcsDisabled();
}

static VOID
NoteProcessEx(PEPROCESS Process, HANDLE ProcessId, PPS_CREATE_NOTIFY_INFO Info)
{
    Seen.Process = ProcessId;
    if (Info == NULL) {
        Seen.Ended++;
        return;
    }
    Seen.Created++;
    Seen.Parent = Info->ParentProcessId;
    Seen.Thread = Info->CreatingThreadId.UniqueThread;
    Info->CreationStatus = Seen.Answer;
}

/* Of the first thread that is created: workers of the system may come after it. */
static VOID
NoteThread(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create)
{
    if (Create) {
        Seen.Thread = Seen.Thread == NULL ? ThreadId : Seen.Thread;
    } else if (ThreadId == Seen.Thread) {
        Seen.Ended++;
        Seen.Process = ProcessId;
    }
}

static void
nothing(void *unused)
{
}

static void
tells_of_processes(void **state)
{
    memset(&Seen, 0, sizeof Seen);
    assert_nt_success(PsSetCreateProcessNotifyRoutine(NoteProcess, FALSE));
    assert_nt_status(PsSetCreateProcessNotifyRoutine(NoteProcess, FALSE), STATUS_INVALID_PARAMETER);
    sim_join(sim_process(nothing, NULL));
    sim_run_until_idle();
    assert_int_equal(Seen.Created, 1);
    assert_int_equal(Seen.Ended, 1);
    assert_ptr_equal(Seen.Parent, PsGetCurrentProcessId());
    assert_ptr_not_equal(Seen.Process, PsGetCurrentProcessId());
    assert_true(Seen.ApcsDisabled);
    assert_nt_success(PsSetCreateProcessNotifyRoutine(NoteProcess, TRUE));
    assert_nt_status(PsSetCreateProcessNotifyRoutine(NoteProcess, TRUE),
                     STATUS_PROCEDURE_NOT_FOUND);
    sim_join(sim_process(nothing, NULL));
    assert_int_equal(Seen.Created, 1);
}

static void
tells_who_creates_them(void **state)
{
    memset(&Seen, 0, sizeof Seen);
    assert_nt_success(PsSetCreateProcessNotifyRoutineEx(NoteProcessEx, FALSE));
    sim_join(sim_process(nothing, NULL));
    sim_run_until_idle();
    assert_int_equal(Seen.Created, 1);
    assert_int_equal(Seen.Ended, 1);
    assert_ptr_equal(Seen.Parent, PsGetCurrentProcessId());
    assert_ptr_equal(Seen.Thread, PsGetCurrentThreadId());
    assert_nt_success(PsSetCreateProcessNotifyRoutineEx(NoteProcessEx, TRUE));
}

static VOID
CompareId(PVOID Context)
{
    Seen.Created += Seen.Thread == PsGetCurrentThreadId();
}

static void
tells_of_threads(void **state)
{
    memset(&Seen, 0, sizeof Seen);
    assert_nt_success(PsSetCreateThreadNotifyRoutine(NoteThread));
    assert_nt_success(exit_status(system_thread(CompareId, NULL)));
    assert_int_equal(Seen.Created, 1);
    assert_int_equal(Seen.Ended, 1);
    assert_ptr_equal(Seen.Process, ULongToHandle(4));
    assert_nt_success(PsRemoveCreateThreadNotifyRoutine(NoteThread));
    assert_nt_status(PsRemoveCreateThreadNotifyRoutine(NoteThread), STATUS_PROCEDURE_NOT_FOUND);
    assert_nt_success(exit_status(system_thread(CompareId, NULL)));
    assert_int_equal(Seen.Created, 1);
}

/* --- the newer ones --------------------------------------------------------------------------- */

static void
tells_of_subsystem_processes(void **state)
{
    memset(&Seen, 0, sizeof Seen);
    assert_nt_status(
        PsSetCreateProcessNotifyRoutineEx2((PSCREATEPROCESSNOTIFYTYPE)9, NoteProcessEx, FALSE),
        STATUS_INVALID_PARAMETER);
    assert_nt_success(
        PsSetCreateProcessNotifyRoutineEx2(PsCreateProcessNotifySubsystems, NoteProcessEx, FALSE));
    assert_nt_status(
        PsSetCreateProcessNotifyRoutineEx2(PsCreateProcessNotifySubsystems, NoteProcessEx, FALSE),
        STATUS_INVALID_PARAMETER);
    sim_join(sim_process(nothing, NULL));
    sim_run_until_idle();
    assert_int_equal(Seen.Created, 1);
    assert_int_equal(Seen.Ended, 1);
    assert_nt_success(
        PsSetCreateProcessNotifyRoutineEx2(PsCreateProcessNotifySubsystems, NoteProcessEx, TRUE));
    assert_nt_status(
        PsSetCreateProcessNotifyRoutineEx2(PsCreateProcessNotifySubsystems, NoteProcessEx, TRUE),
        STATUS_PROCEDURE_NOT_FOUND);
}

/* In the new thread itself; nothing of the system's. */
static VOID
NoteNewThread(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create)
{
    Seen.Created += Create;
    Seen.Ended += !Create;
    Seen.ApcsDisabled |= PsGetCurrentThreadId() != ThreadId;
}

static void
tells_of_threads_that_are_not_the_systems(void **state)
{
    memset(&Seen, 0, sizeof Seen);
    assert_nt_success(
        PsSetCreateThreadNotifyRoutineEx(PsCreateThreadNotifyNonSystem, NoteNewThread));
    assert_nt_status(PsSetCreateThreadNotifyRoutineEx((PSCREATETHREADNOTIFYTYPE)9, NoteNewThread),
                     STATUS_INVALID_PARAMETER);
    assert_nt_success(exit_status(system_thread(CompareId, NULL)));
    assert_int_equal(Seen.Created, 0);
    sim_join(sim_thread(nothing, NULL));
    sim_run_until_idle();
    assert_int_equal(Seen.Created, 1);
    assert_int_equal(Seen.Ended, 1);
    assert_false(Seen.ApcsDisabled);
    assert_nt_success(PsRemoveCreateThreadNotifyRoutine(NoteNewThread));
}

/* --- images ----------------------------------------------------------------------------------- */

static VOID
NoteImage(PUNICODE_STRING Name, HANDLE ProcessId, PIMAGE_INFO Info)
{
    Seen.Created++;
    Seen.Process = ProcessId;
    Seen.ApcsDisabled = (BOOLEAN)Info->SystemModeImage;
}

static void
tells_of_a_drivers_image(void **state)
{
    UNICODE_STRING service =
        RTL_CONSTANT_STRING(L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\io_kit");

    memset(&Seen, 0, sizeof Seen);
    assert_nt_success(ZwUnloadDriver(&service));
    assert_nt_status(PsSetLoadImageNotifyRoutineEx(NoteImage, 2), STATUS_INVALID_PARAMETER_2);
    assert_nt_success(
        PsSetLoadImageNotifyRoutineEx(NoteImage, PS_IMAGE_NOTIFY_CONFLICTING_ARCHITECTURE));
    assert_nt_success(PsRemoveLoadImageNotifyRoutine(NoteImage));
    assert_nt_status(PsRemoveLoadImageNotifyRoutine(NoteImage), STATUS_PROCEDURE_NOT_FOUND);
    assert_nt_success(PsSetLoadImageNotifyRoutine(NoteImage));
    assert_nt_success(ZwLoadDriver(&service));
    assert_int_equal(Seen.Created, 1);
    assert_null(Seen.Process);
    assert_true(Seen.ApcsDisabled);
    assert_nt_success(PsRemoveLoadImageNotifyRoutine(NoteImage));
}

/* A routine of its own for each registration: how many there may be. */
static void
are_64_at_most(void **state)
{
    PLOAD_IMAGE_NOTIFY_ROUTINE routines = NoteImage;

    for (int i = 0; i < 64; i++) {
        assert_nt_success(PsSetLoadImageNotifyRoutine(routines));
    }
    assert_nt_status(PsSetLoadImageNotifyRoutine(routines), STATUS_INSUFFICIENT_RESOURCES);
    for (int i = 0; i < 64; i++) {
        assert_nt_success(PsRemoveLoadImageNotifyRoutine(routines));
    }
}

/* --- removal ---------------------------------------------------------------------------------- */

static volatile LONG Inside, Removed;

static VOID
NoteSlowly(HANDLE ProcessId, HANDLE ThreadId, BOOLEAN Create)
{
    LARGE_INTEGER Ms = {.QuadPart = -10000};

    assert_int_equal(Removed, 0);
    Inside++;
    KeDelayExecutionThread(KernelMode, FALSE, &Ms);
    assert_int_equal(Removed, 0);
    Inside--;
}

static VOID
CreateOne(PVOID Context)
{
    PsTerminateSystemThread(exit_status(system_thread(CompareId, NULL)));
}

static void
waits_for_a_running_routine(void **state)
{
    HANDLE thread;

    Inside = Removed = 0;
    assert_nt_success(PsSetCreateThreadNotifyRoutine(NoteSlowly));
    thread = system_thread(CreateOne, NULL);
    while (Inside == 0) {
        Sleep(1);
    }
    assert_nt_success(PsRemoveCreateThreadNotifyRoutine(NoteSlowly));
    assert_int_equal(Inside, 0);
    Removed = 1;
    assert_nt_success(exit_status(thread));
}

static void
leave_a_routine(void **state)
{
    assert_nt_success(PsSetCreateThreadNotifyRoutine(NoteThread));
}

static void
must_be_taken_back(void **state)
{
    struct sim_setup setup = {.test = leave_a_routine, .name = "leave_a_routine"};

    assert_true(sim_boot(&setup).failed);
}

SIM_TESTS(SIM_TEST(tells_of_processes), SIM_TEST(tells_who_creates_them),
          SIM_TEST(tells_of_threads), SIM_TEST(tells_of_subsystem_processes),
          SIM_TEST(tells_of_threads_that_are_not_the_systems),
          SIM_TEST(tells_of_a_drivers_image, .driver = "io_kit"), SIM_TEST(are_64_at_most),
          SIM_TEST(waits_for_a_running_routine),
          SIM_TEST(waits_for_a_running_routine, .policy = SIM_RANDOM, .seeds = 50),
          cmocka_unit_test(must_be_taken_back))
