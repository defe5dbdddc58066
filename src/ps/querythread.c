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
PspQueryThread(PETHREAD Thread, THREADINFOCLASS Class, PVOID Buffer, ULONG Length, PULONG Needed)
{
    ULONG_PTR Start = (ULONG_PTR)Thread->Win32StartAddress;
    ULONG Answer;

    if ((ULONG)Class >= MaxThreadInfoClass) {
        return STATUS_INVALID_INFO_CLASS;
    }
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
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    ULONG Needed = 0;
    PETHREAD Thread;
    NTSTATUS Status =
        ObProbe(Mode, ThreadInformation, ThreadInformationLength, sizeof(ULONG), TRUE);

    if (NT_SUCCESS(Status) && ReturnLength != NULL) {
        Status = OB_PROBE_WRITE(Mode, ReturnLength);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(ThreadHandle, THREAD_QUERY_INFORMATION, &PspThreadType,
                                           Mode, (PVOID *)&Thread, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = PspQueryThread(Thread, ThreadInformationClass, ThreadInformation,
                            ThreadInformationLength, &Needed);
    if (ReturnLength != NULL && Needed != 0) {
        *ReturnLength = Needed;
    }
    ObfDereferenceObject(Thread);
    return Status;
}

ZW_CALL(ZwQueryInformationThread, NtQueryInformationThread,
        (HANDLE Thread, THREADINFOCLASS Class, PVOID Information, ULONG Length,
         PULONG ReturnLength),
        (Thread, Class, Information, Length, ReturnLength))
