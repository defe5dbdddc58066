/*
 * init/registry.c - registry files that a test brings
 */
#include "init.h"

#include <sim/test.h>

/* --- the setup's ------------------------------------------------------------------------------ */

static BOOLEAN
InipStartsWith(PCSTR Text, PCSTR Start)
{
    while (*Start != 0 && *Text == *Start) {
        Text++;
        Start++;
    }
    return *Start == 0;
}

static BOOLEAN
InipIsRegistryText(PCSTR Text)
{
    return InipStartsWith(Text, "REGEDIT4") || InipStartsWith(Text, "Windows Registry Editor");
}

static SIZE_T
InipTextLength(PCSTR Text)
{
    SIZE_T Length = 0;

    while (Text[Length] != 0) {
        Length++;
    }
    return Length;
}

static VOID
InipImportText(const VOID *Text, SIZE_T Bytes, PCSTR Name)
{
    ULONG Line;
    NTSTATUS Status = CmImportText(Text, Bytes, &Line);

    if (!NT_SUCCESS(Status)) {
        InipPrint("%s:%u: not understood\n", Name, Line);
    }
    InipCheck(Status, "registry of", Name);
}

static VOID
InipImportFile(PCSTR Path)
{
    SIZE_T Bytes = HalReadFile(Path, NULL, 0);
    PVOID Text;

    if (Bytes == MAXSIZE_T) {
        InipCheck(STATUS_OBJECT_NAME_NOT_FOUND, "registry file", Path);
        return;
    }
    Text = ExAllocateOwn(Bytes + 1, 'geRS');
    SIM_ASSERT(Text != NULL);
    HalReadFile(Path, Text, Bytes);
    InipImportText(Text, Bytes, Path);
    ExFreeOwn(Text);
}

VOID
InipImportRegistry(VOID)
{
    PCSTR Registry = InipRun.Setup.registry;

    if (Registry == NULL) {
        return;
    }
    if (InipIsRegistryText(Registry)) {
        InipImportText(Registry, InipTextLength(Registry), "registry");
    } else {
        InipImportFile(Registry);
    }
}

/* --- the test's ------------------------------------------------------------------------------- */

typedef struct _INI_IMPORT {
    const VOID *Text;
    SIZE_T Bytes;
    ULONG Line;
} INI_IMPORT;

static NTSTATUS
InipImport(PVOID Context)
{
    INI_IMPORT *Call = Context;

    return CmImportText(Call->Text, Call->Bytes, &Call->Line);
}

NTSTATUS
sim_import_registry(const void *text, size_t bytes, unsigned *line)
{
    INI_IMPORT Call = {.Text = text, .Bytes = bytes};
    NTSTATUS Status = InipCallKernel(InipImport, &Call);

    if (line != NULL) {
        *line = Call.Line;
    }
    return Status;
}
