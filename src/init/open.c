/*
 * init/open.c - sim_open: CreateFileW for tests that want an open device or nothing
 */
#include "init.h"

#include <sim/test.h>

static VOID
InipNarrowName(PCWSTR Path, PSTR Name, SIZE_T Size)
{
    SIZE_T i = 0;

    for (; Path[i] != 0 && i + 1 < Size; i++) {
        Name[i] = Path[i] < 0x7F ? (CHAR)Path[i] : '?';
    }
    Name[i] = 0;
}

HANDLE
sim_open(const WCHAR *path)
{
    HANDLE File =
        CreateFileW(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                    OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);

    if (File == INVALID_HANDLE_VALUE) {
        DWORD Error = GetLastError();
        CHAR Name[64];

        InipNarrowName(path, Name, sizeof Name);
        InipFailSaying(NULL, 0, "%s cannot be opened: error %u", Name, Error);
    }
    return File;
}
