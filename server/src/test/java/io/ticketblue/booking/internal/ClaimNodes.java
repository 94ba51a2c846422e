package io.ticketblue.booking.internal;

import java.time.Clock;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.booking.internal.closing.ClosedBuyerRepository;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Other nodes that claim seats of the same database, with one part replaced. */
class ClaimNodes {

    private final ReservationRepository reservations;

    private final SeatLedger ledger;

    private final ClosedBuyerRepository closedBuyers;

    private final SaleGuard sales;

    private final AbandonedHolds abandoned;

    private final Clock clock;

    private final BookingSettings settings;

    private final JdbcClient sql;

    private final PlatformTransactionManager transactions;

    ClaimNodes(ReservationRepository reservations, SeatLedger ledger, SaleGuard sales,
            ClosedBuyerRepository closedBuyers, AbandonedHolds abandoned, Clock clock, BookingSettings settings,
            JdbcClient sql, PlatformTransactionManager transactions) {
        this.reservations = reservations;
        this.ledger = ledger;
        this.sales = sales;
        this.closedBuyers = closedBuyers;
        this.abandoned = abandoned;
        this.clock = clock;
        this.settings = settings;
        this.sql = sql;
        this.transactions = transactions;
    }

    SeatClaims node() {
        return with(this.ledger);
    }

    SeatClaims with(SeatLedger itsLedger) {
        return with(this.reservations, itsLedger, this.settings);
    }

    SeatClaims with(ReservationRepository itsReservations, SeatLedger itsLedger, BookingSettings itsSettings) {
        return node(itsReservations, itsLedger, itsSettings, this.transactions);
    }

    SeatClaims with(PlatformTransactionManager itsTransactions) {
        return node(this.reservations, this.ledger, this.settings, itsTransactions);
    }

    private SeatClaims node(ReservationRepository itsReservations, SeatLedger itsLedger, BookingSettings itsSettings,
            PlatformTransactionManager itsTransactions) {
        return new SeatClaims(itsReservations, new ReservationNumbers(this.sql, this.transactions), itsLedger,
                this.sales, this.closedBuyers, this.abandoned, this.clock, itsSettings, itsTransactions,
                new SimpleMeterRegistry());
    }

    /** How many transactions of the database wait for a lock. */
    int waitingForLocks() {
        return this.sql.sql("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")
            .query(Integer.class)
            .single();
    }

}
