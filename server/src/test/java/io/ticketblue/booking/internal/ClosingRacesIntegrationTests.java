package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountNotFound;
import io.ticketblue.accounts.closing.AccountClosings;
import io.ticketblue.accounts.closing.ClosingVeto;
import io.ticketblue.accounts.closing.HasLiveBookings;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.NotHeld;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.internal.Crowd.Result;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Closing an account against holding, ordering and paying with it: either it is closed
 * and has nothing live, or it is open.
 */
@BookingTest
class ClosingRacesIntegrationTests {

    private static final BooleanSupplier NOBODY_LEAVES = () -> false;

    @Autowired
    private Playhouse playhouse;

    @Autowired
    private LedgerCheck check;

    @Autowired
    private Bookings bookings;

    @Autowired
    private AccountClosings closings;

    @Autowired
    private ClosingVeto veto;

    @Autowired
    private SeatClaims claims;

    @Autowired
    private ClaimNodes nodes;

    @Autowired
    private CommittedEvents events;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private TransactionOperations transaction;

    @Test
    void grantsNothingToAnAccountThatIsBeingClosedWithoutHarmToOthersOfTheGroup() {
        RoundId round = this.playhouse.round(10, 4, 50_000);
        AccountId leaving = this.playhouse.buyer();
        AccountId other = this.playhouse.buyer();
        List<CompletableFuture<Claim.Outcome>> outcomes = whileClosing(leaving,
                List.of(() -> this.claims.claim(claim(round, leaving, 0), NOBODY_LEAVES),
                        () -> this.claims.claim(claim(round, other, 1), NOBODY_LEAVES)));
        assertThat(outcomes.getFirst()).failsWithin(Duration.ofSeconds(10))
            .withThrowableThat()
            .withCauseInstanceOf(AccountNotFound.class);
        assertThat(outcomes.getLast().join()).isInstanceOf(Claim.Granted.class);
        assertThat(liveOf(leaving)).isZero();
        assertThat(liveOf(other)).isOne();
        assertThat(this.check.faults(round, 10, 4)).isEmpty();
        assertThatExceptionOfType(AccountNotFound.class).isThrownBy(() -> hold(leaving, round, 2));
    }

    @Test
    void wouldGrantSeatsToAClosedAccountWithoutTheGuard() {
        RoundId round = this.playhouse.round(10, 4, 50_000);
        AccountId leaving = this.playhouse.buyer();
        SeatClaims unguarded = this.nodes.with(new LedgerForAnybody());
        whileClosing(leaving, List.of(() -> unguarded.claim(claim(round, leaving, 0), NOBODY_LEAVES))).getFirst()
            .join();
        assertThat(liveOf(leaving)).isOne();
    }

    /** What is claimed while the transaction that closes an account is not committed. */
    private List<CompletableFuture<Claim.Outcome>> whileClosing(AccountId leaving,
            List<Callable<Claim.Outcome>> attempts) {
        List<CompletableFuture<Claim.Outcome>> outcomes = new ArrayList<>();
        this.transaction.executeWithoutResult((status) -> {
            this.closings.closeByHouse(leaving, "시험");
            attempts.forEach((attempt) -> outcomes.add(later(attempt)));
            await().untilAsserted(() -> assertThat(this.nodes.waitingForLocks()).isPositive());
        });
        return outcomes;
    }

    @Test
    void refusesToCloseOnceAClaimHasWrittenItsReservation() throws InterruptedException {
        RoundId round = this.playhouse.round(10, 4, 50_000);
        AccountId buyer = this.playhouse.buyer();
        PausedLedger ledger = new PausedLedger();
        SeatClaims node = this.nodes.with(ledger);
        CompletableFuture<Claim.Outcome> hold = later(() -> node.claim(claim(round, buyer, 0), NOBODY_LEAVES));
        assertThat(ledger.written.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(objectionsWithoutTheLock(buyer)).as("without the account's lock it would be closed").isEmpty();
        CompletableFuture<String> closing = later(() -> {
            this.closings.closeByHouse(buyer, "시험");
            return "closed";
        });
        await().untilAsserted(() -> assertThat(this.nodes.waitingForLocks()).isPositive());
        ledger.goOn.countDown();
        assertThat(hold.join()).isInstanceOf(Claim.Granted.class);
        assertThat(closing).failsWithin(Duration.ofSeconds(10))
            .withThrowableThat()
            .withCauseInstanceOf(HasLiveBookings.class);
        assertThat(this.events.closings(buyer)).isZero();
    }

    private List<Long> objectionsWithoutTheLock(AccountId buyer) {
        return Objects.requireNonNull(this.transaction.execute((status) -> {
            status.setRollbackOnly();
            return this.veto.objections(buyer);
        }));
    }

    @RepeatedTest(5)
    void closesOrBooksButNeverBoth() throws InterruptedException {
        RoundId round = this.playhouse.round(40, 4, 0);
        List<AccountId> people = this.playhouse.buyers(16);
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            AccountId buyer = people.get(i);
            int first = i;
            if (i % 2 == 0) {
                tasks.add(() -> hold(buyer, round, first));
            }
            else {
                ReservationView held = hold(buyer, round, first);
                tasks.add(() -> this.bookings.order(buyer, held.id(), PlaceOrder.simple()));
                tasks.add(() -> {
                    this.bookings.release(buyer, held.id());
                    return "released";
                });
            }
            tasks.add(() -> {
                this.closings.closeByHouse(buyer, "시험");
                return "closed";
            });
        }
        List<Result<Object>> results = Crowd.rush(tasks);
        assertThat(results).extracting(Result::failure)
            .filteredOn((failure) -> failure != null)
            .hasOnlyElementsOfTypes(AccountNotFound.class, HasLiveBookings.class, NotHeld.class);
        for (AccountId buyer : people) {
            assertThat(this.events.closings(buyer)).isEqualTo(isClosed(buyer) ? 1 : 0);
            assertThat(!isClosed(buyer) || liveOf(buyer) == 0).as("account " + buyer).isTrue();
        }
        assertThat(this.check.faults(round, 40, 4)).isEmpty();
    }

    @Test
    void tellsOnceOfAnAccountThatManyClose() throws InterruptedException {
        AccountId buyer = this.playhouse.buyer();
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            boolean byOwner = i % 2 == 0;
            tasks.add(() -> {
                if (byOwner) {
                    this.closings.close(buyer, Playhouse.PASSWORD);
                }
                else {
                    this.closings.closeByHouse(buyer, "시험");
                }
                return "closed";
            });
        }
        List<Result<String>> results = Crowd.rush(tasks);
        assertThat(results).filteredOn(Result::succeeded).hasSize(1);
        assertThat(results).extracting(Result::failure)
            .filteredOn((failure) -> failure != null)
            .hasOnlyElementsOfType(AccountNotFound.class);
        assertThatExceptionOfType(AccountNotFound.class).isThrownBy(() -> this.closings.closeByHouse(buyer, "시험"));
        assertThat(this.events.closings(buyer)).isOne();
    }

    private Claim claim(RoundId round, AccountId buyer, int seat) {
        return new Claim(round, buyer, List.of(this.playhouse.seats(round).get(seat).value()), 4, Money.ZERO);
    }

    private ReservationView hold(AccountId buyer, RoundId round, int seat) {
        List<SeatId> seats = this.playhouse.seats(round).subList(seat, seat + 1);
        return this.bookings.hold(new HoldSeats(buyer, round, seats));
    }

    private int liveOf(AccountId buyer) {
        return this.sql.sql("SELECT COUNT(*) FROM reservation WHERE account_id = ? AND status <> 'EXPIRED'")
            .param(buyer.value())
            .query(Integer.class)
            .single();
    }

    private boolean isClosed(AccountId account) {
        return this.sql.sql("SELECT closed_at IS NOT NULL FROM account WHERE id = ?")
            .param(account.value())
            .query(Boolean.class)
            .single();
    }

    private static <T> CompletableFuture<T> later(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(task.call());
            }
            catch (Throwable ex) {
                result.completeExceptionally(ex);
            }
        });
        return result;
    }

    /** The control: gives seats whether the buyers' accounts are open or not. */
    private final class LedgerForAnybody extends SeatLedger {

        LedgerForAnybody() {
            super(ClosingRacesIntegrationTests.this.sql, ClosingRacesIntegrationTests.this.jdbc);
        }

        @Override
        String ifOpen(String places) {
            return "0 NOT IN (" + places + ")";
        }

    }

    /** Stops between the reservations and their seats. */
    private final class PausedLedger extends SeatLedger {

        private final CountDownLatch written = new CountDownLatch(1);

        private final CountDownLatch goOn = new CountDownLatch(1);

        PausedLedger() {
            super(ClosingRacesIntegrationTests.this.sql, ClosingRacesIntegrationTests.this.jdbc);
        }

        @Override
        String ifOpen(String places) {
            this.written.countDown();
            try {
                assertThat(this.goOn.await(7, TimeUnit.SECONDS)).isTrue();
            }
            catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
            return super.ifOpen(places);
        }

    }

}
