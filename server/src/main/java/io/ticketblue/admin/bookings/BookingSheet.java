package io.ticketblue.admin.bookings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.List;

import org.dhatim.fastexcel.Worksheet;

/**
 * A sheet that is written a portion of rows at a time. Text is kept in its own cell and
 * not in the table of shared texts, which would stay in memory; no program takes it for a
 * formula.
 */
final class BookingSheet {

    private static final int WIDTH = 18;

    private final Worksheet sheet;

    private int row;

    BookingSheet(Worksheet sheet) {
        this.sheet = sheet;
    }

    void writeHeadings(List<String> headings) {
        for (int column = 0; column < headings.size(); column++) {
            this.sheet.inlineString(this.row, column, headings.get(column));
            this.sheet.style(this.row, column).bold().set();
            this.sheet.width(column, WIDTH);
        }
        this.sheet.freezePane(0, 1);
        this.row++;
    }

    void write(List<List<Object>> rows) {
        for (List<Object> cells : rows) {
            for (int column = 0; column < cells.size(); column++) {
                write(column, cells.get(column));
            }
            this.row++;
        }
        try {
            this.sheet.flush();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void write(int column, Object value) {
        if (value instanceof Number number) {
            this.sheet.value(this.row, column, number);
            this.sheet.style(this.row, column).format("#,##0").set();
        }
        else if (value instanceof LocalDateTime time) {
            this.sheet.value(this.row, column, time);
            this.sheet.style(this.row, column).format("yyyy-mm-dd hh:mm").set();
        }
        else if (!value.toString().isEmpty()) {
            this.sheet.inlineString(this.row, column, value.toString());
        }
    }

}
