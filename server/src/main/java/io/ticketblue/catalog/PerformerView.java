package io.ticketblue.catalog;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * Someone who performs: a person, a group, an orchestra, a team.
 *
 * @param id identifies the performer
 * @param name the stage name
 * @param birthDate the day of birth, if told
 * @param nation the country, if told
 * @param version counts the changes
 */
public record PerformerView(PerformerId id, String name, @Nullable LocalDate birthDate, @Nullable String nation,
        int version) {
}
