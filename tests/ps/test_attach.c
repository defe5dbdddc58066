/*
 * ps/test_attach.c - in another process's address space
 */
#include "ps_test.h"

static struct {
    PUCHAR Memory;
    HANDLE Go;
} Other;

/* In a second process: memory with 42 in it, until the event is set. */
static void
offer_memory(void *event)
{
    PVOID base = NULL;
    SIZE_T size = 4096;

    assert_nt_success(NtAllocateVirtualMemory(NtCurrentProcess(), &base, 0, &size,
                                              MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    *(PUCHAR)base = 42;
    Other.Memory = base;
    KeWaitForSingleObject(event, Executive, KernelMode, FALSE, NULL);
}

static PEPROCESS
process_of(HANDLE handle)
{
    PEPROCESS process;

    assert_nt_success(
        ObReferenceObjectByHandle(handle, 0, *PsProcessType, KernelMode, (PVOID *)&process, NULL));
    return process;
}

static void
sees_that_process_s_memory(void **state)
{
    static KEVENT event;
    KAPC_STATE saved;
    PEPROCESS process;
    HANDLE handle;

    KeInitializeEvent(&event, NotificationEvent, FALSE);
    handle = sim_process(offer_memory, &event);
    sim_run_until_idle();
    process = process_of(handle);
    KeStackAttachProcess((PRKPROCESS)process, &saved);
    assert_ptr_equal(PsGetCurrentProcess(), process);
    assert_ptr_not_equal(PsGetCurrentProcessId(),
                         PsGetProcessId(process)); /* where the thread belongs */
    assert_int_equal(*Other.Memory, 42);
    KeUnstackDetachProcess(&saved);
    assert_ptr_not_equal(PsGetCurrentProcess(), process);
    KeSetEvent(&event, 0, FALSE);
    ObDereferenceObject(process);
    sim_join(handle);
}

static VOID
Touch(PVOID Memory)
{
    *(volatile UCHAR *)Memory = 1;
}

static void
is_faulted_without(void **state)
{
    static KEVENT event;

    KeInitializeEvent(&event, NotificationEvent, FALSE);
    sim_process(offer_memory, &event);
    sim_run_until_idle();
    assert_bugcheck(SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, {
        system_thread(Touch, Other.Memory);
        sim_run_until_idle();
    });
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_ACCESS_VIOLATION);
}

static void
nests(void **state)
{
    PEPROCESS own = PsGetCurrentProcess();
    KAPC_STATE outer, inner, same;

    KeStackAttachProcess((PRKPROCESS)PsInitialSystemProcess, &outer);
    KeStackAttachProcess((PRKPROCESS)own, &inner);
    assert_ptr_equal(PsGetCurrentProcess(), own);
    KeStackAttachProcess((PRKPROCESS)own, &same); /* nothing to do */
    KeUnstackDetachProcess(&same);
    assert_ptr_equal(PsGetCurrentProcess(), own);
    KeUnstackDetachProcess(&inner);
    assert_ptr_equal(PsGetCurrentProcess(), PsInitialSystemProcess);
    KeUnstackDetachProcess(&outer);
    assert_ptr_equal(PsGetCurrentProcess(), own);
}

static void
simply_does_not_nest(void **state)
{
    KeAttachProcess((PRKPROCESS)PsInitialSystemProcess);
    KeDetachProcess();
    KeAttachProcess((PRKPROCESS)PsGetCurrentProcess()); /* nothing to do */
    KeDetachProcess();
    KeAttachProcess((PRKPROCESS)PsInitialSystemProcess);
    assert_bugcheck(INVALID_PROCESS_ATTACH_ATTEMPT,
                    KeAttachProcess((PRKPROCESS)IoThreadToProcess(PsGetCurrentThread())));
}

static void
is_undone_once(void **state)
{
    KAPC_STATE saved;

    KeStackAttachProcess((PRKPROCESS)PsInitialSystemProcess, &saved);
    KeUnstackDetachProcess(&saved);
    assert_bugcheck(INVALID_PROCESS_DETACH_ATTEMPT, KeUnstackDetachProcess(&saved));
}

static VOID
StayAttached(PVOID Process)
{
    KAPC_STATE Saved;

    KeStackAttachProcess(Process, &Saved);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static void
is_undone_before_the_thread_ends(void **state)
{
    assert_bugcheck(INVALID_PROCESS_ATTACH_ATTEMPT, {
        system_thread(StayAttached, PsGetCurrentProcess());
        sim_run_until_idle();
    });
}

SIM_TESTS(SIM_TEST(sees_that_process_s_memory), SIM_TEST(is_faulted_without), SIM_TEST(nests),
          SIM_TEST(simply_does_not_nest), SIM_TEST(is_undone_once),
          SIM_TEST(is_undone_before_the_thread_ends))
