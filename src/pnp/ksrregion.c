/*
 * pnp/ksrregion.c - regions of memory that a kernel soft reboot leaves alone
 *
 *      reserved --PnpPersistKsrMemory: shutdown--> persisted --the next shutdown--> gone
 *
 * Invariants:
 *   K1. A region is known by its driver's service, the instance path of its device, a device id and
 *   a tag. All but the first may be missing, and what is missing equals only what is missing, too.
 *   The letters' case does not matter. No two reserved regions are known by the same, nor two
 *   persisted ones.
 *   K2. A handle is a reserved region's. Shutdown ends all handles: what they stood for is the next
 *   kernel's.
 *   K3. Serial grows along both lists, so that an enumeration goes on from a number, whatever was
 *   acquired or persisted meanwhile.
 */
#include "ksr.h"

static struct {
    LIST_ENTRY Reserved, Persisted;
    ULONG64 Serial;
} Pip SIM_STATE;

VOID
PipInitKsr(VOID)
{
    InitializeListHead(&Pip.Reserved);
    InitializeListHead(&Pip.Persisted);
}

/* --- names ------------------------------------------------------------------------------------ */

NTSTATUS
PipNameKsr(PPIP_KSR_NAME Name, PDRIVER_OBJECT Driver, PDEVICE_OBJECT Pdo, PUNICODE_STRING Id,
           PUSHORT Tag)
{
    if (Driver == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Pdo != NULL && PipNodeOf(Pdo) == NULL) {
        KeBugCheckEx(PNP_DETECTED_FATAL_ERROR, 2, (ULONG_PTR)Pdo, 0, 0);
    }
    RtlZeroMemory(Name, sizeof(*Name));
    Name->Texts[PIP_KSR_SERVICE] = Driver->DriverExtension->ServiceKeyName;
    if (Pdo != NULL) {
        RtlInitUnicodeString(&Name->Texts[PIP_KSR_DEVICE], PnpInstancePath(Pdo));
    }
    if (Id != NULL) {
        Name->Texts[PIP_KSR_ID] = *Id;
    }
    Name->HasTag = Tag != NULL;
    Name->Tag = Tag != NULL ? *Tag : 0;
    return STATUS_SUCCESS;
}

static BOOLEAN
PipSameKsrDevice(const PIP_KSR_NAME *First, const PIP_KSR_NAME *Second)
{
    for (ULONG i = 0; i < PIP_KSR_TEXTS; i++) {
        if (!RtlEqualUnicodeString(&First->Texts[i], &Second->Texts[i], TRUE)) {
            return FALSE;
        }
    }
    return TRUE;
}

static BOOLEAN
PipSameKsrName(const PIP_KSR_NAME *First, const PIP_KSR_NAME *Second)
{
    return PipSameKsrDevice(First, Second) && First->HasTag == Second->HasTag &&
           First->Tag == Second->Tag;
}

/* --- regions ---------------------------------------------------------------------------------- */

static PPIP_KSR_REGION
PipFindKsr(PLIST_ENTRY List, const PIP_KSR_NAME *Name)
{
    for (PLIST_ENTRY Link = List->Flink; Link != List; Link = Link->Flink) {
        PPIP_KSR_REGION Region = CONTAINING_RECORD(Link, PIP_KSR_REGION, Links);

        if (PipSameKsrName(&Region->Name, Name)) {
            return Region;
        }
    }
    return NULL;
}

PPIP_KSR_REGION
PipReservedKsr(PVOID Handle)
{
    for (PLIST_ENTRY Link = Pip.Reserved.Flink; Link != &Pip.Reserved; Link = Link->Flink) {
        if (CONTAINING_RECORD(Link, PIP_KSR_REGION, Links) == Handle) {
            return Handle;
        }
    }
    return NULL; // K2
}

PPIP_KSR_REGION
PipPersistedKsr(const PIP_KSR_NAME *Name)
{
    return PipFindKsr(&Pip.Persisted, Name);
}

PPIP_KSR_REGION
PipNextPersistedKsr(const PIP_KSR_NAME *Name, ULONG64 After)
{
    for (PLIST_ENTRY Link = Pip.Persisted.Flink; Link != &Pip.Persisted; Link = Link->Flink) {
        PPIP_KSR_REGION Region = CONTAINING_RECORD(Link, PIP_KSR_REGION, Links);

        if (Region->Serial > After && PipSameKsrDevice(&Region->Name, Name)) {
            return Region;
        }
    }
    return NULL;
}

/* --- their life ------------------------------------------------------------------------------- */

/* Texts has room for them all. */
static VOID
PipCopyKsrName(PPIP_KSR_NAME Name, const PIP_KSR_NAME *From, PWSTR Texts)
{
    *Name = *From;
    for (ULONG i = 0; i < PIP_KSR_TEXTS; i++) {
        Name->Texts[i].Buffer = Texts;
        Name->Texts[i].MaximumLength = Name->Texts[i].Length;
        if (From->Texts[i].Length > 0) {
            RtlCopyMemory(Texts, From->Texts[i].Buffer, From->Texts[i].Length);
        }
        Texts += From->Texts[i].Length / sizeof(WCHAR);
    }
}

static PPIP_KSR_REGION
PipCreateKsr(const PIP_KSR_NAME *Name, SIZE_T Size)
{
    SIZE_T Bytes = sizeof(PIP_KSR_REGION);
    PPIP_KSR_REGION Region;

    for (ULONG i = 0; i < PIP_KSR_TEXTS; i++) {
        Bytes += Name->Texts[i].Length;
    }
    Region = ExAllocateOwn(Bytes, PIP_TAG);
    if (Region == NULL) {
        return NULL;
    }
    Region->Data = ExAllocateOwn(Size, PIP_TAG);
    if (Region->Data == NULL) {
        ExFreeOwn(Region);
        return NULL;
    }
    Region->Size = Size;
    PipCopyKsrName(&Region->Name, Name, (PWSTR)(Region + 1));
    return Region;
}

NTSTATUS
PipReserveKsr(const PIP_KSR_NAME *Name, ULONG Version, SIZE_T Size, PPIP_KSR_REGION *Region)
{
    PPIP_KSR_REGION New;

    if (PipFindKsr(&Pip.Reserved, Name) != NULL) {
        return STATUS_OBJECT_NAME_COLLISION; // K1
    }
    New = PipCreateKsr(Name, Size);
    if (New == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    New->Serial = ++Pip.Serial;
    New->Version = Version;
    InsertTailList(&Pip.Reserved, &New->Links);
    *Region = New;
    return STATUS_SUCCESS;
}

VOID
PipFreeKsr(PPIP_KSR_REGION Region)
{
    RemoveEntryList(&Region->Links);
    ExFreeOwn(Region->Data);
    ExFreeOwn(Region);
}

VOID
PnpPersistKsrMemory(VOID)
{
    while (!IsListEmpty(&Pip.Persisted)) {
        PipFreeKsr(CONTAINING_RECORD(Pip.Persisted.Flink, PIP_KSR_REGION, Links));
    }
    while (!IsListEmpty(&Pip.Reserved)) {
        InsertTailList(&Pip.Persisted, RemoveHeadList(&Pip.Reserved));
    }
}
