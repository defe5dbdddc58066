/*
 * tests/io/record.h - a device of the io_kit driver that notes each request and answers as told
 */
#ifndef TESTS_IO_RECORD_H
#define TESTS_IO_RECORD_H

#include "kit.h"

static struct {
    PDEVICE_OBJECT Device;
    CHAR Seen[64];           /* a letter for each major function: 'A' is IRP_MJ_CREATE */
    IO_STACK_LOCATION Stack; /* of the last request that was none of CREATE, CLEANUP, CLOSE */
    IO_STACK_LOCATION Create;
    KPROCESSOR_MODE Mode;
    ULONG Flags;
    PVOID UserBuffer;
    UCHAR Data[256]; /* what its system buffer held */
    WCHAR FileName[64];
    PFILE_OBJECT File;
    NTSTATUS CreateStatus, Status;
    ULONG_PTR Information;
    UCHAR Answer[256]; /* goes to the system buffer */
    ULONG AnswerLength;
    BOOLEAN Pends;
    PIRP Pended;
} R;

static inline void
RecordMajor(UCHAR Major)
{
    size_t Length = strlen(R.Seen);

    assert_true(Length < sizeof R.Seen - 1);
    R.Seen[Length] = (CHAR)('A' + Major);
    R.Seen[Length + 1] = 0;
}

static inline NTSTATUS
RecordCreate(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    RecordMajor(Stack->MajorFunction);
    R.Create = *Stack;
    R.Mode = Irp->RequestorMode;
    R.File = Stack->FileObject;
    memset(R.FileName, 0, sizeof R.FileName);
    if (R.File->FileName.Length != 0) {
        memcpy(R.FileName, R.File->FileName.Buffer, R.File->FileName.Length);
    }
    return KitComplete(Irp, R.CreateStatus, FILE_OPENED);
}

static inline NTSTATUS
RecordClose(PDEVICE_OBJECT Device, PIRP Irp)
{
    RecordMajor(IoGetCurrentIrpStackLocation(Irp)->MajorFunction);
    return KitComplete(Irp, STATUS_SUCCESS, 0);
}

static inline NTSTATUS
RecordOther(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    PUCHAR Buffer = Irp->AssociatedIrp.SystemBuffer;

    RecordMajor(Stack->MajorFunction);
    R.Stack = *Stack;
    R.Mode = Irp->RequestorMode;
    R.Flags = Irp->Flags;
    R.UserBuffer = Irp->UserBuffer;
    R.File = Stack->FileObject;
    if (Buffer != NULL) { // all that are used here are as long as Parameters' first ULONG says
        ULONG Length = Stack->Parameters.Read.Length;

        memcpy(R.Data, Buffer, Length < sizeof R.Data ? Length : sizeof R.Data);
        memcpy(Buffer, R.Answer, R.AnswerLength);
    }
    if (R.Pends) {
        IoMarkIrpPending(Irp);
        R.Pended = Irp;
        return STATUS_PENDING;
    }
    return KitComplete(Irp, R.Status, R.Information);
}

static int
record_set_up(void **state)
{
    memset(&R, 0, sizeof R);
    R.Device = KitDevice(L"Kit", 0);
    for (UCHAR i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        KitOn(i, RecordOther);
    }
    KitOn(IRP_MJ_CREATE, RecordCreate);
    KitOn(IRP_MJ_CREATE_NAMED_PIPE, RecordCreate);
    KitOn(IRP_MJ_CREATE_MAILSLOT, RecordCreate);
    KitOn(IRP_MJ_CLEANUP, RecordClose);
    KitOn(IRP_MJ_CLOSE, RecordClose);
    return 0;
}

static int
record_tear_down(void **state)
{
    KitDelete(R.Device, L"Kit");
    return 0;
}

#define SEEN(Text)                                                                                 \
    do {                                                                                           \
        assert_string_equal(R.Seen, Text);                                                         \
        R.Seen[0] = 0;                                                                             \
    } while (0)

/* The letters of SEEN. */
#define CREATE  "A"
#define CLOSE   "C"
#define CLEANUP "S"

static inline void
RecordName(POBJECT_ATTRIBUTES Attributes, PUNICODE_STRING Name, PCWSTR Text, HANDLE Root)
{
    RtlInitUnicodeString(Name, Text);
    InitializeObjectAttributes(Attributes, Name, OBJ_CASE_INSENSITIVE, Root, NULL);
}

static inline HANDLE
RecordOpen(PCWSTR Text, ACCESS_MASK Access, ULONG Options)
{
    UNICODE_STRING Name;
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;
    HANDLE Handle;

    RecordName(&Attributes, &Name, Text, NULL);
    assert_nt_success(NtCreateFile(&Handle, Access | SYNCHRONIZE, &Attributes, &Iosb, NULL, 0, 0,
                                   FILE_OPEN, Options, NULL, 0));
    R.Seen[0] = 0;
    return Handle;
}

#define RECORD_SYNC      FILE_SYNCHRONOUS_IO_NONALERT
#define RECORD(function) SIM_TEST(function, KIT, .before = record_set_up, .after = record_tear_down)

#endif
