/*
 * wdk/initguid.h - makes each following DEFINE_GUID a definition
 */
#ifndef INITGUID
#define INITGUID
#endif
#include "guiddef.h"
