package io.ticketblue.booking.internal.closing;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.closing.ClosingVeto;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.payment.Payments;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps accounts open that have seats of a round to come or of a cancelled one, that hold
 * seats or are paying them, or to which money is on its way or owed.
 * <p>
 * Whoever changes a reservation need not be waited for. One that is held or being paid
 * counts whatever the clock says, and one that has ended never begins again.
 */
@Component
class BookingsVeto implements ClosingVeto {

    private final ClosedBuyerRepository closed;

    private final Bookings bookings;

    private final Catalog catalog;

    private final Payments payments;

    private final JdbcClient sql;

    private final Clock clock;

    BookingsVeto(ClosedBuyerRepository closed, Bookings bookings, Catalog catalog, Payments payments, JdbcClient sql,
            Clock clock) {
        this.closed = closed;
        this.bookings = bookings;
        this.catalog = catalog;
        this.payments = payments;
        this.sql = sql;
        this.clock = clock;
    }

    /** A hold whose time has passed, which nobody is paying, ends. */
    @Override
    public void tidyUp(AccountId account) {
        this.bookings.expireHolds(account);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Long> objections(AccountId account) {
        this.closed.add(account);
        List<Standing> all = standings(account);
        Map<RoundId, RoundView> rounds = this.catalog
            .rounds(all.stream().filter(Standing::booked).map(Standing::round).collect(Collectors.toSet()));
        Set<Long> unsettled = this.payments.unsettled(all.stream().map(Standing::reservation).toList());
        Instant now = this.clock.instant();
        return all.stream()
            .filter((standing) -> standing.unpaid() || unsettled.contains(standing.reservation())
                    || (standing.booked() && isToCome(Objects.requireNonNull(rounds.get(standing.round())), now)))
            .map(Standing::reservation)
            .toList();
    }

    /** The money of a round that was cancelled is still to go back. */
    private static boolean isToCome(RoundView round, Instant now) {
        return round.cancelled() || round.startsAt().isAfter(now);
    }

    private List<Standing> standings(AccountId buyer) {
        return this.sql.sql("SELECT id, round_id, status FROM reservation WHERE account_id = ? ORDER BY id")
            .param(buyer.value())
            .query((row, number) -> new Standing(row.getLong("id"), new RoundId(row.getLong("round_id")),
                    ReservationStatus.valueOf(row.getString("status"))))
            .list();
    }

    private record Standing(long reservation, RoundId round, ReservationStatus status) {

        private boolean unpaid() {
            return switch (this.status) {
                case HELD, PAYING, AWAITING_DEPOSIT -> true;
                case CONFIRMED, PARTIALLY_CANCELLED, CANCELLED, EXPIRED -> false;
            };
        }

        private boolean booked() {
            return this.status == ReservationStatus.CONFIRMED || this.status == ReservationStatus.PARTIALLY_CANCELLED;
        }

    }

}
