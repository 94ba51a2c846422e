package io.ticketblue.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Writes settlements as files for a spreadsheet, with headings in the reader's language.
 */
@Component
public class SettlementFiles {

    private static final List<String> COLUMNS = List.of("day", "performance", "bookings", "seats", "captured",
            "refunded", "fees", "compensation", "net");

    /** Spreadsheets take a file for UTF-8 by it. */
    public static final String BYTE_ORDER_MARK = "\uFEFF";

    /** Comma-separated values. */
    public static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    /** A workbook of Office Open XML. */
    public static final MediaType WORKBOOK = MediaType
        .parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /**
     * Text that spreadsheets convert when they open a CSV file: numbers ("007", "1E5",
     * "5%"), dates and times in Korean and English ("1/2", "3월 1일", "Mar 1", "오후 3:30"),
     * and truth values.
     */
    private static final Pattern CONVERTED = Pattern.compile("""
            \\s*(?:true|false|(?=.*\\d)(?:[\\d\\s.,:/%()₩$€+-]|e(?=[+-]?\\d)|년|월|일|시|분|초|오전|오후|[ap]m\
            |(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)+)\\s*""",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Wording wording;

    SettlementFiles(Wording wording) {
        this.wording = wording;
    }

    /** Comma-separated values. */
    ResponseEntity<byte[]> csv(Settlement settlement) {
        StringBuilder text = new StringBuilder(BYTE_ORDER_MARK);
        append(text, headings().stream());
        settlement.lines().forEach((line) -> append(text, cells(line)));
        append(text, cells(settlement.total()));
        return file(settlement, "csv", CSV, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A workbook of one sheet. */
    ResponseEntity<byte[]> workbook(Settlement settlement) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "TICKET BLUE", null)) {
            Worksheet sheet = workbook.newWorksheet(this.wording.text("admin.nav.settlements"));
            List<String> headings = headings();
            for (int column = 0; column < headings.size(); column++) {
                sheet.value(0, column, headings.get(column));
                sheet.style(0, column).bold().set();
                sheet.width(column, (column == 1) ? 40 : 14);
            }
            int row = 1;
            for (SettlementLine line : settlement.lines()) {
                write(sheet, row++, line);
            }
            write(sheet, row, settlement.total());
            sheet.range(row, 0, row, headings.size() - 1).style().bold().set();
            sheet.freezePane(0, 1);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return file(settlement, "xlsx", WORKBOOK, bytes.toByteArray());
    }

    private void write(Worksheet sheet, int row, SettlementLine line) {
        List<Object> cells = cells(line).toList();
        for (int column = 0; column < cells.size(); column++) {
            if (cells.get(column) instanceof Number number) {
                sheet.value(row, column, number);
                sheet.style(row, column).format("#,##0").set();
            }
            else if (cells.get(column) instanceof LocalDate day) {
                sheet.value(row, column, day);
                sheet.style(row, column).format("yyyy-mm-dd").set();
            }
            else {
                sheet.value(row, column, cells.get(column).toString());
            }
        }
    }

    private List<String> headings() {
        return COLUMNS.stream().map((column) -> this.wording.text("admin.settlement." + column)).toList();
    }

    /** The total has no day. */
    private Stream<Object> cells(SettlementLine line) {
        LocalDate day = line.day();
        return Stream.of((day != null) ? day : this.wording.text("admin.settlement.total"), line.title(),
                line.bookings(), line.seats(), line.captured(), line.refunded(), line.fees(), line.compensation(),
                line.net());
    }

    private static void append(StringBuilder text, Stream<?> cells) {
        text.append(cells.map(SettlementFiles::cell).collect(Collectors.joining(","))).append("\r\n");
    }

    /**
     * A cell of a CSV file. Numbers, days and times are written as they are, for a
     * spreadsheet to calculate with. Text that a spreadsheet would take for a formula, or
     * convert to a number or a date when it opens the file, is prefixed with an
     * apostrophe. Source: OWASP, "CSV Injection", which also names the full-width signs.
     */
    public static String cell(Object value) {
        if (value instanceof Number || value instanceof LocalDate) {
            return value.toString();
        }
        if (value instanceof LocalDateTime time) {
            return TIME.format(time);
        }
        String text = value.toString();
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        String safe = (formula || CONVERTED.matcher(text).matches()) ? "'" + text : text;
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    private static ResponseEntity<byte[]> file(Settlement settlement, String ending, MediaType type, byte[] body) {
        String name = "settlement-" + settlement.from()
                + (settlement.from().equals(settlement.to()) ? "" : "_" + settlement.to()) + "." + ending;
        return ResponseEntity.ok()
            .contentType(type)
            .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name).build().toString())
            .body(body);
    }

}
