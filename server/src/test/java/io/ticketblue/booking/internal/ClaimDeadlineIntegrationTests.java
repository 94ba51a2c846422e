package io.ticketblue.booking.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.ApiClient;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.SeatCount;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Unavailable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Claims for seats while the database, a lock or the client does not answer. */
@BookingTest
class ClaimDeadlineIntegrationTests {

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private LedgerCheck check;

    @Autowired
    private Bookings bookings;

    @Autowired
    private SeatClaims claims;

    @Autowired
    private ClaimNodes nodes;

    @Autowired
    private ReservationNumbers numbers;

    @Autowired
    private LedgerQueries queries;

    @Autowired
    private AbandonedHolds abandoned;

    @Autowired
    private MovableClock clock;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private Accounts accounts;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private ServletWebServerApplicationContext application;

    private RoundId round = new RoundId(1);

    private List<SeatId> seats = List.of();

    @BeforeEach
    void openARound() {
        this.round = this.playhouse.round(20, 4, 50_000);
        this.seats = this.playhouse.seats(this.round);
    }

    @Test
    void tellsWithinTenSecondsThatALockHoldsUpTheRoundWhileOthersAreSold() throws Exception {
        RoundId other = this.playhouse.round(10, 4, 50_000);
        double failed = refused("group-failed");
        try (Connection lock = lock(this.round)) {
            long began = System.nanoTime();
            CompletableFuture<Object> stuck = CompletableFuture.supplyAsync(() -> hold(this.playhouse.buyer()));
            AccountId buyer = this.playhouse.buyer();
            assertThat(
                    this.bookings.hold(new HoldSeats(buyer, other, this.playhouse.seats(other).subList(0, 2))).seats())
                .hasSize(2);
            assertThat(stuck).isNotDone();
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(stuck::get)
                .withCauseInstanceOf(Unavailable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            assertThat(refused("group-failed")).as("a lock is waited for once").isEqualTo(failed + 1);
            lock.rollback();
        }
        assertThat(this.queries.count(this.round, this.clock.instant())).isEqualTo(new SeatCount(20, 20, 0, 0));
        assertThat(hold(this.playhouse.buyer())).isNotNull();
        assertThat(this.check.faults(this.round, 20, 4)).isEmpty();
    }

    @Test
    void givesBackWhatWasCommittedAfterTheBuyerHadLeft() throws Exception {
        HaltedCommits halted = new HaltedCommits();
        SeatClaims node = this.nodes.with(halted);
        AccountId buyer = this.playhouse.buyer();
        CompletableFuture<Object> claim = CompletableFuture
            .supplyAsync(() -> node.claim(claim(buyer), () -> halted.reached.getCount() == 0));
        assertThat(halted.reached.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(claim::get)
            .withCauseInstanceOf(Unavailable.class);
        halted.goOn.countDown();
        await().untilAsserted(
                () -> assertThat(this.sql.sql("SELECT claim_answer FROM reservation WHERE account_id = :buyer")
                    .param("buyer", buyer.value())
                    .query(String.class)
                    .list()).containsExactly("LOST"));
        assertThat(this.queries.count(this.round, this.clock.instant())).isEqualTo(new SeatCount(20, 20, 0, 0));
        assertThat(this.check.faults(this.round, 20, 4)).isEmpty();
        assertThat(hold(this.playhouse.buyer())).isNotNull();
    }

    @Test
    void givesBackWhatWasCommittedThoughTheAnswerOfTheDatabaseGotLost() {
        LostCommits lost = new LostCommits();
        SeatClaims node = this.nodes.with(lost);
        AccountId buyer = this.playhouse.buyer();
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> node.claim(claim(buyer), () -> false));
        assertThat(lost.commits).hasValue(1);
        await().untilAsserted(() -> assertThat(this.queries.count(this.round, this.clock.instant()))
            .isEqualTo(new SeatCount(20, 20, 0, 0)));
        assertThat(this.check.faults(this.round, 20, 4)).isEmpty();
    }

    @Test
    void keepsAHoldThatTheBuyerHasFoundByRepeating() {
        AccountId buyer = this.playhouse.buyer();
        Claim.Granted granted = (Claim.Granted) this.claims.claim(claim(buyer), () -> false);
        // The answer is taken to be lost here, and the buyer asks again.
        assertThat(this.bookings.hold(new HoldSeats(buyer, this.round, this.seats.subList(0, 2))).id())
            .isEqualTo(granted.reservation().id());
        this.abandoned.giveBack(granted.reservation());
        Claim.Granted other = (Claim.Granted) this.claims.claim(claim(this.playhouse.buyer(), 2), () -> false);
        this.abandoned.giveBack(other.reservation());
        await()
            .untilAsserted(() -> assertThat(this.queries.count(this.round, this.clock.instant()).held()).isEqualTo(2));
        assertThat(this.bookings.hold(new HoldSeats(buyer, this.round, this.seats.subList(0, 2))).id())
            .isEqualTo(granted.reservation().id());
    }

    @Test
    void takesNoSeatsForAClientThatHasGone() throws Exception {
        int port = Objects.requireNonNull(this.application.getWebServer()).getPort();
        String email = UUID.randomUUID() + "@example.com";
        this.accounts.register(new SignUp(email, Playhouse.PASSWORD, "김관객"));
        String token = ApiClient.at(port).signIn(email, Playhouse.PASSWORD).text("accessToken");
        double before = gone();
        String body = "{\"seatIds\":[" + this.seats.getFirst().value() + "]}";
        String request = "POST /api/rounds/" + this.round.value() + "/reservations HTTP/1.1\r\nHost: localhost:" + port
                + "\r\nAuthorization: Bearer " + token + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        try (Connection lock = lock(this.round)) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                await().until(() -> this.nodes.waitingForLocks() == 1);
            }
            await().atMost(Duration.ofSeconds(4)).until(() -> gone() == before + 1);
            lock.rollback();
        }
        await().until(() -> this.nodes.waitingForLocks() == 0);
        assertThat(hold(this.playhouse.buyer())).isNotNull();
        assertThat(this.queries.count(this.round, this.clock.instant()).held()).isEqualTo(2);
    }

    @Test
    void fetchesNumbersAheadAndNeverInsideATransaction() {
        assertThatExceptionOfType(IllegalStateException.class)
            .isThrownBy(() -> new TransactionTemplate(this.transactions)
                .executeWithoutResult((status) -> this.numbers.take(1)));
        ReservationNumbers own = new ReservationNumbers(this.sql, this.transactions);
        own.take(400);
        long before = next();
        own.take(200);
        await().until(() -> next() == before + 1_000);
        own.take(400);
        assertThat(next()).isEqualTo(before + 1_000);
    }

    private double gone() {
        return refused("client-gone");
    }

    private double refused(String reason) {
        return this.meters.counter("ticketblue.claims.refused", "queue", "seats", "reason", reason).count();
    }

    private long next() {
        return this.sql.sql("SELECT next FROM reservation_number").query(Long.class).single();
    }

    private @Nullable Object hold(AccountId buyer) {
        return this.bookings.hold(new HoldSeats(buyer, this.round, this.seats.subList(0, 2)));
    }

    private Claim claim(AccountId buyer) {
        return claim(buyer, 0);
    }

    private Claim claim(AccountId buyer, int first) {
        return new Claim(this.round, buyer, List.of(this.seats.get(first).value(), this.seats.get(first + 1).value()),
                4, Money.ZERO);
    }

    /** Locks a round as repricing does. */
    private Connection lock(RoundId which) throws SQLException {
        Connection connection = this.dataSource.getConnection();
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection
            .prepareStatement("SELECT seat_id FROM round_seat WHERE round_id = ? FOR UPDATE")) {
            statement.setLong(1, which.value());
            statement.executeQuery();
        }
        return connection;
    }

    /** The real transactions, with something going wrong at the commit. */
    private abstract class Commits implements PlatformTransactionManager {

        @Override
        public TransactionStatus getTransaction(@Nullable TransactionDefinition definition) {
            return ClaimDeadlineIntegrationTests.this.transactions.getTransaction(definition);
        }

        @Override
        public void rollback(TransactionStatus status) {
            ClaimDeadlineIntegrationTests.this.transactions.rollback(status);
        }

        void commitReally(TransactionStatus status) {
            ClaimDeadlineIntegrationTests.this.transactions.commit(status);
        }

    }

    private final class HaltedCommits extends Commits {

        private final CountDownLatch reached = new CountDownLatch(1);

        private final CountDownLatch goOn = new CountDownLatch(1);

        @Override
        public void commit(TransactionStatus status) {
            this.reached.countDown();
            try {
                this.goOn.await(20, TimeUnit.SECONDS);
            }
            catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
            commitReally(status);
        }

    }

    private final class LostCommits extends Commits {

        private final AtomicInteger commits = new AtomicInteger();

        @Override
        public void commit(TransactionStatus status) {
            commitReally(status);
            this.commits.incrementAndGet();
            throw new TransactionSystemException("The answer to the commit was lost", new IOException("reset"));
        }

    }

}
