package io.ticketblue.payment.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentNotFound;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.ProviderUnavailable;
import io.ticketblue.payment.VirtualAccount;
import io.ticketblue.payment.internal.Verdict.Awaiting;
import io.ticketblue.payment.internal.Verdict.Captured;
import io.ticketblue.payment.internal.Verdict.NoAnswer;
import io.ticketblue.payment.internal.Verdict.NothingTaken;
import io.ticketblue.payment.internal.Verdict.ToClose;

import org.springframework.stereotype.Component;

/**
 * Looks after accounts that wait for money: the provider is asked whether it came, now
 * and then and whenever somebody has reason to ask; at the deadline the account is
 * closed, and only the provider's answer ends the payment. Every step may be the last one
 * before a crash: the next look begins anew.
 */
@Component
public class Deposits {

    /** The deadline went by without money. */
    static final String OVERDUE = "DEPOSIT_OVERDUE";

    /** The account was closed before its deadline, because somebody asked for it. */
    static final String CLOSED = "DEPOSIT_CLOSED";

    private final PaymentLedger ledger;

    private final Inquiries inquiries;

    private final Outcomes outcomes;

    private final PaymentSettings settings;

    private final Clock clock;

    Deposits(PaymentLedger ledger, Inquiries inquiries, Outcomes outcomes, PaymentSettings settings, Clock clock) {
        this.ledger = ledger;
        this.inquiries = inquiries;
        this.outcomes = outcomes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The accounts that nobody has looked at for long enough, those to be closed first.
     */
    List<PaymentRow> due(int limit) {
        return this.ledger.dueDeposits(this.clock.instant(), limit);
    }

    /**
     * Looks at an account unless somebody else does.
     * @return false if the provider gave no answer
     */
    boolean lookDue(PaymentRow row) {
        Outside.ofTransactions();
        return !claim(row) || pursue(this.ledger.get(row.id()));
    }

    /**
     * Asks the provider what it has of a payment that money may have come for, or gone
     * from, and writes it down.
     * @return false if the provider gave no answer
     */
    boolean look(OrderId order) {
        Outside.ofTransactions();
        PaymentRow row = find(order);
        while (row.status() == PaymentStatus.AWAITING_DEPOSIT) {
            if (claim(row)) {
                return pursue(this.ledger.get(row.id()));
            }
            row = this.ledger.get(row.id());
        }
        return switch (row.status()) {
            case CAPTURED, PARTIALLY_REFUNDED -> row.view().virtualAccount() == null || lookWhetherItStayed(row);
            case FAILED -> !row.reserved().isZero() || lookWhetherItCame(row);
            default -> true;
        };
    }

    /** Asks the provider now to close the account of an order. */
    public boolean close(OrderId order) {
        Outside.ofTransactions();
        PaymentRow row = find(order);
        if (this.ledger.askToClose(row, this.clock.instant())) {
            look(order);
            row = find(order);
        }
        return switch (row.status()) {
            case FAILED, EXPIRED -> true;
            case CAPTURED, PARTIALLY_REFUNDED, REFUNDED -> false;
            case READY -> this.ledger.expire(order);
            case CONFIRMING, AWAITING_DEPOSIT -> throw new ProviderUnavailable();
        };
    }

    private PaymentRow find(OrderId order) {
        return this.ledger.find(order).orElseThrow(PaymentNotFound::new);
    }

    private boolean claim(PaymentRow row) {
        return this.ledger.claim(row, nextLook(row, this.clock.instant()));
    }

    /**
     * Notices are the main way to learn of a deposit, so an account is looked at ever
     * more rarely. The longer the provider does not close one, the more rarely it is
     * asked.
     */
    private Instant nextLook(PaymentRow row, Instant now) {
        VirtualAccount account = row.view().virtualAccount();
        if (account == null) {
            throw new IllegalStateException("Order " + row.view().orderId() + " has no account");
        }
        Instant deadline = account.depositBefore();
        if (!row.isClosingAt(now)) {
            Instant next = now.plus(this.settings.waitAfterLooks(row.calls()));
            return next.isBefore(deadline) ? next : deadline;
        }
        Duration over = Duration.between(deadline, now);
        Duration shortest = this.settings.reconcileGrace();
        Duration longest = this.settings.reconcileLongestWait();
        return now.plus((over.compareTo(shortest) < 0) ? shortest : (over.compareTo(longest) > 0) ? longest : over);
    }

    private boolean pursue(PaymentRow row) {
        if (row.status() != PaymentStatus.AWAITING_DEPOSIT) {
            return true;
        }
        boolean closing = row.isClosingAt(this.clock.instant());
        ToClose close = new ToClose(row.view().amount(), isAskedToClose(row) ? CLOSED : OVERDUE);
        Verdict verdict = switch (this.inquiries.lookUp(row)) {
            case Awaiting awaiting when closing -> this.inquiries.close(row, close);
            case ToClose wrong -> this.inquiries.close(row, wrong);
            case NothingTaken nothing when closing -> new NothingTaken(close.code(), nothing.message());
            case Verdict other -> other;
        };
        this.outcomes.write(row, verdict);
        return !(verdict instanceof NoAnswer);
    }

    private static boolean isAskedToClose(PaymentRow row) {
        return row.deposit() != null && row.deposit().closing();
    }

    private boolean lookWhetherItStayed(PaymentRow row) {
        Verdict verdict = this.inquiries.lookUp(row);
        // After a refund what the account waits for is not what was ordered.
        if (verdict instanceof Awaiting || verdict instanceof ToClose) {
            this.outcomes.revert(row);
        }
        return !(verdict instanceof NoAnswer);
    }

    private boolean lookWhetherItCame(PaymentRow row) {
        Verdict verdict = this.inquiries.lookUp(row);
        if (verdict instanceof Captured(ProviderPayment payment)) {
            this.outcomes.captureLate(row, payment);
        }
        return !(verdict instanceof NoAnswer);
    }

}
