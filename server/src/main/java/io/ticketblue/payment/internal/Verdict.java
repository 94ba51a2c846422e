package io.ticketblue.payment.internal;

import io.ticketblue.payment.internal.ProviderAnswer.Refused;
import io.ticketblue.shared.Money;

/** What is known about a payment after the provider was asked. */
sealed interface Verdict {

    /** An account was made that is not offered, and nobody has paid into it. */
    String UNWANTED_ACCOUNT = "NOT_SUPPORTED_METHOD";

    /** Exactly what was ordered was taken. */
    record Captured(ProviderPayment payment) implements Verdict {
    }

    /** The account that was ordered waits for money. */
    record Awaiting(ProviderPayment payment) implements Verdict {
    }

    /**
     * An account waits for money that must not come.
     *
     * @param amount what it waits for
     */
    record ToClose(Money amount, String code) implements Verdict {
    }

    /** Nothing was taken, and nothing will be. */
    record NothingTaken(String code, String message) implements Verdict {

        static NothingTaken because(Refused refusal) {
            return new NothingTaken(refusal.code(), refusal.message());
        }

    }

    /** Something else than what was ordered was taken, and all of it has to go back. */
    record WronglyTaken(ProviderPayment payment, String code) implements Verdict {
    }

    /**
     * Nothing was taken so far: the provider waits for us to confirm, or knows nothing.
     */
    record Open() implements Verdict {
    }

    /**
     * The provider gave no answer, or only that it is in trouble, so nothing can be
     * concluded yet.
     */
    record NoAnswer(String why) implements Verdict {
    }

    /** Nothing can be concluded yet from what the provider answered. */
    record Unknown(String why) implements Verdict {
    }

    /**
     * Compares what the provider shows under the payment's key with what was ordered.
     */
    static Verdict of(PaymentRow ordered, ProviderPayment shown) {
        if (!ordered.isPaidWith(shown.paymentKey())) {
            return new Unknown("the answer is about another payment");
        }
        if (!shown.orderId().equals(ordered.view().orderId().value())) {
            return new NothingTaken("ORDER_MISMATCH", "");
        }
        return switch (shown.status()) {
            case "DONE" -> isAsOrdered(ordered, shown) ? new Captured(shown) : wronglyTaken(shown);
            case "PARTIAL_CANCELED", "CANCELED" -> wronglyTaken(shown);
            case "WAITING_FOR_DEPOSIT" -> waiting(ordered, shown);
            case "ABORTED", "EXPIRED" -> failed(shown);
            case "READY", "IN_PROGRESS" -> new Open();
            default -> new Unknown("the payment has the status " + shown.status());
        };
    }

    private static Verdict waiting(PaymentRow ordered, ProviderPayment shown) {
        if (ordered.deposit() == null) {
            return new ToClose(new Money(shown.total()), UNWANTED_ACCOUNT);
        }
        if (!isAsOrdered(ordered, shown)) {
            return new ToClose(new Money(shown.total()), "AMOUNT_MISMATCH");
        }
        return (shown.account() != null) ? new Awaiting(shown) : new Unknown("the provider names no account");
    }

    private static boolean isAsOrdered(PaymentRow ordered, ProviderPayment shown) {
        long amount = ordered.view().amount().won();
        return shown.total() == amount && shown.balance() == amount && shown.currency().equals("KRW");
    }

    private static Verdict wronglyTaken(ProviderPayment shown) {
        return (shown.balance() > 0) ? new WronglyTaken(shown, "AMOUNT_MISMATCH") : new NothingTaken("CANCELED", "");
    }

    private static NothingTaken failed(ProviderPayment shown) {
        String code = shown.failureCode();
        String message = shown.failureMessage();
        return new NothingTaken((code != null) ? code : shown.status(), (message != null) ? message : "");
    }

}
