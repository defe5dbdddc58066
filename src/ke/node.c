/*
 * src/ke/node.c - NUMA nodes: neighbouring processors, as many in each as was set up
 *
 * A node may span groups; its primary group is the one that has most of its processors, the first
 * of equals, as since Windows Server 2022.
 */
#include "ki.h"

static ULONG
KiNodeCount(VOID)
{
    return (HalMaximumProcessorCount() + HalNodeSize() - 1) / HalNodeSize();
}

/* The node's active processors that are in the group. */
VOID
KiNodeInGroup(USHORT Node, USHORT Group, PGROUP_AFFINITY Affinity)
{
    *Affinity = (GROUP_AFFINITY){.Group = Group};
    for (ULONG i = Node * HalNodeSize(); i < HalProcessorCount() && i / HalNodeSize() == Node;
         i++) {
        if (i / HalGroupSize() == Group) {
            Affinity->Mask |= (KAFFINITY)1 << i % HalGroupSize();
        }
    }
}

static USHORT
KiBits(KAFFINITY Mask)
{
    return (USHORT)__builtin_popcountll(Mask);
}

USHORT
KeQueryHighestNodeNumber(VOID)
{
    return (USHORT)(KiNodeCount() - 1);
}

USHORT
KeGetCurrentNodeNumber(VOID)
{
    return (USHORT)(HalCurrentProcessor() / HalNodeSize());
}

VOID
KeQueryNodeActiveAffinity(USHORT NodeNumber, PGROUP_AFFINITY Affinity, PUSHORT Count)
{
    GROUP_AFFINITY Best = {0}, Each;

    for (USHORT Group = 0; Group < KeQueryActiveGroupCount(); Group++) {
        KiNodeInGroup(NodeNumber, Group, &Each);
        Best = KiBits(Each.Mask) > KiBits(Best.Mask) ? Each : Best;
    }
    if (Affinity != NULL) {
        *Affinity = Best;
    }
    if (Count != NULL) {
        *Count = KiBits(Best.Mask);
    }
}

NTSTATUS
KeQueryNodeActiveAffinity2(USHORT NodeNumber, PGROUP_AFFINITY GroupAffinities,
                           USHORT GroupAffinitiesCount, PUSHORT GroupAffinitiesRequired)
{
    USHORT Required = 0;
    GROUP_AFFINITY Each;

    if (NodeNumber >= KiNodeCount()) {
        return STATUS_INVALID_PARAMETER;
    }
    for (USHORT Group = 0; Group < KeQueryActiveGroupCount(); Group++) {
        KiNodeInGroup(NodeNumber, Group, &Each);
        if (Each.Mask == 0) {
            continue;
        }
        if (Required < GroupAffinitiesCount && GroupAffinities != NULL) {
            GroupAffinities[Required] = Each;
        }
        Required++;
    }
    *GroupAffinitiesRequired = Required;
    return Required > GroupAffinitiesCount ? STATUS_BUFFER_TOO_SMALL : STATUS_SUCCESS;
}

/* 0 for a node that there is not. */
ULONG
KeQueryNodeActiveProcessorCount(USHORT NodeNumber)
{
    ULONG Count = 0;
    GROUP_AFFINITY Each;

    for (USHORT Group = 0; Group < KeQueryActiveGroupCount(); Group++) {
        KiNodeInGroup(NodeNumber, Group, &Each);
        Count += KiBits(Each.Mask);
    }
    return Count;
}

USHORT
KeQueryNodeMaximumProcessorCount(USHORT NodeNumber)
{
    ULONG First = NodeNumber * HalNodeSize(), All = HalMaximumProcessorCount();
    ULONG Left = First < All ? All - First : 0;

    return (USHORT)(Left < HalNodeSize() ? Left : HalNodeSize());
}
