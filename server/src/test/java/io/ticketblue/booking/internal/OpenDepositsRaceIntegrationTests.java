package io.ticketblue.booking.internal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

import io.ticketblue.Pairs;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.TooManyOpenDeposits;
import io.ticketblue.booking.internal.Crowd.Result;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.shared.SiteSettings;
import io.ticketblue.shared.database.RetriedTransaction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

/**
 * One person who orders several holds by transfer at the same time, with room for one
 * more deposit.
 */
@BookingTest
class OpenDepositsRaceIntegrationTests {

    private static final PlaceOrder BY_TRANSFER = new PlaceOrder(null, PaymentMethod.VIRTUAL_ACCOUNT,
            new RefundAccount("88", "110-123-456789", "김관객"));

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Bookings bookings;

    @Autowired
    private BookingSettings settings;

    @Autowired
    private ReservationRepository reservations;

    @Autowired
    private SeatLedger ledger;

    @Autowired
    private ReservationLifecycle lifecycle;

    @Autowired
    private SaleGuard guard;

    @Autowired
    private RoundBook rounds;

    @Autowired
    private Payments payments;

    @Autowired
    private CouponUse coupons;

    @Autowired
    private Expiry expiry;

    @Autowired
    private Accounts accounts;

    @Autowired
    private SiteSettings site;

    @Autowired
    private Clock clock;

    @Autowired
    private RetriedTransaction transaction;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private JdbcTemplate jdbc;

    private AccountId buyer;

    private List<ReservationView> holds;

    /** All but one deposit are ordered, and two more holds are there. */
    @BeforeEach
    void orderAllButOne() {
        int most = this.settings.openDeposits();
        RoundId round = this.playhouse.round(10, 10, 50_000);
        this.buyer = this.playhouse.buyer();
        this.holds = new ArrayList<>();
        for (int i = 0; i <= most; i++) {
            this.holds
                .add(this.bookings.hold(new HoldSeats(this.buyer, round, List.of(this.playhouse.seats(round).get(i)))));
        }
        for (int i = 0; i < most - 1; i++) {
            this.bookings.order(this.buyer, this.holds.removeFirst().id(), BY_TRANSFER);
        }
    }

    @RepeatedTest(5)
    void letsOneOfTwoOrdersThroughThatComeTogether() throws InterruptedException {
        List<Result<Checkout>> results = orderTogether(
                (hold) -> this.bookings.order(this.buyer, hold.id(), BY_TRANSFER));
        assertThat(results).filteredOn(Result::succeeded).hasSize(1);
        assertThat(results).extracting(Result::failure)
            .filteredOn((failure) -> failure != null)
            .hasOnlyElementsOfType(TooManyOpenDeposits.class);
        assertThat(openDeposits()).isEqualTo(this.settings.openDeposits());
    }

    /** The control: the same code without the lock on the person; both count first. */
    @Test
    void findsOneDepositTooManyWithoutTheLock() throws InterruptedException {
        Pairs pairs = new Pairs();
        Payments counting = mock(Payments.class, delegatesTo(this.payments));
        doAnswer((call) -> {
            int open = this.payments.openDeposits(call.getArgument(0));
            pairs.await();
            return open;
        }).when(counting).openDeposits(any());
        ReservationRepository unlocked = new ReservationRepository(this.sql, this.jdbc) {
            @Override
            void lockBuyerEverywhere(AccountId locked) {
                // The guard that is taken out.
            }
        };
        Checkouts unguarded = new Checkouts(unlocked, this.ledger, this.lifecycle, this.guard, this.rounds, counting,
                this.coupons, this.expiry, this.accounts, this.settings, this.site, this.clock, this.transaction);
        assertThat(orderTogether((hold) -> unguarded.order(this.buyer, hold.id(), BY_TRANSFER)))
            .allMatch(Result::succeeded);
        assertThat(openDeposits()).isEqualTo(this.settings.openDeposits() + 1);
    }

    private List<Result<Checkout>> orderTogether(Function<ReservationView, Checkout> order)
            throws InterruptedException {
        return Crowd.rush(this.holds.stream().map((hold) -> (Callable<Checkout>) () -> order.apply(hold)).toList());
    }

    private int openDeposits() {
        return this.payments.openDeposits(this.reservations.unpaid(this.buyer, this.clock.instant()));
    }

}
