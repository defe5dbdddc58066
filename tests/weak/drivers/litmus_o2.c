/*
 * weak/drivers/litmus_o2.c - litmus tests, compiled with -O2
 */
// INSTRUMENT
// OPTIONS -O2
#include "litmus.h"
