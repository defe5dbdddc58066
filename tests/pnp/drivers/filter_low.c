/*
 * tests/pnp/drivers/filter_low.c - one of several filters of a device
 */
#include "filter.h"
