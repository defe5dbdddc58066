/*
 * include/sim/setup.h - what is booted: machine, chance, drivers, devices, limits
 *
 * struct sim_setup is what SIM_TEST(function, ...) takes after its first argument and what
 * sim_boot() takes as a whole. Zero in a field means its default, so one names only what matters:
 *
 *      SIM_TEST(reads_what_was_written, .cpus = 4, .driver = "mydrv", .device = &my_model)
 *
 *      struct sim_setup setup = {.test = body, .policy = SIM_RANDOM, .seed = 77};
 *      struct sim_result result = sim_boot(&setup);
 *
 * Environment variables go before what stands here, for every machine that the program boots:
 *
 *      SIM_CPUS=n        as .cpus = n
 *      SIM_SEED=n        as .policy = SIM_RANDOM, .seed = n, .seeds = 1
 *      SIM_REPLAY=token  as .replay = token for the test that the token names; others are skipped
 *      SIM_RACES=1       as .races
 *      SIM_RECORD=1      tokens hold the whole list of choices instead of the seed
 *      SIM_DEBUG=1       all that drivers print with DbgPrint is shown; else errors only
 *      SIM_TRACE=n       a run that fails prints its last n events
 */
#ifndef SIM_SETUP_H
#define SIM_SETUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sim/device.h>
#include <sim/explore.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    SIM_DEFAULT_CPUS = 2,
    SIM_SEARCH_CPUS = 4, /* of a test with .explore: threads that wait for a processor make a search
                            longer without showing more */
    SIM_MAX_CPUS = 64,
    SIM_MAX_DRIVERS = 12,
    SIM_MAX_DEVICES = 16
};

/* Who answers what hardware and Windows leave open. */
enum sim_policy {
    SIM_TIMED,  /* nobody: typical times, the processor with the earliest clock goes next */
    SIM_RANDOM, /* a generator that starts from .seed */
    SIM_REPLAY  /* the list in .replay */
};

/* Whose token the test's process has. */
enum sim_account {
    SIM_ADMINISTRATOR, /* elevated: Administrators, high integrity */
    SIM_SYSTEM,        /* as kernel threads */
    SIM_LOCAL_SERVICE,
    SIM_NETWORK_SERVICE,
    SIM_USER,            /* interactive, in Users, medium integrity */
    SIM_GUEST,           /* in Guests and Everyone only */
    SIM_RESTRICTED_USER, /* SIM_USER restricted to what Everyone and restricted code may do */
    SIM_ANONYMOUS        /* an impersonation token: not for a process */
};

/* What an INF file's models section says: devices with this id are for that driver. */
struct sim_binding {
    const char *hardware_id; /* "PCI\\VEN_1234&DEV_11E8" */
    const char *driver;
};

/* When the system starts a driver by itself. */
enum sim_start {
    SIM_START_DEMAND, /* it does not: a device brings it, or somebody asks */
    SIM_START_BOOT,   /* before devices are started, in the order of groups and tags */
    SIM_START_SYSTEM, /* after devices are started, in the same order */
    SIM_START_AUTO,   /* then; after what it depends on */
    SIM_START_DISABLED
};

/* What an INF file's AddService section says: a service key. Lists are separated by commas. A
   driver that is named elsewhere in the setup and not here has a key with start on demand. */
struct sim_service {
    const char *name;
    const char *image; /* the module; NULL: named as the service */
    enum sim_start start;
    unsigned error_control; /* SERVICE_ERROR_IGNORE ... SERVICE_ERROR_CRITICAL */
    bool file_system;       /* its driver object is \FileSystem\<name> */
    const char *group;      /* NULL: none */
    unsigned tag;           /* within the group; 0: none */
    const char *depend_on_services, *depend_on_groups;
};

/* One load order group: ServiceGroupOrder lists them as the setup does, GroupOrderList the tags. */
struct sim_group {
    const char *name;
    unsigned tags[8]; /* in their order, up to the first 0 */
};

/* A filter driver for the devices with this id: Upper- or LowerFilters of the device's key. */
struct sim_filter {
    const char *hardware_id;
    const char *driver;
    bool lower; /* below the function driver */
};

struct sim_setup {
    /* What runs, as the first thread of the first process, on a simulated user stack.
       SIM_TEST fills in name and test. */
    const char *name; /* of the test: in reports and in tokens */
    void (*test)(void **state);
    int (*before)(void **state); /* what a CMocka setup is, but on the simulated stack */
    int (*after)(void **state);  /* what a CMocka teardown is; not after a failure */
    enum sim_account account;    /* of the first process */
    void *state;                 /* *state when before, or else test, starts */

    /* The machine. */
    unsigned cpus;                         /* 0: SIM_DEFAULT_CPUS, or SIM_SEARCH_CPUS */
    const struct sim_device_model *device; /* plugged in first */
    const struct sim_device_model *devices[SIM_MAX_DEVICES]; /* then these, in order */
    uint64_t memory_bytes;                                   /* 0: the default */
    unsigned hot_cpus;   /* more, that sim_add_processor() brings; with cpus up to SIM_MAX_CPUS */
    unsigned group_size; /* processors in a group, as of bcdedit /set groupsize; 0: 64 */
    unsigned node_size;  /* processors in a NUMA node; 0: there is one node */

    /* Chance. */
    enum sim_policy policy;
    uint64_t seed;             /* of SIM_RANDOM */
    unsigned seeds;            /* runs with seed, seed + 1, ... until one fails; 0: one run */
    const char *replay;        /* a token that a failure printed; goes before policy and seed */
    enum sim_strategy explore; /* the test is searched, instead of run once (sim/explore.h) */
    struct sim_search search;
    bool races; /* a data race of a driver with INSTRUMENT ends the test (sim/race.h) */

    /* The kernel. A driver is named as its module is, without ".sys". */
    const char *driver;                   /* gets every device that no binding names */
    const char *drivers[SIM_MAX_DRIVERS]; /* more of them; both are loaded, in order, if no device
                                             has brought them */
    struct sim_service services[SIM_MAX_DRIVERS]; /* those that need more than a name */
    struct sim_group groups[SIM_MAX_DRIVERS];
    struct sim_binding bindings[SIM_MAX_DEVICES];
    struct sim_filter filters[SIM_MAX_DRIVERS]; /* from the PDO upwards, on each side */
    bool no_threaded_dpcs; /* they run as ordinary ones (ThreadDpcEnable = 0) */
    /* What an INF file's AddReg section says, as a registry file (.reg): its text, or a path of the
       host's. Imported before a driver is started. */
    const char *registry;
    bool debugger; /* a kernel debugger is attached, which goes on at each DbgBreakPoint */
    bool msi;      /* devices may use message interrupts (an INF's MSISupported) */

    /* What drivers may not touch at DISPATCH_LEVEL or above is not there then: pageable code, data
       and pool (Driver Verifier's force IRQL checking). Instrumented drivers are always checked. */
    bool force_irql_checking;

    /* Limits. */
    uint64_t time_limit_ns;      /* virtual time after which a test has failed; 0: one hour */
    uint64_t dpc_limit_ns;       /* of one DPC, then DPC_WATCHDOG_VIOLATION; 0: 20 s */
    uint64_t dpc_total_limit_ns; /* of DPCs without a pause, or at DISPATCH_LEVEL; 0: 2 min */

    bool trace_off; /* no trace: sim_trace_hash() is 0; for benchmarks */
    bool paced;     /* virtual time waits for the host's clock: for something to look at */
};

/* How a run ended. */
struct sim_result {
    bool failed, skipped;
    uint32_t bugcheck;   /* code of the bug check that ended it, or 0 */
    uint64_t seed;       /* of the last run, which is the one that failed if one did */
    uint64_t time_ns;    /* virtual time at the end */
    uint64_t trace_hash; /* equal for equal runs */
    const char *token;   /* repeats the run; until the next boot */
};

/*
 * Boots a machine as the setup says, runs .before, .test and .after on it, shuts it down, checks
 * that nothing is left, and switches it off. What goes wrong is printed to stderr, then stated in
 * the result. Only on the host's stack: in main(), or in an ordinary CMocka test.
 */
struct sim_result sim_boot(const struct sim_setup *setup);

#ifdef __cplusplus
}
#endif

#endif
