/*
 * mm/init.c - memory management at boot
 */
#include "mi.h"

VOID
MmInitSystem(VOID)
{
    MiInitAddresses();
    MiInitMdls();
    MiInitBlocks();
    MiInitSpaces();
    MiInitSections();
    MiInitPageable();
    ObSetProbeRoutine(MmProbeUser);
}
