package io.ticketblue.booking.internal;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import org.jspecify.annotations.Nullable;

import org.springframework.util.function.SingletonSupplier;

/**
 * The seats of a round in the map's order. Which seats there are and where they stand
 * never changes while a round exists. Plans of the same seats at the same prices are
 * equal.
 */
public final class RoundPlan {

    private final RoundId round;

    private final List<PricedSeat> seats;

    private final Map<SeatId, PricedSeat> byId;

    private final Supplier<SeatMapJson> json;

    RoundPlan(RoundId round, List<PricedSeat> seats) {
        this.round = round;
        this.seats = List.copyOf(seats);
        this.byId = this.seats.stream().collect(Collectors.toMap((seat) -> seat.seat().id(), Function.identity()));
        this.json = SingletonSupplier.of(() -> new SeatMapJson(this));
    }

    /** Draws the plan's seats with their statuses; made when first asked for. */
    SeatMapJson json() {
        return this.json.get();
    }

    RoundId round() {
        return this.round;
    }

    /** The seats of the round with their prices. */
    public List<PricedSeat> seats() {
        return this.seats;
    }

    int capacity() {
        return this.seats.size();
    }

    boolean contains(SeatId seat) {
        return this.byId.containsKey(seat);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RoundPlan plan && plan.round.equals(this.round) && plan.seats.equals(this.seats);
    }

    @Override
    public int hashCode() {
        return this.round.hashCode();
    }

    /** What the seat is called; it must be one of the round's. */
    public String label(SeatId seat) {
        PricedSeat found = this.byId.get(seat);
        if (found == null) {
            throw new IllegalStateException("Seat %s is not one of round %s".formatted(seat, this.round));
        }
        return found.seat().label();
    }

}
