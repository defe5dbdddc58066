/*
 * src/cm/zw.c - the Zw forms of this rung's system calls
 */
#include "cmi.h"

ZW_CALL(ZwCreateKey, NtCreateKey,
        (PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes, ULONG TitleIndex,
         PUNICODE_STRING Class, ULONG Options, PULONG Disposition),
        (Handle, Access, Attributes, TitleIndex, Class, Options, Disposition))
ZW_CALL(ZwOpenKey, NtOpenKey, (PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes),
        (Handle, Access, Attributes))
ZW_CALL(ZwOpenKeyEx, NtOpenKeyEx,
        (PHANDLE Handle, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes, ULONG Options),
        (Handle, Access, Attributes, Options))
ZW_CALL(ZwDeleteKey, NtDeleteKey, (HANDLE Handle), (Handle))
ZW_CALL(ZwFlushKey, NtFlushKey, (HANDLE Handle), (Handle))
ZW_CALL(ZwQueryKey, NtQueryKey,
        (HANDLE Handle, KEY_INFORMATION_CLASS Class, PVOID Information, ULONG Length,
         PULONG ResultLength),
        (Handle, Class, Information, Length, ResultLength))
ZW_CALL(ZwEnumerateKey, NtEnumerateKey,
        (HANDLE Handle, ULONG Index, KEY_INFORMATION_CLASS Class, PVOID Information, ULONG Length,
         PULONG ResultLength),
        (Handle, Index, Class, Information, Length, ResultLength))
ZW_CALL(ZwQueryValueKey, NtQueryValueKey,
        (HANDLE Handle, PUNICODE_STRING Name, KEY_VALUE_INFORMATION_CLASS Class, PVOID Information,
         ULONG Length, PULONG ResultLength),
        (Handle, Name, Class, Information, Length, ResultLength))
ZW_CALL(ZwEnumerateValueKey, NtEnumerateValueKey,
        (HANDLE Handle, ULONG Index, KEY_VALUE_INFORMATION_CLASS Class, PVOID Information,
         ULONG Length, PULONG ResultLength),
        (Handle, Index, Class, Information, Length, ResultLength))
ZW_CALL(ZwSetValueKey, NtSetValueKey,
        (HANDLE Handle, PUNICODE_STRING Name, ULONG TitleIndex, ULONG Type, PVOID Data, ULONG Size),
        (Handle, Name, TitleIndex, Type, Data, Size))
ZW_CALL(ZwDeleteValueKey, NtDeleteValueKey, (HANDLE Handle, PUNICODE_STRING Name), (Handle, Name))
