/*
 * io/parse.c - \Device\X\rest: the rest of a path below a device or a file is the driver's
 *
 * A path that leads to a device object is opened by an IRP_MJ_CREATE to the top of the device's
 * stack, with a new file object that names the device found and the rest of the path. The parse
 * context is the opener's IOP_OPEN; without one, only the device object itself is wanted.
 *
 *      file object --IRP_MJ_CREATE--> opened --> handle (open.c) --> CLEANUP, CLOSE (file.c)
 *                        |
 *                        +-- failed: the file object goes without CLEANUP and CLOSE
 *
 * The device counts the open in its ReferenceCount from before CREATE on, so that it is not deleted
 * meanwhile.
 *
 * Differs from Windows: nothing is mounted; a storage device is opened itself, whatever the rest of
 * the path. A driver that answers STATUS_REPARSE ends the run by name.
 */
#include "iop.h"

static struct {
    NTSTATUS (*OpenCheck)(PDEVICE_OBJECT Pdo);
} Iop SIM_STATE;

VOID
IoSetOpenCheckRoutine(NTSTATUS (*Routine)(PDEVICE_OBJECT Pdo))
{
    Iop.OpenCheck = Routine;
}

static NTSTATUS
IopCheckOpen(PDEVICE_OBJECT Device)
{
    PIOP_DEVICE Private = IopDevice(Device);
    PDEVICE_OBJECT Bottom = IoGetBottomOfStack(Device);
    NTSTATUS Status;

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
    if ((Device->Flags & DO_EXCLUSIVE) != 0 && Device->ReferenceCount != 0) {
        return STATUS_ACCESS_DENIED;
    }
    return STATUS_SUCCESS;
}

/* The device's descriptor protects the device, and what lies below it if the driver asked for that.
   */
static NTSTATUS
IopCheckAccess(PDEVICE_OBJECT Device, PACCESS_STATE AccessState, KPROCESSOR_MODE Mode,
               BOOLEAN HasRest)
{
    ACCESS_MASK Granted = 0;
    NTSTATUS Status = STATUS_SUCCESS;

    if (Mode == KernelMode || Device->SecurityDescriptor == NULL ||
        (HasRest && (Device->Characteristics & FILE_DEVICE_SECURE_OPEN) == 0)) {
        return STATUS_SUCCESS;
    }
    if (!SeAccessCheck(Device->SecurityDescriptor, &AccessState->SubjectSecurityContext, FALSE,
                       AccessState->RemainingDesiredAccess, AccessState->PreviouslyGrantedAccess,
                       NULL, &IopFileType.GenericMapping, Mode, &Granted, &Status)) {
        return Status;
    }
    AccessState->PreviouslyGrantedAccess |= Granted;
    AccessState->RemainingDesiredAccess &= ~(Granted | MAXIMUM_ALLOWED);
    return STATUS_SUCCESS;
}

static ULONG
IopFileFlags(PIOP_OPEN Open, ULONG Attributes)
{
    static const struct {
        ULONG Option, Flag;
    } Map[] = {
        {FILE_SYNCHRONOUS_IO_ALERT, FO_SYNCHRONOUS_IO | FO_ALERTABLE_IO},
        {FILE_SYNCHRONOUS_IO_NONALERT, FO_SYNCHRONOUS_IO},
        {FILE_NO_INTERMEDIATE_BUFFERING, FO_NO_INTERMEDIATE_BUFFERING},
        {FILE_WRITE_THROUGH, FO_WRITE_THROUGH},
        {FILE_SEQUENTIAL_ONLY, FO_SEQUENTIAL_ONLY},
        {FILE_RANDOM_ACCESS, FO_RANDOM_ACCESS},
    };
    ULONG Flags = 0;

    for (ULONG i = 0; i < RTL_NUMBER_OF(Map); i++) {
        if ((Open->CreateOptions & Map[i].Option) != 0) {
            Flags |= Map[i].Flag;
        }
    }
    return Flags | ((Attributes & OBJ_CASE_INSENSITIVE) == 0 ? FO_OPENED_CASE_SENSITIVE : 0);
}

static NTSTATUS
IopCreateFileObject(PDEVICE_OBJECT Device, PIOP_OPEN Open, ULONG Attributes, PUNICODE_STRING Name,
                    PFILE_OBJECT *FileObject)
{
    PFILE_OBJECT File;
    NTSTATUS Status;

    Status = ObCreateObjectOfType(&IopFileType, sizeof(FILE_OBJECT), (PVOID *)&File);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    File->Type = IO_TYPE_FILE;
    File->Size = sizeof(FILE_OBJECT);
    File->Flags = IopFileFlags(Open, Attributes);
    File->Vpb = Device->Vpb;
    KeInitializeEvent(&File->Event, NotificationEvent, FALSE);
    KeInitializeEvent(&File->Lock, SynchronizationEvent, FALSE);
    InitializeListHead(&File->IrpList);
    if (Name->Length != 0) {
        File->FileName.Buffer = ExAllocateOwn(Name->Length + sizeof(WCHAR), IOP_TAG);
        if (File->FileName.Buffer == NULL) {
            ObDereferenceObject(File);
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        File->FileName.MaximumLength = Name->Length + sizeof(WCHAR);
        RtlCopyUnicodeString(&File->FileName, Name);
    }
    File->RelatedFileObject = Open->RelatedFile;
    if (Open->RelatedFile != NULL) {
        ObReferenceObject(Open->RelatedFile);
    }
    File->DeviceObject = Device; // from here on its deletion undoes the device's count
    IopReferenceDevice(Device);
    *FileObject = File;
    return STATUS_SUCCESS;
}

static VOID
IopFillCreate(PIOP_IRP Own, PIOP_OPEN Open, PFILE_OBJECT File, PIO_SECURITY_CONTEXT Security,
              KPROCESSOR_MODE Mode)
{
    PIO_STACK_LOCATION Stack = IoGetNextIrpStackLocation(&Own->Irp);
    PIRP Irp = &Own->Irp;

    Irp->RequestorMode = Mode;
    Irp->Flags = IRP_CREATE_OPERATION | IRP_SYNCHRONOUS_API;
    Irp->AssociatedIrp.SystemBuffer = Open->EaBuffer;
    if (Open->AllocationSize != NULL) {
        Irp->Overlay.AllocationSize = *Open->AllocationSize;
    }
    Irp->Tail.Overlay.OriginalFileObject = File;
    Stack->FileObject = File;
    Stack->Flags = (UCHAR)Open->Options;
    if ((File->Flags & FO_OPENED_CASE_SENSITIVE) != 0) {
        Stack->Flags |= SL_CASE_SENSITIVE;
    }
    Stack->Parameters.Create.SecurityContext = Security;
    Stack->Parameters.Create.Options = Open->Disposition << 24 | (Open->CreateOptions & 0xFFFFFF);
    Stack->Parameters.Create.FileAttributes = Open->FileAttributes;
    Stack->Parameters.Create.ShareAccess = Open->ShareAccess;
    Stack->Parameters.Create.EaLength = Open->EaLength;
}

static NTSTATUS
IopSendCreate(PDEVICE_OBJECT Device, PIOP_OPEN Open, PFILE_OBJECT File, PACCESS_STATE AccessState,
              KPROCESSOR_MODE Mode)
{
    PDEVICE_OBJECT Top = IoGetAttachedDevice(Device);
    IO_SECURITY_CONTEXT Security = {.AccessState = AccessState,
                                    .DesiredAccess = AccessState->RemainingDesiredAccess |
                                                     AccessState->PreviouslyGrantedAccess,
                                    .FullCreateOptions = Open->CreateOptions};
    PIOP_IRP Own = IopBuildRequest(Top, IRP_MJ_CREATE);
    IO_STATUS_BLOCK Iosb;

    if (Own == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    IopFillCreate(Own, Open, File, &Security, Mode);
    IopSendRequest(Top, Own, &Iosb);
    Open->Asked = TRUE;
    Open->Status = Iosb.Status;
    Open->Information = Iosb.Information;
    if (Iosb.Status == STATUS_REPARSE) {
        KiNotImplemented("STATUS_REPARSE from IRP_MJ_CREATE", Top->DriverObject);
    }
    return Iosb.Status;
}

/* Creates, opens, and returns the file object with a reference. */
static NTSTATUS
IopOpenDevice(PDEVICE_OBJECT Device, PIOP_OPEN Open, PACCESS_STATE AccessState,
              KPROCESSOR_MODE Mode, ULONG Attributes, PUNICODE_STRING Name, PVOID *Object)
{
    PFILE_OBJECT File;
    NTSTATUS Status;

    Status = IopCreateFileObject(Device, Open, Attributes, Name, &File);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IopSendCreate(Device, Open, File, AccessState, Mode);
    if (!NT_SUCCESS(Status)) {
        ObDereferenceObject(File); // FO_FILE_OPEN is clear: no CLOSE
        return Status;
    }
    File->Flags |= FO_FILE_OPEN;
    Open->File = File;
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
IopParseDevice(PVOID ParseObject, PVOID ObjectType, PACCESS_STATE AccessState,
               KPROCESSOR_MODE Mode, ULONG Attributes, PUNICODE_STRING CompleteName,
               PUNICODE_STRING RemainingName, PVOID Context, PVOID *Object)
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
    Status = IopCheckOpen(Device);
    if (NT_SUCCESS(Status)) {
        Status = IopCheckAccess(Device, AccessState, Mode, RemainingName->Length != 0);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    return IopOpenDevice(Device, Open, AccessState, Mode, Attributes, RemainingName, Object);
}

/* Relative to an open file: another open of its device, with the file to be found by the driver. */
NTSTATUS
IopParseFile(PVOID ParseObject, PVOID ObjectType, PACCESS_STATE AccessState, KPROCESSOR_MODE Mode,
             ULONG Attributes, PUNICODE_STRING CompleteName, PUNICODE_STRING RemainingName,
             PVOID Context, PVOID *Object)
{
    PFILE_OBJECT Related = ParseObject;
    PIOP_OPEN Open = IopOpenOf(Context);

    if (Open == NULL) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    Open->RelatedFile = Related;
    return IopOpenDevice(Related->DeviceObject, Open, AccessState, Mode, Attributes, RemainingName,
                         Object);
}
