/*
 * explore/drivers/explore_lines.c - explore_cover, with line coverage
 */
// INSTRUMENT
// OPTIONS --coverage
#include "explore_cover.c"
