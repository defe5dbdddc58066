/*
 * rtl/test_string_random.c - random operations on counted strings against loops over characters
 */
#include "model.h"

enum { MOST = 12, OPERATIONS = 480000 };

/* Characters that fold, and neighbours that do not. */
static const struct {
    WCHAR character, upper;
} letters[] = {{'a', 'A'},   {'A', 'A'},   {'b', 'B'},     {'B', 'B'},
               {'0', '0'},   {'[', '['},   {'`', '`'},     {0xE4, 0xC4},
               {0xC4, 0xC4}, {0xDF, 0xDF}, {0x3B1, 0x391}, {0x4E00, 0x4E00}};

typedef struct _TEXT {
    UNICODE_STRING string;
    WCHAR buffer[MOST + 1], upper[MOST + 1];
    ULONG count;
} TEXT;

static TEXT one, two;

static void
compose(TEXT *text)
{
    text->count = any(MOST + 1);
    for (ULONG i = 0; i < text->count; i++) {
        ULONG letter = any(ARRAYSIZE(letters));

        text->buffer[i] = letters[letter].character;
        text->upper[i] = letters[letter].upper;
    }
    text->string.Buffer = text->buffer;
    text->string.Length = (USHORT)(text->count * sizeof(WCHAR));
    text->string.MaximumLength = (USHORT)((text->count + any(MOST + 1 - text->count)) * 2);
}

/* The second is often like the first. */
static void
compose_both(void)
{
    compose(&one);
    compose(&two);
    for (ULONG i = 0; any(3) != 0 && i < min(one.count, two.count); i++) {
        two.upper[i] = one.upper[i];
        two.buffer[i] = any(2) == 0 ? one.buffer[i] : one.upper[i];
    }
}

static LONG
order_of(BOOLEAN fold)
{
    const WCHAR *a = fold ? one.upper : one.buffer, *b = fold ? two.upper : two.buffer;

    for (ULONG i = 0; i < min(one.count, two.count); i++) {
        if (a[i] != b[i]) {
            return a[i] < b[i] ? -1 : 1;
        }
    }
    return one.count < two.count ? -1 : one.count > two.count;
}

static LONG
sign(LONG value)
{
    return value < 0 ? -1 : value > 0;
}

static void
compare(BOOLEAN fold)
{
    LONG order = order_of(fold);
    ULONG hashes[2];

    operation("compare", one.count, two.count);
    expect(sign(RtlCompareUnicodeString(&one.string, &two.string, fold)), order);
    expect(RtlEqualUnicodeString(&one.string, &two.string, fold), order == 0);
    RtlHashUnicodeString(&one.string, fold, HASH_STRING_ALGORITHM_DEFAULT, &hashes[0]);
    RtlHashUnicodeString(&two.string, fold, HASH_STRING_ALGORITHM_DEFAULT, &hashes[1]);
    expect(order != 0 || hashes[0] == hashes[1], TRUE);
}

static void
prefix(BOOLEAN fold)
{
    ULONG full = two.count;
    BOOLEAN wanted;

    operation("RtlPrefixUnicodeString", one.count, two.count);
    two.count = min(two.count, one.count);
    wanted = one.count <= full && order_of(fold) == 0;
    two.count = full;
    expect(RtlPrefixUnicodeString(&one.string, &two.string, fold), wanted);
}

static void
expect_text(const UNICODE_STRING *string, const WCHAR *text, ULONG count)
{
    expect(string->Length, count * sizeof(WCHAR));
    expect(memcmp(string->Buffer, text, count * sizeof(WCHAR)), 0);
}

static void
append(void)
{
    ULONG total = one.count + two.count;
    BOOLEAN fits = total * sizeof(WCHAR) <= one.string.MaximumLength;
    WCHAR text[2 * MOST];

    operation("RtlAppendUnicodeStringToString", one.string.MaximumLength, total);
    memcpy(text, one.buffer, one.count * sizeof(WCHAR));
    memcpy(text + one.count, two.buffer, two.count * sizeof(WCHAR));
    expect(RtlAppendUnicodeStringToString(&one.string, &two.string),
           fits ? STATUS_SUCCESS : STATUS_BUFFER_TOO_SMALL);
    expect_text(&one.string, text, fits ? total : one.count);
}

static void
copy(void)
{
    ULONG room = one.string.MaximumLength / sizeof(WCHAR);

    operation("RtlCopyUnicodeString", room, two.count);
    RtlCopyUnicodeString(&one.string, &two.string);
    expect_text(&one.string, two.buffer, min(room, two.count));
}

static void
upcase(void)
{
    BOOLEAN fits = two.string.Length <= one.string.MaximumLength;

    operation("RtlUpcaseUnicodeString", one.string.MaximumLength, two.count);
    expect(RtlUpcaseUnicodeString(&one.string, &two.string, FALSE),
           fits ? STATUS_SUCCESS : STATUS_BUFFER_OVERFLOW);
    expect_text(&one.string, fits ? two.upper : one.buffer, fits ? two.count : one.count);
}

static void
number(void)
{
    static const ULONG bases[] = {2, 8, 10, 16};
    WCHAR buffer[33];
    UNICODE_STRING string = {0, sizeof buffer, buffer};
    ULONG value = any(3) == 0 ? any(10) : any(0xFFFFFFFF), base = bases[any(4)], back = ~value;

    operation("RtlIntegerToUnicodeString", value, base);
    expect(RtlIntegerToUnicodeString(value, base, &string), STATUS_SUCCESS);
    expect(RtlUnicodeStringToInteger(&string, base, &back), STATUS_SUCCESS);
    expect(back, value);
}

/* To UTF-8 and back, with a destination that may be too small. */
static void
convert(void)
{
    CHAR narrow[3 * MOST];
    WCHAR back[MOST];
    ULONG needed = 0, written, widened, room = any(sizeof narrow + 1);

    for (ULONG i = 0; i < one.count; i++) {
        needed += one.buffer[i] < 0x80 ? 1 : one.buffer[i] < 0x800 ? 2 : 3;
    }
    operation("RtlUnicodeToUTF8N", room, needed);
    expect(RtlUnicodeToUTF8N(narrow, room, &written, one.buffer, one.string.Length),
           needed <= room ? STATUS_SUCCESS : STATUS_BUFFER_TOO_SMALL);
    expect(written <= room, TRUE);
    expect(RtlUTF8ToUnicodeN(back, sizeof back, &widened, narrow, written), STATUS_SUCCESS);
    expect(needed > room || widened == one.string.Length, TRUE);
    expect(memcmp(back, one.buffer, widened), 0);
}

static void
strings_are_sequences_of_characters(void **state)
{
    for (ULONG i = 0; i < OPERATIONS; i++) {
        compose_both();
        switch (any(8)) {
        case 0:
        case 1:
            compare((BOOLEAN)any(2));
            break;
        case 2:
            prefix((BOOLEAN)any(2));
            break;
        case 3:
            append();
            break;
        case 4:
            copy();
            break;
        case 5:
            upcase();
            break;
        case 6:
            number();
            break;
        default:
            convert();
        }
    }
}

SIM_TESTS(SIM_TEST(strings_are_sequences_of_characters))
