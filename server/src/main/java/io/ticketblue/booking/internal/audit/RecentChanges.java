package io.ticketblue.booking.internal.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.ticketblue.catalog.RoundId;
import io.ticketblue.payment.MoneyBooks;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads from the database which rounds were changed in a span of time, by whichever node.
 */
@Component
public class RecentChanges {

    static final int READ_AT_ONCE = 2000;

    private static final List<String> TIMES = List.of("created_at", "confirmed_at", "cancelled_at");

    private final JdbcClient sql;

    private final MoneyBooks money;

    RecentChanges(JdbcClient sql, MoneyBooks money) {
        this.sql = sql;
        this.money = money;
    }

    /**
     * Reads the rounds whose reservations were made, confirmed or cancelled, or whose
     * money moved. At most {@value #READ_AT_ONCE} rows are read at once, each query along
     * an index.
     * @param from from this time on
     * @param until before this time
     * @param reader is given the rounds some at a time; a round may come several times
     */
    void read(Instant from, Instant until, Consumer<Collection<RoundId>> reader) {
        for (String time : TIMES) {
            read(time, from, until, reader);
        }
        this.money.readEntered(from, until, (references) -> reader.accept(roundsOf(references)));
    }

    private void read(String time, Instant from, Instant until, Consumer<Collection<RoundId>> reader) {
        Change last = new Change(0, new RoundId(0), from);
        List<Change> changes;
        do {
            changes = after(last, time, until);
            if (!changes.isEmpty()) {
                reader.accept(changes.stream().map(Change::round).distinct().toList());
                last = changes.getLast();
            }
        }
        while (changes.size() == READ_AT_ONCE);
    }

    private List<Change> after(Change last, String time, Instant until) {
        return this.sql
            .sql("SELECT id, round_id, %1$s AS at FROM reservation WHERE %1$s >= :at AND (%1$s > :at OR id > :id) "
                .formatted(time) + "AND %1$s < :until ORDER BY %1$s, id LIMIT :most".formatted(time))
            .param("at", Timestamp.from(last.at()))
            .param("id", last.reservation())
            .param("until", Timestamp.from(until))
            .param("most", READ_AT_ONCE)
            .query((row, number) -> new Change(row.getLong("id"), new RoundId(row.getLong("round_id")),
                    row.getTimestamp("at").toInstant()))
            .list();
    }

    private Set<RoundId> roundsOf(Collection<Long> reservations) {
        return new LinkedHashSet<>(this.sql.sql("SELECT DISTINCT round_id FROM reservation WHERE id IN (:reservations)")
            .param("reservations", reservations)
            .query((row, number) -> new RoundId(row.getLong("round_id")))
            .list());
    }

    private record Change(long reservation, RoundId round, Instant at) {
    }

}
