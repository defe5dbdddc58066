/*
 * io/port/completioninfo.c - files and completion ports: the information classes that tie them
 *
 *      FileCompletionInformation                binds a file to a port, once
 *      FileReplaceCompletionInformation         binds it to another one, or to none
 *      FileIoCompletionNotificationInformation  what need not be signalled; cannot be taken back
 *
 * A request is reported to the port that the file is bound to when it ends. Files that were opened
 * for synchronous I/O cannot be bound.
 *
 * Differs from Windows: status blocks in locked memory (FileIoStatusBlockRangeInformation) end the
 * run by name.
 */
#include "port.h"

#define IOP_TAG_BINDING 0x436D6349 /* "IcmC" */

C_ASSERT(FILE_SKIP_COMPLETION_PORT_ON_SUCCESS << 25 == FO_SKIP_COMPLETION_PORT);
C_ASSERT(FILE_SKIP_SET_EVENT_ON_HANDLE << 25 == FO_SKIP_SET_EVENT);
C_ASSERT(FILE_SKIP_SET_USER_EVENT_ON_FAST_IO << 25 == FO_SKIP_SET_FAST_IO);

#define IOP_NOTIFICATION_MODES                                                                     \
    (FILE_SKIP_COMPLETION_PORT_ON_SUCCESS | FILE_SKIP_SET_EVENT_ON_HANDLE |                        \
     FILE_SKIP_SET_USER_EVENT_ON_FAST_IO)

BOOLEAN
IopIsCompletionClass(FILE_INFORMATION_CLASS Class, BOOLEAN Set)
{
    switch (Class) {
    case FileIoCompletionNotificationInformation:
        return TRUE;
    case FileCompletionInformation:
    case FileReplaceCompletionInformation:
    case FileIoStatusBlockRangeInformation:
        return Set;
    default:
        return FALSE;
    }
}

VOID
IopTouchReports(PFILE_OBJECT File, BOOLEAN Changes)
{
    HalTouch(&File->CompletionContext, Changes);
}

VOID
IopForgetPort(PFILE_OBJECT File)
{
    PIO_COMPLETION_CONTEXT Binding = File->CompletionContext;

    if (Binding != NULL) {
        File->CompletionContext = NULL;
        ObDereferenceObject(Binding->Port);
        ExFreeOwn(Binding);
    }
}

static NTSTATUS
IopBindPort(PFILE_OBJECT File, const FILE_COMPLETION_INFORMATION *Information, KPROCESSOR_MODE Mode)
{
    PIO_COMPLETION_CONTEXT Binding;
    PVOID Port;
    NTSTATUS Status = ObReferenceObjectByHandle(Information->Port, IO_COMPLETION_MODIFY_STATE,
                                                &IopCompletionType, Mode, &Port, NULL);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Binding = ExAllocateOwn(sizeof *Binding, IOP_TAG_BINDING);
    if (Binding == NULL) {
        ObDereferenceObject(Port);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *Binding = (IO_COMPLETION_CONTEXT){.Port = Port, .Key = Information->Key};
    IopForgetPort(File);
    File->CompletionContext = Binding;
    return STATUS_SUCCESS;
}

static NTSTATUS
IopSetPort(PFILE_OBJECT File, const FILE_COMPLETION_INFORMATION *Information, BOOLEAN Replace,
           KPROCESSOR_MODE Mode)
{
    IopTouchReports(File, TRUE);
    if ((File->Flags & FO_SYNCHRONOUS_IO) != 0 || (!Replace && File->CompletionContext != NULL)) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Replace && Information->Port == NULL) {
        IopForgetPort(File);
        return STATUS_SUCCESS;
    }
    return IopBindPort(File, Information, Mode);
}

static NTSTATUS
IopSetNotificationModes(PFILE_OBJECT File, ULONG Modes)
{
    if ((Modes & ~(ULONG)IOP_NOTIFICATION_MODES) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    IopTouchReports(File, TRUE);
    File->Flags |= Modes << 25;
    return STATUS_SUCCESS;
}

NTSTATUS
IopSetCompletionClass(PFILE_OBJECT File, FILE_INFORMATION_CLASS Class, PVOID Buffer,
                      KPROCESSOR_MODE Mode)
{
    switch (Class) {
    case FileCompletionInformation:
        return IopSetPort(File, Buffer, FALSE, Mode);
    case FileReplaceCompletionInformation:
        return IopSetPort(File, Buffer, TRUE, Mode);
    case FileIoCompletionNotificationInformation:
        return IopSetNotificationModes(
            File, ((PFILE_IO_COMPLETION_NOTIFICATION_INFORMATION)Buffer)->Flags);
    default:
        KiNotImplemented("NtSetInformationFile(FileIoStatusBlockRangeInformation)", IOP_CALLER());
    }
}

NTSTATUS
IopQueryCompletionClass(PFILE_OBJECT File, FILE_INFORMATION_CLASS Class, PVOID Buffer)
{
    PFILE_IO_COMPLETION_NOTIFICATION_INFORMATION Information = Buffer;

    SIM_ASSERT(Class == FileIoCompletionNotificationInformation);
    Information->Flags = File->Flags >> 25 & IOP_NOTIFICATION_MODES;
    return STATUS_SUCCESS;
}
