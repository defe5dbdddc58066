/*
 * io/file/openoptions.c - which parameters of an open go together
 *
 * What is documented as incompatible is STATUS_INVALID_PARAMETER before anything is looked up.
 */
#include "file.h"

#define IOP_SYNCHRONOUS (FILE_SYNCHRONOUS_IO_ALERT | FILE_SYNCHRONOUS_IO_NONALERT)

/* What a directory cannot be opened with. */
#define IOP_NO_DIRECTORY                                                                           \
    (FILE_NON_DIRECTORY_FILE | FILE_NO_INTERMEDIATE_BUFFERING | FILE_SEQUENTIAL_ONLY |             \
     FILE_RANDOM_ACCESS | FILE_CREATE_TREE_CONNECTION | FILE_NO_EA_KNOWLEDGE |                     \
     FILE_RESERVE_OPFILTER)

static BOOLEAN
IopOptionsAgree(ACCESS_MASK Access, const IOP_OPEN *Open)
{
    ULONG Options = Open->CreateOptions;

    if ((Options & IOP_SYNCHRONOUS) == IOP_SYNCHRONOUS ||
        ((Options & IOP_SYNCHRONOUS) != 0 && (Access & SYNCHRONIZE) == 0)) {
        return FALSE;
    }
    if ((Options & FILE_DELETE_ON_CLOSE) != 0 && (Access & DELETE) == 0) {
        return FALSE;
    }
    if ((Options & FILE_NO_INTERMEDIATE_BUFFERING) != 0 && (Access & FILE_APPEND_DATA) != 0) {
        return FALSE;
    }
    if ((Options & FILE_COMPLETE_IF_OPLOCKED) != 0 && (Options & FILE_RESERVE_OPFILTER) != 0) {
        return FALSE;
    }
    return (Options & FILE_DIRECTORY_FILE) == 0 ||
           ((Options & IOP_NO_DIRECTORY) == 0 &&
            (Open->Disposition == FILE_CREATE || Open->Disposition == FILE_OPEN ||
             Open->Disposition == FILE_OPEN_IF));
}

/* A pipe cannot be shared for deletion, and its instances are created or opened; a mailslot is
   created. */
static BOOLEAN
IopTypeAgrees(const IOP_OPEN *Open)
{
    ULONG ReadWrite = FILE_SHARE_READ | FILE_SHARE_WRITE;

    switch (Open->Type) {
    case CreateFileTypeNone:
        return TRUE;
    case CreateFileTypeNamedPipe:
        return Open->Parameters != NULL && (Open->ShareAccess & ~ReadWrite) == 0 &&
               (Open->ShareAccess & ReadWrite) != 0 && Open->Disposition >= FILE_OPEN &&
               Open->Disposition <= FILE_OPEN_IF &&
               (Open->CreateOptions & ~(ULONG)FILE_VALID_PIPE_OPTION_FLAGS) == 0;
    case CreateFileTypeMailslot:
        return Open->Parameters != NULL && (Open->ShareAccess & FILE_SHARE_DELETE) == 0 &&
               Open->Disposition == FILE_CREATE &&
               (Open->CreateOptions & ~(ULONG)FILE_VALID_MAILSLOT_OPTION_FLAGS) == 0;
    default:
        return FALSE;
    }
}

NTSTATUS
IopCheckOpenParameters(const IOP_CREATE *Create, const IOP_OPEN *Open)
{
    if ((Create->FileAttributes & ~FILE_ATTRIBUTE_VALID_FLAGS) != 0 ||
        (Create->ShareAccess & ~(ULONG)FILE_SHARE_VALID_FLAGS) != 0 ||
        Open->Disposition > FILE_MAXIMUM_DISPOSITION ||
        (Open->CreateOptions & ~(ULONG)FILE_VALID_OPTION_FLAGS) != 0 ||
        !IopOptionsAgree(Create->Access, Open) || !IopTypeAgrees(Open)) {
        return STATUS_INVALID_PARAMETER;
    }
    return STATUS_SUCCESS;
}
