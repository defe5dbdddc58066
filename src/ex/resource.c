/*
 * src/ex/resource.c - executive resources: their life, what may be asked about them, leaks
 *
 *      ExInitializeResourceLite --> free --acquire--> owned by one exclusively, or shared by many
 *           free --ExDeleteResourceLite--> none           --last release--> free, or handed over
 *
 * A thread that must wait lies in one of two lists. Whoever releases or converts the resource makes
 * the waiter its owner at that moment (resourcerelease.c), before it runs: nobody can come between.
 *
 * Invariants:
 *   E1. Exactly the initialised resources that are not deleted are in Exp.Resources and have the
 *       signature.
 *   E2. Somebody waits only while the resource is owned.
 *   E3. ResourceOwnedExclusive is set: there is one entry, OwnerEntry, and its owner may write.
 *   E4. The entries that there is room for are enough for all owners and all shared waiters.
 *
 * Preemption: only where a thread waits.
 *
 * Differs from Windows: Driver Verifier's checks are always on, deadlock detection with them; a
 * resource that is used without being initialised, or deleted while it is owned, is stopped.
 */
#include "exi.h"

#define EXP_RESOURCE_SIGNATURE ((PVOID)(ULONG_PTR)0x6372736552656C62ULL)

C_ASSERT(sizeof(ERESOURCE) == 104);

static struct {
    LIST_ENTRY Resources;
} Exp SIM_STATE;

static VOID
ExpStop(ULONG_PTR Kind, const VOID *Parameter2, ULONG_PTR Parameter3, ULONG_PTR Parameter4)
{
    KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, Kind, (ULONG_PTR)Parameter2, Parameter3,
                 Parameter4);
}

/* --- all resources ---------------------------------------------------------------------------- */

static PERESOURCE
ExpNextResource(PERESOURCE Resource)
{
    PLIST_ENTRY Next = Resource == NULL ? Exp.Resources.Flink : Resource->SystemResourcesList.Flink;

    return Next == NULL || Next == &Exp.Resources
               ? NULL
               : CONTAINING_RECORD(Next, ERESOURCE, SystemResourcesList);
}

/* The signature alone may have survived in memory that was used before. */
static BOOLEAN
ExpIsResource(PERESOURCE Wanted)
{
    PERESOURCE Resource = NULL;

    if (Wanted->Reserved2 != EXP_RESOURCE_SIGNATURE) {
        return FALSE;
    }
    do {
        Resource = ExpNextResource(Resource);
    } while (Resource != NULL && Resource != Wanted);
    return Resource != NULL;
}

VOID
ExpCheckResourceInBlock(const VOID *Block, SIZE_T Bytes)
{
    if (Bytes < sizeof(ERESOURCE)) {
        return;
    }
    for (PERESOURCE Resource = ExpNextResource(NULL); Resource != NULL;
         Resource = ExpNextResource(Resource)) {
        if ((SIZE_T)((PUCHAR)Resource - (PUCHAR)Block) < Bytes) {
            ExpStop(0xD2, Resource, (ULONG_PTR)Block, Bytes);
        }
    }
}

VOID
ExpCheckResource(PERESOURCE Resource)
{
    if ((ULONG_PTR)Resource % sizeof(ULONG_PTR) != 0) {
        ExpStop(0x3D, NULL, 0, (ULONG_PTR)Resource);
    }
    if (Resource->Reserved2 != EXP_RESOURCE_SIGNATURE) {
        KeRuleViolation("ResourceNotInitialized", (ULONG_PTR)Resource, 0);
    }
}

VOID
ExpCheckResourceApcs(ULONG_PTR Kind, PERESOURCE Resource)
{
    if (!ExpAreApcsDisabled()) {
        ExpStop(Kind, (PVOID)(ULONG_PTR)HalGetIrql(),
                (ULONG_PTR)KeCurrentThread()->KernelApcDisable, (ULONG_PTR)Resource);
    }
}

/* --- life ------------------------------------------------------------------------------------- */

NTSTATUS
ExInitializeResourceLite(PERESOURCE Resource)
{
    if ((ULONG_PTR)Resource % sizeof(ULONG_PTR) != 0) {
        ExpStop(0x3D, NULL, 0, (ULONG_PTR)Resource);
    }
    if (ExpIsResource(Resource)) {
        ExpStop(0xD0, Resource, 0, 0);
    }
    RtlZeroMemory(Resource, sizeof(*Resource));
    Resource->Reserved2 = EXP_RESOURCE_SIGNATURE;
    Resource->Address = EXP_CALLER();
    InsertTailList(&Exp.Resources, &Resource->SystemResourcesList);
    ExpWatchContents(1);
    return STATUS_SUCCESS;
}

static VOID
ExpCheckIdle(PERESOURCE Resource)
{
    if (!ExpIsResource(Resource)) {
        ExpStop(0xD1, Resource, 0, 0);
    }
    if (Resource->ActiveEntries != 0) { // E2: nobody waits either
        KeRuleViolation("ResourceDeletedWhileOwned", (ULONG_PTR)Resource,
                        (ULONG_PTR)Resource->OwnerEntry.OwnerThread);
    }
}

/* The room for owners stays. */
NTSTATUS
ExReinitializeResourceLite(PERESOURCE Resource)
{
    ExpCheckIdle(Resource);
    Resource->ContentionCount = 0;
    return STATUS_SUCCESS;
}

NTSTATUS
ExDeleteResourceLite(PERESOURCE Resource)
{
    ExpCheckIdle(Resource);
    RemoveEntryList(&Resource->SystemResourcesList);
    ExpWatchContents(-1);
    if (Resource->OwnerTable != NULL) {
        ExFreeOwn(Resource->OwnerTable);
        Resource->OwnerTable = NULL;
    }
    Resource->Reserved2 = NULL;
    return STATUS_SUCCESS;
}

/* --- questions -------------------------------------------------------------------------------- */

ERESOURCE_THREAD
ExGetCurrentResourceThread(VOID)
{
    return (ERESOURCE_THREAD)KeCurrentThread();
}

BOOLEAN
ExIsResourceAcquiredExclusiveLite(PERESOURCE Resource)
{
    return ExpIsExclusive(Resource) &&
           Resource->OwnerEntry.OwnerThread == ExGetCurrentResourceThread();
}

ULONG
ExIsResourceAcquiredSharedLite(PERESOURCE Resource)
{
    POWNER_ENTRY Owner = ExpFindOwner(Resource, ExGetCurrentResourceThread());

    return Owner == NULL ? 0 : Owner->OwnerCount;
}

ULONG
ExGetExclusiveWaiterCount(PERESOURCE Resource)
{
    return Resource->NumberOfExclusiveWaiters;
}

ULONG
ExGetSharedWaiterCount(PERESOURCE Resource)
{
    return Resource->NumberOfSharedWaiters;
}

/* --- leaks ------------------------------------------------------------------------------------ */

static VOID
ExpReportResources(VOID (*Report)(PCSTR Format, ...))
{
    for (PERESOURCE Resource = ExpNextResource(NULL); Resource != NULL;
         Resource = ExpNextResource(Resource)) {
        Report("resource %p is %s and was not deleted\n", (PVOID)Resource,
               Resource->ActiveEntries == 0 ? "free" : "still owned");
    }
}

VOID
ExpInitResources(VOID)
{
    InitializeListHead(&Exp.Resources);
    KeAddLeakRoutine(ExpReportResources);
}
