/*
 * mm/routine.c - functions of the kernel by their names
 *
 * What is found is what a driver binds to: the gate, so that a call through the pointer is checked
 * like any other. A function that libsim lacks is not there, as on a Windows that is older.
 *
 * Differs from Windows: only functions have addresses here, not exported variables. All documented
 * functions are in one module, whatever Windows' module is called.
 */
#include "mi.h"

enum { MI_NAME = 100 };

static struct {
    PVOID (*Find)(PCSTR Name);
} MiRoutines SIM_STATE;

VOID
MmSetRoutineFinder(PVOID (*Find)(PCSTR Name))
{
    MiRoutines.Find = Find;
}

/* FALSE: no exported name looks like that. */
static BOOLEAN
MiNarrow(PCUNICODE_STRING Wide, PSTR Narrow, ULONG Size)
{
    ULONG Length = Wide->Length / sizeof(WCHAR), i;

    if (Length >= Size) {
        return FALSE;
    }
    for (i = 0; i < Length; i++) {
        if (Wide->Buffer[i] == 0 || Wide->Buffer[i] > 0x7E) {
            return FALSE;
        }
        Narrow[i] = (CHAR)Wide->Buffer[i];
    }
    Narrow[Length] = 0;
    return TRUE;
}

PVOID
MmGetSystemRoutineAddress(PUNICODE_STRING SystemRoutineName)
{
    CHAR Name[MI_NAME];

    return MiNarrow(SystemRoutineName, Name, sizeof Name) ? MiRoutines.Find(Name) : NULL;
}

static BOOLEAN
MiIsDriverCalled(const HAL_MODULE *Module, PCUNICODE_STRING Name)
{
    WCHAR Wide[sizeof Module->Name + 4];
    UNICODE_STRING Own = {.Buffer = Wide, .MaximumLength = sizeof Wide};
    ULONG i;

    for (i = 0; Module->Name[i] != 0; i++) {
        Wide[i] = (UCHAR)Module->Name[i];
    }
    RtlCopyMemory(Wide + i, L".sys", 4 * sizeof(WCHAR));
    Own.Length = (USHORT)((i + 4) * sizeof(WCHAR));
    return RtlEqualUnicodeString(&Own, Name, TRUE);
}

PVOID
MmGetSystemRoutineAddressEx(PUNICODE_STRING ModuleName, PUNICODE_STRING FunctionName)
{
    const HAL_MODULE *Module = NULL;
    CHAR Name[MI_NAME];

    if (!MiNarrow(FunctionName, Name, sizeof Name)) {
        return NULL;
    }
    while ((Module = HalNextModule(Module)) != NULL) {
        if (MiIsDriverCalled(Module, ModuleName)) {
            return HalModuleSymbol(Module, Name);
        }
    }
    return NULL;
}
