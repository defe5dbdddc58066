/*
 * init/open.c - sim_open: CreateFileW for tests that want an open device or nothing
 */
#include "init.h"

#include <sim/test.h>

HANDLE
sim_open(const WCHAR *path)
{
    HANDLE File = CreateFileW(path, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL,
                              OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);

    if (File == INVALID_HANDLE_VALUE) {
        InipFailSaying(NULL, 0, "%ws cannot be opened: error %u", path, GetLastError());
    }
    return File;
}
