/*
 * mm/useraccess.h - user memory that an instrumented driver touches, while accesses are compared
 */
#ifndef MM_USERACCESS_H
#define MM_USERACCESS_H

#include "mm.h"

VOID MiInitUserAccess(VOID);
/* The running thread has asked whether it may touch this range. */
VOID MiNoteProbe(const VOID *Address, SIZE_T Length);
/* It begins a system call. */
VOID MmForgetProbes(VOID);

#endif
