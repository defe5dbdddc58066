/*
 * tests/io/drivers/order_c.c - one of several drivers whose order is looked at
 */
#include "order.h"
