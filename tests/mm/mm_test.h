/*
 * mm/mm_test.h - what the tests of memory management share
 */
#ifndef MM_TEST_H
#define MM_TEST_H

#include <ntifs.h>
#include <sim/test.h>

#define VERIFIER_RULE(rule) assert_int_equal(sim_bugcheck_parameter(1), (rule))

static inline PUCHAR
user_memory(SIZE_T size, ULONG protect)
{
    PVOID base = NULL;

    assert_nt_success(NtAllocateVirtualMemory(NtCurrentProcess(), &base, 0, &size,
                                              MEM_RESERVE | MEM_COMMIT, protect));
    return base;
}

static inline PUCHAR
pool(SIZE_T size)
{
    PVOID memory = ExAllocatePoolWithTag(NonPagedPool, size, 'tseT');

    assert_non_null(memory);
    return memory;
}

static inline PMDL
mdl_for(PVOID address, ULONG length)
{
    PMDL mdl = IoAllocateMdl(address, length, FALSE, FALSE, NULL);

    assert_non_null(mdl);
    return mdl;
}

static inline PMDL
locked_mdl(PVOID address, ULONG length)
{
    PMDL mdl = mdl_for(address, length);

    MmProbeAndLockPages(mdl, UserMode, IoModifyAccess);
    return mdl;
}

static inline void
unlock_and_free(PMDL mdl)
{
    MmUnlockPages(mdl);
    IoFreeMdl(mdl);
}

/* A body that leaves something fails. */
static inline bool
leaks(void (*body)(void **))
{
    struct sim_setup setup = {.test = body, .name = "body"};

    return sim_boot(&setup).failed;
}

#endif
