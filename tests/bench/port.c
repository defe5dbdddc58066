/*
 * tests/bench/port.c - requests that end in a completion port; requests that are cancelled
 */
#include <wdm.h>
#include <sim/test.h>

#include "bench.h"

enum { TIMES = 20000 };

/* --- a control without data, and its packet --------------------------------------------------- */

static double
run_iocp(void)
{
    HANDLE file = sim_open(L"\\\\.\\BenchNull");
    HANDLE port = CreateIoCompletionPort(file, NULL, 1, 0);
    DWORD code = CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS), bytes;
    OVERLAPPED overlapped = {0}, *ended;
    ULONG_PTR key;
    uint64_t start = bench_ns();

    for (int i = 0; i < TIMES; i++) {
        assert_true(DeviceIoControl(file, code, NULL, 0, NULL, 0, NULL, &overlapped));
        assert_true(GetQueuedCompletionStatus(port, &bytes, &key, &ended, INFINITE));
    }
    start = bench_ns() - start;
    CloseHandle(file);
    CloseHandle(port);
    return (double)start / TIMES;
}

const struct benchmark iocp_round_trip = {
    .name = "iocp_round_trip", .unit = "ns", .run = run_iocp, .cpus = 1, .driver = "bench_stack"};

/* --- a request that is pended, cancelled, completed ------------------------------------------- */

static NTSTATUS
Keep(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static double
run_cancel(void)
{
    static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\BenchPend");
    PFILE_OBJECT File;
    PDEVICE_OBJECT Device;
    PIRP Irp;
    uint64_t start;

    assert_nt_success(IoGetDeviceObjectPointer(&Name, FILE_READ_DATA, &File, &Device));
    Irp = IoAllocateIrp(Device->StackSize, FALSE);
    start = bench_ns();
    for (int i = 0; i < TIMES; i++) {
        IoReuseIrp(Irp, STATUS_SUCCESS);
        IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_READ;
        IoSetCompletionRoutine(Irp, Keep, NULL, TRUE, TRUE, TRUE);
        IoCallDriver(Device, Irp);
        IoCancelIrp(Irp);
    }
    start = bench_ns() - start;
    IoFreeIrp(Irp);
    ObDereferenceObject(File);
    return (double)start / TIMES;
}

const struct benchmark cancel_pended = {
    .name = "cancel_pended", .unit = "ns", .run = run_cancel, .cpus = 1, .driver = "bench_pend"};
