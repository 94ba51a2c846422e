package io.ticketblue.booking.internal;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import io.ticketblue.booking.ReservationCode;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.catalog.RoundId;
import org.jspecify.annotations.Nullable;

/** A filter as SQL: conditions on {@code reservation} and their values. */
public final class ReservationQuery {

    /** What is to be paid for a reservation, or was. */
    public static final String TO_PAY = "(amount - (SELECT COALESCE(SUM(discount), 0) FROM reservation_seat"
            + " WHERE reservation_id = reservation.id))";

    private final StringJoiner conditions = new StringJoiner(" AND ", "WHERE ", "").setEmptyValue("");

    private final Map<String, Object> values = new HashMap<>();

    /**
     * Translates a filter.
     * @param filter what is wanted
     * @param rounds the rounds of the filter's performance, if it names one
     * @param now the present, since holds expire by the clock
     * @return the query
     */
    public static ReservationQuery of(ReservationFilter filter, Collection<RoundId> rounds, Instant now) {
        ReservationQuery query = new ReservationQuery();
        query.addCode(filter.code());
        query.add("account_id = :buyer", "buyer", (filter.buyer() != null) ? filter.buyer().value() : null);
        query.add("round_id = :round", "round", (filter.roundId() != null) ? filter.roundId().value() : null);
        if (filter.performanceId() != null) {
            // No round has the id 0: a performance without rounds has no reservations.
            List<Long> ids = rounds.isEmpty() ? List.of(0L) : rounds.stream().map(RoundId::value).toList();
            query.add("round_id IN (:rounds)", "rounds", ids);
        }
        query.add("created_at >= :bookedFrom", "bookedFrom", timestamp(filter.bookedFrom()));
        query.add("created_at < :bookedTo", "bookedTo", timestamp(filter.bookedTo()));
        query.add("confirmed_at >= :paidFrom", "paidFrom", timestamp(filter.paidFrom()));
        query.add("confirmed_at < :paidTo", "paidTo", timestamp(filter.paidTo()));
        // Without the discounts there is a column to compare first.
        query.add("amount >= :minAmount AND " + TO_PAY + " >= :minAmount", "minAmount",
                (filter.minAmount() != null) ? filter.minAmount().won() : null);
        query.add(TO_PAY + " <= :maxAmount", "maxAmount",
                (filter.maxAmount() != null) ? filter.maxAmount().won() : null);
        if (filter.status() != null) {
            query.addStatus(filter.status(), now);
        }
        return query;
    }

    /** The conditions, empty if everything passes. */
    public String where() {
        return this.conditions.toString();
    }

    /** The values of the conditions, by name. */
    public Map<String, Object> values() {
        return this.values;
    }

    private void add(String condition, String name, @Nullable Object value) {
        if (value != null) {
            this.conditions.add(condition);
            this.values.put(name, value);
        }
    }

    /** Whole or the beginning; a text that no code begins with finds nothing. */
    private void addCode(@Nullable String typed) {
        if (typed != null) {
            String code = ReservationCode.typed(typed);
            add(ReservationCode.isBeginning(code) ? "code LIKE :code" : "FALSE", "code", code + "%");
        }
    }

    private void addStatus(ReservationStatus status, Instant now) {
        switch (status) {
            case HELD -> add("status = 'HELD' AND held_until > :now", "now", Timestamp.from(now));
            case EXPIRED ->
                add("(status = 'EXPIRED' OR (status = 'HELD' AND held_until <= :now))", "now", Timestamp.from(now));
            default -> add("status = :status", "status", status.name());
        }
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return (instant != null) ? Timestamp.from(instant) : null;
    }

}
