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
 * How bad it is depends on the form of the two accesses (enum sim_race). An error ends a schedule
 * of a search, and a test with .races. Warnings and notes end nothing; they are shown, a line
 * each, in the report of what failed and at the end of a search, and counted. A pair of places in
 * the code is what it was at its worst: an access that happened to be harmless in one schedule is
 * an error in the next.
 *
 * Interlocked operations and volatile accesses of a word are no data race among themselves, on
 * ARM64 neither, where volatile orders nothing: what they were meant to order is a data race there.
 *
 * An IRQL keeps out what would interrupt this processor, not what runs on another. Whether two
 * contexts run on one processor is often chance; with .search.affinity_strict (or
 * sim_races_watch_strictly()) it orders nothing, unless one of the two is bound to that processor:
 * a thread by its affinity, a DPC by KeSetTargetProcessorDpc, an interrupt by the processors it
 * was connected for. What a driver keeps for each processor is reported then, too.
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
    /* Two plain accesses; or an access and what frees the memory. */
    SIM_RACE_ERROR,
    /* An interlocked or volatile access and a plain write, or a plain read that is not of one
       aligned word. */
    SIM_RACE_WARNING,
    /* Of these forms: a plain write that stored what was there already (both wrote the same value,
       or nothing was changed for the reader); a plain read of an aligned word that was made
       again and again at one place, nothing written in between, and a plain write of an aligned
       word; a plain read of an aligned word and an interlocked or volatile write. Whether a
       write changed anything is looked at for words; what copies and fills counts as a change, and
       every write in a search with .memory. */
    SIM_RACE_NOTE
};

/* For tests of what is a race: from now on accesses are compared, but a race ends nothing. From
   any thread. */
void sim_races_watch(void);
void sim_races_watch_strictly(void); /* as with .affinity_strict */
/* Pairs of places in the code between which a race was seen since. From any thread. */
unsigned sim_races(enum sim_race kind);
/* Prints them, with both stacks and why nothing orders them. From any thread. */
void sim_races_print(void);

#ifdef __cplusplus
}
#endif

#endif
