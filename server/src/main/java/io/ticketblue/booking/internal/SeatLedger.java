package io.ticketblue.booking.internal;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The seat ledger: one row for each seat and round. Free: no reservation. Held: a
 * reservation and a time in the future. Sold: a reservation and no time. A hold whose
 * time has passed is free at once. All methods join the caller's transaction.
 */
@Component
class SeatLedger {

    /** Keeps seats for as long as the provider takes to answer. */
    private static final Instant UNTIL_SETTLED = Instant.parse("9999-12-31T00:00:00Z");

    private static final int ROWS_PER_INSERT = 1_000;

    private final JdbcClient sql;

    private final JdbcTemplate jdbc;

    SeatLedger(JdbcClient sql, JdbcTemplate jdbc) {
        this.sql = sql;
        this.jdbc = jdbc;
    }

    /** Writes down all seats of a new round, free. */
    void open(RoundId round, List<PricedSeat> seats) {
        for (int from = 0; from < seats.size(); from += ROWS_PER_INSERT) {
            List<PricedSeat> part = seats.subList(from, Math.min(seats.size(), from + ROWS_PER_INSERT));
            StringJoiner rows = new StringJoiner(", ");
            Object[] values = new Object[part.size() * 4];
            int place = 0;
            for (PricedSeat seat : part) {
                rows.add("(?, ?, ?, ?)");
                values[place++] = round.value();
                values[place++] = seat.seat().id().value();
                values[place++] = seat.grade();
                values[place++] = seat.price().won();
            }
            this.jdbc.update("INSERT INTO round_seat (round_id, seat_id, grade, price) VALUES " + rows, values);
        }
    }

    /** Forgets all seats of a round without reservations. */
    void withdraw(RoundId round) {
        this.sql.sql("DELETE FROM round_buyer WHERE round_id = :round").param("round", round.value()).update();
        this.sql.sql("DELETE FROM round_seat WHERE round_id = :round").param("round", round.value()).update();
    }

    /**
     * Locks seats, in key order, and says how they stand.
     * @param wanted seats by round
     * @param wait whether to wait for seats that others have locked
     * @throws org.springframework.dao.PessimisticLockingFailureException if others have
     * locked one of them and the caller does not wait, or has waited too long
     * @return by round, the seats that exist in it, by id
     */
    Map<Long, Map<Long, Entry>> lock(SortedMap<Long, ? extends Collection<Long>> wanted, boolean wait) {
        Map<Long, Map<Long, Entry>> entries = new HashMap<>();
        List<Object> values = new ArrayList<>();
        this.jdbc.query("SELECT round_id, seat_id, grade, price, reservation_id, held_until FROM round_seat WHERE "
                + seats(wanted, values) + locking(wait), (row) -> {
                    Timestamp heldUntil = row.getTimestamp("held_until");
                    entries.computeIfAbsent(row.getLong("round_id"), (round) -> new HashMap<>())
                        .put(row.getLong("seat_id"),
                                new Entry(row.getString("grade"), row.getLong("price"),
                                        row.getObject("reservation_id") != null,
                                        (heldUntil != null) ? heldUntil.toInstant() : null));
                }, values.toArray());
        return entries;
    }

    /**
     * Gives free seats to reservations until a time, in one conditional update.
     * @param owners by round, which seat goes to which reservation
     * @param buyers whose the reservations are, which must have been written before
     * @return how many seats were free and are now given; none if one of the buyers has
     * closed the account
     */
    int hold(SortedMap<Long, SortedMap<Long, Long>> owners, Collection<Long> buyers, Instant now, Instant until) {
        StringJoiner cases = new StringJoiner(" ");
        List<Object> values = new ArrayList<>();
        values.add(Timestamp.from(until));
        owners.forEach((round, seats) -> seats.forEach((seat, reservation) -> {
            cases.add("WHEN round_id = ? AND seat_id = ? THEN ?");
            values.addAll(List.of(round, seat, reservation));
        }));
        SortedMap<Long, Set<Long>> seats = new TreeMap<>();
        owners.forEach((round, ofRound) -> seats.put(round, ofRound.keySet()));
        String where = seats(seats, values);
        values.add(Timestamp.from(now));
        values.addAll(buyers);
        return this.jdbc.update("UPDATE round_seat SET held_until = ?, reservation_id = CASE " + cases + " END WHERE ("
                + where + ") AND " + ifFree() + " AND " + ifOpen(places(buyers.size())), values.toArray());
    }

    /** What keeps others from claiming the seats that {@link #lock} has read. */
    String locking(boolean wait) {
        return wait ? " FOR UPDATE" : " FOR UPDATE NOWAIT";
    }

    /** What {@link #hold} asks once more of each seat; has one place, for the present. */
    String ifFree() {
        return "(reservation_id IS NULL OR held_until <= ?)";
    }

    /** What {@link #hold} asks of the buyers; has a place for each. */
    String ifOpen(String places) {
        return "NOT EXISTS (SELECT 1 FROM closed_buyer WHERE account_id IN (" + places + "))";
    }

    private static String places(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    /** A condition that the primary key answers. */
    private static String seats(SortedMap<Long, ? extends Collection<Long>> seats, List<Object> values) {
        StringJoiner rounds = new StringJoiner(" OR ");
        seats.forEach((round, ofRound) -> {
            rounds.add("(round_id = ? AND seat_id IN (" + places(ofRound.size()) + "))");
            values.add(round);
            values.addAll(ofRound);
        });
        return rounds.toString();
    }

    /** Keeps held seats until their payment is settled; false if any of them has gone. */
    boolean keepUntilSettled(Reservation reservation, Instant now) {
        return this.sql.sql("""
                UPDATE round_seat SET held_until = :until
                WHERE round_id = :round AND seat_id IN (:seats) AND reservation_id = :reservation AND held_until > :now
                """)
            .params(keys(reservation))
            .param("until", Timestamp.from(UNTIL_SETTLED))
            .param("now", Timestamp.from(now))
            .update() == reservation.seatIds().size();
    }

    /** Turns sold seats, whose deposit was taken back, into seats that wait for it. */
    void keepForDeposit(Reservation reservation) {
        resumeHold(reservation, UNTIL_SETTLED);
    }

    /**
     * Turns seats that were kept for a payment back into a hold that ends by the clock.
     */
    void resumeHold(Reservation reservation, Instant until) {
        expectAll(reservation,
                this.sql.sql("""
                        UPDATE round_seat SET held_until = :until
                        WHERE round_id = :round AND seat_id IN (:seats) AND reservation_id = :reservation""")
                    .params(keys(reservation))
                    .param("until", Timestamp.from(until))
                    .update());
    }

    /** Sells seats that the reservation holds. */
    void sell(Reservation reservation) {
        expectAll(reservation,
                this.sql.sql("""
                        UPDATE round_seat SET held_until = NULL
                        WHERE round_id = :round AND seat_id IN (:seats) AND reservation_id = :reservation""")
                    .params(keys(reservation))
                    .update());
    }

    /**
     * Frees those of some seats of the reservation that nobody else has taken meanwhile.
     * @return the seats that are free now
     */
    List<SeatId> free(Reservation reservation, Collection<SeatId> seats) {
        Map<String, Object> keys = keys(reservation, seats);
        int freed = this.sql.sql("""
                UPDATE round_seat SET reservation_id = NULL, held_until = NULL
                WHERE round_id = :round AND seat_id IN (:seats) AND reservation_id = :reservation""")
            .params(keys)
            .update();
        if (freed == 0 || freed == seats.size()) {
            return (freed == 0) ? List.of() : List.copyOf(seats);
        }
        return this.sql.sql("""
                SELECT seat_id FROM round_seat
                WHERE round_id = :round AND seat_id IN (:seats) AND reservation_id IS NULL""")
            .params(keys)
            .query((row, number) -> new SeatId(row.getLong("seat_id")))
            .list();
    }

    private static Map<String, Object> keys(Reservation reservation) {
        return keys(reservation, reservation.seatIds());
    }

    private static Map<String, Object> keys(Reservation reservation, Collection<SeatId> seats) {
        return Map.of("round", reservation.round().value(), "seats", seats.stream().map(SeatId::value).toList(),
                "reservation", reservation.id().value());
    }

    private static void expectAll(Reservation reservation, int changed) {
        if (changed != reservation.seatIds().size()) {
            throw new IllegalStateException("Reservation %s owns %d of its %d seats in the ledger"
                .formatted(reservation.id(), changed, reservation.seatIds().size()));
        }
    }

    /**
     * How a seat stands in the ledger.
     *
     * @param grade its grade
     * @param price its price in won
     * @param claimed whether it carries a reservation
     * @param heldUntil when the claim ends by the clock, null for free and for sold
     */
    record Entry(String grade, long price, boolean claimed, @Nullable Instant heldUntil) {

        boolean free(Instant now) {
            return !this.claimed || (this.heldUntil != null && !this.heldUntil.isAfter(now));
        }

        boolean sold() {
            return this.claimed && this.heldUntil == null;
        }

        Entry heldUntil(Instant until) {
            return new Entry(this.grade, this.price, true, until);
        }

    }

}
