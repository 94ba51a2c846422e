package io.ticketblue.booking.attendance;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.catalog.RoundId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the table {@code reservation}. */
@Repository
class VisitRepository {

    static final int MOST_BOOKINGS = 1000;

    private final JdbcClient sql;

    VisitRepository(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Row> find(AccountId buyer, ReservationId reservation) {
        return this.sql.sql("SELECT id, round_id, status FROM reservation WHERE id = :id AND account_id = :buyer")
            .param("id", reservation.value())
            .param("buyer", buyer.value())
            .query(VisitRepository::row)
            .optional();
    }

    /** The latest bookings of which the buyer has seats. */
    List<Row> booked(AccountId buyer) {
        return this.sql.sql("""
                SELECT id, round_id, status FROM reservation
                WHERE account_id = :buyer AND status IN ('CONFIRMED', 'PARTIALLY_CANCELLED')
                ORDER BY id DESC LIMIT :most""")
            .param("buyer", buyer.value())
            .param("most", MOST_BOOKINGS)
            .query(VisitRepository::row)
            .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(new ReservationId(row.getLong("id")), new RoundId(row.getLong("round_id")),
                ReservationStatus.valueOf(row.getString("status")));
    }

    record Row(ReservationId reservation, RoundId round, ReservationStatus status) {
    }

}
