/*
 * src/wmi/wmip.h - what the files of this rung share
 */
#ifndef WMIP_H
#define WMIP_H

#include "wmi.h"

#include <wpp.h>

/* --- session.c: what of a provider is recorded ------------------------------------------------ */

typedef struct _WMIP_ENABLE {
    UCHAR Level; /* 0: nothing */
    ULONG64 Keywords;
} WMIP_ENABLE;
VOID WmipInitSession(VOID);
WMIP_ENABLE WmipEnableOf(LPCGUID Provider);

/* --- provider.c, message.c: the providers ----------------------------------------------------- */

typedef struct _WMIP_PROVIDER {
    LIST_ENTRY Links;
    GUID Id;
    PETWENABLECALLBACK Callback;
    PVOID Context;
    PVOID Caller; /* of EtwRegister, in the driver */
    WMIP_ENABLE Enable;
} WMIP_PROVIDER, *PWMIP_PROVIDER;
VOID WmipInitProviders(VOID);
PWMIP_PROVIDER WmipProvider(REGHANDLE Handle); /* NULL: there is no such handle */
BOOLEAN WmipIsEnabled(PWMIP_PROVIDER Provider, UCHAR Level, ULONG64 Keyword);
VOID WmipEnableEvents(LPCGUID Provider);

VOID WmipInitMessages(VOID);
VOID WmipEnableMessages(LPCGUID Provider);

/* A driver leaves: nothing in its image may be registered. Bug check 0xC4, 0xDD. */
VOID WmipRefuseUnload(PVOID Caller, ULONG64 Handle, PDRIVER_OBJECT Driver, PCSTR What);

/* --- text.c ----------------------------------------------------------------------------------- */

typedef struct _WMIP_TEXT {
    PSTR Buffer;
    ULONG Size, Length;
} WMIP_TEXT, *PWMIP_TEXT;
PSTR WmipNewText(PWMIP_TEXT Text, ULONG64 *Number);
VOID WmipPut(PWMIP_TEXT Text, PCSTR Format, ...);
VOID WmipPutGuid(PWMIP_TEXT Text, LPCGUID Guid);

/* --- format.c: a message and its data --------------------------------------------------------- */

typedef struct _WMIP_DATA {
    const VOID *Part[64];
    ULONG64 Length[64];
    ULONG Count;
} WMIP_DATA, *PWMIP_DATA;
VOID WmipPutMessage(PWMIP_TEXT Text, PCSTR Format, const WMIP_DATA *Data);
VOID WmipPutRaw(PWMIP_TEXT Text, const VOID *Data, ULONG64 Length);

/* --- activity.c ------------------------------------------------------------------------------- */

VOID WmipInitActivities(VOID);
GUID WmipCurrentActivity(VOID);

#endif
