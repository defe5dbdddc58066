/*
 * tests/io/test_shadowfile.c - a file object remembers what backs it
 */
#include <ntddk.h>

#include "record.h"

#define NOT_IMPLEMENTED 0xFFFF0001

static void
a_file_is_no_shadow_file_at_first(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, 0);

    assert_null(IoGetShadowFileInformation(R.File));
    NtClose(h);
}

static void
the_backing_file_and_the_instance_are_found_again(void **state)
{
    HANDLE shadow = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, 0), backing;
    PFILE_OBJECT Shadow = R.File, Backing;
    ULONG Instance, Other;

    backing = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, 0);
    Backing = R.File;
    assert_nt_success(IoSetShadowFileInformation(Shadow, Backing, &Instance));
    assert_ptr_equal(IoGetShadowFileInformation(Shadow)->BackingFileObject, Backing);
    assert_ptr_equal(IoGetShadowFileInformation(Shadow)->BackingFltInstance, &Instance);
    assert_null(IoGetShadowFileInformation(Backing));
    assert_nt_success(IoSetShadowFileInformation(Shadow, Backing, &Other));
    assert_ptr_equal(IoGetShadowFileInformation(Shadow)->BackingFltInstance, &Other);
    NtClose(backing);
    NtClose(shadow);
}

static void
a_made_up_file_object_stops_by_name(void **state)
{
    static FILE_OBJECT MadeUp;

    assert_null(IoGetShadowFileInformation(&MadeUp));
    assert_bugcheck(NOT_IMPLEMENTED, (void)IoSetShadowFileInformation(&MadeUp, &MadeUp, NULL));
}

SIM_TESTS(RECORD(a_file_is_no_shadow_file_at_first),
          RECORD(the_backing_file_and_the_instance_are_found_again),
          SIM_TEST(a_made_up_file_object_stops_by_name, KIT))
