package io.ticketblue.shared;

import java.util.Locale;
import java.util.function.Function;

import org.springframework.format.Formatter;

/**
 * Reads days and times in addresses by the same rules as in JSON ({@link Years}).
 *
 * @param <T> a day or a time
 */
final class CalendarFormatter<T> implements Formatter<T> {

    private final Function<String, T> reader;

    CalendarFormatter(Function<String, T> reader) {
        this.reader = reader;
    }

    @Override
    public T parse(String text, Locale locale) {
        return this.reader.apply(text.strip());
    }

    @Override
    public String print(T value, Locale locale) {
        return value.toString();
    }

}
