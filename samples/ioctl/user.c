/*
 * samples/ioctl/user.c - user memory: probed, and copied once
 *
 * Probing says that an address is the program's to name: that it does not lead into the kernel. It
 * does not say that there is memory, nor that there still is a moment later: another thread may
 * free it. So each access is inside the __try, too. And it is made once: what was checked must be
 * what is used, and the program can change its memory at any time.
 */
#include "ioctl.h"

NTSTATUS
NoteCopyIn(PVOID To, const VOID *From, ULONG Length, KPROCESSOR_MODE Mode)
{
    __try {
        if (Mode != KernelMode) {
            ProbeForRead((PVOID)From, Length, TYPE_ALIGNMENT(UCHAR));
        }
        RtlCopyMemory(To, From, Length);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

NTSTATUS
NoteCopyOut(PULONG To, const ULONG *From, ULONG Count, KPROCESSOR_MODE Mode)
{
    __try {
        if (Mode != KernelMode) {
            ProbeForWrite(To, Count * sizeof(ULONG), TYPE_ALIGNMENT(ULONG));
        }
        RtlCopyMemory(To, From, Count * sizeof(ULONG));
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}
