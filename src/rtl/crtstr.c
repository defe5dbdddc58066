/*
 * src/rtl/crtstr.c - the drivers' C library: terminated 8-bit strings
 */
#include "crt.h"

SIZE_T
crt_strlen(PCSTR Text)
{
    SIZE_T Length = 0;

    while (Text[Length] != 0) {
        Length++;
    }
    return Length;
}

SIZE_T
crt_strnlen(PCSTR Text, SIZE_T Most)
{
    SIZE_T Length = 0;

    while (Length < Most && Text[Length] != 0) {
        Length++;
    }
    return Length;
}

PSTR
crt_strcpy(PSTR To, PCSTR From)
{
    return memcpy(To, From, (crt_strlen(From) + 1) * sizeof(*To));
}

/* Fills up with zeros; no terminator when From is Count characters long or longer. */
PSTR
crt_strncpy(PSTR To, PCSTR From, SIZE_T Count)
{
    SIZE_T Length = crt_strnlen(From, Count);

    memcpy(To, From, Length * sizeof(*To));
    memset(To + Length, 0, (Count - Length) * sizeof(*To));
    return To;
}

PSTR
crt_strcat(PSTR To, PCSTR From)
{
    crt_strcpy(To + crt_strlen(To), From);
    return To;
}

PSTR
crt_strncat(PSTR To, PCSTR From, SIZE_T Count)
{
    SIZE_T Length = crt_strnlen(From, Count);
    PSTR End = To + crt_strlen(To);

    memcpy(End, From, Length * sizeof(*To));
    End[Length] = 0;
    return To;
}

INT
crt_strncmp(PCSTR First, PCSTR Second, SIZE_T Count)
{
    for (SIZE_T i = 0; i < Count; i++) {
        if (First[i] != Second[i]) {
            return (UCHAR)First[i] < (UCHAR)Second[i] ? -1 : 1;
        }
        if (First[i] == 0) {
            break;
        }
    }
    return 0;
}

INT
crt_strcmp(PCSTR First, PCSTR Second)
{
    return crt_strncmp(First, Second, MAXSIZE_T);
}

PSTR
crt_strchr(PCSTR Text, INT Character)
{
    for (;; Text++) {
        if (*Text == (CHAR)Character) {
            return (PSTR)Text;
        }
        if (*Text == 0) {
            return NULL;
        }
    }
}

PSTR
crt_strrchr(PCSTR Text, INT Character)
{
    for (SIZE_T i = crt_strlen(Text) + 1; i > 0; i--) {
        if (Text[i - 1] == (CHAR)Character) {
            return (PSTR)&Text[i - 1];
        }
    }
    return NULL;
}

PSTR
crt_strstr(PCSTR Text, PCSTR Part)
{
    SIZE_T Length = crt_strlen(Part);

    for (;; Text++) {
        if (crt_strncmp(Text, Part, Length) == 0) {
            return (PSTR)Text;
        }
        if (*Text == 0) {
            return NULL;
        }
    }
}

/* How long the beginning is that has characters (Inside) or no characters (!Inside) of Set only. */
static SIZE_T
CrtpStrSpan(PCSTR Text, PCSTR Set, BOOLEAN Inside)
{
    SIZE_T Length = 0;

    while (Text[Length] != 0 && (crt_strchr(Set, Text[Length]) != NULL) == Inside) {
        Length++;
    }
    return Length;
}

SIZE_T
crt_strspn(PCSTR Text, PCSTR Set)
{
    return CrtpStrSpan(Text, Set, TRUE);
}

SIZE_T
crt_strcspn(PCSTR Text, PCSTR Set)
{
    return CrtpStrSpan(Text, Set, FALSE);
}

PSTR
crt_strpbrk(PCSTR Text, PCSTR Set)
{
    PCSTR Found = Text + crt_strcspn(Text, Set);

    return *Found == 0 ? NULL : (PSTR)Found;
}

PSTR
crt_strtok_s(PSTR Text, PCSTR Delimiters, PSTR *Context)
{
    PSTR Token = Text != NULL ? Text : *Context;
    PSTR End;

    Token += crt_strspn(Token, Delimiters);
    End = Token + crt_strcspn(Token, Delimiters);
    *Context = *End == 0 ? End : End + 1;
    if (Token == End) {
        return NULL;
    }
    *End = 0;
    return Token;
}

PSTR
crt__strrev(PSTR Text)
{
    SIZE_T Length = crt_strlen(Text);

    for (SIZE_T i = 0; i < Length / 2; i++) {
        CHAR Character = Text[i];

        Text[i] = Text[Length - 1 - i];
        Text[Length - 1 - i] = Character;
    }
    return Text;
}

PSTR
crt__strnset(PSTR Text, INT Character, SIZE_T Count)
{
    for (SIZE_T i = 0; i < Count && Text[i] != 0; i++) {
        Text[i] = (CHAR)Character;
    }
    return Text;
}

PSTR
crt__strset(PSTR Text, INT Character)
{
    return crt__strnset(Text, Character, MAXSIZE_T);
}
