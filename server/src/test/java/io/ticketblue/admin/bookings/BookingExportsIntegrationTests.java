package io.ticketblue.admin.bookings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.ProfileChange;
import io.ticketblue.admin.House;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.search.reservation.ReservationCriteria;
import io.ticketblue.shared.AuditEntry;
import io.ticketblue.shared.AuditFilter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.Paging;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

@IntegrationTest
class BookingExportsIntegrationTests {

    @Autowired
    private BookingExports exports;

    @Autowired
    private Accounts accounts;

    @Autowired
    private AuditTrail trail;

    private House house;

    private RoundId round;

    private int places;

    @BeforeEach
    void openARound(@Autowired ApplicationContext application) {
        LocaleContextHolder.setLocale(Locale.KOREAN);
        this.house = House.in(application);
        this.round = this.house.round(this.house.performance(1_000));
    }

    @AfterEach
    void resetTheLanguage() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void writesTextThatNoProgramTakesForAFormula() throws IOException {
        ReservationView booking = bookAs("=HYPERLINK(\"http://evil.example\",\"김,하늘\")");
        bookAs("+8210");
        bookAs("@sum");
        String csv = csv();
        assertThat(csv).startsWith("\uFEFF예매번호,상태,예매자,이메일,공연,공연장,공연 일시,매수,좌석,합계(수수료 포함),쿠폰 할인,결제 금액,")
            .contains("\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"김,하늘\"\")\"", ",'+8210,", ",'@sum,")
            .endsWith("\r\n");
        assertThat(csv.lines()).hasSize(4);
        String sheet = sheet();
        assertThat(sheet).contains(
                "t=\"inlineStr\"><is><t>=HYPERLINK(&quot;http://evil.example&quot;,&quot;&#xae40;,&#xd558;&#xb298;&quot;)",
                booking.code())
            .doesNotContain("<f>");
    }

    @Test
    void writesNumbersAsNumbersAndTimesAsTimesInKorea() throws IOException {
        ReservationView booking = bookAs("김하늘");
        LocalDateTime booked = LocalDateTime.ofInstant(booking.createdAt(), Formats.SEOUL).withNano(0);
        assertThat(csv())
            .contains("," + booking.toPay().won() + "," + booked.toString().replace('T', ' ').substring(0, 16));
        assertThat(sheet()).containsPattern("<c r=\"L2\" s=\"\\d+\" t=\"n\"><v>" + booking.toPay().won() + "</v></c>")
            .containsPattern("<c r=\"M2\" s=\"\\d+\" t=\"n\"><v>4\\d{4}\\.\\d+</v></c>");
    }

    @Test
    void recordsWhoExportsWhatWithoutNamesAndAddresses() throws IOException {
        AccountView buyer = this.house.buyer();
        this.exports.csv(new ReservationCriteria(buyer.email(), filter()), ReservationOrder.NEWEST,
                new MockHttpServletResponse());
        AuditEntry entry = this.trail
            .entries(new AuditFilter(null, "bookings.exported", "", null, null), new Paging(0, 1))
            .items()
            .getFirst();
        assertThat(entry.subject()).isEqualTo("bookings csv");
        assertThat(entry.changes()).extracting(AuditEntry.Change::field, AuditEntry.Change::after)
            .contains(tuple("found", "0"), tuple("byText", "true"), tuple("roundId", this.round.toString()));
        assertThat(entry.changes().toString()).doesNotContain(buyer.email(), buyer.name());
    }

    private ReservationView bookAs(String name) {
        AccountView buyer = this.house.buyer();
        this.accounts.changeProfile(buyer.id(), new ProfileChange(name, null, null));
        int place = this.places++;
        return this.house.book(buyer, this.round, place);
    }

    private ReservationFilter filter() {
        return new ReservationFilter(this.round, null, null, null);
    }

    private String csv() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        this.exports.csv(new ReservationCriteria("", filter()), ReservationOrder.OLDEST, response);
        assertThat(response.getContentType()).startsWith("text/csv");
        assertThat(response.getHeader("Content-Disposition")).contains("attachment").contains(".csv");
        return new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private String sheet() throws IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        this.exports.workbook(new ReservationCriteria("", filter()), ReservationOrder.OLDEST, response);
        Path file = Files.createTempFile("bookings", ".xlsx");
        try {
            Files.write(file, response.getContentAsByteArray());
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
