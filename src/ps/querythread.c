/*
 * ps/querythread.c - NtQueryInformationThread
 *
 * Differs from Windows: a thread has no TEB. A class without an answer here stops by name.
 */
#include "psi.h"

/* THREAD_BASIC_INFORMATION, which the WDK does not declare. */
typedef struct _PSP_THREAD_BASIC {
    NTSTATUS ExitStatus;
    PVOID TebBaseAddress;
    CLIENT_ID ClientId;
    KAFFINITY AffinityMask;
    KPRIORITY Priority, BasePriority;
} PSP_THREAD_BASIC;

static NTSTATUS
PspReturnThreadBasic(PETHREAD Thread, PVOID Buffer, ULONG Length, PULONG Needed)
{
    PSP_THREAD_BASIC Basic = {.ExitStatus =
                                  Thread->Terminated ? Thread->ExitStatus : STATUS_PENDING,
                              .ClientId = Thread->Cid,
                              .AffinityMask = Thread->Tcb.Affinity.Mask,
                              .Priority = Thread->Tcb.Priority,
                              .BasePriority = Thread->Tcb.BasePriority};

    return PspReturn(&Basic, sizeof Basic, Buffer, Length, Needed);
}

static NTSTATUS
PspQueryThread(PVOID Object, ULONG Class, PVOID Buffer, ULONG Length, PULONG Needed)
{
    PETHREAD Thread = Object;
    ULONG_PTR Start = (ULONG_PTR)Thread->Win32StartAddress;
    ULONG Answer;

    if (Class >= MaxThreadInfoClass) {
        return STATUS_INVALID_INFO_CLASS;
    }
    PspTouchExit(Thread);
    switch (Class) {
    case ThreadBasicInformation:
        return PspReturnThreadBasic(Thread, Buffer, Length, Needed);
    case ThreadQuerySetWin32StartAddress:
        return PspReturn(&Start, sizeof Start, Buffer, Length, Needed);
    case ThreadIsIoPending:
        Answer = !IsListEmpty(&Thread->IrpList);
        return PspReturn(&Answer, sizeof Answer, Buffer, Length, Needed);
    case ThreadIsTerminated:
        Answer = Thread->Terminated;
        return PspReturn(&Answer, sizeof Answer, Buffer, Length, Needed);
    default:
        KiNotImplemented("NtQueryInformationThread with this class", __builtin_return_address(0));
    }
}

NTSTATUS
NtQueryInformationThread(HANDLE ThreadHandle, THREADINFOCLASS ThreadInformationClass,
                         PVOID ThreadInformation, ULONG ThreadInformationLength,
                         PULONG ReturnLength)
{
    const PSP_QUERY Query = {ThreadHandle, (ULONG)ThreadInformationClass, ThreadInformation,
                             ThreadInformationLength, ReturnLength};

    return PspQueryObject(&Query, THREAD_QUERY_INFORMATION, &PspThreadType, PspQueryThread);
}

ZW_CALL(ZwQueryInformationThread, NtQueryInformationThread,
        (HANDLE Thread, THREADINFOCLASS Class, PVOID Information, ULONG Length,
         PULONG ReturnLength),
        (Thread, Class, Information, Length, ReturnLength))
