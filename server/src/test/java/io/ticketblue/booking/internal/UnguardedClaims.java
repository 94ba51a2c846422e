package io.ticketblue.booking.internal;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

import io.ticketblue.Pairs;
import io.ticketblue.booking.internal.Claim.Person;
import io.ticketblue.booking.internal.Claim.Standing;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The control of the concurrency tests: the ledger and the reservations that
 * {@link SeatClaims} works with, without what keeps others from claiming at the same
 * time. Two claims look before either writes. A test that finds no fault with these would
 * find none with anything.
 */
final class UnguardedClaims {

    private UnguardedClaims() {
    }

    /** Locks no seats, and takes them whether they are free or not. */
    static final class Ledger extends SeatLedger {

        Ledger(JdbcClient sql, JdbcTemplate jdbc) {
            super(sql, jdbc);
        }

        @Override
        String locking(boolean wait) {
            return "";
        }

        @Override
        String ifFree() {
            return "? IS NOT NULL";
        }

    }

    /** Locks nobody, and brings two people together once both have been looked up. */
    static final class Reservations extends ReservationRepository {

        private final Pairs pairs = new Pairs();

        Reservations(JdbcClient sql, JdbcTemplate jdbc) {
            super(sql, jdbc);
        }

        @Override
        void lockBuyers(Collection<Person> people) {
            // The guard that is taken out.
        }

        @Override
        Map<Person, Standing> standings(Collection<Person> people, Instant now, UnpaidHolds limit) {
            Map<Person, Standing> standings = super.standings(people, now, limit);
            this.pairs.await();
            return standings;
        }

    }

}
