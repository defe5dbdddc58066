/*
 * src/ex/poollimit.c - how much pool there is, and who hears when it is nearly used up
 *
 * A test may set a limit for each pool. What a driver asks for beyond it fails, a request of low
 * priority already when less than an eighth would be left, one of normal priority when less than a
 * sixteenth would. The kernel's own requests count and do not fail.
 *
 * The low event of a pool is set while less than an eighth of its limit is left, the high event
 * while more than three eighths are; so are those for memory as a whole, of both limits together.
 *
 * Differs from Windows: memory is what the pools have; the amounts are ours.
 */
#include "exi.h"

static struct {
    BOOLEAN Limited;
    SIZE_T Used[2], Limit[2]; /* nonpaged, paged; counted while there is a limit */
    PKEVENT Low[ExMemoryKinds], High[ExMemoryKinds];
} Exp SIM_STATE;

static VOID
ExpSetEvent(PKEVENT Event, BOOLEAN Signalled)
{
    if (Event == NULL || (KeReadStateEvent(Event) != 0) == Signalled) {
        return;
    }
    if (Signalled) {
        KeSetEvent(Event, IO_NO_INCREMENT, FALSE);
    } else {
        KeClearEvent(Event);
    }
}

static VOID
ExpUpdateEvents(EX_MEMORY_KIND Kind, SIZE_T Used, SIZE_T Limit)
{
    SIZE_T Left = Used < Limit ? Limit - Used : 0;

    ExpSetEvent(Exp.Low[Kind], Exp.Limited && Left < Limit / 8);
    ExpSetEvent(Exp.High[Kind], !Exp.Limited || Left > Limit / 8 * 3);
}

static VOID
ExpUpdateAllEvents(VOID)
{
    ExpUpdateEvents(ExNonPagedMemory, Exp.Used[FALSE], Exp.Limit[FALSE]);
    ExpUpdateEvents(ExPagedMemory, Exp.Used[TRUE], Exp.Limit[TRUE]);
    ExpUpdateEvents(ExAllMemory, Exp.Used[FALSE] + Exp.Used[TRUE],
                    Exp.Limit[FALSE] + Exp.Limit[TRUE]);
}

static VOID
ExpWatch(BOOLEAN Paged, LONG_PTR Change)
{
    Exp.Used[Paged] += (SIZE_T)Change;
    ExpUpdateAllEvents();
}

static VOID
ExpAddTag(const EX_POOL_TAG *Tag, PVOID Context)
{
    Exp.Used[FALSE] += Tag->Bytes[FALSE];
    Exp.Used[TRUE] += Tag->Bytes[TRUE];
}

VOID
ExSetPoolLimit(SIZE_T NonPaged, SIZE_T Paged)
{
    Exp.Limited = NonPaged != 0 || Paged != 0;
    Exp.Limit[FALSE] = NonPaged != 0 ? NonPaged : HalWindowSize(HalNonPaged);
    Exp.Limit[TRUE] = Paged != 0 ? Paged : HalWindowSize(HalPaged);
    Exp.Used[FALSE] = Exp.Used[TRUE] = 0;
    ExForEachPoolTag(ExpAddTag, NULL);
    ExpWatchPool(Exp.Limited ? ExpWatch : NULL);
    ExpUpdateAllEvents();
    ExpAskForLimit(Exp.Limited);
}

VOID
ExSetMemoryEvents(EX_MEMORY_KIND Kind, PKEVENT Low, PKEVENT High)
{
    Exp.Low[Kind] = Low;
    Exp.High[Kind] = High;
    ExpUpdateEvents(Kind, 0, 0);
}

/* What a request must leave to others. */
static SIZE_T
ExpReserve(const EXP_REQUEST *Request)
{
    SIZE_T Limit = Exp.Limit[Request->Paged];

    if (Request->Priority >= HighPoolPriority) {
        return 0;
    }
    return Request->Priority >= NormalPoolPriority ? Limit / 16 : Limit / 8;
}

BOOLEAN
ExpIsOverLimit(const EXP_REQUEST *Request)
{
    return Exp.Used[Request->Paged] + Request->Bytes + ExpReserve(Request) >
           Exp.Limit[Request->Paged];
}
