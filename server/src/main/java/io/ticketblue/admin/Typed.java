package io.ticketblue.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.ticketblue.shared.TypedText;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/**
 * What somebody typed into a form, as it was typed but for blanks around it. Lists are
 * fields of the same name, one for each line.
 */
public final class Typed {

    private final MultiValueMap<String, String> values;

    /** Reads the fields of a request. */
    public Typed(MultiValueMap<String, String> values) {
        this.values = values;
    }

    /** The text of a field, empty if it is absent. */
    public String text(String name) {
        return clean(this.values.getFirst(name));
    }

    /** All texts of a field, in order. */
    List<String> texts(String name) {
        return this.values.getOrDefault(name, List.of()).stream().map(Typed::clean).toList();
    }

    /** The text, or another one if nothing was typed. */
    String text(String name, String otherwise) {
        String text = text(name);
        return text.isEmpty() ? otherwise : text;
    }

    /** The lines of a table, as many as its longest column has. */
    <T> List<T> lines(Function<Line, T> read, String... columns) {
        List<List<String>> texts = IntStream.range(0, columns.length).mapToObj((i) -> texts(columns[i])).toList();
        int count = texts.stream().mapToInt(List::size).max().orElse(0);
        List<T> lines = new ArrayList<>(count);
        for (int line = 0; line < count; line++) {
            int index = line;
            lines.add(read.apply((column) -> {
                List<String> cells = texts.get(List.of(columns).indexOf(column));
                return (index < cells.size()) ? cells.get(index) : "";
            }));
        }
        return lines;
    }

    /** Tells whether two texts mean the same name. */
    static boolean same(String one, String other) {
        return TypedText.of(one).toLowerCase(Locale.ROOT).equals(TypedText.of(other).toLowerCase(Locale.ROOT));
    }

    private static String clean(@Nullable String text) {
        return (text != null) ? text.replace("\r\n", "\n").strip() : "";
    }

    /** One line of a table of fields. */
    interface Line {

        /** The text of a cell, empty if it is absent. */
        String text(String column);

    }

}
