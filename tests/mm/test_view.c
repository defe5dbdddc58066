/*
 * mm/test_view.c - views of sections, in processes and in the system
 */
#include "mm_test.h"

static HANDLE
section_of(SIZE_T bytes, ULONG protect)
{
    LARGE_INTEGER size = {.QuadPart = (LONGLONG)bytes};
    HANDLE section;

    assert_nt_success(
        NtCreateSection(&section, SECTION_ALL_ACCESS, NULL, &size, protect, SEC_COMMIT, NULL));
    return section;
}

static NTSTATUS
map_at(HANDLE section, PUCHAR *base, LONGLONG *offset, SIZE_T *size, ULONG protect)
{
    LARGE_INTEGER start = {.QuadPart = *offset};
    PVOID address = NULL;
    NTSTATUS status = NtMapViewOfSection(section, NtCurrentProcess(), &address, 0, 0, &start, size,
                                         ViewUnmap, 0, protect);

    *base = address;
    *offset = start.QuadPart;
    return status;
}

static PUCHAR
view_of(HANDLE section, ULONG protect)
{
    LONGLONG offset = 0;
    SIZE_T size = 0;
    PUCHAR base;

    assert_nt_success(map_at(section, &base, &offset, &size, protect));
    return base;
}

static void
unmap(PVOID base)
{
    assert_nt_success(NtUnmapViewOfSection(NtCurrentProcess(), base));
}

/* --- in a process ----------------------------------------------------------------------------- */

static void
shows_the_same_memory_as_every_other(void **state)
{
    HANDLE section = section_of(2 * PAGE_SIZE, PAGE_READWRITE);
    PUCHAR one = view_of(section, PAGE_READWRITE), two = view_of(section, PAGE_READONLY);

    assert_ptr_not_equal(one, two);
    assert_int_equal(two[PAGE_SIZE], 0);
    one[PAGE_SIZE] = 7;
    assert_int_equal(two[PAGE_SIZE], 7);
    unmap(one);
    unmap(two + PAGE_SIZE + 5); /* any address within */
    assert_nt_success(NtClose(section));
}

static void
outlives_the_handle(void **state)
{
    HANDLE section = section_of(PAGE_SIZE, PAGE_READWRITE);
    PUCHAR view = view_of(section, PAGE_READWRITE);

    view[0] = 1;
    assert_nt_success(NtClose(section));
    assert_int_equal(view[0], 1);
    unmap(view);
    assert_false(MmIsAddressValid(view));
}

static void
begins_at_the_granularity_and_ends_with_the_section(void **state)
{
    HANDLE section = section_of(0x18000, PAGE_READWRITE);
    LONGLONG offset = 0x10FFF;
    SIZE_T size = 0;
    PUCHAR whole = view_of(section, PAGE_READWRITE), part;

    assert_nt_success(map_at(section, &part, &offset, &size, PAGE_READWRITE));
    assert_int_equal(offset, 0x10000);
    assert_int_equal(size, 0x8000);
    whole[0x10000] = 3;
    assert_int_equal(part[0], 3);
    size = 1;
    unmap(part);
    assert_nt_success(map_at(section, &part, &offset, &size, PAGE_READWRITE));
    assert_int_equal(size, PAGE_SIZE);
    unmap(part);
    size = 0x8001;
    assert_nt_status(map_at(section, &part, &offset, &size, PAGE_READWRITE),
                     STATUS_INVALID_VIEW_SIZE);
    offset = 0x20000;
    size = 0;
    assert_nt_status(map_at(section, &part, &offset, &size, PAGE_READWRITE),
                     STATUS_INVALID_VIEW_SIZE);
    unmap(whole);
    assert_nt_success(NtClose(section));
}

static void
allows_what_section_and_handle_allow(void **state)
{
    HANDLE section = section_of(PAGE_SIZE, PAGE_READONLY), reader;
    LONGLONG offset = 0;
    SIZE_T size = 0;
    PUCHAR view;
    ULONG old;

    assert_nt_status(map_at(section, &view, &offset, &size, PAGE_READWRITE),
                     STATUS_SECTION_PROTECTION);
    view = view_of(section, PAGE_READONLY);
    assert_nt_status(
        NtProtectVirtualMemory(NtCurrentProcess(), (PVOID *)&view, &size, PAGE_READWRITE, &old),
        STATUS_INVALID_PARAMETER_3);
    size = PAGE_SIZE;
    assert_nt_status(
        NtProtectVirtualMemory(NtCurrentProcess(), (PVOID *)&view, &size, PAGE_READWRITE, &old),
        STATUS_SECTION_PROTECTION);
    unmap(view);
    assert_nt_success(NtClose(section));

    section = section_of(PAGE_SIZE, PAGE_READWRITE);
    assert_true(DuplicateHandle(GetCurrentProcess(), section, GetCurrentProcess(), &reader,
                                SECTION_MAP_READ, FALSE, 0));
    size = 0;
    assert_nt_status(map_at(reader, &view, &offset, &size, PAGE_READWRITE), STATUS_ACCESS_DENIED);
    unmap(view_of(reader, PAGE_READONLY));
    assert_nt_success(NtClose(reader));
    assert_nt_success(NtClose(section));
}

static void
checks_what_it_is_asked(void **state)
{
    HANDLE section = section_of(PAGE_SIZE, PAGE_READWRITE);
    PVOID base = NULL, taken = user_memory(PAGE_SIZE, PAGE_READWRITE);
    SIZE_T size = 0;

    assert_nt_status(NtMapViewOfSection(section, NtCurrentProcess(), &base, 21, 0, NULL, &size,
                                        ViewUnmap, 0, PAGE_READWRITE),
                     STATUS_INVALID_PARAMETER_4);
    assert_nt_status(NtMapViewOfSection(section, NtCurrentProcess(), &base, 0, 0, NULL, &size,
                                        (SECTION_INHERIT)3, 0, PAGE_READWRITE),
                     STATUS_INVALID_PARAMETER_8);
    assert_nt_status(NtMapViewOfSection(section, NtCurrentProcess(), &base, 0, 0, NULL, &size,
                                        ViewShare, MEM_COMMIT, PAGE_READWRITE),
                     STATUS_INVALID_PARAMETER_9);
    assert_nt_status(
        NtMapViewOfSection(section, NtCurrentProcess(), &base, 0, 0, NULL, &size, ViewShare, 0, 0),
        STATUS_INVALID_PAGE_PROTECTION);
    assert_nt_status(NtMapViewOfSection(section, NtCurrentProcess(), &taken, 0, 0, NULL, &size,
                                        ViewShare, 0, PAGE_READWRITE),
                     STATUS_CONFLICTING_ADDRESSES);
    assert_nt_status(NtUnmapViewOfSection(NtCurrentProcess(), taken), STATUS_NOT_MAPPED_VIEW);
    assert_nt_status(NtUnmapViewOfSection(NtCurrentProcess(), NULL), STATUS_NOT_MAPPED_VIEW);
    assert_nt_success(NtClose(section));
}

static void
is_not_freed_as_private_memory_is(void **state)
{
    HANDLE section = section_of(PAGE_SIZE, PAGE_READWRITE);
    PVOID view = view_of(section, PAGE_READWRITE);
    MEMORY_BASIC_INFORMATION information;
    IO_STATUS_BLOCK iosb;
    SIZE_T size = 0;

    assert_nt_success(ZwQueryVirtualMemory(NtCurrentProcess(), view, MemoryBasicInformation,
                                           &information, sizeof information, NULL));
    assert_int_equal(information.Type, MEM_MAPPED);
    assert_nt_status(ZwFreeVirtualMemory(NtCurrentProcess(), &view, &size, MEM_RELEASE),
                     STATUS_UNABLE_TO_DELETE_SECTION);
    assert_nt_status(NtFlushVirtualMemory(NtCurrentProcess(), &view, &size, &iosb),
                     STATUS_NOT_MAPPED_DATA); /* no file behind it */
    unmap(view);
    assert_nt_status(ZwFlushVirtualMemory(NtCurrentProcess(), &view, &size, &iosb),
                     STATUS_NOT_MAPPED_VIEW);
    assert_nt_success(NtClose(section));
}

static void
read_what_the_parent_wrote(void *context)
{
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
    HANDLE section;
    PUCHAR view;

    RtlInitUnicodeString(&name, L"\\BaseNamedObjects\\Shared");
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    assert_nt_success(NtOpenSection(&section, SECTION_MAP_READ | SECTION_MAP_WRITE, &attributes));
    view = view_of(section, PAGE_READWRITE);
    assert_int_equal(view[0], 1);
    view[0] = 2;
    /* the view and the handle end with the process */
}

static void
is_shared_by_processes(void **state)
{
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
    LARGE_INTEGER size = {.QuadPart = PAGE_SIZE};
    HANDLE section;
    PUCHAR view;

    RtlInitUnicodeString(&name, L"\\BaseNamedObjects\\Shared");
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    assert_nt_success(NtCreateSection(&section, SECTION_ALL_ACCESS, &attributes, &size,
                                      PAGE_READWRITE, SEC_COMMIT, NULL));
    view = view_of(section, PAGE_READWRITE);
    view[0] = 1;
    sim_join(sim_process(read_what_the_parent_wrote, NULL));
    assert_int_equal(view[0], 2);
    unmap(view);
    assert_nt_success(NtClose(section));
}

static void
is_locked_like_any_buffer(void **state)
{
    HANDLE section = section_of(PAGE_SIZE, PAGE_READWRITE);
    PUCHAR view = view_of(section, PAGE_READWRITE), other = view_of(section, PAGE_READWRITE);
    PMDL mdl = locked_mdl(view, PAGE_SIZE);

    ((PUCHAR)MmGetSystemAddressForMdlSafe(mdl, NormalPagePriority))[9] = 9;
    assert_int_equal(other[9], 9);
    unlock_and_free(mdl);
    unmap(view);
    unmap(other);
    assert_nt_success(NtClose(section));
}

/* --- in the system ---------------------------------------------------------------------------- */

static PVOID
section_object(HANDLE section)
{
    PVOID object;

    assert_nt_success(ObReferenceObjectByHandle(section, SECTION_ALL_ACCESS, *MmSectionObjectType,
                                                UserMode, &object, NULL));
    return object;
}

static void
has_a_system_address_in_every_process(void **state)
{
    HANDLE section = section_of(3 * PAGE_SIZE, PAGE_READWRITE);
    PVOID object = section_object(section), base;
    PUCHAR view = view_of(section, PAGE_READWRITE);
    SIZE_T size = 0;

    assert_nt_success(MmMapViewInSystemSpace(object, &base, &size));
    assert_int_equal(size, 3 * PAGE_SIZE);
    view[PAGE_SIZE] = 4;
    assert_int_equal(((PUCHAR)base)[PAGE_SIZE], 4);
    ObDereferenceObject(object);
    unmap(view);
    assert_nt_success(NtClose(section));
    assert_int_equal(((PUCHAR)base)[PAGE_SIZE], 4); /* the view keeps it */
    assert_nt_success(MmUnmapViewInSystemSpace(base));
}

static void
in_session_space_is_the_same(void **state)
{
    HANDLE section = section_of(PAGE_SIZE, PAGE_READWRITE);
    PVOID object = section_object(section), base;
    SIZE_T size = 1;

    assert_nt_success(MmMapViewInSessionSpace(object, &base, &size));
    assert_int_equal(size, PAGE_SIZE);
    assert_nt_success(MmUnmapViewInSessionSpace(base));
    size = PAGE_SIZE + 1;
    assert_nt_status(MmMapViewInSystemSpace(object, &base, &size), STATUS_INVALID_VIEW_SIZE);
    ObDereferenceObject(object);
    assert_nt_success(NtClose(section));
}

static void
is_unmapped_from_the_system_once(void **state)
{
    PVOID object = section_object(section_of(PAGE_SIZE, PAGE_READWRITE)), base;
    SIZE_T size = 0;

    assert_nt_success(MmMapViewInSystemSpace(object, &base, &size));
    assert_nt_success(MmUnmapViewInSystemSpace(base));
    assert_bugcheck(DRIVER_UNMAPPING_INVALID_VIEW, MmUnmapViewInSystemSpace(base));
    assert_int_equal(sim_bugcheck_parameter(1), (ULONG_PTR)base);
    assert_int_equal(sim_bugcheck_parameter(2), 1);
}

static void
forgets_a_system_view(void **state)
{
    HANDLE section = section_of(PAGE_SIZE, PAGE_READWRITE);
    PVOID object = section_object(section), base;
    SIZE_T size = 0;

    assert_nt_success(MmMapViewInSystemSpace(object, &base, &size));
    ObDereferenceObject(object);
    NtClose(section);
}

static void
left_in_the_system_fails_the_test(void **state)
{
    assert_true(leaks(forgets_a_system_view));
}

SIM_TESTS(SIM_TEST(shows_the_same_memory_as_every_other), SIM_TEST(outlives_the_handle),
          SIM_TEST(begins_at_the_granularity_and_ends_with_the_section),
          SIM_TEST(allows_what_section_and_handle_allow), SIM_TEST(checks_what_it_is_asked),
          SIM_TEST(is_not_freed_as_private_memory_is), SIM_TEST(is_shared_by_processes),
          SIM_TEST(is_locked_like_any_buffer), SIM_TEST(has_a_system_address_in_every_process),
          SIM_TEST(in_session_space_is_the_same), SIM_TEST(is_unmapped_from_the_system_once),
          cmocka_unit_test(left_in_the_system_fails_the_test))
