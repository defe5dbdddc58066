/*
 * src/ke/seh.h - what other rungs ask about __try statements
 */
#ifndef KE_SEH_H
#define KE_SEH_H

#include "ke.h"

/* An exception here would be offered to a filter: the code that runs is in the block of a __try
   with __except, or was called from there on this stack. */
BOOLEAN KeIsInTry(VOID);

#endif
