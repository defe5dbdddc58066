/*
 * tests/explore/test_equivalence_objects.c - as test_equivalence.c, for what has a name or a handle
 *
 * What the threads read is the state of objects that both use: each has a key of its own in a
 * search, or DPOR would not know that their steps depend on each other.
 */
// INSTRUMENT
// TIMEOUT 120
#include "../io/kit.h"

#include "equivalence.h"

enum { OPERATIONS = 5, PROGRAMS = PROGRAMS_OF(8) };

typedef LONG operation(unsigned thread, unsigned which);

struct family {
    void (*set_up)(void), (*tear_down)(void);
    operation *operations[OPERATIONS];
};

static struct {
    struct step {
        operation *run;
        unsigned which;
        LONG seen;
    } steps[THREADS][STEPS];
    HANDLE threads[THREADS];
} program;

static struct {
    HANDLE handle;
    PDEVICE_OBJECT bottom, upper[THREADS];
    PCALLBACK_OBJECT callback;
    PVOID registration;
    LONG done[THREADS], called;
    SLIST_HEADER list;
    DECLSPEC_ALIGN(16) SLIST_ENTRY entries[THREADS];
} with;

static void
run_thread(void *argument)
{
    struct step *steps = argument;

    for (unsigned i = 0; i < STEPS; i++) {
        steps[i].seen = steps[i].run(argument == program.steps[1], steps[i].which);
    }
}

__attribute__((no_sanitize("thread"))) static LONG
seen(unsigned step)
{
    return program.steps[step / STEPS][step % STEPS].seen;
}

static void
run_program(void *unused)
{
    for (unsigned i = 0; i < THREADS; i++) {
        program.threads[i] = sim_thread(run_thread, program.steps[i]);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        WaitForSingleObject(program.threads[i], INFINITE);
    }
    note_outcome(seen);
}

/* A path's attributes; the text lives as long as the test. */
static POBJECT_ATTRIBUTES
named(PCWSTR path, HANDLE root, OBJECT_ATTRIBUTES *attributes, UNICODE_STRING *name)
{
    RtlInitUnicodeString(name, path);
    InitializeObjectAttributes(attributes, name, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, root,
                               NULL);
    return attributes;
}

/* --- a name that comes and goes --------------------------------------------------------------- */

static LONG
create_event(unsigned thread, unsigned which)
{
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
    HANDLE handle;
    NTSTATUS status = ZwCreateEvent(
        &handle, EVENT_ALL_ACCESS,
        named(L"\\BaseNamedObjects\\Equivalent", NULL, &attributes, &name), NotificationEvent, 0);

    return NT_SUCCESS(status) ? ZwClose(handle) : status;
}

static LONG
open_event(unsigned thread, unsigned which)
{
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
    HANDLE handle;
    NTSTATUS status =
        ZwOpenEvent(&handle, EVENT_ALL_ACCESS,
                    named(L"\\BaseNamedObjects\\Equivalent", NULL, &attributes, &name));

    return NT_SUCCESS(status) ? ZwClose(handle) : status;
}

/* --- a handle --------------------------------------------------------------------------------- */

static void
make_handle(void)
{
    with.handle = CreateEventW(NULL, TRUE, FALSE, NULL);
}

static void
lose_handle(void)
{
    CloseHandle(with.handle);
}

static LONG
close_it(unsigned thread, unsigned which)
{
    return CloseHandle(with.handle);
}

static LONG
set_it(unsigned thread, unsigned which)
{
    return SetEvent(with.handle);
}

/* The copy stays. */
static LONG
copy_it(unsigned thread, unsigned which)
{
    HANDLE copy;

    return DuplicateHandle(GetCurrentProcess(), with.handle, GetCurrentProcess(), &copy, 0, FALSE,
                           DUPLICATE_SAME_ACCESS);
}

/* --- the registry ----------------------------------------------------------------------------- */

static void
make_key(void)
{
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;

    assert_nt_success(
        ZwCreateKey(&with.handle, KEY_ALL_ACCESS,
                    named(L"\\Registry\\Machine\\Software\\Equivalent", NULL, &attributes, &name),
                    0, NULL, REG_OPTION_VOLATILE, NULL));
}

static void
lose_key(void)
{
    ZwDeleteKey(with.handle);
    ZwClose(with.handle);
}

static LONG
set_value(unsigned thread, unsigned which)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"Value");
    ULONG value = 1 + thread;

    return ZwSetValueKey(with.handle, &name, 0, REG_DWORD, &value, sizeof value);
}

static LONG
get_value(unsigned thread, unsigned which)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"Value");
    struct {
        KEY_VALUE_PARTIAL_INFORMATION value;
        ULONG room;
    } found;
    ULONG length;
    NTSTATUS status = ZwQueryValueKey(with.handle, &name, KeyValuePartialInformation, &found,
                                      sizeof found, &length);

    return NT_SUCCESS(status) ? (LONG) * (ULONG *)found.value.Data : status;
}

/* Opened or created; then deleted, or not. */
static LONG
make_subkey(unsigned thread, unsigned which)
{
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
    ULONG disposition;
    HANDLE key;
    NTSTATUS status =
        ZwCreateKey(&key, KEY_ALL_ACCESS, named(L"Sub", with.handle, &attributes, &name), 0, NULL,
                    REG_OPTION_VOLATILE, &disposition);

    if (!NT_SUCCESS(status)) {
        return status;
    }
    if (which == 0) {
        ZwDeleteKey(key);
    }
    ZwClose(key);
    return (LONG)disposition;
}

/* --- devices ---------------------------------------------------------------------------------- */

static void
make_devices(void)
{
    with.bottom = KitDevice(L"Bottom", DO_EXCLUSIVE);
    with.upper[0] = KitDevice(NULL, 0);
    with.upper[1] = KitDevice(NULL, 0);
}

static void
lose_devices(void)
{
    KitDelete(with.bottom, L"Bottom");
    IoDeleteDevice(with.upper[0]);
    IoDeleteDevice(with.upper[1]);
}

static LONG
name_of(PDEVICE_OBJECT device)
{
    return device == with.bottom ? 1 : device == with.upper[0] ? 2 : 3;
}

static LONG
open_exclusively(unsigned thread, unsigned which)
{
    PDEVICE_OBJECT device;
    PFILE_OBJECT file;
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\Device\\Bottom");
    NTSTATUS status = IoGetDeviceObjectPointer(&name, FILE_READ_DATA, &file, &device);

    if (NT_SUCCESS(status)) {
        ObDereferenceObject(file);
    }
    return status;
}

static LONG
attach(unsigned thread, unsigned which)
{
    if (with.done[thread]++ != 0) {
        return 0;
    }
    return name_of(IoAttachDeviceToDeviceStack(with.upper[thread], with.bottom));
}

static LONG
look_up(unsigned thread, unsigned which)
{
    return name_of(IoGetAttachedDevice(with.bottom));
}

/* --- callback objects ------------------------------------------------------------------------- */

static VOID
on_callback(PVOID context, PVOID a, PVOID b)
{
    STORE(&with.called, LOAD(&with.called) + 1);
}

static void
make_callback(void)
{
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;

    named(L"\\Callback\\Equivalent", NULL, &attributes, &name)->Attributes |= OBJ_PERMANENT;
    assert_nt_success(ExCreateCallback(&with.callback, &attributes, TRUE, TRUE));
    with.registration = ExRegisterCallback(with.callback, on_callback, NULL);
}

static void
lose_callback(void)
{
    ExUnregisterCallback(with.registration);
    ObMakeTemporaryObject(with.callback);
    ObDereferenceObject(with.callback);
}

static LONG
notify(unsigned thread, unsigned which)
{
    ExNotifyCallback(with.callback, NULL, NULL);
    return LOAD(&with.called);
}

static LONG
unregister(unsigned thread, unsigned which)
{
    if (InterlockedExchange(&with.done[0], 1) == 0) {
        ExUnregisterCallback(with.registration);
    }
    return LOAD(&with.called);
}

/* --- a thread, and a list --------------------------------------------------------------------- */

static LONG
ask_thread(unsigned thread, unsigned which)
{
    DWORD code = 0;

    return thread == 1 && GetExitCodeThread(program.threads[0], &code) ? (LONG)code : 0;
}

static LONG
push(unsigned thread, unsigned which)
{
    return with.done[thread]++ != 0 || InterlockedPushEntrySList(&with.list, &with.entries[thread]);
}

static LONG
flush(unsigned thread, unsigned which)
{
    return InterlockedFlushSList(&with.list) != NULL;
}

static LONG
count(unsigned thread, unsigned which)
{
    return ExQueryDepthSList(&with.list);
}

/* --- all of them ------------------------------------------------------------------------------ */

static void
make_random(const struct family *family, unsigned seed)
{
    unsigned operations = 0;

    while (operations < OPERATIONS && family->operations[operations] != NULL) {
        operations++;
    }
    for (unsigned i = 0; i < THREADS * STEPS; i++) {
        struct step *step = &program.steps[i / STEPS][i % STEPS];

        step->run = family->operations[draw(&seed, operations)];
        step->which = draw(&seed, 2);
    }
}

static void
try_programs(const struct family *family)
{
    unsigned exhausted = 0;

    for (unsigned i = 0; i < PROGRAMS; i++) {
        memset(&with, 0, sizeof with);
        make_random(family, i * 7919 + 17);
        if (family->set_up != NULL) {
            family->set_up();
        }
        exhausted += compare(run_program, 4000);
        if (family->tear_down != NULL) {
            family->tear_down();
        }
    }
    assert_true(exhausted >= PROGRAMS / 2);
}

static void
of_names(void **state)
{
    try_programs(&(struct family){.operations = {create_event, open_event}});
}

static void
of_handles(void **state)
{
    try_programs(&(struct family){make_handle, lose_handle, {close_it, set_it, copy_it}});
}

static void
of_the_registry(void **state)
{
    try_programs(&(struct family){make_key, lose_key, {set_value, get_value, make_subkey}});
}

static void
of_devices(void **state)
{
    try_programs(&(struct family){make_devices, lose_devices, {open_exclusively, attach, look_up}});
}

static void
of_callbacks(void **state)
{
    try_programs(&(struct family){make_callback, lose_callback, {notify, unregister}});
}

static void
of_threads(void **state)
{
    try_programs(&(struct family){make_handle, lose_handle, {ask_thread, set_it}});
}

static void
of_lists(void **state)
{
    try_programs(&(struct family){.operations = {push, flush, count}});
}

#define EQUIVALENT(test) SIM_TEST(test, .cpus = THREADS + 2, KIT)

SIM_TESTS(EQUIVALENT(of_names), EQUIVALENT(of_handles), EQUIVALENT(of_the_registry),
          EQUIVALENT(of_devices), EQUIVALENT(of_callbacks), EQUIVALENT(of_threads),
          EQUIVALENT(of_lists))
