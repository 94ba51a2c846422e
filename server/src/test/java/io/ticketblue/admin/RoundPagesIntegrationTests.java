package io.ticketblue.admin;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.shared.Formats;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class RoundPagesIntegrationTests {

    @Autowired
    private Catalog catalog;

    @Autowired
    private Formats formats;

    private House house;

    private StaffBrowser staff;

    private PerformanceId performance;

    private String page;

    @BeforeEach
    void signInAndMakeAPerformance(@Autowired ApplicationContext application) {
        this.house = House.in(application);
        this.staff = this.house.staff();
        this.performance = this.house.performance(10_000);
        this.page = "/admin/performances/" + this.performance + "/rounds";
    }

    @Test
    void opensARoundForEachChosenDayAndTime() {
        LocalDate saturday = House.FIRST.with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY));
        StaffBrowser.Answer answer = this.staff.submit(this.page, this.page, "firstDay", House.FIRST.toString(),
                "lastDay", saturday.plusDays(8).toString(), "weekdays", "SATURDAY", "weekdays", "SUNDAY", "times",
                "19:30, 14:00 14:00", "bookingOpensAt", House.FIRST.minusDays(20) + "T10:00", "bookingClosesAt", "");
        assertThat(answer.status()).isEqualTo(302);
        List<RoundView> rounds = this.catalog.rounds(this.performance);
        assertThat(rounds).extracting((round) -> round.startsAt().atZone(Formats.SEOUL).toLocalTime())
            .containsOnly(LocalTime.of(14, 0), LocalTime.of(19, 30));
        assertThat(rounds).extracting((round) -> round.startsAt().atZone(Formats.SEOUL).getDayOfWeek())
            .containsOnly(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        assertThat(rounds).extracting((round) -> Wording.field(round.bookingOpensAt()))
            .containsOnly(House.FIRST.minusDays(20) + "T10:00");
        assertThat(this.staff.get(this.page).body()).contains("Added " + rounds.size() + " showtimes.");
    }

    @Test
    void refusesRoundsThatAreTooCloseAtTheTimes() {
        StaffBrowser.Answer answer = open("14:00, 14:30");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.errorAt("times")).isEqualTo("The showtimes of " + day(House.FIRST) + ", 14:30 KST and of "
                + day(House.FIRST) + ", 14:00 KST start less than an hour apart.");
        assertThat(this.staff.reading("ko").submit(this.page, this.page, fields("14:00, 14:30")).errorAt("times"))
            .contains(this.formats.in(Locale.KOREAN).date(House.FIRST) + " 14:00 회차");
        assertThat(answer.body()).contains("value=\"14:00, 14:30\"");
        assertThat(open("14:00").status()).isEqualTo(302);
        assertThat(this.staff.reading("en").submit(this.page, this.page, fields("14:00")).errorAt("times"))
            .contains("exists already or was given twice");
    }

    @Test
    void saysWhatIsWrongWithDaysAndTimes() {
        StaffBrowser.Answer answer = this.staff.reading("ko")
            .submit(this.page, this.page, "firstDay", "", "lastDay", "", "times", "half past seven");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorAt("firstDay")).isEqualTo("입력해 주세요.");
        assertThat(answer.errorAt("weekdays")).isEqualTo("요일을 하나 이상 고르세요.");
        assertThat(answer.errorAt("times")).contains("‘half’은(는) 올바른 시각이 아닙니다.");
        StaffBrowser.Answer outside = this.staff.reading("en")
            .submit(this.page, this.page, "firstDay", House.LAST.plusDays(1).toString(), "lastDay", "", "weekdays",
                    House.LAST.plusDays(1).getDayOfWeek().name(), "times", "19:30");
        assertThat(outside.errorAt("firstDay")).contains("within the dates");
    }

    @Test
    void changesWhenBookingOpens() {
        RoundId id = this.house.round(this.performance);
        RoundView before = this.catalog.round(id);
        String form = "/admin/rounds/" + id;
        StaffBrowser.Answer answer = this.staff.submit(form, form, "startsAt", Wording.field(before.startsAt()),
                "bookingOpensAt", House.FIRST.minusDays(3) + "T09:00", "bookingClosesAt",
                Wording.field(before.bookingClosesAt()));
        assertThat(answer.location()).endsWith(this.page);
        RoundView after = this.catalog.round(id);
        assertThat(Wording.field(after.bookingOpensAt())).isEqualTo(House.FIRST.minusDays(3) + "T09:00");
        assertThat(after.startsAt()).isEqualTo(before.startsAt());
    }

    @Test
    void showsThatBookingClosesTooLateAtItsField() {
        RoundId id = this.house.round(this.performance);
        String form = "/admin/rounds/" + id;
        StaffBrowser.Answer answer = this.staff.submit(form, form, "startsAt", House.FIRST + "T19:30", "bookingOpensAt",
                House.FIRST.minusDays(3) + "T09:00", "bookingClosesAt", House.FIRST + "T20:00");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorAt("bookingClosesAt")).isNotBlank();
    }

    @Test
    void deletesAnEmptyRoundAtThePressOfAButton() {
        RoundId id = this.house.round(this.performance);
        String form = "/admin/rounds/" + id + "/delete";
        assertThat(this.staff.get(form).body()).contains("<form method=\"post\" class=\"panel\"")
            .doesNotContain("name=\"confirm\"");
        assertThat(this.staff.submit(form, form).location()).endsWith(this.page);
        assertThat(this.catalog.rounds(this.performance)).isEmpty();
    }

    @Test
    void refusesToMoveOrDeleteWhatHasBookings() {
        RoundId id = this.house.round(this.performance);
        this.house.hold(this.house.buyer(), id, 0);
        String delete = "/admin/rounds/" + id + "/delete";
        StaffBrowser.Answer asked = this.staff.get(delete);
        assertThat(asked.status()).isEqualTo(409);
        assertThat(asked.refusal()).contains("1 live booking");
        assertThat(asked.body()).contains("/admin/rounds/" + id + "/archive").doesNotContain("class=\"panel\"");
        StaffBrowser.Answer deleted = this.staff.submit("/admin/rounds/" + id, delete);
        assertThat(deleted.status()).isEqualTo(409);
        assertThat(deleted.refusal()).contains("1 live booking");
        String form = "/admin/rounds/" + id;
        StaffBrowser.Answer moved = this.staff.submit(form, form, "startsAt", House.FIRST + "T21:30", "bookingOpensAt",
                House.FIRST.minusDays(3) + "T09:00", "bookingClosesAt", House.FIRST + "T18:00");
        assertThat(moved.errorAt("startsAt")).contains("1 live booking");
        String whole = "/admin/performances/" + this.performance + "/delete";
        assertThat(this.staff.get(whole).status()).isEqualTo(409);
        assertThat(this.staff.get(whole).refusal()).contains("1 live booking");
        StaffBrowser.Answer performance = this.staff.submit("/admin/performances/" + this.performance, whole, "confirm",
                this.catalog.performance(this.performance).title());
        assertThat(performance.status()).isEqualTo(409);
        assertThat(performance.refusal()).contains("1 live booking");
    }

    @Test
    void asksForAReasonBeforeRoundsOverlap() {
        open("14:00");
        assertThat(this.staff.get(this.page).body()).doesNotContain("overlapReason");
        StaffBrowser.Answer refused = open("15:30");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.errorAt("times")).contains("overlaps", day(House.FIRST) + ", 14:00 KST");
        assertThat(refused.body()).contains("name=\"overlapReason\"");
        StaffBrowser.Answer opened = this.staff.submit(this.page, this.page, "firstDay", House.FIRST.toString(),
                "lastDay", "", "weekdays", House.FIRST.getDayOfWeek().name(), "times", "15:30", "overlapReason",
                "Two stages");
        assertThat(opened.status()).isEqualTo(302);
        assertThat(this.catalog.rounds(this.performance)).hasSize(2);
    }

    @Test
    void blamesTheLastDayForRoundsAfterTheRun() {
        StaffBrowser.Answer answer = this.staff.submit(this.page, this.page, "firstDay", House.FIRST.toString(),
                "lastDay", House.LAST.plusDays(1).toString(), "weekdays", House.FIRST.getDayOfWeek().name(), "times",
                "19:30");
        assertThat(answer.errorAt("lastDay")).contains(day(House.LAST));
        assertThat(answer.errorAt("firstDay")).isEmpty();
    }

    @Test
    void showsThirtyRoundsAtATime() {
        this.staff.submit(this.page, this.page, "firstDay", House.FIRST.toString(), "lastDay", House.LAST.toString(),
                "weekdays", "MONDAY", "weekdays", "TUESDAY", "weekdays", "WEDNESDAY", "weekdays", "THURSDAY",
                "weekdays", "FRIDAY", "weekdays", "SATURDAY", "weekdays", "SUNDAY", "times", "14:00, 19:30");
        assertThat(this.catalog.rounds(this.performance)).hasSize(56);
        String first = this.staff.get(this.page).body();
        assertThat(first.split("<th scope=\"row\"", -1)).hasSize(31);
        assertThat(this.staff.get(this.page + "?page=1").body().split("<th scope=\"row\"", -1)).hasSize(27);
    }

    private StaffBrowser.Answer open(String times) {
        return this.staff.submit(this.page, this.page, fields(times));
    }

    private static String[] fields(String times) {
        return new String[] { "firstDay", House.FIRST.toString(), "lastDay", "", "weekdays",
                House.FIRST.getDayOfWeek().name(), "times", times };
    }

    /** A day as readers of English see it. */
    private String day(LocalDate day) {
        return this.formats.in(Locale.ENGLISH).date(day);
    }

}
