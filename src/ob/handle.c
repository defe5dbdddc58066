/*
 * ob/handle.c - handle tables
 *
 * A table is an array of entries; a handle is four times the index of its entry. A freed entry goes
 * to the end of the free list, so that a stale handle is invalid for as long as the table allows.
 *
 * Kernel handles are those of the kernel's table, which is the System process's: from
 * 0xFFFFFFFF80000000 upwards, valid in every process, for kernel mode only.
 *
 * Invariants:
 *   H1. Entry 0 is never used. A free entry has Header NULL and is in the free list.
 *   H2. An entry in use holds a reference and a handle count of its object (open.c, close.c).
 *
 * Differs from Windows: a handle of the System process is always a kernel handle; a small value is
 * invalid there. Entries are reused oldest first.
 */
#include "obi.h"

#define OBP_HANDLE_SHIFT    2
#define OBP_KERNEL_BASE     ((ULONG_PTR)0xFFFFFFFF80000000)
#define OBP_FIRST_SIZE      32
#define OBP_MAXIMUM_HANDLES (1 << 24)

struct _OB_HANDLE_TABLE {
    PVOID Process;
    POBP_HANDLE Entries;
    ULONG Size, Count;
    ULONG FirstFree, LastFree; /* 0: none */
};

static struct {
    POB_HANDLE_TABLE Kernel;
} ObpHandles SIM_STATE;

POB_HANDLE_TABLE
ObKernelHandleTable(VOID)
{
    return ObpHandles.Kernel;
}

PVOID
ObpTableProcess(POB_HANDLE_TABLE Table)
{
    return Table->Process;
}

ULONG
ObHandlesInTable(POB_HANDLE_TABLE Table)
{
    return Table->Count;
}

/* --- values ----------------------------------------------------------------------------------- */

BOOLEAN
ObpIsKernelValue(HANDLE Handle)
{
    return ((ULONG_PTR)Handle & OBP_KERNEL_BASE) == OBP_KERNEL_BASE;
}

BOOLEAN
ObIsKernelHandle(HANDLE Handle)
{
    return ObpIsKernelValue(Handle) && Handle != NtCurrentProcess() && Handle != NtCurrentThread();
}

POB_HANDLE_TABLE
ObpTableOfHandle(HANDLE Handle, KPROCESSOR_MODE Mode)
{
    POB_HANDLE_TABLE Current;

    if (ObpIsKernelValue(Handle)) {
        return Mode == KernelMode ? ObpHandles.Kernel : NULL;
    }
    Current = ObpCallbacks()->CurrentTable != NULL ? ObpCallbacks()->CurrentTable() : NULL;
    return Current != ObpHandles.Kernel ? Current : NULL;
}

static HANDLE
ObpValueOf(POB_HANDLE_TABLE Table, POBP_HANDLE Entry)
{
    ULONG_PTR Value = (ULONG_PTR)(Entry - Table->Entries) << OBP_HANDLE_SHIFT;

    return (HANDLE)(Table == ObpHandles.Kernel ? Value | OBP_KERNEL_BASE : Value);
}

/* For a search: who uses a value sees whether it is a handle, and whose. */
static VOID
ObpTouchValue(HANDLE Handle, BOOLEAN Changes)
{
    HalTouch(Handle, Changes);
}

POBP_HANDLE
ObpFindHandle(POB_HANDLE_TABLE Table, HANDLE Handle)
{
    ULONG_PTR Index = (ULONG_PTR)Handle;

    ObpTouchValue(Handle, FALSE);
    if (Table == ObpHandles.Kernel) {
        Index &= ~OBP_KERNEL_BASE;
    }
    Index >>= OBP_HANDLE_SHIFT; /* the two lowest bits are the caller's */
    if (Index == 0 || Index >= Table->Size || Table->Entries[Index].Header == NULL) {
        return NULL;
    }
    return &Table->Entries[Index];
}

/* --- entries ---------------------------------------------------------------------------------- */

static VOID
ObpFreeEntry(POB_HANDLE_TABLE Table, ULONG Index)
{
    Table->Entries[Index] = (OBP_HANDLE){0};
    if (Table->LastFree != 0) {
        Table->Entries[Table->LastFree].Attributes = Index;
    } else {
        Table->FirstFree = Index;
    }
    Table->LastFree = Index;
}

static NTSTATUS
ObpGrowTable(POB_HANDLE_TABLE Table)
{
    ULONG Size = Table->Size == 0 ? OBP_FIRST_SIZE : 2 * Table->Size;
    POBP_HANDLE Entries;
    ULONG i;

    if (Size > OBP_MAXIMUM_HANDLES) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Entries = ExAllocateOwn(Size * sizeof(OBP_HANDLE), OBP_TAG);
    if (Entries == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (Table->Entries != NULL) {
        RtlCopyMemory(Entries, Table->Entries, Table->Size * sizeof(OBP_HANDLE));
        ExFreeOwn(Table->Entries);
    }
    Table->Entries = Entries;
    for (i = Table->Size == 0 ? 1 : Table->Size; i < Size; i++) {
        ObpFreeEntry(Table, i);
    }
    Table->Size = Size;
    return STATUS_SUCCESS;
}

NTSTATUS
ObpInsertHandle(POB_HANDLE_TABLE Table, POBJECT_HEADER Header, ACCESS_MASK Granted,
                ULONG Attributes, PHANDLE Handle)
{
    POBP_HANDLE Entry;

    if (Table->FirstFree == 0) {
        NTSTATUS Status = ObpGrowTable(Table);

        if (!NT_SUCCESS(Status)) {
            return Status;
        }
    }
    Entry = &Table->Entries[Table->FirstFree];
    Table->FirstFree = Entry->Attributes;
    if (Table->FirstFree == 0) {
        Table->LastFree = 0;
    }
    *Entry = (OBP_HANDLE){Header, Granted, Attributes & (OBJ_INHERIT | OBP_PROTECT_CLOSE)};
    Table->Count++;
    *Handle = ObpValueOf(Table, Entry);
    ObpTouchValue(*Handle, TRUE);
    return STATUS_SUCCESS;
}

VOID
ObpRemoveHandle(POB_HANDLE_TABLE Table, POBP_HANDLE Entry)
{
    SIM_ASSERT(Entry->Header != NULL && Table->Count != 0);
    ObpTouchValue(ObpValueOf(Table, Entry), TRUE);
    Table->Count--;
    ObpFreeEntry(Table, (ULONG)(Entry - Table->Entries));
}

/* The first one in use after an entry, or NULL. */
POBP_HANDLE
ObpNextHandle(POB_HANDLE_TABLE Table, POBP_HANDLE After, PHANDLE Handle)
{
    ULONG i;

    for (i = After == NULL ? 1 : (ULONG)(After - Table->Entries) + 1; i < Table->Size; i++) {
        if (Table->Entries[i].Header != NULL) {
            *Handle = ObpValueOf(Table, &Table->Entries[i]);
            return &Table->Entries[i];
        }
    }
    return NULL;
}

ULONG
ObpCountHandles(POB_HANDLE_TABLE Table, POBJECT_HEADER Header)
{
    ULONG i, Count = 0;

    for (i = 1; i < Table->Size; i++) {
        Count += Table->Entries[i].Header == Header;
    }
    return Count;
}

/* A new table gets From's entries that can be inherited, at their places; H2 is the caller's. */
NTSTATUS
ObpCopyInheritable(POB_HANDLE_TABLE From, POB_HANDLE_TABLE To)
{
    SIM_ASSERT(To->Size == 0 && From != ObpHandles.Kernel);
    if (From->Size == 0) {
        return STATUS_SUCCESS;
    }
    To->Entries = ExAllocateOwn(From->Size * sizeof(OBP_HANDLE), OBP_TAG);
    if (To->Entries == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    To->Size = From->Size;
    for (ULONG i = 1; i < From->Size; i++) {
        if (From->Entries[i].Header != NULL && (From->Entries[i].Attributes & OBJ_INHERIT) != 0) {
            To->Entries[i] = From->Entries[i];
            To->Count++;
        } else {
            ObpFreeEntry(To, i);
        }
    }
    return STATUS_SUCCESS;
}

/* --- tables ----------------------------------------------------------------------------------- */

POB_HANDLE_TABLE
ObCreateHandleTable(VOID)
{
    return ExAllocateOwn(sizeof(struct _OB_HANDLE_TABLE), OBP_TAG);
}

VOID
ObSetTableProcess(POB_HANDLE_TABLE Table, PVOID Process)
{
    Table->Process = Process;
}

VOID
ObCloseAllHandles(POB_HANDLE_TABLE Table)
{
    POBP_HANDLE Entry = NULL;
    HANDLE Handle;

    while ((Entry = ObpNextHandle(Table, NULL, &Handle)) != NULL) {
        Entry->Attributes &= ~OBP_PROTECT_CLOSE;
        ObpCloseHandleIn(Table, Handle, KernelMode);
    }
}

VOID
ObDeleteHandleTable(POB_HANDLE_TABLE Table)
{
    SIM_ASSERT(Table->Count == 0 && Table != ObpHandles.Kernel);
    if (Table->Entries != NULL) {
        ExFreeOwn(Table->Entries);
    }
    ExFreeOwn(Table);
}

VOID
ObpInitHandles(VOID)
{
    ObpHandles.Kernel = ObCreateHandleTable();
    SIM_ASSERT(ObpHandles.Kernel != NULL);
}
