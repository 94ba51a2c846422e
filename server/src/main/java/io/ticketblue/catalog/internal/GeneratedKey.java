package io.ticketblue.catalog.internal;

import java.util.Objects;

import org.springframework.jdbc.support.KeyHolder;

/** Reads the key that the database made. */
final class GeneratedKey {

    private GeneratedKey() {
    }

    static long of(KeyHolder holder) {
        return Objects.requireNonNull(holder.getKey(), "The database made no key").longValue();
    }

}
