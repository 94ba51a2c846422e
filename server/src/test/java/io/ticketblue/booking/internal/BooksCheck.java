package io.ticketblue.booking.internal;

import java.util.ArrayList;
import java.util.List;

import io.ticketblue.TestServers;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.coupon.Coupons;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.MoneyBalance;
import io.ticketblue.payment.MoneyBooks;
import io.ticketblue.shared.Money;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says everything that is wrong with the money and the coupons of a round when nothing is
 * under way any more: with our books by themselves, and compared with the provider's.
 */
class BooksCheck {

    private final RoundReservations reservations;

    private final MoneyBooks money;

    private final Coupons coupons;

    private final JdbcClient sql;

    private final TossSimulator toss = TestServers.toss();

    BooksCheck(RoundReservations reservations, MoneyBooks money, Coupons coupons, JdbcClient sql) {
        this.reservations = reservations;
        this.money = money;
        this.coupons = coupons;
        this.sql = sql;
    }

    /** The faults of a round, none if all is well and settled. */
    List<String> faults(RoundId round) {
        List<String> faults = new ArrayList<>();
        long theirs = 0;
        long ours = 0;
        for (Reservation reservation : this.reservations.of(round)) {
            MoneyBalance balance = this.money.balance(reservation.id().value());
            long provider = keptByProvider(reservation);
            theirs += provider;
            ours += balance.fees().won() + costOfLiveSeats(reservation).won() - byHand(reservation);
            check(reservation, balance, provider).forEach((fault) -> faults
                .add("reservation " + reservation.id() + " " + reservation.status() + ": " + fault));
        }
        if (theirs != ours) {
            faults.add("the provider keeps " + theirs + " of the round, and should " + ours);
        }
        long waiting = count("""
                SELECT COUNT(*) FROM payment_notice n JOIN payment p ON p.order_id = n.order_id
                JOIN reservation r ON r.id = p.reference WHERE n.status = 'NEW' AND r.round_id = ?""", round.value());
        if (waiting > 0) {
            faults.add(waiting + " notices wait");
        }
        long standings = count("""
                SELECT COUNT(*) FROM round_cancellation_booking b
                WHERE b.round_id = ? AND b.standing <> (
                    SELECT CASE WHEN SUM(f.status = 'REFUSED') > 0 THEN 'OWED'
                                WHEN SUM(f.status = 'REQUESTED') > 0 THEN 'UNDER_WAY' ELSE 'SENT' END
                    FROM refund f JOIN payment p ON p.id = f.payment_id WHERE p.reference = b.reservation_id)""",
                round.value());
        if (standings > 0) {
            faults.add(standings + " bookings of the cancelled round do not stand where their refunds do");
        }
        return faults;
    }

    private List<String> check(Reservation reservation, MoneyBalance balance, long provider) {
        List<String> faults = new ArrayList<>();
        if (reservation.status() == ReservationStatus.PAYING) {
            faults.add("it is still being paid");
        }
        if (!balance.promised().isZero()) {
            faults.add(balance.promised() + " are still to go back");
        }
        if (balance.kept().won() != provider) {
            faults.add("the provider keeps " + provider + ", and our books say " + balance.kept());
        }
        long due = balance.fees().won() + costOfLiveSeats(reservation).won() - byHand(reservation);
        if (balance.kept().won() != due) {
            faults.add("our books keep " + balance.kept() + ", and should " + due);
        }
        Money feesOfSeats = reservation.seats().stream().map(Reservation.Seat::fee).reduce(Money.ZERO, Money::plus);
        if (!balance.fees().equals(feesOfSeats)) {
            faults.add("the seats' fees are " + feesOfSeats + ", and the entries' " + balance.fees());
        }
        boolean lives = switch (reservation.status()) {
            case EXPIRED, CANCELLED -> false;
            default -> !reservation.discount().isZero();
        };
        if (this.coupons.redeemedFor(reservation.id().value()).isPresent() != lives) {
            faults.add(lives ? "its coupon is not used" : "a coupon is used for it");
        }
        return faults;
    }

    private static Money costOfLiveSeats(Reservation reservation) {
        return reservation.isPaid() ? reservation.paidFor()
            .stream()
            .filter((paid) -> reservation.liveSeats().contains(paid.seat()))
            .map((paid) -> paid.ticket().plus(paid.bookingFee()))
            .reduce(Money.ZERO, Money::plus) : Money.ZERO;
    }

    private long keptByProvider(Reservation reservation) {
        return this.sql.sql("SELECT order_id FROM payment WHERE reference = ?")
            .param(reservation.id().value())
            .query(String.class)
            .list()
            .stream()
            .mapToLong((order) -> this.toss.captured(order) - this.toss.refunded(order))
            .sum();
    }

    /** What staff gave back for nothing, which these tests do for live bookings only. */
    private long byHand(Reservation reservation) {
        return count("""
                SELECT COALESCE(SUM(r.amount), 0) FROM refund r JOIN payment p ON p.id = r.payment_id
                WHERE p.reference = ? AND r.by_hand""", reservation.id().value());
    }

    private long count(String query, long value) {
        return this.sql.sql(query).param(value).query(Long.class).single();
    }

}
