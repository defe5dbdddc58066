/*
 * include/sim/race.h - data races of drivers
 *
 * Two accesses to the same bytes are a data race if one of them is a write, they come from two
 * contexts (threads, DPCs, interrupts), and nothing orders them: no lock that both hold, no wait of
 * one for the other, no IRQL that keeps one out. What then happens depends on the moment, and on
 * the compiler. libsim compares the accesses of drivers that are compiled with INSTRUMENT
 * (see sim_add_driver) in each search, and in a test with .races. A race is found although nothing
 * went wrong this time.
 *
 * Interlocked operations and volatile accesses of a word are no data race among themselves, but
 * one with a plain access is a warning.
 *
 * The environment variable SIM_RACE_SUPPRESS lists functions (separated by commas; or, from a /
 * on, the path of a file with one a line) whose races are not reported.
 *
 * This header may be included by drivers. Elsewhere than under libsim it only says
 *
 *      #define SIM_DATA_RACE(expression) (expression)
 */
#ifndef SIM_RACE_H
#define SIM_RACE_H

/* The value of an expression whose races are meant: an approximate count, a hint. In a driver, at
   any IRQL. */
#if !defined(__has_feature)
#define __has_feature(feature) 0
#endif
#if defined(__SANITIZE_THREAD__) || __has_feature(thread_sanitizer)
#ifdef __cplusplus
extern "C" {
#endif
void __tsan_ignore_thread_begin(void);
void __tsan_ignore_thread_end(void);
#ifdef __cplusplus
}
#endif
#define SIM_DATA_RACE(expression)                                                                  \
    (__extension__({                                                                               \
        __tsan_ignore_thread_begin();                                                              \
        __typeof__(expression) sim_value_ = (expression);                                          \
        __tsan_ignore_thread_end();                                                                \
        sim_value_;                                                                                \
    }))
#else
#define SIM_DATA_RACE(expression) (expression)
#endif

#ifdef __cplusplus
extern "C" {
#endif

enum sim_race {
    SIM_RACE_ERROR,   /* two plain accesses; or an access and what frees the memory */
    SIM_RACE_WARNING, /* a plain access and an interlocked or volatile one */
    SIM_RACE_NOTE     /* harmless in its form */
};

/* For tests of what is a race: from now on accesses are compared, but a race ends nothing. From
   any thread. */
void sim_races_watch(void);
/* Pairs of places in the code between which a race was seen since. From any thread. */
unsigned sim_races(enum sim_race kind);
/* Prints them, with both stacks and why nothing orders them. From any thread. */
void sim_races_print(void);

#ifdef __cplusplus
}
#endif

#endif
