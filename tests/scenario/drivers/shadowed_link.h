/*
 * scenario/drivers/shadowed_link.h - two devices, and a link that leads to one or the other
 */
#ifndef SHADOWED_LINK_H
#define SHADOWED_LINK_H

#include <devioctl.h>

#define SHADOWED_CODE(n)                                                                           \
    CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + (n), METHOD_BUFFERED, FILE_ANY_ACCESS)

#define IOCTL_LINK   SHADOWED_CODE(0) /* the caller's link leads to the second device */
#define IOCTL_UNLINK SHADOWED_CODE(1)
#define IOCTL_WHICH  SHADOWED_CODE(2) /* answers with Information: 1 or 2 */

#endif
