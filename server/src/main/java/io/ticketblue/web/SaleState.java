package io.ticketblue.web;

import java.util.Collection;

import io.ticketblue.booking.RoundAvailability;
import io.ticketblue.booking.RoundStatus;
import io.ticketblue.catalog.RoundView;
import org.jspecify.annotations.Nullable;

/** Whether there is something to be had, in the words of a chip. */
public enum SaleState {

    /** Booking opens later. */
    BEFORE_OPEN("signal"),

    /** There are seats. */
    ON_SALE("good"),

    /** Fewer than one seat in twenty is left. */
    FEW_LEFT("warn"),

    /** No seat is left. */
    SOLD_OUT("neutral"),

    /** Booking is over. */
    CLOSED("neutral"),

    /** The organiser has cancelled the round. */
    CANCELLED("bad");

    private static final int FEW = 20;

    private final String chip;

    SaleState(String chip) {
        this.chip = chip;
    }

    /**
     * The kind of chip that shows it.
     * @return a kind that the style sheet knows
     */
    public String chip() {
        return this.chip;
    }

    /** The state of a round, without what can be had of it if that is not known. */
    static SaleState of(RoundView round, @Nullable RoundAvailability availability) {
        if (round.cancelled()) {
            return CANCELLED;
        }
        return (availability != null) ? of(availability) : CLOSED;
    }

    static SaleState of(RoundAvailability round) {
        return switch (round.status()) {
            case BEFORE_OPEN -> BEFORE_OPEN;
            case ON_SALE -> few(round.free(), round.capacity()) ? FEW_LEFT : ON_SALE;
            case SOLD_OUT -> SOLD_OUT;
            case CLOSED -> CLOSED;
        };
    }

    /** The state of several rounds together: what can be had counts first. */
    static SaleState of(Collection<RoundAvailability> rounds) {
        long free = 0;
        long capacity = 0;
        boolean open = false;
        boolean soldOut = false;
        boolean before = false;
        for (RoundAvailability round : rounds) {
            open |= round.status() == RoundStatus.ON_SALE;
            soldOut |= round.status() == RoundStatus.SOLD_OUT;
            before |= round.status() == RoundStatus.BEFORE_OPEN;
            if (round.status() == RoundStatus.ON_SALE || round.status() == RoundStatus.SOLD_OUT) {
                free += round.free();
                capacity += round.capacity();
            }
        }
        if (open) {
            return few(free, capacity) ? FEW_LEFT : ON_SALE;
        }
        if (before) {
            return BEFORE_OPEN;
        }
        return soldOut ? SOLD_OUT : CLOSED;
    }

    private static boolean few(long free, long capacity) {
        return free * FEW < capacity;
    }

}
