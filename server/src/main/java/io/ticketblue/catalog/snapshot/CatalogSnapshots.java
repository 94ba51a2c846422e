package io.ticketblue.catalog.snapshot;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.internal.PosterName;
import io.ticketblue.catalog.snapshot.PerformanceSnapshot.CastSnapshot;
import io.ticketblue.shared.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads the present state from the primary, at most {@value #MOST} at once and with a
 * fixed number of queries. Archived performances are not among what buyers can see.
 */
@Component
@Transactional(readOnly = true)
public class CatalogSnapshots {

    /** How many can be read at once. */
    public static final int MOST = 1_000;

    private final JdbcClient jdbc;

    private final Clock clock;

    CatalogSnapshots(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Reads performances by id.
     * @return those that buyers can see
     */
    public List<PerformanceSnapshot> performances(Collection<PerformanceId> ids) {
        return ids.isEmpty() ? List.of() : read(ids.stream().map(PerformanceId::value).toList());
    }

    /**
     * Reads all performances that buyers can see in portions, in the order of their ids.
     * @param after none with this id or a lower one, 0 to begin
     * @param size how many at most, 1 to {@value #MOST}
     * @return the next ones; none when all were read
     */
    public List<PerformanceSnapshot> performancesAfter(long after, int size) {
        List<Long> ids = this.jdbc
            .sql("SELECT id FROM performance WHERE id > :after AND archived_at IS NULL ORDER BY id LIMIT :size")
            .param("after", after)
            .param("size", bounded(size))
            .query(Long.class)
            .list();
        return ids.isEmpty() ? List.of() : read(ids);
    }

    private List<PerformanceSnapshot> read(List<Long> ids) {
        bounded(ids.size());
        Map<Long, List<CastSnapshot>> cast = cast(ids);
        return this.jdbc.sql("""
                SELECT p.id, p.title, p.category, p.description, p.start_date, p.end_date, p.poster_key,
                       p.venue_id, v.name AS venue_name, v.address AS venue_address,
                       (SELECT MIN(g.price) FROM performance_grade g WHERE g.performance_id = p.id) AS lowest_price,
                       (SELECT MIN(r.booking_opens_at) FROM performance_round r
                        WHERE r.performance_id = p.id AND r.starts_at > :now AND r.cancelled_at IS NULL) AS opens_at
                FROM performance p JOIN venue v ON v.id = p.venue_id
                WHERE p.id IN (:ids) AND p.archived_at IS NULL ORDER BY p.id""")
            .param("ids", ids)
            .param("now", this.clock.instant())
            .query((row, number) -> performance(row, cast.getOrDefault(row.getLong("id"), List.of())))
            .list();
    }

    private static PerformanceSnapshot performance(ResultSet row, List<CastSnapshot> cast) throws SQLException {
        String posterKey = row.getString("poster_key");
        return new PerformanceSnapshot(new PerformanceId(row.getLong("id")), row.getString("title"),
                Category.valueOf(row.getString("category")), row.getString("description"),
                row.getObject("start_date", LocalDate.class), row.getObject("end_date", LocalDate.class),
                new Money(row.getLong("lowest_price")),
                (posterKey != null) ? PosterName.MEDIUM.address(posterKey) : null,
                row.getObject("opens_at", Instant.class), new VenueSnapshot(new VenueId(row.getLong("venue_id")),
                        row.getString("venue_name"), row.getString("venue_address")),
                cast);
    }

    /**
     * Reads which performances had a round that started in a time, and so may have
     * another next opening.
     * @param after later than this
     * @param until at this time or before
     */
    public List<PerformanceId> performancesStarted(Instant after, Instant until) {
        return this.jdbc.sql("""
                SELECT DISTINCT performance_id FROM performance_round
                WHERE starts_at > :after AND starts_at <= :until AND cancelled_at IS NULL""")
            .param("after", after)
            .param("until", until)
            .query((row, number) -> new PerformanceId(row.getLong("performance_id")))
            .list();
    }

    /**
     * Reads what performances and their venues are called, archived ones included.
     * @param ids at most {@value #MOST}
     * @return the names of those that exist
     */
    public Map<PerformanceId, PerformanceNames> names(Collection<PerformanceId> ids) {
        Map<PerformanceId, PerformanceNames> names = new HashMap<>();
        if (!ids.isEmpty()) {
            bounded(ids.size());
            this.jdbc.sql("""
                    SELECT p.id, p.title, v.name AS venue_name FROM performance p JOIN venue v ON v.id = p.venue_id
                    WHERE p.id IN (:ids)""")
                .param("ids", ids.stream().map(PerformanceId::value).toList())
                .query((row) -> {
                    names.put(new PerformanceId(row.getLong("id")),
                            new PerformanceNames(row.getString("title"), row.getString("venue_name")));
                });
        }
        return names;
    }

    private Map<Long, List<CastSnapshot>> cast(List<Long> performances) {
        Map<Long, List<CastSnapshot>> cast = new HashMap<>();
        this.jdbc.sql("""
                SELECT c.performance_id, f.id, f.name, c.role
                FROM performance_cast c JOIN performer f ON f.id = c.performer_id
                WHERE c.performance_id IN (:ids) ORDER BY c.performance_id, c.position""")
            .param("ids", performances)
            .query((ResultSet row) -> {
                cast.computeIfAbsent(row.getLong("performance_id"), (id) -> new ArrayList<>())
                    .add(new CastSnapshot(new PerformerId(row.getLong("id")), row.getString("name"),
                            row.getString("role")));
            });
        return cast;
    }

    /**
     * Reads performers by id.
     * @return those that exist
     */
    public List<PerformerSnapshot> performers(Collection<PerformerId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        bounded(ids.size());
        return this.jdbc.sql("SELECT id, name FROM performer WHERE id IN (:ids)")
            .param("ids", ids.stream().map(PerformerId::value).toList())
            .query((row, number) -> performer(row))
            .list();
    }

    /**
     * Reads all performers in portions, in the order of their ids.
     * @param after none with this id or a lower one, 0 to begin
     * @param size how many at most, 1 to {@value #MOST}
     * @return the next ones; none when all were read
     */
    public List<PerformerSnapshot> performersAfter(long after, int size) {
        return this.jdbc.sql("SELECT id, name FROM performer WHERE id > :after ORDER BY id LIMIT :size")
            .param("after", after)
            .param("size", bounded(size))
            .query((row, number) -> performer(row))
            .list();
    }

    private static PerformerSnapshot performer(ResultSet row) throws SQLException {
        return new PerformerSnapshot(new PerformerId(row.getLong("id")), row.getString("name"));
    }

    /**
     * Reads venues by id.
     * @return those that exist
     */
    public List<VenueSnapshot> venues(Collection<VenueId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        bounded(ids.size());
        return this.jdbc.sql("SELECT id, name, address FROM venue WHERE id IN (:ids)")
            .param("ids", ids.stream().map(VenueId::value).toList())
            .query((row, number) -> venue(row))
            .list();
    }

    /**
     * Reads all venues in portions, in the order of their ids.
     * @param after none with this id or a lower one, 0 to begin
     * @param size how many at most, 1 to {@value #MOST}
     * @return the next ones; none when all were read
     */
    public List<VenueSnapshot> venuesAfter(long after, int size) {
        return this.jdbc.sql("SELECT id, name, address FROM venue WHERE id > :after ORDER BY id LIMIT :size")
            .param("after", after)
            .param("size", bounded(size))
            .query((row, number) -> venue(row))
            .list();
    }

    private static VenueSnapshot venue(ResultSet row) throws SQLException {
        return new VenueSnapshot(new VenueId(row.getLong("id")), row.getString("name"), row.getString("address"));
    }

    private static int bounded(int size) {
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " at once, not " + size);
        }
        return size;
    }

}
