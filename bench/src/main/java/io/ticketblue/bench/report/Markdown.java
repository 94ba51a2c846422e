package io.ticketblue.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The text of a report. Numbers are written as in English, whatever the locale of the
 * machine. For one thread.
 */
public final class Markdown {

    private final StringBuilder text = new StringBuilder();

    /** Formats numbers as all reports do. */
    public static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Adds a line. */
    public Markdown line(String format, Object... values) {
        this.text.append(format(format, values)).append("\n");
        return this;
    }

    /** Adds a text as it is, which is no format. */
    public Markdown add(String verbatim) {
        this.text.append(verbatim);
        return this;
    }

    /**
     * Adds the head of a table.
     * @param columns headings; those after a colon are aligned to the right
     */
    public Markdown head(String... columns) {
        row(Arrays.stream(columns).map((column) -> column.startsWith(":") ? column.substring(1) : column).toList());
        return add(Arrays.stream(columns)
            .map((column) -> column.startsWith(":") ? "--:" : "---")
            .collect(Collectors.joining("|", "|", "|\n")));
    }

    /** Adds a row of a table. */
    public Markdown row(List<?> cells) {
        return add(cells.stream()
            .map((cell) -> (cell instanceof String text) ? text : format("%s", cell))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    /** Begins the section of the aims, whose rows follow. */
    public Markdown aims() {
        return line("## Aims\n").head("aim", "found", "");
    }

    /** Adds the row of an aim. */
    public Markdown aim(String aim, String found, boolean met) {
        return row(List.of(aim, found, met ? "met" : "**not met**"));
    }

    @Override
    public String toString() {
        return this.text.toString();
    }

}
