/*
 * init/test_snapshot.c - a machine that goes back and runs on ends as it did (init/snapshot.c)
 *
 * Each body is run up to sim_bench_here, and what follows it ten times from there.
 */
#include <stdlib.h>

#include <sim/test.h>

#include <ntifs.h>

void sim_bench_here(void);
unsigned sim_bench_repeat(const struct sim_setup *setup, unsigned times, bool *failed);

enum { TIMES = 10, SEEDS = 4 };

#define VISITOR L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\stress_visitor"

static unsigned events;

/* Under several kinds of schedule. */
static void
repeat(void (*body)(void **), bool fails)
{
    for (unsigned i = 0; i <= SEEDS; i++) {
        struct sim_setup setup = {.name = "repeat",
                                  .test = body,
                                  .cpus = 3,
                                  .driver = "stress_visitor",
                                  .policy = i == 0 ? SIM_TIMED : SIM_RANDOM,
                                  .seed = i};
        bool failed;

        assert_int_equal(sim_bench_repeat(&setup, TIMES, &failed), TIMES);
        assert_int_equal(failed, fails);
    }
}

/* --- threads ---------------------------------------------------------------------------------- */

static void
counts(void *own)
{
    volatile char frames[3000];

    for (unsigned i = 0; i < 5; i++) {
        frames[i * 500] = (char)++*(unsigned *)own;
        Sleep(1);
        assert_int_equal(frames[i * 500], (char)*(unsigned *)own);
        ++events;
    }
}

static void
has_threads(void **state)
{
    HANDLE before[2], after[3];
    unsigned counted[5] = {0};

    (void)state;
    events = 0;
    for (unsigned i = 0; i < 2; i++) {
        before[i] = sim_thread(counts, &counted[i]);
    }
    Sleep(2);
    sim_bench_here();
    for (unsigned i = 0; i < 3; i++) {
        after[i] = sim_thread(counts, &counted[2 + i]);
    }
    for (unsigned i = 0; i < 5; i++) {
        sim_join(i < 2 ? before[i] : after[i - 2]);
        assert_int_equal(counted[i], 5);
    }
    assert_int_equal(events, 25);
}

static void
threads_go_back(void **state)
{
    (void)state;
    repeat(has_threads, false);
}

static void
in_another_process(void *unused)
{
    PUCHAR memory = VirtualAlloc(NULL, 3 * PAGE_SIZE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    assert_int_equal(memory[0] + memory[2 * PAGE_SIZE], 0);
    memory[0] = memory[2 * PAGE_SIZE] = 1;
    Sleep(3);
    assert_int_equal(memory[0] + memory[2 * PAGE_SIZE], 2);
    memory[0] = 5;
}

static void
has_processes(void **state)
{
    HANDLE before = sim_process(in_another_process, NULL), after;

    (void)state;
    Sleep(1);
    sim_bench_here();
    after = sim_process(in_another_process, NULL);
    sim_join(before);
    sim_join(after);
}

static void
processes_go_back(void **state)
{
    (void)state;
    repeat(has_processes, false);
}

/* --- memory ----------------------------------------------------------------------------------- */

static PUCHAR
view_of(HANDLE section)
{
    LARGE_INTEGER start = {.QuadPart = 0};
    PVOID address = NULL;
    SIZE_T size = 0;

    assert_nt_success(NtMapViewOfSection(section, NtCurrentProcess(), &address, 0, 0, &start, &size,
                                         ViewUnmap, 0, PAGE_READWRITE));
    return address;
}

static void
has_memory(void **state)
{
    PUCHAR kept = VirtualAlloc(NULL, 4 * PAGE_SIZE, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    PUCHAR reserved = VirtualAlloc(NULL, 64 * PAGE_SIZE, MEM_RESERVE, PAGE_READWRITE), view, more;
    LARGE_INTEGER bytes = {.QuadPart = 2 * PAGE_SIZE};
    PVOID pool = ExAllocatePoolWithTag(PagedPool, 100, 'panS'), grown[30];
    HANDLE section;

    (void)state;
    assert_nt_success(NtCreateSection(&section, SECTION_ALL_ACCESS, NULL, &bytes, PAGE_READWRITE,
                                      SEC_COMMIT, NULL));
    view = view_of(section);
    kept[PAGE_SIZE] = view[5] = 1;
    memset(pool, 1, 100);
    sim_bench_here();
    assert_int_equal(kept[PAGE_SIZE] + kept[0] + view[5] + ((PUCHAR)pool)[99], 3);
    more = view_of(section);
    assert_int_equal(more[5], 1);
    more[5] = kept[0] = 9;
    assert_non_null(VirtualAlloc(reserved + 8 * PAGE_SIZE, PAGE_SIZE, MEM_COMMIT, PAGE_READWRITE));
    assert_int_equal(reserved[8 * PAGE_SIZE], 0);
    reserved[8 * PAGE_SIZE] = 9;
    for (unsigned i = 0; i < 30; i++) {
        grown[i] = ExAllocatePoolWithTag(NonPagedPoolNx, 1000, 'panS');
        memset(grown[i], 9, 1000);
    }
    for (unsigned i = 0; i < 30; i++) {
        ExFreePoolWithTag(grown[i], 'panS');
    }
    memset(pool, 9, 100);
    ExFreePoolWithTag(pool, 'panS');
    assert_nt_success(NtUnmapViewOfSection(NtCurrentProcess(), view));
    assert_nt_success(NtUnmapViewOfSection(NtCurrentProcess(), more));
    assert_nt_success(NtClose(section));
    VirtualFree(kept, 0, MEM_RELEASE);
    VirtualFree(reserved, 0, MEM_RELEASE);
}

static void
memory_goes_back(void **state)
{
    (void)state;
    repeat(has_memory, false);
}

/* --- writes where no run wrote before (core/changed.c) ---------------------------------------- */

enum { MANY = 200, LATE = 120 };

static unsigned *run_number; /* on the host's heap: in no snapshot */
static UCHAR ours[5 * PAGE_SIZE];

static PUCHAR
locked(PMDL *mdl, PUCHAR buffer, ULONG size)
{
    *mdl = IoAllocateMdl(buffer, size, FALSE, FALSE, NULL);
    MmProbeAndLockPages(*mdl, KernelMode, IoModifyAccess);
    return MmGetSystemAddressForMdlSafe(*mdl, NormalPagePriority);
}

static void
unlock(PMDL mdl)
{
    MmUnlockPages(mdl);
    IoFreeMdl(mdl);
}

static bool
is_zero(const UCHAR *bytes, size_t size)
{
    while (size > 0 && bytes[size - 1] == 0) {
        size--;
    }
    return size == 0;
}

static void
writes_late(void **state)
{
    PUCHAR pool = ExAllocatePoolZero(NonPagedPoolNx, 3 * PAGE_SIZE, 'panS'), one, many;
    UNICODE_STRING *name = sim_driver_symbol("stress_visitor", "Name");
    USHORT length = name->Length;
    PMDL mdls[2];

    (void)state;
    one = locked(&mdls[0], ours + PAGE_SIZE, 1); // in the direct map
    many = locked(&mdls[1], ours + 2 * PAGE_SIZE, 3 * PAGE_SIZE);
    sim_bench_here();
    assert_true(is_zero(ours, sizeof ours) && is_zero(pool, 3 * PAGE_SIZE));
    assert_int_equal(name->Length, length);
    switch ((*run_number)++) {
    case LATE:
        ours[PAGE_SIZE / 2] = pool[PAGE_SIZE] = 1;
        break;
    case LATE + 5:
        one[0] = 1;
        break;
    case LATE + 10:
        many[2 * PAGE_SIZE - 1] = many[2 * PAGE_SIZE] = 1;
        break;
    case LATE + 15:
        name->Length++;
        break;
    default:
        break;
    }
    unlock(mdls[0]);
    unlock(mdls[1]);
    ExFreePoolWithTag(pool, 'panS');
}

static void
what_is_written_late_goes_back(void **state)
{
    struct sim_setup setup = {.name = "repeat", .test = writes_late, .driver = "stress_visitor"};
    bool failed;

    (void)state;
    run_number = calloc(1, sizeof *run_number);
    assert_int_equal(sim_bench_repeat(&setup, MANY, &failed), MANY);
    assert_false(failed);
    assert_int_equal(*run_number, MANY);
    free(run_number);
}

/* --- drivers ---------------------------------------------------------------------------------- */

static void
has_a_driver(void **state)
{
    UNICODE_STRING key;

    (void)state;
    RtlInitUnicodeString(&key, VISITOR);
    sim_bench_here();
    assert_nt_success(ZwUnloadDriver(&key));
    assert_nt_success(ZwLoadDriver(&key));
    assert_nt_success(ZwUnloadDriver(&key));
}

static void
an_unloaded_driver_comes_back(void **state)
{
    (void)state;
    repeat(has_a_driver, false);
}

/* --- ends ------------------------------------------------------------------------------------- */

static void
fails_in_a_thread(void *unused)
{
    Sleep(1);
    assert_true(unused != NULL);
}

static void
has_a_failure(void **state)
{
    HANDLE thread;

    (void)state;
    sim_bench_here();
    thread = sim_thread(fails_in_a_thread, NULL);
    sim_join(thread);
}

static void
a_failed_run_can_be_repeated(void **state)
{
    (void)state;
    repeat(has_a_failure, true);
}

static void
has_a_crash(void **state)
{
    (void)state;
    sim_bench_here();
    KeBugCheckEx(0xE2, 1, 2, 3, 4);
}

static void
a_crashed_run_can_be_repeated(void **state)
{
    (void)state;
    repeat(has_a_crash, true);
}

static void
has_a_fault(void **state)
{
    volatile ULONG_PTR nowhere = 0x10;

    (void)state;
    sim_bench_here();
    *(volatile int *)nowhere = 1;
}

static void
a_run_that_faulted_can_be_repeated(void **state)
{
    (void)state;
    repeat(has_a_fault, true);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_go_back),
        cmocka_unit_test(processes_go_back),
        cmocka_unit_test(memory_goes_back),
        cmocka_unit_test(what_is_written_late_goes_back),
        cmocka_unit_test(an_unloaded_driver_comes_back),
        cmocka_unit_test(a_failed_run_can_be_repeated),
        cmocka_unit_test(a_crashed_run_can_be_repeated),
        cmocka_unit_test(a_run_that_faulted_can_be_repeated),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
