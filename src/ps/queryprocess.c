/*
 * ps/queryprocess.c - NtQueryInformationProcess
 *
 * Differs from Windows: a process has no PEB, is in session 0 as services are, and its image's name
 * is not a path. A class without an answer here stops by name.
 */
#include "psi.h"

NTSTATUS
PspReturn(const VOID *Answer, ULONG Size, PVOID Buffer, ULONG Length, PULONG Needed)
{
    *Needed = Size;
    if (Length != Size) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    RtlCopyMemory(Buffer, Answer, Size);
    return STATUS_SUCCESS;
}

NTSTATUS
PspQueryObject(const PSP_QUERY *Query, ACCESS_MASK Access, POBJECT_TYPE Type, PSP_ANSWER *Answer)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    ULONG Needed = 0;
    PVOID Object;
    NTSTATUS Status = ObProbe(Mode, Query->Buffer, Query->Length, sizeof(ULONG), TRUE);

    if (NT_SUCCESS(Status) && Query->ReturnLength != NULL) {
        Status = OB_PROBE_WRITE(Mode, Query->ReturnLength);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(Query->Handle, Access, Type, Mode, &Object, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = Answer(Object, Query->Class, Query->Buffer, Query->Length, &Needed);
    if (Query->ReturnLength != NULL && Needed != 0) {
        *Query->ReturnLength = Needed;
    }
    ObfDereferenceObject(Object);
    return Status;
}

static NTSTATUS
PspReturnBasic(PEPROCESS Process, PVOID Buffer, ULONG Length, PULONG Needed)
{
    PROCESS_BASIC_INFORMATION Basic = {.ExitStatus = Process->ExitStatus,
                                       .AffinityMask = KeQueryActiveProcessors(),
                                       .BasePriority = Process->Pcb.BasePriority,
                                       .UniqueProcessId = (ULONG_PTR)Process->UniqueProcessId,
                                       .InheritedFromUniqueProcessId =
                                           (ULONG_PTR)Process->InheritedFrom};

    return PspReturn(&Basic, sizeof Basic, Buffer, Length, Needed);
}

static NTSTATUS
PspReturnNumber(ULONG Number, PVOID Buffer, ULONG Length, PULONG Needed)
{
    return PspReturn(&Number, sizeof Number, Buffer, Length, Needed);
}

static NTSTATUS
PspReturnPointer(ULONG_PTR Pointer, PVOID Buffer, ULONG Length, PULONG Needed)
{
    return PspReturn(&Pointer, sizeof Pointer, Buffer, Length, Needed);
}

/* A string and, behind it, its characters. */
static NTSTATUS
PspReturnName(PEPROCESS Process, PVOID Buffer, ULONG Length, PULONG Needed)
{
    PUNICODE_STRING Name = Buffer;
    USHORT Characters = 0;

    while (Process->ImageFileName[Characters] != 0) {
        Characters++;
    }
    *Needed = sizeof *Name + (Characters + 1u) * sizeof(WCHAR);
    if (Length < *Needed) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    Name->Length = Characters * sizeof(WCHAR);
    Name->MaximumLength = Name->Length + sizeof(WCHAR);
    Name->Buffer = (PWCH)(Name + 1);
    for (USHORT i = 0; i <= Characters; i++) {
        Name->Buffer[i] = (WCHAR)Process->ImageFileName[i];
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
PspQueryProcess(PVOID Object, ULONG Class, PVOID Buffer, ULONG Length, PULONG Needed)
{
    PEPROCESS Process = Object;

    if (Class >= MaxProcessInfoClass) {
        return STATUS_INVALID_INFO_CLASS;
    }
    switch (Class) {
    case ProcessBasicInformation:
        return PspReturnBasic(Process, Buffer, Length, Needed);
    case ProcessHandleCount:
        return PspReturnNumber(Process->ObjectTable != NULL ? ObHandlesInTable(Process->ObjectTable)
                                                            : 0,
                               Buffer, Length, Needed);
    case ProcessSessionInformation:
    case ProcessBreakOnTermination:
        return PspReturnNumber(0, Buffer, Length, Needed);
    case ProcessDebugPort:
    case ProcessWow64Information:
        return PspReturnPointer(0, Buffer, Length, Needed);
    case ProcessImageFileName:
        return PspReturnName(Process, Buffer, Length, Needed);
    default:
        KiNotImplemented("NtQueryInformationProcess with this class", __builtin_return_address(0));
    }
}

NTSTATUS
NtQueryInformationProcess(HANDLE ProcessHandle, PROCESSINFOCLASS ProcessInformationClass,
                          PVOID ProcessInformation, ULONG ProcessInformationLength,
                          PULONG ReturnLength)
{
    const PSP_QUERY Query = {ProcessHandle, (ULONG)ProcessInformationClass, ProcessInformation,
                             ProcessInformationLength, ReturnLength};

    return PspQueryObject(&Query, PROCESS_QUERY_INFORMATION, &PspProcessType, PspQueryProcess);
}

ZW_CALL(ZwQueryInformationProcess, NtQueryInformationProcess,
        (HANDLE Process, PROCESSINFOCLASS Class, PVOID Information, ULONG Length,
         PULONG ReturnLength),
        (Process, Class, Information, Length, ReturnLength))
