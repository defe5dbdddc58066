/*
 * src/rtl/crtwcs.c - the drivers' C library: terminated 16-bit strings
 */
#include "crt.h"

SIZE_T
crt_wcslen(PCWSTR Text)
{
    SIZE_T Length = 0;

    while (Text[Length] != 0) {
        Length++;
    }
    return Length;
}

SIZE_T
crt_wcsnlen(PCWSTR Text, SIZE_T Most)
{
    SIZE_T Length = 0;

    while (Length < Most && Text[Length] != 0) {
        Length++;
    }
    return Length;
}

PWSTR
crt_wcscpy(PWSTR To, PCWSTR From)
{
    return memcpy(To, From, (crt_wcslen(From) + 1) * sizeof(*To));
}

/* Fills up with zeros; no terminator when From is Count characters long or longer. */
PWSTR
crt_wcsncpy(PWSTR To, PCWSTR From, SIZE_T Count)
{
    SIZE_T Length = crt_wcsnlen(From, Count);

    memcpy(To, From, Length * sizeof(*To));
    memset(To + Length, 0, (Count - Length) * sizeof(*To));
    return To;
}

PWSTR
crt_wcscat(PWSTR To, PCWSTR From)
{
    crt_wcscpy(To + crt_wcslen(To), From);
    return To;
}

PWSTR
crt_wcsncat(PWSTR To, PCWSTR From, SIZE_T Count)
{
    SIZE_T Length = crt_wcsnlen(From, Count);
    PWSTR End = To + crt_wcslen(To);

    memcpy(End, From, Length * sizeof(*To));
    End[Length] = 0;
    return To;
}

INT
crt_wcsncmp(PCWSTR First, PCWSTR Second, SIZE_T Count)
{
    for (SIZE_T i = 0; i < Count; i++) {
        if (First[i] != Second[i]) {
            return (WCHAR)First[i] < (WCHAR)Second[i] ? -1 : 1;
        }
        if (First[i] == 0) {
            break;
        }
    }
    return 0;
}

INT
crt_wcscmp(PCWSTR First, PCWSTR Second)
{
    return crt_wcsncmp(First, Second, MAXSIZE_T);
}

PWSTR
crt_wcschr(PCWSTR Text, WCHAR Character)
{
    for (;; Text++) {
        if (*Text == (WCHAR)Character) {
            return (PWSTR)Text;
        }
        if (*Text == 0) {
            return NULL;
        }
    }
}

PWSTR
crt_wcsrchr(PCWSTR Text, WCHAR Character)
{
    for (SIZE_T i = crt_wcslen(Text) + 1; i > 0; i--) {
        if (Text[i - 1] == (WCHAR)Character) {
            return (PWSTR)&Text[i - 1];
        }
    }
    return NULL;
}

PWSTR
crt_wcsstr(PCWSTR Text, PCWSTR Part)
{
    SIZE_T Length = crt_wcslen(Part);

    for (;; Text++) {
        if (crt_wcsncmp(Text, Part, Length) == 0) {
            return (PWSTR)Text;
        }
        if (*Text == 0) {
            return NULL;
        }
    }
}

/* How long the beginning is that has characters (Inside) or no characters (!Inside) of Set only. */
static SIZE_T
CrtpWcsSpan(PCWSTR Text, PCWSTR Set, BOOLEAN Inside)
{
    SIZE_T Length = 0;

    while (Text[Length] != 0 && (crt_wcschr(Set, Text[Length]) != NULL) == Inside) {
        Length++;
    }
    return Length;
}

SIZE_T
crt_wcsspn(PCWSTR Text, PCWSTR Set)
{
    return CrtpWcsSpan(Text, Set, TRUE);
}

SIZE_T
crt_wcscspn(PCWSTR Text, PCWSTR Set)
{
    return CrtpWcsSpan(Text, Set, FALSE);
}

PWSTR
crt_wcspbrk(PCWSTR Text, PCWSTR Set)
{
    PCWSTR Found = Text + crt_wcscspn(Text, Set);

    return *Found == 0 ? NULL : (PWSTR)Found;
}

PWSTR
crt_wcstok_s(PWSTR Text, PCWSTR Delimiters, PWSTR *Context)
{
    PWSTR Token = Text != NULL ? Text : *Context;
    PWSTR End;

    Token += crt_wcsspn(Token, Delimiters);
    End = Token + crt_wcscspn(Token, Delimiters);
    *Context = *End == 0 ? End : End + 1;
    if (Token == End) {
        return NULL;
    }
    *End = 0;
    return Token;
}

PWSTR
crt__wcsrev(PWSTR Text)
{
    SIZE_T Length = crt_wcslen(Text);

    for (SIZE_T i = 0; i < Length / 2; i++) {
        WCHAR Character = Text[i];

        Text[i] = Text[Length - 1 - i];
        Text[Length - 1 - i] = Character;
    }
    return Text;
}

PWSTR
crt__wcsnset(PWSTR Text, WCHAR Character, SIZE_T Count)
{
    for (SIZE_T i = 0; i < Count && Text[i] != 0; i++) {
        Text[i] = (WCHAR)Character;
    }
    return Text;
}

PWSTR
crt__wcsset(PWSTR Text, WCHAR Character)
{
    return crt__wcsnset(Text, Character, MAXSIZE_T);
}
