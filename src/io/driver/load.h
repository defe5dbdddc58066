/*
 * src/io/driver/load.h - what the files about loading drivers share
 */
#ifndef IOP_LOAD_H
#define IOP_LOAD_H

#include "driver.h"

#define IOP_NAME_CHARACTERS 128
#define IOP_PATH_CHARACTERS 300

/* servicekey.c: the service keys of the registry */
typedef struct _IOP_SERVICE_KEY {
    WCHAR Name[IOP_NAME_CHARACTERS];
    ULONG Start, ErrorControl;
    ULONG GroupRank, TagRank; /* their place in the order of loading; MAXULONG: none */
} IOP_SERVICE_KEY, *PIOP_SERVICE_KEY;

VOID IopServicePath(PCWSTR Service, PWSTR Path, ULONG Characters);
NTSTATUS IopServiceNameFromKey(PUNICODE_STRING Key, PWCHAR Name, ULONG Characters);
ULONG IopServiceNumber(PCWSTR Service, PCWSTR Value, ULONG Default);
/* A REG_SZ, REG_EXPAND_SZ or REG_MULTI_SZ, always terminated; FALSE: there is none. */
BOOLEAN IopServiceText(PCWSTR Service, PCWSTR Value, PWSTR Text, ULONG Characters);
VOID IopDriverObjectName(PCWSTR Service, PWSTR Name, ULONG Characters); /* \Driver\<service> */
/* The services' keys one after another, in the order of the registry; FALSE: no more. */
BOOLEAN IopServiceAt(ULONG Index, PIOP_SERVICE_KEY Service);

/* image.c */
VOID IopImagePath(PCWSTR Service, PWSTR Path, ULONG Characters);
NTSTATUS IopLoadImage(PIOP_DRIVER Driver, PCWSTR Path);

/* load.c */
NTSTATUS IopCheckLoadPrivilege(KPROCESSOR_MODE Mode);

/* reinit.c */
VOID IopInitReinit(VOID);
VOID IopRunReinit(VOID); /* all that wait, if the system has started */
VOID IopForgetReinit(PIOP_DRIVER Driver);
VOID IopDiscardInit(PIOP_DRIVER Driver);

/* bootcallback.c */
VOID IopInitBootCallbacks(VOID);
VOID IopTellBootStatus(BDCB_STATUS_UPDATE_TYPE Status);
BOOLEAN IopMayInitialize(PCWSTR Service); /* FALSE: a callback called the image bad */

#endif
