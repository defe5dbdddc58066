/*
 * src/ke/seh.c - __try statements: their frames, and the two passes of an exception
 *
 * The macros of excpt.h call the WdkSeh functions here. A frame is in the chain of its stack while
 * its __try block runs:
 *
 *      WdkSehEnter --> KiSehDiscover (the first time) --> KiSehBody: in the chain, the block runs
 *
 *      KiSehBody --end, __leave-------------> KiSehEnd                (__except)
 *                --end, __leave-------------> KiSehFinally            (__finally)
 *                --return, goto, unwinding--> KiSehFinally, called: comes back when it has ended
 *                --exception----------------> KiSehFilter, called, and still in the chain
 *                                             --> KiSehBody again, or KiSehHandler for good
 *
 * KiSehDispatch asks filters from the innermost frame outwards, below the stack of the raise: it is
 * untouched when nobody wants the exception. Once a filter says yes, the frames inside are unwound
 * (their termination handlers run below the raise, too), and the handler's function is jumped to.
 *
 * Invariants:
 *   S1. The chain and the dispatches under way belong to one stack: whoever puts other code on top
 *       (an interrupt, a DPC, an APC, a system call, another thread) sets them aside (KiSehAside).
 *   S2. A frame is out of the chain before its termination handler or its exception handler runs.
 *   S3. A dispatch is forgotten when the stack that it lies in is given up.
 *
 * Preemption: only inside filters and termination handlers, where S1 to S3 hold.
 *
 * Differs from Windows: an exception in an APC, a DPC or a service routine does not look for
 * handlers in the code that was interrupted. IRQL, locks and regions stay as they are, as there.
 */
#include "ki.h"

#include "seh.h"

enum { KiSehDiscover, KiSehBody, KiSehFilter, KiSehHandler, KiSehEnd, KiSehFinally };

typedef struct _KI_DISPATCH {
    struct _KI_DISPATCH *Outer;
    PEXCEPTION_POINTERS Pointers;
    PVOID Resume;
    LONG Disposition;
} KI_DISPATCH, *PKI_DISPATCH;

C_ASSERT(FIELD_OFFSET(WDK_SEH_FRAME, Jump) == 8);
C_ASSERT(sizeof(WDK_SEH_FRAME) <= 128);

/* seh_x86_64.S */
VOID KiSehJump(WDK_SEH_FRAME *Frame, INT Value) DECLSPEC_NORETURN;
VOID KiSehCall(WDK_SEH_FRAME *Frame, INT Value, PVOID *Resume);
VOID KiSehReturn(PVOID Resume) DECLSPEC_NORETURN;
PVOID KiSehFinallyLeft(WDK_SEH_GUARD *Guard);
INT KiSehEnter(WDK_SEH_FRAME *Frame, PINT Site, PCHAR Function);

enum { KI_TO_BODY = 0, KI_TO_TAIL = 1 };
enum { KI_UNKNOWN = 0, KI_EXCEPT = 1, KI_FINALLY = 2 }; /* WDK_SEH_FRAME.Kind */

static struct {
    VOID (*Abandon)(ULONG_PTR Low, ULONG_PTR High);
} Ki SIM_STATE;

VOID
KeSetAbandonRoutine(VOID (*Routine)(ULONG_PTR Low, ULONG_PTR High))
{
    Ki.Abandon = Routine;
}

static inline PKI_SEH
KiSeh(VOID)
{
    return &KiCurrentPrcb()->Seh;
}

BOOLEAN
KeIsInTry(VOID)
{
    WDK_SEH_FRAME *Frame = KiSeh()->Innermost;

    while (Frame != NULL && Frame->Kind != KI_EXCEPT) {
        Frame = Frame->Outer;
    }
    return Frame != NULL;
}

static PVOID
KiSehStack(const WDK_SEH_FRAME *Frame)
{
    return (PVOID)Frame->Jump[6];
}

VOID
KeCallOnStack(PVOID Base, SIZE_T Size, VOID (*Function)(PVOID), PVOID Argument)
{
    KI_SEH Seh = KiSehAside();

    HalCallOnStack(Base, Size, Function, Argument);
    KiSehBack(Seh);
}

NTSTATUS
KeCallGuarded(NTSTATUS (*Routine)(PVOID Context, PVOID Argument1, PVOID Argument2), PVOID Context,
              PVOID Argument1, PVOID Argument2, ULONG Stop)
{
    KI_SEH Seh = KiSehAside();
    NTSTATUS Status;

    KiSeh()->Stop = Stop;
    KiSeh()->Routine = (PVOID)(ULONG_PTR)Routine;
    Status = CALL_DRIVER(Routine, Context, Argument1, Argument2);
    KiSehBack(Seh);
    return Status;
}

/* --- into the statement ----------------------------------------------------------------------- */

static VOID
KiSehLink(WDK_SEH_FRAME *Frame, UCHAR Kind)
{
    PKI_SEH Seh = KiSeh();

    Frame->Kind = Kind;
    Frame->Phase = KiSehBody;
    Frame->Outer = Seh->Innermost;
    Seh->Innermost = Frame;
}

/* Where the frame is. Two answers: variables aligned to more than WDK_SEH_VARIANTS * 16 bytes, or
   one statement inlined twice into a function. */
static VOID
KiSehNotePlace(PINT Site, INT Place)
{
    if (*Site != 0) {
        KiNotImplemented("__try in a function with over-aligned variables, or an inlined one",
                         KeCallerInDriver());
    }
    *Site = Place;
}

/* On the way out of WdkSehEnter. The very first time it is not known what follows the block: the
   code there says so. */
INT
KiSehEnter(WDK_SEH_FRAME *Frame, PINT Site, PCHAR Function)
{
    ULONG Variant = (ULONG)((ULONG_PTR)Function / 16 % WDK_SEH_VARIANTS);
    INT Place = (INT)((PCHAR)Frame - Function);

    if (Site[Variant] != Place) {
        KiSehNotePlace(&Site[Variant], Place);
    }
    if (Site[WDK_SEH_VARIANTS] != KI_UNKNOWN) {
        KiSehLink(Frame, (UCHAR)Site[WDK_SEH_VARIANTS]);
        return KI_TO_BODY;
    }
    Frame->Phase = KiSehDiscover;
    Frame->Resume = &Site[WDK_SEH_VARIANTS];
    return KI_TO_TAIL;
}

static DECLSPEC_NORETURN VOID
KiSehFound(WDK_SEH_FRAME *Frame, UCHAR Kind)
{
    *(PINT)Frame->Resume = Kind;
    KiSehLink(Frame, Kind);
    KiSehJump(Frame, KI_TO_BODY);
}

int
WdkSehExcept(WDK_SEH_FRAME *Frame)
{
    if (Frame->Phase == KiSehDiscover) {
        KiSehFound(Frame, KI_EXCEPT);
    }
    return Frame->Phase == KiSehHandler ? 0 : Frame->Phase == KiSehFilter ? 1 : 2;
}

WDK_SEH_FRAME *
WdkSehFinally(WDK_SEH_FRAME *Frame)
{
    if (Frame->Phase == KiSehDiscover) {
        KiSehFound(Frame, KI_FINALLY);
    }
    return Frame;
}

/* --- out of the statement --------------------------------------------------------------------- */

/* What lies below the function's stack pointer is given up. */
static VOID
KiSehForget(const WDK_SEH_FRAME *Frame)
{
    PKI_SEH Seh = KiSeh();

    while (Seh->Dispatch != NULL && (PVOID)Seh->Dispatch < KiSehStack(Frame)) {
        Seh->Dispatch = Seh->Dispatch->Outer;
    }
    if (Ki.Abandon != NULL) {
        Ki.Abandon((ULONG_PTR)__builtin_frame_address(0), (ULONG_PTR)KiSehStack(Frame));
    }
    HalForgetFrames(KiSehStack(Frame));
}

static VOID
KiSehUnlink(const WDK_SEH_FRAME *Frame)
{
    SIM_ASSERT(KiSeh()->Innermost == Frame);
    KiSeh()->Innermost = Frame->Outer;
}

/* The block has ended: on to what follows it. */
static DECLSPEC_NORETURN VOID
KiSehContinue(WDK_SEH_FRAME *Frame)
{
    Frame->Phase = Frame->Kind == KI_FINALLY ? KiSehFinally : KiSehEnd;
    Frame->Resume = NULL;
    Frame->Abnormal = FALSE;
    KiSehJump(Frame, KI_TO_TAIL);
}

void
WdkSehBodyDone(WDK_SEH_GUARD *Guard)
{
    WDK_SEH_FRAME *Frame = Guard->Frame;

    KiSehUnlink(Frame);
    if (Frame->Kind == KI_FINALLY) {
        KiSehContinue(Frame);
    }
    Guard->Frame = NULL;
}

void
WdkSehLeave(WDK_SEH_FRAME *Frame)
{
    KiSehUnlink(Frame);
    KiSehForget(Frame);
    KiSehContinue(Frame);
}

/* The termination handler runs in its function, and ends here. */
static VOID
KiSehCallFinally(WDK_SEH_FRAME *Frame)
{
    KiSehUnlink(Frame);
    if (Frame->Kind == KI_FINALLY) {
        Frame->Phase = KiSehFinally;
        Frame->Abnormal = TRUE;
        KiSehCall(Frame, KI_TO_TAIL, &Frame->Resume);
    }
}

/* At the end of the guard's scope: also by return and goto. */
void
WdkSehBodyLeft(WDK_SEH_GUARD *Guard)
{
    if (Guard->Frame != NULL) {
        KiSehCallFinally(Guard->Frame);
    }
}

void
WdkSehFinallyDone(WDK_SEH_GUARD *Guard)
{
    PVOID Resume = Guard->Frame->Resume;

    Guard->Frame = NULL;
    if (Resume != NULL) {
        KiSehReturn(Resume);
    }
}

/* return and goto in a termination handler end the unwinding that called it. The stack pointer that
   the function goes on with; NULL: it has it. */
PVOID
KiSehFinallyLeft(WDK_SEH_GUARD *Guard)
{
    WDK_SEH_FRAME *Frame = Guard->Frame;

    if (Frame == NULL || Frame->Resume == NULL) {
        return NULL;
    }
    KiSehForget(Frame);
    return KiSehStack(Frame);
}

/* --- the two passes --------------------------------------------------------------------------- */

void
WdkSehFiltered(WDK_SEH_FRAME *Frame, int Disposition)
{
    PKI_DISPATCH Dispatch = KiSeh()->Dispatch;

    SIM_ASSERT(Frame->Phase == KiSehFilter && Dispatch != NULL);
    Dispatch->Disposition = Disposition;
    KiSehReturn(Dispatch->Resume);
}

/* A filter may be running already, for an exception outside of this one. */
static LONG
KiSehAsk(PKI_DISPATCH Dispatch, WDK_SEH_FRAME *Frame)
{
    WDK_SEH_FRAME Before = *Frame;

    Frame->Phase = KiSehFilter;
    Frame->Pointers = Dispatch->Pointers;
    Frame->Code = Dispatch->Pointers->ExceptionRecord->ExceptionCode;
    KiSehCall(Frame, KI_TO_TAIL, &Dispatch->Resume);
    Frame->Phase = Before.Phase;
    Frame->Pointers = Before.Pointers;
    Frame->Code = Before.Code;
    return Dispatch->Disposition;
}

static DECLSPEC_NORETURN VOID
KiSehUnwind(PKI_DISPATCH Dispatch, WDK_SEH_FRAME *Target)
{
    NTSTATUS Code = Dispatch->Pointers->ExceptionRecord->ExceptionCode;

    while (KiSeh()->Innermost != Target) {
        KiSehCallFinally(KiSeh()->Innermost);
    }
    KiSehUnlink(Target);
    KiSehForget(Target);
    Target->Phase = KiSehHandler;
    Target->Pointers = NULL;
    Target->Code = Code;
    KiSehJump(Target, KI_TO_TAIL);
}

BOOLEAN
KiSehDispatch(PEXCEPTION_POINTERS Pointers)
{
    KI_DISPATCH Dispatch = {.Outer = KiSeh()->Dispatch, .Pointers = Pointers};
    WDK_SEH_FRAME *Frame;
    LONG Disposition = EXCEPTION_CONTINUE_SEARCH;

    KiSeh()->Dispatch = &Dispatch;
    for (Frame = KiSeh()->Innermost; Frame != NULL; Frame = Frame->Outer) {
        Disposition = Frame->Kind == KI_EXCEPT ? KiSehAsk(&Dispatch, Frame)
                                               : EXCEPTION_CONTINUE_SEARCH;
        if (Disposition > 0) {
            KiSehUnwind(&Dispatch, Frame);
        }
        if (Disposition < 0) {
            break;
        }
    }
    KiSeh()->Dispatch = Dispatch.Outer;
    return Disposition < 0;
}
