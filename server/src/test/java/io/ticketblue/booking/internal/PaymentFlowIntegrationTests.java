package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Cancellation;
import io.ticketblue.booking.CancellationQuote;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.NotCancellable;
import io.ticketblue.booking.PaymentResult;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.SeatCount;
import io.ticketblue.booking.SeatsTaken;
import io.ticketblue.booking.internal.Crowd.Result;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.AlreadyProcessed;
import io.ticketblue.payment.AmountMismatch;
import io.ticketblue.payment.PaymentCaptured;
import io.ticketblue.payment.PaymentDeclined;
import io.ticketblue.payment.PaymentExpired;
import io.ticketblue.payment.PaymentNotFound;
import io.ticketblue.payment.PaymentRefunded;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** From a hold to a paid booking and back, with a provider that also fails. */
@BookingTest
@RecordApplicationEvents
class PaymentFlowIntegrationTests {

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private LedgerCheck check;

    @Autowired
    private Bookings bookings;

    @Autowired
    private BoxOffice boxOffice;

    @Autowired
    private Payments payments;

    @Autowired
    private Expiry expiry;

    @Autowired
    private MovableClock clock;

    @Autowired
    private ApplicationEvents events;

    private final TossSimulator toss = TestServers.toss();

    private RoundId round;

    private AccountId buyer;

    private ReservationView hold;

    private Checkout checkout;

    @BeforeEach
    void holdTwoSeats() {
        this.round = this.playhouse.round(20, 4, 70_000);
        this.buyer = this.playhouse.buyer();
        this.hold = this.bookings.hold(new HoldSeats(this.buyer, this.round, seats(0, 2)));
        this.checkout = this.bookings.order(this.buyer, this.hold.id(), PlaceOrder.simple());
    }

    @AfterEach
    void booksAgree() {
        this.clock.forward(Duration.ofMinutes(1));
        this.payments.reconcile();
        this.clock.forward(Duration.ofMinutes(10));
        this.payments.reconcile();
        assertThat(this.check.faults(this.round, 20, 4)).isEmpty();
        ReservationView after = this.bookings.reservation(this.buyer, this.hold.id());
        long kept = this.toss.captured(this.checkout.orderId().value())
                - this.toss.refunded(this.checkout.orderId().value());
        assertThat(kept).as("the provider keeps what a confirmed booking costs, and nothing else: %s", after)
            .isEqualTo((after.status() == ReservationStatus.CONFIRMED) ? after.amount().won() : 0);
    }

    @Test
    void confirmsAPaidHold() {
        PaymentResult result = this.bookings.confirm(this.buyer, approved());
        assertThat(result.status()).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(result.amount()).isEqualTo(new Money(140_000));
        assertThat(result.reservationId()).isEqualTo(this.hold.id());
        ReservationView booked = this.bookings.reservation(this.buyer, this.hold.id());
        assertThat(booked.status()).isEqualTo(ReservationStatus.CONFIRMED);
        assertThat(booked.heldUntil()).isNull();
        assertThat(booked.confirmedAt()).isNotNull();
        assertThat(booked.code()).matches("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(this.boxOffice.count(this.round)).isEqualTo(new SeatCount(20, 18, 0, 2));
    }

    @Test
    void answersTheSameWhenTheSamePaymentIsConfirmedAgain() {
        StartPayment approved = approved();
        PaymentResult first = this.bookings.confirm(this.buyer, approved);
        assertThat(this.bookings.confirm(this.buyer, approved)).isEqualTo(first);
    }

    @Test
    void takesTheMoneyOnceFromFiftyDoubleClicks() throws InterruptedException {
        StartPayment approved = approved();
        List<Callable<PaymentResult>> clicks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clicks.add(() -> this.bookings.confirm(this.buyer, approved));
        }
        List<Result<PaymentResult>> results = Crowd.rush(clicks);
        assertThat(results).filteredOn(Result::succeeded).isNotEmpty();
        assertThat(results).filteredOn((result) -> !result.succeeded())
            .extracting(Result::failure)
            .allMatch((failure) -> failure instanceof ProviderUnavailable);
        assertThat(this.toss.captured(this.checkout.orderId().value())).isEqualTo(140_000);
    }

    @Test
    void refusesAnotherAmountAndTakesNothing() {
        String key = approved().paymentKey();
        assertThatExceptionOfType(AmountMismatch.class).isThrownBy(() -> this.bookings.confirm(this.buyer,
                new StartPayment(this.checkout.orderId(), key, new Money(1_000))));
        assertThat(this.bookings.reservation(this.buyer, this.hold.id()).status()).isEqualTo(ReservationStatus.HELD);
    }

    @Test
    void refusesASecondPaymentForAPaidOrder() {
        this.bookings.confirm(this.buyer, approved());
        assertThatExceptionOfType(AlreadyProcessed.class).isThrownBy(() -> this.bookings.confirm(this.buyer,
                new StartPayment(this.checkout.orderId(), "another-key", this.checkout.amount())));
    }

    @Test
    void hidesOrdersOfOthers() {
        StartPayment approved = approved();
        AccountId stranger = this.playhouse.buyer();
        assertThatExceptionOfType(PaymentNotFound.class).isThrownBy(() -> this.bookings.confirm(stranger, approved));
        assertThat(this.bookings.reservation(this.buyer, this.hold.id()).status()).isEqualTo(ReservationStatus.HELD);
    }

    @Test
    void goesOnHoldingAfterADecline() {
        String key = this.toss.pay(this.checkout.orderId().value(), 140_000, TossOutcome.DECLINE);
        assertThatExceptionOfType(PaymentDeclined.class).isThrownBy(() -> this.bookings.confirm(this.buyer,
                new StartPayment(this.checkout.orderId(), key, this.checkout.amount())));
        ReservationView after = this.bookings.reservation(this.buyer, this.hold.id());
        assertThat(after.status()).isEqualTo(ReservationStatus.HELD);
        assertThat(after.heldUntil()).isEqualTo(this.hold.heldUntil());
        Checkout again = this.bookings.order(this.buyer, this.hold.id(), PlaceOrder.simple());
        assertThat(again.orderId()).isNotEqualTo(this.checkout.orderId());
        this.checkout = again;
        assertThat(this.bookings.confirm(this.buyer, approved()).status()).isEqualTo(PaymentStatus.CAPTURED);
    }

    @Test
    void takesNothingOnceTheHoldHasExpired() {
        StartPayment approved = approved();
        this.clock.forward(Duration.ofMinutes(7));
        assertThatExceptionOfType(PaymentExpired.class).isThrownBy(() -> this.bookings.confirm(this.buyer, approved));
        AccountId next = this.playhouse.buyer();
        assertThat(this.bookings.hold(new HoldSeats(next, this.round, seats(0, 2))).status())
            .isEqualTo(ReservationStatus.HELD);
    }

    @Test
    void keepsTheSeatsPastTheirTimeWhileTheProviderIsSilent() {
        StartPayment approved = approved();
        this.toss.faults().next(TossOperation.CONFIRM, 1, TossFault.closeAfter());
        assertThatExceptionOfType(ProviderUnavailable.class)
            .isThrownBy(() -> this.bookings.confirm(this.buyer, approved));
        this.clock.forward(Duration.ofMinutes(8));
        this.expiry.run();
        AccountId next = this.playhouse.buyer();
        assertThatExceptionOfType(SeatsTaken.class)
            .isThrownBy(() -> this.bookings.hold(new HoldSeats(next, this.round, seats(0, 2))));
        this.payments.reconcile();
        assertThat(this.bookings.reservation(this.buyer, this.hold.id()).status())
            .isEqualTo(ReservationStatus.CONFIRMED);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void settlesWhateverTheProviderDoesWhenAskedToTakeTheMoney(TossFault fault) {
        StartPayment approved = approved();
        this.toss.faults().next(TossOperation.CONFIRM, 1, fault);
        try {
            this.bookings.confirm(this.buyer, approved);
        }
        catch (ProviderUnavailable | PaymentDeclined ex) {
            assertThat(ex.code()).isIn("payment.provider-unavailable", "payment.declined");
        }
        this.clock.forward(Duration.ofMinutes(1));
        this.payments.reconcile();
        assertThat(this.bookings.reservation(this.buyer, this.hold.id()).status()).isIn(ReservationStatus.CONFIRMED,
                ReservationStatus.HELD, ReservationStatus.EXPIRED);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void paysBackWhateverTheProviderDoesWhenAskedTo(TossFault fault) {
        this.bookings.confirm(this.buyer, approved());
        this.toss.faults().next(TossOperation.CANCEL, 1, fault);
        Cancellation cancellation = this.bookings.cancel(this.buyer, this.hold.id(), CancelSeats.all("일정이 바뀌었어요"));
        assertThat(cancellation.refund()).isEqualTo(new Money(140_000));
        assertThat(cancellation.fee()).isEqualTo(Money.ZERO);
        assertThat(cancellation.status()).isEqualTo(ReservationStatus.CANCELLED);
        boolean sent = this.payments.payment(this.checkout.orderId()).refunded().equals(new Money(140_000));
        assertThat(cancellation.refundStatus()).isEqualTo(sent ? RefundStatus.DONE : RefundStatus.REQUESTED);
        assertThat(this.boxOffice.count(this.round)).isEqualTo(new SeatCount(20, 20, 0, 0));
    }

    @Test
    void cancelsOnceWhenAskedFiftyTimes() throws InterruptedException {
        this.bookings.confirm(this.buyer, approved());
        List<Callable<Cancellation>> clicks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clicks.add(() -> this.bookings.cancel(this.buyer, this.hold.id(), CancelSeats.all("일정이 바뀌었어요")));
        }
        List<Result<Cancellation>> results = Crowd.rush(clicks);
        assertThat(results).filteredOn(Result::succeeded).hasSize(1);
        assertThat(results).extracting(Result::failure)
            .filteredOn((failure) -> failure != null)
            .hasOnlyElementsOfType(NotCancellable.class);
        assertThat(this.toss.refunded(this.checkout.orderId().value())).isEqualTo(140_000);
    }

    @Test
    void doesNotCancelAfterTheStart() {
        this.bookings.confirm(this.buyer, approved());
        this.clock.forward(Duration.ofDays(3));
        assertThatExceptionOfType(NotCancellable.class)
            .isThrownBy(() -> this.bookings.cancel(this.buyer, this.hold.id(), CancelSeats.all("늦었네요")));
        assertThatExceptionOfType(NotCancellable.class)
            .isThrownBy(() -> this.bookings.cancellationQuote(this.buyer, this.hold.id(), Set.of()));
    }

    @Test
    void saysOnceWhatHappensToTheMoney() {
        this.bookings.confirm(this.buyer, approved());
        this.bookings.cancel(this.buyer, this.hold.id(), CancelSeats.all("일정이 바뀌었어요"));
        assertThat(this.events.stream(PaymentCaptured.class)).singleElement().satisfies((captured) -> {
            assertThat(captured.payment().orderId()).isEqualTo(this.checkout.orderId());
            assertThat(captured.payment().status()).isEqualTo(PaymentStatus.CAPTURED);
        });
        assertThat(this.events.stream(PaymentRefunded.class)).singleElement().satisfies((refunded) -> {
            assertThat(refunded.payment().status()).isEqualTo(PaymentStatus.REFUNDED);
            assertThat(refunded.amount()).isEqualTo(new Money(140_000));
        });
        assertThat(this.toss.refunded(this.checkout.orderId().value())).isEqualTo(140_000);
    }

    @Test
    void quotesWhatIsPaidBack() {
        this.bookings.confirm(this.buyer, approved());
        CancellationQuote quote = this.bookings.cancellationQuote(this.buyer, this.hold.id(), Set.of());
        assertThat(quote.seats()).hasSize(2);
        assertThat(quote.paid()).isEqualTo(new Money(140_000));
        assertThat(quote.refund())
            .isEqualTo(this.bookings.cancel(this.buyer, this.hold.id(), CancelSeats.all("변경")).refund());
    }

    @Test
    void confirmsAtOnceWhatCostsNothing() {
        RoundId free = this.playhouse.round(10, 4, 0);
        ReservationView gift = this.bookings
            .hold(new HoldSeats(this.buyer, free, this.playhouse.seats(free).subList(0, 2)));
        Checkout checkout = this.bookings.order(this.buyer, gift.id(), PlaceOrder.simple());
        assertThat(checkout.amount()).isEqualTo(Money.ZERO);
        assertThat(this.bookings.reservation(this.buyer, gift.id()).status()).isEqualTo(ReservationStatus.CONFIRMED);
        assertThat(this.bookings.cancel(this.buyer, gift.id(), CancelSeats.all("못 가요")).refund()).isEqualTo(Money.ZERO);
        assertThat(this.check.faults(free, 10, 4)).isEmpty();
    }

    private static List<TossFault> faults() {
        return List.of(TossFault.closeBefore(), TossFault.closeAfter(), TossFault.garbage(),
                TossFault.error(500, "FAILED_INTERNAL_SYSTEM_PROCESSING"), TossFault.error(429, "TOO_MANY_REQUESTS"),
                TossFault.error(400, "PROVIDER_ERROR"), TossFault.errorAfter(500, "UNKNOWN_PAYMENT_ERROR"),
                TossFault.wrongAmount(1_000));
    }

    private StartPayment approved() {
        String key = this.toss.pay(this.checkout.orderId().value(), this.checkout.amount().won(), TossOutcome.APPROVE);
        return new StartPayment(this.checkout.orderId(), key, this.checkout.amount());
    }

    private List<SeatId> seats(int from, int to) {
        return this.playhouse.seats(this.round).subList(from, to);
    }

}
