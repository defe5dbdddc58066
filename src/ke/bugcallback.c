/*
 * src/ke/bugcallback.c - what drivers want called when the system crashes
 *
 *      KeRegisterBugCheck(Reason)Callback --> inserted --a bug check--> started --> finished
 *                      <--KeDeregister...--
 *
 * In a bug check, at HIGH_LEVEL, with the other processors stopped for good, in this order; within
 * each in the order of registration:
 *
 *      the dump is made:   triage data, add pages, remove pages
 *      it is written:      header, body, secondary data (each asked for by its callback), complete;
 *                          KbCallbackDumpIo hears of each piece
 *      after it:           KeRegisterBugCheckCallback's
 *
 * A callback that calls what is forbidden there (it allocates, it waits, it takes a lock) ends the
 * run with the bug check for that, and is blamed.
 *
 * Differs from Windows: the order among callbacks is not documented there. No file is written; the
 * body is the page of the stack where the bug check was. A record whose checksum is wrong is left
 * out and said so in the report.
 */
#include "ki.h"

enum {
    KI_IN_BUFFER = PAGE_SIZE,
    KI_MAXIMUM_SECONDARY = 0x100000,
    KI_MAXIMUM_TRIAGE = 0x10000,
    KI_MOST_CALLS = 1000 /* of a callback that always wants to be called again */
};

static struct {
    LIST_ENTRY Plain, Reason;
    BOOLEAN Ready;
    PVOID InBuffer, Header; /* HAL's pages, since the first registration */
} Ki SIM_STATE;

static BOOLEAN
KiPrepareLists(VOID)
{
    if (!Ki.Ready) {
        InitializeListHead(&Ki.Plain);
        InitializeListHead(&Ki.Reason);
        Ki.InBuffer = HalAllocatePages(HalNonPaged, 1);
        Ki.Header = HalAllocatePages(HalNonPaged, BYTES_TO_PAGES(KI_DUMP_HEADER_BYTES));
        Ki.Ready = Ki.InBuffer != NULL && Ki.Header != NULL;
    }
    return Ki.Ready;
}

/* --- registration ----------------------------------------------------------------------------- */

static ULONG_PTR
KiSumOf(const KBUGCHECK_CALLBACK_RECORD *Record)
{
    return (ULONG_PTR)Record->CallbackRoutine + (ULONG_PTR)Record->Buffer + Record->Length +
           (ULONG_PTR)Record->Component;
}

static ULONG_PTR
KiSumOfReason(const KBUGCHECK_REASON_CALLBACK_RECORD *Record)
{
    return (ULONG_PTR)Record->CallbackRoutine + (ULONG_PTR)Record->Reason +
           (ULONG_PTR)Record->Component;
}

BOOLEAN
KeRegisterBugCheckCallback(PKBUGCHECK_CALLBACK_RECORD CallbackRecord,
                           PKBUGCHECK_CALLBACK_ROUTINE CallbackRoutine, PVOID Buffer, ULONG Length,
                           PUCHAR Component)
{
    if (CallbackRecord->State != BufferEmpty || !KiPrepareLists()) {
        return FALSE;
    }
    CallbackRecord->CallbackRoutine = CallbackRoutine;
    CallbackRecord->Buffer = Buffer;
    CallbackRecord->Length = Length;
    CallbackRecord->Component = Component;
    CallbackRecord->Checksum = KiSumOf(CallbackRecord);
    CallbackRecord->State = BufferInserted;
    InsertTailList(&Ki.Plain, &CallbackRecord->Entry);
    return TRUE;
}

BOOLEAN
KeDeregisterBugCheckCallback(PKBUGCHECK_CALLBACK_RECORD CallbackRecord)
{
    if (CallbackRecord->State != BufferInserted) {
        return FALSE;
    }
    CallbackRecord->State = BufferEmpty;
    RemoveEntryList(&CallbackRecord->Entry);
    return TRUE;
}

static BOOLEAN
KiIsReason(KBUGCHECK_CALLBACK_REASON Reason)
{
    return Reason >= KbCallbackSecondaryDumpData && Reason <= KbCallbackTriageDumpData;
}

BOOLEAN
KeRegisterBugCheckReasonCallback(PKBUGCHECK_REASON_CALLBACK_RECORD CallbackRecord,
                                 PKBUGCHECK_REASON_CALLBACK_ROUTINE CallbackRoutine,
                                 KBUGCHECK_CALLBACK_REASON Reason, PUCHAR Component)
{
    if (CallbackRecord->State != BufferEmpty || !KiIsReason(Reason) || !KiPrepareLists()) {
        return FALSE;
    }
    CallbackRecord->CallbackRoutine = CallbackRoutine;
    CallbackRecord->Component = Component;
    CallbackRecord->Reason = Reason;
    CallbackRecord->Checksum = KiSumOfReason(CallbackRecord);
    CallbackRecord->State = BufferInserted;
    InsertTailList(&Ki.Reason, &CallbackRecord->Entry);
    return TRUE;
}

BOOLEAN
KeDeregisterBugCheckReasonCallback(PKBUGCHECK_REASON_CALLBACK_RECORD CallbackRecord)
{
    if (CallbackRecord->State != BufferInserted) {
        return FALSE;
    }
    CallbackRecord->State = BufferEmpty;
    RemoveEntryList(&CallbackRecord->Entry);
    return TRUE;
}

VOID
KiReportBugCheckCallbacks(VOID (*Report)(PCSTR Format, ...))
{
    if (!Ki.Ready) {
        return;
    }
    for (PLIST_ENTRY Entry = Ki.Plain.Flink; Entry != &Ki.Plain; Entry = Entry->Flink) {
        Report("bug check callback of \"%s\" is still registered\n",
               CONTAINING_RECORD(Entry, KBUGCHECK_CALLBACK_RECORD, Entry)->Component);
    }
    for (PLIST_ENTRY Entry = Ki.Reason.Flink; Entry != &Ki.Reason; Entry = Entry->Flink) {
        Report("bug check reason callback of \"%s\" is still registered\n",
               CONTAINING_RECORD(Entry, KBUGCHECK_REASON_CALLBACK_RECORD, Entry)->Component);
    }
}

/* --- calls ------------------------------------------------------------------------------------ */

static BOOLEAN
KiIsIntact(ULONG_PTR Sum, ULONG_PTR Checksum, PVOID Record)
{
    if (Sum != Checksum) {
        KeReport("the bug check callback record %p is damaged: it is not called\n", Record);
    }
    return Sum == Checksum;
}

static VOID
KiCallReason(PKBUGCHECK_REASON_CALLBACK_RECORD Record, PVOID Data, ULONG Length)
{
    Record->State = BufferStarted;
    CALL_DRIVER(Record->CallbackRoutine, Record->Reason, Record, Data, Length);
    Record->State = BufferFinished;
}

/* The record of that reason after Previous; NULL: the first, or none. */
static PKBUGCHECK_REASON_CALLBACK_RECORD
KiNextReason(PKBUGCHECK_REASON_CALLBACK_RECORD Previous, KBUGCHECK_CALLBACK_REASON Reason)
{
    PLIST_ENTRY Entry = Previous == NULL ? Ki.Reason.Flink : Previous->Entry.Flink;

    for (; Entry != &Ki.Reason; Entry = Entry->Flink) {
        PKBUGCHECK_REASON_CALLBACK_RECORD Record =
            CONTAINING_RECORD(Entry, KBUGCHECK_REASON_CALLBACK_RECORD, Entry);

        if (Record->Reason == Reason &&
            KiIsIntact(KiSumOfReason(Record), Record->Checksum, Record)) {
            return Record;
        }
    }
    return NULL;
}

#define KI_EACH(Record, Reason)                                                                    \
    PKBUGCHECK_REASON_CALLBACK_RECORD Record = KiNextReason(NULL, Reason);                         \
    Record != NULL;                                                                                \
    Record = KiNextReason(Record, Reason)

static VOID
KiTellWrite(KBUGCHECK_DUMP_IO_TYPE Type, PVOID Buffer, ULONG Length)
{
    for (KI_EACH(Record, KbCallbackDumpIo)) {
        KBUGCHECK_DUMP_IO Io = {
            .Offset = MAXULONG64, .Buffer = Buffer, .BufferLength = Length, .Type = Type};

        KiCallReason(Record, &Io, sizeof Io);
    }
}

static VOID
KiAskForTriageData(ULONG Code, const ULONG_PTR Parameters[4])
{
    for (KI_EACH(Record, KbCallbackTriageDumpData)) {
        KBUGCHECK_TRIAGE_DUMP_DATA Data = {.Flags = KB_TRIAGE_DUMP_DATA_FLAG_BUGCHECK_ACTIVE,
                                           .MaxVirtMemSize = KI_MAXIMUM_TRIAGE,
                                           .BugCheckCode = Code,
                                           .BugCheckParameter1 = Parameters[0],
                                           .BugCheckParameter2 = Parameters[1],
                                           .BugCheckParameter3 = Parameters[2],
                                           .BugCheckParameter4 = Parameters[3]};

        KiCallReason(Record, &Data, sizeof Data);
        if (Data.DataArray != NULL && Data.DataArray->DataSize > KI_MAXIMUM_TRIAGE) {
            KeReport("\"%s\" adds %u bytes of triage data; %u are allowed\n", Record->Component,
                     Data.DataArray->DataSize, (ULONG)KI_MAXIMUM_TRIAGE);
        }
    }
}

/* KBUGCHECK_REMOVE_PAGES has the same form. */
static VOID
KiAskForPages(KBUGCHECK_CALLBACK_REASON Reason, ULONG Code)
{
    for (KI_EACH(Record, Reason)) {
        KBUGCHECK_ADD_PAGES Pages = {.Flags = KB_ADD_PAGES_FLAG_ADDITIONAL_RANGES_EXIST};

        for (ULONG i = 0;
             i < KI_MOST_CALLS && (Pages.Flags & KB_ADD_PAGES_FLAG_ADDITIONAL_RANGES_EXIST) != 0;
             i++) {
            Pages = (KBUGCHECK_ADD_PAGES){.Context = Pages.Context, .BugCheckCode = Code};
            KiCallReason(Record, &Pages, sizeof Pages);
        }
    }
}

/* First how much, then the data. */
static VOID
KiWriteSecondaryData(VOID)
{
    for (KI_EACH(Record, KbCallbackSecondaryDumpData)) {
        KBUGCHECK_SECONDARY_DUMP_DATA Data = {.InBuffer = Ki.InBuffer,
                                              .InBufferLength = KI_IN_BUFFER,
                                              .MaximumAllowed = KI_MAXIMUM_SECONDARY};

        KiCallReason(Record, &Data, sizeof Data);
        Data.OutBuffer = Data.InBuffer = Ki.InBuffer;
        Data.OutBufferLength = 0;
        KiCallReason(Record, &Data, sizeof Data);
        if (Data.OutBuffer != NULL && Data.OutBufferLength > 0 &&
            Data.OutBufferLength <= KI_MAXIMUM_SECONDARY) {
            KiTellWrite(KbDumpIoSecondaryData, Data.OutBuffer, Data.OutBufferLength);
        }
    }
}

static VOID
KiWriteParts(ULONG Code, const ULONG_PTR Parameters[4])
{
    for (KI_EACH(Record, KbCallbackSecondaryMultiPartDumpData)) {
        KBUGCHECK_SECONDARY_DUMP_DATA_EX Data = {.Flags = KB_SECONDARY_DATA_FLAG_ADDITIONAL_DATA};

        for (ULONG i = 0;
             i < KI_MOST_CALLS && (Data.Flags & KB_SECONDARY_DATA_FLAG_ADDITIONAL_DATA) != 0; i++) {
            Data = (KBUGCHECK_SECONDARY_DUMP_DATA_EX){.InBuffer = Ki.InBuffer,
                                                      .InBufferLength = KI_IN_BUFFER,
                                                      .MaximumAllowed = KI_MAXIMUM_SECONDARY,
                                                      .OutBuffer = Ki.InBuffer,
                                                      .Context = Data.Context,
                                                      .DumpType = DUMP_TYPE_FULL,
                                                      .BugCheckCode = Code,
                                                      .BugCheckParameter1 = Parameters[0],
                                                      .BugCheckParameter2 = Parameters[1],
                                                      .BugCheckParameter3 = Parameters[2],
                                                      .BugCheckParameter4 = Parameters[3]};
            KiCallReason(Record, &Data, sizeof Data);
            KiTellWrite(KbDumpIoSecondaryData, Data.OutBuffer, Data.OutBufferLength);
        }
    }
}

static VOID
KiWriteDump(ULONG Code, const ULONG_PTR Parameters[4])
{
    PVOID Stack = PAGE_ALIGN(__builtin_frame_address(0));

    KiAskForTriageData(Code, Parameters);
    KiAskForPages(KbCallbackAddPages, Code);
    KiAskForPages(KbCallbackRemovePages, Code);
    KiFillDumpHeader(Ki.Header, Code, Parameters);
    KiTellWrite(KbDumpIoHeader, Ki.Header, KI_DUMP_HEADER_BYTES);
    KiTellWrite(KbDumpIoBody, Stack, PAGE_SIZE);
    KiWriteSecondaryData();
    KiWriteParts(Code, Parameters);
    KiTellWrite(KbDumpIoComplete, NULL, 0);
}

VOID
KiCallBugCheckCallbacks(ULONG Code, const ULONG_PTR Parameters[4])
{
    KIRQL OldIrql = HalGetIrql();

    if (!Ki.Ready) {
        return;
    }
    HalSetIrql(HIGH_LEVEL);
    HalFreezeOthers();
    KiWriteDump(Code, Parameters);
    for (PLIST_ENTRY Entry = Ki.Plain.Flink; Entry != &Ki.Plain; Entry = Entry->Flink) {
        PKBUGCHECK_CALLBACK_RECORD Record =
            CONTAINING_RECORD(Entry, KBUGCHECK_CALLBACK_RECORD, Entry);

        if (KiIsIntact(KiSumOf(Record), Record->Checksum, Record)) {
            Record->State = BufferStarted;
            CALL_DRIVER(Record->CallbackRoutine, Record->Buffer, Record->Length);
            Record->State = BufferFinished;
        }
    }
    HalSetIrql(OldIrql);
}
