package io.ticketblue.booking.internal;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.ticketblue.ApiClient;
import io.ticketblue.ServerProcess;
import io.ticketblue.TestServers;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.booking.internal.DoomedScenes.Scene;
import io.ticketblue.booking.internal.Guests.Strike;
import io.ticketblue.catalog.CancellationPolicies;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.coupon.CouponAdmin;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.DiscountType;
import io.ticketblue.coupon.SaveCoupon;
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.embedded.toss.TossWebhooks;
import io.ticketblue.payment.MoneyBooks;
import io.ticketblue.payment.PaymentFailed;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.internal.HaltingPoints;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The books of a server that dies at every step of orders with coupons, cancellations,
 * deposits, the provider's notices, refunds by hand and the organiser's cancellation.
 * Everybody goes by the real clock, as the processes do.
 */
@BookingTest
@Timeout(300)
class KilledBooksIntegrationTests {

    private static final long PRICE = 50_000;

    private static final int SEATS = 180;

    private static final Duration LONGER_THAN_THE_SERVER_LIVES = Duration.ofSeconds(8);

    /** Where threads stand that work on notices, in the order in which they get there. */
    private static final List<String> LOOKING = List.of(HaltingPoints.NOTICE_ANSWERED, HaltingPoints.NOTICE_BEFORE_LOOK,
            HaltingPoints.NOTICE_AFTER_LOOK, HaltingPoints.BEFORE_CAPTURE_COMMIT, HaltingPoints.AFTER_CAPTURE_COMMIT,
            HaltingPoints.NOTICE_WORKED_ON);

    private static final List<String> LATE = List.of(HaltingPoints.BEFORE_LATE_COMMIT, HaltingPoints.AFTER_LATE_COMMIT);

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private LedgerCheck seats;

    @Autowired
    private BooksCheck books;

    @Autowired
    private MoneyAudit audit;

    @Autowired
    private MoneyBooks money;

    @Autowired
    private Bookings bookings;

    @Autowired
    private RoundCancellations roundCancellations;

    @Autowired
    private Payments payments;

    @Autowired
    private CouponAdmin couponAdmin;

    @Autowired
    private Guests guests;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private Environment environment;

    @Autowired
    private MovableClock clock;

    private final TossSimulator toss = TestServers.toss();

    private RoundId round;

    private RoundId cancelledRound;

    @BeforeEach
    void openRounds() {
        this.clock.toPresent();
        PerformanceId performance = this.playhouse.performance(SEATS, 4, PRICE);
        // In two days: giving seats back costs something.
        this.playhouse.policy(performance, PRICE, CancellationPolicies.CONSUMER_GUIDELINE);
        this.round = this.playhouse.round(performance, 2);
        this.cancelledRound = this.playhouse.round(this.playhouse.performance(20, 4, PRICE), 2);
    }

    @AfterEach
    void noMoreNotices() {
        this.toss.webhooks().stop();
    }

    @Test
    void keepsTheBooksWhereverTheProcessEnds(@TempDir Path logs) throws Exception {
        DoomedScenes scenes = new DoomedScenes(this.guests, this.bookings, this.round, this.cancelledRound,
                coupon(PRICE - 1), coupon(3 * PRICE));
        List<Scene> deposits = scenes.awaiting(LOOKING.size());
        Scene answered = scenes.awaiting(1).getFirst();
        List<Scene> late = List.of(ended(scenes.late()), ended(scenes.late()));
        DoomedServers servers = new DoomedServers(this.environment.getRequiredProperty("spring.datasource.url"), logs);
        Queue<ApiClient.Answer> answers = new ConcurrentLinkedQueue<>();
        int standing = scenes.strikes.size();
        int rounds = 1;
        try (ExecutorService browsers = Executors.newVirtualThreadPerTaskExecutor();
                ServerProcess first = servers.first(standing + 1 + LOOKING.size() + LATE.size() + rounds,
                        all(List.of(LOOKING, LATE, List.of(BookingHaltingPoints.afterBooking(2)))))) {
            scenes.strikes.forEach((strike) -> browsers.submit(() -> answers.add(strike.at(first))));
            servers.awaitStanding(standing);
            // The webhook's sender hears nothing, so it sends the notice again later.
            answered.deposit();
            browsers.submit(() -> notice(first, answered, HaltingPoints.NOTICE_KEPT));
            servers.awaitStanding(++standing);
            this.toss.webhooks().sendTo(webhook(first));
            deposits.forEach(Scene::deposit);
            standing += LOOKING.size();
            servers.awaitStanding(standing);
            for (Scene scene : late) {
                scene.deposit();
                servers.awaitStanding(++standing);
            }
            whileTheProviderIsAtWork(scenes, (strike) -> browsers.submit(() -> answers.add(strike.at(first))));
            this.roundCancellations.cancel(this.cancelledRound, "출연자 사정", 10);
            assertThat(first.ended()).isEqualTo(HaltingPoints.EXIT);
            assertEachStoodWhereItShould(scenes);
        }
        assertThat(answers).as("nobody was told anything").isEmpty();
        this.toss.webhooks().stop();
        anotherMayTakeTheRound();
        servers.dieSettling(HaltingPoints.BEFORE_CAPTURE_COMMIT, HaltingPoints.AFTER_REFUND,
                BookingHaltingPoints.afterBooking(1));
        anotherMayTakeTheRound();
        try (ServerProcess last = servers.last()) {
            this.toss.webhooks().sendTo(webhook(last));
            assertThat(notice(last, answered, "").status()).isEqualTo(200);
            // A request that was never answered gives way after a minute, which has
            // passed here.
            this.sql.sql("DELETE FROM idempotent_request").update();
            assertThat(scenes.cancelAgain(last)).hasSize(6).containsOnly(201);
            await().atMost(Duration.ofMinutes(2))
                .until(() -> scenes.accounts.stream()
                    .allMatch((scene) -> scene.status() == ReservationStatus.AWAITING_DEPOSIT));
            this.toss.webhooks().next(scenes.accounts.size(), TossWebhooks.Fault.TWICE);
            scenes.accounts.forEach(Scene::deposit);
            await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
                assertThat(scenes.all).allSatisfy(Scene::isOver);
                assertThat(this.books.faults(this.round)).isEmpty();
                assertThat(this.books.faults(this.cancelledRound)).isEmpty();
            });
        }
        assertThat(this.audit.faults(this.round)).isEmpty();
        assertThat(this.audit.faults(this.cancelledRound)).isEmpty();
        assertThat(this.money.unbalanced(Instant.EPOCH)).isZero();
        assertThat(this.seats.faults(this.round, SEATS, 4)).isEmpty();
        assertThat(this.seats.faults(this.cancelledRound, 20, 4)).isEmpty();
        assertCompensatedOnce();
    }

    /** The provider takes its time over two payments and two refunds. */
    private void whileTheProviderIsAtWork(DoomedScenes scenes, Consumer<Strike> browser) {
        List<TossFault> faults = List.of(TossFault.delayBefore(LONGER_THAN_THE_SERVER_LIVES),
                TossFault.delayAfter(LONGER_THAN_THE_SERVER_LIVES));
        Map<TossOperation, Supplier<Strike>> calls = Map.of(TossOperation.CONFIRM, scenes::pays, TossOperation.CANCEL,
                scenes::cancels);
        calls.forEach((operation, strike) -> {
            List<Strike> ready = faults.stream().map((fault) -> strike.get()).toList();
            for (int i = 0; i < faults.size(); i++) {
                this.toss.faults().next(operation, faults.get(i));
                browser.accept(ready.get(i));
                await().until(() -> this.toss.faults().pending(operation).isEmpty());
            }
        });
    }

    /** What we had written down, and what the provider had done, when the server died. */
    private static void assertEachStoodWhereItShould(DoomedScenes scenes) {
        assertThat(scenes.paying).extracting(Scene::status)
            .containsExactly(ReservationStatus.HELD, ReservationStatus.PAYING, ReservationStatus.PAYING,
                    ReservationStatus.PAYING, ReservationStatus.PAYING, ReservationStatus.PAYING,
                    ReservationStatus.CONFIRMED);
        assertThat(scenes.paying).extracting((scene) -> scene.keptByProvider() == scene.guest().amount())
            .containsExactly(false, false, false, false, true, true, true);
        assertThat(scenes.cancelling.getFirst().status()).isEqualTo(ReservationStatus.CONFIRMED);
        assertThat(scenes.cancelling.subList(1, scenes.cancelling.size())).extracting(Scene::status)
            .containsOnly(ReservationStatus.PARTIALLY_CANCELLED);
        assertThat(scenes.cancelling).extracting((scene) -> scene.keptByProvider() == scene.guest().amount())
            .containsExactly(true, true, true, true, false, false, false);
    }

    private static String[] all(List<List<String>> points) {
        return points.stream().flatMap(List::stream).toArray(String[]::new);
    }

    /**
     * A node that dies leaves a round to others after a minute, which has passed here.
     */
    private void anotherMayTakeTheRound() {
        this.sql.sql("UPDATE round_cancellation SET next_attempt_at = requested_at WHERE round_id = ?")
            .param(this.cancelledRound.value())
            .update();
    }

    private void assertCompensatedOnce() {
        assertThat(this.sql
            .sql("SELECT COUNT(*) FROM compensation c JOIN payment p ON p.id = c.payment_id "
                    + "JOIN reservation r ON r.id = p.reference WHERE r.round_id = ?")
            .param(this.cancelledRound.value())
            .query(Integer.class)
            .single()).isEqualTo(4);
    }

    private static URI webhook(ServerProcess server) {
        return URI.create("http://127.0.0.1:" + server.port() + "/api/webhooks/toss");
    }

    private ApiClient.Answer notice(ServerProcess server, Scene scene, String point) {
        String order = scene.guest().order();
        String secret = this.sql.sql("SELECT deposit_secret FROM payment WHERE order_id = ?")
            .param(order)
            .query(String.class)
            .single();
        return ApiClient.at(server.port())
            .header("tosspayments-webhook-transmission-id", "killed-" + order)
            .header(HaltingPoints.HEADER, point)
            .post("/api/webhooks/toss", Map.of("createdAt", "2026-11-22T12:00:00.000000", "secret", secret, "status",
                    "DONE", "transactionKey", "T", "orderId", order));
    }

    private CouponId coupon(long won) {
        Instant now = this.clock.instant();
        return this.couponAdmin.create(new SaveCoupon("시험 쿠폰", DiscountType.AMOUNT, won, 100, now,
                now.plus(Duration.ofDays(10)), 10, null, null, null, null, null, false));
    }

    /** As if the provider had said that the account was closed, and had not closed it. */
    private Scene ended(Scene scene) {
        this.transaction.executeWithoutResult((status) -> {
            PaymentView payment = this.payments.paymentFor(scene.guest().hold().id().value()).orElseThrow();
            this.sql.sql("""
                    UPDATE payment SET status = 'FAILED', failure_code = 'X', next_attempt_at = NULL
                    WHERE order_id = ?""").param(payment.orderId().value()).update();
            this.events.publishEvent(new PaymentFailed(this.payments.payment(payment.orderId())));
        });
        return scene;
    }

}
