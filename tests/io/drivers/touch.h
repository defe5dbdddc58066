/*
 * tests/io/drivers/touch.h - what touch_instrumented does with a read
 */
#ifndef TOUCH_H
#define TOUCH_H

enum {
    FORWARD,
    SKIP,
    COMPLETE,
    KEEP,
    TOUCH_FORWARDED,
    TOUCH_NEXT_LOCATION,
    TOUCH_SKIPPED,
    TOUCH_COMPLETED,
    TOUCH_KEPT,
    TOUCH_AGAIN,
    TOUCH_FREED
};

#endif
