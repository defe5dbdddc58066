/*
 * fuzz/fuzz_io.c - bytes become system calls on the sample drivers
 *
 * The first byte chooses processors, threads and account, the second the drivers (io/stacks.c), the
 * third the seed. Then each call takes a byte for what it is, and as many for its arguments. What a
 * call returns is not looked at. What must not happen: a bug check, a leak, a machine that stands
 * still. At the end every major function must have been reached.
 *
 * A thread that waits too long for a request on a synchronous handle has it cancelled. Calls of a
 * thread that ends before its requests do are cancelled, too.
 */
#include <stdlib.h>

#include "fuzz/io/io.h"
#include "mirror/faulty.h"

enum { CALLS = 48, THREADS = 2 };

const uint8_t *bytes_next, *bytes_end;

static unsigned threads;

/* --- on the machine --------------------------------------------------------------------------- */

static void
make_calls(void *unused)
{
    static fuzz_call *const calls[] = {
        call_create,       call_control,      call_read,       call_write,
        call_close,        call_cancel,       call_wait,       call_query,
        call_set,          call_query_volume, call_set_volume, call_query_ea,
        call_set_ea,       call_query_quota,  call_set_quota,  call_lock,
        call_flush,        call_directory,    call_notify,     call_pipe,
        call_mailslot,     call_fs_control,   call_duplicate,  call_query_security,
        call_set_security, call_send,         call_bind,       call_port,
        call_device,       call_lie,          call_driver,     call_shutdown,
        call_copy,         call_by_name,      call_memory,     call_create,
        call_control,      call_read,         call_write,      call_wait,
    };

    for (unsigned i = 0; i < CALLS && bytes_left(); i++) {
        calls[bytes_below(ARRAYSIZE(calls))]();
    }
}

/* What the filter below the mirror holds, not all of which can be cancelled from above. */
static void
release_disks(void)
{
    FAULTY_ORDER order = {.Mode = FAULTY_PASS};
    HANDLE faulty = CreateFileW(L"\\\\.\\Faulty", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    DWORD bytes;

    if (faulty != INVALID_HANDLE_VALUE) {
        for (order.Disk = 0; order.Disk < FAULTY_DISKS; order.Disk++) {
            DeviceIoControl(faulty, IOCTL_FAULTY_ORDER, &order, sizeof order, NULL, 0, &bytes,
                            NULL);
        }
        CloseHandle(faulty);
    }
}

/* One may wait for a file that another holds: all are helped. */
static void
wait_for_threads(const HANDLE *workers)
{
    LARGE_INTEGER second = {.QuadPart = -10000000};
    IO_STATUS_BLOCK iosb;

    for (unsigned i = 0; i < threads; i++) {
        while (NtWaitForSingleObject(workers[i], FALSE, &second) == STATUS_TIMEOUT) {
            for (unsigned other = 0; other < threads; other++) {
                NtCancelSynchronousIoFile(workers[other], NULL, &iosb);
            }
            release_disks();
        }
    }
    for (unsigned i = 0; i < threads; i++) {
        sim_join(workers[i]);
    }
}

static void
body(void **state)
{
    HANDLE workers[THREADS];

    watch_stack();
    make_arguments();
    for (unsigned i = 0; i < threads; i++) {
        workers[i] = sim_thread(make_calls, NULL);
    }
    wait_for_threads(workers);
    free_arguments();
    count_majors();
}

/* --- on the host ------------------------------------------------------------------------------ */

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sim_setup setup = {
        .name = "fuzz_io", .test = body, .policy = SIM_RANDOM, .trace_off = true};
    unsigned first, drivers = 0;

    bytes_next = data;
    bytes_end = data + size;
    first = bytes_8();
    setup.cpus = 1 + (first & 3);
    threads = 1 + (first >> 2 & 1);
    setup.account = first < 0xE0 ? SIM_ADMINISTRATOR : SIM_USER;
    stack = &stacks[bytes_below(STACKS)];
    setup.seed = bytes_8();
    setup.driver = stack->function;
    setup.device = stack->device;
    setup.filters[0] = stack->filter;
    while (drivers < ARRAYSIZE(stack->drivers) && stack->drivers[drivers] != NULL) {
        setup.drivers[drivers] = stack->drivers[drivers];
        drivers++;
    }
    setup.drivers[drivers] = "fuzz_witness";
    if (sim_boot(&setup).failed) {
        abort();
    }
    return 0;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
    return atexit(report_majors);
}
