/*
 * sim/state.h - where mutable state lives, and the assertion that every rung may use
 *
 * Everything that a run can change stands in one linker section: boot clears it, a snapshot copies
 * it. One structure per file:      static struct { ... } Obp SIM_STATE;
 * There is no initialiser: each boot starts from zero, and the rung's init routine does the rest.
 * No pointer to host memory is ever stored in it.
 */
#ifndef SIM_STATE_H
#define SIM_STATE_H

#include <stdint.h>

#define SIM_STATE __attribute__((section("sim_state")))

/* Before the declaration of a variable that other files use often: it is found without the linker's
   table. */
#define SIM_HIDDEN __attribute__((visibility("hidden")))

/* What boot clears, but a snapshot does not hold: counts, records, memory of what was measured.
   Nothing that a run's course depends on. Pointers to host memory may be here. */
#define SIM_KEPT __attribute__((section("sim_kept")))

/* Of a large array in SIM_STATE only the first elements have been used since boot: at most as many
   as the variable used says, which never becomes less. The others are zero; a snapshot does not
   copy them. At file scope. */
struct sim_part {
    void *array;
    const void *used;
    uint32_t element, count, used_size;
};
#define SIM_STATE_PART(array, used)        SIM_STATE_PART_AT(array, used, __LINE__)
#define SIM_STATE_PART_AT(array, used, at) SIM_STATE_PART_AS(array, used, at)
#define SIM_STATE_PART_AS(array, used, at)                                                         \
    static const struct sim_part sim_part_##at __attribute__((section("sim_parts"), __used__)) = { \
        (array), &(used), sizeof(array)[0], sizeof(array) / sizeof(array)[0], sizeof(used)}

/* libsim's own invariants, in every build. A driver's mistake is KeBugCheckEx, never this. */
#define SIM_ASSERT(expression) ((expression) ? (void)0 : hw_broken(#expression, __FILE__, __LINE__))

_Noreturn void hw_broken(const char *expression, const char *file, int line);

#endif
