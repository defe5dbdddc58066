/*
 * src/cm/queryregistry.h - what the files of RtlQueryRegistryValues share
 */
#ifndef QUERYREGISTRY_H
#define QUERYREGISTRY_H

#include "cmi.h"

typedef struct _CMP_TABLE_QUERY {
    HANDLE TopKey, Key; /* the one of the call, the current one; NULL: it does not exist */
    PVOID Context, Environment;
} CMP_TABLE_QUERY, *PCMP_TABLE_QUERY;

/* A value on its way to the caller. */
typedef struct _CMP_QUERIED {
    PCWSTR Name;
    ULONG Type, Length;
    const VOID *Data;
} CMP_QUERIED, *PCMP_QUERIED;

/* Expands or takes apart, then calls back or stores. Stored: it is from the registry, so that its
   type is checked and its text may be unterminated; two zero characters follow it then. */
NTSTATUS CmpReportValue(PCMP_TABLE_QUERY Query, PRTL_QUERY_REGISTRY_TABLE Entry,
                        const CMP_QUERIED *Value, BOOLEAN Stored);
NTSTATUS CmpCallBack(PCMP_TABLE_QUERY Query, PRTL_QUERY_REGISTRY_TABLE Entry,
                     const CMP_QUERIED *Value);

#endif
