package io.ticketblue.catalog;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A new or changed performer.
 *
 * @param name 1 to 100 characters
 * @param birthDate not in the future
 * @param nation at most 60 characters
 */
public record SavePerformer(String name, @Nullable LocalDate birthDate, @Nullable String nation) {
}
