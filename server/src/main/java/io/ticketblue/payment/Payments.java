package io.ticketblue.payment;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.ticketblue.payment.internal.Deposits;
import io.ticketblue.payment.internal.Orders;
import io.ticketblue.payment.internal.PaymentLedger;
import io.ticketblue.payment.internal.PaymentRow;
import io.ticketblue.payment.internal.PaymentSettings;
import io.ticketblue.payment.internal.Promises;
import io.ticketblue.payment.internal.Reconciliation;
import io.ticketblue.payment.internal.Refunds;
import io.ticketblue.payment.internal.Settlement;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Payments through the provider. No call to the provider happens inside a transaction:
 * the intention is written first, then the provider is asked with an idempotency key,
 * then the answer is written.
 * <p>
 * Locks are taken in the order payment, then what listeners of the events lock. A caller
 * that locks its own rows first may be the one that the database gives up when two
 * requests for the same order meet.
 */
@Service
public class Payments {

    private final PaymentLedger ledger;

    private final Orders orders;

    private final Settlement settlement;

    private final Deposits deposits;

    private final Refunds refunds;

    private final Promises promises;

    private final Reconciliation reconciliation;

    private final TransactionOperations transactions;

    private final PaymentSettings settings;

    /** Creates the facade; the application does. */
    public Payments(PaymentLedger ledger, Orders orders, Settlement settlement, Deposits deposits, Refunds refunds,
            Promises promises, Reconciliation reconciliation, TransactionOperations transactions,
            PaymentSettings settings) {
        this.ledger = ledger;
        this.orders = orders;
        this.settlement = settlement;
        this.deposits = deposits;
        this.refunds = refunds;
        this.promises = promises;
        this.reconciliation = reconciliation;
        this.transactions = transactions;
        this.settings = settings;
    }

    /**
     * What a page needs to show the payment window.
     * @return the public key and the script's address
     */
    public CheckoutKeys checkoutKeys() {
        return this.settings.toss().checkoutKeys();
    }

    /**
     * Writes an order down, in the caller's transaction. A reference has one open order:
     * preparing it again gives the same order if nothing in it changed, otherwise the
     * older order expires and a new one takes its place.
     * @param order what shall be paid for
     * @return the order, READY
     * @throws AlreadyProcessed if the reference is paid, or is being paid
     * @throws PaymentExpired if the time to pay is over already
     */
    public PaymentView prepare(PrepareOrder order) {
        return inTransaction(() -> this.orders.prepare(order));
    }

    /**
     * Shows an order.
     * @param order which
     * @return the order
     * @throws PaymentNotFound if there is none
     */
    public PaymentView payment(OrderId order) {
        return this.ledger.find(order).orElseThrow(PaymentNotFound::new).view();
    }

    /**
     * Shows the newest order for what is paid for.
     * @param reference what is paid for
     * @return the order, if there is one
     */
    public Optional<PaymentView> paymentFor(long reference) {
        return this.ledger.newest(reference).map(PaymentRow::view);
    }

    /**
     * Finds the order of a reference that holds money or may still take some, and keeps
     * others from changing or replacing it until the caller's transaction ends. To be
     * asked for before the caller locks rows of its own.
     * @param reference what is paid for
     * @return the order, if there is one
     */
    public Optional<PaymentView> lockOpen(long reference) {
        return this.orders.lockOpen(reference).map(PaymentRow::view);
    }

    /**
     * Counts what waits for a deposit or was ordered to be paid so.
     * @param references what is paid for
     * @return how many of them have an open order on the terms of a deposit
     */
    public int openDeposits(Collection<Long> references) {
        return references.isEmpty() ? 0 : this.ledger.countOpenDeposits(references);
    }

    /**
     * Finds what money is still under way or owed for: a payment whose outcome is not
     * known, a refund that was not sent or that the provider refused, or a compensation
     * that was not paid.
     * @param references what was paid for
     * @return those of them for which it is so
     */
    public Set<Long> unsettled(Collection<Long> references) {
        return references.isEmpty() ? Set.of() : this.ledger.unsettled(references);
    }

    /**
     * Erases, in the caller's transaction, the bank account that a buyer gave for refunds
     * and the holder's name from the orders for which no money is under way or owed. An
     * order that was never started becomes EXPIRED. What was paid and sent back stays.
     * The provider refuses later refunds of such an order, as it requires the account.
     * @param references what was paid for; none of them may be paid for any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void eraseRefundAccounts(Collection<Long> references) {
        if (!references.isEmpty()) {
            this.ledger.eraseRefundAccounts(references);
        }
    }

    /**
     * Tells how much of what was paid can still go back or be kept as a fee.
     * @param reference what was paid for
     * @return what is left of its newest payment, 0 if nothing was paid
     */
    public Money refundable(long reference) {
        return this.ledger.newest(reference).map(PaymentRow::refundable).orElse(Money.ZERO);
    }

    /**
     * Shows what went back, or is to go back, of what was paid for something.
     * @param reference what was paid for
     * @return the refunds, the oldest first
     */
    public List<RefundView> refundsFor(long reference) {
        return this.refunds.of(reference);
    }

    /**
     * Tells the states of what went back, or is to, of what was paid for something. They
     * are current, and do not change until the caller's transaction ends.
     * @param reference what was paid for
     * @return the states, one for each refund
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<RefundStatus> lockedRefundStatuses(long reference) {
        return this.refunds.lockedStatuses(reference);
    }

    /**
     * Writes down, in the caller's transaction, that the provider will be asked to take
     * the money: READY to CONFIRMING. An order that was started with the same key before
     * is given back as it is now, whatever came of it.
     * @param start what the browser brought back
     * @return the order
     * @throws InvalidRequest if the order id or the key cannot be one
     * @throws PaymentNotFound if there is no such order
     * @throws AmountMismatch if the browser names another amount
     * @throws AlreadyProcessed if the order was started with another key, or another
     * order with this key
     * @throws PaymentExpired if the time to pay is over
     */
    public PaymentView start(StartPayment start) {
        start.requireValid();
        return inTransaction(() -> this.orders.start(start));
    }

    /**
     * Asks the provider, outside any transaction, and writes the answer with its event.
     * May be repeated at any time: the money is taken once, and an order that is settled
     * gives its result again.
     * @param order an order that was started
     * @return the order, CAPTURED (or refunded since), or AWAITING_DEPOSIT with its
     * account
     * @throws PaymentDeclined if nothing was taken, or nothing is kept
     * @throws ProviderUnavailable if it is not known yet; reconciling goes on
     * @throws PaymentNotFound if there is no such order
     * @throws PaymentExpired if the order expired before it was started
     * @throws IllegalStateException inside a transaction, or for an order that was never
     * started
     */
    public PaymentView settle(OrderId order) {
        return this.settlement.settle(order);
    }

    /**
     * Asks the provider, outside any transaction, to close the account that an order
     * waits with, so that nobody can pay into it any more. The wish is written down
     * first: if the provider gives no answer, reconciling goes on. Of a deposit and the
     * closing one comes first, and its event is published before this returns.
     * @param order which
     * @return whether nothing was taken for the order, and nothing will be; false if its
     * money was there first
     * @throws PaymentNotFound if there is no such order
     * @throws ProviderUnavailable if it is not known yet, also while the order is being
     * confirmed
     * @throws IllegalStateException inside a transaction
     */
    public boolean closeDeposit(OrderId order) {
        return this.deposits.close(order);
    }

    /**
     * Ends a READY order that shall not be paid any more, in the caller's transaction.
     * @param order which
     * @return whether nothing will ever be taken for it; false for an order that is being
     * paid or was paid
     * @throws PaymentNotFound if there is no such order
     */
    public boolean expire(OrderId order) {
        return inTransaction(() -> {
            this.ledger.expire(order);
            return switch (payment(order).status()) {
                case EXPIRED, FAILED -> true;
                default -> false;
            };
        });
    }

    /**
     * As {@link #requestRefund(OrderId, Money, Money, String)} without a fee.
     * @param order which
     * @param amount how much, 1 won or more
     * @param reason why
     * @return names the refund
     */
    public RefundId requestRefund(OrderId order, Money amount, String reason) {
        return requestRefund(order, amount, Money.ZERO, reason)
            .orElseThrow(() -> new InvalidRequest("amount", "payment.amount-invalid", 1));
    }

    /**
     * Writes down, in the caller's transaction, that money is to go back and that a fee
     * is kept of it. Both lessen what can still go back. If nobody calls {@link #refund}
     * soon, reconciling sends the money.
     * @param order which
     * @param amount how much goes back; 0 if the fee is all
     * @param fee how much the house keeps for good, 0 or more
     * @param reason why, 1 to 200 characters; the provider shows it to the shop's staff
     * @return names the refund; empty if nothing goes back
     * @throws PaymentNotFound if there is no such order
     * @throws RefundTooLarge if less was taken, or less is left of it, than both together
     * @throws InvalidRequest if the amounts or the reason are out of their range
     */
    public Optional<RefundId> requestRefund(OrderId order, Money amount, Money fee, String reason) {
        return inTransaction(() -> this.promises.refund(order, amount, fee, reason));
    }

    /**
     * Writes down, in the caller's transaction, that the house owes the buyer something
     * beyond what was paid, once for each order: owing it again changes nothing. It never
     * goes through the provider; staff pay it and settle it in {@link Compensations}.
     * @param order which, that took money
     * @param amount how much, 1 won or more
     * @param reason why, 1 to 200 characters
     * @return names the compensation
     * @throws PaymentNotFound if there is no such order
     * @throws InvalidRequest if the amount or the reason is out of its range
     */
    public CompensationId oweCompensation(OrderId order, Money amount, String reason) {
        return inTransaction(() -> this.promises.compensation(order, amount, reason));
    }

    /**
     * Asks the provider, outside any transaction, to send the money back, and writes the
     * answer with its event. May be repeated at any time: the money goes back once.
     * @param refund which
     * @return the payment as it is then
     * @throws ProviderUnavailable if it is not known yet; reconciling goes on
     * @throws RefundRefused if the provider refuses for good
     * @throws RefundNotFound if there is no such refund
     * @throws IllegalStateException inside a transaction
     */
    public PaymentView refund(RefundId refund) {
        return this.refunds.refund(refund);
    }

    /**
     * Settles every intention that a crash or the provider left open, and ends orders
     * whose time is over. Runs by itself; several nodes may run it at once.
     */
    public void reconcile() {
        this.reconciliation.run();
    }

    private <T> T inTransaction(Supplier<T> work) {
        T result = this.transactions.execute((status) -> work.get());
        if (result == null) {
            throw new IllegalStateException("A transaction always has a result here");
        }
        return result;
    }

}
