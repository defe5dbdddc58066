/*
 * bugs/drivers/public.h - what programs ask of the drivers of the corpus
 */
#ifndef BUGS_PUBLIC_H
#define BUGS_PUBLIC_H

#include <devioctl.h>

#define BUGS_CODE(number) CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + (number), METHOD_BUFFERED, 0)

/* abba: moves credits from one channel to the other. In: ABBA_MOVE. */
#define IOCTL_ABBA_MOVE BUGS_CODE(0)

typedef struct _ABBA_MOVE {
    ULONG From, To;
    LONG Credits;
} ABBA_MOVE, *PABBA_MOVE;

/* dpc_dispatch: how many writes are under way. Out: LONG. */
#define IOCTL_DPC_DISPATCH_IN_FLIGHT BUGS_CODE(1)

/* double_fetch: names the device. In: DOUBLE_FETCH_NAME, of which Length characters count. */
#define IOCTL_DOUBLE_FETCH_NAME CTL_CODE(FILE_DEVICE_UNKNOWN, 0x802, METHOD_NEITHER, 0)

enum { DOUBLE_FETCH_MOST = 64 };

typedef struct _DOUBLE_FETCH_NAME {
    ULONG Length;
    CHAR Text[DOUBLE_FETCH_MOST];
} DOUBLE_FETCH_NAME, *PDOUBLE_FETCH_NAME;

/* event_stack: waits for the next write, a millisecond at most, out: ULONG, what was written; adds
   up a table that takes a while to fill, out: ULONG. */
#define IOCTL_EVENT_STACK_WAIT BUGS_CODE(3)
#define IOCTL_EVENT_STACK_SUM  BUGS_CODE(4)

enum { EVENT_STACK_ROWS = 64, EVENT_STACK_ROW = 3 };

/* init_once, publication: an entry of the table, in: its index, out: its value, which is the square
   of the index. publication's is not there until it is set. */
#define IOCTL_TABLE_LOOK_UP BUGS_CODE(5)
#define IOCTL_TABLE_SET     BUGS_CODE(6)

/* isr_dpc, two_irqls: the card raises these causes (ULONG); which have been handled (ULONG). */
#define IOCTL_CARD_RAISE   BUGS_CODE(7)
#define IOCTL_CARD_HANDLED BUGS_CODE(8)

/* list_race: takes all out again. Out: ULONG, how many they were. */
#define IOCTL_LIST_DRAIN BUGS_CODE(9)

/* lookaside_twice: begins a request in slot n (in: ULONG); ends it; out: the slot that the one in
   slot n was begun in. */
#define IOCTL_CONTEXT_BEGIN BUGS_CODE(10)
#define IOCTL_CONTEXT_END   BUGS_CODE(11)
#define IOCTL_CONTEXT_SLOT  BUGS_CODE(12)

/* ref_leak: an event for the next notification (in: HANDLE); sends one. */
#define IOCTL_NOTIFY_EVENT BUGS_CODE(13)
#define IOCTL_NOTIFY_SEND  BUGS_CODE(14)

/* rundown: the sum of the table; the table goes. */
#define IOCTL_RUNDOWN_SUM  BUGS_CODE(15)
#define IOCTL_RUNDOWN_STOP BUGS_CODE(16)

enum { RUNDOWN_ROWS = 4, RUNDOWN_ROW = 5 };

/* timer_unload, timer_rearm: starts the timer, stops it. */
#define IOCTL_TIMER_START BUGS_CODE(17)
#define IOCTL_TIMER_STOP  BUGS_CODE(18)

#endif
