/*
 * init/win32memory.c - user memory of the calling process
 */
#include "win32.h"

LPVOID
VirtualAlloc(LPVOID lpAddress, SIZE_T dwSize, DWORD flAllocationType, DWORD flProtect)
{
    PVOID Base = lpAddress;
    SIZE_T Size = dwSize;
    NTSTATUS Status = user_NtAllocateVirtualMemory(GetCurrentProcess(), &Base, 0, &Size,
                                                   flAllocationType, flProtect);

    return InipSucceedIf(Status) ? Base : NULL;
}

BOOL
VirtualFree(LPVOID lpAddress, SIZE_T dwSize, DWORD dwFreeType)
{
    PVOID Base = lpAddress;
    SIZE_T Size = dwSize;

    return InipSucceedIf(user_NtFreeVirtualMemory(GetCurrentProcess(), &Base, &Size, dwFreeType));
}
