/*
 * ps/ps_test.h - what the tests of processes and threads share
 */
#ifndef PS_TEST_H
#define PS_TEST_H

#include <ntifs.h>
#include <sim/test.h>

static inline HANDLE
system_thread(PKSTART_ROUTINE start, PVOID context)
{
    HANDLE handle = NULL;

    assert_nt_success(
        PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, start, context));
    return handle;
}

/* The status with which the thread or process behind the handle has ended, or will. */
static inline NTSTATUS
exit_status(HANDLE thread)
{
    NTSTATUS status;
    PETHREAD object;

    assert_nt_success(ObReferenceObjectByHandle(thread, SYNCHRONIZE, *PsThreadType, KernelMode,
                                                (PVOID *)&object, NULL));
    assert_nt_success(KeWaitForSingleObject(object, Executive, KernelMode, FALSE, NULL));
    status = PsGetThreadExitStatus(object);
    ObDereferenceObject(object);
    assert_nt_success(ZwClose(thread));
    return status;
}

#endif
