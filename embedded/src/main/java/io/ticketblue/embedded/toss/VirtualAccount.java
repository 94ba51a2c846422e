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

    static VirtualAccount issued(SimulatedPayment payment, Instant now, Duration valid) {
        String bank = payment.bank();
        return new VirtualAccount((bank != null) ? bank : "20",
                Fingerprint.digits(payment.paymentKey() + "account", 14), "토스페이먼츠 시뮬레이터", now.plus(valid));
    }

    boolean isExpiredAt(Instant now) {
        return !now.isBefore(this.dueDate);
    }

}
