/*
 * tests/io/drivers/order_b.c - one of several drivers whose order is looked at
 */
#include "order.h"
