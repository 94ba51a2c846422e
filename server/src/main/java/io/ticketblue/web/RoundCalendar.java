package io.ticketblue.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.ticketblue.catalog.RoundId;
import org.jspecify.annotations.Nullable;

/**
 * A month with the rounds of a performance, and the rounds of one day of it.
 *
 * @param month the first day of the month
 * @param sunday any Sunday, for the names of the days
 * @param weeks from Sunday to Saturday
 * @param earlier a day with rounds in an earlier month, null if there is none
 * @param later a day with rounds in a later month, null if there is none
 * @param chosen the day whose rounds are listed, null if there are no rounds at all
 * @param rounds the rounds of that day, soonest first
 */
record RoundCalendar(LocalDate month, LocalDate sunday, List<List<Day>> weeks, @Nullable LocalDate earlier,
        @Nullable LocalDate later, @Nullable LocalDate chosen, List<Round> rounds) {

    /**
     * A day of the calendar.
     *
     * @param date which day
     * @param inMonth false for the days around the month
     * @param rounds how many rounds it has
     * @param sale whether there is something to be had
     */
    record Day(LocalDate date, boolean inMonth, int rounds, SaleState sale) {
    }

    /**
     * A round of the chosen day.
     *
     * @param id identifies it
     * @param startsAt when the curtain rises
     * @param opensAt when booking opens
     * @param sale whether there is something to be had
     * @param left free seats by grade, in the order of the price list
     */
    record Round(RoundId id, Instant startsAt, Instant opensAt, SaleState sale, List<GradeLeft> left) {

        /**
         * Tells whether seats can be chosen now.
         * @return true while there are some
         */
        public boolean bookable() {
            return this.sale == SaleState.ON_SALE || this.sale == SaleState.FEW_LEFT;
        }

    }

    /**
     * What is left of a grade.
     *
     * @param grade its name
     * @param free how many seats
     */
    record GradeLeft(String grade, int free) {
    }

}
