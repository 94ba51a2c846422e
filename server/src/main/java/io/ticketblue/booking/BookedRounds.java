package io.ticketblue.booking;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import io.ticketblue.catalog.RoundId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells what many reservations were made for, with one query. */
@Service
public class BookedRounds {

    private final JdbcClient sql;

    BookedRounds(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Looks reservations up.
     * @param reservations which, a few thousand at most
     * @return what those that exist were made for
     */
    @Transactional(readOnly = true)
    public Map<ReservationId, Booked> of(Collection<ReservationId> reservations) {
        Map<ReservationId, Booked> booked = new HashMap<>();
        if (!reservations.isEmpty()) {
            this.sql.sql("SELECT id, round_id, seat_count FROM reservation WHERE id IN (:ids)")
                .param("ids", reservations.stream().map(ReservationId::value).toList())
                .query((row) -> {
                    booked.put(new ReservationId(row.getLong("id")),
                            new Booked(new RoundId(row.getLong("round_id")), row.getInt("seat_count")));
                });
        }
        return booked;
    }

}
