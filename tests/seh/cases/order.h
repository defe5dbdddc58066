/*
 * seh/cases/order.h - two passes: who is asked, who runs, when; exceptions within exceptions
 */
static INT
the_filter_comes_before_the_termination_handler(VOID)
{
    __try {
        __try {
            Say("b");
            Raise(STATUS_DISK_FULL);
            Say("x");
        } __finally {
            Say(AbnormalTermination() ? "F" : "f");
        }
        Say("x");
    } __except (Say("?")) {
        Say("h");
    }
    CHECK(Said("b?Fh"));
    return 0;
}

static INT
filters_are_asked_from_the_inside_out(VOID)
{
    __try {
        __try {
            __try {
                Raise(STATUS_DISK_FULL);
            } __except (Say("1") ? EXCEPTION_CONTINUE_SEARCH : 1) {
                Say("x");
            }
        } __except (Say("2") && GetExceptionCode() == STATUS_DISK_FULL) {
            Say("h");
        }
    } __except (Say("3")) {
        Say("x");
    }
    CHECK(Said("12h"));
    return 0;
}

static DECLSPEC_NOINLINE VOID
Deep(INT n)
{
    volatile UCHAR Padding[300];
    INT k = n * 3;

    Padding[0] = (UCHAR)n;
    __try {
        Raise(n == 0 ? STATUS_DISK_FULL : STATUS_SUCCESS);
        Deep(n - 1);
    } __finally {
        CHAR Text[2] = {(CHAR)('0' + n), 0};

        Say(Text);
        if (k != n * 3 || Padding[0] != n) {
            Say("!");
        }
    }
}

static INT
termination_handlers_run_from_the_inside_out(VOID)
{
    __try {
        Deep(6);
    } __except (Say("?")) {
        Say("h");
    }
    CHECK(Said("?0123456h"));
    return 0;
}

static INT
a_filter_sees_its_function_s_variables(VOID)
{
    INT n = 5, Seen = 0;

    __try {
        n = 6;
        Deep(1);
    } __except (n == 6 && GetExceptionCode() == STATUS_DISK_FULL) {
        Seen = n;
    }
    CHECK(Seen == 6 && Said("01"));
    return 0;
}

static DECLSPEC_NOINLINE LONG
HungryFilter(INT Depth)
{
    volatile UCHAR Much[2000];

    memset((PVOID)Much, Depth, sizeof Much);
    return Depth == 0 ? 0 : HungryFilter(Depth - 1) + Much[7] - Depth;
}

static DECLSPEC_NOINLINE INT
RaiseDeepAndCheck(VOID)
{
    volatile UCHAR Mine[1000];

    memset((PVOID)Mine, 0x77, sizeof Mine);
    __try {
        Raise(STATUS_DISK_FULL);
    } __finally {
        for (ULONG i = 0; i < sizeof Mine; i++) {
            if (Mine[i] != 0x77) {
                Say("!");
                break;
            }
        }
        Say("f");
    }
    return 0;
}

static INT
a_filter_calls_functions_that_need_much_stack(VOID)
{
    __try {
        RaiseDeepAndCheck();
    } __except (HungryFilter(5) == 0) {
        Say("h");
    }
    CHECK(Said("fh"));
    return 0;
}

static INT
a_filter_changes_its_function_s_variables(VOID)
{
    INT n = 0;

    __try {
        Raise(STATUS_DISK_FULL);
    } __except (n = GetExceptionCode(), n++, EXCEPTION_EXECUTE_HANDLER) {
        n++;
    }
    CHECK(n == STATUS_DISK_FULL + 2);
    return 0;
}

static LONG
KeepRecord(PEXCEPTION_POINTERS Pointers, PEXCEPTION_RECORD Record, PULONG64 Rip)
{
    *Record = *Pointers->ExceptionRecord;
    *Rip = Pointers->ContextRecord->Rip;
    return EXCEPTION_EXECUTE_HANDLER;
}

static INT
a_filter_learns_what_happened(VOID)
{
    EXCEPTION_RECORD Record = {0};
    ULONG64 Rip = 0;

    __try {
        Raise(STATUS_DISK_FULL);
    } __except (KeepRecord(GetExceptionInformation(), &Record, &Rip)) {
        Say("h");
    }
    CHECK(Said("h"));
    CHECK(Record.ExceptionCode == STATUS_DISK_FULL && Record.ExceptionRecord == NULL);
    CHECK(Record.ExceptionFlags == EXCEPTION_NONCONTINUABLE && Record.NumberParameters == 0);
    CHECK((ULONG64)(ULONG_PTR)Record.ExceptionAddress == Rip);
    return 0;
}

static INT
the_address_of_an_exception_is_in_the_code_that_raised_it(VOID)
{
    EXCEPTION_RECORD Record = {0};
    ULONG64 Rip = 0;

    __try {
        Raise(STATUS_DISK_FULL);
    } __except (KeepRecord(GetExceptionInformation(), &Record, &Rip)) {
        Rip -= (ULONG64)(ULONG_PTR)Raise;
    }
    CHECK(Rip < 256);
    return 0;
}

/* --- exceptions within exceptions ------------------------------------------------------------- */

static INT
an_exception_in_a_handler_goes_outwards(VOID)
{
    NTSTATUS First = 0, Second = 0;

    __try {
        __try {
            Raise(STATUS_DISK_FULL);
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            First = GetExceptionCode();
            Raise(STATUS_ACCESS_DENIED);
        }
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Second = GetExceptionCode();
    }
    CHECK(First == STATUS_DISK_FULL && Second == STATUS_ACCESS_DENIED);
    return 0;
}

static INT
an_exception_in_a_termination_handler_goes_outwards(VOID)
{
    NTSTATUS Status = 0;

    __try {
        __try {
            Say("b");
        } __finally {
            Raise(STATUS_ACCESS_DENIED);
        }
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Status = GetExceptionCode();
    }
    CHECK(Status == STATUS_ACCESS_DENIED && Said("b"));
    return 0;
}

static INT
an_exception_in_a_termination_handler_replaces_the_first(VOID)
{
    NTSTATUS Status = 0;

    __try {
        __try {
            __try {
                Raise(STATUS_DISK_FULL);
            } __finally {
                Say("1");
                Raise(STATUS_ACCESS_DENIED);
            }
        } __finally {
            Say("2");
        }
    } __except (Say("?")) {
        Status = GetExceptionCode();
    }
    CHECK(Status == STATUS_ACCESS_DENIED && Said("?1?2"));
    return 0;
}

static INT
an_exception_handled_inside_a_termination_handler_changes_nothing(VOID)
{
    NTSTATUS Outer = 0, Inner = 0;

    __try {
        __try {
            Raise(STATUS_DISK_FULL);
        } __finally {
            __try {
                Raise(STATUS_ACCESS_DENIED);
            } __except (EXCEPTION_EXECUTE_HANDLER) {
                Inner = GetExceptionCode();
            }
            Say(AbnormalTermination() ? "A" : "n");
        }
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Outer = GetExceptionCode();
    }
    CHECK(Outer == STATUS_DISK_FULL && Inner == STATUS_ACCESS_DENIED && Said("A"));
    return 0;
}

static LONG
FilterWithException(VOID)
{
    LONG Result = 0;

    __try {
        __try {
            Raise(STATUS_ACCESS_DENIED);
        } __finally {
            Say("f");
        }
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Result = EXCEPTION_EXECUTE_HANDLER;
    }
    return Result;
}

static INT
an_exception_handled_inside_a_filter_changes_nothing(VOID)
{
    NTSTATUS Status = 0;

    __try {
        __try {
            Raise(STATUS_DISK_FULL);
        } __finally {
            Say("o");
        }
    } __except (FilterWithException()) {
        Status = GetExceptionCode();
    }
    CHECK(Status == STATUS_DISK_FULL && Said("fo"));
    return 0;
}

static LONG
FilterThatRaises(NTSTATUS Code)
{
    Say("r");
    if (Code == STATUS_DISK_FULL) {
        Raise(STATUS_ACCESS_DENIED);
    }
    return EXCEPTION_CONTINUE_SEARCH;
}

static INT
an_exception_in_a_filter_asks_all_again(VOID)
{
    NTSTATUS Status = 0;

    __try {
        __try {
            Raise(STATUS_DISK_FULL);
        } __except (FilterThatRaises(GetExceptionCode())) {
            Say("x");
        }
    } __except (Say("o")) {
        Status = GetExceptionCode();
    }
    CHECK(Status == STATUS_ACCESS_DENIED && Said("rro"));
    return 0;
}

static INT
a_handler_has_statements_of_its_own(VOID)
{
    NTSTATUS Outer = 0, Inner = 0;

    __try {
        Raise(STATUS_DISK_FULL);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Outer = GetExceptionCode();
        __try {
            Inner = FAULTING(SehArena.Bad);
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            Inner = GetExceptionCode();
        }
    }
    CHECK(Outer == STATUS_DISK_FULL && Inner == STATUS_ACCESS_VIOLATION);
    return 0;
}

static INT
a_handler_keeps_its_code_over_an_inner_exception(VOID)
{
    NTSTATUS Outer = 0;

    __try {
        Raise(STATUS_DISK_FULL);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        __try {
            Raise(STATUS_ACCESS_DENIED);
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            Say("i");
        }
        FilterWithException();
        Outer = GetExceptionCode();
    }
    CHECK(Outer == STATUS_DISK_FULL && Said("if"));
    return 0;
}

static INT
Recurse(INT Depth)
{
    INT Wrong = 0;

    __try {
        Raise((NTSTATUS)(0xC0000000u | (ULONG)Depth));
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        if (Depth > 0) {
            Wrong = Recurse(Depth - 1);
        }
        Wrong += GetExceptionCode() != (NTSTATUS)(0xC0000000u | (ULONG)Depth);
    }
    return Wrong;
}

static INT
each_recursion_has_its_own_code(VOID)
{
    CHECK(Recurse(20) == 0);
    return 0;
}

static INT
continuing_a_raised_status_is_another_exception(VOID)
{
    EXCEPTION_RECORD Record = {0};
    NTSTATUS Status = 0;
    ULONG64 Rip;

    __try {
        __try {
            Raise(STATUS_DISK_FULL);
        } __except (GetExceptionCode() == STATUS_DISK_FULL ? EXCEPTION_CONTINUE_EXECUTION
                                                           : EXCEPTION_CONTINUE_SEARCH) {
            Say("x");
        }
    } __except (KeepRecord(GetExceptionInformation(), &Record, &Rip)) {
        Status = GetExceptionCode();
    }
    CHECK(Status == STATUS_NONCONTINUABLE_EXCEPTION && Record.ExceptionRecord != NULL);
    return 0;
}
