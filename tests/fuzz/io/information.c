/*
 * fuzz/io/information.c - calls that ask for, set, lock and list
 */
#include "io.h"

/* --- of files and volumes --------------------------------------------------------------------- */

void
call_query(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtQueryInformationFile(file, iosb, any_buffer(), length, bytes_below(80));
}

void
call_set(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();
    PVOID buffer = any_input(length);

    NtSetInformationFile(file, iosb, buffer, length, bytes_below(80));
}

void
call_query_volume(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtQueryVolumeInformationFile(file, iosb, any_buffer(), length, bytes_below(16));
}

void
call_set_volume(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();
    PVOID buffer = any_input(length);

    NtSetVolumeInformationFile(file, iosb, buffer, length, bytes_below(16));
}

void
call_by_name(void)
{
    struct place place;
    POBJECT_ATTRIBUTES name = any_name(&place);
    PIO_STATUS_BLOCK iosb = next_iosb();

    switch (bytes_below(4)) {
    case 0:
        NtQueryAttributesFile(name, any_buffer());
        break;
    case 1:
        NtQueryFullAttributesFile(name, any_buffer());
        break;
    case 2:
        NtDeleteFile(name);
        break;
    default:
        NtQueryInformationByName(name, iosb, any_buffer(), any_length(), bytes_below(80));
    }
}

/* --- extended attributes and quota ------------------------------------------------------------ */

void
call_query_ea(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length(), names = bytes_below(4) == 3 ? any_length() : 0;

    NtQueryEaFile(file, iosb, any_buffer(), length, names != 0,
                  names != 0 ? any_input(names) : NULL, names, NULL, TRUE);
}

void
call_set_ea(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();

    NtSetEaFile(file, iosb, any_input(length), length);
}

void
call_query_quota(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length(), sids = bytes_below(4) == 3 ? any_length() : 0;

    NtQueryQuotaInformationFile(file, iosb, any_buffer(), length, sids != 0,
                                sids != 0 ? any_input(sids) : NULL, sids, NULL, TRUE);
}

/* Every other time a list that is right, for everybody. */
void
call_set_quota(void)
{
    FILE_QUOTA_INFORMATION right = {
        .SidLength = sizeof(SID),
        .QuotaThreshold.QuadPart = -1,
        .QuotaLimit.QuadPart = -1,
        .Sid = {SID_REVISION, 1, SECURITY_WORLD_SID_AUTHORITY, {SECURITY_WORLD_RID}}};
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    ULONG length = any_length();
    PVOID list = any_input(length);

    if (bytes_below(2) == 0) {
        list = &right;
        length = sizeof right;
    }
    NtSetQuotaInformationFile(file, iosb, list, length);
}

/* --- security --------------------------------------------------------------------------------- */

void
call_query_security(void)
{
    HANDLE file = any_handle();
    ULONG length, needed;

    next_iosb();
    length = any_length();
    NtQuerySecurityObject(file, bytes_below(32), any_buffer(), length, &needed);
}

void
call_set_security(void)
{
    SECURITY_DESCRIPTOR right = {.Revision = SECURITY_DESCRIPTOR_REVISION,
                                 .Control = SE_DACL_PRESENT}; // without a list: for everybody
    HANDLE file = any_handle();
    PVOID descriptor;

    next_iosb();
    descriptor = any_input(64);
    if (bytes_below(2) == 0) {
        NtSetSecurityObject(file, DACL_SECURITY_INFORMATION, &right);
    } else {
        NtSetSecurityObject(file, bytes_below(32), descriptor);
    }
}

/* --- locks and directories -------------------------------------------------------------------- */

void
call_lock(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    struct signal signal = any_signal();
    LARGE_INTEGER offset = {.QuadPart = bytes_8()}, length = {.QuadPart = bytes_8()};
    unsigned kind = bytes_below(8);

    if (kind < 4) {
        NtLockFile(file, signal.event, signal.apc, signal.context, iosb, &offset, &length, 0,
                   kind & 1, kind >> 1);
    } else {
        NtUnlockFile(file, iosb, &offset, &length, 0);
    }
}

void
call_directory(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    struct signal signal = any_signal();
    ULONG length = any_length();
    PVOID buffer = any_buffer();
    unsigned flags = bytes_8();
    UNICODE_STRING all = RTL_CONSTANT_STRING(L"*");

    NtQueryDirectoryFile(file, signal.event, signal.apc, signal.context, iosb, buffer, length,
                         bytes_below(80), flags & 1, (flags & 2) != 0 ? &all : NULL,
                         flags >> 2 & 1);
}

void
call_notify(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    struct signal signal = any_signal();
    ULONG length = any_length();

    NtNotifyChangeDirectoryFile(file, signal.event, signal.apc, signal.context, iosb, any_buffer(),
                                length, bytes_16(), FALSE);
}
