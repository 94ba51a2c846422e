package io.ticketblue.booking.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;

/**
 * Which seats of a booking money counts for that staff sent back by hand. It counts for
 * the dearest seat first, up to all that was paid for it, then for the next. So the part
 * of a seat does not change when others are given back, and giving seats back costs the
 * same together as one by one, in whatever order.
 */
final class HandRefunds {

    private static final Comparator<SeatPaid> DEAREST_FIRST = Comparator.comparing(SeatPaid::whole)
        .reversed()
        .thenComparing((paid) -> paid.seat().value());

    private HandRefunds() {
    }

    /**
     * Tells what of each seat has gone back by hand.
     * @param live what was paid for each seat that the buyer still has
     * @param left what is left of the payment: neither back, nor promised, nor kept
     * @return the parts, at most what was paid for the seat; none for a seat of which
     * nothing went back
     */
    static Map<SeatId, Money> parts(List<SeatPaid> live, Money left) {
        Map<SeatId, Money> parts = new HashMap<>();
        Money paid = live.stream().map(SeatPaid::whole).reduce(Money.ZERO, Money::plus);
        Money returned = paid.minus(paid.min(left));
        for (SeatPaid seat : live.stream().sorted(DEAREST_FIRST).toList()) {
            Money part = seat.whole().min(returned);
            if (!part.isZero()) {
                parts.put(seat.seat(), part);
            }
            returned = returned.minus(part);
        }
        return parts;
    }

}
