/*
 * mm/pageable.c - pageable sections of drivers, and who touches them at a raised IRQL
 *
 *      pageable --MmLockPagable...--> locked (counted) --MmUnlockPagableImageSection--> pageable
 *      INIT sections: there until DriverEntry and Reinitialize are through --> discarded
 *
 * Pageable are the sections PAGE... of an image (alloc_text, code_seg, data_seg), the rest of it
 * after MmPageEntireDriver, and paged pool. Nothing is ever paged out by itself; what is checked
 * is that nobody counts on that at DISPATCH_LEVEL or above. Two things notice:
 *
 *      an instrumented driver      each access, and each function entered that has any or calls
 *                                  others (hal/access.c)
 *      strict mode (trim.c)        what is touched first after the IRQL was raised
 *
 * Invariants:
 *   P1. There is one record for a section of a loaded image, made when it is first asked about.
 *   P2. Index is that of the image's sections; MI_REST is what has no name of its own.
 *
 * Differs from Windows: pages that an MDL has locked are known for paged pool only. What the
 * compiler puts into its caller (inline) is no longer in the section that was asked for. Strict
 * mode does not protect what MmPageEntireDriver adds.
 */
#include "pageable.h"

enum { MI_RECORDS = 128 };

#define MI_NOT_LOCKED     0x1010 /* parameter 1 of 0x1A */
#define MI_NO_SUCH_HANDLE 0x1234

typedef struct _MI_PAGEABLE {
    const HAL_MODULE *Module; /* NULL: not in use */
    ULONG Index;
    LONG Locks;
    BOOLEAN Paged; /* MI_REST: MmPageEntireDriver was called */
    ULONG64 Base, Size;
    CHAR Name[16];
} MI_PAGEABLE;

static struct {
    MI_PAGEABLE Records[MI_RECORDS];
    ULONG Used; /* the records behind were never used */
} MiPageable SIM_STATE;
SIM_STATE_PART(MiPageable.Records, MiPageable.Used);

/* --- records ---------------------------------------------------------------------------------- */

static PMI_PAGEABLE
MiRecordOf(const HAL_MODULE *Module, ULONG Index)
{
    PMI_PAGEABLE Free = NULL;

    for (ULONG i = 0; i < MI_RECORDS; i++) {
        PMI_PAGEABLE Record = &MiPageable.Records[i];

        if (Record->Module == Module && Record->Index == Index) {
            return Record;
        }
        if (Record->Module == NULL && Free == NULL) {
            Free = Record;
        }
    }
    if (Free == NULL) {
        KiNotImplemented("so many pageable sections", MI_CALLER());
    }
    MiPageable.Used = max(MiPageable.Used, (ULONG)(Free - MiPageable.Records) + 1);
    Free->Module = Module;
    Free->Index = Index;
    Free->Base = Module->Base;
    Free->Size = Module->Size;
    return Free;
}

static PMI_PAGEABLE
MiSectionRecord(const HAL_MODULE *Module, ULONG Index)
{
    PMI_PAGEABLE Record = MiRecordOf(Module, Index);
    HAL_SECTION Section;

    if (Record->Name[0] == 0) {
        HalModuleSection(Module, Index, &Section);
        Record->Base = Section.Base;
        Record->Size = Section.Size;
        RtlCopyMemory(Record->Name, Section.Name, sizeof Record->Name);
    }
    return Record;
}

static BOOLEAN
MiIsIn(PMI_PAGEABLE Record, const VOID *Address)
{
    return (ULONG64)(ULONG_PTR)Address - Record->Base < Record->Size;
}

PMI_PAGEABLE
MiPageableAt(const VOID *Address)
{
    const HAL_MODULE *Module = HalModuleAt(Address);

    if (Module == NULL) {
        return NULL;
    }
    for (ULONG i = 0; i < HalModuleSections(Module); i++) {
        PMI_PAGEABLE Record = MiSectionRecord(Module, i);

        if (MiIsIn(Record, Address)) {
            return Record;
        }
    }
    return MiRecordOf(Module, MI_REST);
}

static BOOLEAN
MiIsInit(PMI_PAGEABLE Record)
{
    return Record->Name[0] == 'I';
}

BOOLEAN
MiMayBePagedOut(PMI_PAGEABLE Record)
{
    if (Record->Locks != 0 || MiIsInit(Record)) {
        return FALSE;
    }
    return Record->Index != MI_REST || Record->Paged;
}

PCSTR
MiPageableName(PMI_PAGEABLE Record)
{
    return Record->Name[0] != 0 ? Record->Name : "the image";
}

PMI_PAGEABLE
MiNextPageable(PMI_PAGEABLE Record)
{
    ULONG i = Record == NULL ? 0 : (ULONG)(Record - MiPageable.Records) + 1;

    while (i < MI_RECORDS && MiPageable.Records[i].Module == NULL) {
        i++;
    }
    return i < MI_RECORDS ? &MiPageable.Records[i] : NULL;
}

VOID
MiShowPageable(PMI_PAGEABLE Record, BOOLEAN Show)
{
    if (Record->Index != MI_REST) {
        HalShowSection(Record->Module, Record->Index, Show);
    }
}

/* --- locking ---------------------------------------------------------------------------------- */

static PMI_PAGEABLE
MiByHandle(PVOID Handle)
{
    PMI_PAGEABLE Record = Handle;

    if (Record < MiPageable.Records || Record >= MiPageable.Records + MI_RECORDS ||
        Record->Module == NULL) {
        KeBugCheckEx(MEMORY_MANAGEMENT, MI_NO_SUCH_HANDLE, (ULONG_PTR)Handle, 0, 0);
    }
    return Record;
}

static VOID
MiLock(PMI_PAGEABLE Record)
{
    if (Record->Locks++ == 0) {
        MiShowPageable(Record, TRUE);
    }
}

PVOID
MmLockPagableDataSection(PVOID AddressWithinSection)
{
    PMI_PAGEABLE Record = MiPageableAt(AddressWithinSection);

    if (Record == NULL) {
        KeBugCheckEx(MEMORY_MANAGEMENT, MI_NO_SUCH_HANDLE, (ULONG_PTR)AddressWithinSection, 0, 0);
    }
    MiLock(Record);
    return Record;
}

VOID
MmLockPagableSectionByHandle(PVOID ImageSectionHandle)
{
    MiLock(MiByHandle(ImageSectionHandle));
}

VOID
MmUnlockPagableImageSection(PVOID ImageSectionHandle)
{
    PMI_PAGEABLE Record = MiByHandle(ImageSectionHandle);

    if (Record->Locks == 0) {
        KeBugCheckEx(MEMORY_MANAGEMENT, MI_NOT_LOCKED, (ULONG_PTR)ImageSectionHandle, 0, 0);
    }
    Record->Locks--;
    MiForgetTrim();
}

static VOID
MiPageDriver(const HAL_MODULE *Module, BOOLEAN Paged)
{
    if (Module != NULL) {
        MiRecordOf(Module, MI_REST)->Paged = Paged;
        HalPagedHull(Module->Base, Module->Base + Module->Size);
    }
}

PVOID
MmPageEntireDriver(PVOID AddressWithinSection)
{
    const HAL_MODULE *Module = HalModuleAt(AddressWithinSection);

    MiPageDriver(Module, TRUE);
    return Module != NULL ? (PVOID)(ULONG_PTR)Module->Base : NULL;
}

VOID
MmResetDriverPaging(PVOID AddressWithinSection)
{
    MiPageDriver(HalModuleAt(AddressWithinSection), FALSE);
}

/* --- an image comes, is initialised, and goes ------------------------------------------------- */

static VOID
MiForgetRecords(const HAL_MODULE *Module, BOOLEAN Locked)
{
    for (ULONG i = 0; i < MI_RECORDS; i++) {
        PMI_PAGEABLE Record = &MiPageable.Records[i];

        if (Record->Module == Module && (Locked || Record->Locks == 0)) {
            RtlZeroMemory(Record, sizeof *Record);
        }
    }
}

VOID
MmNoteImage(const HAL_MODULE *Module)
{
    MiForgetRecords(Module, TRUE);
    for (ULONG i = 0; i < HalModuleSections(Module); i++) {
        PMI_PAGEABLE Record = MiSectionRecord(Module, i);

        HalPagedHull(Record->Base, Record->Base + Record->Size);
    }
    MiForgetTrim();
}

VOID
MmDiscardInitSections(const HAL_MODULE *Module)
{
    for (ULONG i = 0; i < HalModuleSections(Module); i++) {
        PMI_PAGEABLE Record = MiSectionRecord(Module, i);

        if (MiIsInit(Record)) {
            MiShowPageable(Record, FALSE);
        }
    }
}

/* What it left locked is remembered, for the report. */
VOID
MmForgetImage(const HAL_MODULE *Module)
{
    MiForgetRecords(Module, FALSE);
}

/* --- reports ---------------------------------------------------------------------------------- */

/* What a bug check's first parameter, an address, has to do with pageable sections. */
static VOID
MiReportPageable(ULONG Code, const ULONG_PTR Parameters[4])
{
    PMI_PAGEABLE Record;

    if (Code != DRIVER_IRQL_NOT_LESS_OR_EQUAL && Code != PAGE_FAULT_IN_NONPAGED_AREA) {
        return;
    }
    Record = MiPageableAt((PVOID)Parameters[0]);
    if (Record == NULL || (!MiIsInit(Record) && !MiMayBePagedOut(Record))) {
        return;
    }
    KeReport("  %s of %s.sys %s\n", MiPageableName(Record), Record->Module->Name,
             MiIsInit(Record) ? "was discarded when DriverEntry was through" : "is pageable");
    KeReportAddress("  touched:", (PVOID)Parameters[0]);
}

static VOID
MiReportLocked(VOID (*Report)(PCSTR Format, ...))
{
    PMI_PAGEABLE Record = NULL;

    while ((Record = MiNextPageable(Record)) != NULL) {
        if (Record->Locks != 0) {
            Report("pageable section left locked: %s of %s.sys, %d times", MiPageableName(Record),
                   Record->Module->Name, Record->Locks);
        }
    }
}

VOID
MiInitPageable(VOID)
{
    KeAddReportRoutine(MiReportPageable);
    KeAddLeakRoutine(MiReportLocked);
    MiInitTrim();
}
