/*
 * mm/test_section.c - section objects are made, named and opened
 */
#include "mm_test.h"

static NTSTATUS
create(PHANDLE section, LONGLONG bytes, ULONG protect, ULONG attributes)
{
    LARGE_INTEGER size = {.QuadPart = bytes};

    return NtCreateSection(section, SECTION_ALL_ACCESS, NULL, &size, protect, attributes, NULL);
}

static OBJECT_ATTRIBUTES
named(PCWSTR text, ULONG flags)
{
    static UNICODE_STRING name;
    OBJECT_ATTRIBUTES attributes;

    RtlInitUnicodeString(&name, text);
    InitializeObjectAttributes(&attributes, &name, flags, NULL, NULL);
    return attributes;
}

static void
needs_a_size_a_protection_and_a_kind(void **state)
{
    HANDLE section;

    assert_nt_status(create(&section, 0, PAGE_READWRITE, SEC_COMMIT), STATUS_INVALID_PARAMETER_4);
    assert_nt_status(
        NtCreateSection(&section, SECTION_ALL_ACCESS, NULL, NULL, PAGE_READWRITE, SEC_COMMIT, NULL),
        STATUS_INVALID_PARAMETER_4);
    assert_nt_status(create(&section, PAGE_SIZE, PAGE_NOACCESS, SEC_COMMIT),
                     STATUS_INVALID_PAGE_PROTECTION);
    assert_nt_status(create(&section, PAGE_SIZE, PAGE_READWRITE, 0), STATUS_INVALID_PARAMETER_6);
    assert_nt_status(create(&section, MAXLONGLONG, PAGE_READWRITE, SEC_COMMIT),
                     STATUS_SECTION_TOO_BIG);
    assert_nt_status(create(&section, PAGE_SIZE, PAGE_READONLY, SEC_IMAGE),
                     STATUS_INVALID_FILE_FOR_SECTION);
    assert_nt_status(create((PHANDLE)8, PAGE_SIZE, PAGE_READWRITE, SEC_COMMIT),
                     STATUS_ACCESS_VIOLATION);
}

static void
cannot_have_a_device_for_its_file(void **state)
{
    HANDLE file = sim_open(L"\\\\.\\BenchNull"), section, event;

    assert_nt_status(
        NtCreateSection(&section, SECTION_ALL_ACCESS, NULL, NULL, PAGE_READONLY, SEC_COMMIT, file),
        STATUS_INVALID_FILE_FOR_SECTION);
    CloseHandle(file);
    event = CreateEventW(NULL, TRUE, FALSE, NULL);
    assert_nt_status(
        NtCreateSection(&section, SECTION_ALL_ACCESS, NULL, NULL, PAGE_READONLY, SEC_COMMIT, event),
        STATUS_OBJECT_TYPE_MISMATCH);
    CloseHandle(event);
}

static void
is_found_by_its_name(void **state)
{
    OBJECT_ATTRIBUTES attributes =
        named(L"\\BaseNamedObjects\\Shared", OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE);
    LARGE_INTEGER size = {.QuadPart = 1};
    HANDLE first, second;
    PVOID object, again;

    assert_nt_success(ZwCreateSection(&first, SECTION_ALL_ACCESS, &attributes, &size,
                                      PAGE_READWRITE, SEC_COMMIT, NULL));
    assert_nt_status(ZwCreateSection(&second, SECTION_ALL_ACCESS, &attributes, &size,
                                     PAGE_READWRITE, SEC_COMMIT, NULL),
                     STATUS_OBJECT_NAME_COLLISION);
    assert_nt_success(ZwOpenSection(&second, SECTION_MAP_READ, &attributes));
    assert_nt_success(
        ObReferenceObjectByHandle(first, 0, *MmSectionObjectType, KernelMode, &object, NULL));
    assert_nt_success(
        ObReferenceObjectByHandle(second, 0, *MmSectionObjectType, KernelMode, &again, NULL));
    assert_ptr_equal(object, again);
    ObDereferenceObject(object);
    ObDereferenceObject(again);
    assert_nt_success(ZwClose(first));
    assert_nt_success(ZwClose(second));
    assert_nt_status(ZwOpenSection(&second, SECTION_MAP_READ, &attributes),
                     STATUS_OBJECT_NAME_NOT_FOUND);
}

static void
takes_a_preferred_node(void **state)
{
    MEM_EXTENDED_PARAMETER node[2] = {{.Type = MemSectionExtendedParameterNumaNode, .ULong = 1}};
    LARGE_INTEGER size = {.QuadPart = PAGE_SIZE};
    HANDLE section;

    assert_nt_success(NtCreateSectionEx(&section, SECTION_ALL_ACCESS, NULL, &size, PAGE_READWRITE,
                                        SEC_COMMIT, NULL, node, 1));
    assert_nt_success(NtClose(section));
    assert_nt_status(NtCreateSectionEx(&section, SECTION_ALL_ACCESS, NULL, &size, PAGE_READWRITE,
                                       SEC_COMMIT, NULL, node, 2),
                     STATUS_INVALID_PARAMETER);
}

static void
of_physical_memory_is_for_kernel_callers(void **state)
{
    OBJECT_ATTRIBUTES attributes = named(L"\\Device\\PhysicalMemory", OBJ_CASE_INSENSITIVE);
    PUCHAR memory = pool(PAGE_SIZE);
    ULONG64 physical = (ULONG64)MmGetPhysicalAddress(memory).QuadPart;
    LARGE_INTEGER offset = {.QuadPart = (LONGLONG)(physical & ~(ULONG64)0xFFFF)};
    SIZE_T size = 0x10000;
    PVOID base = NULL;
    HANDLE section;

    assert_nt_status(NtOpenSection(&section, SECTION_MAP_WRITE, &attributes), STATUS_ACCESS_DENIED);
    attributes.Attributes |= OBJ_KERNEL_HANDLE;
    assert_nt_success(ZwOpenSection(&section, SECTION_MAP_WRITE, &attributes));
    memory[5] = 1;
    assert_nt_success(ZwMapViewOfSection(section, NtCurrentProcess(), &base, 0, 0, &offset, &size,
                                         ViewUnmap, 0, PAGE_READWRITE));
    ((PUCHAR)base)[(physical & 0xFFFF) + 5]++;
    assert_int_equal(memory[5], 2);
    assert_nt_success(ZwUnmapViewOfSection(NtCurrentProcess(), base));
    assert_nt_success(ZwClose(section));
    ExFreePool(memory);
}

static void
forgets_a_section(void **state)
{
    OBJECT_ATTRIBUTES attributes = named(L"\\BaseNamedObjects\\Left", OBJ_KERNEL_HANDLE);
    LARGE_INTEGER size = {.QuadPart = 1};
    HANDLE section;

    assert_nt_success(ZwCreateSection(&section, SECTION_ALL_ACCESS, &attributes, &size,
                                      PAGE_READWRITE, SEC_COMMIT, NULL));
}

static void
forgotten_fails_the_test(void **state)
{
    assert_true(leaks(forgets_a_section));
}

SIM_TESTS(SIM_TEST(needs_a_size_a_protection_and_a_kind),
          SIM_TEST(cannot_have_a_device_for_its_file, .driver = "bench_stack"),
          SIM_TEST(is_found_by_its_name), SIM_TEST(takes_a_preferred_node),
          SIM_TEST(of_physical_memory_is_for_kernel_callers),
          cmocka_unit_test(forgotten_fails_the_test))
