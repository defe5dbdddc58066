/*
 * bugs/test_resource_upgrade.c - a checksum is read before it has been brought up to date
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE Reader, Writer;

static int
opens(void **state)
{
    Reader = bug_open(L"\\\\.\\ResourceUpgrade");
    Writer = bug_open(L"\\\\.\\ResourceUpgrade");
    return 0;
}

static void
writes(void *unused)
{
    assert_true(bug_write(Writer, 1));
}

static void
reads_meanwhile(void **state)
{
    HANDLE thread = sim_thread(writes, NULL);
    ULONG checksum;
    DWORD bytes;

    assert_true(ReadFile(Reader, &checksum, sizeof checksum, &bytes, NULL));
    assert_true(checksum == ~0u || checksum == ~1u);
    sim_join(thread);
}

BUG("resource_upgrade", .shows = BUG_AS_BUGCHECK, .codes = {DRIVER_VERIFIER_DETECTED_VIOLATION},

    .setup = {.before = opens, .test = reads_meanwhile})
