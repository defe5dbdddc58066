/*
 * src/po/po.h - power: what higher rungs may use
 */
#ifndef PO_H
#define PO_H

#include "pnp.h"

#endif
