package io.ticketblue.payment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.payment.internal.MoneyLedger;
import io.ticketblue.shared.database.LongTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The money ledger: every capture, refund, repayment, fee and compensation, entered once
 * and never changed. Balances are sums over the entries.
 */
@Service
public class MoneyBooks {

    private static final Logger LOG = LoggerFactory.getLogger(MoneyBooks.class);

    /** The most movements that are read at once. */
    public static final int READ_AT_ONCE = 2000;

    private static final Duration LOOKED_BACK = Duration.ofDays(2);

    private final MoneyLedger ledger;

    private final Clock clock;

    private final AtomicLong unbalanced = new AtomicLong();

    MoneyBooks(MoneyLedger ledger, MeterRegistry meters, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        Gauge.builder("ticketblue.money.unbalanced", this.unbalanced, AtomicLong::get)
            .description("Payments of the last two days whose money entries do not add up")
            .register(meters);
    }

    /**
     * What came and went for something.
     * @param reference what was paid for
     * @return sums over all its payments
     */
    @Transactional(readOnly = true)
    public MoneyBalance balance(long reference) {
        return this.ledger.balance(reference);
    }

    /**
     * What came and went for several things.
     * @param references what was paid for, as many as there are
     * @return sums over all payments of each; things without any payment are left out
     */
    @Transactional(readOnly = true)
    public Map<Long, MoneyBalance> balances(Collection<Long> references) {
        List<Long> asked = List.copyOf(references);
        Map<Long, MoneyBalance> balances = new HashMap<>();
        for (int from = 0; from < asked.size(); from += READ_AT_ONCE) {
            balances.putAll(this.ledger.balances(asked.subList(from, Math.min(from + READ_AT_ONCE, asked.size()))));
        }
        return balances;
    }

    /**
     * What happened to a payment.
     * @param payment which
     * @return its entries, the oldest first
     */
    @Transactional(readOnly = true)
    public List<MoneyEntry> entries(PaymentId payment) {
        return this.ledger.of(payment);
    }

    /**
     * Tells what money was ever taken for, also if all of it went back.
     * @param references what may have been paid for, as many as there are
     * @return those of them that were
     */
    @Transactional(readOnly = true)
    public Set<Long> taken(Collection<Long> references) {
        List<Long> asked = List.copyOf(references);
        Set<Long> taken = new HashSet<>();
        for (int from = 0; from < asked.size(); from += READ_AT_ONCE) {
            taken.addAll(this.ledger.taken(asked.subList(from, Math.min(from + READ_AT_ONCE, asked.size()))));
        }
        return taken;
    }

    /**
     * Reads everything that took place in a span of time, some at a time, so that a large
     * day needs no more memory than a small one.
     * @param from from this time on
     * @param until before this time
     * @param reader is given the movements in order of time, at most
     * {@value #READ_AT_ONCE} at once
     */
    public void read(Instant from, Instant until, Consumer<List<MoneyMovement>> reader) {
        Instant after = from;
        long entry = 0;
        List<MoneyMovement> read;
        do {
            read = this.ledger.movements(after, entry, until, READ_AT_ONCE);
            if (!read.isEmpty()) {
                reader.accept(read);
                after = read.getLast().at();
                entry = read.getLast().entry();
            }
        }
        while (read.size() == READ_AT_ONCE);
    }

    /**
     * Reads for what entries were made in a span of time, whenever the money moved.
     * @param from from this time on
     * @param until before this time
     * @param reader is given what was paid for, in no order, at most
     * {@value #READ_AT_ONCE} at once; some may come several times
     */
    public void readEntered(Instant from, Instant until, Consumer<Set<Long>> reader) {
        Instant after = from;
        long payment = 0;
        List<MoneyLedger.Entered> read;
        do {
            read = this.ledger.entered(after, payment, until, READ_AT_ONCE);
            if (!read.isEmpty()) {
                reader.accept(read.stream().map(MoneyLedger.Entered::reference).collect(Collectors.toSet()));
                after = read.getLast().at();
                payment = read.getLast().payment();
            }
        }
        while (read.size() == READ_AT_ONCE);
    }

    /**
     * Counts the payments whose books do not add up: captured is not what was ordered,
     * promised and kept is not what is set aside, or what went back is not what was
     * promised. Always 0 unless something is wrong.
     * @param since only payments with an entry made since then
     * @return how many
     */
    @Transactional(readOnly = true, timeout = LongTransactions.SECONDS)
    public long unbalanced(Instant since) {
        return this.ledger.countUnbalanced(since);
    }

    /** Counts them for the gauge {@code ticketblue.money.unbalanced}. */
    @Scheduled(initialDelay = 1, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    @Transactional(readOnly = true, timeout = LongTransactions.SECONDS)
    public void check() {
        long found = this.ledger.countUnbalanced(this.clock.instant().minus(LOOKED_BACK));
        this.unbalanced.set(found);
        if (found > 0) {
            LOG.atError().addKeyValue("payments", found).log("Money entries do not add up");
        }
    }

}
