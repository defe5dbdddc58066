/*
 * seh/cases/cases.h - what each file of cases needs, and the list of all of them
 *
 * A case is a function that returns 0, or the line of the first thing that was not as it should be.
 * The same cases are compiled into drivers, without and with optimisation and with access
 * instrumentation, and into the test program itself.
 */
#ifndef CASES_H
#define CASES_H

/* What faults and what does not: pages of user memory. */
typedef struct _SEH_ARENA {
    PUCHAR Good;     /* the page before Bad */
    PUCHAR Bad;      /* no access */
    PUCHAR ReadOnly;
    PUCHAR Reserved; /* ZwAllocateVirtualMemory can make it accessible */
} SEH_ARENA;

#define SEH_CASES(X)                                                                               \
    X(a_block_without_exception_skips_the_handler)                                                 \
    X(a_status_reaches_the_handler)                                                                \
    X(a_value_is_returned_from_a_block)                                                            \
    X(a_value_is_returned_from_a_handler)                                                          \
    X(leave_ends_the_block)                                                                        \
    X(leave_from_a_loop_ends_the_block)                                                            \
    X(leave_in_a_handler_ends_the_outer_block)                                                     \
    X(leave_in_a_termination_handler_ends_the_outer_block)                                         \
    X(break_in_a_handler_leaves_the_loop)                                                          \
    X(continue_in_a_handler_goes_on_with_the_loop)                                                 \
    X(break_in_a_handler_leaves_the_switch)                                                        \
    X(loops_inside_a_block_have_their_breaks)                                                      \
    X(a_statement_without_braces_is_one_statement)                                                 \
    X(goto_leaves_a_block)                                                                         \
    X(goto_leaves_a_handler)                                                                       \
    X(a_termination_handler_runs_at_the_end)                                                       \
    X(a_termination_handler_runs_before_a_return)                                                  \
    X(a_termination_handler_runs_before_a_goto)                                                    \
    X(a_termination_handler_does_not_change_what_is_returned)                                      \
    X(a_structure_is_returned_through_a_termination_handler)                                       \
    X(a_double_is_returned_through_a_termination_handler)                                          \
    X(three_termination_handlers_run_before_a_return)                                              \
    X(a_handler_returns_through_a_termination_handler)                                             \
    X(a_return_in_a_termination_handler_ends_the_unwinding)                                        \
    X(a_goto_out_of_a_termination_handler_ends_the_unwinding)                                      \
    X(leaving_termination_handlers_often_needs_no_stack)                                           \
    X(lower_case_keywords_work)                                                                    \
    X(the_filter_comes_before_the_termination_handler)                                             \
    X(filters_are_asked_from_the_inside_out)                                                       \
    X(termination_handlers_run_from_the_inside_out)                                                \
    X(a_filter_sees_its_function_s_variables)                                                      \
    X(a_filter_calls_functions_that_need_much_stack)                                               \
    X(a_filter_changes_its_function_s_variables)                                                   \
    X(a_filter_learns_what_happened)                                                               \
    X(an_exception_in_a_handler_goes_outwards)                                                     \
    X(an_exception_in_a_termination_handler_goes_outwards)                                         \
    X(an_exception_in_a_termination_handler_replaces_the_first)                                    \
    X(an_exception_handled_inside_a_termination_handler_changes_nothing)                           \
    X(an_exception_handled_inside_a_filter_changes_nothing)                                        \
    X(an_exception_in_a_filter_asks_all_again)                                                     \
    X(a_handler_has_statements_of_its_own)                                                         \
    X(a_handler_keeps_its_code_over_an_inner_exception)                                            \
    X(each_recursion_has_its_own_code)                                                             \
    X(continuing_a_raised_status_is_another_exception)                                             \
    X(variables_keep_what_a_block_gave_them_before_a_call)                                         \
    X(variables_keep_what_a_block_gave_them_before_a_fault)                                        \
    X(a_loop_s_counter_tells_where_it_faulted)                                                     \
    X(many_variables_keep_their_values)                                                            \
    X(aligned_variables_keep_their_values)                                                         \
    X(an_array_of_variable_size_may_be_in_the_block)                                               \
    X(a_read_fault_has_its_address)                                                                \
    X(a_write_fault_has_its_address)                                                               \
    X(a_write_to_a_read_only_page_faults)                                                          \
    X(a_copy_that_faults_is_caught)                                                                \
    X(a_null_pointer_is_caught)                                                                    \
    X(an_address_that_no_processor_has_is_caught)                                                  \
    X(a_division_by_zero_is_caught)                                                                \
    X(an_illegal_instruction_is_caught)                                                            \
    X(a_breakpoint_is_caught)                                                                      \
    X(a_breakpoint_can_be_skipped)                                                                 \
    X(a_page_can_be_supplied_by_a_filter)                                                          \
    X(a_fault_that_is_mended_in_a_filter_leaves_the_first_exception)                               \
    X(a_register_can_be_changed_by_a_filter)                                                       \
    X(a_buffer_is_freed_after_a_fault)                                                             \
    X(the_address_of_an_exception_is_in_the_code_that_raised_it)                                   \
    X(ProbeForRead_raises)                                                                         \
    X(ProbeForWrite_raises)                                                                        \
    X(ExRaiseAccessViolation_raises)                                                               \
    X(ExRaiseDatatypeMisalignment_raises)                                                          \
    X(MmProbeAndLockPages_raises)                                                                  \
    X(KeReleaseMutex_raises)                                                                       \
    X(KeReleaseSemaphore_raises)                                                                   \
    X(a_mutex_that_was_taken_too_often_raises)                                                     \
    X(pool_that_must_not_fail_raises)                                                              \
    X(a_failed_assertion_is_an_exception)                                                          \
    X(the_irql_stays_as_it_was)                                                                    \
    X(a_fault_at_a_raised_irql_below_dispatch_is_caught)                                           \
    X(critical_regions_stay_entered)                                                               \
    X(a_preempted_thread_keeps_its_handlers)                                                       \
    X(a_wait_in_a_filter_keeps_the_exception)

extern SEH_ARENA SehArena;
extern CHAR SehLog[64];

#define CHECK(x)                                                                                   \
    do {                                                                                           \
        if (!(x)) {                                                                                \
            return __LINE__;                                                                       \
        }                                                                                          \
    } while (0)

static inline INT
Say(PCSTR What)
{
    strcat(SehLog, What);
    return 1;
}

static inline BOOLEAN
Said(PCSTR What)
{
    BOOLEAN Equal = strcmp(SehLog, What) == 0;

    SehLog[0] = 0;
    return Equal;
}

/* What no compiler sees through. */
static inline INT
Opaque(INT Value)
{
    volatile INT Copy = Value;

    return Copy;
}

static DECLSPEC_NOINLINE VOID
Raise(NTSTATUS Status)
{
    if (Status != STATUS_SUCCESS) {
        ExRaiseStatus(Status);
    }
}

#define FAULTING(Address) (*(volatile INT *)(PVOID)(Address))

#endif
