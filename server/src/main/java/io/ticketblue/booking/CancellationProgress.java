package io.ticketblue.booking;

import java.util.Map;

/**
 * How far the bookings of a cancelled round are given back, money included.
 *
 * @param cancellation the cancellation
 * @param counts how many bookings stand where; all standings are there, in their order
 * @param compensationsOwed how many compensations nobody has paid yet
 */
public record CancellationProgress(RoundCancellation cancellation, Map<RefundStanding, Integer> counts,
        int compensationsOwed) {

    /**
     * Counts all bookings.
     * @return how many
     */
    public int bookings() {
        return this.counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Counts the bookings that have all their money back.
     * @return how many
     */
    public int sent() {
        return count(RefundStanding.SENT);
    }

    /**
     * Counts the bookings that are on their way without anybody's help.
     * @return how many
     */
    public int underWay() {
        return count(RefundStanding.WAITING) + count(RefundStanding.UNDER_WAY);
    }

    /**
     * Counts the bookings of which the provider refused a refund.
     * @return how many
     */
    public int owed() {
        return count(RefundStanding.OWED);
    }

    /**
     * Tells whether anything still changes by itself.
     * @return whether it does
     */
    public boolean running() {
        return this.cancellation.finishedAt() == null || underWay() > 0;
    }

    /**
     * The share of the bookings whose money is back.
     * @return whole per cent, rounded down
     */
    public int percent() {
        int all = bookings();
        return (all == 0) ? 0 : Math.toIntExact(100L * sent() / all);
    }

    private int count(RefundStanding standing) {
        return this.counts.getOrDefault(standing, 0);
    }

}
