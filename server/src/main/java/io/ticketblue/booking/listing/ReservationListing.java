package io.ticketblue.booking.listing;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.internal.Reservation;
import io.ticketblue.booking.internal.ReservationQuery;
import io.ticketblue.booking.internal.ReservationRepository;
import io.ticketblue.booking.internal.ReservationViews;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reservations that pass a filter, in an order, read from a position on: however far that
 * is from the beginning, what lies before it is not read.
 */
@Service
public class ReservationListing {

    /** How many can be read at once. */
    public static final int MOST = 1_000;

    private static final String AND = " AND ";

    private static final String ALL = "reservation";

    /**
     * Begins with the few that are recent, each found by an index: with alternatives in
     * one condition the database may read all reservations in the order of the list.
     */
    private static final String RECENT = """
            (SELECT id AS recent_id FROM reservation WHERE held_until IS NOT NULL
                UNION SELECT id FROM reservation WHERE confirmed_at >= :since
                UNION SELECT id FROM reservation WHERE cancelled_at >= :since) AS recent
            STRAIGHT_JOIN reservation ON reservation.id = recent.recent_id""";

    private final JdbcClient sql;

    private final ReservationRepository reservations;

    private final ReservationViews views;

    private final Catalog catalog;

    private final Clock clock;

    ReservationListing(JdbcClient sql, ReservationRepository reservations, ReservationViews views, Catalog catalog,
            Clock clock) {
        this.sql = sql;
        this.reservations = reservations;
        this.views = views;
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * Reads the next reservations that pass.
     * @param after the position of the last one that was read, null to begin
     * @param skip how many to leave out before; each costs as much as one that is read
     * @param most how many at most, 1 to {@value #MOST}
     * @return the next ones in that order; none when all were read
     */
    @Transactional(readOnly = true)
    public List<ReservationView> list(ReservationFilter filter, ReservationOrder order,
            @Nullable ReservationPosition after, int skip, int most) {
        return list(ALL, query(filter), Map.of(), order, after, skip, most);
    }

    /**
     * Counts the reservations that pass.
     * @return how many
     */
    @Transactional(readOnly = true)
    public long count(ReservationFilter filter) {
        return count(ALL, query(filter), Map.of());
    }

    private long count(String source, ReservationQuery query, Map<String, Object> more) {
        return this.sql.sql("SELECT COUNT(*) FROM " + source + " " + query.where())
            .params(query.values())
            .params(more)
            .query(Long.class)
            .single();
    }

    /**
     * Reads reservations by their ids.
     * @param ids which, at most {@value #MOST}
     * @return those that exist, in the order of the ids
     */
    @Transactional(readOnly = true)
    public List<ReservationView> list(List<ReservationId> ids) {
        Map<ReservationId, Reservation> found = this.reservations.find(ids)
            .stream()
            .collect(Collectors.toMap(Reservation::id, Function.identity()));
        return this.views.of(ids.stream().map(found::get).filter(Objects::nonNull).toList());
    }

    /**
     * Reads the next reservations that pass and that hold seats unpaid, or were paid or
     * given back since a time.
     * @param since the time; the nearer, the fewer are read
     * @param after the position of the last one that was read, null to begin
     * @param most how many at most, 1 to {@value #MOST}
     * @return the next ones in that order
     */
    @Transactional(readOnly = true)
    public List<ReservationView> recent(ReservationFilter filter, Instant since, ReservationOrder order,
            @Nullable ReservationPosition after, int most) {
        return list(RECENT, query(filter), since(since), order, after, 0, most);
    }

    /**
     * Counts what {@link #recent} reads.
     * @return how many
     */
    @Transactional(readOnly = true)
    public long countRecent(ReservationFilter filter, Instant since) {
        return count(RECENT, query(filter), since(since));
    }

    /**
     * Reads all reservations in portions, in the order of their ids.
     * @param after none with this id or a lower one, 0 to begin
     * @param most how many at most, 1 to {@value #MOST}
     * @return the next ones; none when all were read
     */
    @Transactional(readOnly = true)
    public List<ReservationView> after(long after, int most) {
        return this.views.of(this.reservations.after((after > 0) ? ReservationId.of(after) : null, most));
    }

    /**
     * Lists what a buyer ever reserved.
     * @return the ids
     */
    @Transactional(readOnly = true)
    public List<ReservationId> idsOf(AccountId buyer) {
        return this.sql.sql("SELECT id FROM reservation WHERE account_id = :buyer")
            .param("buyer", buyer.value())
            .query((row, number) -> ReservationId.of(row.getLong("id")))
            .list();
    }

    private static Map<String, Object> since(Instant since) {
        return Map.of("since", Timestamp.from(since));
    }

    private List<ReservationView> list(String source, ReservationQuery query, Map<String, Object> more,
            ReservationOrder order, @Nullable ReservationPosition after, int skip, int most) {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("Cannot read " + most + " reservations at once");
        }
        Map<String, Object> values = new HashMap<>(query.values());
        values.putAll(more);
        values.put("skip", skip);
        values.put("most", most);
        String where = query.where();
        if (after != null) {
            where += (where.isEmpty() ? "WHERE " : AND) + after(order, after, values);
        }
        String direction = order.descending() ? " DESC" : "";
        return list(this.sql
            .sql("SELECT id FROM " + source + " " + where + " ORDER BY " + column(order) + direction + ", id"
                    + direction + " LIMIT :most OFFSET :skip")
            .params(values)
            .query((row, number) -> new ReservationId(row.getLong("id")))
            .list());
    }

    /**
     * What lies behind a position. The first comparison is what an index of the column is
     * used for.
     */
    private static String after(ReservationOrder order, ReservationPosition after, Map<String, Object> values) {
        values.put("afterId", after.id().value());
        String beyond = order.descending() ? "<" : ">";
        boolean unpaid = order.key() == ReservationKey.PAID && after.value() == ReservationPosition.NOT_PAID;
        if (unpaid) {
            return order.descending() ? "confirmed_at IS NULL AND id < :afterId"
                    : "(confirmed_at IS NOT NULL OR id > :afterId)";
        }
        values.put("afterValue", switch (order.key()) {
            case BOOKED, PAID -> Timestamp.from(after.time());
            case AMOUNT -> after.value();
            case CODE -> after.code();
        });
        String column = column(order);
        String condition = "(%1$s %2$s= :afterValue AND (%1$s %2$s :afterValue OR id %2$s :afterId))".formatted(column,
                beyond);
        return (order == ReservationOrder.LAST_PAID) ? "(" + condition + " OR confirmed_at IS NULL)" : condition;
    }

    private static String column(ReservationOrder order) {
        return switch (order.key()) {
            case BOOKED -> "created_at";
            case PAID -> "confirmed_at";
            case AMOUNT -> ReservationQuery.TO_PAY;
            case CODE -> "code";
        };
    }

    private ReservationQuery query(ReservationFilter filter) {
        List<RoundId> rounds = (filter.performanceId() == null) ? List.of()
                : this.catalog.rounds(filter.performanceId()).stream().map(RoundView::id).toList();
        Instant now = this.clock.instant();
        return ReservationQuery.of(filter, rounds, now);
    }

}
