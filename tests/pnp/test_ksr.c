/*
 * tests/pnp/test_ksr.c - what a driver reserved and wrote is found after a soft reboot, and how not
 *
 * pnp/ksr.c, pnp/ksrregion.c.
 */
#include <ntifs.h>
#include <sim/edu.h>
#include <sim/test.h>

#define NOT_IMPLEMENTED 0xFFFF0001
#define KEEPER_SIZE     100

#define KEEPER(type, name) (*(type *)sim_driver_symbol("ksr_keeper", "Keeper" name))
#define DRIVER             KEEPER(PDRIVER_OBJECT, "Driver")
#define PDO                (*(PDEVICE_OBJECT *)sim_driver_symbol("pnp_kit", "KitPdo"))

static UNICODE_STRING Service =
    RTL_CONSTANT_STRING(L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\ksr_keeper");

static void
reload(void)
{
    assert_nt_success(ZwUnloadDriver(&Service));
    assert_nt_success(ZwLoadDriver(&Service));
}

static PVOID
reserve(PDEVICE_OBJECT Pdo, PUNICODE_STRING Id, PUSHORT Tag, ULONG Version, const char *Text)
{
    PVOID Handle = NULL;

    assert_nt_success(
        IoReserveKsrPersistentMemoryEx(DRIVER, Pdo, Id, Tag, Version, 16, 0, &Handle));
    assert_nt_success(IoWriteKsrPersistentMemory(Handle, (PVOID)Text, strlen(Text)));
    return Handle;
}

static void
assert_persisted(PDEVICE_OBJECT Pdo, PUNICODE_STRING Id, PUSHORT Tag, ULONG Version,
                 const char *Text)
{
    CHAR Read[16], Expected[16] = {0};
    SIZE_T Size = 0;
    ULONG Seen = 0;

    memcpy(Expected, Text, strlen(Text));
    assert_nt_success(IoQueryKsrPersistentMemorySizeEx(DRIVER, Pdo, Id, Tag, &Seen, &Size));
    assert_int_equal(Size, 16);
    assert_int_equal(Seen, Version);
    Seen = 0;
    assert_nt_success(IoAcquireKsrPersistentMemoryEx(DRIVER, Pdo, Id, Tag, &Seen, Read, &Size));
    assert_int_equal(Seen, Version);
    assert_memory_equal(Read, Expected, 16);
}

static void
assert_nothing(PDEVICE_OBJECT Pdo, PUNICODE_STRING Id, PUSHORT Tag)
{
    CHAR Read[KEEPER_SIZE];
    SIZE_T Size = sizeof(Read);

    assert_nt_status(IoQueryKsrPersistentMemorySizeEx(DRIVER, Pdo, Id, Tag, NULL, &Size),
                     STATUS_NOT_FOUND);
    assert_nt_status(IoAcquireKsrPersistentMemoryEx(DRIVER, Pdo, Id, Tag, NULL, Read, &Size),
                     STATUS_NOT_FOUND);
    assert_int_equal(Size, sizeof(Read));
}

/* --- over the reboot -------------------------------------------------------------------------- */

static void
the_next_kernels_driver_finds_what_was_written(void **state)
{
    assert_nt_status(KEEPER(NTSTATUS, "Found"), STATUS_NOT_FOUND);
    assert_int_equal(KEEPER(ULONG, "Kernels"), 0);
    for (ULONG Kernel = 1; Kernel <= 3; Kernel++) {
        sim_shutdown_notify();
        reload();
        assert_nt_success(KEEPER(NTSTATUS, "Found"));
        assert_nt_success(KEEPER(NTSTATUS, "Reserved"));
        assert_int_equal(KEEPER(ULONG, "Kernels"), Kernel);
    }
}

static void
without_a_reboot_nothing_is_found_and_the_reservation_stays(void **state)
{
    reload();
    assert_nt_status(KEEPER(NTSTATUS, "Found"), STATUS_NOT_FOUND);
    assert_nt_status(KEEPER(NTSTATUS, "Reserved"), STATUS_OBJECT_NAME_COLLISION);
}

static void
what_is_not_acquired_is_gone_with_the_second_reboot(void **state)
{
    sim_shutdown_notify();
    sim_shutdown_notify();
    assert_nothing(NULL, NULL, NULL);
}

static void
what_was_acquired_is_gone(void **state)
{
    USHORT Tag = 3;

    reserve(NULL, NULL, &Tag, 0, "once");
    sim_shutdown_notify();
    assert_persisted(NULL, NULL, &Tag, 0, "once");
    assert_nothing(NULL, NULL, &Tag);
}

static void
what_was_freed_is_not_found(void **state)
{
    USHORT Tag = 3;
    PVOID Handle = reserve(NULL, NULL, &Tag, 0, "freed");

    assert_nt_success(IoFreeKsrPersistentMemory(Handle));
    assert_nt_status(IoFreeKsrPersistentMemory(Handle), STATUS_INVALID_HANDLE);
    sim_shutdown_notify();
    assert_nothing(NULL, NULL, &Tag);
}

static void
what_was_never_written_is_zero_and_a_write_starts_at_the_beginning(void **state)
{
    USHORT Tag = 3, Untouched = 4;
    PVOID Handle;

    reserve(NULL, NULL, &Untouched, 0, "");
    Handle = reserve(NULL, NULL, &Tag, 0, "the first text");
    assert_nt_success(IoWriteKsrPersistentMemory(Handle, "THE last", 3));
    sim_shutdown_notify();
    assert_persisted(NULL, NULL, &Untouched, 0, "");
    assert_persisted(NULL, NULL, &Tag, 0, "THE first text");
}

/* --- names ------------------------------------------------------------------------------------ */

static void
driver_device_id_and_tag_tell_regions_apart(void **state)
{
    UNICODE_STRING Id = RTL_CONSTANT_STRING(L"Socket1"), Same = RTL_CONSTANT_STRING(L"SOCKET1");
    USHORT One = 1, Two = 2, Zero = 0;

    reserve(PDO, NULL, NULL, 1, "device");
    reserve(PDO, NULL, &One, 2, "device, 1");
    reserve(NULL, NULL, &One, 3, "1");
    reserve(NULL, NULL, &Two, 4, "2");
    reserve(NULL, &Id, &Two, 5, "id, 2");
    reserve(PDO, &Id, &Two, 6, "device, id, 2");
    reserve(NULL, NULL, &Zero, 7, "0");
    sim_shutdown_notify();
    assert_persisted(NULL, &Same, &Two, 5, "id, 2"); // whatever the case
    assert_persisted(NULL, NULL, &Zero, 7, "0");     // the keeper's own has no tag
    assert_persisted(PDO, &Id, &Two, 6, "device, id, 2");
    assert_persisted(NULL, NULL, &One, 3, "1");
    assert_persisted(PDO, NULL, NULL, 1, "device");
    assert_persisted(NULL, NULL, &Two, 4, "2");
    assert_persisted(PDO, NULL, &One, 2, "device, 1");
}

static void
another_drivers_region_is_not_found(void **state)
{
    SIZE_T Size = 0;

    sim_shutdown_notify();
    assert_nt_status(IoQueryKsrPersistentMemorySize(PDO->DriverObject, NULL, &Size),
                     STATUS_NOT_FOUND);
    assert_nt_success(IoQueryKsrPersistentMemorySize(DRIVER, NULL, &Size));
    assert_int_equal(Size, KEEPER_SIZE);
}

static void
a_device_is_known_by_its_instance_over_its_own_end(void **state)
{
    struct sim_device *Device = sim_device("edu", 0);

    reserve(PDO, NULL, NULL, 9, "edu");
    assert_nt_success(sim_remove(Device));
    sim_shutdown_notify();
    assert_nt_success(sim_enable(Device));
    assert_persisted(PDO, NULL, NULL, 9, "edu");
}

static void
the_same_name_is_reserved_once(void **state)
{
    UNICODE_STRING Id = RTL_CONSTANT_STRING(L"id"), Same = RTL_CONSTANT_STRING(L"ID");
    USHORT Tag = 3;
    PVOID Handle = reserve(NULL, &Id, &Tag, 0, "first"), Second = NULL;

    assert_nt_status(IoReserveKsrPersistentMemoryEx(DRIVER, NULL, &Same, &Tag, 1, 16, 0, &Second),
                     STATUS_OBJECT_NAME_COLLISION);
    assert_null(Second);
    assert_nt_success(IoFreeKsrPersistentMemory(Handle));
    reserve(NULL, &Same, &Tag, 0, "second");
    sim_shutdown_notify();
    reserve(NULL, &Id, &Tag, 0, "third"); // what is persisted bars nobody
    assert_persisted(NULL, &Id, &Tag, 0, "second");
}

/* --- what cannot be --------------------------------------------------------------------------- */

static void
a_reservation_needs_a_driver_a_size_and_a_place_for_the_handle(void **state)
{
    PVOID Handle = &Handle;

    assert_nt_status(IoReserveKsrPersistentMemory(NULL, NULL, 16, 0, &Handle),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(IoReserveKsrPersistentMemory(PDO->DriverObject, NULL, 0, 0, &Handle),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(IoReserveKsrPersistentMemory(PDO->DriverObject, NULL, 16, 0, NULL),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(
        IoReserveKsrPersistentMemory(PDO->DriverObject, NULL, (SIZE_T)1 << 40, 0, &Handle),
        STATUS_INSUFFICIENT_RESOURCES);
    assert_nt_status(IoReserveKsrPersistentMemory(PDO->DriverObject, NULL, ~(SIZE_T)0, 0, &Handle),
                     STATUS_INSUFFICIENT_RESOURCES);
    assert_ptr_equal(Handle, &Handle);
}

static void
a_write_fits_into_what_was_reserved(void **state)
{
    CHAR Text[KEEPER_SIZE + 1] = {0};
    PVOID Handle = KEEPER(PVOID, "Handle");

    assert_nt_success(IoWriteKsrPersistentMemory(Handle, Text, 0));
    assert_nt_success(IoWriteKsrPersistentMemory(Handle, Text, KEEPER_SIZE));
    assert_nt_status(IoWriteKsrPersistentMemory(Handle, Text, KEEPER_SIZE + 1),
                     STATUS_INVALID_BUFFER_SIZE);
}

static void
handles_end_with_the_kernel(void **state)
{
    PVOID Handle = KEEPER(PVOID, "Handle");
    ULONG Data = 77;

    assert_nt_status(IoWriteKsrPersistentMemory(NULL, &Data, 4), STATUS_INVALID_HANDLE);
    assert_nt_status(IoWriteKsrPersistentMemory(&Data, &Data, 4), STATUS_INVALID_HANDLE);
    assert_nt_status(IoFreeKsrPersistentMemory(NULL), STATUS_INVALID_HANDLE);
    sim_shutdown_notify();
    assert_nt_status(IoWriteKsrPersistentMemory(Handle, &Data, 4), STATUS_INVALID_HANDLE);
    assert_nt_status(IoFreeKsrPersistentMemory(Handle), STATUS_INVALID_HANDLE);
    reload();
    assert_int_equal(KEEPER(ULONG, "Kernels"), 1); // untouched
}

static void
a_buffer_too_small_takes_nothing_and_learns_the_size(void **state)
{
    CHAR Read[KEEPER_SIZE + 1];
    SIZE_T Size = KEEPER_SIZE - 1;
    ULONG Version = 5;

    sim_shutdown_notify();
    Read[0] = Read[KEEPER_SIZE] = 'x';
    assert_nt_status(
        IoAcquireKsrPersistentMemoryEx(DRIVER, NULL, NULL, NULL, &Version, Read, &Size),
        STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(Size, KEEPER_SIZE);
    assert_int_equal(Read[0], 'x');
    assert_int_equal(Version, 5);
    Size = sizeof(Read);
    assert_nt_success(IoAcquireKsrPersistentMemory(DRIVER, NULL, Read, &Size));
    assert_int_equal(Size, KEEPER_SIZE);
    assert_int_equal(Read[0], 1);
    assert_int_equal(Read[KEEPER_SIZE], 'x');
}

static void
a_question_needs_a_driver_and_a_place_for_the_answer(void **state)
{
    CHAR Read[KEEPER_SIZE];
    SIZE_T Size = sizeof(Read);

    sim_shutdown_notify();
    assert_nt_status(IoQueryKsrPersistentMemorySize(NULL, NULL, &Size), STATUS_INVALID_PARAMETER);
    assert_nt_status(IoQueryKsrPersistentMemorySize(DRIVER, NULL, NULL), STATUS_INVALID_PARAMETER);
    assert_nt_status(IoAcquireKsrPersistentMemory(NULL, NULL, Read, &Size),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(IoAcquireKsrPersistentMemory(DRIVER, NULL, NULL, &Size),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(IoAcquireKsrPersistentMemory(DRIVER, NULL, Read, NULL),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(IoEnumerateKsrPersistentMemoryEx(DRIVER, NULL, NULL, NULL, NULL),
                     STATUS_INVALID_PARAMETER);
    assert_nt_success(IoAcquireKsrPersistentMemory(DRIVER, NULL, Read, &Size)); // still there
}

static void
what_is_no_pdo_is_0xca_2(void **state)
{
    PDEVICE_OBJECT Fdo = *(PDEVICE_OBJECT *)sim_driver_symbol("pnp_kit", "KitFdo");
    PVOID Handle;

    assert_bugcheck(PNP_DETECTED_FATAL_ERROR,
                    IoReserveKsrPersistentMemory(Fdo->DriverObject, Fdo, 16, 0, &Handle));
    assert_int_equal(sim_bugcheck_parameter(1), 2);
    assert_int_equal(sim_bugcheck_parameter(2), (ULONG_PTR)Fdo);
}

static void
a_flag_stops_by_name(void **state)
{
    PVOID Handle;

    assert_bugcheck(NOT_IMPLEMENTED, IoReserveKsrPersistentMemory(DRIVER, NULL, 16, 1, &Handle));
}

/* --- enumeration ------------------------------------------------------------------------------ */

typedef struct _SEEN {
    PDEVICE_OBJECT Pdo;
    PUNICODE_STRING Id;
    ULONG Versions[8], Count, Untagged, Stop; /* Stop: after so many */
    BOOLEAN Acquires;
} SEEN;

static IO_PERSISTED_MEMORY_ENUMERATION_CALLBACK Look;

static NTSTATUS
Look(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject,
     PUNICODE_STRING PhysicalDeviceId, PUSHORT DataTag, PULONG DataVersion, PVOID Context)
{
    SEEN *Seen = Context;
    CHAR Read[KEEPER_SIZE];
    SIZE_T Size = sizeof(Read);

    assert_ptr_equal(DriverObject, DRIVER);
    assert_ptr_equal(PhysicalDeviceObject, Seen->Pdo);
    assert_ptr_equal(PhysicalDeviceId, Seen->Id);
    Seen->Untagged += DataTag == NULL;
    assert_true(DataTag == NULL || *DataTag == *DataVersion + 100);
    Seen->Versions[Seen->Count++] = *DataVersion;
    if (Seen->Acquires) {
        assert_nt_success(IoAcquireKsrPersistentMemoryEx(
            DriverObject, PhysicalDeviceObject, PhysicalDeviceId, DataTag, NULL, Read, &Size));
    }
    return Seen->Count == Seen->Stop ? STATUS_CANCELLED : STATUS_SUCCESS;
}

static void
reserve_some(PDEVICE_OBJECT Pdo, PUNICODE_STRING Id, ULONG First)
{
    for (ULONG Version = First; Version < First + 3; Version++) {
        USHORT Tag = (USHORT)(Version + 100);

        reserve(Pdo, Id, &Tag, Version, "some");
    }
}

static void
an_enumeration_has_all_of_a_device_in_order(void **state)
{
    UNICODE_STRING Id = RTL_CONSTANT_STRING(L"id");
    SEEN Mine = {0}, Devices = {.Pdo = PDO}, Ids = {.Pdo = PDO, .Id = &Id};

    reserve_some(NULL, NULL, 10);
    reserve_some(PDO, NULL, 20);
    reserve_some(PDO, &Id, 30);
    assert_nt_success(IoEnumerateKsrPersistentMemoryEx(DRIVER, PDO, &Id, Look, &Ids));
    assert_int_equal(Ids.Count, 0); // before the reboot there is nothing
    sim_shutdown_notify();
    assert_nt_success(IoEnumerateKsrPersistentMemoryEx(DRIVER, NULL, NULL, Look, &Mine));
    assert_memory_equal(Mine.Versions, ((ULONG[]){0, 10, 11, 12}), 16);
    assert_int_equal(Mine.Count, 4);
    assert_int_equal(Mine.Untagged, 1);
    assert_nt_success(IoEnumerateKsrPersistentMemoryEx(DRIVER, PDO, NULL, Look, &Devices));
    assert_memory_equal(Devices.Versions, ((ULONG[]){20, 21, 22}), 12);
    assert_int_equal(Devices.Count, 3);
    assert_nt_success(IoEnumerateKsrPersistentMemoryEx(DRIVER, PDO, &Id, Look, &Ids));
    assert_memory_equal(Ids.Versions, ((ULONG[]){30, 31, 32}), 12);
    assert_int_equal(Ids.Count, 3);
}

static void
the_callback_may_end_it_and_acquire_what_it_is_told(void **state)
{
    SEEN First = {.Stop = 2, .Acquires = TRUE}, Rest = {0};

    reserve_some(NULL, NULL, 10);
    sim_shutdown_notify();
    assert_nt_status(IoEnumerateKsrPersistentMemoryEx(DRIVER, NULL, NULL, Look, &First),
                     STATUS_CANCELLED);
    assert_int_equal(First.Count, 2);
    assert_nt_success(IoEnumerateKsrPersistentMemoryEx(DRIVER, NULL, NULL, Look, &Rest));
    assert_memory_equal(Rest.Versions, ((ULONG[]){11, 12}), 8);
    assert_int_equal(Rest.Count, 2);
}

#define T(function) SIM_TEST(function, .drivers = {"ksr_keeper"})
#define D(function)                                                                                \
    SIM_TEST(function, .driver = "pnp_kit", .device = &sim_edu, .drivers = {"ksr_keeper"})

SIM_TESTS(T(the_next_kernels_driver_finds_what_was_written),
          T(without_a_reboot_nothing_is_found_and_the_reservation_stays),
          T(what_is_not_acquired_is_gone_with_the_second_reboot), T(what_was_acquired_is_gone),
          T(what_was_freed_is_not_found),
          T(what_was_never_written_is_zero_and_a_write_starts_at_the_beginning),
          D(driver_device_id_and_tag_tell_regions_apart), D(another_drivers_region_is_not_found),
          D(a_device_is_known_by_its_instance_over_its_own_end), T(the_same_name_is_reserved_once),
          D(a_reservation_needs_a_driver_a_size_and_a_place_for_the_handle),
          T(a_write_fits_into_what_was_reserved), T(handles_end_with_the_kernel),
          T(a_buffer_too_small_takes_nothing_and_learns_the_size),
          T(a_question_needs_a_driver_and_a_place_for_the_answer), D(what_is_no_pdo_is_0xca_2),
          T(a_flag_stops_by_name), D(an_enumeration_has_all_of_a_device_in_order),
          T(the_callback_may_end_it_and_acquire_what_it_is_told))
