/*
 * src/ke/exception.c - exceptions are raised, and what happens when nobody handles them
 *
 *      ExRaiseStatus, a kernel routine, a fault (fault.c) --> KiRaiseException
 *          --> a handler takes it (seh.c): no return
 *          --> a filter lets execution continue: return; not for ExRaiseStatus, which raises
 *              STATUS_NONCONTINUABLE_EXCEPTION instead
 *          --> nobody: the bug check
 *                  what KeCallGuarded was told              in a routine that was called so
 *                  INTERRUPT_EXCEPTION_NOT_HANDLED      in a service routine
 *                  SYSTEM_SERVICE_EXCEPTION             in a system call
 *                  SYSTEM_THREAD_EXCEPTION_NOT_HANDLED  in a system thread
 *                  KMODE_EXCEPTION_NOT_HANDLED          in a DPC, or a test body's own kernel call
 *
 * A kernel routine raises before it changes anything, or when everything is as it will stay: its
 * frames are jumped over, and its gate's way out with them. The next gate is the next preemption
 * point.
 *
 * Differs from Windows: the exception's address is the place in the driver, also when a kernel
 * routine raised it. Of ContextRecord, an exception that software raised fills in Rip, Rsp and Rbp;
 * a fault, all integer registers.
 */
#include "ki.h"

static DECLSPEC_NORETURN VOID
KiUnhandledException(PEXCEPTION_RECORD Record, PCONTEXT Context)
{
    PKTHREAD Thread = KeCurrentThread();
    ULONG_PTR Code = (ULONG_PTR)(LONG_PTR)Record->ExceptionCode;
    ULONG_PTR Address = (ULONG_PTR)Record->ExceptionAddress;

    KeReportAddress("    raised at", Record->ExceptionAddress);
    if (KiCurrentPrcb()->Seh.Stop != 0) {
        KeBugCheckEx(KiCurrentPrcb()->Seh.Stop, Code, (ULONG_PTR)Context,
                     (ULONG_PTR)KiCurrentPrcb()->Seh.Routine, Address);
    }
    if (KiCurrentPrcb()->InterruptNesting > 0) {
        KeBugCheckEx(INTERRUPT_EXCEPTION_NOT_HANDLED, Code, Address,
                     Record->ExceptionInformation[1], 0);
    }
    if (!KeIsExecutingDpc() && Thread->PreviousMode == UserMode) {
        KeBugCheckEx(SYSTEM_SERVICE_EXCEPTION, Code, Address, (ULONG_PTR)Context, 0);
    }
    if (!KeIsExecutingDpc() && Thread->UserStackBase == NULL) {
        KeBugCheckEx(SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, Code, Address, (ULONG_PTR)Record,
                     (ULONG_PTR)Context);
    }
    KeBugCheckEx(KMODE_EXCEPTION_NOT_HANDLED, Code, Address, Record->ExceptionInformation[0],
                 Record->ExceptionInformation[1]);
}

VOID
KiRaiseException(PEXCEPTION_RECORD Record, PCONTEXT Context)
{
    EXCEPTION_POINTERS Pointers = {.ExceptionRecord = Record, .ContextRecord = Context};
    EXCEPTION_RECORD Second = {.ExceptionCode = STATUS_NONCONTINUABLE_EXCEPTION,
                               .ExceptionFlags = EXCEPTION_NONCONTINUABLE,
                               .ExceptionRecord = Record,
                               .ExceptionAddress = Record->ExceptionAddress};

    if (!KiSehDispatch(&Pointers)) {
        KiUnhandledException(Record, Context);
    }
    if ((Record->ExceptionFlags & EXCEPTION_NONCONTINUABLE) != 0) {
        KiRaiseException(&Second, Context);
    }
}

/* --- by software ------------------------------------------------------------------------------ */

/* Frame: of the routine that raises. The driver's own call of it costs two looks. */
static PVOID
KiRaiser(PVOID *Frame)
{
    PVOID *Gate = Frame[0];
    HAL_PLACE Place = HalPlace(Gate[1]);

    return Place == HalAtDriver || Place == HalAtProgram ? Gate[1] : KeCallerInDriver();
}

static VOID
KiRaiseHere(PEXCEPTION_RECORD Record, PVOID *Frame)
{
    CONTEXT Context;

    RtlZeroMemory(&Context, sizeof Context);
    Record->ExceptionAddress = KiRaiser(Frame);
    Context.ContextFlags = CONTEXT_CONTROL;
    Context.Rip = (ULONG64)(ULONG_PTR)Record->ExceptionAddress;
    Context.Rsp = (ULONG64)(ULONG_PTR)Frame;
    Context.Rbp = (ULONG64)(ULONG_PTR)Frame[0];
    KiRaiseException(Record, &Context);
}

VOID
ExRaiseStatus(NTSTATUS Status)
{
    EXCEPTION_RECORD Record = {.ExceptionCode = Status, .ExceptionFlags = EXCEPTION_NONCONTINUABLE};

    KiRaiseHere(&Record, __builtin_frame_address(0));
    __builtin_unreachable();
}

VOID
ExRaiseAccessViolation(VOID)
{
    EXCEPTION_RECORD Record = {.ExceptionCode = STATUS_ACCESS_VIOLATION,
                               .ExceptionFlags = EXCEPTION_NONCONTINUABLE};

    KiRaiseHere(&Record, __builtin_frame_address(0));
    __builtin_unreachable();
}

VOID
ExRaiseDatatypeMisalignment(VOID)
{
    EXCEPTION_RECORD Record = {.ExceptionCode = STATUS_DATATYPE_MISALIGNMENT,
                               .ExceptionFlags = EXCEPTION_NONCONTINUABLE};

    KiRaiseHere(&Record, __builtin_frame_address(0));
    __builtin_unreachable();
}

VOID
KeRaiseUserFault(const VOID *Address, BOOLEAN Write)
{
    EXCEPTION_RECORD Record = {.ExceptionCode = STATUS_ACCESS_VIOLATION,
                               .ExceptionFlags = EXCEPTION_NONCONTINUABLE,
                               .NumberParameters = 2,
                               .ExceptionInformation = {Write, (ULONG_PTR)Address}};

    KiRaiseHere(&Record, __builtin_frame_address(0));
    __builtin_unreachable();
}

VOID
KeRaiseContinuable(NTSTATUS Status)
{
    EXCEPTION_RECORD Record = {.ExceptionCode = Status};

    KiRaiseHere(&Record, __builtin_frame_address(0));
}
