package io.ticketblue.payment;

import java.time.Instant;
import java.time.LocalDate;

import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A day in Korea and how far its comparison with the provider is. Figures are those of
 * the last comparison that came to its end.
 *
 * @param day which
 * @param status how far it is
 * @param comparedAt when the last comparison ended, null if none has
 * @param failure why the latest attempt came to no end, null if nothing was wrong; it is
 * tried again
 * @param transactions how many movements and account changes the provider listed
 * @param underWay how many movements were left out because they were still under way
 * @param captured what was taken
 * @param reversed what the bank took back
 * @param refunded what was given back
 * @param differences how many differences there ever were
 * @param open how many of them are not settled
 */
public record ComparedDay(LocalDate day, ComparisonStatus status, @Nullable Instant comparedAt,
        @Nullable String failure, int transactions, int underWay, Sides captured, Sides reversed, Sides refunded,
        int differences, int open) {

    /**
     * The same sum in two books.
     *
     * @param theirs the provider's
     * @param ours ours
     */
    public record Sides(Money theirs, Money ours) {

        /**
         * Tells whether both are the same.
         * @return whether they are; the books may differ all the same
         */
        public boolean equal() {
            return this.theirs.equals(this.ours);
        }

    }

}
