/*
 * wdk/wdm/ktm.h - the kernel transaction manager
 */
#ifndef _WDM_KTM_H_
#define _WDM_KTM_H_

#include "zw.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Rights and options */
#define TRANSACTIONMANAGER_QUERY_INFORMATION (0x0001)
#define TRANSACTIONMANAGER_SET_INFORMATION (0x0002)
#define TRANSACTIONMANAGER_RECOVER (0x0004)
#define TRANSACTIONMANAGER_RENAME (0x0008)
#define TRANSACTIONMANAGER_CREATE_RM (0x0010)
#define TRANSACTIONMANAGER_BIND_TRANSACTION (0x0020)
#define TRANSACTIONMANAGER_ALL_ACCESS (STANDARD_RIGHTS_REQUIRED | 0x3F)
#define TRANSACTION_QUERY_INFORMATION (0x0001)
#define TRANSACTION_SET_INFORMATION (0x0002)
#define TRANSACTION_ENLIST (0x0004)
#define TRANSACTION_COMMIT (0x0008)
#define TRANSACTION_ROLLBACK (0x0010)
#define TRANSACTION_PROPAGATE (0x0020)
#define TRANSACTION_ALL_ACCESS (STANDARD_RIGHTS_REQUIRED | SYNCHRONIZE | 0x3F)
#define RESOURCEMANAGER_QUERY_INFORMATION (0x0001)
#define RESOURCEMANAGER_SET_INFORMATION (0x0002)
#define RESOURCEMANAGER_RECOVER (0x0004)
#define RESOURCEMANAGER_ENLIST (0x0008)
#define RESOURCEMANAGER_GET_NOTIFICATION (0x0010)
#define RESOURCEMANAGER_REGISTER_PROTOCOL (0x0020)
#define RESOURCEMANAGER_COMPLETE_PROPAGATION (0x0040)
#define RESOURCEMANAGER_ALL_ACCESS (STANDARD_RIGHTS_REQUIRED | SYNCHRONIZE | 0x7F)
#define ENLISTMENT_QUERY_INFORMATION (0x0001)
#define ENLISTMENT_SET_INFORMATION (0x0002)
#define ENLISTMENT_RECOVER (0x0004)
#define ENLISTMENT_SUBORDINATE_RIGHTS (0x0008)
#define ENLISTMENT_SUPERIOR_RIGHTS (0x0010)
#define ENLISTMENT_ALL_ACCESS (STANDARD_RIGHTS_REQUIRED | 0x1F)
#define TRANSACTION_MANAGER_VOLATILE 0x00000001
#define TRANSACTION_MANAGER_COMMIT_DEFAULT 0x00000000
#define RESOURCE_MANAGER_VOLATILE 0x00000001
#define RESOURCE_MANAGER_COMMUNICATION 0x00000002
#define ENLISTMENT_SUPERIOR 0x00000001
#define TRANSACTION_DO_NOT_PROMOTE 0x00000001

#define TRANSACTION_NOTIFY_MASK 0x3FFFFFFF
#define TRANSACTION_NOTIFY_PREPREPARE 0x00000001
#define TRANSACTION_NOTIFY_PREPARE 0x00000002
#define TRANSACTION_NOTIFY_COMMIT 0x00000004
#define TRANSACTION_NOTIFY_ROLLBACK 0x00000008
#define TRANSACTION_NOTIFY_PREPREPARE_COMPLETE 0x00000010
#define TRANSACTION_NOTIFY_PREPARE_COMPLETE 0x00000020
#define TRANSACTION_NOTIFY_COMMIT_COMPLETE 0x00000040
#define TRANSACTION_NOTIFY_ROLLBACK_COMPLETE 0x00000080
#define TRANSACTION_NOTIFY_RECOVER 0x00000100
#define TRANSACTION_NOTIFY_SINGLE_PHASE_COMMIT 0x00000200
#define TRANSACTION_NOTIFY_DELEGATE_COMMIT 0x00000400
#define TRANSACTION_NOTIFY_RECOVER_QUERY 0x00000800
#define TRANSACTION_NOTIFY_ENLIST_PREPREPARE 0x00001000
#define TRANSACTION_NOTIFY_LAST_RECOVER 0x00002000
#define TRANSACTION_NOTIFY_INDOUBT 0x00004000
#define TRANSACTION_NOTIFY_PROPAGATE_PULL 0x00008000
#define TRANSACTION_NOTIFY_PROPAGATE_PUSH 0x00010000
#define TRANSACTION_NOTIFY_MARSHAL 0x00020000
#define TRANSACTION_NOTIFY_ENLIST_MASK 0x00040000
#define TRANSACTION_NOTIFY_RM_DISCONNECTED 0x01000000
#define TRANSACTION_NOTIFY_TM_ONLINE 0x02000000

typedef ULONG NOTIFICATION_MASK;
typedef GUID UOW, *PUOW;

typedef struct _TRANSACTION_NOTIFICATION {
    PVOID TransactionKey;
    ULONG TransactionNotification;
    LARGE_INTEGER TmVirtualClock;
    ULONG ArgumentLength;
} TRANSACTION_NOTIFICATION, *PTRANSACTION_NOTIFICATION;

/* Information */
typedef enum _TRANSACTION_OUTCOME {
    TransactionOutcomeUndetermined = 1,
    TransactionOutcomeCommitted,
    TransactionOutcomeAborted
} TRANSACTION_OUTCOME;

typedef enum _TRANSACTION_STATE {
    TransactionStateNormal = 1,
    TransactionStateIndoubt,
    TransactionStateCommittedNotify
} TRANSACTION_STATE;

typedef enum _TRANSACTION_INFORMATION_CLASS {
    TransactionBasicInformation,
    TransactionPropertiesInformation,
    TransactionEnlistmentInformation,
    TransactionSuperiorEnlistmentInformation,
    TransactionBindInformation,
    TransactionDTCPrivateInformation
} TRANSACTION_INFORMATION_CLASS;

typedef enum _TRANSACTIONMANAGER_INFORMATION_CLASS {
    TransactionManagerBasicInformation,
    TransactionManagerLogInformation,
    TransactionManagerLogPathInformation,
    TransactionManagerRecoveryInformation = 4,
    TransactionManagerOnlineProbeInformation = 3,
    TransactionManagerOldestTransactionInformation = 5
} TRANSACTIONMANAGER_INFORMATION_CLASS;

typedef enum _RESOURCEMANAGER_INFORMATION_CLASS {
    ResourceManagerBasicInformation,
    ResourceManagerCompletionInformation
} RESOURCEMANAGER_INFORMATION_CLASS;

typedef enum _ENLISTMENT_INFORMATION_CLASS {
    EnlistmentBasicInformation,
    EnlistmentRecoveryInformation,
    EnlistmentCrmInformation
} ENLISTMENT_INFORMATION_CLASS;

typedef enum _KTMOBJECT_TYPE {
    KTMOBJECT_TRANSACTION,
    KTMOBJECT_TRANSACTION_MANAGER,
    KTMOBJECT_RESOURCE_MANAGER,
    KTMOBJECT_ENLISTMENT,
    KTMOBJECT_INVALID
} KTMOBJECT_TYPE,
    *PKTMOBJECT_TYPE;

typedef struct _KTMOBJECT_CURSOR {
    GUID LastQuery;
    ULONG ObjectIdCount;
    GUID ObjectIds[1];
} KTMOBJECT_CURSOR, *PKTMOBJECT_CURSOR;

typedef struct _TRANSACTION_BASIC_INFORMATION {
    GUID TransactionId;
    ULONG State;
    ULONG Outcome;
} TRANSACTION_BASIC_INFORMATION, *PTRANSACTION_BASIC_INFORMATION;

typedef struct _TRANSACTION_PROPERTIES_INFORMATION {
    ULONG IsolationLevel;
    ULONG IsolationFlags;
    LARGE_INTEGER Timeout;
    ULONG Outcome;
    ULONG DescriptionLength;
    WCHAR Description[1];
} TRANSACTION_PROPERTIES_INFORMATION, *PTRANSACTION_PROPERTIES_INFORMATION;

typedef struct _TRANSACTION_ENLISTMENT_PAIR {
    GUID EnlistmentId;
    GUID ResourceManagerId;
} TRANSACTION_ENLISTMENT_PAIR, *PTRANSACTION_ENLISTMENT_PAIR;

typedef struct _TRANSACTION_ENLISTMENTS_INFORMATION {
    ULONG NumberOfEnlistments;
    TRANSACTION_ENLISTMENT_PAIR EnlistmentPair[1];
} TRANSACTION_ENLISTMENTS_INFORMATION, *PTRANSACTION_ENLISTMENTS_INFORMATION;

typedef struct _TRANSACTIONMANAGER_BASIC_INFORMATION {
    GUID TmIdentity;
    LARGE_INTEGER VirtualClock;
} TRANSACTIONMANAGER_BASIC_INFORMATION, *PTRANSACTIONMANAGER_BASIC_INFORMATION;

typedef struct _TRANSACTIONMANAGER_LOG_INFORMATION {
    GUID LogIdentity;
} TRANSACTIONMANAGER_LOG_INFORMATION, *PTRANSACTIONMANAGER_LOG_INFORMATION;

typedef struct _TRANSACTIONMANAGER_LOGPATH_INFORMATION {
    ULONG LogPathLength;
    WCHAR LogPath[1];
} TRANSACTIONMANAGER_LOGPATH_INFORMATION, *PTRANSACTIONMANAGER_LOGPATH_INFORMATION;

typedef struct _TRANSACTIONMANAGER_RECOVERY_INFORMATION {
    ULONGLONG LastRecoveredLsn;
} TRANSACTIONMANAGER_RECOVERY_INFORMATION, *PTRANSACTIONMANAGER_RECOVERY_INFORMATION;

typedef struct _RESOURCEMANAGER_BASIC_INFORMATION {
    GUID ResourceManagerId;
    ULONG DescriptionLength;
    WCHAR Description[1];
} RESOURCEMANAGER_BASIC_INFORMATION, *PRESOURCEMANAGER_BASIC_INFORMATION;

typedef struct _RESOURCEMANAGER_COMPLETION_INFORMATION {
    HANDLE IoCompletionPortHandle;
    ULONG_PTR CompletionKey;
} RESOURCEMANAGER_COMPLETION_INFORMATION, *PRESOURCEMANAGER_COMPLETION_INFORMATION;

typedef struct _ENLISTMENT_BASIC_INFORMATION {
    GUID EnlistmentId;
    GUID TransactionId;
    GUID ResourceManagerId;
} ENLISTMENT_BASIC_INFORMATION, *PENLISTMENT_BASIC_INFORMATION;

/* System services */
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwCreateTransactionManager(_Out_ PHANDLE TmHandle, _In_ ACCESS_MASK DesiredAccess,
                                          _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                                          _In_opt_ PUNICODE_STRING LogFileName,
                                          _In_ ULONG CreateOptions, _In_ ULONG CommitStrength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwOpenTransactionManager(_Out_ PHANDLE TmHandle, _In_ ACCESS_MASK DesiredAccess,
                                        _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                                        _In_opt_ PUNICODE_STRING LogFileName,
                                        _In_opt_ LPGUID TmIdentity, _In_ ULONG OpenOptions);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwRollforwardTransactionManager(_In_ HANDLE TransactionManagerHandle,
                                               _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwRecoverTransactionManager(_In_ HANDLE TransactionManagerHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwQueryInformationTransactionManager(
    _In_ HANDLE TransactionManagerHandle,
    _In_ TRANSACTIONMANAGER_INFORMATION_CLASS TransactionManagerInformationClass,
    _Out_ PVOID TransactionManagerInformation, _In_ ULONG TransactionManagerInformationLength,
    _Out_opt_ PULONG ReturnLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwCreateTransaction(_Out_ PHANDLE TransactionHandle, _In_ ACCESS_MASK DesiredAccess,
                                   _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                                   _In_opt_ LPGUID Uow, _In_opt_ HANDLE TmHandle,
                                   _In_ ULONG CreateOptions, _In_ ULONG IsolationLevel,
                                   _In_ ULONG IsolationFlags, _In_opt_ PLARGE_INTEGER Timeout,
                                   _In_opt_ PUNICODE_STRING Description);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwOpenTransaction(_Out_ PHANDLE TransactionHandle, _In_ ACCESS_MASK DesiredAccess,
                                 _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes, _In_ LPGUID Uow,
                                 _In_opt_ HANDLE TmHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwQueryInformationTransaction(
    _In_ HANDLE TransactionHandle, _In_ TRANSACTION_INFORMATION_CLASS TransactionInformationClass,
    _Out_ PVOID TransactionInformation, _In_ ULONG TransactionInformationLength,
    _Out_opt_ PULONG ReturnLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwSetInformationTransaction(
    _In_ HANDLE TransactionHandle, _In_ TRANSACTION_INFORMATION_CLASS TransactionInformationClass,
    _In_ PVOID TransactionInformation, _In_ ULONG TransactionInformationLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwEnumerateTransactionObject(_In_opt_ HANDLE RootObjectHandle,
                                            _In_ KTMOBJECT_TYPE QueryType,
                                            _Inout_ PKTMOBJECT_CURSOR ObjectCursor,
                                            _In_ ULONG ObjectCursorLength,
                                            _Out_ PULONG ReturnLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwCommitTransaction(_In_ HANDLE TransactionHandle, _In_ BOOLEAN Wait);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwRollbackTransaction(_In_ HANDLE TransactionHandle, _In_ BOOLEAN Wait);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwCreateResourceManager(_Out_ PHANDLE ResourceManagerHandle,
                                       _In_ ACCESS_MASK DesiredAccess, _In_ HANDLE TmHandle,
                                       _In_opt_ LPGUID ResourceManagerGuid,
                                       _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                                       _In_ ULONG CreateOptions,
                                       _In_opt_ PUNICODE_STRING Description);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwOpenResourceManager(_Out_ PHANDLE ResourceManagerHandle,
                                     _In_ ACCESS_MASK DesiredAccess, _In_ HANDLE TmHandle,
                                     _In_ LPGUID ResourceManagerGuid,
                                     _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwRecoverResourceManager(_In_ HANDLE ResourceManagerHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwGetNotificationResourceManager(
    _In_ HANDLE ResourceManagerHandle, _Out_ PTRANSACTION_NOTIFICATION TransactionNotification,
    _In_ ULONG NotificationLength, _In_ PLARGE_INTEGER Timeout, _Out_opt_ PULONG ReturnLength,
    _In_ ULONG Asynchronous, _In_ ULONG_PTR AsynchronousContext);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwQueryInformationResourceManager(
    _In_ HANDLE ResourceManagerHandle,
    _In_ RESOURCEMANAGER_INFORMATION_CLASS ResourceManagerInformationClass,
    _Out_ PVOID ResourceManagerInformation, _In_ ULONG ResourceManagerInformationLength,
    _Out_opt_ PULONG ReturnLength);
NTSTATUS NTAPI ZwSetInformationResourceManager(
    HANDLE ResourceManagerHandle, RESOURCEMANAGER_INFORMATION_CLASS ResourceManagerInformationClass,
    PVOID ResourceManagerInformation, ULONG ResourceManagerInformationLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwCreateEnlistment(_Out_ PHANDLE EnlistmentHandle, _In_ ACCESS_MASK DesiredAccess,
                                  _In_ HANDLE ResourceManagerHandle, _In_ HANDLE TransactionHandle,
                                  _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                                  _In_ ULONG CreateOptions, _In_ NOTIFICATION_MASK NotificationMask,
                                  _In_opt_ PVOID EnlistmentKey);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwOpenEnlistment(_Out_ PHANDLE EnlistmentHandle, _In_ ACCESS_MASK DesiredAccess,
                                _In_ HANDLE RmHandle, _In_ LPGUID EnlistmentGuid,
                                _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwQueryInformationEnlistment(
    _In_ HANDLE EnlistmentHandle, _In_ ENLISTMENT_INFORMATION_CLASS EnlistmentInformationClass,
    _Out_ PVOID EnlistmentInformation, _In_ ULONG EnlistmentInformationLength,
    _Out_opt_ PULONG ReturnLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwSetInformationEnlistment(
    _In_ HANDLE EnlistmentHandle, _In_ ENLISTMENT_INFORMATION_CLASS EnlistmentInformationClass,
    _In_ PVOID EnlistmentInformation, _In_ ULONG EnlistmentInformationLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwRecoverEnlistment(_In_ HANDLE EnlistmentHandle, _In_opt_ PVOID EnlistmentKey);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwPrePrepareEnlistment(_In_ HANDLE EnlistmentHandle,
                                      _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwPrepareEnlistment(_In_ HANDLE EnlistmentHandle,
                                   _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwCommitEnlistment(_In_ HANDLE EnlistmentHandle,
                                  _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwRollbackEnlistment(_In_ HANDLE EnlistmentHandle,
                                    _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwPrePrepareComplete(_In_ HANDLE EnlistmentHandle,
                                    _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwPrepareComplete(_In_ HANDLE EnlistmentHandle,
                                 _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwCommitComplete(_In_ HANDLE EnlistmentHandle,
                                _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwReadOnlyEnlistment(_In_ HANDLE EnlistmentHandle,
                                    _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwRollbackComplete(_In_ HANDLE EnlistmentHandle,
                                  _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI ZwSinglePhaseReject(_In_ HANDLE EnlistmentHandle,
                                   _In_opt_ PLARGE_INTEGER TmVirtualClock);

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtCreateTransactionManager(_Out_ PHANDLE TmHandle, _In_ ACCESS_MASK DesiredAccess,
                                          _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                                          _In_opt_ PUNICODE_STRING LogFileName,
                                          _In_ ULONG CreateOptions, _In_ ULONG CommitStrength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtOpenTransactionManager(_Out_ PHANDLE TmHandle, _In_ ACCESS_MASK DesiredAccess,
                                        _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                                        _In_opt_ PUNICODE_STRING LogFileName,
                                        _In_opt_ LPGUID TmIdentity, _In_ ULONG OpenOptions);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI NtRenameTransactionManager(_In_ PUNICODE_STRING LogFileName,
                                          _In_ LPGUID ExistingTransactionManagerGuid);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtRollforwardTransactionManager(_In_ HANDLE TransactionManagerHandle,
                                               _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtRecoverTransactionManager(_In_ HANDLE TransactionManagerHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtQueryInformationTransactionManager(
    _In_ HANDLE TransactionManagerHandle,
    _In_ TRANSACTIONMANAGER_INFORMATION_CLASS TransactionManagerInformationClass,
    _Out_ PVOID TransactionManagerInformation, _In_ ULONG TransactionManagerInformationLength,
    _Out_opt_ PULONG ReturnLength);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI NtSetInformationTransactionManager(
    _In_opt_ HANDLE TmHandle,
    _In_ TRANSACTIONMANAGER_INFORMATION_CLASS TransactionManagerInformationClass,
    _In_ PVOID TransactionManagerInformation, _In_ ULONG TransactionManagerInformationLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtEnumerateTransactionObject(_In_opt_ HANDLE RootObjectHandle,
                                            _In_ KTMOBJECT_TYPE QueryType,
                                            _Inout_ PKTMOBJECT_CURSOR ObjectCursor,
                                            _In_ ULONG ObjectCursorLength,
                                            _Out_ PULONG ReturnLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtCreateTransaction(_Out_ PHANDLE TransactionHandle, _In_ ACCESS_MASK DesiredAccess,
                                   _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                                   _In_opt_ LPGUID Uow, _In_opt_ HANDLE TmHandle,
                                   _In_ ULONG CreateOptions, _In_ ULONG IsolationLevel,
                                   _In_ ULONG IsolationFlags, _In_opt_ PLARGE_INTEGER Timeout,
                                   _In_opt_ PUNICODE_STRING Description);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtOpenTransaction(_Out_ PHANDLE TransactionHandle, _In_ ACCESS_MASK DesiredAccess,
                                 _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes, _In_ LPGUID Uow,
                                 _In_opt_ HANDLE TmHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtQueryInformationTransaction(
    _In_ HANDLE TransactionHandle, _In_ TRANSACTION_INFORMATION_CLASS TransactionInformationClass,
    _Out_ PVOID TransactionInformation, _In_ ULONG TransactionInformationLength,
    _Out_opt_ PULONG ReturnLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtSetInformationTransaction(
    _In_ HANDLE TransactionHandle, _In_ TRANSACTION_INFORMATION_CLASS TransactionInformationClass,
    _In_ PVOID TransactionInformation, _In_ ULONG TransactionInformationLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtCommitTransaction(_In_ HANDLE TransactionHandle, _In_ BOOLEAN Wait);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtRollbackTransaction(_In_ HANDLE TransactionHandle, _In_ BOOLEAN Wait);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtCreateResourceManager(_Out_ PHANDLE ResourceManagerHandle,
                                       _In_ ACCESS_MASK DesiredAccess, _In_ HANDLE TmHandle,
                                       _In_ LPGUID RmGuid,
                                       _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                                       _In_ ULONG CreateOptions,
                                       _In_opt_ PUNICODE_STRING Description);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtOpenResourceManager(_Out_ PHANDLE ResourceManagerHandle,
                                     _In_ ACCESS_MASK DesiredAccess, _In_ HANDLE TmHandle,
                                     _In_ LPGUID ResourceManagerGuid,
                                     _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtRecoverResourceManager(_In_ HANDLE ResourceManagerHandle);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtGetNotificationResourceManager(
    _In_ HANDLE ResourceManagerHandle, _Out_ PTRANSACTION_NOTIFICATION TransactionNotification,
    _In_ ULONG NotificationLength, _In_ PLARGE_INTEGER Timeout, _Out_opt_ PULONG ReturnLength,
    _In_ ULONG Asynchronous, _In_ ULONG_PTR AsynchronousContext);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtQueryInformationResourceManager(
    _In_ HANDLE ResourceManagerHandle,
    _In_ RESOURCEMANAGER_INFORMATION_CLASS ResourceManagerInformationClass,
    _Out_ PVOID ResourceManagerInformation, _In_ ULONG ResourceManagerInformationLength,
    _Out_opt_ PULONG ReturnLength);
NTSTATUS NTAPI NtSetInformationResourceManager(
    HANDLE ResourceManagerHandle, RESOURCEMANAGER_INFORMATION_CLASS ResourceManagerInformationClass,
    PVOID ResourceManagerInformation, ULONG ResourceManagerInformationLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtCreateEnlistment(_Out_ PHANDLE EnlistmentHandle, _In_ ACCESS_MASK DesiredAccess,
                                  _In_ HANDLE ResourceManagerHandle, _In_ HANDLE TransactionHandle,
                                  _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes,
                                  _In_ ULONG CreateOptions, _In_ NOTIFICATION_MASK NotificationMask,
                                  _In_opt_ PVOID EnlistmentKey);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtOpenEnlistment(_Out_ PHANDLE EnlistmentHandle, _In_ ACCESS_MASK DesiredAccess,
                                _In_ HANDLE ResourceManagerHandle, _In_ LPGUID EnlistmentGuid,
                                _In_opt_ POBJECT_ATTRIBUTES ObjectAttributes);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtQueryInformationEnlistment(
    _In_ HANDLE EnlistmentHandle, _In_ ENLISTMENT_INFORMATION_CLASS EnlistmentInformationClass,
    _Out_ PVOID EnlistmentInformation, _In_ ULONG EnlistmentInformationLength,
    _Out_opt_ PULONG ReturnLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtSetInformationEnlistment(
    _In_ HANDLE EnlistmentHandle, _In_ ENLISTMENT_INFORMATION_CLASS EnlistmentInformationClass,
    _In_ PVOID EnlistmentInformation, _In_ ULONG EnlistmentInformationLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtRecoverEnlistment(_In_ HANDLE EnlistmentHandle, _In_opt_ PVOID EnlistmentKey);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtPrePrepareEnlistment(_In_ HANDLE EnlistmentHandle,
                                      _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtPrepareEnlistment(_In_ HANDLE EnlistmentHandle,
                                   _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtCommitEnlistment(_In_ HANDLE EnlistmentHandle,
                                  _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtRollbackEnlistment(_In_ HANDLE EnlistmentHandle,
                                    _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtPrePrepareComplete(_In_ HANDLE EnlistmentHandle,
                                    _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtPrepareComplete(_In_ HANDLE EnlistmentHandle,
                                 _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtCommitComplete(_In_ HANDLE EnlistmentHandle,
                                _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtReadOnlyEnlistment(_In_ HANDLE EnlistmentHandle,
                                    _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtRollbackComplete(_In_ HANDLE EnlistmentHandle,
                                  _In_opt_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI NtSinglePhaseReject(_In_ HANDLE EnlistmentHandle,
                                   _In_opt_ PLARGE_INTEGER TmVirtualClock);

/* On objects */
typedef NTSTATUS(NTAPI *PTM_RM_NOTIFICATION)(
    _In_ PKENLISTMENT EnlistmentObject, _In_ PVOID RMContext, _In_ PVOID TransactionContext,
    _In_ ULONG TransactionNotification, _Inout_ PLARGE_INTEGER TmVirtualClock,
    _In_ ULONG ArgumentLength, _In_ PVOID Argument);
NTSTATUS NTAPI TmInitializeTransactionManager(_In_ PRKTM TransactionManager,
                                              _In_opt_ PCUNICODE_STRING LogFileName,
                                              _In_ LPGUID TmId, _In_ ULONG CreateOptions);
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI TmRenameTransactionManager(_In_ PUNICODE_STRING LogFileName,
                                          _In_ LPGUID ExistingTransactionManagerGuid);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmRecoverTransactionManager(_In_ PKTM Tm, _In_ PLARGE_INTEGER TargetVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmCommitTransaction(_In_ PKTRANSACTION Transaction, _In_ BOOLEAN Wait);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmRollbackTransaction(_In_ PKTRANSACTION Transaction, _In_ BOOLEAN Wait);
VOID NTAPI TmGetTransactionId(_In_ PKTRANSACTION Transaction, _Out_ PUOW TransactionId);
BOOLEAN NTAPI TmIsTransactionActive(_In_ PKTRANSACTION Transaction);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmEnableCallbacks(_In_ PKRESOURCEMANAGER ResourceManager,
                                 _In_ PTM_RM_NOTIFICATION CallbackRoutine, _In_opt_ PVOID RMKey);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmRecoverResourceManager(_In_ PKRESOURCEMANAGER ResourceManager);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmCreateEnlistment(_Out_ PHANDLE EnlistmentHandle, _In_ KPROCESSOR_MODE PreviousMode,
                                  _In_ ACCESS_MASK DesiredAccess,
                                  _In_ POBJECT_ATTRIBUTES ObjectAttributes,
                                  _In_ PRKRESOURCEMANAGER ResourceManager,
                                  _In_ PKTRANSACTION Transaction, _In_ ULONG CreateOptions,
                                  _In_ NOTIFICATION_MASK NotificationMask,
                                  _In_opt_ PVOID EnlistmentKey);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmRecoverEnlistment(_In_ PKENLISTMENT Enlistment, _In_ PVOID EnlistmentKey);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmPrePrepareEnlistment(_In_ PKENLISTMENT Enlistment,
                                      _In_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmPrepareEnlistment(_In_ PKENLISTMENT Enlistment,
                                   _In_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmCommitEnlistment(_In_ PKENLISTMENT Enlistment, _In_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmRollbackEnlistment(_In_ PKENLISTMENT Enlistment,
                                    _In_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmPrePrepareComplete(_In_ PKENLISTMENT Enlistment,
                                    _In_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmPrepareComplete(_In_ PKENLISTMENT Enlistment, _In_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmReadOnlyEnlistment(_In_ PKENLISTMENT Enlistment,
                                    _In_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmCommitComplete(_In_ PKENLISTMENT Enlistment, _In_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmRollbackComplete(_In_ PKENLISTMENT Enlistment, _In_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI TmReferenceEnlistmentKey(_In_ PKENLISTMENT Enlistment, _Out_ PVOID *Key);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI TmDereferenceEnlistmentKey(_In_ PKENLISTMENT Enlistment,
                                          _Out_opt_ PBOOLEAN LastReference);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmRequestOutcomeEnlistment(_In_ PKENLISTMENT Enlistment,
                                          _In_ PLARGE_INTEGER TmVirtualClock);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI TmSinglePhaseReject(_In_ PKENLISTMENT Enlistment,
                                   _In_ PLARGE_INTEGER TmVirtualClock);

#ifdef __cplusplus
}
#endif

#endif
