/*
 * src/ex/rundownca.c - cache-aware run-down protection
 *
 * Differs from Windows: one counter, not one for each processor: nothing here has a cache.
 */
#include "exi.h"

struct _EX_RUNDOWN_REF_CACHE_AWARE {
    EX_RUNDOWN_REF RunRef;
};

SIZE_T
ExSizeOfRundownProtectionCacheAware(VOID)
{
    return sizeof(struct _EX_RUNDOWN_REF_CACHE_AWARE);
}

PEX_RUNDOWN_REF_CACHE_AWARE
ExAllocateCacheAwareRundownProtection(POOL_TYPE PoolType, ULONG PoolTag)
{
    PEX_RUNDOWN_REF_CACHE_AWARE RunRef;

    RunRef = ExAllocatePoolWithTag(PoolType, sizeof(*RunRef), PoolTag);
    if (RunRef != NULL) {
        ExInitializeRundownProtection(&RunRef->RunRef);
    }
    return RunRef;
}

VOID
ExFreeCacheAwareRundownProtection(PEX_RUNDOWN_REF_CACHE_AWARE RunRefCacheAware)
{
    ExFreePool(RunRefCacheAware);
}

VOID
ExInitializeRundownProtectionCacheAware(PEX_RUNDOWN_REF_CACHE_AWARE RunRefCacheAware,
                                        SIZE_T RunRefSize)
{
    if (RunRefSize < sizeof(*RunRefCacheAware)) {
        KeRuleViolation("RundownSize", (ULONG_PTR)RunRefCacheAware, RunRefSize);
    }
    ExInitializeRundownProtection(&RunRefCacheAware->RunRef);
}

/* There are no flags yet. */
VOID
ExInitializeRundownProtectionCacheAwareEx(PEX_RUNDOWN_REF_CACHE_AWARE RunRefCacheAware,
                                          ULONG Flags)
{
    if (Flags != 0) {
        KeBugCheckEx(INVALID_RUNDOWN_PROTECTION_FLAGS, Flags, (ULONG_PTR)RunRefCacheAware, 0, 0);
    }
    ExInitializeRundownProtection(&RunRefCacheAware->RunRef);
}

VOID
ExReInitializeRundownProtectionCacheAware(PEX_RUNDOWN_REF_CACHE_AWARE RunRefCacheAware)
{
    ExReInitializeRundownProtection(&RunRefCacheAware->RunRef);
}

BOOLEAN
ExAcquireRundownProtectionCacheAware(PEX_RUNDOWN_REF_CACHE_AWARE RunRefCacheAware)
{
    return ExAcquireRundownProtection(&RunRefCacheAware->RunRef);
}

BOOLEAN
ExAcquireRundownProtectionCacheAwareEx(PEX_RUNDOWN_REF_CACHE_AWARE RunRefCacheAware, ULONG Count)
{
    return ExAcquireRundownProtectionEx(&RunRefCacheAware->RunRef, Count);
}

VOID
ExReleaseRundownProtectionCacheAware(PEX_RUNDOWN_REF_CACHE_AWARE RunRefCacheAware)
{
    ExReleaseRundownProtection(&RunRefCacheAware->RunRef);
}

VOID
ExReleaseRundownProtectionCacheAwareEx(PEX_RUNDOWN_REF_CACHE_AWARE RunRefCacheAware, ULONG Count)
{
    ExReleaseRundownProtectionEx(&RunRefCacheAware->RunRef, Count);
}

VOID
ExWaitForRundownProtectionReleaseCacheAware(PEX_RUNDOWN_REF_CACHE_AWARE RunRefCacheAware)
{
    ExWaitForRundownProtectionRelease(&RunRefCacheAware->RunRef);
}

VOID
ExRundownCompletedCacheAware(PEX_RUNDOWN_REF_CACHE_AWARE RunRefCacheAware)
{
    ExRundownCompleted(&RunRefCacheAware->RunRef);
}
