/*
 * src/rtl/time.c - system time (100 ns since 1601) as calendar fields and as seconds
 *
 * The Gregorian calendar is extended backwards and forwards without end; leap seconds do not exist.
 */
#include "rtlp.h"

#define RTLP_SECOND 10000000LL
#define RTLP_DAY (86400 * RTLP_SECOND)
#define RTLP_SECONDS_TO_1970 11644473600LL
#define RTLP_SECONDS_TO_1980 11960006400LL

static BOOLEAN
RtlpIsLeapYear(LONG Year)
{
    return (Year % 4 == 0 && Year % 100 != 0) || Year % 400 == 0;
}

static LONG
RtlpDaysInMonth(LONG Year, LONG Month)
{
    static const UCHAR Days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return Days[Month - 1] + (Month == 2 && RtlpIsLeapYear(Year) ? 1 : 0);
}

/* Days from 1601-01-01 to the first day of a year. */
static LONG
RtlpDaysToYear(LONG Year)
{
    LONG Years = Year - 1601;

    return Years * 365 + Years / 4 - Years / 100 + Years / 400;
}

static LONG
RtlpYearOfDay(LONG Day)
{
    LONG Year = 1601 + Day / 366; // never too late

    while (RtlpDaysToYear(Year + 1) <= Day) {
        Year++;
    }
    return Year;
}

VOID
RtlTimeToTimeFields(PLARGE_INTEGER Time, PTIME_FIELDS TimeFields)
{
    LONG Day = (LONG)(Time->QuadPart / RTLP_DAY);
    LONG Milliseconds = (LONG)(Time->QuadPart % RTLP_DAY / (RTLP_SECOND / 1000));
    LONG Year = RtlpYearOfDay(Day);
    LONG Month = 1;

    TimeFields->Weekday = (CSHORT)((Day + 1) % 7); // 1601 began on a Monday
    Day -= RtlpDaysToYear(Year);
    while (Day >= RtlpDaysInMonth(Year, Month)) {
        Day -= RtlpDaysInMonth(Year, Month);
        Month++;
    }
    TimeFields->Year = (CSHORT)Year;
    TimeFields->Month = (CSHORT)Month;
    TimeFields->Day = (CSHORT)(Day + 1);
    TimeFields->Hour = (CSHORT)(Milliseconds / 3600000);
    TimeFields->Minute = (CSHORT)(Milliseconds / 60000 % 60);
    TimeFields->Second = (CSHORT)(Milliseconds / 1000 % 60);
    TimeFields->Milliseconds = (CSHORT)(Milliseconds % 1000);
}

static BOOLEAN
RtlpAreTimeFieldsValid(PTIME_FIELDS Fields)
{
    return Fields->Year >= 1601 && Fields->Month >= 1 && Fields->Month <= 12 && Fields->Day >= 1 &&
           Fields->Day <= RtlpDaysInMonth(Fields->Year, Fields->Month) && Fields->Hour >= 0 &&
           Fields->Hour <= 23 && Fields->Minute >= 0 && Fields->Minute <= 59 &&
           Fields->Second >= 0 && Fields->Second <= 59 && Fields->Milliseconds >= 0 &&
           Fields->Milliseconds <= 999;
}

BOOLEAN
RtlTimeFieldsToTime(PTIME_FIELDS TimeFields, PLARGE_INTEGER Time)
{
    LONG64 Milliseconds;
    LONG Day;

    if (!RtlpAreTimeFieldsValid(TimeFields)) {
        return FALSE;
    }
    Day = RtlpDaysToYear(TimeFields->Year) + TimeFields->Day - 1;
    for (LONG Month = 1; Month < TimeFields->Month; Month++) {
        Day += RtlpDaysInMonth(TimeFields->Year, Month);
    }
    Milliseconds =
        ((TimeFields->Hour * 60LL + TimeFields->Minute) * 60 + TimeFields->Second) * 1000 +
        TimeFields->Milliseconds;
    if (Day > MAXLONGLONG / RTLP_DAY - 1) {
        return FALSE;
    }
    Time->QuadPart = Day * RTLP_DAY + Milliseconds * (RTLP_SECOND / 1000);
    return TRUE;
}

static BOOLEAN
RtlpTimeToSeconds(PLARGE_INTEGER Time, LONG64 Origin, PULONG ElapsedSeconds)
{
    LONG64 Seconds = Time->QuadPart / RTLP_SECOND - Origin;

    if (Time->QuadPart < 0 || Seconds < 0 || Seconds > MAXULONG) {
        return FALSE;
    }
    *ElapsedSeconds = (ULONG)Seconds;
    return TRUE;
}

BOOLEAN
RtlTimeToSecondsSince1970(PLARGE_INTEGER Time, PULONG ElapsedSeconds)
{
    return RtlpTimeToSeconds(Time, RTLP_SECONDS_TO_1970, ElapsedSeconds);
}

BOOLEAN
RtlTimeToSecondsSince1980(PLARGE_INTEGER Time, PULONG ElapsedSeconds)
{
    return RtlpTimeToSeconds(Time, RTLP_SECONDS_TO_1980, ElapsedSeconds);
}

VOID
RtlSecondsSince1970ToTime(ULONG ElapsedSeconds, PLARGE_INTEGER Time)
{
    Time->QuadPart = (ElapsedSeconds + RTLP_SECONDS_TO_1970) * RTLP_SECOND;
}

VOID
RtlSecondsSince1980ToTime(ULONG ElapsedSeconds, PLARGE_INTEGER Time)
{
    Time->QuadPart = (ElapsedSeconds + RTLP_SECONDS_TO_1980) * RTLP_SECOND;
}
