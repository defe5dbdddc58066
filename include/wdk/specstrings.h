/*
 * wdk/specstrings.h - source annotations, under the name older drivers include
 */
#ifndef _WDK_SPECSTRINGS_H_
#define _WDK_SPECSTRINGS_H_
#include "sal.h"
#endif
