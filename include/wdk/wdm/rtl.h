/*
 * wdk/wdm/rtl.h - memory, strings, bit maps, time, registry helpers, debug output, assertions
 */
#ifndef _WDM_RTL_H_
#define _WDM_RTL_H_

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Memory: the driver's C library, as in Windows */
#define RtlEqualMemory(Destination, Source, Length) (!memcmp((Destination), (Source), (Length)))
#define RtlMoveMemory(Destination, Source, Length) memmove((Destination), (Source), (Length))
#define RtlCopyMemory(Destination, Source, Length) memcpy((Destination), (Source), (Length))
#define RtlFillMemory(Destination, Length, Fill) memset((Destination), (Fill), (Length))
#define RtlZeroMemory(Destination, Length) memset((Destination), 0, (Length))
#define RtlCopyBytes RtlCopyMemory
#define RtlFillBytes RtlFillMemory
#define RtlZeroBytes RtlZeroMemory
#define RtlCopyDeviceMemory RtlCopyMemory
#define RtlPrefetchMemoryNonTemporal(Source, Length) ((void)0)
SIZE_T NTAPI RtlCompareMemory(_In_ const VOID *Source1, _In_ const VOID *Source2,
                              _In_ SIZE_T Length);
SIZE_T NTAPI RtlCompareMemoryUlong(_In_ PVOID Source, _In_ SIZE_T Length, _In_ ULONG Pattern);
VOID NTAPI RtlCopyMemoryNonTemporal(_Out_ VOID *Destination, _In_ const VOID *Source,
                                    _In_ SIZE_T Length);
VOID NTAPI RtlFillMemoryNonTemporal(_Out_ VOID *Destination, _In_ SIZE_T Length,
                                    _In_ const UCHAR Value);
VOID NTAPI RtlPrefetchMemory(_In_ const VOID *Source, _In_ SIZE_T Length);

WDK_INLINE PVOID
RtlSecureZeroMemory(_Out_ PVOID Pointer, _In_ SIZE_T Size)
{
    volatile UCHAR *Byte = (volatile UCHAR *)Pointer;

    while (Size-- != 0) {
        *Byte++ = 0;
    }
    return Pointer;
}

WDK_INLINE BOOLEAN
RtlConstantTimeEqualMemory(_In_ const VOID *V1, _In_ const VOID *V2, _In_ SIZE_T Length)
{
    const volatile UCHAR *P1 = (const volatile UCHAR *)V1;
    const volatile UCHAR *P2 = (const volatile UCHAR *)V2;
    UCHAR Difference = 0;

    while (Length-- != 0) {
        Difference |= (UCHAR)(*P1++ ^ *P2++);
    }
    return (BOOLEAN)(Difference == 0);
}

/* Unaligned values */
#define RtlStoreUshort(Address, Value) __builtin_memcpy((Address), &(USHORT){(Value)}, 2)
#define RtlStoreUlong(Address, Value) __builtin_memcpy((Address), &(ULONG){(Value)}, 4)
#define RtlStoreUlonglong(Address, Value) __builtin_memcpy((Address), &(ULONGLONG){(Value)}, 8)
#define RtlStoreUlongPtr(Address, Value) RtlStoreUlonglong(Address, Value)
#define RtlRetrieveUshort(DestAddress, SrcAddress) memcpy((DestAddress), (SrcAddress), 2)
#define RtlRetrieveUlong(DestAddress, SrcAddress) memcpy((DestAddress), (SrcAddress), 4)
USHORT NTAPI RtlUshortByteSwap(_In_ USHORT Source);
ULONG NTAPI RtlUlongByteSwap(_In_ ULONG Source);
ULONGLONG NTAPI RtlUlonglongByteSwap(_In_ ULONGLONG Source);
#define _byteswap_ushort RtlUshortByteSwap
#define _byteswap_ulong RtlUlongByteSwap
#define _byteswap_uint64 RtlUlonglongByteSwap

/* Strings */
VOID NTAPI RtlInitUnicodeString(_Out_ PUNICODE_STRING DestinationString,
                                _In_opt_ PCWSTR SourceString);
NTSTATUS NTAPI RtlInitUnicodeStringEx(_Out_ PUNICODE_STRING DestinationString,
                                      _In_opt_ PCWSTR SourceString);
VOID NTAPI RtlInitAnsiString(_Out_ PANSI_STRING DestinationString, _In_opt_ PCSZ SourceString);
NTSTATUS NTAPI RtlInitAnsiStringEx(_Out_ PANSI_STRING DestinationString,
                                   _In_opt_ PCSZ SourceString);
VOID NTAPI RtlInitString(_Out_ PSTRING DestinationString, _In_opt_ PCSZ SourceString);
NTSTATUS NTAPI RtlInitStringEx(_Out_ PSTRING DestinationString, _In_opt_ PCSZ SourceString);
VOID NTAPI RtlInitUTF8String(_Out_ PUTF8_STRING DestinationString, _In_opt_ PCSZ SourceString);
_IRQL_requires_max_(DISPATCH_LEVEL)
NTSTATUS NTAPI RtlInitUTF8StringEx(_Out_ PUTF8_STRING DestinationString,
                                   _In_opt_ PCSZ SourceString);

WDK_INLINE VOID
RtlInitEmptyUnicodeString(_Out_ PUNICODE_STRING UnicodeString, _In_ PWCHAR Buffer,
                          _In_ USHORT BufferSize)
{
    UnicodeString->Length = 0;
    UnicodeString->MaximumLength = BufferSize;
    UnicodeString->Buffer = Buffer;
}

WDK_INLINE VOID
RtlInitEmptyAnsiString(_Out_ PANSI_STRING AnsiString, _In_ PCHAR Buffer, _In_ USHORT BufferSize)
{
    AnsiString->Length = 0;
    AnsiString->MaximumLength = BufferSize;
    AnsiString->Buffer = Buffer;
}

_IRQL_requires_max_(PASSIVE_LEVEL)
LONG NTAPI RtlCompareUnicodeString(_In_ PCUNICODE_STRING String1, _In_ PCUNICODE_STRING String2,
                                   _In_ BOOLEAN CaseInSensitive);
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI RtlEqualUnicodeString(_In_ PCUNICODE_STRING String1, _In_ PCUNICODE_STRING String2,
                                    _In_ BOOLEAN CaseInSensitive);
VOID NTAPI RtlCopyUnicodeString(_Inout_ PUNICODE_STRING DestinationString,
                                _In_opt_ PCUNICODE_STRING SourceString);
NTSTATUS NTAPI RtlAppendUnicodeStringToString(_Inout_ PUNICODE_STRING Destination,
                                              _In_ PCUNICODE_STRING Source);
NTSTATUS NTAPI RtlAppendUnicodeToString(_Inout_ PUNICODE_STRING Destination,
                                        _In_opt_ PCWSTR Source);
_IRQL_requires_max_(APC_LEVEL)
WCHAR NTAPI RtlUpcaseUnicodeChar(_In_ WCHAR SourceCharacter);
_IRQL_requires_max_(PASSIVE_LEVEL)
WCHAR NTAPI RtlDowncaseUnicodeChar(_In_ WCHAR SourceCharacter);
#define HASH_STRING_ALGORITHM_DEFAULT 0
#define HASH_STRING_ALGORITHM_X65599 1
#define HASH_STRING_ALGORITHM_INVALID 0xFFFFFFFF
_IRQL_requires_max_(APC_LEVEL)
NTSTATUS NTAPI RtlHashUnicodeString(_In_ PCUNICODE_STRING String, _In_ BOOLEAN CaseInSensitive,
                                    _In_ ULONG HashAlgorithm, _Out_ PULONG HashValue);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI RtlFreeUnicodeString(_Inout_ PUNICODE_STRING UnicodeString);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI RtlFreeAnsiString(_Inout_ PANSI_STRING AnsiString);
_IRQL_requires_max_(PASSIVE_LEVEL)
VOID NTAPI RtlFreeUTF8String(_Inout_ PUTF8_STRING utf8String);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlAnsiStringToUnicodeString(_Inout_ PUNICODE_STRING DestinationString,
                                            _In_ PCANSI_STRING SourceString,
                                            _In_ BOOLEAN AllocateDestinationString);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlUnicodeStringToAnsiString(_Inout_ PANSI_STRING DestinationString,
                                            _In_ PCUNICODE_STRING SourceString,
                                            _In_ BOOLEAN AllocateDestinationString);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlUnicodeStringToUTF8String(_Inout_ PUTF8_STRING DestinationString,
                                            _In_ PCUNICODE_STRING SourceString,
                                            _In_ BOOLEAN AllocateDestinationString);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlUTF8StringToUnicodeString(_Inout_ PUNICODE_STRING DestinationString,
                                            _In_ PUTF8_STRING SourceString,
                                            _In_ BOOLEAN AllocateDestinationString);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlUnicodeToUTF8N(_Out_ PCHAR UTF8StringDestination,
                                 _In_ ULONG UTF8StringMaxByteCount,
                                 _Out_opt_ PULONG UTF8StringActualByteCount,
                                 _In_ PCWCH UnicodeStringSource, _In_ ULONG UnicodeStringByteCount);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlUTF8ToUnicodeN(_Out_ PWSTR UnicodeStringDestination,
                                 _In_ ULONG UnicodeStringMaxByteCount,
                                 _Out_opt_ PULONG UnicodeStringActualByteCount,
                                 _In_ PCCH UTF8StringSource, _In_ ULONG UTF8StringByteCount);
_IRQL_requires_max_(PASSIVE_LEVEL)
ULONG NTAPI RtlxAnsiStringToUnicodeSize(_In_ PCANSI_STRING AnsiString);
_IRQL_requires_max_(PASSIVE_LEVEL)
ULONG NTAPI RtlxUnicodeStringToAnsiSize(_In_ PCUNICODE_STRING UnicodeString);
#define RtlAnsiStringToUnicodeSize(String) RtlxAnsiStringToUnicodeSize(String)
#define RtlUnicodeStringToAnsiSize(String) RtlxUnicodeStringToAnsiSize(String)
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlIntegerToUnicodeString(_In_ ULONG Value, _In_opt_ ULONG Base,
                                         _Inout_ PUNICODE_STRING String);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlInt64ToUnicodeString(_In_ ULONGLONG Value, _In_opt_ ULONG Base,
                                       _Inout_ PUNICODE_STRING String);
#define RtlIntPtrToUnicodeString(Value, Base, String) RtlInt64ToUnicodeString(Value, Base, String)
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlUnicodeStringToInteger(_In_ PCUNICODE_STRING String, _In_opt_ ULONG Base,
                                         _Out_ PULONG Value);
NTSTATUS NTAPI RtlUnicodeStringToInt64(_In_ PCUNICODE_STRING String, _In_opt_ ULONG Base,
                                       _Out_ PLONG64 Number, _Out_opt_ PWSTR *EndPointer);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlStringFromGUID(_In_ REFGUID Guid, _Out_ PUNICODE_STRING GuidString);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlGUIDFromString(_In_ PCUNICODE_STRING GuidString, _Out_ GUID *Guid);

WDK_INLINE VOID
RtlSanitizeUnicodeStringPadding(_Inout_ PUNICODE_STRING String)
{
    if (String->Buffer != NULL && String->MaximumLength > String->Length) {
        memset((PUCHAR)String->Buffer + String->Length, 0,
               (SIZE_T)(String->MaximumLength - String->Length));
    }
}

/* Bit maps */
typedef struct _RTL_BITMAP {
    ULONG SizeOfBitMap;
    PULONG Buffer;
} RTL_BITMAP, *PRTL_BITMAP;

typedef struct _RTL_BITMAP_RUN {
    ULONG StartingIndex;
    ULONG NumberOfBits;
} RTL_BITMAP_RUN, *PRTL_BITMAP_RUN;

VOID NTAPI RtlInitializeBitMap(_Out_ PRTL_BITMAP BitMapHeader, _In_ PULONG BitMapBuffer,
                               _In_ ULONG SizeOfBitMap);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI RtlClearBit(_In_ PRTL_BITMAP BitMapHeader, _In_ ULONG BitNumber);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI RtlSetBit(_In_ PRTL_BITMAP BitMapHeader, _In_ ULONG BitNumber);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI RtlTestBit(_In_ PRTL_BITMAP BitMapHeader, _In_ ULONG BitNumber);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI RtlClearAllBits(_In_ PRTL_BITMAP BitMapHeader);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI RtlSetAllBits(_In_ PRTL_BITMAP BitMapHeader);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlFindClearBits(_In_ PRTL_BITMAP BitMapHeader, _In_ ULONG NumberToFind,
                             _In_ ULONG HintIndex);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlFindSetBits(_In_ PRTL_BITMAP BitMapHeader, _In_ ULONG NumberToFind,
                           _In_ ULONG HintIndex);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlFindClearBitsAndSet(_In_ PRTL_BITMAP BitMapHeader, _In_ ULONG NumberToFind,
                                   _In_ ULONG HintIndex);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlFindSetBitsAndClear(_In_ PRTL_BITMAP BitMapHeader, _In_ ULONG NumberToFind,
                                   _In_ ULONG HintIndex);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI RtlClearBits(_In_ PRTL_BITMAP BitMapHeader, _In_ ULONG StartingIndex,
                        _In_ ULONG NumberToClear);
_IRQL_requires_max_(APC_LEVEL)
VOID NTAPI RtlSetBits(_In_ PRTL_BITMAP BitMapHeader, _In_ ULONG StartingIndex,
                      _In_ ULONG NumberToSet);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlFindClearRuns(_In_ PRTL_BITMAP BitMapHeader, _Out_ PRTL_BITMAP_RUN RunArray,
                             _In_ ULONG SizeOfRunArray, _In_ BOOLEAN LocateLongestRuns);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlFindLongestRunClear(_In_ PRTL_BITMAP BitMapHeader, _Out_ PULONG StartingIndex);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlFindFirstRunClear(_In_ PRTL_BITMAP BitMapHeader, _Out_ PULONG StartingIndex);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlFindNextForwardRunClear(_In_ PRTL_BITMAP BitMapHeader, _In_ ULONG FromIndex,
                                       _Out_ PULONG StartingRunIndex);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlFindLastBackwardRunClear(_In_ PRTL_BITMAP BitMapHeader, _In_ ULONG FromIndex,
                                        _Out_ PULONG StartingRunIndex);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlNumberOfClearBits(_In_ PRTL_BITMAP BitMapHeader);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlNumberOfSetBits(_In_ PRTL_BITMAP BitMapHeader);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI RtlAreBitsClear(_In_ PRTL_BITMAP BitMapHeader, _In_ ULONG StartingIndex,
                              _In_ ULONG Length);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI RtlAreBitsSet(_In_ PRTL_BITMAP BitMapHeader, _In_ ULONG StartingIndex,
                            _In_ ULONG Length);
CCHAR NTAPI RtlFindMostSignificantBit(_In_ ULONGLONG Set);
CCHAR NTAPI RtlFindLeastSignificantBit(_In_ ULONGLONG Set);
ULONG NTAPI RtlNumberOfSetBitsUlongPtr(_In_ ULONG_PTR Target);
#define RtlCheckBit(BitMapHeader, BitPosition)                                                     \
    ((((const LONG *)(BitMapHeader)->Buffer)[(BitPosition) / 32] >> ((BitPosition) % 32)) & 0x1)

/* Numbers, LUIDs */
WDK_INLINE LARGE_INTEGER
RtlConvertLongToLargeInteger(_In_ LONG SignedInteger)
{
    LARGE_INTEGER Result;

    Result.QuadPart = SignedInteger;
    return Result;
}

WDK_INLINE LARGE_INTEGER
RtlConvertUlongToLargeInteger(_In_ ULONG UnsignedInteger)
{
    LARGE_INTEGER Result;

    Result.QuadPart = UnsignedInteger;
    return Result;
}

/* Dividend / d for a d that is known beforehand as 2^(64 + ShiftCount) / MagicDivisor, rounded
   towards zero. */
WDK_INLINE LARGE_INTEGER
RtlExtendedMagicDivide(_In_ LARGE_INTEGER Dividend, _In_ LARGE_INTEGER MagicDivisor,
                       _In_ CCHAR ShiftCount)
{
    ULONGLONG Magnitude = Dividend.QuadPart < 0 ? 0 - (ULONGLONG)Dividend.QuadPart
                                                : (ULONGLONG)Dividend.QuadPart;
    unsigned __int128 Product = (unsigned __int128)Magnitude * (ULONGLONG)MagicDivisor.QuadPart;
    ULONGLONG Quotient = (ULONGLONG)(Product >> 64) >> ShiftCount;
    LARGE_INTEGER Result;

    Result.QuadPart = (LONGLONG)(Dividend.QuadPart < 0 ? 0 - Quotient : Quotient);
    return Result;
}

#define RtlEqualLuid(Luid1, Luid2)                                                                 \
    (((Luid1)->LowPart == (Luid2)->LowPart) && ((Luid1)->HighPart == (Luid2)->HighPart))
#define RtlIsZeroLuid(L1) ((BOOLEAN)(((L1)->LowPart | (L1)->HighPart) == 0))
WDK_INLINE LUID
RtlConvertLongToLuid(_In_ LONG Value)
{
    LUID Luid;

    Luid.LowPart = (ULONG)Value;
    Luid.HighPart = Value < 0 ? -1 : 0;
    return Luid;
}
WDK_INLINE LUID
RtlConvertUlongToLuid(_In_ ULONG Value)
{
    LUID Luid;

    Luid.LowPart = Value;
    Luid.HighPart = 0;
    return Luid;
}

/* Time */
VOID NTAPI RtlTimeToTimeFields(_In_ PLARGE_INTEGER Time, _Out_ PTIME_FIELDS TimeFields);
BOOLEAN NTAPI RtlTimeFieldsToTime(_In_ PTIME_FIELDS TimeFields, _Out_ PLARGE_INTEGER Time);

/* Registry */
#define REG_NONE 0
#define REG_SZ 1
#define REG_EXPAND_SZ 2
#define REG_BINARY 3
#define REG_DWORD 4
#define REG_DWORD_LITTLE_ENDIAN 4
#define REG_DWORD_BIG_ENDIAN 5
#define REG_LINK 6
#define REG_MULTI_SZ 7
#define REG_RESOURCE_LIST 8
#define REG_FULL_RESOURCE_DESCRIPTOR 9
#define REG_RESOURCE_REQUIREMENTS_LIST 10
#define REG_QWORD 11
#define REG_QWORD_LITTLE_ENDIAN 11

typedef NTSTATUS NTAPI RTL_QUERY_REGISTRY_ROUTINE(_In_ PWSTR ValueName, _In_ ULONG ValueType,
                                                  _In_opt_ PVOID ValueData, _In_ ULONG ValueLength,
                                                  _In_opt_ PVOID Context,
                                                  _In_opt_ PVOID EntryContext);
typedef RTL_QUERY_REGISTRY_ROUTINE *PRTL_QUERY_REGISTRY_ROUTINE;

typedef struct _RTL_QUERY_REGISTRY_TABLE {
    PRTL_QUERY_REGISTRY_ROUTINE QueryRoutine;
    ULONG Flags;
    PWSTR Name;
    PVOID EntryContext;
    ULONG DefaultType;
    PVOID DefaultData;
    ULONG DefaultLength;
} RTL_QUERY_REGISTRY_TABLE, *PRTL_QUERY_REGISTRY_TABLE;

#define RTL_QUERY_REGISTRY_SUBKEY 0x00000001
#define RTL_QUERY_REGISTRY_TOPKEY 0x00000002
#define RTL_QUERY_REGISTRY_REQUIRED 0x00000004
#define RTL_QUERY_REGISTRY_NOVALUE 0x00000008
#define RTL_QUERY_REGISTRY_NOEXPAND 0x00000010
#define RTL_QUERY_REGISTRY_DIRECT 0x00000020
#define RTL_QUERY_REGISTRY_DELETE 0x00000040
#define RTL_QUERY_REGISTRY_NOSTRING 0x00000080
#define RTL_QUERY_REGISTRY_TYPECHECK 0x00000100
#define RTL_QUERY_REGISTRY_TYPECHECK_SHIFT 24
#define RTL_QUERY_REGISTRY_TYPECHECK_MASK (0xFFU << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT)

#define RTL_REGISTRY_ABSOLUTE 0
#define RTL_REGISTRY_SERVICES 1
#define RTL_REGISTRY_CONTROL 2
#define RTL_REGISTRY_WINDOWS_NT 3
#define RTL_REGISTRY_DEVICEMAP 4
#define RTL_REGISTRY_USER 5
#define RTL_REGISTRY_MAXIMUM 6
#define RTL_REGISTRY_HANDLE 0x40000000
#define RTL_REGISTRY_OPTIONAL 0x80000000

_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlQueryRegistryValues(_In_ ULONG RelativeTo, _In_ PCWSTR Path,
                                      _Inout_ PRTL_QUERY_REGISTRY_TABLE QueryTable,
                                      _In_opt_ PVOID Context, _In_opt_ PVOID Environment);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlWriteRegistryValue(_In_ ULONG RelativeTo, _In_ PCWSTR Path, _In_ PCWSTR ValueName,
                                     _In_ ULONG ValueType, _In_opt_ PVOID ValueData,
                                     _In_ ULONG ValueLength);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlDeleteRegistryValue(_In_ ULONG RelativeTo, _In_ PCWSTR Path,
                                      _In_ PCWSTR ValueName);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlCreateRegistryKey(_In_ ULONG RelativeTo, _In_ PWSTR Path);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlCheckRegistryKey(_In_ ULONG RelativeTo, _In_ PWSTR Path);

/* Version of the system */
typedef struct _OSVERSIONINFOW {
    ULONG dwOSVersionInfoSize;
    ULONG dwMajorVersion;
    ULONG dwMinorVersion;
    ULONG dwBuildNumber;
    ULONG dwPlatformId;
    WCHAR szCSDVersion[128];
} OSVERSIONINFOW, *POSVERSIONINFOW, *LPOSVERSIONINFOW, RTL_OSVERSIONINFOW, *PRTL_OSVERSIONINFOW;

typedef struct _OSVERSIONINFOEXW {
    ULONG dwOSVersionInfoSize;
    ULONG dwMajorVersion;
    ULONG dwMinorVersion;
    ULONG dwBuildNumber;
    ULONG dwPlatformId;
    WCHAR szCSDVersion[128];
    USHORT wServicePackMajor;
    USHORT wServicePackMinor;
    USHORT wSuiteMask;
    UCHAR wProductType;
    UCHAR wReserved;
} OSVERSIONINFOEXW, *POSVERSIONINFOEXW, *LPOSVERSIONINFOEXW, RTL_OSVERSIONINFOEXW,
    *PRTL_OSVERSIONINFOEXW;

#define VER_EQUAL 1
#define VER_GREATER 2
#define VER_GREATER_EQUAL 3
#define VER_LESS 4
#define VER_LESS_EQUAL 5
#define VER_AND 6
#define VER_OR 7
#define VER_CONDITION_MASK 7
#define VER_NUM_BITS_PER_CONDITION_MASK 3
#define VER_MINORVERSION 0x0000001
#define VER_MAJORVERSION 0x0000002
#define VER_BUILDNUMBER 0x0000004
#define VER_PLATFORMID 0x0000008
#define VER_SERVICEPACKMINOR 0x0000010
#define VER_SERVICEPACKMAJOR 0x0000020
#define VER_SUITENAME 0x0000040
#define VER_PRODUCT_TYPE 0x0000080
#define VER_NT_WORKSTATION 0x0000001
#define VER_NT_DOMAIN_CONTROLLER 0x0000002
#define VER_NT_SERVER 0x0000003
#define VER_PLATFORM_WIN32_NT 2
ULONGLONG NTAPI VerSetConditionMask(_In_ ULONGLONG ConditionMask, _In_ ULONG TypeMask,
                                    _In_ UCHAR Condition);
#define VER_SET_CONDITION(Mask, Type, Condition)                                                   \
    ((Mask) = VerSetConditionMask((Mask), (Type), (Condition)))
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlGetVersion(_Inout_ PRTL_OSVERSIONINFOW lpVersionInformation);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlVerifyVersionInfo(_In_ PRTL_OSVERSIONINFOEXW VersionInfo, _In_ ULONG TypeMask,
                                    _In_ ULONGLONG ConditionMask);
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI RtlIsNtDdiVersionAvailable(_In_ ULONG Version);
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI RtlIsServicePackVersionInstalled(_In_ ULONG Version);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlNtStatusToDosError(_In_ NTSTATUS Status);
_IRQL_requires_max_(APC_LEVEL)
ULONG NTAPI RtlNtStatusToDosErrorNoTeb(_In_ NTSTATUS Status);

/* Debug output and assertions */
ULONG NTAPI DbgPrint(_In_ PCSTR Format, ...);
ULONG NTAPI DbgPrintEx(_In_ ULONG ComponentId, _In_ ULONG Level, _In_ PCSTR Format, ...);
ULONG NTAPI vDbgPrintEx(_In_ ULONG ComponentId, _In_ ULONG Level, _In_ PCCH Format,
                        _In_ va_list arglist);
ULONG NTAPI vDbgPrintExWithPrefix(_In_ PCCH Prefix, _In_ ULONG ComponentId, _In_ ULONG Level,
                                  _In_ PCCH Format, _In_ va_list arglist);
ULONG NTAPI DbgPrintReturnControlC(_In_ PCCH Format, ...);
ULONG NTAPI DbgPrompt(_In_ PCCH Prompt, _Out_ PCH Response, _In_ ULONG Length);
NTSTATUS NTAPI DbgQueryDebugFilterState(_In_ ULONG ComponentId, _In_ ULONG Level);
NTSTATUS NTAPI DbgSetDebugFilterState(_In_ ULONG ComponentId, _In_ ULONG Level,
                                      _In_ BOOLEAN State);
VOID NTAPI DbgBreakPoint(VOID);
VOID NTAPI DbgBreakPointWithStatus(_In_ ULONG Status);
VOID NTAPI RtlAssert(_In_ PVOID VoidFailedAssertion, _In_ PVOID VoidFileName,
                     _In_ ULONG LineNumber, _In_opt_ PSTR MutableMessage);
NTSTATUS NTAPI KdDisableDebugger(VOID);
NTSTATUS NTAPI KdEnableDebugger(VOID);
BOOLEAN NTAPI KdRefreshDebuggerNotPresent(VOID);

typedef enum _KD_OPTION { KD_OPTION_SET_BLOCK_ENABLE } KD_OPTION;
NTSTATUS NTAPI KdChangeOption(_In_ KD_OPTION Option, _In_ ULONG InBufferBytes,
                              _In_opt_ PVOID InBuffer, _In_ ULONG OutBufferBytes,
                              _Out_opt_ PVOID OutBuffer, _Out_opt_ PULONG OutBufferNeeded);

#define DPFLTR_ERROR_LEVEL 0
#define DPFLTR_WARNING_LEVEL 1
#define DPFLTR_TRACE_LEVEL 2
#define DPFLTR_INFO_LEVEL 3
#define DPFLTR_MASK 0x80000000

typedef enum _DPFLTR_TYPE {
    DPFLTR_SYSTEM_ID = 0,
    DPFLTR_SMSS_ID = 1,
    DPFLTR_SETUP_ID = 2,
    DPFLTR_NTFS_ID = 3,
    DPFLTR_FSTUB_ID = 4,
    DPFLTR_CRASHDUMP_ID = 5,
    DPFLTR_CDAUDIO_ID = 6,
    DPFLTR_CDROM_ID = 7,
    DPFLTR_CLASSPNP_ID = 8,
    DPFLTR_DISK_ID = 9,
    DPFLTR_REDBOOK_ID = 10,
    DPFLTR_STORPROP_ID = 11,
    DPFLTR_SCSIPORT_ID = 12,
    DPFLTR_SCSIMINIPORT_ID = 13,
    DPFLTR_CONFIG_ID = 14,
    DPFLTR_I8042PRT_ID = 15,
    DPFLTR_SERMOUSE_ID = 16,
    DPFLTR_LSERMOUS_ID = 17,
    DPFLTR_KBDHID_ID = 18,
    DPFLTR_MOUHID_ID = 19,
    DPFLTR_KBDCLASS_ID = 20,
    DPFLTR_MOUCLASS_ID = 21,
    DPFLTR_TWOTRACK_ID = 22,
    DPFLTR_WMILIB_ID = 23,
    DPFLTR_ACPI_ID = 24,
    DPFLTR_AMLI_ID = 25,
    DPFLTR_HALIA64_ID = 26,
    DPFLTR_VIDEO_ID = 27,
    DPFLTR_SVCHOST_ID = 28,
    DPFLTR_VIDEOPRT_ID = 29,
    DPFLTR_TCPIP_ID = 30,
    DPFLTR_DMSYNTH_ID = 31,
    DPFLTR_NTOSPNP_ID = 32,
    DPFLTR_FASTFAT_ID = 33,
    DPFLTR_SAMSS_ID = 34,
    DPFLTR_PNPMGR_ID = 35,
    DPFLTR_NETAPI_ID = 36,
    DPFLTR_SCSERVER_ID = 37,
    DPFLTR_SCCLIENT_ID = 38,
    DPFLTR_SERIAL_ID = 39,
    DPFLTR_SERENUM_ID = 40,
    DPFLTR_UHCD_ID = 41,
    DPFLTR_RPCPROXY_ID = 42,
    DPFLTR_AUTOCHK_ID = 43,
    DPFLTR_DCOMSS_ID = 44,
    DPFLTR_UNIMODEM_ID = 45,
    DPFLTR_SIS_ID = 46,
    DPFLTR_FLTMGR_ID = 47,
    DPFLTR_WMICORE_ID = 48,
    DPFLTR_BURNENG_ID = 49,
    DPFLTR_IMAPI_ID = 50,
    DPFLTR_SXS_ID = 51,
    DPFLTR_FUSION_ID = 52,
    DPFLTR_IDLETASK_ID = 53,
    DPFLTR_SOFTPCI_ID = 54,
    DPFLTR_TAPE_ID = 55,
    DPFLTR_MCHGR_ID = 56,
    DPFLTR_IDEP_ID = 57,
    DPFLTR_PCIIDE_ID = 58,
    DPFLTR_FLOPPY_ID = 59,
    DPFLTR_FDC_ID = 60,
    DPFLTR_TERMSRV_ID = 61,
    DPFLTR_W32TIME_ID = 62,
    DPFLTR_PREFETCHER_ID = 63,
    DPFLTR_RSFILTER_ID = 64,
    DPFLTR_FCPORT_ID = 65,
    DPFLTR_PCI_ID = 66,
    DPFLTR_DMIO_ID = 67,
    DPFLTR_DMCONFIG_ID = 68,
    DPFLTR_DMADMIN_ID = 69,
    DPFLTR_WSOCKTRANSPORT_ID = 70,
    DPFLTR_VSS_ID = 71,
    DPFLTR_PNPMEM_ID = 72,
    DPFLTR_PROCESSOR_ID = 73,
    DPFLTR_DMSERVER_ID = 74,
    DPFLTR_SR_ID = 75,
    DPFLTR_INFINIBAND_ID = 76,
    DPFLTR_IHVDRIVER_ID = 77,
    DPFLTR_IHVVIDEO_ID = 78,
    DPFLTR_IHVAUDIO_ID = 79,
    DPFLTR_IHVNETWORK_ID = 80,
    DPFLTR_IHVSTREAMING_ID = 81,
    DPFLTR_IHVBUS_ID = 82,
    DPFLTR_HPS_ID = 83,
    DPFLTR_RTLTHREADPOOL_ID = 84,
    DPFLTR_LDR_ID = 85,
    DPFLTR_TCPIP6_ID = 86,
    DPFLTR_ISAPNP_ID = 87,
    DPFLTR_SHPC_ID = 88,
    DPFLTR_STORPORT_ID = 89,
    DPFLTR_STORMINIPORT_ID = 90,
    DPFLTR_PRINTSPOOLER_ID = 91,
    DPFLTR_VSSDYNDISK_ID = 92,
    DPFLTR_VERIFIER_ID = 93,
    DPFLTR_VDS_ID = 94,
    DPFLTR_VDSBAS_ID = 95,
    DPFLTR_VDSDYN_ID = 96,
    DPFLTR_VDSDYNDR_ID = 97,
    DPFLTR_VDSLDR_ID = 98,
    DPFLTR_VDSUTIL_ID = 99,
    DPFLTR_DFRGIFC_ID = 100,
    DPFLTR_DEFAULT_ID = 101,
    DPFLTR_MM_ID = 102,
    DPFLTR_DFSC_ID = 103,
    DPFLTR_WOW64_ID = 104,
    DPFLTR_ALPC_ID = 105,
    DPFLTR_WDI_ID = 106,
    DPFLTR_PERFLIB_ID = 107,
    DPFLTR_KTM_ID = 108,
    DPFLTR_IOSTRESS_ID = 109,
    DPFLTR_HEAP_ID = 110,
    DPFLTR_WHEA_ID = 111,
    DPFLTR_USERGDI_ID = 112,
    DPFLTR_MMCSS_ID = 113,
    DPFLTR_TPM_ID = 114,
    DPFLTR_THREADORDER_ID = 115,
    DPFLTR_ENVIRON_ID = 116,
    DPFLTR_EMS_ID = 117,
    DPFLTR_WDT_ID = 118,
    DPFLTR_FVEVOL_ID = 119,
    DPFLTR_NDIS_ID = 120,
    DPFLTR_NVCTRACE_ID = 121,
    DPFLTR_LUAFV_ID = 122,
    DPFLTR_APPCOMPAT_ID = 123,
    DPFLTR_USBSTOR_ID = 124,
    DPFLTR_SBP2PORT_ID = 125,
    DPFLTR_COVERAGE_ID = 126,
    DPFLTR_CACHEMGR_ID = 127,
    DPFLTR_MOUNTMGR_ID = 128,
    DPFLTR_CFR_ID = 129,
    DPFLTR_TXF_ID = 130,
    DPFLTR_KSECDD_ID = 131,
    DPFLTR_FLTREGRESS_ID = 132,
    DPFLTR_MPIO_ID = 133,
    DPFLTR_MSDSM_ID = 134,
    DPFLTR_UDFS_ID = 135,
    DPFLTR_PSHED_ID = 136,
    DPFLTR_STORVSP_ID = 137,
    DPFLTR_LSASS_ID = 138,
    DPFLTR_SSPICLI_ID = 139,
    DPFLTR_CNG_ID = 140,
    DPFLTR_EXFAT_ID = 141,
    DPFLTR_FILETRACE_ID = 142,
    DPFLTR_XSAVE_ID = 143,
    DPFLTR_SE_ID = 144,
    DPFLTR_DRIVEEXTENDER_ID = 145,
    DPFLTR_POWER_ID = 146,
    DPFLTR_CRASHDUMPXHCI_ID = 147,
    DPFLTR_GPIO_ID = 148,
    DPFLTR_REFS_ID = 149,
    DPFLTR_WER_ID = 150,
    DPFLTR_CAPIMG_ID = 151,
    DPFLTR_VPCI_ID = 152,
    DPFLTR_STORAGECLASSMEMORY_ID = 153,
    DPFLTR_FSLIB_ID = 154,
    DPFLTR_ENDOFTABLE_ID
} DPFLTR_TYPE;

#define DBG_STATUS_CONTROL_C 1
#define DBG_STATUS_SYSRQ 2
#define DBG_STATUS_BUGCHECK_FIRST 3
#define DBG_STATUS_BUGCHECK_SECOND 4
#define DBG_STATUS_FATAL 5
#define DBG_STATUS_DEBUG_CONTROL 6
#define DBG_STATUS_WORKER 7

extern PBOOLEAN KdDebuggerNotPresent;
extern PBOOLEAN KdDebuggerEnabled;
#define KD_DEBUGGER_ENABLED (*KdDebuggerEnabled)
#define KD_DEBUGGER_NOT_PRESENT (*KdDebuggerNotPresent)

#ifndef DBG
#define DBG 0
#endif

#define NT_ASSERT_ASSUME_(Expression, Name, Message)                                               \
    ((!(Expression)) ? (RtlAssert((PVOID)Name, (PVOID)__FILE__, __LINE__, (PSTR)(Message)), FALSE) \
                     : TRUE)
/* Here it is said where; there is no debugger that would know. */
#define DbgRaiseAssertionFailure()                                                                 \
    RtlAssert((PVOID) "DbgRaiseAssertionFailure", (PVOID)__FILE__, __LINE__, NULL)
#define NT_FRE_ASSERT(Expression) NT_ASSERT_ASSUME_(Expression, #Expression, NULL)
#define NT_VERIFY_ASSERT_(Expression, Name, Message) NT_ASSERT_ASSUME_(Expression, Name, Message)
#if DBG
#define ASSERT(Expression) ((void)NT_ASSERT_ASSUME_(Expression, #Expression, NULL))
#define ASSERTMSG(Message, Expression) ((void)NT_ASSERT_ASSUME_(Expression, #Expression, Message))
#define RTL_SOFT_ASSERT(Expression)                                                                \
    ((!(Expression)) ? (DbgPrint("%s(%d): Soft assertion failed\n   Expression: %s\n", __FILE__,   \
                                 __LINE__, #Expression),                                           \
                        FALSE)                                                                     \
                     : TRUE)
#define RTL_SOFT_ASSERTMSG(Message, Expression) RTL_SOFT_ASSERT(Expression)
#define RTL_VERIFY(Expression) NT_ASSERT_ASSUME_(Expression, #Expression, NULL)
#define RTL_VERIFYMSG(Message, Expression) NT_ASSERT_ASSUME_(Expression, #Expression, Message)
#define NT_ASSERT(Expression) NT_ASSERT_ASSUME_(Expression, #Expression, NULL)
#define NT_ASSERTMSG(Message, Expression) NT_ASSERT_ASSUME_(Expression, #Expression, Message)
#define NT_ASSERTMSGW(Message, Expression) NT_ASSERT_ASSUME_(Expression, #Expression, NULL)
#define NT_VERIFY(Expression) NT_ASSERT_ASSUME_(Expression, #Expression, NULL)
#define NT_VERIFYMSG(Message, Expression) NT_ASSERT_ASSUME_(Expression, #Expression, Message)
#define KdPrint(Arguments) DbgPrint Arguments
#define KdPrintEx(Arguments) DbgPrintEx Arguments
#define vKdPrintEx(Arguments) vDbgPrintEx Arguments
#define KdBreakPoint() DbgBreakPoint()
#define KdBreakPointWithStatus(Status) DbgBreakPointWithStatus(Status)
#else
#define ASSERT(Expression) ((void)0)
#define ASSERTMSG(Message, Expression) ((void)0)
#define RTL_SOFT_ASSERT(Expression) ((void)0)
#define RTL_SOFT_ASSERTMSG(Message, Expression) ((void)0)
#define RTL_VERIFY(Expression) ((Expression) ? TRUE : FALSE)
#define RTL_VERIFYMSG(Message, Expression) ((Expression) ? TRUE : FALSE)
#define NT_ASSERT(Expression) ((void)0)
#define NT_ASSERTMSG(Message, Expression) ((void)0)
#define NT_ASSERTMSGW(Message, Expression) ((void)0)
#define NT_VERIFY(Expression) ((Expression) ? TRUE : FALSE)
#define NT_VERIFYMSG(Message, Expression) ((Expression) ? TRUE : FALSE)
#define KdPrint(Arguments) ((void)0)
#define KdPrintEx(Arguments) ((void)0)
#define vKdPrintEx(Arguments) ((void)0)
#define KdBreakPoint() ((void)0)
#define KdBreakPointWithStatus(Status) ((void)0)
#endif
#define NT_ANALYSIS_ASSUME(...) ((void)0)
#define RTL_ASSERT(Expression) ASSERT(Expression)

/* Code that must run below DISPATCH_LEVEL says so. PAGED_CODE checks in every build. */
VOID NTAPI WdkCheckPagedCode(_In_ PCSTR File, _In_ ULONG Line);
#define PAGED_CODE() WdkCheckPagedCode(__FILE__, __LINE__)
#define PAGED_CODE_LOCKED() ((void)0)
#define ALLOC_PRAGMA 1

/* Splay links and AVL tables' links are in ntddk.h */
typedef struct _RTL_SPLAY_LINKS {
    struct _RTL_SPLAY_LINKS *Parent;
    struct _RTL_SPLAY_LINKS *LeftChild;
    struct _RTL_SPLAY_LINKS *RightChild;
} RTL_SPLAY_LINKS, *PRTL_SPLAY_LINKS;

/* Security descriptors */
struct _ACL;
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlCreateSecurityDescriptor(_Out_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                           _In_ ULONG Revision);
_IRQL_requires_max_(PASSIVE_LEVEL)
BOOLEAN NTAPI RtlValidSecurityDescriptor(_In_ PSECURITY_DESCRIPTOR SecurityDescriptor);
_IRQL_requires_max_(PASSIVE_LEVEL)
ULONG NTAPI RtlLengthSecurityDescriptor(_In_ PSECURITY_DESCRIPTOR SecurityDescriptor);
_IRQL_requires_max_(APC_LEVEL)
BOOLEAN NTAPI RtlValidRelativeSecurityDescriptor(_In_ PSECURITY_DESCRIPTOR SecurityDescriptorInput,
                                                 _In_ ULONG SecurityDescriptorLength,
                                                 _In_ ULONG RequiredInformation);
_IRQL_requires_max_(PASSIVE_LEVEL)
NTSTATUS NTAPI RtlSetDaclSecurityDescriptor(_Inout_ PSECURITY_DESCRIPTOR SecurityDescriptor,
                                            _In_ BOOLEAN DaclPresent, _In_opt_ struct _ACL *Dacl,
                                            _In_ BOOLEAN DaclDefaulted);

#ifdef __cplusplus
}
#endif

#endif
