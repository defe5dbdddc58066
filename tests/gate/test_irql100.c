/*
 * gate/test_irql100.c - a call at a forbidden IRQL is stopped; the same at an allowed one is not
 *
 * Each row of the tables is a function, the lowest and the highest IRQL that its documentation page
 * allows, and a call. A row becomes a test that calls at the nearest forbidden IRQL; a row of BOTH
 * also becomes one that makes the same call at the highest allowed IRQL. Each has its own machine.
 */
#include <ntifs.h>

#include <sim/test.h>

#include "ke/capture.h"

enum { TAG = 'lqrI', DEVICE_LEVEL = DISPATCH_LEVEL + 1 };

static KEVENT Event;
static KSEMAPHORE Semaphore;
static KMUTEX Mutex;
static KTIMER Timer;
static KSPIN_LOCK Lock;
static KLOCK_QUEUE_HANDLE Queued;
static KDEVICE_QUEUE DeviceQueue;
static KDEVICE_QUEUE_ENTRY DeviceEntry;
static KGUARDED_MUTEX Guarded;
static FAST_MUTEX Fast;
static EX_SPIN_LOCK ExLock;
static EX_RUNDOWN_REF Rundown;
static ERESOURCE Resource;
static NPAGED_LOOKASIDE_LIST Lookaside;
static PAGED_LOOKASIDE_LIST Paged;
static IO_REMOVE_LOCK RemoveLock, OtherLock;
static KIRQL Irql;
static PVOID Memory;
static PIRP Irp;
static PMDL Mdl;
static HANDLE Handle;
static ULONG Number;
static GUID Guid;
static UCHAR Bytes[512];
static WCHAR Letters[64];
static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"{01234567-89AB-CDEF-0123-456789ABCDEF}");
static UNICODE_STRING Copy;
static ANSI_STRING Narrow;
static OBJECT_ATTRIBUTES Attributes;
static RTL_OSVERSIONINFOW Version = {.dwOSVersionInfoSize = sizeof Version};
static const LARGE_INTEGER Zero, Later = {.QuadPart = -10000};

#define NOW ((PLARGE_INTEGER)&Zero)
#define SOON ((PLARGE_INTEGER)&Later)

/* Both ways; the call leaves nothing behind. */
#define BOTH(X)                                                                                    \
    X(ExAcquireFastMutex, 0, 1, (ExAcquireFastMutex(&Fast), ExReleaseFastMutex(&Fast)))            \
    X(ExTryToAcquireFastMutex, 0, 1,                                                               \
      (ExTryToAcquireFastMutex(&Fast), ExReleaseFastMutex(&Fast)))                                 \
    X(ExAcquireResourceExclusiveLite, 0, 1,                                                        \
      (ExAcquireResourceExclusiveLite(&Resource, FALSE), ExReleaseResourceLite(&Resource)))        \
    X(ExAcquireResourceSharedLite, 0, 1,                                                           \
      (ExAcquireResourceSharedLite(&Resource, FALSE), ExReleaseResourceLite(&Resource)))           \
    X(ExAcquireSharedStarveExclusive, 0, 1,                                                        \
      (ExAcquireSharedStarveExclusive(&Resource, FALSE), ExReleaseResourceLite(&Resource)))        \
    X(ExAcquireSharedWaitForExclusive, 0, 1,                                                       \
      (ExAcquireSharedWaitForExclusive(&Resource, FALSE), ExReleaseResourceLite(&Resource)))       \
    X(ExAcquireRundownProtection, 0, 2,                                                            \
      (ExAcquireRundownProtection(&Rundown), ExReleaseRundownProtection(&Rundown)))                \
    X(ExAcquireSpinLockExclusive, 0, 2,                                                            \
      (Irql = ExAcquireSpinLockExclusive(&ExLock), ExReleaseSpinLockExclusive(&ExLock, Irql)))     \
    X(ExAcquireSpinLockShared, 0, 2,                                                               \
      (Irql = ExAcquireSpinLockShared(&ExLock), ExReleaseSpinLockShared(&ExLock, Irql)))           \
    X(ExAllocatePool2, 0, 2, Memory = ExAllocatePool2(POOL_FLAG_NON_PAGED, 8, TAG))                \
    X(ExAllocatePoolWithTag, 0, 2, Memory = ExAllocatePoolWithTag(NonPagedPoolNx, 8, TAG))         \
    X(ExGetExclusiveWaiterCount, 0, 2, ExGetExclusiveWaiterCount(&Resource))                       \
    X(ExGetSharedWaiterCount, 0, 2, ExGetSharedWaiterCount(&Resource))                             \
    X(ExIsResourceAcquiredExclusiveLite, 0, 2, ExIsResourceAcquiredExclusiveLite(&Resource))       \
    X(ExIsResourceAcquiredSharedLite, 0, 2, ExIsResourceAcquiredSharedLite(&Resource))             \
    X(ExUuidCreate, 0, 0, ExUuidCreate(&Guid))                                                     \
    X(IoAcquireCancelSpinLock, 0, 2,                                                               \
      (IoAcquireCancelSpinLock(&Irql), IoReleaseCancelSpinLock(Irql)))                             \
    X(IoAcquireRemoveLockEx, 0, 2,                                                                 \
      (IoAcquireRemoveLock(&RemoveLock, &Event), IoReleaseRemoveLock(&RemoveLock, &Event)))        \
    X(IoAllocateIrp, 0, 2, Irp = IoAllocateIrp(1, FALSE))                                          \
    X(IoAllocateMdl, 0, 2, Mdl = IoAllocateMdl(Bytes, sizeof Bytes, FALSE, FALSE, NULL))           \
    X(IoGetConfigurationInformation, 0, 0, IoGetConfigurationInformation())                        \
    X(IoGetTopLevelIrp, 0, 2, IoGetTopLevelIrp())                                                  \
    X(IoSetTopLevelIrp, 0, 2, IoSetTopLevelIrp(NULL))                                              \
    X(IoInitializeRemoveLockEx, 0, 0, IoInitializeRemoveLock(&OtherLock, TAG, 0, 0))               \
    X(KeAcquireGuardedMutex, 0, 1,                                                                 \
      (KeAcquireGuardedMutex(&Guarded), KeReleaseGuardedMutex(&Guarded)))                          \
    X(KeAcquireInStackQueuedSpinLock, 0, 2,                                                        \
      (KeAcquireInStackQueuedSpinLock(&Lock, &Queued), KeReleaseInStackQueuedSpinLock(&Queued)))   \
    X(KeAcquireSpinLockRaiseToDpc, 0, 2,                                                           \
      (Irql = KeAcquireSpinLockRaiseToDpc(&Lock), KeReleaseSpinLock(&Lock, Irql)))                 \
    X(KeAreAllApcsDisabled, 0, 2, KeAreAllApcsDisabled())                                          \
    X(KeAreApcsDisabled, 0, 2, KeAreApcsDisabled())                                                \
    X(KeCancelTimer, 0, 2, KeCancelTimer(&Timer))                                                  \
    X(KeClearEvent, 0, 2, KeClearEvent(&Event))                                                    \
    X(KeDelayExecutionThread, 0, 1, KeDelayExecutionThread(KernelMode, FALSE, SOON))               \
    X(KeEnterCriticalRegion, 0, 1, (KeEnterCriticalRegion(), KeLeaveCriticalRegion()))             \
    X(KeEnterGuardedRegion, 0, 1, (KeEnterGuardedRegion(), KeLeaveGuardedRegion()))                \
    X(KeFlushQueuedDpcs, 0, 0, KeFlushQueuedDpcs())                                                \
    X(KeInitializeSemaphore, 0, 0, KeInitializeSemaphore(&Semaphore, 0, 1))                        \
    X(KeInitializeTimer, 0, 2, KeInitializeTimer(&Timer))                                          \
    X(KeInitializeTimerEx, 0, 2, KeInitializeTimerEx(&Timer, SynchronizationTimer))                \
    X(KeInsertDeviceQueue, 2, 2,                                                                   \
      (KeInsertDeviceQueue(&DeviceQueue, &DeviceEntry), KeRemoveDeviceQueue(&DeviceQueue)))        \
    X(KeReadStateEvent, 0, 2, KeReadStateEvent(&Event))                                            \
    X(KeReadStateTimer, 0, 2, KeReadStateTimer(&Timer))                                            \
    X(KeReleaseSemaphore, 0, 2, KeReleaseSemaphore(&Semaphore, IO_NO_INCREMENT, 1, FALSE))         \
    X(KeResetEvent, 0, 2, KeResetEvent(&Event))                                                    \
    X(KeSetEvent, 0, 2, KeSetEvent(&Event, IO_NO_INCREMENT, FALSE))                                \
    X(KeSetTimer, 0, 2, (KeSetTimer(&Timer, Later, NULL), KeCancelTimer(&Timer)))                  \
    X(KeSetTimerEx, 0, 2, (KeSetTimerEx(&Timer, Later, 0, NULL), KeCancelTimer(&Timer)))           \
    X(KeWaitForSingleObject, 0, 2,                                                                 \
      KeWaitForSingleObject(&Event, Executive, KernelMode, FALSE, NOW))                            \
    X(PsGetVersion, 0, 0, PsGetVersion(NULL, NULL, NULL, NULL))                                    \
    X(RtlAnsiStringToUnicodeString, 0, 0, RtlAnsiStringToUnicodeString(&Copy, &Narrow, FALSE))     \
    X(RtlCompareUnicodeString, 0, 0, RtlCompareUnicodeString(&Name, &Name, TRUE))                  \
    X(RtlEqualUnicodeString, 0, 0, RtlEqualUnicodeString(&Name, &Name, TRUE))                      \
    X(RtlGetVersion, 0, 0, RtlGetVersion(&Version))                                                \
    X(RtlGUIDFromString, 0, 0, RtlGUIDFromString(&Name, &Guid))                                    \
    X(RtlHashUnicodeString, 0, 1, RtlHashUnicodeString(&Name, TRUE, 0, &Number))                   \
    X(RtlPrefixUnicodeString, 0, 0, RtlPrefixUnicodeString(&Name, &Name, FALSE))                   \
    X(RtlUnicodeStringToAnsiString, 0, 0, RtlUnicodeStringToAnsiString(&Narrow, &Name, FALSE))     \
    X(RtlUnicodeStringToInteger, 0, 0, RtlUnicodeStringToInteger(&Name, 10, &Number))              \
    X(RtlUpcaseUnicodeChar, 0, 1, RtlUpcaseUnicodeChar('a'))                                       \
    X(RtlUpcaseUnicodeString, 0, 1, RtlUpcaseUnicodeString(&Copy, &Name, FALSE))                   \
    X(ZwClose, 0, 0, ZwClose(Handle))                                                              \
    X(ZwOpenKey, 0, 0, ZwOpenKey(&Handle, KEY_READ, &Attributes))

/* Only where they must not be called. */
#define STOPPED(X)                                                                                 \
    X(DbgPrint, 0, 12, DbgPrint("no\n"))                                                           \
    X(ExAcquireSpinLockExclusiveAtDpcLevel, 2, 15, ExAcquireSpinLockExclusiveAtDpcLevel(&ExLock))  \
    X(ExAllocateTimer, 0, 2, ExAllocateTimer(NULL, NULL, 0))                                       \
    X(ExCreateCallback, 0, 1, ExCreateCallback(NULL, &Attributes, TRUE, TRUE))                     \
    X(ExDeleteNPagedLookasideList, 0, 2, ExDeleteNPagedLookasideList(&Lookaside))                  \
    X(ExDeletePagedLookasideList, 0, 1, ExDeletePagedLookasideList(&Paged))                        \
    X(ExDeleteResourceLite, 0, 1, ExDeleteResourceLite(&Resource))                                 \
    X(ExDeleteTimer, 0, 2, ExDeleteTimer(NULL, FALSE, FALSE, NULL))                                \
    X(ExFreePoolWithTag, 0, 2, ExFreePoolWithTag(Bytes, TAG))                                      \
    X(ExInitializePagedLookasideList, 0, 1,                                                        \
      ExInitializePagedLookasideList(&Paged, NULL, NULL, 0, 8, TAG, 0))                            \
    X(ExReleaseFastMutex, 1, 1, ExReleaseFastMutex(&Fast))                                         \
    X(ExReleaseResourceLite, 0, 2, ExReleaseResourceLite(&Resource))                               \
    X(ExReleaseSpinLockExclusive, 2, 2, ExReleaseSpinLockExclusive(&ExLock, PASSIVE_LEVEL))        \
    X(ExWaitForRundownProtectionRelease, 0, 1, ExWaitForRundownProtectionRelease(&Rundown))        \
    X(IoAllocateDriverObjectExtension, 0, 2,                                                       \
      IoAllocateDriverObjectExtension(NULL, NULL, 8, &Memory))                                     \
    X(IoAllocateErrorLogEntry, 0, 2, IoAllocateErrorLogEntry(NULL, 64))                            \
    X(IoAllocateWorkItem, 0, 2, IoAllocateWorkItem(NULL))                                          \
    X(IoAttachDeviceToDeviceStack, 0, 2, IoAttachDeviceToDeviceStack(NULL, NULL))                  \
    X(IoBuildDeviceIoControlRequest, 0, 1,                                                         \
      IoBuildDeviceIoControlRequest(0, NULL, NULL, 0, NULL, 0, FALSE, NULL, NULL))                 \
    X(IoBuildSynchronousFsdRequest, 0, 1,                                                          \
      IoBuildSynchronousFsdRequest(IRP_MJ_READ, NULL, NULL, 0, NULL, NULL, NULL))                  \
    X(IoCancelIrp, 0, 2, IoCancelIrp(NULL))                                                        \
    X(IoCreateDevice, 0, 1,                                                                        \
      IoCreateDevice(NULL, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, NULL))                          \
    X(IoCreateSymbolicLink, 0, 0, IoCreateSymbolicLink(&Name, &Name))                              \
    X(IoDeleteDevice, 0, 1, IoDeleteDevice(NULL))                                                  \
    X(IoDeleteSymbolicLink, 0, 0, IoDeleteSymbolicLink(&Name))                                     \
    X(IoDetachDevice, 0, 0, IoDetachDevice(NULL))                                                  \
    X(IoFreeIrp, 0, 2, IoFreeIrp(NULL))                                                            \
    X(IoFreeMdl, 0, 2, IoFreeMdl(NULL))                                                            \
    X(IoFreeWorkItem, 0, 2, IoFreeWorkItem(NULL))                                                  \
    X(IoGetAttachedDeviceReference, 0, 2, IoGetAttachedDeviceReference(NULL))                      \
    X(IoGetDeviceInterfaces, 0, 0, IoGetDeviceInterfaces(&Guid, NULL, 0, NULL))                    \
    X(IoGetDeviceObjectPointer, 0, 0, IoGetDeviceObjectPointer(&Name, 0, NULL, NULL))              \
    X(IoGetDeviceProperty, 0, 0,                                                                   \
      IoGetDeviceProperty(NULL, DevicePropertyHardwareID, 0, NULL, &Number))                       \
    X(IoInvalidateDeviceRelations, 0, 2, IoInvalidateDeviceRelations(NULL, BusRelations))          \
    X(IoOpenDeviceRegistryKey, 0, 0, IoOpenDeviceRegistryKey(NULL, 1, KEY_READ, &Handle))          \
    X(IoQueueWorkItem, 0, 2, IoQueueWorkItem(NULL, NULL, DelayedWorkQueue, NULL))                  \
    X(IoRegisterDeviceInterface, 0, 0, IoRegisterDeviceInterface(NULL, &Guid, NULL, &Copy))        \
    X(IoRegisterPlugPlayNotification, 0, 0,                                                        \
      IoRegisterPlugPlayNotification(EventCategoryHardwareProfileChange, 0, NULL, NULL, NULL,      \
                                     NULL, NULL))                                                  \
    X(IoReleaseCancelSpinLock, 2, 2, IoReleaseCancelSpinLock(PASSIVE_LEVEL))                       \
    X(IoReleaseRemoveLockAndWaitEx, 0, 0, IoReleaseRemoveLockAndWait(&RemoveLock, NULL))           \
    X(IoReuseIrp, 0, 2, IoReuseIrp(NULL, STATUS_SUCCESS))                                          \
    X(IoSetDeviceInterfaceState, 0, 0, IoSetDeviceInterfaceState(&Name, TRUE))                     \
    X(IoStartNextPacket, 2, 2, IoStartNextPacket(NULL, FALSE))                                     \
    X(IoStartPacket, 0, 2, IoStartPacket(NULL, NULL, NULL, NULL))                                  \
    X(IoWriteErrorLogEntry, 0, 2, IoWriteErrorLogEntry(NULL))                                      \
    X(KeAcquireSpinLockAtDpcLevel, 2, 15, KeAcquireSpinLockAtDpcLevel(&Lock))                      \
    X(KeLeaveCriticalRegion, 0, 1, KeLeaveCriticalRegion())                                        \
    X(KeReleaseInStackQueuedSpinLock, 2, 2, KeReleaseInStackQueuedSpinLock(&Queued))               \
    X(KeRemoveDeviceQueue, 2, 2, KeRemoveDeviceQueue(&DeviceQueue))                                \
    X(KeReleaseMutex, 0, 2, KeReleaseMutex(&Mutex, FALSE))                                         \
    X(KeReleaseSpinLock, 2, 2, KeReleaseSpinLock(&Lock, PASSIVE_LEVEL))                            \
    X(KeReleaseSpinLockFromDpcLevel, 2, 15, KeReleaseSpinLockFromDpcLevel(&Lock))                  \
    X(KeSetPriorityThread, 0, 0, KeSetPriorityThread(NULL, LOW_REALTIME_PRIORITY))                 \
    X(KeWaitForMultipleObjects, 0, 2,                                                              \
      KeWaitForMultipleObjects(0, NULL, WaitAny, Executive, KernelMode, FALSE, NOW, NULL))         \
    X(MmBuildMdlForNonPagedPool, 0, 2, MmBuildMdlForNonPagedPool(NULL))                            \
    X(MmFreeContiguousMemory, 0, 2, MmFreeContiguousMemory(NULL))                                  \
    X(MmGetSystemRoutineAddress, 0, 0, MmGetSystemRoutineAddress(&Name))                           \
    X(MmMapIoSpaceEx, 0, 2, MmMapIoSpaceEx(Zero, PAGE_SIZE, PAGE_READWRITE))                       \
    X(MmProbeAndLockPages, 0, 2, MmProbeAndLockPages(NULL, KernelMode, IoReadAccess))              \
    X(MmUnlockPages, 0, 2, MmUnlockPages(NULL))                                                    \
    X(MmUnmapIoSpace, 0, 2, MmUnmapIoSpace(NULL, PAGE_SIZE))                                       \
    X(ObReferenceObjectByHandle, 0, 0,                                                             \
      ObReferenceObjectByHandle(NULL, 0, NULL, KernelMode, &Memory, NULL))                         \
    X(ObOpenObjectByPointer, 0, 1,                                                                 \
      ObOpenObjectByPointer(NULL, 0, NULL, 0, NULL, KernelMode, &Handle))                          \
    X(PoStartNextPowerIrp, 0, 2, PoStartNextPowerIrp(NULL))                                        \
    X(ProbeForRead, 0, 1, ProbeForRead(NULL, 1, 1))                                                \
    X(ProbeForWrite, 0, 1, ProbeForWrite(NULL, 1, 1))                                              \
    X(PsCreateSystemThread, 0, 0,                                                                  \
      PsCreateSystemThread(&Handle, 0, NULL, NULL, NULL, NULL, NULL))                              \
    X(PsTerminateSystemThread, 0, 0, PsTerminateSystemThread(STATUS_SUCCESS))                      \
    X(RtlFreeUnicodeString, 0, 1, RtlFreeUnicodeString(&Copy))                                     \
    X(RtlLookupElementGenericTable, 0, 2, RtlLookupElementGenericTable(NULL, NULL))                \
    X(RtlQueryRegistryValues, 0, 0, RtlQueryRegistryValues(0, NULL, NULL, NULL, NULL))             \
    X(RtlSplay, 0, 2, RtlSplay(NULL))                                                              \
    X(RtlStringFromGUID, 0, 0, RtlStringFromGUID(&Guid, &Copy))                                    \
    X(SeSinglePrivilegeCheck, 0, 0, SeSinglePrivilegeCheck(RtlConvertLongToLuid(1), KernelMode))   \
    X(ZwCreateKey, 0, 0, ZwCreateKey(&Handle, KEY_READ, &Attributes, 0, NULL, 0, NULL))            \
    X(ZwDeleteKey, 0, 0, ZwDeleteKey(NULL))                                                        \
    X(ZwEnumerateKey, 0, 0, ZwEnumerateKey(NULL, 0, KeyBasicInformation, NULL, 0, &Number))        \
    X(ZwReadFile, 0, 0, ZwReadFile(NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL))             \
    X(ZwSetValueKey, 0, 0, ZwSetValueKey(NULL, &Name, 0, REG_DWORD, &Number, 4))                   \
    X(ZwWriteFile, 0, 0, ZwWriteFile(NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL))

/* --- the objects of the calls ----------------------------------------------------------------- */

static VOID
PrepareObjects(void)
{
    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    KeInitializeSemaphore(&Semaphore, 0, 1);
    KeInitializeMutex(&Mutex, 0);
    KeInitializeTimer(&Timer);
    KeInitializeSpinLock(&Lock);
    KeInitializeDeviceQueue(&DeviceQueue);
    KeInitializeGuardedMutex(&Guarded);
    ExInitializeFastMutex(&Fast);
    ExInitializeRundownProtection(&Rundown);
    ExInitializeResourceLite(&Resource);
    IoInitializeRemoveLock(&RemoveLock, TAG, 0, 0);
    ExLock = 0;
}

static VOID
PrepareData(void)
{
    static UNICODE_STRING Key = RTL_CONSTANT_STRING(L"\\Registry\\Machine");

    RtlInitAnsiString(&Narrow, "narrow");
    Narrow.Buffer = (PCHAR)Bytes;
    Narrow.MaximumLength = sizeof Bytes;
    Copy.Buffer = Letters;
    Copy.Length = 0;
    Copy.MaximumLength = sizeof Letters;
    InitializeObjectAttributes(&Attributes, &Key, OBJ_KERNEL_HANDLE, NULL, NULL);
    assert_nt_success(ZwOpenKey(&Handle, KEY_READ, &Attributes));
}

/* What an allowed call may have left. */
static VOID
TidyUp(BOOLEAN HandleIsOpen)
{
    if (Memory != NULL) {
        ExFreePool(Memory);
    }
    if (Irp != NULL) {
        IoFreeIrp(Irp);
    }
    if (Mdl != NULL) {
        IoFreeMdl(Mdl);
    }
    if (HandleIsOpen) {
        ZwClose(Handle);
    }
    ExDeleteResourceLite(&Resource);
}

static VOID
Prepare(void)
{
    Memory = NULL;
    Irp = NULL;
    Mdl = NULL;
    PrepareObjects();
    PrepareData();
}

/* --- a row as two tests ----------------------------------------------------------------------- */

static KIRQL
ForbiddenIrql(KIRQL Lowest, KIRQL Highest)
{
    return Lowest > PASSIVE_LEVEL ? Lowest - 1 : Highest + 1;
}

static VOID
Raise(KIRQL To)
{
    KIRQL Old;

    if (To > PASSIVE_LEVEL) {
        KeRaiseIrql(To, &Old);
    }
}

static VOID
ExpectReport(PCSTR Function, KIRQL Lowest, KIRQL Highest)
{
    assert_int_equal(sim_bugcheck_parameter(1), Lowest == Highest ? 1 : 2);
    assert_int_equal(sim_bugcheck_parameter(2), ForbiddenIrql(Lowest, Highest));
    assert_int_equal(sim_bugcheck_parameter(3), Lowest > PASSIVE_LEVEL ? Lowest : Highest);
    assert_string_equal((PCSTR)(ULONG_PTR)sim_bugcheck_parameter(4), Function);
}

#define IS_STOPPED(Function, Lowest, Highest, Call)                                                \
    static void Function##_is_stopped(void **state)                                                \
    {                                                                                              \
        Prepare();                                                                                 \
        Raise(ForbiddenIrql(Lowest, Highest));                                                     \
        assert_bugcheck(DRIVER_VIOLATION, Call);                                                   \
        ExpectReport(#Function, Lowest, Highest);                                                  \
    }

#define PASSES(Function, Lowest, Highest, Call)                                                    \
    static void Function##_passes(void **state)                                                    \
    {                                                                                              \
        HANDLE Opened;                                                                             \
                                                                                                   \
        Prepare();                                                                                 \
        Opened = Handle;                                                                           \
        Raise(Highest);                                                                            \
        Call;                                                                                      \
        assert_int_equal(KeGetCurrentIrql(), Highest);                                             \
        KeLowerIrql(PASSIVE_LEVEL);                                                                \
        if (Opened != Handle) {                                                                    \
            ZwClose(Opened);                                                                       \
        }                                                                                          \
        TidyUp(strcmp(#Function, "ZwClose") != 0);                                                 \
    }

BOTH(IS_STOPPED)
BOTH(PASSES)
STOPPED(IS_STOPPED)

/* --- what is printed -------------------------------------------------------------------------- */

static void
sets_an_event_in_an_isr(void **state)
{
    Raise(DEVICE_LEVEL);
    KeSetEvent(&Event, IO_NO_INCREMENT, FALSE);
    fail();
}

static void
closes_in_a_dpc(void **state)
{
    Raise(DISPATCH_LEVEL);
    ZwClose(NULL);
    fail();
}

static void
releases_what_it_did_not_acquire(void **state)
{
    IoReleaseCancelSpinLock(PASSIVE_LEVEL);
    fail();
}

static void
uses_the_macro_of_a_remove_lock(void **state)
{
    Raise(APC_LEVEL);
    IoReleaseRemoveLockAndWait(&RemoveLock, NULL);
    fail();
}

static void
expect_text(void (*body)(void **state), PCSTR rule)
{
    static struct captured captured;

    capture_boot(&captured, &(struct sim_setup){.name = "irql", .test = body});
    assert_int_equal(captured.result.bugcheck, DRIVER_VIOLATION);
    capture_expect(&captured, rule);
    capture_expect(&captured, "test_irql100.c:");
}

static void
the_report_names_function_rule_irql_and_line(void **state)
{
    expect_text(sets_an_event_in_an_isr,
                "KeSetEvent was called at IRQL 3; it may be called at 0 to 2");
    expect_text(closes_in_a_dpc, "ZwClose was called at IRQL 2; it may be called at 0 to 0");
    expect_text(releases_what_it_did_not_acquire,
                "IoReleaseCancelSpinLock was called at IRQL 0; it may be called at 2 to 2");
    expect_text(uses_the_macro_of_a_remove_lock,
                "IoReleaseRemoveLockAndWaitEx was called at IRQL 1; it may be called at 0 to 0");
}

#define TEST_STOPPED(Function, Lowest, Highest, Call) SIM_TEST(Function##_is_stopped),
#define TEST_PASSES(Function, Lowest, Highest, Call) SIM_TEST(Function##_passes),

SIM_TESTS(BOTH(TEST_STOPPED) STOPPED(TEST_STOPPED) BOTH(TEST_PASSES)
              cmocka_unit_test(the_report_names_function_rule_irql_and_line))
