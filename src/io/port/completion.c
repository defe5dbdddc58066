/*
 * io/port/completion.c - completion ports: the object and its system services
 *
 *      NtCreateIoCompletion --> open --last handle closed--> run down --last reference--> freed
 *
 * A port is a queue (ke/queue.c) of packets (completionpacket.c). Files that are bound to it
 * (completioninfo.c) and threads that remove from it hold references, so it may outlive its
 * handles; then nobody can remove any more: waits end with STATUS_ABANDONED, packets are freed.
 *
 * Preemption: the wait for a packet.
 *
 * Differs from Windows: reserve objects (NtSetIoCompletionEx) do not exist. Removal of many
 * packets takes them in groups of IOP_REMOVE_BATCH.
 */
#include "port.h"

#define IOP_REMOVE_BATCH 16

OBJECT_TYPE IopCompletionType SIM_STATE;

/* --- the object ------------------------------------------------------------------------------- */

static VOID
IopDeletePort(PVOID Port)
{
    IopFreeCompletionPackets(KeRundownQueue(Port));
}

static VOID
IopClosePort(PVOID Process, PVOID Port, ULONG ProcessHandles, ULONG SystemHandles)
{
    if (SystemHandles == 1) {
        IopDeletePort(Port);
    }
}

VOID
IopInitCompletion(VOID)
{
    IopCompletionType = (OBJECT_TYPE){
        .Name = L"IoCompletion",
        .GenericMapping = {STANDARD_RIGHTS_READ | IO_COMPLETION_QUERY_STATE,
                           STANDARD_RIGHTS_WRITE | IO_COMPLETION_MODIFY_STATE,
                           STANDARD_RIGHTS_EXECUTE | SYNCHRONIZE, IO_COMPLETION_ALL_ACCESS},
        .ValidAccess = IO_COMPLETION_ALL_ACCESS,
        .DispatcherOffset = FIELD_OFFSET(KQUEUE, Header),
        .Methods = {.Delete = IopDeletePort, .Close = IopClosePort},
    };
    ObCreateObjectType(&IopCompletionType);
}

static NTSTATUS
IopProbePortHandle(KPROCESSOR_MODE Mode, PHANDLE Handle, POBJECT_ATTRIBUTES Attributes,
                   BOOLEAN Named)
{
    NTSTATUS Status = OB_PROBE_WRITE(Mode, Handle);

    return NT_SUCCESS(Status) ? ObProbeAttributes(Mode, Attributes, Named) : Status;
}

/* Count: how many threads shall run at once; 0: one for each processor. */
NTSTATUS NTAPI
NtCreateIoCompletion(PHANDLE IoCompletionHandle, ACCESS_MASK DesiredAccess,
                     POBJECT_ATTRIBUTES ObjectAttributes, ULONG Count)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    PVOID Port;
    NTSTATUS Status = IopProbePortHandle(Mode, IoCompletionHandle, ObjectAttributes, FALSE);

    if (NT_SUCCESS(Status)) {
        Status = ObCreateObjectOfType(&IopCompletionType, sizeof(KQUEUE), &Port);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    KeInitializeQueue(Port, Count);
    Status =
        ObInsertNewObject(Port, ObjectAttributes, DesiredAccess, Mode, IoCompletionHandle, NULL);
    ObDereferenceObject(Port);
    return Status;
}

NTSTATUS NTAPI
NtOpenIoCompletion(PHANDLE IoCompletionHandle, ACCESS_MASK DesiredAccess,
                   POBJECT_ATTRIBUTES ObjectAttributes)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status = IopProbePortHandle(Mode, IoCompletionHandle, ObjectAttributes, TRUE);

    return NT_SUCCESS(Status) ? ObOpenByName(ObjectAttributes, &IopCompletionType, Mode,
                                             DesiredAccess, NULL, NULL, IoCompletionHandle)
                              : Status;
}

static NTSTATUS
IopReferencePort(HANDLE Handle, ACCESS_MASK Access, PKQUEUE *Port)
{
    return ObReferenceObjectByHandle(Handle, Access, &IopCompletionType, ExGetPreviousMode(),
                                     (PVOID *)Port, NULL);
}

NTSTATUS NTAPI
NtQueryIoCompletion(HANDLE IoCompletionHandle, IO_COMPLETION_INFORMATION_CLASS InformationClass,
                    PVOID Information, ULONG Length, PULONG ReturnLength)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    PIO_COMPLETION_BASIC_INFORMATION Basic = Information;
    PKQUEUE Port;
    NTSTATUS Status;

    if (InformationClass != IoCompletionBasicInformation) {
        return STATUS_INVALID_INFO_CLASS;
    }
    if (Length != sizeof *Basic) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    Status = OB_PROBE_WRITE(Mode, Basic);
    if (NT_SUCCESS(Status) && ReturnLength != NULL) {
        Status = OB_PROBE_WRITE(Mode, ReturnLength);
    }
    if (NT_SUCCESS(Status)) {
        Status = IopReferencePort(IoCompletionHandle, IO_COMPLETION_QUERY_STATE, &Port);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Basic->Depth = KeReadStateQueue(Port);
    if (ReturnLength != NULL) {
        *ReturnLength = sizeof *Basic;
    }
    ObDereferenceObject(Port);
    return STATUS_SUCCESS;
}

NTSTATUS NTAPI
NtSetIoCompletion(HANDLE IoCompletionHandle, PVOID KeyContext, PVOID ApcContext, NTSTATUS IoStatus,
                  ULONG_PTR IoStatusInformation)
{
    IO_STATUS_BLOCK Iosb = {.Pointer = NULL, .Information = IoStatusInformation};
    PKQUEUE Port;
    NTSTATUS Status = IopReferencePort(IoCompletionHandle, IO_COMPLETION_MODIFY_STATE, &Port);

    if (NT_SUCCESS(Status)) {
        Iosb.Status = IoStatus;
        Status = IopPostPacket(Port, KeyContext, ApcContext, &Iosb);
        ObDereferenceObject(Port);
    }
    return Status;
}

/* --- removing --------------------------------------------------------------------------------- */

typedef struct _IOP_REMOVE {
    PKQUEUE Port;
    KPROCESSOR_MODE Mode;
    BOOLEAN Alertable, HasTimeout;
    LARGE_INTEGER Timeout;
} IOP_REMOVE;

static NTSTATUS
IopBeginRemove(IOP_REMOVE *Remove, HANDLE Handle, PLARGE_INTEGER Timeout)
{
    NTSTATUS Status = STATUS_SUCCESS;

    if (Timeout != NULL) {
        Status = OB_PROBE_READ(Remove->Mode, Timeout);
        if (!NT_SUCCESS(Status)) {
            return Status;
        }
        Remove->HasTimeout = TRUE;
        Remove->Timeout = *Timeout;
    }
    return IopReferencePort(Handle, IO_COMPLETION_MODIFY_STATE, &Remove->Port);
}

/* Up to Count, at most a batch; Packets is memory of the kernel. */
static NTSTATUS
IopRemovePackets(IOP_REMOVE *Remove, PFILE_IO_COMPLETION_INFORMATION Packets, ULONG Count,
                 PULONG Removed)
{
    PLIST_ENTRY Entries[IOP_REMOVE_BATCH];
    NTSTATUS Status;

    Status = KeRemoveQueueEntries(Remove->Port, Remove->Mode, Remove->Alertable,
                                  Remove->HasTimeout ? &Remove->Timeout : NULL, Entries,
                                  Count < IOP_REMOVE_BATCH ? Count : IOP_REMOVE_BATCH, Removed);
    for (ULONG i = 0; i < *Removed; i++) {
        IopTakePacketApart(Entries[i], &Packets[i]);
    }
    return Status;
}

/* All that are there, up to Count, once one has come. */
static NTSTATUS
IopRemoveMany(IOP_REMOVE *Remove, PFILE_IO_COMPLETION_INFORMATION To, ULONG Count, PULONG Removed)
{
    FILE_IO_COMPLETION_INFORMATION Packets[IOP_REMOVE_BATCH];
    ULONG Total = 0, Batch;
    NTSTATUS Status = STATUS_SUCCESS;

    while (Total < Count) {
        Status = IopRemovePackets(Remove, Packets, Count - Total, &Batch);
        if (Status != STATUS_SUCCESS) {
            break;
        }
        Total += Batch;
        Status = IopStoreTo(Remove->Mode, To + (Total - Batch), Packets, Batch * sizeof *To);
        if (!NT_SUCCESS(Status)) {
            return Status; // freed meanwhile
        }
        Remove->HasTimeout = TRUE; // to look whether there are more
        Remove->Timeout.QuadPart = 0;
        Remove->Alertable = FALSE;
    }
    *Removed = Total;
    return Total != 0 ? STATUS_SUCCESS : Status;
}

NTSTATUS NTAPI
NtRemoveIoCompletion(HANDLE IoCompletionHandle, PVOID *KeyContext, PVOID *ApcContext,
                     PIO_STATUS_BLOCK IoStatusBlock, PLARGE_INTEGER Timeout)
{
    IOP_REMOVE Remove = {.Mode = ExGetPreviousMode()};
    FILE_IO_COMPLETION_INFORMATION Packet;
    ULONG Removed;
    NTSTATUS Status = OB_PROBE_WRITE(Remove.Mode, KeyContext);

    if (NT_SUCCESS(Status)) {
        Status = OB_PROBE_WRITE(Remove.Mode, ApcContext);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObProbe(Remove.Mode, IoStatusBlock, sizeof *IoStatusBlock, sizeof(ULONG), TRUE);
    }
    if (NT_SUCCESS(Status)) {
        Status = IopBeginRemove(&Remove, IoCompletionHandle, Timeout);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IopRemovePackets(&Remove, &Packet, 1, &Removed);
    ObDereferenceObject(Remove.Port);
    if (Status == STATUS_SUCCESS) {
        Status = IopStoreTo(Remove.Mode, KeyContext, &Packet.KeyContext, sizeof *KeyContext);
    }
    if (Status == STATUS_SUCCESS) {
        Status = IopStoreTo(Remove.Mode, ApcContext, &Packet.ApcContext, sizeof *ApcContext);
    }
    if (Status == STATUS_SUCCESS) {
        Status =
            IopStoreTo(Remove.Mode, IoStatusBlock, &Packet.IoStatusBlock, sizeof *IoStatusBlock);
    }
    return Status;
}

NTSTATUS NTAPI
NtRemoveIoCompletionEx(HANDLE IoCompletionHandle,
                       PFILE_IO_COMPLETION_INFORMATION IoCompletionInformation, ULONG Count,
                       PULONG NumEntriesRemoved, PLARGE_INTEGER Timeout, BOOLEAN Alertable)
{
    IOP_REMOVE Remove = {.Mode = ExGetPreviousMode(), .Alertable = Alertable};
    ULONG Removed = 0;
    NTSTATUS Status, Stored;

    if (Count == 0 || Count > MAXULONG / sizeof *IoCompletionInformation) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = ObProbe(Remove.Mode, IoCompletionInformation, Count * sizeof *IoCompletionInformation,
                     sizeof(PVOID), TRUE);
    if (NT_SUCCESS(Status)) {
        Status = OB_PROBE_WRITE(Remove.Mode, NumEntriesRemoved);
    }
    if (NT_SUCCESS(Status)) {
        Status = IopBeginRemove(&Remove, IoCompletionHandle, Timeout);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IopRemoveMany(&Remove, IoCompletionInformation, Count, &Removed);
    ObDereferenceObject(Remove.Port);
    Stored = IopStoreTo(Remove.Mode, NumEntriesRemoved, &Removed, sizeof Removed);
    return NT_SUCCESS(Stored) ? Status : Stored;
}
