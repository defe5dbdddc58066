/*
 * ke/drivers/faulty/faulty.h - the mistakes that the faulty driver can make
 */
#ifndef FAULTY_H
#define FAULTY_H

#include <devioctl.h>

/* In: FAULTY_REQUEST. */
#define IOCTL_FAULTY CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef enum _FAULTY_KIND {
    FaultyNothing,
    FaultyNullRead,
    FaultyNullWrite,
    FaultyNullCall,
    FaultyDivide,
    FaultyIllegal,
    FaultyOverflow,       /* of the stack */
    FaultyRegister,       /* a device register is read like memory */
    FaultyForgottenTimer, /* its DPC comes in 100 ms, whatever has become of the driver */
    FaultyKinds
} FAULTY_KIND;

typedef enum _FAULTY_WHERE {
    FaultyHere,
    FaultyAtDispatchLevel,
    FaultyInDpc,
    FaultyInThread
} FAULTY_WHERE;

typedef struct _FAULTY_REQUEST {
    FAULTY_KIND Kind;
    FAULTY_WHERE Where;
} FAULTY_REQUEST, *PFAULTY_REQUEST;

#endif
