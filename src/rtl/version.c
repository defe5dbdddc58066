/*
 * src/rtl/version.c - which Windows this claims to be: 10.0.19041 (Windows 10, version 2004),
 * workstation
 */
#include "rtlp.h"

#define RTLP_MAJOR 10
#define RTLP_MINOR 0
#define RTLP_BUILD 19041
#define RTLP_SUITE 0x0100 /* VER_SUITE_SINGLEUSERTS */
#define RTLP_DDI NTDDI_WIN10_VB
#define RTLP_CONDITION_BITS 3

NTSTATUS
RtlGetVersion(PRTL_OSVERSIONINFOW VersionInformation)
{
    PRTL_OSVERSIONINFOEXW Extended = (PRTL_OSVERSIONINFOEXW)VersionInformation;

    VersionInformation->dwMajorVersion = RTLP_MAJOR;
    VersionInformation->dwMinorVersion = RTLP_MINOR;
    VersionInformation->dwBuildNumber = RTLP_BUILD;
    VersionInformation->dwPlatformId = VER_PLATFORM_WIN32_NT;
    VersionInformation->szCSDVersion[0] = 0;
    if (VersionInformation->dwOSVersionInfoSize == sizeof(*Extended)) {
        Extended->wServicePackMajor = 0;
        Extended->wServicePackMinor = 0;
        Extended->wSuiteMask = RTLP_SUITE;
        Extended->wProductType = VER_NT_WORKSTATION;
        Extended->wReserved = 0;
    }
    return STATUS_SUCCESS;
}

BOOLEAN
RtlIsNtDdiVersionAvailable(ULONG Version)
{
    return (Version & 0xFFFF) == 0 && Version <= (RTLP_DDI & 0xFFFF0000);
}

/* This version has no service packs: only its own "service pack 0" is installed. */
BOOLEAN
RtlIsServicePackVersionInstalled(ULONG Version)
{
    return (Version & 0xFFFF0000) == (RTLP_DDI & 0xFFFF0000) && (Version & 0xFF00) == 0;
}

/* A condition of three bits for each bit of the type mask, from the lowest bits up. */
static ULONG
RtlpCondition(ULONGLONG ConditionMask, ULONG Type)
{
    return (ULONG)(ConditionMask >> ((ULONG)__builtin_ctz(Type) * RTLP_CONDITION_BITS)) & 7;
}

ULONGLONG
VerSetConditionMask(ULONGLONG ConditionMask, ULONG TypeMask, UCHAR Condition)
{
    for (ULONG Bit = 0; Bit < 8; Bit++) {
        if (TypeMask & (1U << Bit)) {
            ConditionMask |= (ULONGLONG)(Condition & 7) << (Bit * RTLP_CONDITION_BITS);
            break;
        }
    }
    return ConditionMask;
}

static BOOLEAN
RtlpMeets(ULONG Current, ULONG Wanted, ULONG Condition)
{
    switch (Condition) {
    case VER_EQUAL:
        return Current == Wanted;
    case VER_GREATER:
        return Current > Wanted;
    case VER_GREATER_EQUAL:
        return Current >= Wanted;
    case VER_LESS:
        return Current < Wanted;
    case VER_LESS_EQUAL:
        return Current <= Wanted;
    default:
        return FALSE;
    }
}

static BOOLEAN
RtlpMeetsSuite(ULONG Current, ULONG Wanted, ULONG Condition)
{
    return Condition == VER_OR ? (Current & Wanted) != 0 : (Current & Wanted) == Wanted;
}

/* Major, minor and service pack are one number: the next part counts only while the parts before
   are equal. The condition of the first tested part that differs decides. */
static BOOLEAN
RtlpMeetsSequence(const RTL_OSVERSIONINFOEXW *Current, const RTL_OSVERSIONINFOEXW *Wanted,
                  ULONG TypeMask, ULONGLONG ConditionMask)
{
    const struct {
        ULONG Type, Current, Wanted;
    } Parts[] = {
        {VER_MAJORVERSION, Current->dwMajorVersion, Wanted->dwMajorVersion},
        {VER_MINORVERSION, Current->dwMinorVersion, Wanted->dwMinorVersion},
        {VER_SERVICEPACKMAJOR, Current->wServicePackMajor, Wanted->wServicePackMajor},
        {VER_SERVICEPACKMINOR, Current->wServicePackMinor, Wanted->wServicePackMinor},
    };
    BOOLEAN Result = TRUE;

    for (ULONG i = 0; i < ARRAYSIZE(Parts); i++) {
        if ((TypeMask & Parts[i].Type) == 0) {
            continue;
        }
        Result = RtlpMeets(Parts[i].Current, Parts[i].Wanted,
                           RtlpCondition(ConditionMask, Parts[i].Type));
        if (Parts[i].Current != Parts[i].Wanted) {
            break;
        }
    }
    return Result;
}

NTSTATUS
RtlVerifyVersionInfo(PRTL_OSVERSIONINFOEXW VersionInfo, ULONG TypeMask, ULONGLONG ConditionMask)
{
    RTL_OSVERSIONINFOEXW Current = {.dwOSVersionInfoSize = sizeof(Current)};
    BOOLEAN Matches;

    if (TypeMask == 0 || ConditionMask == 0) {
        return STATUS_INVALID_PARAMETER;
    }
    RtlGetVersion((PRTL_OSVERSIONINFOW)&Current);
    Matches = RtlpMeetsSequence(&Current, VersionInfo, TypeMask, ConditionMask);
    if (TypeMask & VER_SUITENAME) {
        Matches &= RtlpMeetsSuite(Current.wSuiteMask, VersionInfo->wSuiteMask,
                                  RtlpCondition(ConditionMask, VER_SUITENAME));
    }
    if (TypeMask & VER_PRODUCT_TYPE) {
        Matches &= RtlpMeets(Current.wProductType, VersionInfo->wProductType,
                             RtlpCondition(ConditionMask, VER_PRODUCT_TYPE));
    }
    if (TypeMask & VER_BUILDNUMBER) {
        Matches &= RtlpMeets(Current.dwBuildNumber, VersionInfo->dwBuildNumber,
                             RtlpCondition(ConditionMask, VER_BUILDNUMBER));
    }
    if (TypeMask & VER_PLATFORMID) {
        Matches &= RtlpMeets(Current.dwPlatformId, VersionInfo->dwPlatformId,
                             RtlpCondition(ConditionMask, VER_PLATFORMID));
    }
    return Matches ? STATUS_SUCCESS : STATUS_REVISION_MISMATCH;
}
