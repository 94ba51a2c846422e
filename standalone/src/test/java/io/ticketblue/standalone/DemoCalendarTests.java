package io.ticketblue.standalone;

import io.ticketblue.catalog.Category;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Dates of the demo, counted from the first start. */
class DemoCalendarTests {

    @Test
    void countsWeeksFromTwoDaysAfterTheFirstStart() {
        // A Sunday in Korea.
        DemoCalendar calendar = new DemoCalendar(Instant.parse("2026-11-22T03:00:00Z"));
        assertThat(calendar.starts(List.of("1 TUE 19:30", "0 TUE 19:30", "0 SUN 14:00"))).containsExactly(
                Instant.parse("2026-11-24T10:30:00Z"), Instant.parse("2026-11-29T05:00:00Z"),
                Instant.parse("2026-12-01T10:30:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "2026-01-01T14:59:59Z", "2026-02-28T15:00:00Z", "2027-12-30T23:00:00Z",
            "2028-02-29T00:00:00Z" })
    void givesEveryPerformanceRoundsAheadAndAnHourApart(String firstStart) {
        DemoCalendar calendar = new DemoCalendar(Instant.parse(firstStart));
        DemoContent.read().performances().values().forEach((performances) -> performances.forEach((performance) -> {
            List<Instant> starts = calendar.starts(performance.rounds());
            Instant opens = calendar.opens(performance);
            for (int i = 0; i < starts.size(); i++) {
                assertThat(starts.get(i)).as(performance.title())
                    .isAfter(calendar.firstStart().plus(Duration.ofDays(1)));
                assertThat(i == 0 || Duration.between(starts.get(i - 1), starts.get(i)).toHours() >= 1)
                    .as(performance.title())
                    .isTrue();
                assertThat(opens == null || opens.isBefore(starts.get(i).minus(Duration.ofHours(2))))
                    .as(performance.title())
                    .isTrue();
            }
        }));
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6 })
    void leavesEachVenueTimeBetweenTwoRounds(int day) {
        DemoCalendar calendar = new DemoCalendar(Instant.parse("2026-11-22T03:00:00Z").plus(Duration.ofDays(day)));
        Map<String, List<Played>> venues = new HashMap<>();
        DemoContent.read().performances().forEach((category, performances) -> performances.forEach((performance) -> {
            // Rounds of one exhibition are times of entry.
            String venue = performance.venue();
            calendar.starts(performance.rounds())
                .forEach((start) -> venues.computeIfAbsent(venue, (name) -> new ArrayList<>())
                    .add(new Played(performance.title(), category == Category.EXHIBITION, start,
                            start.plus(Duration.ofMinutes(performance.minutes() + 30L)))));
        }));
        venues.forEach((venue, played) -> played.forEach((one) -> assertThat(played).as("%s: %s", venue, one)
            .noneMatch((other) -> other != one && other.overlaps(one))));
    }

    private record Played(String title, boolean exhibition, Instant from, Instant until) {

        boolean overlaps(Played other) {
            boolean entryTimes = this.exhibition && this.title.equals(other.title);
            return !entryTimes && this.from.isBefore(other.until) && other.from.isBefore(this.until);
        }

    }

    @Test
    void playsOnTheWeekdayThatIsWritten() {
        DemoCalendar calendar = new DemoCalendar(Instant.parse("2027-06-16T12:00:00Z"));
        ZonedDateTime start = calendar.starts(List.of("3 SAT 14:00")).getFirst().atZone(DemoCalendar.KOREA);
        assertThat(start.getDayOfWeek()).isEqualTo(DayOfWeek.SATURDAY);
        assertThat(start.getHour()).isEqualTo(14);
    }

}
