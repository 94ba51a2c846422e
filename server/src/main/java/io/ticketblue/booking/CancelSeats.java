package io.ticketblue.booking;

import java.util.Set;

import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.TypedText;
import org.jspecify.annotations.Nullable;

/**
 * A wish to give paid seats back.
 *
 * @param seats which seats, none for all that are left
 * @param reason why, 1 to 200 characters; the provider is told
 * @param fee the fee that was quoted: if another one would be kept by now, nothing is
 * cancelled; null to accept whatever the rules say
 * @param refund the refund that was quoted: if another amount would go back by now,
 * nothing is cancelled; null to accept what is left
 */
public record CancelSeats(Set<SeatId> seats, String reason, @Nullable Money fee, @Nullable Money refund) {

    /**
     * Copies the seats, and takes the reason in the form in which texts are kept.
     */
    public CancelSeats {
        seats = Set.copyOf(seats);
        reason = TypedText.of(reason);
    }

    /**
     * A wish that accepts whatever refund the fee leaves.
     * @param seats which seats, none for all that are left
     * @param reason why, 1 to 200 characters; the provider is told
     * @param fee the fee that was quoted, null to accept whatever the rules say
     */
    public CancelSeats(Set<SeatId> seats, String reason, @Nullable Money fee) {
        this(seats, reason, fee, null);
    }

    /**
     * A wish to give all seats back that are left.
     * @param reason why, 1 to 200 characters; the provider is told
     * @return the wish
     */
    public static CancelSeats all(String reason) {
        return new CancelSeats(Set.of(), reason, null);
    }

}
