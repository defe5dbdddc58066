/*
 * io/file/shadowfile.c - the file that a filter keeps behind another one
 *
 * A filter that manages a shadow file notes with its file object which file object backs it, and
 * its own instance on that one's volume; whoever has the shadow file can ask.
 *
 *   S1. The note is set once BackingFileObject is not NULL; it ends with the file object.
 *
 * Differs from Windows: the pages name the parameters, the structure and the pointer returned, no
 * more. So a file object without a note has NULL, a second note replaces the first, nothing is
 * referenced, and a file object that a driver made up itself stops by name.
 */
#include "file.h"

NTSTATUS
IoSetShadowFileInformation(PFILE_OBJECT FileObject, PFILE_OBJECT BackingFileObject,
                           PVOID BackingFltInstance)
{
    PIO_FOEXT_SHADOW_FILE Shadow;

    if (FileObject->FileObjectExtension == NULL) {
        KiNotImplemented("IoSetShadowFileInformation of a driver's own file object", IOP_CALLER());
    }
    Shadow = &IopFile(FileObject)->Shadow;
    Shadow->BackingFileObject = BackingFileObject;
    Shadow->BackingFltInstance = BackingFltInstance;
    return STATUS_SUCCESS;
}

PIO_FOEXT_SHADOW_FILE
IoGetShadowFileInformation(PFILE_OBJECT FileObject)
{
    return FileObject->FileObjectExtension != NULL &&
                   IopFile(FileObject)->Shadow.BackingFileObject != NULL
               ? &IopFile(FileObject)->Shadow
               : NULL;
}
