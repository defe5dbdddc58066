/*
 * ps/affinity.c - a thread on processors of several groups at once
 *
 *      PsAllocateAffinityToken --> empty --PsSetSystemMultipleGroupAffinityThread--> holds what the
 *      thread had <--PsRevertToUserMultipleGroupAffinityThread-- ; PsFreeAffinityToken
 *
 * Differs from Windows: a token that is freed while it still holds a thread's affinity is the
 * caller's mistake and stopped, by the rule that has the routine's name.
 */
#include "psi.h"

#define PSP_AFFINITY_TAG 'fAsP'

struct _PS_AFFINITY_TOKEN {
    PKTHREAD Thread; /* whose affinity it holds; NULL: of none */
    GROUP_AFFINITY Previous;
    BOOLEAN WasSystem;
};

NTSTATUS
PsAllocateAffinityToken(PAFFINITY_TOKEN *AffinityToken)
{
    *AffinityToken = ExAllocateOwn(sizeof **AffinityToken, PSP_AFFINITY_TAG);
    return *AffinityToken != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

VOID
PsFreeAffinityToken(PAFFINITY_TOKEN AffinityToken)
{
    if (AffinityToken->Thread != NULL) {
        KeRuleViolation("PsFreeAffinityToken", (ULONG_PTR)AffinityToken,
                        (ULONG_PTR)AffinityToken->Thread);
    }
    ExFreeOwn(AffinityToken);
}

static BOOLEAN
PspAreGroupAffinities(PGROUP_AFFINITY Affinities, USHORT Count)
{
    for (USHORT i = 0; i < Count; i++) {
        KAFFINITY Active = KeQueryGroupAffinity(Affinities[i].Group);

        if (Affinities[i].Mask == 0 || (Affinities[i].Mask & ~Active) != 0) {
            return FALSE;
        }
    }
    return Count > 0;
}

NTSTATUS
PsSetSystemMultipleGroupAffinityThread(PGROUP_AFFINITY GroupAffinities, USHORT GroupCount,
                                       PAFFINITY_TOKEN AffinityToken)
{
    PKTHREAD Thread = KeCurrentThread();

    if (!PspAreGroupAffinities(GroupAffinities, GroupCount) || AffinityToken->Thread != NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    AffinityToken->Thread = Thread;
    AffinityToken->Previous = Thread->Affinity;
    AffinityToken->WasSystem = Thread->AffinityIsSystem;
    KeSetThreadProcessors(Thread, GroupAffinities, GroupCount);
    return STATUS_SUCCESS;
}

VOID
PsRevertToUserMultipleGroupAffinityThread(PAFFINITY_TOKEN AffinityToken)
{
    PKTHREAD Thread = KeCurrentThread();

    if (AffinityToken->Thread != Thread) {
        KeRuleViolation("PsRevertToUserMultipleGroupAffinityThread", (ULONG_PTR)AffinityToken,
                        (ULONG_PTR)AffinityToken->Thread);
    }
    AffinityToken->Thread = NULL;
    KeSetThreadProcessors(Thread, &AffinityToken->Previous, AffinityToken->WasSystem ? 1 : 0);
}
