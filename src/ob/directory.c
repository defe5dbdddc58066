/*
 * ob/directory.c - object directories
 *
 * Differs from Windows: \ObjectTypes and the directories of terminal sessions do not exist.
 */
#include "obi.h"

/* Who may do what in the directories of boot: everybody looks and passes, creates, or nothing. */
#define OBP_LOOK_AND_PASS  L"O:BAG:SYD:(A;;GRGX;;;WD)(A;;GA;;;SY)(A;;GA;;;BA)(A;;GRGX;;;RC)"
#define OBP_CREATE         L"O:BAG:SYD:(A;;0xf;;;WD)(A;;GA;;;SY)(A;;GA;;;BA)(A;;0xf;;;RC)"
#define OBP_ADMINISTRATORS L"O:BAG:SYD:(A;;GA;;;SY)(A;;GA;;;BA)"

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
ObpCreateSystemDirectory(PCWSTR Path)
{
    OBJECT_ATTRIBUTES Attributes;
    POBP_DIRECTORY Directory;
    UNICODE_STRING Name;
    NTSTATUS Status;

    RtlInitUnicodeString(&Name, Path);
    InitializeObjectAttributes(&Attributes, &Name, OBJ_PERMANENT, NULL, NULL);
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
        PCWSTR Path, Sddl;
    } Made[] = {
        {L"\\Device", OBP_LOOK_AND_PASS},     {L"\\GLOBAL??", OBP_LOOK_AND_PASS},
        {L"\\Driver", OBP_ADMINISTRATORS},    {L"\\FileSystem", OBP_ADMINISTRATORS},
        {L"\\Callback", OBP_LOOK_AND_PASS},   {L"\\KernelObjects", OBP_LOOK_AND_PASS},
        {L"\\BaseNamedObjects", OBP_CREATE},
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
    ObpSetSystemSecurity(ObpDirectories.Root, OBP_LOOK_AND_PASS);
    for (i = 0; i < RTL_NUMBER_OF(Made); i++) {
        ObpSetSystemSecurity(ObpCreateSystemDirectory(Made[i].Path), Made[i].Sddl);
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
