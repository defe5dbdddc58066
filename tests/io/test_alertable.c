/*
 * tests/io/test_alertable.c - files opened with FILE_SYNCHRONOUS_IO_ALERT, and without
 *
 * io/service/service.c, io/file/file.c.
 *
 * A user APC is an alert for a thread that waits in a call on such a file: what it waits for is
 * cancelled. A request on another, asynchronous file brings the APC.
 */
#include "kit.h"

enum { MOST = 4, MS = 1000000 };

static struct {
    PDEVICE_OBJECT Device;
    PIRP Pended[MOST]; /* in the order of arrival; NULL: ended */
    LONG Count, Cancelled, Apcs, PendedAtCleanup;
    PFILE_OBJECT Watched; /* whose CLEANUP is looked at */
    HANDLE Alarm, File;
    IO_STATUS_BLOCK AlarmIosb;
} T;

/* --- the driver ------------------------------------------------------------------------------- */

static LONG
find(PIRP Irp)
{
    LONG i = 0;

    while (i < T.Count && T.Pended[i] != Irp) {
        i++;
    }
    return i;
}

static void
Cancel(PDEVICE_OBJECT Device, PIRP Irp)
{
    IoReleaseCancelSpinLock(Irp->CancelIrql);
    T.Pended[find(Irp)] = NULL;
    T.Cancelled++;
    KitComplete(Irp, STATUS_CANCELLED, 0);
}

static NTSTATUS
Pend(PDEVICE_OBJECT Device, PIRP Irp)
{
    IoMarkIrpPending(Irp);
    T.Pended[T.Count++] = Irp;
    IoSetCancelRoutine(Irp, Cancel);
    return STATUS_PENDING;
}

static NTSTATUS
Cleanup(PDEVICE_OBJECT Device, PIRP Irp)
{
    if (IoGetCurrentIrpStackLocation(Irp)->FileObject == T.Watched) {
        T.PendedAtCleanup = T.Pended[0] != NULL;
    }
    return KitComplete(Irp, STATUS_SUCCESS, 0);
}

static void
complete(LONG i)
{
    PIRP Irp = T.Pended[i];

    assert_non_null(Irp);
    assert_non_null(IoSetCancelRoutine(Irp, NULL));
    T.Pended[i] = NULL;
    KitComplete(Irp, STATUS_SUCCESS, 0);
}

/* --- the programs ----------------------------------------------------------------------------- */

static HANDLE
open_file(ULONG Options)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\??\\Kit");
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;
    HANDLE File;

    InitializeObjectAttributes(&Attributes, &Name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    assert_nt_success(NtCreateFile(&File, GENERIC_READ | SYNCHRONIZE, &Attributes, &Iosb, NULL, 0,
                                   0, FILE_OPEN, Options, NULL, 0));
    return File;
}

static int
set_up(void **state)
{
    memset(&T, 0, sizeof T);
    T.Device = KitDevice(L"Kit", 0);
    KitOn(IRP_MJ_READ, Pend);
    KitOn(IRP_MJ_CLEANUP, Cleanup);
    T.Alarm = open_file(0);
    return 0;
}

static int
tear_down(void **state)
{
    NtClose(T.Alarm);
    KitDelete(T.Device, L"Kit");
    return 0;
}

static VOID NTAPI
count_apc(PVOID Context, PIO_STATUS_BLOCK Iosb, ULONG Reserved)
{
    T.Apcs++;
}

/* Its completion will be an alert for this thread. */
static void
set_alarm(void)
{
    LARGE_INTEGER Offset = {.QuadPart = 0};

    assert_nt_status(
        NtReadFile(T.Alarm, NULL, count_apc, NULL, &T.AlarmIosb, NULL, 0, &Offset, NULL),
        STATUS_PENDING);
}

static NTSTATUS
read_file(void)
{
    IO_STATUS_BLOCK Iosb;

    return NtReadFile(T.File, NULL, NULL, NULL, &Iosb, NULL, 0, NULL, NULL);
}

/* The request of this number after one, the other after two milliseconds. */
static void
completes_later(void *number)
{
    LONG First = (LONG)(LONG_PTR)number;

    sim_run_for(MS);
    complete(First);
    sim_run_for(MS);
    if (T.Pended[1 - First] != NULL) {
        complete(1 - First);
    }
}

/* --- what is waited for ----------------------------------------------------------------------- */

static void
an_apc_cancels_the_request_of_an_alertable_file(void **state)
{
    HANDLE helper = sim_thread(completes_later, 0);

    T.File = open_file(FILE_SYNCHRONOUS_IO_ALERT);
    set_alarm();
    assert_nt_status(read_file(), STATUS_CANCELLED);
    assert_int_equal(T.Cancelled, 1);
    assert_int_equal(T.Apcs, 1);
    sim_join(helper);
    NtClose(T.File);
}

static void
an_apc_waits_for_the_request_of_another_file(void **state)
{
    HANDLE helper = sim_thread(completes_later, 0);

    T.File = open_file(FILE_SYNCHRONOUS_IO_NONALERT);
    set_alarm();
    assert_nt_status(read_file(), STATUS_SUCCESS);
    assert_int_equal(T.Cancelled, 0);
    assert_int_equal(T.Apcs, 0);
    sim_join(helper);
    SleepEx(0, TRUE);
    assert_int_equal(T.Apcs, 1);
    NtClose(T.File);
}

/* --- a file that another thread's request keeps busy ------------------------------------------ */

static void
reads_in_peace(void *unused)
{
    assert_nt_status(read_file(), STATUS_SUCCESS);
}

static HANDLE
keep_busy(ULONG Options)
{
    HANDLE reader;

    T.File = open_file(Options);
    reader = sim_thread(reads_in_peace, NULL);
    sim_run_until_idle();
    assert_int_equal(T.Count, 1);
    return reader;
}

static void
an_apc_ends_the_wait_for_the_file(void **state)
{
    HANDLE reader = keep_busy(FILE_SYNCHRONOUS_IO_ALERT), helper;

    set_alarm();
    helper = sim_thread(completes_later, (void *)1);
    assert_nt_status(read_file(), STATUS_USER_APC);
    assert_int_equal(T.Count, 2); // the driver never saw it
    assert_int_equal(T.Apcs, 1);
    assert_non_null(T.Pended[0]);
    sim_join(helper);
    sim_join(reader);
    NtClose(T.File);
}

static PFILE_OBJECT
object_of(HANDLE File)
{
    PFILE_OBJECT Object;

    assert_nt_success(
        ObReferenceObjectByHandle(File, 0, *IoFileObjectType, KernelMode, (PVOID *)&Object, NULL));
    ObDereferenceObject(Object);
    return Object;
}

/* The APC does not let CLEANUP overtake the request. */
static void
closing_waits_for_the_request_all_the_same(void **state)
{
    HANDLE reader = keep_busy(FILE_SYNCHRONOUS_IO_ALERT), helper;

    T.Watched = object_of(T.File);
    T.PendedAtCleanup = -1;
    set_alarm();
    helper = sim_thread(completes_later, (void *)1);
    NtClose(T.File);
    assert_int_equal(T.PendedAtCleanup, 0);
    sim_join(helper);
    sim_join(reader);
}

#define ALERTABLE(test)                                                                            \
    SIM_TEST(test, KIT, .before = set_up, .after = tear_down),                                     \
        SIM_TEST(test, KIT, .before = set_up, .after = tear_down, .cpus = 2, .policy = SIM_RANDOM, \
                 .seed = 1, .seeds = 20)

SIM_TESTS(ALERTABLE(an_apc_cancels_the_request_of_an_alertable_file),
          ALERTABLE(an_apc_waits_for_the_request_of_another_file),
          ALERTABLE(an_apc_ends_the_wait_for_the_file),
          ALERTABLE(closing_waits_for_the_request_all_the_same))
