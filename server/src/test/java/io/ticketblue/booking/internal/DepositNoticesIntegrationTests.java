package io.ticketblue.booking.internal;

import java.net.URI;
import java.time.Duration;

import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.embedded.toss.TossWebhooks;
import io.ticketblue.payment.MoneyBooks;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Deposits whose notices the provider itself sends, with what goes wrong with them. */
@BookingTest
class DepositNoticesIntegrationTests {

    private static final Money PRICE = new Money(100_000);

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Payments payments;

    @Autowired
    private MoneyBooks money;

    @Autowired
    private MoneyAudit audit;

    @Autowired
    private MovableClock clock;

    @LocalServerPort
    private int port;

    private final TossSimulator toss = TestServers.toss();

    private RoundId round;

    private ReservationView hold;

    private Checkout order;

    @BeforeEach
    void orderByTransfer() {
        this.clock.toPresent();
        this.round = this.playhouse.round(this.playhouse.performance(10, 4, 50_000), 20);
        AccountId buyer = this.playhouse.buyer();
        this.hold = this.bookings
            .hold(new HoldSeats(buyer, this.round, this.playhouse.seats(this.round).subList(0, 2)));
        this.order = this.bookings.order(buyer, this.hold.id(),
                new PlaceOrder(null, PaymentMethod.VIRTUAL_ACCOUNT, new RefundAccount("88", "110-123-456789", "김관객")));
        this.toss.webhooks().sendTo(URI.create("http://127.0.0.1:" + this.port + "/api/webhooks/toss"));
    }

    @AfterEach
    void noMoreNotices() {
        this.toss.webhooks().stop();
        assertThat(this.money.balance(this.hold.id().value()).kept()).isEqualTo(PRICE);
        assertThat(this.audit.faults(this.round)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TossWebhooks.Fault.class)
    void aDepositConfirmsWhateverBecomesOfItsNotices(TossWebhooks.Fault fault) {
        transfer();
        this.toss.webhooks().next(2, fault);
        this.toss.deposit(this.order.orderId().value(), PRICE.won());
        if (fault == TossWebhooks.Fault.NEVER) {
            this.clock.forward(Duration.ofHours(2));
            this.payments.reconcile();
        }
        awaitConfirmed();
    }

    /** The account's own notices come while the confirmation is still unanswered. */
    @Test
    void noticesBeforeTheAnswerOfTheConfirmationDoNoHarm() {
        this.toss.webhooks().next(2, TossWebhooks.Fault.BEFORE_THE_ANSWER);
        transfer();
        this.toss.deposit(this.order.orderId().value(), PRICE.won());
        awaitConfirmed();
    }

    private void transfer() {
        String key = this.toss.payByTransfer(this.order.orderId().value(), PRICE.won());
        this.bookings.confirm(this.hold.buyer(), new StartPayment(this.order.orderId(), key, PRICE));
        assertThat(status()).isEqualTo(ReservationStatus.AWAITING_DEPOSIT);
    }

    private void awaitConfirmed() {
        await().until(() -> status() == ReservationStatus.CONFIRMED);
        assertThat(this.money.entries(this.payments.payment(this.order.orderId()).id())).hasSize(1);
    }

    private ReservationStatus status() {
        return this.bookings.reservation(this.hold.buyer(), this.hold.id()).status();
    }

}
