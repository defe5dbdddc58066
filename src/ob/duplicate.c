/*
 * ob/duplicate.c - a second handle to the same object, in this process or another; inheritance
 *
 * Rights that the source does not have are checked as an open's are, if ob keeps the object's
 * descriptor; what a type keeps (a file's) cannot be widened.
 */
#include "obi.h"

static NTSTATUS
ObpReferenceSource(POB_HANDLE_TABLE From, HANDLE Source, KPROCESSOR_MODE Mode, OBP_HANDLE *Copy)
{
    PVOID Pseudo = ObpPseudoObject(Source);
    POBP_HANDLE Entry;

    if (Pseudo != NULL) {
        *Copy = (OBP_HANDLE){ObpHeaderOf(Pseudo), ObTypeOf(Pseudo)->ValidAccess, 0};
    } else {
        if (ObpIsKernelValue(Source)) {
            From = Mode == KernelMode ? ObKernelHandleTable() : NULL;
        }
        Entry = From != NULL ? ObpFindHandle(From, Source) : NULL;
        if (Entry == NULL) {
            return STATUS_INVALID_HANDLE;
        }
        *Copy = *Entry;
    }
    ObpReference(Copy->Header);
    return STATUS_SUCCESS;
}

static NTSTATUS
ObpCheckWider(OBP_HANDLE *Source, ACCESS_MASK Access, KPROCESSOR_MODE Mode)
{
    OBJECT_TYPE *Type = Source->Header->Type;
    ACCESS_STATE State;
    NTSTATUS Status;

    if (Mode == KernelMode || (Access & ~Source->Granted) == 0) {
        return STATUS_SUCCESS;
    }
    if (Type->Methods.Security != NULL || Type->Methods.Parse != NULL) {
        return STATUS_ACCESS_DENIED;
    }
    SeInitAccessState(&State, Access, &Type->GenericMapping);
    Status = ObCheckObjectAccess(Source->Header->Body, &State, Mode);
    SeDeleteAccessState(&State);
    return Status;
}

static NTSTATUS
ObpInsertDuplicate(OBP_HANDLE *Source, POB_HANDLE_TABLE From, POB_HANDLE_TABLE To, PHANDLE Target,
                   ACCESS_MASK Access, ULONG Attributes, ULONG Options, KPROCESSOR_MODE Mode)
{
    OBP_OPERATION Operation = {.Kind = OB_OPERATION_HANDLE_DUPLICATE};
    NTSTATUS Status;

    if ((Options & DUPLICATE_SAME_ATTRIBUTES) != 0) {
        Attributes = Source->Attributes;
    }
    if ((Options & DUPLICATE_SAME_ACCESS) != 0) {
        Access = Source->Granted;
    } else {
        Access = ObMapAccess(Source->Header->Type, Access);
    }
    if (Mode == KernelMode && (Attributes & OBJ_KERNEL_HANDLE) != 0) {
        To = ObKernelHandleTable();
    }
    Status = ObpCheckWider(Source, Access, Mode);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Operation.Source = From != NULL ? ObpTableProcess(From) : NULL;
    Operation.Target = To != NULL ? ObpTableProcess(To) : NULL;
    return ObpCreateHandleIn(To, Source->Header, Access, Attributes & ~OBJ_EXCLUSIVE, &Operation,
                             Target);
}

NTSTATUS
ObDuplicateHandle(POB_HANDLE_TABLE From, HANDLE Source, POB_HANDLE_TABLE To, PHANDLE Target,
                  ACCESS_MASK Access, ULONG Attributes, ULONG Options, KPROCESSOR_MODE Mode)
{
    OBP_HANDLE Copy;
    HANDLE New = NULL;
    NTSTATUS Status = ObpReferenceSource(From, Source, Mode, &Copy);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if ((Options & DUPLICATE_CLOSE_SOURCE) != 0 && ObpPseudoObject(Source) == NULL) {
        ObpCloseHandleIn(ObpIsKernelValue(Source) ? ObKernelHandleTable() : From, Source, Mode);
    }
    if (Target != NULL) {
        Status = ObpInsertDuplicate(&Copy, From, To, &New, Access, Attributes, Options, Mode);
        *Target = New;
    }
    ObpDereference(Copy.Header);
    return Status;
}

NTSTATUS
ObInheritHandles(POB_HANDLE_TABLE From, POB_HANDLE_TABLE To)
{
    NTSTATUS Status = ObpCopyInheritable(From, To);
    POBP_HANDLE Entry = NULL;
    HANDLE Handle;

    while (NT_SUCCESS(Status) && (Entry = ObpNextHandle(To, Entry, &Handle)) != NULL) {
        ObpCountHandle(Entry->Header, Handle);
    }
    return Status;
}

static NTSTATUS
ObpReferenceProcess(HANDLE Process, KPROCESSOR_MODE Mode, PVOID *Object, POB_HANDLE_TABLE *Table)
{
    const OB_CALLBACKS *Callbacks = ObpCallbacks();
    NTSTATUS Status;

    Status = ObReferenceObjectByHandle(Process, PROCESS_DUP_HANDLE, Callbacks->ProcessType, Mode,
                                       Object, NULL);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    *Table = Callbacks->TableOf(*Object);
    if (*Table == NULL) {
        ObfDereferenceObject(*Object);
        return STATUS_PROCESS_IS_TERMINATING;
    }
    return STATUS_SUCCESS;
}

NTSTATUS
NtDuplicateObject(HANDLE SourceProcessHandle, HANDLE SourceHandle, HANDLE TargetProcessHandle,
                  PHANDLE TargetHandle, ACCESS_MASK DesiredAccess, ULONG HandleAttributes,
                  ULONG Options)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    POB_HANDLE_TABLE From, To = NULL;
    PVOID SourceProcess, TargetProcess = NULL;
    NTSTATUS Status;

    if (TargetHandle != NULL) {
        Status = OB_PROBE_WRITE(Mode, TargetHandle);
        if (!NT_SUCCESS(Status)) {
            return Status;
        }
    }
    Status = ObpReferenceProcess(SourceProcessHandle, Mode, &SourceProcess, &From);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (TargetProcessHandle != NULL) {
        Status = ObpReferenceProcess(TargetProcessHandle, Mode, &TargetProcess, &To);
    } else if ((Options & DUPLICATE_CLOSE_SOURCE) == 0) {
        Status = STATUS_INVALID_HANDLE;
    }
    if (NT_SUCCESS(Status)) {
        Status =
            ObDuplicateHandle(From, SourceHandle, To, TargetProcess != NULL ? TargetHandle : NULL,
                              DesiredAccess, HandleAttributes, Options, Mode);
    }
    if (TargetProcess != NULL) {
        ObfDereferenceObject(TargetProcess);
    }
    ObfDereferenceObject(SourceProcess);
    return Status;
}
