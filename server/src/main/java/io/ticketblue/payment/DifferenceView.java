package io.ticketblue.payment;

import java.time.Instant;
import java.time.LocalDate;

import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A difference between the provider's books and ours, and what was done about it.
 *
 * @param id identifies the difference
 * @param day the day in Korea on which the money moved
 * @param kind how the books differ
 * @param paymentKey the provider's name of the payment
 * @param transactionKey the provider's name of the movement; # and a number of our own if
 * it never said one
 * @param orderId the order as the provider has it; nothing in it can be relied on
 * @param payment the payment of ours that it concerns, null if there is none
 * @param theirs the amount in the provider's books, null if it has none
 * @param ours the amount in our books, null if they have none
 * @param theirStatus the provider's word for the state, null if it has none
 * @param ourStatus how our payment stood, null if there is none
 * @param occurredAt when the money moved
 * @param state how far it is from being settled
 * @param deed what was done without staff, null if nothing was yet
 * @param foundAt when it was seen first
 * @param endedAt when it was settled or gone, null until then
 * @param note how staff settled it
 * @param settledBy who did, in the caller's own numbers
 */
public record DifferenceView(DifferenceId id, LocalDate day, DifferenceKind kind, String paymentKey,
        String transactionKey, String orderId, @Nullable PaymentId payment, @Nullable Money theirs,
        @Nullable Money ours, @Nullable String theirStatus, @Nullable PaymentStatus ourStatus, Instant occurredAt,
        DifferenceState state, @Nullable DifferenceDeed deed, Instant foundAt, @Nullable Instant endedAt,
        @Nullable String note, @Nullable Long settledBy) {

    /**
     * Tells whether staff may settle it.
     * @return false while the usual ways are tried, and once it is settled or gone
     */
    public boolean waitsForStaff() {
        return this.state == DifferenceState.OPEN;
    }

}
