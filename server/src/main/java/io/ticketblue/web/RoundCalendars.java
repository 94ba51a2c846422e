package io.ticketblue.web;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.RoundAvailability;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.shared.Formats;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Lays the rounds of a performance out as a calendar with the seats that are left. */
@Component
class RoundCalendars {

    private static final int DAYS = 7;

    private final Catalog catalog;

    private final Bookings bookings;

    private final Formats formats;

    private final Clock clock;

    RoundCalendars(Catalog catalog, Bookings bookings, Formats formats, Clock clock) {
        this.catalog = catalog;
        this.bookings = bookings;
        this.formats = formats;
        this.clock = clock;
    }

    /**
     * The calendar of the month with the wanted day.
     * @param performance whose rounds
     * @param wanted a day; the next day with seats if absent or without rounds
     */
    RoundCalendar of(PerformanceView performance, @Nullable LocalDate wanted) {
        List<RoundView> rounds = this.catalog.shownRounds(performance.id());
        Map<RoundId, RoundAvailability> availability = this.bookings
            .availability(rounds.stream().map(RoundView::id).toList());
        NavigableMap<LocalDate, List<RoundView>> days = rounds.stream()
            .collect(
                    Collectors.groupingBy((round) -> Formats.day(round.startsAt()), TreeMap::new, Collectors.toList()));
        LocalDate chosen = (wanted != null && days.containsKey(wanted)) ? wanted : next(days, availability);
        YearMonth month = YearMonth.from((chosen != null) ? chosen : this.formats.today());
        LocalDate first = month.atDay(1);
        LocalDate sunday = first.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
        List<List<RoundCalendar.Day>> weeks = new ArrayList<>();
        for (LocalDate week = sunday; !week.isAfter(month.atEndOfMonth()); week = week.plusDays(DAYS)) {
            weeks.add(week(week, month, days, availability));
        }
        return new RoundCalendar(first, sunday, weeks, days.lowerKey(first), days.higherKey(month.atEndOfMonth()),
                chosen,
                (chosen != null) ? rounds(days.getOrDefault(chosen, List.of()), performance, availability) : List.of());
    }

    /** When the next round of a performance opens or closes, which its calendar shows. */
    @Nullable Instant changesAt(PerformanceId performance) {
        Instant now = this.clock.instant();
        return this.catalog.shownRounds(performance)
            .stream()
            .flatMap((round) -> Stream.of(round.bookingOpensAt(), round.bookingClosesAt()))
            .filter((time) -> time.isAfter(now))
            .min(Comparator.naturalOrder())
            .orElse(null);
    }

    private @Nullable LocalDate next(NavigableMap<LocalDate, List<RoundView>> days,
            Map<RoundId, RoundAvailability> availability) {
        NavigableMap<LocalDate, List<RoundView>> coming = days.tailMap(this.formats.today(), true);
        return coming.entrySet().stream().filter((day) -> {
            SaleState sale = sale(day.getValue(), availability);
            return sale == SaleState.ON_SALE || sale == SaleState.FEW_LEFT;
        })
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseGet(() -> coming.isEmpty() ? (days.isEmpty() ? null : days.lastKey()) : coming.firstKey());
    }

    private static List<RoundCalendar.Day> week(LocalDate sunday, YearMonth month, Map<LocalDate, List<RoundView>> days,
            Map<RoundId, RoundAvailability> availability) {
        return sunday.datesUntil(sunday.plusDays(DAYS)).map((date) -> {
            List<RoundView> rounds = days.getOrDefault(date, List.of());
            return new RoundCalendar.Day(date, YearMonth.from(date).equals(month), rounds.size(),
                    sale(rounds, availability));
        }).toList();
    }

    private static SaleState sale(List<RoundView> rounds, Map<RoundId, RoundAvailability> availability) {
        if (!rounds.isEmpty() && rounds.stream().allMatch(RoundView::cancelled)) {
            return SaleState.CANCELLED;
        }
        return SaleState
            .of(rounds.stream().map((round) -> availability.get(round.id())).filter(Objects::nonNull).toList());
    }

    private static List<RoundCalendar.Round> rounds(List<RoundView> rounds, PerformanceView performance,
            Map<RoundId, RoundAvailability> availability) {
        return rounds.stream().map((round) -> {
            RoundAvailability present = availability.get(round.id());
            List<RoundCalendar.GradeLeft> left = performance.grades()
                .stream()
                .map((grade) -> new RoundCalendar.GradeLeft(grade.name(),
                        (present != null) ? present.remaining().getOrDefault(grade.name(), 0) : 0))
                .toList();
            SaleState sale = SaleState.of(round, present);
            return new RoundCalendar.Round(round.id(), round.startsAt(), round.bookingOpensAt(), sale, left);
        }).toList();
    }

}
