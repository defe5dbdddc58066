/*
 * io/file/parse.c - \Device\X\rest: the rest of a path below a device or a file is the driver's
 *
 * A path that leads to a device object is opened by an IRP_MJ_CREATE to the top of the device's
 * stack, with a new file object that names the device found and the rest of the path. The parse
 * context is the opener's IOP_OPEN; without one, only the device object itself is wanted.
 *
 *      file object --IRP_MJ_CREATE--> opened --> handle (open.c) --> CLEANUP, CLOSE (file.c)
 *                        |
 *                        +-- failed: the file object goes without CLEANUP and CLOSE
 *                        +-- STATUS_REPARSE: likewise, and the lookup begins again (reparse.c)
 *
 * A name relative to an open file is not the device's name: neither exclusive devices nor, without
 * FILE_DEVICE_SECURE_OPEN, descriptors are asked. That flag counts on the device at the top.
 *
 * The device counts the open in its ReferenceCount from before CREATE on, so that it is not deleted
 * meanwhile.
 *
 * Differs from Windows: nothing is mounted; a storage device is opened itself, whatever the rest of
 * the path.
 */
#include "file.h"
#include "device/device.h"
#include "irp/irp.h"

static struct {
    NTSTATUS (*OpenCheck)(PDEVICE_OBJECT Pdo);
} Iop SIM_STATE;

VOID
IoSetOpenCheckRoutine(NTSTATUS (*Routine)(PDEVICE_OBJECT Pdo))
{
    Iop.OpenCheck = Routine;
}

static NTSTATUS
IopCheckOpen(PDEVICE_OBJECT Device, BOOLEAN ByName)
{
    PIOP_DEVICE Private = IopDevice(Device);
    PDEVICE_OBJECT Bottom = IoGetBottomOfStack(Device);
    NTSTATUS Status;

    IopTouchOpens(Device, FALSE);
    if ((Device->Flags & DO_DEVICE_INITIALIZING) != 0 ||
        (Private->Flags & (DOE_UNLOAD_PENDING | DOE_DELETE_PENDING | DOE_REMOVE_PENDING |
                           DOE_REMOVE_PROCESSED)) != 0) {
        return STATUS_NO_SUCH_DEVICE;
    }
    if (Iop.OpenCheck != NULL && IoGetDeviceNode(Bottom) != NULL) {
        Status = Iop.OpenCheck(Bottom);
        if (!NT_SUCCESS(Status)) {
            return Status;
        }
    }
    if (ByName && (Device->Flags & DO_EXCLUSIVE) != 0 && Device->ReferenceCount != 0) {
        return STATUS_ACCESS_DENIED;
    }
    return STATUS_SUCCESS;
}

/* The device's descriptor protects the device, and what lies below it if the driver asked for that.
   */
static NTSTATUS
IopCheckAccess(PDEVICE_OBJECT Device, PIOP_OPEN Open, PACCESS_STATE AccessState,
               KPROCESSOR_MODE Mode, ULONG Attributes, BOOLEAN HasRest)
{
    BOOLEAN Force = (Open->Options & SL_FORCE_ACCESS_CHECK) != 0;

    if (HasRest && (IoGetAttachedDevice(Device)->Characteristics & FILE_DEVICE_SECURE_OPEN) == 0) {
        return STATUS_SUCCESS;
    }
    return SeCheckAccess(Device->SecurityDescriptor, AccessState, &IopFileType.GenericMapping,
                         Force ? UserMode : ObCheckMode(Mode, Attributes));
}

/* --- IRP_MJ_CREATE ---------------------------------------------------------------------------- */

static VOID
IopFillCreateLocation(PIO_STACK_LOCATION Stack, PIOP_OPEN Open, PFILE_OBJECT File)
{
    static const UCHAR Majors[] = {IRP_MJ_CREATE, IRP_MJ_CREATE_NAMED_PIPE, IRP_MJ_CREATE_MAILSLOT};

    Stack->MajorFunction = Majors[Open->Type];
    Stack->FileObject = File;
    Stack->Flags = (UCHAR)Open->Options;
    if ((File->Flags & FO_OPENED_CASE_SENSITIVE) != 0) {
        Stack->Flags |= SL_CASE_SENSITIVE;
    }
    Stack->Parameters.Create.Options = Open->Disposition << 24 | (Open->CreateOptions & 0xFFFFFF);
    Stack->Parameters.Create.ShareAccess = Open->ShareAccess;
    if (Open->Type == CreateFileTypeNone) {
        Stack->Parameters.Create.FileAttributes = Open->FileAttributes;
        Stack->Parameters.Create.EaLength = Open->EaLength;
    } else { // a mailslot's parameters are at the same place
        Stack->Parameters.CreatePipe.Parameters = Open->Parameters;
    }
}

static VOID
IopFillCreate(PIRP Irp, PIOP_OPEN Open, PFILE_OBJECT File, KPROCESSOR_MODE Mode)
{
    Irp->RequestorMode = Mode;
    Irp->Flags = IRP_CREATE_OPERATION | IRP_SYNCHRONOUS_API | IRP_DEFER_IO_COMPLETION;
    Irp->AssociatedIrp.SystemBuffer = Open->EaBuffer;
    Irp->UserBuffer = Open->Ecps; // ecp.c
    Irp->Overlay.AllocationSize = Open->AllocationSize;
    Irp->Tail.Overlay.OriginalFileObject = File;
    IopFillCreateLocation(IoGetNextIrpStackLocation(Irp), Open, File);
}

/* *Reparse: the buffer that came with STATUS_REPARSE. */
static NTSTATUS
IopSendCreate(PDEVICE_OBJECT Top, PIOP_OPEN Open, PFILE_OBJECT File, PACCESS_STATE AccessState,
              KPROCESSOR_MODE Mode, PVOID *Reparse)
{
    IO_SECURITY_CONTEXT Security = {.SecurityQos = Open->HasQos ? &Open->Qos : NULL,
                                    .AccessState = AccessState,
                                    .DesiredAccess = AccessState->RemainingDesiredAccess |
                                                     AccessState->PreviouslyGrantedAccess,
                                    .FullCreateOptions = Open->CreateOptions};
    PIOP_IRP Own = IopBuildRequest(Top, IRP_MJ_CREATE);
    IO_STATUS_BLOCK Iosb;

    if (Own == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    IopFillCreate(&Own->Irp, Open, File, Mode);
    IoGetNextIrpStackLocation(&Own->Irp)->Parameters.Create.SecurityContext = &Security;
    IopRunRequest(Top, Own, &Iosb);
    *Reparse = Own->Irp.Tail.Overlay.AuxiliaryBuffer;
    Open->Ecps = Own->Irp.UserBuffer;
    IopFreeRequest(Own);
    Open->Asked = TRUE;
    Open->Status = Iosb.Status;
    Open->Information = Iosb.Information;
    return Iosb.Status;
}

/* --- opening ---------------------------------------------------------------------------------- */

/* Where CREATE goes to; NULL: the hint is not in this stack. */
static PDEVICE_OBJECT
IopCreateTarget(PDEVICE_OBJECT Device, PIOP_OPEN Open)
{
    PDEVICE_OBJECT Target = IoGetAttachedDevice(Device);

    if (Open->Hint == NULL) {
        return Target;
    }
    while (Target != NULL && Target != Open->Hint) {
        Target = IoGetDeviceBelow(Target);
    }
    return Target;
}

static VOID
IopNoteOpened(PIOP_OPEN Open, PFILE_OBJECT File)
{
    File->Flags &= ~(ULONG)FO_FLAGS_VALID_ONLY_DURING_CREATE;
    File->Flags |= FO_FILE_OPEN;
    IopTakeOplockKeys(Open, File);
    Open->File = File;
}

/* Creates, opens, and returns the file object with a reference. */
static NTSTATUS
IopOpenDevice(PDEVICE_OBJECT Device, PIOP_OPEN Open, PACCESS_STATE AccessState,
              KPROCESSOR_MODE Mode, ULONG Attributes, PUNICODE_STRING CompleteName,
              PUNICODE_STRING Name, PVOID *Object)
{
    PDEVICE_OBJECT Target = IopCreateTarget(Device, Open);
    PVOID Reparse = NULL;
    PFILE_OBJECT File;
    NTSTATUS Status;

    if (Target == NULL) {
        return STATUS_INVALID_DEVICE_OBJECT_PARAMETER;
    }
    Status = IopCreateFileObject(Device, Open, Attributes, Name, &File);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IopSendCreate(Target, Open, File, AccessState, Mode, &Reparse);
    if (Status == STATUS_REPARSE) {
        Status = IopReparse(Open, File, Reparse, CompleteName);
        ObDereferenceObject(File);
        return Status;
    }
    if (!NT_SUCCESS(Status)) {
        ObDereferenceObject(File); // FO_FILE_OPEN is clear: no CLOSE
        return Status;
    }
    IopNoteOpened(Open, File);
    *Object = File;
    return STATUS_SUCCESS;
}

static PIOP_OPEN
IopOpenOf(PVOID Context)
{
    PIOP_OPEN Open = Context;

    return Open != NULL && Open->Tag == IOP_TAG ? Open : NULL;
}

NTSTATUS
IopParseDevice(PVOID ParseObject, PVOID ObjectType, PACCESS_STATE AccessState, KPROCESSOR_MODE Mode,
               ULONG Attributes, PUNICODE_STRING CompleteName, PUNICODE_STRING RemainingName,
               PVOID Context, PVOID *Object)
{
    PDEVICE_OBJECT Device = ParseObject;
    PIOP_OPEN Open = IopOpenOf(Context);
    NTSTATUS Status;

    if (Open == NULL) {
        if (RemainingName->Length != 0 || (ObjectType != NULL && ObjectType != &IopDeviceType)) {
            return STATUS_OBJECT_TYPE_MISMATCH;
        }
        ObReferenceObject(Device);
        *Object = Device;
        return STATUS_SUCCESS;
    }
    Open->RelatedFile = NULL;
    Status = IopCheckOpen(Device, TRUE);
    if (NT_SUCCESS(Status)) {
        Status =
            IopCheckAccess(Device, Open, AccessState, Mode, Attributes, RemainingName->Length != 0);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    return IopOpenDevice(Device, Open, AccessState, Mode, Attributes, CompleteName, RemainingName,
                         Object);
}

/* Relative to an open file: another open of its device, with the file to be found by the driver. */
NTSTATUS
IopParseFile(PVOID ParseObject, PVOID ObjectType, PACCESS_STATE AccessState, KPROCESSOR_MODE Mode,
             ULONG Attributes, PUNICODE_STRING CompleteName, PUNICODE_STRING RemainingName,
             PVOID Context, PVOID *Object)
{
    PFILE_OBJECT Related = ParseObject;
    PIOP_OPEN Open = IopOpenOf(Context);
    NTSTATUS Status;

    if (Open == NULL) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    Status = IopCheckOpen(Related->DeviceObject, FALSE);
    if (NT_SUCCESS(Status)) {
        Status = IopCheckAccess(Related->DeviceObject, Open, AccessState, Mode, Attributes, TRUE);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Open->RelatedFile = Related;
    return IopOpenDevice(Related->DeviceObject, Open, AccessState, Mode, Attributes, CompleteName,
                         RemainingName, Object);
}
