/*
 * ke/test_bugcallback.c - registration of bug check callbacks, and what a dump asks of drivers
 *
 * In which order they run, and where, is scenario 40 (e): tests/scenario/test_bugcheck_callbacks.c.
 */
#include "ke_test.h"

#include "capture.h"

enum { CRASH = MANUALLY_INITIATED_CRASH };

static KBUGCHECK_CALLBACK_RECORD Plain;
static KBUGCHECK_REASON_CALLBACK_RECORD Reason, Other;
static UCHAR Buffer[64], Big[100];
static ULONG Calls;
static CHAR Secondary[32], Header[8];
static struct {
    KTRIAGE_DUMP_DATA_ARRAY Array;
    KADDRESS_RANGE More[2];
} Triage;

static VOID
CountPlain(PVOID Where, ULONG Length)
{
    assert_ptr_equal(Where, Buffer);
    assert_int_equal(Length, sizeof Buffer);
    Calls++;
}

static VOID
CountReason(KBUGCHECK_CALLBACK_REASON Why, PKBUGCHECK_REASON_CALLBACK_RECORD Record, PVOID Data,
            ULONG Length)
{
    Calls++;
}

static BOOLEAN
register_plain(void)
{
    return KeRegisterBugCheckCallback(&Plain, CountPlain, Buffer, sizeof Buffer, (PUCHAR) "test");
}

static void
a_record_is_registered_once(void **state)
{
    KeInitializeCallbackRecord(&Plain);
    assert_false(KeDeregisterBugCheckCallback(&Plain));
    assert_true(register_plain());
    assert_int_equal(Plain.State, BufferInserted);
    assert_false(register_plain());
    assert_true(KeDeregisterBugCheckCallback(&Plain));
    assert_false(KeDeregisterBugCheckCallback(&Plain));
    KeInitializeCallbackRecord(&Reason);
    assert_true(
        KeRegisterBugCheckReasonCallback(&Reason, CountReason, KbCallbackDumpIo, (PUCHAR) "test"));
    assert_false(
        KeRegisterBugCheckReasonCallback(&Reason, CountReason, KbCallbackDumpIo, (PUCHAR) "test"));
    assert_true(KeDeregisterBugCheckReasonCallback(&Reason));
    assert_false(KeDeregisterBugCheckReasonCallback(&Reason));
    assert_false(
        KeRegisterBugCheckReasonCallback(&Reason, CountReason, KbCallbackInvalid, (PUCHAR) "test"));
}

static void
what_was_deregistered_is_not_called(void **state)
{
    Calls = 0;
    KeInitializeCallbackRecord(&Plain);
    register_plain();
    KeDeregisterBugCheckCallback(&Plain);
    assert_bugcheck(CRASH, KeBugCheck(CRASH));
    assert_int_equal(Calls, 0);
}

static void
stays_registered(void **state)
{
    KeInitializeCallbackRecord(&Plain);
    register_plain();
}

static struct captured run;

static void
one_that_stays_is_a_leak(void **state)
{
    capture_boot(&run, &(struct sim_setup){.name = "stays_registered", .test = stays_registered});
    assert_true(run.result.failed);
    assert_non_null(strstr(run.text, "bug check callback of \"test\" is still registered"));
}

static void
a_damaged_record_is_left_out(void **state)
{
    Calls = 0;
    KeInitializeCallbackRecord(&Plain);
    register_plain();
    Plain.Length = 1;
    assert_bugcheck(CRASH, KeBugCheck(CRASH));
    assert_int_equal(Calls, 0);
    assert_int_equal(Plain.State, BufferInserted);
}

/* --- what is written -------------------------------------------------------------------------- */

static VOID
SeeWrites(KBUGCHECK_CALLBACK_REASON Why, PKBUGCHECK_REASON_CALLBACK_RECORD Record, PVOID Data,
          ULONG Length)
{
    const KBUGCHECK_DUMP_IO *Io = Data;

    assert_int_equal(Length, sizeof *Io);
    assert_true(Io->Offset == (ULONG64)-1);
    if (Io->Type == KbDumpIoHeader) {
        memcpy(Header, Io->Buffer, 8);
    } else if (Io->Type == KbDumpIoSecondaryData) {
        assert_true(Io->BufferLength <= sizeof Secondary || Io->Buffer == Big);
        memcpy(Secondary, Io->Buffer, Io->BufferLength <= sizeof Secondary ? Io->BufferLength : 8);
    } else if (Io->Type == KbDumpIoComplete) {
        assert_null(Io->Buffer);
        assert_int_equal(Io->BufferLength, 0);
        Calls |= 0x100;
    }
}

static VOID
GiveSecondaryData(KBUGCHECK_CALLBACK_REASON Why, PKBUGCHECK_REASON_CALLBACK_RECORD Record,
                  PVOID Data, ULONG Length)
{
    PKBUGCHECK_SECONDARY_DUMP_DATA Dump = Data;

    if (Dump->OutBuffer == NULL) { // how much
        Dump->OutBufferLength = 6;
        Calls |= 1;
    } else {
        assert_ptr_equal(Dump->OutBuffer, Dump->InBuffer);
        assert_true(Dump->InBufferLength >= 6);
        memcpy(Dump->InBuffer, "hello", 6);
        Dump->OutBufferLength = 6;
        Calls |= 2;
    }
}

static VOID
GiveBigData(KBUGCHECK_CALLBACK_REASON Why, PKBUGCHECK_REASON_CALLBACK_RECORD Record, PVOID Data,
            ULONG Length)
{
    PKBUGCHECK_SECONDARY_DUMP_DATA Dump = Data;

    memcpy(Big, "big data", 8);
    Dump->OutBuffer = Big;
    Dump->OutBufferLength = sizeof Big;
}

static void
write_with(PKBUGCHECK_REASON_CALLBACK_ROUTINE Routine)
{
    Calls = 0;
    KeInitializeCallbackRecord(&Reason);
    KeInitializeCallbackRecord(&Other);
    KeRegisterBugCheckReasonCallback(&Reason, SeeWrites, KbCallbackDumpIo, (PUCHAR) "io");
    KeRegisterBugCheckReasonCallback(&Other, Routine, KbCallbackSecondaryDumpData, (PUCHAR) "data");
    assert_bugcheck(CRASH, KeBugCheck(CRASH));
}

static void
secondary_data_comes_from_the_systems_buffer(void **state)
{
    write_with(GiveSecondaryData);
    assert_int_equal(Calls, 0x103);
    assert_string_equal(Secondary, "hello");
    assert_memory_equal(Header, "PAGEDU64", 8);
}

static void
or_from_the_drivers_own(void **state)
{
    write_with(GiveBigData);
    assert_memory_equal(Secondary, "big data", 8);
}

static VOID
AddThree(KBUGCHECK_CALLBACK_REASON Why, PKBUGCHECK_REASON_CALLBACK_RECORD Record, PVOID Data,
         ULONG Length)
{
    PKBUGCHECK_ADD_PAGES Pages = Data;

    assert_int_equal(Pages->Flags, 0);
    assert_int_equal(Pages->BugCheckCode, CRASH);
    assert_int_equal((ULONG_PTR)Pages->Context, Calls);
    Pages->Context = (PVOID)(ULONG_PTR)++Calls;
    Pages->Address = (ULONG_PTR)Buffer;
    Pages->Count = 1;
    Pages->Flags = KB_ADD_PAGES_FLAG_VIRTUAL_ADDRESS |
                   (Calls < 3 ? KB_ADD_PAGES_FLAG_ADDITIONAL_RANGES_EXIST : 0);
}

static void
who_adds_pages_is_called_until_he_has_no_more(void **state)
{
    Calls = 0;
    KeInitializeCallbackRecord(&Reason);
    KeRegisterBugCheckReasonCallback(&Reason, AddThree, KbCallbackAddPages, (PUCHAR) "pages");
    assert_bugcheck(CRASH, KeBugCheck(CRASH));
    assert_int_equal(Calls, 3);
}

static VOID
GiveTriageData(KBUGCHECK_CALLBACK_REASON Why, PKBUGCHECK_REASON_CALLBACK_RECORD Record, PVOID Data,
               ULONG Length)
{
    PKBUGCHECK_TRIAGE_DUMP_DATA Dump = Data;

    assert_int_equal(Dump->Flags, KB_TRIAGE_DUMP_DATA_FLAG_BUGCHECK_ACTIVE);
    assert_int_equal(Dump->BugCheckCode, CRASH);
    assert_int_equal(Dump->BugCheckParameter2, 22);
    assert_nt_success(KeAddTriageDumpDataBlock(&Triage.Array, Buffer, sizeof Buffer));
    Dump->DataArray = &Triage.Array;
    Calls++;
}

static void
triage_data_is_an_array_of_ranges(void **state)
{
    assert_nt_status(KeInitializeTriageDumpDataArray(&Triage.Array, 8), STATUS_INVALID_PARAMETER);
    assert_nt_success(KeInitializeTriageDumpDataArray(&Triage.Array, sizeof Triage));
    assert_nt_status(KeAddTriageDumpDataBlock(&Triage.Array, NULL, 1), STATUS_INVALID_PARAMETER);
    assert_nt_success(KeAddTriageDumpDataBlock(&Triage.Array, Big, sizeof Big));
    Calls = 0;
    KeInitializeCallbackRecord(&Reason);
    KeRegisterBugCheckReasonCallback(&Reason, GiveTriageData, KbCallbackTriageDumpData,
                                     (PUCHAR) "triage");
    assert_bugcheck(CRASH, KeBugCheckEx(CRASH, 1, 22, 3, 4));
    assert_int_equal(Calls, 1);
    assert_int_equal(Triage.Array.NumBlocksUsed, 2);
    assert_int_equal(Triage.Array.DataSize, sizeof Big + sizeof Buffer);
}

static void
a_dump_header_can_be_made_at_any_time(void **state)
{
    ULONG Needed = 0;
    PUCHAR Room = ExAllocatePool2(POOL_FLAG_NON_PAGED, 0x2000, 'tseT');

    assert_nt_status(KeInitializeCrashDumpHeader(DUMP_TYPE_SUMMARY, 0, Room, 0x2000, &Needed),
                     STATUS_INVALID_PARAMETER);
    assert_false(NT_SUCCESS(KeInitializeCrashDumpHeader(DUMP_TYPE_FULL, 0, NULL, 0, &Needed)));
    assert_int_equal(Needed, 0x2000);
    assert_nt_success(KeInitializeCrashDumpHeader(DUMP_TYPE_FULL, 0, Room, Needed, NULL));
    assert_memory_equal(Room, "PAGEDU64", 8);
    ExFreePoolWithTag(Room, 'tseT');
}

SIM_TESTS(SIM_TEST(a_record_is_registered_once), SIM_TEST(what_was_deregistered_is_not_called),
          cmocka_unit_test(one_that_stays_is_a_leak), SIM_TEST(a_damaged_record_is_left_out),
          SIM_TEST(secondary_data_comes_from_the_systems_buffer), SIM_TEST(or_from_the_drivers_own),
          SIM_TEST(who_adds_pages_is_called_until_he_has_no_more),
          SIM_TEST(triage_data_is_an_array_of_ranges),
          SIM_TEST(a_dump_header_can_be_made_at_any_time))
