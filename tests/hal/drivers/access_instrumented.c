/*
 * hal/drivers/access_instrumented.c - memory accesses of every kind, in an instrumented driver
 *
 * The test calls the functions below; each returns 0, or the line of what went wrong.
 */
#include <wdm.h>

#include <string.h>

#define CHECK(Expression)                                                                          \
    if (!(Expression)) {                                                                           \
        return __LINE__;                                                                           \
    }

DRIVER_INITIALIZE DriverEntry;
ULONG PlainAccesses(VOID);
ULONG InterlockedAccesses(VOID);
ULONG AtomicAccesses(VOID);
ULONG MemoryFunctions(VOID);
ULONG PollingLoop(VOID);

/* --- plain ------------------------------------------------------------------------------------ */

typedef struct _EVERY_SIZE {
    UCHAR One;
    USHORT Two;
    ULONG Four;
    ULONG64 Eight;
    UCHAR Many[37];
} EVERY_SIZE;

#pragma pack(push, 1)
typedef struct _UNALIGNED_SIZES {
    UCHAR One;
    USHORT Two;
    ULONG Four;
    ULONG64 Eight;
} UNALIGNED_SIZES;
#pragma pack(pop)

static EVERY_SIZE First, Second;
static UNALIGNED_SIZES Packed;
static volatile ULONG Volatile;

ULONG
PlainAccesses(VOID)
{
    First = (EVERY_SIZE){.One = 1, .Two = 2, .Four = 4, .Eight = 8, .Many = {[36] = 9}};
    Second = First;
    CHECK(Second.One == 1 && Second.Two == 2 && Second.Four == 4 && Second.Eight == 8);
    CHECK(Second.Many[36] == 9 && Second.Many[35] == 0);
    Packed = (UNALIGNED_SIZES){1, 0x2222, 0x44444444, 0x8888888888888888};
    Packed.Two++;
    Packed.Four++;
    Packed.Eight++;
    CHECK(Packed.One == 1 && Packed.Two == 0x2223 && Packed.Four == 0x44444445);
    CHECK(Packed.Eight == 0x8888888888888889);
    for (Volatile = 0; Volatile < 10; Volatile++) {
    }
    CHECK(Volatile == 10);
    return 0;
}

/* --- interlocked ------------------------------------------------------------------------------ */

static volatile LONG Long;
static volatile LONG64 Long64;
static volatile SHORT Short;
static PVOID volatile Pointer;

static ULONG
Interlocked32(VOID)
{
    Long = 5;
    CHECK(InterlockedIncrement(&Long) == 6);
    CHECK(InterlockedDecrement(&Long) == 5);
    CHECK(InterlockedExchange(&Long, 7) == 5);
    CHECK(InterlockedExchangeAdd(&Long, 3) == 7 && Long == 10);
    CHECK(InterlockedCompareExchange(&Long, 20, 11) == 10 && Long == 10);
    CHECK(InterlockedCompareExchange(&Long, 20, 10) == 10 && Long == 20);
    CHECK(InterlockedOr(&Long, 1) == 20 && Long == 21);
    CHECK(InterlockedAnd(&Long, 0xF) == 21 && Long == 5);
    CHECK(InterlockedXor(&Long, 0xF) == 5 && Long == 10);
    return 0;
}

static ULONG
Interlocked64(VOID)
{
    Long64 = 0xFFFFFFFF;
    CHECK(InterlockedIncrement64(&Long64) == 0x100000000);
    CHECK(InterlockedExchange64(&Long64, 1) == 0x100000000);
    CHECK(InterlockedExchangeAdd64(&Long64, -2) == 1 && Long64 == -1);
    CHECK(InterlockedCompareExchange64(&Long64, 5, -1) == -1 && Long64 == 5);
    return 0;
}

static ULONG
InterlockedOthers(VOID)
{
    Short = -1;
    CHECK(InterlockedIncrement16(&Short) == 0);
    CHECK(InterlockedCompareExchange16(&Short, 3, 0) == 0 && Short == 3);
    Pointer = NULL;
    CHECK(InterlockedExchangePointer(&Pointer, &First) == NULL);
    CHECK(InterlockedCompareExchangePointer(&Pointer, &Second, &First) == &First);
    CHECK(Pointer == &Second);
    CHECK(!InterlockedBitTestAndSet(&Long, 31) && InterlockedBitTestAndReset(&Long, 31));
    return 0;
}

ULONG
InterlockedAccesses(VOID)
{
    ULONG Line = Interlocked32();

    Line = Line != 0 ? Line : Interlocked64();
    return Line != 0 ? Line : InterlockedOthers();
}

/* --- the compiler's own atomic operations ----------------------------------------------------- */

#define ATOMIC_ACCESSES(Type)                                                                      \
    static ULONG Atomic##Type(VOID)                                                                \
    {                                                                                              \
        static Type Value;                                                                         \
        Type Expected = 12;                                                                        \
                                                                                                   \
        __atomic_store_n(&Value, 5, __ATOMIC_SEQ_CST);                                             \
        CHECK(__atomic_load_n(&Value, __ATOMIC_ACQUIRE) == 5);                                     \
        CHECK(__atomic_fetch_add(&Value, 3, __ATOMIC_SEQ_CST) == 5);                               \
        CHECK(__atomic_fetch_sub(&Value, 1, __ATOMIC_SEQ_CST) == 8);                               \
        CHECK(__atomic_fetch_or(&Value, 8, __ATOMIC_SEQ_CST) == 7);                                \
        CHECK(__atomic_fetch_and(&Value, 0xA, __ATOMIC_SEQ_CST) == 15);                            \
        CHECK(__atomic_fetch_xor(&Value, 3, __ATOMIC_SEQ_CST) == 10);                              \
        CHECK(__atomic_exchange_n(&Value, 11, __ATOMIC_SEQ_CST) == 9);                             \
        CHECK(!__atomic_compare_exchange_n(&Value, &Expected, 1, 0, __ATOMIC_SEQ_CST,              \
                                           __ATOMIC_SEQ_CST));                                     \
        CHECK(Expected == 11);                                                                     \
        CHECK(__atomic_compare_exchange_n(&Value, &Expected, 1, 1, __ATOMIC_SEQ_CST,               \
                                          __ATOMIC_SEQ_CST));                                      \
        CHECK(Value == 1);                                                                         \
        return 0;                                                                                  \
    }

ATOMIC_ACCESSES(UCHAR)
ATOMIC_ACCESSES(USHORT)
ATOMIC_ACCESSES(ULONG)
ATOMIC_ACCESSES(ULONG64)

ULONG
AtomicAccesses(VOID)
{
    ULONG (*const Functions[])(VOID) = {AtomicUCHAR, AtomicUSHORT, AtomicULONG, AtomicULONG64};

    for (ULONG i = 0; i < RTL_NUMBER_OF(Functions); i++) {
        CHECK(Functions[i]() == 0);
    }
    return 0;
}

/* --- memory functions ------------------------------------------------------------------------- */

static UCHAR Bytes[64];

static BOOLEAN
AscendFrom(ULONG At, UCHAR Value, ULONG Count)
{
    for (ULONG i = 0; i < Count; i++) {
        if (Bytes[At + i] != Value + i) {
            return FALSE;
        }
    }
    return TRUE;
}

ULONG
MemoryFunctions(VOID)
{
    static UCHAR Copy[64];

    for (UCHAR i = 0; i < sizeof Bytes; i++) {
        Bytes[i] = i;
    }
    RtlCopyMemory(Copy, Bytes, 61);
    CHECK(RtlCompareMemory(Copy, Bytes, 64) == 61);
    RtlMoveMemory(Bytes + 3, Bytes, 40); // up, over itself
    CHECK(AscendFrom(3, 0, 40) && AscendFrom(43, 43, 21));
    RtlMoveMemory(Bytes, Bytes + 3, 40); // and down again
    CHECK(AscendFrom(0, 0, 40));
    RtlFillMemory(Bytes + 1, 13, 0xEE);
    CHECK(Bytes[0] == 0 && Bytes[1] == 0xEE && Bytes[13] == 0xEE && Bytes[14] == 14);
    RtlZeroMemory(Bytes, sizeof Bytes);
    CHECK(Bytes[1] == 0 && Bytes[63] == 0);
    return 0;
}

/* --- a loop without any call ------------------------------------------------------------------ */

static KDPC Dpc;
static volatile BOOLEAN Flag;

static VOID
SetFlag(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    Flag = TRUE;
}

ULONG
PollingLoop(VOID)
{
    ULONG Rounds = 0;

    Flag = FALSE;
    KeInitializeDpc(&Dpc, SetFlag, NULL);
    KeSetImportanceDpc(&Dpc, HighImportance);
    KeSetTargetProcessorDpc(&Dpc, (CCHAR)(KeGetCurrentProcessorNumber() == 0 ? 1 : 0));
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    while (!Flag) {
        CHECK(++Rounds < 10000000);
    }
    return 0;
}

/* --- the driver ------------------------------------------------------------------------------- */

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
