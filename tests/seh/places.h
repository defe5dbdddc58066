/*
 * seh/places.h - where the driver seh_places raises an exception
 */
#ifndef PLACES_H
#define PLACES_H

#include <devioctl.h>

/* In: SEH_PLACE. The request's status is that of the exception that a handler got. */
#define IOCTL_SEH_PLACE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef enum _SEH_PLACE {
    SehHere,                  /* without handler */
    SehInDpc,                 /* on top of a thread that has one */
    SehInHandlingDpc,         /* that has one itself */
    SehInThread,              /* a system thread, while its creator has one */
    SehSystemAddress,         /* a fault that no handler gets */
    SehUserAddressAtDispatch, /* the same */
    SehUserAddress
} SEH_PLACE;

KDEFERRED_ROUTINE SehHandlingDpc;

#endif
