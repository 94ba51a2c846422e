package io.ticketblue.payment.internal;

/** The comparison of a day cannot go on now. */
final class PutOff extends RuntimeException {

    private final boolean anew;

    private PutOff(String why, boolean anew) {
        super(why, null, false, false);
        this.anew = anew;
    }

    /** It goes on later where it was. */
    static PutOff untilLater(String why) {
        return new PutOff(why, false);
    }

    /** It begins from the beginning later. */
    static PutOff toBegin(String why) {
        return new PutOff(why, true);
    }

    boolean isAnew() {
        return this.anew;
    }

}
