package io.ticketblue.shared;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes an instant as the wall clock in Seoul with its offset,
 * {@code 2026-12-24T19:30:00+09:00}, and reads one with any offset. Times without an
 * offset, numbers and years out of range ({@link Years}) are refused.
 */
class TimesInJson extends SimpleModule {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    TimesInJson() {
        super("ticketblue-times");
        addSerializer(Instant.class, new Writer());
        addDeserializer(Instant.class, new Reader());
        addDeserializer(LocalDate.class, new DayReader());
    }

    private static final class Writer extends StdSerializer<Instant> {

        private Writer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(value.atZone(SEOUL)));
        }

    }

    private static final class Reader extends StdDeserializer<Instant> {

        private Reader() {
            super(Instant.class);
        }

        @Override
        public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Instant) context.handleUnexpectedToken(getValueType(context), parser);
            }
            String text = parser.getString();
            try {
                OffsetDateTime time = OffsetDateTime.parse(text);
                if (Years.hold(time.getYear())) {
                    return time.toInstant();
                }
            }
            catch (DateTimeException ex) {
                // Said below, in the same words as for a year out of range.
            }
            return (Instant) context.handleWeirdStringValue(Instant.class, text,
                    "a time with offset such as 2026-12-24T19:30:00+09:00 is expected");
        }

    }

    private static final class DayReader extends StdDeserializer<LocalDate> {

        private DayReader() {
            super(LocalDate.class);
        }

        @Override
        public @Nullable LocalDate deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (LocalDate) context.handleUnexpectedToken(getValueType(context), parser);
            }
            String text = parser.getString();
            try {
                return Years.day(text);
            }
            catch (DateTimeException ex) {
                return (LocalDate) context.handleWeirdStringValue(LocalDate.class, text,
                        "a day such as 2026-12-24 is expected");
            }
        }

    }

}
