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
          SIM_TEST(tells_of_threads), cmocka_unit_test(must_be_taken_back))
