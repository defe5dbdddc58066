/*
 * include/sim/test.h - tests of drivers and of the kernel, with CMocka
 *
 * A test is an ordinary CMocka test function. SIM_TEST() wraps it, so that it runs on a freshly
 * booted machine, as the first thread of the first process, on a simulated user stack:
 *
 *      #include <sim/test.h>
 *      #include <sim/edu.h>
 *
 *      static void
 *      opens_and_closes(void **state)
 *      {
 *          HANDLE h = sim_open(L"\\\\.\\Edu0");
 *
 *          assert_true(CloseHandle(h));
 *      }
 *
 *      SIM_TESTS(SIM_TEST(opens_and_closes, .driver = "edu", .device = &sim_edu),
 *                SIM_TEST(opens_and_closes, .driver = "edu", .device = &sim_edu, .cpus = 8))
 *
 * The body is user mode (sim/user.h). After #include <wdm.h>, before or after this header, it may
 * also call Ke, Ex, Io, ... functions: then it is kernel code in that process's context, and obeys
 * the rules of kernel code.
 *
 * A CMocka assertion may fail anywhere: in the body, in another thread, in a DPC, in an ISR. The
 * machine is abandoned there and that one test has failed. The same holds for a bug check that no
 * assert_bugcheck() expects, and for a machine on which nothing can ever happen again.
 *
 * After the body the machine is shut down: devices are removed, drivers unloaded, processes ended.
 * What is left then (pool, handles, references, IRPs, MDLs, timers, queued DPCs, locks, IRQL) is
 * listed and fails the test.
 *
 * A report ends with the command that repeats the run: SIM_REPLAY=<token> <program>. See setup.h
 * for the environment variables.
 */
#ifndef SIM_TEST_H
#define SIM_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <sim/setup.h>
#include <sim/user.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- the table of tests ----------------------------------------------------------------------- */

/* One test; what follows the function are fields of struct sim_setup. */
#define SIM_TEST(function, ...)                                                                    \
    {                                                                                              \
        .name = #function, .test_func = sim_test_run, .initial_state = (void *)&(struct sim_setup) \
        {                                                                                          \
            .name = #function, .test = (function), __VA_ARGS__                                     \
        }                                                                                          \
    }

/* The whole main(): runs the tests, or those whose name matches the first argument (* and ?). */
#define SIM_TESTS(...)                                                                             \
    int main(int argc, char **argv)                                                                \
    {                                                                                              \
        const struct CMUnitTest sim_tests_[] = {__VA_ARGS__};                                      \
                                                                                                   \
        if (argc > 1) {                                                                            \
            cmocka_set_test_filter(argv[1]);                                                       \
        }                                                                                          \
        return cmocka_run_group_tests_name(sim_test_group(argv[0]), sim_tests_, NULL, NULL);       \
    }

/* What SIM_TEST and SIM_TESTS are made of. */
void sim_test_run(void **state);
const char *sim_test_group(const char *program);

/* --- expectations ----------------------------------------------------------------------------- */

/*
 * The statement must end in a bug check with this code, wherever that comes: here, in a DPC, on
 * another processor. Afterwards the machine has crashed: the test goes on, but any further call of
 * the kernel fails it, and there is no shutdown and no search for leaks.
 */
#define assert_bugcheck(code, ...)                                                                 \
    do {                                                                                           \
        sim_expect_bugcheck((code), __FILE__, __LINE__);                                           \
        if (sim_catch() == 0) {                                                                    \
            __VA_ARGS__;                                                                           \
            sim_no_bugcheck(#__VA_ARGS__);                                                         \
        }                                                                                          \
    } while (0)

/* Parameter n (1 to 4) of the bug check that assert_bugcheck() met. */
uint64_t sim_bugcheck_parameter(unsigned n);

/* NT_SUCCESS(status), and the status by name if not. */
#define assert_nt_success(expression)                                                              \
    sim_assert_nt_success((expression), #expression, __FILE__, __LINE__)

/* The status, both by name if they differ. */
#define assert_nt_status(expression, expected)                                                     \
    sim_assert_nt_status((expression), (expected), #expression, __FILE__, __LINE__)

/* The overlapped request ends within a minute of virtual time, with one of the statuses listed. */
#define assert_completes(handle, overlapped, ...)                                                  \
    sim_assert_completes((handle), (overlapped), (const NTSTATUS[]){__VA_ARGS__},                  \
                         sizeof((const NTSTATUS[]){__VA_ARGS__}) / sizeof(NTSTATUS), __FILE__,     \
                         __LINE__)

void sim_expect_bugcheck(uint32_t code, const char *file, int line);
int sim_catch(void) __attribute__((returns_twice));
void sim_no_bugcheck(const char *expression);
void sim_assert_nt_success(NTSTATUS status, const char *expression, const char *file, int line);
void sim_assert_nt_status(NTSTATUS status, NTSTATUS expected, const char *expression,
                          const char *file, int line);
void sim_assert_completes(HANDLE handle, OVERLAPPED *overlapped, const NTSTATUS *allowed,
                          size_t count, const char *file, int line);

/* --- time ------------------------------------------------------------------------------------- */

/*
 * The caller sleeps until every processor is idle: nothing is left to do now. Time passes only as
 * much as that work takes; timers and devices that are due later stay due. At PASSIVE_LEVEL.
 */
void sim_run_until_idle(void);

/* The caller sleeps so long, to the nanosecond, whatever the clock tick. At PASSIVE_LEVEL. */
void sim_run_for(uint64_t ns);

/* Since power-on, on this processor's clock. At any IRQL. */
uint64_t sim_time_ns(void);

/* Somebody sets the clock: system time is so much later (earlier, if negative) from now on. Timers
   and waits that are due at a system time follow; interrupt time does not. Who registered for
   \Callback\SetSystemTime is told before this returns. At IRQL <= DISPATCH_LEVEL. */
void sim_set_system_time(int64_t later_ns);

/* --- processors ------------------------------------------------------------------------------- */

/* Plugs in the next of the setup's hot_cpus: callbacks of KeRegisterProcessorChangeCallback are
   told, and once it runs those of \Callback\ProcessorAdd, with its number. hardware:
   STATUS_SUCCESS, or how its start fails. Returns that, the status with which a callback refused,
   or STATUS_INSUFFICIENT_RESOURCES when there is none left. At PASSIVE_LEVEL. */
NTSTATUS sim_add_processor(NTSTATUS hardware);

/* A non-maskable interrupt for that processor. At any IRQL. */
void sim_nmi(unsigned cpu);

/* --- opening, threads, processes -------------------------------------------------------------- */

/* Opens a device for overlapped I/O, reading and writing; fails the test if that fails. */
HANDLE sim_open(const WCHAR *path);

/* A new thread of this process, in user mode. The handle is for sim_join(): it waits and closes. */
HANDLE sim_thread(void (*function)(void *), void *argument);
void sim_join(HANDLE thread);

/* The thread's alertable wait, or else its next one, ends with STATUS_ALERTED, whatever the mode of
   the wait. At PASSIVE_LEVEL. */
void sim_alert(HANDLE thread);

/* A new process whose only thread runs the function: other handles (but for those that can be
   inherited: they have the same values there), other user memory. The
   program's variables belong to the first process: to this one they are only good for reading. */
HANDLE sim_process(void (*function)(void *), void *argument);

/* The same, with a token of that account instead of its creator's. */
HANDLE sim_process_as(enum sim_account account, void (*function)(void *), void *argument);

/* --- whose access is checked ------------------------------------------------------------------ */

/* A new token of the account, as logon would make it: a handle with TOKEN_ALL_ACCESS, for
   CloseHandle(). */
HANDLE sim_account_token(enum sim_account account);

/* The calling thread acts as that account until sim_revert(): what it opens is checked for it. The
   test must be allowed to (an account with SeImpersonatePrivilege), or it only identifies. */
void sim_impersonate(enum sim_account account);
void sim_revert(void);

/* A security descriptor from its text (SDDL), self-relative, into *length bytes, which become those
   needed (STATUS_BUFFER_TOO_SMALL). error (may be NULL): the position of what makes no sense. */
NTSTATUS sim_read_sddl(const WCHAR *text, size_t characters, void *descriptor, uint32_t *length,
                       uint32_t *error);
/* The text of a descriptor, terminated, into *characters, which become those needed. */
NTSTATUS sim_write_sddl(const void *descriptor, WCHAR *text, uint32_t *characters);
/* Whether a driver may name it for a device: "D:P" and plain allow entries. */
bool sim_is_device_sddl(const WCHAR *text);

/* --- the registry ----------------------------------------------------------------------------- */

/* What regedit does with a registry file (.reg): UTF-16LE or UTF-8, REGEDIT4 or Version 5.00. *line
   (may be NULL): the last one read, which is the one that is wrong if it fails; what stands before
   it has been imported. HKEY_CURRENT_USER is \Registry\User\.Default. At PASSIVE_LEVEL. */
NTSTATUS sim_import_registry(const void *text, size_t bytes, unsigned *line);

/* --- memory ----------------------------------------------------------------------------------- */

/* A section over a file of the host, for NtMapViewOfSection() and CloseHandle(). What views change
   is written to it by NtFlushVirtualMemory(), at the latest when the section goes. What the file
   has belongs to what a run depends on. Fails the test if there is no such file, or nothing in it.
   At PASSIVE_LEVEL. */
HANDLE sim_file_section(const char *path, bool write);

/* --- drivers and devices ---------------------------------------------------------------------- */

/* Address of a function or variable inside a driver's module, static ones included; fails the test
   when there is none. At IRQL <= DISPATCH_LEVEL. */
void *sim_driver_symbol(const char *driver, const char *symbol);

/* Device number n of those with this name, as sim_device_find(); none fails the test. */
struct sim_device *sim_device(const char *name, unsigned n);

/* Pulls the device out, now. The PnP manager hears of it and sends IRP_MN_SURPRISE_REMOVAL from a
   system thread: not before this returns, on a busy machine much later. At any IRQL. */
void sim_surprise_remove(struct sim_device *device);

/* What Device Manager does to disable a device: QUERY_REMOVE, then REMOVE. The device stays plugged
   in, without driver. STATUS_PLUGPLAY_QUERY_VETOED: it is open, or a driver refused. At
   PASSIVE_LEVEL. */
NTSTATUS sim_remove(struct sim_device *device);

/* Its counterpart: the device is configured and started again. At PASSIVE_LEVEL. */
NTSTATUS sim_enable(struct sim_device *device);

/* Stops a started device and starts it again, as for new resources: QUERY_STOP, STOP, START. At
   PASSIVE_LEVEL. */
NTSTATUS sim_restart(struct sim_device *device);

/* What a dock that comes or goes does: all who registered for it are asked, then told. At
   PASSIVE_LEVEL. A failure is the veto. */
NTSTATUS sim_change_hardware_profile(void);

/* IRP_MJ_SHUTDOWN to the devices that registered for it: IoRegisterShutdownNotification's, then
   IoRegisterLastChanceShutdownNotification's. The machine goes on, so that a test can look at what
   drivers have left behind; it is not booted again. At PASSIVE_LEVEL. */
void sim_shutdown_notify(void);

/* Something happens to a user session: an IO_SESSION_EVENT of <wdm.h>, the first of a session is
   IoSessionEventCreated. Who registered for it hears of it before this returns. At PASSIVE_LEVEL.
   STATUS_BAD_LOGON_SESSION_STATE: it cannot happen in the state that the session is in. */
NTSTATUS sim_session_event(unsigned session, int event);

/* --- repeating and looking -------------------------------------------------------------------- */

/* The token that repeats this run up to here; in memory of libsim, until the next call. */
const char *sim_token(void);

/* A hash over every event of this run so far; with the same build, equal for equal runs. */
uint64_t sim_trace_hash(void);

/* Events so far; and event number i (from 0) of those kept, as text: false when there is none. */
uint64_t sim_trace_count(void);
bool sim_trace_line(uint64_t i, char *text, size_t size);

/* A number from 0 to n - 1 from the run's source of chance; 0 in a timed run. */
unsigned sim_choose(unsigned n);

/* How many bytes of nonpaged pool the current process may be charged for (IoAllocateIrp with
   ChargeQuota); 0, at first: no limit. At IRQL <= DISPATCH_LEVEL. */
void sim_pool_quota(size_t bytes);

/* How many bytes of each pool there are; 0, at first: as many as fit. Drivers' allocations beyond
   fail, and the events \KernelObjects\Low... and High... say how much is left. At IRQL <=
   DISPATCH_LEVEL. */
void sim_pool_limit(size_t nonpaged, size_t paged);

/* The machine is plugged in or unplugged; its lid is opened or closed: who registered for
   \Callback\PowerState is told before this returns. At IRQL <= DISPATCH_LEVEL. */
void sim_ac_power(bool plugged_in);
void sim_lid(bool open);

/* What a processor has done since power-on. */
struct sim_statistics {
    uint64_t interrupts, dpcs, context_switches, busy_ns;
};
unsigned sim_cpu_count(void);
struct sim_statistics sim_statistics(unsigned cpu);

/* --- the system's error log ------------------------------------------------------------------- */

/* What a driver wrote with IoWriteErrorLogEntry. */
struct sim_error_log_record {
    uint64_t number;     /* of the record, from 1 */
    uint64_t time_100ns; /* system time */
    const WCHAR *driver;
    const WCHAR *strings[8]; /* [1] is the device, %1; [2] the packet's first; NULL: none */
    const void *packet;      /* IO_ERROR_LOG_PACKET, size bytes */
    unsigned size;
};
/* Record index of the last 32, the oldest of them is 0. false: there is none. What it points to
   stays until the test ends or 32 more are written. */
bool sim_error_log(unsigned index, struct sim_error_log_record *record);

#ifdef __cplusplus
}
#endif

#endif
