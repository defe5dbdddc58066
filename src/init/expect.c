/*
 * init/expect.c - bug checks: the one that the test expects, and all others
 *
 *      running --sim_expect_bugcheck--> expecting --that code--> crashed: a jump to the test
 *                                           |--statement ends--> the test fails
 *      running or expecting --any other code--> the kernel reports it, the test fails
 *
 * The jump leaves whatever stack the bug check was on, of whatever processor, for the frame of the
 * test body. Nothing of the machine can run after it: everybody else is still where he was.
 */
#include "init.h"

#include <sim/test.h>

HAL_JUMP InipCatch SIM_STATE; /* filled by sim_catch, see catch.S */

static struct {
    BOOLEAN Expecting, Crashed;
    ULONG Code;
    ULONG_PTR Parameters[4];
    PCSTR File;
    LONG Line;
} Inip SIM_STATE;

static VOID
InipOnUnexpected(ULONG Code)
{
    InipRun.Failed = TRUE;
    InipRun.BugCheck = Code;
    InipRun.Kind = KeBugCheckName(Code);
    InipRun.Place = KeCallerInDriver();
    InipFailsHere();
    if (Inip.Expecting) {
        InipPrint("%s:%d: expected bug check 0x%X, and this one came:", Inip.File, Inip.Line,
                  Inip.Code);
        InipRun.File = Inip.File;
        InipRun.Line = Inip.Line;
    }
}

/* First thing in a bug check, on its stack. If it returns, the kernel reports and stops. */
static VOID
InipOnBugCheck(ULONG Code, const ULONG_PTR Parameters[4])
{
    if (!Inip.Expecting || Code != Inip.Code) {
        InipOnUnexpected(Code);
        return;
    }
    Inip.Expecting = FALSE;
    Inip.Crashed = TRUE;
    memcpy(Inip.Parameters, Parameters, sizeof Inip.Parameters);
    HalJump(&InipCatch);
}

VOID
InipInitExpect(VOID)
{
    KeSetStopRoutine(InipOnBugCheck);
}

BOOLEAN
InipHasCrashed(VOID)
{
    return Inip.Crashed;
}

void
sim_expect_bugcheck(uint32_t code, const char *file, int line)
{
    if (Inip.Crashed) {
        InipFailSaying(file, line, "the machine has crashed already, with bug check 0x%X",
                       Inip.Code);
    }
    Inip.Expecting = TRUE;
    Inip.Code = code;
    Inip.File = file;
    Inip.Line = line;
}

void
sim_no_bugcheck(const char *expression)
{
    Inip.Expecting = FALSE;
    InipFailSaying(Inip.File, Inip.Line, "expected bug check 0x%X from: %s", Inip.Code, expression);
}

uint64_t
sim_bugcheck_parameter(unsigned n)
{
    if (!Inip.Crashed || n < 1 || n > 4) {
        InipFailSaying(Inip.File, Inip.Line, "there was no bug check, or it has no parameter %u",
                       n);
    }
    return Inip.Parameters[n - 1];
}
