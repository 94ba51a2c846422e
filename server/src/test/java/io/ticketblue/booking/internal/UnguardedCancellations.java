package io.ticketblue.booking.internal;

import java.util.Optional;

import io.ticketblue.Pairs;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.payment.Payments;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

/**
 * The controls of the races between cancellations: what {@link Cancellations} works with,
 * without the locks that keep others from cancelling at the same time.
 */
final class UnguardedCancellations {

    private UnguardedCancellations() {
    }

    /** The real payments, whose open order is found and not locked. */
    static Payments payments(Payments payments) {
        Payments unlocked = mock(Payments.class, delegatesTo(payments));
        doAnswer((call) -> payments.paymentFor(call.<Long>getArgument(0))).when(unlocked).lockOpen(anyLong());
        return unlocked;
    }

    /** Brings two who cancel together once both have read the reservation. */
    static final class Reservations extends ReservationRepository {

        private final Pairs pairs = new Pairs();

        Reservations(JdbcClient sql, JdbcTemplate jdbc) {
            super(sql, jdbc);
        }

        @Override
        Optional<Reservation> lock(ReservationId id) {
            Optional<Reservation> found = find(id);
            this.pairs.await();
            return found;
        }

    }

    /** Reads whether a round is cancelled, and keeps nobody from cancelling it then. */
    static final class Guard extends SaleGuard {

        private final Catalog catalog;

        Guard(Catalog catalog) {
            super(catalog);
            this.catalog = catalog;
        }

        @Override
        boolean isCancelled(RoundId round) {
            return this.catalog.round(round).cancelled();
        }

    }

}
