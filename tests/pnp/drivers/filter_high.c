/*
 * tests/pnp/drivers/filter_high.c - one of several filters of a device
 */
#include "filter.h"
