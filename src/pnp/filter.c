/*
 * pnp/filter.c - which filter drivers a device gets
 *
 *      upper class filters      UpperFilters of the setup class's key
 *      upper device filters     UpperFilters of the device's key
 *      function driver          Service of the device's key
 *      lower class filters      LowerFilters, likewise
 *      lower device filters
 *
 * The class's key is ...\Control\Class\<ClassGUID of the device's key>.
 */
#include "device.h"

#define PIP_CLASSES L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\Class\\"

BOOLEAN
PipClassKey(PDEVICE_NODE Node, PWSTR Path, ULONG Characters)
{
    WCHAR Key[PIP_KEY_CHARACTERS], Class[PIP_NAME_CHARACTERS] = {0};
    ULONG Type, Needed;

    PipEnumKey(Node, Key, RTL_NUMBER_OF(Key));
    if (!NT_SUCCESS(
            CmGetValue(Key, L"ClassGUID", &Type, Class, sizeof(Class) - sizeof(WCHAR), &Needed)) ||
        Type != REG_SZ) {
        return FALSE;
    }
    IoFormatText(Path, Characters, L"%ws%ws", PIP_CLASSES, Class);
    return TRUE;
}

/* Names has room for PIP_FILTER_CHARACTERS. */
static VOID
PipReadFilters(PCWSTR Key, BOOLEAN Lower, PWSTR Names)
{
    ULONG Type, Needed;

    RtlZeroMemory(Names, PIP_FILTER_CHARACTERS * sizeof(WCHAR));
    if (!NT_SUCCESS(CmGetValue(Key, Lower ? L"LowerFilters" : L"UpperFilters", &Type, Names,
                               (PIP_FILTER_CHARACTERS - 2) * sizeof(WCHAR), &Needed))) {
        Names[0] = L'\0';
    }
}

VOID
PipDeviceFilters(PDEVICE_NODE Node, BOOLEAN Lower, PWSTR Names)
{
    WCHAR Key[PIP_KEY_CHARACTERS];

    PipEnumKey(Node, Key, RTL_NUMBER_OF(Key));
    PipReadFilters(Key, Lower, Names);
}

VOID
PipClassFilters(PDEVICE_NODE Node, BOOLEAN Lower, PWSTR Names)
{
    WCHAR Key[PIP_KEY_CHARACTERS];

    Names[0] = L'\0';
    if (PipClassKey(Node, Key, RTL_NUMBER_OF(Key))) {
        PipReadFilters(Key, Lower, Names);
    }
}

/* --- boot ------------------------------------------------------------------------------------- */

static BOOLEAN
PipAllBootStart(PCWSTR Names)
{
    for (PCWSTR Name = Names; *Name != L'\0'; Name += IoTextLength(Name) + 1) {
        if (IoServiceStart(Name) != SERVICE_BOOT_START) {
            return FALSE;
        }
    }
    return TRUE;
}

BOOLEAN
PipHasBootDrivers(PDEVICE_NODE Node)
{
    WCHAR Names[PIP_FILTER_CHARACTERS];

    if (Node->ServiceName[0] != L'\0' && IoServiceStart(Node->ServiceName) != SERVICE_BOOT_START) {
        return FALSE;
    }
    for (ULONG Lower = 0; Lower <= 1; Lower++) {
        PipDeviceFilters(Node, (BOOLEAN)Lower, Names);
        if (!PipAllBootStart(Names)) {
            return FALSE;
        }
        PipClassFilters(Node, (BOOLEAN)Lower, Names);
        if (!PipAllBootStart(Names)) {
            return FALSE;
        }
    }
    return TRUE;
}
