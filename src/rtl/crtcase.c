/*
 * src/rtl/crtcase.c - the drivers' C library: classes of characters, upper and lower case
 *
 * 8-bit functions know the C locale: ASCII and nothing else. 16-bit functions have rtl/upcase.c's
 * mappings, as in Windows' kernel.
 */
#include "crt.h"

INT
crt_isupper(INT Character)
{
    return Character >= 'A' && Character <= 'Z';
}

INT
crt_islower(INT Character)
{
    return Character >= 'a' && Character <= 'z';
}

INT
crt_isalpha(INT Character)
{
    return crt_isupper(Character) || crt_islower(Character);
}

INT
crt_isdigit(INT Character)
{
    return Character >= '0' && Character <= '9';
}

INT
crt_isxdigit(INT Character)
{
    return crt_isdigit(Character) || (Character >= 'A' && Character <= 'F') ||
           (Character >= 'a' && Character <= 'f');
}

INT
crt_isalnum(INT Character)
{
    return crt_isalpha(Character) || crt_isdigit(Character);
}

INT
crt_isspace(INT Character)
{
    return Character == ' ' || (Character >= '\t' && Character <= '\r');
}

INT
crt_isprint(INT Character)
{
    return Character >= ' ' && Character <= '~';
}

INT
crt_isgraph(INT Character)
{
    return Character > ' ' && Character <= '~';
}

INT
crt_ispunct(INT Character)
{
    return crt_isgraph(Character) && !crt_isalnum(Character);
}

INT
crt_iscntrl(INT Character)
{
    return (Character >= 0 && Character < ' ') || Character == 0x7F;
}

INT
crt_toupper(INT Character)
{
    return crt_islower(Character) ? Character - 0x20 : Character;
}

INT
crt_tolower(INT Character)
{
    return crt_isupper(Character) ? Character + 0x20 : Character;
}

WCHAR
crt_towupper(WCHAR Character)
{
    return RtlUpcaseUnicodeChar(Character);
}

WCHAR
crt_towlower(WCHAR Character)
{
    return RtlDowncaseUnicodeChar(Character);
}

INT
crt_iswdigit(WCHAR Character)
{
    return crt_isdigit(Character);
}

INT
crt_iswxdigit(WCHAR Character)
{
    return crt_isxdigit(Character);
}

INT
crt_iswspace(WCHAR Character)
{
    return crt_isspace(Character) || Character == 0x85 || Character == 0xA0;
}

INT
crt__strnicmp(PCSTR First, PCSTR Second, SIZE_T Count)
{
    for (SIZE_T i = 0; i < Count; i++) {
        INT Difference = crt_tolower((UCHAR)First[i]) - crt_tolower((UCHAR)Second[i]);

        if (Difference != 0 || First[i] == 0) {
            return Difference;
        }
    }
    return 0;
}

INT
crt__stricmp(PCSTR First, PCSTR Second)
{
    return crt__strnicmp(First, Second, MAXSIZE_T);
}

INT
crt__wcsnicmp(PCWSTR First, PCWSTR Second, SIZE_T Count)
{
    for (SIZE_T i = 0; i < Count; i++) {
        INT Difference = crt_towlower(First[i]) - crt_towlower(Second[i]);

        if (Difference != 0 || First[i] == 0) {
            return Difference;
        }
    }
    return 0;
}

INT
crt__wcsicmp(PCWSTR First, PCWSTR Second)
{
    return crt__wcsnicmp(First, Second, MAXSIZE_T);
}

PSTR
crt__strupr(PSTR Text)
{
    for (PSTR Next = Text; *Next != 0; Next++) {
        *Next = (CHAR)crt_toupper((UCHAR)*Next);
    }
    return Text;
}

PSTR
crt__strlwr(PSTR Text)
{
    for (PSTR Next = Text; *Next != 0; Next++) {
        *Next = (CHAR)crt_tolower((UCHAR)*Next);
    }
    return Text;
}

PWSTR
crt__wcsupr(PWSTR Text)
{
    for (PWSTR Next = Text; *Next != 0; Next++) {
        *Next = crt_towupper(*Next);
    }
    return Text;
}

PWSTR
crt__wcslwr(PWSTR Text)
{
    for (PWSTR Next = Text; *Next != 0; Next++) {
        *Next = crt_towlower(*Next);
    }
    return Text;
}
