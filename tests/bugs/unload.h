/*
 * tests/bugs/unload.h - the driver goes while the test runs
 */
#ifndef BUGS_UNLOAD_H
#define BUGS_UNLOAD_H

#include <ntifs.h>
#include <sim/test.h>

#include "bugs.h"

static VOID
bug_worker_runs(PVOID event)
{
    KeSetEvent(event, IO_NO_INCREMENT, FALSE);
}

/* From now on a worker thread waits for what is to be done later, as unloading is. */
static inline void
bug_have_a_worker(void)
{
    static WORK_QUEUE_ITEM item;
    static KEVENT event;

    KeInitializeEvent(&event, NotificationEvent, FALSE);
    ExInitializeWorkItem(&item, bug_worker_runs, &event);
    ExQueueWorkItem(&item, DelayedWorkQueue);
    KeWaitForSingleObject(&event, Executive, KernelMode, FALSE, NULL);
}

/* As a service control manager would, which may. */
static inline void
bug_unload(void)
{
    static const char services[] = "\\Registry\\Machine\\System\\CurrentControlSet\\Services\\";
    WCHAR path[2 * BUG_PATH];
    UNICODE_STRING name;
    unsigned length = 0;

    for (const char *c = services; *c != 0; c++) {
        path[length++] = (WCHAR)*c;
    }
    for (const char *c = bug_driver; *c != 0; c++) {
        path[length++] = (WCHAR)*c;
    }
    path[length] = 0;
    RtlInitUnicodeString(&name, path);
    assert_nt_success(ZwUnloadDriver(&name));
}

#endif
