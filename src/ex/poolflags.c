/*
 * src/ex/poolflags.c - ExAllocatePool2 and 3: pool by flags and extended parameters
 *
 * The memory is zeroed unless POOL_FLAG_UNINITIALIZED says otherwise. Parameters that make no sense
 * are NULL, or an exception with POOL_FLAG_RAISE_ON_FAILURE. Optional flags and parameters may be
 * anything: what means nothing here is ignored.
 */
#include "exi.h"

#define EXP_REQUIRED_FLAGS 0xFFFFFFFFULL
#define EXP_POOL_FLAGS     (POOL_FLAG_NON_PAGED | POOL_FLAG_NON_PAGED_EXECUTE | POOL_FLAG_PAGED)
#define EXP_KNOWN_FLAGS                                                                            \
    (POOL_FLAG_USE_QUOTA | POOL_FLAG_UNINITIALIZED | POOL_FLAG_CACHE_ALIGNED |                     \
     POOL_FLAG_RAISE_ON_FAILURE | EXP_POOL_FLAGS)
#define EXP_INVALID ((EX_POOL_PRIORITY)MAXLONG) /* of parameters that make no sense */

/* Exactly one pool; no required flag that is not known. Optional flags may be anything. */
static BOOLEAN
ExpAreFlagsValid(POOL_FLAGS Flags)
{
    POOL_FLAGS Pool = Flags & EXP_POOL_FLAGS;

    return (Flags & EXP_REQUIRED_FLAGS & ~EXP_KNOWN_FLAGS) == 0 && Pool != 0 &&
           (Pool & (Pool - 1)) == 0;
}

static PVOID
ExpAllocateByFlags(POOL_FLAGS Flags, SIZE_T Bytes, ULONG Tag, EX_POOL_PRIORITY Priority,
                   PVOID Caller)
{
    EXP_REQUEST Request = {
        .Bytes = Bytes,
        .Tag = Tag,
        .Paged = (Flags & POOL_FLAG_PAGED) != 0,
        .Zero = (Flags & POOL_FLAG_UNINITIALIZED) == 0,
        .Quota = (Flags & POOL_FLAG_USE_QUOTA) != 0,
        .Raise = (Flags & POOL_FLAG_RAISE_ON_FAILURE) != 0,
        .PoolType = Flags & POOL_FLAG_PAGED ? PagedPool : NonPagedPoolNx,
        .Priority = Priority,
        .Caller = Caller,
    };

    if (Priority == EXP_INVALID || Tag == 0 || !ExpAreFlagsValid(Flags)) {
        if (Request.Raise) {
            ExRaiseStatus(STATUS_INVALID_PARAMETER);
        }
        return NULL;
    }
    ExpCheckRequest(&Request);
    return ExpAllocateForDriver(&Request);
}

PVOID
ExAllocatePool2(POOL_FLAGS Flags, SIZE_T NumberOfBytes, ULONG Tag)
{
    return ExpAllocateByFlags(Flags, NumberOfBytes, Tag, HighPoolPriority, EXP_CALLER());
}

static BOOLEAN
ExpIsPriority(EX_POOL_PRIORITY Priority)
{
    ULONG Special = Priority & 15;

    return (Special == 0 || Special == 8 || Special == 9) && Priority - Special <= HighPoolPriority;
}

/* There is one NUMA node. */
static BOOLEAN
ExpTakeParameter(const POOL_EXTENDED_PARAMETER *Parameter, POOL_FLAGS Flags,
                 EX_POOL_PRIORITY *Priority)
{
    switch (Parameter->Type) {
    case PoolExtendedParameterPriority:
        *Priority = Parameter->Priority;
        return ExpIsPriority(*Priority);
    case PoolExtendedParameterNumaNode:
        return (Flags & POOL_FLAG_NON_PAGED) != 0 && (Parameter->PreferredNode & 0x7FFFFFFF) == 0;
    default:
        return FALSE;
    }
}

/* An optional parameter that makes no sense here is ignored. */
PVOID
ExAllocatePool3(POOL_FLAGS Flags, SIZE_T NumberOfBytes, ULONG Tag,
                PCPOOL_EXTENDED_PARAMETER ExtendedParameters, ULONG ExtendedParametersCount)
{
    EX_POOL_PRIORITY Priority = HighPoolPriority;

    for (ULONG i = 0; i < ExtendedParametersCount && Priority != EXP_INVALID; i++) {
        EX_POOL_PRIORITY Wanted = Priority;

        if (ExpTakeParameter(&ExtendedParameters[i], Flags, &Wanted)) {
            Priority = Wanted;
        } else if (!ExtendedParameters[i].Optional) {
            Priority = EXP_INVALID;
        }
    }
    return ExpAllocateByFlags(Flags, NumberOfBytes, Tag, Priority, EXP_CALLER());
}
