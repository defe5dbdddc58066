/*
 * src/rtl/tableavl.h - what the files of balanced tables share
 */
#ifndef RTL_TABLEAVL_H
#define RTL_TABLEAVL_H

#include "rtlp.h"

/* The caller's part of a node; NULL for none, and for the node before all others. */
static inline PVOID
RtlpBalancedData(PRTL_AVL_TABLE Table, PRTL_BALANCED_LINKS Links)
{
    return Links == NULL || Links == &Table->BalancedRoot ? NULL : Links + 1;
}

/* *NodeOrParent: what was found, or the last one looked at; unchanged for an empty table. */
TABLE_SEARCH_RESULT RtlpFindBalanced(PRTL_AVL_TABLE Table, PVOID Buffer,
                                     PRTL_BALANCED_LINKS *NodeOrParent);

#endif
