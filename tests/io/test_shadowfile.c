/*
 * tests/io/test_shadowfile.c - a shadow file knows the file that backs it
 *
 * io/file/shadowfile.c.
 */
#include "kit.h"

static PFILE_OBJECT
file_of(HANDLE Handle)
{
    PFILE_OBJECT File;

    assert_nt_success(
        ObReferenceObjectByHandle(Handle, 0, *IoFileObjectType, KernelMode, (PVOID *)&File, NULL));
    ObDereferenceObject(File); // the handle keeps it
    return File;
}

static void
it_is_kept_with_the_file_object(void **state)
{
    PDEVICE_OBJECT Device = KitDevice(L"Kit", 0);
    HANDLE Shown = sim_open(L"\\\\.\\Kit"), Backing = sim_open(L"\\\\.\\Kit");
    PFILE_OBJECT File = file_of(Shown), Other = file_of(Backing);
    LONG64 Pointers;
    PIO_FOEXT_SHADOW_FILE Shadow;

    assert_null(IoGetShadowFileInformation(File));
    Pointers = ObReferenceObject(Other);
    assert_nt_success(IoSetShadowFileInformation(File, Other, Device));
    assert_int_equal(ObReferenceObject(Other), Pointers + 1); // not referenced
    ObDereferenceObject(Other);
    ObDereferenceObject(Other);
    Shadow = IoGetShadowFileInformation(File);
    assert_non_null(Shadow);
    assert_ptr_equal(Shadow->BackingFileObject, Other);
    assert_ptr_equal(Shadow->BackingFltInstance, Device);
    assert_null(IoGetShadowFileInformation(Other));
    CloseHandle(Backing);
    CloseHandle(Shown);
    KitDelete(Device, L"Kit");
}

static void
it_is_replaced_and_taken_away(void **state)
{
    PDEVICE_OBJECT Device = KitDevice(L"Kit", 0);
    HANDLE Shown = sim_open(L"\\\\.\\Kit"), Backing = sim_open(L"\\\\.\\Kit");
    PFILE_OBJECT File = file_of(Shown), Other = file_of(Backing);

    assert_nt_success(IoSetShadowFileInformation(File, Other, Device));
    assert_nt_success(IoSetShadowFileInformation(File, File, NULL));
    assert_ptr_equal(IoGetShadowFileInformation(File)->BackingFileObject, File);
    assert_null(IoGetShadowFileInformation(File)->BackingFltInstance);
    assert_nt_success(IoSetShadowFileInformation(File, NULL, Device));
    assert_null(IoGetShadowFileInformation(File));
    CloseHandle(Backing);
    CloseHandle(Shown);
    KitDelete(Device, L"Kit");
}

static void
a_file_object_that_a_driver_made_up_has_none(void **state)
{
    FILE_OBJECT MadeUp = {.Type = IO_TYPE_FILE, .Size = sizeof(MadeUp)};

    assert_nt_status(IoSetShadowFileInformation(&MadeUp, &MadeUp, NULL), STATUS_INVALID_PARAMETER);
    assert_null(IoGetShadowFileInformation(&MadeUp));
}

#define T(function) SIM_TEST(function, KIT)

SIM_TESTS(T(it_is_kept_with_the_file_object), T(it_is_replaced_and_taken_away),
          T(a_file_object_that_a_driver_made_up_has_none))
