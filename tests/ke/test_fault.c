/*
 * ke/test_fault.c - what a fault of a driver becomes, by what it did and where
 */
#include "ke_test.h"

#include "drivers/faulty/faulty.h"

enum { PROGRAM_FAULT = (int)0xFFFF0003 }; /* the code of ke.h for the test program's own mistakes */

static HANDLE Device;
static KDPC Dpc;
static volatile ULONG Zero;

static int
open_device(void **state)
{
    Device = sim_open(L"\\\\.\\Faulty");
    return 0;
}

static VOID
Err(FAULTY_KIND Kind, FAULTY_WHERE Where)
{
    FAULTY_REQUEST Request = {Kind, Where};
    OVERLAPPED Overlapped = {0};

    DeviceIoControl(Device, IOCTL_FAULTY, &Request, sizeof Request, NULL, 0, NULL, &Overlapped);
}

static NTSTATUS
Exception(VOID)
{
    return (NTSTATUS)sim_bugcheck_parameter(1);
}

static VOID
AssertInDriver(uint64_t address)
{
    uint64_t entry = (uint64_t)(uintptr_t)sim_driver_symbol("faulty", "DriverEntry");

    assert_in_range(address, entry - 0x10000, entry + 0x10000);
}

/* --- in a system call ------------------------------------------------------------------------- */

static void
nothing_wrong_ends_well(void **state)
{
    Err(FaultyNothing, FaultyHere);
    CloseHandle(Device);
}

static void
a_null_read_is_a_system_service_exception(void **state)
{
    uint64_t entry = (uint64_t)(uintptr_t)sim_driver_symbol("faulty", "FaultyReadNull");

    assert_bugcheck(SYSTEM_SERVICE_EXCEPTION, Err(FaultyNullRead, FaultyHere));
    assert_int_equal(Exception(), STATUS_ACCESS_VIOLATION);
    assert_in_range(sim_bugcheck_parameter(2), entry, entry + 64);
}

static void
a_null_write_is_a_system_service_exception(void **state)
{
    assert_bugcheck(SYSTEM_SERVICE_EXCEPTION, Err(FaultyNullWrite, FaultyHere));
    assert_int_equal(Exception(), STATUS_ACCESS_VIOLATION);
}

static void
a_null_call_is_a_system_service_exception(void **state)
{
    assert_bugcheck(SYSTEM_SERVICE_EXCEPTION, Err(FaultyNullCall, FaultyHere));
    assert_int_equal(sim_bugcheck_parameter(2), 0);
}

static void
a_division_by_zero_has_its_own_exception(void **state)
{
    assert_bugcheck(SYSTEM_SERVICE_EXCEPTION, Err(FaultyDivide, FaultyHere));
    assert_int_equal(Exception(), STATUS_INTEGER_DIVIDE_BY_ZERO);
}

static void
an_illegal_instruction_has_its_own_exception(void **state)
{
    assert_bugcheck(SYSTEM_SERVICE_EXCEPTION, Err(FaultyIllegal, FaultyHere));
    assert_int_equal(Exception(), STATUS_ILLEGAL_INSTRUCTION);
}

/* --- elsewhere -------------------------------------------------------------------------------- */

static void
in_a_system_thread_it_is_a_system_thread_exception(void **state)
{
    assert_bugcheck(SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, Err(FaultyNullRead, FaultyInThread));
    assert_int_equal(Exception(), STATUS_ACCESS_VIOLATION);
    AssertInDriver(sim_bugcheck_parameter(2));
}

static void
at_dispatch_level_it_is_the_irql(void **state)
{
    assert_bugcheck(DRIVER_IRQL_NOT_LESS_OR_EQUAL, Err(FaultyNullRead, FaultyAtDispatchLevel));
    assert_int_equal(sim_bugcheck_parameter(1), 0);
    assert_int_equal(sim_bugcheck_parameter(2), DISPATCH_LEVEL);
    assert_int_equal(sim_bugcheck_parameter(3), 0);
    AssertInDriver(sim_bugcheck_parameter(4));
}

static void
in_a_dpc_it_is_the_irql(void **state)
{
    assert_bugcheck(DRIVER_IRQL_NOT_LESS_OR_EQUAL, Err(FaultyNullWrite, FaultyInDpc));
    assert_int_equal(sim_bugcheck_parameter(1), 8);
    assert_int_equal(sim_bugcheck_parameter(3), 1);
}

/* --- memory that is not there ----------------------------------------------------------------- */

static void
a_stack_that_overflows_is_a_double_fault(void **state)
{
    assert_bugcheck(UNEXPECTED_KERNEL_MODE_TRAP, Err(FaultyOverflow, FaultyHere));
    assert_int_equal(sim_bugcheck_parameter(1), 8);
}

static void
a_stack_that_overflows_in_a_dpc_is_a_double_fault(void **state)
{
    assert_bugcheck(UNEXPECTED_KERNEL_MODE_TRAP, Err(FaultyOverflow, FaultyInDpc));
}

static void
a_register_read_like_memory_is_a_page_fault(void **state)
{
    assert_bugcheck(PAGE_FAULT_IN_NONPAGED_AREA, Err(FaultyRegister, FaultyHere));
    assert_int_equal(sim_bugcheck_parameter(2), 0);
    AssertInDriver(sim_bugcheck_parameter(3));
}

static VOID
UnloadAndWait(VOID)
{
    static UNICODE_STRING Service =
        RTL_CONSTANT_STRING(L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\faulty");

    Err(FaultyForgottenTimer, FaultyHere);
    CloseHandle(Device);
    assert_nt_success(ZwUnloadDriver(&Service));
    sim_run_for(200ull * MS);
}

static void
code_of_an_unloaded_driver_is_named_so(void **state)
{
    uint64_t forgotten = (uint64_t)(uintptr_t)sim_driver_symbol("faulty", "FaultyForgotten");

    assert_bugcheck(DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS, UnloadAndWait());
    assert_int_equal(sim_bugcheck_parameter(1), forgotten);
}

/* --- the test program's own mistakes ---------------------------------------------------------- */

static VOID
ReadNull(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    (void)*(volatile ULONG *)(ULONG_PTR)Zero;
}

static void
a_dpc_of_the_test_program_is_no_driver(void **state)
{
    KeInitializeDpc(&Dpc, ReadNull, NULL);
    assert_bugcheck(IRQL_NOT_LESS_OR_EQUAL, KeInsertQueueDpc(&Dpc, NULL, NULL));
    assert_int_equal(sim_bugcheck_parameter(2), DISPATCH_LEVEL);
}

static void
user_mode_of_the_test_program_only_fails_the_test(void **state)
{
    assert_bugcheck((uint32_t)PROGRAM_FAULT, ReadNull(NULL, NULL, NULL, NULL));
    assert_int_equal(sim_bugcheck_parameter(1), 0);
}

static VOID
ExecutePool(PVOID Block)
{
    ((VOID (*)(VOID))(ULONG_PTR)Block)();
}

static void
pool_is_not_executed(void **state)
{
    PVOID block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'xeoN');

    *(PUCHAR)block = 0xC3; // ret
    assert_bugcheck(ATTEMPTED_EXECUTE_OF_NOEXECUTE_MEMORY, RunSystemThread(ExecutePool, block));
    assert_int_equal(sim_bugcheck_parameter(1), (uint64_t)(uintptr_t)block);
}

#define FAULTY_TEST(f) SIM_TEST(f, .before = open_device, .driver = "faulty")

SIM_TESTS(FAULTY_TEST(nothing_wrong_ends_well),
          FAULTY_TEST(a_null_read_is_a_system_service_exception),
          FAULTY_TEST(a_null_write_is_a_system_service_exception),
          FAULTY_TEST(a_null_call_is_a_system_service_exception),
          FAULTY_TEST(a_division_by_zero_has_its_own_exception),
          FAULTY_TEST(an_illegal_instruction_has_its_own_exception),
          FAULTY_TEST(in_a_system_thread_it_is_a_system_thread_exception),
          FAULTY_TEST(at_dispatch_level_it_is_the_irql), FAULTY_TEST(in_a_dpc_it_is_the_irql),
          FAULTY_TEST(a_stack_that_overflows_is_a_double_fault),
          FAULTY_TEST(a_stack_that_overflows_in_a_dpc_is_a_double_fault),
          FAULTY_TEST(a_register_read_like_memory_is_a_page_fault),
          FAULTY_TEST(code_of_an_unloaded_driver_is_named_so),
          SIM_TEST(pool_is_not_executed), SIM_TEST(a_dpc_of_the_test_program_is_no_driver),
          SIM_TEST(user_mode_of_the_test_program_only_fails_the_test))
