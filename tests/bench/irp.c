/*
 * tests/bench/irp.c - packets: allocated and freed, passed down a deep stack, and what one takes
 */
#include <stdlib.h>

#include <wdm.h>
#include <sim/test.h>

#include "bench.h"

enum { TIMES = 20000, OUTSTANDING = 2000, DEPTH = 3, CHUNK_SLACK = 4 * PAGE_SIZE };

static double
run_alloc(void)
{
    uint64_t start = bench_ns();

    for (int i = 0; i < TIMES; i++) {
        IoFreeIrp(IoAllocateIrp(DEPTH, FALSE));
    }
    return (double)(bench_ns() - start) / TIMES;
}

const struct benchmark irp_alloc_free = {
    .name = "irp_alloc_free", .unit = "ns", .run = run_alloc, .cpus = 1};

/* --- eight drivers ---------------------------------------------------------------------------- */

static NTSTATUS
Keep(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static double
run_deep(void)
{
    static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\BenchDeep");
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
    }
    start = bench_ns() - start;
    IoFreeIrp(Irp);
    ObDereferenceObject(File);
    return (double)start / TIMES;
}

const struct benchmark irp_pass_8_drivers = {
    .name = "irp_pass_8_drivers", .unit = "ns", .run = run_deep, .cpus = 1, .driver = "bench_deep"};

/* --- memory ----------------------------------------------------------------------------------- */

static int
compare(const void *a, const void *b)
{
    ULONG_PTR x = (ULONG_PTR) * (PIRP *)a, y = (ULONG_PTR) * (PIRP *)b;

    return x < y ? -1 : x > y;
}

/* Packets lie side by side: the distance from one to the next is what one takes. Where a chunk ends
   the distance says nothing. */
static double
run_bytes(void)
{
    static PIRP Irps[OUTSTANDING];
    uint64_t bytes = 0;
    ULONG counted = 0;

    for (ULONG i = 0; i < OUTSTANDING; i++) {
        Irps[i] = IoAllocateIrp(DEPTH, FALSE);
    }
    qsort(Irps, OUTSTANDING, sizeof Irps[0], compare);
    for (ULONG i = 1; i < OUTSTANDING; i++) {
        ULONG_PTR distance = (ULONG_PTR)Irps[i] - (ULONG_PTR)Irps[i - 1];

        if (distance < CHUNK_SLACK / 8) {
            bytes += distance;
            counted++;
        }
    }
    for (ULONG i = 0; i < OUTSTANDING; i++) {
        IoFreeIrp(Irps[i]);
    }
    return (double)bytes / counted - IoSizeOfIrp(DEPTH);
}

const struct benchmark irp_bytes = {
    .name = "irp_bytes", .unit = "bytes", .run = run_bytes, .cpus = 1};
