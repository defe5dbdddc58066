/*
 * io/test_statusblock.c - status blocks of both widths, errors that a user causes, counted paths
 */
#include <ntddk.h>

#include "kit.h"

static void
a_status_block_goes_there_and_back(void **state)
{
    IO_STATUS_BLOCK Block = {.Status = STATUS_BUFFER_OVERFLOW, .Information = 0x123456789}, Back;
    IO_STATUS_BLOCK64 Wide = {0};

    IosbToIosb64(&Wide, &Block);
    assert_int_equal(Wide.Status, STATUS_BUFFER_OVERFLOW);
    assert_int_equal(Wide.Information, 0x123456789);
    Iosb64ToIosb(&Back, &Wide);
    assert_nt_status(Back.Status, STATUS_BUFFER_OVERFLOW);
    assert_int_equal(Back.Information, 0x123456789);
}

static void
users_cause_what_the_page_lists(void **state)
{
    static const NTSTATUS Caused[] = {STATUS_DEVICE_NOT_READY,      STATUS_IO_TIMEOUT,
                                      STATUS_MEDIA_WRITE_PROTECTED, STATUS_NO_MEDIA_IN_DEVICE,
                                      STATUS_VERIFY_REQUIRED,       STATUS_UNRECOGNIZED_MEDIA,
                                      STATUS_WRONG_VOLUME};

    for (ULONG i = 0; i < ARRAYSIZE(Caused); i++) {
        assert_true(IoIsErrorUserInduced(Caused[i]));
    }
    assert_false(IoIsErrorUserInduced(STATUS_SUCCESS));
    assert_false(IoIsErrorUserInduced(STATUS_IO_DEVICE_ERROR));
}

static void
paging_paths_are_counted(void **state)
{
    LONG Count = 0;

    IoAdjustPagingPathCount(&Count, TRUE);
    IoAdjustPagingPathCount(&Count, TRUE);
    assert_int_equal(Count, 2);
    IoAdjustPagingPathCount(&Count, FALSE);
    assert_int_equal(Count, 1);
}

SIM_TESTS(SIM_TEST(a_status_block_goes_there_and_back), SIM_TEST(users_cause_what_the_page_lists),
          SIM_TEST(paging_paths_are_counted))
