package io.ticketblue.admin;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;

import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.shared.Formats;
import org.jspecify.annotations.Nullable;

/**
 * Several rounds at once as typed: every chosen day of the week between two days, at
 * every time of the day.
 */
record RoundsForm(String firstDay, String lastDay, List<String> weekdays, String times, String bookingOpensAt,
        String bookingClosesAt) {

    private static final int MOST = 200;

    static RoundsForm of(PerformanceView performance, LocalDate today) {
        LocalDate first = performance.startDate().isBefore(today) ? today : performance.startDate();
        return new RoundsForm(first.toString(), performance.endDate().toString(),
                Stream.of(DayOfWeek.values()).map(DayOfWeek::name).toList(), "19:30", "", "");
    }

    static RoundsForm of(Typed typed) {
        return new RoundsForm(typed.text("firstDay"), typed.text("lastDay"), typed.texts("weekdays"),
                typed.text("times"), typed.text("bookingOpensAt"), typed.text("bookingClosesAt"));
    }

    /**
     * What the form asks for.
     * @param run the first and the last day of the performance
     * @throws io.ticketblue.shared.InvalidRequest if a field cannot be read
     */
    OpenRounds command(Run run) {
        Checks checks = new Checks();
        LocalDate first = checks.day("firstDay", this.firstDay);
        LocalDate last = this.lastDay.isEmpty() ? first : checks.day("lastDay", this.lastDay);
        List<DayOfWeek> days = checks.weekdays("weekdays", this.weekdays);
        List<LocalTime> clock = checks.timesOfDay("times", this.times);
        @Nullable Instant opens = checks.optionalTime("bookingOpensAt", this.bookingOpensAt);
        @Nullable Instant closes = checks.optionalTime("bookingClosesAt", this.bookingClosesAt);
        checks.done();
        if (last.isBefore(first)) {
            checks.wrong("lastDay", "admin.round.last-before-first");
        }
        run.check(checks, "firstDay", first);
        if (!this.lastDay.isEmpty()) {
            run.check(checks, "lastDay", last);
        }
        checks.done();
        List<Instant> starts = first.datesUntil(last.plusDays(1))
            .filter((day) -> days.contains(day.getDayOfWeek()))
            .flatMap((day) -> clock.stream().map((time) -> day.atTime(time).atZone(Formats.SEOUL).toInstant()))
            .limit(MOST + 1L)
            .toList();
        if (starts.isEmpty()) {
            checks.wrong("weekdays", "admin.round.no-day");
        }
        if (starts.size() > MOST) {
            checks.wrong("lastDay", "admin.round.too-many", MOST);
        }
        checks.done();
        return new OpenRounds(starts, opens, closes);
    }

    /** The days on which a performance may have rounds. */
    record Run(LocalDate first, LocalDate last) {

        private void check(Checks checks, String field, LocalDate day) {
            if (day.isBefore(this.first) || day.isAfter(this.last)) {
                checks.wrong(field, "catalog.round.outside-dates", this.first, this.last);
            }
        }

    }

    /** The field of the form that a facade's field or a problem's code is about. */
    static @Nullable String field(String name) {
        if (name.startsWith("startsAt")) {
            return "firstDay";
        }
        return (name.equals("catalog.rounds-too-close") || name.equals("catalog.venue-occupied")) ? "times" : null;
    }

}
