/*
 * scenario/drivers/list_aba.c - entries that threads take from a list and put back
 *
 * A head that is compared by its address alone may have left and come back meanwhile (A, B, A):
 * what followed it does not any more. An SLIST counts its changes.
 */
// INSTRUMENT
#include "story.h"

#include "list_aba.h"

#define LINK L"\\DosDevices\\ListAba"

typedef struct DECLSPEC_ALIGN(16) _ENTRY {
    SLIST_ENTRY Link;
    LONG Taken;
} ENTRY, *PENTRY;

ABA_STORY Story;

static ENTRY Entries[ABA_ENTRIES];
static SLIST_HEADER Header;
static PSLIST_ENTRY volatile Head;

static PSLIST_ENTRY
PopOwn(VOID)
{
    PSLIST_ENTRY First, Next;

    do {
        First = Head;
        if (First == NULL) {
            return NULL;
        }
        Next = First->Next;
    } while (InterlockedCompareExchangePointer((PVOID *)&Head, Next, First) != First);
    return First;
}

static VOID
PushOwn(PSLIST_ENTRY Entry)
{
    PSLIST_ENTRY First;

    do {
        First = Head;
        Entry->Next = First;
    } while (InterlockedCompareExchangePointer((PVOID *)&Head, Entry, First) != First);
}

static PENTRY
Take(VOID)
{
    PSLIST_ENTRY Link = Story.OwnList ? PopOwn() : InterlockedPopEntrySList(&Header);
    PENTRY Entry = Link != NULL ? CONTAINING_RECORD(Link, ENTRY, Link) : NULL;

    if (Entry != NULL && InterlockedExchange(&Entry->Taken, 1) != 0) {
        Story.Twice++;
    }
    return Entry;
}

static VOID
PutBack(PENTRY Entry)
{
    if (Entry == NULL) {
        return;
    }
    InterlockedExchange(&Entry->Taken, 0);
    if (Story.OwnList) {
        PushOwn(&Entry->Link);
    } else {
        InterlockedPushEntrySList(&Header, &Entry->Link);
    }
}

/* Taking two and putting back the first of them first is what makes A, B, A. */
static NTSTATUS
Churn(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    for (ULONG i = 0; i < ABA_ROUNDS && Story.Twice == 0; i++) {
        PENTRY First = Take(), Second = Take();

        PutBack(First);
        PutBack(Second);
    }
    return StoryComplete(Irp, STATUS_SUCCESS, 0);
}

/* The test calls this when it has said which list it is. */
VOID
AbaFill(VOID)
{
    InitializeSListHead(&Header);
    for (ULONG i = 0; i < ABA_ENTRIES; i++) {
        PutBack(&Entries[i]);
    }
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;

    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Churn);
    return StoryDevice(DriverObject, L"\\Device\\ListAba", LINK, 0, &Device);
}
