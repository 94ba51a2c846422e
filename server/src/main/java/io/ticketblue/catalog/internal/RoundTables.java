package io.ticketblue.catalog.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.shared.Money;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The table of rounds. */
@Repository
public class RoundTables {

    private static final String SELECT = """
            SELECT id, performance_id, starts_at, booking_opens_at, booking_closes_at, cancelled_at,
                   archived_at, version
            FROM performance_round
            """;

    private static final String SEATING = """
            SELECT t.id, s.name AS section, s.standing, r.label AS row_label, t.number, t.x, t.y, t.wheelchair,
                   g.name AS grade, g.price
            FROM performance p
            JOIN section s ON s.venue_id = p.venue_id
            JOIN seat_row r ON r.section_id = s.id
            LEFT JOIN performance_row_grade rg
                   ON rg.performance_id = p.id AND rg.section_id = r.section_id AND rg.row_position = r.position
            LEFT JOIN performance_section_grade sg ON sg.performance_id = p.id AND sg.section_id = s.id
            JOIN performance_grade g
                   ON g.performance_id = p.id AND g.position = COALESCE(rg.grade_position, sg.grade_position)
            JOIN seat t ON t.section_id = r.section_id AND t.row_position = r.position
            WHERE p.id = %s
            ORDER BY t.id""";

    private final JdbcClient jdbc;

    RoundTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    RoundView insert(PerformanceId performance, Instant startsAt, Instant opensAt, Instant closesAt, Instant now) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        this.jdbc.sql("""
                INSERT INTO performance_round
                    (performance_id, starts_at, booking_opens_at, booking_closes_at, created_at)
                VALUES (:performance, :startsAt, :opensAt, :closesAt, :now)""")
            .param("performance", performance.value())
            .param("startsAt", startsAt)
            .param("opensAt", opensAt)
            .param("closesAt", closesAt)
            .param("now", now)
            .update(key, "id");
        return new RoundView(new RoundId(GeneratedKey.of(key)), performance, startsAt, opensAt, closesAt, null, null,
                1);
    }

    void cancel(RoundId id, Instant at) {
        this.jdbc.sql("""
                UPDATE performance_round SET cancelled_at = :at, version = version + 1
                WHERE id = :id AND cancelled_at IS NULL""").param("at", at).param("id", id.value()).update();
    }

    void update(RoundId id, Instant startsAt, Instant opensAt, Instant closesAt) {
        this.jdbc.sql("""
                UPDATE performance_round
                SET starts_at = :startsAt, booking_opens_at = :opensAt, booking_closes_at = :closesAt,
                    version = version + 1
                WHERE id = :id""")
            .param("startsAt", startsAt)
            .param("opensAt", opensAt)
            .param("closesAt", closesAt)
            .param("id", id.value())
            .update();
    }

    /** Archives a round, which is cancelled as well if {@code cancel} says so. */
    void archive(RoundId id, Instant at, boolean cancel) {
        this.jdbc.sql("""
                UPDATE performance_round
                SET archived_at = :at, cancelled_at = IF(:cancel, COALESCE(cancelled_at, :at), cancelled_at),
                    version = version + 1
                WHERE id = :id AND archived_at IS NULL""")
            .param("at", at)
            .param("cancel", cancel)
            .param("id", id.value())
            .update();
    }

    /**
     * Takes rounds out of the archive that went there with their performance, but for
     * those that were cancelled by that.
     */
    void restore(PerformanceId performance, Instant archivedAt) {
        this.jdbc.sql("""
                UPDATE performance_round SET archived_at = NULL, version = version + 1
                WHERE performance_id = :performance AND archived_at = :at
                AND (cancelled_at IS NULL OR cancelled_at <> archived_at)""")
            .param("performance", performance.value())
            .param("at", archivedAt)
            .update();
    }

    void delete(RoundId id) {
        this.jdbc.sql("DELETE FROM performance_round WHERE id = :id").param("id", id.value()).update();
    }

    /**
     * Locks rounds exclusively, in the order of their ids: nobody holds, orders or pays
     * for seats of them until the caller's transaction ends. Editors do not need it to
     * keep each other out, for they have locked the performance.
     */
    void lock(Collection<RoundId> ids) {
        if (!ids.isEmpty()) {
            this.jdbc.sql("SELECT id FROM performance_round WHERE id IN (:ids) ORDER BY id FOR UPDATE")
                .param("ids", ids.stream().map(RoundId::value).toList())
                .query(Long.class)
                .list();
        }
    }

    /**
     * Whether a round is cancelled. Nobody cancels, moves or deletes it until the
     * caller's transaction ends; any number of callers may hold this lock together.
     * @return empty if there is no such round
     */
    public Optional<Boolean> cancelledLocked(RoundId id) {
        return this.jdbc.sql("SELECT cancelled_at IS NOT NULL FROM performance_round WHERE id = :id LOCK IN SHARE MODE")
            .param("id", id.value())
            .query(Boolean.class)
            .optional();
    }

    /**
     * Keeps rounds from being changed until the caller's transaction ends, as
     * {@link #cancelledLocked}, without waiting for others.
     * @throws org.springframework.dao.PessimisticLockingFailureException if somebody is
     * changing one of them
     */
    public void lockSharedAtOnce(Collection<RoundId> ids) {
        this.jdbc.sql("SELECT id FROM performance_round WHERE id IN (:ids) ORDER BY id LOCK IN SHARE MODE NOWAIT")
            .param("ids", ids.stream().map(RoundId::value).toList())
            .query(Long.class)
            .list();
    }

    /**
     * The rounds of performances, soonest first.
     * @param performances which
     * @return their rounds
     */
    public List<RoundView> of(Collection<PerformanceId> performances) {
        if (performances.isEmpty()) {
            return List.of();
        }
        return this.jdbc.sql(SELECT + "WHERE performance_id IN (:performances) ORDER BY starts_at, id")
            .param("performances", performances.stream().map(PerformanceId::value).toList())
            .query((row, number) -> view(row))
            .list();
    }

    /**
     * The rounds of all performances from a time on, soonest first, without archived
     * ones.
     * @param from none that start before this
     * @param limit how many at most
     * @return the rounds
     */
    public List<RoundView> from(Instant from, int limit) {
        return this.jdbc
            .sql(SELECT + "WHERE starts_at >= :from AND archived_at IS NULL ORDER BY starts_at, id LIMIT :limit")
            .param("from", from)
            .param("limit", limit)
            .query((row, number) -> view(row))
            .list();
    }

    /**
     * One round.
     * @param id which
     * @return the round, if there is one
     */
    public Optional<RoundView> find(RoundId id) {
        return this.jdbc.sql(SELECT + "WHERE id = :id")
            .param("id", id.value())
            .query((row, number) -> view(row))
            .optional();
    }

    /**
     * Several rounds.
     * @param ids which
     * @return those that exist
     */
    public List<RoundView> findAll(Collection<RoundId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return this.jdbc.sql(SELECT + "WHERE id IN (:ids) ORDER BY id")
            .param("ids", ids.stream().map(RoundId::value).toList())
            .query((row, number) -> view(row))
            .list();
    }

    /**
     * The seats of a round with their grades, in the map's order.
     * @param id which round
     * @return the seats, none if there is no such round
     */
    public List<PricedSeat> seating(RoundId id) {
        return seating("(SELECT performance_id FROM performance_round WHERE id = :id)", id.value());
    }

    /** The seats of each of the performance's rounds, in the map's order. */
    List<PricedSeat> seating(PerformanceId id) {
        return seating(":id", id.value());
    }

    private List<PricedSeat> seating(String performance, long id) {
        return this.jdbc.sql(SEATING.formatted(performance))
            .param("id", id)
            .query((row, number) -> new PricedSeat(SeatQueries.seat(row), row.getString("grade"),
                    new Money(row.getLong("price"))))
            .list();
    }

    private static RoundView view(ResultSet row) throws SQLException {
        return new RoundView(new RoundId(row.getLong("id")), new PerformanceId(row.getLong("performance_id")),
                row.getObject("starts_at", Instant.class), row.getObject("booking_opens_at", Instant.class),
                row.getObject("booking_closes_at", Instant.class), row.getObject("cancelled_at", Instant.class),
                row.getObject("archived_at", Instant.class), row.getInt("version"));
    }

}
