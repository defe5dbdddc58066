/*
 * src/ke/explain.c - bug check codes: their names and what their parameters mean
 *
 * The texts follow the pages of the bug check code reference. bugcodes.inc is made from bugcodes.h.
 */
#include "ki.h"

typedef struct {
    ULONG Code;
    PCSTR Meaning[4]; /* of the parameters; NULL: reserved */
} KI_BUGCHECK_TEXT;

static const KI_BUGCHECK_TEXT KiTexts[] = {
    {IRQL_NOT_LESS_OR_EQUAL, {"address", "IRQL", "0 read, 1 write, 8 execute", "instruction"}},
    {DRIVER_IRQL_NOT_LESS_OR_EQUAL,
     {"address", "IRQL", "0 read, 1 write, 8 execute", "instruction"}},
    {PAGE_FAULT_IN_NONPAGED_AREA,
     {"address", "0 read, 2 write, 0x10 execute", "instruction", "kind"}},
    {SPIN_LOCK_ALREADY_OWNED, {"spin lock", NULL, NULL, NULL}},
    {SPIN_LOCK_NOT_OWNED, {"spin lock", NULL, NULL, NULL}},
    {KMODE_EXCEPTION_NOT_HANDLED,
     {"exception", "where it was raised", "information", "information"}},
    {SYSTEM_SERVICE_EXCEPTION, {"exception", "where it was raised", "context record", NULL}},
    {SYSTEM_THREAD_EXCEPTION_NOT_HANDLED,
     {"exception", "where it was raised", "exception record", "context record"}},
    {INTERRUPT_EXCEPTION_NOT_HANDLED, {"exception", "where it was raised", "address", NULL}},
    {UNEXPECTED_KERNEL_MODE_TRAP,
     {"trap (8: double fault, the kernel stack overflowed)", "address", "stack pointer",
      "instruction"}},
    {IRQL_UNEXPECTED_VALUE,
     {"current IRQL << 16 | expected IRQL << 8 | kind", "object", "routine", NULL}},
    {DRIVER_VIOLATION,
     {"1: the IRQL must be equal, 2: it must not exceed", "IRQL", "required IRQL", NULL}},
    {ATTEMPTED_SWITCH_FROM_DPC, {"thread", NULL, "stack", NULL}},
    {MULTIPLE_IRP_COMPLETE_REQUESTS, {"IRP", NULL, NULL, NULL}},
    {NO_MORE_IRP_STACK_LOCATIONS, {"IRP", NULL, NULL, NULL}},
    {CANCEL_STATE_IN_COMPLETED_IRP, {"IRP", "cancel routine", NULL, NULL}},
    {INACCESSIBLE_BOOT_DEVICE, {NULL, NULL, NULL, NULL}},
    {THREAD_TERMINATE_HELD_MUTEX, {"thread", "mutex", NULL, NULL}},
    {INVALID_AFFINITY_SET, {"affinity", NULL, NULL, NULL}},
    {MAXIMUM_WAIT_OBJECTS_EXCEEDED, {"objects", "wait blocks", NULL, NULL}},
    {BAD_POOL_CALLER, {"violation", "information", "information", "block"}},
    {BAD_POOL_HEADER, {"violation", "block", "information", "information"}},
    {DRIVER_CORRUPTED_EXPOOL, {"address", "IRQL", "0 read, 1 write", "instruction"}},
    {DRIVER_VERIFIER_DETECTED_VIOLATION,
     {"violation", "information", "information", "information"}},
    {DRIVER_VERIFIER_IOMANAGER_VIOLATION,
     {"violation", "information", "information", "information"}},
    {DRIVER_CAUGHT_MODIFYING_FREED_POOL,
     {"address", "0 read, 1 write", "0 kernel mode, 1 user mode", NULL}},
    {DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL, {"address", "0 read, 1 write", "instruction", NULL}},
    {DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION,
     {"address", "0 read, 1 write", "instruction", NULL}},
    {KERNEL_SECURITY_CHECK_FAILURE,
     {"what is corrupt (3: a list entry)", "trap frame", "exception record", NULL}},
    {TIMER_OR_DPC_INVALID,
     {"0 a timer is set, 1 a DPC is queued", "timer or DPC", "memory that is given back",
      "its end"}},
    {DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS,
     {"address", "0 read, 1 write, 8 execute", "instruction", NULL}},
    {HARDWARE_INTERRUPT_STORM, {"service routine", "vector", NULL, NULL}},
    {DPC_WATCHDOG_VIOLATION, {"0: one DPC or ISR ran too long", NULL, NULL, NULL}},
    {THREAD_STUCK_IN_DEVICE_DRIVER, {"thread", NULL, NULL, NULL}},
    {REFERENCE_BY_POINTER, {"object type", "object", "kind", "count"}},
    {INVALID_KERNEL_HANDLE, {"handle", "0 protected, 1 not a handle", NULL, NULL}},
    {INVALID_PROCESS_ATTACH_ATTEMPT,
     {"process", "attached process", "state index", "not 0: in a DPC"}},
    {ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY, {"address", "page table entry", NULL, NULL}},
    {REGISTRY_FILTER_DRIVER_EXCEPTION, {"exception", "context record", "callback", NULL}},
    {APC_INDEX_MISMATCH, {"system call", "state index", "APC disable count", NULL}},
    {IRQL_GT_ZERO_AT_SYSTEM_SERVICE, {"system call", "IRQL", NULL, NULL}},
    {MEMORY_MANAGEMENT, {"kind", NULL, NULL, NULL}},
    {ATTEMPTED_WRITE_TO_READONLY_MEMORY, {"address", NULL, NULL, NULL}},
    {DRIVER_UNMAPPING_INVALID_VIEW, {"address", "1: it is unmapped", NULL, NULL}},
    {PROCESS_HAS_LOCKED_PAGES, {"kind", "process", "pages", NULL}},
    {DRIVER_LEFT_LOCKED_PAGES_IN_PROCESS, {"caller", "process", "pages", NULL}},
    {PNP_DETECTED_FATAL_ERROR, {"kind", "object", NULL, NULL}},
    {RESOURCE_NOT_OWNED, {"resource", "thread", "owners", "kind"}},
    {WORKER_INVALID, {"kind", "item", "queue", NULL}},
};

static const struct {
    ULONG Code;
    PCSTR Name;
} KiNames[] = {
#include "bugcodes.inc"
    /* Windows has no code for these. */
    {KE_STOP_NOT_IMPLEMENTED, "not implemented"},
    {KE_STOP_STUCK, "deadlock"},
    {KE_STOP_PROGRAM_FAULT, "the test program faulted"},
    {KE_STOP_DEAD, "called after a bug check"},
};

PCSTR
KeBugCheckName(ULONG Code)
{
    for (ULONG i = 0; i < RTL_NUMBER_OF(KiNames); i++) {
        if (KiNames[i].Code == Code) {
            return KiNames[i].Name;
        }
    }
    return "(a code that Windows does not document)";
}

static const KI_BUGCHECK_TEXT *
KiFindText(ULONG Code)
{
    for (ULONG i = 0; i < RTL_NUMBER_OF(KiTexts); i++) {
        if (KiTexts[i].Code == Code) {
            return &KiTexts[i];
        }
    }
    return NULL;
}

VOID
KiExplainBugCheck(ULONG Code, const ULONG_PTR Parameters[4], VOID (*Print)(PCSTR Format, ...))
{
    const KI_BUGCHECK_TEXT *Text = KiFindText(Code);

    if (Text == NULL) {
        return;
    }
    for (ULONG i = 0; i < 4; i++) {
        if (Text->Meaning[i] != NULL) {
            Print("    %u: " KI_HEX "  %s\n", i + 1, (UINT64)Parameters[i], Text->Meaning[i]);
        }
    }
    if (Code == DRIVER_VERIFIER_DETECTED_VIOLATION && Parameters[0] == KI_VIOLATION_RULE) {
        Print("    rule: %s\n", (PCSTR)Parameters[1]);
    }
}
