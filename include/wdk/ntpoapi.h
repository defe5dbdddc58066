/*
 * wdk/ntpoapi.h - power states and actions, under the name other headers include
 */
#include "wdm/power.h"
