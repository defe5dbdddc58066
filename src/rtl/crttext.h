/*
 * src/rtl/crttext.h - the drivers' C library: terminated strings of either kind of characters
 *
 * Included by crtstr.c and crtwcs.c, with CRT_CHAR, what it is compared as (CRT_UNSIGNED), what a
 * character is passed as (CRT_ARGUMENT), and the names: CRT_NAME(len) is strlen or wcslen.
 */

SIZE_T
CRT_NAME(len)(const CRT_CHAR *Text)
{
    SIZE_T Length = 0;

    while (Text[Length] != 0) {
        Length++;
    }
    return Length;
}

SIZE_T
CRT_NAME(nlen)(const CRT_CHAR *Text, SIZE_T Most)
{
    SIZE_T Length = 0;

    while (Length < Most && Text[Length] != 0) {
        Length++;
    }
    return Length;
}

CRT_CHAR *
CRT_NAME(cpy)(CRT_CHAR *To, const CRT_CHAR *From)
{
    return memcpy(To, From, (CRT_NAME(len)(From) + 1) * sizeof(*To));
}

/* Fills up with zeros; no terminator when From is Count characters long or longer. */
CRT_CHAR *
CRT_NAME(ncpy)(CRT_CHAR *To, const CRT_CHAR *From, SIZE_T Count)
{
    SIZE_T Length = CRT_NAME(nlen)(From, Count);

    memcpy(To, From, Length * sizeof(*To));
    memset(To + Length, 0, (Count - Length) * sizeof(*To));
    return To;
}

CRT_CHAR *
CRT_NAME(cat)(CRT_CHAR *To, const CRT_CHAR *From)
{
    CRT_NAME(cpy)(To + CRT_NAME(len)(To), From);
    return To;
}

CRT_CHAR *
CRT_NAME(ncat)(CRT_CHAR *To, const CRT_CHAR *From, SIZE_T Count)
{
    SIZE_T Length = CRT_NAME(nlen)(From, Count);
    CRT_CHAR *End = To + CRT_NAME(len)(To);

    memcpy(End, From, Length * sizeof(*To));
    End[Length] = 0;
    return To;
}

INT
CRT_NAME(ncmp)(const CRT_CHAR *First, const CRT_CHAR *Second, SIZE_T Count)
{
    for (SIZE_T i = 0; i < Count; i++) {
        if (First[i] != Second[i]) {
            return (CRT_UNSIGNED)First[i] < (CRT_UNSIGNED)Second[i] ? -1 : 1;
        }
        if (First[i] == 0) {
            break;
        }
    }
    return 0;
}

INT
CRT_NAME(cmp)(const CRT_CHAR *First, const CRT_CHAR *Second)
{
    return CRT_NAME(ncmp)(First, Second, MAXSIZE_T);
}

CRT_CHAR *
CRT_NAME(chr)(const CRT_CHAR *Text, CRT_ARGUMENT Character)
{
    for (;; Text++) {
        if (*Text == (CRT_CHAR)Character) {
            return (CRT_CHAR *)Text;
        }
        if (*Text == 0) {
            return NULL;
        }
    }
}

CRT_CHAR *
CRT_NAME(rchr)(const CRT_CHAR *Text, CRT_ARGUMENT Character)
{
    for (SIZE_T i = CRT_NAME(len)(Text) + 1; i > 0; i--) {
        if (Text[i - 1] == (CRT_CHAR)Character) {
            return (CRT_CHAR *)&Text[i - 1];
        }
    }
    return NULL;
}

CRT_CHAR *
CRT_NAME(str)(const CRT_CHAR *Text, const CRT_CHAR *Part)
{
    SIZE_T Length = CRT_NAME(len)(Part);

    for (;; Text++) {
        if (CRT_NAME(ncmp)(Text, Part, Length) == 0) {
            return (CRT_CHAR *)Text;
        }
        if (*Text == 0) {
            return NULL;
        }
    }
}

/* How long the beginning is that has characters (Inside) or no characters (!Inside) of Set only. */
static SIZE_T
CRTP_NAME(Span)(const CRT_CHAR *Text, const CRT_CHAR *Set, BOOLEAN Inside)
{
    SIZE_T Length = 0;

    while (Text[Length] != 0 && (CRT_NAME(chr)(Set, Text[Length]) != NULL) == Inside) {
        Length++;
    }
    return Length;
}

SIZE_T
CRT_NAME(spn)(const CRT_CHAR *Text, const CRT_CHAR *Set)
{
    return CRTP_NAME(Span)(Text, Set, TRUE);
}

SIZE_T
CRT_NAME(cspn)(const CRT_CHAR *Text, const CRT_CHAR *Set)
{
    return CRTP_NAME(Span)(Text, Set, FALSE);
}

CRT_CHAR *
CRT_NAME(pbrk)(const CRT_CHAR *Text, const CRT_CHAR *Set)
{
    const CRT_CHAR *Found = Text + CRT_NAME(cspn)(Text, Set);

    return *Found == 0 ? NULL : (CRT_CHAR *)Found;
}

CRT_CHAR *
CRT_NAME(tok_s)(CRT_CHAR *Text, const CRT_CHAR *Delimiters, CRT_CHAR **Context)
{
    CRT_CHAR *Token = Text != NULL ? Text : *Context;
    CRT_CHAR *End;

    Token += CRT_NAME(spn)(Token, Delimiters);
    End = Token + CRT_NAME(cspn)(Token, Delimiters);
    *Context = *End == 0 ? End : End + 1;
    if (Token == End) {
        return NULL;
    }
    *End = 0;
    return Token;
}

CRT_CHAR *
CRT__NAME(rev)(CRT_CHAR *Text)
{
    SIZE_T Length = CRT_NAME(len)(Text);

    for (SIZE_T i = 0; i < Length / 2; i++) {
        CRT_CHAR Character = Text[i];

        Text[i] = Text[Length - 1 - i];
        Text[Length - 1 - i] = Character;
    }
    return Text;
}

CRT_CHAR *
CRT__NAME(nset)(CRT_CHAR *Text, CRT_ARGUMENT Character, SIZE_T Count)
{
    for (SIZE_T i = 0; i < Count && Text[i] != 0; i++) {
        Text[i] = (CRT_CHAR)Character;
    }
    return Text;
}

CRT_CHAR *
CRT__NAME(set)(CRT_CHAR *Text, CRT_ARGUMENT Character)
{
    return CRT__NAME(nset)(Text, Character, MAXSIZE_T);
}
