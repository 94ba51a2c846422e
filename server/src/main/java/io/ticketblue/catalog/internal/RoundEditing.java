package io.ticketblue.catalog.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.ticketblue.catalog.ChangeRound;
import io.ticketblue.catalog.HasReservations;
import io.ticketblue.catalog.OpenRounds;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceNotFound;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundCancelled;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundNotFound;
import io.ticketblue.catalog.RoundOpened;
import io.ticketblue.catalog.RoundSales;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.catalog.RoundsTooClose;
import io.ticketblue.catalog.WasPaidFor;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes and changes rounds. Whoever does so first locks the performance, so that two
 * rounds that are made at once still see each other.
 */
@Component
@Transactional
public class RoundEditing {

    static final ZoneId KOREA = ZoneId.of("Asia/Seoul");

    private static final Duration APART = Duration.ofHours(1);

    private static final Duration CLOSES_BEFORE = Duration.ofHours(1);

    private static final int MOST_AT_ONCE = 200;

    private static final long MOST_SEATS_AT_ONCE = 600_000;

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final PerformanceTables performances;

    private final VenueTables venues;

    private final RoundTables rounds;

    private final RoundSales sales;

    private final ApplicationEventPublisher events;

    private final Clock clock;

    RoundEditing(PerformanceTables performances, VenueTables venues, RoundTables rounds, RoundSales sales,
            ApplicationEventPublisher events, Clock clock) {
        this.performances = performances;
        this.venues = venues;
        this.rounds = rounds;
        this.sales = sales;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes rounds, all or none.
     * @param performance of what
     * @param command when
     * @return the ids in the order of the starts that were given
     */
    public List<RoundId> open(PerformanceId performance, OpenRounds command) {
        PerformanceTables.Present present = this.performances.lock(performance).orElseThrow(PerformanceNotFound::new);
        Instant now = this.clock.instant();
        FieldErrors errors = new FieldErrors();
        errors.range("startsAt", command.startsAt().size(), 1, MOST_AT_ONCE);
        errors.throwIfAny();
        List<RoundView> wanted = new ArrayList<>();
        for (int index = 0; index < command.startsAt().size(); index++) {
            RoundView round = wanted(performance, command, index, now);
            if (checkStart("startsAt[" + index + "]", round.startsAt(), present, errors)) {
                checkBooking(round, errors);
            }
            wanted.add(round);
        }
        errors.throwIfAny();
        List<RoundView> taken = new ArrayList<>(this.rounds.lockOf(performance));
        for (RoundView round : wanted) {
            refuseNeighbours(round, taken);
            taken.add(round);
        }
        this.venues.lockShared(present.venue());
        List<PricedSeat> seats = this.rounds.seating(performance);
        checkSize("startsAt", wanted.size(), seats.size(), errors);
        errors.throwIfAny();
        List<RoundView> opened = wanted.stream()
            .map((round) -> this.rounds.insert(performance, round.startsAt(), round.bookingOpensAt(),
                    round.bookingClosesAt(), now))
            .toList();
        List<RoundId> ids = opened.stream().map(RoundView::id).toList();
        this.sales.open(ids, seats);
        opened.forEach((round) -> this.events.publishEvent(new RoundOpened(round)));
        return ids;
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

    private static RoundView wanted(PerformanceId performance, OpenRounds command, int index, Instant now) {
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
        return new RoundView(new RoundId(0), performance, startsAt, opensAt, closesAt, null);
    }

    /**
     * Changes a round.
     * @param id which
     * @param command its new times
     */
    public void change(RoundId id, ChangeRound command) {
        RoundView round = lock(id);
        if (round.cancelled()) {
            throw new RoundCancelled();
        }
        RoundView changed = new RoundView(id, round.performanceId(), micros(command.startsAt()),
                micros(command.bookingOpensAt()), micros(command.bookingClosesAt()), null);
        boolean moved = !changed.startsAt().equals(round.startsAt());
        FieldErrors errors = new FieldErrors();
        if (!moved || checkStart("startsAt", changed.startsAt(),
                this.performances.lock(round.performanceId()).orElseThrow(), errors)) {
            checkBooking(changed, errors);
        }
        errors.throwIfAny();
        if (moved) {
            refuseNeighbours(changed,
                    this.rounds.lockOf(round.performanceId())
                        .stream()
                        .filter((other) -> !other.id().equals(id))
                        .toList());
            refuseReservations(id);
        }
        this.rounds.update(id, changed.startsAt(), changed.bookingOpensAt(), changed.bookingClosesAt());
    }

    /**
     * Deletes a round.
     * @param id which
     */
    public void delete(RoundId id) {
        lock(id);
        refuseReservations(id);
        refusePaid(this.sales, List.of(id));
        this.sales.withdraw(List.of(id));
        this.rounds.delete(id);
    }

    /**
     * Cancels a round for good.
     * @param id which
     */
    public void cancel(RoundId id) {
        if (lock(id).cancelled()) {
            throw new RoundCancelled();
        }
        this.rounds.cancel(id, micros(this.clock.instant()));
    }

    /** Locks the round's performance and then all its rounds. */
    private RoundView lock(RoundId id) {
        PerformanceId performance = this.rounds.find(id).orElseThrow(RoundNotFound::new).performanceId();
        this.performances.lock(performance).orElseThrow(RoundNotFound::new);
        return this.rounds.lockOf(performance)
            .stream()
            .filter((round) -> round.id().equals(id))
            .findFirst()
            .orElseThrow(RoundNotFound::new);
    }

    private void refuseReservations(RoundId id) {
        if (!this.sales.reserved(List.of(id)).isEmpty()) {
            throw new HasReservations(List.of(id));
        }
    }

    static void refusePaid(RoundSales sales, List<RoundId> ids) {
        Set<RoundId> paid = sales.paid(ids);
        if (!paid.isEmpty()) {
            throw new WasPaidFor(paid);
        }
    }

    private boolean checkStart(String field, Instant startsAt, PerformanceTables.Present present, FieldErrors errors) {
        if (!startsAt.isAfter(this.clock.instant())) {
            errors.reject(field, "catalog.round.past");
        }
        else if (!isWithin(startsAt, present.startDate(), present.endDate())) {
            errors.reject(field, "catalog.round.outside-dates", present.startDate().toString(),
                    present.endDate().toString());
        }
        else {
            return true;
        }
        return false;
    }

    private static void checkBooking(RoundView round, FieldErrors errors) {
        if (round.bookingClosesAt().isAfter(round.startsAt())) {
            errors.reject("bookingClosesAt", "catalog.round.closes-after-start");
        }
        if (!round.bookingOpensAt().isBefore(round.bookingClosesAt()) || round.bookingOpensAt().isBefore(EARLIEST)) {
            errors.reject("bookingOpensAt", "catalog.round.opens-after-closing");
        }
    }

    private static void refuseNeighbours(RoundView round, List<RoundView> others) {
        for (RoundView other : others) {
            if (Duration.between(round.startsAt(), other.startsAt()).abs().compareTo(APART) < 0) {
                throw new RoundsTooClose(round.startsAt(), other.startsAt());
            }
        }
    }

    static boolean isWithin(Instant startsAt, LocalDate first, LocalDate last) {
        LocalDate day = startsAt.atZone(KOREA).toLocalDate();
        return !day.isBefore(first) && !day.isAfter(last);
    }

    private static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

}
