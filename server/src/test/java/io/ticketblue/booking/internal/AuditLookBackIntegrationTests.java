package io.ticketblue.booking.internal;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.internal.audit.AuditLookBack;
import io.ticketblue.booking.internal.audit.RecentChanges;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.MoneyBooks;
import io.ticketblue.payment.StartPayment;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** A node that starts audits what was changed before, by whichever node. */
@BookingTest
class AuditLookBackIntegrationTests {

    private static final int PAGE = 2000;

    /** Above every number that a reservation gets. */
    private static final long FIRST = 8_000_000_000_000_000L;

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Bookings bookings;

    @Autowired
    private RecentChanges changes;

    @Autowired
    private LedgerQueries ledger;

    @Autowired
    private RoundBook rounds;

    @Autowired
    private MoneyBooks money;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private MovableClock clock;

    @Test
    void findsALostSeatOfARoundThatWasChangedBeforeTheStart() {
        RoundId round = book(0).roundId();
        double before = new Node().lookBack().seatFaults();
        this.sql.sql("DELETE FROM round_seat WHERE round_id = ? AND reservation_id IS NULL LIMIT 1")
            .param(round.value())
            .update();
        Node started = new Node();
        assertThat(started.audit().seatFaults()).as("without looking back").isZero();
        assertThat(started.lookBack().seatFaults()).isEqualTo(before + 1);
    }

    @Test
    void findsWrongMoneyOfARoundThatWasChangedBeforeTheStart() {
        ReservationView booking = book(50_000);
        double before = new Node().lookBack().moneyFaults();
        new TransactionTemplate(this.transactions).executeWithoutResult((status) -> {
            this.sql.sql(
                    "UPDATE money_entry SET amount = 1 WHERE payment_id = (SELECT id FROM payment WHERE reference = ?)")
                .param(booking.id().value())
                .update();
            Node started = new Node();
            assertThat(started.audit().moneyFaults()).as("without looking back").isZero();
            assertThat(started.lookBack().moneyFaults()).isEqualTo(before + 1);
            status.setRollbackOnly();
        });
    }

    @Test
    void findsWhatAnotherNodeChangedSinceTheLastRun() {
        Node node = new Node().lookBack();
        this.clock.forward(Duration.ofMinutes(15));
        ReservationView booking = book(0);
        assertThat(node.found()).doesNotContain(booking.roundId());
        assertThat(node.lookBack().found()).contains(booking.roundId());
    }

    @Test
    void findsACancellationOfAFreeBookingThatIsOld() {
        ReservationView booking = book(0);
        this.bookings.cancel(booking.buyer(), booking.id(), CancelSeats.all("못 가요"));
        age(booking);
        assertThat(new Node().lookBack().found()).contains(booking.roundId());
        this.sql.sql("UPDATE reservation SET cancelled_at = created_at WHERE id = ?")
            .param(booking.id().value())
            .update();
        assertThat(new Node().lookBack().found()).doesNotContain(booking.roundId());
    }

    @Test
    void findsMoneyThatMovedForABookingThatIsOld() {
        ReservationView booking = book(50_000);
        age(booking);
        assertThat(new Node().lookBack().found()).contains(booking.roundId());
    }

    @Test
    void readsPastPagesOfTheSameTime() {
        ReservationView booking = book(0);
        RoundId last = book(0).roundId();
        Timestamp at = Timestamp.from(this.clock.instant().minus(Duration.ofHours(1)));
        try {
            insert(booking, booking.roundId(), at, 1, 2 * PAGE);
            insert(booking, last, at, 2 * PAGE + 1, 2 * PAGE + 1);
            age(booking);
            this.sql.sql("UPDATE reservation SET created_at = ?, confirmed_at = ? WHERE round_id = ? AND id < ?")
                .params(old(), old(), last.value(), FIRST)
                .update();
            assertThat(new Node().lookBack().found()).contains(booking.roundId(), last);
        }
        finally {
            this.sql.sql("DELETE FROM reservation WHERE id >= ?").param(FIRST).update();
        }
    }

    private void insert(ReservationView like, RoundId round, Timestamp at, int from, int to) {
        this.sql
            .sql("""
                    INSERT INTO reservation (id, code, account_id, round_id, status, seat_count, amount, booking_fee,
                        created_at)
                    SELECT %d + seq, LPAD(seq, 8, '-'), ?, ?, 'EXPIRED', 1, 0, 0, ? FROM seq_%d_to_%d"""
                .formatted(FIRST, from, to))
            .params(like.buyer().value(), round.value(), at)
            .update();
    }

    private Timestamp old() {
        return Timestamp.from(this.clock.instant().minus(Duration.ofDays(3)));
    }

    private void age(ReservationView booking) {
        this.sql.sql("UPDATE reservation SET created_at = ?, confirmed_at = ? WHERE id = ?")
            .params(old(), old(), booking.id().value())
            .update();
    }

    private ReservationView book(long price) {
        RoundId round = this.playhouse.round(10, 4, price);
        AccountId buyer = this.playhouse.buyer();
        ReservationView hold = this.bookings
            .hold(new HoldSeats(buyer, round, this.playhouse.seats(round).subList(0, 2)));
        Checkout order = this.bookings.order(buyer, hold.id(), PlaceOrder.simple());
        if (price > 0) {
            String key = TestServers.toss().pay(order.orderId().value(), order.amount().won(), TossOutcome.APPROVE);
            this.bookings.confirm(buyer, new StartPayment(order.orderId(), key, order.amount()));
        }
        return hold;
    }

    /** What a node has in memory right after its start. */
    private final class Node {

        private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

        private final Set<RoundId> found = new HashSet<>();

        private final LedgerAudit seats = new LedgerAudit(AuditLookBackIntegrationTests.this.ledger,
                AuditLookBackIntegrationTests.this.rounds, AuditLookBackIntegrationTests.this.clock, this.metrics);

        private final MoneyAudit cash = new MoneyAudit(AuditLookBackIntegrationTests.this.ledger,
                AuditLookBackIntegrationTests.this.money, AuditLookBackIntegrationTests.this.transactions,
                this.metrics);

        private final AuditLookBack lookBack = new AuditLookBack(AuditLookBackIntegrationTests.this.changes,
                List.of(this.seats, this.cash, this.found::addAll), AuditLookBackIntegrationTests.this.clock);

        Node lookBack() {
            this.lookBack.run();
            return audit();
        }

        Node audit() {
            this.seats.run();
            this.cash.run();
            return this;
        }

        Set<RoundId> found() {
            return this.found;
        }

        double seatFaults() {
            return this.metrics.get("ticketblue.ledger.faults").gauge().value();
        }

        double moneyFaults() {
            return this.metrics.get("ticketblue.money.faults").gauge().value();
        }

    }

}
