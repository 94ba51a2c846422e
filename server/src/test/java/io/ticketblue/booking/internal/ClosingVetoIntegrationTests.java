package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import io.ticketblue.ApiClient;
import io.ticketblue.ApiClient.Answer;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.accounts.closing.AccountClosings;
import io.ticketblue.accounts.closing.HasLiveBookings;
import io.ticketblue.accounts.staff.Invitations;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.LimitExceeded;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.Compensations;
import io.ticketblue.payment.OwedRefunds;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.payment.RefundView;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Which bookings keep an account open, and how that is told. */
@BookingTest
@ExtendWith(OutputCaptureExtension.class)
class ClosingVetoIntegrationTests {

    private static final int LIMIT = 4;

    private final TossSimulator toss = TestServers.toss();

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private Accounts accounts;

    @Autowired
    private AccountClosings closings;

    @Autowired
    private Invitations invitations;

    @Autowired
    private Bookings bookings;

    @Autowired
    private RoundCancellations roundCancellations;

    @Autowired
    private RoundRefunds roundRefunds;

    @Autowired
    private Payments payments;

    @Autowired
    private OwedRefunds owedRefunds;

    @Autowired
    private Compensations compensations;

    @Autowired
    private MovableClock clock;

    @Autowired
    private JdbcClient sql;

    @LocalServerPort
    private int port;

    private String email;

    private AccountId buyer;

    private RoundId round;

    @BeforeEach
    void signUp() {
        this.clock.toPresent();
        this.email = UUID.randomUUID() + "@example.com";
        this.buyer = register();
        this.round = this.playhouse.round(20, LIMIT, 70_000);
    }

    @AfterEach
    void noMoreFaults() {
        this.toss.faults().clear();
        this.clock.toPresent();
    }

    @Test
    void keepsAnAccountOpenWhileItHoldsSeats() {
        ReservationView held = hold(0, 1);
        assertRefusedFor(held.id());
        this.clock.forward(Duration.ofMinutes(8));
        close();
        assertThatExceptionOfType(HasLiveBookings.class).as("tidied up, not overlooked").isThrownBy(() -> {
            this.buyer = register();
            hold(0, 1);
            close();
        });
    }

    @Test
    void keepsAnAccountOpenUntilThePerformanceThatIsPaidFor() {
        ReservationView first = paid(hold(0, 1));
        ReservationView second = paid(hold(1, 3));
        assertRefusedFor(first.id(), second.id());
        this.clock.forward(Duration.ofDays(3).plusMinutes(1));
        close();
    }

    @Test
    void keepsAnAccountOpenUntilTheMoneyOfACancellationIsBack() {
        ReservationView booked = paid(hold(0, 2));
        this.toss.faults().next(TossOperation.CANCEL, TossFault.closeBefore());
        this.bookings.cancel(this.buyer, booked.id(), CancelSeats.all("일정이 바뀌었어요"));
        assertRefusedFor(booked.id());
        sendRefunds();
        close();
    }

    @Test
    void keepsAnAccountOpenUntilStaffHaveSettledWhatTheProviderRefused() {
        ReservationView booked = paid(hold(0, 2));
        refuseRefunds();
        this.bookings.cancel(this.buyer, booked.id(), CancelSeats.all("일정이 바뀌었어요"));
        assertRefusedFor(booked.id());
        this.owedRefunds.settledOtherwise(this.payments.refundsFor(booked.id().value()).getFirst().id(), "계좌 이체", 1);
        close();
    }

    @Test
    void keepsAnAccountOpenWhileADepositIsAwaited() {
        ReservationView held = hold(0, 2);
        awaitDeposit(held);
        assertRefusedFor(held.id());
        this.bookings.release(this.buyer, held.id());
        close();
        assertThat(bankAccounts(held)).containsExactly("- - - -");
    }

    @Test
    void erasesTheBankAccountForRefundsAndKeepsWhatWasPaid() {
        ReservationView held = hold(0, 1);
        Checkout order = awaitDeposit(held);
        this.toss.deposit(order.orderId().value(), order.amount().won());
        await().untilAsserted(() -> {
            sendRefunds();
            assertThat(this.payments.payment(order.orderId()).status()).isEqualTo(PaymentStatus.CAPTURED);
        });
        assertThat(bankAccounts(held)).singleElement().asString().startsWith("88 110123456789 김관객 ");
        this.clock.forward(Duration.ofDays(4));
        close();
        assertThat(bankAccounts(held)).containsExactly("- - - -");
        assertThat(this.payments.payment(order.orderId()).amount()).isEqualTo(order.amount());
        this.payments.requestRefund(order.orderId(), Money.won(1_000), "닫은 계정에 수동 환불");
        sendRefunds();
        assertThat(this.payments.refundsFor(held.id().value())).as("for staff to pay in another way")
            .extracting(RefundView::status)
            .containsExactly(RefundStatus.REFUSED);
    }

    @Test
    void erasesTheBankAccountOfAnOrderWhoseHoldHasLapsed() {
        ReservationView held = hold(0, 2);
        Checkout order = orderByTransfer(held);
        this.clock.forward(Duration.ofMinutes(8));
        assertThat(bankAccounts(held)).containsExactly("88 110123456789 김관객");
        assertThat(this.payments.payment(order.orderId()).status()).isEqualTo(PaymentStatus.READY);
        close();
        assertThat(bankAccounts(held)).containsExactly("- - -");
        assertThat(this.payments.payment(order.orderId()).status()).isEqualTo(PaymentStatus.EXPIRED);
    }

    @Test
    void logsThatAnInvitationIsWithdrawnOnlyWhenTheAccountIsClosed(CapturedOutput output) {
        String line = "staff.invitation-withdrawn invitation "
                + this.invitations.invite(this.email, Role.FINANCE).invitation().id();
        ReservationView held = hold(0, 1);
        assertRefusedFor(held.id());
        this.bookings.release(this.buyer, held.id());
        assertThat(output).doesNotContain(line);
        close();
        assertThat(output).contains(line);
    }

    private Checkout awaitDeposit(ReservationView held) {
        Checkout order = orderByTransfer(held);
        String key = this.toss.payByTransfer(order.orderId().value(), order.amount().won());
        this.bookings.confirm(this.buyer, new StartPayment(order.orderId(), key, order.amount()));
        return order;
    }

    private Checkout orderByTransfer(ReservationView held) {
        return this.bookings.order(this.buyer, held.id(),
                new PlaceOrder(null, PaymentMethod.VIRTUAL_ACCOUNT, new RefundAccount("88", "110-123-456789", "김관객")));
    }

    private List<String> bankAccounts(ReservationView held) {
        return this.sql.sql("""
                SELECT CONCAT_WS(' ', COALESCE(refund_bank, '-'), COALESCE(refund_account, '-'),
                    COALESCE(refund_holder, '-'), account_holder)
                FROM payment WHERE reference = ?
                """).param(held.id().value()).query(String.class).list();
    }

    @Test
    void keepsAnAccountOpenUntilACancelledRoundIsPaidBackWithItsCompensation() {
        ReservationView booked = paid(hold(0, 2));
        this.roundCancellations.cancel(this.round, "배우 부상", 10);
        this.clock.forward(Duration.ofDays(4));
        assertRefusedFor(booked.id());
        this.roundRefunds.run();
        sendRefunds();
        assertThat(this.payments.refundsFor(booked.id().value())).extracting(RefundView::status)
            .containsExactly(RefundStatus.DONE);
        assertRefusedFor(booked.id());
        this.compensations.compensationsFor(booked.id().value())
            .forEach((owed) -> this.compensations.settle(owed.id(), "계좌 이체", 1));
        close();
    }

    @Test
    void letsNobodyExceedTheLimitOfARoundByClosingTheAccount() {
        ReservationView booked = paid(hold(0, LIMIT));
        assertThatExceptionOfType(LimitExceeded.class).isThrownBy(() -> hold(LIMIT, LIMIT + 1));
        assertRefusedFor(booked.id());
        this.bookings.cancel(this.buyer, booked.id(),
                new CancelSeats(Set.of(booked.seats().getFirst().id()), "한 명이 못 가요", null));
        assertRefusedFor(booked.id());
        this.bookings.cancel(this.buyer, booked.id(), CancelSeats.all("모두 못 가요"));
        sendRefunds();
        close();
        this.buyer = register();
        assertThat(paid(hold(0, LIMIT)).liveSeats()).as("the seats from before are free").hasSize(LIMIT);
        assertThatExceptionOfType(LimitExceeded.class).isThrownBy(() -> hold(LIMIT, LIMIT + 1));
    }

    @Test
    void namesTheBookingsInTheAnswer() {
        ReservationView booked = paid(hold(0, 1));
        ApiClient own = ApiClient.at(this.port).in("en").signedIn(this.email, Playhouse.PASSWORD);
        Answer refused = own.delete("/api/me", Map.of("password", Playhouse.PASSWORD));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("accounts.has-live-bookings");
        assertThat(refused.body().get("reservations").valueStream().map((id) -> id.asLong()))
            .containsExactly(booked.id().value());
        assertThat(refused.text("detail")).contains("one booking is");
        ApiClient admin = ApiClient.at(this.port).newStaff(Role.ADMIN);
        String closure = "/api/admin/accounts/" + this.buyer + "/closure";
        assertThat(admin.post(closure, Map.of("reason", "약관 위반")).code()).isEqualTo("accounts.has-live-bookings");
        assertThat(own.get("/api/me").status()).isEqualTo(200);
    }

    private void sendRefunds() {
        this.clock.forward(Duration.ofMinutes(1));
        this.payments.reconcile();
    }

    private void refuseRefunds() {
        this.toss.faults().next(TossOperation.CANCEL, TossFault.error("REFUND_REJECTED"));
    }

    private ReservationView hold(int from, int to) {
        return this.bookings
            .hold(new HoldSeats(this.buyer, this.round, this.playhouse.seats(this.round).subList(from, to)));
    }

    private ReservationView paid(ReservationView held) {
        Checkout checkout = this.bookings.order(this.buyer, held.id(), PlaceOrder.simple());
        String key = this.toss.pay(checkout.orderId().value(), checkout.amount().won(), TossOutcome.APPROVE);
        this.bookings.confirm(this.buyer, new StartPayment(checkout.orderId(), key, checkout.amount()));
        return this.bookings.reservation(this.buyer, held.id());
    }

    private void close() {
        this.closings.close(this.buyer, Playhouse.PASSWORD);
    }

    private void assertRefusedFor(ReservationId... live) {
        assertThatExceptionOfType(HasLiveBookings.class).isThrownBy(this::close)
            .satisfies((refused) -> assertThat(refused.reservations())
                .containsExactlyElementsOf(Stream.of(live).map(ReservationId::value).toList()));
    }

    private AccountId register() {
        return this.accounts.register(new SignUp(this.email, Playhouse.PASSWORD, "김관객")).id();
    }

}
