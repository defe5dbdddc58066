/*
 * tests/io/drivers/order_a.c - one of several drivers whose order is looked at
 */
#include "order.h"
