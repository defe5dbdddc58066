/*
 * wdk/crt/memory.h - memory functions, under the name older drivers include
 */
#include "string.h"
