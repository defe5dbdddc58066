/*
 * tests/io/test_cancel.c - cancelling from user mode, at a thread's end, and against completion
 *
 * io/irp/cancel.c, init/win32io.c.
 */
#include "kit.h"

enum { MOST = 40 };

static struct {
    PDEVICE_OBJECT Device;
    KSPIN_LOCK Lock;
    PIRP Pended[MOST]; /* NULL: ended */
    LONG Count, Cancelled;
    BOOLEAN Stubborn; /* cancelling is ignored */
} T;

/* Takes it out; NULL: somebody else has. */
static PIRP
Take(LONG i)
{
    KIRQL Irql;
    PIRP Irp;

    KeAcquireSpinLock(&T.Lock, &Irql);
    Irp = T.Pended[i];
    if (Irp != NULL && !T.Stubborn && IoSetCancelRoutine(Irp, NULL) == NULL) {
        Irp = NULL;
    }
    if (Irp != NULL) {
        T.Pended[i] = NULL;
    }
    KeReleaseSpinLock(&T.Lock, Irql);
    return Irp;
}

static void
Cancel(PDEVICE_OBJECT Device, PIRP Irp)
{
    KIRQL Irql;

    IoReleaseCancelSpinLock(Irp->CancelIrql);
    KeAcquireSpinLock(&T.Lock, &Irql);
    for (LONG i = 0; i < T.Count; i++) {
        if (T.Pended[i] == Irp) {
            T.Pended[i] = NULL;
        }
    }
    KeReleaseSpinLock(&T.Lock, Irql);
    InterlockedIncrement(&T.Cancelled);
    KitComplete(Irp, STATUS_CANCELLED, 0);
}

static NTSTATUS
Pend(PDEVICE_OBJECT Device, PIRP Irp)
{
    BOOLEAN Mine = FALSE;
    KIRQL Irql;

    KeAcquireSpinLock(&T.Lock, &Irql);
    IoMarkIrpPending(Irp);
    T.Pended[T.Count] = Irp;
    if (!T.Stubborn) {
        IoSetCancelRoutine(Irp, Cancel);
        Mine = Irp->Cancel && IoSetCancelRoutine(Irp, NULL) != NULL;
    }
    if (Mine) {
        T.Pended[T.Count] = NULL;
    }
    T.Count++;
    KeReleaseSpinLock(&T.Lock, Irql);
    if (Mine) {
        InterlockedIncrement(&T.Cancelled);
        KitComplete(Irp, STATUS_CANCELLED, 0);
    }
    return STATUS_PENDING;
}

static HANDLE File;

static int
set_up(void **state)
{
    memset(&T, 0, sizeof T);
    KeInitializeSpinLock(&T.Lock);
    T.Device = KitDevice(L"Kit", 0);
    KitOn(IRP_MJ_READ, Pend);
    File = sim_open(L"\\\\.\\Kit");
    return 0;
}

static int
tear_down(void **state)
{
    assert_true(CloseHandle(File));
    KitDelete(T.Device, L"Kit");
    return 0;
}

static void
pend(HANDLE file, OVERLAPPED *overlapped)
{
    assert_false(ReadFile(file, NULL, 0, NULL, overlapped));
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
}

static NTSTATUS
status_of(const OVERLAPPED *overlapped)
{
    return (NTSTATUS)overlapped->Internal;
}

/* --- CancelIo, CancelIoEx --------------------------------------------------------------------- */

static OVERLAPPED Theirs;

static void
pends_and_stays(void *event)
{
    pend(File, &Theirs);
    WaitForSingleObject(event, INFINITE);
    assert_int_equal(SleepEx(0, TRUE), 0);
}

static void
cancel_io_is_for_the_calling_thread_ex_for_all(void **state)
{
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL), thread;
    OVERLAPPED mine = {0};

    memset(&Theirs, 0, sizeof Theirs);
    thread = sim_thread(pends_and_stays, event);
    sim_run_until_idle();
    pend(File, &mine);
    assert_true(CancelIo(File));
    assert_int_equal(T.Cancelled, 1);
    assert_int_equal(status_of(&mine), STATUS_CANCELLED);
    assert_int_equal(status_of(&Theirs), STATUS_PENDING);
    assert_true(CancelIo(File)); // whether there are any does not matter
    assert_true(CancelIoEx(File, &Theirs));
    assert_int_equal(T.Cancelled, 2);
    SetEvent(event);
    sim_join(thread);
    assert_int_equal(status_of(&Theirs), STATUS_CANCELLED);
    CloseHandle(event);
}

static void
cancel_io_ex_takes_one_or_all(void **state)
{
    OVERLAPPED overlapped[MOST] = {{0}}, unknown = {0};

    assert_false(CancelIoEx(File, NULL));
    assert_int_equal(GetLastError(), ERROR_NOT_FOUND);
    for (LONG i = 0; i < MOST; i++) {
        pend(File, &overlapped[i]);
    }
    assert_false(CancelIoEx(File, &unknown));
    assert_int_equal(GetLastError(), ERROR_NOT_FOUND);
    assert_true(CancelIoEx(File, &overlapped[7]));
    assert_int_equal(T.Cancelled, 1);
    assert_int_equal(status_of(&overlapped[7]), STATUS_CANCELLED);
    assert_int_equal(status_of(&overlapped[8]), STATUS_PENDING);
    assert_true(CancelIoEx(File, NULL));
    assert_int_equal(T.Cancelled, MOST);
    for (LONG i = 0; i < MOST; i++) {
        assert_int_equal(status_of(&overlapped[i]), STATUS_CANCELLED);
    }
    assert_false(CancelIoEx(File, NULL));
    assert_int_equal(GetLastError(), ERROR_NOT_FOUND);
}

static void
other_files_are_left_alone(void **state)
{
    HANDLE other = sim_open(L"\\\\.\\Kit");
    OVERLAPPED mine = {0};

    pend(File, &mine);
    assert_false(CancelIoEx(other, NULL));
    assert_int_equal(GetLastError(), ERROR_NOT_FOUND);
    assert_true(CancelIo(other));
    assert_int_equal(T.Cancelled, 0);
    assert_true(CancelIoEx(File, NULL));
    CloseHandle(other);
}

/* It was asked to end, and may do so as it likes. */
static void
a_request_that_cannot_be_cancelled_is_found_too(void **state)
{
    OVERLAPPED overlapped = {0};

    T.Stubborn = TRUE;
    pend(File, &overlapped);
    assert_true(CancelIoEx(File, &overlapped));
    assert_true(CancelIoEx(File, &overlapped));
    assert_true(T.Pended[0]->Cancel);
    KitComplete(Take(0), STATUS_SUCCESS, 0);
    assert_int_equal(status_of(&overlapped), STATUS_SUCCESS);
}

static HANDLE Inherited;

static void
cancels_nothing_of_others(void *unused)
{
    OVERLAPPED overlapped = {0};

    assert_false(CancelIoEx(Inherited, NULL));
    assert_int_equal(GetLastError(), ERROR_NOT_FOUND);
    pend(Inherited, &overlapped);
    assert_true(CancelIoEx(Inherited, NULL));
    assert_int_equal(status_of(&overlapped), STATUS_CANCELLED);
}

static void
requests_of_another_process_are_left_alone(void **state)
{
    SECURITY_ATTRIBUTES inherit = {.nLength = sizeof inherit, .bInheritHandle = TRUE};
    OVERLAPPED overlapped = {0};

    Inherited = CreateFileW(L"\\\\.\\Kit", GENERIC_READ, 0, &inherit, OPEN_EXISTING,
                            FILE_FLAG_OVERLAPPED, NULL);
    pend(Inherited, &overlapped);
    sim_join(sim_process(cancels_nothing_of_others, NULL));
    assert_int_equal(status_of(&overlapped), STATUS_PENDING);
    assert_true(CancelIoEx(Inherited, NULL));
    CloseHandle(Inherited);
}

/* --- CancelSynchronousIo ---------------------------------------------------------------------- */

static HANDLE Synchronous;

static void
reads_and_waits(void *unused)
{
    DWORD bytes;

    assert_false(ReadFile(Synchronous, NULL, 0, &bytes, NULL));
    assert_int_equal(GetLastError(), ERROR_OPERATION_ABORTED);
}

static HANDLE
open_synchronous(void)
{
    HANDLE file = CreateFileW(L"\\\\.\\Kit", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);

    assert_ptr_not_equal(file, INVALID_HANDLE_VALUE);
    return file;
}

static void
what_another_thread_waits_for_can_be_cancelled(void **state)
{
    HANDLE thread;
    OVERLAPPED overlapped = {0};

    Synchronous = open_synchronous();
    assert_false(CancelSynchronousIo(GetCurrentThread()));
    assert_int_equal(GetLastError(), ERROR_NOT_FOUND);
    pend(File, &overlapped);
    assert_false(CancelSynchronousIo(GetCurrentThread())); // not what is overlapped
    thread = sim_thread(reads_and_waits, NULL);
    sim_run_until_idle();
    assert_true(CancelSynchronousIo(thread));
    sim_join(thread);
    assert_int_equal(T.Cancelled, 1);
    assert_true(CancelIo(File));
    CloseHandle(Synchronous);
}

static void
cancel_io_ex_reaches_synchronous_requests(void **state)
{
    HANDLE thread;

    Synchronous = open_synchronous();
    thread = sim_thread(reads_and_waits, NULL);
    sim_run_until_idle();
    assert_true(CancelIoEx(Synchronous, NULL));
    sim_join(thread);
    CloseHandle(Synchronous);
}

/* --- the end of a thread ---------------------------------------------------------------------- */

static void
pends_two(void *overlapped)
{
    pend(File, overlapped);
    pend(File, (OVERLAPPED *)overlapped + 1);
}

static void
a_thread_takes_its_requests_along(void **state)
{
    OVERLAPPED overlapped[2] = {{0}};

    sim_join(sim_thread(pends_two, overlapped));
    assert_int_equal(T.Cancelled, 2);
    assert_int_equal(status_of(&overlapped[0]), STATUS_CANCELLED);
    assert_int_equal(status_of(&overlapped[1]), STATUS_CANCELLED);
}

static void
completes_late(void *unused)
{
    Sleep(1000);
    KitComplete(Take(0), STATUS_SUCCESS, 0);
    KitComplete(Take(1), STATUS_SUCCESS, 0);
}

static void
a_thread_waits_for_requests_that_are_not_cancelled(void **state)
{
    OVERLAPPED overlapped[2] = {{0}};
    HANDLE thread, late;
    uint64_t start = sim_time_ns();

    T.Stubborn = TRUE;
    thread = sim_thread(pends_two, overlapped);
    late = sim_thread(completes_late, NULL);
    sim_join(thread);
    assert_in_range(sim_time_ns() - start, 1000000000, 1100000000);
    assert_int_equal(status_of(&overlapped[1]), STATUS_SUCCESS);
    sim_join(late);
}

/* --- cancelling against completing ------------------------------------------------------------ */

enum { READS = 12 };
static OVERLAPPED All[READS];

static void
completes_what_it_finds(void *unused)
{
    for (LONG left = 3 * READS; left > 0; left--) {
        LONG i = (LONG)sim_choose(READS);
        PIRP Irp = i < T.Count ? Take(i) : NULL;

        if (Irp != NULL) {
            KitComplete(Irp, STATUS_SUCCESS, 0);
        }
    }
}

static void
cancels_what_it_finds(void *unused)
{
    for (LONG i = 0; i < READS; i++) {
        if (!CancelIoEx(File, &All[sim_choose(READS)])) {
            assert_int_equal(GetLastError(), ERROR_NOT_FOUND);
        }
    }
    CancelIoEx(File, NULL);
}

static void
each_request_ends_once(void **state)
{
    HANDLE canceller, completer;

    memset(All, 0, sizeof All);
    canceller = sim_thread(cancels_what_it_finds, NULL);
    completer = sim_thread(completes_what_it_finds, NULL);
    for (LONG i = 0; i < READS; i++) {
        pend(File, &All[i]);
    }
    sim_join(canceller);
    sim_join(completer);
    CancelIo(File);
    for (LONG i = 0; i < READS; i++) {
        assert_completes(File, &All[i], STATUS_SUCCESS, STATUS_CANCELLED);
    }
}

#define ONE(function) SIM_TEST(function, KIT, .before = set_up, .after = tear_down)

SIM_TESTS(ONE(cancel_io_is_for_the_calling_thread_ex_for_all), ONE(cancel_io_ex_takes_one_or_all),
          ONE(other_files_are_left_alone), ONE(a_request_that_cannot_be_cancelled_is_found_too),
          ONE(requests_of_another_process_are_left_alone),
          ONE(what_another_thread_waits_for_can_be_cancelled),
          ONE(cancel_io_ex_reaches_synchronous_requests), ONE(a_thread_takes_its_requests_along),
          ONE(a_thread_waits_for_requests_that_are_not_cancelled),
          SIM_TEST(each_request_ends_once, KIT, .before = set_up, .after = tear_down, .cpus = 4,
                   .policy = SIM_RANDOM, .seeds = 40))
