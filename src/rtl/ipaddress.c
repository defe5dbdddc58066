/*
 * src/rtl/ipaddress.c - Internet addresses from text
 *
 * IPv4: four decimal numbers; when that is not demanded strictly, one to four numbers, also octal
 * (0...) and hexadecimal (0x...), of which the last one fills the bytes that are left. IPv6: eight
 * groups of hexadecimal digits, of which "::" stands for one or more that are zero; the last two
 * may be an IPv4 address. Text may follow the address; *Terminator is where it begins.
 */
#include <ip2string.h>

#include "rtlp.h"

#define RTLP_GROUPS 8

/* The number at *Text in that base, FALSE without a digit or beyond 32 bits. */
static BOOLEAN
RtlpReadDigits(PCWSTR *Text, ULONG Base, PULONG Number)
{
    PCWSTR First = *Text;
    ULONG64 Value = 0;

    while (RtlpDigitValue(**Text) < Base && Value <= MAXULONG) {
        Value = Value * Base + RtlpDigitValue(*(*Text)++);
    }
    *Number = (ULONG)Value;
    return *Text != First && Value <= MAXULONG;
}

static BOOLEAN
RtlpReadNumber(PCWSTR *Text, BOOLEAN Strict, PULONG Number)
{
    BOOLEAN Zero = **Text == '0';

    if (Zero && ((*Text)[1] == 'x' || (*Text)[1] == 'X')) {
        *Text += 2;
        return !Strict && RtlpReadDigits(Text, 16, Number);
    }
    if (Zero && RtlpDigitValue((*Text)[1]) < 10) {
        return !Strict && RtlpReadDigits(Text, 8, Number);
    }
    return RtlpReadDigits(Text, 10, Number);
}

static BOOLEAN
RtlpReadIpv4(PCWSTR *Text, BOOLEAN Strict, PUCHAR Bytes)
{
    ULONG Count = 0, Numbers[4], Left;

    do {
        *Text += Count != 0;
        if (!RtlpReadNumber(Text, Strict, &Numbers[Count])) {
            return FALSE;
        }
        Count++;
    } while (**Text == '.' && Count < 4);
    Left = 5 - Count; /* bytes of the last number */
    if ((Strict && Count != 4) || (ULONG64)Numbers[Count - 1] >> (8 * Left) != 0) {
        return FALSE;
    }
    for (ULONG i = 0; i + 1 < Count; i++) {
        if (Numbers[i] > MAXUCHAR) {
            return FALSE;
        }
        Bytes[i] = (UCHAR)Numbers[i];
    }
    for (ULONG i = 0; i < Left; i++) {
        Bytes[3 - i] = (UCHAR)(Numbers[Count - 1] >> (8 * i));
    }
    return TRUE;
}

NTSTATUS
RtlIpv4StringToAddressW(PCWSTR S, BOOLEAN Strict, PCWSTR *Terminator, struct in_addr *Addr)
{
    UCHAR Bytes[4];
    BOOLEAN Good = RtlpReadIpv4(&S, Strict, Bytes);

    *Terminator = S;
    if (!Good) {
        return STATUS_INVALID_PARAMETER;
    }
    RtlCopyMemory(Addr, Bytes, sizeof Bytes);
    return STATUS_SUCCESS;
}

/* --- IPv6 ------------------------------------------------------------------------------------- */

typedef struct _RTLP_IPV6 {
    UCHAR Bytes[2 * RTLP_GROUPS];
    ULONG Count; /* of groups */
    ULONG Gap;   /* the group before which "::" stands; MAXULONG: none */
} RTLP_IPV6, *PRTLP_IPV6;

/* One group, or the IPv4 address at the end (which counts for two). */
static BOOLEAN
RtlpReadGroup(PCWSTR *Text, PRTLP_IPV6 Address)
{
    PCWSTR First = *Text;
    ULONG Number;

    if (!RtlpReadDigits(Text, 16, &Number)) {
        return FALSE;
    }
    if (**Text == '.' && Address->Count <= RTLP_GROUPS - 2) {
        *Text = First;
        Address->Count += 2;
        return RtlpReadIpv4(Text, TRUE, &Address->Bytes[2 * Address->Count - 4]);
    }
    Address->Bytes[2 * Address->Count] = (UCHAR)(Number >> 8);
    Address->Bytes[2 * Address->Count + 1] = (UCHAR)Number;
    Address->Count++;
    return *Text - First <= 4;
}

/* What stands between two groups; FALSE at the end. */
static BOOLEAN
RtlpReadColons(PCWSTR *Text, PRTLP_IPV6 Address)
{
    if (**Text != ':' || Address->Count == RTLP_GROUPS) {
        return FALSE;
    }
    if ((*Text)[1] == ':' && Address->Gap == MAXULONG) {
        Address->Gap = Address->Count;
        *Text += 2;
        return RtlpDigitValue(**Text) < 16;
    }
    if (RtlpDigitValue((*Text)[1]) >= 16 || Address->Count == 0) {
        return FALSE;
    }
    *Text += 1;
    return TRUE;
}

static BOOLEAN
RtlpReadIpv6(PCWSTR *Text, PRTLP_IPV6 Address)
{
    BOOLEAN More = **Text != ':' || RtlpReadColons(Text, Address);

    while (More) {
        if (!RtlpReadGroup(Text, Address)) {
            return FALSE;
        }
        More = RtlpReadColons(Text, Address);
    }
    return Address->Gap == MAXULONG ? Address->Count == RTLP_GROUPS : Address->Count < RTLP_GROUPS;
}

NTSTATUS
RtlIpv6StringToAddressW(PCWSTR S, PCWSTR *Terminator, struct in6_addr *Addr)
{
    RTLP_IPV6 Address = {.Gap = MAXULONG};
    BOOLEAN Good = RtlpReadIpv6(&S, &Address);
    ULONG Before = 2 * min(Address.Gap, Address.Count), After = 2 * Address.Count - Before;

    *Terminator = S;
    if (!Good) {
        return STATUS_INVALID_PARAMETER;
    }
    RtlZeroMemory(Addr, sizeof *Addr);
    RtlCopyMemory(Addr->u.Byte, Address.Bytes, Before);
    RtlCopyMemory(&Addr->u.Byte[2 * RTLP_GROUPS - After], &Address.Bytes[Before], After);
    return STATUS_SUCCESS;
}
