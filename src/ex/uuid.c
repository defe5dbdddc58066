/*
 * src/ex/uuid.c - new UUIDs
 *
 * Of version 1: the system time, made later where two would be equal, and a clock sequence and a
 * node that are drawn when the first one is made. The machine has no network card, so the node is
 * one of chance (marked as such) and the UUID is good for this machine only.
 */
#include "exi.h"

#define EXP_UUID_LOCAL_ONLY ((NTSTATUS)0x40020056) /* RPC_NT_UUID_LOCAL_ONLY */
#define EXP_1582_TO_1601    0x0146BF33E42C000ULL   /* 100 ns from UUIDs' epoch to Windows' */

static struct {
    BOOLEAN Drawn;
    UCHAR Node[8]; /* clock sequence, node: the last 8 bytes */
    ULONG64 Last;
} Exp SIM_STATE;

static VOID
ExpDrawNode(VOID)
{
    for (ULONG i = 0; i < sizeof Exp.Node; i++) {
        Exp.Node[i] = (UCHAR)HalChoose(HalChooseOrder, 256);
    }
    Exp.Node[0] = (UCHAR)((Exp.Node[0] & 0x3F) | 0x80); // the variant
    Exp.Node[2] |= 1;                                   // no card's address
    Exp.Drawn = TRUE;
}

NTSTATUS
ExUuidCreate(GUID *Uuid)
{
    LARGE_INTEGER Now;

    if (!Exp.Drawn) {
        ExpDrawNode();
    }
    KeQuerySystemTime(&Now);
    Exp.Last = max((ULONG64)Now.QuadPart + EXP_1582_TO_1601, Exp.Last + 1);
    Uuid->Data1 = (ULONG)Exp.Last;
    Uuid->Data2 = (USHORT)(Exp.Last >> 32);
    Uuid->Data3 = (USHORT)((Exp.Last >> 48 & 0x0FFF) | 0x1000);
    RtlCopyMemory(Uuid->Data4, Exp.Node, sizeof Exp.Node);
    return EXP_UUID_LOCAL_ONLY;
}
