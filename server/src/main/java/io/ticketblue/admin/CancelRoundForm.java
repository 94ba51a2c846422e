package io.ticketblue.admin;

/**
 * What staff type to cancel rounds for the organiser.
 *
 * @param reason why, as buyers and the payment provider are told
 * @param compensationPercent what buyers get on top, as typed
 * @param confirm the name of what is cancelled, as typed
 */
record CancelRoundForm(String reason, String compensationPercent, String confirm) {

    private static final int LONGEST_REASON = 200;

    private static final int WHOLE = 100;

    /** What the consumer guideline for performances says. */
    private static final String USUAL_PERCENT = "10";

    static CancelRoundForm empty() {
        return new CancelRoundForm("", USUAL_PERCENT, "");
    }

    static CancelRoundForm of(Typed typed) {
        return new CancelRoundForm(typed.text("reason"), typed.text("compensationPercent"), typed.text("confirm"));
    }

    /**
     * Reads the compensation.
     * @param name what has to be typed to confirm
     * @return the percentage
     * @throws io.ticketblue.shared.InvalidRequest if anything is missing or wrong
     */
    int checked(String name) {
        Checks checks = new Checks();
        checks.text("reason", this.reason, LONGEST_REASON);
        int percent = checks.number("compensationPercent", this.compensationPercent, 0, WHOLE);
        Confirmation.check(name, this.confirm, checks);
        checks.done();
        return percent;
    }

}
