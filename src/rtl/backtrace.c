/*
 * src/rtl/backtrace.c - return addresses of the callers, by the chain of frame pointers
 *
 * Everything that runs here is built with frame pointers, and gates keep the chain. It is followed
 * while it goes up within the current stack. The first two frames are this file's and the gate's.
 *
 * Differs from Windows: RtlWalkFrameChain knows the current stack only (Flags 0).
 */
#include "rtlp.h"

typedef struct _RTLP_FRAME {
    struct _RTLP_FRAME *Above;
    PVOID ReturnAddress;
} RTLP_FRAME, *PRTLP_FRAME;

#define RTLP_GATE_FRAMES 1

static BOOLEAN
RtlpIsAbove(ULONG_PTR Frame, ULONG_PTR Below)
{
    ULONG_PTR Low, High;

    KeStackLimits(&Low, &High);
    return Frame > Below && Frame >= Low && Frame <= High - sizeof(RTLP_FRAME) &&
           Frame % sizeof(PVOID) == 0;
}

static ULONG
RtlpWalk(PRTLP_FRAME Frame, ULONG Skip, PVOID *Callers, ULONG Count)
{
    ULONG_PTR Below = 0;
    ULONG Found = 0;

    while (Found < Count && RtlpIsAbove((ULONG_PTR)Frame, Below) && Frame->ReturnAddress != NULL) {
        if (Skip > 0) {
            Skip--;
        } else {
            Callers[Found++] = Frame->ReturnAddress;
        }
        Below = (ULONG_PTR)Frame;
        Frame = Frame->Above;
    }
    return Found;
}

ULONG
RtlWalkFrameChain(PVOID *Callers, ULONG Count, ULONG Flags)
{
    return Flags != 0 ? 0 : RtlpWalk(__builtin_frame_address(0), RTLP_GATE_FRAMES, Callers, Count);
}

USHORT
RtlCaptureStackBackTrace(ULONG FramesToSkip, ULONG FramesToCapture, PVOID *BackTrace,
                         PULONG BackTraceHash)
{
    ULONG Skip = min(FramesToSkip, MAXULONG - RTLP_GATE_FRAMES) + RTLP_GATE_FRAMES;
    ULONG Found = RtlpWalk(__builtin_frame_address(0), Skip, BackTrace,
                           min(FramesToCapture, (ULONG)MAXUSHORT));
    ULONG Hash = 0;

    for (ULONG i = 0; i < Found; i++) {
        Hash += (ULONG)(ULONG_PTR)BackTrace[i];
    }
    if (BackTraceHash != NULL) {
        *BackTraceHash = Hash;
    }
    return (USHORT)Found;
}
