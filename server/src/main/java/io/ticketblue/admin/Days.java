package io.ticketblue.admin;

import java.time.Instant;
import java.time.LocalDate;

import io.ticketblue.shared.Formats;
import org.jspecify.annotations.Nullable;

/**
 * A span of whole days in Korea, open at either side.
 *
 * @param from the first, null for no limit
 * @param to the last, null for no limit
 */
public record Days(@Nullable LocalDate from, @Nullable LocalDate to) {

    /** When the first begins. */
    public @Nullable Instant start() {
        return (this.from != null) ? this.from.atStartOfDay(Formats.SEOUL).toInstant() : null;
    }

    /** When the day after the last begins. */
    public @Nullable Instant end() {
        return (this.to != null) ? this.to.plusDays(1).atStartOfDay(Formats.SEOUL).toInstant() : null;
    }

}
