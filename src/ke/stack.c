/*
 * src/ke/stack.c - how much kernel stack there is, and more of it
 *
 * A kernel stack has 24 KiB, as on x64 Windows. What counts is what drivers (and a test's kernel
 * code) use: the frames of libsim in between are larger than Windows', and lie in the rest of a
 * larger region. So the lower limit that is shown lies 24 KiB, less what drivers' frames have,
 * below the place that asks.
 *
 *      KeExpandKernelStackAndCallout: enough left --> the routine, here
 *                                     else        --> the routine, on a segment of its own
 *
 * Differs from Windows: an overflow is found at waits, when a driver is called, when a gate looks
 * closer (at the end of a time slice at the latest), and at the end of the larger region; not at
 * the access that crosses the 24 KiB. It is UNEXPECTED_KERNEL_MODE_TRAP, double fault, as there.
 * The stacks of DPCs and service routines are limited by their region only.
 */
#include "ki.h"

#define KI_LARGE_STACK_BYTES 0x12000
#define KI_MAXIMUM_EXPANSION (KI_LARGE_STACK_BYTES - PAGE_SIZE / 2)

enum { KI_OWN_FRAMES = 0x8000, KI_SEGMENTS = 8 }; /* libsim's share; segments of one thread */

/* --- limits ----------------------------------------------------------------------------------- */

typedef struct _KI_STACK {
    ULONG_PTR Low, High, Driver; /* what drivers may use of it; 0: all */
} KI_STACK;

static BOOLEAN
KiIsOn(PVOID Base, SIZE_T Size, ULONG_PTR Here)
{
    return Base != NULL && Here - (ULONG_PTR)Base < Size;
}

static KI_STACK
KiStackAt(ULONG_PTR Here)
{
    PKPRCB Prcb = KiCurrentPrcb();
    PKTHREAD Thread = Prcb->CurrentThread;
    SIZE_T Size = HalStackSize();
    PVOID Base = Thread->StackBase;
    SIZE_T Driver = KE_STACK_BYTES;

    if (KiIsOn(Prcb->DpcStack, Size, Here) || KiIsOn(Prcb->InterruptStack, Size, Here)) {
        Base = KiIsOn(Prcb->DpcStack, Size, Here) ? Prcb->DpcStack : Prcb->InterruptStack;
        Driver = 0;
    } else if (KiIsOn(Thread->Segment, Thread->SegmentSize, Here)) {
        Base = Thread->Segment;
        Size = Thread->SegmentSize;
        Driver = Size - KI_OWN_FRAMES;
    } else if (KiIsOn(Thread->UserStackBase, Thread->UserStackSize, Here)) { // a test's own call
        Base = Thread->UserStackBase;
        Size = Thread->UserStackSize;
        Driver = 0;
    }
    return (KI_STACK){(ULONG_PTR)Base, (ULONG_PTR)Base + Size, Driver};
}

/* Bytes of frames that are not libsim's, from Frame to the top. */
static SIZE_T
KiDriverBytes(const KI_STACK *Stack, const ULONG_PTR *Frame)
{
    SIZE_T Bytes = 0;

    while ((ULONG_PTR)Frame >= Stack->Low && (ULONG_PTR)Frame + 16 <= Stack->High) {
        const ULONG_PTR *Caller = (const ULONG_PTR *)Frame[0];
        HAL_PLACE Place = HalPlace((PVOID)Frame[1]);
        ULONG_PTR End =
            Caller > Frame && (ULONG_PTR)Caller < Stack->High ? (ULONG_PTR)Caller : Stack->High;

        if (Place == HalAtDriver || Place == HalAtProgram) {
            Bytes += End - (ULONG_PTR)Frame;
        }
        if (End == Stack->High) {
            break;
        }
        Frame = Caller;
    }
    return Bytes;
}

VOID
KeStackLimits(PULONG_PTR Low, PULONG_PTR High)
{
    ULONG_PTR *Frame = __builtin_frame_address(0);
    KI_STACK Stack = KiStackAt((ULONG_PTR)Frame);
    SIZE_T Used = Stack.Driver == 0 ? 0 : KiDriverBytes(&Stack, Frame);
    ULONG_PTR Left = Used < Stack.Driver ? Stack.Driver - Used : 0;

    *High = Stack.High;
    *Low = Stack.Driver != 0 && (ULONG_PTR)Frame - Left > Stack.Low ? (ULONG_PTR)Frame - Left
                                                                    : Stack.Low;
}

VOID
KiCheckStackUse(const VOID *Here)
{
    KI_STACK Stack = KiStackAt((ULONG_PTR)Here);

    if (Stack.Driver == 0 || Stack.High - (ULONG_PTR)Here <= Stack.Driver) {
        return;
    }
    if (KiDriverBytes(&Stack, __builtin_frame_address(0)) > Stack.Driver) {
        KeReport("drivers use more than the %u bytes of a kernel stack\n", (ULONG)Stack.Driver);
        KeReportAddress("  the last frame", KeCallerInDriver());
        KeBugCheckEx(UNEXPECTED_KERNEL_MODE_TRAP, 8, (ULONG_PTR)Here, Stack.Low,
                     (ULONG_PTR)KeCallerInDriver());
    }
}

/* --- more ------------------------------------------------------------------------------------- */

typedef struct _KI_CALLOUT {
    PEXPAND_STACK_CALLOUT Routine;
    PVOID Parameter;
} KI_CALLOUT;

static VOID
KiCallOut(PVOID Context)
{
    const KI_CALLOUT *Call = Context;

    CALL_DRIVER(Call->Routine, Call->Parameter);
}

static NTSTATUS
KiCallOnSegment(PKTHREAD Thread, KI_CALLOUT *Call, SIZE_T Size)
{
    SIZE_T Pages = BYTES_TO_PAGES(Size + KI_OWN_FRAMES) + 1;
    PUCHAR Region = HalAllocatePages(HalNonPaged, Pages);
    PVOID OldSegment = Thread->Segment;
    SIZE_T OldSize = Thread->SegmentSize;

    if (Region == NULL) {
        return STATUS_NO_MEMORY;
    }
    HalProtect(Region, 1, 0);
    Thread->Segment = Region + PAGE_SIZE;
    Thread->SegmentSize = (Pages - 1) * PAGE_SIZE;
    Thread->Segments++;
    HalCallOnStack(Thread->Segment, Thread->SegmentSize, KiCallOut, Call);
    Thread->Segments--;
    Thread->Segment = OldSegment;
    Thread->SegmentSize = OldSize;
    HalProtect(Region, 1, 3);
    HalFreePages(HalNonPaged, Region, Pages);
    return STATUS_SUCCESS;
}

/* FALSE for a DPC: its stack is the processor's. */
static BOOLEAN
KiNeedsSegment(SIZE_T Size)
{
    ULONG_PTR Low, High;

    KeStackLimits(&Low, &High);
    return (ULONG_PTR)__builtin_frame_address(0) - Low < Size + KI_OWN_FRAMES / 8;
}

NTSTATUS
KeExpandKernelStackAndCalloutEx(PEXPAND_STACK_CALLOUT Callout, PVOID Parameter, SIZE_T Size,
                                BOOLEAN Wait, PVOID Context)
{
    PKTHREAD Thread = KeCurrentThread();
    KI_CALLOUT Call = {Callout, Parameter};

    UNREFERENCED_PARAMETER(Context);
    if (Size > KI_MAXIMUM_EXPANSION) {
        return STATUS_INVALID_PARAMETER_3;
    }
    if (Wait && HalGetIrql() >= DISPATCH_LEVEL) {
        return STATUS_INVALID_PARAMETER_4;
    }
    if (!KiNeedsSegment(Size)) {
        KiCallOut(&Call);
        return STATUS_SUCCESS;
    }
    return Thread->Segments == KI_SEGMENTS ? STATUS_STACK_OVERFLOW
                                           : KiCallOnSegment(Thread, &Call, Size);
}

NTSTATUS
KeExpandKernelStackAndCallout(PEXPAND_STACK_CALLOUT Callout, PVOID Parameter, SIZE_T Size)
{
    return KeExpandKernelStackAndCalloutEx(Callout, Parameter, Size, TRUE, NULL);
}

/* PsTerminateSystemThread in a callout would never give its segment back. */
VOID
KiCheckStackAtExit(PKTHREAD Thread)
{
    if (Thread->Segments != 0) {
        KeRuleViolation("KeExpandKernelStackAndCallout", (ULONG_PTR)Thread,
                        (ULONG_PTR)Thread->Segment);
    }
}
