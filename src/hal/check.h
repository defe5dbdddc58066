/*
 * hal/check.h - who is asked about what instrumented drivers do to a program's memory
 *
 * Only while accesses are compared: in searches and in tests with .races.
 */
#ifndef HAL_CHECK_H
#define HAL_CHECK_H

#include "hal.h"

/* About each access to memory of a program, at its own addresses. Kind: 0 read, 1 write. Runs
   before the access, in the driver's context; returns if it is allowed. */
typedef VOID HAL_USER_CHECK(const VOID *Address, SIZE_T Size, ULONG Kind, PVOID Pc);
VOID HalSetUserCheck(HAL_USER_CHECK *Check);

/* About each copy from pool to memory of a program, at whatever address it shows. */
typedef VOID HAL_COPY_CHECK(const VOID *From, SIZE_T Size, PVOID Pc);
VOID HalSetCopyCheck(HAL_COPY_CHECK *Check);
/* Which bytes of the aligned eight around an address instrumented code has written since their
   block was allocated: a bit for each. */
UCHAR HalWrittenBytes(const VOID *Address);

/* In a function of the C library's that copies: for the driver that called. */
VOID HalDriverCopy(const VOID *To, const VOID *From, SIZE_T Size, PVOID Frame);
#define HAL_LIBRARY_COPY(To, From, Size)                                                           \
    do {                                                                                           \
        if (HalOrdered) {                                                                          \
            HalDriverCopy((To), (From), (Size), __builtin_frame_address(0));                       \
        }                                                                                          \
    } while (0)

#endif
