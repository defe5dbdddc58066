/*
 * wdk/sdv_driverspecs.h - driver annotations of Static Driver Verifier
 */
#include "sal.h"
