/*
 * src/ke/fault.c - a fault in driver, kernel or test code becomes what Windows would make of it
 *
 *      where the address lies      IRQL       bug check
 *      unloaded driver             any        DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS
 *      system, or any address      >= 2       DRIVER_IRQL_NOT_LESS_OR_EQUAL (libsim's code:
 *      IRQL_NOT_LESS...) system address              < 2        PAGE_FAULT_IN_NONPAGED_AREA
 *      user address (also NULL)    < 2        an exception that nobody handles:
 *      SYSTEM_SERVICE_EXCEPTION in
 *                                             a system call, SYSTEM_THREAD_EXCEPTION_NOT_HANDLED
 *                                             elsewhere
 *      guard page of a stack       any        UNEXPECTED_KERNEL_MODE_TRAP, double fault
 *
 * A fault of the test program's own user-mode code is the program's, and no bug check.
 */
#include "ki.h"

static BOOLEAN
KiIsUserAddress(PVOID Address)
{
    return (ULONG_PTR)Address < 0x7FFF0000u;
}

static VOID
KiUnhandledException(NTSTATUS Status, PHAL_FAULT Fault)
{
    ULONG_PTR Code = (ULONG_PTR)(LONG_PTR)Status;

    if (KiCurrentPrcb()->InterruptNesting > 0) {
        KeBugCheckEx(INTERRUPT_EXCEPTION_NOT_HANDLED, Code, (ULONG_PTR)Fault->Pc,
                     (ULONG_PTR)Fault->Address, 0);
    }
    if (KeCurrentThread()->PreviousMode == UserMode) {
        KeBugCheckEx(SYSTEM_SERVICE_EXCEPTION, Code, (ULONG_PTR)Fault->Pc,
                     (ULONG_PTR)Fault->Stack, 0);
    }
    KeBugCheckEx(SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, Code, (ULONG_PTR)Fault->Pc,
                 (ULONG_PTR)Fault->Address, (ULONG_PTR)Fault->Stack);
}

static VOID
KiMemoryFault(PHAL_FAULT Fault)
{
    BOOLEAN InDriver = HalPlace(Fault->Pc) == HalAtDriver;
    ULONG_PTR Kind = Fault->Execute ? 8 : Fault->Write;

    if (HalIsUnloaded(Fault->Pc) || HalIsUnloaded(Fault->Address)) {
        KeBugCheckEx(DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS,
                     (ULONG_PTR)Fault->Address, Kind, (ULONG_PTR)Fault->Pc, 0);
    }
    if (HalGetIrql() >= DISPATCH_LEVEL) {
        KeBugCheckEx(InDriver ? DRIVER_IRQL_NOT_LESS_OR_EQUAL : IRQL_NOT_LESS_OR_EQUAL,
                     (ULONG_PTR)Fault->Address, HalGetIrql(), Kind, (ULONG_PTR)Fault->Pc);
    }
    if (!KiIsUserAddress(Fault->Address)) {
        KeBugCheckEx(PAGE_FAULT_IN_NONPAGED_AREA, (ULONG_PTR)Fault->Address,
                     Fault->Execute ? 0x10 : Fault->Write ? 2 : 0, (ULONG_PTR)Fault->Pc, 2);
    }
    KiUnhandledException(STATUS_ACCESS_VIOLATION, Fault);
}

VOID
KiFault(PHAL_FAULT Fault)
{
    HAL_PLACE Place = HalPlace(Fault->Pc);

    if (KeCurrentThread()->InUserMode && KiCurrentPrcb()->InterruptNesting == 0 &&
        !KeIsExecutingDpc() && Place != HalAtDriver && Fault->Kind != HalFaultWatchdog) {
        KeBugCheckEx(KE_STOP_PROGRAM_FAULT, (ULONG_PTR)Fault->Address, (ULONG_PTR)Fault->Pc,
                     Fault->Write, Fault->Kind);
    }
    switch (Fault->Kind) {
    case HalFaultMemory:
        KiMemoryFault(Fault);
        break;
    case HalFaultDivide:
        KiUnhandledException(STATUS_INTEGER_DIVIDE_BY_ZERO, Fault);
        break;
    case HalFaultOpcode:
        KiUnhandledException(STATUS_ILLEGAL_INSTRUCTION, Fault);
        break;
    case HalFaultStack:
        KeBugCheckEx(UNEXPECTED_KERNEL_MODE_TRAP, 8, (ULONG_PTR)Fault->Address,
                     (ULONG_PTR)Fault->Stack, (ULONG_PTR)Fault->Pc);
        break;
    case HalFaultWatchdog:
        if (HalGetIrql() >= DISPATCH_LEVEL) {
            KeBugCheckEx(DPC_WATCHDOG_VIOLATION, 0, 0, 0, 0);
        }
        KeBugCheckEx(THREAD_STUCK_IN_DEVICE_DRIVER, (ULONG_PTR)KeCurrentThread(), 0, 0, 0);
        break;
    }
}
