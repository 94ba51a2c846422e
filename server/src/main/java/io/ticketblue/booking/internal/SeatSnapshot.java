package io.ticketblue.booking.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import io.ticketblue.booking.SeatCount;
import io.ticketblue.booking.SeatStatus;
import io.ticketblue.booking.internal.LedgerQueries.Taken;
import io.ticketblue.catalog.PricedSeat;
import org.jspecify.annotations.Nullable;

/**
 * The seats of a round at one moment. Its version is made from its content: two nodes
 * that see the same seats name the same version.
 */
public final class SeatSnapshot {

    private static final SeatStatus[] STATUSES = SeatStatus.values();

    private final RoundPlan plan;

    private final byte[] statuses;

    private final String version;

    private volatile SeatMapJson.@Nullable Drawing drawing;

    private SeatSnapshot(RoundPlan plan, byte[] statuses) {
        this.plan = plan;
        this.statuses = statuses;
        this.version = fingerprint(plan, statuses);
    }

    /** The seats of a plan, given those that carry a reservation. */
    static SeatSnapshot of(RoundPlan plan, Map<Long, Taken> taken, Instant now) {
        byte[] statuses = new byte[plan.capacity()];
        for (int place = 0; place < statuses.length; place++) {
            Taken claim = taken.get(plan.seats().get(place).seat().id().value());
            SeatStatus status = (claim != null) ? claim.status(now) : SeatStatus.FREE;
            statuses[place] = (byte) status.ordinal();
        }
        return new SeatSnapshot(plan, statuses);
    }

    String version() {
        return this.version;
    }

    boolean sameAs(SeatSnapshot other) {
        return this.version.equals(other.version);
    }

    RoundPlan plan() {
        return this.plan;
    }

    SeatStatus status(int place) {
        return STATUSES[this.statuses[place]];
    }

    /** How many seats of each status there are. */
    SeatCount count() {
        int[] counts = new int[STATUSES.length];
        for (byte status : this.statuses) {
            counts[status]++;
        }
        return new SeatCount(this.plan.capacity(), counts[SeatStatus.FREE.ordinal()], counts[SeatStatus.HELD.ordinal()],
                counts[SeatStatus.SOLD.ordinal()]);
    }

    /** Whether every seat is paid for. */
    boolean soldOut() {
        return count().sold() == this.plan.capacity();
    }

    /** Ids and statuses of the seats that are not free. */
    public Map<String, SeatStatus> notFree() {
        Map<String, SeatStatus> seats = new LinkedHashMap<>();
        for (int place = 0; place < this.statuses.length; place++) {
            if (status(place) != SeatStatus.FREE) {
                seats.put(this.plan.seats().get(place).seat().id().toString(), status(place));
            }
        }
        return seats;
    }

    /** Ids and statuses of the seats that have another status than before. */
    Map<String, SeatStatus> changesSince(SeatSnapshot before) {
        Map<String, SeatStatus> seats = new LinkedHashMap<>();
        for (int place = 0; place < this.statuses.length; place++) {
            if (this.statuses[place] != before.statuses[place]) {
                seats.put(this.plan.seats().get(place).seat().id().toString(), status(place));
            }
        }
        return seats;
    }

    /** The whole map as JSON, drawn once for all who ask. */
    SeatMapJson.Drawing draw() {
        SeatMapJson.Drawing present = this.drawing;
        return (present != null) ? present : drawOnce();
    }

    private synchronized SeatMapJson.Drawing drawOnce() {
        SeatMapJson.Drawing present = this.drawing;
        if (present == null) {
            present = this.plan.json().draw(this);
            this.drawing = present;
        }
        return present;
    }

    /** How many nanoseconds the drawing took, 0 if nobody asked for it. */
    long drawingCost() {
        SeatMapJson.Drawing present = this.drawing;
        return (present != null) ? present.nanos() : 0;
    }

    private static String fingerprint(RoundPlan plan, byte[] statuses) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            ByteBuffer price = ByteBuffer.allocate(Long.BYTES);
            for (PricedSeat seat : plan.seats()) {
                digest.update(price.clear().putLong(seat.price().won()).array());
            }
            return HexFormat.of().formatHex(digest.digest(statuses), 0, 8);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java has MD5", ex);
        }
    }

}
