package io.ticketblue.payment.internal;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import io.ticketblue.payment.AlreadyProcessed;
import io.ticketblue.payment.AmountMismatch;
import io.ticketblue.payment.DepositTerms;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentExpired;
import io.ticketblue.payment.PaymentNotFound;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.PrepareOrder;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.payment.StartPayment;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Orders until the provider is asked: made, replaced, started. Works in the caller's
 * transaction.
 */
@Component
public class Orders {

    private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static final int ID_LENGTH = 24;

    private static final int MAX_ATTEMPTS = 10;

    private final PaymentLedger ledger;

    private final PaymentSettings settings;

    private final Clock clock;

    private final SecureRandom random = new SecureRandom();

    /** Creates the orders; the application does. */
    public Orders(PaymentLedger ledger, PaymentSettings settings, Clock clock) {
        this.ledger = ledger;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The open order of the reference: the one that is there if it is the same, or a new
     * one.
     */
    public PaymentView prepare(PrepareOrder order) {
        Instant now = this.clock.instant();
        if (!order.payBefore().isAfter(now)) {
            throw new PaymentExpired();
        }
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<PaymentRow> open = lockOpen(order.reference());
            if (open.isPresent() && open.get().status() != PaymentStatus.READY) {
                throw new AlreadyProcessed();
            }
            if (open.isPresent() && isSame(open.get(), order)) {
                return open.get().view();
            }
            open.ifPresent((older) -> this.ledger.expire(older.view().orderId()));
            try {
                return this.ledger.get(this.ledger.add(order, newOrderId(), now)).view();
            }
            catch (DuplicateKeyException ex) {
                // Somebody prepared the same reference at this moment: look again.
            }
        }
        throw new AlreadyProcessed();
    }

    /**
     * The open order of a reference, which nobody else replaces now: what is read without
     * a lock may be replaced at this moment, with another coupon at another price.
     */
    public Optional<PaymentRow> lockOpen(long reference) {
        Optional<PaymentRow> seen = this.ledger.findOpen(reference);
        while (seen.isPresent()) {
            this.ledger.lock(seen.get().id());
            Optional<PaymentRow> open = this.ledger.findOpen(reference);
            if (open.isPresent() && open.get().id().equals(seen.get().id())) {
                return open;
            }
            seen = open;
        }
        return seen;
    }

    private static boolean isSame(PaymentRow row, PrepareOrder order) {
        PaymentView open = row.view();
        RefundAccount account = (row.deposit() != null) ? row.deposit().refundAccount() : null;
        return open.amount().equals(order.amount()) && open.customerKey().equals(order.customerKey())
                && open.orderName().equals(order.orderName()) && open.payBefore().equals(order.payBefore())
                && Objects.equals(account, account(order.deposit()));
    }

    /** The deadline of a deposit is reckoned from the order; ordering again keeps it. */
    private static @Nullable RefundAccount account(@Nullable DepositTerms terms) {
        return (terms != null) ? terms.refundAccount() : null;
    }

    /** 142 random bits: not to be guessed, never drawn twice. */
    private OrderId newOrderId() {
        StringBuilder id = new StringBuilder("tb-");
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_ALPHABET.charAt(this.random.nextInt(ID_ALPHABET.length())));
        }
        return new OrderId(id.toString());
    }

    /**
     * READY to CONFIRMING; the order as it is if it was started with the same key before.
     */
    public PaymentView start(StartPayment start) {
        boolean started = startOnce(start, this.clock.instant());
        PaymentRow row = this.ledger.find(start.orderId()).orElseThrow(PaymentNotFound::new);
        if (!row.view().amount().equals(start.amount())) {
            throw new AmountMismatch();
        }
        if (started || row.isPaidWith(start.paymentKey())) {
            return row.view();
        }
        throw switch (row.status()) {
            case READY, EXPIRED -> new PaymentExpired();
            default -> new AlreadyProcessed();
        };
    }

    private boolean startOnce(StartPayment start, Instant now) {
        try {
            return this.ledger.start(start, now, now.plus(this.settings.reconcileGrace()));
        }
        catch (DuplicateKeyException ex) {
            throw new AlreadyProcessed();
        }
    }

}
