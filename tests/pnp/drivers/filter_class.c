/*
 * tests/pnp/drivers/filter_class.c - one of several filters of a device
 */
#include "filter.h"
