/* Arithmetic on days; the sources are named in the header. */
#include "dates/calendar.h"

bool gl_calendar_leap(long year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int gl_calendar_month_days(long year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && gl_calendar_leap(year) ? 29 : days[month - 1];
}

bool gl_calendar_valid(long year, int month, int day)
{
    return year >= -GL_YEAR_LIMIT && year <= GL_YEAR_LIMIT && month >= 1 && month <= 12 &&
           day >= 1 && day <= gl_calendar_month_days(year, month);
}

long gl_calendar_days(long year, int month, int day)
{
    // Years begin in March, so that the leap day is the last one; an era is 400 years.
    long shifted = month <= 2 ? year - 1 : year;
    long era = (shifted >= 0 ? shifted : shifted - 399) / 400;
    long year_of_era = shifted - era * 400;
    long day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    long day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

struct gl_civil gl_calendar_civil(long days)
{
    long shifted = days + 719468;
    long era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    long day_of_era = shifted - era * 146097;
    long year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long month_from_march = (5 * day_of_year + 2) / 153;
    struct gl_civil civil;

    civil.day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    civil.month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    civil.year = year_of_era + era * 400 + (civil.month <= 2 ? 1 : 0);
    return civil;
}

int gl_calendar_weekday(long days)
{
    // 1970-01-01 was a Thursday.
    long from_monday = (days + 3) % 7;

    return (int)(from_monday < 0 ? from_monday + 8 : from_monday + 1);
}

struct gl_week gl_calendar_week(long days)
{
    // A week belongs to the year of its Thursday.
    long thursday = days - gl_calendar_weekday(days) + 4;
    long year = gl_calendar_civil(thursday).year;

    return (struct gl_week){year, (int)((thursday - gl_calendar_days(year, 1, 1)) / 7) + 1};
}

long gl_calendar_week_start(long year, int week)
{
    // January 4th is always in week 1.
    long fourth = gl_calendar_days(year, 1, 4);

    return fourth - gl_calendar_weekday(fourth) + 1 + 7L * (week - 1);
}

int gl_calendar_weeks(long year)
{
    // December 28th is always in the last week.
    return gl_calendar_week(gl_calendar_days(year, 12, 28)).week;
}

long gl_calendar_easter(long year)
{
    long golden = year % 19;
    long century = year / 100;
    long of_century = year % 100;
    long correction = (century - (century + 8) / 25 + 1) / 3;
    long epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    long to_sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    long late = (golden + 11 * epact + 22 * to_sunday) / 451;
    long month_and_day = epact + to_sunday - 7 * late + 114;

    return gl_calendar_days(year, (int)(month_and_day / 31), (int)(month_and_day % 31) + 1);
}

bool gl_calendar_nth_weekday(long year, int month, int weekday, int nth, long *days)
{
    int length = gl_calendar_month_days(year, month);
    long first = gl_calendar_days(year, month, 1);
    int day = 1 + (weekday - gl_calendar_weekday(first) + 7) % 7;

    if (nth < 0) {
        day += (length - day) / 7 * 7;
    } else {
        day += 7 * (nth - 1);
    }
    if (nth == 0 || day > length) {
        return false;
    }
    *days = first + day - 1;
    return true;
}
