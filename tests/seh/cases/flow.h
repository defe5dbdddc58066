/*
 * seh/cases/flow.h - ways into and out of __try statements
 */
static INT
a_block_without_exception_skips_the_handler(VOID)
{
    INT n = 0;

    __try {
        n = 1;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        n = 2;
    }
    CHECK(n == 1);
    return 0;
}

static INT
a_status_reaches_the_handler(VOID)
{
    NTSTATUS Status = STATUS_SUCCESS;

    __try {
        Raise(STATUS_DISK_FULL);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Status = GetExceptionCode();
    }
    CHECK(Status == STATUS_DISK_FULL);
    return 0;
}

static INT
ReturnFromBlock(INT Which)
{
    __try {
        if (Which == 1) {
            return 11;
        }
        for (;;) {
            switch (Which) {
            case 2:
                return Opaque(22);
            default:
                Raise(STATUS_DISK_FULL);
            }
        }
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return 33;
    }
}

static INT
a_value_is_returned_from_a_block(VOID)
{
    CHECK(ReturnFromBlock(1) == 11);
    CHECK(ReturnFromBlock(2) == 22);
    return 0;
}

static INT
a_value_is_returned_from_a_handler(VOID)
{
    CHECK(ReturnFromBlock(3) == 33);
    return 0;
}

static INT
leave_ends_the_block(VOID)
{
    INT n = 0;

    __try {
        n = 1;
        if (Opaque(1)) {
            __leave;
        }
        n = 2;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        n = 3;
    }
    CHECK(n == 1);
    return 0;
}

static INT
leave_from_a_loop_ends_the_block(VOID)
{
    INT i = 0;

    __try {
        for (i = 0; i < 10; i++) {
            while (Opaque(1)) {
                if (i == 5) {
                    __leave;
                }
                break;
            }
        }
        Say("x");
    } __finally {
        Say(AbnormalTermination() ? "A" : "n");
    }
    CHECK(i == 5 && Said("n"));
    return 0;
}

static INT
leave_in_a_handler_ends_the_outer_block(VOID)
{
    __try {
        __try {
            Raise(STATUS_DISK_FULL);
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            Say("h");
            __leave;
        }
        Say("x");
    } __finally {
        Say(AbnormalTermination() ? "A" : "n");
    }
    CHECK(Said("hn"));
    return 0;
}

static INT
leave_in_a_termination_handler_ends_the_outer_block(VOID)
{
    for (INT i = 0; i < 2; i++) {
        __try {
            __try {
                __try {
                    Raise(i == 0 ? STATUS_SUCCESS : STATUS_DISK_FULL);
                } __finally {
                    Say("f");
                    __leave;
                }
                Say("x");
            } __finally {
                Say(AbnormalTermination() ? "A" : "n");
            }
            Raise(STATUS_TIMEOUT);
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            CHECK(GetExceptionCode() == STATUS_TIMEOUT);
        }
        CHECK(Said("fn"));
    }
    return 0;
}

static INT
break_in_a_handler_leaves_the_loop(VOID)
{
    INT i;

    for (i = 0; i < 10; i++) {
        __try {
            Raise(i == 4 ? STATUS_DISK_FULL : STATUS_SUCCESS);
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            break;
        }
    }
    CHECK(i == 4);
    return 0;
}

static INT
continue_in_a_handler_goes_on_with_the_loop(VOID)
{
    INT i, n = 0;

    for (i = 0; i < 10; i++) {
        __try {
            Raise(i % 3 == 0 ? STATUS_DISK_FULL : STATUS_SUCCESS);
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            continue;
        }
        n++;
    }
    CHECK(i == 10 && n == 6);
    return 0;
}

static INT
break_in_a_handler_leaves_the_switch(VOID)
{
    INT n = 0;

    switch (Opaque(1)) {
    case 1:
        __try {
            Raise(STATUS_DISK_FULL);
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            n = 1;
            break;
        }
        n = 2;
        break;
    default:
        n = 3;
    }
    CHECK(n == 1);
    return 0;
}

static INT
loops_inside_a_block_have_their_breaks(VOID)
{
    INT n = 0, Caught = 0;

    for (INT i = 0; i < 10; i++) {
        __try {
            for (INT j = 0; j < 10; j++) {
                if (j == 3) {
                    continue;
                }
                if (j == 6) {
                    break;
                }
                n++;
            }
            switch (i & 1) {
            case 0:
                break;
            default:
                Raise(STATUS_DISK_FULL);
            }
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            Caught++;
        }
    }
    CHECK(n == 50 && Caught == 5);
    return 0;
}

static INT
a_statement_without_braces_is_one_statement(VOID)
{
    INT n = 0;

    for (INT i = 0; i < 3; i++)
        if (i == 1)
            __try {
                Raise(STATUS_DISK_FULL);
            } __except (EXCEPTION_EXECUTE_HANDLER) {
                n += 1;
            }
        else if (i == 2)
            __try {
                n += 10;
            } __finally {
                n += 100;
            }
        else
            n += 1000;
    CHECK(n == 1111);
    return 0;
}

static INT
goto_leaves_a_block(VOID)
{
    INT n = 0;

again:
    __try {
        n++;
        if (n < 5) {
            goto again;
        }
        goto out;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        n = 100;
    }
    n = 200;
out:
    CHECK(n == 5);
    return 0;
}

static INT
goto_leaves_a_handler(VOID)
{
    INT n = 0;

again:
    __try {
        Raise(STATUS_DISK_FULL);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        if (++n < 5) {
            goto again;
        }
    }
    CHECK(n == 5);
    return 0;
}

/* --- termination handlers --------------------------------------------------------------------- */

static INT
a_termination_handler_runs_at_the_end(VOID)
{
    __try {
        Say("b");
    } __finally {
        Say(AbnormalTermination() ? "A" : "n");
    }
    CHECK(Said("bn"));
    return 0;
}

static INT
ReturnThrough(INT Value)
{
    INT Result = Value;

    __try {
        return Opaque(Result) + Opaque(1) * 2;
    } __finally {
        INT Used[16];

        for (INT i = 0; i < 16; i++) {
            Used[i] = Opaque(i);
        }
        Say(AbnormalTermination() ? "A" : "n");
        Result = Used[3] + 1000;
    }
    return -1;
}

static INT
a_termination_handler_runs_before_a_return(VOID)
{
    CHECK(ReturnThrough(40) == 42);
    CHECK(Said("A"));
    return 0;
}

static INT
a_termination_handler_runs_before_a_goto(VOID)
{
    INT n = 0;

    __try {
        if (Opaque(1)) {
            goto out;
        }
        n = 5;
    } __finally {
        Say(AbnormalTermination() ? "A" : "n");
    }
    n = 6;
out:
    CHECK(n == 0 && Said("A"));
    return 0;
}

static INT
a_termination_handler_does_not_change_what_is_returned(VOID)
{
    CHECK(ReturnThrough(7) == 9);
    CHECK(Said("A"));
    return 0;
}

typedef struct _BIG {
    LONG64 v[6];
} BIG;

static BIG
ReturnBig(VOID)
{
    BIG b = {{1, 2, 3, 4, 5, 6}};

    __try {
        b.v[2] = Opaque(33);
        return b;
    } __finally {
        BIG c;

        memset(&c, Opaque(0x55), sizeof c);
        b.v[2] = c.v[0];
    }
    return b;
}

static INT
a_structure_is_returned_through_a_termination_handler(VOID)
{
    BIG b = ReturnBig();

    CHECK(b.v[0] == 1 && b.v[2] == 33 && b.v[5] == 6);
    return 0;
}

static double
ReturnDouble(INT a)
{
    double d = a * 1.5;

    __try {
        return d + Opaque(1);
    } __finally {
        double e = Opaque(3) * 2.0;

        Say(e == 6 ? "6" : "?");
    }
    return 0;
}

static INT
a_double_is_returned_through_a_termination_handler(VOID)
{
    CHECK(ReturnDouble(4) == 7.0 && Said("6"));
    return 0;
}

static INT
ReturnThroughThree(VOID)
{
    __try {
        __try {
            __try {
                return Opaque(9);
            } __finally {
                Say("1");
            }
        } __finally {
            Say("2");
        }
    } __finally {
        Say("3");
    }
    return 0;
}

static INT
three_termination_handlers_run_before_a_return(VOID)
{
    CHECK(ReturnThroughThree() == 9 && Said("123"));
    return 0;
}

static INT
ReturnFromHandlerThrough(VOID)
{
    __try {
        __try {
            Raise(STATUS_DISK_FULL);
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            return Opaque(77);
        }
    } __finally {
        Say(AbnormalTermination() ? "A" : "n");
    }
    return 0;
}

static INT
a_handler_returns_through_a_termination_handler(VOID)
{
    CHECK(ReturnFromHandlerThrough() == 77 && Said("A"));
    return 0;
}

static INT
ReturnInFinally(VOID)
{
    __try {
        Raise(STATUS_DISK_FULL);
    } __finally {
        return 66;
    }
}

static INT
a_return_in_a_termination_handler_ends_the_unwinding(VOID)
{
    INT n = 0;

    __try {
        n = ReturnInFinally();
        Raise(STATUS_TIMEOUT);
    } __except (GetExceptionCode() == STATUS_TIMEOUT || Say("d")) {
        n++;
    }
    CHECK(n == 67 && Said("d"));
    return 0;
}

static INT
GotoOutOfFinally(INT Times)
{
    INT n = 0;

again:
    __try {
        Raise(STATUS_DISK_FULL);
    } __finally {
        if (++n < Times) {
            goto again;
        }
        goto out;
    }
    n = -1;
out:
    return n;
}

static INT
a_goto_out_of_a_termination_handler_ends_the_unwinding(VOID)
{
    INT n = 0;

    __try {
        n = GotoOutOfFinally(1);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        n = 100;
    }
    CHECK(n == 1);
    return 0;
}

static INT
leaving_termination_handlers_often_needs_no_stack(VOID)
{
    INT n = 0;

    __try {
        n = GotoOutOfFinally(1000);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        n = -2;
    }
    CHECK(n == 1000);
    return 0;
}

#ifdef _KERNEL_MODE
static NTSTATUS
LowerCase(INT Mode)
{
    NTSTATUS Status = STATUS_SUCCESS;

    try {
        try {
            if (Mode == 1) {
                Status = STATUS_PENDING;
                leave;
            }
            Raise(Mode == 2 ? STATUS_DISK_FULL : STATUS_SUCCESS);
        } finally {
            Say(AbnormalTermination() ? "A" : "n");
        }
        Say("e");
    } except (GetExceptionCode() == STATUS_DISK_FULL ? EXCEPTION_EXECUTE_HANDLER
                                                     : EXCEPTION_CONTINUE_SEARCH) {
        Status = GetExceptionCode();
    }
    return Status;
}

static INT
lower_case_keywords_work(VOID)
{
    CHECK(LowerCase(0) == STATUS_SUCCESS && Said("ne"));
    CHECK(LowerCase(1) == STATUS_PENDING && Said("ne"));
    CHECK(LowerCase(2) == STATUS_DISK_FULL && Said("A"));
    return 0;
}
#else
static INT
lower_case_keywords_work(VOID)
{
    return 0; /* the kernel's headers only */
}
#endif
