/*
 * wdk/crt/vadefs.h - variable arguments, under the name older drivers include
 */
#include "stdarg.h"
