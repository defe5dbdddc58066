/*
 * src/rtl/runonce.c - something is initialized once, by whoever comes first
 *
 *   untouched --RtlRunOnceBeginInitialize--> one at work --RtlRunOnceComplete--> done
 *       ^                                        |  others wait
 *       +------RTL_RUN_ONCE_INIT_FAILED----------+  and one of them begins again
 *
 *   untouched --...BeginInitialize(ASYNC)--> several at work --first ...Complete(ASYNC)--> done
 *
 * R1  The two lowest bits of Ptr are the state; above them stands the context (done), or the first
 *     of those who wait (one at work), a block on the stack of each.
 * R2  A block stays in the list until RtlRunOnceComplete takes them all.
 */
#include "rtlp.h"

#define RTLP_STATE(Value) ((Value) & 3)

enum { RTLP_UNTOUCHED, RTLP_ONE_AT_WORK, RTLP_SEVERAL_AT_WORK, RTLP_DONE };

typedef struct _RTLP_ONCE_WAIT {
    struct _RTLP_ONCE_WAIT *Next;
    KEVENT Completed;
} RTLP_ONCE_WAIT, *PRTLP_ONCE_WAIT;

static ULONG_PTR
RtlpOnceState(PRTL_RUN_ONCE RunOnce)
{
    return RTLP_STATE((ULONG_PTR)RunOnce->Ptr);
}

static PVOID
RtlpOncePointer(PRTL_RUN_ONCE RunOnce)
{
    return (PVOID)((ULONG_PTR)RunOnce->Ptr & ~(ULONG_PTR)3);
}

static VOID
RtlpSetOnce(PRTL_RUN_ONCE RunOnce, ULONG_PTR State, const VOID *Pointer)
{
    RunOnce->Ptr = (PVOID)((ULONG_PTR)Pointer | State);
}

VOID
RtlRunOnceInitialize(PRTL_RUN_ONCE RunOnce)
{
    RtlpSetOnce(RunOnce, RTLP_UNTOUCHED, NULL);
}

static VOID
RtlpWaitForOnce(PRTL_RUN_ONCE RunOnce)
{
    RTLP_ONCE_WAIT Wait = {.Next = RtlpOncePointer(RunOnce)};

    KeInitializeEvent(&Wait.Completed, NotificationEvent, FALSE);
    RtlpSetOnce(RunOnce, RTLP_ONE_AT_WORK, &Wait);
    KeWaitForSingleObject(&Wait.Completed, Executive, KernelMode, FALSE, NULL);
}

static NTSTATUS
RtlpBeginOnce(PRTL_RUN_ONCE RunOnce, BOOLEAN Async)
{
    ULONG_PTR AtWork = Async ? RTLP_SEVERAL_AT_WORK : RTLP_ONE_AT_WORK;

    while (RtlpOnceState(RunOnce) != RTLP_DONE) {
        if (RtlpOnceState(RunOnce) == RTLP_UNTOUCHED) {
            RtlpSetOnce(RunOnce, AtWork, NULL);
            return STATUS_PENDING;
        }
        if (RtlpOnceState(RunOnce) != AtWork) {
            return STATUS_INVALID_PARAMETER_2;
        }
        if (Async) {
            return STATUS_PENDING;
        }
        RtlpWaitForOnce(RunOnce);
    }
    return STATUS_SUCCESS;
}

NTSTATUS
RtlRunOnceBeginInitialize(PRTL_RUN_ONCE RunOnce, ULONG Flags, PVOID *Context)
{
    NTSTATUS Status = STATUS_UNSUCCESSFUL;

    if ((Flags & ~(RTL_RUN_ONCE_CHECK_ONLY | RTL_RUN_ONCE_ASYNC)) != 0) {
        return STATUS_INVALID_PARAMETER_2;
    }
    if (RtlpOnceState(RunOnce) == RTLP_DONE) {
        Status = STATUS_SUCCESS;
    } else if ((Flags & RTL_RUN_ONCE_CHECK_ONLY) == 0) {
        Status = RtlpBeginOnce(RunOnce, (Flags & RTL_RUN_ONCE_ASYNC) != 0);
    }
    if (Status == STATUS_SUCCESS && Context != NULL) {
        *Context = RtlpOncePointer(RunOnce);
    }
    return Status;
}

/* A block is gone as soon as its event is set. */
static VOID
RtlpWakeOnce(PRTLP_ONCE_WAIT Wait)
{
    while (Wait != NULL) {
        PRTLP_ONCE_WAIT Next = Wait->Next;

        KeSetEvent(&Wait->Completed, IO_NO_INCREMENT, FALSE);
        Wait = Next;
    }
}

NTSTATUS
RtlRunOnceComplete(PRTL_RUN_ONCE RunOnce, ULONG Flags, PVOID Context)
{
    BOOLEAN Async = (Flags & RTL_RUN_ONCE_ASYNC) != 0;
    BOOLEAN Failed = (Flags & RTL_RUN_ONCE_INIT_FAILED) != 0;
    ULONG_PTR AtWork = Async ? RTLP_SEVERAL_AT_WORK : RTLP_ONE_AT_WORK;
    PRTLP_ONCE_WAIT Waiting = NULL;

    if ((Flags & ~(RTL_RUN_ONCE_ASYNC | RTL_RUN_ONCE_INIT_FAILED)) != 0 || (Async && Failed)) {
        return STATUS_INVALID_PARAMETER_2;
    }
    if (RTLP_STATE((ULONG_PTR)Context) != 0 || (Failed && Context != NULL)) {
        return STATUS_INVALID_PARAMETER_3;
    }
    if (RtlpOnceState(RunOnce) != AtWork) {
        return STATUS_UNSUCCESSFUL; // e.g. another one was faster
    }
    Waiting = RtlpOncePointer(RunOnce);
    RtlpSetOnce(RunOnce, Failed ? RTLP_UNTOUCHED : RTLP_DONE, Context);
    RtlpWakeOnce(Waiting);
    return STATUS_SUCCESS;
}

static NTSTATUS
RtlpExecuteOnce(PRTL_RUN_ONCE RunOnce, PRTL_RUN_ONCE_INIT_FN InitFn, PVOID Parameter,
                PVOID *Context)
{
    PVOID Result = NULL;
    NTSTATUS Status = RtlRunOnceBeginInitialize(RunOnce, 0, Context);

    if (Status != STATUS_PENDING) {
        return Status;
    }
    if (!CALL_DRIVER(InitFn, RunOnce, Parameter, &Result)) {
        RtlRunOnceComplete(RunOnce, RTL_RUN_ONCE_INIT_FAILED, NULL);
        return STATUS_UNSUCCESSFUL;
    }
    if (Context != NULL) {
        *Context = Result;
    }
    return RtlRunOnceComplete(RunOnce, 0, Result);
}

NTSTATUS
RtlRunOnceExecuteOnce(PRTL_RUN_ONCE RunOnce, PRTL_RUN_ONCE_INIT_FN InitFn, PVOID Parameter,
                      PVOID *Context)
{
    NTSTATUS Status;

    KeEnterCriticalRegion();
    Status = RtlpExecuteOnce(RunOnce, InitFn, Parameter, Context);
    KeLeaveCriticalRegion();
    return Status;
}
