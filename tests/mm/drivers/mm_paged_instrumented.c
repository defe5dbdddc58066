/*
 * tests/mm/drivers/mm_paged_instrumented.c - mm_paged.c, built with access instrumentation
 */
#include "mm_paged.c"
