/*
 * src/ke/dumpheader.c - the header of a crash dump, and what a driver adds to a small one
 *
 * Differs from Windows: of the header, signature, version, machine, processors, bug check and type
 * are filled in; physical memory is not described (the dump has no body that a debugger reads).
 */
#include "ki.h"

enum {
    KI_OFFSET_VERSION = 0x8,
    KI_OFFSET_MACHINE = 0x30,
    KI_OFFSET_PROCESSORS = 0x34,
    KI_OFFSET_CODE = 0x38,
    KI_OFFSET_PARAMETERS = 0x40,
    KI_OFFSET_TYPE = 0xF98,
    KI_MACHINE_AMD64 = 0x8664
};

static VOID
KiPutLong(PVOID Header, ULONG Offset, ULONG Value)
{
    RtlCopyMemory((PUCHAR)Header + Offset, &Value, sizeof Value);
}

VOID
KiFillDumpHeader(PVOID Header, ULONG Code, const ULONG_PTR Parameters[4])
{
    RtlZeroMemory(Header, KI_DUMP_HEADER_BYTES);
    RtlCopyMemory(Header, "PAGEDU64", 8);
    KiPutLong(Header, KI_OFFSET_VERSION, 0xF);
    KiPutLong(Header, KI_OFFSET_MACHINE, KI_MACHINE_AMD64);
    KiPutLong(Header, KI_OFFSET_PROCESSORS, HalProcessorCount());
    KiPutLong(Header, KI_OFFSET_CODE, Code);
    RtlCopyMemory((PUCHAR)Header + KI_OFFSET_PARAMETERS, Parameters, 4 * sizeof *Parameters);
    KiPutLong(Header, KI_OFFSET_TYPE, DUMP_TYPE_FULL);
}

NTSTATUS
KeInitializeCrashDumpHeader(ULONG DumpType, ULONG Flags, PVOID Buffer, ULONG BufferSize,
                            PULONG BufferNeeded)
{
    static const ULONG_PTR None[4];

    if (DumpType != DUMP_TYPE_FULL || Flags != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    if (BufferNeeded != NULL) {
        *BufferNeeded = KI_DUMP_HEADER_BYTES;
    }
    if (BufferSize < KI_DUMP_HEADER_BYTES) {
        return STATUS_INVALID_PARAMETER;
    }
    KiFillDumpHeader(Buffer, 0, None);
    return STATUS_SUCCESS;
}

/* --- triage data ------------------------------------------------------------------------------ */

NTSTATUS
KeInitializeTriageDumpDataArray(PKTRIAGE_DUMP_DATA_ARRAY KtriageDumpDataArray, ULONG Size)
{
    ULONG Fixed = FIELD_OFFSET(KTRIAGE_DUMP_DATA_ARRAY, Blocks);

    if (Size < Fixed + sizeof(KADDRESS_RANGE)) {
        return STATUS_INVALID_PARAMETER;
    }
    RtlZeroMemory(KtriageDumpDataArray, Size);
    InitializeListHead(&KtriageDumpDataArray->List);
    KtriageDumpDataArray->NumBlocksTotal = (Size - Fixed) / sizeof(KADDRESS_RANGE);
    return STATUS_SUCCESS;
}

NTSTATUS
KeAddTriageDumpDataBlock(PKTRIAGE_DUMP_DATA_ARRAY KtriageDumpDataArray, PVOID Address, SIZE_T Size)
{
    ULONG Used = KtriageDumpDataArray->NumBlocksUsed;

    if (Address == NULL || Size == 0 || Size > MAXULONG) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Used == KtriageDumpDataArray->NumBlocksTotal) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    KtriageDumpDataArray->Blocks[Used] = (KADDRESS_RANGE){Address, Size};
    KtriageDumpDataArray->NumBlocksUsed = Used + 1;
    KtriageDumpDataArray->DataSize += (ULONG)Size;
    return STATUS_SUCCESS;
}
