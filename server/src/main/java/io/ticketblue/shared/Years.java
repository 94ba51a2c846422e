package io.ticketblue.shared;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * The years of days and times that people may give: what the database can keep, and so
 * far from the end of the calendar that a day more overflows nothing.
 */
public final class Years {

    private static final int FIRST = 1900;

    private static final int LAST = 9998;

    private Years() {
    }

    static boolean hold(int year) {
        return year >= FIRST && year <= LAST;
    }

    /**
     * Reads a day.
     * @param text the day as {@code 2026-12-24}
     * @return the day
     * @throws DateTimeException if it is no day, or one of a year out of range
     */
    public static LocalDate day(String text) {
        LocalDate day = LocalDate.parse(text);
        require(day.getYear());
        return day;
    }

    /**
     * Reads a time.
     * @param text the time with any offset, such as {@code 2026-12-24T19:30:00+09:00}
     * @return the time
     * @throws DateTimeException if it is no time, or one of a year out of range
     */
    public static Instant time(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        require(time.getYear());
        return time.toInstant();
    }

    /**
     * Refuses a year out of range.
     * @throws DateTimeException if it is out of range
     */
    public static void require(int year) {
        if (!hold(year)) {
            throw new DateTimeException("A year from " + FIRST + " to " + LAST + " is expected, not " + year);
        }
    }

}
