package io.ticketblue.payment.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Settles what was left open, a batch at a time, payments, deposits and refunds side by
 * side and a few of each at once. What goes wrong with one does not keep the others from
 * being settled: each is tried again later by itself, ever more rarely. A provider that
 * is silent again and again is left alone until the next run.
 */
@Component
public class Reconciliation {

    /** Begin nothing more after this many calls without an answer. */
    static final int MOST_SILENT = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final PaymentLedger ledger;

    private final Settlement settlement;

    private final Deposits deposits;

    private final Refunds refunds;

    private final PaymentSettings settings;

    private final Clock clock;

    Reconciliation(PaymentLedger ledger, Settlement settlement, Deposits deposits, Refunds refunds,
            PaymentSettings settings, Clock clock) {
        this.ledger = ledger;
        this.settlement = settlement;
        this.deposits = deposits;
        this.refunds = refunds;
        this.settings = settings;
        this.clock = clock;
    }

    /** Settles what is due, until nothing is or the provider is silent. */
    public void run() {
        Outside.ofTransactions();
        int batch = this.settings.reconcileBatch();
        int expired = this.ledger.expireUnpaid(this.clock.instant(), batch);
        Instant end = this.clock.instant().plus(this.settings.reconcileLongestRun());
        Lane<PaymentRow> payments = new Lane<>(this.settlement.due(batch), (row) -> "payment " + row.id(),
                this.settlement::settleDue, end);
        Lane<PaymentRow> depositsDue = new Lane<>(this.deposits.due(batch), (row) -> "deposit " + row.id(),
                this.deposits::lookDue, end);
        Lane<List<RefundRow>> refundsDue = new Lane<>(byPayment(this.refunds.due(batch)),
                (rows) -> "refunds of payment " + rows.getFirst().payment(), this.refunds::refundDue, end);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture
                .allOf(Stream.of(payments, depositsDue, refundsDue)
                    .flatMap((lane) -> IntStream.range(0, this.settings.reconcileParallel())
                        .mapToObj((worker) -> CompletableFuture.runAsync(lane::work, threads)))
                    .toArray(CompletableFuture[]::new))
                .join();
        }
        if (expired + payments.begun() + depositsDue.begun() + refundsDue.begun() > 0) {
            LOG.atInfo()
                .addKeyValue("expired", expired)
                .addKeyValue("payments", payments.begun())
                .addKeyValue("deposits", depositsDue.begun())
                .addKeyValue("refunds", refundsDue.begun())
                .addKeyValue("left", payments.left() + depositsDue.left() + refundsDue.left())
                .log("Reconciled");
        }
    }

    private static List<List<RefundRow>> byPayment(List<RefundRow> due) {
        return List.copyOf(due.stream()
            .collect(Collectors.groupingBy(RefundRow::payment, LinkedHashMap::new, Collectors.toList()))
            .values());
    }

    /** What is due of one kind, which several threads share. */
    private final class Lane<T> {

        private final Queue<T> due;

        private final int all;

        private final Function<T, String> name;

        private final Predicate<T> work;

        private final Instant end;

        private final AtomicInteger silent = new AtomicInteger();

        /**
         * @param work tells whether the provider gave an answer
         */
        Lane(List<T> due, Function<T, String> name, Predicate<T> work, Instant end) {
            this.due = new ConcurrentLinkedQueue<>(due);
            this.all = due.size();
            this.name = name;
            this.work = work;
            this.end = end;
        }

        void work() {
            for (T row = next(); row != null; row = next()) {
                try {
                    if (!this.work.test(row)) {
                        this.silent.incrementAndGet();
                    }
                }
                catch (RuntimeException ex) {
                    LOG.atError()
                        .setCause(ex)
                        .addKeyValue("of", this.name.apply(row))
                        .log("Reconciling failed; it will be tried again");
                }
            }
        }

        private @Nullable T next() {
            boolean goOn = this.silent.get() < MOST_SILENT && Reconciliation.this.clock.instant().isBefore(this.end);
            return goOn ? this.due.poll() : null;
        }

        int begun() {
            return this.all - left();
        }

        int left() {
            return this.due.size();
        }

    }

}
