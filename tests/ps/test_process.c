/*
 * ps/test_process.c - processes and threads by id
 */
#include "ps_test.h"

static void
are_found_by_their_ids(void **state)
{
    PEPROCESS process;
    PETHREAD thread;

    assert_nt_success(PsLookupProcessByProcessId(PsGetCurrentProcessId(), &process));
    assert_ptr_equal(process, PsGetCurrentProcess());
    ObDereferenceObject(process);
    assert_nt_success(PsLookupThreadByThreadId(PsGetCurrentThreadId(), &thread));
    assert_ptr_equal(thread, PsGetCurrentThread());
    ObDereferenceObject(thread);
}

static void
are_not_found_by_others(void **state)
{
    PEPROCESS process;
    PETHREAD thread;

    assert_nt_status(PsLookupProcessByProcessId(PsGetCurrentThreadId(), &process),
                     STATUS_INVALID_CID);
    assert_nt_status(PsLookupThreadByThreadId(ULongToHandle(0x7000), &thread), STATUS_INVALID_CID);
}

static void
tell_about_themselves(void **state)
{
    assert_ptr_equal(PsGetProcessId(PsGetCurrentProcess()), PsGetCurrentProcessId());
    assert_ptr_equal(PsGetThreadId(PsGetCurrentThread()), PsGetCurrentThreadId());
    assert_ptr_equal(PsGetThreadProcessId(PsGetCurrentThread()), PsGetCurrentProcessId());
    assert_ptr_equal(IoThreadToProcess(PsGetCurrentThread()), PsGetCurrentProcess());
    assert_ptr_equal(IoGetCurrentProcess(), PsGetCurrentProcess());
    assert_false(PsIsSystemThread(PsGetCurrentThread()));
    assert_false(PsIsThreadTerminating(PsGetCurrentThread()));
    assert_nt_status(PsGetProcessExitStatus(PsGetCurrentProcess()), STATUS_PENDING);
    assert_true(PsGetProcessCreateTimeQuadPart(PsGetCurrentProcess()) > 0);
}

static void
are_opened_by_their_ids(void **state)
{
    CLIENT_ID id = {PsGetCurrentProcessId(), NULL};
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
    HANDLE process = NULL;
    PVOID object;

    InitializeObjectAttributes(&attributes, NULL, 0, NULL, NULL);
    assert_nt_success(ZwOpenProcess(&process, PROCESS_ALL_ACCESS, &attributes, &id));
    assert_nt_success(
        ObReferenceObjectByHandle(process, 0, *PsProcessType, KernelMode, &object, NULL));
    assert_ptr_equal(object, PsGetCurrentProcess());
    ObDereferenceObject(object);
    ZwClose(process);
    assert_nt_status(ZwOpenProcess(&process, PROCESS_ALL_ACCESS, &attributes, NULL),
                     STATUS_INVALID_PARAMETER_MIX);
    id.UniqueThread = PsGetCurrentThreadId();
    assert_nt_success(ZwOpenProcess(&process, PROCESS_ALL_ACCESS, &attributes, &id));
    ZwClose(process);
    id.UniqueThread = ULongToHandle(0x7000);
    assert_nt_status(ZwOpenProcess(&process, PROCESS_ALL_ACCESS, &attributes, &id),
                     STATUS_INVALID_CID);
    RtlInitUnicodeString(&name, L"\\x");
    attributes.ObjectName = &name;
    assert_nt_status(ZwOpenProcess(&process, PROCESS_ALL_ACCESS, &attributes, &id),
                     STATUS_INVALID_PARAMETER_MIX);
}

static void
are_of_windows_10(void **state)
{
    ULONG major, minor, build;

    assert_false(PsGetVersion(&major, &minor, &build, NULL));
    assert_int_equal(major, 10);
    assert_int_equal(minor, 0);
    assert_true(build >= 19041);
}

SIM_TESTS(SIM_TEST(are_found_by_their_ids), SIM_TEST(are_not_found_by_others),
          SIM_TEST(tell_about_themselves), SIM_TEST(are_opened_by_their_ids),
          SIM_TEST(are_of_windows_10))
