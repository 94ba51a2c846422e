package io.ticketblue.catalog.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.PerformerView;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The table of performers. */
@Repository
public class PerformerTables {

    private static final String SELECT = "SELECT id, name, birth_date, nation, version FROM performer ";

    private final JdbcClient jdbc;

    PerformerTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    PerformerId insert(String name, @Nullable LocalDate birthDate, @Nullable String nation, Instant now) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        this.jdbc.sql("""
                INSERT INTO performer (name, birth_date, nation, created_at, changed_at)
                VALUES (:name, :birthDate, :nation, :now, :now)""")
            .param("name", name)
            .param("birthDate", birthDate)
            .param("nation", nation)
            .param("now", now)
            .update(key, "id");
        return new PerformerId(GeneratedKey.of(key));
    }

    void update(PerformerId id, String name, @Nullable LocalDate birthDate, @Nullable String nation, Instant now) {
        this.jdbc.sql("""
                UPDATE performer
                SET name = :name, birth_date = :birthDate, nation = :nation, changed_at = :now, version = version + 1
                WHERE id = :id""")
            .param("name", name)
            .param("birthDate", birthDate)
            .param("nation", nation)
            .param("now", now)
            .param("id", id.value())
            .update();
    }

    /** Lets nobody else change the performer until the transaction ends. */
    Optional<PerformerView> lock(PerformerId id) {
        return this.jdbc.sql(SELECT + "WHERE id = :id FOR UPDATE")
            .param("id", id.value())
            .query((row, number) -> view(row))
            .optional();
    }

    /** The performances that name the performer. */
    List<PerformanceId> performancesOf(PerformerId id) {
        return this.jdbc
            .sql("SELECT performance_id FROM performance_cast WHERE performer_id = :id ORDER BY performance_id")
            .param("id", id.value())
            .query((row, number) -> new PerformanceId(row.getLong("performance_id")))
            .list();
    }

    void delete(PerformerId id) {
        this.jdbc.sql("DELETE FROM performer WHERE id = :id").param("id", id.value()).update();
    }

    boolean isCast(PerformerId id) {
        return this.jdbc.sql("SELECT EXISTS (SELECT 1 FROM performance_cast WHERE performer_id = :id)")
            .param("id", id.value())
            .query(Boolean.class)
            .single();
    }

    /** Those of the performers that exist, kept from being deleted meanwhile. */
    Set<PerformerId> lockShared(Collection<PerformerId> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(this.jdbc.sql("SELECT id FROM performer WHERE id IN (:ids) LOCK IN SHARE MODE")
            .param("ids", ids.stream().map(PerformerId::value).toList())
            .query((row, number) -> new PerformerId(row.getLong("id")))
            .list());
    }

    /**
     * One performer.
     * @param id who
     * @return the performer, if there is one
     */
    public Optional<PerformerView> find(PerformerId id) {
        return this.jdbc.sql(SELECT + "WHERE id = :id")
            .param("id", id.value())
            .query((row, number) -> view(row))
            .optional();
    }

    /**
     * A page of the performers by name.
     * @param query what the name contains, empty for all
     * @param paging which page
     * @return the page
     */
    public Page<PerformerView> page(String query, Paging paging) {
        String where = query.isEmpty() ? "" : " WHERE name LIKE :pattern ESCAPE '!'";
        String pattern = LikePattern.containing(query);
        long total = this.jdbc.sql("SELECT COUNT(*) FROM performer" + where)
            .param("pattern", pattern)
            .query(Long.class)
            .single();
        List<PerformerView> performers = this.jdbc.sql(SELECT + where + " ORDER BY name, id LIMIT :size OFFSET :offset")
            .param("pattern", pattern)
            .param("size", paging.size())
            .param("offset", paging.offset())
            .query((row, number) -> view(row))
            .list();
        return Page.of(performers, paging, total);
    }

    private static PerformerView view(ResultSet row) throws SQLException {
        return new PerformerView(new PerformerId(row.getLong("id")), row.getString("name"),
                row.getObject("birth_date", LocalDate.class), row.getString("nation"), row.getInt("version"));
    }

}
