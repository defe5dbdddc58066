/*
 * mm/pageable.h - between pageable.c and trim.c
 */
#ifndef MI_PAGEABLE_H
#define MI_PAGEABLE_H

#include "mi.h"

#define MI_REST MAXULONG

typedef struct _MI_PAGEABLE *PMI_PAGEABLE;

PMI_PAGEABLE MiPageableAt(const VOID *Address);   /* NULL: in no driver */
PMI_PAGEABLE MiNextPageable(PMI_PAGEABLE Record); /* that is known; NULL: the first */
BOOLEAN MiMayBePagedOut(PMI_PAGEABLE Record);
PCSTR MiPageableName(PMI_PAGEABLE Record);
VOID MiShowPageable(PMI_PAGEABLE Record, BOOLEAN Show);
VOID MiInitTrim(VOID);
VOID MiForgetTrim(VOID); /* something became pageable */

#endif
