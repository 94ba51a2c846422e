package io.ticketblue.admin.bookings;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

import io.ticketblue.admin.SettlementFiles;
import io.ticketblue.admin.Wording;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.listing.ReservationOrder;
import io.ticketblue.search.reservation.ReservationCriteria;
import io.ticketblue.search.reservation.ReservationSearch;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.TooManyRequests;
import jakarta.servlet.http.HttpServletResponse;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Writes all bookings of a search to files, a portion at a time, so that memory does not
 * grow with the file. Each file is recorded in the audit trail, without what was searched
 * for in names and addresses.
 */
@Component
class BookingExports {

    /** The most bookings of a file. */
    static final int MOST = 100_000;

    /** How many files a node writes at a time. */
    private static final int AT_A_TIME = 2;

    private static final Duration SOON = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(BookingExports.class);

    private final Semaphore places = new Semaphore(AT_A_TIME);

    private final ReservationSearch search;

    private final BookingLines lines;

    private final AuditTrail trail;

    private final Wording wording;

    private final Formats formats;

    BookingExports(ReservationSearch search, BookingLines lines, AuditTrail trail, Wording wording, Formats formats) {
        this.search = search;
        this.lines = lines;
        this.trail = trail;
        this.wording = wording;
        this.formats = formats;
    }

    /**
     * Comma-separated values after RFC 4180, in UTF-8 with a byte order mark.
     * @throws TooManyBookings if more than {@value #MOST} were found
     * @throws TooManyRequests if this node writes enough files already
     */
    void csv(ReservationCriteria criteria, ReservationOrder order, HttpServletResponse response) {
        write(criteria, "csv", SettlementFiles.CSV, response, (out) -> writeCsv(criteria, order, out));
    }

    /**
     * A workbook of one sheet.
     * @throws TooManyBookings if more than {@value #MOST} were found
     * @throws TooManyRequests if this node writes enough files already
     */
    void workbook(ReservationCriteria criteria, ReservationOrder order, HttpServletResponse response) {
        write(criteria, "xlsx", SettlementFiles.WORKBOOK, response, (out) -> writeWorkbook(criteria, order, out));
    }

    private void write(ReservationCriteria criteria, String ending, MediaType type, HttpServletResponse response,
            Content content) {
        if (!this.places.tryAcquire()) {
            throw new TooManyRequests(SOON);
        }
        try {
            long found = this.search.count(criteria);
            if (found > MOST) {
                throw new TooManyBookings(found, MOST);
            }
            this.trail.record("bookings.exported", "bookings " + ending, null, described(criteria, found));
            response.setContentType(type.toString());
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                        .filename("bookings-" + this.formats.today() + "." + ending)
                        .build()
                        .toString());
            content.writeTo(response.getOutputStream());
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        finally {
            this.places.release();
        }
    }

    private void writeCsv(ReservationCriteria criteria, ReservationOrder order, OutputStream out) throws IOException {
        BookingColumns columns = BookingColumns.in(this.wording);
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(SettlementFiles.BYTE_ORDER_MARK);
        append(writer, columns.headings());
        try {
            this.search.forEach(criteria, order, MOST,
                    (portion) -> this.lines.of(portion).forEach((line) -> append(writer, columns.cells(line))));
        }
        catch (RuntimeException ex) {
            if (ex instanceof UncheckedIOException) {
                throw ex;
            }
            // The answer has begun: only its own text can still tell.
            log.error("A file of bookings could not be finished", ex);
            append(writer, List.of(this.wording.text("admin.bookings.file.incomplete")));
        }
        writer.flush();
    }

    private static void append(Writer writer, List<?> cells) {
        try {
            writer.write(cells.stream().map(SettlementFiles::cell).collect(Collectors.joining(",")));
            writer.write("\r\n");
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void writeWorkbook(ReservationCriteria criteria, ReservationOrder order, OutputStream out)
            throws IOException {
        Workbook workbook = new Workbook(out, "TICKET BLUE", null);
        BookingSheet sheet = new BookingSheet(workbook.newWorksheet(this.wording.text("admin.nav.bookings")));
        BookingColumns columns = BookingColumns.in(this.wording);
        sheet.writeHeadings(columns.headings());
        // If this fails, the file stays unfinished, and no program opens it.
        this.search.forEach(criteria, order, MOST,
                (portion) -> sheet.write(this.lines.of(portion).stream().map(columns::cells).toList()));
        workbook.finish();
    }

    /** What is recorded of a search. */
    private static Map<String, Object> described(ReservationCriteria criteria, long found) {
        ReservationFilter filter = criteria.filter();
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("found", found);
        put(known, "byText", criteria.text().isEmpty() ? null : true);
        put(known, "buyer", filter.buyer());
        put(known, "performanceId", filter.performanceId());
        put(known, "roundId", filter.roundId());
        put(known, "status", filter.status());
        put(known, "bookedFrom", filter.bookedFrom());
        put(known, "bookedTo", filter.bookedTo());
        put(known, "paidFrom", filter.paidFrom());
        put(known, "paidTo", filter.paidTo());
        put(known, "minAmount", filter.minAmount());
        put(known, "maxAmount", filter.maxAmount());
        return known;
    }

    private static void put(Map<String, Object> known, String name, @Nullable Object value) {
        if (value != null) {
            known.put(name, value);
        }
    }

    /** Writes the file itself. */
    private interface Content {

        void writeTo(OutputStream out) throws IOException;

    }

}
