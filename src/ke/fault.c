/*
 * src/ke/fault.c - a fault in driver, kernel or test code becomes what Windows would make of it
 *
 *      where the address lies      IRQL       bug check
 *      unloaded driver             any        DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS
 *      code of a driver, written   any        ATTEMPTED_WRITE_TO_READONLY_MEMORY
 *      pool, a stack: executed     any        ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY
 *      system, or any address      >= 2       DRIVER_IRQL_NOT_LESS_OR_EQUAL (libsim's code:
 *      IRQL_NOT_LESS...) system address              < 2        PAGE_FAULT_IN_NONPAGED_AREA
 *      user address (also NULL)    < 2        STATUS_ACCESS_VIOLATION, an exception (exception.c)
 *      none that a processor has   any        the same, with address -1 (a non-canonical address)
 *      guard page of a stack       any        UNEXPECTED_KERNEL_MODE_TRAP, double fault
 *
 * A division by zero, an illegal instruction and a breakpoint are exceptions at any IRQL. What a
 * filter does to the integer registers in ContextRecord holds when execution continues.
 *
 * A fault of the test program's own user-mode code that it does not handle is the program's, and no
 * bug check. In user mode, each address that cannot be accessed is an access violation.
 */
#include "ki.h"

/* What a general protection fault has for its address. */
#define KI_NO_ADDRESS ((PVOID)MAXULONG_PTR)
/* As a page table entry of x64 would be: valid, writable, accessed, dirty, not executable. */
#define KI_NOEXECUTE_PTE 0x8000000000000063

static struct {
    BOOLEAN (*PageIn)(PHAL_FAULT Fault);
} Ki SIM_STATE;

VOID
KeSetPageFaultRoutine(BOOLEAN (*Routine)(PHAL_FAULT Fault))
{
    Ki.PageIn = Routine;
}

static BOOLEAN
KiIsUserAddress(PVOID Address)
{
    return (ULONG_PTR)Address < 0x7FFF0000u;
}

/* In the order of CONTEXT. */
enum { KI_REGISTERS = (FIELD_OFFSET(CONTEXT, Rip) - FIELD_OFFSET(CONTEXT, Rax)) / 8 + 1 };

static VOID
KiFillContext(const HAL_FAULT *Fault, PCONTEXT Context)
{
    RtlZeroMemory(Context, sizeof *Context);
    Context->ContextFlags = CONTEXT_CONTROL | CONTEXT_INTEGER;
    RtlCopyMemory(&Context->Rax, Fault->Registers, KI_REGISTERS * sizeof(ULONG64));
    Context->Rip = (ULONG64)(ULONG_PTR)Fault->Pc;
}

/* FALSE: the program's user-mode code has no handler for it. */
static BOOLEAN
KiFaultException(PHAL_FAULT Fault, NTSTATUS Status, BOOLEAN UserMode)
{
    EXCEPTION_RECORD Record = {.ExceptionCode = Status, .ExceptionAddress = Fault->Pc};
    CONTEXT Context;
    EXCEPTION_POINTERS Pointers = {.ExceptionRecord = &Record, .ContextRecord = &Context};

    KiFillContext(Fault, &Context);
    if (Status == STATUS_ACCESS_VIOLATION) {
        Record.NumberParameters = 2;
        Record.ExceptionInformation[0] = Fault->Execute ? 8 : Fault->Write;
        Record.ExceptionInformation[1] = (ULONG_PTR)Fault->Address;
    }
    if (UserMode && !KiSehDispatch(&Pointers)) {
        return FALSE;
    }
    if (!UserMode) {
        KiRaiseException(&Record, &Context);
    }
    RtlCopyMemory(Fault->Registers, &Context.Rax, KI_REGISTERS * sizeof(ULONG64));
    return TRUE;
}

/* STATUS_SUCCESS: none, the fault is a bug check. */
static NTSTATUS
KiFaultStatus(const HAL_FAULT *Fault)
{
    switch (Fault->Kind) {
    case HalFaultMemory:
        return STATUS_ACCESS_VIOLATION;
    case HalFaultDivide:
        return STATUS_INTEGER_DIVIDE_BY_ZERO;
    case HalFaultOpcode:
        return STATUS_ILLEGAL_INSTRUCTION;
    case HalFaultBreakpoint:
        return STATUS_BREAKPOINT;
    default:
        return STATUS_SUCCESS;
    }
}

static BOOLEAN
KiHoldsData(HAL_PLACE Place)
{
    return Place == HalAtNonPaged || Place == HalAtPaged || Place == HalAtStack ||
           Place == HalAtMapping || Place == HalAtDirect;
}

/* Returns when it is an exception. */
static VOID
KiMemoryFault(PHAL_FAULT Fault)
{
    BOOLEAN InDriver = HalPlace(Fault->Pc) == HalAtDriver;
    ULONG_PTR Kind = Fault->Execute ? 8 : Fault->Write;

    if (HalIsUnloaded(Fault->Pc) || HalIsUnloaded(Fault->Address)) {
        KeBugCheckEx(DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS,
                     (ULONG_PTR)Fault->Address, Kind, (ULONG_PTR)Fault->Pc, 0);
    }
    if (Fault->Address == KI_NO_ADDRESS) {
        return;
    }
    if (Fault->Write && HalPlace(Fault->Address) == HalAtDriver) {
        KeBugCheckEx(ATTEMPTED_WRITE_TO_READONLY_MEMORY, (ULONG_PTR)Fault->Address, 0,
                     (ULONG_PTR)Fault->Stack, 0);
    }
    if (Fault->Execute && KiHoldsData(HalPlace(Fault->Address))) {
        KeBugCheckEx(ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY, (ULONG_PTR)Fault->Address,
                     KI_NOEXECUTE_PTE, 0, 0);
    }
    if (HalGetIrql() >= DISPATCH_LEVEL) {
        KeBugCheckEx(InDriver ? DRIVER_IRQL_NOT_LESS_OR_EQUAL : IRQL_NOT_LESS_OR_EQUAL,
                     (ULONG_PTR)Fault->Address, HalGetIrql(), Kind, (ULONG_PTR)Fault->Pc);
    }
    if (!KiIsUserAddress(Fault->Address)) {
        KeBugCheckEx(PAGE_FAULT_IN_NONPAGED_AREA, (ULONG_PTR)Fault->Address,
                     Fault->Execute ? 0x10
                     : Fault->Write ? 2
                                    : 0,
                     (ULONG_PTR)Fault->Pc, 2);
    }
}

static BOOLEAN
KiIsProgramFault(const HAL_FAULT *Fault)
{
    return KeCurrentThread()->InUserMode && HalGetIrql() < DISPATCH_LEVEL &&
           KiCurrentPrcb()->InterruptNesting == 0 && !KeIsExecutingDpc() &&
           HalPlace(Fault->Pc) != HalAtDriver && Fault->Kind != HalFaultWatchdog;
}

static DECLSPEC_NORETURN VOID
KiProgramFault(const HAL_FAULT *Fault)
{
    KeBugCheckEx(KE_STOP_PROGRAM_FAULT, (ULONG_PTR)Fault->Address, (ULONG_PTR)Fault->Pc,
                 Fault->Write, Fault->Kind);
}

static DECLSPEC_NORETURN VOID
KiStuck(VOID)
{
    if (HalGetIrql() >= DISPATCH_LEVEL) {
        KeBugCheckEx(DPC_WATCHDOG_VIOLATION, 0, 0, 0, 0);
    }
    KeBugCheckEx(THREAD_STUCK_IN_DEVICE_DRIVER, (ULONG_PTR)KeCurrentThread(), 0, 0, 0);
}

VOID
KiFault(PHAL_FAULT Fault)
{
    BOOLEAN Program = KiIsProgramFault(Fault);
    NTSTATUS Status = KiFaultStatus(Fault);

    if (Fault->Kind == HalFaultMemory && Ki.PageIn != NULL && Ki.PageIn(Fault)) {
        return;
    }
    if (Fault->Kind == HalFaultBreakpoint) { // the processor is behind it already
        Fault->Pc = (PUCHAR)Fault->Pc - 1;
    }
    if (Program && (Status == STATUS_SUCCESS || !KiFaultException(Fault, Status, TRUE))) {
        KiProgramFault(Fault);
    }
    if (Program) {
        return;
    }
    switch (Fault->Kind) {
    case HalFaultStack:
        KeBugCheckEx(UNEXPECTED_KERNEL_MODE_TRAP, 8, (ULONG_PTR)Fault->Address,
                     (ULONG_PTR)Fault->Stack, (ULONG_PTR)Fault->Pc);
    case HalFaultWatchdog:
        KiStuck();
    case HalFaultMemory:
        KiMemoryFault(Fault);
        break;
    default:
        break;
    }
    KiFaultException(Fault, Status, FALSE);
}
