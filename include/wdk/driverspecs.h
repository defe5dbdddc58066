/*
 * wdk/driverspecs.h - driver annotations, under the name older drivers include
 */
#ifndef _WDK_DRIVERSPECS_H_
#define _WDK_DRIVERSPECS_H_
#include "sal.h"
#endif
