/*
 * src/race/module.c - how much of a driver is seen: its objects that were built with INSTRUMENT
 */
#include "racei.h"

/* The build put the numbers there as symbols without a place (cmake/SimSections.cmake). */
ULONG
RaceObjects(const HAL_MODULE *Module, PULONG Checked)
{
    *Checked = (ULONG)(ULONG_PTR)HalModuleSymbol(Module, "__sim_objects_checked");
    return (ULONG)(ULONG_PTR)HalModuleSymbol(Module, "__sim_objects");
}
