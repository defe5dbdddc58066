/*
 * seh/test_places.c - which handlers an exception finds, and the bug check when it finds none
 */
#define WDK_STRUCTURED_EXCEPTIONS
#include <ntifs.h>
#include <sim/test.h>

#include "places.h"

static KDPC Dpc;
static volatile INT Zero;

static NTSTATUS
place(SEH_PLACE Place)
{
    HANDLE device = CreateFileW(L"\\\\.\\SehPlaces", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    IO_STATUS_BLOCK io = {0};
    NTSTATUS status = NtDeviceIoControlFile(device, NULL, NULL, NULL, &io, IOCTL_SEH_PLACE, &Place,
                                            sizeof Place, NULL, 0);

    CloseHandle(device);
    return status;
}

static void
assert_raised_in(const char *function)
{
    uint64_t start = (uint64_t)(uintptr_t)sim_driver_symbol("seh_places", function);

    assert_in_range(sim_bugcheck_parameter(2), start, start + 128);
}

/* --- nobody handles it ------------------------------------------------------------------------ */

static void
in_a_system_call_it_is_a_system_service_exception(void **state)
{
    assert_bugcheck(SYSTEM_SERVICE_EXCEPTION, place(SehHere));
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_DISK_FULL);
    assert_raised_in("SehRaise");
    assert_int_not_equal(sim_bugcheck_parameter(3), 0);
}

static void
in_a_system_thread_it_is_a_system_thread_exception(void **state)
{
    assert_bugcheck(SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, place(SehInThread));
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_DISK_FULL);
    assert_raised_in("SehRaise");
}

static void
in_a_dpc_it_is_a_kernel_mode_exception(void **state)
{
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, place(SehInDpc));
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_INTEGER_DIVIDE_BY_ZERO);
    assert_raised_in("DivideInDpc");
}

static void
in_a_kernel_call_of_the_test_it_is_a_kernel_mode_exception(void **state)
{
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, ExRaiseStatus(STATUS_DISK_FULL));
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_DISK_FULL);
}

static void
a_status_that_is_continued_and_not_handled_is_not_continuable(void **state)
{
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, {
        __try {
            ExRaiseStatus(STATUS_DISK_FULL);
        } __except (GetExceptionCode() == STATUS_DISK_FULL ? EXCEPTION_CONTINUE_EXECUTION
                                                           : EXCEPTION_CONTINUE_SEARCH) {
        }
    });
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_NONCONTINUABLE_EXCEPTION);
}

static void
ExRaiseStatus_is_for_levels_below_dispatch(void **state)
{
    KIRQL Irql;

    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    assert_bugcheck(DRIVER_VIOLATION, ExRaiseStatus(STATUS_DISK_FULL));
}

/* --- who sees it ------------------------------------------------------------------------------ */

static void
a_system_call_does_not_see_handlers_of_user_mode(void **state)
{
    assert_bugcheck(SYSTEM_SERVICE_EXCEPTION, {
        __try {
            place(SehHere);
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            Zero = 5;
        }
    });
    assert_int_equal(Zero, 0);
}

__attribute__((no_sanitize("undefined"))) static VOID
DivideInDpc(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    Zero = 100 / Zero;
}

static void
a_dpc_does_not_see_handlers_of_the_interrupted_thread(void **state)
{
    KeInitializeDpc(&Dpc, DivideInDpc, NULL);
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, {
        __try {
            KeInsertQueueDpc(&Dpc, NULL, NULL);
        } __except (EXCEPTION_EXECUTE_HANDLER) {
            Zero = 5;
        }
    });
    assert_int_equal(Zero, 0);
}

static void
a_dpc_has_handlers_of_its_own(void **state)
{
    assert_int_equal(place(SehInHandlingDpc), STATUS_INTEGER_DIVIDE_BY_ZERO);
}

static NTSTATUS
Keep(PDEVICE_OBJECT device, PIRP Irp, PVOID context)
{
    return STATUS_MORE_PROCESSING_REQUIRED;
}

/* The packet is the lower driver's until somebody completes it. */
static NTSTATUS
call_down(PDEVICE_OBJECT device, PIRP Irp)
{
    NTSTATUS Status = STATUS_SUCCESS;

    __try {
        IoCallDriver(device, Irp);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        Status = GetExceptionCode();
        IoCompleteRequest(Irp, IO_NO_INCREMENT);
    }
    return Status;
}

static void
a_driver_s_exception_reaches_the_handler_of_its_caller(void **state)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\SehPlaces");
    PFILE_OBJECT file;
    PDEVICE_OBJECT device;
    PIRP Irp;

    assert_nt_success(IoGetDeviceObjectPointer(&name, FILE_READ_DATA, &file, &device));
    for (int i = 0; i < 3; i++) {
        Irp = IoAllocateIrp(device->StackSize, FALSE);
        IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_FLUSH_BUFFERS;
        IoSetCompletionRoutine(Irp, Keep, NULL, TRUE, TRUE, TRUE);
        assert_int_equal(call_down(device, Irp), STATUS_DISK_FULL);
        IoFreeIrp(Irp);
    }
    ObDereferenceObject(file);
}

static void
a_driver_in_cpp_has_handlers(void **state)
{
    INT (*run)(VOID) = (INT (*)(VOID))sim_driver_symbol("seh_cpp", "SehCpp");

    assert_int_equal(run(), 0);
}

/* --- faults that are no exceptions ------------------------------------------------------------ */

static void
a_system_address_is_a_page_fault_for_all_handlers(void **state)
{
    assert_bugcheck(PAGE_FAULT_IN_NONPAGED_AREA, place(SehSystemAddress));
}

static void
a_user_address_at_dispatch_level_is_the_irql_for_all_handlers(void **state)
{
    assert_bugcheck(DRIVER_IRQL_NOT_LESS_OR_EQUAL, place(SehUserAddressAtDispatch));
    assert_int_equal(sim_bugcheck_parameter(2), DISPATCH_LEVEL);
}

static void
a_user_address_below_dispatch_level_is_an_exception(void **state)
{
    assert_int_equal(place(SehUserAddress), STATUS_ACCESS_VIOLATION);
}

#define PLACE_TEST(f) SIM_TEST(f, .driver = "seh_places")

SIM_TESTS(PLACE_TEST(in_a_system_call_it_is_a_system_service_exception),
          PLACE_TEST(in_a_system_thread_it_is_a_system_thread_exception),
          PLACE_TEST(in_a_dpc_it_is_a_kernel_mode_exception),
          PLACE_TEST(in_a_kernel_call_of_the_test_it_is_a_kernel_mode_exception),
          PLACE_TEST(a_status_that_is_continued_and_not_handled_is_not_continuable),
          PLACE_TEST(ExRaiseStatus_is_for_levels_below_dispatch),
          PLACE_TEST(a_system_call_does_not_see_handlers_of_user_mode),
          PLACE_TEST(a_dpc_does_not_see_handlers_of_the_interrupted_thread),
          PLACE_TEST(a_dpc_has_handlers_of_its_own),
          PLACE_TEST(a_driver_s_exception_reaches_the_handler_of_its_caller),
          SIM_TEST(a_driver_in_cpp_has_handlers, .driver = "seh_cpp"),
          PLACE_TEST(a_system_address_is_a_page_fault_for_all_handlers),
          PLACE_TEST(a_user_address_at_dispatch_level_is_the_irql_for_all_handlers),
          PLACE_TEST(a_user_address_below_dispatch_level_is_an_exception))
