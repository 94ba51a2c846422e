package io.ticketblue.catalog.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.EditTerms;
import io.ticketblue.catalog.Examples;
import io.ticketblue.catalog.HasReservations;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundSales;
import io.ticketblue.catalog.SalesForTests;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.internal.occupancy.VenueOccupancy;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

/**
 * A buyer who asks for seats between the decision that a round has no bookings and the
 * new prices.
 */
@IntegrationTest
@Import({ SalesForTests.Configuration.class, PostersForTests.Configuration.class })
class RepricingRaceIntegrationTests {

    private static final Instant NOON = Instant.parse("2098-03-10T03:00:00Z");

    private static final Money BEFORE = Money.won(90_000);

    private static final Money AFTER = Money.won(120_000);

    @Autowired
    private Catalog catalog;

    @Autowired
    private CatalogAdmin admin;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Accounts accounts;

    @Autowired
    private PerformanceTables performances;

    @Autowired
    private PerformanceQueries queries;

    @Autowired
    private PerformerTables performers;

    @Autowired
    private VenueTables venues;

    @Autowired
    private RoundTables rounds;

    @Autowired
    private Posters posters;

    @Autowired
    private RoundSales sales;

    @Autowired
    private VenueOccupancy occupancy;

    @Autowired
    private PerformanceChanges changes;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private VenueId venue;

    private PerformanceId performance;

    private RoundId round;

    private AccountId buyer;

    @BeforeEach
    void openARound() {
        this.venue = this.admin.createVenue(Examples.venue(10));
        this.performance = this.admin.createPerformance(pricedAt(BEFORE), null);
        this.round = this.admin.openRounds(this.performance, new OpenRounds(List.of(NOON), null, null)).getFirst();
        this.buyer = this.accounts.register(new SignUp(UUID.randomUUID() + "@example.com", "enough-7-words", "김관객"))
            .id();
    }

    @Test
    void makesABuyerWaitForTheNewPrice() {
        ReservationView hold = holdWhileRepricing(this.rounds);
        assertThat(price(hold)).isEqualTo(AFTER);
        assertThat(seatsLost(hold)).isZero();
        assertThatExceptionOfType(HasReservations.class)
            .isThrownBy(() -> this.admin.changePerformance(this.performance, pricedAt(BEFORE), null));
    }

    /** The control: the same code without the lock on the round. */
    @Test
    void wouldNoticeARoundThatIsNotLocked() {
        ReservationView hold = holdWhileRepricing(new UnlockedTables.Rounds(this.jdbc));
        assertThat(price(hold)).isEqualTo(BEFORE);
        assertThat(seatsLost(hold)).isOne();
        this.bookings.release(this.buyer, hold.id());
    }

    private ReservationView holdWhileRepricing(RoundTables tables) {
        HoldSeats wish = new HoldSeats(this.buyer, this.round,
                List.of(this.catalog.seating(this.round).getFirst().seat().id()));
        CompletableFuture<ReservationView> hold = new CompletableFuture<>();
        RoundSales watched = mock(RoundSales.class, delegatesTo(this.sales));
        doAnswer((call) -> {
            hold.completeAsync(() -> this.bookings.hold(wish));
            await().until(() -> hold.isDone() || waitingForLocks() > 0);
            this.sales.reprice(call.getArgument(0), call.getArgument(1));
            return null;
        }).when(watched).reprice(any(), any());
        new PerformanceEditing(this.performances, this.queries, this.performers, this.venues, tables, this.posters,
                watched, this.occupancy, this.changes, this.clock)
            .change(this.performance, pricedAt(AFTER), null, EditTerms.NONE);
        return hold.join();
    }

    private int waitingForLocks() {
        return this.jdbc.sql("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'")
            .query(Integer.class)
            .single();
    }

    /** Seats of the reservation that the ledger does not keep for it. */
    private int seatsLost(ReservationView hold) {
        return this.jdbc.sql("""
                SELECT COUNT(*) FROM reservation_seat s
                JOIN reservation r ON r.id = s.reservation_id
                JOIN round_seat l ON l.round_id = r.round_id AND l.seat_id = s.seat_id
                WHERE r.id = :id AND NOT (l.reservation_id <=> r.id)""")
            .param("id", hold.id().value())
            .query(Integer.class)
            .single();
    }

    private static Money price(ReservationView hold) {
        return hold.seats().getFirst().price();
    }

    private SavePerformance pricedAt(Money price) {
        return Examples.performance(this.venue, List.of(new SavePerformance.Grade("R", price, List.of(), List.of())));
    }

}
