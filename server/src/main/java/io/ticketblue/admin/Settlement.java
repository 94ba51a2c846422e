package io.ticketblue.admin;

import java.time.LocalDate;
import java.util.List;

/**
 * What performances took and gave in a span of days.
 *
 * @param from the first day
 * @param to the last day
 * @param lines one for each day and performance with any movement, by day and title
 * @param total the sum of all lines
 */
record Settlement(LocalDate from, LocalDate to, List<SettlementLine> lines, SettlementLine total) {

    Settlement {
        lines = List.copyOf(lines);
    }

}
