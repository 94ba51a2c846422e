package io.ticketblue.booking;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;

import org.springframework.util.function.SingletonSupplier;

/**
 * The seats of a round in the map's order. Which seats there are and where they stand
 * never changes while a round exists.
 */
final class RoundPlan {

    private final RoundId round;

    private final List<PricedSeat> seats;

    private final Map<Long, Integer> places;

    private final Supplier<SeatMapJson> json;

    RoundPlan(RoundId round, List<PricedSeat> seats) {
        this.round = round;
        this.seats = List.copyOf(seats);
        this.places = IntStream.range(0, seats.size())
            .boxed()
            .collect(
                    Collectors.toUnmodifiableMap((place) -> seats.get(place).seat().id().value(), Function.identity()));
        this.json = SingletonSupplier.of(() -> new SeatMapJson(this));
    }

    /** Draws the plan's seats with their statuses; made when first asked for. */
    SeatMapJson json() {
        return this.json.get();
    }

    RoundId round() {
        return this.round;
    }

    List<PricedSeat> seats() {
        return this.seats;
    }

    int capacity() {
        return this.seats.size();
    }

    boolean contains(SeatId seat) {
        return this.places.containsKey(seat.value());
    }

    /** Where the seat stands in the map's order; it must be one of the round's. */
    int place(SeatId seat) {
        Integer place = this.places.get(seat.value());
        if (place == null) {
            throw new IllegalStateException("Seat %s is not one of round %s".formatted(seat, this.round));
        }
        return place;
    }

    String label(SeatId seat) {
        return this.seats.get(place(seat)).seat().label();
    }

}
