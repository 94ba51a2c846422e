package io.ticketblue.payment;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

import io.ticketblue.shared.Money;

import org.springframework.stereotype.Service;

/**
 * Payments through the provider. No call to the provider happens inside a transaction:
 * the intention is written first, then the provider is asked with an idempotency key,
 * then the answer is written.
 */
@Service
public class Payments {

    /** Writes an order down, in the caller's transaction. */
    public PaymentView prepare(PrepareOrder order) {
        throw new UnsupportedOperationException();
    }

    /** The order, or PaymentNotFound. */
    public PaymentView payment(OrderId order) {
        throw new UnsupportedOperationException();
    }

    /** The newest order for what is paid for. */
    public Optional<PaymentView> paymentFor(long reference) {
        throw new UnsupportedOperationException();
    }

    /** The newest orders for several things at once, by reference. */
    public Map<Long, PaymentView> paymentsFor(Collection<Long> references) {
        throw new UnsupportedOperationException();
    }

    /**
     * Writes down, in the caller's transaction, that the provider will be asked to take
     * the money: READY to CONFIRMING. Throws AmountMismatch, AlreadyProcessed or
     * PaymentExpired. Says nothing and changes nothing for the same key while it is
     * CONFIRMING.
     */
    public PaymentView start(StartPayment start) {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks the provider, outside any transaction, and writes the answer with its event.
     * Throws PaymentDeclined (nothing was taken) or ProviderUnavailable (not known yet;
     * reconcile goes on).
     */
    public PaymentView settle(OrderId order) {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends a READY order that shall not be paid any more, in the caller's transaction.
     */
    public void expire(OrderId order) {
        throw new UnsupportedOperationException();
    }

    /** Writes down, in the caller's transaction, that money is to go back. */
    public RefundId requestRefund(OrderId order, Money amount, String reason) {
        throw new UnsupportedOperationException();
    }

    /**
     * Asks the provider, outside any transaction, to send the money back.
     * ProviderUnavailable leaves the request for reconcile.
     */
    public PaymentView refund(RefundId refund) {
        throw new UnsupportedOperationException();
    }

    /** Settles every intention that a crash or the provider left open. */
    public void reconcile() {
        throw new UnsupportedOperationException();
    }

}
