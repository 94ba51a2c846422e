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
            // Seats that were given back stay there, so what is told never changes.
            this.sql.sql("""
                    SELECT r.id, r.round_id, COUNT(*) AS seats
                    FROM reservation r JOIN reservation_seat s ON s.reservation_id = r.id
                    WHERE r.id IN (:ids) GROUP BY r.id, r.round_id""")
                .param("ids", reservations.stream().map(ReservationId::value).toList())
                .query((row) -> {
                    booked.put(new ReservationId(row.getLong("id")),
                            new Booked(new RoundId(row.getLong("round_id")), row.getInt("seats")));
                });
        }
        return booked;
    }

}
