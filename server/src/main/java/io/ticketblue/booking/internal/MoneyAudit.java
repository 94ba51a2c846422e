package io.ticketblue.booking.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.booking.internal.LedgerQueries.Account;
import io.ticketblue.booking.internal.audit.RoundAudit;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.payment.MoneyBalance;
import io.ticketblue.payment.MoneyBooks;
import io.ticketblue.payment.PaymentRefunded;
import io.ticketblue.shared.database.LongTransactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares the money of every round that has changed, as this node noticed or
 * {@link io.ticketblue.booking.internal.audit.AuditLookBack} found, with its seats: what
 * was captured, less what went back or is to, less the fees that are kept, is what the
 * seats cost that are paid and not given back, reservation by reservation; and the fees
 * are those that the seats say. The gauge {@code ticketblue.money.faults} is 0, or
 * somebody must look at once. {@link MoneyBooks} checks the money by itself, without the
 * seats.
 */
@Component
class MoneyAudit implements RoundAudit {

    private static final Logger LOG = LoggerFactory.getLogger(MoneyAudit.class);

    private final LedgerQueries ledger;

    private final MoneyBooks money;

    private final TransactionTemplate snapshot;

    private final Set<RoundId> changed = ConcurrentHashMap.newKeySet();

    private final Set<Long> refunded = ConcurrentHashMap.newKeySet();

    private final AtomicLong faults = new AtomicLong();

    MoneyAudit(LedgerQueries ledger, MoneyBooks money, PlatformTransactionManager transactions, MeterRegistry metrics) {
        this.ledger = ledger;
        this.money = money;
        this.snapshot = new TransactionTemplate(transactions);
        // Seats and money as they were in one moment, or the audit would find faults that
        // never were.
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
        this.snapshot.setTimeout(LongTransactions.SECONDS);
        Gauge.builder("ticketblue.money.faults", this.faults, AtomicLong::get)
            .description("Reservations found since the start whose money is not what their seats cost")
            .register(metrics);
    }

    @Override
    public void schedule(Collection<RoundId> rounds) {
        this.changed.addAll(rounds);
    }

    @EventListener
    void on(LedgerChanges.Changed event) {
        this.changed.add(event.round());
    }

    /** Comes inside the transaction that changes the money. */
    @EventListener
    void on(PaymentRefunded event) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                MoneyAudit.this.refunded.add(event.payment().reference());
            }
        });
    }

    void run() {
        try {
            Set<Long> references = Set.copyOf(this.refunded);
            this.changed.addAll(this.ledger.roundsOf(references));
            this.refunded.removeAll(references);
            for (RoundId round : Set.copyOf(this.changed)) {
                this.changed.remove(round);
                check(round);
            }
        }
        catch (RuntimeException ex) {
            LOG.atWarn().setCause(ex).log("The money could not be compared with the seats");
        }
    }

    private void check(RoundId round) {
        try {
            List<Fault> found = faults(round);
            this.faults.addAndGet(found.size());
            for (Fault fault : found) {
                LOG.atError()
                    .addKeyValue("reservation", fault.account().reservation())
                    .addKeyValue("paid", fault.account().paid().won())
                    .addKeyValue("fees", fault.account().fees().won())
                    .addKeyValue("balance", fault.balance())
                    .log("The money of a reservation is not what its seats cost");
            }
        }
        catch (RuntimeException ex) {
            this.changed.add(round);
            throw ex;
        }
    }

    /** The reservations of a round whose money is wrong. */
    List<Fault> faults(RoundId round) {
        return Objects.requireNonNull(this.snapshot.execute((status) -> {
            List<Account> accounts = this.ledger.accounts(round);
            Map<Long, MoneyBalance> balances = this.money
                .balances(accounts.stream().map(Account::reservation).toList());
            return accounts.stream()
                .map((account) -> new Fault(account,
                        balances.getOrDefault(account.reservation(), MoneyBalance.NOTHING)))
                .filter(Fault::isOne)
                .toList();
        }));
    }

    /**
     * A reservation and its money.
     *
     * @param account what the seats say
     * @param balance what the money says
     */
    record Fault(Account account, MoneyBalance balance) {

        private boolean isOne() {
            return !this.balance.isFor(this.account.paid(), this.account.returned())
                    || !this.balance.fees().equals(this.account.fees());
        }

    }

}
