/*
 * ex/test_poolblock.c - many blocks at once: none overlaps another, none is lost
 */
#include <ntddk.h>
#include <sim/test.h>

#define TAG    'tseT'
#define BLOCKS 400

static struct {
    PUCHAR block;
    ULONG bytes;
    UCHAR value;
} Blocks[BLOCKS];

static ULONG Seed;

static ULONG
next(ULONG below)
{
    Seed = Seed * 1664525 + 1013904223;
    return (Seed >> 8) % below;
}

static void
take(ULONG i)
{
    Blocks[i].bytes = 1 + next(next(10) == 0 ? 20000 : 1000);
    Blocks[i].value = (UCHAR)next(256);
    Blocks[i].block =
        ExAllocatePoolWithTag(next(2) ? PagedPool : NonPagedPool, Blocks[i].bytes, TAG);
    assert_non_null(Blocks[i].block);
    memset(Blocks[i].block, Blocks[i].value, Blocks[i].bytes);
}

static void
give(ULONG i)
{
    for (ULONG j = 0; j < Blocks[i].bytes; j++) {
        assert_int_equal(Blocks[i].block[j], Blocks[i].value);
    }
    ExFreePoolWithTag(Blocks[i].block, TAG);
    Blocks[i].block = NULL;
}

static void
no_block_overlaps_another(void **state)
{
    memset(Blocks, 0, sizeof(Blocks));
    Seed = 1;
    for (ULONG step = 0; step < 20000; step++) {
        ULONG i = next(BLOCKS);

        if (Blocks[i].block == NULL) {
            take(i);
        } else {
            give(i);
        }
    }
    for (ULONG i = 0; i < BLOCKS; i++) {
        if (Blocks[i].block != NULL) {
            give(i);
        }
    }
}

static void
every_size_can_be_filled_to_its_last_byte(void **state)
{
    for (ULONG bytes = 1; bytes <= PAGE_SIZE + 64; bytes++) {
        PUCHAR block = ExAllocatePoolWithTag(NonPagedPool, bytes, TAG);

        memset(block, 0xFF, bytes);
        ExFreePoolWithTag(block, TAG);
    }
}

static void
addresses_are_the_same_in_every_run(void **state)
{
    static PVOID first_run;
    PVOID block = ExAllocatePoolWithTag(NonPagedPool, 500, TAG);

    if (first_run == NULL) {
        first_run = block;
    }
    assert_ptr_equal(first_run, block);
    ExFreePoolWithTag(block, TAG);
}

SIM_TESTS(SIM_TEST(no_block_overlaps_another), SIM_TEST(every_size_can_be_filled_to_its_last_byte),
          SIM_TEST(addresses_are_the_same_in_every_run),
          SIM_TEST(addresses_are_the_same_in_every_run))
