package io.ticketblue.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.CancellationTerms;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.payment.MoneyBooks;
import io.ticketblue.payment.PaymentDeclined;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What a performance brought in on each day, on the page and in files. */
@IntegrationTest
class SettlementPagesIntegrationTests {

    @Autowired
    private Catalog catalog;

    @Autowired
    private BoxOffice boxOffice;

    @Autowired
    private Payments payments;

    @Autowired
    private Settlements settlements;

    @Autowired
    private SettlementFiles files;

    @Autowired
    private Formats formats;

    @Autowired
    private JdbcClient jdbc;

    private House house;

    private StaffBrowser staff;

    private AccountView buyer;

    private PerformanceId performance;

    private RoundId round;

    private PaymentView payment;

    @BeforeEach
    void payForABooking(@Autowired ApplicationContext application) {
        this.house = House.in(application);
        this.staff = this.house.staff();
        this.buyer = this.house.buyer();
        this.performance = this.house.performance(70_000);
        this.round = this.house.round(this.performance);
        ReservationView booking = this.house.book(this.buyer, this.round, 0);
        this.payment = this.payments.paymentFor(booking.id().value()).orElseThrow();
    }

    @Test
    void settlesADayPerPerformance() throws IOException {
        this.payments.refund(this.payments
            .requestRefund(this.payment.orderId(), new Money(30_000), new Money(4_000), "One seat given back")
            .orElseThrow());
        Settlement day = this.settlements.of(this.formats.today().minusDays(1), this.formats.today(), this.performance);
        assertThat(day.lines()).singleElement()
            .isEqualTo(new SettlementLine(this.formats.today(), this.performance.value(),
                    this.catalog.performance(this.performance).title(), 1, 1, 70_000, 30_000, 4_000, 0, 40_000));
        assertThat(day.total().net()).isEqualTo(40_000);
        assertThat(this.settlements.of(this.formats.today(), this.formats.today(), null).lines())
            .contains(day.lines().getFirst());
        assertThat(this.staff.get("/admin/settlements?performanceId=" + this.performance.value()).body())
            .contains("70,000", "40,000", day.lines().getFirst().title());
        assertThat(this.staff.get("/admin/settlements?from=2026-12-02&to=2026-12-01").status()).isEqualTo(400);
        assertThat(this.staff.get("/admin/settlements?from=x").status()).isEqualTo(400);
        assertThatExceptionOfType(InvalidRequest.class)
            .isThrownBy(() -> this.settlements.of(this.formats.today().minusDays(92), this.formats.today(), null));
        for (String shown : List.of("", "?performanceId=" + this.performance.value())) {
            String page = this.staff.get("/admin/settlements" + shown).body();
            for (String file : List.of("csv", "xlsx")) {
                assertThat(this.staff.get(link(page, "/admin/settlements." + file)).status()).as(file + shown)
                    .isEqualTo(200);
            }
        }
        String csv = this.staff.get("/admin/settlements.csv?performanceId=" + this.performance.value()).body();
        assertThat(csv).startsWith("\uFEFFDay,Performance")
            .contains(",1,1,70000,30000,4000,0,40000\r\n")
            .endsWith("\r\nTotal,,1,1,70000,30000,4000,0,40000\r\n");
        ResponseEntity<byte[]> workbook = this.files.workbook(day);
        assertThat(sheet(workbook.getBody())).contains("70000", "40000");
    }

    @Test
    void tellsOfADayTheSameAfterSeatsWereGivenBack() {
        ReservationView pair = this.house.book(this.buyer, this.round, 1, 2);
        SettlementLine before = today();
        assertThat(before.bookings()).isEqualTo(2);
        assertThat(before.seats()).isEqualTo(3);
        this.boxOffice.cancel(pair.id(), new CancelSeats(Set.of(pair.seats().getFirst().id()), "The view", null),
                CancellationTerms.FULL_REFUND);
        assertThat(this.boxOffice.reservation(pair.id()).status()).isEqualTo(ReservationStatus.PARTIALLY_CANCELLED);
        SettlementLine after = today();
        assertThat(after.bookings()).isEqualTo(2);
        assertThat(after.seats()).isEqualTo(3);
        assertThat(after.captured()).isEqualTo(before.captured());
    }

    @Test
    void countsNoBookingForMoneyThatWasTakenInError() {
        ReservationView other = this.house.hold(this.buyer, this.round, 1, 2);
        TestServers.toss().faults().next(TossOperation.CONFIRM, TossFault.wrongAmount(1_000));
        assertThatExceptionOfType(PaymentDeclined.class).isThrownBy(() -> this.house.pay(other));
        SettlementLine day = today();
        assertThat(day.captured()).isEqualTo(70_000 + 140_000);
        assertThat(day.bookings()).isEqualTo(1);
        assertThat(day.seats()).isEqualTo(1);
    }

    @Test
    void putsEveryMovementOnItsDayHoweverManyThereAre() {
        LocalDate day = LocalDate.of(2001, 3, 1);
        int fees = MoneyBooks.READ_AT_ONCE + 500;
        StringJoiner rows = new StringJoiner(", ");
        rows.add(movement("CAPTURE", 8_000, "2001-02-28 14:59:59.999999", 101));
        rows.add(movement("CAPTURE", 4_000, "2001-02-28 15:00:00", 102));
        rows.add(movement("CAPTURE", 1_000, "2001-03-01 14:59:59.999", 103));
        rows.add(movement("CAPTURE", 2_000, "2001-03-01 15:00:00", 104));
        for (int fee = 0; fee < fees; fee++) {
            // Hundreds at the same time, also where one part that is read ends.
            rows.add(movement("FEE", 1, "2001-03-01 12:00:0" + (9 - fee / 300), 0));
        }
        try {
            this.jdbc.sql("""
                    INSERT INTO money_entry (payment_id, kind, amount, occurred_at, created_at, reversals)
                    VALUES\s""" + rows).update();
            assertThat(this.settlements.of(day, day.plusDays(1), this.performance).lines())
                .containsExactly(line(day, 2, 5_000, fees), line(day.plusDays(1), 1, 2_000, 0));
            assertThat(this.settlements.of(day.plusDays(1), day.plusDays(1), this.performance).lines())
                .containsExactly(line(day.plusDays(1), 1, 2_000, 0));
        }
        finally {
            this.jdbc.sql("DELETE FROM money_entry WHERE occurred_at < '2002-01-01'").update();
        }
    }

    @Test
    void isForStaffAlone() {
        StaffBrowser other = this.house.browserOf(this.buyer);
        for (String path : List.of("/admin/settlements", "/admin/settlements.csv", "/admin/settlements.xlsx")) {
            assertThat(other.get(path).status()).as(path).isEqualTo(403);
        }
    }

    private String movement(String kind, int amount, String utc, int reversals) {
        return "(%s, '%s', %d, '%s', '%s', %d)".formatted(this.payment.id(), kind, amount, utc, utc, reversals);
    }

    /** Where a link of a page leads that begins so. */
    private static String link(String page, String start) {
        return page.split("href=\"" + start, 2)[1].split("\"")[0].replace("&amp;", "&").transform(start::concat);
    }

    private SettlementLine line(LocalDate day, int bookings, long captured, long fees) {
        return new SettlementLine(day, this.performance.value(), this.catalog.performance(this.performance).title(),
                bookings, bookings, captured, 0, fees, 0, captured);
    }

    private SettlementLine today() {
        return this.settlements.of(this.formats.today().minusDays(1), this.formats.today(), this.performance).total();
    }

    private static String sheet(byte @Nullable [] workbook) throws IOException {
        Path file = Files.createTempFile("settlement", ".xlsx");
        try {
            Files.write(file, Objects.requireNonNull(workbook));
            try (ZipFile zip = new ZipFile(file.toFile())) {
                ZipEntry sheet = Objects.requireNonNull(zip.getEntry("xl/worksheets/sheet1.xml"));
                return new String(zip.getInputStream(sheet).readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        finally {
            Files.delete(file);
        }
    }

}
