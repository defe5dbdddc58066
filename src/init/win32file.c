/*
 * init/win32file.c - handles of files and devices: opening, duplicating, closing
 */
#include "win32.h"

enum { INI_MAX_PATH = 260 };

/* "\\.\X", "\\?\X" and "X" all are \??\X. FALSE: too long. */
static BOOL
InipObjectPath(LPCWSTR Name, PWSTR Path)
{
    BOOL Device =
        Name[0] == '\\' && Name[1] == '\\' && (Name[2] == '.' || Name[2] == '?') && Name[3] == '\\';

    return InipConcatenate(Path, INI_MAX_PATH, L"\\??\\", Device ? Name + 4 : Name);
}

ULONG
InipHandleAttributes(const SECURITY_ATTRIBUTES *Security)
{
    return Security != NULL && Security->bInheritHandle ? OBJ_INHERIT : 0;
}

static ULONG
InipDisposition(DWORD Win32)
{
    static const ULONG Dispositions[] = {
        [CREATE_NEW] = FILE_CREATE,           [CREATE_ALWAYS] = FILE_OVERWRITE_IF,
        [OPEN_EXISTING] = FILE_OPEN,          [OPEN_ALWAYS] = FILE_OPEN_IF,
        [TRUNCATE_EXISTING] = FILE_OVERWRITE,
    };

    return Win32 >= CREATE_NEW && Win32 <= TRUNCATE_EXISTING ? Dispositions[Win32] : MAXULONG;
}

static DWORD
InipOpenError(NTSTATUS Status, DWORD Win32, ULONG_PTR Information)
{
    if (Status == STATUS_OBJECT_NAME_COLLISION) {
        return ERROR_FILE_EXISTS;
    }
    if (NT_SUCCESS(Status) && ((Win32 == CREATE_ALWAYS && Information == FILE_OVERWRITTEN) ||
                               (Win32 == OPEN_ALWAYS && Information == FILE_OPENED))) {
        return ERROR_ALREADY_EXISTS;
    }
    return RtlNtStatusToDosError(NT_SUCCESS(Status) ? STATUS_SUCCESS : Status);
}

HANDLE
CreateFileW(LPCWSTR lpFileName, DWORD dwDesiredAccess, DWORD dwShareMode,
            LPSECURITY_ATTRIBUTES lpSecurityAttributes, DWORD dwCreationDisposition,
            DWORD dwFlagsAndAttributes, HANDLE hTemplateFile)
{
    ULONG Synchronous =
        dwFlagsAndAttributes & FILE_FLAG_OVERLAPPED ? 0 : FILE_SYNCHRONOUS_IO_NONALERT;
    ULONG Disposition = InipDisposition(dwCreationDisposition);
    WCHAR Path[INI_MAX_PATH];
    UNICODE_STRING Name;
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb = {0};
    HANDLE File = NULL;
    NTSTATUS Status;

    if (Disposition == MAXULONG || !InipObjectPath(lpFileName, Path)) {
        SetLastError(Disposition == MAXULONG ? ERROR_INVALID_PARAMETER
                                             : ERROR_FILENAME_EXCED_RANGE);
        return INVALID_HANDLE_VALUE;
    }
    RtlInitUnicodeString(&Name, Path);
    InitializeObjectAttributes(&Attributes, &Name,
                               OBJ_CASE_INSENSITIVE | InipHandleAttributes(lpSecurityAttributes),
                               NULL, NULL);
    Status =
        user_NtCreateFile(&File, dwDesiredAccess | SYNCHRONIZE | FILE_READ_ATTRIBUTES, &Attributes,
                          &Iosb, NULL, dwFlagsAndAttributes & FILE_ATTRIBUTE_VALID_FLAGS,
                          dwShareMode, Disposition, Synchronous | FILE_NON_DIRECTORY_FILE, NULL, 0);
    SetLastError(InipOpenError(Status, dwCreationDisposition, Iosb.Information));
    return NT_SUCCESS(Status) ? File : INVALID_HANDLE_VALUE;
}

BOOL
CloseHandle(HANDLE hObject)
{
    return InipSucceedIf(user_NtClose(hObject));
}

BOOL
DuplicateHandle(HANDLE hSourceProcessHandle, HANDLE hSourceHandle, HANDLE hTargetProcessHandle,
                LPHANDLE lpTargetHandle, DWORD dwDesiredAccess, BOOL bInheritHandle,
                DWORD dwOptions)
{
    return InipSucceedIf(user_NtDuplicateObject(
        hSourceProcessHandle, hSourceHandle, hTargetProcessHandle, lpTargetHandle, dwDesiredAccess,
        bInheritHandle ? OBJ_INHERIT : 0, dwOptions));
}
