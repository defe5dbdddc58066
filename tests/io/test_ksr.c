/*
 * tests/io/test_ksr.c - memory for the next kernel: reserved and written; nothing comes from before
 */
#include "kit.h"

#define NOT_IMPLEMENTED 0xFFFF0001

enum { SIZE = 100 };

static UNICODE_STRING Id = RTL_CONSTANT_STRING(L"PCI\\VEN_1234");
static USHORT Tag[] = {'d', 0};

static PVOID
reserve(SIZE_T Size)
{
    PVOID Handle = NULL;

    assert_nt_success(IoReserveKsrPersistentMemory(KitDriver(), NULL, Size, 0, &Handle));
    assert_non_null(Handle);
    return Handle;
}

static void
what_is_reserved_is_written_and_freed(void **state)
{
    UCHAR Data[SIZE + 1] = {1};
    PVOID First = reserve(SIZE), Second;

    assert_nt_success(
        IoReserveKsrPersistentMemoryEx(KitDriver(), NULL, &Id, Tag, 1, SIZE, 0, &Second));
    assert_ptr_not_equal(First, Second);
    assert_nt_success(IoWriteKsrPersistentMemory(First, Data, SIZE));
    assert_nt_success(IoWriteKsrPersistentMemory(Second, Data, 0));
    assert_false(NT_SUCCESS(IoWriteKsrPersistentMemory(First, Data, SIZE + 1)));
    assert_nt_success(IoFreeKsrPersistentMemory(First));
    assert_nt_success(IoWriteKsrPersistentMemory(Second, Data, SIZE));
    assert_nt_success(IoFreeKsrPersistentMemory(Second));
}

static void
a_freed_handle_is_refused(void **state)
{
    UCHAR Data[SIZE] = {1};
    PVOID Handle = reserve(SIZE);

    assert_nt_success(IoFreeKsrPersistentMemory(Handle));
    assert_false(NT_SUCCESS(IoWriteKsrPersistentMemory(Handle, Data, SIZE)));
    assert_false(NT_SUCCESS(IoFreeKsrPersistentMemory(Handle)));
}

static void
too_much_is_not_reserved(void **state)
{
    PVOID Handle;

    assert_nt_status(IoReserveKsrPersistentMemory(KitDriver(), NULL, MAXSIZE_T, 0, &Handle),
                     STATUS_INSUFFICIENT_RESOURCES);
    assert_nt_status(IoReserveKsrPersistentMemory(KitDriver(), NULL, MAXSIZE_T / 2, 0, &Handle),
                     STATUS_INSUFFICIENT_RESOURCES);
}

static NTSTATUS
CountFound(PDRIVER_OBJECT Driver, PDEVICE_OBJECT Device, PUNICODE_STRING DeviceId, PUSHORT DataTag,
           PULONG Version, PVOID Context)
{
    ++*(PULONG)Context;
    return STATUS_SUCCESS;
}

/* Not even what this kernel has reserved, which is no leak, either. */
static void
nothing_was_handed_over(void **state)
{
    UCHAR Data[SIZE] = {1};
    SIZE_T Size = SIZE;
    ULONG Version, Found = 0;

    assert_false(ExIsSoftBoot());
    assert_nt_success(IoWriteKsrPersistentMemory(reserve(SIZE), Data, SIZE));
    assert_nt_status(IoQueryKsrPersistentMemorySize(KitDriver(), NULL, &Size), STATUS_NOT_FOUND);
    assert_nt_status(IoQueryKsrPersistentMemorySizeEx(KitDriver(), NULL, &Id, Tag, &Version, &Size),
                     STATUS_NOT_FOUND);
    assert_nt_status(IoAcquireKsrPersistentMemory(KitDriver(), NULL, Data, &Size),
                     STATUS_NOT_FOUND);
    assert_nt_status(
        IoAcquireKsrPersistentMemoryEx(KitDriver(), NULL, &Id, Tag, &Version, Data, &Size),
        STATUS_NOT_FOUND);
    assert_nt_success(
        IoEnumerateKsrPersistentMemoryEx(KitDriver(), NULL, NULL, CountFound, &Found));
    assert_int_equal(Found, 0);
}

static void
flags_stop_by_name(void **state)
{
    PVOID Handle;

    assert_bugcheck(NOT_IMPLEMENTED,
                    (void)IoReserveKsrPersistentMemory(KitDriver(), NULL, SIZE, 1, &Handle));
}

static void
only_passive_level_will_do(void **state)
{
    PVOID Handle = reserve(SIZE);
    KIRQL Irql;

    KeRaiseIrql(APC_LEVEL, &Irql);
    assert_bugcheck(DRIVER_VIOLATION, (void)IoFreeKsrPersistentMemory(Handle));
}

SIM_TESTS(SIM_TEST(what_is_reserved_is_written_and_freed, KIT),
          SIM_TEST(a_freed_handle_is_refused, KIT), SIM_TEST(too_much_is_not_reserved, KIT),
          SIM_TEST(nothing_was_handed_over, KIT), SIM_TEST(flags_stop_by_name, KIT),
          SIM_TEST(only_passive_level_will_do, KIT))
