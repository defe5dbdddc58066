/*
 * tests/io/test_share.c - who may open what others have open
 *
 * io/file/share.c.
 */
#include "record.h"

static PFILE_OBJECT First, Second;
static HANDLE FirstHandle, SecondHandle;

static int
two_files(void **state)
{
    record_set_up(state);
    FirstHandle = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, 0);
    First = R.File;
    SecondHandle = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, 0);
    Second = R.File;
    return 0;
}

static int
no_files(void **state)
{
    NtClose(FirstHandle);
    NtClose(SecondHandle);
    return record_tear_down(state);
}

static NTSTATUS
check(ACCESS_MASK Access, ULONG Sharing, PSHARE_ACCESS Share)
{
    return IoCheckShareAccess(Access, Sharing, Second, Share, FALSE);
}

static void
each_side_must_allow_what_the_other_wants(void **state)
{
    SHARE_ACCESS Share;

    IoSetShareAccess(FILE_READ_DATA, FILE_SHARE_READ, First, &Share);
    assert_int_equal(Share.OpenCount, 1);
    assert_int_equal(Share.Readers, 1);
    assert_int_equal(Share.SharedRead, 1);
    assert_nt_success(check(FILE_READ_DATA, FILE_SHARE_READ, &Share));
    assert_nt_success(check(FILE_EXECUTE, FILE_SHARE_READ | FILE_SHARE_WRITE, &Share));
    assert_int_equal(check(FILE_READ_DATA, FILE_SHARE_WRITE, &Share), STATUS_SHARING_VIOLATION);
    assert_int_equal(check(FILE_WRITE_DATA, FILE_SHARE_READ, &Share), STATUS_SHARING_VIOLATION);
    assert_int_equal(check(FILE_APPEND_DATA, FILE_SHARE_READ, &Share), STATUS_SHARING_VIOLATION);
    assert_int_equal(check(DELETE, FILE_SHARE_READ, &Share), STATUS_SHARING_VIOLATION);
    assert_nt_success(check(FILE_READ_ATTRIBUTES, 0, &Share)); // wants none of the three
    assert_int_equal(Share.OpenCount, 1);
}

static void
what_is_counted_is_taken_away_again(void **state)
{
    SHARE_ACCESS Share;

    IoSetShareAccess(FILE_READ_DATA, FILE_SHARE_READ | FILE_SHARE_WRITE, First, &Share);
    assert_nt_success(IoCheckShareAccess(FILE_WRITE_DATA, FILE_SHARE_READ, Second, &Share, TRUE));
    assert_true(Second->WriteAccess && Second->SharedRead && !Second->SharedWrite);
    assert_int_equal(Share.OpenCount, 2);
    assert_int_equal(Share.Writers, 1);
    IoRemoveShareAccess(First, &Share);
    assert_int_equal(Share.Readers, 0);
    IoUpdateShareAccess(First, &Share);
    assert_int_equal(Share.Readers, 1);
    IoRemoveShareAccess(First, &Share);
    IoRemoveShareAccess(Second, &Share);
    assert_int_equal(Share.OpenCount + Share.Writers + Share.SharedRead + Share.SharedWrite, 0);
}

static void
who_cannot_write_does_not_lock_readers_out(void **state)
{
    SHARE_ACCESS Share = {0};
    BOOLEAN May = FALSE;

    assert_nt_success(IoCheckShareAccessEx(FILE_READ_DATA, 0, Second, &Share, TRUE, &May));
    assert_true(Second->SharedRead);
    assert_int_equal(Share.SharedRead, 1);
    IoSetShareAccessEx(FILE_READ_DATA, 0, First, &Share, &May);
    assert_true(First->SharedRead);
    May = TRUE;
    IoSetShareAccessEx(FILE_READ_DATA, 0, First, &Share, &May);
    assert_false(First->SharedRead);
}

static void
a_file_may_ignore_sharing(void **state)
{
    SHARE_ACCESS Share;

    IoSetShareAccess(FILE_READ_DATA, 0, First, &Share);
    assert_false(IoIsFileObjectIgnoringSharing(Second));
    assert_nt_success(IoSetFileObjectIgnoreSharing(Second));
    assert_true(IoIsFileObjectIgnoringSharing(Second));
    assert_nt_success(IoCheckShareAccess(FILE_WRITE_DATA, 0, Second, &Share, TRUE));
    assert_int_equal(Share.OpenCount, 1);
    IoRemoveShareAccess(Second, &Share);
    assert_int_equal(Share.OpenCount, 1);
}

static void
deletion_is_checked_against_the_link(void **state)
{
    SHARE_ACCESS Share;
    LINK_SHARE_ACCESS Link, OtherLink = {0};
    ULONG Update = IO_CHECK_SHARE_ACCESS_UPDATE_SHARE_ACCESS;
    ULONG All = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

    IoSetLinkShareAccess(FILE_READ_DATA, FILE_SHARE_READ, First, &Share, &Link, 0);
    assert_int_equal(Link.OpenCount, 1);
    assert_int_equal(IoCheckLinkShareAccess(DELETE, All, Second, &Share, &Link, Update),
                     STATUS_SHARING_VIOLATION);
    // through another name of the file
    assert_nt_success(IoCheckLinkShareAccess(DELETE, All, Second, &Share, &OtherLink, Update));
    assert_int_equal(OtherLink.Deleters, 1);
    IoRemoveLinkShareAccess(Second, &Share, &OtherLink);
    assert_int_equal(OtherLink.OpenCount + OtherLink.Deleters + OtherLink.SharedDelete, 0);
    IoUpdateLinkShareAccess(Second, &Share, &OtherLink);
    IoRemoveLinkShareAccessEx(Second, &Share, &OtherLink, 0);
    IoUpdateLinkShareAccessEx(Second, &Share, &OtherLink, IO_SHARE_ACCESS_NON_PRIMARY_STREAM);
    assert_int_equal(OtherLink.OpenCount, 1);
    assert_int_equal(OtherLink.Deleters, 0);
    assert_int_equal(IoCheckLinkShareAccess(DELETE, All, Second, &Share, &OtherLink,
                                            IO_CHECK_SHARE_ACCESS_FORCE_USING_SCB),
                     STATUS_SHARING_VIOLATION);
    assert_nt_success(IoCheckLinkShareAccess(DELETE, All, Second, &Share, &Link,
                                             IO_CHECK_SHARE_ACCESS_DONT_CHECK_DELETE));
}

#define SHARE(function) SIM_TEST(function, KIT, .before = two_files, .after = no_files)

SIM_TESTS(SHARE(each_side_must_allow_what_the_other_wants),
          SHARE(what_is_counted_is_taken_away_again),
          SHARE(who_cannot_write_does_not_lock_readers_out), SHARE(a_file_may_ignore_sharing),
          SHARE(deletion_is_checked_against_the_link))
