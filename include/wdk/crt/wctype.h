/*
 * wdk/crt/wctype.h - classes of wide characters
 */
#include "ctype.h"
