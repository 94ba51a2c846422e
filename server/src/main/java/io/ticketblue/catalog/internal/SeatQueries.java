package io.ticketblue.catalog.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.ticketblue.catalog.SeatId;
import io.ticketblue.catalog.SeatView;
import io.ticketblue.catalog.VenueId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads seats with all that they are called. */
@Repository
public class SeatQueries {

    private static final String SELECT = """
            SELECT t.id, s.name AS section, s.standing, r.label AS row_label, t.number, t.x, t.y, t.wheelchair
            FROM section s
            JOIN seat t ON t.section_id = s.id
            JOIN seat_row r ON r.section_id = t.section_id AND r.position = t.row_position
            """;

    private final JdbcClient jdbc;

    SeatQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The seats of a venue in the map's order.
     * @param id which venue
     * @return the seats, none if there is no such venue
     */
    public List<SeatView> of(VenueId id) {
        return this.jdbc.sql(SELECT + "WHERE s.venue_id = :venue ORDER BY t.id")
            .param("venue", id.value())
            .query((row, number) -> seat(row))
            .list();
    }

    /**
     * What seats are called.
     * @param seats which
     * @return the labels of those that exist
     */
    public Map<SeatId, String> labels(Collection<SeatId> seats) {
        if (seats.isEmpty()) {
            return Map.of();
        }
        return this.jdbc.sql(SELECT + "WHERE t.id IN (:seats)")
            .param("seats", seats.stream().map(SeatId::value).toList())
            .query((row, number) -> seat(row))
            .list()
            .stream()
            .collect(Collectors.toUnmodifiableMap(SeatView::id, SeatView::label));
    }

    static SeatView seat(ResultSet row) throws SQLException {
        String section = row.getString("section");
        String label = row.getString("row_label");
        int number = row.getInt("number");
        return new SeatView(new SeatId(row.getLong("id")), section, label, number,
                SeatMap.Section.label(section, row.getBoolean("standing"), label, number), row.getDouble("x"),
                row.getDouble("y"), row.getBoolean("wheelchair"));
    }

}
