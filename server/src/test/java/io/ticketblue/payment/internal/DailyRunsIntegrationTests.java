package io.ticketblue.payment.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.ticketblue.embedded.toss.TossCall;
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.payment.ComparedDay;
import io.ticketblue.payment.ComparisonStatus;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How days are taken on: one node at a time, a part of the list at a time, and again
 * after whatever broke off. Each test has a day of its own.
 */
class DailyRunsIntegrationTests {

    private static final PaymentTestServers servers = new PaymentTestServers();

    private static final Duration EDGE = Duration.ofHours(1);

    private final PaymentNode node = servers.cluster.node();

    private LocalDate day = LocalDate.EPOCH;

    private int listed;

    @BeforeEach
    void aDayWithFiveMovements() {
        DailyNode.tomorrow(servers, LocalTime.of(10, 0));
        this.day = DailyNode.today(servers);
        for (int i = 0; i < 5; i++) {
            servers.captured(this.node, 10_000);
            servers.clock.advance(Duration.ofMinutes(1));
        }
        DailyNode.tomorrow(servers, LocalTime.of(5, 0));
        this.listed = lists().size();
    }

    @AfterEach
    void nothingIsLeftToCompare() {
        servers.toss.faults().clear();
        servers.clock.advance(Duration.ofMinutes(15));
        node(500).comparison.run();
        assertThat(servers.jdbc.sql("SELECT COUNT(*) FROM compared_day WHERE status <> 'COMPARED'")
            .query(Integer.class)
            .single()).isZero();
        assertThat(servers.jdbc.sql("SELECT COUNT(*) FROM provider_transaction").query(Integer.class).single())
            .isZero();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void readsTheListPartByPartAndGoesOnWhereItBroke() {
        DailyNode daily = node(2);
        TossFault fine = TossFault.delayBefore(Duration.ZERO);
        for (TossFault fault : new TossFault[] { fine, TossFault.closeBefore(), TossFault.error(429, "TOO_MANY"),
                TossFault.error(500, "FAILED_INTERNAL_SYSTEM_PROCESSING"), TossFault.garbage() }) {
            servers.toss.faults().next(TossOperation.TRANSACTIONS, fault);
        }
        ComparedDay first = daily.compare(this.day);
        assertThat(first.status()).isEqualTo(ComparisonStatus.RUNNING);
        assertThat(first.failure()).isNotNull();
        int read = lists().size();
        daily.comparison.run();
        assertThat(lists()).as("not before its time").hasSize(read);
        for (int i = 0; i < 4; i++) {
            servers.clock.advance(Duration.ofMinutes(2));
            daily.comparison.run();
        }
        ComparedDay compared = daily.day(this.day);
        assertThat(compared.status()).isEqualTo(ComparisonStatus.COMPARED);
        assertThat(compared.transactions()).isEqualTo(5);
        assertThat(compared.captured().theirs()).isEqualTo(new Money(50_000));
        assertThat(compared.differences()).isZero();
        // The first part, four that broke, two more.
        assertThat(lists()).hasSize(this.listed + 7);
    }

    @Test
    void beginsAnewWhenTheProviderDoesNotKnowWhereItWasLeft() {
        DailyNode daily = node(2);
        servers.toss.faults().next(TossOperation.TRANSACTIONS, TossFault.delayBefore(Duration.ZERO));
        servers.toss.faults().next(TossOperation.TRANSACTIONS, TossFault.error(400, "INVALID_REQUEST"));
        assertThat(daily.compare(this.day).failure()).isEqualTo("INVALID_REQUEST");
        servers.clock.advance(Duration.ofMinutes(2));
        daily.comparison.run();
        assertThat(daily.day(this.day).status()).isEqualTo(ComparisonStatus.COMPARED);
        assertThat(lists()).hasSize(this.listed + 5);
    }

    @ParameterizedTest
    @ValueSource(ints = { 2, 5 })
    void givesUpAListThatNeverEnds(int size) {
        AtomicInteger asked = new AtomicInteger();
        DailyNode daily = node((list) -> (from, until, after, most) -> {
            asked.incrementAndGet();
            return list.list(from, until, null, most);
        }, size, new ComparedDays(servers.jdbc));
        ComparedDay day = daily.compare(this.day);
        assertThat(day.failure()).isEqualTo("The list does not go on");
        assertThat(asked.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void twoNodesAtOnceReadTheListOnce() {
        assertThat(listsOfTwoNodesAtOnce(WaitingDays::new)).isEqualTo(1);
    }

    @Test
    void withoutItsGuardTheListWouldBeReadTwice() {
        assertThat(listsOfTwoNodesAtOnce(UnguardedDays::new)).isEqualTo(2);
    }

    private int listsOfTwoNodesAtOnce(DaysMaker maker) {
        CyclicBarrier both = new CyclicBarrier(2);
        new ComparedDays(servers.jdbc).ask(this.day, servers.clock.instant());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream.generate(() -> node(UnaryOperator.identity(), 500, maker.make(servers.jdbc, both)))
                .limit(2)
                .map((daily) -> CompletableFuture.runAsync(daily.comparison::run, threads))
                .toList()
                .forEach(CompletableFuture::join);
        }
        return lists().size() - this.listed;
    }

    @Test
    void anotherNodeGoesOnAfterACrash() {
        DailyNode dying = node((list) -> (from, until, after, most) -> {
            if (after != null) {
                throw new OutOfMemoryError("on purpose");
            }
            return list.list(from, until, after, most);
        }, 2, new ComparedDays(servers.jdbc));
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> dying.compare(this.day));
        DailyNode other = node(2);
        other.comparison.run();
        assertThat(other.day(this.day).status()).isEqualTo(ComparisonStatus.RUNNING);
        servers.clock.advance(Duration.ofMinutes(3));
        other.comparison.run();
        assertThat(other.day(this.day).status()).isEqualTo(ComparisonStatus.COMPARED);
        assertThat(other.day(this.day).transactions()).isEqualTo(5);
        assertThat(lists()).hasSize(this.listed + 3);
    }

    @Test
    void aNodeThatWasTakenForDeadWritesNothingAnyMore() {
        DailyNode other = node(2);
        DailyNode slow = node((list) -> (from, until, after, most) -> {
            if (after != null) {
                servers.clock.advance(Duration.ofMinutes(4));
                other.comparison.run();
            }
            return list.list(from, until, after, most);
        }, 2, new ComparedDays(servers.jdbc));
        slow.compare(this.day);
        assertThat(slow.day(this.day).status()).isEqualTo(ComparisonStatus.COMPARED);
        assertThat(slow.day(this.day).transactions()).isEqualTo(5);
        assertThat(servers.jdbc.sql("SELECT run FROM compared_day WHERE business_day = ?")
            .param(this.day)
            .query(Integer.class)
            .single()).isEqualTo(2);
    }

    @Test
    void takesEachDayOnOnceItsTurnHasCome() {
        DailyNode daily = node(500);
        servers.clock.advance(Duration.ofMinutes(-90));
        daily.comparison.announce();
        assertThat(daily.days.find(this.day)).as("half past three").isEmpty();
        servers.clock.advance(Duration.ofMinutes(90));
        daily.comparison.announce();
        daily.comparison.announce();
        daily.comparison.run();
        assertThat(daily.day(this.day).status()).isEqualTo(ComparisonStatus.COMPARED);
        assertThat(daily.days.find(this.day.minusDays(1))).as("caught up").isPresent();
        int read = lists().size();
        daily.comparison.run();
        assertThat(lists()).as("once").hasSize(read);
    }

    private static DailyNode node(int pageSize) {
        return node(UnaryOperator.identity(), pageSize, new ComparedDays(servers.jdbc));
    }

    private static DailyNode node(UnaryOperator<ProviderList> list, int pageSize, ComparedDays days) {
        return new DailyNode(servers, servers.cluster.node(), days, list, EDGE, pageSize);
    }

    private static List<TossCall> lists() {
        return servers.toss.calls().stream().filter((call) -> call.operation() == TossOperation.TRANSACTIONS).toList();
    }

    /** Makes the table of one node. */
    private interface DaysMaker {

        ComparedDays make(JdbcClient sql, CyclicBarrier both);

    }

    /** Does not begin before both nodes know what is due. */
    private static class WaitingDays extends ComparedDays {

        private final CyclicBarrier both;

        private boolean waited;

        WaitingDays(JdbcClient sql, CyclicBarrier both) {
            super(sql);
            this.both = both;
        }

        @Override
        List<Work> due(Instant now, int limit) {
            List<Work> due = super.due(now, limit);
            if (!this.waited) {
                this.waited = true;
                LedgerVariants.await(this.both);
            }
            return due;
        }

    }

    /** Takes on whatever it has read. */
    private static final class UnguardedDays extends WaitingDays {

        UnguardedDays(JdbcClient sql, CyclicBarrier both) {
            super(sql, both);
        }

        @Override
        Optional<Work> claim(Work due, Instant now, Instant lease) {
            super.claim(due, now, lease);
            return Optional.of(new Work(due.day(), due.run() + 1, 1, false, null, false));
        }

        @Override
        boolean keep(Work work, @Nullable String readUpTo, boolean readWhole, Instant lease) {
            return true;
        }

    }

}
