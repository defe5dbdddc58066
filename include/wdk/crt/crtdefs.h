/*
 * wdk/crt/crtdefs.h - base types of the C library, under Microsoft's name
 */
#include "stddef.h"
