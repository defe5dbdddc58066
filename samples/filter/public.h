/*
 * samples/filter/public.h - what programs know about \\.\Filter, the control device of the filter
 *
 * It is there as long as at least one device is filtered.
 */
#ifndef FILTER_PUBLIC_H
#define FILTER_PUBLIC_H

/* Out: FILTER_ENTRY, ... the oldest entries of the log, as many as fit. They leave the log. */
#define IOCTL_FILTER_LOG CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_READ_ACCESS)

/* In: FILTER_RULE, which takes the place of the one before. */
#define IOCTL_FILTER_RULE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_WRITE_ACCESS)

enum {
    FILTER_DOWN, /* a request comes; Status is STATUS_PENDING */
    FILTER_UP,   /* a request ends, with this status */
    FILTER_VETO  /* a request is ended by the rule, with this status */
};

typedef struct _FILTER_ENTRY {
    ULONG Number; /* counts entries; what is missing was lost because nobody read the log */
    UCHAR What;
    UCHAR MajorFunction, MinorFunction;
    UCHAR Reserved;
    ULONG ControlCode; /* of device control; else 0 */
    LONG Status;
} FILTER_ENTRY, *PFILTER_ENTRY;

/* Requests with this major function, and if it is device control, with this control code, end with
   this status. Major functions that may be vetoed are those of opening, reading, writing and device
   control. Status 0: nothing is vetoed. */
typedef struct _FILTER_RULE {
    ULONG MajorFunction;
    ULONG ControlCode; /* 0: any */
    LONG Status;       /* an error but not -1, or 0 */
} FILTER_RULE, *PFILTER_RULE;

#endif
