/*
 * wdk/sdkddkver.h - versions of Windows that a driver may ask for
 */
#include "wdm/base.h"
