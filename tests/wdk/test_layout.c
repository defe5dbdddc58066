/*
 * wdk/test_layout.c - structures have the layout that x64 Windows gives them
 *
 * Sizes and offsets come from an independent set of headers for x64 Windows. The compiler checks
 * them, so a test that is built has passed. Where today's WDK and that set differ, it is the WDK
 * that counts:
 *
 *      DEVICE_OBJECT               0x150, not 0x148: it is aligned to MEMORY_ALLOCATION_ALIGNMENT
 *      DEVICE_DESCRIPTION          longer by the fields of version 3 (DEVICE_DESCRIPTION page)
 *      DMA_OPERATIONS              longer by the routines of version 3 (DMA_OPERATIONS page)
 *      SCATTER_GATHER_LIST         0x10: Elements has no length (SCATTER_GATHER_LIST page)
 *      KDPC                        DpcListEntry is singly linked, ProcessorHistory follows
 *      KGUARDED_MUTEX              waits on an event, no longer on a gate
 *      DISPATCHER_HEADER           opaque; only the first fields are checked
 */
#include <ntifs.h>
#include <ntdddisk.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#define SIZE(Type, Size) _Static_assert(sizeof(Type) == (Size), "size of " #Type)
#define AT(Type, Field, Offset)                                                                    \
    _Static_assert(__builtin_offsetof(Type, Field) == (Offset), #Type "." #Field)

/* Scalars */
SIZE(LONG, 4);
SIZE(ULONG, 4);
SIZE(LONGLONG, 8);
SIZE(ULONG_PTR, 8);
SIZE(SIZE_T, 8);
SIZE(PVOID, 8);
SIZE(WCHAR, 2);
SIZE(BOOLEAN, 1);
SIZE(KIRQL, 1);
SIZE(NTSTATUS, 4);
SIZE(POOL_TYPE, 4);

/* Rtl and ntdef.h */
SIZE(LIST_ENTRY, 0x10);
AT(LIST_ENTRY, Flink, 0x0);
AT(LIST_ENTRY, Blink, 0x8);

SIZE(LARGE_INTEGER, 0x8);
AT(LARGE_INTEGER, LowPart, 0x0);
AT(LARGE_INTEGER, HighPart, 0x4);
AT(LARGE_INTEGER, QuadPart, 0x0);

SIZE(SLIST_HEADER, 0x10);
AT(SLIST_HEADER, Alignment, 0x0);
AT(SLIST_HEADER, Region, 0x8);
AT(SLIST_HEADER, HeaderX64, 0x0);

SIZE(STRING, 0x10);
AT(STRING, Length, 0x0);
AT(STRING, MaximumLength, 0x2);
AT(STRING, Buffer, 0x8);

SIZE(UNICODE_STRING, 0x10);
AT(UNICODE_STRING, Length, 0x0);
AT(UNICODE_STRING, MaximumLength, 0x2);
AT(UNICODE_STRING, Buffer, 0x8);

SIZE(GUID, 0x10);
AT(GUID, Data1, 0x0);
AT(GUID, Data2, 0x4);
AT(GUID, Data3, 0x6);
AT(GUID, Data4, 0x8);

SIZE(OBJECT_ATTRIBUTES, 0x30);
AT(OBJECT_ATTRIBUTES, Length, 0x0);
AT(OBJECT_ATTRIBUTES, RootDirectory, 0x8);
AT(OBJECT_ATTRIBUTES, ObjectName, 0x10);
AT(OBJECT_ATTRIBUTES, Attributes, 0x18);
AT(OBJECT_ATTRIBUTES, SecurityDescriptor, 0x20);
AT(OBJECT_ATTRIBUTES, SecurityQualityOfService, 0x28);

SIZE(TIME_FIELDS, 0x10);
AT(TIME_FIELDS, Year, 0x0);
AT(TIME_FIELDS, Month, 0x2);
AT(TIME_FIELDS, Day, 0x4);
AT(TIME_FIELDS, Hour, 0x6);
AT(TIME_FIELDS, Minute, 0x8);
AT(TIME_FIELDS, Second, 0xa);
AT(TIME_FIELDS, Milliseconds, 0xc);
AT(TIME_FIELDS, Weekday, 0xe);

SIZE(RTL_BITMAP, 0x10);
AT(RTL_BITMAP, SizeOfBitMap, 0x0);
AT(RTL_BITMAP, Buffer, 0x8);

SIZE(RTL_QUERY_REGISTRY_TABLE, 0x38);
AT(RTL_QUERY_REGISTRY_TABLE, QueryRoutine, 0x0);
AT(RTL_QUERY_REGISTRY_TABLE, Flags, 0x8);
AT(RTL_QUERY_REGISTRY_TABLE, Name, 0x10);
AT(RTL_QUERY_REGISTRY_TABLE, EntryContext, 0x18);
AT(RTL_QUERY_REGISTRY_TABLE, DefaultType, 0x20);
AT(RTL_QUERY_REGISTRY_TABLE, DefaultData, 0x28);
AT(RTL_QUERY_REGISTRY_TABLE, DefaultLength, 0x30);

SIZE(OSVERSIONINFOEXW, 0x11c);
AT(OSVERSIONINFOEXW, dwOSVersionInfoSize, 0x0);
AT(OSVERSIONINFOEXW, dwMajorVersion, 0x4);
AT(OSVERSIONINFOEXW, dwMinorVersion, 0x8);
AT(OSVERSIONINFOEXW, dwBuildNumber, 0xc);
AT(OSVERSIONINFOEXW, dwPlatformId, 0x10);
AT(OSVERSIONINFOEXW, szCSDVersion, 0x14);
AT(OSVERSIONINFOEXW, wServicePackMajor, 0x114);
AT(OSVERSIONINFOEXW, wServicePackMinor, 0x116);
AT(OSVERSIONINFOEXW, wSuiteMask, 0x118);
AT(OSVERSIONINFOEXW, wProductType, 0x11a);
AT(OSVERSIONINFOEXW, wReserved, 0x11b);

/* Ke */
SIZE(DISPATCHER_HEADER, 0x18);
AT(DISPATCHER_HEADER, Type, 0x0);
AT(DISPATCHER_HEADER, TimerControlFlags, 0x1);
AT(DISPATCHER_HEADER, Signalling, 0x1);
AT(DISPATCHER_HEADER, ThreadControlFlags, 0x2);
AT(DISPATCHER_HEADER, Size, 0x2);
AT(DISPATCHER_HEADER, Hand, 0x2);
AT(DISPATCHER_HEADER, TimerMiscFlags, 0x3);
AT(DISPATCHER_HEADER, DebugActive, 0x3);
AT(DISPATCHER_HEADER, DpcActive, 0x3);
AT(DISPATCHER_HEADER, Lock, 0x0);
AT(DISPATCHER_HEADER, SignalState, 0x4);
AT(DISPATCHER_HEADER, WaitListHead, 0x8);

SIZE(KEVENT, 0x18);
AT(KEVENT, Header, 0x0);

SIZE(KSEMAPHORE, 0x20);
AT(KSEMAPHORE, Header, 0x0);
AT(KSEMAPHORE, Limit, 0x18);

SIZE(KMUTANT, 0x38);
AT(KMUTANT, Header, 0x0);
AT(KMUTANT, MutantListEntry, 0x18);
AT(KMUTANT, OwnerThread, 0x28);
AT(KMUTANT, ApcDisable, 0x31);

SIZE(KQUEUE, 0x40);
AT(KQUEUE, Header, 0x0);
AT(KQUEUE, EntryListHead, 0x18);
AT(KQUEUE, CurrentCount, 0x28);
AT(KQUEUE, MaximumCount, 0x2c);
AT(KQUEUE, ThreadListHead, 0x30);

SIZE(KTIMER, 0x40);
AT(KTIMER, Header, 0x0);
AT(KTIMER, DueTime, 0x18);
AT(KTIMER, TimerListEntry, 0x20);
AT(KTIMER, Dpc, 0x30);
AT(KTIMER, Processor, 0x38);
AT(KTIMER, Period, 0x3c);

SIZE(KDPC, 0x40);
AT(KDPC, Type, 0x0);
AT(KDPC, Importance, 0x1);
AT(KDPC, Number, 0x2);
AT(KDPC, DpcListEntry, 0x8);
AT(KDPC, DeferredRoutine, 0x18);
AT(KDPC, DeferredContext, 0x20);
AT(KDPC, SystemArgument1, 0x28);
AT(KDPC, SystemArgument2, 0x30);
AT(KDPC, DpcData, 0x38);

SIZE(KAPC, 0x58);
AT(KAPC, Type, 0x0);
AT(KAPC, SpareByte0, 0x1);
AT(KAPC, Size, 0x2);
AT(KAPC, SpareByte1, 0x3);
AT(KAPC, SpareLong0, 0x4);
AT(KAPC, Thread, 0x8);
AT(KAPC, ApcListEntry, 0x10);
AT(KAPC, KernelRoutine, 0x20);
AT(KAPC, RundownRoutine, 0x28);
AT(KAPC, NormalRoutine, 0x30);
AT(KAPC, NormalContext, 0x38);
AT(KAPC, SystemArgument1, 0x40);
AT(KAPC, SystemArgument2, 0x48);
AT(KAPC, ApcStateIndex, 0x50);
AT(KAPC, ApcMode, 0x51);
AT(KAPC, Inserted, 0x52);

SIZE(KWAIT_BLOCK, 0x30);
AT(KWAIT_BLOCK, WaitListEntry, 0x0);
AT(KWAIT_BLOCK, Thread, 0x10);
AT(KWAIT_BLOCK, Object, 0x18);
AT(KWAIT_BLOCK, NextWaitBlock, 0x20);
AT(KWAIT_BLOCK, WaitKey, 0x28);
AT(KWAIT_BLOCK, WaitType, 0x2a);
AT(KWAIT_BLOCK, BlockState, 0x2b);
AT(KWAIT_BLOCK, SpareLong, 0x2c);

SIZE(KDEVICE_QUEUE, 0x28);
AT(KDEVICE_QUEUE, Type, 0x0);
AT(KDEVICE_QUEUE, Size, 0x2);
AT(KDEVICE_QUEUE, DeviceListHead, 0x8);
AT(KDEVICE_QUEUE, Lock, 0x18);
AT(KDEVICE_QUEUE, Busy, 0x20);

SIZE(KDEVICE_QUEUE_ENTRY, 0x18);
AT(KDEVICE_QUEUE_ENTRY, DeviceListEntry, 0x0);
AT(KDEVICE_QUEUE_ENTRY, SortKey, 0x10);
AT(KDEVICE_QUEUE_ENTRY, Inserted, 0x14);

SIZE(KLOCK_QUEUE_HANDLE, 0x18);
AT(KLOCK_QUEUE_HANDLE, LockQueue, 0x0);
AT(KLOCK_QUEUE_HANDLE, LockQueue.Next, 0x0);
AT(KLOCK_QUEUE_HANDLE, LockQueue.Lock, 0x8);
AT(KLOCK_QUEUE_HANDLE, OldIrql, 0x10);

SIZE(FAST_MUTEX, 0x38);
AT(FAST_MUTEX, Count, 0x0);
AT(FAST_MUTEX, Owner, 0x8);
AT(FAST_MUTEX, Contention, 0x10);
AT(FAST_MUTEX, Event, 0x18);
AT(FAST_MUTEX, OldIrql, 0x30);

SIZE(KGUARDED_MUTEX, 0x38);
AT(KGUARDED_MUTEX, Count, 0x0);
AT(KGUARDED_MUTEX, Owner, 0x8);
AT(KGUARDED_MUTEX, Contention, 0x10);
AT(KGUARDED_MUTEX, KernelApcDisable, 0x30);
AT(KGUARDED_MUTEX, SpecialApcDisable, 0x32);
AT(KGUARDED_MUTEX, CombinedApcDisable, 0x30);

SIZE(KFLOATING_SAVE, 0x4);
AT(KFLOATING_SAVE, Dummy, 0x0);

SIZE(EXCEPTION_RECORD, 0x98);
AT(EXCEPTION_RECORD, ExceptionCode, 0x0);
AT(EXCEPTION_RECORD, ExceptionFlags, 0x4);
AT(EXCEPTION_RECORD, ExceptionRecord, 0x8);
AT(EXCEPTION_RECORD, ExceptionAddress, 0x10);
AT(EXCEPTION_RECORD, NumberParameters, 0x18);
AT(EXCEPTION_RECORD, ExceptionInformation, 0x20);

/* Ex */
SIZE(ERESOURCE, 0x68);
AT(ERESOURCE, SystemResourcesList, 0x0);
AT(ERESOURCE, OwnerTable, 0x10);
AT(ERESOURCE, ActiveCount, 0x18);
AT(ERESOURCE, Flag, 0x1a);
AT(ERESOURCE, SharedWaiters, 0x20);
AT(ERESOURCE, ExclusiveWaiters, 0x28);
AT(ERESOURCE, OwnerEntry, 0x30);
AT(ERESOURCE, OwnerEntry.OwnerThread, 0x30);
AT(ERESOURCE, OwnerEntry.TableSize, 0x38);
AT(ERESOURCE, ActiveEntries, 0x40);
AT(ERESOURCE, ContentionCount, 0x44);
AT(ERESOURCE, NumberOfSharedWaiters, 0x48);
AT(ERESOURCE, NumberOfExclusiveWaiters, 0x4c);
AT(ERESOURCE, Reserved2, 0x50);
AT(ERESOURCE, Address, 0x58);
AT(ERESOURCE, CreatorBackTraceIndex, 0x58);
AT(ERESOURCE, SpinLock, 0x60);

SIZE(NPAGED_LOOKASIDE_LIST, 0x80);
AT(NPAGED_LOOKASIDE_LIST, L, 0x0);
AT(NPAGED_LOOKASIDE_LIST, L.ListHead, 0x0);
AT(NPAGED_LOOKASIDE_LIST, L.SingleListHead, 0x0);
AT(NPAGED_LOOKASIDE_LIST, L.Depth, 0x10);
AT(NPAGED_LOOKASIDE_LIST, L.MaximumDepth, 0x12);
AT(NPAGED_LOOKASIDE_LIST, L.TotalAllocates, 0x14);
AT(NPAGED_LOOKASIDE_LIST, L.AllocateMisses, 0x18);
AT(NPAGED_LOOKASIDE_LIST, L.AllocateHits, 0x18);
AT(NPAGED_LOOKASIDE_LIST, L.TotalFrees, 0x1c);
AT(NPAGED_LOOKASIDE_LIST, L.FreeMisses, 0x20);
AT(NPAGED_LOOKASIDE_LIST, L.FreeHits, 0x20);
AT(NPAGED_LOOKASIDE_LIST, L.Type, 0x24);
AT(NPAGED_LOOKASIDE_LIST, L.Tag, 0x28);
AT(NPAGED_LOOKASIDE_LIST, L.Size, 0x2c);
AT(NPAGED_LOOKASIDE_LIST, L.AllocateEx, 0x30);
AT(NPAGED_LOOKASIDE_LIST, L.Allocate, 0x30);
AT(NPAGED_LOOKASIDE_LIST, L.FreeEx, 0x38);
AT(NPAGED_LOOKASIDE_LIST, L.Free, 0x38);
AT(NPAGED_LOOKASIDE_LIST, L.ListEntry, 0x40);
AT(NPAGED_LOOKASIDE_LIST, L.LastTotalAllocates, 0x50);
AT(NPAGED_LOOKASIDE_LIST, L.LastAllocateMisses, 0x54);
AT(NPAGED_LOOKASIDE_LIST, L.LastAllocateHits, 0x54);
AT(NPAGED_LOOKASIDE_LIST, L.Future, 0x58);

SIZE(EX_RUNDOWN_REF, 0x8);
AT(EX_RUNDOWN_REF, Count, 0x0);
AT(EX_RUNDOWN_REF, Ptr, 0x0);

SIZE(WORK_QUEUE_ITEM, 0x20);
AT(WORK_QUEUE_ITEM, List, 0x0);
AT(WORK_QUEUE_ITEM, WorkerRoutine, 0x10);
AT(WORK_QUEUE_ITEM, Parameter, 0x18);

/* Ob, Se */
SIZE(OBJECT_NAME_INFORMATION, 0x10);
AT(OBJECT_NAME_INFORMATION, Name, 0x0);
AT(OBJECT_NAME_INFORMATION, Name.Length, 0x0);
AT(OBJECT_NAME_INFORMATION, Name.MaximumLength, 0x2);
AT(OBJECT_NAME_INFORMATION, Name.Buffer, 0x8);

SIZE(OBJECT_HANDLE_INFORMATION, 0x8);
AT(OBJECT_HANDLE_INFORMATION, HandleAttributes, 0x0);
AT(OBJECT_HANDLE_INFORMATION, GrantedAccess, 0x4);

SIZE(SECURITY_SUBJECT_CONTEXT, 0x20);
AT(SECURITY_SUBJECT_CONTEXT, ClientToken, 0x0);
AT(SECURITY_SUBJECT_CONTEXT, ImpersonationLevel, 0x8);
AT(SECURITY_SUBJECT_CONTEXT, PrimaryToken, 0x10);
AT(SECURITY_SUBJECT_CONTEXT, ProcessAuditId, 0x18);

SIZE(ACCESS_STATE, 0xa0);
AT(ACCESS_STATE, OperationID, 0x0);
AT(ACCESS_STATE, SecurityEvaluated, 0x8);
AT(ACCESS_STATE, GenerateAudit, 0x9);
AT(ACCESS_STATE, GenerateOnClose, 0xa);
AT(ACCESS_STATE, PrivilegesAllocated, 0xb);
AT(ACCESS_STATE, Flags, 0xc);
AT(ACCESS_STATE, RemainingDesiredAccess, 0x10);
AT(ACCESS_STATE, PreviouslyGrantedAccess, 0x14);
AT(ACCESS_STATE, OriginalDesiredAccess, 0x18);
AT(ACCESS_STATE, SubjectSecurityContext, 0x20);
AT(ACCESS_STATE, SubjectSecurityContext.ClientToken, 0x20);
AT(ACCESS_STATE, SubjectSecurityContext.ImpersonationLevel, 0x28);
AT(ACCESS_STATE, SubjectSecurityContext.PrimaryToken, 0x30);
AT(ACCESS_STATE, SubjectSecurityContext.ProcessAuditId, 0x38);
AT(ACCESS_STATE, SecurityDescriptor, 0x40);
AT(ACCESS_STATE, AuxData, 0x48);
AT(ACCESS_STATE, Privileges, 0x50);
AT(ACCESS_STATE, Privileges.InitialPrivilegeSet, 0x50);
AT(ACCESS_STATE, Privileges.PrivilegeSet, 0x50);
AT(ACCESS_STATE, AuditPrivileges, 0x7c);
AT(ACCESS_STATE, ObjectName, 0x80);
AT(ACCESS_STATE, ObjectName.Length, 0x80);
AT(ACCESS_STATE, ObjectName.MaximumLength, 0x82);
AT(ACCESS_STATE, ObjectName.Buffer, 0x88);
AT(ACCESS_STATE, ObjectTypeName, 0x90);
AT(ACCESS_STATE, ObjectTypeName.Length, 0x90);
AT(ACCESS_STATE, ObjectTypeName.MaximumLength, 0x92);
AT(ACCESS_STATE, ObjectTypeName.Buffer, 0x98);

/* Mm */
SIZE(MDL, 0x30);
AT(MDL, Next, 0x0);
AT(MDL, Size, 0x8);
AT(MDL, MdlFlags, 0xa);
AT(MDL, Process, 0x10);
AT(MDL, MappedSystemVa, 0x18);
AT(MDL, StartVa, 0x20);
AT(MDL, ByteCount, 0x28);
AT(MDL, ByteOffset, 0x2c);

SIZE(SECTION_OBJECT_POINTERS, 0x18);
AT(SECTION_OBJECT_POINTERS, DataSectionObject, 0x0);
AT(SECTION_OBJECT_POINTERS, SharedCacheMap, 0x8);
AT(SECTION_OBJECT_POINTERS, ImageSectionObject, 0x10);

/* Cm */
SIZE(KEY_BASIC_INFORMATION, 0x18);
AT(KEY_BASIC_INFORMATION, LastWriteTime, 0x0);
AT(KEY_BASIC_INFORMATION, TitleIndex, 0x8);
AT(KEY_BASIC_INFORMATION, NameLength, 0xc);
AT(KEY_BASIC_INFORMATION, Name, 0x10);

SIZE(KEY_FULL_INFORMATION, 0x30);
AT(KEY_FULL_INFORMATION, LastWriteTime, 0x0);
AT(KEY_FULL_INFORMATION, TitleIndex, 0x8);
AT(KEY_FULL_INFORMATION, ClassOffset, 0xc);
AT(KEY_FULL_INFORMATION, ClassLength, 0x10);
AT(KEY_FULL_INFORMATION, SubKeys, 0x14);
AT(KEY_FULL_INFORMATION, MaxNameLen, 0x18);
AT(KEY_FULL_INFORMATION, MaxClassLen, 0x1c);
AT(KEY_FULL_INFORMATION, Values, 0x20);
AT(KEY_FULL_INFORMATION, MaxValueNameLen, 0x24);
AT(KEY_FULL_INFORMATION, MaxValueDataLen, 0x28);
AT(KEY_FULL_INFORMATION, Class, 0x2c);

SIZE(KEY_VALUE_BASIC_INFORMATION, 0x10);
AT(KEY_VALUE_BASIC_INFORMATION, TitleIndex, 0x0);
AT(KEY_VALUE_BASIC_INFORMATION, Type, 0x4);
AT(KEY_VALUE_BASIC_INFORMATION, NameLength, 0x8);
AT(KEY_VALUE_BASIC_INFORMATION, Name, 0xc);

SIZE(KEY_VALUE_FULL_INFORMATION, 0x18);
AT(KEY_VALUE_FULL_INFORMATION, TitleIndex, 0x0);
AT(KEY_VALUE_FULL_INFORMATION, Type, 0x4);
AT(KEY_VALUE_FULL_INFORMATION, DataOffset, 0x8);
AT(KEY_VALUE_FULL_INFORMATION, DataLength, 0xc);
AT(KEY_VALUE_FULL_INFORMATION, NameLength, 0x10);
AT(KEY_VALUE_FULL_INFORMATION, Name, 0x14);

SIZE(KEY_VALUE_PARTIAL_INFORMATION, 0x10);
AT(KEY_VALUE_PARTIAL_INFORMATION, TitleIndex, 0x0);
AT(KEY_VALUE_PARTIAL_INFORMATION, Type, 0x4);
AT(KEY_VALUE_PARTIAL_INFORMATION, DataLength, 0x8);
AT(KEY_VALUE_PARTIAL_INFORMATION, Data, 0xc);

SIZE(CM_PARTIAL_RESOURCE_DESCRIPTOR, 0x14);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, Type, 0x0);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, ShareDisposition, 0x1);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, Flags, 0x2);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, u.Generic, 0x4);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, u.Port, 0x4);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, u.Interrupt, 0x4);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, u.MessageInterrupt, 0x4);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, u.Memory, 0x4);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, u.Dma, 0x4);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, u.DevicePrivate, 0x4);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, u.BusNumber, 0x4);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, u.DeviceSpecificData, 0x4);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, u.Memory40, 0x4);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, u.Memory48, 0x4);
AT(CM_PARTIAL_RESOURCE_DESCRIPTOR, u.Memory64, 0x4);

SIZE(CM_RESOURCE_LIST, 0x28);
AT(CM_RESOURCE_LIST, Count, 0x0);
AT(CM_RESOURCE_LIST, List, 0x4);

SIZE(IO_RESOURCE_DESCRIPTOR, 0x20);
AT(IO_RESOURCE_DESCRIPTOR, Option, 0x0);
AT(IO_RESOURCE_DESCRIPTOR, Type, 0x1);
AT(IO_RESOURCE_DESCRIPTOR, ShareDisposition, 0x2);
AT(IO_RESOURCE_DESCRIPTOR, Spare1, 0x3);
AT(IO_RESOURCE_DESCRIPTOR, Flags, 0x4);
AT(IO_RESOURCE_DESCRIPTOR, Spare2, 0x6);
AT(IO_RESOURCE_DESCRIPTOR, u.Port, 0x8);
AT(IO_RESOURCE_DESCRIPTOR, u.Memory, 0x8);
AT(IO_RESOURCE_DESCRIPTOR, u.Interrupt, 0x8);
AT(IO_RESOURCE_DESCRIPTOR, u.Dma, 0x8);
AT(IO_RESOURCE_DESCRIPTOR, u.Generic, 0x8);
AT(IO_RESOURCE_DESCRIPTOR, u.DevicePrivate, 0x8);
AT(IO_RESOURCE_DESCRIPTOR, u.BusNumber, 0x8);
AT(IO_RESOURCE_DESCRIPTOR, u.ConfigData, 0x8);

SIZE(IO_RESOURCE_REQUIREMENTS_LIST, 0x48);
AT(IO_RESOURCE_REQUIREMENTS_LIST, ListSize, 0x0);
AT(IO_RESOURCE_REQUIREMENTS_LIST, InterfaceType, 0x4);
AT(IO_RESOURCE_REQUIREMENTS_LIST, BusNumber, 0x8);
AT(IO_RESOURCE_REQUIREMENTS_LIST, SlotNumber, 0xc);
AT(IO_RESOURCE_REQUIREMENTS_LIST, Reserved, 0x10);
AT(IO_RESOURCE_REQUIREMENTS_LIST, AlternativeLists, 0x1c);
AT(IO_RESOURCE_REQUIREMENTS_LIST, List, 0x20);

/* Io */
SIZE(IRP, 0xd0);
AT(IRP, Type, 0x0);
AT(IRP, Size, 0x2);
AT(IRP, MdlAddress, 0x8);
AT(IRP, Flags, 0x10);
AT(IRP, AssociatedIrp, 0x18);
AT(IRP, AssociatedIrp.MasterIrp, 0x18);
AT(IRP, AssociatedIrp.IrpCount, 0x18);
AT(IRP, AssociatedIrp.SystemBuffer, 0x18);
AT(IRP, ThreadListEntry, 0x20);
AT(IRP, IoStatus, 0x30);
AT(IRP, IoStatus.Status, 0x30);
AT(IRP, IoStatus.Pointer, 0x30);
AT(IRP, IoStatus.Information, 0x38);
AT(IRP, RequestorMode, 0x40);
AT(IRP, PendingReturned, 0x41);
AT(IRP, StackCount, 0x42);
AT(IRP, CurrentLocation, 0x43);
AT(IRP, Cancel, 0x44);
AT(IRP, CancelIrql, 0x45);
AT(IRP, ApcEnvironment, 0x46);
AT(IRP, AllocationFlags, 0x47);
AT(IRP, UserIosb, 0x48);
AT(IRP, UserEvent, 0x50);
AT(IRP, Overlay, 0x58);
AT(IRP, Overlay.AsynchronousParameters, 0x58);
AT(IRP, Overlay.AsynchronousParameters.UserApcRoutine, 0x58);
AT(IRP, Overlay.AsynchronousParameters.IssuingProcess, 0x58);
AT(IRP, Overlay.AsynchronousParameters.UserApcContext, 0x60);
AT(IRP, Overlay.AllocationSize, 0x58);
AT(IRP, CancelRoutine, 0x68);
AT(IRP, UserBuffer, 0x70);
AT(IRP, Tail, 0x78);
AT(IRP, Tail.Overlay, 0x78);
AT(IRP, Tail.Overlay.DeviceQueueEntry, 0x78);
AT(IRP, Tail.Overlay.DeviceQueueEntry.DeviceListEntry, 0x78);
AT(IRP, Tail.Overlay.DeviceQueueEntry.SortKey, 0x88);
AT(IRP, Tail.Overlay.DeviceQueueEntry.Inserted, 0x8c);
AT(IRP, Tail.Overlay.DriverContext, 0x78);
AT(IRP, Tail.Overlay.Thread, 0x98);
AT(IRP, Tail.Overlay.AuxiliaryBuffer, 0xa0);
AT(IRP, Tail.Overlay.ListEntry, 0xa8);
AT(IRP, Tail.Overlay.CurrentStackLocation, 0xb8);
AT(IRP, Tail.Overlay.PacketType, 0xb8);
AT(IRP, Tail.Overlay.OriginalFileObject, 0xc0);
AT(IRP, Tail.Apc, 0x78);
AT(IRP, Tail.Apc.Type, 0x78);
AT(IRP, Tail.Apc.SpareByte0, 0x79);
AT(IRP, Tail.Apc.Size, 0x7a);
AT(IRP, Tail.Apc.SpareByte1, 0x7b);
AT(IRP, Tail.Apc.SpareLong0, 0x7c);
AT(IRP, Tail.Apc.Thread, 0x80);
AT(IRP, Tail.Apc.ApcListEntry, 0x88);
AT(IRP, Tail.Apc.KernelRoutine, 0x98);
AT(IRP, Tail.Apc.RundownRoutine, 0xa0);
AT(IRP, Tail.Apc.NormalRoutine, 0xa8);
AT(IRP, Tail.Apc.NormalContext, 0xb0);
AT(IRP, Tail.Apc.SystemArgument1, 0xb8);
AT(IRP, Tail.Apc.SystemArgument2, 0xc0);
AT(IRP, Tail.Apc.ApcStateIndex, 0xc8);
AT(IRP, Tail.Apc.ApcMode, 0xc9);
AT(IRP, Tail.Apc.Inserted, 0xca);
AT(IRP, Tail.CompletionKey, 0x78);

SIZE(IO_STACK_LOCATION, 0x48);
AT(IO_STACK_LOCATION, MajorFunction, 0x0);
AT(IO_STACK_LOCATION, MinorFunction, 0x1);
AT(IO_STACK_LOCATION, Flags, 0x2);
AT(IO_STACK_LOCATION, Control, 0x3);
AT(IO_STACK_LOCATION, Parameters, 0x8);
AT(IO_STACK_LOCATION, Parameters.Create, 0x8);
AT(IO_STACK_LOCATION, Parameters.Create.SecurityContext, 0x8);
AT(IO_STACK_LOCATION, Parameters.Create.Options, 0x10);
AT(IO_STACK_LOCATION, Parameters.Create.FileAttributes, 0x18);
AT(IO_STACK_LOCATION, Parameters.Create.ShareAccess, 0x1a);
AT(IO_STACK_LOCATION, Parameters.Create.EaLength, 0x20);
AT(IO_STACK_LOCATION, Parameters.CreatePipe, 0x8);
AT(IO_STACK_LOCATION, Parameters.CreatePipe.SecurityContext, 0x8);
AT(IO_STACK_LOCATION, Parameters.CreatePipe.Options, 0x10);
AT(IO_STACK_LOCATION, Parameters.CreatePipe.Reserved, 0x18);
AT(IO_STACK_LOCATION, Parameters.CreatePipe.ShareAccess, 0x1a);
AT(IO_STACK_LOCATION, Parameters.CreatePipe.Parameters, 0x20);
AT(IO_STACK_LOCATION, Parameters.CreateMailslot, 0x8);
AT(IO_STACK_LOCATION, Parameters.CreateMailslot.SecurityContext, 0x8);
AT(IO_STACK_LOCATION, Parameters.CreateMailslot.Options, 0x10);
AT(IO_STACK_LOCATION, Parameters.CreateMailslot.Reserved, 0x18);
AT(IO_STACK_LOCATION, Parameters.CreateMailslot.ShareAccess, 0x1a);
AT(IO_STACK_LOCATION, Parameters.CreateMailslot.Parameters, 0x20);
AT(IO_STACK_LOCATION, Parameters.Read, 0x8);
AT(IO_STACK_LOCATION, Parameters.Read.Length, 0x8);
AT(IO_STACK_LOCATION, Parameters.Read.Key, 0x10);
AT(IO_STACK_LOCATION, Parameters.Read.Flags, 0x14);
AT(IO_STACK_LOCATION, Parameters.Read.ByteOffset, 0x18);
AT(IO_STACK_LOCATION, Parameters.Write, 0x8);
AT(IO_STACK_LOCATION, Parameters.Write.Length, 0x8);
AT(IO_STACK_LOCATION, Parameters.Write.Key, 0x10);
AT(IO_STACK_LOCATION, Parameters.Write.Flags, 0x14);
AT(IO_STACK_LOCATION, Parameters.Write.ByteOffset, 0x18);
AT(IO_STACK_LOCATION, Parameters.QueryDirectory, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryDirectory.Length, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryDirectory.FileName, 0x10);
AT(IO_STACK_LOCATION, Parameters.QueryDirectory.FileInformationClass, 0x18);
AT(IO_STACK_LOCATION, Parameters.QueryDirectory.FileIndex, 0x20);
AT(IO_STACK_LOCATION, Parameters.NotifyDirectory, 0x8);
AT(IO_STACK_LOCATION, Parameters.NotifyDirectory.Length, 0x8);
AT(IO_STACK_LOCATION, Parameters.NotifyDirectory.CompletionFilter, 0x10);
AT(IO_STACK_LOCATION, Parameters.NotifyDirectoryEx, 0x8);
AT(IO_STACK_LOCATION, Parameters.NotifyDirectoryEx.Length, 0x8);
AT(IO_STACK_LOCATION, Parameters.NotifyDirectoryEx.CompletionFilter, 0x10);
AT(IO_STACK_LOCATION, Parameters.NotifyDirectoryEx.DirectoryNotifyInformationClass, 0x18);
AT(IO_STACK_LOCATION, Parameters.QueryFile, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryFile.Length, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryFile.FileInformationClass, 0x10);
AT(IO_STACK_LOCATION, Parameters.SetFile, 0x8);
AT(IO_STACK_LOCATION, Parameters.SetFile.Length, 0x8);
AT(IO_STACK_LOCATION, Parameters.SetFile.FileInformationClass, 0x10);
AT(IO_STACK_LOCATION, Parameters.SetFile.FileObject, 0x18);
AT(IO_STACK_LOCATION, Parameters.SetFile.ReplaceIfExists, 0x20);
AT(IO_STACK_LOCATION, Parameters.SetFile.AdvanceOnly, 0x21);
AT(IO_STACK_LOCATION, Parameters.SetFile.ClusterCount, 0x20);
AT(IO_STACK_LOCATION, Parameters.SetFile.DeleteHandle, 0x20);
AT(IO_STACK_LOCATION, Parameters.QueryEa, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryEa.Length, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryEa.EaList, 0x10);
AT(IO_STACK_LOCATION, Parameters.QueryEa.EaListLength, 0x18);
AT(IO_STACK_LOCATION, Parameters.QueryEa.EaIndex, 0x20);
AT(IO_STACK_LOCATION, Parameters.SetEa, 0x8);
AT(IO_STACK_LOCATION, Parameters.SetEa.Length, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryVolume, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryVolume.Length, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryVolume.FsInformationClass, 0x10);
AT(IO_STACK_LOCATION, Parameters.SetVolume, 0x8);
AT(IO_STACK_LOCATION, Parameters.SetVolume.Length, 0x8);
AT(IO_STACK_LOCATION, Parameters.SetVolume.FsInformationClass, 0x10);
AT(IO_STACK_LOCATION, Parameters.FileSystemControl, 0x8);
AT(IO_STACK_LOCATION, Parameters.FileSystemControl.OutputBufferLength, 0x8);
AT(IO_STACK_LOCATION, Parameters.FileSystemControl.InputBufferLength, 0x10);
AT(IO_STACK_LOCATION, Parameters.FileSystemControl.FsControlCode, 0x18);
AT(IO_STACK_LOCATION, Parameters.FileSystemControl.Type3InputBuffer, 0x20);
AT(IO_STACK_LOCATION, Parameters.LockControl, 0x8);
AT(IO_STACK_LOCATION, Parameters.LockControl.Length, 0x8);
AT(IO_STACK_LOCATION, Parameters.LockControl.Key, 0x10);
AT(IO_STACK_LOCATION, Parameters.LockControl.ByteOffset, 0x18);
AT(IO_STACK_LOCATION, Parameters.DeviceIoControl, 0x8);
AT(IO_STACK_LOCATION, Parameters.DeviceIoControl.OutputBufferLength, 0x8);
AT(IO_STACK_LOCATION, Parameters.DeviceIoControl.InputBufferLength, 0x10);
AT(IO_STACK_LOCATION, Parameters.DeviceIoControl.IoControlCode, 0x18);
AT(IO_STACK_LOCATION, Parameters.DeviceIoControl.Type3InputBuffer, 0x20);
AT(IO_STACK_LOCATION, Parameters.QuerySecurity, 0x8);
AT(IO_STACK_LOCATION, Parameters.QuerySecurity.SecurityInformation, 0x8);
AT(IO_STACK_LOCATION, Parameters.QuerySecurity.Length, 0x10);
AT(IO_STACK_LOCATION, Parameters.SetSecurity, 0x8);
AT(IO_STACK_LOCATION, Parameters.SetSecurity.SecurityInformation, 0x8);
AT(IO_STACK_LOCATION, Parameters.SetSecurity.SecurityDescriptor, 0x10);
AT(IO_STACK_LOCATION, Parameters.MountVolume, 0x8);
AT(IO_STACK_LOCATION, Parameters.MountVolume.Vpb, 0x8);
AT(IO_STACK_LOCATION, Parameters.MountVolume.DeviceObject, 0x10);
AT(IO_STACK_LOCATION, Parameters.VerifyVolume, 0x8);
AT(IO_STACK_LOCATION, Parameters.VerifyVolume.Vpb, 0x8);
AT(IO_STACK_LOCATION, Parameters.VerifyVolume.DeviceObject, 0x10);
AT(IO_STACK_LOCATION, Parameters.Scsi, 0x8);
AT(IO_STACK_LOCATION, Parameters.Scsi.Srb, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryQuota, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryQuota.Length, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryQuota.StartSid, 0x10);
AT(IO_STACK_LOCATION, Parameters.QueryQuota.SidList, 0x18);
AT(IO_STACK_LOCATION, Parameters.QueryQuota.SidListLength, 0x20);
AT(IO_STACK_LOCATION, Parameters.SetQuota, 0x8);
AT(IO_STACK_LOCATION, Parameters.SetQuota.Length, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryDeviceRelations, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryDeviceRelations.Type, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryInterface, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryInterface.InterfaceType, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryInterface.Size, 0x10);
AT(IO_STACK_LOCATION, Parameters.QueryInterface.Version, 0x12);
AT(IO_STACK_LOCATION, Parameters.QueryInterface.Interface, 0x18);
AT(IO_STACK_LOCATION, Parameters.QueryInterface.InterfaceSpecificData, 0x20);
AT(IO_STACK_LOCATION, Parameters.DeviceCapabilities, 0x8);
AT(IO_STACK_LOCATION, Parameters.DeviceCapabilities.Capabilities, 0x8);
AT(IO_STACK_LOCATION, Parameters.FilterResourceRequirements, 0x8);
AT(IO_STACK_LOCATION, Parameters.FilterResourceRequirements.IoResourceRequirementList, 0x8);
AT(IO_STACK_LOCATION, Parameters.ReadWriteConfig, 0x8);
AT(IO_STACK_LOCATION, Parameters.ReadWriteConfig.WhichSpace, 0x8);
AT(IO_STACK_LOCATION, Parameters.ReadWriteConfig.Buffer, 0x10);
AT(IO_STACK_LOCATION, Parameters.ReadWriteConfig.Offset, 0x18);
AT(IO_STACK_LOCATION, Parameters.ReadWriteConfig.Length, 0x20);
AT(IO_STACK_LOCATION, Parameters.SetLock, 0x8);
AT(IO_STACK_LOCATION, Parameters.SetLock.Lock, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryId, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryId.IdType, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryDeviceText, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryDeviceText.DeviceTextType, 0x8);
AT(IO_STACK_LOCATION, Parameters.QueryDeviceText.LocaleId, 0x10);
AT(IO_STACK_LOCATION, Parameters.UsageNotification, 0x8);
AT(IO_STACK_LOCATION, Parameters.UsageNotification.InPath, 0x8);
AT(IO_STACK_LOCATION, Parameters.UsageNotification.Reserved, 0x9);
AT(IO_STACK_LOCATION, Parameters.UsageNotification.Type, 0x10);
AT(IO_STACK_LOCATION, Parameters.WaitWake, 0x8);
AT(IO_STACK_LOCATION, Parameters.WaitWake.PowerState, 0x8);
AT(IO_STACK_LOCATION, Parameters.PowerSequence, 0x8);
AT(IO_STACK_LOCATION, Parameters.PowerSequence.PowerSequence, 0x8);
AT(IO_STACK_LOCATION, Parameters.Power, 0x8);
AT(IO_STACK_LOCATION, Parameters.Power.SystemContext, 0x8);
AT(IO_STACK_LOCATION, Parameters.Power.SystemPowerStateContext, 0x8);
AT(IO_STACK_LOCATION, Parameters.Power.SystemPowerStateContext.ContextAsUlong, 0x8);
AT(IO_STACK_LOCATION, Parameters.Power.Type, 0x10);
AT(IO_STACK_LOCATION, Parameters.Power.State, 0x18);
AT(IO_STACK_LOCATION, Parameters.Power.State.SystemState, 0x18);
AT(IO_STACK_LOCATION, Parameters.Power.State.DeviceState, 0x18);
AT(IO_STACK_LOCATION, Parameters.Power.ShutdownType, 0x20);
AT(IO_STACK_LOCATION, Parameters.StartDevice, 0x8);
AT(IO_STACK_LOCATION, Parameters.StartDevice.AllocatedResources, 0x8);
AT(IO_STACK_LOCATION, Parameters.StartDevice.AllocatedResourcesTranslated, 0x10);
AT(IO_STACK_LOCATION, Parameters.WMI, 0x8);
AT(IO_STACK_LOCATION, Parameters.WMI.ProviderId, 0x8);
AT(IO_STACK_LOCATION, Parameters.WMI.DataPath, 0x10);
AT(IO_STACK_LOCATION, Parameters.WMI.BufferSize, 0x18);
AT(IO_STACK_LOCATION, Parameters.WMI.Buffer, 0x20);
AT(IO_STACK_LOCATION, Parameters.Others, 0x8);
AT(IO_STACK_LOCATION, Parameters.Others.Argument1, 0x8);
AT(IO_STACK_LOCATION, Parameters.Others.Argument2, 0x10);
AT(IO_STACK_LOCATION, Parameters.Others.Argument3, 0x18);
AT(IO_STACK_LOCATION, Parameters.Others.Argument4, 0x20);
AT(IO_STACK_LOCATION, DeviceObject, 0x28);
AT(IO_STACK_LOCATION, FileObject, 0x30);
AT(IO_STACK_LOCATION, CompletionRoutine, 0x38);
AT(IO_STACK_LOCATION, Context, 0x40);

SIZE(IO_STATUS_BLOCK, 0x10);
AT(IO_STATUS_BLOCK, Status, 0x0);
AT(IO_STATUS_BLOCK, Pointer, 0x0);
AT(IO_STATUS_BLOCK, Information, 0x8);

SIZE(DEVICE_OBJECT, 0x150);
AT(DEVICE_OBJECT, Type, 0x0);
AT(DEVICE_OBJECT, Size, 0x2);
AT(DEVICE_OBJECT, ReferenceCount, 0x4);
AT(DEVICE_OBJECT, DriverObject, 0x8);
AT(DEVICE_OBJECT, NextDevice, 0x10);
AT(DEVICE_OBJECT, AttachedDevice, 0x18);
AT(DEVICE_OBJECT, CurrentIrp, 0x20);
AT(DEVICE_OBJECT, Timer, 0x28);
AT(DEVICE_OBJECT, Flags, 0x30);
AT(DEVICE_OBJECT, Characteristics, 0x34);
AT(DEVICE_OBJECT, Vpb, 0x38);
AT(DEVICE_OBJECT, DeviceExtension, 0x40);
AT(DEVICE_OBJECT, DeviceType, 0x48);
AT(DEVICE_OBJECT, StackSize, 0x4c);
AT(DEVICE_OBJECT, Queue, 0x50);
AT(DEVICE_OBJECT, Queue.ListEntry, 0x50);
AT(DEVICE_OBJECT, Queue.Wcb, 0x50);
AT(DEVICE_OBJECT, AlignmentRequirement, 0x98);
AT(DEVICE_OBJECT, DeviceQueue, 0xa0);
AT(DEVICE_OBJECT, Dpc, 0xc8);
AT(DEVICE_OBJECT, ActiveThreadCount, 0x108);
AT(DEVICE_OBJECT, SecurityDescriptor, 0x110);
AT(DEVICE_OBJECT, DeviceLock, 0x118);
AT(DEVICE_OBJECT, SectorSize, 0x130);
AT(DEVICE_OBJECT, Spare1, 0x132);
AT(DEVICE_OBJECT, DeviceObjectExtension, 0x138);
AT(DEVICE_OBJECT, Reserved, 0x140);

SIZE(DEVOBJ_EXTENSION, 0x10);
AT(DEVOBJ_EXTENSION, Type, 0x0);
AT(DEVOBJ_EXTENSION, Size, 0x2);
AT(DEVOBJ_EXTENSION, DeviceObject, 0x8);

SIZE(DRIVER_OBJECT, 0x150);
AT(DRIVER_OBJECT, Type, 0x0);
AT(DRIVER_OBJECT, Size, 0x2);
AT(DRIVER_OBJECT, DeviceObject, 0x8);
AT(DRIVER_OBJECT, Flags, 0x10);
AT(DRIVER_OBJECT, DriverStart, 0x18);
AT(DRIVER_OBJECT, DriverSize, 0x20);
AT(DRIVER_OBJECT, DriverSection, 0x28);
AT(DRIVER_OBJECT, DriverExtension, 0x30);
AT(DRIVER_OBJECT, DriverName, 0x38);
AT(DRIVER_OBJECT, DriverName.Length, 0x38);
AT(DRIVER_OBJECT, DriverName.MaximumLength, 0x3a);
AT(DRIVER_OBJECT, DriverName.Buffer, 0x40);
AT(DRIVER_OBJECT, HardwareDatabase, 0x48);
AT(DRIVER_OBJECT, FastIoDispatch, 0x50);
AT(DRIVER_OBJECT, DriverInit, 0x58);
AT(DRIVER_OBJECT, DriverStartIo, 0x60);
AT(DRIVER_OBJECT, DriverUnload, 0x68);
AT(DRIVER_OBJECT, MajorFunction, 0x70);

SIZE(DRIVER_EXTENSION, 0x28);
AT(DRIVER_EXTENSION, DriverObject, 0x0);
AT(DRIVER_EXTENSION, AddDevice, 0x8);
AT(DRIVER_EXTENSION, Count, 0x10);
AT(DRIVER_EXTENSION, ServiceKeyName, 0x18);
AT(DRIVER_EXTENSION, ServiceKeyName.Length, 0x18);
AT(DRIVER_EXTENSION, ServiceKeyName.MaximumLength, 0x1a);
AT(DRIVER_EXTENSION, ServiceKeyName.Buffer, 0x20);

SIZE(FILE_OBJECT, 0xd8);
AT(FILE_OBJECT, Type, 0x0);
AT(FILE_OBJECT, Size, 0x2);
AT(FILE_OBJECT, DeviceObject, 0x8);
AT(FILE_OBJECT, Vpb, 0x10);
AT(FILE_OBJECT, FsContext, 0x18);
AT(FILE_OBJECT, FsContext2, 0x20);
AT(FILE_OBJECT, SectionObjectPointer, 0x28);
AT(FILE_OBJECT, PrivateCacheMap, 0x30);
AT(FILE_OBJECT, FinalStatus, 0x38);
AT(FILE_OBJECT, RelatedFileObject, 0x40);
AT(FILE_OBJECT, LockOperation, 0x48);
AT(FILE_OBJECT, DeletePending, 0x49);
AT(FILE_OBJECT, ReadAccess, 0x4a);
AT(FILE_OBJECT, WriteAccess, 0x4b);
AT(FILE_OBJECT, DeleteAccess, 0x4c);
AT(FILE_OBJECT, SharedRead, 0x4d);
AT(FILE_OBJECT, SharedWrite, 0x4e);
AT(FILE_OBJECT, SharedDelete, 0x4f);
AT(FILE_OBJECT, Flags, 0x50);
AT(FILE_OBJECT, FileName, 0x58);
AT(FILE_OBJECT, FileName.Length, 0x58);
AT(FILE_OBJECT, FileName.MaximumLength, 0x5a);
AT(FILE_OBJECT, FileName.Buffer, 0x60);
AT(FILE_OBJECT, CurrentByteOffset, 0x68);
AT(FILE_OBJECT, Waiters, 0x70);
AT(FILE_OBJECT, Busy, 0x74);
AT(FILE_OBJECT, LastLock, 0x78);
AT(FILE_OBJECT, Lock, 0x80);
AT(FILE_OBJECT, Event, 0x98);
AT(FILE_OBJECT, CompletionContext, 0xb0);
AT(FILE_OBJECT, IrpListLock, 0xb8);
AT(FILE_OBJECT, IrpList, 0xc0);
AT(FILE_OBJECT, FileObjectExtension, 0xd0);

SIZE(VPB, 0x60);
AT(VPB, Type, 0x0);
AT(VPB, Size, 0x2);
AT(VPB, Flags, 0x4);
AT(VPB, VolumeLabelLength, 0x6);
AT(VPB, DeviceObject, 0x8);
AT(VPB, RealDevice, 0x10);
AT(VPB, SerialNumber, 0x18);
AT(VPB, ReferenceCount, 0x1c);
AT(VPB, VolumeLabel, 0x20);

SIZE(WAIT_CONTEXT_BLOCK, 0x48);
AT(WAIT_CONTEXT_BLOCK, WaitQueueEntry, 0x0);
AT(WAIT_CONTEXT_BLOCK, WaitQueueEntry.DeviceListEntry, 0x0);
AT(WAIT_CONTEXT_BLOCK, WaitQueueEntry.SortKey, 0x10);
AT(WAIT_CONTEXT_BLOCK, WaitQueueEntry.Inserted, 0x14);
AT(WAIT_CONTEXT_BLOCK, DeviceRoutine, 0x18);
AT(WAIT_CONTEXT_BLOCK, DeviceContext, 0x20);
AT(WAIT_CONTEXT_BLOCK, NumberOfMapRegisters, 0x28);
AT(WAIT_CONTEXT_BLOCK, DeviceObject, 0x30);
AT(WAIT_CONTEXT_BLOCK, CurrentIrp, 0x38);
AT(WAIT_CONTEXT_BLOCK, BufferChainingDpc, 0x40);

SIZE(FAST_IO_DISPATCH, 0xe0);
AT(FAST_IO_DISPATCH, SizeOfFastIoDispatch, 0x0);
AT(FAST_IO_DISPATCH, FastIoCheckIfPossible, 0x8);
AT(FAST_IO_DISPATCH, FastIoRead, 0x10);
AT(FAST_IO_DISPATCH, FastIoWrite, 0x18);
AT(FAST_IO_DISPATCH, FastIoQueryBasicInfo, 0x20);
AT(FAST_IO_DISPATCH, FastIoQueryStandardInfo, 0x28);
AT(FAST_IO_DISPATCH, FastIoLock, 0x30);
AT(FAST_IO_DISPATCH, FastIoUnlockSingle, 0x38);
AT(FAST_IO_DISPATCH, FastIoUnlockAll, 0x40);
AT(FAST_IO_DISPATCH, FastIoUnlockAllByKey, 0x48);
AT(FAST_IO_DISPATCH, FastIoDeviceControl, 0x50);
AT(FAST_IO_DISPATCH, AcquireFileForNtCreateSection, 0x58);
AT(FAST_IO_DISPATCH, ReleaseFileForNtCreateSection, 0x60);
AT(FAST_IO_DISPATCH, FastIoDetachDevice, 0x68);
AT(FAST_IO_DISPATCH, FastIoQueryNetworkOpenInfo, 0x70);
AT(FAST_IO_DISPATCH, AcquireForModWrite, 0x78);
AT(FAST_IO_DISPATCH, MdlRead, 0x80);
AT(FAST_IO_DISPATCH, MdlReadComplete, 0x88);
AT(FAST_IO_DISPATCH, PrepareMdlWrite, 0x90);
AT(FAST_IO_DISPATCH, MdlWriteComplete, 0x98);
AT(FAST_IO_DISPATCH, FastIoReadCompressed, 0xa0);
AT(FAST_IO_DISPATCH, FastIoWriteCompressed, 0xa8);
AT(FAST_IO_DISPATCH, MdlReadCompleteCompressed, 0xb0);
AT(FAST_IO_DISPATCH, MdlWriteCompleteCompressed, 0xb8);
AT(FAST_IO_DISPATCH, FastIoQueryOpen, 0xc0);
AT(FAST_IO_DISPATCH, ReleaseForModWrite, 0xc8);
AT(FAST_IO_DISPATCH, AcquireForCcFlush, 0xd0);
AT(FAST_IO_DISPATCH, ReleaseForCcFlush, 0xd8);

SIZE(IO_SECURITY_CONTEXT, 0x18);
AT(IO_SECURITY_CONTEXT, SecurityQos, 0x0);
AT(IO_SECURITY_CONTEXT, AccessState, 0x8);
AT(IO_SECURITY_CONTEXT, DesiredAccess, 0x10);
AT(IO_SECURITY_CONTEXT, FullCreateOptions, 0x14);

SIZE(IO_REMOVE_LOCK, 0x20);
AT(IO_REMOVE_LOCK, Common, 0x0);
AT(IO_REMOVE_LOCK, Common.Removed, 0x0);
AT(IO_REMOVE_LOCK, Common.Reserved, 0x1);
AT(IO_REMOVE_LOCK, Common.IoCount, 0x4);
AT(IO_REMOVE_LOCK, Common.RemoveEvent, 0x8);

SIZE(IO_CSQ, 0x40);
AT(IO_CSQ, Type, 0x0);
AT(IO_CSQ, CsqInsertIrp, 0x8);
AT(IO_CSQ, CsqRemoveIrp, 0x10);
AT(IO_CSQ, CsqPeekNextIrp, 0x18);
AT(IO_CSQ, CsqAcquireLock, 0x20);
AT(IO_CSQ, CsqReleaseLock, 0x28);
AT(IO_CSQ, CsqCompleteCanceledIrp, 0x30);
AT(IO_CSQ, ReservePointer, 0x38);

SIZE(IO_CSQ_IRP_CONTEXT, 0x18);
AT(IO_CSQ_IRP_CONTEXT, Type, 0x0);
AT(IO_CSQ_IRP_CONTEXT, Irp, 0x8);
AT(IO_CSQ_IRP_CONTEXT, Csq, 0x10);

SIZE(IO_ERROR_LOG_PACKET, 0x30);
AT(IO_ERROR_LOG_PACKET, MajorFunctionCode, 0x0);
AT(IO_ERROR_LOG_PACKET, RetryCount, 0x1);
AT(IO_ERROR_LOG_PACKET, DumpDataSize, 0x2);
AT(IO_ERROR_LOG_PACKET, NumberOfStrings, 0x4);
AT(IO_ERROR_LOG_PACKET, StringOffset, 0x6);
AT(IO_ERROR_LOG_PACKET, EventCategory, 0x8);
AT(IO_ERROR_LOG_PACKET, ErrorCode, 0xc);
AT(IO_ERROR_LOG_PACKET, UniqueErrorValue, 0x10);
AT(IO_ERROR_LOG_PACKET, FinalStatus, 0x14);
AT(IO_ERROR_LOG_PACKET, SequenceNumber, 0x18);
AT(IO_ERROR_LOG_PACKET, IoControlCode, 0x1c);
AT(IO_ERROR_LOG_PACKET, DeviceOffset, 0x20);
AT(IO_ERROR_LOG_PACKET, DumpData, 0x28);

SIZE(IO_CONNECT_INTERRUPT_PARAMETERS, 0x50);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, Version, 0x0);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, FullySpecified, 0x8);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, FullySpecified.PhysicalDeviceObject, 0x8);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, FullySpecified.InterruptObject, 0x10);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, FullySpecified.ServiceRoutine, 0x18);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, FullySpecified.ServiceContext, 0x20);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, FullySpecified.SpinLock, 0x28);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, FullySpecified.SynchronizeIrql, 0x30);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, FullySpecified.FloatingSave, 0x31);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, FullySpecified.ShareVector, 0x32);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, FullySpecified.Vector, 0x34);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, FullySpecified.Irql, 0x38);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, FullySpecified.InterruptMode, 0x3c);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, FullySpecified.ProcessorEnableMask, 0x40);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, FullySpecified.Group, 0x48);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, LineBased, 0x8);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, LineBased.PhysicalDeviceObject, 0x8);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, LineBased.InterruptObject, 0x10);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, LineBased.ServiceRoutine, 0x18);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, LineBased.ServiceContext, 0x20);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, LineBased.SpinLock, 0x28);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, LineBased.SynchronizeIrql, 0x30);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, LineBased.FloatingSave, 0x31);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, MessageBased, 0x8);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, MessageBased.PhysicalDeviceObject, 0x8);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, MessageBased.ConnectionContext, 0x10);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, MessageBased.MessageServiceRoutine, 0x18);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, MessageBased.ServiceContext, 0x20);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, MessageBased.SpinLock, 0x28);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, MessageBased.SynchronizeIrql, 0x30);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, MessageBased.FloatingSave, 0x31);
AT(IO_CONNECT_INTERRUPT_PARAMETERS, MessageBased.FallBackServiceRoutine, 0x38);

SIZE(CONTROLLER_OBJECT, 0x48);
AT(CONTROLLER_OBJECT, Type, 0x0);
AT(CONTROLLER_OBJECT, Size, 0x2);
AT(CONTROLLER_OBJECT, ControllerExtension, 0x8);
AT(CONTROLLER_OBJECT, DeviceWaitQueue, 0x10);
AT(CONTROLLER_OBJECT, DeviceWaitQueue.Type, 0x10);
AT(CONTROLLER_OBJECT, DeviceWaitQueue.Size, 0x12);
AT(CONTROLLER_OBJECT, DeviceWaitQueue.DeviceListHead, 0x18);
AT(CONTROLLER_OBJECT, DeviceWaitQueue.Lock, 0x28);
AT(CONTROLLER_OBJECT, DeviceWaitQueue.Busy, 0x30);
AT(CONTROLLER_OBJECT, Spare1, 0x38);
AT(CONTROLLER_OBJECT, Spare2, 0x40);

SIZE(CONFIGURATION_INFORMATION, 0x28);
AT(CONFIGURATION_INFORMATION, DiskCount, 0x0);
AT(CONFIGURATION_INFORMATION, FloppyCount, 0x4);
AT(CONFIGURATION_INFORMATION, CdRomCount, 0x8);
AT(CONFIGURATION_INFORMATION, TapeCount, 0xc);
AT(CONFIGURATION_INFORMATION, ScsiPortCount, 0x10);
AT(CONFIGURATION_INFORMATION, SerialCount, 0x14);
AT(CONFIGURATION_INFORMATION, ParallelCount, 0x18);
AT(CONFIGURATION_INFORMATION, AtDiskPrimaryAddressClaimed, 0x1c);
AT(CONFIGURATION_INFORMATION, AtDiskSecondaryAddressClaimed, 0x1d);
AT(CONFIGURATION_INFORMATION, Version, 0x20);
AT(CONFIGURATION_INFORMATION, MediumChangerCount, 0x24);

SIZE(FILE_BASIC_INFORMATION, 0x28);
AT(FILE_BASIC_INFORMATION, CreationTime, 0x0);
AT(FILE_BASIC_INFORMATION, LastAccessTime, 0x8);
AT(FILE_BASIC_INFORMATION, LastWriteTime, 0x10);
AT(FILE_BASIC_INFORMATION, ChangeTime, 0x18);
AT(FILE_BASIC_INFORMATION, FileAttributes, 0x20);

SIZE(FILE_STANDARD_INFORMATION, 0x18);
AT(FILE_STANDARD_INFORMATION, AllocationSize, 0x0);
AT(FILE_STANDARD_INFORMATION, EndOfFile, 0x8);
AT(FILE_STANDARD_INFORMATION, NumberOfLinks, 0x10);
AT(FILE_STANDARD_INFORMATION, DeletePending, 0x14);
AT(FILE_STANDARD_INFORMATION, Directory, 0x15);

/* DMA */
SIZE(DEVICE_DESCRIPTION, 0x40);
AT(DEVICE_DESCRIPTION, Version, 0x0);
AT(DEVICE_DESCRIPTION, Master, 0x4);
AT(DEVICE_DESCRIPTION, ScatterGather, 0x5);
AT(DEVICE_DESCRIPTION, DemandMode, 0x6);
AT(DEVICE_DESCRIPTION, AutoInitialize, 0x7);
AT(DEVICE_DESCRIPTION, Dma32BitAddresses, 0x8);
AT(DEVICE_DESCRIPTION, IgnoreCount, 0x9);
AT(DEVICE_DESCRIPTION, Reserved1, 0xa);
AT(DEVICE_DESCRIPTION, Dma64BitAddresses, 0xb);
AT(DEVICE_DESCRIPTION, BusNumber, 0xc);
AT(DEVICE_DESCRIPTION, DmaChannel, 0x10);
AT(DEVICE_DESCRIPTION, InterfaceType, 0x14);
AT(DEVICE_DESCRIPTION, DmaWidth, 0x18);
AT(DEVICE_DESCRIPTION, DmaSpeed, 0x1c);
AT(DEVICE_DESCRIPTION, MaximumLength, 0x20);
AT(DEVICE_DESCRIPTION, DmaPort, 0x24);

SIZE(DMA_ADAPTER, 0x10);
AT(DMA_ADAPTER, Version, 0x0);
AT(DMA_ADAPTER, Size, 0x2);
AT(DMA_ADAPTER, DmaOperations, 0x8);

AT(DMA_OPERATIONS, Size, 0x0);
AT(DMA_OPERATIONS, PutDmaAdapter, 0x8);
AT(DMA_OPERATIONS, AllocateCommonBuffer, 0x10);
AT(DMA_OPERATIONS, FreeCommonBuffer, 0x18);
AT(DMA_OPERATIONS, AllocateAdapterChannel, 0x20);
AT(DMA_OPERATIONS, FlushAdapterBuffers, 0x28);
AT(DMA_OPERATIONS, FreeAdapterChannel, 0x30);
AT(DMA_OPERATIONS, FreeMapRegisters, 0x38);
AT(DMA_OPERATIONS, MapTransfer, 0x40);
AT(DMA_OPERATIONS, GetDmaAlignment, 0x48);
AT(DMA_OPERATIONS, ReadDmaCounter, 0x50);
AT(DMA_OPERATIONS, GetScatterGatherList, 0x58);
AT(DMA_OPERATIONS, PutScatterGatherList, 0x60);
AT(DMA_OPERATIONS, CalculateScatterGatherList, 0x68);
AT(DMA_OPERATIONS, BuildScatterGatherList, 0x70);
AT(DMA_OPERATIONS, BuildMdlFromScatterGatherList, 0x78);

SIZE(SCATTER_GATHER_LIST, 0x10);
AT(SCATTER_GATHER_LIST, NumberOfElements, 0x0);
AT(SCATTER_GATHER_LIST, Reserved, 0x8);
AT(SCATTER_GATHER_LIST, Elements, 0x10);

/* Pnp, Po */
SIZE(DEVICE_CAPABILITIES, 0x40);
AT(DEVICE_CAPABILITIES, Size, 0x0);
AT(DEVICE_CAPABILITIES, Version, 0x2);
AT(DEVICE_CAPABILITIES, Address, 0x8);
AT(DEVICE_CAPABILITIES, UINumber, 0xc);
AT(DEVICE_CAPABILITIES, DeviceState, 0x10);
AT(DEVICE_CAPABILITIES, SystemWake, 0x2c);
AT(DEVICE_CAPABILITIES, DeviceWake, 0x30);
AT(DEVICE_CAPABILITIES, D1Latency, 0x34);
AT(DEVICE_CAPABILITIES, D2Latency, 0x38);
AT(DEVICE_CAPABILITIES, D3Latency, 0x3c);

SIZE(DEVICE_RELATIONS, 0x10);
AT(DEVICE_RELATIONS, Count, 0x0);
AT(DEVICE_RELATIONS, Objects, 0x8);

SIZE(INTERFACE, 0x20);
AT(INTERFACE, Size, 0x0);
AT(INTERFACE, Version, 0x2);
AT(INTERFACE, Context, 0x8);
AT(INTERFACE, InterfaceReference, 0x10);
AT(INTERFACE, InterfaceDereference, 0x18);

SIZE(BUS_INTERFACE_STANDARD, 0x40);
AT(BUS_INTERFACE_STANDARD, Size, 0x0);
AT(BUS_INTERFACE_STANDARD, Version, 0x2);
AT(BUS_INTERFACE_STANDARD, Context, 0x8);
AT(BUS_INTERFACE_STANDARD, InterfaceReference, 0x10);
AT(BUS_INTERFACE_STANDARD, InterfaceDereference, 0x18);
AT(BUS_INTERFACE_STANDARD, TranslateBusAddress, 0x20);
AT(BUS_INTERFACE_STANDARD, GetDmaAdapter, 0x28);
AT(BUS_INTERFACE_STANDARD, SetBusData, 0x30);
AT(BUS_INTERFACE_STANDARD, GetBusData, 0x38);

SIZE(PNP_BUS_INFORMATION, 0x18);
AT(PNP_BUS_INFORMATION, BusTypeGuid, 0x0);
AT(PNP_BUS_INFORMATION, BusTypeGuid.Data1, 0x0);
AT(PNP_BUS_INFORMATION, BusTypeGuid.Data2, 0x4);
AT(PNP_BUS_INFORMATION, BusTypeGuid.Data3, 0x6);
AT(PNP_BUS_INFORMATION, BusTypeGuid.Data4, 0x8);
AT(PNP_BUS_INFORMATION, LegacyBusType, 0x10);
AT(PNP_BUS_INFORMATION, BusNumber, 0x14);

SIZE(TARGET_DEVICE_REMOVAL_NOTIFICATION, 0x20);
AT(TARGET_DEVICE_REMOVAL_NOTIFICATION, Version, 0x0);
AT(TARGET_DEVICE_REMOVAL_NOTIFICATION, Size, 0x2);
AT(TARGET_DEVICE_REMOVAL_NOTIFICATION, Event, 0x4);
AT(TARGET_DEVICE_REMOVAL_NOTIFICATION, FileObject, 0x18);

SIZE(DEVICE_INTERFACE_CHANGE_NOTIFICATION, 0x30);
AT(DEVICE_INTERFACE_CHANGE_NOTIFICATION, Version, 0x0);
AT(DEVICE_INTERFACE_CHANGE_NOTIFICATION, Size, 0x2);
AT(DEVICE_INTERFACE_CHANGE_NOTIFICATION, Event, 0x4);
AT(DEVICE_INTERFACE_CHANGE_NOTIFICATION, InterfaceClassGuid, 0x14);
AT(DEVICE_INTERFACE_CHANGE_NOTIFICATION, InterfaceClassGuid.Data1, 0x14);
AT(DEVICE_INTERFACE_CHANGE_NOTIFICATION, InterfaceClassGuid.Data2, 0x18);
AT(DEVICE_INTERFACE_CHANGE_NOTIFICATION, InterfaceClassGuid.Data3, 0x1a);
AT(DEVICE_INTERFACE_CHANGE_NOTIFICATION, InterfaceClassGuid.Data4, 0x1c);
AT(DEVICE_INTERFACE_CHANGE_NOTIFICATION, SymbolicLinkName, 0x28);

SIZE(POWER_STATE, 0x4);
AT(POWER_STATE, SystemState, 0x0);
AT(POWER_STATE, DeviceState, 0x0);

/* File systems and disks */
SIZE(FSRTL_COMMON_FCB_HEADER, 0x30);
AT(FSRTL_COMMON_FCB_HEADER, NodeTypeCode, 0x0);
AT(FSRTL_COMMON_FCB_HEADER, NodeByteSize, 0x2);
AT(FSRTL_COMMON_FCB_HEADER, Flags, 0x4);
AT(FSRTL_COMMON_FCB_HEADER, IsFastIoPossible, 0x5);
AT(FSRTL_COMMON_FCB_HEADER, Flags2, 0x6);
AT(FSRTL_COMMON_FCB_HEADER, Resource, 0x8);
AT(FSRTL_COMMON_FCB_HEADER, PagingIoResource, 0x10);
AT(FSRTL_COMMON_FCB_HEADER, AllocationSize, 0x18);
AT(FSRTL_COMMON_FCB_HEADER, FileSize, 0x20);
AT(FSRTL_COMMON_FCB_HEADER, ValidDataLength, 0x28);

SIZE(FILE_LOCK, 0x60);
AT(FILE_LOCK, CompleteLockIrpRoutine, 0x0);
AT(FILE_LOCK, UnlockRoutine, 0x8);
AT(FILE_LOCK, FastIoIsQuestionable, 0x10);
AT(FILE_LOCK, SpareC, 0x11);
AT(FILE_LOCK, LockInformation, 0x18);
AT(FILE_LOCK, LastReturnedLockInfo, 0x20);
AT(FILE_LOCK, LastReturnedLockInfo.StartingByte, 0x20);
AT(FILE_LOCK, LastReturnedLockInfo.Length, 0x28);
AT(FILE_LOCK, LastReturnedLockInfo.ExclusiveLock, 0x30);
AT(FILE_LOCK, LastReturnedLockInfo.Key, 0x34);
AT(FILE_LOCK, LastReturnedLockInfo.FileObject, 0x38);
AT(FILE_LOCK, LastReturnedLockInfo.ProcessId, 0x40);
AT(FILE_LOCK, LastReturnedLockInfo.EndingByte, 0x48);
AT(FILE_LOCK, LastReturnedLock, 0x50);
AT(FILE_LOCK, LockRequestsInProgress, 0x58);

SIZE(COMPRESSED_DATA_INFO, 0xc);
AT(COMPRESSED_DATA_INFO, CompressionFormatAndEngine, 0x0);
AT(COMPRESSED_DATA_INFO, CompressionUnitShift, 0x2);
AT(COMPRESSED_DATA_INFO, ChunkShift, 0x3);
AT(COMPRESSED_DATA_INFO, ClusterShift, 0x4);
AT(COMPRESSED_DATA_INFO, Reserved, 0x5);
AT(COMPRESSED_DATA_INFO, NumberOfChunks, 0x6);
AT(COMPRESSED_DATA_INFO, CompressedChunkSizes, 0x8);

SIZE(DISK_GEOMETRY, 0x18);
AT(DISK_GEOMETRY, Cylinders, 0x0);
AT(DISK_GEOMETRY, MediaType, 0x8);
AT(DISK_GEOMETRY, TracksPerCylinder, 0xc);
AT(DISK_GEOMETRY, SectorsPerTrack, 0x10);
AT(DISK_GEOMETRY, BytesPerSector, 0x14);

SIZE(PARTITION_INFORMATION, 0x20);
AT(PARTITION_INFORMATION, StartingOffset, 0x0);
AT(PARTITION_INFORMATION, PartitionLength, 0x8);
AT(PARTITION_INFORMATION, HiddenSectors, 0x10);
AT(PARTITION_INFORMATION, PartitionNumber, 0x14);
AT(PARTITION_INFORMATION, PartitionType, 0x18);
AT(PARTITION_INFORMATION, BootIndicator, 0x19);
AT(PARTITION_INFORMATION, RecognizedPartition, 0x1a);
AT(PARTITION_INFORMATION, RewritePartition, 0x1b);

SIZE(DRIVE_LAYOUT_INFORMATION, 0x28);
AT(DRIVE_LAYOUT_INFORMATION, PartitionCount, 0x0);
AT(DRIVE_LAYOUT_INFORMATION, Signature, 0x4);
AT(DRIVE_LAYOUT_INFORMATION, PartitionEntry, 0x8);

/* What the page of the DDI says about what follows version 1 */
AT(DEVICE_DESCRIPTION, DmaAddressWidth, 0x28);
AT(DEVICE_DESCRIPTION, DmaControllerInstance, 0x2c);
AT(DEVICE_DESCRIPTION, DmaRequestLine, 0x30);
AT(DEVICE_DESCRIPTION, DeviceAddress, 0x38);
AT(DMA_OPERATIONS, GetDmaAdapterInfo, 0x80);
AT(DMA_OPERATIONS, FlushAdapterBuffersEx, 0xd0);
AT(KDPC, DpcListEntry, 0x8);
AT(KDPC, ProcessorHistory, 0x10);
SIZE(PCI_COMMON_CONFIG, 0x100);
AT(PCI_COMMON_CONFIG, u.type0.InterruptLine, 0x3c);
AT(PCI_COMMON_CONFIG, u.type1.BridgeControl, 0x3e);
SIZE(LOOKASIDE_LIST_EX, 0x60);
SIZE(KAPC_STATE, 0x30);

static void
is_that_of_x64_windows(void **state)
{
    assert_int_equal(sizeof(IRP), 0xd0); /* and the compiler has checked the rest */
}

int
main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(is_that_of_x64_windows)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
