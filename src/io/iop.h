/*
 * src/io/iop.h - what the folders of src/io have in common
 */
#ifndef IOP_H
#define IOP_H

#include "io.h"

/* "Io  ", "Irp ", "IoDr", "IoNm", "IoWi": tags as pool reports show them */
#define IOP_TAG        0x20206f49
#define IOP_TAG_IRP    0x20707249
#define IOP_TAG_BUFFER 0x66426f49

/* Who called the DDI whose gate called us: two frames up. See gate.S, G1. */
#define IOP_CALLER() (((PVOID **)__builtin_frame_address(0))[0][1])

typedef VOID IOP_SAY(PCSTR Format, ...); /* a line of a report */

/* service/ask.c: to and from the caller, whose mode is given. */
NTSTATUS IopFetch(KPROCESSOR_MODE Mode, PVOID To, const VOID *From, SIZE_T Length);
NTSTATUS IopStoreTo(KPROCESSOR_MODE Mode, PVOID To, const VOID *From, SIZE_T Length);

#endif
