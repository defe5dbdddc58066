/*
 * cm/test_filter.c - drivers watch, refuse, change and answer registry calls
 */
#include "cm_test.h"

typedef struct _FILTER {
    LARGE_INTEGER cookie;
    REG_NOTIFY_CLASS class; // the one that it acts on
    NTSTATUS answer, return_status;
    ULONG before, after;   // of that class and the one that follows it
    ULONG failed;          // calls, as it heard after them
    NTSTATUS seen;         // by the last notification after a call
    PVOID object, context; // given to the next key object that is opened
    ULONG cleanups;
    void (*act)(struct _FILTER *, PVOID information);
} FILTER;

static ULONG order[16], orders;
static FILTER filters[3];

/* The notification after the call that belongs to one before it. */
static REG_NOTIFY_CLASS
after(REG_NOTIFY_CLASS before)
{
    switch (before) {
    case RegNtPreDeleteKey:
        return RegNtPostDeleteKey;
    case RegNtPreSetValueKey:
        return RegNtPostSetValueKey;
    case RegNtPreDeleteValueKey:
        return RegNtPostDeleteValueKey;
    case RegNtPreEnumerateKey:
        return RegNtPostEnumerateKey;
    case RegNtPreEnumerateValueKey:
        return RegNtPostEnumerateValueKey;
    case RegNtPreQueryKey:
        return RegNtPostQueryKey;
    case RegNtPreQueryValueKey:
        return RegNtPostQueryValueKey;
    case RegNtPreKeyHandleClose:
        return RegNtPostKeyHandleClose;
    default:
        return before + 1; // CreateKeyEx, OpenKeyEx, FlushKey, QueryKeySecurity, SetKeySecurity
    }
}

static void
note(FILTER *filter, BOOLEAN after_it)
{
    if (orders < ARRAYSIZE(order)) {
        order[orders++] = (ULONG)(filter - filters) * 2 + after_it;
    }
}

static NTSTATUS NTAPI
callback(PVOID context, PVOID argument1, PVOID argument2)
{
    FILTER *filter = context;
    REG_NOTIFY_CLASS class = (REG_NOTIFY_CLASS)(ULONG_PTR)argument1;

    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    if (class == RegNtCallbackObjectContextCleanup) {
        PREG_CALLBACK_CONTEXT_CLEANUP_INFORMATION cleanup = argument2;

        assert_ptr_equal(cleanup->ObjectContext, filter->context);
        filter->cleanups++;
        return STATUS_SUCCESS;
    }
    if (class == filter->class) {
        filter->before++;
        note(filter, FALSE);
        if (filter->act != NULL) {
            filter->act(filter, argument2);
        }
        return filter->answer;
    }
    if (class == after(filter->class)) {
        PREG_POST_OPERATION_INFORMATION post = argument2;

        filter->failed += !NT_SUCCESS(post->Status);

        filter->after++;
        filter->seen = post->Status;
        filter->object = post->Object;
        note(filter, TRUE);
        if (filter->return_status != 0) {
            post->ReturnStatus = filter->return_status;
            return STATUS_CALLBACK_BYPASS;
        }
    }
    return STATUS_SUCCESS;
}

static FILTER *
watch(ULONG index, PCWSTR altitude, REG_NOTIFY_CLASS class)
{
    UNICODE_STRING string = text(altitude);

    filters[index] = (FILTER){.class = class};
    orders = 0;
    assert_nt_success(CmRegisterCallbackEx(callback, &string, (PVOID)watch, &filters[index],
                                           &filters[index].cookie, NULL));
    return &filters[index];
}

static void
forget(FILTER *filter)
{
    assert_nt_success(CmUnRegisterCallback(filter->cookie));
    assert_nt_status(CmUnRegisterCallback(filter->cookie), STATUS_INVALID_PARAMETER);
}

/* --- what is heard ---------------------------------------------------------------------------- */

static void
do_everything(void)
{
    HANDLE key = new_key(L"All"), child;
    UNICODE_STRING name = text(L"Value");
    ULONG buffer[64], length;

    assert_nt_success(create_key(key, L"Child", KEY_ALL_ACCESS, 0, &child));
    set_number(key, L"Value", 1);
    number_of(key, L"Value");
    assert_nt_success(ZwQueryKey(key, KeyBasicInformation, buffer, sizeof buffer, &length));
    assert_nt_success(ZwEnumerateKey(key, 0, KeyBasicInformation, buffer, sizeof buffer, &length));
    assert_nt_success(
        ZwEnumerateValueKey(key, 0, KeyValueBasicInformation, buffer, sizeof buffer, &length));
    assert_nt_success(
        ZwQuerySecurityObject(key, DACL_SECURITY_INFORMATION, buffer, sizeof buffer, &length));
    assert_nt_success(ZwSetSecurityObject(key, DACL_SECURITY_INFORMATION, buffer));
    assert_nt_success(ZwFlushKey(key));
    assert_nt_success(ZwDeleteValueKey(key, &name));
    assert_nt_success(ZwDeleteKey(child));
    assert_nt_success(ZwClose(child));
    assert_nt_success(open_key(NULL, TEST_ROOT, KEY_READ, &child));
    assert_nt_success(ZwClose(child));
    assert_nt_success(ZwClose(key));
}

static void
hears_of_each_kind_of_call_before_and_after(void **state)
{
    static const struct {
        REG_NOTIFY_CLASS class;
        ULONG calls;
    } expected[] = {
        {RegNtPreCreateKeyEx, 3},       {RegNtPreOpenKeyEx, 1},        {RegNtPreSetValueKey, 1},
        {RegNtPreQueryValueKey, 1},     {RegNtPreQueryKey, 1},         {RegNtPreEnumerateKey, 1},
        {RegNtPreEnumerateValueKey, 1}, {RegNtPreQueryKeySecurity, 1}, {RegNtPreSetKeySecurity, 1},
        {RegNtPreFlushKey, 1},          {RegNtPreDeleteValueKey, 1},   {RegNtPreDeleteKey, 1},
        {RegNtPreKeyHandleClose, 4},
    };

    for (ULONG i = 0; i < ARRAYSIZE(expected); i++) {
        FILTER *filter = watch(0, L"100", expected[i].class);

        do_everything();
        assert_int_equal(filter->before, expected[i].calls);
        assert_int_equal(filter->after, expected[i].calls);
        assert_int_equal(filter->failed, 0);
        forget(filter);
        do_everything();
        assert_int_equal(filter->before, expected[i].calls);
    }
}

static void
show(FILTER *filter, PVOID information)
{
    PREG_SET_VALUE_KEY_INFORMATION set = information;
    PCUNICODE_STRING name;
    UNICODE_STRING expected = text(TEST_ROOT L"\\Shown");
    ULONG_PTR id = 0, same = 1;

    assert_int_equal(set->Type, REG_DWORD);
    assert_int_equal(set->DataSize, sizeof(ULONG));
    assert_int_equal(*(PULONG)set->Data, 17);
    assert_int_equal(set->ValueName->Length, 10);
    assert_nt_success(CmCallbackGetKeyObjectID(&filter->cookie, set->Object, &id, &name));
    assert_true(RtlEqualUnicodeString(name, &expected, TRUE));
    assert_nt_success(CmCallbackGetKeyObjectIDEx(&filter->cookie, set->Object, &same, &name, 0));
    assert_true(RtlEqualUnicodeString(name, &expected, TRUE));
    CmCallbackReleaseKeyObjectIDEx(name);
    assert_true(id == same && id != 0);
    assert_nt_status(CmCallbackGetKeyObjectIDEx(&filter->cookie, set->Object, &id, NULL, 1),
                     STATUS_INVALID_PARAMETER);
    assert_null(CmGetBoundTransaction(&filter->cookie, set->Object));
    set->CallContext = (PVOID)0x1234;
}

static void
sees_what_is_asked_and_which_key(void **state)
{
    HANDLE key = new_key(L"Shown");
    FILTER *filter = watch(0, L"100", RegNtPreSetValueKey);

    filter->act = show;
    set_number(key, L"Value", 17);
    assert_int_equal(filter->before, 1);
    forget(filter);
    assert_nt_success(ZwClose(key));
}

/* --- altitudes -------------------------------------------------------------------------------- */

static void
the_highest_hears_first_and_last(void **state)
{
    static const ULONG expected[] = {2, 0, 4, 5, 1, 3};
    HANDLE key = new_key(L"Order");

    watch(0, L"200", RegNtPreSetValueKey);
    watch(1, L"1000.5", RegNtPreSetValueKey);
    watch(2, L"99", RegNtPreSetValueKey);
    set_number(key, L"Value", 1);
    assert_int_equal(orders, 6);
    assert_memory_equal(order, expected, sizeof expected);
    for (ULONG i = 0; i < 3; i++) {
        forget(&filters[i]);
    }
    assert_nt_success(ZwClose(key));
}

static void
an_altitude_is_had_once(void **state)
{
    UNICODE_STRING same = text(L"0200.0"), none = text(L"x");
    LARGE_INTEGER cookie;
    FILTER *filter = watch(0, L"200", RegNtPreSetValueKey);

    assert_nt_status(CmRegisterCallbackEx(callback, &same, filter, filter, &cookie, NULL),
                     STATUS_FLT_INSTANCE_ALTITUDE_COLLISION);
    assert_nt_status(CmRegisterCallbackEx(callback, &none, filter, filter, &cookie, NULL),
                     STATUS_INVALID_PARAMETER);
    forget(filter);
}

static void
what_has_no_altitude_is_above_the_others(void **state)
{
    HANDLE key = new_key(L"Old");
    ULONG major = 0, minor = 0;

    watch(0, L"400000", RegNtPreSetValueKey);
    filters[1] = (FILTER){.class = RegNtPreSetValueKey};
    assert_nt_success(CmRegisterCallback(callback, &filters[1], &filters[1].cookie));
    set_number(key, L"Value", 1);
    assert_int_equal(order[0], 2);
    assert_int_equal(order[1], 0);
    forget(&filters[1]);
    forget(&filters[0]);
    CmGetCallbackVersion(&major, &minor);
    assert_int_equal(major, 1);
    assert_int_equal(minor, 1);
    assert_nt_success(ZwClose(key));
}

/* --- refusing and answering ------------------------------------------------------------------- */

static NTSTATUS
set_status(HANDLE key, ULONG value)
{
    UNICODE_STRING name = text(L"Value");

    return ZwSetValueKey(key, &name, 0, REG_DWORD, &value, sizeof value);
}

static void
who_refuses_keeps_it_from_those_below(void **state)
{
    HANDLE key = new_key(L"Refused");

    set_number(key, L"Value", 1);
    watch(0, L"300", RegNtPreSetValueKey);
    watch(1, L"200", RegNtPreSetValueKey)->answer = STATUS_ACCESS_DENIED;
    watch(2, L"100", RegNtPreSetValueKey);
    assert_nt_status(set_status(key, 2), STATUS_ACCESS_DENIED);
    assert_int_equal(number_of(key, L"Value"), 1);
    assert_int_equal(filters[0].before, 1);
    assert_int_equal(filters[0].after, 1);
    assert_nt_status(filters[0].seen, STATUS_ACCESS_DENIED);
    assert_int_equal(filters[1].before, 1);
    assert_int_equal(filters[1].after, 0);
    assert_int_equal(filters[2].before, 0);
    filters[1].answer = STATUS_CALLBACK_BYPASS;
    assert_nt_success(set_status(key, 2));
    assert_int_equal(number_of(key, L"Value"), 1);
    assert_nt_success(filters[0].seen);
    for (ULONG i = 0; i < 3; i++) {
        forget(&filters[i]);
    }
    assert_nt_success(ZwClose(key));
}

static void
changes_what_a_call_returns(void **state)
{
    HANDLE key = new_key(L"Changed"), none;

    watch(0, L"300", RegNtPreSetValueKey);
    watch(1, L"200", RegNtPreSetValueKey)->return_status = STATUS_DEVICE_BUSY;
    assert_nt_status(set_status(key, 2), STATUS_DEVICE_BUSY);
    assert_nt_success(filters[1].seen);
    assert_nt_status(filters[0].seen, STATUS_DEVICE_BUSY);
    assert_non_null(filters[0].object);
    assert_int_equal(number_of(key, L"Value"), 2);
    forget(&filters[0]);
    forget(&filters[1]);
    watch(0, L"300", RegNtPreOpenKeyEx);
    assert_nt_status(open_key(NULL, L"\\Registry\\Nowhere", KEY_READ, &none),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    assert_null(filters[0].object);
    forget(&filters[0]);
    watch(0, L"300", RegNtPreOpenKeyEx)->answer = STATUS_OBJECT_NAME_NOT_FOUND;
    assert_nt_status(open_key(NULL, TEST_ROOT, KEY_READ, &none), STATUS_OBJECT_NAME_NOT_FOUND);
    forget(&filters[0]);
    assert_nt_success(ZwClose(key));
}

static void
opens_another(FILTER *filter, PVOID information)
{
    PREG_OPEN_KEY_INFORMATION_V1 open = information;
    HANDLE key;

    assert_int_equal(open->Version, 1);
    assert_non_null(open->RootObject);
    assert_true(open->DesiredAccess == KEY_READ);
    if (open->CompleteName->Buffer[0] != 'T') {
        filter->answer = STATUS_SUCCESS; // the test's own, by its full path
        return;
    }
    assert_nt_success(open_key(NULL, TEST_ROOT L"\\Instead", KEY_READ, &key));
    assert_nt_success(ObReferenceObjectByHandle(key, KEY_READ, *CmKeyObjectType, KernelMode,
                                                open->ResultObject, NULL));
    assert_nt_success(ZwClose(key));
    open->GrantedAccess = KEY_READ;
    filter->answer = STATUS_CALLBACK_BYPASS;
}

static void
opens_another_key_in_its_place(void **state)
{
    HANDLE instead = new_key(L"Instead"), root, opened;
    FILTER *filter;

    set_number(instead, L"Value", 99);
    assert_nt_success(open_key(NULL, TEST_ROOT, KEY_ALL_ACCESS, &root));
    filter = watch(0, L"100", RegNtPreOpenKeyEx);
    filter->act = opens_another;
    assert_nt_success(open_key(root, L"There", KEY_READ, &opened));
    assert_int_equal(filter->before, 1); // its own call goes to those below it
    assert_int_equal(filter->after, 0);
    forget(filter);
    assert_int_equal(number_of(opened, L"Value"), 99);
    assert_nt_success(ZwClose(opened));
    assert_nt_success(ZwClose(root));
    assert_nt_success(ZwClose(instead));
}

static void
success_without_a_key_object_is_stopped(void **state)
{
    HANDLE none;

    watch(0, L"100", RegNtPreOpenKeyEx)->answer = STATUS_CALLBACK_BYPASS;
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, open_key(NULL, TEST_ROOT, KEY_READ, &none));
}

static void
deletes(FILTER *filter, PVOID information)
{
    UNICODE_STRING name = text(TEST_ROOT L"\\Deleted");
    HANDLE key;

    assert_nt_success(open_key(NULL, name.Buffer, KEY_ALL_ACCESS, &key));
    assert_nt_success(ZwDeleteKey(key));
    assert_nt_success(ZwClose(key));
}

static void
a_key_that_a_filter_deletes_is_gone(void **state)
{
    HANDLE key = new_key(L"Deleted");
    FILTER *filter = watch(0, L"100", RegNtPreSetValueKey);

    filter->act = deletes;
    assert_nt_status(set_status(key, 1), STATUS_KEY_DELETED);
    assert_nt_status(filter->seen, STATUS_KEY_DELETED);
    forget(filter);
    assert_nt_success(ZwClose(key));
}

/* --- contexts --------------------------------------------------------------------------------- */

static void
gives_context(FILTER *filter, PVOID information)
{
    PREG_SET_VALUE_KEY_INFORMATION set = information;
    PVOID old = &old;

    assert_ptr_equal(set->ObjectContext, filter->context);
    filter->context = (PVOID)((ULONG_PTR)filter->context + 0x1000);
    assert_nt_success(
        CmSetCallbackObjectContext(set->Object, &filter->cookie, filter->context, &old));
    assert_ptr_equal(old, set->ObjectContext);
}

static void
keeps_a_context_with_a_key_object(void **state)
{
    HANDLE key = new_key(L"Context"), second = new_key(L"Context2");
    FILTER *filter = watch(0, L"100", RegNtPreSetValueKey);

    filter->act = gives_context;
    set_number(key, L"Value", 1);
    set_number(key, L"Value", 2);
    assert_int_equal(filter->cleanups, 0);
    assert_nt_success(ZwClose(key));
    assert_int_equal(filter->cleanups, 1);
    filter->context = NULL;
    set_number(second, L"Value", 1);
    forget(filter);
    assert_int_equal(filter->cleanups, 2);
    assert_nt_success(ZwClose(second));
}

/* --- the end ---------------------------------------------------------------------------------- */

static KEVENT inside, go_on;

static void
waits(FILTER *filter, PVOID information)
{
    KeSetEvent(&inside, 0, FALSE);
    KeWaitForSingleObject(&go_on, Executive, KernelMode, FALSE, NULL);
    order[15]++;
}

static void
set_in_thread(void *key)
{
    set_number(key, L"Value", 1);
}

static void
let_it_go_on(void *unused)
{
    LARGE_INTEGER second = {.QuadPart = -10000000};

    KeDelayExecutionThread(KernelMode, FALSE, &second);
    KeSetEvent(&go_on, 0, FALSE);
}

static void
unregistering_waits_for_the_calls_on_their_way(void **state)
{
    HANDLE key = new_key(L"Waits");
    FILTER *filter = watch(0, L"100", RegNtPreSetValueKey);
    HANDLE setter, helper;

    KeInitializeEvent(&inside, NotificationEvent, FALSE);
    KeInitializeEvent(&go_on, NotificationEvent, FALSE);
    order[15] = 0;
    filter->act = waits;
    setter = sim_thread(set_in_thread, key);
    KeWaitForSingleObject(&inside, Executive, KernelMode, FALSE, NULL);
    helper = sim_thread(let_it_go_on, NULL);
    forget(filter);
    assert_int_equal(order[15], 1);
    assert_int_equal(filter->after, 1);
    sim_join(setter);
    sim_join(helper);
    assert_nt_success(ZwClose(key));
}

static void
raises(FILTER *filter, PVOID information)
{
    ExRaiseStatus(STATUS_IN_PAGE_ERROR);
}

static void
an_exception_in_a_filter_is_a_bug_check(void **state)
{
    HANDLE key = new_key(L"Raises");

    watch(0, L"100", RegNtPreSetValueKey)->act = raises;
    assert_bugcheck(REGISTRY_FILTER_DRIVER_EXCEPTION, set_status(key, 1));
}

SIM_TESTS(
    SIM_TEST(hears_of_each_kind_of_call_before_and_after),
    SIM_TEST(sees_what_is_asked_and_which_key), SIM_TEST(the_highest_hears_first_and_last),
    SIM_TEST(an_altitude_is_had_once), SIM_TEST(what_has_no_altitude_is_above_the_others),
    SIM_TEST(who_refuses_keeps_it_from_those_below), SIM_TEST(changes_what_a_call_returns),
    SIM_TEST(opens_another_key_in_its_place), SIM_TEST(success_without_a_key_object_is_stopped),
    SIM_TEST(a_key_that_a_filter_deletes_is_gone), SIM_TEST(keeps_a_context_with_a_key_object),
    SIM_TEST(unregistering_waits_for_the_calls_on_their_way),
    SIM_TEST(unregistering_waits_for_the_calls_on_their_way, .policy = SIM_RANDOM, .seeds = 50),
    SIM_TEST(an_exception_in_a_filter_is_a_bug_check))
