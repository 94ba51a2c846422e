package io.ticketblue.booking.internal;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.RoundId;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@BookingTest
class LedgerAuditIntegrationTests {

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Bookings bookings;

    @Autowired
    private LedgerAudit audit;

    @Autowired
    private JdbcClient sql;

    @Test
    void findsNothingWrongWithABookedRound() {
        assertThat(this.audit.faults(bookedRound())).isZero();
    }

    @Test
    void findsASeatThatWasLost() {
        RoundId round = bookedRound();
        this.sql.sql("DELETE FROM round_seat WHERE round_id = ? AND reservation_id IS NULL LIMIT 1")
            .param(round.value())
            .update();
        assertThat(this.audit.faults(round)).isOne();
    }

    @Test
    void findsASeatThatWasSoldAwayFromItsOwner() {
        RoundId round = bookedRound();
        this.sql
            .sql("UPDATE round_seat SET reservation_id = 999999999 WHERE round_id = ? AND reservation_id IS NOT NULL")
            .param(round.value())
            .update();
        // Two seats that nobody paid for, and two paid ones that their owner does not
        // have.
        assertThat(this.audit.faults(round)).isEqualTo(4);
    }

    @Test
    void findsASeatThatIsKeptForNobody() {
        RoundId round = bookedRound();
        this.sql
            .sql("UPDATE round_seat SET reservation_id = 999999999, held_until = '9999-12-31' "
                    + "WHERE round_id = ? AND reservation_id IS NULL LIMIT 1")
            .param(round.value())
            .update();
        assertThat(this.audit.faults(round)).isOne();
    }

    private RoundId bookedRound() {
        RoundId round = this.playhouse.round(10, 4, 0);
        AccountId buyer = this.playhouse.buyer();
        ReservationView hold = this.bookings
            .hold(new HoldSeats(buyer, round, this.playhouse.seats(round).subList(0, 2)));
        this.bookings.order(buyer, hold.id(), PlaceOrder.simple());
        return round;
    }

}
