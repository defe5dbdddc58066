/*
 * src/pnp/interface.h - what the files about device interfaces share
 */
#ifndef PIP_INTERFACE_H
#define PIP_INTERFACE_H

#include "notify.h"

#define PIP_INTERFACE_CHARACTERS 300

typedef struct _PIP_INTERFACE {
    LIST_ENTRY Links;
    GUID Class;
    PDEVICE_OBJECT Pdo;                   /* compared only: the node goes before the PDO does */
    WCHAR Name[PIP_INTERFACE_CHARACTERS]; /* with the reference string */
    ULONG LinkCharacters;                 /* of it, the link's name */
    BOOLEAN Enabled, Visible;
    LIST_ENTRY Properties; /* interfacedata.c */
} PIP_INTERFACE, *PPIP_INTERFACE;

/* interface.c */
PPIP_INTERFACE PipFirstInterface(VOID);
PPIP_INTERFACE PipNextInterface(PPIP_INTERFACE Interface);
PPIP_INTERFACE PipFindInterface(PCUNICODE_STRING Name); /* NULL: none has it */
NTSTATUS PipReturnName(PPIP_INTERFACE Interface, PUNICODE_STRING Name);

#endif
