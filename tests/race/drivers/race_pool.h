/*
 * race/drivers/race_pool.h - the cases of race_pool
 */
#ifndef RACE_POOL_H
#define RACE_POOL_H

enum { RACE_POOL_RIGHT, RACE_POOL_FREED, RACE_POOL_BEYOND, RACE_POOL_COPY };

#define RACE_POOL_BYTES 37

#endif
