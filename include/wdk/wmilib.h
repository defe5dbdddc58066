/*
 * wdk/wmilib.h - the WMI library: a driver's blocks as a table and a few routines
 */
#ifndef _WMILIB_
#define _WMILIB_

#include "wmistr.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _WMIGUIDREGINFO {
    LPCGUID Guid;
    ULONG InstanceCount;
    ULONG Flags;
} WMIGUIDREGINFO, *PWMIGUIDREGINFO;

typedef enum {
    WmiEventControl,
    WmiDataBlockControl
} WMIENABLEDISABLECONTROL,
    *PWMIENABLEDISABLECONTROL;

typedef enum {
    IrpProcessed,
    IrpNotCompleted,
    IrpNotWmi,
    IrpForward
} SYSCTL_IRP_DISPOSITION,
    *PSYSCTL_IRP_DISPOSITION;

typedef NTSTATUS NTAPI WMI_QUERY_REGINFO_CALLBACK(_In_ PDEVICE_OBJECT DeviceObject,
                                                  _Out_ PULONG RegFlags,
                                                  _Out_ PUNICODE_STRING InstanceName,
                                                  _Out_ PUNICODE_STRING *RegistryPath,
                                                  _Out_ PUNICODE_STRING MofResourceName,
                                                  _Out_ PDEVICE_OBJECT *Pdo);
typedef WMI_QUERY_REGINFO_CALLBACK *PWMI_QUERY_REGINFO_CALLBACK;
typedef NTSTATUS NTAPI WMI_QUERY_DATABLOCK_CALLBACK(_In_ PDEVICE_OBJECT DeviceObject, _In_ PIRP Irp,
                                                    _In_ ULONG GuidIndex, _In_ ULONG InstanceIndex,
                                                    _In_ ULONG InstanceCount,
                                                    _Inout_ PULONG InstanceLengthArray,
                                                    _In_ ULONG BufferAvail, _Out_ PUCHAR Buffer);
typedef WMI_QUERY_DATABLOCK_CALLBACK *PWMI_QUERY_DATABLOCK_CALLBACK;
typedef NTSTATUS NTAPI WMI_SET_DATABLOCK_CALLBACK(_In_ PDEVICE_OBJECT DeviceObject, _In_ PIRP Irp,
                                                  _In_ ULONG GuidIndex, _In_ ULONG InstanceIndex,
                                                  _In_ ULONG BufferSize, _In_ PUCHAR Buffer);
typedef WMI_SET_DATABLOCK_CALLBACK *PWMI_SET_DATABLOCK_CALLBACK;
typedef NTSTATUS NTAPI WMI_SET_DATAITEM_CALLBACK(_In_ PDEVICE_OBJECT DeviceObject, _In_ PIRP Irp,
                                                 _In_ ULONG GuidIndex, _In_ ULONG InstanceIndex,
                                                 _In_ ULONG DataItemId, _In_ ULONG BufferSize,
                                                 _In_ PUCHAR Buffer);
typedef WMI_SET_DATAITEM_CALLBACK *PWMI_SET_DATAITEM_CALLBACK;
typedef NTSTATUS NTAPI WMI_EXECUTE_METHOD_CALLBACK(_In_ PDEVICE_OBJECT DeviceObject, _In_ PIRP Irp,
                                                   _In_ ULONG GuidIndex, _In_ ULONG InstanceIndex,
                                                   _In_ ULONG MethodId, _In_ ULONG InBufferSize,
                                                   _In_ ULONG OutBufferSize, _Inout_ PUCHAR Buffer);
typedef WMI_EXECUTE_METHOD_CALLBACK *PWMI_EXECUTE_METHOD_CALLBACK;
typedef NTSTATUS NTAPI WMI_FUNCTION_CONTROL_CALLBACK(_In_ PDEVICE_OBJECT DeviceObject,
                                                     _In_ PIRP Irp, _In_ ULONG GuidIndex,
                                                     _In_ WMIENABLEDISABLECONTROL Function,
                                                     _In_ BOOLEAN Enable);
typedef WMI_FUNCTION_CONTROL_CALLBACK *PWMI_FUNCTION_CONTROL_CALLBACK;
typedef WMI_QUERY_REGINFO_CALLBACK *PWMI_QUERY_REGINFO;
typedef WMI_QUERY_DATABLOCK_CALLBACK *PWMI_QUERY_DATABLOCK;
typedef WMI_SET_DATABLOCK_CALLBACK *PWMI_SET_DATABLOCK;
typedef WMI_SET_DATAITEM_CALLBACK *PWMI_SET_DATAITEM;
typedef WMI_EXECUTE_METHOD_CALLBACK *PWMI_EXECUTE_METHOD;
typedef WMI_FUNCTION_CONTROL_CALLBACK *PWMI_FUNCTION_CONTROL;

typedef struct _WMILIB_CONTEXT {
    ULONG GuidCount;
    PWMIGUIDREGINFO GuidList;
    PWMI_QUERY_REGINFO QueryWmiRegInfo;
    PWMI_QUERY_DATABLOCK QueryWmiDataBlock;
    PWMI_SET_DATABLOCK SetWmiDataBlock;
    PWMI_SET_DATAITEM SetWmiDataItem;
    PWMI_EXECUTE_METHOD ExecuteWmiMethod;
    PWMI_FUNCTION_CONTROL WmiFunctionControl;
} WMILIB_CONTEXT, *PWMILIB_CONTEXT;

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI WmiSystemControl(_In_ PWMILIB_CONTEXT WmiLibInfo, _In_ PDEVICE_OBJECT DeviceObject,
                                _Inout_ PIRP Irp, _Out_ PSYSCTL_IRP_DISPOSITION IrpDisposition);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI WmiCompleteRequest(_In_ PDEVICE_OBJECT DeviceObject, _Inout_ PIRP Irp,
                                  _In_ NTSTATUS Status, _In_ ULONG BufferUsed,
                                  _In_ CCHAR PriorityBoost);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI WmiFireEvent(_In_ PDEVICE_OBJECT DeviceObject, _In_ LPCGUID Guid,
                            _In_ ULONG InstanceIndex, _In_ ULONG EventDataSize,
                            _In_opt_ PVOID EventData);

#ifdef __cplusplus
}
#endif

#endif
