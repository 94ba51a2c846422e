package io.ticketblue.booking.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.ticketblue.ApiClient;
import io.ticketblue.IntegrationTest;
import io.ticketblue.ServerProcess;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.payment.internal.HaltingPoints;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A server process that dies while the provider is at work or between any two of our own
 * steps, and another that is started in its place. Everybody goes by the real clock here,
 * since a process of its own knows no other.
 */
@IntegrationTest
@Import({ Playhouse.class, LedgerCheck.class })
@Timeout(300)
class KilledServerIntegrationTests {

    private static final Duration LONGER_THAN_THE_SERVER_LIVES = Duration.ofSeconds(8);

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private LedgerCheck check;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Payments payments;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Environment environment;

    private final TossSimulator toss = TestServers.toss();

    @Test
    void leavesNoCapturedMoneyWithoutABooking(@TempDir Path logs) throws Exception {
        RoundId round = this.playhouse.round(20, 4, 50_000);
        try (ExecutorService browsers = Executors.newVirtualThreadPerTaskExecutor()) {
            ServerProcess first = ServerProcess.start(settings(), logs.resolve("first.log"));
            Buyer askedTooLate = new Buyer(first, round, 0);
            Buyer askedInTime = new Buyer(first, round, 2);
            Buyer cancelsTooLate = new Buyer(first, round, 4);
            Buyer cancelsInTime = new Buyer(first, round, 6);
            Buyer onlyLooking = new Buyer(first, round, 8);
            cancelsTooLate.pay();
            cancelsInTime.pay();

            meets(TossOperation.CONFIRM, TossFault.delayBefore(LONGER_THAN_THE_SERVER_LIVES),
                    () -> browsers.submit(askedTooLate::pay));
            meets(TossOperation.CONFIRM, TossFault.delayAfter(LONGER_THAN_THE_SERVER_LIVES),
                    () -> browsers.submit(askedInTime::pay));
            meets(TossOperation.CANCEL, TossFault.delayBefore(LONGER_THAN_THE_SERVER_LIVES),
                    () -> browsers.submit(cancelsTooLate::cancel));
            meets(TossOperation.CANCEL, TossFault.delayAfter(LONGER_THAN_THE_SERVER_LIVES),
                    () -> browsers.submit(cancelsInTime::cancel));
            first.kill();

            try (ServerProcess second = ServerProcess.start(settings(), logs.resolve("second.log"))) {
                assertThat(second.port()).isNotEqualTo(first.port());
                await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                    askedTooLate.has(ReservationStatus.CONFIRMED, 100_000);
                    askedInTime.has(ReservationStatus.CONFIRMED, 100_000);
                    cancelsTooLate.has(ReservationStatus.CANCELLED, 0);
                    cancelsInTime.has(ReservationStatus.CANCELLED, 0);
                    onlyLooking.has(ReservationStatus.HELD, 0);
                });
            }
        }
        assertThat(this.check.faults(round, 20, 4)).isEmpty();
    }

    /**
     * The first process ends at nine steps at once, the second in the middle of settling
     * what the first has left, and the third settles everything.
     */
    @Test
    void keepsTheBooksWhereverTheProcessEnds(@TempDir Path logs) throws Exception {
        RoundId round = this.playhouse.round(40, 4, 50_000);
        List<Buyer> payers = new ArrayList<>();
        List<Buyer> cancellers = new ArrayList<>();
        try (ExecutorService browsers = Executors.newVirtualThreadPerTaskExecutor()) {
            try (ServerProcess first = ServerProcess.start(haltingAt(false, HaltingPoints.STARTED,
                    HaltingPoints.BEFORE_CONFIRM, HaltingPoints.AFTER_CONFIRM, HaltingPoints.BEFORE_CAPTURE_COMMIT,
                    HaltingPoints.AFTER_CAPTURE_COMMIT, HaltingPoints.CANCELLED, HaltingPoints.BEFORE_REFUND,
                    HaltingPoints.AFTER_REFUND, HaltingPoints.BEFORE_REFUND_COMMIT), logs.resolve("first.log"))) {
                for (int i = 0; i < 5; i++) {
                    payers.add(new Buyer(first, round, 2 * i));
                }
                for (int i = 5; i < 9; i++) {
                    cancellers.add(new Buyer(first, round, 2 * i));
                }
                cancellers.forEach(Buyer::payElsewhere);
                payers.forEach((buyer) -> browsers.submit(buyer::pay));
                cancellers.forEach((buyer) -> browsers.submit(buyer::cancel));
                assertThat(first.ended()).isEqualTo(HaltingPoints.EXIT);
            }
        }
        assertThat(payers).extracting(Buyer::status)
            .containsExactlyInAnyOrder(ReservationStatus.PAYING, ReservationStatus.PAYING, ReservationStatus.PAYING,
                    ReservationStatus.PAYING, ReservationStatus.CONFIRMED);
        assertThat(payers).extracting(Buyer::keptByProvider)
            .containsExactlyInAnyOrder(0L, 0L, 100_000L, 100_000L, 100_000L);
        assertThat(cancellers).extracting(Buyer::status).containsOnly(ReservationStatus.CANCELLED);
        assertThat(cancellers).extracting(Buyer::keptByProvider).containsExactlyInAnyOrder(100_000L, 100_000L, 0L, 0L);

        try (ServerProcess second = ServerProcess.launch(
                haltingAt(true, HaltingPoints.BEFORE_CAPTURE_COMMIT, HaltingPoints.AFTER_REFUND),
                logs.resolve("second.log"))) {
            assertThat(second.ended()).isEqualTo(HaltingPoints.EXIT);
        }
        try (ServerProcess third = ServerProcess.start(settings(), logs.resolve("third.log"))) {
            assertThat(third.port()).isPositive();
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                payers.forEach((buyer) -> buyer.has(ReservationStatus.CONFIRMED, 100_000));
                cancellers.forEach((buyer) -> buyer.has(ReservationStatus.CANCELLED, 0));
            });
        }
        assertThat(this.check.faults(round, 40, 4)).isEmpty();
    }

    private Map<String, Object> haltingAt(boolean reconcile, String... points) {
        Map<String, Object> settings = settings();
        settings.put(HaltingPoints.PROPERTY, String.join(",", points));
        settings.put("ticketblue.payment.reconcile-enabled", reconcile);
        return settings;
    }

    /**
     * Lets something happen that meets a fault, and waits until the provider is in the
     * middle of it.
     */
    private void meets(TossOperation operation, TossFault fault, Runnable start) {
        this.toss.faults().next(operation, fault);
        start.run();
        await().until(() -> this.toss.faults().pending(operation).isEmpty());
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(TestServers.properties());
        settings.put("spring.datasource.url", this.environment.getRequiredProperty("spring.datasource.url"));
        settings.put("ticketblue.payment.reconcile-enabled", true);
        settings.put("ticketblue.payment.reconcile-every", "1s");
        settings.put("ticketblue.payment.reconcile-grace", "1s");
        return settings;
    }

    /** Somebody who books two seats through the API of one server. */
    private final class Buyer {

        private final AccountId id;

        private final ApiClient client;

        private final long reservation;

        private final String order;

        Buyer(ServerProcess server, RoundId round, int firstSeat) {
            String email = UUID.randomUUID() + "@example.com";
            this.id = KilledServerIntegrationTests.this.accounts.register(new SignUp(email, Playhouse.PASSWORD, "김관객"))
                .id();
            this.client = ApiClient.at(server.port()).signedIn(email, Playhouse.PASSWORD);
            this.reservation = this.client.post("/api/rounds/" + round + "/reservations",
                    Map.of("seatIds",
                            KilledServerIntegrationTests.this.playhouse.seats(round)
                                .subList(firstSeat, firstSeat + 2)
                                .stream()
                                .map((seat) -> seat.value())
                                .toList()))
                .body()
                .get("id")
                .asLong();
            this.order = this.client.post("/api/reservations/" + this.reservation + "/orders", Map.of())
                .body()
                .get("orderId")
                .asString();
        }

        ApiClient.Answer pay() {
            String key = KilledServerIntegrationTests.this.toss.pay(this.order, 100_000, TossOutcome.APPROVE);
            return this.client.post("/api/payments/confirm",
                    Map.of("paymentKey", key, "orderId", this.order, "amount", 100_000));
        }

        /** Pays through a server that does not die. */
        void payElsewhere() {
            String key = KilledServerIntegrationTests.this.toss.pay(this.order, 100_000, TossOutcome.APPROVE);
            KilledServerIntegrationTests.this.bookings.confirm(this.id,
                    new StartPayment(new OrderId(this.order), key, new Money(100_000)));
        }

        ApiClient.Answer cancel() {
            return this.client.post("/api/reservations/" + this.reservation + "/cancellations",
                    Map.of("reason", "일정이 바뀌었어요"));
        }

        void has(ReservationStatus status, long kept) {
            assertThat(status()).isEqualTo(status);
            assertThat(keptByProvider()).isEqualTo(kept);
            assertThat(keptByOurBooks()).isEqualTo(kept);
        }

        ReservationStatus status() {
            return KilledServerIntegrationTests.this.bookings.reservation(this.id, new ReservationId(this.reservation))
                .status();
        }

        long keptByProvider() {
            TossSimulator toss = KilledServerIntegrationTests.this.toss;
            return toss.captured(this.order) - toss.refunded(this.order);
        }

        private long keptByOurBooks() {
            PaymentView payment = KilledServerIntegrationTests.this.payments.payment(new OrderId(this.order));
            return switch (payment.status()) {
                case CAPTURED, PARTIALLY_REFUNDED, REFUNDED -> payment.amount().minus(payment.refunded()).won();
                default -> 0;
            };
        }

    }

}
