/*
 * src/rtl/nvmemory.c - writes to memory that keeps its contents, and their flush
 *
 * Ordinary memory here: a flush has nothing to do, but what is written or flushed must lie in the
 * range that the token was made for.
 *
 * Differs from Windows: the memory need not come from a file mapping.
 */
#include "rtlp.h"

typedef struct _RTLP_NV_TOKEN {
    struct _RTLP_NV_TOKEN *Next;
    ULONG_PTR Base;
    SIZE_T Size;
} RTLP_NV_TOKEN, *PRTLP_NV_TOKEN;

static struct {
    PRTLP_NV_TOKEN Tokens;
} Rtl SIM_STATE;

/* The link that leads to the token. */
static PRTLP_NV_TOKEN *
RtlpFindToken(PVOID NvToken)
{
    PRTLP_NV_TOKEN *Link = &Rtl.Tokens;

    while (*Link != NULL && *Link != NvToken) {
        Link = &(*Link)->Next;
    }
    return *Link == NULL ? NULL : Link;
}

static BOOLEAN
RtlpIsInToken(PVOID NvToken, const VOID *Address, SIZE_T Size)
{
    PRTLP_NV_TOKEN *Link = RtlpFindToken(NvToken);
    ULONG_PTR Base = (ULONG_PTR)Address;

    return Link != NULL && Base >= (*Link)->Base && Base - (*Link)->Base <= (*Link)->Size &&
           Size <= (*Link)->Size - (Base - (*Link)->Base);
}

NTSTATUS
RtlGetNonVolatileToken(PVOID NvBuffer, SIZE_T Size, PVOID *NvToken)
{
    PRTLP_NV_TOKEN Token;

    if (NvBuffer == NULL || Size == 0 || (ULONG_PTR)NvBuffer + Size < (ULONG_PTR)NvBuffer) {
        return STATUS_INVALID_PARAMETER;
    }
    Token = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof *Token, RTLP_TAG);
    if (Token == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *Token = (RTLP_NV_TOKEN){Rtl.Tokens, (ULONG_PTR)NvBuffer, Size};
    Rtl.Tokens = Token;
    *NvToken = Token;
    return STATUS_SUCCESS;
}

NTSTATUS
RtlFreeNonVolatileToken(PVOID NvToken)
{
    PRTLP_NV_TOKEN *Link = RtlpFindToken(NvToken), Token;

    if (Link == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    Token = *Link;
    *Link = Token->Next;
    ExFreePoolWithTag(Token, RTLP_TAG);
    return STATUS_SUCCESS;
}

NTSTATUS
RtlFlushNonVolatileMemory(PVOID NvToken, PVOID NvBuffer, SIZE_T Size, ULONG Flags)
{
    BOOLEAN Known = (Flags & ~FLUSH_NV_MEMORY_IN_FLAG_NO_DRAIN) == 0;

    return Known && RtlpIsInToken(NvToken, NvBuffer, Size) ? STATUS_SUCCESS
                                                           : STATUS_INVALID_PARAMETER;
}

NTSTATUS
RtlFlushNonVolatileMemoryRanges(PVOID NvToken, PNV_MEMORY_RANGE NvRanges, SIZE_T NumRanges,
                                ULONG Flags)
{
    NTSTATUS Status = RtlDrainNonVolatileFlush(NvToken);

    for (SIZE_T i = 0; NT_SUCCESS(Status) && i < NumRanges; i++) {
        Status =
            RtlFlushNonVolatileMemory(NvToken, NvRanges[i].BaseAddress, NvRanges[i].Length, Flags);
    }
    return Status;
}

NTSTATUS
RtlDrainNonVolatileFlush(PVOID NvToken)
{
    return RtlpFindToken(NvToken) != NULL ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

NTSTATUS
RtlWriteNonVolatileMemory(PVOID NvToken, VOID *NvDestination, const VOID *Source, SIZE_T Size,
                          ULONG Flags)
{
    if ((Flags & ~(WRITE_NV_MEMORY_FLAG_FLUSH | WRITE_NV_MEMORY_FLAG_NON_TEMPORAL)) != 0 ||
        !RtlpIsInToken(NvToken, NvDestination, Size)) {
        return STATUS_INVALID_PARAMETER;
    }
    RtlCopyMemory(NvDestination, Source, Size);
    return STATUS_SUCCESS;
}

NTSTATUS
RtlFillNonVolatileMemory(PVOID NvToken, VOID *NvDestination, SIZE_T Size, const UCHAR Value,
                         ULONG Flags)
{
    if ((Flags & ~FILL_NV_MEMORY_FLAG_FLUSH) != 0 || !RtlpIsInToken(NvToken, NvDestination, Size)) {
        return STATUS_INVALID_PARAMETER;
    }
    RtlFillMemory(NvDestination, Size, Value);
    return STATUS_SUCCESS;
}
