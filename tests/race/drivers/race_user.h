/*
 * race/drivers/race_user.h - the requests that race_user knows
 */
#ifndef RACE_USER_H
#define RACE_USER_H

enum {
    USER_RIGHT,    /* adds one to the program's word */
    USER_UNPROBED, /* the same without ProbeForWrite */
    USER_OUTSIDE,  /* ... without __try */
    USER_FINALLY,  /* ... in a __try that only has __finally */
    USER_SHORT,    /* ... having probed half of it */
    USER_PROBE,    /* probes it, no more */
    USER_LOCKED,   /* locks it with an MDL and adds one through the system's address */
    USER_CLEAN,    /* copies to it what was written, by whomever */
    USER_NEW,      /* ... what nobody wrote */
    USER_PADDING,  /* ... a structure with a hole */
    USER_HALF,     /* ... what is written by halves */
    USER_CASES
};

#define USER_CODE(Number)                                                                          \
    CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + (Number), METHOD_NEITHER, FILE_ANY_ACCESS)
/* The same cases of copying, to the system's buffer and to a mapped MDL. */
#define USER_BUFFERED(Number)                                                                      \
    CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + (Number), METHOD_BUFFERED, FILE_ANY_ACCESS)
#define USER_DIRECT(Number)                                                                        \
    CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + (Number), METHOD_OUT_DIRECT, FILE_ANY_ACCESS)

#endif
