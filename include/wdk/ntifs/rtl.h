/*
 * wdk/ntifs/rtl.h - run-time library functions that only ntifs.h and ntddk.h declare
 */
#ifndef _NTIFS_RTL_H_
#define _NTIFS_RTL_H_

#ifdef __cplusplus
extern "C" {
#endif

CHAR NTAPI RtlUpperChar(_In_ CHAR Character);
ULONG NTAPI RtlRandom(_Inout_ PULONG Seed);
ULONG NTAPI RtlRandomEx(_Inout_ PULONG Seed);

#ifdef __cplusplus
}
#endif

#endif
