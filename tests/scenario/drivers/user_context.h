/*
 * scenario/drivers/user_context.h - a driver that keeps a program's address
 */
#ifndef USER_CONTEXT_H
#define USER_CONTEXT_H

#include <devioctl.h>

#define USER_CONTEXT_CODE(n)                                                                       \
    CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + (n), METHOD_NEITHER, FILE_ANY_ACCESS)

#define IOCTL_KEEP            USER_CONTEXT_CODE(0) /* in: the memory, only its address is used */
#define IOCTL_TOUCH           USER_CONTEXT_CODE(1) /* reads there, in the caller's thread */
#define IOCTL_TOUCH_IN_WORKER USER_CONTEXT_CODE(2) /* in a system worker thread */
#define IOCTL_TOUCH_ATTACHED  USER_CONTEXT_CODE(3) /* in the process that it was kept for */
#define IOCTL_TOUCH_BY_MDL    USER_CONTEXT_CODE(4) /* in a worker thread, by a system address */

#endif
