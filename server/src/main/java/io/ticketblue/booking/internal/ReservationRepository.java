package io.ticketblue.booking.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.internal.Claim.Person;
import io.ticketblue.booking.internal.Claim.Standing;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reservations and their seats in the database. All methods join the caller's
 * transaction.
 */
@Repository
public class ReservationRepository {

    /** No round has this number. */
    private static final long EVERY_ROUND = 0;

    private final JdbcClient sql;

    private final JdbcTemplate jdbc;

    ReservationRepository(JdbcClient sql, JdbcTemplate jdbc) {
        this.sql = sql;
        this.jdbc = jdbc;
    }

    /**
     * Lets one person's parallel requests pass one by one; in key order, so that nobody
     * waits in a circle.
     */
    void lockBuyers(Collection<Person> people) {
        StringJoiner rows = new StringJoiner(", ");
        Object[] values = new Object[people.size() * 2];
        int place = 0;
        for (Person person : people) {
            rows.add("(?, ?)");
            values[place++] = person.round();
            values[place++] = person.buyer();
        }
        this.jdbc.update("INSERT INTO round_buyer (round_id, account_id) VALUES " + rows
                + " ON DUPLICATE KEY UPDATE account_id = VALUES(account_id)", values);
    }

    /** The same for one person's requests about rounds of any kind. */
    void lockBuyerEverywhere(AccountId buyer) {
        lockBuyers(List.of(new Person(EVERY_ROUND, buyer.value())));
    }

    /** The same for one person who is about to pay. */
    void lockBuyer(Reservation reservation) {
        lockBuyers(List.of(new Person(reservation.round().value(), reservation.buyer().value())));
    }

    /**
     * How people stand in a round; who never held anything of it is left out. A hold that
     * was given back counts for as long as it lasted, one that lapsed for the whole time.
     */
    Map<Person, Standing> standings(Collection<Person> people, Instant now, UnpaidHolds limit) {
        Map<Person, Standing> standings = new HashMap<>();
        List<Object> values = new ArrayList<>(List.of(Timestamp.from(now), limit.holdFor().toNanos() / 1_000));
        // A range of the index for each person, and not for each buyer with each round.
        StringJoiner own = new StringJoiner(" OR ");
        for (Person person : people) {
            own.add("(account_id = ? AND round_id = ?)");
            values.addAll(List.of(person.buyer(), person.round()));
        }
        values.add(Timestamp.from(now.minus(limit.window()).minus(limit.holdFor())));
        values.add(Timestamp.from(now.minus(limit.window())));
        this.jdbc.query("""
                SELECT round_id, account_id, SUM(IF(live, seat_count, 0)) AS seats,
                       SUM(IF(live, 0, TIMESTAMPDIFF(MICROSECOND, created_at, ended_at))) AS unpaid,
                       MIN(IF(live, NULL, ended_at)) AS first_end
                FROM (SELECT round_id, account_id, seat_count, created_at,
                             status NOT IN ('HELD', 'EXPIRED') OR (status = 'HELD' AND held_until > ?) AS live,
                             COALESCE(released_at, created_at + INTERVAL ? MICROSECOND) AS ended_at
                      FROM reservation
                      WHERE (%s) AND status <> 'CANCELLED'
                        AND (status <> 'EXPIRED' OR (created_at > ? AND NOT (claim_answer <=> 'LOST')))) AS own
                WHERE live OR ended_at > ?
                GROUP BY round_id, account_id""".formatted(own), (row) -> {
            Instant firstEnd = instant(row, "first_end");
            boolean tooMany = firstEnd != null && limit.reachedBy(row.getLong("unpaid"));
            standings.put(new Person(row.getLong("round_id"), row.getLong("account_id")), new Standing(
                    row.getInt("seats"), tooMany ? Objects.requireNonNull(firstEnd).plus(limit.window()) : null));
        }, values.toArray());
        return standings;
    }

    /** Writes down when a hold was given back, for {@link #standings}. */
    void markReleased(ReservationId id, Instant at) {
        this.sql.sql("UPDATE reservation SET released_at = :at WHERE id = :id")
            .param("at", Timestamp.from(at))
            .param("id", id.value())
            .update();
    }

    /**
     * Marks a hold as found by its buyer, who repeated the claim; false if it was given
     * back because nobody had been told of it.
     */
    boolean markRepeated(ReservationId id) {
        return this.sql.sql("""
                UPDATE reservation SET claim_answer = 'REPEATED'
                WHERE id = :id AND status = 'HELD' AND NOT (claim_answer <=> 'LOST')""")
            .param("id", id.value())
            .update() == 1;
    }

    /** Marks a hold that nobody was told of; false if its buyer has found it. */
    boolean markUnanswered(ReservationId id) {
        return this.sql.sql("UPDATE reservation SET claim_answer = 'LOST' WHERE id = :id AND claim_answer IS NULL")
            .param("id", id.value())
            .update() == 1;
    }

    /** The numbers of a person's reservations that have seats and are not paid. */
    Set<Long> unpaid(AccountId buyer, Instant now) {
        return new HashSet<>(this.sql.sql("""
                SELECT id FROM reservation WHERE account_id = :buyer
                  AND (status IN ('PAYING', 'AWAITING_DEPOSIT') OR (status = 'HELD' AND held_until > :now))""")
            .param("buyer", buyer.value())
            .param("now", Timestamp.from(now))
            .query(Long.class)
            .list());
    }

    /** Writes new holds down with their seats. */
    void insert(List<Reservation> reservations) {
        StringJoiner rows = new StringJoiner(", ");
        StringJoiner seatRows = new StringJoiner(", ");
        List<@Nullable Object> values = new ArrayList<>();
        List<Object> seatValues = new ArrayList<>();
        for (Reservation reservation : reservations) {
            rows.add("(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
            long id = reservation.id().value();
            values.addAll(List.of(id, reservation.bareCode(), reservation.buyer().value(), reservation.round().value(),
                    reservation.status().name(), reservation.seatCount(), reservation.amount().won(),
                    reservation.bookingFee().won()));
            values.add(timestamp(reservation.heldUntil()));
            values.add(Timestamp.from(reservation.createdAt()));
            for (Reservation.Seat seat : reservation.seats()) {
                seatRows.add("(?, ?, ?, ?)");
                seatValues.addAll(List.of(id, seat.id().value(), seat.grade(), seat.price().won()));
            }
        }
        this.jdbc
            .update("INSERT INTO reservation (id, code, account_id, round_id, status, seat_count, amount, booking_fee,"
                    + " held_until, created_at) VALUES " + rows, values.toArray());
        this.jdbc.update("INSERT INTO reservation_seat (reservation_id, seat_id, grade, price) VALUES " + seatRows,
                seatValues.toArray());
    }

    /** Finds one. */
    public Optional<Reservation> find(ReservationId id) {
        return load("WHERE id = :id", Map.of("id", id.value())).stream().findFirst();
    }

    /** Of which round a reservation is, which never changes. */
    Optional<RoundId> roundOf(ReservationId id) {
        return this.sql.sql("SELECT round_id FROM reservation WHERE id = :id")
            .param("id", id.value())
            .query((row, number) -> new RoundId(row.getLong("round_id")))
            .optional();
    }

    /** Finds several at once. */
    public List<Reservation> find(Collection<ReservationId> ids) {
        return ids.isEmpty() ? List.of()
                : load("WHERE id IN (:ids)", Map.of("ids", ids.stream().map(ReservationId::value).toList()));
    }

    /** The next reservations in the order of their ids, after one or from the first. */
    public List<Reservation> after(@Nullable ReservationId after, int most) {
        return load("WHERE id > :after ORDER BY id LIMIT :most",
                Map.of("after", (after != null) ? after.value() : 0, "most", most));
    }

    /**
     * Finds a reservation and keeps others from changing it until the transaction ends.
     */
    Optional<Reservation> lock(ReservationId id) {
        return load("WHERE id = :id FOR UPDATE", Map.of("id", id.value())).stream().findFirst();
    }

    /**
     * Locks holds whose time has passed, leaving out those that somebody is working on.
     */
    List<Reservation> lockDue(Instant now, int most) {
        return load(
                "WHERE status = 'HELD' AND held_until <= :now ORDER BY held_until LIMIT :most FOR UPDATE SKIP LOCKED",
                Map.of("now", Timestamp.from(now), "most", most));
    }

    /** The same of one buyer. */
    List<Reservation> lockDue(AccountId buyer, Instant now, int most) {
        return load("""
                WHERE account_id = :buyer AND status = 'HELD' AND held_until <= :now
                ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED""",
                Map.of("buyer", buyer.value(), "now", Timestamp.from(now), "most", most));
    }

    /** Whether a buyer has holds whose time has passed. */
    boolean hasDue(AccountId buyer, Instant now) {
        return this.sql.sql("""
                SELECT EXISTS (SELECT 1 FROM reservation
                    WHERE account_id = :buyer AND status = 'HELD' AND held_until <= :now)""")
            .param("buyer", buyer.value())
            .param("now", Timestamp.from(now))
            .query(Boolean.class)
            .single();
    }

    /** Writes down what became of a reservation. */
    void save(Reservation reservation) {
        this.sql.sql("""
                UPDATE reservation SET status = :status, held_until = :heldUntil, confirmed_at = :confirmedAt,
                    cancelled_at = :cancelledAt, seat_count = :seats
                WHERE id = :id""")
            .param("status", reservation.status().name())
            .param("heldUntil", timestamp(reservation.heldUntil()))
            .param("confirmedAt", timestamp(reservation.confirmedAt()))
            .param("cancelledAt", timestamp(reservation.cancelledAt()))
            .param("seats", reservation.seatCount())
            .param("id", reservation.id().value())
            .update();
    }

    /** Writes down what was taken off the prices of a reservation's seats. */
    void saveDiscounts(Reservation reservation) {
        saveSeats(reservation, "UPDATE reservation_seat SET discount = ? WHERE reservation_id = ? AND seat_id = ?",
                (seat) -> new Object[] { seat.discount().won(), reservation.id().value(), seat.id().value() });
    }

    /** Writes down which seats of a reservation were given back. */
    void saveCancelled(Reservation reservation) {
        save(reservation);
        saveSeats(reservation, """
                UPDATE reservation_seat SET cancelled_at = ?, cancellation_fee = ?, booking_fee_kept = ?,
                    returned = ?
                WHERE reservation_id = ? AND seat_id = ?
                """, (seat) -> new @Nullable Object[] { timestamp(seat.cancelledAt()), seat.cancellationFee().won(),
                seat.bookingFeeKept().won(), seat.returned().won(), reservation.id().value(), seat.id().value() });
    }

    private void saveSeats(Reservation reservation, String update, Function<Reservation.Seat, Object[]> values) {
        this.jdbc.batchUpdate(update, reservation.seats().stream().map(values).toList());
    }

    /** A page of the reservations that pass, newest first. */
    public Page<Reservation> page(ReservationQuery query, Paging paging) {
        Map<String, Object> values = new HashMap<>(query.values());
        long total = this.sql.sql("SELECT COUNT(*) FROM reservation " + query.where())
            .params(values)
            .query(Long.class)
            .single();
        values.put("size", paging.size());
        values.put("offset", paging.offset());
        List<Reservation> items = load(query.where() + " ORDER BY created_at DESC, id DESC LIMIT :size OFFSET :offset",
                values);
        return Page.of(items, paging, total);
    }

    /** The reservations that a condition of ours finds, with their seats. */
    List<Reservation> load(String where, Map<String, ?> values) {
        List<Row> rows = this.sql.sql("SELECT * FROM reservation " + where)
            .params(values)
            .query((row, number) -> Row.read(row))
            .list();
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<Long, List<Reservation.Seat>> seats = new HashMap<>();
        this.sql.sql("SELECT * FROM reservation_seat WHERE reservation_id IN (:ids) ORDER BY reservation_id, seat_id")
            .param("ids", rows.stream().map(Row::id).toList())
            .query((row) -> {
                seats.computeIfAbsent(row.getLong("reservation_id"), (id) -> new ArrayList<>())
                    .add(new Reservation.Seat(new SeatId(row.getLong("seat_id")), row.getString("grade"),
                            new Money(row.getLong("price")), new Money(row.getLong("discount")),
                            instant(row, "cancelled_at"), new Money(row.getLong("cancellation_fee")),
                            new Money(row.getLong("booking_fee_kept")), new Money(row.getLong("returned"))));
            });
        return rows.stream().map((row) -> row.with(seats.getOrDefault(row.id(), List.of()))).toList();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return (instant != null) ? Timestamp.from(instant) : null;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return (timestamp != null) ? timestamp.toInstant() : null;
    }

    private record Row(long id, String code, long buyer, long round, ReservationStatus status, long amount, long fee,
            Instant createdAt, @Nullable Instant heldUntil, @Nullable Instant confirmedAt,
            @Nullable Instant cancelledAt, @Nullable Instant releasedAt) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(row.getLong("id"), row.getString("code"), row.getLong("account_id"), row.getLong("round_id"),
                    ReservationStatus.valueOf(row.getString("status")), row.getLong("amount"),
                    row.getLong("booking_fee"), row.getTimestamp("created_at").toInstant(), instant(row, "held_until"),
                    instant(row, "confirmed_at"), instant(row, "cancelled_at"), instant(row, "released_at"));
        }

        Reservation with(List<Reservation.Seat> seats) {
            return new Reservation(new ReservationId(this.id), this.code, new AccountId(this.buyer),
                    new RoundId(this.round), seats, new Money(this.amount), new Money(this.fee), this.createdAt,
                    this.status, this.heldUntil, this.confirmedAt, this.cancelledAt, this.releasedAt);
        }

    }

}
