/*
 * se/test_access.c - who may do what
 */
#include <ntifs.h>
#include <sim/test.h>

static GENERIC_MAPPING Mapping = {1, 2, 4, 7 | STANDARD_RIGHTS_REQUIRED};

static BOOLEAN
check(PSECURITY_DESCRIPTOR descriptor, ACCESS_MASK desired, KPROCESSOR_MODE mode,
      PACCESS_MASK granted, PNTSTATUS status)
{
    SECURITY_SUBJECT_CONTEXT subject;
    BOOLEAN result;

    SeCaptureSubjectContext(&subject);
    result = SeAccessCheck(descriptor, &subject, FALSE, desired, 0, NULL, &Mapping, mode, granted,
                           status);
    SeReleaseSubjectContext(&subject);
    return result;
}

static void
kernel_mode_may_do_everything(void **state)
{
    ACCESS_MASK granted = 0;
    NTSTATUS status = STATUS_UNSUCCESSFUL;

    assert_true(check(NULL, 5, KernelMode, &granted, &status));
    assert_int_equal(granted, 5);
    assert_nt_success(status);
    assert_true(check(NULL, MAXIMUM_ALLOWED, KernelMode, &granted, &status));
    assert_int_equal(granted, Mapping.GenericAll);
}

static void
user_mode_may_what_nobody_restricts(void **state)
{
    SECURITY_DESCRIPTOR descriptor;
    ACCESS_MASK granted = 0;
    NTSTATUS status = STATUS_UNSUCCESSFUL;

    RtlCreateSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION);
    assert_true(check(&descriptor, 5, UserMode, &granted, &status));
    assert_int_equal(granted, 5);
    assert_false(check(&descriptor, ACCESS_SYSTEM_SECURITY, UserMode, &granted, &status));
    assert_nt_status(status, STATUS_PRIVILEGE_NOT_HELD);
    assert_false(check(NULL, 5, UserMode, &granted, &status));
    assert_nt_status(status, STATUS_ACCESS_DENIED);
}

static void
generic_rights_become_specific_ones(void **state)
{
    ACCESS_MASK mask = GENERIC_READ | GENERIC_WRITE | SYNCHRONIZE;

    RtlMapGenericMask(&mask, &Mapping);
    assert_int_equal(mask, 3 | SYNCHRONIZE);
}

static void
privileges_are_the_kernel_s(void **state)
{
    LUID load = {SE_LOAD_DRIVER_PRIVILEGE, 0}, notify = {SE_CHANGE_NOTIFY_PRIVILEGE, 0};

    assert_true(SeSinglePrivilegeCheck(load, KernelMode));
    assert_false(SeSinglePrivilegeCheck(load, UserMode));
    assert_true(SeSinglePrivilegeCheck(notify, UserMode));
}

SIM_TESTS(SIM_TEST(kernel_mode_may_do_everything), SIM_TEST(user_mode_may_what_nobody_restricts),
          SIM_TEST(generic_rights_become_specific_ones), SIM_TEST(privileges_are_the_kernel_s))
