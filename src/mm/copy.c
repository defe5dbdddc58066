/*
 * mm/copy.c - memory is copied from addresses that need not be valid
 */
#include "mi.h"

/* The address at which a page can be read now; NULL: it cannot. */
static const UCHAR *
MiReadable(ULONG64 Address, BOOLEAN Physical)
{
    PFN_NUMBER Frame = (PFN_NUMBER)(Address >> PAGE_SHIFT);

    if (!Physical) {
        PVOID Virtual = (PVOID)(ULONG_PTR)Address;

        if (!MmIsAddressValid(Virtual) || HalPlace(Virtual) == HalAtRegisters) {
            return NULL;
        }
        return Virtual;
    }
    return HalFrameAddress(Frame) == NULL
               ? NULL
               : (const UCHAR *)HalFrameAddress(Frame) + (Address & (PAGE_SIZE - 1));
}

NTSTATUS
MmCopyMemory(PVOID TargetAddress, MM_COPY_ADDRESS SourceAddress, SIZE_T NumberOfBytes, ULONG Flags,
             PSIZE_T NumberOfBytesTransferred)
{
    ULONG64 From = (ULONG64)SourceAddress.PhysicalAddress.QuadPart;
    SIZE_T Piece;

    *NumberOfBytesTransferred = 0;
    if (Flags != MM_COPY_MEMORY_PHYSICAL && Flags != MM_COPY_MEMORY_VIRTUAL) {
        return STATUS_INVALID_PARAMETER_4;
    }
    for (; NumberOfBytes != 0; NumberOfBytes -= Piece, From += Piece) {
        const UCHAR *Source = MiReadable(From, Flags == MM_COPY_MEMORY_PHYSICAL);

        if (Source == NULL) {
            return Flags == MM_COPY_MEMORY_PHYSICAL ? STATUS_INVALID_ADDRESS
                                                    : STATUS_ACCESS_VIOLATION;
        }
        Piece = min(NumberOfBytes, PAGE_SIZE - (SIZE_T)(From & (PAGE_SIZE - 1)));
        RtlCopyMemory((PUCHAR)TargetAddress + *NumberOfBytesTransferred, Source, Piece);
        *NumberOfBytesTransferred += Piece;
    }
    return STATUS_SUCCESS;
}
