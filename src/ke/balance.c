/*
 * src/ke/balance.c - the balance set manager: no thread that is ready waits for a processor forever
 *
 * Threads whose waits are satisfied with a boost again and again stay above their base priority,
 * and so may keep others of the same base priority from running. Once a second the threads that are
 * ready are looked at:
 *
 *      Ready for 300 ticks --KiBalance--> priority 15, Starved --quantum end, wait--> base priority
 *
 * While a thread is ready in vain, others run: the look comes with one of their thread switches or
 * quantum ends. It needs no timer and no thread, and when nothing is ready nothing is done.
 *
 * Invariant: B1. A thread that is Starved got its priority here and has not used up a quantum.
 *
 * Differs from Windows: no more than the boost is done (no stacks or working sets are taken), for
 * any number of threads at a time. The quantum is an ordinary one.
 */
#include "ki.h"

#define KI_LOOK_NS     1000000000ull
#define KI_STARVING_NS (300 * KI_TICK_NS)

static struct {
    ULONG64 NextLookNs;
} Ki SIM_STATE;

static BOOLEAN
KiIsStarving(PKTHREAD Thread, ULONG64 Now)
{
    return Thread->State == KtReady && Thread->Priority < LOW_REALTIME_PRIORITY - 1 &&
           Thread->ReadyNs + KI_STARVING_NS <= Now;
}

/* Something is ready. DISPATCH_LEVEL. */
VOID
KiBalance(VOID)
{
    ULONG64 Now = HalTimeNs();

    if (Now < Ki.NextLookNs) {
        return;
    }
    Ki.NextLookNs = Now + KI_LOOK_NS;
    for (PKTHREAD Thread = KeNextThread(NULL); Thread != NULL; Thread = KeNextThread(Thread)) {
        if (KiIsStarving(Thread, Now)) {
            KiSetPriority(Thread, LOW_REALTIME_PRIORITY - 1);
            Thread->Starved = TRUE;
        }
    }
}

/* It has had its turn. */
VOID
KiEndStarvation(PKTHREAD Thread)
{
    SIM_ASSERT(Thread->Starved);
    Thread->Starved = FALSE;
    Thread->Priority = (SHORT)Thread->BasePriority;
}
