/*
 * io/service/class.c - information classes: how long, how aligned, with which rights
 *
 * What a class needs is in a table, so that a wrong length or a handle without the right is
 * answered before a packet exists:
 *      no such operation     STATUS_INVALID_INFO_CLASS
 *      too short             STATUS_INFO_LENGTH_MISMATCH
 *      misaligned            STATUS_DATATYPE_MISALIGNMENT (user mode)
 *      without the right     STATUS_ACCESS_DENIED (user mode)
 *
 * Differs from Windows: there the first two are for callers in user mode only.
 */
#include "service.h"

#define IOP_ROW(Class, Type, Query, Set, QueryAccess, SetAccess)                                   \
    [Class] = {(Query) * sizeof(Type), (Set) * sizeof(Type), __alignof__(Type), QueryAccess,       \
               SetAccess}
#define IOP_QUERY(Class, Type, Access) IOP_ROW(Class, Type, 1, 0, Access, 0)
#define IOP_SET(Class, Type, Access)   IOP_ROW(Class, Type, 0, 1, 0, Access)

static const IOP_CLASS IopFileClasses[FileMaximumInformation] = {
    IOP_ROW(FileBasicInformation, FILE_BASIC_INFORMATION, 1, 1, FILE_READ_ATTRIBUTES,
            FILE_WRITE_ATTRIBUTES),
    IOP_QUERY(FileStandardInformation, FILE_STANDARD_INFORMATION, 0),
    IOP_QUERY(FileInternalInformation, FILE_INTERNAL_INFORMATION, 0),
    IOP_QUERY(FileEaInformation, FILE_EA_INFORMATION, 0),
    IOP_QUERY(FileAccessInformation, FILE_ACCESS_INFORMATION, 0),
    IOP_QUERY(FileNameInformation, FILE_NAME_INFORMATION, 0),
    IOP_SET(FileRenameInformation, FILE_RENAME_INFORMATION, DELETE),
    IOP_SET(FileRenameInformationEx, FILE_RENAME_INFORMATION, DELETE),
    IOP_SET(FileLinkInformation, FILE_LINK_INFORMATION, 0),
    IOP_SET(FileLinkInformationEx, FILE_LINK_INFORMATION, 0),
    IOP_SET(FileDispositionInformation, FILE_DISPOSITION_INFORMATION, DELETE),
    IOP_SET(FileDispositionInformationEx, FILE_DISPOSITION_INFORMATION_EX, DELETE),
    IOP_ROW(FilePositionInformation, FILE_POSITION_INFORMATION, 1, 1,
            FILE_READ_DATA | FILE_WRITE_DATA, FILE_READ_DATA | FILE_WRITE_DATA),
    IOP_ROW(FileModeInformation, FILE_MODE_INFORMATION, 1, 1, 0, 0),
    IOP_QUERY(FileAlignmentInformation, FILE_ALIGNMENT_INFORMATION, 0),
    IOP_QUERY(FileAllInformation, FILE_ALL_INFORMATION, FILE_READ_ATTRIBUTES),
    IOP_SET(FileAllocationInformation, FILE_ALLOCATION_INFORMATION, FILE_WRITE_DATA),
    IOP_SET(FileEndOfFileInformation, FILE_END_OF_FILE_INFORMATION, FILE_WRITE_DATA),
    IOP_QUERY(FileAlternateNameInformation, FILE_NAME_INFORMATION, 0),
    IOP_QUERY(FileNormalizedNameInformation, FILE_NAME_INFORMATION, 0),
    IOP_QUERY(FileStreamInformation, FILE_STREAM_INFORMATION, 0),
    IOP_ROW(FilePipeInformation, FILE_PIPE_INFORMATION, 1, 1, FILE_READ_ATTRIBUTES,
            FILE_WRITE_ATTRIBUTES),
    IOP_QUERY(FilePipeLocalInformation, FILE_PIPE_LOCAL_INFORMATION, FILE_READ_ATTRIBUTES),
    IOP_ROW(FilePipeRemoteInformation, FILE_PIPE_REMOTE_INFORMATION, 1, 1, FILE_READ_ATTRIBUTES,
            FILE_WRITE_ATTRIBUTES),
    IOP_QUERY(FileMailslotQueryInformation, FILE_MAILSLOT_QUERY_INFORMATION, 0),
    IOP_SET(FileMailslotSetInformation, FILE_MAILSLOT_SET_INFORMATION, 0),
    IOP_QUERY(FileCompressionInformation, FILE_COMPRESSION_INFORMATION, 0),
    IOP_SET(FileCompletionInformation, FILE_COMPLETION_INFORMATION, 0),
    IOP_SET(FileReplaceCompletionInformation, FILE_COMPLETION_INFORMATION, 0),
    IOP_ROW(FileIoCompletionNotificationInformation, FILE_IO_COMPLETION_NOTIFICATION_INFORMATION, 1,
            1, 0, 0),
    IOP_QUERY(FileNetworkOpenInformation, FILE_NETWORK_OPEN_INFORMATION, FILE_READ_ATTRIBUTES),
    IOP_QUERY(FileAttributeTagInformation, FILE_ATTRIBUTE_TAG_INFORMATION, FILE_READ_ATTRIBUTES),
    IOP_SET(FileValidDataLengthInformation, FILE_VALID_DATA_LENGTH_INFORMATION, FILE_WRITE_DATA),
    IOP_SET(FileShortNameInformation, FILE_NAME_INFORMATION, DELETE),
    // its page wants it aligned so
    [FileIoPriorityHintInformation] = {sizeof(FILE_IO_PRIORITY_HINT_INFORMATION),
                                       sizeof(FILE_IO_PRIORITY_HINT_INFORMATION), 8, FILE_READ_DATA,
                                       0},
    IOP_QUERY(FileHardLinkInformation, FILE_LINKS_INFORMATION, 0),
    IOP_QUERY(FileNetworkPhysicalNameInformation, FILE_NETWORK_PHYSICAL_NAME_INFORMATION, 0),
    IOP_QUERY(FileIsRemoteDeviceInformation, FILE_IS_REMOTE_DEVICE_INFORMATION, 0),
    IOP_QUERY(FileStandardLinkInformation, FILE_STANDARD_LINK_INFORMATION, 0),
    IOP_QUERY(FileVolumeNameInformation, FILE_NAME_INFORMATION, 0), // of the same layout
    IOP_QUERY(FileIdInformation, FILE_ID_INFORMATION, 0),
    IOP_QUERY(FileStatInformation, FILE_STAT_INFORMATION, FILE_READ_ATTRIBUTES),
    IOP_ROW(FileCaseSensitiveInformation, FILE_CASE_SENSITIVE_INFORMATION, 1, 1,
            FILE_READ_ATTRIBUTES, FILE_WRITE_ATTRIBUTES),
};

static const IOP_CLASS IopVolumeClasses[FileFsMaximumInformation] = {
    IOP_QUERY(FileFsVolumeInformation, FILE_FS_VOLUME_INFORMATION, 0),
    IOP_SET(FileFsLabelInformation, FILE_FS_LABEL_INFORMATION, FILE_WRITE_DATA),
    IOP_QUERY(FileFsSizeInformation, FILE_FS_SIZE_INFORMATION, 0),
    IOP_QUERY(FileFsDeviceInformation, FILE_FS_DEVICE_INFORMATION, 0),
    IOP_QUERY(FileFsAttributeInformation, FILE_FS_ATTRIBUTE_INFORMATION, 0),
    IOP_ROW(FileFsControlInformation, FILE_FS_CONTROL_INFORMATION, 1, 1, FILE_READ_DATA,
            FILE_WRITE_DATA),
    IOP_QUERY(FileFsFullSizeInformation, FILE_FS_FULL_SIZE_INFORMATION, 0),
    IOP_QUERY(FileFsFullSizeInformationEx, FILE_FS_FULL_SIZE_INFORMATION_EX, 0),
    IOP_ROW(FileFsObjectIdInformation, FILE_FS_OBJECTID_INFORMATION, 1, 1, 0, FILE_WRITE_DATA),
    IOP_QUERY(FileFsDriverPathInformation, FILE_FS_DRIVER_PATH_INFORMATION, 0),
    IOP_QUERY(FileFsSectorSizeInformation, FILE_FS_SECTOR_SIZE_INFORMATION, 0),
};

const IOP_CLASS *
IopFileClass(FILE_INFORMATION_CLASS Class)
{
    return (ULONG)Class < RTL_NUMBER_OF(IopFileClasses) ? &IopFileClasses[Class] : NULL;
}

const IOP_CLASS *
IopVolumeClass(FS_INFORMATION_CLASS Class)
{
    return (ULONG)Class < RTL_NUMBER_OF(IopVolumeClasses) ? &IopVolumeClasses[Class] : NULL;
}

NTSTATUS
IopCheckClass(const IOP_CLASS *Class, ULONG Length, BOOLEAN Set)
{
    ULONG Least = Class == NULL ? 0 : Set ? Class->SetLength : Class->QueryLength;

    if (Least == 0) {
        return STATUS_INVALID_INFO_CLASS;
    }
    return Length < Least ? STATUS_INFO_LENGTH_MISMATCH : STATUS_SUCCESS;
}

/* --- for drivers ------------------------------------------------------------------------------ */

NTSTATUS
IoCheckQuerySetFileInformation(FILE_INFORMATION_CLASS FileInformationClass, ULONG Length,
                               BOOLEAN SetOperation)
{
    return IopCheckClass(IopFileClass(FileInformationClass), Length, SetOperation);
}

NTSTATUS
IoCheckQuerySetVolumeInformation(FS_INFORMATION_CLASS FsInformationClass, ULONG Length,
                                 BOOLEAN SetOperation)
{
    return IopCheckClass(IopVolumeClass(FsInformationClass), Length, SetOperation);
}

NTSTATUS
IoCheckDesiredAccess(PACCESS_MASK DesiredAccess, ACCESS_MASK GrantedAccess)
{
    RtlMapGenericMask(DesiredAccess, IoGetFileObjectGenericMapping());
    return (*DesiredAccess & ~GrantedAccess) != 0 ? STATUS_ACCESS_DENIED : STATUS_SUCCESS;
}

static ACCESS_MASK
IopClassAccess(UCHAR MajorFunction, const ULONG *Class)
{
    switch (MajorFunction) {
    case IRP_MJ_QUERY_INFORMATION:
        return IopFileClass(*Class) != NULL ? IopFileClass(*Class)->QueryAccess : 0;
    case IRP_MJ_SET_INFORMATION:
        return IopFileClass(*Class) != NULL ? IopFileClass(*Class)->SetAccess : 0;
    case IRP_MJ_QUERY_VOLUME_INFORMATION:
        return IopVolumeClass(*Class) != NULL ? IopVolumeClass(*Class)->QueryAccess : 0;
    default:
        return IopVolumeClass(*Class) != NULL ? IopVolumeClass(*Class)->SetAccess : 0;
    }
}

/* The rights of which one is needed; *All: all are. */
static ACCESS_MASK
IopFunctionAccess(UCHAR MajorFunction, ULONG Code, PVOID Arg1, PVOID Arg2, PBOOLEAN All)
{
    switch (MajorFunction) {
    case IRP_MJ_READ:
        return FILE_READ_DATA;
    case IRP_MJ_WRITE:
    case IRP_MJ_FLUSH_BUFFERS:
        return FILE_WRITE_DATA | FILE_APPEND_DATA;
    case IRP_MJ_LOCK_CONTROL:
        return FILE_READ_DATA | FILE_WRITE_DATA;
    case IRP_MJ_DIRECTORY_CONTROL:
        return FILE_LIST_DIRECTORY;
    case IRP_MJ_QUERY_EA:
        return FILE_READ_EA;
    case IRP_MJ_SET_EA:
        return FILE_WRITE_EA;
    case IRP_MJ_QUERY_QUOTA:
        return FILE_READ_DATA;
    case IRP_MJ_SET_QUOTA:
        return FILE_WRITE_DATA;
    case IRP_MJ_QUERY_INFORMATION:
    case IRP_MJ_SET_INFORMATION:
        return IopClassAccess(MajorFunction, Arg1);
    case IRP_MJ_QUERY_VOLUME_INFORMATION:
    case IRP_MJ_SET_VOLUME_INFORMATION:
        return IopClassAccess(MajorFunction, Arg2);
    case IRP_MJ_QUERY_SECURITY:
        *All = TRUE;
        return SeAccessToQuery(*(PSECURITY_INFORMATION)Arg1);
    case IRP_MJ_SET_SECURITY:
        *All = TRUE;
        return SeAccessToSet(*(PSECURITY_INFORMATION)Arg1);
    case IRP_MJ_DEVICE_CONTROL:
    case IRP_MJ_FILE_SYSTEM_CONTROL:
        *All = TRUE;
        return IopControlAccess(Code);
    default:
        return 0;
    }
}

NTSTATUS
IoCheckFunctionAccess(ACCESS_MASK GrantedAccess, UCHAR MajorFunction, UCHAR MinorFunction,
                      ULONG IoControlCode, PVOID Arg1, PVOID Arg2)
{
    BOOLEAN All = FALSE;
    ACCESS_MASK Needed = IopFunctionAccess(MajorFunction, IoControlCode, Arg1, Arg2, &All);

    if (Needed == 0 || (GrantedAccess & Needed) == Needed) {
        return STATUS_SUCCESS;
    }
    return !All && (GrantedAccess & Needed) != 0 ? STATUS_SUCCESS : STATUS_ACCESS_DENIED;
}
