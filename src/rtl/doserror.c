/*
 * src/rtl/doserror.c - the system error code of a status: what GetLastError gives user mode
 *
 * The statuses that drivers and the kernel return; all others are ERROR_MR_MID_NOT_FOUND, as those
 * that Windows has no error code for. A status that was made from an error code (facility 7) is
 * that again; one that is a vendor's own (bit 29) stays as it is.
 *
 * Differs from Windows: there is no TEB in which the status is kept as well.
 */
#include "rtlp.h"

#define RTLP_NO_ERROR_CODE 317 /* ERROR_MR_MID_NOT_FOUND */
#define RTLP_CUSTOMER      0x20000000
#define RTLP_FACILITY      0x0FFF0000
#define RTLP_NTWIN32       0x00070000

static const struct {
    NTSTATUS Status;
    USHORT Error;
} RtlpErrors[] = {
    {STATUS_PENDING, 997},                          /* ERROR_IO_PENDING */
    {STATUS_TIMEOUT, 1460},                         /* ERROR_TIMEOUT */
    {STATUS_DATATYPE_MISALIGNMENT, 998},            /* ERROR_NOACCESS */
    {STATUS_BUFFER_OVERFLOW, 234},                  /* ERROR_MORE_DATA */
    {STATUS_NO_MORE_FILES, 18},                     /* ERROR_NO_MORE_FILES */
    {STATUS_NO_MORE_ENTRIES, 259},                  /* ERROR_NO_MORE_ITEMS */
    {STATUS_DEVICE_BUSY, 170},                      /* ERROR_BUSY */
    {STATUS_DEVICE_OFF_LINE, 21},                   /* ERROR_NOT_READY */
    {STATUS_UNSUCCESSFUL, 31},                      /* ERROR_GEN_FAILURE */
    {STATUS_NOT_IMPLEMENTED, 1},                    /* ERROR_INVALID_FUNCTION */
    {STATUS_INVALID_INFO_CLASS, 87},                /* ERROR_INVALID_PARAMETER */
    {STATUS_INFO_LENGTH_MISMATCH, 24},              /* ERROR_BAD_LENGTH */
    {STATUS_ACCESS_VIOLATION, 998},                 /* ERROR_NOACCESS */
    {STATUS_INVALID_HANDLE, 6},                     /* ERROR_INVALID_HANDLE */
    {STATUS_INVALID_PARAMETER, 87},                 /* ERROR_INVALID_PARAMETER */
    {STATUS_NO_SUCH_DEVICE, 2},                     /* ERROR_FILE_NOT_FOUND */
    {STATUS_NO_SUCH_FILE, 2},                       /* ERROR_FILE_NOT_FOUND */
    {STATUS_INVALID_DEVICE_REQUEST, 1},             /* ERROR_INVALID_FUNCTION */
    {STATUS_END_OF_FILE, 38},                       /* ERROR_HANDLE_EOF */
    {STATUS_NO_MEMORY, 8},                          /* ERROR_NOT_ENOUGH_MEMORY */
    {STATUS_CONFLICTING_ADDRESSES, 487},            /* ERROR_INVALID_ADDRESS */
    {STATUS_ACCESS_DENIED, 5},                      /* ERROR_ACCESS_DENIED */
    {STATUS_BUFFER_TOO_SMALL, 122},                 /* ERROR_INSUFFICIENT_BUFFER */
    {STATUS_OBJECT_TYPE_MISMATCH, 6},               /* ERROR_INVALID_HANDLE */
    {STATUS_OBJECT_NAME_INVALID, 123},              /* ERROR_INVALID_NAME */
    {STATUS_OBJECT_NAME_NOT_FOUND, 2},              /* ERROR_FILE_NOT_FOUND */
    {STATUS_OBJECT_NAME_COLLISION, 183},            /* ERROR_ALREADY_EXISTS */
    {STATUS_OBJECT_PATH_INVALID, 161},              /* ERROR_BAD_PATHNAME */
    {STATUS_OBJECT_PATH_NOT_FOUND, 3},              /* ERROR_PATH_NOT_FOUND */
    {STATUS_OBJECT_PATH_SYNTAX_BAD, 161},           /* ERROR_BAD_PATHNAME */
    {STATUS_DATA_ERROR, 23},                        /* ERROR_CRC */
    {STATUS_SHARING_VIOLATION, 32},                 /* ERROR_SHARING_VIOLATION */
    {STATUS_DELETE_PENDING, 5},                     /* ERROR_ACCESS_DENIED */
    {STATUS_PRIVILEGE_NOT_HELD, 1314},              /* ERROR_PRIVILEGE_NOT_HELD */
    {STATUS_DISK_FULL, 112},                        /* ERROR_DISK_FULL */
    {STATUS_INSUFFICIENT_RESOURCES, 1450},          /* ERROR_NO_SYSTEM_RESOURCES */
    {STATUS_MEDIA_WRITE_PROTECTED, 19},             /* ERROR_WRITE_PROTECT */
    {STATUS_DEVICE_NOT_READY, 21},                  /* ERROR_NOT_READY */
    {STATUS_BAD_DEVICE_TYPE, 66},                   /* ERROR_BAD_DEV_TYPE */
    {STATUS_INVALID_DEVICE_STATE, 22},              /* ERROR_BAD_COMMAND */
    {STATUS_PIPE_BROKEN, 109},                      /* ERROR_BROKEN_PIPE */
    {STATUS_IO_TIMEOUT, 121},                       /* ERROR_SEM_TIMEOUT */
    {STATUS_NOT_SUPPORTED, 50},                     /* ERROR_NOT_SUPPORTED */
    {STATUS_DEVICE_DOES_NOT_EXIST, 55},             /* ERROR_DEV_NOT_EXIST */
    {STATUS_INVALID_USER_BUFFER, 1784},             /* ERROR_INVALID_USER_BUFFER */
    {STATUS_TOO_MANY_OPENED_FILES, 4},              /* ERROR_TOO_MANY_OPEN_FILES */
    {STATUS_CANCELLED, 995},                        /* ERROR_OPERATION_ABORTED */
    {STATUS_REQUEST_ABORTED, 1235},                 /* ERROR_REQUEST_ABORTED */
    {STATUS_IO_DEVICE_ERROR, 1117},                 /* ERROR_IO_DEVICE */
    {STATUS_DEVICE_NOT_CONNECTED, 1167},            /* ERROR_DEVICE_NOT_CONNECTED */
    {STATUS_DEVICE_HARDWARE_ERROR, 483},            /* ERROR_DEVICE_HARDWARE_ERROR */
    {STATUS_INVALID_BUFFER_SIZE, 1784},             /* ERROR_INVALID_USER_BUFFER */
    {STATUS_NOT_FOUND, 1168},                       /* ERROR_NOT_FOUND */
    {STATUS_DEVICE_REMOVED, 1617},                  /* ERROR_DEVICE_REMOVED */
    {STATUS_UNRECOGNIZED_MEDIA, 1785},              /* ERROR_UNRECOGNIZED_MEDIA */
    {STATUS_NONEXISTENT_SECTOR, 27},                /* ERROR_SECTOR_NOT_FOUND */
    {STATUS_MORE_PROCESSING_REQUIRED, 234},         /* ERROR_MORE_DATA */
    {STATUS_MUTANT_NOT_OWNED, 288},                 /* ERROR_NOT_OWNER */
    {STATUS_SEMAPHORE_LIMIT_EXCEEDED, 298},         /* ERROR_TOO_MANY_POSTS */
    {STATUS_LOCK_NOT_GRANTED, 33},                  /* ERROR_LOCK_VIOLATION */
    {STATUS_FILE_LOCK_CONFLICT, 33},                /* ERROR_LOCK_VIOLATION */
    {STATUS_RANGE_NOT_LOCKED, 158},                 /* ERROR_NOT_LOCKED */
    {STATUS_CRC_ERROR, 23},                         /* ERROR_CRC */
    {STATUS_DISK_CORRUPT_ERROR, 1393},              /* ERROR_DISK_CORRUPT */
    {STATUS_NO_MEDIA_IN_DEVICE, 1112},              /* ERROR_NO_MEDIA_IN_DRIVE */
    {STATUS_VERIFY_REQUIRED, 1110},                 /* ERROR_MEDIA_CHANGED */
    {STATUS_WRONG_VOLUME, 34},                      /* ERROR_WRONG_DISK */
    {STATUS_FILE_IS_A_DIRECTORY, 5},                /* ERROR_ACCESS_DENIED */
    {STATUS_NOT_A_DIRECTORY, 267},                  /* ERROR_DIRECTORY */
    {STATUS_DIRECTORY_NOT_EMPTY, 145},              /* ERROR_DIR_NOT_EMPTY */
    {STATUS_CANNOT_DELETE, 5},                      /* ERROR_ACCESS_DENIED */
    {STATUS_FILE_CLOSED, 6},                        /* ERROR_INVALID_HANDLE */
    {STATUS_PIPE_DISCONNECTED, 233},                /* ERROR_PIPE_NOT_CONNECTED */
    {STATUS_PIPE_CLOSING, 232},                     /* ERROR_NO_DATA */
    {STATUS_PIPE_BUSY, 231},                        /* ERROR_PIPE_BUSY */
    {STATUS_PIPE_NOT_AVAILABLE, 231},               /* ERROR_PIPE_BUSY */
    {STATUS_INSTANCE_NOT_AVAILABLE, 231},           /* ERROR_PIPE_BUSY */
    {STATUS_INVALID_PIPE_STATE, 230},               /* ERROR_BAD_PIPE */
    {STATUS_PIPE_LISTENING, 536},                   /* ERROR_PIPE_LISTENING */
    {STATUS_PIPE_CONNECTED, 535},                   /* ERROR_PIPE_CONNECTED */
    {STATUS_NOT_SAME_DEVICE, 17},                   /* ERROR_NOT_SAME_DEVICE */
    {STATUS_KEY_DELETED, 1018},                     /* ERROR_KEY_DELETED */
    {STATUS_CHILD_MUST_BE_VOLATILE, 1021},          /* ERROR_CHILD_MUST_BE_VOLATILE */
    {STATUS_QUOTA_EXCEEDED, 1816},                  /* ERROR_NOT_ENOUGH_QUOTA */
    {STATUS_WORKING_SET_QUOTA, 1453},               /* ERROR_WORKING_SET_QUOTA */
    {STATUS_PAGEFILE_QUOTA, 1454},                  /* ERROR_PAGEFILE_QUOTA */
    {STATUS_COMMITMENT_LIMIT, 1455},                /* ERROR_COMMITMENT_LIMIT */
    {STATUS_INTEGER_OVERFLOW, 534},                 /* ERROR_ARITHMETIC_OVERFLOW */
    {STATUS_INVALID_ACL, 1336},                     /* ERROR_INVALID_ACL */
    {STATUS_INVALID_SID, 1337},                     /* ERROR_INVALID_SID */
    {STATUS_INVALID_SECURITY_DESCR, 1338},          /* ERROR_INVALID_SECURITY_DESCR */
    {STATUS_NO_SUCH_PRIVILEGE, 1313},               /* ERROR_NO_SUCH_PRIVILEGE */
    {STATUS_NOT_ALL_ASSIGNED, 1300},                /* ERROR_NOT_ALL_ASSIGNED */
    {STATUS_LOGON_FAILURE, 1326},                   /* ERROR_LOGON_FAILURE */
    {STATUS_PROCESS_IS_TERMINATING, 5},             /* ERROR_ACCESS_DENIED */
    {STATUS_THREAD_IS_TERMINATING, 5},              /* ERROR_ACCESS_DENIED */
    {STATUS_INVALID_CID, 87},                       /* ERROR_INVALID_PARAMETER */
    {STATUS_PARTIAL_COPY, 299},                     /* ERROR_PARTIAL_COPY */
    {STATUS_IMAGE_ALREADY_LOADED, 1056},            /* ERROR_SERVICE_ALREADY_RUNNING */
    {STATUS_INVALID_IMAGE_FORMAT, 193},             /* ERROR_BAD_EXE_FORMAT */
    {STATUS_REVISION_MISMATCH, 1306},               /* ERROR_REVISION_MISMATCH */
    {STATUS_INVALID_ADDRESS, 487},                  /* ERROR_INVALID_ADDRESS */
    {STATUS_FREE_VM_NOT_AT_BASE, 487},              /* ERROR_INVALID_ADDRESS */
    {STATUS_MEMORY_NOT_ALLOCATED, 487},             /* ERROR_INVALID_ADDRESS */
    {STATUS_NOT_MAPPED_VIEW, 487},                  /* ERROR_INVALID_ADDRESS */
    {STATUS_UNABLE_TO_FREE_VM, 87},                 /* ERROR_INVALID_PARAMETER */
    {STATUS_INVALID_PAGE_PROTECTION, 87},           /* ERROR_INVALID_PARAMETER */
    {STATUS_SECTION_PROTECTION, 87},                /* ERROR_INVALID_PARAMETER */
    {STATUS_SECTION_TOO_BIG, 8},                    /* ERROR_NOT_ENOUGH_MEMORY */
    {STATUS_MAPPED_ALIGNMENT, 1132},                /* ERROR_MAPPED_ALIGNMENT */
    {STATUS_FILE_INVALID, 1006},                    /* ERROR_FILE_INVALID */
    {STATUS_CONNECTION_REFUSED, 1225},              /* ERROR_CONNECTION_REFUSED */
    {STATUS_INVALID_PARAMETER_1, 87},               /* ERROR_INVALID_PARAMETER */
    {STATUS_INVALID_PARAMETER_2, 87},               /* ERROR_INVALID_PARAMETER */
    {STATUS_INVALID_PARAMETER_3, 87},               /* ERROR_INVALID_PARAMETER */
    {STATUS_INVALID_PARAMETER_4, 87},               /* ERROR_INVALID_PARAMETER */
    {STATUS_INVALID_PARAMETER_5, 87},               /* ERROR_INVALID_PARAMETER */
    {STATUS_INVALID_PARAMETER_6, 87},               /* ERROR_INVALID_PARAMETER */
    {STATUS_INVALID_PARAMETER_7, 87},               /* ERROR_INVALID_PARAMETER */
    {STATUS_INVALID_PARAMETER_8, 87},               /* ERROR_INVALID_PARAMETER */
    {STATUS_INVALID_PARAMETER_9, 87},               /* ERROR_INVALID_PARAMETER */
    {STATUS_INVALID_PARAMETER_10, 87},              /* ERROR_INVALID_PARAMETER */
    {STATUS_INVALID_PARAMETER_11, 87},              /* ERROR_INVALID_PARAMETER */
    {STATUS_INVALID_PARAMETER_12, 87},              /* ERROR_INVALID_PARAMETER */
};

ULONG
RtlNtStatusToDosErrorNoTeb(NTSTATUS Status)
{
    if (Status == STATUS_SUCCESS || (Status & RTLP_CUSTOMER) != 0) {
        return (ULONG)Status;
    }
    if ((Status & RTLP_FACILITY) == RTLP_NTWIN32) {
        return (USHORT)Status;
    }
    for (ULONG i = 0; i < ARRAYSIZE(RtlpErrors); i++) {
        if (RtlpErrors[i].Status == Status) {
            return RtlpErrors[i].Error;
        }
    }
    return RTLP_NO_ERROR_CODE;
}

ULONG
RtlNtStatusToDosError(NTSTATUS Status)
{
    return RtlNtStatusToDosErrorNoTeb(Status);
}
