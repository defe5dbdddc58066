/*
 * explore/drivers/lower.h - how fault_lower is found, and what it answers
 */
#ifndef LOWER_H
#define LOWER_H

#include "../../scenario/drivers/story.h"

#define LOWER_NAME L"\\Device\\FaultLower"
#define LOWER_LINK L"\\DosDevices\\FaultLower"

/* To each request that has room for it. */
enum { LOWER_ANSWER = 42, LOWER_ASK = CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, 0) };

#endif
