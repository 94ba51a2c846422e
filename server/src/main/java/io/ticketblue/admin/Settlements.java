package io.ticketblue.admin;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.ticketblue.booking.Booked;
import io.ticketblue.booking.BookedRounds;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.payment.MoneyBooks;
import io.ticketblue.payment.MoneyMovement;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.InvalidRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reckons the daily settlement from the money ledger. The movements are read some at a
 * time, and what they were for is looked up for each such part at once; only the sums are
 * kept.
 */
@Component
class Settlements {

    /** The most days at once. */
    static final int MAX_DAYS = 92;

    private final MoneyBooks money;

    private final BookedRounds bookedRounds;

    private final Catalog catalog;

    Settlements(MoneyBooks money, BookedRounds bookedRounds, Catalog catalog) {
        this.money = money;
        this.bookedRounds = bookedRounds;
        this.catalog = catalog;
    }

    /**
     * Reckons whole days in Korea.
     * @param performance only this one, null for all
     * @throws InvalidRequest if the days are in the wrong order or too many
     */
    Settlement of(LocalDate from, LocalDate to, @Nullable PerformanceId performance) {
        if (to.isBefore(from) || ChronoUnit.DAYS.between(from, to) >= MAX_DAYS) {
            throw new InvalidRequest("to", "admin.settlement.days", MAX_DAYS);
        }
        Map<Key, SettlementLine> sums = new HashMap<>();
        Map<RoundId, PerformanceId> performances = new HashMap<>();
        this.money.read(from.atStartOfDay(Formats.SEOUL).toInstant(),
                to.plusDays(1).atStartOfDay(Formats.SEOUL).toInstant(),
                (movements) -> add(movements, performance, sums, performances));
        return settlement(from, to, sums);
    }

    private void add(List<MoneyMovement> movements, @Nullable PerformanceId wanted, Map<Key, SettlementLine> sums,
            Map<RoundId, PerformanceId> performances) {
        Map<ReservationId, Booked> booked = this.bookedRounds
            .of(movements.stream().map((movement) -> new ReservationId(movement.reference())).distinct().toList());
        learn(booked, performances);
        for (MoneyMovement movement : movements) {
            Booked reservation = booked.get(new ReservationId(movement.reference()));
            PerformanceId performance = (reservation != null) ? performances.get(reservation.round()) : null;
            if (wanted == null || wanted.equals(performance)) {
                Key key = new Key(Formats.day(movement.at()), performance);
                SettlementLine sum = sums.computeIfAbsent(key, (missing) -> SettlementLine.empty(missing.day(),
                        (performance != null) ? performance.value() : null, ""));
                sums.put(key, sum.plus(movement, (reservation != null) ? reservation.seats() : 0));
            }
        }
    }

    private void learn(Map<ReservationId, Booked> booked, Map<RoundId, PerformanceId> performances) {
        Set<RoundId> unknown = new HashSet<>();
        for (Booked reservation : booked.values()) {
            if (!performances.containsKey(reservation.round())) {
                unknown.add(reservation.round());
            }
        }
        if (!unknown.isEmpty()) {
            this.catalog.rounds(unknown)
                .values()
                .forEach((round) -> performances.put(round.id(), round.performanceId()));
        }
    }

    private Settlement settlement(LocalDate from, LocalDate to, Map<Key, SettlementLine> sums) {
        Map<PerformanceId, PerformanceCard> cards = this.catalog
            .cards(sums.keySet().stream().map(Key::performance).filter(Objects::nonNull).collect(Collectors.toSet()));
        List<SettlementLine> lines = sums.entrySet()
            .stream()
            .map((sum) -> sum.getValue().titled(title(sum.getKey().performance(), cards)))
            .sorted(Comparator.comparing((SettlementLine line) -> Objects.requireNonNull(line.day()))
                .thenComparing(SettlementLine::title))
            .toList();
        SettlementLine total = lines.stream()
            .reduce(SettlementLine.empty(null, null, ""), (sum, line) -> sum.plus(line));
        return new Settlement(from, to, lines, total);
    }

    private static String title(@Nullable PerformanceId performance, Map<PerformanceId, PerformanceCard> cards) {
        PerformanceCard card = (performance != null) ? cards.get(performance) : null;
        return (card != null) ? card.title() : "";
    }

    private record Key(LocalDate day, @Nullable PerformanceId performance) {
    }

}
