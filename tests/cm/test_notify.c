/*
 * cm/test_notify.c - drivers and programs watch keys
 */
#include "cm_test.h"

#define ANY (REG_NOTIFY_CHANGE_NAME | REG_NOTIFY_CHANGE_LAST_SET)

static HANDLE
new_event(PKEVENT *event)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE handle;

    InitializeObjectAttributes(&attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    assert_nt_success(
        ZwCreateEvent(&handle, EVENT_ALL_ACCESS, &attributes, NotificationEvent, FALSE));
    assert_nt_success(ObReferenceObjectByHandle(handle, EVENT_ALL_ACCESS, *ExEventObjectType,
                                                KernelMode, (PVOID *)event, NULL));
    return handle;
}

static void
signals_an_event_at_a_change(void **state)
{
    HANDLE key = new_key(L"Watched"), handle, child;
    UNICODE_STRING name = text(L"V");
    IO_STATUS_BLOCK iosb;
    PKEVENT event;

    handle = new_event(&event);
    set_number(key, L"V", 1);
    assert_nt_status(ZwNotifyChangeKey(key, handle, NULL, NULL, &iosb, ANY, FALSE, NULL, 0, TRUE),
                     STATUS_PENDING);
    set_number(key, L"V", 1); /* the same value is no change */
    assert_int_equal(KeReadStateEvent(event), 0);
    set_number(key, L"V", 2);
    assert_int_not_equal(KeReadStateEvent(event), 0);
    assert_nt_success(iosb.Status);
    assert_nt_status(ZwNotifyChangeKey(key, handle, NULL, NULL, &iosb, ANY, FALSE, NULL, 0, TRUE),
                     STATUS_PENDING);
    assert_int_equal(KeReadStateEvent(event), 0); /* the call resets it */
    assert_nt_success(ZwDeleteValueKey(key, &name));
    assert_int_not_equal(KeReadStateEvent(event), 0);
    assert_nt_status(ZwNotifyChangeKey(key, handle, NULL, NULL, &iosb, ANY, FALSE, NULL, 0, TRUE),
                     STATUS_PENDING);
    assert_nt_success(create_key(key, L"Child", KEY_ALL_ACCESS, 0, &child));
    assert_int_not_equal(KeReadStateEvent(event), 0);
    assert_nt_success(ZwClose(child));
    ObDereferenceObject(event);
    assert_nt_success(ZwClose(handle));
    assert_nt_success(ZwClose(key));
}

static void
hears_what_its_filter_names(void **state)
{
    HANDLE key = new_key(L"Watched"), handle, child;
    IO_STATUS_BLOCK iosb;
    PKEVENT event;

    handle = new_event(&event);
    assert_nt_status(ZwNotifyChangeKey(key, handle, NULL, NULL, &iosb, 0, FALSE, NULL, 0, TRUE),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(ZwNotifyChangeKey(key, handle, NULL, NULL, &iosb, REG_NOTIFY_CHANGE_NAME,
                                       FALSE, NULL, 0, TRUE),
                     STATUS_PENDING);
    set_number(key, L"V", 1);
    assert_int_equal(KeReadStateEvent(event), 0);
    assert_nt_success(create_key(key, L"Child", KEY_ALL_ACCESS, 0, &child));
    assert_int_not_equal(KeReadStateEvent(event), 0);
    KeClearEvent(event);
    assert_nt_success(ZwDeleteKey(child)); /* nobody waits: kept for the next call */
    assert_nt_success(ZwClose(child));
    assert_nt_success(ZwNotifyChangeKey(key, handle, NULL, NULL, &iosb, REG_NOTIFY_CHANGE_NAME,
                                        FALSE, NULL, 0, TRUE));
    assert_int_not_equal(KeReadStateEvent(event), 0);
    ObDereferenceObject(event);
    assert_nt_success(ZwClose(handle));
    assert_nt_success(ZwClose(key));
}

/* Whether a change two levels below completes a request on the key. */
static bool
hears_of_grandchildren(BOOLEAN tree)
{
    HANDLE key = new_key(L"Watched"), child, grandchild;
    IO_STATUS_BLOCK iosb = {.Status = STATUS_PENDING};

    assert_nt_success(create_key(key, L"A", KEY_ALL_ACCESS, 0, &child));
    assert_nt_success(create_key(child, L"B", KEY_ALL_ACCESS, 0, &grandchild));
    set_number(grandchild, L"V", 1);
    assert_nt_status(ZwNotifyChangeKey(key, NULL, NULL, NULL, &iosb, ANY, tree, NULL, 0, TRUE),
                     STATUS_PENDING);
    set_number(grandchild, L"V", 2);
    bool heard = iosb.Status != STATUS_PENDING;
    assert_nt_success(ZwClose(grandchild));
    assert_nt_success(ZwClose(child));
    assert_nt_success(ZwClose(key));
    return heard;
}

static void
hears_of_the_tree_if_it_wants_to(void **state)
{
    assert_true(hears_of_grandchildren(TRUE));
    assert_false(hears_of_grandchildren(FALSE));
}

static void
ends_with_the_handle_or_the_key(void **state)
{
    HANDLE key = new_key(L"Watched"), other;
    IO_STATUS_BLOCK closed, deleted;

    assert_nt_success(open_key(NULL, TEST_ROOT L"\\Watched", KEY_ALL_ACCESS, &other));
    assert_nt_status(ZwNotifyChangeKey(key, NULL, NULL, NULL, &closed, ANY, TRUE, NULL, 0, TRUE),
                     STATUS_PENDING);
    assert_nt_status(ZwNotifyChangeKey(other, NULL, NULL, NULL, &deleted, ANY, TRUE, NULL, 0, TRUE),
                     STATUS_PENDING);
    assert_nt_success(ZwClose(key));
    assert_int_equal(closed.Status, STATUS_NOTIFY_CLEANUP);
    assert_nt_success(ZwDeleteKey(other));
    assert_int_equal(deleted.Status, STATUS_KEY_DELETED);
    assert_nt_success(ZwClose(other));
}

static WORK_QUEUE_ITEM item;
static volatile LONG worked;

static VOID
Worked(PVOID Context)
{
    worked++;
}

static void
queues_a_drivers_work_item(void **state)
{
    HANDLE key = new_key(L"Watched");
    IO_STATUS_BLOCK iosb;

    worked = 0;
    ExInitializeWorkItem(&item, Worked, NULL);
    assert_nt_status(ZwNotifyChangeKey(key, NULL, (PIO_APC_ROUTINE)(PVOID)&item,
                                       (PVOID)DelayedWorkQueue, &iosb, ANY, FALSE, NULL, 0, TRUE),
                     STATUS_PENDING);
    set_number(key, L"V", 1);
    sim_run_until_idle();
    assert_int_equal(worked, 1);
    assert_nt_success(ZwClose(key));
}

/* --- user mode -------------------------------------------------------------------------------- */

static NTSTATUS
user_open(HANDLE *key, ACCESS_MASK access)
{
    UNICODE_STRING name = text(TEST_ROOT L"\\Watched");
    OBJECT_ATTRIBUTES attributes;

    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, NULL, NULL);
    return NtOpenKey(key, access, &attributes);
}

static void
change_it(void *unused)
{
    UNICODE_STRING name = text(L"V");
    ULONG value = 99;
    HANDLE key;

    assert_nt_success(user_open(&key, KEY_SET_VALUE));
    Sleep(5);
    assert_nt_success(NtSetValueKey(key, &name, 0, REG_DWORD, &value, sizeof value));
    assert_nt_success(NtClose(key));
}

static void
waits_for_a_change(void **state)
{
    HANDLE key = new_key(L"Watched"), mine, thread;
    IO_STATUS_BLOCK iosb;

    assert_nt_success(user_open(&mine, KEY_NOTIFY));
    thread = sim_thread(change_it, NULL);
    assert_nt_success(NtNotifyChangeKey(mine, NULL, NULL, NULL, &iosb, ANY, FALSE, NULL, 0, FALSE));
    assert_nt_success(iosb.Status);
    sim_join(thread);
    assert_nt_success(NtClose(mine));
    assert_nt_success(ZwClose(key));
}

static volatile LONG called;

static VOID
Called(PVOID Context, PIO_STATUS_BLOCK Iosb, ULONG Reserved)
{
    called += NT_SUCCESS(Iosb->Status) && Context == &called;
}

static void
calls_a_programs_routine(void **state)
{
    HANDLE key = new_key(L"Watched"), mine;
    IO_STATUS_BLOCK iosb = {.Status = STATUS_PENDING};

    called = 0;
    assert_nt_success(user_open(&mine, KEY_NOTIFY));
    assert_nt_status(
        NtNotifyChangeKey(mine, NULL, Called, (PVOID)&called, &iosb, ANY, FALSE, NULL, 0, TRUE),
        STATUS_PENDING);
    sim_join(sim_thread(change_it, NULL));
    assert_int_equal(called, 0);
    SleepEx(0, TRUE);
    assert_int_equal(called, 1);
    assert_nt_success(NtClose(mine));
    assert_nt_success(user_open(&mine, KEY_READ & ~KEY_NOTIFY));
    assert_nt_status(NtNotifyChangeKey(mine, NULL, NULL, NULL, &iosb, ANY, FALSE, NULL, 0, TRUE),
                     STATUS_ACCESS_DENIED);
    assert_nt_success(NtClose(mine));
    assert_nt_success(ZwClose(key));
}

SIM_TESTS(SIM_TEST(signals_an_event_at_a_change), SIM_TEST(hears_what_its_filter_names),
          SIM_TEST(hears_of_the_tree_if_it_wants_to), SIM_TEST(ends_with_the_handle_or_the_key),
          SIM_TEST(queues_a_drivers_work_item), SIM_TEST(waits_for_a_change),
          SIM_TEST(waits_for_a_change, .policy = SIM_RANDOM, .seeds = 50),
          SIM_TEST(calls_a_programs_routine))
