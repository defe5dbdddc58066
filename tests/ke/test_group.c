/*
 * ke/test_group.c - processor groups, nodes, relationships; affinity decides who runs where
 */
#include <ntddk.h>

#include "ke_test.h"

static KDPC Dpc;
static PROCESSOR_NUMBER RanOn;

/* 8 processors in groups of 2: 4 groups. */
static void
eight_processors_can_be_four_groups(void **state)
{
    PROCESSOR_NUMBER Number = {0};

    assert_int_equal(KeQueryActiveGroupCount(), 4);
    assert_int_equal(KeQueryMaximumGroupCount(), 4);
    assert_int_equal(KeQueryActiveProcessorCountEx(ALL_PROCESSOR_GROUPS), 8);
    assert_int_equal(KeQueryMaximumProcessorCountEx(ALL_PROCESSOR_GROUPS), 8);
    for (USHORT Group = 0; Group < 4; Group++) {
        assert_int_equal(KeQueryActiveProcessorCountEx(Group), 2);
        assert_int_equal(KeQueryMaximumProcessorCountEx(Group), 2);
        assert_int_equal(KeQueryGroupAffinity(Group), 3);
    }
    assert_int_equal(KeQueryActiveProcessorCountEx(4), 0);
    assert_int_equal(KeQueryGroupAffinity(4), 0);
    assert_int_equal(KeQueryActiveProcessorCount(NULL), 2); // of group 0
    assert_int_equal(KeQueryMaximumProcessorCount(), 2);
    assert_nt_success(KeGetProcessorNumberFromIndex(5, &Number));
    assert_int_equal(Number.Group, 2);
    assert_int_equal(Number.Number, 1);
    assert_int_equal(KeGetProcessorIndexFromNumber(&Number), 5);
    Number.Number = 2;
    assert_int_equal(KeGetProcessorIndexFromNumber(&Number), INVALID_PROCESSOR_INDEX);
    assert_nt_status(KeGetProcessorNumberFromIndex(8, &Number), STATUS_INVALID_PARAMETER);
}

static void
a_thread_goes_to_the_group_that_it_sets(void **state)
{
    GROUP_AFFINITY Previous;

    for (USHORT Group = 0; Group < 4; Group++) {
        GROUP_AFFINITY Affinity = {.Group = Group, .Mask = 2};
        PROCESSOR_NUMBER Here;

        KeSetSystemGroupAffinityThread(&Affinity, &Previous);
        KeGetCurrentProcessorNumberEx(&Here);
        assert_int_equal(Here.Group, Group);
        assert_int_equal(Here.Number, 1);
        KeRevertToUserGroupAffinityThread(&Previous);
        KeGetCurrentProcessorNumberEx(&Here);
        assert_int_equal(Here.Group, 0);
    }
}

static VOID
NoteProcessor(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    KeGetCurrentProcessorNumberEx(&RanOn);
}

static void
a_dpc_goes_to_its_target_in_any_group(void **state)
{
    for (ULONG i = 0; i < 8; i++) {
        PROCESSOR_NUMBER Target;

        KeGetProcessorNumberFromIndex(i, &Target);
        KeInitializeDpc(&Dpc, NoteProcessor, NULL);
        assert_nt_success(KeSetTargetProcessorDpcEx(&Dpc, &Target));
        KeInsertQueueDpc(&Dpc, NULL, NULL);
        KeFlushQueuedDpcs();
        assert_int_equal(KeGetProcessorIndexFromNumber(&RanOn), i);
    }
}

static void
a_thread_can_be_in_several_groups(void **state)
{
    GROUP_AFFINITY Where[2] = {{.Group = 1, .Mask = 1}, {.Group = 3, .Mask = 2}}, Wrong = {0};
    PAFFINITY_TOKEN Token;

    assert_nt_success(PsAllocateAffinityToken(&Token));
    assert_nt_status(PsSetSystemMultipleGroupAffinityThread(&Wrong, 1, Token),
                     STATUS_INVALID_PARAMETER);
    assert_nt_success(PsSetSystemMultipleGroupAffinityThread(Where, 2, Token));
    for (ULONG i = 0; i < 20; i++) {
        ULONG Here = KeGetCurrentProcessorNumberEx(NULL);

        assert_true(Here == 2 || Here == 7);
        sim_run_for(20 * MS);
    }
    PsRevertToUserMultipleGroupAffinityThread(Token);
    assert_true(KeGetCurrentProcessorNumberEx(NULL) < 2);
    PsFreeAffinityToken(Token);
}

/* --- nodes ------------------------------------------------------------------------------------ */

/* 8 processors, groups of 4, nodes of 3: processors 0-2, 3-5 (across two groups), 6-7. */
static void
nodes_may_span_groups(void **state)
{
    GROUP_AFFINITY Affinity[2];
    USHORT Count;

    assert_int_equal(KeQueryHighestNodeNumber(), 2);
    assert_int_equal(KeQueryNodeActiveProcessorCount(1), 3);
    assert_int_equal(KeQueryNodeActiveProcessorCount(2), 2);
    assert_int_equal(KeQueryNodeActiveProcessorCount(3), 0);
    assert_int_equal(KeQueryNodeMaximumProcessorCount(0), 3);
    KeQueryNodeActiveAffinity(1, Affinity, &Count);
    assert_int_equal(Affinity[0].Group, 1); // its primary group: 2 of its 3
    assert_int_equal(Affinity[0].Mask, 3);
    assert_int_equal(Count, 2);
    assert_nt_status(KeQueryNodeActiveAffinity2(1, Affinity, 1, &Count), STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(Count, 2);
    assert_nt_success(KeQueryNodeActiveAffinity2(1, Affinity, 2, &Count));
    assert_int_equal(Affinity[0].Mask, 8);
    assert_int_equal(Affinity[1].Mask, 3);
    assert_nt_status(KeQueryNodeActiveAffinity2(3, Affinity, 2, &Count), STATUS_INVALID_PARAMETER);
    KeSetSystemAffinityThread(8);
    assert_int_equal(KeGetCurrentNodeNumber(), 1);
    KeRevertToUserAffinityThread();
}

/* The loop that the documentation recommends for many processors. */
static void
each_processor_tells_its_node(void **state)
{
    static const ULONG Expected[8] = {0, 0, 0, 1, 1, 1, 2, 2};

    for (ULONG i = 0; i < 8; i++) {
        SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX Information;
        ULONG Size = sizeof Information;
        PROCESSOR_NUMBER Number;

        KeGetProcessorNumberFromIndex(i, &Number);
        assert_nt_success(
            KeQueryLogicalProcessorRelationship(&Number, RelationNumaNode, &Information, &Size));
        assert_int_equal(Information.NumaNode.NodeNumber, Expected[i]);
        assert_int_equal(Information.NumaNode.GroupMask.Group, Number.Group);
    }
}

static ULONG
records(LOGICAL_PROCESSOR_RELATIONSHIP Kind, ULONG Counts[RelationProcessorModule + 1])
{
    ULONG Length = 0, Total = 0;
    PUCHAR Buffer;

    assert_nt_status(KeQueryLogicalProcessorRelationship(NULL, Kind, NULL, &Length),
                     STATUS_INFO_LENGTH_MISMATCH);
    assert_true(Length > 0);
    Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, Length, 'tseT');
    Length--;
    assert_nt_status(KeQueryLogicalProcessorRelationship(NULL, Kind, (PVOID)Buffer, &Length),
                     STATUS_INFO_LENGTH_MISMATCH);
    assert_nt_success(KeQueryLogicalProcessorRelationship(NULL, Kind, (PVOID)Buffer, &Length));
    for (ULONG Offset = 0; Offset < Length;) {
        PSYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX Each = (PVOID)(Buffer + Offset);

        assert_true(Each->Size >= 32);
        Counts[Each->Relationship]++;
        Offset += Each->Size;
        Total++;
    }
    ExFreePoolWithTag(Buffer, 'tseT');
    return Total;
}

static void
relationships_have_a_record_for_each(void **state)
{
    ULONG Counts[RelationProcessorModule + 1] = {0};

    assert_int_equal(records(RelationProcessorCore, Counts), 8);
    assert_int_equal(records(RelationGroup, Counts), 1);
    memset(Counts, 0, sizeof Counts);
    records(RelationAll, Counts);
    assert_int_equal(Counts[RelationProcessorCore], 8);
    assert_int_equal(Counts[RelationNumaNode], 3);
    assert_int_equal(Counts[RelationCache], 3 * 8 + 3);
    assert_int_equal(Counts[RelationProcessorPackage], 1);
    assert_int_equal(Counts[RelationGroup], 1);
}

static void
a_wrong_processor_has_no_relationships(void **state)
{
    PROCESSOR_NUMBER Number = {.Group = 9};
    ULONG Length = 0;

    assert_nt_status(
        KeQueryLogicalProcessorRelationship(&Number, RelationProcessorCore, NULL, &Length),
        STATUS_INVALID_PARAMETER);
}

SIM_TESTS(SIM_TEST(eight_processors_can_be_four_groups, .cpus = 8, .group_size = 2),
          SIM_TEST(a_thread_goes_to_the_group_that_it_sets, .cpus = 8, .group_size = 2),
          SIM_TEST(a_thread_goes_to_the_group_that_it_sets, .cpus = 8, .group_size = 2,
                   .policy = SIM_RANDOM, .seeds = 50),
          SIM_TEST(a_dpc_goes_to_its_target_in_any_group, .cpus = 8, .group_size = 2),
          SIM_TEST(a_thread_can_be_in_several_groups, .cpus = 8, .group_size = 2),
          SIM_TEST(a_thread_can_be_in_several_groups, .cpus = 8, .group_size = 2,
                   .policy = SIM_RANDOM, .seeds = 50),
          SIM_TEST(nodes_may_span_groups, .cpus = 8, .group_size = 4, .node_size = 3),
          SIM_TEST(each_processor_tells_its_node, .cpus = 8, .group_size = 4, .node_size = 3),
          SIM_TEST(relationships_have_a_record_for_each, .cpus = 8, .group_size = 4,
                   .node_size = 3),
          SIM_TEST(a_wrong_processor_has_no_relationships))
