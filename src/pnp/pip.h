/*
 * src/pnp/pip.h - what the files of src/pnp share
 */
#ifndef PIP_H
#define PIP_H

#include "pnp.h"

#define PIP_TAG 0x20706e50 /* "Pnp " */

#define PIP_PATH_CHARACTERS 200
#define PIP_NAME_CHARACTERS 64

/* States of a device node, with the numbers that the debugger's documentation shows. */
typedef enum {
    DeviceNodeUninitialized = 0x301,
    DeviceNodeInitialized = 0x302,     /* identified: it has an instance path */
    DeviceNodeDriversAdded = 0x303,    /* AddDevice of its drivers was called */
    DeviceNodeResourcesAssigned = 0x304,
    DeviceNodeStarted = 0x308,
    DeviceNodeStopped = 0x30A,
    DeviceNodeQueryRemoved = 0x310,
    DeviceNodeRemovePendingCloses = 0x311, /* surprise-removed, REMOVE waits for the last close */
    DeviceNodeRemoved = 0x312,             /* REMOVE was sent; the PDO may still be reported */
    DeviceNodeDeleted = 0x314
} PIP_STATE;

/* Why a device does not work: the CM_PROB_* of Device Manager. */
#define CM_PROB_NOT_CONFIGURED     0x01
#define CM_PROB_FAILED_START       0x0A
#define CM_PROB_NORMAL_CONFLICT    0x0C
#define CM_PROB_DISABLED           0x16
#define CM_PROB_FAILED_INSTALL     0x1C
#define CM_PROB_FAILED_ADD         0x1F
#define CM_PROB_DISABLED_SERVICE   0x20
#define CM_PROB_DRIVER_FAILED_LOAD 0x27
#define CM_PROB_FAILED_POST_START  0x2B

typedef struct _DEVICE_NODE {
    /* tree.c */
    struct _DEVICE_NODE *Parent, *Child, *Sibling;
    PDEVICE_OBJECT Pdo; /* referenced */
    PIP_STATE State;
    ULONG Problem;
    NTSTATUS ProblemStatus;
    ULONG64 Serial;

    /* enumerate.c */
    BOOLEAN Reported; /* in the last list of its bus */
    BOOLEAN Missing;  /* surprise-removed */
    ULONG64 Pass;     /* the last one over the tree that has asked it */

    /* identify.c */
    WCHAR InstancePath[PIP_PATH_CHARACTERS];
    WCHAR ServiceName[PIP_NAME_CHARACTERS];
    WCHAR Description[PIP_NAME_CHARACTERS], Location[PIP_NAME_CHARACTERS];
    PWSTR HardwareIds, CompatibleIds; /* REG_MULTI_SZ; NULL: none */
    DEVICE_CAPABILITIES Capabilities;
    PNP_BUS_INFORMATION BusInformation;
    BOOLEAN HasBusInformation;

    /* resource.c */
    PIO_RESOURCE_REQUIREMENTS_LIST Requirements; /* the bus driver's */
    PCM_RESOURCE_LIST BootResources;
    PCM_RESOURCE_LIST Resources, Translated; /* assigned; NULL: none */
    LIST_ENTRY Assigned;                     /* arbiter.c: PIP_RANGE */
    ULONG MessageVector, MessageCount;       /* 0: no message interrupts */
} DEVICE_NODE, *PDEVICE_NODE;

static inline PDEVICE_NODE
PipNodeOf(PDEVICE_OBJECT Pdo)
{
    return Pdo != NULL ? IoGetDeviceNode(Pdo) : NULL;
}

/* tree.c */
PDEVICE_NODE PipCreateNode(PDEVICE_OBJECT Pdo, PDEVICE_NODE Parent); /* takes a reference */
VOID PipDeleteNode(PDEVICE_NODE Node);                               /* out of the tree, freed */
PDEVICE_NODE PipRoot(VOID);
PDEVICE_NODE PipNextNode(PDEVICE_NODE Node); /* depth first from the root; NULL: the end */
VOID PipSetState(PDEVICE_NODE Node, PIP_STATE State);
VOID PipSetProblem(PDEVICE_NODE Node, ULONG Problem, NTSTATUS Status);
VOID PipLockTree(VOID); /* one change of the tree at a time */
VOID PipUnlockTree(VOID);
VOID PipInitTree(VOID);

/* query.c: single questions to a PDO's stack */
NTSTATUS PipSend(PDEVICE_NODE Node, UCHAR MinorFunction, PULONG_PTR Information);
NTSTATUS PipSendTo(PDEVICE_OBJECT Top, PIO_STACK_LOCATION Stack, PULONG_PTR Information);
/* Free with ExFreePool. */
NTSTATUS PipQueryId(PDEVICE_NODE Node, BUS_QUERY_ID_TYPE Type, PWSTR *Id);
VOID PipQueryText(PDEVICE_NODE Node, DEVICE_TEXT_TYPE Type, PWSTR Text);
NTSTATUS PipQueryCapabilities(PDEVICE_NODE Node);
VOID PipQueryBusInformation(PDEVICE_NODE Node);
VOID PipQueryResources(PDEVICE_NODE Node);

/* identify.c */
NTSTATUS PipIdentify(PDEVICE_NODE Node);
VOID PipEnumKey(PDEVICE_NODE Node, PWSTR Path, ULONG Characters);

/* service.c */
BOOLEAN PipFindService(PDEVICE_NODE Node); /* FALSE: no driver for it */

/* add.c */
NTSTATUS PipAddDrivers(PDEVICE_NODE Node);
VOID PipCheckCallout(PVOID Routine); /* a driver's routine has returned: at PASSIVE_LEVEL? */

/* target.c: what the drivers are told that have the device open */
NTSTATUS PipAskRemoval(PDEVICE_NODE Node); /* the subtree's; a failure is a veto */
VOID PipTellRemovalCancelled(PDEVICE_NODE Node);
VOID PipTellRemoval(PDEVICE_NODE Node);

/* arbiter.c: ranges of memory and ports */
typedef struct _PIP_RANGE {
    LIST_ENTRY Links, NodeLinks;
    UCHAR Type; /* CmResourceTypeMemory, CmResourceTypePort */
    ULONG64 Start, Length;
} PIP_RANGE, *PPIP_RANGE;

VOID PipInitArbiter(VOID);
NTSTATUS PipAllocateRange(PDEVICE_NODE Node, PIO_RESOURCE_DESCRIPTOR Wanted, PULONG64 Start);
VOID PipReleaseRanges(PDEVICE_NODE Node);

/* resource.c */
NTSTATUS PipAssignResources(PDEVICE_NODE Node);
VOID PipReleaseResources(PDEVICE_NODE Node);

/* start.c */
VOID PipSetBootPhase(BOOLEAN Boot); /* only devices with boot-start drivers are configured */
VOID PipConfigure(PDEVICE_NODE Node); /* from uninitialized to started, as far as it goes */
VOID PipStart(PDEVICE_NODE Node);

/* remove.c */
NTSTATUS PipRemoveOrderly(PDEVICE_NODE Node);
VOID PipSurpriseRemove(PDEVICE_NODE Node);
VOID PipRemoveStack(PDEVICE_NODE Node); /* IRP_MN_REMOVE_DEVICE, resources, drivers */
VOID PipFinishRemoval(PDEVICE_NODE Node);
VOID PipLastClose(PDEVICE_OBJECT Pdo);

/* enumerate.c */
VOID PipEnumerate(PDEVICE_NODE Node);
VOID PipQueueWork(VOID (*Routine)(PDEVICE_OBJECT Object), PDEVICE_OBJECT Object);

/* interface.c */
VOID PipInitInterfaces(VOID);
VOID PipNodeStarted(PDEVICE_NODE Node); /* interfaces that were enabled meanwhile appear */
VOID PipNodeGone(PDEVICE_NODE Node);

VOID PipInitWorker(VOID);

/* root.c */
PDEVICE_OBJECT PipCreateRoot(VOID);
VOID PipReportRootDevice(PDEVICE_OBJECT Device);

#endif
