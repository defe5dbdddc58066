/*
 * init/win32error.c - GetLastError: the thread's last error
 */
#include "win32.h"

BOOL
InipFailWith(NTSTATUS Status)
{
    SetLastError(RtlNtStatusToDosError(Status));
    return FALSE;
}

BOOL
InipSucceedIf(NTSTATUS Status)
{
    return NT_SUCCESS(Status) ? TRUE : InipFailWith(Status);
}

DWORD
GetLastError(void)
{
    return PsCurrentThread()->LastWin32Error;
}

void
SetLastError(DWORD dwErrCode)
{
    PsCurrentThread()->LastWin32Error = dwErrCode;
}

BOOL
InipConcatenate(PWSTR Text, SIZE_T Characters, PCWSTR First, PCWSTR Second)
{
    SIZE_T i = 0;

    for (; *First != 0 && i < Characters; First++) {
        Text[i++] = *First;
    }
    for (; *Second != 0 && i < Characters; Second++) {
        Text[i++] = *Second;
    }
    if (i == Characters) {
        return FALSE;
    }
    Text[i] = 0;
    return TRUE;
}
