/*
 * ob/zw.c - the Zw forms of this rung's system calls
 */
#include "obi.h"

ZW_CALL(ZwClose, NtClose, (HANDLE Handle), (Handle))
ZW_CALL(ZwMakeTemporaryObject, NtMakeTemporaryObject, (HANDLE Handle), (Handle))
ZW_CALL(ZwDuplicateObject, NtDuplicateObject,
        (HANDLE SourceProcess, HANDLE Source, HANDLE TargetProcess, PHANDLE Target,
         ACCESS_MASK Access, ULONG Attributes, ULONG Options),
        (SourceProcess, Source, TargetProcess, Target, Access, Attributes, Options))
ZW_CALL(ZwQueryObject, NtQueryObject,
        (HANDLE Handle, OBJECT_INFORMATION_CLASS Class, PVOID Information, ULONG Length,
         PULONG ReturnLength),
        (Handle, Class, Information, Length, ReturnLength))

ZW_CALL(ZwCreateDirectoryObject, NtCreateDirectoryObject,
        (PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes),
        (Handle, Access, Attributes))
ZW_CALL(ZwOpenDirectoryObject, NtOpenDirectoryObject,
        (PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes),
        (Handle, Access, Attributes))
ZW_CALL(ZwCreateSymbolicLinkObject, NtCreateSymbolicLinkObject,
        (PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes, PUNICODE_STRING Target),
        (Handle, Access, Attributes, Target))
ZW_CALL(ZwOpenSymbolicLinkObject, NtOpenSymbolicLinkObject,
        (PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes),
        (Handle, Access, Attributes))
ZW_CALL(ZwQuerySymbolicLinkObject, NtQuerySymbolicLinkObject,
        (HANDLE Handle, PUNICODE_STRING Target, PULONG ReturnedLength),
        (Handle, Target, ReturnedLength))

ZW_CALL(ZwCreateEvent, NtCreateEvent,
        (PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes, EVENT_TYPE Type,
         BOOLEAN InitialState),
        (Handle, Access, Attributes, Type, InitialState))
ZW_CALL(ZwOpenEvent, NtOpenEvent,
        (PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes),
        (Handle, Access, Attributes))
ZW_CALL(ZwSetEvent, NtSetEvent, (HANDLE Handle, PLONG PreviousState), (Handle, PreviousState))
ZW_CALL(ZwWaitForSingleObject, NtWaitForSingleObject,
        (HANDLE Handle, BOOLEAN Alertable, PLARGE_INTEGER Timeout), (Handle, Alertable, Timeout))
