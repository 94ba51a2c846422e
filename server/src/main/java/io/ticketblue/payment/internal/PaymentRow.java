package io.ticketblue.payment.internal;

import java.time.Instant;

import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.payment.VirtualAccount;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A payment with what only this module needs to know.
 *
 * @param view what others see
 * @param captured what the provider took
 * @param balance what the provider still has of it, as far as our books know
 * @param reserved how much of it was promised to go back, including what has, or is kept
 * as a fee
 * @param calls how often the provider was to be asked to take the money
 * @param confirmKey which idempotency key to use
 * @param failureMessage why the provider refused, for people
 * @param deposit how it may be paid by transfer; none if it may not
 */
public record PaymentRow(PaymentView view, Money captured, Money balance, Money reserved, int calls, int confirmKey,
        @Nullable String failureMessage, @Nullable Deposit deposit) {

    /**
     * How an order is paid by transfer.
     *
     * @param before when the money has to be there
     * @param refundAccount where the money goes back to; none once it was erased
     * @param secret what the provider proves its notices with, once there is an account
     * @param closing whether the account shall be closed before its deadline
     */
    public record Deposit(Instant before, @Nullable RefundAccount refundAccount, @Nullable String secret,
            boolean closing) {
    }

    PaymentId id() {
        return this.view.id();
    }

    /** How it stands. */
    public PaymentStatus status() {
        return this.view.status();
    }

    /** The provider's name of a payment that was started. */
    String paymentKey() {
        String key = this.view.paymentKey();
        if (key == null) {
            throw new IllegalStateException("Order " + this.view.orderId() + " was never started");
        }
        return key;
    }

    /** Whether this is the payment that the buyer made at the provider. */
    public boolean isPaidWith(String paymentKey) {
        return paymentKey.equals(this.view.paymentKey());
    }

    /** What may still be promised to go back; nothing of a payment that failed. */
    public Money refundable() {
        return (status() == PaymentStatus.FAILED) ? Money.ZERO : this.captured.minus(this.reserved);
    }

    /** The buyer's account, if that is where this payment's money goes back to. */
    @Nullable RefundAccount refundAccount() {
        return (this.deposit != null && this.view.virtualAccount() != null) ? this.deposit.refundAccount() : null;
    }

    /** Whether the account takes no more money at the given time, as far as we wish. */
    boolean isClosingAt(Instant now) {
        VirtualAccount account = this.view.virtualAccount();
        return account != null
                && ((this.deposit != null && this.deposit.closing()) || !now.isBefore(account.depositBefore()));
    }

    /** When the money has to be there: whatever ends first. */
    Instant depositBefore(ProviderPayment.Account account) {
        Instant limit = (this.deposit != null) ? this.deposit.before() : this.view.payBefore();
        Instant dueDate = account.dueDate();
        return (dueDate != null && dueDate.isBefore(limit)) ? dueDate : limit;
    }

    String closingKey() {
        return "close-" + this.view.orderId() + "-" + this.confirmKey;
    }

    String idempotencyKey() {
        return "confirm-" + this.view.orderId() + "-" + this.confirmKey;
    }

}
