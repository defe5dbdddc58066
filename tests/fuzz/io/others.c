/*
 * fuzz/io/others.c - calls about cancellation, completion, time, devices and drivers
 */
#include "io.h"

/* --- cancellation, and what user mode cannot send --------------------------------------------- */

void
call_cancel(void)
{
    HANDLE file = any_handle();
    IO_STATUS_BLOCK iosb;

    switch (bytes_below(4)) {
    case 0:
        NtCancelIoFile(file, &iosb);
        break;
    case 1:
        NtCancelIoFileEx(file, NULL, &iosb);
        break;
    case 2:
        NtCancelSynchronousIoFile(NtCurrentThread(), any_iosb(), &iosb);
        break;
    default:
        NtCancelIoFileEx(file, any_iosb(), &iosb);
    }
}

void
call_send(void)
{
    HANDLE file = any_handle();
    PIO_STATUS_BLOCK iosb = next_iosb();
    WITNESS_ORDER order = {.MajorFunction = bytes_8()};

    order.MinorFunction = bytes_8();
    NtDeviceIoControlFile(file, NULL, NULL, NULL, iosb, IOCTL_WITNESS_SEND, &order, sizeof order,
                          NULL, 0);
}

void
call_shutdown(void)
{
    sim_shutdown_notify();
}

/* --- completion ports and time ---------------------------------------------------------------- */

void
call_bind(void)
{
    FILE_COMPLETION_INFORMATION completion = {.Port = port, .Key = (PVOID)(ULONG_PTR)bytes_8()};
    HANDLE file = any_handle();

    NtSetInformationFile(file, next_iosb(), &completion, sizeof completion,
                         FileCompletionInformation);
}

/* Up to about 25 seconds, in steps that suit one of the samples. */
static LARGE_INTEGER
any_time(void)
{
    static const LONGLONG units[] = {0, 10, 1000, 1000000};
    unsigned n = bytes_8();

    return (LARGE_INTEGER){.QuadPart = -(LONGLONG)(n & 0x3F) * units[n >> 6]};
}

void
call_port(void)
{
    FILE_IO_COMPLETION_INFORMATION packets[4];
    unsigned kind = bytes_below(4);
    LARGE_INTEGER timeout = any_time();
    IO_STATUS_BLOCK iosb;
    PVOID key, context;
    ULONG removed;

    switch (kind) {
    case 0:
        NtSetIoCompletion(port, NULL, NULL, bytes_8(), 0);
        break;
    case 1:
        NtRemoveIoCompletion(port, &key, &context, &iosb, &timeout);
        break;
    default:
        NtRemoveIoCompletionEx(port, packets, bytes_below(6), &removed, &timeout, kind & 1);
    }
}

void
call_wait(void)
{
    unsigned kind = bytes_below(4);
    LARGE_INTEGER timeout = any_time();

    switch (kind) {
    case 0:
        NtWaitForSingleObject(any_handle(), bytes_8() & 1, &timeout);
        break;
    case 1:
        NtWaitForSingleObject(event, TRUE, &timeout);
        NtClearEvent(event);
        break;
    case 2:
        NtDelayExecution(TRUE, &timeout);
        break;
    default:
        sim_run_for((uint64_t)-timeout.QuadPart * 100);
    }
}

/* --- devices and drivers ---------------------------------------------------------------------- */

static struct sim_device *
own_device(void)
{
    struct sim_device *device =
        stack->device_name == NULL ? NULL : sim_device_find(stack->device_name, 0);

    return device != NULL && sim_device_present(device) ? device : NULL;
}

void
call_device(void)
{
    unsigned kind = bytes_below(5);
    struct sim_device *device = own_device();

    if (device == NULL) {
        return;
    }
    switch (kind) {
    case 0:
        sim_remove(device);
        break;
    case 1:
        if (NT_SUCCESS(sim_enable(device))) {
            watch_stack();
        }
        break;
    case 2:
        sim_restart(device);
        break;
    case 3:
        sim_change_hardware_profile();
        break;
    default:
        sim_surprise_remove(device);
    }
}

void
call_lie(void)
{
    unsigned kind = bytes_below(SIM_LIE_TORN_DMA + 1), amount = bytes_8();
    struct sim_device *device = own_device();

    if (device != NULL) {
        sim_device_lie(device, (enum sim_lie)kind, amount);
    }
}

static const char *
last_driver(void)
{
    unsigned n = ARRAYSIZE(stack->drivers);

    while (n > 0 && stack->drivers[n - 1] == NULL) {
        n--;
    }
    return n > 0 ? stack->drivers[n - 1] : "fuzz_none";
}

/* Not every account may. Only the highest driver: a filter is not unloaded from a stack in use. */
void
call_driver(void)
{
    static const WCHAR services[] = L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\";
    const char *driver = last_driver();
    WCHAR text[ARRAYSIZE(services) + 16];
    UNICODE_STRING key;

    memcpy(text, services, sizeof services);
    for (size_t i = 0; i <= strlen(driver); i++) {
        text[ARRAYSIZE(services) - 1 + i] = (WCHAR)driver[i];
    }
    RtlInitUnicodeString(&key, text);
    if (bytes_below(2) == 0) {
        NtUnloadDriver(&key);
    } else if (NT_SUCCESS(NtLoadDriver(&key))) {
        watch_stack();
    }
}

/* --- memory ----------------------------------------------------------------------------------- */

/* Memory comes and goes where a request in flight may have its buffer. */
void
call_memory(void)
{
    void *memory = VirtualAlloc(NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    PIO_STATUS_BLOCK iosb = next_iosb();
    HANDLE file = any_handle();

    NtReadFile(file, NULL, NULL, NULL, iosb, memory, any_length(), NULL, NULL);
    VirtualFree(memory, 0, MEM_RELEASE);
}
