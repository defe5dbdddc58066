/*
 * io/file/oplockkey.c - the keys under which opens of one client are known to oplocks
 *
 * They come with the open as extra create parameters, and stay with the file object: a target key
 * (GUID_ECP_OPLOCK_KEY), or a parent and a target key (GUID_ECP_DUAL_OPLOCK_KEY).
 */
#include "file.h"

#define IOP_KEY_TARGET 1
#define IOP_KEY_PARENT 2

static const GUID IopOplockKey = {
    0x48850596, 0x3050, 0x4be7, {0x98, 0x63, 0xfe, 0xc3, 0x50, 0xce, 0x8d, 0x7f}};
static const GUID IopDualOplockKey = {
    0x41621a14, 0xb08b, 0x4df1, {0xb6, 0x76, 0xa0, 0x5f, 0xfd, 0xf0, 0x1b, 0xea}};

VOID
IopTakeOplockKeys(PIOP_OPEN Open, PFILE_OBJECT File)
{
    PIOP_FILE Own = IopFile(File);
    PDUAL_OPLOCK_KEY_ECP_CONTEXT Dual;
    POPLOCK_KEY_ECP_CONTEXT Key;

    if (Open->Ecps == NULL) {
        return;
    }
    Own->OplockKeys.Version = OPLOCK_KEY_VERSION_WIN8;
    if (NT_SUCCESS(
            FsRtlFindExtraCreateParameter(Open->Ecps, &IopDualOplockKey, (PVOID *)&Dual, NULL))) {
        Own->OplockKeys.ParentOplockKey = Dual->ParentOplockKey;
        Own->OplockKeys.TargetOplockKey = Dual->TargetOplockKey;
        Own->HasOplockKey = (Dual->ParentOplockKeySet ? IOP_KEY_PARENT : 0) |
                            (Dual->TargetOplockKeySet ? IOP_KEY_TARGET : 0);
    } else if (NT_SUCCESS(
                   FsRtlFindExtraCreateParameter(Open->Ecps, &IopOplockKey, (PVOID *)&Key, NULL))) {
        Own->OplockKeys.TargetOplockKey = Key->OplockKey;
        Own->HasOplockKey = IOP_KEY_TARGET;
    }
    Own->OplockKeys.Flags =
        ((Own->HasOplockKey & IOP_KEY_PARENT) != 0 ? OPLOCK_KEY_FLAG_PARENT_KEY : 0) |
        ((Own->HasOplockKey & IOP_KEY_TARGET) != 0 ? OPLOCK_KEY_FLAG_TARGET_KEY : 0);
    Own->OplockKey.OplockKey = Own->OplockKeys.TargetOplockKey;
}

PVOID
IoGetOplockKeyContext(PFILE_OBJECT FileObject)
{
    PIOP_FILE Own = IopFile(FileObject);

    return (Own->HasOplockKey & IOP_KEY_TARGET) != 0 ? &Own->OplockKey : NULL;
}

POPLOCK_KEY_CONTEXT
IoGetOplockKeyContextEx(PFILE_OBJECT FileObject)
{
    PIOP_FILE Own = IopFile(FileObject);

    return Own->HasOplockKey != 0 ? &Own->OplockKeys : NULL;
}
