/*
 * init/body.c - the test body, as the first thread of the first process
 *
 * It runs in user mode on a user stack. When it has returned, the thread must be as it was: IRQL,
 * critical regions. A test whose machine has crashed (an expected bug check) ends here: there is
 * nothing to shut down.
 */
#include "init.h"

enum { INI_STACK = 252 * 1024 }; /* and a guard page: whole units of 64 KiB, all of them cleared */

static VOID
InipCheckThread(VOID)
{
    PKTHREAD Thread = KeCurrentThread();

    InipCheckAtomic();
    if (HalGetIrql() != PASSIVE_LEVEL) {
        InipFailSaying(NULL, 0, "ended at IRQL %u", HalGetIrql());
    }
    if (Thread->KernelApcDisable != 0 || Thread->SpecialApcDisable != 0) {
        InipFailSaying(NULL, 0, "ended inside a critical or guarded region");
    }
}

static VOID
InipCheckFixture(int Result, PCSTR What)
{
    if (Result != 0) {
        InipFailSaying(NULL, 0, ".%s returned %d", What, Result);
    }
}

static VOID
InipBody(PVOID Unused)
{
    const struct sim_setup *Setup = &InipRun.Setup;
    void *State = Setup->state;
    ULONG Invariants;

    if (Setup->before != NULL) {
        InipCheckFixture(Setup->before(&State), "before");
    }
    Invariants = InipInvariants();
    InipSearchWhole();
    Setup->test(&State);
    InipForgetInvariants(Invariants);
    if (InipHasCrashed()) {
        HalStop();
    }
    InipCheckThread();
    if (Setup->after != NULL) {
        InipForgetInvariants(0);
        InipCheckFixture(Setup->after(&State), "after");
    }
    InipSearchIsOver();
    InipForgetInvariants(0);
}

VOID
InipRunTest(VOID)
{
    PEPROCESS Process;
    PETHREAD Thread;
    PACCESS_TOKEN Token;
    NTSTATUS Status = SeCreateAccountToken((SE_ACCOUNT)InipRun.Setup.account, &Token);

    SIM_ASSERT(NT_SUCCESS(Status));
    Status = PsCreateUserProcess("test", Token, &Process);
    SIM_ASSERT(NT_SUCCESS(Status));
    ObDereferenceObject(Token);
    Status = PsCreateUserThread(Process, InipBody, NULL, INI_STACK, &Thread);
    SIM_ASSERT(NT_SUCCESS(Status));
    KeWaitForSingleObject(Thread, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(Thread);
    ObDereferenceObject(Process);
}
