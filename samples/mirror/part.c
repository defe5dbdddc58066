/*
 * samples/mirror/part.c - a part: what one half is asked for of a master request
 *
 * Its partial MDL is its own; the pages stay locked until the master is done. It may not share the
 * master's MDL: the MDLs of an associated IRP are freed with it.
 */
#include "mirror.h"

static BOOLEAN
MirrorShareBuffer(PIRP Master, PIRP Part)
{
    PMDL Mdl = Master->MdlAddress;

    if (Mdl == NULL) {
        return TRUE; /* a flush, or a write of nothing */
    }
    Part->MdlAddress =
        IoAllocateMdl(MmGetMdlVirtualAddress(Mdl), MmGetMdlByteCount(Mdl), FALSE, FALSE, NULL);
    if (Part->MdlAddress == NULL) {
        return FALSE;
    }
    IoBuildPartialMdl(Mdl, Part->MdlAddress, MmGetMdlVirtualAddress(Mdl), MmGetMdlByteCount(Mdl));
    return TRUE;
}

VOID
MirrorFreePart(PIRP Part)
{
    if (Part == NULL) {
        return;
    }
    if (Part->MdlAddress != NULL) {
        IoFreeMdl(Part->MdlAddress);
    }
    IoFreeIrp(Part);
}

PIRP
MirrorMakePart(PMIRROR Mirror, PIRP Master, ULONG Number, PIO_COMPLETION_ROUTINE Done,
               PVOID Context)
{
    PMIRROR_HALF Half = &Mirror->Half[Number];
    PIO_STACK_LOCATION Next, Stack = IoGetCurrentIrpStackLocation(Master);
    PIRP Part = IoMakeAssociatedIrp(Master, Half->Device->StackSize);

    if (Part == NULL) {
        return NULL;
    }
    if (!MirrorShareBuffer(Master, Part)) {
        MirrorFreePart(Part);
        return NULL;
    }
    Next = IoGetNextIrpStackLocation(Part);
    Next->MajorFunction = Stack->MajorFunction;
    Next->Flags = Stack->Flags;
    Next->Parameters = Stack->Parameters;
    Next->FileObject = Half->File;
    IoSetCompletionRoutine(Part, Done, Context, TRUE, TRUE, TRUE);
    return Part;
}
