/*
 * ob/init.c - the object manager at boot
 */
#include "obi.h"

VOID
ObInitSystem(VOID)
{
    ObpInitHandles();
    ObpInitTokens();
    ObpInitDirectories();
    ObpInitSymbolicLinks();
    ObpInitEvents();
    ObpInitMutants();
    ObpInitSemaphores();
    ObpInitTimers();
    ObpInitCallbackObjects();
    ObpInitMemoryEvents();
    ObpInitLeaks();
}
