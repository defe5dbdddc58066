/*
 * sim/core/choose.c - the one source of chance
 *
 * Every question that hardware and Windows leave open is one call of hw_choose. Three policies
 * answer:
 *
 *   timed     0, always: what a plain run does
 *   random    drawn from the seed
 *   replay    read from a recorded list; 0 when the list has ended
 *
 * During a search (step.c), that answers instead of any of them, and keeps the list.
 *
 * What was answered is kept as a list, so that any run can be repeated. Questions with one possible
 * answer are not asked and not kept.
 */
#include "core.h"

#define CHOICES ((uint32_t *)0x471000000000) /* outside of snapshots, as the trace is */
enum { CHOICES_BYTES = 1 << 30 };

static struct {
    uint64_t random;
    uint64_t count, replay_count;
    const uint32_t *replay;
    enum hw_policy policy;
} choose SIM_STATE;

void
choose_reset(const struct hw_config *config)
{
    host_fixed((uint64_t)CHOICES, CHOICES_BYTES);
    choose.policy = config->policy;
    choose.random = config->seed;
    choose.replay = config->replay;
    choose.replay_count = config->replay_count;
}

/* splitmix64: any seed, also 0, gives a good sequence. */
static uint64_t
draw(void)
{
    uint64_t z = choose.random += 0x9E3779B97F4A7C15u;

    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static enum search_question
question_of(enum hw_choice kind)
{
    static const enum search_question questions[] = {
        [HW_CHOOSE_LATENCY] = SEARCH_FREE, [HW_CHOOSE_TARGET] = SEARCH_FREE,
        [HW_CHOOSE_ORDER] = SEARCH_FREE,   [HW_CHOOSE_FAULT] = SEARCH_FAULT,
        [HW_CHOOSE_TEST] = SEARCH_TEST,
    };

    return questions[kind];
}

unsigned
hw_choose(enum hw_choice kind, unsigned n)
{
    unsigned answer = 0;

    if (n <= 1) {
        return 0;
    }
    if (hw_searched()) {
        return search_choose(question_of(kind), n);
    }
    if (choose.policy == HW_TIMED) {
        return 0;
    }
    if (choose.policy == HW_RANDOM) {
        answer = (unsigned)(((unsigned __int128)draw() * n) >> 64);
    } else if (choose.count < choose.replay_count) {
        answer = choose.replay[choose.count];
    }
    if (choose.count < CHOICES_BYTES / sizeof(uint32_t)) {
        CHOICES[choose.count] = answer;
    }
    choose.count++;
    return answer < n ? answer : n - 1;
}

const uint32_t *
hw_choices(size_t *count)
{
    *count = choose.count;
    return CHOICES;
}
