/*
 * se/compose.c - security descriptors put together in one block
 *
 * A block is a header, then SACL, DACL, owner and group, each at a multiple of four.
 */
#include "sep.h"

static ULONG
SepAppend(SECURITY_DESCRIPTOR_RELATIVE *To, ULONG *Used, const VOID *Part, ULONG Size,
          ULONG Rounded)
{
    ULONG Offset = *Used;

    if (Part == NULL) {
        return 0;
    }
    RtlCopyMemory((PUCHAR)To + Offset, Part, Size);
    *Used += Rounded;
    return Offset;
}

VOID
SepComposeInto(SECURITY_DESCRIPTOR_RELATIVE *Block, const SEP_PARTS *Parts,
               SECURITY_DESCRIPTOR_CONTROL Control)
{
    ULONG Used = sizeof *Block;

    Block->Revision = SECURITY_DESCRIPTOR_REVISION;
    Block->Control = Control | SE_SELF_RELATIVE;
    Block->Sacl = SepAppend(Block, &Used, Parts->Sacl, Parts->Sacl ? Parts->Sacl->AclSize : 0,
                            SepAclSize(Parts->Sacl));
    Block->Dacl = SepAppend(Block, &Used, Parts->Dacl, Parts->Dacl ? Parts->Dacl->AclSize : 0,
                            SepAclSize(Parts->Dacl));
    Block->Owner =
        SepAppend(Block, &Used, Parts->Owner, SepSidSize(Parts->Owner), SepSidSize(Parts->Owner));
    Block->Group =
        SepAppend(Block, &Used, Parts->Group, SepSidSize(Parts->Group), SepSidSize(Parts->Group));
}

NTSTATUS
SepCompose(const SEP_PARTS *Parts, SECURITY_DESCRIPTOR_CONTROL Control,
           PSECURITY_DESCRIPTOR *Descriptor)
{
    SECURITY_DESCRIPTOR_RELATIVE *Block =
        ExAllocateOwn(sizeof *Block + SepPartsSize(Parts), SEP_TAG);

    if (Block == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    SepComposeInto(Block, Parts, Control);
    *Descriptor = Block;
    return STATUS_SUCCESS;
}

NTSTATUS
SeCopyDescriptor(PSECURITY_DESCRIPTOR Descriptor, PSECURITY_DESCRIPTOR *Copy)
{
    SEP_PARTS Parts;

    if (!RtlValidSecurityDescriptor(Descriptor)) {
        return STATUS_INVALID_SECURITY_DESCR;
    }
    SepGetParts(Descriptor, &Parts);
    return SepCompose(&Parts, ((SECURITY_DESCRIPTOR *)Descriptor)->Control, Copy);
}

NTSTATUS
SepGiveToDriver(PSECURITY_DESCRIPTOR Own, POOL_TYPE PoolType, PSECURITY_DESCRIPTOR *Descriptor)
{
    ULONG Length = RtlLengthSecurityDescriptor(Own);
    PVOID Block = ExAllocatePoolWithTag(PoolType, Length, SEP_TAG);

    if (Block != NULL) {
        RtlCopyMemory(Block, Own, Length);
        *Descriptor = Block;
    }
    ExFreeOwn(Own);
    return Block != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}
