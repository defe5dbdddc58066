/*
 * src/ke/relationship.c - KeQueryLogicalProcessorRelationship: what processors share
 *
 * The machine: one package with one die and one module, each processor a core of its own, 32 KiB
 * of first-level cache for data and for instructions and 512 KiB of second-level cache; 8 MiB of
 * third-level cache for each node. Records come by kind, then by number.
 */
#include "ki.h"

enum { KI_LINE_BYTES = 64 };

/* What is asked for, and what has been written. */
typedef struct _KI_RELATIONS {
    PUCHAR Buffer; /* NULL: lengths only */
    ULONG Room, Length;
    ULONG Only; /* records that have this processor; INVALID_PROCESSOR_INDEX: all */
} KI_RELATIONS;

static USHORT
KiGroupsIn(ULONG64 Set, PGROUP_AFFINITY Masks)
{
    USHORT Count = 0;

    for (USHORT Group = 0; Group < KeQueryActiveGroupCount(); Group++) {
        GROUP_AFFINITY All;
        KAFFINITY Mask = Set >> Group * HalGroupSize();

        HalGroupAffinity(Group, &All);
        if ((Mask & All.Mask) != 0) {
            Masks[Count++] = (GROUP_AFFINITY){.Mask = Mask & All.Mask, .Group = Group};
        }
    }
    return Count;
}

static VOID
KiEmit(KI_RELATIONS *Relations, PSYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX Record, ULONG Bytes)
{
    Record->Size = Bytes;
    if (Relations->Buffer != NULL && Relations->Length + Bytes <= Relations->Room) {
        RtlCopyMemory(Relations->Buffer + Relations->Length, Record, Bytes);
    }
    Relations->Length += Bytes;
}

static BOOLEAN
KiIsWanted(const KI_RELATIONS *Relations, ULONG64 Set)
{
    return Relations->Only == INVALID_PROCESSOR_INDEX || (Set >> Relations->Only & 1) != 0;
}

/* A record with room for as many groups as there can be. */
typedef union _KI_RECORD {
    SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX Record;
    UCHAR Room[sizeof(SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX) +
               HAL_MAXIMUM_PROCESSORS * sizeof(PROCESSOR_GROUP_INFO)];
} KI_RECORD;

#define KI_BYTES_TO(Field) FIELD_OFFSET(SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX, Field)

static VOID
KiEmitProcessors(KI_RELATIONS *Relations, LOGICAL_PROCESSOR_RELATIONSHIP Kind, ULONG64 Set)
{
    KI_RECORD Own = {.Record = {.Relationship = Kind}};
    PPROCESSOR_RELATIONSHIP Processor = &Own.Record.Processor;

    if (KiIsWanted(Relations, Set)) {
        Processor->GroupCount = KiGroupsIn(Set, Processor->GroupMask);
        KiEmit(Relations, &Own.Record,
               KI_BYTES_TO(Processor.GroupMask) +
                   Processor->GroupCount * (ULONG)sizeof(GROUP_AFFINITY));
    }
}

static ULONG64
KiNodeSet(ULONG Node)
{
    ULONG First = Node * HalNodeSize(), Size = HalNodeSize();
    ULONG64 Mask = Size >= 64 ? MAXULONG64 : (1ull << Size) - 1;

    return First < 64 ? Mask << First : 0;
}

/* RelationNumaNode: of its primary group only, or of the group that has the processor. */
static VOID
KiEmitNode(KI_RELATIONS *Relations, ULONG Node, BOOLEAN AllGroups)
{
    KI_RECORD Own = {.Record = {.Relationship = RelationNumaNode}};
    PNUMA_NODE_RELATIONSHIP Numa = &Own.Record.NumaNode;

    if (!KiIsWanted(Relations, KiNodeSet(Node)) ||
        KeQueryNodeActiveProcessorCount((USHORT)Node) == 0) {
        return;
    }
    Numa->NodeNumber = Node;
    if (AllGroups) {
        Numa->GroupCount = KiGroupsIn(KiNodeSet(Node), Numa->GroupMasks);
    } else {
        Numa->GroupCount = 1;
        KeQueryNodeActiveAffinity((USHORT)Node, &Numa->GroupMask, NULL);
        if (Relations->Only != INVALID_PROCESSOR_INDEX) {
            KiNodeInGroup((USHORT)Node, (USHORT)(Relations->Only / HalGroupSize()),
                          &Numa->GroupMask);
        }
    }
    KiEmit(Relations, &Own.Record,
           KI_BYTES_TO(NumaNode.GroupMasks) + Numa->GroupCount * (ULONG)sizeof(GROUP_AFFINITY));
}

static VOID
KiEmitCache(KI_RELATIONS *Relations, UCHAR Level, PROCESSOR_CACHE_TYPE Type, ULONG Size,
            ULONG64 Set)
{
    KI_RECORD Own = {.Record = {.Relationship = RelationCache}};
    PCACHE_RELATIONSHIP Cache = &Own.Record.Cache;

    if (!KiIsWanted(Relations, Set)) {
        return;
    }
    Cache->Level = Level;
    Cache->Associativity = 8;
    Cache->LineSize = KI_LINE_BYTES;
    Cache->CacheSize = Size;
    Cache->Type = Type;
    Cache->GroupCount = KiGroupsIn(Set, Cache->GroupMasks);
    KiEmit(Relations, &Own.Record,
           KI_BYTES_TO(Cache.GroupMasks) + Cache->GroupCount * (ULONG)sizeof(GROUP_AFFINITY));
}

static VOID
KiEmitCaches(KI_RELATIONS *Relations)
{
    for (ULONG i = 0; i < HalProcessorCount(); i++) {
        KiEmitCache(Relations, 1, CacheData, 0x8000, 1ull << i);
        KiEmitCache(Relations, 1, CacheInstruction, 0x8000, 1ull << i);
        KiEmitCache(Relations, 2, CacheUnified, 0x80000, 1ull << i);
    }
    for (ULONG Node = 0; Node <= KeQueryHighestNodeNumber(); Node++) {
        if (KeQueryNodeActiveProcessorCount((USHORT)Node) != 0) {
            KiEmitCache(Relations, 3, CacheUnified, 0x800000, KiNodeSet(Node));
        }
    }
}

static VOID
KiEmitGroups(KI_RELATIONS *Relations)
{
    KI_RECORD Own = {.Record = {.Relationship = RelationGroup}};
    PGROUP_RELATIONSHIP Groups = &Own.Record.Group;

    Groups->MaximumGroupCount = KeQueryMaximumGroupCount();
    Groups->ActiveGroupCount = KeQueryActiveGroupCount();
    for (USHORT i = 0; i < Groups->ActiveGroupCount; i++) {
        Groups->GroupInfo[i] = (PROCESSOR_GROUP_INFO){
            .MaximumProcessorCount = (UCHAR)KeQueryMaximumProcessorCountEx(i),
            .ActiveProcessorCount = (UCHAR)KeQueryActiveProcessorCountEx(i),
            .ActiveProcessorMask = KeQueryGroupAffinity(i)};
    }
    KiEmit(Relations, &Own.Record,
           KI_BYTES_TO(Group.GroupInfo) +
               Groups->ActiveGroupCount * (ULONG)sizeof(PROCESSOR_GROUP_INFO));
}

static VOID
KiEmitKind(KI_RELATIONS *Relations, LOGICAL_PROCESSOR_RELATIONSHIP Kind, BOOLEAN AllGroups)
{
    switch (Kind) {
    case RelationProcessorCore:
        for (ULONG i = 0; i < HalProcessorCount(); i++) {
            KiEmitProcessors(Relations, Kind, 1ull << i);
        }
        break;
    case RelationNumaNode:
        for (ULONG Node = 0; Node <= KeQueryHighestNodeNumber(); Node++) {
            KiEmitNode(Relations, Node, AllGroups);
        }
        break;
    case RelationCache:
        KiEmitCaches(Relations);
        break;
    case RelationGroup:
        KiEmitGroups(Relations);
        break;
    default:
        KiEmitProcessors(Relations, Kind, MAXULONG64);
        break;
    }
}

NTSTATUS
KeQueryLogicalProcessorRelationship(PPROCESSOR_NUMBER ProcessorNumber,
                                    LOGICAL_PROCESSOR_RELATIONSHIP RelationshipType,
                                    PSYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX Information,
                                    PULONG Length)
{
    KI_RELATIONS Relations = {
        .Buffer = (PUCHAR)Information, .Room = *Length, .Only = INVALID_PROCESSOR_INDEX};

    if (ProcessorNumber != NULL) {
        Relations.Only = KeGetProcessorIndexFromNumber(ProcessorNumber);
        if (Relations.Only == INVALID_PROCESSOR_INDEX) {
            return STATUS_INVALID_PARAMETER;
        }
    }
    if (RelationshipType == RelationAll) {
        for (LONG Kind = RelationProcessorCore; Kind <= RelationProcessorModule; Kind++) {
            if (Kind != RelationNumaNodeEx) {
                KiEmitKind(&Relations, (LOGICAL_PROCESSOR_RELATIONSHIP)Kind, TRUE);
            }
        }
    } else if (RelationshipType == RelationNumaNodeEx) {
        KiEmitKind(&Relations, RelationNumaNode, TRUE);
    } else if (RelationshipType > RelationNumaNodeEx + 1) {
        return STATUS_INVALID_PARAMETER;
    } else {
        KiEmitKind(&Relations, RelationshipType, FALSE);
    }
    *Length = Relations.Length;
    return Information == NULL || Relations.Length > Relations.Room ? STATUS_INFO_LENGTH_MISMATCH
                                                                    : STATUS_SUCCESS;
}
