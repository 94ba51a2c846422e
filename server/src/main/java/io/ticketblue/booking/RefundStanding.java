package io.ticketblue.booking;

import java.util.Collection;

import io.ticketblue.payment.RefundStatus;

/**
 * Where the money of a booking of a cancelled round stands, what needs somebody first.
 */
public enum RefundStanding {

    /** The provider refused to send it: staff have to. */
    OWED,

    /** The booking has not been given back yet. */
    WAITING,

    /** The provider has not answered yet. */
    UNDER_WAY,

    /** All of it is with the buyer. */
    SENT;

    /**
     * The standing of a booking that was given back.
     * @param refunds the states of its refunds
     * @return the one that needs somebody most, {@link #SENT} if there are none
     */
    public static RefundStanding of(Collection<RefundStatus> refunds) {
        if (refunds.contains(RefundStatus.REFUSED)) {
            return OWED;
        }
        return refunds.contains(RefundStatus.REQUESTED) ? UNDER_WAY : SENT;
    }

}
