package io.ticketblue.shared;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One change that somebody of the staff made.
 *
 * @param id grows with every entry
 * @param at when
 * @param person whose account made it, null for the house itself
 * @param action a stable word such as {@code coupon.changed}
 * @param subject what was changed, such as {@code coupon 12}
 * @param changes what is different since, in the order of the fields; every field if the
 * thing is new or gone
 */
public record AuditEntry(long id, Instant at, @Nullable Long person, String action, String subject,
        List<Change> changes) {

    /**
     * Keeps an unmodifiable copy of the changes.
     */
    public AuditEntry {
        changes = List.copyOf(changes);
    }

    /**
     * One field that is different.
     *
     * @param field its name, with a path for nested ones, such as {@code grades[1].price}
     * @param before its value until then, null if there was none
     * @param after its value since, null if there is none
     */
    public record Change(String field, @Nullable String before, @Nullable String after) {
    }

}
