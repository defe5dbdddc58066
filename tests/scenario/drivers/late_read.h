/*
 * scenario/drivers/late_read.h - reads into the program's pages, long after they were asked for
 */
#ifndef LATE_READ_H
#define LATE_READ_H

enum { LATE_MS = 50 };

#endif
