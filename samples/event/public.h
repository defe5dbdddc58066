/*
 * samples/event/public.h - what programs know about \\.\Alarm
 *
 * Two ways to be told that a time is over. Both end, without having been told, when the handle of
 * the device is closed.
 */
#ifndef EVENT_PUBLIC_H
#define EVENT_PUBLIC_H

/* In: ALARM_SET. The event is set after that time; the request itself is done at once. */
#define IOCTL_ALARM_SET CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

/* In: ULONG milliseconds. The request itself is done after that time; it can be cancelled. */
#define IOCTL_ALARM_WAIT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef struct _ALARM_SET {
    ULONG64 Event; /* a handle with EVENT_MODIFY_STATE; 64 bits for 32-bit programs, too */
    ULONG Milliseconds;
    ULONG Reserved; /* 0 */
} ALARM_SET, *PALARM_SET;

#endif
