/*
 * wdk/test_strsafe_forms.c - all of ntstrsafe.h, form by form, at every size of a small buffer
 *
 * The model: what the destination keeps (Cat), then as much of the source as the form takes (N), is
 * cut off at the size, with or without room for a terminator.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <ntddk.h>
#include <ntstrsafe.h>

/* The formatting functions that drivers have; a test program would get the host's. */
INT crt__vsnprintf(PSTR Buffer, SIZE_T Count, PCSTR Format, va_list Arguments);
INT crt__vsnwprintf(PWSTR Buffer, SIZE_T Count, PCWSTR Format, va_list Arguments);

int
_vsnprintf(char *Buffer, size_t Count, const char *Format, va_list Arguments)
{
    return crt__vsnprintf(Buffer, Count, Format, Arguments);
}

int
_vsnwprintf(WCHAR *Buffer, size_t Count, const WCHAR *Format, va_list Arguments)
{
    return crt__vsnwprintf(Buffer, Count, Format, Arguments);
}

enum { COPY, COPY_N, CAT, CAT_N, PRINT, VPRINT, KINDS, CB = 8, EX = 16, FORMS = 32 };

#define ROOM_MOST 16

static const char *const sources[] = {"", "x", "xyz", "uvwxyz"};

struct result {
    NTSTATUS status;
    char text[ROOM_MOST];
};

static int
takes_count(int form)
{
    return form % 8 == COPY_N || form % 8 == CAT_N;
}

static int
appends(int form)
{
    return form % 8 == CAT || form % 8 == CAT_N;
}

static struct result
expect(int form, const char *before, const char *source, size_t count, size_t room)
{
    struct result result = {STATUS_SUCCESS, ""};
    size_t taken = strlen(source);

    if (room == 0 || (appends(form) && strlen(before) >= room)) {
        result.status = STATUS_INVALID_PARAMETER;
        return result;
    }
    if (takes_count(form) && taken > count) {
        taken = count;
    }
    if (appends(form)) {
        strcpy(result.text, before);
    }
    strncat(result.text, source, taken);
    if (strlen(result.text) >= room) {
        result.status = STATUS_BUFFER_OVERFLOW;
        result.text[room - 1] = 0;
    }
    return result;
}

#define CHAR_TYPE      char
#define OF_TYPE(name)  narrow_##name
#define TEXT_FORMAT    "%s"
#define CB_COPY        RtlStringCbCopyA
#define CB_COPY_EX     RtlStringCbCopyExA
#define CB_COPY_N      RtlStringCbCopyNA
#define CB_COPY_N_EX   RtlStringCbCopyNExA
#define CB_CAT         RtlStringCbCatA
#define CB_CAT_EX      RtlStringCbCatExA
#define CB_CAT_N       RtlStringCbCatNA
#define CB_CAT_N_EX    RtlStringCbCatNExA
#define CB_PRINTF      RtlStringCbPrintfA
#define CB_PRINTF_EX   RtlStringCbPrintfExA
#define CB_VPRINTF     RtlStringCbVPrintfA
#define CB_VPRINTF_EX  RtlStringCbVPrintfExA
#define CB_LENGTH      RtlStringCbLengthA
#define CCH_COPY       RtlStringCchCopyA
#define CCH_COPY_EX    RtlStringCchCopyExA
#define CCH_COPY_N     RtlStringCchCopyNA
#define CCH_COPY_N_EX  RtlStringCchCopyNExA
#define CCH_CAT        RtlStringCchCatA
#define CCH_CAT_EX     RtlStringCchCatExA
#define CCH_CAT_N      RtlStringCchCatNA
#define CCH_CAT_N_EX   RtlStringCchCatNExA
#define CCH_PRINTF     RtlStringCchPrintfA
#define CCH_PRINTF_EX  RtlStringCchPrintfExA
#define CCH_VPRINTF    RtlStringCchVPrintfA
#define CCH_VPRINTF_EX RtlStringCchVPrintfExA
#define CCH_LENGTH     RtlStringCchLengthA
#include "strsafe_forms.h"

#undef CB_COPY
#define CB_COPY RtlStringCbCopyW
#undef CB_COPY_EX
#define CB_COPY_EX RtlStringCbCopyExW
#undef CB_COPY_N
#define CB_COPY_N RtlStringCbCopyNW
#undef CB_COPY_N_EX
#define CB_COPY_N_EX RtlStringCbCopyNExW
#undef CB_CAT
#define CB_CAT RtlStringCbCatW
#undef CB_CAT_EX
#define CB_CAT_EX RtlStringCbCatExW
#undef CB_CAT_N
#define CB_CAT_N RtlStringCbCatNW
#undef CB_CAT_N_EX
#define CB_CAT_N_EX RtlStringCbCatNExW
#undef CB_PRINTF
#define CB_PRINTF RtlStringCbPrintfW
#undef CB_PRINTF_EX
#define CB_PRINTF_EX RtlStringCbPrintfExW
#undef CB_VPRINTF
#define CB_VPRINTF RtlStringCbVPrintfW
#undef CB_VPRINTF_EX
#define CB_VPRINTF_EX RtlStringCbVPrintfExW
#undef CB_LENGTH
#define CB_LENGTH RtlStringCbLengthW
#undef CCH_COPY
#define CCH_COPY RtlStringCchCopyW
#undef CCH_COPY_EX
#define CCH_COPY_EX RtlStringCchCopyExW
#undef CCH_COPY_N
#define CCH_COPY_N RtlStringCchCopyNW
#undef CCH_COPY_N_EX
#define CCH_COPY_N_EX RtlStringCchCopyNExW
#undef CCH_CAT
#define CCH_CAT RtlStringCchCatW
#undef CCH_CAT_EX
#define CCH_CAT_EX RtlStringCchCatExW
#undef CCH_CAT_N
#define CCH_CAT_N RtlStringCchCatNW
#undef CCH_CAT_N_EX
#define CCH_CAT_N_EX RtlStringCchCatNExW
#undef CCH_PRINTF
#define CCH_PRINTF RtlStringCchPrintfW
#undef CCH_PRINTF_EX
#define CCH_PRINTF_EX RtlStringCchPrintfExW
#undef CCH_VPRINTF
#define CCH_VPRINTF RtlStringCchVPrintfW
#undef CCH_VPRINTF_EX
#define CCH_VPRINTF_EX RtlStringCchVPrintfExW
#undef CCH_LENGTH
#define CCH_LENGTH    RtlStringCchLengthW
#define CHAR_TYPE     WCHAR
#define OF_TYPE(name) wide_##name
#define TEXT_FORMAT   L"%s"
#include "strsafe_forms.h"

/* --- UNICODE_STRING --------------------------------------------------------------------------- */

enum { FROM_TEXT = 64, IN_BYTES = 32 }; // with the forms above

static NTSTATUS
print_string(UNICODE_STRING *to, UNICODE_STRING *left, ...)
{
    NTSTATUS status;
    va_list arguments;

    va_start(arguments, left);
    status = left == NULL ? RtlUnicodeStringVPrintf(to, L"%s", arguments)
                          : RtlUnicodeStringVPrintfEx(to, left, 0, L"%s", arguments);
    va_end(arguments);
    return status;
}

static NTSTATUS
call_counted(int form, UNICODE_STRING *to, UNICODE_STRING *from, size_t count, UNICODE_STRING *left)
{
    switch (form) {
    case COPY:
        return RtlUnicodeStringCopy(to, from);
    case COPY | EX:
        return RtlUnicodeStringCopyEx(to, from, left, 0);
    case COPY_N:
        return RtlUnicodeStringCchCopyN(to, from, count);
    case COPY_N | EX:
        return RtlUnicodeStringCchCopyNEx(to, from, count, left, 0);
    case COPY_N | IN_BYTES:
        return RtlUnicodeStringCbCopyN(to, from, 2 * count + 1);
    case COPY_N | IN_BYTES | EX:
        return RtlUnicodeStringCbCopyNEx(to, from, 2 * count + 1, left, 0);
    case CAT:
        return RtlUnicodeStringCat(to, from);
    case CAT | EX:
        return RtlUnicodeStringCatEx(to, from, left, 0);
    case CAT_N:
        return RtlUnicodeStringCchCatN(to, from, count);
    case CAT_N | EX:
        return RtlUnicodeStringCchCatNEx(to, from, count, left, 0);
    case CAT_N | IN_BYTES:
        return RtlUnicodeStringCbCatN(to, from, 2 * count + 1);
    default:
        return RtlUnicodeStringCbCatNEx(to, from, 2 * count + 1, left, 0);
    }
}

static NTSTATUS
call_terminated(int form, UNICODE_STRING *to, const WCHAR *from, size_t count, UNICODE_STRING *left)
{
    switch (form) {
    case COPY:
        return RtlUnicodeStringCopyString(to, from);
    case COPY | EX:
        return RtlUnicodeStringCopyStringEx(to, from, left, 0);
    case COPY_N:
        return RtlUnicodeStringCchCopyStringN(to, from, count);
    case COPY_N | EX:
        return RtlUnicodeStringCchCopyStringNEx(to, from, count, left, 0);
    case COPY_N | IN_BYTES:
        return RtlUnicodeStringCbCopyStringN(to, from, 2 * count + 1);
    case COPY_N | IN_BYTES | EX:
        return RtlUnicodeStringCbCopyStringNEx(to, from, 2 * count + 1, left, 0);
    case CAT:
        return RtlUnicodeStringCatString(to, from);
    case CAT | EX:
        return RtlUnicodeStringCatStringEx(to, from, left, 0);
    case CAT_N:
        return RtlUnicodeStringCchCatStringN(to, from, count);
    case CAT_N | EX:
        return RtlUnicodeStringCchCatStringNEx(to, from, count, left, 0);
    case CAT_N | IN_BYTES:
        return RtlUnicodeStringCbCatStringN(to, from, 2 * count + 1);
    case CAT_N | IN_BYTES | EX:
        return RtlUnicodeStringCbCatStringNEx(to, from, 2 * count + 1, left, 0);
    case PRINT:
        return RtlUnicodeStringPrintf(to, L"%s", from);
    case PRINT | EX:
        return RtlUnicodeStringPrintfEx(to, left, 0, L"%s", from);
    case VPRINT:
        return print_string(to, NULL, from);
    default:
        return print_string(to, left, from);
    }
}

/* The model's room has one more, for the terminator that there is not. */
static void
try_string(int form, const char *before, const char *source, size_t count, size_t room)
{
    struct result wanted = expect(form & 7, before, source, count, room + 1);
    WCHAR buffer[ROOM_MOST + 4], text[ROOM_MOST], expected[ROOM_MOST];
    UNICODE_STRING to = {(USHORT)(2 * strlen(before)), (USHORT)(2 * room), buffer};
    UNICODE_STRING from = {(USHORT)(2 * strlen(source)), (USHORT)(2 * strlen(source)), text};
    UNICODE_STRING left = {9, 9, NULL};
    size_t length = strlen(wanted.text);
    int call = form & ~FROM_TEXT;

    for (size_t i = 0; i < ARRAYSIZE(buffer); i++) {
        buffer[i] = '#';
    }
    wide_widen(buffer, before);
    buffer[strlen(before)] = '#';
    wide_widen(text, source);
    wide_widen(expected, wanted.text);
    assert_int_equal((form & FROM_TEXT) != 0 ? call_terminated(call, &to, text, count, &left)
                                             : call_counted(call, &to, &from, count, &left),
                     wanted.status);
    assert_int_equal(to.Length, 2 * length);
    assert_memory_equal(buffer, expected, 2 * length);
    for (size_t i = room; i < ARRAYSIZE(buffer); i++) {
        assert_true(buffer[i] == '#');
    }
    if ((form & EX) != 0) {
        assert_ptr_equal(left.Buffer, buffer + length);
        assert_int_equal(left.Length, 0);
        assert_int_equal(left.MaximumLength, 2 * (room - length));
    }
}

static int
exists(int form)
{
    int kind = form & 7;

    return kind < KINDS && (form & CB) == 0 && ((form & IN_BYTES) == 0 || takes_count(kind)) &&
           ((form & FROM_TEXT) != 0 || kind < PRINT);
}

static void
every_form_for_unicode_strings_does_what_the_model_does(void **state)
{
    for (int form = 0; form < 2 * FROM_TEXT; form++) {
        for (size_t room = 0; exists(form) && room <= 8; room++) {
            for (size_t source = 0; source < ARRAYSIZE(sources); source++) {
                for (size_t count = 0; count <= 6; count++) {
                    try_string(form, "", sources[source], count, room);
                    if (room >= 2) {
                        try_string(form, "ab", sources[source], count, room);
                    }
                }
            }
        }
    }
}

static void
a_unicode_string_is_terminated_where_it_fits(void **state)
{
    UNICODE_STRING from = {6, 6, L"xyz!"};
    WCHAR to[8], *end;
    size_t left;

    for (size_t room = 1; room <= 8; room++) {
        size_t length = room > 3 ? 3 : room - 1;
        NTSTATUS wanted = room > 3 ? STATUS_SUCCESS : STATUS_BUFFER_OVERFLOW;

        assert_int_equal(RtlStringCchCopyUnicodeString(to, room, &from), wanted);
        assert_memory_equal(to, L"xyz", 2 * length);
        assert_int_equal(to[length], 0);
        assert_int_equal(RtlStringCbCopyUnicodeString(to, 2 * room + 1, &from), wanted);
        assert_int_equal(RtlStringCchCopyUnicodeStringEx(to, room, &from, &end, &left, 0), wanted);
        assert_ptr_equal(end, to + length);
        assert_int_equal(left, room - length);
        assert_int_equal(RtlStringCbCopyUnicodeStringEx(to, 2 * room + 1, &from, &end, &left, 0),
                         wanted);
        assert_int_equal(left, 2 * (room - length) + 1);
    }
    assert_int_equal(RtlStringCchCopyUnicodeString(to, 0, &from), STATUS_INVALID_PARAMETER);
}

static void
a_string_at_an_odd_address_has_a_length(void **state)
{
    char bytes[1 + 2 * 4];
    size_t length;

    memcpy(bytes + 1, L"abc", 8);
    assert_int_equal(RtlUnalignedStringCchLengthW((const WCHAR *)(bytes + 1), 4, &length),
                     STATUS_SUCCESS);
    assert_int_equal(length, 3);
    assert_int_equal(RtlUnalignedStringCbLengthW((const WCHAR *)(bytes + 1), 8, &length),
                     STATUS_SUCCESS);
    assert_int_equal(length, 6);
    assert_int_equal(RtlUnalignedStringCbLengthW((const WCHAR *)(bytes + 1), 7, &length),
                     STATUS_INVALID_PARAMETER);
}

static void
a_unicode_string_is_made_of_text(void **state)
{
    UNICODE_STRING string;

    assert_int_equal(RtlUnicodeStringInitEx(&string, L"abc", 0), STATUS_SUCCESS);
    assert_int_equal(string.Length, 6);
    assert_int_equal(string.MaximumLength, 8);
    assert_int_equal(RtlUnicodeStringInitEx(&string, NULL, STRSAFE_IGNORE_NULLS), STATUS_SUCCESS);
    assert_null(string.Buffer);
    assert_int_equal(RtlUnicodeStringInitEx(NULL, L"abc", 0), STATUS_INVALID_PARAMETER);
    assert_int_equal(RtlUnicodeStringInit(&string, NULL), STATUS_SUCCESS);
    assert_int_equal(string.Length, 0);
    assert_int_equal(RtlUnicodeStringValidateEx(&string, 1), STATUS_INVALID_PARAMETER);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(narrow_every_form_does_what_the_model_does),
        cmocka_unit_test(wide_every_form_does_what_the_model_does),
        cmocka_unit_test(narrow_lengths_are_found_within_the_maximum),
        cmocka_unit_test(wide_lengths_are_found_within_the_maximum),
        cmocka_unit_test(every_form_for_unicode_strings_does_what_the_model_does),
        cmocka_unit_test(a_unicode_string_is_terminated_where_it_fits),
        cmocka_unit_test(a_string_at_an_odd_address_has_a_length),
        cmocka_unit_test(a_unicode_string_is_made_of_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
