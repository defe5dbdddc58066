/*
 * ob/test_querydirectory.c - what an object directory holds, and objects by name without a handle
 *
 * No header of the WDK declares the calls; drivers that use them do it themselves.
 */
#include "ob_test.h"

typedef struct _DIRECTORY_ENTRY {
    UNICODE_STRING Name, TypeName;
} DIRECTORY_ENTRY;

NTSTATUS ZwQueryDirectoryObject(HANDLE Directory, PVOID Buffer, ULONG Length, BOOLEAN Single,
                                BOOLEAN Restart, PULONG Context, PULONG ReturnLength);
NTSTATUS ObReferenceObjectByName(PUNICODE_STRING Name, ULONG Attributes, PACCESS_STATE State,
                                 ACCESS_MASK Access, POBJECT_TYPE Type, KPROCESSOR_MODE Mode,
                                 PVOID ParseContext, PVOID *Object);

static HANDLE Directory, Events[3];
static union {
    DIRECTORY_ENTRY Entries[1];
    UCHAR Bytes[1024];
} Buffer;

static int
begin(void **state)
{
    static const PCWSTR Names[] = {L"\\Shelf\\one", L"\\Shelf\\two", L"\\Shelf\\three"};

    assert_nt_success(ZwCreateDirectoryObject(&Directory, DIRECTORY_ALL_ACCESS,
                                              named(L"\\Shelf", OBJ_KERNEL_HANDLE)));
    for (ULONG i = 0; i < 3; i++) {
        Events[i] = new_event(Names[i], OBJ_KERNEL_HANDLE);
    }
    return 0;
}

static int
end(void **state)
{
    for (ULONG i = 0; i < 3; i++) {
        ZwClose(Events[i]);
    }
    return ZwClose(Directory);
}

static void
assert_entry(ULONG index, PCWSTR name)
{
    UNICODE_STRING string, type;

    RtlInitUnicodeString(&string, name);
    RtlInitUnicodeString(&type, L"Event");
    assert_true(RtlEqualUnicodeString(&Buffer.Entries[index].Name, &string, FALSE));
    assert_true(RtlEqualUnicodeString(&Buffer.Entries[index].TypeName, &type, FALSE));
    assert_int_equal(Buffer.Entries[index].Name.Buffer[string.Length / 2], 0);
}

static void
all_entries_come_at_once_if_they_fit(void **state)
{
    ULONG context = 77, length = 0;

    assert_nt_success(
        ZwQueryDirectoryObject(Directory, &Buffer, sizeof Buffer, FALSE, TRUE, &context, &length));
    assert_entry(0, L"one");
    assert_entry(1, L"two");
    assert_entry(2, L"three");
    assert_null(Buffer.Entries[3].Name.Buffer);
    assert_int_equal(context, 3);
    assert_true(length < sizeof Buffer);
    assert_nt_status(
        ZwQueryDirectoryObject(Directory, &Buffer, sizeof Buffer, FALSE, FALSE, &context, NULL),
        STATUS_NO_MORE_ENTRIES);
}

static void
what_does_not_fit_comes_with_the_next_call(void **state)
{
    ULONG context = 0, one = 0;

    assert_nt_status(ZwQueryDirectoryObject(Directory, &Buffer, 40, FALSE, TRUE, &context, &one),
                     STATUS_BUFFER_TOO_SMALL);
    assert_nt_status(ZwQueryDirectoryObject(Directory, &Buffer, one, FALSE, TRUE, &context, NULL),
                     STATUS_MORE_ENTRIES);
    assert_entry(0, L"one");
    assert_int_equal(context, 1);
    assert_nt_success(
        ZwQueryDirectoryObject(Directory, &Buffer, sizeof Buffer, TRUE, FALSE, &context, NULL));
    assert_entry(0, L"two");
    assert_null(Buffer.Entries[1].Name.Buffer);
    assert_int_equal(context, 2);
}

static void
an_object_is_referenced_by_its_name(void **state)
{
    UNICODE_STRING two, none;
    PVOID object;

    RtlInitUnicodeString(&two, L"\\Shelf\\TWO");
    RtlInitUnicodeString(&none, L"\\Shelf\\four");
    assert_nt_success(ObReferenceObjectByName(&two, OBJ_CASE_INSENSITIVE, NULL, EVENT_ALL_ACCESS,
                                              *ExEventObjectType, KernelMode, NULL, &object));
    KeSetEvent(object, 0, FALSE);
    assert_nt_success(ZwWaitForSingleObject(Events[1], FALSE, NULL));
    ObDereferenceObject(object);
    assert_nt_status(ObReferenceObjectByName(&two, OBJ_CASE_INSENSITIVE, NULL, 0,
                                             *ExSemaphoreObjectType, KernelMode, NULL, &object),
                     STATUS_OBJECT_TYPE_MISMATCH);
    assert_nt_status(ObReferenceObjectByName(&none, 0, NULL, 0, NULL, KernelMode, NULL, &object),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_status(ObReferenceObjectByName(NULL, 0, NULL, 0, NULL, KernelMode, NULL, &object),
                     STATUS_OBJECT_NAME_INVALID);
}

SIM_TESTS(SIM_TEST(all_entries_come_at_once_if_they_fit, .before = begin, .after = end),
          SIM_TEST(what_does_not_fit_comes_with_the_next_call, .before = begin, .after = end),
          SIM_TEST(an_object_is_referenced_by_its_name, .before = begin, .after = end))
