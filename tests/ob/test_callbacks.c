/*
 * ob/test_callbacks.c - drivers watch and restrict handles to processes and threads
 */
#include "ob_test.h"

#define PROCESS_VM_RIGHTS (PROCESS_VM_READ | PROCESS_VM_WRITE)

static struct {
    ULONG before, after, order;
    ULONG first, last; /* the order of high and low */
    ACCESS_MASK asked, granted;
    OB_OPERATION operation;
    BOOLEAN kernel;
    PVOID source, context;
    ACCESS_MASK strip;
} Seen;

static OB_PREOP_CALLBACK_STATUS
before(PVOID context, POB_PRE_OPERATION_INFORMATION information)
{
    Seen.before++;
    Seen.first = ++Seen.order;
    Seen.operation = information->Operation;
    Seen.kernel = information->KernelHandle;
    if (information->Operation == OB_OPERATION_HANDLE_DUPLICATE) {
        Seen.source = information->Parameters->DuplicateHandleInformation.SourceProcess;
    }
    Seen.asked = information->Parameters->CreateHandleInformation.OriginalDesiredAccess;
    information->Parameters->CreateHandleInformation.DesiredAccess &= ~Seen.strip;
    information->Parameters->CreateHandleInformation.DesiredAccess |= PROCESS_SET_QUOTA;
    information->CallContext = &Seen;
    return OB_PREOP_SUCCESS;
}

static void
after(PVOID context, POB_POST_OPERATION_INFORMATION information)
{
    Seen.after++;
    Seen.granted = information->Parameters->CreateHandleInformation.GrantedAccess;
    Seen.context = information->CallContext;
}

static OB_PREOP_CALLBACK_STATUS
lower(PVOID context, POB_PRE_OPERATION_INFORMATION information)
{
    Seen.last = ++Seen.order;
    return OB_PREOP_SUCCESS;
}

static PVOID
registered(PCWSTR altitude, POB_PRE_OPERATION_CALLBACK pre, POB_POST_OPERATION_CALLBACK post)
{
    OB_OPERATION_REGISTRATION operation = {
        PsProcessType, OB_OPERATION_HANDLE_CREATE | OB_OPERATION_HANDLE_DUPLICATE, pre, post};
    OB_CALLBACK_REGISTRATION registration = {.Version = OB_FLT_REGISTRATION_VERSION,
                                             .OperationRegistrationCount = 1,
                                             .OperationRegistration = &operation};
    PVOID handle = NULL;

    RtlInitUnicodeString(&registration.Altitude, altitude);
    assert_nt_success(ObRegisterCallbacks(&registration, &handle));
    return handle;
}

/* What a handle to this process is granted. */
static ACCESS_MASK
opened(BOOLEAN user, ACCESS_MASK access)
{
    OBJECT_ATTRIBUTES attributes;
    CLIENT_ID id = {PsGetCurrentProcessId(), NULL};
    HANDLE handle;
    ACCESS_MASK granted;

    InitializeObjectAttributes(&attributes, NULL, user ? 0 : OBJ_KERNEL_HANDLE, NULL, NULL);
    assert_nt_success(user ? NtOpenProcess(&handle, access, &attributes, &id)
                           : ZwOpenProcess(&handle, access, &attributes, &id));
    granted = counts_of(handle).GrantedAccess;
    assert_nt_success(user ? NtClose(handle) : ZwClose(handle));
    return granted;
}

static void
rights_are_taken_away(void **state)
{
    PVOID registration = registered(L"370000", before, after);

    RtlZeroMemory(&Seen, sizeof Seen);
    Seen.strip = PROCESS_VM_WRITE | PROCESS_VM_READ;
    assert_int_equal(opened(TRUE, PROCESS_VM_RIGHTS | PROCESS_TERMINATE),
                     PROCESS_VM_READ | PROCESS_TERMINATE); /* reading cannot be taken */
    assert_int_equal(Seen.before, 1);
    assert_int_equal(Seen.after, 1);
    assert_int_equal(Seen.operation, OB_OPERATION_HANDLE_CREATE);
    assert_int_equal(Seen.asked, PROCESS_VM_RIGHTS | PROCESS_TERMINATE);
    assert_int_equal(Seen.granted, PROCESS_VM_READ | PROCESS_TERMINATE);
    assert_ptr_equal(Seen.context, &Seen);
    assert_false(Seen.kernel);
    ObUnRegisterCallbacks(registration);
    assert_int_equal(opened(TRUE, PROCESS_VM_RIGHTS), PROCESS_VM_RIGHTS);
    assert_int_equal(Seen.before, 1);
}

static void
kernel_handles_keep_theirs(void **state)
{
    PVOID registration = registered(L"370000", before, NULL);

    RtlZeroMemory(&Seen, sizeof Seen);
    Seen.strip = PROCESS_VM_WRITE;
    assert_int_equal(opened(FALSE, PROCESS_VM_RIGHTS), PROCESS_VM_RIGHTS);
    assert_true(Seen.kernel);
    ObUnRegisterCallbacks(registration);
}

static void
duplicates_are_seen_too(void **state)
{
    PVOID registration = registered(L"370000", before, after);
    HANDLE copy;

    RtlZeroMemory(&Seen, sizeof Seen);
    Seen.strip = PROCESS_TERMINATE;
    assert_nt_success(NtDuplicateObject(NtCurrentProcess(), NtCurrentProcess(), NtCurrentProcess(),
                                        &copy, PROCESS_TERMINATE | SYNCHRONIZE, 0, 0));
    assert_int_equal(counts_of(copy).GrantedAccess, SYNCHRONIZE);
    assert_int_equal(Seen.operation, OB_OPERATION_HANDLE_DUPLICATE);
    assert_ptr_equal(Seen.source, PsGetCurrentProcess());
    NtClose(copy);
    ObUnRegisterCallbacks(registration);
}

static void
are_called_from_the_highest_altitude_down(void **state)
{
    PVOID low = registered(L"9000.5", lower, NULL), high = registered(L"10000", before, NULL);

    RtlZeroMemory(&Seen, sizeof Seen);
    opened(TRUE, SYNCHRONIZE);
    assert_int_equal(Seen.first, 1);
    assert_int_equal(Seen.last, 2);
    ObUnRegisterCallbacks(low);
    ObUnRegisterCallbacks(high);
}

static void
a_registration_must_make_sense(void **state)
{
    PVOID held = registered(L"370000", before, NULL), handle;
    OB_OPERATION_REGISTRATION operation = {PsProcessType, OB_OPERATION_HANDLE_CREATE, before, NULL};
    OB_CALLBACK_REGISTRATION registration = {.Version = OB_FLT_REGISTRATION_VERSION,
                                             .OperationRegistrationCount = 1,
                                             .OperationRegistration = &operation};

    RtlInitUnicodeString(&registration.Altitude, L"370000.0");
    assert_nt_status(ObRegisterCallbacks(&registration, &handle),
                     STATUS_FLT_INSTANCE_ALTITUDE_COLLISION);
    RtlInitUnicodeString(&registration.Altitude, L"high");
    assert_nt_status(ObRegisterCallbacks(&registration, &handle), STATUS_INVALID_PARAMETER);
    RtlInitUnicodeString(&registration.Altitude, L"370001");
    registration.Version = 0x0200;
    assert_nt_status(ObRegisterCallbacks(&registration, &handle), STATUS_INVALID_PARAMETER);
    registration.Version = OB_FLT_REGISTRATION_VERSION;
    operation.ObjectType = ExEventObjectType;
    assert_nt_status(ObRegisterCallbacks(&registration, &handle), STATUS_INVALID_PARAMETER);
    assert_int_equal(ObGetFilterVersion(), OB_FLT_REGISTRATION_VERSION);
    ObUnRegisterCallbacks(held);
}

SIM_TESTS(SIM_TEST(rights_are_taken_away), SIM_TEST(kernel_handles_keep_theirs),
          SIM_TEST(duplicates_are_seen_too), SIM_TEST(are_called_from_the_highest_altitude_down),
          SIM_TEST(a_registration_must_make_sense))
