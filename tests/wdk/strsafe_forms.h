/*
 * wdk/strsafe_forms.h - every safe string function for one type of character, against a model
 *
 * Included twice by test_strsafe_forms.c, with CHAR_TYPE, OF_TYPE(name), TEXT_FORMAT and the
 * functions' names.
 */

static void
OF_TYPE(widen)(CHAR_TYPE *to, const char *from)
{
    while ((*to++ = (unsigned char)*from++) != 0) {
    }
}

static NTSTATUS
OF_TYPE(print)(int bytes, CHAR_TYPE *to, size_t room, CHAR_TYPE **end, size_t *left, ...)
{
    static const CHAR_TYPE format[] = TEXT_FORMAT;
    NTSTATUS status;
    va_list arguments;

    va_start(arguments, left);
    if (end == NULL) {
        status = bytes ? CB_VPRINTF(to, room, format, arguments)
                       : CCH_VPRINTF(to, room, format, arguments);
    } else {
        status = bytes ? CB_VPRINTF_EX(to, room, end, left, 0, format, arguments)
                       : CCH_VPRINTF_EX(to, room, end, left, 0, format, arguments);
    }
    va_end(arguments);
    return status;
}

/* room and count in characters, or in bytes for the forms that want these */
static NTSTATUS
OF_TYPE(call)(int form, CHAR_TYPE *to, size_t room, const CHAR_TYPE *from, size_t count,
              CHAR_TYPE **end, size_t *left)
{
    static const CHAR_TYPE format[] = TEXT_FORMAT;

    switch (form) {
    case COPY:
        return CCH_COPY(to, room, from);
    case COPY | CB:
        return CB_COPY(to, room, from);
    case COPY | EX:
        return CCH_COPY_EX(to, room, from, end, left, 0);
    case COPY | CB | EX:
        return CB_COPY_EX(to, room, from, end, left, 0);
    case COPY_N:
        return CCH_COPY_N(to, room, from, count);
    case COPY_N | CB:
        return CB_COPY_N(to, room, from, count);
    case COPY_N | EX:
        return CCH_COPY_N_EX(to, room, from, count, end, left, 0);
    case COPY_N | CB | EX:
        return CB_COPY_N_EX(to, room, from, count, end, left, 0);
    case CAT:
        return CCH_CAT(to, room, from);
    case CAT | CB:
        return CB_CAT(to, room, from);
    case CAT | EX:
        return CCH_CAT_EX(to, room, from, end, left, 0);
    case CAT | CB | EX:
        return CB_CAT_EX(to, room, from, end, left, 0);
    case CAT_N:
        return CCH_CAT_N(to, room, from, count);
    case CAT_N | CB:
        return CB_CAT_N(to, room, from, count);
    case CAT_N | EX:
        return CCH_CAT_N_EX(to, room, from, count, end, left, 0);
    case CAT_N | CB | EX:
        return CB_CAT_N_EX(to, room, from, count, end, left, 0);
    case PRINT:
        return CCH_PRINTF(to, room, format, from);
    case PRINT | CB:
        return CB_PRINTF(to, room, format, from);
    case PRINT | EX:
        return CCH_PRINTF_EX(to, room, end, left, 0, format, from);
    case PRINT | CB | EX:
        return CB_PRINTF_EX(to, room, end, left, 0, format, from);
    default:
        return OF_TYPE(print)((form & CB) != 0, to, room, (form & EX) != 0 ? end : NULL, left,
                              from);
    }
}

static void
OF_TYPE(try_form)(int form, const char *before, const char *source, size_t count, size_t room)
{
    struct result wanted = expect(form, before, source, count, room);
    size_t unit = (form & CB) != 0 ? sizeof(CHAR_TYPE) : 1;
    size_t odd = (form & CB) != 0 ? sizeof(CHAR_TYPE) - 1 : 0; // part of a character, too
    CHAR_TYPE to[ROOM_MOST + 4], from[ROOM_MOST], text[ROOM_MOST], *end = NULL;
    size_t left = 999, length = 0;
    NTSTATUS status;

    for (size_t i = 0; i < ROOM_MOST + 4; i++) {
        to[i] = '#';
    }
    OF_TYPE(widen)(to, before);
    OF_TYPE(widen)(from, source);
    OF_TYPE(widen)(text, wanted.text);
    status = OF_TYPE(call)(form, to, room * unit + odd, from, count * unit, &end, &left);
    assert_int_equal(status, wanted.status);
    if (status == STATUS_INVALID_PARAMETER) {
        return;
    }
    while (text[length] != 0) {
        length++;
    }
    assert_memory_equal(to, text, (length + 1) * sizeof(CHAR_TYPE));
    for (size_t i = room; i < ROOM_MOST + 4; i++) {
        assert_true(to[i] == '#' || i <= strlen(before));
    }
    if ((form & EX) != 0) {
        assert_ptr_equal(end, to + length);
        assert_int_equal(left, (room - length) * unit + odd);
    }
}

static void
OF_TYPE(every_form_does_what_the_model_does)(void **state)
{
    for (int form = 0; form < FORMS; form++) {
        for (size_t room = 0; room <= 8; room++) {
            for (size_t source = 0; source < ARRAYSIZE(sources); source++) {
                for (size_t count = 0; count <= 6; count++) {
                    OF_TYPE(try_form)(form, "", sources[source], count, room);
                    OF_TYPE(try_form)(form, "ab", sources[source], count, room);
                }
            }
        }
    }
}

static void
OF_TYPE(lengths_are_found_within_the_maximum)(void **state)
{
    CHAR_TYPE text[ROOM_MOST];

    OF_TYPE(widen)(text, "abcd");
    for (size_t room = 0; room <= 8; room++) {
        NTSTATUS wanted = room > 4 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
        size_t characters = 99, bytes = 99;

        assert_int_equal(CCH_LENGTH(text, room, &characters), wanted);
        assert_int_equal(characters, room > 4 ? 4 : 0);
        assert_int_equal(CB_LENGTH(text, room * sizeof(CHAR_TYPE), &bytes), wanted);
        assert_int_equal(bytes, room > 4 ? 4 * sizeof(CHAR_TYPE) : 0);
    }
    assert_int_equal(CCH_LENGTH(NULL, 1, NULL), STATUS_INVALID_PARAMETER);
    assert_int_equal(CB_LENGTH(NULL, 1, NULL), STATUS_INVALID_PARAMETER);
    assert_int_equal(CCH_LENGTH(text, (size_t)NTSTRSAFE_MAX_CCH + 1, NULL),
                     STATUS_INVALID_PARAMETER);
}

#undef CHAR_TYPE
#undef OF_TYPE
#undef TEXT_FORMAT
