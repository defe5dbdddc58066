/*
 * cm/cm_test.h - what the tests of the registry share
 */
#ifndef CM_TEST_H
#define CM_TEST_H

#include <ntifs.h>
#include <sim/test.h>

#define TEST_ROOT L"\\Registry\\Machine\\Software\\Test"

static inline UNICODE_STRING
text(PCWSTR characters)
{
    UNICODE_STRING string;

    RtlInitUnicodeString(&string, characters);
    return string;
}

static inline NTSTATUS
create_key(HANDLE root, PCWSTR name, ACCESS_MASK access, ULONG options, PHANDLE key)
{
    UNICODE_STRING string = text(name);
    OBJECT_ATTRIBUTES attributes;

    InitializeObjectAttributes(&attributes, &string, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, root,
                               NULL);
    return ZwCreateKey(key, access, &attributes, 0, NULL, options, NULL);
}

static inline NTSTATUS
open_key(HANDLE root, PCWSTR name, ACCESS_MASK access, PHANDLE key)
{
    UNICODE_STRING string = text(name);
    OBJECT_ATTRIBUTES attributes;

    InitializeObjectAttributes(&attributes, &string, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, root,
                               NULL);
    return ZwOpenKey(key, access, &attributes);
}

/* A key below Software\Test, which is made on the way. */
static inline HANDLE
new_key(PCWSTR name)
{
    HANDLE root, key;

    assert_nt_success(create_key(NULL, TEST_ROOT, KEY_ALL_ACCESS, 0, &root));
    assert_nt_success(create_key(root, name, KEY_ALL_ACCESS, 0, &key));
    assert_nt_success(ZwClose(root));
    return key;
}

static inline void
set_number(HANDLE key, PCWSTR name, ULONG value)
{
    UNICODE_STRING string = text(name);

    assert_nt_success(ZwSetValueKey(key, &string, 0, REG_DWORD, &value, sizeof value));
}

/* The data of a value; its type. The buffer lasts until the next call. */
static inline const void *
value_of(HANDLE key, PCWSTR name, ULONG *type, ULONG *length)
{
    static ULONG buffer[256];
    PKEY_VALUE_PARTIAL_INFORMATION partial = (PVOID)buffer;
    UNICODE_STRING string = text(name);

    assert_nt_success(
        ZwQueryValueKey(key, &string, KeyValuePartialInformation, partial, sizeof buffer, length));
    *type = partial->Type;
    *length = partial->DataLength;
    return partial->Data;
}

static inline ULONG
number_of(HANDLE key, PCWSTR name)
{
    ULONG type, length, value;

    memcpy(&value, value_of(key, name, &type, &length), sizeof value);
    assert_int_equal(type, REG_DWORD);
    assert_int_equal(length, sizeof value);
    return value;
}

#endif
