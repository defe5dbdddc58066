/*
 * wdk/ntifs/ob.h - objects: names, handles, queries
 */
#ifndef _NTIFS_OB_H_
#define _NTIFS_OB_H_

#include "rtl.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum _OBJECT_INFORMATION_CLASS {
    ObjectBasicInformation = 0,
    ObjectTypeInformation = 2
} OBJECT_INFORMATION_CLASS;

typedef struct _PUBLIC_OBJECT_BASIC_INFORMATION {
    ULONG Attributes;
    ACCESS_MASK GrantedAccess;
    ULONG HandleCount;
    ULONG PointerCount;
    ULONG Reserved[10];
} PUBLIC_OBJECT_BASIC_INFORMATION, *PPUBLIC_OBJECT_BASIC_INFORMATION;

typedef struct __PUBLIC_OBJECT_TYPE_INFORMATION {
    UNICODE_STRING TypeName;
    ULONG Reserved[22];
} PUBLIC_OBJECT_TYPE_INFORMATION, *PPUBLIC_OBJECT_TYPE_INFORMATION;

#define DUPLICATE_CLOSE_SOURCE 0x00000001
#define DUPLICATE_SAME_ACCESS 0x00000002
#define DUPLICATE_SAME_ATTRIBUTES 0x00000004

_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ObOpenObjectByPointer(_In_ PVOID Object, _In_ ULONG HandleAttributes,
                                     _In_opt_ PACCESS_STATE PassedAccessState,
                                     _In_ ACCESS_MASK DesiredAccess,
                                     _In_opt_ POBJECT_TYPE ObjectType,
                                     _In_ KPROCESSOR_MODE AccessMode, _Out_ PHANDLE Handle);
NTSTATUS NTAPI ObOpenObjectByPointerWithTag(_In_ PVOID Object, _In_ ULONG HandleAttributes,
                                            _In_opt_ PACCESS_STATE PassedAccessState,
                                            _In_ ACCESS_MASK DesiredAccess,
                                            _In_opt_ POBJECT_TYPE ObjectType,
                                            _In_ KPROCESSOR_MODE AccessMode, _In_ ULONG Tag,
                                            _Out_ PHANDLE Handle);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI ObQueryNameString(_In_ PVOID Object,
                                 _Out_opt_ POBJECT_NAME_INFORMATION ObjectNameInfo,
                                 _In_ ULONG Length, _Out_ PULONG ReturnLength);
NTSTATUS NTAPI ObQueryObjectAuditingByHandle(HANDLE Handle, PBOOLEAN GenerateOnClose);
NTSTATUS NTAPI ObInsertObject(PVOID Object, PACCESS_STATE PassedAccessState,
                              ACCESS_MASK DesiredAccess, ULONG ObjectPointerBias, PVOID *NewObject,
                              PHANDLE Handle);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI ObIsKernelHandle(_In_ HANDLE Handle);
VOID NTAPI ObMakeTemporaryObject(PVOID Object);
POBJECT_TYPE NTAPI ObGetObjectType(_In_ PVOID Object);

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwQueryObject(_In_opt_ HANDLE Handle,
                             _In_ OBJECT_INFORMATION_CLASS ObjectInformationClass,
                             _Out_opt_ PVOID ObjectInformation, _In_ ULONG ObjectInformationLength,
                             _Out_opt_ PULONG ReturnLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwDuplicateObject(_In_ HANDLE SourceProcessHandle, _In_ HANDLE SourceHandle,
                                 _In_opt_ HANDLE TargetProcessHandle,
                                 _Out_opt_ PHANDLE TargetHandle, _In_ ACCESS_MASK DesiredAccess,
                                 _In_ ULONG HandleAttributes, _In_ ULONG Options);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwOpenDirectoryObject(_Out_ PHANDLE DirectoryHandle, _In_ ACCESS_MASK DesiredAccess,
                                     _In_ POBJECT_ATTRIBUTES ObjectAttributes);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwCreateEvent(_Out_ PHANDLE EventHandle, _In_ ACCESS_MASK DesiredAccess,
                             _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                             _In_ EVENT_TYPE EventType, _In_ BOOLEAN InitialState);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwSetEvent(_In_ HANDLE EventHandle, _Out_opt_ PLONG PreviousState);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwWaitForSingleObject(_In_ HANDLE Handle, _In_ BOOLEAN Alertable,
                                     _In_opt_ PLARGE_INTEGER Timeout);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwQuerySecurityObject(_In_ HANDLE Handle,
                                     _In_ SECURITY_INFORMATION SecurityInformation,
                                     _Out_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                     _In_ ULONG Length, _Out_ PULONG LengthNeeded);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwSetSecurityObject(_In_ HANDLE Handle,
                                   _In_ SECURITY_INFORMATION SecurityInformation,
                                   _In_ PSECURITY_DESCRIPTOR SecurityDescriptor);
NTSTATUS NTAPI ZwCreateSymbolicLinkObject(_Out_ PHANDLE LinkHandle, _In_ ACCESS_MASK DesiredAccess,
                                          _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                                          _In_ PUNICODE_STRING LinkTarget);

#ifdef __cplusplus
}
#endif

#endif
