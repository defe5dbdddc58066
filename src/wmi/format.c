/*
 * wmi/format.c - the text of a message from its format and its data
 *
 * In a format, an item stands between the bytes 1 and 2. It begins with a letter for its data:
 *
 *      d   a number of 4 or 8 bytes, w   a pointer; a printf conversion follows: "dI64x", "d08X"
 *      s   a string with its end, S a wide one
 *      z   a counted string (its length, its characters), Z a wide one, h the same bytes in hex
 *      g   a GUID
 *      e   a number with names: "e0=Off,1=On", b a set of named bits: "b0=Read,1=Write"
 *      f   a number with floating point: its bits are shown
 */
#include "wmip.h"

static ULONG64
WmipNumber(const WMIP_DATA *Data, ULONG Index)
{
    switch (Data->Length[Index]) {
    case 1:
        return *(const UCHAR *)Data->Part[Index];
    case 2:
        return *(const USHORT *)Data->Part[Index];
    case 4:
        return *(const ULONG *)Data->Part[Index];
    case 8:
        return *(const ULONG64 *)Data->Part[Index];
    default:
        return 0;
    }
}

static ULONG64
WmipDecimal(PCSTR *Text)
{
    ULONG64 Number = 0;

    while (**Text >= '0' && **Text <= '9') {
        Number = Number * 10 + (ULONG64)(*(*Text)++ - '0');
    }
    return Number;
}

/* "0=Off,1=On"; FALSE: the number has no name. */
static BOOLEAN
WmipPutName(PWMIP_TEXT Text, PCSTR Names, ULONG64 Wanted)
{
    while (*Names != 0) {
        ULONG64 Number = WmipDecimal(&Names);
        ULONG Length = 0;

        Names++; // the =
        while (Names[Length] != 0 && Names[Length] != ',') {
            Length++;
        }
        if (Number == Wanted) {
            WmipPut(Text, "%.*s", Length, Names);
            return TRUE;
        }
        Names += Length + (Names[Length] == ',');
    }
    return FALSE;
}

static VOID
WmipPutEnumerator(PWMIP_TEXT Text, PCSTR Names, ULONG64 Number)
{
    if (!WmipPutName(Text, Names, Number)) {
        WmipPut(Text, "0x%I64x", Number);
    }
}

static VOID
WmipPutBits(PWMIP_TEXT Text, PCSTR Names, ULONG64 Number)
{
    WmipPut(Text, "[");
    for (ULONG Bit = 0, First = 1; Bit < 64; Bit++) {
        if ((Number >> Bit & 1) != 0) {
            WmipPut(Text, First ? "" : ",");
            WmipPutEnumerator(Text, Names, Bit);
            First = 0;
        }
    }
    WmipPut(Text, "]");
}

static VOID
WmipPutHex(PWMIP_TEXT Text, const UCHAR *Bytes, ULONG64 Length)
{
    for (ULONG64 i = 0; i < min(Length, 32); i++) {
        WmipPut(Text, "%02x%s", Bytes[i], i + 1 < Length ? " " : "");
    }
    WmipPut(Text, Length > 32 ? "..." : "");
}

/* Takes the item's data; returns how many parts these are. */
static ULONG
WmipPutItem(PWMIP_TEXT Text, PCSTR Item, const WMIP_DATA *Data, ULONG Index)
{
    CHAR Conversion[16] = "%";
    const VOID *Part = Data->Part[Index], *Next = Data->Part[Index + 1];

    switch (*Item) {
    case 'd':
    case 'w':
        for (ULONG i = 1; i < sizeof(Conversion) - 1 && Item[i] != 0; i++) {
            Conversion[i] = Item[i];
        }
        WmipPut(Text, Conversion, WmipNumber(Data, Index));
        return 1;
    case 's':
        WmipPut(Text, "%s", (PCSTR)Part);
        return 1;
    case 'S':
        WmipPut(Text, "%ws", (PCWSTR)Part);
        return 1;
    case 'z':
        WmipPut(Text, "%.*s", *(const USHORT *)Part, (PCSTR)Next);
        return 2;
    case 'Z':
        WmipPut(Text, "%.*ws", *(const USHORT *)Part / 2, (PCWSTR)Next);
        return 2;
    case 'h':
        WmipPutHex(Text, Next, *(const USHORT *)Part);
        return 2;
    case 'g':
        WmipPutGuid(Text, Part);
        return 1;
    case 'e':
        WmipPutEnumerator(Text, Item + 1, WmipNumber(Data, Index));
        return 1;
    case 'b':
        WmipPutBits(Text, Item + 1, WmipNumber(Data, Index));
        return 1;
    default:
        WmipPut(Text, "0x%I64x", WmipNumber(Data, Index));
        return 1;
    }
}

VOID
WmipPutMessage(PWMIP_TEXT Text, PCSTR Format, const WMIP_DATA *Data)
{
    CHAR Item[WDK_TRACE_ITEM_BYTES];
    ULONG Index = 0, Length;

    for (; *Format != 0; Format++) {
        if (*Format != 1) {
            WmipPut(Text, "%c", *Format);
            continue;
        }
        for (Length = 0; Format[1] != 2; Format++) {
            Item[Length] = Format[1];
            Length += Length < sizeof(Item) - 1;
        }
        Item[Length] = 0;
        Format++;
        SIM_ASSERT(Index < Data->Count);
        Index += WmipPutItem(Text, Item, Data, Index);
    }
}

static BOOLEAN
WmipIsText(const UCHAR *Bytes, ULONG64 Length, ULONG Width)
{
    if (Length <= Width || Length % Width != 0) {
        return FALSE;
    }
    for (ULONG64 i = 0; i < Length; i++) {
        BOOLEAN Last = i >= Length - Width, High = i % Width != 0;
        BOOLEAN Printable = Bytes[i] >= ' ' && Bytes[i] < 0x7F;

        if (Last || High ? Bytes[i] != 0 : !Printable) {
            return FALSE;
        }
    }
    return TRUE;
}

/* Data that nobody describes. */
VOID
WmipPutRaw(PWMIP_TEXT Text, const VOID *Data, ULONG64 Length)
{
    WMIP_DATA Number = {.Part = {Data}, .Length = {Length}, .Count = 1};

    WmipPut(Text, " ");
    if (WmipIsText(Data, Length, sizeof(WCHAR))) {
        WmipPut(Text, "%ws", (PCWSTR)Data);
    } else if (WmipIsText(Data, Length, sizeof(CHAR))) {
        WmipPut(Text, "%s", (PCSTR)Data);
    } else if (Length == 1 || Length == 2 || Length == 4 || Length == 8) {
        WmipPut(Text, "0x%I64x", WmipNumber(&Number, 0));
    } else {
        WmipPutHex(Text, Data, Length);
    }
}
