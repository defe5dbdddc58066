/*
 * wdk/wdm/ps.h - system threads and the current process
 */
#ifndef _WDM_PS_H_
#define _WDM_PS_H_

#include "ob.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _CLIENT_ID {
    HANDLE UniqueProcess;
    HANDLE UniqueThread;
} CLIENT_ID, *PCLIENT_ID;

_IRQL_requires_max_(PASSIVE_LEVEL)
typedef VOID NTAPI KSTART_ROUTINE(_In_ PVOID StartContext);
typedef KSTART_ROUTINE *PKSTART_ROUTINE;

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PsCreateSystemThread(_Out_ PHANDLE ThreadHandle, _In_ ULONG DesiredAccess,
                                    _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                                    _In_opt_ HANDLE ProcessHandle, _Out_opt_ PCLIENT_ID ClientId,
                                    _In_ PKSTART_ROUTINE StartRoutine, _In_opt_ PVOID StartContext);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI PsTerminateSystemThread(_In_ NTSTATUS ExitStatus);
PETHREAD NTAPI PsGetCurrentThread(VOID);
PEPROCESS NTAPI PsGetCurrentProcess(VOID);
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI PsGetVersion(_Out_opt_ PULONG MajorVersion, _Out_opt_ PULONG MinorVersion,
                           _Out_opt_ PULONG BuildNumber, _Out_opt_ PUNICODE_STRING CSDVersion);
_IRQL_requires_max_(PASSIVE_LEVEL)
ULONG64 NTAPI PsQueryTotalCycleTimeProcess(_Inout_ PEPROCESS Process,
                                           _Out_ PULONG64 CycleTimeStamp);

typedef struct _PS_AFFINITY_TOKEN *PAFFINITY_TOKEN;
NTSTATUS NTAPI PsAllocateAffinityToken(_Out_ PAFFINITY_TOKEN *AffinityToken);
VOID NTAPI PsFreeAffinityToken(PAFFINITY_TOKEN AffinityToken);
NTSTATUS NTAPI PsSetSystemMultipleGroupAffinityThread(_In_ PGROUP_AFFINITY GroupAffinities,
                                                      _In_ USHORT GroupCount,
                                                      _Inout_ PAFFINITY_TOKEN AffinityToken);
VOID NTAPI PsRevertToUserMultipleGroupAffinityThread(_In_ PAFFINITY_TOKEN AffinityToken);

#ifdef __cplusplus
}
#endif

#endif
