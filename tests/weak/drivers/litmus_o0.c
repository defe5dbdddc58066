/*
 * weak/drivers/litmus_o0.c - litmus tests, compiled with -O0
 */
// INSTRUMENT
// OPTIONS -O0
#include "litmus.h"
