/*
 * wdk/test_inline.c - what the headers do inline: lists, stack locations, MDLs, names, macros
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <initguid.h>
#include <ntifs.h>
#include <wdmguid.h>

typedef struct _ITEM {
    ULONG Number;
    LIST_ENTRY Link;
} ITEM, *PITEM;

static void
a_list_keeps_order(void **state)
{
    LIST_ENTRY Head;
    ITEM One = {.Number = 1}, Two = {.Number = 2}, Three = {.Number = 3};

    InitializeListHead(&Head);
    assert_true(IsListEmpty(&Head));
    InsertTailList(&Head, &Two.Link);
    InsertTailList(&Head, &Three.Link);
    InsertHeadList(&Head, &One.Link);
    assert_ptr_equal(CONTAINING_RECORD(RemoveHeadList(&Head), ITEM, Link), &One);
    assert_ptr_equal(CONTAINING_RECORD(RemoveTailList(&Head), ITEM, Link), &Three);
    assert_true(RemoveEntryList(&Two.Link));
    assert_true(IsListEmpty(&Head));
}

static void
lists_are_joined_without_the_second_head(void **state)
{
    LIST_ENTRY Head;
    ITEM One, Two, Three;

    InitializeListHead(&Head);
    InsertTailList(&Head, &One.Link);
    InitializeListHead(&Two.Link);
    InsertTailList(&Two.Link, &Three.Link);
    AppendTailList(&Head, &Two.Link);
    assert_ptr_equal(One.Link.Flink, &Two.Link);
    assert_ptr_equal(Head.Blink, &Three.Link);
    assert_ptr_equal(Three.Link.Flink, &Head);
}

static void
a_single_list_is_a_stack(void **state)
{
    SINGLE_LIST_ENTRY Head = {NULL}, One, Two;

    PushEntryList(&Head, &One);
    PushEntryList(&Head, &Two);
    assert_ptr_equal(PopEntryList(&Head), &Two);
    assert_ptr_equal(PopEntryList(&Head), &One);
    assert_null(PopEntryList(&Head));
}

static NTSTATUS
Complete(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    return STATUS_CONTINUE_COMPLETION;
}

/* An IRP with three stack locations, at the second */
static struct {
    IRP Irp;
    IO_STACK_LOCATION Stack[3];
} Packet;

static PIRP
NewPacket(void)
{
    memset(&Packet, 0, sizeof(Packet));
    Packet.Irp.StackCount = 3;
    Packet.Irp.CurrentLocation = 2;
    Packet.Irp.Tail.Overlay.CurrentStackLocation = &Packet.Stack[1];
    return &Packet.Irp;
}

static void
the_next_stack_location_lies_below(void **state)
{
    PIRP Irp = NewPacket();

    assert_ptr_equal(IoGetCurrentIrpStackLocation(Irp), &Packet.Stack[1]);
    assert_ptr_equal(IoGetNextIrpStackLocation(Irp), &Packet.Stack[0]);
    IoSkipCurrentIrpStackLocation(Irp);
    assert_ptr_equal(IoGetNextIrpStackLocation(Irp), &Packet.Stack[1]);
    assert_int_equal(Irp->CurrentLocation, 3);
    IoSetNextIrpStackLocation(Irp);
    assert_int_equal(Irp->CurrentLocation, 2);
    assert_int_equal(IoSizeOfIrp(3), sizeof(IRP) + 3 * sizeof(IO_STACK_LOCATION));
}

static void
copying_a_stack_location_leaves_out_the_completion_routine(void **state)
{
    PIRP Irp = NewPacket();

    Packet.Stack[1].MajorFunction = IRP_MJ_READ;
    Packet.Stack[1].Parameters.Read.Length = 7;
    Packet.Stack[1].Control = SL_PENDING_RETURNED;
    Packet.Stack[1].CompletionRoutine = Complete;
    IoCopyCurrentIrpStackLocationToNext(Irp);
    assert_int_equal(Packet.Stack[0].MajorFunction, IRP_MJ_READ);
    assert_int_equal(Packet.Stack[0].Parameters.Read.Length, 7);
    assert_int_equal(Packet.Stack[0].Control, 0);
    assert_null(Packet.Stack[0].CompletionRoutine);
}

static void
a_completion_routine_goes_to_the_next_stack_location(void **state)
{
    PIRP Irp = NewPacket();

    IoSetCompletionRoutine(Irp, Complete, &Packet, TRUE, FALSE, TRUE);
    assert_ptr_equal(Packet.Stack[0].CompletionRoutine, Complete);
    assert_ptr_equal(Packet.Stack[0].Context, &Packet);
    assert_int_equal(Packet.Stack[0].Control, SL_INVOKE_ON_SUCCESS | SL_INVOKE_ON_CANCEL);
    IoMarkIrpPending(Irp);
    assert_int_equal(Packet.Stack[1].Control, SL_PENDING_RETURNED);
}

static void
an_mdl_knows_the_pages_it_spans(void **state)
{
    struct {
        MDL Mdl;
        PFN_NUMBER Pages[3];
    } Described;
    PVOID Address = (PVOID)0x10ff0;

    MmInitializeMdl(&Described.Mdl, Address, 0x1020);
    assert_int_equal(Described.Mdl.Size, sizeof(MDL) + 3 * sizeof(PFN_NUMBER));
    assert_ptr_equal(MmGetMdlVirtualAddress(&Described.Mdl), Address);
    assert_int_equal(MmGetMdlByteCount(&Described.Mdl), 0x1020);
    assert_int_equal(MmGetMdlByteOffset(&Described.Mdl), 0xff0);
    assert_ptr_equal(MmGetMdlPfnArray(&Described.Mdl), Described.Pages);
    Described.Mdl.MdlFlags = MDL_SOURCE_IS_NONPAGED_POOL;
    Described.Mdl.MappedSystemVa = Address;
    assert_ptr_equal(MmGetSystemAddressForMdlSafe(&Described.Mdl, NormalPagePriority), Address);
}

static void
pages_are_counted_and_addresses_aligned(void **state)
{
    assert_int_equal(ADDRESS_AND_SIZE_TO_SPAN_PAGES(0xfff, 2), 2);
    assert_int_equal(ADDRESS_AND_SIZE_TO_SPAN_PAGES(0x1000, 0x1000), 1);
    assert_int_equal(ADDRESS_AND_SIZE_TO_SPAN_PAGES(0x1000, 0), 0);
    assert_int_equal(BYTES_TO_PAGES(0x1001), 2);
    assert_int_equal(ROUND_TO_PAGES(1), PAGE_SIZE);
    assert_ptr_equal(PAGE_ALIGN(0x1fff), 0x1000);
    assert_int_equal(ALIGN_UP_BY(5, 8), 8);
}

static void
constant_strings_are_counted_without_the_null(void **state)
{
    static const UNICODE_STRING Constant = RTL_CONSTANT_STRING(L"abc");
    DECLARE_CONST_UNICODE_STRING(Declared, L"\\Device\\X");
    UNICODE_STRING Empty;
    WCHAR Buffer[8];

    assert_int_equal(Constant.Length, 6);
    assert_int_equal(Constant.MaximumLength, 8);
    assert_int_equal(Declared.Length, 18);
    RtlInitEmptyUnicodeString(&Empty, Buffer, sizeof(Buffer));
    assert_int_equal(Empty.MaximumLength, 16);
}

static void
an_object_attributes_macro_sets_each_field(void **state)
{
    OBJECT_ATTRIBUTES Attributes;
    UNICODE_STRING Name;

    memset(&Attributes, 0xff, sizeof(Attributes));
    InitializeObjectAttributes(&Attributes, &Name, OBJ_KERNEL_HANDLE, (HANDLE)4, NULL);
    assert_int_equal(Attributes.Length, 0x30);
    assert_ptr_equal(Attributes.ObjectName, &Name);
    assert_int_equal(Attributes.Attributes, 0x200);
    assert_ptr_equal(Attributes.RootDirectory, 4);
    assert_null(Attributes.SecurityDescriptor);
    assert_null(Attributes.SecurityQualityOfService);
}

static void
control_codes_have_four_fields(void **state)
{
    ULONG Code = CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_OUT_DIRECT, FILE_READ_ACCESS);

    assert_int_equal(Code, 0x00226006);
    assert_int_equal(DEVICE_TYPE_FROM_CTL_CODE(Code), FILE_DEVICE_UNKNOWN);
    assert_int_equal(METHOD_FROM_CTL_CODE(Code), METHOD_OUT_DIRECT);
    assert_int_equal(IoGetFunctionCodeFromCtlCode(Code), 0x801);
}

static void
statuses_are_tested_by_their_severity(void **state)
{
    assert_true(NT_SUCCESS(STATUS_PENDING));
    assert_true(NT_SUCCESS(0x40000000));
    assert_false(NT_SUCCESS(STATUS_BUFFER_OVERFLOW));
    assert_true(NT_WARNING(STATUS_BUFFER_OVERFLOW));
    assert_true(NT_ERROR(STATUS_UNSUCCESSFUL));
    assert_true(NT_INFORMATION(STATUS_OBJECT_NAME_EXISTS));
}

static void
guids_are_compared_by_value(void **state)
{
    GUID Copy = GUID_BUS_TYPE_PCI;

    assert_true(IsEqualGUID(&Copy, &GUID_BUS_TYPE_PCI));
    assert_false(IsEqualGUID(&Copy, &GUID_BUS_TYPE_USB));
    assert_int_equal(GUID_BUS_TYPE_PCI.Data1, 0xc8ebdfb0);
}

static void
unaligned_values_are_stored_and_retrieved(void **state)
{
    UCHAR Bytes[9] = {0};
    ULONG Long = 0;

    RtlStoreUlong(Bytes + 1, 0x01020304);
    assert_memory_equal(Bytes, "\0\4\3\2\1", 5);
    RtlRetrieveUlong(&Long, Bytes + 1);
    assert_int_equal(Long, 0x01020304);
}

static void
ordered_accesses_are_plain_ones(void **state)
{
    INT32 Signed = -5;
    UINT32 Unsigned = 0;
    BOOLEAN Flag = FALSE;

    assert_int_equal(ReadInt32Acquire(&Signed), -5);
    WriteInt32NoFence(&Signed, -6);
    assert_int_equal(ReadInt32NoFence(&Signed), -6);
    WriteInt32Release(&Signed, -7);
    WriteInt32Raw(&Signed, ReadInt32Raw(&Signed) - 1);
    assert_int_equal(Signed, -8);
    WriteUInt32Release(&Unsigned, MAXUINT32);
    assert_true(ReadUInt32Acquire(&Unsigned) == MAXUINT32);
    WriteUInt32NoFence(&Unsigned, 3);
    BarrierAfterRead();
    assert_int_equal(ReadUInt32NoFence(&Unsigned), 3);
    WriteUInt32Raw(&Unsigned, 4);
    assert_int_equal(ReadUInt32Raw(&Unsigned), 4);
    WriteBooleanRelease(&Flag, TRUE);
    assert_true(ReadBooleanRaw(&Flag));
}

static void
bits_of_an_array_of_64_bit_words_are_numbered_through(void **state)
{
    LONG64 Words[2] = {0};

    assert_int_equal(_BitTestAndSet64(Words, 65), 0);
    assert_int_equal(Words[0], 0);
    assert_int_equal(Words[1], 2);
    assert_int_equal(_BitTest64(Words, 65), 1);
    assert_int_equal(_BitTestAndSet64(Words, 65), 1);
    assert_int_equal(_BitTestAndComplement64(Words, 63), 0);
    assert_true((ULONG64)Words[0] == 1ULL << 63);
    assert_int_equal(_BitTestAndComplement64(Words, 63), 1);
    assert_int_equal(Words[0], 0);
    assert_int_equal(_BitTestAndReset64(Words, 65), 1);
    assert_int_equal(_BitTest64(Words, 65), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_keeps_order),
        cmocka_unit_test(lists_are_joined_without_the_second_head),
        cmocka_unit_test(a_single_list_is_a_stack),
        cmocka_unit_test(the_next_stack_location_lies_below),
        cmocka_unit_test(copying_a_stack_location_leaves_out_the_completion_routine),
        cmocka_unit_test(a_completion_routine_goes_to_the_next_stack_location),
        cmocka_unit_test(an_mdl_knows_the_pages_it_spans),
        cmocka_unit_test(pages_are_counted_and_addresses_aligned),
        cmocka_unit_test(constant_strings_are_counted_without_the_null),
        cmocka_unit_test(an_object_attributes_macro_sets_each_field),
        cmocka_unit_test(control_codes_have_four_fields),
        cmocka_unit_test(statuses_are_tested_by_their_severity),
        cmocka_unit_test(guids_are_compared_by_value),
        cmocka_unit_test(unaligned_values_are_stored_and_retrieved),
        cmocka_unit_test(ordered_accesses_are_plain_ones),
        cmocka_unit_test(bits_of_an_array_of_64_bit_words_are_numbered_through),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
