/*
 * race/drivers/race_user.c - a program's memory, touched rightly and in some wrong ways
 */
// INSTRUMENT
#include "race_kit.h"

#include "race_user.h"

RACE_CASE *const RaceCases[1];
const ULONG RaceCaseCount;

typedef struct _PADDED {
    UCHAR Kind; /* and three bytes that are nobody's */
    ULONG Count;
    ULONG64 Value;
} PADDED;

/* --- touched in place ------------------------------------------------------------------------- */

static VOID
AddOne(volatile ULONG64 *Word, SIZE_T Probed)
{
    __try {
        ProbeForWrite(Word, Probed, 1);
        *Word += 1;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Shared = (LONG)GetExceptionCode();
    }
}

static VOID
AddUnprobed(volatile ULONG64 *Word)
{
    __try {
        *Word += 1;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Shared = (LONG)GetExceptionCode();
    }
}

static VOID
Probe(volatile ULONG64 *Word)
{
    __try {
        ProbeForWrite(Word, sizeof(*Word), 1);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Shared = (LONG)GetExceptionCode();
    }
}

static VOID
AddWithFinally(volatile ULONG64 *Word)
{
    Probe(Word);
    __try {
        *Word += 1;
    } __finally {
        Shared++;
    }
}

static VOID
AddLocked(ULONG64 *Word)
{
    PMDL Mdl = IoAllocateMdl(Word, sizeof(*Word), FALSE, FALSE, NULL);
    volatile ULONG64 *Mapped;

    __try {
        MmProbeAndLockPages(Mdl, UserMode, IoModifyAccess);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        IoFreeMdl(Mdl);
        return;
    }
    Mapped = MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority);
    if (Mapped != NULL) {
        *Mapped += 1;
    }
    MmUnlockPages(Mdl);
    IoFreeMdl(Mdl);
}

static VOID
Touch(ULONG Number, ULONG64 *Word)
{
    switch (Number) {
    case USER_RIGHT:
        AddOne(Word, sizeof(*Word));
        break;
    case USER_SHORT:
        AddOne(Word, sizeof(*Word) / 2);
        break;
    case USER_UNPROBED:
        AddUnprobed(Word);
        break;
    case USER_OUTSIDE:
        Probe(Word);
        *(volatile ULONG64 *)Word += 1;
        break;
    case USER_FINALLY:
        AddWithFinally(Word);
        break;
    case USER_PROBE:
        Probe(Word);
        break;
    default:
        AddLocked(Word);
    }
}

/* --- copied to -------------------------------------------------------------------------------- */

static VOID
Fill(ULONG Number, PADDED *Answer)
{
    volatile PADDED *Members = Answer;

    switch (Number) {
    case USER_CLEAN:
        Members->Kind = 0xCD; // what a new block holds is a value as any other
        RtlZeroMemory((PUCHAR)Answer + 1, 7);
        KeQueryPerformanceCounter((PLARGE_INTEGER)&Answer->Value);
        break;
    case USER_PADDING:
        Members->Kind = 1;
        Members->Count = 2;
        Members->Value = 3;
        break;
    case USER_HALF:
        RtlZeroMemory(Answer, sizeof(*Answer) / 2);
        break;
    }
}

static VOID
CopyOut(PVOID To, const VOID *From, SIZE_T Length, BOOLEAN Mapped)
{
    __try {
        if (!Mapped) {
            ProbeForWrite(To, Length, 1);
        }
        RtlCopyMemory(To, From, Length);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Shared = (LONG)GetExceptionCode();
    }
}

static VOID
Answer(ULONG Number, PVOID To, SIZE_T Length, BOOLEAN Mapped)
{
    PADDED *Block = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof(*Block), 'ecaR');

    if (Block != NULL) {
        Fill(Number, Block);
        CopyOut(To, Block, Length < sizeof(*Block) ? Length : sizeof(*Block), Mapped);
        ExFreePoolWithTag(Block, 'ecaR');
    }
}

static NTSTATUS
UserControl(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    ULONG Code = Stack->Parameters.DeviceIoControl.IoControlCode;
    ULONG Length = Stack->Parameters.DeviceIoControl.OutputBufferLength;
    ULONG Number = (Code >> 2 & 0xFFF) - 0x800;

    if (Code == USER_BUFFERED(Number)) {
        Answer(Number, Irp->AssociatedIrp.SystemBuffer, Length, TRUE);
        return KitComplete(Irp, STATUS_SUCCESS, Length);
    }
    if (Number < USER_CLEAN) {
        Touch(Number, Irp->UserBuffer);
    } else if (Code == USER_DIRECT(Number)) {
        Answer(Number, MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority), Length,
               TRUE);
    } else {
        Answer(Number, Irp->UserBuffer, Length, FALSE);
    }
    return KitComplete(Irp, STATUS_SUCCESS, 0);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status = KitDriver(DriverObject, L"\\Device\\RaceUser");

    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = UserControl;
    return Status;
}
