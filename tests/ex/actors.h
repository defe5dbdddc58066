/*
 * tests/ex/actors.h - threads that acquire an executive resource, hold it, and release it
 */
#ifndef ACTORS_H
#define ACTORS_H

#include <ntifs.h>
#include <sim/test.h>

struct actor {
    BOOLEAN (*take)(PERESOURCE Resource, BOOLEAN Wait);
    HANDLE thread;
    KEVENT let_go;
    ULONG turn; /* in which it got the resource; 0: not yet */
};

static ERESOURCE Resource;
static ULONG Turns;

static inline void
actor_acts(void *argument)
{
    struct actor *self = argument;

    KeEnterCriticalRegion();
    assert_true(self->take(&Resource, TRUE));
    self->turn = ++Turns;
    KeWaitForSingleObject(&self->let_go, Executive, KernelMode, FALSE, NULL);
    ExReleaseResourceLite(&Resource);
    KeLeaveCriticalRegion();
}

/* It has the resource, or waits for it. */
static inline void
actor_start(struct actor *actor, BOOLEAN (*take)(PERESOURCE, BOOLEAN))
{
    actor->take = take;
    actor->turn = 0;
    KeInitializeEvent(&actor->let_go, NotificationEvent, FALSE);
    actor->thread = sim_thread(actor_acts, actor);
    sim_run_until_idle();
}

static inline void
actor_lets_go(struct actor *actor)
{
    KeSetEvent(&actor->let_go, 0, FALSE);
    sim_join(actor->thread);
    sim_run_until_idle();
}

static inline void
actors_enter(void)
{
    Turns = 0;
    assert_nt_success(ExInitializeResourceLite(&Resource));
    KeEnterCriticalRegion();
}

static inline void
actors_leave(void)
{
    KeLeaveCriticalRegion();
    assert_nt_success(ExDeleteResourceLite(&Resource));
}

#endif
