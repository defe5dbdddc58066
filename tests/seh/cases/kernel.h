/*
 * seh/cases/kernel.h - kernel routines that raise, and what an exception leaves as it is
 */
#define RAISED_BY(Status, ...)                                                                     \
    do {                                                                                           \
        __try {                                                                                    \
            __VA_ARGS__;                                                                           \
            Status = STATUS_SUCCESS;                                                               \
        } __except (EXCEPTION_EXECUTE_HANDLER) {                                                   \
            Status = GetExceptionCode();                                                           \
        }                                                                                          \
    } while (0)

static INT
ProbeForRead_raises(VOID)
{
    NTSTATUS Status;

    RAISED_BY(Status, ProbeForRead(SehArena.Good, PAGE_SIZE, 4));
    CHECK(Status == STATUS_SUCCESS);
    RAISED_BY(Status, ProbeForRead(SehArena.Good + 1, 4, 4));
    CHECK(Status == STATUS_DATATYPE_MISALIGNMENT);
    RAISED_BY(Status, ProbeForRead(PsGetCurrentProcess(), 4, 1));
    CHECK(Status == STATUS_ACCESS_VIOLATION);
    RAISED_BY(Status, ProbeForRead(SehArena.Good, MAXULONG_PTR - 16, 1));
    CHECK(Status == STATUS_ACCESS_VIOLATION);
    return 0;
}

static INT
ProbeForWrite_raises(VOID)
{
    NTSTATUS Status;
    EXCEPTION_RECORD Record = {0};
    ULONG64 Rip;

    RAISED_BY(Status, ProbeForWrite(SehArena.Good, PAGE_SIZE, 4));
    CHECK(Status == STATUS_SUCCESS);
    RAISED_BY(Status, ProbeForWrite(SehArena.Good + 2, 4, 4));
    CHECK(Status == STATUS_DATATYPE_MISALIGNMENT);
    RAISED_BY(Status, ProbeForWrite(SehArena.ReadOnly, 1, 1));
    CHECK(Status == STATUS_ACCESS_VIOLATION);
    __try {
        ProbeForWrite(SehArena.Bad - 10, 20, 1);
    } __except (KeepRecord(GetExceptionInformation(), &Record, &Rip)) {
        Status = GetExceptionCode();
    }
    CHECK(Record.NumberParameters == 2 && Record.ExceptionInformation[0] == 1);
    CHECK(Record.ExceptionInformation[1] == (ULONG_PTR)SehArena.Bad);
    return 0;
}

static INT
ExRaiseAccessViolation_raises(VOID)
{
    NTSTATUS Status;

    RAISED_BY(Status, ExRaiseAccessViolation());
    CHECK(Status == STATUS_ACCESS_VIOLATION);
    return 0;
}

static INT
ExRaiseDatatypeMisalignment_raises(VOID)
{
    NTSTATUS Status;

    RAISED_BY(Status, ExRaiseDatatypeMisalignment());
    CHECK(Status == STATUS_DATATYPE_MISALIGNMENT);
    return 0;
}

static NTSTATUS
Lock(PUCHAR Address, KPROCESSOR_MODE Mode, LOCK_OPERATION Operation)
{
    PMDL Mdl = IoAllocateMdl(Address, 16, FALSE, FALSE, NULL);
    NTSTATUS Status = STATUS_SUCCESS;

    __try {
        MmProbeAndLockPages(Mdl, Mode, Operation);
        MmUnlockPages(Mdl);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Status = GetExceptionCode();
    }
    IoFreeMdl(Mdl);
    return Status;
}

static INT
MmProbeAndLockPages_raises(VOID)
{
    CHECK(Lock(SehArena.Good, UserMode, IoWriteAccess) == STATUS_SUCCESS);
    CHECK(Lock(SehArena.ReadOnly, UserMode, IoReadAccess) == STATUS_SUCCESS);
    CHECK(Lock(SehArena.ReadOnly, UserMode, IoModifyAccess) == STATUS_ACCESS_VIOLATION);
    CHECK(Lock(SehArena.Bad, UserMode, IoReadAccess) == STATUS_ACCESS_VIOLATION);
    return 0;
}

static INT
KeReleaseMutex_raises(VOID)
{
    KMUTEX Mutex;
    NTSTATUS Status;

    KeInitializeMutex(&Mutex, 0);
    RAISED_BY(Status, KeReleaseMutex(&Mutex, FALSE));
    CHECK(Status == STATUS_MUTANT_NOT_OWNED && KeReadStateMutex(&Mutex) == 1);
    KeWaitForSingleObject(&Mutex, Executive, KernelMode, FALSE, NULL);
    RAISED_BY(Status, KeReleaseMutex(&Mutex, FALSE));
    CHECK(Status == STATUS_SUCCESS);
    return 0;
}

static INT
KeReleaseSemaphore_raises(VOID)
{
    KSEMAPHORE Semaphore;
    NTSTATUS Status;

    KeInitializeSemaphore(&Semaphore, 1, 2);
    RAISED_BY(Status, KeReleaseSemaphore(&Semaphore, 0, 2, FALSE));
    CHECK(Status == STATUS_SEMAPHORE_LIMIT_EXCEEDED && KeReadStateSemaphore(&Semaphore) == 1);
    RAISED_BY(Status, KeReleaseSemaphore(&Semaphore, 0, 1, FALSE));
    CHECK(Status == STATUS_SUCCESS && KeReadStateSemaphore(&Semaphore) == 2);
    return 0;
}

static INT
a_mutex_that_was_taken_too_often_raises(VOID)
{
    KMUTEX Mutex;
    KEVENT Event;
    PVOID Both[] = {&Event, &Mutex};
    NTSTATUS Single, All;

    KeInitializeMutex(&Mutex, 0);
    KeInitializeEvent(&Event, SynchronizationEvent, TRUE);
    KeWaitForSingleObject(&Mutex, Executive, KernelMode, FALSE, NULL);
    Mutex.Header.SignalState = MINLONG;
    RAISED_BY(Single, KeWaitForSingleObject(&Mutex, Executive, KernelMode, FALSE, NULL));
    RAISED_BY(All, KeWaitForMultipleObjects(2, Both, WaitAll, Executive, KernelMode, FALSE, NULL,
                                            NULL));
    Mutex.Header.SignalState = 0;
    KeReleaseMutex(&Mutex, FALSE);
    CHECK(Single == STATUS_MUTANT_LIMIT_EXCEEDED && All == STATUS_MUTANT_LIMIT_EXCEEDED);
    CHECK(KeReadStateEvent(&Event) != 0);
    return 0;
}

static INT
pool_that_must_not_fail_raises(VOID)
{
    SIZE_T TooMuch = (SIZE_T)Opaque(1) << 44;
    NTSTATUS Status;

    RAISED_BY(Status, ExAllocatePool2(POOL_FLAG_PAGED | POOL_FLAG_RAISE_ON_FAILURE, TooMuch, 'x'));
    CHECK(Status == STATUS_INSUFFICIENT_RESOURCES);
    RAISED_BY(Status, ExAllocatePool2(POOL_FLAG_RAISE_ON_FAILURE, 16, 'x'));
    CHECK(Status == STATUS_INVALID_PARAMETER);
    RAISED_BY(Status, ExAllocatePoolWithQuotaTag(PagedPool, TooMuch, 'hesT'));
    CHECK(Status == STATUS_INSUFFICIENT_RESOURCES);
    return 0;
}

static INT
a_failed_assertion_is_an_exception(VOID)
{
    NTSTATUS Status;

    RAISED_BY(Status, RtlAssert("1 == 2", "driver.c", 12, NULL));
    CHECK(Status == STATUS_ASSERTION_FAILURE);
    return 0;
}

static INT
the_irql_stays_as_it_was(VOID)
{
    KIRQL OldIrql, Irql;
    NTSTATUS Status;

    KeRaiseIrql(APC_LEVEL, &OldIrql);
    RAISED_BY(Status, KeLowerIrql(PASSIVE_LEVEL); ExRaiseStatus(STATUS_DISK_FULL));
    Irql = KeGetCurrentIrql();
    CHECK(Irql == PASSIVE_LEVEL && Status == STATUS_DISK_FULL);
    RAISED_BY(Status, KeRaiseIrql(APC_LEVEL, &OldIrql); ExRaiseStatus(STATUS_DISK_FULL));
    Irql = KeGetCurrentIrql();
    KeLowerIrql(PASSIVE_LEVEL);
    CHECK(Irql == APC_LEVEL);
    return 0;
}

static INT
critical_regions_stay_entered(VOID)
{
    NTSTATUS Status;
    BOOLEAN Disabled;

    RAISED_BY(Status, KeEnterCriticalRegion(); ExRaiseStatus(STATUS_DISK_FULL));
    Disabled = KeAreApcsDisabled();
    KeLeaveCriticalRegion();
    CHECK(Disabled && !KeAreApcsDisabled() && Status == STATUS_DISK_FULL);
    return 0;
}

/* --- other threads ---------------------------------------------------------------------------- */

static VOID
SehSleep(LONGLONG Ms)
{
    LARGE_INTEGER Time = {.QuadPart = -Ms * 10000};

    KeDelayExecutionThread(KernelMode, FALSE, &Time);
}

static VOID
SehOtherThread(PVOID Wrong)
{
    NTSTATUS Status;

    for (INT i = 0; i < 20; i++) {
        RAISED_BY(Status, SehSleep(i % 3); ExRaiseStatus(STATUS_TIMEOUT));
        *(PINT)Wrong += Status != STATUS_TIMEOUT;
    }
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static LONG
SleepingFilter(VOID)
{
    SehSleep(2);
    return EXCEPTION_EXECUTE_HANDLER;
}

static INT
WithOtherThread(BOOLEAN InFilter)
{
    INT Wrong = 0;
    HANDLE Thread;
    NTSTATUS Status;

    if (!NT_SUCCESS(PsCreateSystemThread(&Thread, THREAD_ALL_ACCESS, NULL, NULL, NULL,
                                         SehOtherThread, &Wrong))) {
        return -1;
    }
    for (INT i = 0; i < 10; i++) {
        Status = 0;
        __try {
            SehSleep(InFilter ? 0 : 2);
            Raise(STATUS_DISK_FULL);
        } __except (InFilter ? SleepingFilter() : EXCEPTION_EXECUTE_HANDLER) {
            Status = GetExceptionCode();
        }
        Wrong += Status != STATUS_DISK_FULL;
    }
    ZwWaitForSingleObject(Thread, FALSE, NULL);
    ZwClose(Thread);
    return Wrong;
}

static INT
a_preempted_thread_keeps_its_handlers(VOID)
{
    CHECK(WithOtherThread(FALSE) == 0);
    return 0;
}

static INT
a_wait_in_a_filter_keeps_the_exception(VOID)
{
    CHECK(WithOtherThread(TRUE) == 0);
    return 0;
}
