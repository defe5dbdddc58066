/*
 * io/irp/small.c - system buffers of buffered requests
 *
 * Most are small, so those are kept: a free one is handed out again without a call to pool, after
 * IOP_QUARANTINE others were returned, and with what pool would have done for it: a guard behind
 * the bytes in use, a pattern in a returned buffer. Large ones come from pool.
 */
#include "buffer.h"
#include "irp.h"

#define IOP_SMALL         128
#define IOP_GUARD         16
#define IOP_QUARANTINE    8
#define IOP_RETURNED      0xDD
#define IOP_GUARD_PATTERN 0xBD

typedef struct _IOP_SMALL_BUFFER {
    struct _IOP_SMALL_BUFFER *Next; /* of the free ones */
    PIOP_IRP Owner;                 /* NULL: free */
    ULONG Used;
    DECLSPEC_ALIGN(16) UCHAR Bytes[IOP_SMALL + IOP_GUARD];
} IOP_SMALL_BUFFER, *PIOP_SMALL_BUFFER;

static struct {
    PIOP_SMALL_BUFFER Oldest, Newest;
    ULONG Count;
} Iop SIM_STATE;

static VOID
IopRequire(const UCHAR *Bytes, SIZE_T Count, UCHAR Pattern, ULONG Code, ULONG_PTR P1, ULONG_PTR P2)
{
    for (SIZE_T i = 0; i < Count; i++) {
        if (Bytes[i] != Pattern) {
            KeBugCheckEx(Code, P1, P2, (ULONG_PTR)(Bytes + i), Bytes[i]);
        }
    }
}

static PIOP_SMALL_BUFFER
IopTakeSmall(VOID)
{
    PIOP_SMALL_BUFFER Small = Iop.Oldest;

    if (Iop.Count <= IOP_QUARANTINE) {
        return ExAllocateOwn(sizeof(*Small), IOP_TAG_BUFFER);
    }
    Iop.Oldest = Small->Next;
    Iop.Count--;
    IopRequire(Small->Bytes, Small->Used, IOP_RETURNED, DRIVER_CAUGHT_MODIFYING_FREED_POOL,
               (ULONG_PTR)Small->Bytes, Small->Used);
    return Small;
}

PVOID
IopTakeSystemBuffer(PIOP_IRP Own, ULONG Length)
{
    PIOP_SMALL_BUFFER Small;

    if (Length > IOP_SMALL) {
        return IopAllocateSystemBuffer(Length);
    }
    Small = IopTakeSmall();
    if (Small == NULL) {
        return NULL;
    }
    Own->SmallBuffer = TRUE;
    Small->Owner = Own;
    Small->Used = Length;
    RtlFillMemory(Small->Bytes + Length, IOP_GUARD, IOP_GUARD_PATTERN);
    HalShadowAllocate(Small->Bytes, Length);
    return Small->Bytes;
}

static VOID
IopReturnSmall(PIOP_IRP Own, PIOP_SMALL_BUFFER Small)
{
    if (Small->Owner != Own) { // the driver changed the pointer
        KeBugCheckEx(BAD_POOL_CALLER, 0x46, (ULONG_PTR)Small->Bytes, 0, 0);
    }
    IopRequire(Small->Bytes + Small->Used, IOP_GUARD, IOP_GUARD_PATTERN, BAD_POOL_HEADER, 0x21,
               (ULONG_PTR)Small->Bytes);
    RtlFillMemory(Small->Bytes, Small->Used, IOP_RETURNED);
    Small->Owner = NULL;
    Small->Next = NULL;
    if (Iop.Count++ == 0) {
        Iop.Oldest = Small;
    } else {
        Iop.Newest->Next = Small;
    }
    Iop.Newest = Small;
}

VOID
IopReturnSystemBuffer(PIOP_IRP Own)
{
    PVOID Buffer = Own->Irp.AssociatedIrp.SystemBuffer;

    Own->Irp.AssociatedIrp.SystemBuffer = NULL;
    if (Own->SmallBuffer) {
        Own->SmallBuffer = FALSE;
        IopReturnSmall(Own, CONTAINING_RECORD(Buffer, IOP_SMALL_BUFFER, Bytes));
    } else {
        ExFreeOwn(Buffer);
    }
}
