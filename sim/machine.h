/*
 * sim/machine.h - the one door between the NT kernel (src/) and the machine (sim/)
 *
 * The kernel calls down through the functions below. The machine calls up only through
 * struct hw_upcalls, which src/hal hands over at power-on.
 *
 * The machine knows processors, nanoseconds, bytes, vectors and interrupt lines. It does not know
 * threads or IRQLs: a thread is a context that some processor runs, an IRQL is a task priority.
 */
#ifndef HW_MACHINE_H
#define HW_MACHINE_H

#if !defined(LAYER_hal) && !defined(LADDER_sim)
#error "sim/machine.h is for src/hal and sim/ only"
#endif

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "search/search.h"
#include "state.h"

enum { HW_CPU_MAX = 64, HW_VECTORS = 256, HW_LINES = 64, HW_PAGE = 4096 };

/* --- the current processor ------------------------------------------------------------------ */

/* What gates and instrumented accesses look at: the hot part of the processor whose turn it is. */
struct hw_now {
    int64_t left;     /* ns of local time until the machine decides again; negative: now */
    uint8_t priority; /* vectors of this class (vector >> 4) and below stay pending */
    uint8_t pending;  /* class of the highest pending vector, 0 for none */
    uint16_t cpu;
    uint32_t flags; /* HW_NOW_*: gates take the slow path */
    void *self;     /* the kernel's, for each processor */
    uint64_t horizon;    /* end of the slice: the processor's clock is horizon - left */
    uint64_t event_time; /* while an event runs, it is its time that counts; else 0 */
    /* What the kernel calls what runs here: the id of a thread, for the trace. */
    uint32_t context;
    /* The kernel's as well, and part of it: for the accesses of instrumented drivers. */
    uint8_t epoch_priority;
    uint64_t epoch;
};
enum {
    HW_NOW_WATCHED = 1,  /* the kernel wants to see each call of a gate */
    HW_NOW_SEARCHED = 2, /* a search decides who makes the next step */
    HW_NOW_WEAK = 4,     /* and memory is not HW_SC */
    HW_NOW_ARM = 8,      /* but HW_ARM */
    HW_NOW_LOOKED = 16,  /* upcalls.look hears of each point */
    HW_NOW_HELD = 32,    /* what runs makes no steps */
    HW_NOW_BLIND = 64    /* the kernel's: and is no part of the run */
};

extern SIM_HIDDEN struct hw_now hw_now;

struct hw_fault {
    uint64_t address, pc, sp;
    enum { HW_FAULT_MEMORY, HW_FAULT_DIVIDE, HW_FAULT_OPCODE, HW_FAULT_STACK, HW_FAULT_WATCHDOG,
           HW_FAULT_BREAKPOINT } kind;
    bool write, execute;
    /* As in the kernel's CONTEXT: rax rcx rdx rbx rsp rbp rsi rdi r8 to r15 rip. On return the code
       goes on with what is here then. */
    uint64_t registers[17];
};

struct hw_upcalls {
    void (*processor)(unsigned cpu);      /* a processor's first code, on its idle context */
    void (*interrupt)(unsigned vector);   /* on the interrupted stack; must raise hw_now.priority */
    void (*fault)(struct hw_fault *fault); /* on the faulting stack; returns only to retry */
    void (*quiet)(void);                  /* all processors idle: may make one busy */
    void (*stuck)(void);                  /* all idle and no event will ever come */
    /* Processors spin for locks of one another; does not return. */
    void (*wait_cycle)(unsigned cpu);
    void (*bus_changed)(void);            /* a device came or went (perhaps in an event, when only
                                             requests may be made); may be NULL */
    /* After hw_look(true): somebody else may go on here, or (event) an event has run. */
    void (*look)(bool event);
    void (*held_up)(void); /* what runs under hw_hold() must wait; does not return */
};

/* --- power ---------------------------------------------------------------------------------- */

enum hw_policy { HW_TIMED, HW_RANDOM, HW_REPLAY }; /* hw_search() goes before all of them */

struct hw_config {
    unsigned cpus;
    enum hw_policy policy;
    uint64_t seed;
    const uint32_t *replay; /* the list that hw_choices() returned; host memory, read only */
    size_t replay_count;
    size_t memory_pages;       /* RAM; 0 for the default */
    bool paced;                /* virtual time follows the host's clock */
};

/* Clears the state section, resets memory, creates the processors. */
void hw_power_on(const struct hw_config *config, const struct hw_upcalls *upcalls);
/* On the host's stack: runs the processors until hw_stop (false) or hw_pause (true). */
bool hw_run(void);
/* From a simulated context, not in an event: hw_run returns, and another one goes on here. */
void hw_pause(void);
/* From any simulated context: abandons all contexts, hw_run returns. */
_Noreturn void hw_stop(void);
void hw_power_off(void);
bool hw_is_on(void);
/* Calls function on the host's stack (reports, files, anything deep), then comes back. */
void hw_call_host(void (*function)(void *), void *argument);

/* --- a copy of the machine (sim/core/snapshot.c); all on the host's stack --------------------- */

struct hw_range {
    void *base;
    size_t size;
};
/* A paused machine as it is now. Stacks: those that lie in user memory. One snapshot at a time. */
void hw_snapshot_take(const struct hw_range *stacks, unsigned count);
/* However the last run ended: the machine is what it was, and paused. */
void hw_snapshot_restore(void);
void hw_snapshot_drop(void); /* if there is one; power-on and power-off do it too */
size_t hw_snapshot_bytes(void);

/* --- processors and time -------------------------------------------------------------------- */

unsigned hw_cpu_count(void);
void hw_cpu_unmask(unsigned cpu); /* another one, which masks everything, takes what comes */
/* No other processor gets a turn again, whatever is requested of it. */
void hw_freeze_others(void);
/* ns since power-on, on this processor's clock. */
static inline uint64_t
hw_time(void)
{
    return hw_now.event_time != 0 ? hw_now.event_time : hw_now.horizon - (uint64_t)hw_now.left;
}
static inline void
hw_spend(uint32_t ns)
{
    hw_now.left = (int64_t)((uint64_t)hw_now.left - ns); /* so that its sign comes with it */
}
/* The preemption point: events that are due, interrupts above the mask, other processors' turns. */
void hw_point(void);
/* True when hw_point has something to do. */
static inline bool
hw_point_due(void)
{
    return hw_now.left < 0 || hw_now.pending > hw_now.priority;
}
void hw_stall(uint64_t ns);          /* spends ns; interrupts and other processors get in */
void hw_idle(void);                  /* returns when an interrupt above the mask is pending */
/* This processor spins for key; returns after hw_wake(key) or after an interrupt was taken.
   owner: the processor that can release it (for deadlock detection), or -1. */
void hw_spin(const volatile void *key, int owner);
void hw_wake(const volatile void *key);
void hw_yield(void);                 /* polls: others first */
/* upcalls.look is called: in a search before each step, else where interrupts or other processors
   get in; and after each event. */
void hw_look(bool on);
/* The current processor goes on alone: hw_point() and hw_step() do nothing until hw_hold(false). */
void hw_hold(bool on);
/* upcalls.quiet is called once, before time would jump to the next event. */
void hw_want_quiet(void);

/* --- events (sim/core/clock.c): ties in time are broken by the order in which they were added - */

typedef void hw_event_fn(void *owner, uint64_t argument);
/* delay_ns after now; a handle that is never 0. An event runs once, on no particular processor. */
uint32_t hw_event_add(uint64_t delay_ns, hw_event_fn *fn, void *owner, uint64_t argument);
/* False when it has run already (or never was). */
bool hw_event_cancel(uint32_t handle);

/* --- contexts and stacks -------------------------------------------------------------------- */

struct hw_context {
    void *sp;
    void *stack_base; /* lowest address */
    uint64_t stack_size;
    void *sanitizer[3]; /* fake stack, and the stack's bounds when it was left */
};

void hw_context_make(struct hw_context *context, void *stack_base, size_t size,
                     void (*entry)(void *), void *argument);
/* Saves one context and goes on with another; hw_cpu_run also notes it as what the processor
   runs. */
void hw_context_switch(struct hw_context *from, struct hw_context *to);
void hw_cpu_run(struct hw_context *from, struct hw_context *to);
/* A context that will never run again (sanitizer and valgrind forget its stack). */
void hw_context_forget(struct hw_context *context);
/* A stack slot: its lowest usable address, with a guard page below; NULL when there is none
   left. */
void *hw_stack_alloc(void);
void hw_stack_free(void *base);
size_t hw_stack_size(void);
/* The frames between here and top, a place in the current stack, are given up by a jump. */
void hw_forget_frames(const void *top);
/* Calls function(argument) on another stack; backtraces lead through into the caller. */
void hw_call_on_stack(void *stack_base, size_t size, void (*function)(void *), void *argument);

/* --- interrupts ----------------------------------------------------------------------------- */

/* Software interrupt or IPI; same vector merges. */
void hw_request(unsigned cpu, unsigned vector);
void hw_withdraw(unsigned cpu, unsigned vector);
bool hw_is_requested(unsigned cpu, unsigned vector);
/* Level lines that are still asserted pend again. */
void hw_end_of_interrupt(unsigned vector);

enum hw_trigger { HW_LEVEL, HW_EDGE };
/* Interrupt line -> vector; targets: a set of processors, of which one is chosen each time. */
void hw_line_route(unsigned line, unsigned vector, enum hw_trigger trigger,
                   const uint16_t *targets, unsigned target_count);
void hw_line_mask(unsigned line, bool masked);
/* What a device must write for a message interrupt that arrives as vector at cpu. */
void hw_message_compose(unsigned vector, unsigned cpu, uint64_t *address, uint32_t *data);
/* One-shot clock of a processor; a new time replaces the old. UINT64_MAX: off. */
void hw_clock_arm(unsigned cpu, uint64_t time_ns, unsigned vector);

/* --- search (sim/core/step.c) --------------------------------------------------------------- */

/* From now on the search that is under way (sim/search) decides at every step which processor makes
   it; or nobody does again: the current one goes on until it must wait. */
enum hw_memory {
    HW_SC,  /* all see each store at once */
    HW_TSO, /* x64: a processor's stores are seen late, in their order */
    HW_ARM  /* ARM64: in any order, and loads may be stale */
};
void hw_search(bool on, enum hw_memory memory);
static inline bool
hw_searched(void)
{
    return (hw_now.flags & HW_NOW_SEARCHED) != 0;
}
enum hw_step {
    HW_STEP_CALL,    /* synchronises, calls the kernel, touches a device */
    HW_STEP_ACCESS,  /* touches memory that is known to be contended */
    HW_STEP_ANYWHERE /* touches any memory */
};
/* In a search only: before the current processor makes a step, others may make theirs. */
void hw_step(enum hw_step kind, const volatile void *key);
/* In a search only: what the step that is being made (or the event that runs) touches. Steps of
   two processors depend on each other if they touch one key and one of them writes. */
void hw_touch(const volatile void *key, bool write);
/* How long until the next event that a search may bring forward; UINT64_MAX: none is near. */
uint64_t hw_next_event(void);
/* Two contexts contend for this memory: from now on hw_step() comes before each access. */
void hw_contended(const volatile void *key);

/* --- weakly ordered memory (sim/core/store.c, sim/core/stale.c), in a search not HW_SC ------ */

static inline bool
hw_weak(void)
{
    return (hw_now.flags & HW_NOW_WEAK) != 0;
}
enum hw_access {
    HW_LOAD,
    HW_LOAD_ACQUIRE, /* HW_ARM: what is loaded after it is not older */
    HW_LOAD_NEW,     /* not stale itself, orders nothing */
    HW_STORE,
    HW_STORE_RELEASE, /* HW_ARM: not seen before what was stored before it */
    HW_UPDATE         /* all see it at once, as what was stored before: after HW_FENCE_ALL */
};
/* The current processor is about to make this access to some of the eight bytes at an address that
   is a multiple of eight, and makes it before the next step. True: it loads an old value. */
bool hw_access(const volatile void *granule, uint8_t bytes, enum hw_access access);
enum hw_fence { HW_FENCE_LOADS, HW_FENCE_ALL };
void hw_fence(enum hw_fence fence);
/* The load that the last hw_access was about has been made; memory is what this processor sees. */
void hw_loaded(void);
/* Likewise, and code that makes accesses ends: a step, if stores wait, which may see none later. */
void hw_returns(void);
/* How often since hw_search() a store waited, or a load was stale. */
unsigned hw_weak_effects(void);

/* --- chance and trace ----------------------------------------------------------------------- */

enum hw_choice {
    HW_CHOOSE_SLICE,   /* how long this processor runs on */
    HW_CHOOSE_CPU,     /* which processor goes next */
    HW_CHOOSE_LATENCY, /* how long hardware takes */
    HW_CHOOSE_TARGET,  /* which processor gets an interrupt */
    HW_CHOOSE_FAULT,   /* does this operation fail */
    HW_CHOOSE_ORDER,   /* which of several equals */
    HW_CHOOSE_TEST     /* asked by a test */
};
/* 0 .. n-1. 0 is what happens in a plain timed run. */
unsigned hw_choose(enum hw_choice kind, unsigned n);
const uint32_t *hw_choices(size_t *count); /* what was chosen so far; host memory */

struct hw_record {
    uint64_t time_ns;
    uint16_t kind;
    uint16_t cpu;
    uint32_t context; /* hw_now.context */
    uint64_t a, b, c;
};
void hw_trace(uint16_t kind, uint64_t a, uint64_t b, uint64_t c);
uint64_t hw_trace_hash(void);
uint64_t hw_trace_count(void);
/* Record i of the last ones kept (0 = oldest kept). */
const struct hw_record *hw_trace_at(uint64_t i, uint64_t *kept);

/* --- memory --------------------------------------------------------------------------------- */

enum hw_window {
    HW_NONPAGED,
    HW_PAGED,
    HW_STACKS,
    HW_MAPPINGS,
    HW_REGISTERS,
    HW_USER,
    HW_DIRECT,
    HW_CONTIGUOUS,
    HW_WINDOWS
};

/* Frames are HW_FRAME_FIRST .. HW_FRAME_FIRST + hw_frame_count() - 1. */
enum { HW_FRAME_FIRST = 0x100 };

void *hw_window_base(enum hw_window window);
size_t hw_window_size(enum hw_window window);
/* Zeroed pages at consecutive virtual addresses; NULL when the window is full.
   HW_USER: accessible; addresses are taken in multiples of 64 KiB.
   HW_STACKS: one stack of at most hw_stack_size() bytes, above its guard page.
   HW_MAPPINGS, HW_REGISTERS: addresses only, not accessible.
   HW_CONTIGUOUS: consecutive frames. */
void *hw_pages_alloc(enum hw_window window, size_t pages);
void hw_pages_free(enum hw_window window, void *address, size_t pages);
/* A stack in user memory: its pages behind one that cannot be touched; the address of that one. To
   be freed with it. That it came and went costs no system call. */
void *hw_user_stack_alloc(size_t pages);
size_t hw_pages_used(enum hw_window window);
/* Page frame number of a mapped RAM address; UINT64_MAX when it is none. */
uint64_t hw_frame(const void *address);
/* Address of a frame in the direct map; NULL when there is no such frame. Pages that are neighbours
   in their window are neighbours in the direct map. */
void *hw_frame_address(uint64_t frame);
/* Shows these frames at an address in HW_USER or HW_MAPPINGS; hw_pages_free or hw_unmap_frames
   undoes. */
void hw_map_frames(void *address, const uint64_t *frames, size_t pages, int access);
void hw_unmap_frames(void *address, size_t pages);
uint64_t hw_frame_count(void);
void hw_protect(void *address, size_t pages, int access); /* 0 none, 1 read, 3 read and write */

enum hw_place { HW_AT_NOWHERE, HW_AT_USER, HW_AT_NONPAGED, HW_AT_PAGED, HW_AT_STACK, HW_AT_MAPPING,
                HW_AT_REGISTERS, HW_AT_DIRECT, HW_AT_DRIVER, HW_AT_LIBSIM, HW_AT_PROGRAM };
enum hw_place hw_place(const void *address);
/* An address that is the same in every run, whatever the host's randomisation. */
uint64_t hw_canonical(const void *address);
/* Where in RAM the address shows, whichever window it is in; UINT64_MAX: it shows no RAM. */
uint64_t hw_ram_offset(const void *address);
uint64_t hw_ram_size(void);
/* Host memory at a fixed address: mapped once, zero at first, neither cleared by a boot nor held by
   a snapshot. */
void *hw_kept(uint64_t address, size_t size);

/* --- modules (driver images) ---------------------------------------------------------------- */

struct hw_module {
    char name[64];
    uint64_t base, size;
    void *handle; /* index, not a host pointer */
};
/* One more host directory in which name.sys is looked for. */
void hw_module_add_path(const char *directory);
/* Loads name.sys, or restores its data segment as built. NULL and *error on failure. */
const struct hw_module *hw_module_load(const char *name, const char **error);
void hw_module_unload(const struct hw_module *module); /* its code must not run any more */
void *hw_module_symbol(const struct hw_module *module, const char *symbol);
const struct hw_module *hw_module_at(const void *address);
/* The module that was unloaded and that the address (of a fault) lies in. */
const struct hw_module *hw_module_unloaded_at(const void *address);
const struct hw_module *hw_module_next(const struct hw_module *module); /* loaded; NULL: first */
const char *hw_module_path(const char *name); /* host path of name.sys, or NULL */
/* Parts of the image with names of the driver's own (PAGE, INIT, ...), in whole pages. Their
   access can be taken away until the module is loaded again. */
struct hw_section {
    char name[16];
    uint64_t base, size;
};
unsigned hw_module_sections(const struct hw_module *module);
void hw_module_section(const struct hw_module *module, unsigned index, struct hw_section *section);
void hw_module_show(const struct hw_module *module, unsigned index, bool show);

/* --- physical address space, ports, PCI ------------------------------------------------------ */

/* Sizes are 1, 2, 4 or 8 (ports and configuration space: up to 4). Where nobody answers, reads give
   all ones and writes disappear. What an access of registers costs is spent here. */
uint64_t hw_port_read(uint32_t port, unsigned size);
void hw_port_write(uint32_t port, unsigned size, uint64_t value);
/* RAM or device registers, by physical address. */
uint64_t hw_physical_read(uint64_t address, unsigned size);
void hw_physical_write(uint64_t address, unsigned size, uint64_t value);

uint32_t hw_pci_config_read(unsigned bus, unsigned slot, unsigned function, unsigned offset,
                            unsigned size);
void hw_pci_config_write(unsigned bus, unsigned slot, unsigned function, unsigned offset,
                         unsigned size, uint32_t value);
/* Interrupt line to which the bridge wires pin (1 = INTA#) of the slot. */
unsigned hw_pci_line(unsigned bus, unsigned slot, unsigned pin);
/* Where the firmware would place a BAR of that size: the lowest range that no BAR holds; UINT64_MAX
   when there is none. It is taken once it has been written to the BAR. */
uint64_t hw_pci_window(bool port_space, uint64_t size);

/* --- the host, as tests and reports need it (sim/host) ---------------------------------------- */

bool hw_on_host_stack(void);
/* routine(argument) after delay_ns, as an event (sim/core). */
uint32_t hw_call_at(uint64_t delay_ns, void (*routine)(void *), void *argument);
struct hw_jump {
    uint64_t opaque[24]; /* registers; the last two: the stack */
};
/* 0, and once more 1 for each hw_jump: from any stack, while the caller's frame and context still
   are. */
int hw_jump_set(void *jump) __attribute__((returns_twice)); /* a struct hw_jump */
_Noreturn void hw_jump(void *jump);
const char *hw_environment(const char *name);
/* On a simulated stack: stops there if a debugger is attached. */
void hw_stop_in_debugger(void);
const char *hw_program(void);                 /* path of the running program */
/* Hash of executable bytes; NULL: libsim and the program. */
uint32_t hw_build_id(const char *module_path);
void *hw_next_symbol(const char *name);       /* dlsym(RTLD_NEXT): what libsim's own _fail hides */
uint64_t hw_host_clock_ns(void);
/* Appends to $variable/<pid>.suffix; nothing when the variable is not set. */
void hw_append_file(const char *directory_variable, const char *suffix, const void *data,
                    size_t size);
/* How many bytes the file has; the first room of them are read. SIZE_MAX: it cannot be opened. */
size_t hw_read_file(const char *path, void *data, size_t room);
/* Over the beginning of a file that exists; false: it cannot be written. */
bool hw_write_file(const char *path, const void *data, size_t size);

/* --- what a report needs ---------------------------------------------------------------------- */

/* Addresses of the callers, innermost first, of the running context (or of a fault). */
unsigned hw_backtrace(void **frames, unsigned most);
/* "function at file.c:12" or "module+0x123" for an address; on the host's stack only. */
void hw_describe(const void *address, char *text, size_t size);
/* The path of the source file, and the line; 0: not known. On the host's stack only. */
unsigned hw_source(const void *address, char *path, size_t size);
void hw_print(const char *text, size_t length); /* to the terminal */
/* Does a driver count there how often its lines ran? */
extern bool hw_counters; /* some driver does */
bool hw_counter_at(uintptr_t address);
static inline bool
hw_is_counter(uintptr_t address)
{
    return hw_counters && hw_counter_at(address);
}

#endif
