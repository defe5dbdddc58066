/*
 * ob/close.c - handles are closed
 *
 *      close --OkayToClose--> entry free, count down --Close method--> last: name goes --> deref.
 *
 * Preemption: in the Close method (the last handle of a file: the driver's IRP_MJ_CLEANUP) and in
 * the Delete method. The entry is free and the count is down before, so that each close has its own
 * count.
 *
 * Differs from Windows: kernel mode is stopped for closing an invalid or protected handle as if a
 * debugger were attached (0x93). The kernel's handles are closed in the caller's process, without
 * attaching to the System process.
 */
#include "obi.h"

#define OBP_PROTECTED 0 /* parameter 2 of 0x93 */
#define OBP_INVALID   1

static VOID
ObpDropHandleCount(POBJECT_HEADER Header, PVOID Process, ULONG ProcessHandles)
{
    OBJECT_TYPE *Type = Header->Type;
    ULONG SystemHandles = (ULONG)Header->HandleCount;

    SIM_ASSERT(SystemHandles != 0);
    HalTouch(Header, TRUE); // whose was the last, and was it before an open?
    Header->HandleCount--;
    Type->Handles--;
    if (Type->Methods.Close != NULL) {
        Type->Methods.Close(Process, Header->Body, ProcessHandles, SystemHandles);
    }
    ObpRemoveNameIfTemporary(Header);
    ObpDereference(Header);
}

static NTSTATUS
ObpMayClose(POB_HANDLE_TABLE Table, POBP_HANDLE Entry, HANDLE Handle, KPROCESSOR_MODE Mode)
{
    OBJECT_TYPE *Type = Entry->Header->Type;

    if ((Entry->Attributes & OBP_PROTECT_CLOSE) != 0) {
        if (Mode == KernelMode) {
            KeBugCheckEx(INVALID_KERNEL_HANDLE, (ULONG_PTR)Handle, OBP_PROTECTED, 0, 0);
        }
        return STATUS_HANDLE_NOT_CLOSABLE;
    }
    if (Type->Methods.OkayToClose != NULL) {
        return Type->Methods.OkayToClose(ObpTableProcess(Table), Entry->Header->Body, Handle, Mode);
    }
    return STATUS_SUCCESS;
}

NTSTATUS
ObpCloseHandleIn(POB_HANDLE_TABLE Table, HANDLE Handle, KPROCESSOR_MODE Mode)
{
    POBP_HANDLE Entry = ObpFindHandle(Table, Handle);
    POBJECT_HEADER Header;
    ULONG ProcessHandles = 0;
    NTSTATUS Status;

    if (Entry == NULL) {
        return STATUS_INVALID_HANDLE;
    }
    Status = ObpMayClose(Table, Entry, Handle, Mode);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Header = Entry->Header;
    if (Header->Type->Methods.Close != NULL) {
        ProcessHandles = ObpCountHandles(Table, Header);
    }
    HalProbe(PROBE_HANDLE_CLOSE, (ULONG_PTR)Handle, (ULONG_PTR)Header->Body, 0);
    ObpRemoveHandle(Table, Entry);
    ObpDropHandleCount(Header, ObpTableProcess(Table), ProcessHandles);
    return STATUS_SUCCESS;
}

NTSTATUS
ObCloseHandle(HANDLE Handle, KPROCESSOR_MODE PreviousMode)
{
    POB_HANDLE_TABLE Table;
    NTSTATUS Status = STATUS_INVALID_HANDLE;

    if (Handle == NtCurrentProcess() || Handle == NtCurrentThread()) {
        return STATUS_SUCCESS;
    }
    Table = ObpTableOfHandle(Handle, PreviousMode);
    if (Table != NULL) {
        Status = ObpCloseHandleIn(Table, Handle, PreviousMode);
    }
    if (Status == STATUS_INVALID_HANDLE && PreviousMode == KernelMode && Handle != NULL) {
        KeBugCheckEx(INVALID_KERNEL_HANDLE, (ULONG_PTR)Handle, OBP_INVALID, 0, 0);
    }
    return Status;
}

NTSTATUS
NtClose(HANDLE Handle)
{
    return ObCloseHandle(Handle, ExGetPreviousMode());
}
