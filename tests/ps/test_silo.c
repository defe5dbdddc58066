/*
 * ps/test_silo.c - the host silo, and what drivers hang on it
 */
#include "ps_test.h"

static void
is_the_only_one(void **state)
{
    PESILO host = PsGetHostSilo();

    assert_non_null(host);
    assert_true(PsIsHostSilo(host));
    assert_ptr_equal(PsGetCurrentSilo(), host);
    assert_ptr_equal(PsGetCurrentServerSilo(), host);
    assert_ptr_equal(PsGetEffectiveServerSilo(host), host);
    assert_ptr_equal(PsGetThreadServerSilo(PsGetCurrentThread()), host);
    assert_ptr_equal(PsGetParentSilo(NULL), host);
    PESILO before = PsAttachSiloToCurrentThread(host);
    assert_ptr_equal(PsGetCurrentSilo(), host);
    PsDetachSiloFromCurrentThread(before);
}

static ULONG cleaned;

static VOID
Cleaned(PVOID Context)
{
    cleaned += *(PULONG)Context;
}

static PULONG
new_context(POOL_TYPE type, ULONG value)
{
    PVOID context;

    assert_nt_success(PsCreateSiloContext(PsGetHostSilo(), sizeof(ULONG), type, Cleaned, &context));
    *(PULONG)context = value;
    return context;
}

static void
keeps_a_context_in_a_slot(void **state)
{
    PESILO host = PsGetHostSilo();
    PVOID found, first, second;
    ULONG slot;

    cleaned = 0;
    assert_nt_success(PsAllocSiloContextSlot(0, &slot));
    assert_nt_status(PsGetSiloContext(host, slot, &found), STATUS_NOT_FOUND);
    assert_nt_status(PsRemoveSiloContext(host, slot, &found), STATUS_NOT_FOUND);
    first = new_context(PagedPool, 1);
    second = new_context(NonPagedPoolNx, 10);
    assert_nt_success(PsInsertSiloContext(host, slot, first));
    assert_nt_status(PsInsertSiloContext(host, slot, second), STATUS_NOT_SUPPORTED);
    PsDereferenceSiloContext(first); /* the slot's is left */
    assert_int_equal(cleaned, 0);
    assert_nt_success(PsGetSiloContext(host, slot, &found));
    assert_ptr_equal(found, first);
    PsReferenceSiloContext(found);
    PsDereferenceSiloContext(found);
    PsDereferenceSiloContext(found);
    assert_nt_success(PsReplaceSiloContext(host, slot, second, &found));
    assert_ptr_equal(found, first);
    assert_int_equal(cleaned, 0);
    PsDereferenceSiloContext(found);
    assert_int_equal(cleaned, 1);
    PsDereferenceSiloContext(second);
    assert_nt_status(PsGetPermanentSiloContext(host, slot, &found), STATUS_NOT_SUPPORTED);
    assert_nt_success(PsRemoveSiloContext(host, slot, NULL));
    assert_int_equal(cleaned, 11);
    assert_nt_success(PsFreeSiloContextSlot(slot));
    assert_nt_status(PsFreeSiloContextSlot(slot), STATUS_INVALID_PARAMETER);
    assert_nt_status(PsCreateSiloContext(host, sizeof(ULONG), NonPagedPoolSession, NULL, &found),
                     STATUS_INVALID_PARAMETER);
}

static void
keeps_a_permanent_context_for_ever(void **state)
{
    PESILO host = PsGetHostSilo();
    PVOID found, context = new_context(NonPagedPoolNx, 1);
    ULONG slot, other;

    assert_nt_success(PsAllocSiloContextSlot(0, &slot));
    assert_nt_status(PsMakeSiloContextPermanent(host, slot), STATUS_INVALID_PARAMETER);
    assert_nt_success(PsInsertPermanentSiloContext(host, slot, context));
    PsDereferenceSiloContext(context);
    assert_nt_success(PsGetPermanentSiloContext(host, slot, &found));
    assert_ptr_equal(found, context);
    assert_nt_status(PsRemoveSiloContext(host, slot, NULL), STATUS_NOT_SUPPORTED);
    assert_nt_status(PsReplaceSiloContext(host, slot, context, NULL), STATUS_NOT_SUPPORTED);
    assert_nt_success(PsAllocSiloContextSlot(0, &other));
    assert_int_not_equal(other, slot);
    assert_nt_status(PsGetPermanentSiloContext(host, other, &found), STATUS_NOT_FOUND);
    assert_nt_success(PsFreeSiloContextSlot(other));
    assert_nt_status(PsMakeSiloContextPermanent(host, other), STATUS_NOT_FOUND);
}

/* --- monitors --------------------------------------------------------------------------------- */

static PESILO told;
static NTSTATUS answer;

static NTSTATUS
Told(PESILO Silo)
{
    told = Silo;
    return answer;
}

static VOID
Ended(PESILO Silo)
{
}

static void
is_monitored(void **state)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"Monitor");
    SILO_MONITOR_REGISTRATION registration = {.Version = SILO_MONITOR_REGISTRATION_VERSION,
                                              .MonitorHost = TRUE,
                                              .ComponentName = &name,
                                              .CreateCallback = Told};
    PSILO_MONITOR monitor;
    PVOID context = new_context(PagedPool, 1);

    assert_nt_status(PsRegisterSiloMonitor(&registration, &monitor), STATUS_INVALID_PARAMETER);
    registration.TerminateCallback = Ended;
    assert_nt_success(PsRegisterSiloMonitor(&registration, &monitor));
    told = NULL;
    answer = STATUS_UNSUCCESSFUL;
    assert_nt_status(PsStartSiloMonitor(monitor), STATUS_REQUEST_ABORTED);
    answer = STATUS_SUCCESS;
    assert_nt_success(PsStartSiloMonitor(monitor));
    assert_ptr_equal(told, PsGetHostSilo());
    assert_nt_success(PsInsertSiloContext(told, PsGetSiloMonitorContextSlot(monitor), context));
    PsDereferenceSiloContext(context);
    assert_nt_success(PsRemoveSiloContext(told, PsGetSiloMonitorContextSlot(monitor), NULL));
    PsUnregisterSiloMonitor(monitor);
}

SIM_TESTS(SIM_TEST(is_the_only_one), SIM_TEST(keeps_a_context_in_a_slot),
          SIM_TEST(keeps_a_permanent_context_for_ever), SIM_TEST(is_monitored))
