/*
 * stress/load.h - 64 user threads that use the stack of three drivers in every way at once
 *
 * Each thread sends requests in volleys of eight overlapped ones, as its own random numbers say
 * (they come from its index and the round, so that the timed policy varies as well), and keeps
 * count. A volley ends by waiting, by CancelIo, by CancelIoEx one by one, by closing the file, or
 * by the end of the thread that sent it.
 */
#ifndef STRESS_LOAD_H
#define STRESS_LOAD_H

#include <wdm.h>
#include <sim/test.h>

#include "stress/stress.h"

enum { STRESS_THREADS = 64, STRESS_VOLLEY = 8 };

struct stress_thread {
    uint64_t random;
    unsigned volleys; /* still to send */
    HANDLE file;
    OVERLAPPED overlapped[STRESS_VOLLEY];
    ULONG order[STRESS_VOLLEY];
    char data[STRESS_VOLLEY][16];
    unsigned sent, succeeded, cancelled, opened, visits;
};

static struct stress_thread stress_threads[STRESS_THREADS];

static unsigned
stress_random(struct stress_thread *thread, unsigned n)
{
    thread->random = thread->random * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(thread->random >> 33) % n;
}

static void
stress_open(struct stress_thread *thread)
{
    thread->file = sim_open(L"\\\\.\\Stress");
    thread->opened++;
}

/* --- one volley ------------------------------------------------------------------------------- */

static ULONG
stress_order(struct stress_thread *thread, unsigned ways)
{
    return stress_random(thread, ways) | stress_random(thread, STRESS_LANES) << 16;
}

static void
stress_send(struct stress_thread *thread, unsigned i, unsigned ways)
{
    OVERLAPPED *o = &thread->overlapped[i];
    HANDLE event = o->hEvent;
    BOOL done;

    thread->order[i] = stress_order(thread, ways);
    *o = (OVERLAPPED){.Offset = thread->order[i], .hEvent = event};
    switch (stress_random(thread, 3)) {
    case 0:
        done = ReadFile(thread->file, thread->data[i], sizeof thread->data[i], NULL, o);
        break;
    case 1:
        done = WriteFile(thread->file, thread->data[i], sizeof thread->data[i], NULL, o);
        break;
    default:
        done = DeviceIoControl(thread->file, IOCTL_STRESS, &thread->order[i], sizeof(ULONG), NULL,
                               0, NULL, o);
    }
    assert_true(done || GetLastError() == ERROR_IO_PENDING);
    thread->sent++;
}

static void
stress_send_all(struct stress_thread *thread, unsigned ways)
{
    for (unsigned i = 0; i < STRESS_VOLLEY; i++) {
        stress_send(thread, i, ways);
    }
}

static void
stress_collect(struct stress_thread *thread)
{
    for (unsigned i = 0; i < STRESS_VOLLEY; i++) {
        OVERLAPPED *o = &thread->overlapped[i];

        assert_int_equal(WaitForSingleObject(o->hEvent, 60000), WAIT_OBJECT_0);
        if (o->Internal == (ULONG_PTR)STATUS_SUCCESS) {
            thread->succeeded++;
        } else {
            assert_nt_status((NTSTATUS)o->Internal, STATUS_CANCELLED);
            thread->cancelled++;
        }
    }
}

/* --- how volleys end -------------------------------------------------------------------------- */

static void
stress_wait(struct stress_thread *thread)
{
    stress_send_all(thread, STRESS_BY_CANCEL); // ways before that one end by themselves
}

static void
stress_cancel_all(struct stress_thread *thread)
{
    stress_send_all(thread, STRESS_WAYS);
    CancelIo(thread->file);
}

static void
stress_cancel_each(struct stress_thread *thread)
{
    stress_send_all(thread, STRESS_WAYS);
    for (unsigned i = 0; i < STRESS_VOLLEY; i++) {
        if (!CancelIoEx(thread->file, &thread->overlapped[i])) {
            assert_int_equal(GetLastError(), ERROR_NOT_FOUND);
        }
    }
}

static void
stress_close(struct stress_thread *thread)
{
    stress_send_all(thread, STRESS_WAYS);
    assert_true(CloseHandle(thread->file));
    stress_open(thread);
}

static void
stress_leave_behind(void *argument)
{
    stress_send_all(argument, STRESS_WAYS);
}

static void
stress_end_thread(struct stress_thread *thread)
{
    sim_join(sim_thread(stress_leave_behind, thread));
}

/* The driver that comes and goes: absent, or there until the handle is closed. */
static void
stress_visit(struct stress_thread *thread)
{
    HANDLE visitor =
        CreateFileW(L"\\\\.\\StressVisitor", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    DWORD bytes;

    if (visitor != INVALID_HANDLE_VALUE) {
        assert_true(ReadFile(visitor, thread->data[0], 1, &bytes, NULL));
        CloseHandle(visitor);
        thread->visits++;
    }
    stress_wait(thread);
}

static void
stress_volley(struct stress_thread *thread)
{
    static void (*const usual[])(struct stress_thread *) = {
        stress_wait, stress_cancel_all, stress_cancel_each, stress_close, stress_visit};

    if (stress_random(thread, 64) == 0) {
        stress_end_thread(thread);
    } else {
        usual[stress_random(thread, ARRAYSIZE(usual))](thread);
    }
    stress_collect(thread);
}

/* --- all threads ------------------------------------------------------------------------------ */

static void
stress_thread_main(void *argument)
{
    struct stress_thread *thread = argument;

    for (unsigned i = 0; i < STRESS_VOLLEY; i++) {
        thread->overlapped[i].hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
    }
    stress_open(thread);
    for (; thread->volleys > 0; thread->volleys--) {
        stress_volley(thread);
    }
    CloseHandle(thread->file);
    for (unsigned i = 0; i < STRESS_VOLLEY; i++) {
        CloseHandle(thread->overlapped[i].hEvent);
    }
}

/* All threads send as many volleys, then end. The counts are those of this round. */
static void
stress_run(unsigned round, unsigned volleys)
{
    HANDLE handles[STRESS_THREADS];

    for (unsigned i = 0; i < STRESS_THREADS; i++) {
        stress_threads[i] = (struct stress_thread){.random = round * 1000 + i, .volleys = volleys};
        handles[i] = sim_thread(stress_thread_main, &stress_threads[i]);
    }
    for (unsigned i = 0; i < STRESS_THREADS; i++) {
        sim_join(handles[i]);
    }
}

#endif
