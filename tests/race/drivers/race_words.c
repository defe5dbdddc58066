/*
 * race/drivers/race_words.c - interlocked words and lists, freed blocks, packets
 */
// INSTRUMENT
#include "race_kit.h"

#include <sim/race.h>

static LONG Flag;
static volatile LONG VolatileFlag;
static BOOLEAN InTime;
static SLIST_HEADER List;
static LIST_ENTRY Queue;
static KSPIN_LOCK Locks[2];
static KEVENT Done;
static PVOID Block;

typedef struct DECLSPEC_ALIGN(16) _ITEM {
    SLIST_ENTRY Link;
    LIST_ENTRY Entry;
    LONG Value;
} ITEM;
static ITEM Item;

static VOID
Delay(VOID)
{
    LARGE_INTEGER Time = {.QuadPart = -10000 * 20};

    KeDelayExecutionThread(KernelMode, FALSE, &Time);
}

static VOID
Processor(ULONG Number)
{
    KeSetSystemAffinityThread(1ull << Number);
}

#define WORD_CASE(Name, Prepare, Before, Publish, Await, After)                                    \
    static VOID Name##First(PVOID Context)                                                         \
    {                                                                                              \
        BOOLEAN Early = InTime;                                                                    \
                                                                                                   \
        Processor(0);                                                                              \
        if (Early) {                                                                               \
            Before;                                                                                \
        }                                                                                          \
        Publish;                                                                                   \
        if (!Early) {                                                                              \
            Before;                                                                                \
        }                                                                                          \
    }                                                                                              \
    static VOID Name##Second(PVOID Context)                                                        \
    {                                                                                              \
        Processor(1);                                                                              \
        Await;                                                                                     \
        After;                                                                                     \
    }                                                                                              \
    static VOID Name(BOOLEAN Ordered)                                                              \
    {                                                                                              \
        Prepare;                                                                                   \
        InTime = Ordered;                                                                          \
        KitTwo(Name##First, NULL, Name##Second, NULL);                                             \
    }

WORD_CASE(
    Exchange, Flag = 0, Shared++, InterlockedExchange(&Flag, 1),
    while (InterlockedCompareExchange(&Flag, 1, 1) == 0) { Delay(); }, Shared++)
WORD_CASE(
    Volatile, VolatileFlag = 0, Shared++, VolatileFlag = 1, while (VolatileFlag == 0) { Delay(); },
    Shared++)
WORD_CASE(
    Slist, InitializeSListHead(&List), Item.Value++, InterlockedPushEntrySList(&List, &Item.Link),
    while (InterlockedPopEntrySList(&List) == NULL) { Delay(); }, Item.Value++)
WORD_CASE(
    ListUnderLock, InitializeListHead(&Queue);
    KeInitializeSpinLock(&Locks[0]), Item.Value++,
    ExInterlockedInsertTailList(&Queue, &Item.Entry, &Locks[0]),
    while (ExInterlockedRemoveHeadList(&Queue, &Locks[0]) == NULL) { Delay(); }, Item.Value++)

/* --- counters -------------------------------------------------------------------------------- */

static VOID
Marked(PVOID Context)
{
    InterlockedIncrement(&Flag);
}

static VOID
Plain(PVOID Context)
{
    Flag++;
}

static VOID
Counter(BOOLEAN Ordered)
{
    KitTwo(Marked, NULL, Ordered ? Marked : Plain, NULL);
}

/* A race that is meant is none. */
static VOID
ReadMeant(PVOID Context)
{
    if (SIM_DATA_RACE(Flag) == -1) {
        Delay();
    }
}

static VOID
ReadCarelessly(PVOID Context)
{
    if (Flag == -1) {
        Delay();
    }
}

static VOID
Meant(BOOLEAN Ordered)
{
    KitTwo(Plain, NULL, Ordered ? ReadMeant : ReadCarelessly, NULL);
}

static VOID
AddLocked(PVOID Lock)
{
    LARGE_INTEGER One = {.QuadPart = 1};
    static LARGE_INTEGER Sum;

    Processor(Lock == &Locks[0] ? 0 : 1);
    ExInterlockedAddLargeInteger(&Sum, One, InTime ? &Locks[0] : Lock);
}

static VOID
LargeSum(BOOLEAN Ordered)
{
    KeInitializeSpinLock(&Locks[0]);
    KeInitializeSpinLock(&Locks[1]);
    InTime = Ordered;
    KitTwo(AddLocked, &Locks[0], AddLocked, &Locks[1]);
}

/* --- different bytes of one word; readers only ----------------------------------------------- */

static UCHAR Bytes[8];

static VOID
TouchByte(PVOID Context)
{
    ((PUCHAR)Context)[0]++;
}

static VOID
OwnBytes(BOOLEAN Ordered)
{
    KitTwo(TouchByte, &Bytes[1], TouchByte, Ordered ? &Bytes[2] : &Bytes[1]);
}

/* Three readers; the write by a fourth is in a race with each. */
static VOID
ReadBytes(PVOID Context)
{
    UCHAR Sum = 0;

    for (ULONG i = 0; i < sizeof(Bytes); i++) {
        Sum += Bytes[i];
    }
    InterlockedExchangeAdd(&Flag, Sum);
}

static VOID
Readers(BOOLEAN Ordered)
{
    PVOID Threads[] = {KitThread(ReadBytes, NULL), KitThread(ReadBytes, NULL),
                       KitThread(Ordered ? ReadBytes : TouchByte, &Bytes[7])};

    for (ULONG i = 0; i < ARRAYSIZE(Threads); i++) {
        KitJoin(Threads[i]);
    }
    TouchByte(&Bytes[0]);
}

/* --- a block is freed while another thread may still use it ---------------------------------- */

static VOID
UseBlock(PVOID Context)
{
    (*(PLONG)Block)++;
    KeSetEvent(&Done, 0, FALSE);
}

static VOID
Freed(BOOLEAN Ordered)
{
    PVOID Thread;

    KeInitializeEvent(&Done, NotificationEvent, FALSE);
    Block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'ecaR');
    Thread = KitThread(UseBlock, NULL);
    if (Ordered) {
        KeWaitForSingleObject(&Done, Executive, KernelMode, FALSE, NULL);
    } else {
        while (*(volatile LONG *)Block == 0) {
            Delay();
        }
    }
    ExFreePoolWithTag(Block, 'ecaR');
    KitJoin(Thread);
}

/* One block after the other at one address: nobody's race. */
static VOID
AllocateAndUse(PVOID Context)
{
    PLONG Own = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'ecaR');

    *Own = 1;
    if (Context != NULL) {
        Shared++;
    }
    ExFreePoolWithTag(Own, 'ecaR');
}

static VOID
Reused(BOOLEAN Ordered)
{
    PVOID Context = Ordered ? NULL : &Shared;

    KitTwo(AllocateAndUse, Context, AllocateAndUse, Context);
}

RACE_CASE *const RaceCases[] = {Exchange, Volatile, Slist,   ListUnderLock, Counter, Meant,
                                LargeSum, OwnBytes, Readers, Freed,         Reused};
const ULONG RaceCaseCount = ARRAYSIZE(RaceCases);

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return KitDriver(DriverObject, L"\\Device\\RaceWords");
}
