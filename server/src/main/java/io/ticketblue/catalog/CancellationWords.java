package io.ticketblue.catalog;

import java.util.List;

/**
 * A cancellation policy in words.
 *
 * @param fees what is taken when, in the order in which the time passes
 * @param notes whole sentences about the rest
 */
public record CancellationWords(List<Line> fees, List<String> notes) {

    /**
     * What is taken when.
     *
     * @param when the time before the round or since booking
     * @param fee what is taken for each ticket
     */
    public record Line(String when, String fee) {
    }

}
