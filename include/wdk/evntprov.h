/*
 * wdk/evntprov.h - event providers: descriptors and the small functions that fill them
 *
 * The structures are wdm.h's, as is what a driver calls.
 */
#ifndef _EVNTPROV_
#define _EVNTPROV_

#include "wdm.h"

#ifdef __cplusplus
extern "C" {
#endif

#define EVENT_MIN_LEVEL 0
#define EVENT_MAX_LEVEL 0xFF
#define MAX_EVENT_DATA_DESCRIPTORS 128
#define MAX_EVENT_FILTER_DATA_SIZE 1024

#define EVENT_FILTER_TYPE_NONE 0x00000000
#define EVENT_FILTER_TYPE_SCHEMATIZED 0x80000000
#define EVENT_FILTER_TYPE_SYSTEM_FLAGS 0x80000001
#define EVENT_FILTER_TYPE_TRACEHANDLE 0x80000002

#define EVENT_DATA_DESCRIPTOR_TYPE_NONE 0
#define EVENT_DATA_DESCRIPTOR_TYPE_EVENT_METADATA 1
#define EVENT_DATA_DESCRIPTOR_TYPE_PROVIDER_METADATA 2
#define EVENT_DATA_DESCRIPTOR_TYPE_TIMESTAMP_OVERRIDE 3

WDK_INLINE VOID
EventDescCreate(_Out_ PEVENT_DESCRIPTOR EventDescriptor, _In_ USHORT Id, _In_ UCHAR Version,
                _In_ UCHAR Channel, _In_ UCHAR Level, _In_ USHORT Task, _In_ UCHAR Opcode,
                _In_ ULONGLONG Keyword)
{
    EventDescriptor->Id = Id;
    EventDescriptor->Version = Version;
    EventDescriptor->Channel = Channel;
    EventDescriptor->Level = Level;
    EventDescriptor->Task = Task;
    EventDescriptor->Opcode = Opcode;
    EventDescriptor->Keyword = Keyword;
}

WDK_INLINE VOID
EventDescZero(_Out_ PEVENT_DESCRIPTOR EventDescriptor)
{
    EventDescCreate(EventDescriptor, 0, 0, 0, 0, 0, 0, 0);
}

WDK_INLINE USHORT
EventDescGetId(_In_ PCEVENT_DESCRIPTOR EventDescriptor)
{
    return EventDescriptor->Id;
}

WDK_INLINE UCHAR
EventDescGetLevel(_In_ PCEVENT_DESCRIPTOR EventDescriptor)
{
    return EventDescriptor->Level;
}

WDK_INLINE ULONGLONG
EventDescGetKeyword(_In_ PCEVENT_DESCRIPTOR EventDescriptor)
{
    return EventDescriptor->Keyword;
}

#ifdef __cplusplus
}
#endif
#endif
