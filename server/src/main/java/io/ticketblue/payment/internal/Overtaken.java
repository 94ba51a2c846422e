package io.ticketblue.payment.internal;

/** Somebody else has taken the day on, because no sign of life came for too long. */
final class Overtaken extends RuntimeException {

    Overtaken() {
        super("Another node compares the day", null, false, false);
    }

}
