/*
 * ps/calls.c - system calls about processes and threads
 */
#include "psi.h"

/* --- opening ---------------------------------------------------------------------------------- */

static NTSTATUS
PspProbeOpen(KPROCESSOR_MODE Mode, PHANDLE Handle, POBJECT_ATTRIBUTES Attributes,
             PCLIENT_ID ClientId)
{
    NTSTATUS Status = OB_PROBE_WRITE(Mode, Handle);

    if (NT_SUCCESS(Status)) {
        Status = ObProbeAttributes(Mode, Attributes, TRUE);
    }
    if (NT_SUCCESS(Status) && ClientId != NULL) {
        Status = OB_PROBE_READ(Mode, ClientId);
    }
    if (NT_SUCCESS(Status) && (Attributes->ObjectName != NULL || ClientId == NULL)) {
        Status = STATUS_INVALID_PARAMETER_MIX;
    }
    return Status;
}

static NTSTATUS
PspFindProcess(PCLIENT_ID ClientId, PEPROCESS *Process)
{
    PETHREAD Thread;
    NTSTATUS Status;

    if (ClientId->UniqueThread == NULL) {
        return PsLookupProcessByProcessId(ClientId->UniqueProcess, Process);
    }
    Status = PsLookupThreadByThreadId(ClientId->UniqueThread, &Thread);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    *Process = PspProcessOf(Thread);
    ObfReferenceObject(*Process);
    ObfDereferenceObject(Thread);
    return STATUS_SUCCESS;
}

/* With SeDebugPrivilege the descriptor is not asked. */
static NTSTATUS
PspOpenChecked(PVOID Object, OBJECT_TYPE *Type, ACCESS_MASK Access, ULONG Attributes,
               KPROCESSOR_MODE Mode, PHANDLE Handle)
{
    LUID Debug = {SE_DEBUG_PRIVILEGE, 0};

    if (SeSinglePrivilegeCheck(Debug, ObCheckMode(Mode, Attributes))) {
        return ObCreateHandle(Object, Type, Access, Attributes, Mode, Handle);
    }
    return ObOpenObjectByPointer(Object, Attributes, NULL, Access, Type, Mode, Handle);
}

NTSTATUS
NtOpenProcess(PHANDLE ProcessHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
              PCLIENT_ID ClientId)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    PEPROCESS Process;
    NTSTATUS Status = PspProbeOpen(Mode, ProcessHandle, ObjectAttributes, ClientId);

    if (NT_SUCCESS(Status)) {
        Status = PspFindProcess(ClientId, &Process);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = PspOpenChecked(Process, &PspProcessType, DesiredAccess, ObjectAttributes->Attributes,
                            Mode, ProcessHandle);
    ObfDereferenceObject(Process);
    return Status;
}

/* MEMORY_PRIORITY_VERY_LOW, MEMORY_PRIORITY_NORMAL */
enum { PSP_LOWEST_PAGE_PRIORITY = 1, PSP_NORMAL_PAGE_PRIORITY = 5 };

/* --- thread information ----------------------------------------------------------------------- */

static NTSTATUS
PspSetThread(PETHREAD Thread, THREADINFOCLASS Class, LONG Value)
{
    if (Class >= MaxThreadInfoClass) {
        return STATUS_INVALID_INFO_CLASS;
    }
    switch (Class) {
    case ThreadPriority:
        if (Value <= LOW_PRIORITY || Value > HIGH_PRIORITY) {
            return STATUS_INVALID_PARAMETER;
        }
        KeSetPriorityThread(&Thread->Tcb, Value);
        return STATUS_SUCCESS;
    case ThreadBasePriority:
        KeSetBasePriorityThread(&Thread->Tcb, Value);
        return STATUS_SUCCESS;
    case ThreadPagePriority:
        if (Value < PSP_LOWEST_PAGE_PRIORITY || Value > PSP_NORMAL_PAGE_PRIORITY) {
            return STATUS_INVALID_PARAMETER;
        }
        Thread->PagePriority = (ULONG)Value;
        return STATUS_SUCCESS;
    default:
        KiNotImplemented("NtSetInformationThread with this class", __builtin_return_address(0));
    }
}

NTSTATUS
NtSetInformationThread(HANDLE ThreadHandle, THREADINFOCLASS ThreadInformationClass,
                       PVOID ThreadInformation, ULONG ThreadInformationLength)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    PETHREAD Thread;
    NTSTATUS Status;

    if (ThreadInformationLength != sizeof(LONG)) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    Status = OB_PROBE_READ(Mode, (PLONG)ThreadInformation);
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(ThreadHandle, THREAD_SET_INFORMATION, &PspThreadType,
                                           Mode, (PVOID *)&Thread, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = PspSetThread(Thread, ThreadInformationClass, *(PLONG)ThreadInformation);
    ObfDereferenceObject(Thread);
    return Status;
}

/* --- Zw --------------------------------------------------------------------------------------- */

ZW_CALL(ZwOpenProcess, NtOpenProcess,
        (PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes, PCLIENT_ID ClientId),
        (Handle, Access, Attributes, ClientId))
ZW_CALL(ZwTerminateProcess, NtTerminateProcess, (HANDLE ProcessHandle, NTSTATUS ExitStatus),
        (ProcessHandle, ExitStatus))
ZW_CALL(ZwSetInformationThread, NtSetInformationThread,
        (HANDLE Handle, THREADINFOCLASS Class, PVOID Information, ULONG Length),
        (Handle, Class, Information, Length))
