package io.ticketblue.catalog.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.ticketblue.catalog.CancellationPolicy;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** Writes the tables of performances. */
@Repository
class PerformanceTables {

    private final JdbcClient jdbc;

    private final JdbcOperations bulk;

    private final CancellationStore policies;

    PerformanceTables(JdbcClient jdbc, JdbcOperations bulk, CancellationStore policies) {
        this.jdbc = jdbc;
        this.bulk = bulk;
        this.policies = policies;
    }

    /**
     * What changes of a performance depend on.
     *
     * @param venue where it is
     * @param startDate the first day
     * @param endDate the last day
     * @param cancellationPolicy the name of the rules of cancellation
     * @param cancellationTerms the rules themselves
     * @param posterKey the poster's files, if it has any
     * @param archivedAt when it was archived, if it was
     * @param version counts its changes
     */
    record Present(VenueId venue, LocalDate startDate, LocalDate endDate, String cancellationPolicy,
            CancellationPolicy cancellationTerms, @Nullable String posterKey, @Nullable Instant archivedAt,
            int version) {

        /** Whether buyers who cancel are treated in the same way. */
        boolean cancelsLike(Row row) {
            return this.cancellationPolicy.equals(row.cancellationPolicy())
                    && this.cancellationTerms.equals(row.cancellationTerms());
        }

    }

    /**
     * A performance's own row, checked.
     *
     * @param maxPerPerson with its default filled in
     * @param bookingFee with its default filled in
     */
    record Row(String title, Category category, String description, int durationMinutes, int ageLimit,
            LocalDate startDate, LocalDate endDate, VenueId venue, int maxPerPerson, Money bookingFee,
            String cancellationPolicy, CancellationPolicy cancellationTerms) {
    }

    PerformanceId insert(Row row, Instant now) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        statement(
                """
                        INSERT INTO performance (title, category, description, duration_minutes, age_limit, start_date, end_date,
                            venue_id, max_per_person, booking_fee, cancellation_policy, cancellation_terms,
                            created_at, changed_at)
                        VALUES (:title, :category, :description, :duration, :age, :start, :end,
                            :venue, :max, :fee, :policy, :terms, :now, :now)""",
                row, now)
            .update(key, "id");
        return new PerformanceId(GeneratedKey.of(key));
    }

    void update(PerformanceId id, Row row, Instant now) {
        statement("""
                UPDATE performance
                SET title = :title, category = :category, description = :description, duration_minutes = :duration,
                    age_limit = :age, start_date = :start, end_date = :end, venue_id = :venue, max_per_person = :max,
                    booking_fee = :fee, cancellation_policy = :policy, cancellation_terms = :terms,
                    changed_at = :now
                WHERE id = :id""", row, now).param("id", id.value()).update();
    }

    private JdbcClient.StatementSpec statement(String sql, Row row, Instant now) {
        return this.jdbc.sql(sql)
            .param("title", row.title())
            .param("category", row.category().name())
            .param("description", row.description())
            .param("duration", row.durationMinutes())
            .param("age", row.ageLimit())
            .param("start", row.startDate())
            .param("end", row.endDate())
            .param("venue", row.venue().value())
            .param("max", row.maxPerPerson())
            .param("fee", row.bookingFee().won())
            .param("policy", row.cancellationPolicy())
            .param("terms", this.policies.written(row.cancellationTerms()))
            .param("now", now);
    }

    /**
     * Lets nobody else change the performance or its rounds until the transaction ends.
     */
    Optional<Present> lock(PerformanceId id) {
        return this.jdbc.sql("""
                SELECT venue_id, start_date, end_date, cancellation_policy, cancellation_terms, poster_key,
                       archived_at, version
                FROM performance WHERE id = :id""" + locking())
            .param("id", id.value())
            .query((row, number) -> present(row))
            .optional();
    }

    /** What keeps other editors from the performance that {@link #lock} has read. */
    String locking() {
        return " FOR UPDATE";
    }

    private Present present(ResultSet row) throws SQLException {
        return new Present(new VenueId(row.getLong("venue_id")), row.getObject("start_date", LocalDate.class),
                row.getObject("end_date", LocalDate.class), row.getString("cancellation_policy"),
                this.policies.read(row), row.getString("poster_key"), row.getObject("archived_at", Instant.class),
                row.getInt("version"));
    }

    /** Where the performance is, to be locked before the performance itself. */
    Optional<VenueId> venueOf(PerformanceId id) {
        return this.jdbc.sql("SELECT venue_id FROM performance WHERE id = :id")
            .param("id", id.value())
            .query((row, number) -> new VenueId(row.getLong("venue_id")))
            .optional();
    }

    /** Counts a change. */
    void touch(PerformanceId id) {
        this.jdbc.sql("UPDATE performance SET version = version + 1 WHERE id = :id").param("id", id.value()).update();
    }

    void setArchived(PerformanceId id, @Nullable Instant at) {
        this.jdbc.sql("UPDATE performance SET archived_at = :at WHERE id = :id")
            .param("at", at)
            .param("id", id.value())
            .update();
    }

    void setPoster(PerformanceId id, @Nullable String key, Instant now) {
        this.jdbc.sql("UPDATE performance SET poster_key = :key, changed_at = :now WHERE id = :id")
            .param("key", key)
            .param("now", now)
            .param("id", id.value())
            .update();
    }

    void insertGrades(PerformanceId id, GradePlan plan) {
        BulkInsert grades = new BulkInsert(this.bulk,
                "INSERT INTO performance_grade (performance_id, position, name, price)", 4);
        for (int position = 0; position < plan.grades().size(); position++) {
            GradePlan.Price grade = plan.grades().get(position);
            grades.add(id.value(), position, grade.name(), grade.price().won());
        }
        grades.flush();
        BulkInsert sections = new BulkInsert(this.bulk,
                "INSERT INTO performance_section_grade (performance_id, section_id, grade_position)", 3);
        plan.sections().forEach((section, grade) -> sections.add(id.value(), section, grade));
        sections.flush();
        BulkInsert rows = new BulkInsert(this.bulk,
                "INSERT INTO performance_row_grade (performance_id, section_id, row_position, grade_position)", 4);
        plan.rows().forEach((row, grade) -> rows.add(id.value(), row.section(), row.position(), grade));
        rows.flush();
    }

    void deleteGrades(PerformanceId id) {
        this.jdbc.sql("DELETE FROM performance_row_grade WHERE performance_id = :id").param("id", id.value()).update();
        this.jdbc.sql("DELETE FROM performance_section_grade WHERE performance_id = :id")
            .param("id", id.value())
            .update();
        this.jdbc.sql("DELETE FROM performance_grade WHERE performance_id = :id").param("id", id.value()).update();
    }

    void insertCast(PerformanceId id, List<SavePerformance.Performer> cast) {
        BulkInsert rows = new BulkInsert(this.bulk,
                "INSERT INTO performance_cast (performance_id, performer_id, position, role)", 4);
        for (int position = 0; position < cast.size(); position++) {
            rows.add(id.value(), cast.get(position).id().value(), position, cast.get(position).role());
        }
        rows.flush();
    }

    void appendToCast(PerformanceId id, PerformerId performer, String role) {
        this.jdbc.sql("""
                INSERT INTO performance_cast (performance_id, performer_id, position, role)
                SELECT :id, :performer, COALESCE(MAX(c.position), -1) + 1, :role
                FROM performance_cast c WHERE c.performance_id = :id""")
            .param("id", id.value())
            .param("performer", performer.value())
            .param("role", role)
            .update();
    }

    boolean removeFromCast(PerformanceId id, PerformerId performer) {
        return this.jdbc.sql("DELETE FROM performance_cast WHERE performance_id = :id AND performer_id = :performer")
            .param("id", id.value())
            .param("performer", performer.value())
            .update() > 0;
    }

    void deleteCast(PerformanceId id) {
        this.jdbc.sql("DELETE FROM performance_cast WHERE performance_id = :id").param("id", id.value()).update();
    }

    void delete(PerformanceId id) {
        deleteGrades(id);
        deleteCast(id);
        this.jdbc.sql("DELETE FROM performance WHERE id = :id").param("id", id.value()).update();
    }

    /** Those of performances that are not archived. */
    List<PerformanceId> shown(Collection<PerformanceId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return this.jdbc.sql("SELECT id FROM performance WHERE id IN (:ids) AND archived_at IS NULL ORDER BY id")
            .param("ids", ids.stream().map(PerformanceId::value).toList())
            .query((row, number) -> new PerformanceId(row.getLong("id")))
            .list();
    }

    List<PerformanceId> at(VenueId venue) {
        return this.jdbc.sql("SELECT id FROM performance WHERE venue_id = :venue ORDER BY id")
            .param("venue", venue.value())
            .query((row, number) -> new PerformanceId(row.getLong("id")))
            .list();
    }

}
