package io.ticketblue.embedded.toss;

import java.time.Duration;
import java.time.Instant;

/**
 * An account that takes the money of one payment.
 *
 * @param bank the bank's code
 * @param dueDate until when it takes the money
 */
record VirtualAccount(String bank, String number, String holder, Instant dueDate) {

    /** How long an account takes money, as the provider has it without further wishes. */
    static final Duration VALID = Duration.ofDays(7);

    static VirtualAccount issued(SimulatedPayment payment, Instant now) {
        String bank = payment.bank();
        return new VirtualAccount((bank != null) ? bank : "20",
                Fingerprint.digits(payment.paymentKey() + "account", 14), "토스페이먼츠 시뮬레이터", now.plus(VALID));
    }

    boolean isExpiredAt(Instant now) {
        return !now.isBefore(this.dueDate);
    }

}
