package io.ticketblue.admin;

import java.time.LocalDate;
import java.time.Instant;
import java.util.List;

import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.SectionId;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueView;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.Test;

import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StaffFormsTests {

    private static final RoundsForm.Run ALWAYS = new RoundsForm.Run(LocalDate.EPOCH, LocalDate.of(9999, 1, 1));

    private static final VenueView HALL = new VenueView(new VenueId(1), "Hall", "Pier 1", 50,
            List.of(new VenueView.SectionView(new SectionId(1), "Floor", false, 50, List.of("A", "B", "C", "D", "E"))));

    @Test
    void movesGradeNumbersUpWhenALineBeforeThemIsEmpty() {
        PerformanceForm form = PerformanceForm.of(typed("gradeName", "VIP", "gradePrice", "2", "gradeName", "",
                "gradePrice", "", "gradeName", "R", "gradePrice", "1", "section", "Floor", "sectionGrade", "3",
                "ruleSection", "Floor", "ruleFrom", "A", "ruleTo", "", "ruleGrade", "2"));
        assertThat(form.grades()).extracting(PerformanceForm.GradeLine::name).containsExactly("VIP", "R");
        assertThat(form.gradeOf("Floor")).isEqualTo("2");
        assertThat(form.rules()).extracting(PerformanceForm.RowLine::grade).containsExactly("");
    }

    @Test
    void ignoresGradeNumbersThatNobodyOffered() {
        PerformanceForm form = PerformanceForm.of(typed("gradeName", "VIP", "gradePrice", "2", "section", "Floor",
                "sectionGrade", "99", "ruleSection", "Floor", "ruleFrom", "A", "ruleTo", "", "ruleGrade", "-1"));
        assertThat(form.gradeOf("Floor")).isEmpty();
        assertThat(form.rules().getFirst().grade()).isEmpty();
    }

    @Test
    void putsNeighbouringRowsOfAGradeTogetherAndTakesThemApartAgain() {
        List<PerformanceView.GradeRow> rows = List.of(row("A"), row("B"), row("E"));
        List<PerformanceForm.RowLine> lines = RowGrades
            .lines(List.of(new PerformanceView.Grade("VIP", Money.won(2), List.of(), rows)), HALL);
        assertThat(lines).containsExactly(new PerformanceForm.RowLine("Floor", "A", "B", "1"),
                new PerformanceForm.RowLine("Floor", "E", "E", "1"));
        PerformanceForm form = PerformanceForm
            .of(typed("gradeName", "VIP", "gradePrice", "2", "ruleSection", "Floor", "ruleFrom", "A", "ruleTo", "B",
                    "ruleGrade", "1", "ruleSection", "Floor", "ruleFrom", "E", "ruleTo", "", "ruleGrade", "1"));
        assertThat(RowGrades.rows(form, HALL, new Checks())).containsExactly(rows);
    }

    @Test
    void keepsCommasInAFieldThatIsTypedOnce() {
        assertThat(typed("gradeName", "Gold, front").texts("gradeName")).containsExactly("Gold, front");
    }

    @Test
    void makesOneRoundForEachDayAndTimeInKorea() {
        OpenRounds rounds = rounds("2026-12-24", "2026-12-25", "THURSDAY", "9:05, 19:30").command(ALWAYS);
        assertThat(rounds.startsAt()).containsExactly(Instant.parse("2026-12-24T00:05:00Z"),
                Instant.parse("2026-12-24T10:30:00Z"));
    }

    @Test
    void refusesMoreRoundsThanCanBeOpenedAtOnceWithoutListingThemAll() {
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> rounds("2026-01-01", "9998-01-01", "MONDAY", "19:30").command(ALWAYS))
            .satisfies((problem) -> assertThat(problem.fields()).extracting(InvalidRequest.Field::name)
                .containsExactly("lastDay"));
    }

    @Test
    void refusesALastDayBeforeTheFirst() {
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> rounds("2026-12-24", "2026-12-23", "THURSDAY", "19:30").command(ALWAYS))
            .satisfies((problem) -> assertThat(problem.fields()).extracting(InvalidRequest.Field::messageKey)
                .containsExactly("admin.round.last-before-first"));
    }

    @Test
    void readsMoneyAsPeopleWriteIt() {
        Checks checks = new Checks();
        assertThat(checks.money("price", "154,000원")).isEqualTo(Money.won(154_000));
        assertThat(checks.money("price", "₩ 90000")).isEqualTo(Money.won(90_000));
        checks.done();
        assertThat(checks.money("price", "-5")).isEqualTo(Money.ZERO);
        assertThatExceptionOfType(InvalidRequest.class).isThrownBy(checks::done);
    }

    private static RoundsForm rounds(String first, String last, String weekday, String times) {
        return RoundsForm
            .of(typed("firstDay", first, "lastDay", last, "weekdays", weekday, "times", times, "bookingOpensAt", ""));
    }

    private static PerformanceView.GradeRow row(String label) {
        return new PerformanceView.GradeRow("Floor", label);
    }

    private static Typed typed(String... fields) {
        MultiValueMap<String, String> values = new LinkedMultiValueMap<>();
        for (int index = 0; index < fields.length; index += 2) {
            values.add(fields[index], fields[index + 1]);
        }
        return new Typed(values);
    }

}
