/*
 * tests/search/programs.h - the racy programs that every strategy is tried on
 */
#ifndef PROGRAMS_H
#define PROGRAMS_H

#include "search_test.h"

/* --- counter: three unprotected increments each ----------------------------------------------- */
static const struct op counter_thread[] = {READ(0), STORE(0, 1), READ(0), STORE(0, 1),
                                           READ(0), STORE(0, 1), END};

static uint32_t
counter_verdict(void)
{
    return vm.variables[0] != 6;
}
static const struct program counter = {.threads = {counter_thread, counter_thread},
                                       .verdict = counter_verdict};

/* --- abba: two locks, two orders -------------------------------------------------------------- */
static const struct op abba_a[] = {LOCK(0), LOCK(1), UNLOCK(1), UNLOCK(0), END};
static const struct op abba_b[] = {LOCK(1), LOCK(0), UNLOCK(0), UNLOCK(1), END};
static const struct program abba = {.threads = {abba_a, abba_b}};

/* --- irp_cancel: completion and cancellation both test and clear the routine ------------------ */
enum { ROUTINE, COMPLETED, CANCELLED, QUEUE_LOCK };
static const struct op cancel_complete[] = {WORK,
                                            WORK,
                                            LOCK(QUEUE_LOCK),
                                            WORK,
                                            UNLOCK(QUEUE_LOCK),
                                            READ(ROUTINE),
                                            UNLESS(0, 3),
                                            WRITE(ROUTINE, 1),
                                            CHECK(COMPLETED, 0),
                                            WRITE(COMPLETED, 1),
                                            WORK,
                                            END};
static const struct op cancel_cancel[] = {WORK,
                                          WRITE(CANCELLED, 1),
                                          READ(ROUTINE),
                                          UNLESS(0, 3),
                                          WRITE(ROUTINE, 1),
                                          CHECK(COMPLETED, 0),
                                          WRITE(COMPLETED, 1),
                                          WORK,
                                          END};
static const struct program irp_cancel = {.threads = {cancel_complete, cancel_cancel}};

/* --- remove_uaf: removal between check and use ------------------------------------------------ */
enum { REMOVED, DEAD, USES };
#define USE READ(REMOVED), UNLESS(0, 3), READ(USES), STORE(USES, 1), CHECK(DEAD, 0)
static const struct op remove_io[] = {USE, USE, USE, USE, USE, END};
static const struct op remove_remove[] = {WORK, WRITE(REMOVED, 1), WRITE(DEAD, 1), WORK, END};
static const struct program remove_uaf = {.threads = {remove_io, remove_remove}};

/* --- depth4: four ordered constraints: three preemptions -------------------------------------- */
enum { A, B, C };
static const struct op depth4_1[] = {WORK,        WRITE(A, 1), WORK,        READ(B), UNLESS(1, 3),
                                     WRITE(C, 1), WORK,        WRITE(C, 0), WORK,    END};
static const struct op depth4_2[] = {WORK, READ(A),     UNLESS(1, 3), WRITE(B, 1),
                                     WORK, CHECK(C, 0), WORK,         END};
static const struct program depth4 = {.threads = {depth4_1, depth4_2}};

/* --- order8: the consumer comes before the producer, among noise ------------------------------ */
#define NOISE(v) static const struct op noise_##v[] = {WORK, ADD(v, 1), ADD(v, 1), WORK, END}
NOISE(2);
NOISE(3);
NOISE(4);
NOISE(5);
NOISE(6);
NOISE(7);
static const struct op order8_produce[] = {WORK, ADD(1, 1), WRITE(0, 1), END};
static const struct op order8_consume[] = {WORK, ADD(8, 1), ADD(8, 1), ADD(8, 1), CHECK(0, 1), END};
static const struct program order8 = {.threads = {order8_produce, noise_2, noise_3, noise_4,
                                                  noise_5, noise_6, noise_7, order8_consume}};

static const struct {
    const char *name;
    const struct program *program;
} racy[] = {{"counter", &counter},       {"abba", &abba},     {"irp_cancel", &irp_cancel},
            {"remove_uaf", &remove_uaf}, {"depth4", &depth4}, {"order8", &order8}};
enum { RACY = sizeof racy / sizeof racy[0] };

#endif
