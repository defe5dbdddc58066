/*
 * wdk/basetsd.h - integers of given sizes, under the name older drivers include
 */
#include "ntdef.h"
