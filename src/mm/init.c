/*
 * mm/init.c - memory management at boot
 */
#include "mi.h"

#include "useraccess.h"

VOID
MmInitSystem(VOID)
{
    MiInitAddresses();
    MiInitMdls();
    MiInitBlocks();
    MiInitSpaces();
    MiInitSections();
    MiInitPageable();
    MiInitUserAccess();
    ObSetProbeRoutine(MmProbeUser);
}
