/*
 * src/hal/checkuser.c - what an instrumented driver does to a program's memory
 *
 * No delta leads from a user address to its cells: an access there never takes the short way, and
 * the windows of the kernel are dismissed by one comparison. What is left is asked for where it
 * lies. A copy is also a program's when it goes to the same RAM by another address, as that of a
 * mapped MDL.
 */
#include "shadow.h"

#define HALP_END (HALP_MODULES + ((ULONG64)HALP_SLOTS << HALP_SLOT_BITS))

VOID
HalSetUserCheck(HAL_USER_CHECK *Check)
{
    HalpWatch.CheckUser = Check;
}

VOID
HalSetCopyCheck(HAL_COPY_CHECK *Check)
{
    HalpWatch.CheckCopy = Check;
}

static BOOLEAN
HalpIsUser(ULONG64 At)
{
    HAL_PLACE Place;

    if (At - HALP_KERNEL < HALP_END - HALP_KERNEL) {
        return FALSE;
    }
    Place = HalPlace((PVOID)(ULONG_PTR)At);
    return Place == HalAtUser || Place == HalAtProgram;
}

VOID
HalpCheckUser(ULONG64 At, SIZE_T Size, ULONG Kind, PVOID Pc)
{
    if (HalpWatch.CheckUser != NULL && HalpIsUser(At)) {
        HalpWatch.CheckUser((PVOID)(ULONG_PTR)At, Size, Kind, Pc);
    }
}

static BOOLEAN
HalpIsPool(ULONG64 At)
{
    ULONG64 Window = (At - HALP_KERNEL) >> HALP_WINDOW_BITS;

    return Window == HW_NONPAGED || Window == HW_PAGED;
}

VOID
HalpCheckCopy(const VOID *To, const VOID *From, SIZE_T Size, PVOID Pc)
{
    ULONG64 Target = (ULONG64)(ULONG_PTR)To;

    if (Size != 0 && HalpWatch.CheckCopy != NULL && HalpIsPool((ULONG64)(ULONG_PTR)From) &&
        !HalpIsPool(Target) && (HalpIsUser(Target) || HalpIsUser(HalpName(Target)))) {
        HalpWatch.CheckCopy(From, Size, Pc);
    }
}

VOID
HalDriverCopy(const VOID *To, const VOID *From, SIZE_T Size, PVOID Frame)
{
    PVOID Pc = ((PVOID *)Frame)[1];

    if (HalpIsInstrumented(Pc)) {
        HalpCheckCopy(To, From, Size, Pc);
    }
}

UCHAR
HalWrittenBytes(const VOID *Address)
{
    PHALP_CELL Cell = HalpCell((ULONG64)(ULONG_PTR)Address);

    return Cell == NULL ? 0 : Cell->Written;
}
