/*
 * init/filesection.c - a section over a file of the host, for tests
 */
#include "init.h"

#include <sim/test.h>

typedef struct _INI_SECTION_CALL {
    PCSTR Path;
    BOOLEAN Write;
    HANDLE Handle;
} INI_SECTION_CALL;

static NTSTATUS
InipCreateFileSection(PVOID Context)
{
    INI_SECTION_CALL *Call = Context;

    return MmCreateHostSection(Call->Path, Call->Write, &Call->Handle);
}

HANDLE
sim_file_section(const char *path, bool write)
{
    INI_SECTION_CALL Call = {.Path = path, .Write = write};
    NTSTATUS Status = InipCallKernel(InipCreateFileSection, &Call);

    if (!NT_SUCCESS(Status)) {
        InipFailSaying(NULL, 0, "sim_file_section: %s", InipStatusName(Status));
    }
    return Call.Handle;
}
