/*
 * ob/ob_test.h - what the tests of the object manager share
 */
#ifndef OB_TEST_H
#define OB_TEST_H

#include <ntifs.h>
#include <sim/test.h>

/* Attributes for a name; they last until the next call. */
static inline POBJECT_ATTRIBUTES
named(PCWSTR name, ULONG flags)
{
    static OBJECT_ATTRIBUTES attributes;
    static UNICODE_STRING string;

    RtlInitUnicodeString(&string, name);
    InitializeObjectAttributes(&attributes, &string, flags | OBJ_CASE_INSENSITIVE, NULL, NULL);
    return &attributes;
}

static inline HANDLE
new_event(PCWSTR name, ULONG flags)
{
    HANDLE handle = NULL;

    assert_nt_success(ZwCreateEvent(&handle, EVENT_ALL_ACCESS,
                                    name == NULL ? NULL : named(name, flags), NotificationEvent,
                                    FALSE));
    return handle;
}

static inline PVOID
object_of(HANDLE handle)
{
    PVOID object = NULL;

    assert_nt_success(ObReferenceObjectByHandle(handle, 0, NULL, KernelMode, &object, NULL));
    return object;
}

static inline PUBLIC_OBJECT_BASIC_INFORMATION
counts_of(HANDLE handle)
{
    PUBLIC_OBJECT_BASIC_INFORMATION basic;

    assert_nt_success(ZwQueryObject(handle, ObjectBasicInformation, &basic, sizeof basic, NULL));
    return basic;
}

#endif
