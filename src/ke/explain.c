/*
 * src/ke/explain.c - bug check codes: their names and what their parameters mean
 *
 * The texts follow the pages of the bug check code reference.
 */
#include "ki.h"

typedef struct {
    ULONG Code;
    PCSTR Name;
    PCSTR Meaning[4]; /* of the parameters; NULL: reserved */
} KI_BUGCHECK_TEXT;

#define KI_TEXT(Name, A, B, C, D) {Name, #Name, {A, B, C, D}}

static const KI_BUGCHECK_TEXT KiTexts[] = {
    KI_TEXT(IRQL_NOT_LESS_OR_EQUAL, "address", "IRQL", "0 read, 1 write, 8 execute", "instruction"),
    KI_TEXT(DRIVER_IRQL_NOT_LESS_OR_EQUAL, "address", "IRQL", "0 read, 1 write, 8 execute",
         "instruction"),
    KI_TEXT(PAGE_FAULT_IN_NONPAGED_AREA, "address", "0 read, 2 write, 0x10 execute", "instruction",
         "kind"),
    KI_TEXT(SPIN_LOCK_ALREADY_OWNED, "spin lock", NULL, NULL, NULL),
    KI_TEXT(SPIN_LOCK_NOT_OWNED, "spin lock", NULL, NULL, NULL),
    KI_TEXT(KMODE_EXCEPTION_NOT_HANDLED, "exception", "where it was raised", "information",
         "information"),
    KI_TEXT(SYSTEM_SERVICE_EXCEPTION, "exception", "where it was raised", "context record", NULL),
    KI_TEXT(SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, "exception", "where it was raised",
         "exception record", "context record"),
    KI_TEXT(INTERRUPT_EXCEPTION_NOT_HANDLED, "exception", "where it was raised", "address", NULL),
    KI_TEXT(UNEXPECTED_KERNEL_MODE_TRAP, "trap (8: double fault, the kernel stack overflowed)",
         "address", "stack pointer", "instruction"),
    KI_TEXT(IRQL_UNEXPECTED_VALUE, "current IRQL << 16 | expected IRQL << 8 | kind", "object",
         "routine", NULL),
    KI_TEXT(DRIVER_VIOLATION, "1: the IRQL must be equal, 2: it must not exceed", "IRQL",
         "required IRQL", NULL),
    KI_TEXT(ATTEMPTED_SWITCH_FROM_DPC, "thread", NULL, "stack", NULL),
    KI_TEXT(MULTIPLE_IRP_COMPLETE_REQUESTS, "IRP", NULL, NULL, NULL),
    KI_TEXT(NO_MORE_IRP_STACK_LOCATIONS, "IRP", NULL, NULL, NULL),
    KI_TEXT(CANCEL_STATE_IN_COMPLETED_IRP, "IRP", "cancel routine", NULL, NULL),
    KI_TEXT(INACCESSIBLE_BOOT_DEVICE, NULL, NULL, NULL, NULL),
    KI_TEXT(THREAD_TERMINATE_HELD_MUTEX, "thread", "mutex", NULL, NULL),
    KI_TEXT(INVALID_AFFINITY_SET, "affinity", NULL, NULL, NULL),
    KI_TEXT(MAXIMUM_WAIT_OBJECTS_EXCEEDED, "objects", "wait blocks", NULL, NULL),
    KI_TEXT(BAD_POOL_CALLER, "violation", "information", "information", "block"),
    KI_TEXT(BAD_POOL_HEADER, "violation", "block", "information", "information"),
    KI_TEXT(DRIVER_CORRUPTED_EXPOOL, "address", "IRQL", "0 read, 1 write", "instruction"),
    KI_TEXT(DRIVER_VERIFIER_DETECTED_VIOLATION, "violation", "information", "information",
         "information"),
    KI_TEXT(DRIVER_VERIFIER_IOMANAGER_VIOLATION, "violation", "information", "information",
         "information"),
    KI_TEXT(DRIVER_CAUGHT_MODIFYING_FREED_POOL, "address", "0 read, 1 write",
            "0 kernel mode, 1 user mode", NULL),
    KI_TEXT(DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL, "address", "0 read, 1 write", "instruction",
            NULL),
    KI_TEXT(DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION, "address", "0 read, 1 write", "instruction",
            NULL),
    KI_TEXT(KERNEL_SECURITY_CHECK_FAILURE, "what is corrupt (3: a list entry)", "trap frame",
            "exception record", NULL),
    KI_TEXT(TIMER_OR_DPC_INVALID, "0 a timer is set, 1 a DPC is queued", "timer or DPC",
            "memory that is given back", "its end"),
    KI_TEXT(DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS, "address",
         "0 read, 1 write, 8 execute", "instruction", NULL),
    KI_TEXT(HARDWARE_INTERRUPT_STORM, "service routine", "vector", NULL, NULL),
    KI_TEXT(DPC_WATCHDOG_VIOLATION, "0: one DPC or ISR ran too long", NULL, NULL, NULL),
    KI_TEXT(THREAD_STUCK_IN_DEVICE_DRIVER, "thread", NULL, NULL, NULL),
    KI_TEXT(REFERENCE_BY_POINTER, "object type", "object", "kind", "count"),
    KI_TEXT(INVALID_KERNEL_HANDLE, "handle", "0 protected, 1 not a handle", NULL, NULL),
    KI_TEXT(INVALID_PROCESS_ATTACH_ATTEMPT, "process", "attached process", "state index",
         "not 0: in a DPC"),
    KI_TEXT(ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY, "address", "page table entry", NULL, NULL),
    KI_TEXT(REGISTRY_FILTER_DRIVER_EXCEPTION, "exception", "context record", "callback", NULL),
    KI_TEXT(APC_INDEX_MISMATCH, "system call", "state index", "APC disable count", NULL),
    KI_TEXT(IRQL_GT_ZERO_AT_SYSTEM_SERVICE, "system call", "IRQL", NULL, NULL),
    KI_TEXT(MEMORY_MANAGEMENT, "kind", NULL, NULL, NULL),
    KI_TEXT(ATTEMPTED_WRITE_TO_READONLY_MEMORY, "address", NULL, NULL, NULL),
    KI_TEXT(DRIVER_UNMAPPING_INVALID_VIEW, "address", "1: it is unmapped", NULL, NULL),
    KI_TEXT(PROCESS_HAS_LOCKED_PAGES, "kind", "process", "pages", NULL),
    KI_TEXT(DRIVER_LEFT_LOCKED_PAGES_IN_PROCESS, "caller", "process", "pages", NULL),
    KI_TEXT(PNP_DETECTED_FATAL_ERROR, "kind", "object", NULL, NULL),
    KI_TEXT(RESOURCE_NOT_OWNED, "resource", "thread", "owners", "kind"),
    KI_TEXT(WORKER_INVALID, "kind", "item", "queue", NULL),
};

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

PCSTR
KeBugCheckName(ULONG Code)
{
    const KI_BUGCHECK_TEXT *Text = KiFindText(Code);

    if (Code == KE_STOP_STUCK) {
        return "deadlock";
    }
    return Text != NULL ? Text->Name : "(see the bug check code reference)";
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
