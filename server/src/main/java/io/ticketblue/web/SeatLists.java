package io.ticketblue.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.SeatStatus;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Lists the seats of a section for browsers without script. */
@Component
class SeatLists {

    private final Bookings bookings;

    SeatLists(Bookings bookings) {
        this.bookings = bookings;
    }

    /**
     * The list of a round.
     * @param round which round
     * @param performance its performance
     * @param wanted the section whose seats are listed; a house of one section needs no
     * choice
     */
    SeatList of(RoundId round, PerformanceView performance, String wanted) {
        Map<SeatId, SeatStatus> taken = this.bookings.taken(round);
        Map<String, List<PricedSeat>> sections = this.bookings.seats(round)
            .stream()
            .collect(Collectors.groupingBy((seat) -> seat.seat().section(), LinkedHashMap::new, Collectors.toList()));
        String chosen = (sections.size() == 1) ? sections.keySet().iterator().next() : wanted;
        List<PricedSeat> seats = sections.getOrDefault(chosen, List.of());
        List<String> grades = performance.grades().stream().map(PerformanceView.Grade::name).toList();
        return new SeatList(sections.entrySet().stream().map((section) -> {
            long free = section.getValue().stream().filter((seat) -> !taken.containsKey(seat.seat().id())).count();
            return new Section(section.getKey(), free);
        }).toList(), seats.isEmpty() ? null : chosen, rows(seats, grades, taken));
    }

    private static List<Row> rows(List<PricedSeat> seats, List<String> grades, Map<SeatId, SeatStatus> taken) {
        Map<String, List<Seat>> rows = seats.stream()
            .collect(
                    Collectors.groupingBy((seat) -> seat.seat().row(), LinkedHashMap::new,
                            Collectors.mapping(
                                    (seat) -> new Seat(seat.seat().id(), seat.seat().label(), seat.grade(),
                                            Math.max(0, grades.indexOf(seat.grade())), seat.price(),
                                            seat.seat().accessible(), !taken.containsKey(seat.seat().id())),
                                    Collectors.toList())));
        return rows.entrySet().stream().map((row) -> new Row(row.getKey(), row.getValue())).toList();
    }

    /**
     * The sections of a house and the seats of one of them.
     *
     * @param sections all of them
     * @param chosen the one whose seats are listed, null for none
     * @param rows its rows
     */
    record SeatList(List<Section> sections, @Nullable String chosen, List<Row> rows) {
    }

    /**
     * A section.
     *
     * @param name its name
     * @param free how many seats can be had
     */
    record Section(String name, long free) {
    }

    /**
     * A row.
     *
     * @param label its label
     * @param seats in order
     */
    record Row(String label, List<Seat> seats) {
    }

    /**
     * A seat.
     *
     * @param id identifies it
     * @param label as printed on a ticket
     * @param grade its grade
     * @param gradeIndex the place of the grade in the price list
     * @param price what it costs
     * @param accessible whether a wheelchair user can take it
     * @param free whether it can be had
     */
    record Seat(SeatId id, String label, String grade, int gradeIndex, Money price, boolean accessible, boolean free) {
    }

}
