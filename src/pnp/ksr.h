/*
 * src/pnp/ksr.h - regions of memory that a kernel soft reboot leaves alone
 */
#ifndef PNP_KSR_H
#define PNP_KSR_H

#include "pip.h"

#define PIP_KSR_SERVICE 0
#define PIP_KSR_DEVICE  1
#define PIP_KSR_ID      2
#define PIP_KSR_TEXTS   3

/* K1; an empty text is a missing one. */
typedef struct _PIP_KSR_NAME {
    UNICODE_STRING Texts[PIP_KSR_TEXTS];
    BOOLEAN HasTag;
    USHORT Tag;
} PIP_KSR_NAME, *PPIP_KSR_NAME;

typedef struct _PIP_KSR_REGION {
    LIST_ENTRY Links;
    ULONG64 Serial;
    PIP_KSR_NAME Name; /* its texts follow the region */
    ULONG Version;
    SIZE_T Size;
    PVOID Data;
} PIP_KSR_REGION, *PPIP_KSR_REGION;

VOID PipInitKsr(VOID);
/* Fails without a driver object. What is not a PDO is PNP_DETECTED_FATAL_ERROR 2. */
NTSTATUS PipNameKsr(PPIP_KSR_NAME Name, PDRIVER_OBJECT Driver, PDEVICE_OBJECT Pdo,
                    PUNICODE_STRING Id, PUSHORT Tag);
/* Reserves. STATUS_OBJECT_NAME_COLLISION: there is one already. */
NTSTATUS PipReserveKsr(const PIP_KSR_NAME *Name, ULONG Version, SIZE_T Size,
                       PPIP_KSR_REGION *Region);
PPIP_KSR_REGION PipReservedKsr(PVOID Handle); /* NULL: it is no handle */
PPIP_KSR_REGION PipPersistedKsr(const PIP_KSR_NAME *Name);
/* The first after After whose name is the same but for the tag; NULL: there is none. */
PPIP_KSR_REGION PipNextPersistedKsr(const PIP_KSR_NAME *Name, ULONG64 After);
VOID PipFreeKsr(PPIP_KSR_REGION Region);

#endif
