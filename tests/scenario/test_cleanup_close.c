/*
 * scenario/test_cleanup_close.c - the last handle of a file goes while its reads wait
 *
 * DispatchCleanup routines; errors in handling cleanup and close operations. CLEANUP comes with the
 * last handle, CLOSE with the last reference, and between them requests may still arrive.
 */
#include <ntifs.h>
#include <sim/test.h>

#include "drivers/cleanup_close.h"
#include "schedules.h"

#define PATH L"\\\\.\\CleanupClose"

static PFILE_STORY Files;
static UCHAR Buffer[16];
static OVERLAPPED Own, Other;
static HANDLE Handle, Second;
static ULONG HandleGone, CancelledByCleanup, LateReads;

static int
set_up(void **state)
{
    Files = sim_driver_symbol("cleanup_close", "Files");
    Own = (OVERLAPPED){.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    Other = (OVERLAPPED){.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    Handle = sim_open(PATH);
    assert_true(DuplicateHandle(GetCurrentProcess(), Handle, GetCurrentProcess(), &Second, 0, FALSE,
                                DUPLICATE_SAME_ACCESS));
    return 0;
}

static int
tear_down(void **state)
{
    CloseHandle(Own.hEvent);
    CloseHandle(Other.hEvent);
    return 0;
}

static VOID
read_from(HANDLE File, OVERLAPPED *o)
{
    assert_false(ReadFile(File, Buffer, sizeof Buffer, NULL, o));
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
}

/* --- one after another ------------------------------------------------------------------------ */

static void
cleanup_comes_with_the_last_handle(void **state)
{
    read_from(Handle, &Own);
    CloseHandle(Handle);
    sim_run_until_idle();
    assert_string_equal(Files[0].Seen, "or");
    assert_false(HasOverlappedIoCompleted(&Own));
    CloseHandle(Second);
    assert_completes(Second, &Own, STATUS_CANCELLED);
    assert_string_equal(Files[0].Seen, "oruc");
}

static void
the_reads_of_another_file_stay(void **state)
{
    HANDLE Stays = sim_open(PATH);

    read_from(Stays, &Other);
    read_from(Handle, &Own);
    CloseHandle(Handle);
    CloseHandle(Second);
    assert_completes(Second, &Own, STATUS_CANCELLED);
    sim_run_until_idle();
    assert_false(HasOverlappedIoCompleted(&Other));
    assert_string_equal(Files[0].Seen, "oruc");
    assert_string_equal(Files[1].Seen, "or");
    CloseHandle(Stays);
    assert_completes(Stays, &Other, STATUS_CANCELLED);
    assert_string_equal(Files[1].Seen, "oruc");
}

static PIRP
build_read(PFILE_OBJECT File, PIO_STATUS_BLOCK Iosb, PKEVENT Event)
{
    LARGE_INTEGER Offset = {.QuadPart = 0};
    PIRP Irp = IoBuildSynchronousFsdRequest(IRP_MJ_READ, IoGetRelatedDeviceObject(File), Buffer,
                                            sizeof Buffer, &Offset, Event, Iosb);

    assert_non_null(Irp);
    IoGetNextIrpStackLocation(Irp)->FileObject = File;
    return Irp;
}

static void
a_reference_keeps_the_file_for_late_requests(void **state)
{
    IO_STATUS_BLOCK Iosb;
    PFILE_OBJECT File;
    KEVENT Event;

    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    assert_nt_success(ObReferenceObjectByHandle(Handle, FILE_READ_DATA, *IoFileObjectType,
                                                KernelMode, (PVOID *)&File, NULL));
    CloseHandle(Handle);
    CloseHandle(Second);
    assert_string_equal(Files[0].Seen, "ou");
    assert_nt_status(IoCallDriver(IoGetRelatedDeviceObject(File), build_read(File, &Iosb, &Event)),
                     STATUS_PENDING);
    KeWaitForSingleObject(&Event, Executive, KernelMode, FALSE, NULL);
    assert_nt_status(Iosb.Status, STATUS_CANCELLED);
    assert_int_equal(Files[0].Late, 1);
    assert_string_equal(Files[0].Seen, "our");
    ObDereferenceObject(File);
    assert_string_equal(Files[0].Seen, "ourc");
}

static void
leaves_a_read_behind(void *unused)
{
    read_from(Handle, &Own);
    CloseHandle(Handle);
    CloseHandle(Second);
    sim_run_until_idle();
    assert_string_equal(Files[0].Seen, "oru");
}

/* What ends the read in the end is the end of its thread. */
static void
a_pending_request_keeps_the_file(void **state)
{
    *(PBOOLEAN)sim_driver_symbol("cleanup_close", "KeepsReads") = TRUE;
    sim_join(sim_thread(leaves_a_read_behind, NULL));
    sim_run_until_idle();
    assert_nt_status((NTSTATUS)Own.Internal, STATUS_CANCELLED);
    assert_string_equal(Files[0].Seen, "oruc");
}

/* Not a mapped section: only the files of a file system can have one. */
static void
a_device_cannot_be_mapped(void **state)
{
    HANDLE Section;

    assert_nt_status(NtCreateSection(&Section, SECTION_ALL_ACCESS, NULL, NULL, PAGE_READWRITE,
                                     SEC_COMMIT, Handle),
                     STATUS_INVALID_FILE_FOR_SECTION);
    CloseHandle(Handle);
    CloseHandle(Second);
    assert_string_equal(Files[0].Seen, "ouc");
}

/* --- at once ---------------------------------------------------------------------------------- */

static void
closes_both(void *unused)
{
    CloseHandle(Handle);
    CloseHandle(Second);
}

/* The read never starts, or is cancelled by the cleanup, or comes after it; it never stays. */
static void
a_read_races_with_the_last_close(void **state)
{
    HANDLE thread = sim_thread(closes_both, NULL);

    *(PULONG)sim_driver_symbol("cleanup_close", "ReadStallUs") = sim_choose(4);
    KeStallExecutionProcessor(sim_choose(4));
    ReadFile(Second, Buffer, sizeof Buffer, NULL, &Own);
    if (GetLastError() == ERROR_INVALID_HANDLE) {
        HandleGone++;
    } else {
        assert_completes(Second, &Own, STATUS_CANCELLED);
        CancelledByCleanup += Files[0].Late == 0;
        LateReads += Files[0].Late;
    }
    sim_join(thread);
    sim_run_until_idle(); // the close may come from a worker thread
    assert_int_equal(Files[0].Waiting, 0);
    assert_non_null(strstr(Files[0].Seen, "u"));
    assert_int_equal(Files[0].Seen[strlen(Files[0].Seen) - 1], 'c');
}

static void
all_three_were_met(void)
{
    print_message("the handle was gone %u times, the cleanup cancelled %u reads, %u came late\n",
                  HandleGone, CancelledByCleanup, LateReads);
    assert_true(HandleGone != 0);
    assert_true(CancelledByCleanup != 0);
    assert_true(LateReads != 0);
}

#define CLOSES(function, check)                                                                    \
    IN_ALL_SCHEDULES(function, check, .driver = "cleanup_close", .before = set_up,                 \
                     .after = tear_down)

SIM_TESTS(CLOSES(cleanup_comes_with_the_last_handle, NULL),
          CLOSES(the_reads_of_another_file_stay, NULL),
          CLOSES(a_reference_keeps_the_file_for_late_requests, NULL),
          CLOSES(a_pending_request_keeps_the_file, NULL), CLOSES(a_device_cannot_be_mapped, NULL),
          CLOSES(a_read_races_with_the_last_close, all_three_were_met))
