/*
 * seh/cases/fault.h - what the processor raises
 */
static EXCEPTION_RECORD
FaultOf(PUCHAR Address, BOOLEAN Write)
{
    EXCEPTION_RECORD Record = {0};
    ULONG64 Rip = 0;

    __try {
        if (Write) {
            FAULTING(Address) = 1;
        } else {
            (VOID) FAULTING(Address);
        }
    } __except (KeepRecord(GetExceptionInformation(), &Record, &Rip)) {
        Record.ExceptionFlags |= Rip != (ULONG64)(ULONG_PTR)Record.ExceptionAddress;
    }
    return Record;
}

static BOOLEAN
IsViolation(EXCEPTION_RECORD Record, ULONG_PTR Kind, PUCHAR Address)
{
    return Record.ExceptionCode == STATUS_ACCESS_VIOLATION && Record.ExceptionFlags == 0 &&
           Record.NumberParameters == 2 && Record.ExceptionInformation[0] == Kind &&
           Record.ExceptionInformation[1] == (ULONG_PTR)Address;
}

static INT
a_read_fault_has_its_address(VOID)
{
    CHECK(IsViolation(FaultOf(SehArena.Bad + 20, FALSE), 0, SehArena.Bad + 20));
    CHECK(FaultOf(SehArena.Good, FALSE).ExceptionCode == 0);
    return 0;
}

static INT
a_write_fault_has_its_address(VOID)
{
    CHECK(IsViolation(FaultOf(SehArena.Bad + 24, TRUE), 1, SehArena.Bad + 24));
    CHECK(FaultOf(SehArena.Good, TRUE).ExceptionCode == 0);
    return 0;
}

static INT
a_write_to_a_read_only_page_faults(VOID)
{
    CHECK(FaultOf(SehArena.ReadOnly, FALSE).ExceptionCode == 0);
    CHECK(IsViolation(FaultOf(SehArena.ReadOnly, TRUE), 1, SehArena.ReadOnly));
    return 0;
}

static INT
a_copy_that_faults_is_caught(VOID)
{
    UCHAR Buffer[64];
    NTSTATUS Status = 0;

    __try {
        RtlCopyMemory(Buffer, SehArena.Bad - 32, sizeof Buffer);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Status = GetExceptionCode();
    }
    CHECK(Status == STATUS_ACCESS_VIOLATION);
    return 0;
}

static INT
a_null_pointer_is_caught(VOID)
{
    CHECK(IsViolation(FaultOf((PUCHAR)(ULONG_PTR)Opaque(8), FALSE), 0, (PUCHAR)8));
    return 0;
}

static INT
an_address_that_no_processor_has_is_caught(VOID)
{
    PUCHAR Address = (PUCHAR)((ULONG_PTR)Opaque(1) << 62);

    CHECK(IsViolation(FaultOf(Address, FALSE), 0, (PUCHAR)MAXULONG_PTR));
    return 0;
}

/* The processor is to notice, not a sanitizer. */
__attribute__((no_sanitize("undefined"))) static INT
Divided(INT a, INT b)
{
    volatile INT Result = 0;

    __try {
        Result = a / b;
    } __except (GetExceptionCode() == STATUS_INTEGER_DIVIDE_BY_ZERO) {
        Result = -7;
    }
    return Result;
}

static INT
a_division_by_zero_is_caught(VOID)
{
    CHECK(Divided(10, Opaque(2)) == 5);
    CHECK(Divided(10, Opaque(0)) == -7);
    return 0;
}

static INT
an_illegal_instruction_is_caught(VOID)
{
    NTSTATUS Status = 0;

    __try {
        __asm__ volatile("ud2");
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Status = GetExceptionCode();
    }
    CHECK(Status == STATUS_ILLEGAL_INSTRUCTION);
    return 0;
}

static INT
a_breakpoint_is_caught(VOID)
{
    NTSTATUS First = 0, Second = 0;

    __try {
        DbgBreakPoint();
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        First = GetExceptionCode();
    }
    __try {
        __asm__ volatile("int3");
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Second = GetExceptionCode();
    }
    CHECK(First == STATUS_BREAKPOINT && Second == STATUS_BREAKPOINT);
    return 0;
}

static LONG
SkipBreakpoint(PEXCEPTION_POINTERS Pointers)
{
    PUCHAR Code = Pointers->ExceptionRecord->ExceptionAddress;

    if (Pointers->ContextRecord->Rip == (ULONG64)(ULONG_PTR)Code && *Code == 0xCC) {
        Pointers->ContextRecord->Rip++;
        return EXCEPTION_CONTINUE_EXECUTION;
    }
    return EXCEPTION_CONTINUE_SEARCH;
}

static INT
a_breakpoint_can_be_skipped(VOID)
{
    INT n = 0;

    __try {
        n = 1;
        __asm__ volatile("int3");
        n += 2;
        __try {
            DbgBreakPoint();
        } __except (EXCEPTION_CONTINUE_EXECUTION) {
            n = 100;
        }
        n += 4;
    } __except (SkipBreakpoint(GetExceptionInformation())) {
        n = 100;
    }
    CHECK(n == 7);
    return 0;
}

static LONG
SupplyPage(PEXCEPTION_POINTERS Pointers)
{
    PVOID Base = (PVOID)Pointers->ExceptionRecord->ExceptionInformation[1];
    SIZE_T Size = 1;
    NTSTATUS Status =
        ZwAllocateVirtualMemory(ZwCurrentProcess(), &Base, 0, &Size, MEM_COMMIT, PAGE_READWRITE);

    Say("s");
    return NT_SUCCESS(Status) ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_CONTINUE_SEARCH;
}

static INT
a_page_can_be_supplied_by_a_filter(VOID)
{
    INT n = 0;

    __try {
        FAULTING(SehArena.Reserved + 8) = 5;
        n = FAULTING(SehArena.Reserved + 8) + 1;
    } __except (SupplyPage(GetExceptionInformation())) {
        n = -1;
    }
    CHECK(n == 6 && Said("s"));
    return 0;
}

static LONG
FilterThatFaults(NTSTATUS Code, PEXCEPTION_POINTERS Pointers)
{
    if (Code == STATUS_ACCESS_VIOLATION) {
        return SupplyPage(Pointers);
    }
    FAULTING(SehArena.Reserved + 8) = 5;
    return EXCEPTION_EXECUTE_HANDLER;
}

static INT
a_fault_that_is_mended_in_a_filter_leaves_the_first_exception(VOID)
{
    volatile LONG Answer = 0;
    NTSTATUS Status = 0;

    __try {
        Raise(STATUS_DISK_FULL);
    } __except ((Answer = FilterThatFaults(GetExceptionCode(), GetExceptionInformation())) < 0
                    ? Answer
                    : GetExceptionCode() == STATUS_DISK_FULL) {
        Status = GetExceptionCode();
    }
    CHECK(Status == STATUS_DISK_FULL && Said("s"));
    return 0;
}

static LONG
PointElsewhere(PEXCEPTION_POINTERS Pointers, PVOID Address)
{
    Pointers->ContextRecord->Rbx = (ULONG64)(ULONG_PTR)Address;
    return EXCEPTION_CONTINUE_EXECUTION;
}

static INT
a_register_can_be_changed_by_a_filter(VOID)
{
    INT n = 0, Value = 77;

    __try {
        __asm__ volatile("movl (%%rbx), %0" : "=r"(n) : "b"(SehArena.Bad) : "memory");
    } __except (PointElsewhere(GetExceptionInformation(), &Value)) {
        n = -1;
    }
    CHECK(n == 77);
    return 0;
}

static NTSTATUS
CopyFromUser(PUCHAR User)
{
    NTSTATUS Status = STATUS_SUCCESS;
    PUCHAR Buffer = NULL;

    __try {
        Buffer = ExAllocatePool2(POOL_FLAG_PAGED, 16, 'hesT');
        ProbeForRead(User, 16, 1);
        for (INT i = 0; i < 16; i++) {
            Buffer[i] = User[i];
        }
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Status = GetExceptionCode();
    }
    if (Buffer != NULL) {
        ExFreePoolWithTag(Buffer, 'hesT');
    }
    return Status;
}

static INT
a_buffer_is_freed_after_a_fault(VOID)
{
    CHECK(CopyFromUser(SehArena.Good) == STATUS_SUCCESS);
    CHECK(CopyFromUser(SehArena.Bad) == STATUS_ACCESS_VIOLATION);
    CHECK(CopyFromUser(SehArena.Bad - 8) == STATUS_ACCESS_VIOLATION);
    return 0;
}

static INT
a_fault_at_a_raised_irql_below_dispatch_is_caught(VOID)
{
    KIRQL OldIrql;
    INT n = 0;

    KeRaiseIrql(APC_LEVEL, &OldIrql);
    n = StageOfFault(SehArena.Bad) * 10 + KeGetCurrentIrql();
    KeLowerIrql(OldIrql);
    CHECK(n == 11);
    return 0;
}
