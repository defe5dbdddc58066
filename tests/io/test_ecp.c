/*
 * tests/io/test_ecp.c - extra create parameters
 *
 * io/file/ecp.c, io/file/oplockkey.c.
 */
#include "record.h"

static const GUID FirstType = {1, 2, 3, {4}}, SecondType = {2, 2, 3, {4}};
static const GUID DualKey = {
    0x41621a14, 0xb08b, 0x4df1, {0xb6, 0x76, 0xa0, 0x5f, 0xfd, 0xf0, 0x1b, 0xea}};
static ULONG Cleaned;

static VOID
Clean(PVOID Context, LPCGUID Type)
{
    assert_int_equal(*(PULONG)Context, Type->Data1);
    Cleaned++;
}

static PVOID
make(const GUID *Type)
{
    PVOID Context;

    assert_nt_success(FsRtlAllocateExtraCreateParameter(Type, 16, 0, Clean, 'tseT', &Context));
    *(PULONG)Context = Type->Data1;
    return Context;
}

static void
a_list_has_each_type_once(void **state)
{
    PECP_LIST List;
    PVOID First = make(&FirstType), Second = make(&SecondType), Again = make(&FirstType), Found;
    ULONG Size;
    GUID Type;

    Cleaned = 0;
    assert_nt_success(FsRtlAllocateExtraCreateParameterList(0, &List));
    assert_nt_success(FsRtlInsertExtraCreateParameter(List, First));
    assert_nt_success(FsRtlInsertExtraCreateParameter(List, Second));
    assert_int_equal(FsRtlInsertExtraCreateParameter(List, Again), STATUS_INVALID_PARAMETER);
    FsRtlFreeExtraCreateParameter(Again);
    assert_int_equal(Cleaned, 1);
    assert_nt_success(FsRtlFindExtraCreateParameter(List, &SecondType, &Found, &Size));
    assert_ptr_equal(Found, Second);
    assert_int_equal(Size, 16);
    assert_nt_success(FsRtlGetNextExtraCreateParameter(List, NULL, &Type, &Found, &Size));
    assert_ptr_equal(Found, First);
    assert_true(IsEqualGUID(&Type, &FirstType));
    assert_nt_success(FsRtlGetNextExtraCreateParameter(List, First, NULL, &Found, NULL));
    assert_ptr_equal(Found, Second);
    assert_int_equal(FsRtlGetNextExtraCreateParameter(List, Second, NULL, &Found, &Size),
                     STATUS_NOT_FOUND);
    assert_null(Found);
    assert_int_equal(Size, 0);
    assert_nt_success(FsRtlRemoveExtraCreateParameter(List, &FirstType, &Found, &Size));
    assert_int_equal(FsRtlFindExtraCreateParameter(List, &FirstType, NULL, NULL), STATUS_NOT_FOUND);
    FsRtlFreeExtraCreateParameter(Found);
    FsRtlFreeExtraCreateParameterList(List);
    assert_int_equal(Cleaned, 3);
}

static void
parameters_can_be_acknowledged(void **state)
{
    PVOID Context = make(&FirstType);

    assert_false(FsRtlIsEcpAcknowledged(Context));
    FsRtlAcknowledgeEcp(Context);
    assert_true(FsRtlIsEcpAcknowledged(Context));
    FsRtlPrepareToReuseEcp(Context);
    assert_false(FsRtlIsEcpAcknowledged(Context));
    assert_false(FsRtlIsEcpFromUserMode(Context));
    FsRtlFreeExtraCreateParameter(Context);
}

static void
they_come_from_lookaside_lists_too(void **state)
{
    PPAGED_LOOKASIDE_LIST Lookaside =
        ExAllocatePoolWithTag(NonPagedPool, sizeof(PAGED_LOOKASIDE_LIST), 'tseT');
    PVOID Small, Large;

    FsRtlInitExtraCreateParameterLookasideList(Lookaside, 0, 16, 'tseT');
    assert_nt_success(FsRtlAllocateExtraCreateParameterFromLookasideList(&FirstType, 16, 0, NULL,
                                                                         Lookaside, &Small));
    assert_nt_success(FsRtlAllocateExtraCreateParameterFromLookasideList(&FirstType, 500, 0, NULL,
                                                                         Lookaside, &Large));
    memset(Large, 1, 500);
    FsRtlFreeExtraCreateParameter(Large);
    FsRtlFreeExtraCreateParameter(Small);
    FsRtlDeleteExtraCreateParameterLookasideList(Lookaside, 0);
    ExFreePool(Lookaside);
}

static void
they_live_in_the_callers_memory_too(void **state)
{
    DECLSPEC_ALIGN(16) UCHAR ListMemory[64], Memory[256];
    PECP_LIST List = (PECP_LIST)ListMemory;

    assert_nt_success(FsRtlInitializeExtraCreateParameterList(List));
    FsRtlInitializeExtraCreateParameter((PECP_HEADER)Memory, 0, NULL, 100, &FirstType, NULL);
    assert_int_equal(FsRtlFindExtraCreateParameter(List, &FirstType, NULL, NULL), STATUS_NOT_FOUND);
}

/* --- with an open ----------------------------------------------------------------------------- */

static NTSTATUS
Look(PDEVICE_OBJECT Device, PIRP Irp)
{
    PECP_LIST List, Other;
    PVOID Context;

    assert_nt_success(FsRtlGetEcpListFromIrp(Irp, &List));
    if (List == NULL) {
        assert_nt_success(FsRtlAllocateExtraCreateParameterList(0, &List));
        assert_nt_success(FsRtlSetEcpListIntoIrp(Irp, List));
        assert_int_equal(FsRtlSetEcpListIntoIrp(Irp, List), STATUS_INVALID_PARAMETER_3);
        assert_nt_success(FsRtlGetEcpListFromIrp(Irp, &Other));
        assert_ptr_equal(Other, List);
    } else {
        assert_nt_success(FsRtlFindExtraCreateParameter(List, &FirstType, &Context, NULL));
        FsRtlAcknowledgeEcp(Context);
    }
    assert_nt_success(FsRtlInsertExtraCreateParameter(List, make(&SecondType)));
    return RecordCreate(Device, Irp);
}

static NTSTATUS
open_with(PECP_LIST List, HANDLE *Handle)
{
    IO_DRIVER_CREATE_CONTEXT Context;
    UNICODE_STRING Name;
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;

    IoInitializeDriverCreateContext(&Context);
    Context.ExtraCreateParameter = List;
    RecordName(&Attributes, &Name, L"\\Device\\Kit", NULL);
    return IoCreateFileEx(Handle, FILE_READ_DATA, &Attributes, &Iosb, NULL, 0, 0, FILE_OPEN, 0,
                          NULL, 0, CreateFileTypeNone, NULL, 0, &Context);
}

static void
an_open_carries_them_to_the_driver(void **state)
{
    PVOID Context = make(&FirstType);
    PECP_LIST List;
    HANDLE h;

    Cleaned = 0;
    KitOn(IRP_MJ_CREATE, Look);
    assert_nt_success(FsRtlAllocateExtraCreateParameterList(0, &List));
    assert_nt_success(FsRtlInsertExtraCreateParameter(List, Context));
    assert_nt_success(open_with(List, &h));
    assert_int_equal(R.Mode, KernelMode);
    assert_true(FsRtlIsEcpAcknowledged(Context));
    assert_int_equal(Cleaned, 1); // what the driver added, and that only
    ZwClose(h);
    assert_nt_success(open_with(List, &h)); // the same list once more
    ZwClose(h);
    FsRtlFreeExtraCreateParameterList(List);
    assert_int_equal(Cleaned, 3);
}

static void
a_drivers_own_list_ends_with_the_open(void **state)
{
    HANDLE h;

    Cleaned = 0;
    KitOn(IRP_MJ_CREATE, Look);
    h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, 0);
    assert_int_equal(Cleaned, 1);
    NtClose(h);
}

static NTSTATUS
NotACreate(PDEVICE_OBJECT Device, PIRP Irp)
{
    PECP_LIST List;

    assert_int_equal(FsRtlGetEcpListFromIrp(Irp, &List), STATUS_INVALID_PARAMETER);
    assert_int_equal(FsRtlSetEcpListIntoIrp(Irp, NULL), STATUS_INVALID_PARAMETER_2);
    return KitComplete(Irp, STATUS_SUCCESS, 0);
}

static void
only_creates_have_them(void **state)
{
    HANDLE h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, RECORD_SYNC);
    IO_STATUS_BLOCK Iosb;

    KitOn(IRP_MJ_READ, NotACreate);
    assert_nt_success(NtReadFile(h, NULL, NULL, NULL, &Iosb, NULL, 0, NULL, NULL));
    NtClose(h);
}

static void
oplock_keys_stay_with_the_file(void **state)
{
    PDUAL_OPLOCK_KEY_ECP_CONTEXT Keys;
    PECP_LIST List;
    HANDLE h;

    assert_nt_success(
        FsRtlAllocateExtraCreateParameter(&DualKey, sizeof *Keys, 0, NULL, 'tseT', (PVOID *)&Keys));
    *Keys = (DUAL_OPLOCK_KEY_ECP_CONTEXT){FirstType, SecondType, TRUE, TRUE};
    assert_nt_success(FsRtlAllocateExtraCreateParameterList(0, &List));
    assert_nt_success(FsRtlInsertExtraCreateParameter(List, Keys));
    assert_nt_success(open_with(List, &h));
    FsRtlFreeExtraCreateParameterList(List);
    assert_true(IsEqualGUID(&IoGetOplockKeyContextEx(R.File)->ParentOplockKey, &FirstType));
    assert_int_equal(IoGetOplockKeyContextEx(R.File)->Flags,
                     OPLOCK_KEY_FLAG_PARENT_KEY | OPLOCK_KEY_FLAG_TARGET_KEY);
    assert_true(IsEqualGUID(&((POPLOCK_KEY_ECP_CONTEXT)IoGetOplockKeyContext(R.File))->OplockKey,
                            &SecondType));
    ZwClose(h);
    h = RecordOpen(L"\\Device\\Kit", FILE_READ_DATA, 0);
    assert_null(IoGetOplockKeyContextEx(R.File));
    assert_null(IoGetOplockKeyContext(R.File));
    NtClose(h);
}

SIM_TESTS(RECORD(a_list_has_each_type_once), RECORD(parameters_can_be_acknowledged),
          RECORD(they_come_from_lookaside_lists_too), RECORD(they_live_in_the_callers_memory_too),
          RECORD(an_open_carries_them_to_the_driver), RECORD(a_drivers_own_list_ends_with_the_open),
          RECORD(only_creates_have_them), RECORD(oplock_keys_stay_with_the_file))
