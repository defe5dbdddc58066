/*
 * io/file/share.c - sharing: what a driver keeps for each thing that can be opened
 *
 * A SHARE_ACCESS counts the opens that want to read, write or delete, and how many of them let
 * others do so. What one open wants and allows is in its file object. An open that wants none of
 * the three neither conflicts nor counts; a file object that ignores sharing does neither as well.
 *
 * A file with several names has a LINK_SHARE_ACCESS for each name: deletion is of a name, so there
 * it is checked against the link, and everything else against the file. An open of another stream
 * than the primary one cannot delete the name: its deletion is checked against the stream, and the
 * link counts it as one that deletes nothing.
 *
 * Who has no permission to write must not lock readers out: an open that does not share reading is
 * then made to share it, or refused if it said FILE_DISALLOW_EXCLUSIVE.
 *
 * Differs from Windows: the documentation says of links only that the structures are opaque; the
 * rules for streams are read from the flags' descriptions.
 */
#include "iop.h"

typedef struct _IOP_SHARING {
    BOOLEAN Read, Write, Delete;
    BOOLEAN SharedRead, SharedWrite, SharedDelete;
} IOP_SHARING;

static IOP_SHARING
IopWanted(ACCESS_MASK Access, ULONG ShareAccess)
{
    return (IOP_SHARING){.Read = (Access & (FILE_EXECUTE | FILE_READ_DATA)) != 0,
                         .Write = (Access & (FILE_WRITE_DATA | FILE_APPEND_DATA)) != 0,
                         .Delete = (Access & DELETE) != 0,
                         .SharedRead = (ShareAccess & FILE_SHARE_READ) != 0,
                         .SharedWrite = (ShareAccess & FILE_SHARE_WRITE) != 0,
                         .SharedDelete = (ShareAccess & FILE_SHARE_DELETE) != 0};
}

static IOP_SHARING
IopSharingOf(PFILE_OBJECT File)
{
    return (IOP_SHARING){File->ReadAccess, File->WriteAccess, File->DeleteAccess,
                         File->SharedRead, File->SharedWrite, File->SharedDelete};
}

static VOID
IopNoteSharing(PFILE_OBJECT File, const IOP_SHARING *Sharing)
{
    File->ReadAccess = Sharing->Read;
    File->WriteAccess = Sharing->Write;
    File->DeleteAccess = Sharing->Delete;
    File->SharedRead = Sharing->SharedRead;
    File->SharedWrite = Sharing->SharedWrite;
    File->SharedDelete = Sharing->SharedDelete;
}

static BOOLEAN
IopShares(const IOP_SHARING *Sharing)
{
    return Sharing->Read || Sharing->Write || Sharing->Delete;
}

static BOOLEAN
IopCounts(PFILE_OBJECT File, const IOP_SHARING *Sharing)
{
    return IopShares(Sharing) && (File == NULL || !IoIsFileObjectIgnoringSharing(File));
}

/* --- conflicts -------------------------------------------------------------------------------- */

/* One kind of access: wanted by this open or not, shared or not, against all others. */
static BOOLEAN
IopKindConflicts(BOOLEAN Wanted, BOOLEAN Shared, ULONG Opens, ULONG Users, ULONG Sharers)
{
    return (Wanted && Sharers < Opens) || (Users != 0 && !Shared);
}

static BOOLEAN
IopDeleteConflicts(const IOP_SHARING *Sharing, const SHARE_ACCESS *Share,
                   const LINK_SHARE_ACCESS *Link, ULONG Flags)
{
    BOOLEAN OfStream = (Flags & IO_SHARE_ACCESS_NON_PRIMARY_STREAM) != 0;
    BOOLEAN ByLink = Link != NULL && (Flags & IO_CHECK_SHARE_ACCESS_FORCE_USING_SCB) == 0;

    if (ByLink && IopKindConflicts(Sharing->Delete && !OfStream, Sharing->SharedDelete,
                                   Link->OpenCount, Link->Deleters, Link->SharedDelete)) {
        return TRUE;
    }
    return (!ByLink || OfStream) && Share != NULL &&
           IopKindConflicts(Sharing->Delete, Sharing->SharedDelete, Share->OpenCount,
                            Share->Deleters, Share->SharedDelete);
}

static BOOLEAN
IopConflicts(const IOP_SHARING *Sharing, const SHARE_ACCESS *Share, const LINK_SHARE_ACCESS *Link,
             ULONG Flags)
{
    if (Share != NULL && (Flags & IO_CHECK_SHARE_ACCESS_DONT_CHECK_READ) == 0 &&
        IopKindConflicts(Sharing->Read, Sharing->SharedRead, Share->OpenCount, Share->Readers,
                         Share->SharedRead)) {
        return TRUE;
    }
    if (Share != NULL && (Flags & IO_CHECK_SHARE_ACCESS_DONT_CHECK_WRITE) == 0 &&
        IopKindConflicts(Sharing->Write, Sharing->SharedWrite, Share->OpenCount, Share->Writers,
                         Share->SharedWrite)) {
        return TRUE;
    }
    return (Flags & IO_CHECK_SHARE_ACCESS_DONT_CHECK_DELETE) == 0 &&
           IopDeleteConflicts(Sharing, Share, Link, Flags);
}

/* --- counting --------------------------------------------------------------------------------- */

static VOID
IopCount(const IOP_SHARING *Sharing, PSHARE_ACCESS Share, PLINK_SHARE_ACCESS Link, ULONG Flags,
         ULONG One)
{
    if (Share != NULL) {
        Share->OpenCount += One;
        Share->Readers += Sharing->Read ? One : 0;
        Share->Writers += Sharing->Write ? One : 0;
        Share->Deleters += Sharing->Delete ? One : 0;
        Share->SharedRead += Sharing->SharedRead ? One : 0;
        Share->SharedWrite += Sharing->SharedWrite ? One : 0;
        Share->SharedDelete += Sharing->SharedDelete ? One : 0;
    }
    if (Link != NULL) {
        BOOLEAN OfStream = (Flags & IO_SHARE_ACCESS_NON_PRIMARY_STREAM) != 0;

        Link->OpenCount += One;
        Link->Deleters += Sharing->Delete && !OfStream ? One : 0;
        Link->SharedDelete += Sharing->SharedDelete ? One : 0;
    }
}

static VOID
IopCountFile(PFILE_OBJECT File, PSHARE_ACCESS Share, PLINK_SHARE_ACCESS Link, ULONG Flags,
             ULONG One)
{
    IOP_SHARING Sharing = IopSharingOf(File);

    if (IopCounts(File, &Sharing)) {
        IopCount(&Sharing, Share, Link, Flags, One);
    }
}

/* --- checking and setting --------------------------------------------------------------------- */

/* FALSE: the open is to fail. */
static BOOLEAN
IopYieldToReaders(PFILE_OBJECT File, IOP_SHARING *Sharing, ULONG Flags)
{
    if ((Flags & IO_SHARE_ACCESS_NO_WRITE_PERMISSION) == 0 || !Sharing->Read ||
        Sharing->SharedRead) {
        return TRUE;
    }
    if (File != NULL && (File->Flags & FO_DISALLOW_EXCLUSIVE) != 0) {
        return FALSE;
    }
    Sharing->SharedRead = TRUE;
    return TRUE;
}

NTSTATUS
IoCheckLinkShareAccess(ACCESS_MASK DesiredAccess, ULONG DesiredShareAccess, PFILE_OBJECT FileObject,
                       PSHARE_ACCESS ShareAccess, PLINK_SHARE_ACCESS LinkShareAccess,
                       ULONG IoShareAccessFlags)
{
    IOP_SHARING Sharing = IopWanted(DesiredAccess, DesiredShareAccess);
    BOOLEAN Counts = IopCounts(FileObject, &Sharing);

    if (!IopYieldToReaders(FileObject, &Sharing, IoShareAccessFlags)) {
        return STATUS_ACCESS_DENIED;
    }
    if (FileObject != NULL &&
        (IoShareAccessFlags & IO_CHECK_SHARE_ACCESS_DONT_UPDATE_FILE_OBJECT) == 0) {
        IopNoteSharing(FileObject, &Sharing);
    }
    if ((Counts || (IoShareAccessFlags & IO_CHECK_SHARE_ACCESS_FORCE_CHECK) != 0) &&
        IopConflicts(&Sharing, ShareAccess, LinkShareAccess, IoShareAccessFlags)) {
        return STATUS_SHARING_VIOLATION;
    }
    if (Counts && (IoShareAccessFlags & IO_CHECK_SHARE_ACCESS_UPDATE_SHARE_ACCESS) != 0) {
        IopCount(&Sharing, ShareAccess, LinkShareAccess, IoShareAccessFlags, 1);
    }
    return STATUS_SUCCESS;
}

static ULONG
IopWriteFlag(PBOOLEAN WritePermission)
{
    return WritePermission != NULL && !*WritePermission ? IO_SHARE_ACCESS_NO_WRITE_PERMISSION : 0;
}

NTSTATUS
IoCheckShareAccessEx(ACCESS_MASK DesiredAccess, ULONG DesiredShareAccess, PFILE_OBJECT FileObject,
                     PSHARE_ACCESS ShareAccess, BOOLEAN Update, PBOOLEAN WritePermission)
{
    return IoCheckLinkShareAccess(DesiredAccess, DesiredShareAccess, FileObject, ShareAccess, NULL,
                                  (Update ? IO_CHECK_SHARE_ACCESS_UPDATE_SHARE_ACCESS : 0) |
                                      IopWriteFlag(WritePermission));
}

NTSTATUS
IoCheckShareAccess(ACCESS_MASK DesiredAccess, ULONG DesiredShareAccess, PFILE_OBJECT FileObject,
                   PSHARE_ACCESS ShareAccess, BOOLEAN Update)
{
    return IoCheckShareAccessEx(DesiredAccess, DesiredShareAccess, FileObject, ShareAccess, Update,
                                NULL);
}

VOID
IoSetLinkShareAccess(ACCESS_MASK DesiredAccess, ULONG DesiredShareAccess, PFILE_OBJECT FileObject,
                     PSHARE_ACCESS ShareAccess, PLINK_SHARE_ACCESS LinkShareAccess,
                     ULONG IoShareAccessFlags)
{
    IOP_SHARING Sharing = IopWanted(DesiredAccess, DesiredShareAccess);

    IopYieldToReaders(NULL, &Sharing, IoShareAccessFlags);
    IopNoteSharing(FileObject, &Sharing);
    RtlZeroMemory(ShareAccess, sizeof(*ShareAccess));
    if (LinkShareAccess != NULL) {
        RtlZeroMemory(LinkShareAccess, sizeof(*LinkShareAccess));
    }
    IopCountFile(FileObject, ShareAccess, LinkShareAccess, IoShareAccessFlags, 1);
}

VOID
IoSetShareAccessEx(ACCESS_MASK DesiredAccess, ULONG DesiredShareAccess, PFILE_OBJECT FileObject,
                   PSHARE_ACCESS ShareAccess, PBOOLEAN WritePermission)
{
    IoSetLinkShareAccess(DesiredAccess, DesiredShareAccess, FileObject, ShareAccess, NULL,
                         IopWriteFlag(WritePermission));
}

VOID
IoSetShareAccess(ACCESS_MASK DesiredAccess, ULONG DesiredShareAccess, PFILE_OBJECT FileObject,
                 PSHARE_ACCESS ShareAccess)
{
    IoSetLinkShareAccess(DesiredAccess, DesiredShareAccess, FileObject, ShareAccess, NULL, 0);
}

VOID
IoUpdateLinkShareAccessEx(PFILE_OBJECT FileObject, PSHARE_ACCESS ShareAccess,
                          PLINK_SHARE_ACCESS LinkShareAccess, ULONG IoShareAccessFlags)
{
    IopCountFile(FileObject, ShareAccess, LinkShareAccess, IoShareAccessFlags, 1);
}

VOID
IoUpdateLinkShareAccess(PFILE_OBJECT FileObject, PSHARE_ACCESS ShareAccess,
                        PLINK_SHARE_ACCESS LinkShareAccess)
{
    IopCountFile(FileObject, ShareAccess, LinkShareAccess, 0, 1);
}

VOID
IoUpdateShareAccess(PFILE_OBJECT FileObject, PSHARE_ACCESS ShareAccess)
{
    IopCountFile(FileObject, ShareAccess, NULL, 0, 1);
}

VOID
IoRemoveLinkShareAccessEx(PFILE_OBJECT FileObject, PSHARE_ACCESS ShareAccess,
                          PLINK_SHARE_ACCESS LinkShareAccess, ULONG IoShareAccessFlags)
{
    IopCountFile(FileObject, ShareAccess, LinkShareAccess, IoShareAccessFlags, (ULONG)-1);
}

VOID
IoRemoveLinkShareAccess(PFILE_OBJECT FileObject, PSHARE_ACCESS ShareAccess,
                        PLINK_SHARE_ACCESS LinkShareAccess)
{
    IopCountFile(FileObject, ShareAccess, LinkShareAccess, 0, (ULONG)-1);
}

VOID
IoRemoveShareAccess(PFILE_OBJECT FileObject, PSHARE_ACCESS ShareAccess)
{
    IopCountFile(FileObject, ShareAccess, NULL, 0, (ULONG)-1);
}
