/*
 * io/check/unwritten.c - output that a driver reports and never wrote
 *
 * A system buffer is not zeroed for the driver: what it leaves as it was and counts in Information
 * is kernel memory that a program gets to see. So what holds no data of the caller is filled with a
 * pattern. A word of it that is about to be copied out is rule "OutputNotInitialized": parameter 3
 * is the code that completed the packet, 4 the packet. So is a word of what new pool is filled
 * with: the driver copied there what it had not written.
 *
 * Differs from Windows, which stops nobody: "Failure to Initialize Output Buffers" is a page of
 * advice. Only requests of system services are looked at, and what is smaller than an aligned word
 * of four bytes is not seen.
 */
#include "check.h"
#include "irp/irp.h"

#define IOP_UNWRITTEN 0xB6E19D53
#define IOP_NEW_POOL  0xCDCDCDCD /* ex/poolpattern.h */

VOID
IopMarkUnwritten(PVOID Buffer, ULONG From, ULONG Length)
{
    PUCHAR Bytes = Buffer;
    ULONG First = From & ~3u, Words = (Length - First) & ~3u;

    if (Words != 0) {
        RtlFillMemoryUlong(Bytes + First, Words, IOP_UNWRITTEN);
    }
    RtlFillMemory(Bytes + First + Words, Length - First - Words, (UCHAR)IOP_UNWRITTEN);
}

static inline BOOLEAN
IopIsUnwritten(ULONG Word)
{
    return Word == IOP_UNWRITTEN || Word == IOP_NEW_POOL;
}

static BOOLEAN
IopHasUnwritten(const ULONG *Words, ULONG Count)
{
    BOOLEAN Found = FALSE;

    for (ULONG i = 0; i < Count; i++) {
        Found |= IopIsUnwritten(Words[i]);
    }
    return Found;
}

VOID
IopCheckWritten(PIOP_IRP Own, ULONG Length)
{
    const ULONG *Words = Own->Irp.AssociatedIrp.SystemBuffer;
    ULONG i = 0;

    if (Own->Kind != IopSystemIrp || !IopHasUnwritten(Words, Length / sizeof(ULONG))) {
        return;
    }
    while (!IopIsUnwritten(Words[i])) {
        i++;
    }
    KeReport("    byte %u of an output of %u was never written\n", i * (ULONG)sizeof(ULONG),
             Length);
    KeRuleViolation("OutputNotInitialized", (ULONG_PTR)*IopCompletedBy(Own), (ULONG_PTR)&Own->Irp);
}
