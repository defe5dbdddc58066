/*
 * io/file/shadowfile.c - the file that backs a shadow file, and the filter instance it belongs to
 *
 * A filter that shows a file which another one backs notes this at the shown file's object, whose
 * extension keeps it as long as the object lives. What is set again replaces it, no backing file
 * takes it away.
 *
 * Differs from Windows: Microsoft's pages give parameters, types and the meaning of the two fields.
 * Not documented, and decided here: that it can be replaced and taken away, that a file object
 * which a driver has made up cannot have it (STATUS_INVALID_PARAMETER), that NULL is the answer for
 * a file that has none, and that the backing file is not referenced: it is the filter's business
 * that it lives.
 */
#include "iop.h"

NTSTATUS
IoSetShadowFileInformation(PFILE_OBJECT FileObject, PFILE_OBJECT BackingFileObject,
                           PVOID BackingFltInstance)
{
    PIO_FOEXT_SHADOW_FILE Shadow;

    if (FileObject->FileObjectExtension == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    Shadow = &IopFile(FileObject)->Shadow;
    Shadow->BackingFileObject = BackingFileObject;
    Shadow->BackingFltInstance = BackingFileObject != NULL ? BackingFltInstance : NULL;
    return STATUS_SUCCESS;
}

PIO_FOEXT_SHADOW_FILE
IoGetShadowFileInformation(PFILE_OBJECT FileObject)
{
    PIOP_FILE Own = IopFile(FileObject);

    return FileObject->FileObjectExtension != NULL && Own->Shadow.BackingFileObject != NULL
               ? &Own->Shadow
               : NULL;
}
