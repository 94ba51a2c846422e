package io.ticketblue.coupon.internal;

import java.time.Instant;

import io.ticketblue.coupon.IssuedCoupon;

/**
 * Somebody wants a coupon.
 *
 * @param coupon which
 * @param account who
 * @param way how the person comes to it
 */
public record IssueClaim(long coupon, long account, Way way) {

    /** How people come to a coupon; each coupon has one way. */
    public enum Way {

        /** From the list of open coupons. */
        LIST,

        /** By the code that is typed in. */
        CODE,

        /** By signing up. */
        WELCOME

    }

    /** What became of a claim. */
    public sealed interface Outcome {

    }

    /**
     * The person has the coupon, for good.
     *
     * @param coupon the one that was given
     */
    public record Given(IssuedCoupon coupon) implements Outcome {
    }

    /** Nothing was given, and why. */
    public enum Refused implements Outcome {

        /** There is no such coupon, or not in this way. */
        UNKNOWN,

        /** The person has one. */
        HAS_ONE,

        /** Its time has not come, or is over, or staff ended it. */
        NOT_OPEN,

        /** All have been given. */
        EXHAUSTED

    }

    /**
     * A coupon as it was found.
     *
     * @param id which
     * @param way how people come to it
     * @param quantity how many there are in all
     * @param issued how many were given
     * @param issueFrom from when it is given
     * @param issueUntil until when
     * @param validDays for how many days it can be used
     * @param ended whether staff ended it
     */
    record Stock(long id, Way way, int quantity, int issued, Instant issueFrom, Instant issueUntil, int validDays,
            boolean ended) {

        boolean open(Instant now) {
            return !this.ended && !now.isBefore(this.issueFrom) && now.isBefore(this.issueUntil);
        }

        int remaining() {
            return this.quantity - this.issued;
        }

        Stock after(int given) {
            return new Stock(this.id, this.way, this.quantity, this.issued + given, this.issueFrom, this.issueUntil,
                    this.validDays, this.ended);
        }

    }

}
