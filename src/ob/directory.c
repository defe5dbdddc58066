/*
 * ob/directory.c - object directories
 *
 * Differs from Windows: \ObjectTypes and the directories of terminal sessions do not exist.
 */
#include "obi.h"

OBJECT_TYPE ObpDirectoryType SIM_STATE;

static struct {
    POBP_DIRECTORY Root;
} ObpDirectories SIM_STATE;

POBP_DIRECTORY
ObpRootDirectory(VOID)
{
    return ObpDirectories.Root;
}

static NTSTATUS
ObpCreateDirectory(POBP_DIRECTORY *Directory)
{
    NTSTATUS Status =
        ObCreateObjectOfType(&ObpDirectoryType, sizeof(OBP_DIRECTORY), (PVOID *)Directory);

    if (NT_SUCCESS(Status)) {
        InitializeListHead(&(*Directory)->Entries);
    }
    return Status;
}

/* What boot makes stays. */
POBP_DIRECTORY
ObpCreateSystemDirectory(PCWSTR Path, PSECURITY_DESCRIPTOR Security)
{
    OBJECT_ATTRIBUTES Attributes;
    POBP_DIRECTORY Directory;
    UNICODE_STRING Name;
    NTSTATUS Status;

    RtlInitUnicodeString(&Name, Path);
    InitializeObjectAttributes(&Attributes, &Name, OBJ_PERMANENT, NULL, Security);
    Status = ObpCreateDirectory(&Directory);
    SIM_ASSERT(NT_SUCCESS(Status));
    Status = ObInsertNewObject(Directory, &Attributes, 0, KernelMode, NULL, NULL);
    SIM_ASSERT(NT_SUCCESS(Status));
    ObfDereferenceObject(Directory);
    return Directory;
}

VOID
ObpInitDirectories(VOID)
{
    static const struct {
        PCWSTR Path;
        OBP_AUDIENCE Audience;
    } Made[] = {
        {L"\\Device", ObpForReaders},
        {L"\\GLOBAL??", ObpForReaders},
        {L"\\Driver", ObpForAdministrators},
        {L"\\FileSystem", ObpForAdministrators},
        {L"\\Callback", ObpForReaders},
        {L"\\KernelObjects", ObpForReaders},
        {L"\\BaseNamedObjects", ObpForCreators},
    };
    NTSTATUS Status;
    ULONG i;

    ObpDirectoryType = (OBJECT_TYPE){
        .Name = L"Directory",
        .GenericMapping = {STANDARD_RIGHTS_READ | DIRECTORY_QUERY | DIRECTORY_TRAVERSE,
                           STANDARD_RIGHTS_WRITE | DIRECTORY_CREATE_OBJECT |
                               DIRECTORY_CREATE_SUBDIRECTORY,
                           STANDARD_RIGHTS_EXECUTE | DIRECTORY_QUERY | DIRECTORY_TRAVERSE,
                           DIRECTORY_ALL_ACCESS},
        .ValidAccess = DIRECTORY_ALL_ACCESS,
        .DispatcherOffset = OB_NOT_WAITABLE,
        .CaseInsensitive = TRUE,
    };
    ObCreateObjectType(&ObpDirectoryType);
    Status = ObpCreateDirectory(&ObpDirectories.Root);
    SIM_ASSERT(NT_SUCCESS(Status));
    Status = ObSetSecurityDescriptor(ObpDirectories.Root, ObpSystemSecurity(ObpForReaders));
    SIM_ASSERT(NT_SUCCESS(Status));
    for (i = 0; i < RTL_NUMBER_OF(Made); i++) {
        ObpCreateSystemDirectory(Made[i].Path, ObpSystemSecurity(Made[i].Audience));
    }
}

/* --- system calls ----------------------------------------------------------------------------- */

NTSTATUS
NtCreateDirectoryObject(PHANDLE DirectoryHandle, ACCESS_MASK DesiredAccess,
                        POBJECT_ATTRIBUTES ObjectAttributes)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    POBP_DIRECTORY Directory;
    NTSTATUS Status;

    Status = ObpProbeCreate(Mode, DirectoryHandle, ObjectAttributes);
    if (NT_SUCCESS(Status)) {
        Status = ObpCreateDirectory(&Directory);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status =
        ObInsertNewObject(Directory, ObjectAttributes, DesiredAccess, Mode, DirectoryHandle, NULL);
    ObfDereferenceObject(Directory);
    return Status;
}

NTSTATUS
NtOpenDirectoryObject(PHANDLE DirectoryHandle, ACCESS_MASK DesiredAccess,
                      POBJECT_ATTRIBUTES ObjectAttributes)
{
    return ObpOpenNamed(DirectoryHandle, DesiredAccess, ObjectAttributes, &ObpDirectoryType);
}
