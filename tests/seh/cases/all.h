/*
 * seh/cases/all.h - all cases, as a table
 */
#ifndef ALL_H
#define ALL_H

#include "cases.h"

#define IOCTL_SEH CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef struct _SEH_REQUEST {
    ULONG Case;
    SEH_ARENA Arena;
} SEH_REQUEST;

SEH_ARENA SehArena;
CHAR SehLog[64];

#include "flow.h"
#include "order.h"
#include "values.h"
#include "fault.h"
#include "kernel.h"

static INT (*const SehCases[])(VOID) = {
#define SEH_CASE(Name) Name,
    SEH_CASES(SEH_CASE)
#undef SEH_CASE
};

#endif
