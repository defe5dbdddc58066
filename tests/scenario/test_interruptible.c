/*
 * scenario/test_interruptible.c - an interrupt comes between two statements of a dispatch routine
 *
 * The bell driver rings its bell and works on. Backtraces taken in its service routine and in its
 * DPC lead from there, over the processor's own stack, into the routine that was interrupted.
 * test_interruptible_gdb.py sees the same with gdb.
 */
#define _GNU_SOURCE /* dladdr */
#include "ke/ke_test.h"
#include <ntifs.h>

#include "ke/bell_device.h"
#include "ke/drivers/bell/bell.h"

#include <dlfcn.h>
#include <execinfo.h>

enum { FRAMES = 64, DELAY_NS = 3000 };

struct seen {
    void *frames[FRAMES];
    int count;
    uintptr_t stack;
};

static struct seen service, dpc;
static PBELL Bell;

static VOID
Look(struct seen *seen)
{
    seen->count = backtrace(seen->frames, FRAMES);
    seen->stack = (uintptr_t)__builtin_frame_address(0);
}

static VOID
LookInService(PBELL Which)
{
    Tell("service ");
    Look(&service);
    assert_int_equal(dpc.count, 0);
}

static VOID
LookInDpc(PBELL Which)
{
    Tell("dpc ");
    Look(&dpc);
}

static int
ready(void **state)
{
    PBELL_HOOKS Hooks = sim_driver_symbol("bell", "BellHooks");

    Hooks->Service = LookInService;
    Hooks->Dpc = LookInDpc;
    Bell = ((PBELL *)sim_driver_symbol("bell", "Bells"))[0];
    service.count = dpc.count = 0;
    return NewStory(state);
}

/* --- reading backtraces ----------------------------------------------------------------------- */

/* Position of the innermost frame of a routine; -1 without one. */
static int
position_of(const struct seen *seen, const char *routine)
{
    for (int i = 0; i < seen->count; i++) {
        Dl_info info;

        if (dladdr(seen->frames[i], &info) != 0 && info.dli_sname != NULL &&
            strcmp(info.dli_sname, routine) == 0) {
            return i;
        }
    }
    return -1;
}

static void
assert_above(const struct seen *seen, const char *upper, const char *lower)
{
    int above = position_of(seen, upper), below = position_of(seen, lower);

    assert_int_not_equal(above, -1);
    assert_int_not_equal(below, -1);
    assert_true(above < below);
}

/* --- through a system call: the thread's kernel stack lies above the processor's stacks ------- */

static void
ring(ULONG code)
{
    HANDLE h = sim_open(L"\\\\.\\BellA");
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    ULONG Delay = DELAY_NS;

    DeviceIoControl(h, code, &Delay, sizeof Delay, NULL, 0, NULL, &o);
    assert_completes(h, &o, STATUS_SUCCESS);
    CloseHandle(o.hEvent);
    CloseHandle(h);
}

static void
the_service_routine_stands_above_the_dispatch_routine(void **state)
{
    ring(IOCTL_BELL_RING);
    assert_story("service dpc ");
    assert_above(&service, "BellService", "BellWork");
    assert_above(&service, "BellWork", "BellControl");
    assert_above(&dpc, "BellDpc", "BellWork");
    assert_int_equal(position_of(&dpc, "BellService"), -1);
    assert_true(service.stack < (uintptr_t)Bell->WorkStack);
}

static void
the_dpc_comes_when_the_irql_drops(void **state)
{
    ring(IOCTL_BELL_RING_LOCKED);
    assert_story("service dpc ");
    assert_above(&service, "BellService", "BellWork");
    assert_above(&service, "BellWork", "BellWorkLocked");
    assert_above(&dpc, "BellDpc", "BellWorkLocked");
    assert_int_equal(position_of(&dpc, "BellWork"), -1); // that had returned
}

/* --- from kernel code on a user stack, which lies below the processor's stacks ---------------- */

static void
the_same_with_the_interrupt_stack_above_the_thread_s(void **state)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\BellA");
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK IoStatus;
    ULONG Delay = DELAY_NS;
    HANDLE File;

    InitializeObjectAttributes(&Attributes, &Name, OBJ_KERNEL_HANDLE, NULL, NULL);
    assert_nt_success(ZwOpenFile(&File, FILE_ANY_ACCESS | SYNCHRONIZE, &Attributes, &IoStatus, 0,
                                 FILE_SYNCHRONOUS_IO_NONALERT));
    assert_nt_success(ZwDeviceIoControlFile(File, NULL, NULL, NULL, &IoStatus, IOCTL_BELL_RING,
                                            &Delay, sizeof Delay, NULL, 0));
    ZwClose(File);
    assert_story("service dpc ");
    assert_above(&service, "BellService", "BellWork");
    assert_above(&service, "BellWork", "BellControl");
    assert_above(&dpc, "BellDpc", "BellWork");
    assert_true(service.stack > (uintptr_t)Bell->WorkStack);
}

#define BELL_TEST(f)                                                                               \
    SIM_TEST(f, .before = ready, .driver = "bell", .device = &bell_device, .cpus = 1)

SIM_TESTS(BELL_TEST(the_service_routine_stands_above_the_dispatch_routine),
          BELL_TEST(the_dpc_comes_when_the_irql_drops),
          BELL_TEST(the_same_with_the_interrupt_stack_above_the_thread_s))
