/*
 * tests/ke/ke_test.h - a story of what happened in which order, times, and threads as objects
 *
 * On one processor, what runs when is the scheduler's decision alone: tests note what happened and
 * compare the whole story.
 */
#ifndef KE_TEST_H
#define KE_TEST_H

#include <wdm.h>
#include <sim/test.h>

enum { TICK_NS = 15625000, MS = 1000000 };

static CHAR Story[128] __attribute__((unused));

static inline VOID
Tell(PCSTR What)
{
    assert_true(strlen(Story) + strlen(What) < sizeof Story);
    strcat(Story, What);
}

#define assert_story(expected)                                                                     \
    do {                                                                                           \
        assert_string_equal(Story, (expected));                                                    \
        Story[0] = 0;                                                                              \
    } while (0)

static inline int
NewStory(void **state)
{
    Story[0] = 0;
    return 0;
}

/* --- time ------------------------------------------------------------------------------------- */

static inline LARGE_INTEGER
AfterMs(LONGLONG Ms)
{
    LARGE_INTEGER Time = {.QuadPart = -Ms * 10000};

    return Time;
}

static inline LARGE_INTEGER
AtMs(LONGLONG Ms)
{
    LARGE_INTEGER Time;

    KeQuerySystemTimePrecise(&Time);
    Time.QuadPart += Ms * 10000;
    return Time;
}

/* --- waits ------------------------------------------------------------------------------------ */

static inline NTSTATUS
Wait(PVOID Object)
{
    return KeWaitForSingleObject(Object, Executive, KernelMode, FALSE, NULL);
}

static inline NTSTATUS
WaitMs(PVOID Object, LONGLONG Ms)
{
    LARGE_INTEGER Timeout = AfterMs(Ms);

    return KeWaitForSingleObject(Object, Executive, KernelMode, FALSE, &Timeout);
}

static inline NTSTATUS
Poll(PVOID Object)
{
    return WaitMs(Object, 0);
}

/* --- threads ---------------------------------------------------------------------------------- */

/* The object of a thread; the caller dereferences it. */
static inline PKTHREAD
ThreadOf(HANDLE Handle)
{
    PVOID Thread;

    assert_nt_success(
        ObReferenceObjectByHandle(Handle, SYNCHRONIZE, *PsThreadType, KernelMode, &Thread, NULL));
    return Thread;
}

static inline KPRIORITY
SetOwnPriority(KPRIORITY Priority)
{
    return KeSetPriorityThread(KeGetCurrentThread(), Priority);
}

static inline KPRIORITY
OwnPriority(VOID)
{
    return KeQueryPriorityThread(KeGetCurrentThread());
}

/* Starts a system thread, waits until it has ended. */
static inline VOID
RunSystemThread(PKSTART_ROUTINE Routine, PVOID Context)
{
    HANDLE Handle;
    PKTHREAD Thread;

    assert_nt_success(
        PsCreateSystemThread(&Handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, Routine, Context));
    Thread = ThreadOf(Handle);
    ZwClose(Handle);
    Wait(Thread);
    ObDereferenceObject(Thread);
}

#endif
