package io.ticketblue.catalog.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.ticketblue.catalog.EditTerms;
import io.ticketblue.catalog.HasReservations;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundBookings;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundSales;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.catalog.RoundsTooClose;
import io.ticketblue.catalog.WasPaidFor;

/** What every round must be, and what its bookings forbid. */
final class RoundRules {

    static final ZoneId KOREA = ZoneId.of("Asia/Seoul");

    private static final Duration APART = Duration.ofHours(1);

    private static final Duration CLOSES_BEFORE = Duration.ofHours(1);

    private static final long MOST_SEATS_AT_ONCE = 600_000;

    private static final int LONGEST_REASON = 200;

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private RoundRules() {
    }

    /** A round that shall be made, with defaults filled in. */
    static RoundView wanted(PerformanceId performance, OpenRounds command, int index, Instant now) {
        Instant startsAt = micros(command.startsAt().get(index));
        Instant opensAt = (command.bookingOpensAt() != null) ? micros(command.bookingOpensAt()) : micros(now);
        Instant closesAt;
        if (command.bookingClosesAt() != null) {
            closesAt = micros(command.bookingClosesAt());
        }
        else {
            Instant usual = startsAt.minus(CLOSES_BEFORE);
            closesAt = usual.isAfter(opensAt) ? usual : startsAt;
        }
        return new RoundView(new RoundId(0), performance, startsAt, opensAt, closesAt, null, null, 1);
    }

    /** Whether the start is one that a round may have. */
    static boolean checkStart(String field, Instant startsAt, Instant now, PerformanceTables.Present present,
            FieldErrors errors) {
        if (!startsAt.isAfter(now)) {
            errors.reject(field, "catalog.round.past");
        }
        else if (!isWithin(startsAt, present.startDate(), present.endDate())) {
            errors.reject(field, "catalog.round.outside-dates", present.startDate(), present.endDate());
        }
        else {
            return true;
        }
        return false;
    }

    static void checkBooking(RoundView round, FieldErrors errors) {
        if (round.bookingClosesAt().isAfter(round.startsAt())) {
            errors.reject("bookingClosesAt", "catalog.round.closes-after-start");
        }
        if (!round.bookingOpensAt().isBefore(round.bookingClosesAt()) || round.bookingOpensAt().isBefore(EARLIEST)) {
            errors.reject("bookingOpensAt", "catalog.round.opens-after-closing");
        }
    }

    /**
     * Keeps what one transaction writes into the seat ledger to what it can write within
     * a minute or so.
     */
    static void checkSize(String field, int rounds, int seats, FieldErrors errors) {
        if ((long) rounds * seats > MOST_SEATS_AT_ONCE) {
            errors.reject(field, "catalog.round.too-many-seats", rounds, seats, MOST_SEATS_AT_ONCE);
        }
    }

    /** Why rounds may overlap, empty if they must not. */
    static String overlapReason(EditTerms terms, FieldErrors errors) {
        return errors.line("overlapReason", terms.overlapReason(), 0, LONGEST_REASON);
    }

    /** Refuses a round beside others of its performance; cancelled ones do not count. */
    static void refuseNeighbours(RoundView round, Collection<RoundView> others) {
        for (RoundView other : others) {
            if (!other.cancelled() && Duration.between(round.startsAt(), other.startsAt()).abs().compareTo(APART) < 0) {
                throw new RoundsTooClose(round.startsAt(), other.startsAt());
            }
        }
    }

    static void refuseLive(RoundSales sales, List<RoundId> rounds) {
        List<RoundBookings> live = sales.live(rounds);
        if (!live.isEmpty()) {
            throw new HasReservations(live);
        }
    }

    /**
     * Refuses rounds with live bookings and lets nobody book the others until the
     * transaction ends. Bookings that can be seen without locks refuse the change before
     * any buyer has to wait for it; those that are being made are waited for.
     */
    static void lockUnbooked(RoundTables tables, RoundSales sales, List<RoundId> rounds) {
        refuseLive(sales, rounds);
        tables.lock(rounds);
        refuseLive(sales, rounds);
    }

    static void refuseSold(RoundSales sales, List<RoundId> rounds) {
        Set<RoundId> sold = sales.sold(rounds);
        if (!sold.isEmpty()) {
            throw new WasPaidFor(sold);
        }
    }

    static boolean isWithin(Instant startsAt, LocalDate first, LocalDate last) {
        LocalDate day = startsAt.atZone(KOREA).toLocalDate();
        return !day.isBefore(first) && !day.isAfter(last);
    }

    static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

}
