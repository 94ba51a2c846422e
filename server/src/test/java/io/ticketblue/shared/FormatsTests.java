package io.ticketblue.shared;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormatsTests {

    private static final Instant EVENING = Instant.parse("2026-12-24T10:30:00Z");

    private final Formats formats = new Formats(messages(),
            Clock.fixed(Instant.parse("2026-12-22T01:00:00Z"), ZoneOffset.UTC));

    @AfterEach
    void forgetTheLanguage() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void writesMoneyAsEachLanguageDoes() {
        assertThat(in(Locale.KOREAN).money(Money.won(154_000))).isEqualTo("154,000원");
        assertThat(in(Locale.ENGLISH).money(Money.won(154_000))).isEqualTo("₩154,000");
        assertThat(in(Locale.KOREAN).money(Money.ZERO)).isEqualTo("0원");
    }

    @Test
    void writesTimesInKoreanTime() {
        assertThat(in(Locale.KOREAN).dateTime(EVENING)).isEqualTo("2026. 12. 24. (목) 19:30");
        assertThat(in(Locale.ENGLISH).dateTime(EVENING)).isEqualTo("Thu 24 Dec 2026, 19:30 KST");
        assertThat(Formats.day(Instant.parse("2026-12-24T15:00:00Z"))).isEqualTo(LocalDate.of(2026, 12, 25));
    }

    @Test
    void namesTheZoneToReadersOfEnglish() {
        assertThat(in(Locale.ENGLISH).time(EVENING)).isEqualTo("19:30 KST");
        assertThat(in(Locale.KOREAN).time(EVENING)).isEqualTo("19:30");
    }

    @Test
    void writesInTheLanguageThatIsNamedWhateverTheRequestSpeaks() {
        LocaleContextHolder.setLocale(Locale.KOREAN);
        Formats english = this.formats.in(Locale.ENGLISH);
        assertThat(english.money(Money.won(154_000))).isEqualTo("₩154,000");
        assertThat(english.dateTime(EVENING)).isEqualTo("Thu 24 Dec 2026, 19:30 KST");
        assertThat(english.until(EVENING)).isEqualTo("in 2 days");
        assertThat(english.minutes(150)).isEqualTo("2 h 30 min");
        assertThat(english.month(LocalDate.of(2026, 12, 24))).isEqualTo("December 2026");
        assertThat(english.weekday(LocalDate.of(2026, 12, 27), 0)).isEqualTo("Sun");
        LocaleContextHolder.resetLocaleContext();
        LocaleContextHolder.setLocale(Locale.ENGLISH);
        assertThat(this.formats.in(Locale.KOREAN).dateTime(EVENING)).isEqualTo("2026. 12. 24. (목) 19:30");
        assertThat(this.formats.money(Money.won(1_000))).isEqualTo("₩1,000");
    }

    @Test
    void leavesOutOfARangeWhatRepeats() {
        LocalDate first = LocalDate.of(2026, 12, 24);
        assertThat(in(Locale.KOREAN).range(first, LocalDate.of(2026, 12, 31))).isEqualTo("2026. 12. 24. – 31.");
        assertThat(in(Locale.KOREAN).range(first, LocalDate.of(2027, 1, 3))).isEqualTo("2026. 12. 24. – 2027. 1. 3.");
        assertThat(in(Locale.KOREAN).range(first, first)).isEqualTo("2026. 12. 24. (목)");
        assertThat(in(Locale.ENGLISH).range(first, LocalDate.of(2026, 12, 31))).isEqualTo("24 – 31 Dec 2026");
        assertThat(in(Locale.ENGLISH).range(first, LocalDate.of(2027, 1, 3))).isEqualTo("24 Dec 2026 – 3 Jan 2027");
    }

    @Test
    void countsDaysByTheCalendarAndHoursByTheClock() {
        assertThat(in(Locale.KOREAN).until(EVENING)).isEqualTo("2일 뒤");
        assertThat(in(Locale.ENGLISH).until(EVENING)).isEqualTo("in 2 days");
        assertThat(in(Locale.ENGLISH).until(Instant.parse("2026-12-23T01:00:00Z"))).isEqualTo("tomorrow");
        assertThat(in(Locale.KOREAN).until(Instant.parse("2026-12-22T04:00:00Z"))).isEqualTo("3시간 뒤");
        assertThat(in(Locale.ENGLISH).until(Instant.parse("2026-12-22T01:00:20Z"))).isEqualTo("in 1 minute");
    }

    @Test
    void saysHowLongAPerformanceTakes() {
        assertThat(in(Locale.KOREAN).minutes(150)).isEqualTo("2시간 30분");
        assertThat(in(Locale.KOREAN).minutes(120)).isEqualTo("2시간");
        assertThat(in(Locale.ENGLISH).minutes(45)).isEqualTo("45 min");
    }

    @Test
    void dividesATextAtItsEmptyLines() {
        assertThat(this.formats.paragraphs("one\r\n\r\ntwo\n  \n\nthree\n")).containsExactly("one", "two", "three");
        assertThat(this.formats.paragraphs("")).isEmpty();
    }

    @Test
    void takesAWholeCharacterAsTheLetterOfAGrade() {
        assertThat(this.formats.letter("VIP", 0)).isEqualTo("V");
        assertThat(this.formats.letter("특석", 0)).isEqualTo("특");
        assertThat(this.formats.letter("", 2)).isEqualTo("3");
    }

    private Formats in(Locale language) {
        LocaleContextHolder.setLocale(language);
        return this.formats;
    }

    private static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/shared/messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

}
