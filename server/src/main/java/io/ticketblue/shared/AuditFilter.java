package io.ticketblue.shared;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit trail are wanted.
 *
 * @param person only those of this account, null for all
 * @param action only those whose action begins like this, empty for all
 * @param subject only those about this: {@code coupon 12}, or {@code coupon} for every
 * coupon; empty for all
 * @param from only those at or after this time, null for no limit
 * @param until only those before this time, null for no limit
 */
public record AuditFilter(@Nullable Long person, String action, String subject, @Nullable Instant from,
        @Nullable Instant until) {

    /** Everything. */
    public static final AuditFilter ALL = new AuditFilter(null, "", "", null, null);

}
