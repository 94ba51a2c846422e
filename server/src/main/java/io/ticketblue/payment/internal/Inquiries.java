package io.ticketblue.payment.internal;

import java.util.Locale;

import io.ticketblue.payment.internal.ProviderAnswer.Found;
import io.ticketblue.payment.internal.ProviderAnswer.Refused;
import io.ticketblue.payment.internal.ProviderAnswer.Silent;
import io.ticketblue.payment.internal.Verdict.Awaiting;
import io.ticketblue.payment.internal.Verdict.NoAnswer;
import io.ticketblue.payment.internal.Verdict.NothingTaken;
import io.ticketblue.payment.internal.Verdict.Open;
import io.ticketblue.payment.internal.Verdict.ToClose;
import io.ticketblue.payment.internal.Verdict.Unknown;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Asks the provider what became of a payment, or to close its account, and concludes what
 * can be concluded. Nothing is written here but that an idempotency key has its answer.
 */
@Component
class Inquiries {

    private final PaymentLedger ledger;

    private final PaymentProvider provider;

    private final MessageSource messages;

    Inquiries(PaymentLedger ledger, PaymentProvider provider, MessageSource messages) {
        this.ledger = ledger;
        this.provider = provider;
        this.messages = messages;
    }

    /** What the provider shows under the payment's key. */
    Verdict lookUp(PaymentRow row) {
        return switch (this.provider.payment(row.paymentKey())) {
            case Found(ProviderPayment payment) -> Verdict.of(row, payment);
            case Silent(String why) -> new NoAnswer(why);
            // Confirming tells whether the key is wrong or only its session is over.
            case Refused refused when refused.says("NOT_FOUND_PAYMENT", "NOT_FOUND") -> new Open();
            case Refused refused -> unclear(refused);
        };
    }

    /**
     * Closes an account that waits. The provider refuses once the money is there, for it
     * is not told where to send it; so of the deposit and the closing one comes first,
     * and it alone says which.
     */
    Verdict close(PaymentRow row, ToClose closing) {
        // The provider's staff and ours read Korean.
        String reason = this.messages.getMessage("payment.close-reason", new Object[] { closing.code() },
                Locale.KOREAN);
        Cancellation cancellation = new Cancellation(row.paymentKey(), closing.amount(), closing.amount(), reason,
                null);
        return switch (this.provider.cancel(cancellation, row.closingKey())) {
            case Found(ProviderPayment payment) -> closed(Verdict.of(row, payment), closing);
            case Silent(String why) -> new NoAnswer(why);
            case Refused refused -> {
                this.ledger.useUpKey(row);
                yield refused.isTemporary() ? unclear(refused) : closed(lookUp(row), closing);
            }
        };
    }

    private static Verdict unclear(Refused refused) {
        return refused.isOverburdened() ? new NoAnswer(refused.code()) : new Unknown(refused.code());
    }

    private static Verdict closed(Verdict verdict, ToClose closing) {
        return switch (verdict) {
            case NothingTaken nothing -> new NothingTaken(closing.code(), nothing.message());
            case Awaiting awaiting -> new Unknown("the account is still open");
            case ToClose open -> new Unknown("the account is still open");
            default -> verdict;
        };
    }

}
