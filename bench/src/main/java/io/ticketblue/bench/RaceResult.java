package io.ticketblue.bench;

/**
 * What became of a race.
 *
 * @param rival whose
 * @param race which
 * @param rows how many coupons people have in the end
 * @param counter how many the coupon says were given
 * @param successes how many people were told of success
 * @param errors how many were told neither of success nor of exhaustion
 * @param firstError what the first of these was told
 * @param seconds how long it took until all were answered
 * @param ninetyNinth the time in milliseconds that 99 % of the answers did not exceed
 * @param note what else is to be known
 */
record RaceResult(String rival, CouponRace race, long rows, int counter, int successes, int errors, String firstError,
        double seconds, double ninetyNinth, String note) {

    /** Answers in a second. */
    double rate() {
        return this.race.requests() / this.seconds;
    }

    /**
     * Whether everybody was told the truth and nobody was given too much or too little.
     */
    boolean exact() {
        return this.errors == 0 && this.rows == this.race.expected() && this.counter == this.rows
                && this.successes == this.rows;
    }

}
