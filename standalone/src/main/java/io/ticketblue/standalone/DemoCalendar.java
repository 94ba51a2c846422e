package io.ticketblue.standalone;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Turns the demo's dates into real ones, counted from the day of the first start, so that
 * the demo is never out of date.
 *
 * @param firstStart when the demo was first loaded
 */
record DemoCalendar(Instant firstStart) {

    static final ZoneId KOREA = ZoneId.of("Asia/Seoul");

    private static final int SOONEST_DAYS = 2;

    private static final Map<String, DayOfWeek> DAYS = Map.of("MON", DayOfWeek.MONDAY, "TUE", DayOfWeek.TUESDAY, "WED",
            DayOfWeek.WEDNESDAY, "THU", DayOfWeek.THURSDAY, "FRI", DayOfWeek.FRIDAY, "SAT", DayOfWeek.SATURDAY, "SUN",
            DayOfWeek.SUNDAY);

    /**
     * The starts of a performance's rounds.
     * @param rounds such as {@code 1 SAT 19:30}: in the second week, counted from two
     * days after the first start
     * @return the starts, soonest first
     */
    List<Instant> starts(List<String> rounds) {
        return rounds.stream().map(this::start).sorted().toList();
    }

    private Instant start(String round) {
        String[] parts = round.split(" ");
        LocalDate day = today().plusDays(SOONEST_DAYS)
            .with(TemporalAdjusters.nextOrSame(DAYS.get(parts[1])))
            .plusWeeks(Integer.parseInt(parts[0]));
        return day.atTime(LocalTime.parse(parts[2])).atZone(KOREA).toInstant();
    }

    /**
     * When booking opens.
     * @param performance of what
     * @return the time, or null if booking is open from the first start
     */
    @Nullable Instant opens(DemoContent.Performance performance) {
        if (performance.opensInMinutes() != null) {
            return this.firstStart.plus(Duration.ofMinutes(performance.opensInMinutes()));
        }
        if (performance.opensInDays() != null && performance.opensAt() != null) {
            return today().plusDays(performance.opensInDays())
                .atTime(LocalTime.parse(performance.opensAt()))
                .atZone(KOREA)
                .toInstant();
        }
        return null;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(this.firstStart, KOREA);
    }

    static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, KOREA);
    }

}
