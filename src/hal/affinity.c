/*
 * src/hal/affinity.c - processor numbers, groups and affinities
 *
 * A group has up to 64 processors, its members numbered from 0; a smaller group size is a
 * configuration, as `bcdedit /set groupsize` is in Windows.
 */
#include "hal.h"

static struct {
    ULONG GroupSize; /* 0: 64 */
    ULONG NodeSize;  /* 0: all */
} Halp SIM_STATE;

VOID
HalSetGroupSize(ULONG Processors)
{
    Halp.GroupSize = Processors;
}

ULONG
HalGroupSize(VOID)
{
    return Halp.GroupSize != 0 ? Halp.GroupSize : HAL_MAXIMUM_PROCESSORS;
}

VOID
HalSetNodeSize(ULONG Processors)
{
    Halp.NodeSize = Processors;
}

ULONG
HalNodeSize(VOID)
{
    return Halp.NodeSize != 0 ? Halp.NodeSize : HalMaximumProcessorCount();
}

ULONG64
HalAffinityProcessors(const GROUP_AFFINITY *Affinity)
{
    ULONG First = Affinity->Group * HalGroupSize();
    ULONG64 Active = MAXULONG64 >> (HAL_MAXIMUM_PROCESSORS - HalProcessorCount());

    return First < HAL_MAXIMUM_PROCESSORS ? Affinity->Mask << First & Active : 0;
}

BOOLEAN
HalIsInAffinity(const GROUP_AFFINITY *Affinity, ULONG Processor)
{
    return Processor / HalGroupSize() == Affinity->Group &&
           (Affinity->Mask >> (Processor % HalGroupSize()) & 1) != 0;
}

/* All processors of a group; an empty mask when there is no such group. */
VOID
HalGroupAffinity(USHORT Group, PGROUP_AFFINITY Affinity)
{
    *Affinity = (GROUP_AFFINITY){.Group = Group};
    for (ULONG i = Group * HalGroupSize(); i < HalProcessorCount() && i / HalGroupSize() == Group;
         i++) {
        Affinity->Mask |= (KAFFINITY)1 << (i % HalGroupSize());
    }
}
