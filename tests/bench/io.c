/*
 * tests/bench/io.c - requests, interrupts, memory accesses
 */
#include <ntifs.h>
#include <sim/race.h>
#include <sim/test.h>

#include "bench.h"

enum { TIMES = 20000 };

static HANDLE
open(const WCHAR *name)
{
    return CreateFileW(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
}

/* --- user mode to a driver and back ----------------------------------------------------------- */

static double
run_ioctl(void)
{
    HANDLE file = open(L"\\\\.\\BenchNull");
    DWORD code = CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS), bytes;
    ULONG value = 1;
    uint64_t start = bench_ns();

    for (int i = 0; i < TIMES; i++) {
        assert_true(
            DeviceIoControl(file, code, &value, sizeof value, &value, sizeof value, &bytes, NULL));
    }
    start = bench_ns() - start;
    CloseHandle(file);
    return (double)start / TIMES;
}

const struct benchmark ioctl_null_buffered = {.name = "ioctl_null_buffered",
                                              .unit = "ns",
                                              .run = run_ioctl,
                                              .cpus = 1,
                                              .driver = "bench_stack"};

static double
run_read(void)
{
    static UCHAR buffer[2 * PAGE_SIZE];
    UCHAR *page = (UCHAR *)(((ULONG_PTR)buffer + PAGE_SIZE - 1) & ~(ULONG_PTR)(PAGE_SIZE - 1));
    HANDLE file = open(L"\\\\.\\BenchDirect");
    IO_STATUS_BLOCK iosb;
    uint64_t start = bench_ns();

    for (int i = 0; i < TIMES; i++) {
        assert_nt_success(
            NtReadFile(file, NULL, NULL, NULL, &iosb, page, PAGE_SIZE, NULL, NULL));
    }
    start = bench_ns() - start;
    CloseHandle(file);
    return (double)start / TIMES;
}

const struct benchmark read_direct_4k = {
    .name = "read_direct_4k", .unit = "ns", .run = run_read, .cpus = 1, .driver = "bench_stack"};

static double
run_open(void)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\BenchNull");
    OBJECT_ATTRIBUTES attributes;
    IO_STATUS_BLOCK iosb;
    HANDLE file;
    uint64_t start = bench_ns();

    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    for (int i = 0; i < TIMES; i++) {
        assert_nt_success(NtCreateFile(&file, FILE_READ_DATA, &attributes, &iosb, NULL, 0, 0,
                                       FILE_OPEN, 0, NULL, 0));
        assert_nt_success(NtClose(file));
    }
    return (double)(bench_ns() - start) / TIMES;
}

const struct benchmark open_close = {
    .name = "open_close", .unit = "ns", .run = run_open, .cpus = 1, .driver = "bench_stack"};

/* --- one request through three devices -------------------------------------------------------- */

static NTSTATUS
Keep(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static double
run_irp(void)
{
    static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\BenchStack");
    PFILE_OBJECT File;
    PDEVICE_OBJECT Device;
    PIRP Irp;
    uint64_t start;

    assert_nt_success(IoGetDeviceObjectPointer(&Name, FILE_READ_DATA, &File, &Device));
    Irp = IoAllocateIrp(Device->StackSize, FALSE);
    start = bench_ns();
    for (int i = 0; i < TIMES; i++) {
        PIO_STACK_LOCATION Stack;

        IoReuseIrp(Irp, STATUS_SUCCESS);
        Stack = IoGetNextIrpStackLocation(Irp);
        Stack->MajorFunction = IRP_MJ_READ;
        IoSetCompletionRoutine(Irp, Keep, NULL, TRUE, TRUE, TRUE);
        IoCallDriver(Device, Irp);
    }
    start = bench_ns() - start;
    IoFreeIrp(Irp);
    ObDereferenceObject(File);
    return (double)start / TIMES;
}

const struct benchmark irp_pass_3_drivers = {
    .name = "irp_pass_3_drivers", .unit = "ns", .run = run_irp, .cpus = 1, .driver = "bench_stack"};

/* --- a driver that is told to do something many times ----------------------------------------- */

static double
run_write(const WCHAR *name, DWORD times)
{
    HANDLE file = open(name);
    char unused;
    DWORD bytes;
    uint64_t start = bench_ns();

    assert_true(WriteFile(file, &unused, times, &bytes, NULL));
    start = bench_ns() - start;
    CloseHandle(file);
    return (double)start / times;
}

static double
run_access(void)
{
    return run_write(L"\\\\.\\BenchAccess", 100 * TIMES);
}

const struct benchmark mem_access_instrumented = {.name = "mem_access_instrumented",
                                                  .unit = "ns",
                                                  .run = run_access,
                                                  .cpus = 1,
                                                  .driver = "bench_instrumented"};

/* The same accesses, compared with those of others: what each costs in a search. */
static double
run_access_checked(void)
{
    sim_races_watch();
    return run_access();
}

const struct benchmark access_checked = {.name = "access_checked",
                                         .unit = "ns",
                                         .run = run_access_checked,
                                         .cpus = 1,
                                         .driver = "bench_instrumented"};

/* --- from interrupt to DPC -------------------------------------------------------------------- */

static void
bell_write(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size, uint64_t value)
{
    if (value != 0) {
        sim_device_interrupt_raise(dev);
    } else {
        sim_device_interrupt_lower(dev);
    }
}

static const struct sim_device_model bell = {
    .name = "bell",
    .vendor = 0x1234,
    .device = 0xBE11,
    .class_code = 0xFF0000,
    .interrupt_pin = 1,
    .bars = {{.kind = SIM_BAR_MEMORY, .size = 4096, .access = 4}},
    .write = bell_write,
};

static double
run_bell(void)
{
    return run_write(L"\\\\.\\BenchBell", TIMES);
}

const struct benchmark interrupt_to_dpc_complete = {.name = "interrupt_to_dpc_complete",
                                                    .unit = "ns",
                                                    .run = run_bell,
                                                    .cpus = 1,
                                                    .driver = "bench_bell",
                                                    .device = &bell};
