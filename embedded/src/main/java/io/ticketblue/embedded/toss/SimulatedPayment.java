package io.ticketblue.embedded.toss;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One payment and the rules by which it changes. Unchangeable: each change is a new
 * value.
 *
 * @param approvedAt when the buyer's approval was confirmed by the shop
 * @param authenticatedAt when the buyer approved in the window
 * @param decline the error code with which confirming ends, or null
 * @param bank where the buyer wants to transfer to, or null
 * @param account the account that takes the money, once confirmed, or null
 * @param transactions what happened to it, oldest first
 */
record SimulatedPayment(String paymentKey, CheckoutRequest request, PaymentStatus status, Instant requestedAt,
        @Nullable Instant authenticatedAt, @Nullable Instant approvedAt, @Nullable String lastTransactionKey,
        @Nullable String decline, List<Cancellation> cancels, @Nullable String bank, @Nullable VirtualAccount account,
        @Nullable List<Transaction> transactions) {

    SimulatedPayment {
        // Journals of earlier versions have none.
        transactions = (transactions != null) ? List.copyOf(transactions) : List.of();
    }

    /** How long the buyer may stay in the window. */
    static final Duration WINDOW = Duration.ofMinutes(30);

    /** How long the shop has to confirm after the buyer's approval. */
    static final Duration SESSION = Duration.ofMinutes(10);

    /** Two refunds of one payment within this time are taken for one sent twice. */
    static final Duration CONSECUTIVE = Duration.ofSeconds(1);

    static SimulatedPayment requested(String paymentKey, CheckoutRequest request, Instant now) {
        return new SimulatedPayment(paymentKey, request, PaymentStatus.READY, now, null, null, null, null, List.of(),
                null, null, List.of());
    }

    @Override
    public List<Transaction> transactions() {
        return (this.transactions != null) ? this.transactions : List.of();
    }

    /**
     * The same payment as it stands at the given time: one that waited too long has
     * expired.
     */
    SimulatedPayment at(Instant now) {
        boolean late = switch (this.status) {
            case READY -> !now.isBefore(this.requestedAt.plus(WINDOW));
            case IN_PROGRESS -> this.authenticatedAt != null && !now.isBefore(this.authenticatedAt.plus(SESSION));
            default -> false;
        };
        return late ? with(PaymentStatus.EXPIRED, this.approvedAt, this.lastTransactionKey, this.cancels, this.account,
                this.transactions) : this;
    }

    /**
     * The buyer approves in the window.
     */
    SimulatedPayment authenticated(Instant now, @Nullable String bank) {
        requireReady();
        return new SimulatedPayment(this.paymentKey, this.request, PaymentStatus.IN_PROGRESS, this.requestedAt, now,
                null, null, this.decline, this.cancels, bank, null, this.transactions);
    }

    /**
     * The buyer approves, but the card company will refuse when the shop confirms.
     */
    SimulatedPayment declined(String code) {
        requireReady();
        return new SimulatedPayment(this.paymentKey, this.request, PaymentStatus.ABORTED, this.requestedAt, null, null,
                null, code, this.cancels, null, null, this.transactions);
    }

    private void requireReady() {
        if (this.status != PaymentStatus.READY) {
            throw TossFailure.of(this.status.isConfirmed() ? "ALREADY_PROCESSED_PAYMENT" : "NOT_FOUND_PAYMENT_SESSION");
        }
    }

    /**
     * The shop confirms: the money is captured, or an account is made that takes it for
     * the given time.
     */
    SimulatedPayment confirmed(String orderId, long amount, Instant now, Duration depositFor, String transactionKey) {
        if (this.status.isConfirmed()) {
            throw TossFailure.of("ALREADY_PROCESSED_PAYMENT");
        }
        if (this.decline != null) {
            throw TossFailure.of(this.decline);
        }
        if (this.status != PaymentStatus.IN_PROGRESS || !this.request.orderId().equals(orderId)) {
            throw TossFailure.of("NOT_FOUND_PAYMENT_SESSION");
        }
        if (amount != this.request.amount()) {
            throw TossFailure.invalid("(amount)");
        }
        if (this.request.method() == PaymentMethod.VIRTUAL_ACCOUNT) {
            return with(PaymentStatus.WAITING_FOR_DEPOSIT, null, transactionKey, this.cancels,
                    VirtualAccount.issued(this, now, depositFor),
                    and(transactionKey, PaymentStatus.WAITING_FOR_DEPOSIT, now, amount));
        }
        return with(PaymentStatus.DONE, now, transactionKey, this.cancels, null,
                and(transactionKey, PaymentStatus.DONE, now, amount));
    }

    /**
     * The buyer transfers the money. The bank takes the exact amount only, and none when
     * the account is closed or its time is over.
     */
    SimulatedPayment deposited(long amount, Instant now, String transactionKey) {
        if (this.status != PaymentStatus.WAITING_FOR_DEPOSIT || this.account == null || this.account.isExpiredAt(now)) {
            throw TossFailure.of("CLOSED_ACCOUNT");
        }
        if (amount != this.request.amount()) {
            throw TossFailure.of("WRONG_DEPOSIT_AMOUNT");
        }
        return with(PaymentStatus.DONE, now, transactionKey, this.cancels, this.account,
                and(transactionKey, PaymentStatus.DONE, now, amount));
    }

    /**
     * The bank takes the deposit back: the account waits again. What of it the shop has
     * given back by then stays given back.
     */
    SimulatedPayment undone(Instant now, String transactionKey) {
        if (!hasDeposit()) {
            throw TossFailure.of("NO_DEPOSIT");
        }
        return with(PaymentStatus.WAITING_FOR_DEPOSIT, null, transactionKey, this.cancels, this.account,
                and(transactionKey, PaymentStatus.WAITING_FOR_DEPOSIT, now, this.request.amount()));
    }

    /**
     * Whether the bank could take a deposit back.
     */
    boolean hasDeposit() {
        return this.account != null
                && (this.status == PaymentStatus.DONE || this.status == PaymentStatus.PARTIAL_CANCELED);
    }

    private List<Transaction> and(String key, PaymentStatus status, Instant at, long amount) {
        List<Transaction> all = new ArrayList<>(transactions());
        all.add(new Transaction(key, status, at, amount));
        return all;
    }

    /**
     * The shop gives money back. Parts that add up to the whole leave the payment
     * {@code PARTIAL_CANCELED} with a balance of 0, as the provider does.
     */
    SimulatedPayment cancelled(CancelRequest cancel, Instant now, String transactionKey) {
        requireCancellable(cancel, now);
        long balance = balance();
        long amount = (cancel.amount() != null) ? cancel.amount() : balance;
        if (amount > balance) {
            throw TossFailure.of("NOT_CANCELABLE_AMOUNT");
        }
        if (cancel.taxFreeAmount() > amount) {
            throw TossFailure.invalid("(taxFreeAmount: at most cancelAmount)");
        }
        requireRefundAccount(cancel, amount);
        List<Cancellation> all = new ArrayList<>(this.cancels);
        all.add(new Cancellation(amount, cancel.reason(), cancel.taxFreeAmount(), balance - amount, now,
                transactionKey));
        boolean whole = amount == this.request.amount();
        PaymentStatus next = whole ? PaymentStatus.CANCELED : PaymentStatus.PARTIAL_CANCELED;
        return with(next, this.approvedAt, transactionKey, List.copyOf(all), this.account,
                and(transactionKey, next, now, amount));
    }

    /**
     * Before its deposit an account is only closed; after it the money needs to know
     * where to.
     */
    private void requireRefundAccount(CancelRequest cancel, long amount) {
        if (this.status == PaymentStatus.WAITING_FOR_DEPOSIT && amount != this.request.amount()) {
            throw TossFailure.of("NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT");
        }
        if (this.account != null && this.status.isCaptured() && !cancel.hasAccount()) {
            throw TossFailure.of("INVALID_REFUND_ACCOUNT_INFO");
        }
    }

    private void requireCancellable(CancelRequest cancel, Instant now) {
        if (!this.status.isConfirmed()) {
            throw TossFailure.of("NOT_CANCELABLE_PAYMENT");
        }
        if (!this.cancels.isEmpty() && now.isBefore(this.cancels.getLast().canceledAt().plus(CONSECUTIVE))) {
            throw TossFailure.of("FORBIDDEN_CONSECUTIVE_REQUEST");
        }
        if (balance() == 0) {
            throw TossFailure.of("ALREADY_CANCELED_PAYMENT");
        }
        if (cancel.refundableAmount() != null && cancel.refundableAmount() != balance()) {
            throw TossFailure.of("NOT_MATCHES_REFUNDABLE_AMOUNT");
        }
    }

    /**
     * Whole won captured, whatever was given back later.
     */
    long captured() {
        return (this.status.isCaptured() && this.approvedAt != null) ? this.request.amount() : 0;
    }

    /**
     * Whole won given back, also of a deposit that the bank took back later. Closing an
     * account that never had any gives nothing back.
     */
    long refunded() {
        return (this.status == PaymentStatus.CANCELED && this.approvedAt == null) ? 0 : cancelled();
    }

    private long cancelled() {
        return this.cancels.stream().mapToLong(Cancellation::amount).sum();
    }

    /**
     * Whole won that are left of the amount asked for.
     */
    long balance() {
        return this.request.amount() - cancelled();
    }

    /**
     * When something last happened to it.
     */
    Instant changedAt() {
        if (!this.cancels.isEmpty()) {
            return this.cancels.getLast().canceledAt();
        }
        if (this.approvedAt != null) {
            return this.approvedAt;
        }
        return (this.authenticatedAt != null) ? this.authenticatedAt : this.requestedAt;
    }

    private SimulatedPayment with(PaymentStatus status, @Nullable Instant approvedAt,
            @Nullable String lastTransactionKey, List<Cancellation> cancels, @Nullable VirtualAccount account,
            @Nullable List<Transaction> transactions) {
        return new SimulatedPayment(this.paymentKey, this.request, status, this.requestedAt, this.authenticatedAt,
                approvedAt, lastTransactionKey, this.decline, cancels, this.bank, account, transactions);
    }

}
