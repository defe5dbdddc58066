/*
 * mm/test_lock.c - which buffers can be locked, and what goes wrong
 */
#include "mm_test.h"

#include <stdlib.h>

static UCHAR Variable[2 * PAGE_SIZE];

static void
locks_what_user_mode_has(void **state)
{
    PUCHAR memory = user_memory(PAGE_SIZE, PAGE_READWRITE);
    UCHAR local[100];

    unlock_and_free(locked_mdl(memory, PAGE_SIZE));
    unlock_and_free(locked_mdl(local, sizeof local));
    unlock_and_free(locked_mdl(Variable, sizeof Variable));
}

static void
locks_pool_and_kernel_stacks_for_kernel_mode(void **state)
{
    PUCHAR paged = ExAllocatePoolWithTag(PagedPool, 5000, 'tseT');
    PMDL mdl = mdl_for(paged, 5000);

    MmProbeAndLockPages(mdl, KernelMode, IoWriteAccess);
    assert_true(mdl->MdlFlags & MDL_PAGES_LOCKED);
    assert_true(mdl->MdlFlags & MDL_WRITE_OPERATION);
    MmUnlockPages(mdl);
    assert_false(mdl->MdlFlags & MDL_PAGES_LOCKED);
    MmProbeAndLockPages(mdl, KernelMode, IoReadAccess); /* again */
    assert_false(mdl->MdlFlags & MDL_WRITE_OPERATION);
    unlock_and_free(mdl);
    ExFreePool(paged);
}

static void
refuses_kernel_memory_for_user_mode(void **state)
{
    PMDL mdl = mdl_for(pool(16), 16);

    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, MmProbeAndLockPages(mdl, UserMode, IoReadAccess));
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_ACCESS_VIOLATION);
}

static void
refuses_to_write_what_is_read_only(void **state)
{
    PMDL mdl = mdl_for(user_memory(PAGE_SIZE, PAGE_READONLY), PAGE_SIZE);

    MmProbeAndLockPages(mdl, UserMode, IoReadAccess);
    MmUnlockPages(mdl);
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, MmProbeAndLockPages(mdl, UserMode, IoWriteAccess));
}

static void
refuses_what_is_not_there(void **state)
{
    PMDL mdl = mdl_for(user_memory(PAGE_SIZE, PAGE_READWRITE), PAGE_SIZE + 1);

    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, MmProbeAndLockPages(mdl, UserMode, IoReadAccess));
}

static void
names_a_buffer_of_the_host_s_heap(void **state)
{
    void *host = malloc(1 << 20); /* large: far from the program's data */
    PMDL mdl = mdl_for(host, 100);

    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    MmProbeAndLockPages(mdl, UserMode, IoReadAccess));
    free(host);
}

static void
locks_an_mdl_once(void **state)
{
    PMDL mdl = locked_mdl(Variable, 10);

    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    MmProbeAndLockPages(mdl, KernelMode, IoReadAccess));
    VERIFIER_RULE(0xB0);
}

static void
unlocks_what_was_locked(void **state)
{
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, MmUnlockPages(mdl_for(Variable, 10)));
    VERIFIER_RULE(0x7C);
}

static void
does_not_unlock_nonpaged_pool(void **state)
{
    PMDL mdl = mdl_for(pool(16), 16);

    MmBuildMdlForNonPagedPool(mdl);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, MmUnlockPages(mdl));
    VERIFIER_RULE(0x7D);
}

static void
frees_nothing_that_is_locked(void **state)
{
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, IoFreeMdl(locked_mdl(Variable, 10)));
}

static void
lock_and_leave(void *unused)
{
    locked_mdl(user_memory(PAGE_SIZE, PAGE_READWRITE), 10);
}

static void
does_not_let_the_process_go(void **state)
{
    assert_bugcheck(PROCESS_HAS_LOCKED_PAGES, {
        sim_join(sim_process(lock_and_leave, NULL));
        sim_run_until_idle();
    });
}

static struct {
    PUCHAR memory;
    PEPROCESS process;
    KEVENT ready, done;
} Other;

static void
offer_memory(void *unused)
{
    Other.memory = user_memory(PAGE_SIZE, PAGE_READWRITE);
    Other.memory[1] = 1;
    Other.process = PsGetCurrentProcess();
    KeSetEvent(&Other.ready, 0, FALSE);
    KeWaitForSingleObject(&Other.done, Executive, KernelMode, FALSE, NULL);
    assert_int_equal(Other.memory[1], 2);
}

static void
locks_what_another_process_has(void **state)
{
    HANDLE process;
    PUCHAR address;
    PMDL mdl;

    KeInitializeEvent(&Other.ready, NotificationEvent, FALSE);
    KeInitializeEvent(&Other.done, NotificationEvent, FALSE);
    process = sim_process(offer_memory, NULL);
    KeWaitForSingleObject(&Other.ready, Executive, KernelMode, FALSE, NULL);
    mdl = mdl_for(Other.memory, PAGE_SIZE);
    MmProbeAndLockProcessPages(mdl, Other.process, UserMode, IoWriteAccess);
    address = MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority);
    assert_ptr_equal(MmGetMdlBaseVa(mdl), Other.memory);
    assert_ptr_equal(MmGetSystemAddressForMdl(mdl), address); /* mapped already */
    address[1]++;
    unlock_and_free(mdl);
    KeSetEvent(&Other.done, 0, FALSE);
    sim_join(process);
}

SIM_TESTS(SIM_TEST(locks_what_user_mode_has),
          SIM_TEST(locks_pool_and_kernel_stacks_for_kernel_mode),
          SIM_TEST(refuses_kernel_memory_for_user_mode),
          SIM_TEST(refuses_to_write_what_is_read_only), SIM_TEST(refuses_what_is_not_there),
          SIM_TEST(names_a_buffer_of_the_host_s_heap), SIM_TEST(locks_an_mdl_once),
          SIM_TEST(unlocks_what_was_locked), SIM_TEST(does_not_unlock_nonpaged_pool),
          SIM_TEST(frees_nothing_that_is_locked), SIM_TEST(does_not_let_the_process_go),
          SIM_TEST(locks_what_another_process_has))
