/*
 * tests/io/test_completion.c - completion ports
 *
 * io/completion*.c, io/irp/finish.c, io/irp/cancel.c, init/win32port.c.
 */
#include "kit.h"

enum { KEY = 0x1234 };

static struct {
    PDEVICE_OBJECT Device;
    PIRP Pended[32];
    LONG Count;
    BOOLEAN Pends, Stubborn; /* cancelling is ignored */
    NTSTATUS Status;
    ULONG_PTR Information;
} T;

/* Reads and writes: pended, or ended at once with T.Status. */
static void
CancelPended(PDEVICE_OBJECT Device, PIRP Irp)
{
    IoReleaseCancelSpinLock(Irp->CancelIrql);
    for (LONG i = 0; i < T.Count; i++) {
        if (T.Pended[i] == Irp) {
            T.Pended[i] = NULL;
        }
    }
    KitComplete(Irp, STATUS_CANCELLED, 0);
}

static NTSTATUS
Dispatch(PDEVICE_OBJECT Device, PIRP Irp)
{
    if (!T.Pends) {
        if (Irp->AssociatedIrp.SystemBuffer != NULL) {
            RtlZeroMemory(Irp->AssociatedIrp.SystemBuffer, T.Information);
        }
        return KitComplete(Irp, T.Status, T.Information);
    }
    IoMarkIrpPending(Irp);
    if (!T.Stubborn) {
        IoSetCancelRoutine(Irp, CancelPended);
    }
    T.Pended[T.Count++] = Irp;
    return STATUS_PENDING;
}

static void
complete(LONG i, NTSTATUS status, ULONG_PTR information)
{
    assert_non_null(T.Pended[i]);
    assert_true(T.Stubborn || IoSetCancelRoutine(T.Pended[i], NULL) != NULL);
    KitComplete(T.Pended[i], status, information);
    T.Pended[i] = NULL;
}

static HANDLE Port, File;

static HANDLE
open_kit(DWORD flags)
{
    HANDLE file = CreateFileW(L"\\\\.\\Kit", GENERIC_READ | GENERIC_WRITE,
                              FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, flags, NULL);

    assert_ptr_not_equal(file, INVALID_HANDLE_VALUE);
    return file;
}

static int
set_up(void **state)
{
    memset(&T, 0, sizeof T);
    T.Device = KitDevice(L"Kit", DO_BUFFERED_IO);
    KitOn(IRP_MJ_READ, Dispatch);
    KitOn(IRP_MJ_WRITE, Dispatch);
    KitOn(IRP_MJ_DEVICE_CONTROL, Dispatch);
    Port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    assert_non_null(Port);
    File = open_kit(FILE_FLAG_OVERLAPPED);
    assert_ptr_equal(CreateIoCompletionPort(File, Port, KEY, 0), Port);
    return 0;
}

static int
tear_down(void **state)
{
    assert_true(CloseHandle(File));
    assert_true(Port == NULL || CloseHandle(Port));
    KitDelete(T.Device, L"Kit");
    return 0;
}

static struct {
    DWORD bytes, error;
    ULONG_PTR key;
    OVERLAPPED *overlapped;
} Got;

static BOOL
get(DWORD ms)
{
    BOOL ok;

    memset(&Got, 0x55, sizeof Got);
    SetLastError(0);
    ok = GetQueuedCompletionStatus(Port, &Got.bytes, &Got.key, &Got.overlapped, ms);
    Got.error = GetLastError();
    return ok;
}

static void
assert_empty(void)
{
    assert_false(get(0));
    assert_null(Got.overlapped);
    assert_int_equal(Got.error, WAIT_TIMEOUT);
}

static BOOL
start_read(OVERLAPPED *overlapped, void *buffer, DWORD length)
{
    return ReadFile(File, buffer, length, NULL, overlapped);
}

static void
pend_read(OVERLAPPED *overlapped, void *buffer, DWORD length)
{
    T.Pends = TRUE;
    assert_false(start_read(overlapped, buffer, length));
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
}

/* --- packets ---------------------------------------------------------------------------------- */

static void
a_posted_packet_comes_out_as_it_went_in(void **state)
{
    OVERLAPPED overlapped;

    assert_true(PostQueuedCompletionStatus(Port, 17, 99, &overlapped));
    assert_true(PostQueuedCompletionStatus(Port, 18, 100, NULL));
    assert_true(get(INFINITE));
    assert_int_equal(Got.bytes, 17);
    assert_int_equal(Got.key, 99);
    assert_ptr_equal(Got.overlapped, &overlapped);
    assert_true(get(0));
    assert_int_equal(Got.key, 100);
    assert_null(Got.overlapped);
    assert_empty();
}

static void
a_request_that_ended_at_once_is_in_the_port(void **state)
{
    OVERLAPPED overlapped = {0};
    char buffer[8];

    T.Information = 3;
    assert_true(start_read(&overlapped, buffer, sizeof buffer));
    assert_true(get(0));
    assert_int_equal(Got.bytes, 3);
    assert_int_equal(Got.key, KEY);
    assert_ptr_equal(Got.overlapped, &overlapped);
    assert_empty();
}

static void
a_pended_request_is_in_the_port_when_it_has_ended(void **state)
{
    OVERLAPPED overlapped = {0};
    char buffer[8] = "xxxxxxx";

    pend_read(&overlapped, buffer, sizeof buffer);
    assert_empty();
    memcpy(T.Pended[0]->AssociatedIrp.SystemBuffer, "hello", 5);
    complete(0, STATUS_SUCCESS, 5);
    assert_true(get(0));
    assert_int_equal(Got.bytes, 5);
    assert_int_equal(Got.key, KEY);
    assert_ptr_equal(Got.overlapped, &overlapped);
    assert_memory_equal(buffer, "helloxx", 7);
    assert_int_equal(overlapped.Internal, STATUS_SUCCESS);
    assert_int_equal(overlapped.InternalHigh, 5);
}

/* "The status block passed in will not be updated until the packet is removed." */
static void
the_status_block_waits_for_the_removal(void **state)
{
    OVERLAPPED overlapped = {0};

    pend_read(&overlapped, NULL, 0);
    complete(0, STATUS_SUCCESS, 0);
    assert_false(HasOverlappedIoCompleted(&overlapped));
    assert_true(get(0));
    assert_true(HasOverlappedIoCompleted(&overlapped));
}

static void
with_an_event_the_status_block_is_there_when_it_is_set(void **state)
{
    OVERLAPPED overlapped = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    DWORD bytes;

    pend_read(&overlapped, NULL, 0);
    complete(0, STATUS_SUCCESS, 0);
    assert_true(GetOverlappedResult(File, &overlapped, &bytes, TRUE));
    assert_true(get(0));
    assert_ptr_equal(Got.overlapped, &overlapped);
    CloseHandle(overlapped.hEvent);
}

/* An event handle whose lowest bit is set keeps the request out of the port. */
static void
an_odd_event_keeps_the_packet_away(void **state)
{
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
    OVERLAPPED overlapped = {.hEvent = (HANDLE)((ULONG_PTR)event | 1)};

    pend_read(&overlapped, NULL, 0);
    complete(0, STATUS_SUCCESS, 0);
    assert_int_equal(WaitForSingleObject(event, 0), WAIT_OBJECT_0);
    assert_true(HasOverlappedIoCompleted(&overlapped));
    assert_empty();
    CloseHandle(event);
}

static void
an_error_at_once_is_no_packet_one_later_is(void **state)
{
    OVERLAPPED overlapped = {0};

    T.Status = STATUS_INVALID_DEVICE_REQUEST;
    assert_false(start_read(&overlapped, NULL, 0));
    assert_int_equal(GetLastError(), ERROR_INVALID_FUNCTION);
    assert_empty();
    pend_read(&overlapped, NULL, 0);
    complete(0, STATUS_INVALID_DEVICE_REQUEST, 0);
    assert_false(get(0));
    assert_ptr_equal(Got.overlapped, &overlapped);
    assert_int_equal(Got.error, ERROR_INVALID_FUNCTION);
}

static void
a_warning_at_once_is_a_packet(void **state)
{
    OVERLAPPED overlapped = {0};

    T.Status = STATUS_BUFFER_OVERFLOW;
    assert_false(start_read(&overlapped, NULL, 0));
    assert_int_equal(GetLastError(), ERROR_MORE_DATA);
    assert_false(get(0));
    assert_ptr_equal(Got.overlapped, &overlapped);
    assert_int_equal(Got.error, ERROR_MORE_DATA);
}

static void
a_control_reports_too(void **state)
{
    OVERLAPPED overlapped = {0};
    DWORD code = CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS);

    T.Information = 0;
    assert_true(DeviceIoControl(File, code, NULL, 0, NULL, 0, NULL, &overlapped));
    assert_true(get(0));
    assert_ptr_equal(Got.overlapped, &overlapped);
}

/* --- the object ------------------------------------------------------------------------------- */

static void
a_named_port_can_be_opened(void **state)
{
    static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\BaseNamedObjects\\Port");
    OBJECT_ATTRIBUTES attributes;
    HANDLE first, second;
    PVOID key, context;
    IO_STATUS_BLOCK iosb;

    InitializeObjectAttributes(&attributes, &Name, 0, NULL, NULL);
    assert_nt_status(NtOpenIoCompletion(&second, IO_COMPLETION_ALL_ACCESS, &attributes),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(NtCreateIoCompletion(&first, IO_COMPLETION_ALL_ACCESS, &attributes, 2));
    assert_nt_status(NtCreateIoCompletion(&second, IO_COMPLETION_ALL_ACCESS, &attributes, 2),
                     STATUS_OBJECT_NAME_COLLISION);
    assert_nt_success(NtOpenIoCompletion(&second, IO_COMPLETION_MODIFY_STATE, &attributes));
    assert_nt_success(NtSetIoCompletion(first, &key, &context, STATUS_ABANDONED, 5));
    assert_nt_status(NtRemoveIoCompletion(second, &key, &context, &iosb, NULL), STATUS_SUCCESS);
    assert_ptr_equal(key, &key);
    assert_ptr_equal(context, &context);
    assert_int_equal(iosb.Status, STATUS_ABANDONED);
    assert_int_equal(iosb.Information, 5);
    CloseHandle(first);
    CloseHandle(second);
}

static void
tells_how_many_packets_it_has(void **state)
{
    IO_COMPLETION_BASIC_INFORMATION information = {.Depth = -1};
    ULONG length = 0;

    assert_true(PostQueuedCompletionStatus(Port, 0, 0, NULL));
    assert_true(PostQueuedCompletionStatus(Port, 0, 0, NULL));
    assert_nt_success(NtQueryIoCompletion(Port, IoCompletionBasicInformation, &information,
                                          sizeof information, &length));
    assert_int_equal(information.Depth, 2);
    assert_int_equal(length, sizeof information);
    assert_nt_status(NtQueryIoCompletion(Port, IoCompletionBasicInformation, &information, 2, NULL),
                     STATUS_INFO_LENGTH_MISMATCH);
    assert_nt_status(NtQueryIoCompletion(Port, 7, &information, sizeof information, NULL),
                     STATUS_INVALID_INFO_CLASS);
    assert_int_equal(WaitForSingleObject(Port, 0), WAIT_OBJECT_0);
    assert_true(get(0) && get(0));
    assert_int_equal(WaitForSingleObject(Port, 0), WAIT_TIMEOUT);
}

static void
a_handle_needs_the_right(void **state)
{
    FILE_IO_COMPLETION_INFORMATION packet;
    HANDLE weak;
    ULONG count;

    assert_true(DuplicateHandle(GetCurrentProcess(), Port, GetCurrentProcess(), &weak,
                                IO_COMPLETION_QUERY_STATE, FALSE, 0));
    assert_nt_status(NtSetIoCompletion(weak, NULL, NULL, 0, 0), STATUS_ACCESS_DENIED);
    assert_nt_status(NtRemoveIoCompletionEx(weak, &packet, 1, &count, NULL, FALSE),
                     STATUS_ACCESS_DENIED);
    assert_nt_status(NtRemoveIoCompletionEx(Port, &packet, 0, &count, NULL, FALSE),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(NtRemoveIoCompletionEx(Port, NULL, 1, &count, NULL, FALSE),
                     STATUS_ACCESS_VIOLATION);
    CloseHandle(weak);
}

static BOOLEAN
AnswersFast(PFILE_OBJECT FileObject, BOOLEAN Wait, PVOID Input, ULONG InputLength, PVOID Output,
            ULONG OutputLength, ULONG Code, PIO_STATUS_BLOCK IoStatus, PDEVICE_OBJECT Device)
{
    IoStatus->Status = STATUS_SUCCESS;
    IoStatus->Information = 6;
    return TRUE;
}

static void
fast_io_reports_too(void **state)
{
    static FAST_IO_DISPATCH Fast = {.SizeOfFastIoDispatch = sizeof Fast,
                                    .FastIoDeviceControl = AnswersFast};
    DWORD code = CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS);
    OVERLAPPED overlapped = {0};

    KitDriver()->FastIoDispatch = &Fast;
    assert_true(DeviceIoControl(File, code, NULL, 0, NULL, 0, NULL, &overlapped));
    assert_true(get(0));
    assert_int_equal(Got.bytes, 6);
    assert_ptr_equal(Got.overlapped, &overlapped);
    assert_true(SetFileCompletionNotificationModes(File, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS));
    assert_true(DeviceIoControl(File, code, NULL, 0, NULL, 0, NULL, &overlapped));
    assert_empty();
    KitDriver()->FastIoDispatch = NULL;
}

/* --- which files, which requests -------------------------------------------------------------- */

static void
a_file_has_one_port(void **state)
{
    HANDLE other = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);

    assert_null(CreateIoCompletionPort(File, other, KEY, 0));
    assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
    assert_null(CreateIoCompletionPort(File, NULL, KEY, 0));
    assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
    CloseHandle(other);
}

static void
a_synchronous_file_has_none(void **state)
{
    HANDLE file = open_kit(0);

    assert_null(CreateIoCompletionPort(file, Port, KEY, 0));
    assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
    CloseHandle(file);
}

static void
an_existing_port_needs_a_file(void **state)
{
    assert_null(CreateIoCompletionPort(INVALID_HANDLE_VALUE, Port, 0, 0));
    assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
    assert_null(CreateIoCompletionPort(Port, Port, 0, 0));
    assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
}

static void
routine(DWORD error, DWORD bytes, OVERLAPPED *overlapped)
{
    fail();
}

static void
a_port_or_a_completion_routine(void **state)
{
    OVERLAPPED overlapped = {0};
    char byte;

    assert_false(ReadFileEx(File, &byte, 1, &overlapped, routine));
    assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
}

static NTSTATUS
replace(HANDLE port, ULONG_PTR key)
{
    FILE_COMPLETION_INFORMATION information = {.Port = port, .Key = (PVOID)key};
    IO_STATUS_BLOCK iosb;

    return NtSetInformationFile(File, &iosb, &information, sizeof information,
                                FileReplaceCompletionInformation);
}

static void
the_port_can_be_replaced_and_removed(void **state)
{
    OVERLAPPED overlapped = {0};
    HANDLE first = Port;

    Port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, NULL, 0, 0);
    assert_nt_status(replace(Port, 77), STATUS_SUCCESS);
    start_read(&overlapped, NULL, 0);
    assert_true(get(0));
    assert_int_equal(Got.key, 77);
    assert_nt_status(replace(NULL, 0), STATUS_SUCCESS);
    start_read(&overlapped, NULL, 0);
    assert_empty();
    CloseHandle(first);
}

/* --- notification modes ----------------------------------------------------------------------- */

static void
success_at_once_may_skip_the_port(void **state)
{
    OVERLAPPED overlapped = {0};

    assert_true(SetFileCompletionNotificationModes(File, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS));
    assert_true(start_read(&overlapped, NULL, 0));
    assert_true(HasOverlappedIoCompleted(&overlapped));
    assert_empty();
    pend_read(&overlapped, NULL, 0);
    complete(0, STATUS_SUCCESS, 0);
    assert_true(get(0));
}

static void
the_file_object_need_not_be_signalled(void **state)
{
    OVERLAPPED overlapped = {0};

    pend_read(&overlapped, NULL, 0);
    assert_int_equal(WaitForSingleObject(File, 0), WAIT_TIMEOUT);
    complete(0, STATUS_SUCCESS, 0);
    assert_int_equal(WaitForSingleObject(File, 0), WAIT_OBJECT_0);
    assert_true(get(0));
    assert_true(SetFileCompletionNotificationModes(File, FILE_SKIP_SET_EVENT_ON_HANDLE));
    pend_read(&overlapped, NULL, 0);
    complete(1, STATUS_SUCCESS, 0);
    assert_int_equal(WaitForSingleObject(File, 0), WAIT_TIMEOUT);
    assert_true(get(0));
}

static void
modes_stay(void **state)
{
    FILE_IO_COMPLETION_NOTIFICATION_INFORMATION information;
    IO_STATUS_BLOCK iosb;

    assert_true(SetFileCompletionNotificationModes(File, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS));
    assert_true(SetFileCompletionNotificationModes(File, 0));
    assert_nt_status(NtQueryInformationFile(File, &iosb, &information, sizeof information,
                                            FileIoCompletionNotificationInformation),
                     STATUS_SUCCESS);
    assert_int_equal(information.Flags, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS);
    assert_false(SetFileCompletionNotificationModes(File, 0x80));
    assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
}

/* --- removal ---------------------------------------------------------------------------------- */

static void
removal_gives_up_in_time(void **state)
{
    uint64_t start = sim_time_ns();

    assert_false(get(100));
    assert_null(Got.overlapped);
    assert_int_equal(Got.error, WAIT_TIMEOUT);
    assert_in_range(sim_time_ns() - start, 100000000, 135000000);
}

static void
many_are_removed_at_once(void **state)
{
    OVERLAPPED_ENTRY entries[40];
    ULONG count;

    for (ULONG i = 0; i < 35; i++) {
        assert_true(PostQueuedCompletionStatus(Port, i, i + 1, NULL));
    }
    assert_true(GetQueuedCompletionStatusEx(Port, entries, 20, &count, INFINITE, FALSE));
    assert_int_equal(count, 20);
    assert_true(GetQueuedCompletionStatusEx(Port, entries + 20, 20, &count, INFINITE, FALSE));
    assert_int_equal(count, 15);
    for (ULONG i = 0; i < 35; i++) {
        assert_int_equal(entries[i].lpCompletionKey, i + 1);
        assert_int_equal(entries[i].dwNumberOfBytesTransferred, i);
        assert_int_equal(entries[i].Internal, STATUS_SUCCESS);
    }
    assert_false(GetQueuedCompletionStatusEx(Port, entries, 20, &count, 10, FALSE));
    assert_int_equal(GetLastError(), WAIT_TIMEOUT);
    assert_int_equal(count, 0);
}

static LONG Calls;
static OVERLAPPED *Last;

static void
counts(DWORD error, DWORD bytes, OVERLAPPED *overlapped)
{
    Calls = Calls * 10 + (LONG)bytes;
    Last = overlapped;
    assert_int_equal(error, ERROR_SUCCESS);
}

static void
ends_a_read(void *unused)
{
    Sleep(50);
    complete(0, STATUS_SUCCESS, 1);
}

static void
frees_and_posts(void *memory)
{
    Sleep(100);
    assert_true(VirtualFree(memory, 0, MEM_RELEASE));
    assert_true(PostQueuedCompletionStatus(Port, 1, 2, NULL));
}

/* What was probed before the wait is not there any more after it. */
static void
memory_that_goes_during_the_wait_is_no_harm(void **state)
{
    for (ULONG Many = 0; Many < 2; Many++) {
        PVOID memory = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
        HANDLE thread = sim_thread(frees_and_posts, memory);
        PVOID key, context;
        ULONG removed;

        assert_nt_status(Many ? NtRemoveIoCompletionEx(Port, memory, 2, &removed, NULL, FALSE)
                              : NtRemoveIoCompletion(Port, &key, &context, memory, NULL),
                         STATUS_ACCESS_VIOLATION);
        sim_join(thread);
    }
}

static void
an_alertable_removal_ends_with_an_apc(void **state)
{
    HANDLE file = open_kit(FILE_FLAG_OVERLAPPED), thread = sim_thread(ends_a_read, NULL);
    OVERLAPPED overlapped = {0};
    OVERLAPPED_ENTRY entry;
    ULONG count;
    char byte;

    Calls = 0;
    T.Pends = TRUE;
    assert_true(ReadFileEx(file, &byte, 1, &overlapped, counts));
    assert_false(GetQueuedCompletionStatusEx(Port, &entry, 1, &count, INFINITE, TRUE));
    assert_int_equal(GetLastError(), WAIT_IO_COMPLETION);
    assert_int_equal(Calls, 1);
    assert_ptr_equal(Last, &overlapped);
    sim_join(thread);
    CloseHandle(file);
}

/* --- completion routines ---------------------------------------------------------------------- */

static void
completion_routines_run_in_order_in_an_alertable_wait(void **state)
{
    HANDLE file = open_kit(FILE_FLAG_OVERLAPPED);
    OVERLAPPED overlapped[3] = {{0}};
    char buffer[8] = {0};

    Calls = 0;
    T.Pends = TRUE;
    for (LONG i = 0; i < 3; i++) {
        assert_true(i == 1 ? WriteFileEx(file, buffer, 8, &overlapped[i], counts)
                           : ReadFileEx(file, buffer, 8, &overlapped[i], counts));
        assert_int_equal(GetLastError(), ERROR_SUCCESS);
    }
    complete(2, STATUS_SUCCESS, 3);
    complete(0, STATUS_SUCCESS, 1);
    complete(1, STATUS_SUCCESS, 2);
    assert_int_equal(SleepEx(0, FALSE), 0);
    assert_int_equal(Calls, 0);
    assert_int_equal(SleepEx(0, TRUE), WAIT_IO_COMPLETION);
    assert_int_equal(Calls, 312);
    assert_ptr_equal(Last, &overlapped[1]);
    assert_int_equal(SleepEx(0, TRUE), 0);
    CloseHandle(file);
}

static void
a_routine_is_called_for_success_at_once_not_for_an_error(void **state)
{
    HANDLE file = open_kit(FILE_FLAG_OVERLAPPED);
    OVERLAPPED overlapped = {0};
    char buffer[8];

    Calls = 0;
    T.Information = 4;
    assert_true(ReadFileEx(file, buffer, 8, &overlapped, counts));
    assert_int_equal(WaitForSingleObjectEx(Port, 1000, TRUE), WAIT_IO_COMPLETION);
    assert_int_equal(Calls, 4);
    T.Status = STATUS_NOT_SUPPORTED;
    assert_false(ReadFileEx(file, buffer, 8, &overlapped, counts));
    assert_int_equal(GetLastError(), ERROR_NOT_SUPPORTED);
    assert_int_equal(SleepEx(0, TRUE), 0);
    CloseHandle(file);
}

/* --- the end ---------------------------------------------------------------------------------- */

static void
finds_the_port_closed(void *unused)
{
    assert_false(get(INFINITE));
    assert_null(Got.overlapped);
    assert_int_equal(Got.error, ERROR_ABANDONED_WAIT_0);
}

static void
closing_the_port_ends_waits(void **state)
{
    HANDLE thread = sim_thread(finds_the_port_closed, NULL);

    sim_run_until_idle();
    assert_true(CloseHandle(Port));
    Port = NULL;
    sim_join(thread);
}

/* Packets of all kinds, before and after the last handle was closed; leaks are looked for. */
static void
a_closed_port_drops_its_packets(void **state)
{
    OVERLAPPED overlapped[3] = {{0}};
    char buffer[3][200];

    pend_read(&overlapped[0], buffer[0], 200);
    pend_read(&overlapped[1], buffer[1], 200);
    complete(0, STATUS_SUCCESS, 200);
    T.Pends = FALSE;
    assert_true(start_read(&overlapped[2], buffer[2], 8));
    assert_true(PostQueuedCompletionStatus(Port, 0, 0, NULL));
    assert_true(CloseHandle(Port));
    complete(1, STATUS_SUCCESS, 200);
    Port = NULL;
}

static void
leaves_a_read(void *overlapped)
{
    pend_read(overlapped, NULL, 0);
}

/* "all pending I/O initiated by the thread that is not associated with a completion port is
   canceled" */
static void
a_request_outlives_its_thread(void **state)
{
    OVERLAPPED overlapped = {0};

    sim_join(sim_thread(leaves_a_read, &overlapped));
    sim_run_until_idle();
    assert_non_null(T.Pended[0]);
    assert_empty();
    complete(0, STATUS_SUCCESS, 0);
    assert_true(get(0));
    assert_ptr_equal(Got.overlapped, &overlapped);
    assert_true(HasOverlappedIoCompleted(&overlapped));
}

static void
leaves_a_read_without_port(void *overlapped)
{
    OVERLAPPED *o = overlapped;

    o->hEvent = (HANDLE)((ULONG_PTR)o->hEvent | 1);
    pend_read(o, NULL, 0);
}

static void
others_are_cancelled_with_their_thread(void **state)
{
    OVERLAPPED overlapped = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};

    sim_join(sim_thread(leaves_a_read_without_port, &overlapped));
    assert_null(T.Pended[0]);
    assert_int_equal((NTSTATUS)overlapped.Internal, STATUS_CANCELLED);
    assert_empty();
    CloseHandle(overlapped.hEvent);
}

static void
an_orphan_can_be_cancelled(void **state)
{
    OVERLAPPED overlapped = {0};

    sim_join(sim_thread(leaves_a_read, &overlapped));
    assert_true(CancelIo(File));
    assert_empty();
    assert_true(CancelIoEx(File, &overlapped));
    assert_false(get(0));
    assert_ptr_equal(Got.overlapped, &overlapped);
    assert_int_equal(Got.error, ERROR_OPERATION_ABORTED);
}

/* --- another process -------------------------------------------------------------------------- */

static HANDLE ChildFile, ChildPort;

static void
reads_in_another_process(void *unused)
{
    OVERLAPPED overlapped = {0};
    char buffer[8] = "xxxxxxx";

    assert_false(ReadFile(ChildFile, buffer, 8, NULL, &overlapped));
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
    Sleep(1000);
    assert_true(HasOverlappedIoCompleted(&overlapped));
    assert_memory_equal(buffer, "helloxx", 7);
}

/* A packet that is removed in one process fills the status block and the buffer of another. */
static void
the_requestor_may_be_another_process(void **state)
{
    SECURITY_ATTRIBUTES inherit = {.nLength = sizeof inherit, .bInheritHandle = TRUE};
    HANDLE child;

    ChildFile = CreateFileW(L"\\\\.\\Kit", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE,
                            &inherit, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    assert_non_null(CreateIoCompletionPort(ChildFile, Port, 55, 0));
    T.Pends = TRUE;
    child = sim_process(reads_in_another_process, NULL);
    sim_run_for(10000000);
    memcpy(T.Pended[0]->AssociatedIrp.SystemBuffer, "hello", 5);
    complete(0, STATUS_SUCCESS, 5);
    assert_true(get(0));
    assert_int_equal(Got.key, 55);
    sim_join(child);
    CloseHandle(ChildFile);
}

static void
leaves_a_process(void *unused)
{
    OVERLAPPED overlapped = {0};

    assert_false(ReadFile(ChildFile, NULL, 0, NULL, &overlapped));
}

static void
leaves_a_thread_s_read(void *unused)
{
    sim_join(sim_thread(leaves_a_process, NULL));
}

/* A process that ends takes its requests with it; the packet tells of it. */
static void
requests_end_with_their_process(void **state)
{
    SECURITY_ATTRIBUTES inherit = {.nLength = sizeof inherit, .bInheritHandle = TRUE};

    ChildFile = CreateFileW(L"\\\\.\\Kit", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE,
                            &inherit, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    assert_non_null(CreateIoCompletionPort(ChildFile, Port, 55, 0));
    T.Pends = TRUE;
    sim_join(sim_process(leaves_a_process, NULL));
    assert_null(T.Pended[0]);
    assert_false(get(0));
    assert_int_equal(Got.key, 55);
    assert_int_equal(Got.error, ERROR_OPERATION_ABORTED);
    CloseHandle(ChildFile);
}

static void
completes_after_a_while(void *unused)
{
    Sleep(1000);
    assert_true(T.Pended[0]->Cancel);
    complete(0, STATUS_SUCCESS, 0);
}

/* A request that has no thread any more, and a driver that takes its time to end it. */
static void
a_process_does_not_end_before_its_requests(void **state)
{
    SECURITY_ATTRIBUTES inherit = {.nLength = sizeof inherit, .bInheritHandle = TRUE};
    HANDLE helper;

    ChildFile = CreateFileW(L"\\\\.\\Kit", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE,
                            &inherit, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    assert_non_null(CreateIoCompletionPort(ChildFile, Port, 55, 0));
    T.Pends = T.Stubborn = TRUE;
    helper = sim_thread(completes_after_a_while, NULL);
    sim_join(sim_process(leaves_a_thread_s_read, NULL));
    assert_null(T.Pended[0]);
    sim_join(helper);
    assert_true(get(0));
    assert_int_equal(Got.key, 55);
    CloseHandle(ChildFile);
}

static void
has_only_what_it_inherits(void *unused)
{
    assert_int_equal(WaitForSingleObject(ChildFile, 0), WAIT_OBJECT_0);
    assert_true(ResetEvent(ChildFile));
    assert_true(CloseHandle(ChildFile));
    assert_false(SetEvent(ChildPort));
    assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
}

static void
handles_are_inherited_that_may_be(void **state)
{
    SECURITY_ATTRIBUTES inherit = {.nLength = sizeof inherit, .bInheritHandle = TRUE};

    ChildPort = CreateEventW(NULL, TRUE, TRUE, NULL);
    ChildFile = CreateEventW(&inherit, TRUE, TRUE, NULL);
    sim_join(sim_process(has_only_what_it_inherits, NULL));
    assert_int_equal(WaitForSingleObject(ChildFile, 0), WAIT_TIMEOUT);
    CloseHandle(ChildFile);
    CloseHandle(ChildPort);
}

/* --- in any order ----------------------------------------------------------------------------- */

enum { CLIENTS = 3, SERVERS = 3, READS = 10 };
static LONG Seen[CLIENTS * READS];

static void
completes_all(void *unused)
{
    for (LONG i = 0; i < CLIENTS * READS; i++) {
        while (T.Pended[i] == NULL) {
            KeStallExecutionProcessor(1);
        }
        complete(i, STATUS_SUCCESS, 0);
    }
}

static void
reads_often(void *overlapped)
{
    for (LONG i = 0; i < READS; i++) {
        pend_read((OVERLAPPED *)overlapped + i, NULL, 0);
    }
}

static OVERLAPPED All[CLIENTS * READS];

static void
serves(void *unused)
{
    DWORD bytes;
    ULONG_PTR key;
    OVERLAPPED *overlapped;

    while (GetQueuedCompletionStatus(Port, &bytes, &key, &overlapped, INFINITE) &&
           overlapped != NULL) {
        assert_true(HasOverlappedIoCompleted(overlapped));
        InterlockedIncrement(&Seen[overlapped - All]);
    }
}

static void
every_request_is_seen_once(void **state)
{
    HANDLE clients[CLIENTS], servers[SERVERS], completer;

    memset(Seen, 0, sizeof Seen);
    memset(All, 0, sizeof All);
    for (LONG i = 0; i < SERVERS; i++) {
        servers[i] = sim_thread(serves, NULL);
    }
    for (LONG i = 0; i < CLIENTS; i++) {
        clients[i] = sim_thread(reads_often, &All[i * READS]);
    }
    completer = sim_thread(completes_all, NULL);
    sim_join(completer);
    for (LONG i = 0; i < CLIENTS; i++) {
        sim_join(clients[i]);
    }
    for (LONG i = 0; i < SERVERS; i++) {
        assert_true(PostQueuedCompletionStatus(Port, 0, 0, NULL));
    }
    for (LONG i = 0; i < SERVERS; i++) {
        sim_join(servers[i]);
    }
    for (LONG i = 0; i < CLIENTS * READS; i++) {
        assert_int_equal(Seen[i], 1);
    }
}

#define ONE(function) SIM_TEST(function, KIT, .before = set_up, .after = tear_down)

SIM_TESTS(ONE(a_posted_packet_comes_out_as_it_went_in),
          ONE(a_request_that_ended_at_once_is_in_the_port),
          ONE(a_pended_request_is_in_the_port_when_it_has_ended),
          ONE(the_status_block_waits_for_the_removal),
          ONE(with_an_event_the_status_block_is_there_when_it_is_set),
          ONE(an_odd_event_keeps_the_packet_away), ONE(an_error_at_once_is_no_packet_one_later_is),
          ONE(a_warning_at_once_is_a_packet), ONE(a_control_reports_too), ONE(fast_io_reports_too),
          ONE(a_named_port_can_be_opened), ONE(tells_how_many_packets_it_has),
          ONE(a_handle_needs_the_right), ONE(a_file_has_one_port), ONE(a_synchronous_file_has_none),
          ONE(an_existing_port_needs_a_file), ONE(a_port_or_a_completion_routine),
          ONE(the_port_can_be_replaced_and_removed), ONE(success_at_once_may_skip_the_port),
          ONE(the_file_object_need_not_be_signalled), ONE(modes_stay),
          ONE(removal_gives_up_in_time), ONE(many_are_removed_at_once),
          ONE(memory_that_goes_during_the_wait_is_no_harm),
          ONE(an_alertable_removal_ends_with_an_apc),
          ONE(completion_routines_run_in_order_in_an_alertable_wait),
          ONE(a_routine_is_called_for_success_at_once_not_for_an_error),
          ONE(closing_the_port_ends_waits), ONE(a_closed_port_drops_its_packets),
          ONE(a_request_outlives_its_thread), ONE(others_are_cancelled_with_their_thread),
          ONE(an_orphan_can_be_cancelled), ONE(the_requestor_may_be_another_process),
          ONE(requests_end_with_their_process), ONE(a_process_does_not_end_before_its_requests),
          ONE(handles_are_inherited_that_may_be),
          SIM_TEST(every_request_is_seen_once, KIT, .before = set_up, .after = tear_down, .cpus = 4,
                   .policy = SIM_RANDOM, .seeds = 20))
