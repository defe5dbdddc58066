/*
 * tests/package/drivers/dialect/dialect.c - what drivers write that only Microsoft's compiler takes
 *
 * It is a test that this is built: names in any case, backslashes, pragmas, keywords, C++ beside C.
 */
#include <NTDDK.H>
#include "PARTS\Answer.h"

DRIVER_INITIALIZE DriverEntry;
static VOID Unload(PDRIVER_OBJECT DriverObject);

#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, Unload)
#pragma warning(push)
#pragma warning(disable : 4201)
#pragma prefast(disable : 28110, "a comment")
#pragma warning(pop)

typedef struct _HAS_ANONYMOUS {
    union {
        struct {
            ULONG Low, High;
        };
        unsigned __int64 Both;
    };
} HAS_ANONYMOUS;

__declspec(noinline) static HAS_ANONYMOUS __cdecl
Make(unsigned __int64 Both)
{
    HAS_ANONYMOUS Made = {0};

    Made.Both = Both + 'tag1' - 'tag0';
    return Made;
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PAGED_CODE();
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    C_ASSERT(sizeof(WCHAR) == 2 && sizeof(L"ab") == 6 && sizeof(ULONG) == 4);
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return Make(40ui64).Low + Answer() == 41 + 42 ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}
