/*
 * tests/io/test_errorlog.c - what drivers write to the system's error log
 *
 * io/system/errorlog.c.
 */
#include "record.h"

static PIO_ERROR_LOG_PACKET
allocate(PVOID Object, ULONG Strings)
{
    return IoAllocateErrorLogEntry(Object, (UCHAR)(sizeof(IO_ERROR_LOG_PACKET) + Strings));
}

static void
a_record_has_all_of_the_packet_and_the_names(void **state)
{
    static const WCHAR Text[] = L"one\0two";
    PIO_ERROR_LOG_PACKET Packet = allocate(R.Device, sizeof Text);
    struct sim_error_log_record Record;
    const IO_ERROR_LOG_PACKET *Seen;

    assert_non_null(Packet);
    *Packet = (IO_ERROR_LOG_PACKET){.MajorFunctionCode = IRP_MJ_READ,
                                    .RetryCount = 3,
                                    .DumpDataSize = 4,
                                    .NumberOfStrings = 2,
                                    .StringOffset = sizeof *Packet,
                                    .ErrorCode = (NTSTATUS)0xC0040004,
                                    .UniqueErrorValue = 17,
                                    .FinalStatus = STATUS_IO_TIMEOUT,
                                    .SequenceNumber = 5,
                                    .IoControlCode = 0x222000,
                                    .DeviceOffset.QuadPart = 512,
                                    .DumpData = {0xD0D0}};
    memcpy(Packet + 1, Text, sizeof Text);
    IoWriteErrorLogEntry(Packet);
    assert_true(sim_error_log(0, &Record));
    Seen = Record.packet;
    assert_int_equal(Record.number, 1);
    assert_int_equal(Seen->ErrorCode, (NTSTATUS)0xC0040004);
    assert_int_equal(Seen->DumpData[0], 0xD0D0);
    assert_int_equal(Seen->SequenceNumber, 5);
    assert_int_equal(Seen->DeviceOffset.QuadPart, 512);
    assert_memory_equal(Record.driver, L"\\Driver\\io_kit", 30);
    assert_memory_equal(Record.strings[1], L"\\Device\\Kit", 24);
    assert_memory_equal(Record.strings[2], L"one", 8);
    assert_memory_equal(Record.strings[3], L"two", 8);
    assert_null(Record.strings[4]);
    assert_false(sim_error_log(1, &Record));
}

static void
the_driver_itself_can_report(void **state)
{
    struct sim_error_log_record Record;

    IoWriteErrorLogEntry(allocate(KitDriver(), 0));
    IoFreeErrorLogEntry(allocate(KitDriver(), 0)); // never written
    assert_true(sim_error_log(0, &Record));
    assert_memory_equal(Record.strings[1], L"\\Driver\\io_kit", 30);
    assert_false(sim_error_log(1, &Record));
}

static void
sizes_have_limits(void **state)
{
    assert_null(IoAllocateErrorLogEntry(R.Device, ERROR_LOG_MAXIMUM_SIZE + 1));
    assert_null(IoAllocateErrorLogEntry(R.Device, 8));
    assert_null(IoAllocateErrorLogEntry(NULL, sizeof(IO_ERROR_LOG_PACKET)));
    IoFreeErrorLogEntry(IoAllocateErrorLogEntry(R.Device, ERROR_LOG_MAXIMUM_SIZE));
}

static void
the_last_32_are_kept(void **state)
{
    struct sim_error_log_record Record;

    for (ULONG i = 0; i < 40; i++) {
        PIO_ERROR_LOG_PACKET Packet = allocate(R.Device, 0);

        Packet->UniqueErrorValue = i;
        IoWriteErrorLogEntry(Packet);
    }
    assert_true(sim_error_log(0, &Record));
    assert_int_equal(Record.number, 9);
    assert_int_equal(((const IO_ERROR_LOG_PACKET *)Record.packet)->UniqueErrorValue, 8);
    assert_true(sim_error_log(31, &Record));
    assert_false(sim_error_log(32, &Record));
}

static void
long_names_take_room_from_the_strings(void **state)
{
    PDEVICE_OBJECT Device = KitDevice(L"ThisNameIsSoLongThatItDoesNotFit", 0);
    static const WCHAR Text[] = L"0123456789";
    PIO_ERROR_LOG_PACKET Packet = allocate(Device, sizeof Text);
    struct sim_error_log_record Record;

    memset(Packet, 0, sizeof *Packet);
    Packet->NumberOfStrings = 1;
    Packet->StringOffset = sizeof *Packet;
    memcpy(Packet + 1, Text, sizeof Text);
    IoWriteErrorLogEntry(Packet);
    assert_true(sim_error_log(0, &Record));
    // both names take 112 bytes with their ends, 32 more than there are
    assert_int_equal(Record.size, sizeof *Packet + (sizeof Text > 32 ? sizeof Text - 32 : 0));
    assert_null(Record.strings[2]);
    KitDelete(Device, L"ThisNameIsSoLongThatItDoesNotFit");
}

SIM_TESTS(RECORD(a_record_has_all_of_the_packet_and_the_names),
          RECORD(the_driver_itself_can_report), RECORD(sizes_have_limits),
          RECORD(the_last_32_are_kept), RECORD(long_names_take_room_from_the_strings))
