package io.ticketblue.shared;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.shared.database.MayBeStale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who of the staff changed money, coupons or the catalogue: when, what, before and after.
 * Entries are only ever added. An entry is written in the transaction of the change
 * itself, so that neither is there without the other.
 */
@Component
public class AuditTrail {

    private final JdbcClient sql;

    private final JsonMapper json;

    private final CurrentPerson person;

    private final Clock clock;

    /**
     * Creates the trail.
     * @param sql where it is kept
     * @param json writes the states
     * @param person tells who acts
     * @param clock tells when
     */
    public AuditTrail(JdbcClient sql, JsonMapper json, CurrentPerson person, Clock clock) {
        this.sql = sql;
        this.json = json;
        this.person = person;
        this.clock = clock;
    }

    /**
     * Adds an entry in the caller's transaction, in the name of whoever is signed in.
     * Both states are kept as JSON: they must hold nothing that staff must not see, such
     * as a password or an account number, and no whole address of a person, because
     * entries stay when the account is closed.
     * @param action a stable word such as {@code coupon.changed}, at most 60 ASCII
     * characters
     * @param subject what is changed, kind and number, such as {@code coupon 12}; at most
     * 200 characters
     * @param before how it was, null if it is new
     * @param after how it is, null if it is gone
     */
    @Transactional
    public void record(String action, String subject, @Nullable Object before, @Nullable Object after) {
        add(this.person.id(), action, subject, before, after);
    }

    /**
     * Adds an entry as {@link #record} does, in the name of somebody who proved who they
     * are without having been signed in.
     * @param person the number of the account
     * @param action a stable word, at most 60 ASCII characters
     * @param subject what is changed, at most 200 characters
     * @param before how it was, null if it is new
     * @param after how it is, null if it is gone
     */
    @Transactional
    public void recordBy(long person, String action, String subject, @Nullable Object before, @Nullable Object after) {
        add(person, action, subject, before, after);
    }

    private void add(@Nullable Long person, String action, String subject, @Nullable Object before,
            @Nullable Object after) {
        this.sql.sql("""
                INSERT INTO audit_entry (recorded_at, person, action, subject, before_state, after_state)
                VALUES (:at, :person, :action, :subject, :before, :after)""")
            .param("at", utc(this.clock.instant()))
            .param("person", person)
            .param("action", action)
            .param("subject", subject)
            .param("before", (before != null) ? this.json.writeValueAsString(before) : null)
            .param("after", (after != null) ? this.json.writeValueAsString(after) : null)
            .update();
    }

    /**
     * Reads the trail.
     * @param filter which entries
     * @param paging which part of them
     * @return the entries, the newest first
     */
    @MayBeStale
    public Page<AuditEntry> entries(AuditFilter filter, Paging paging) {
        Map<String, Object> values = new LinkedHashMap<>();
        String where = where(filter, values);
        long total = this.sql.sql("SELECT COUNT(*) FROM audit_entry" + where).params(values).query(Long.class).single();
        List<AuditEntry> items = this.sql
            .sql("SELECT * FROM audit_entry" + where + " ORDER BY id DESC LIMIT :size OFFSET :offset")
            .params(values)
            .param("size", paging.size())
            .param("offset", paging.offset())
            .query((row, number) -> entry(row))
            .list();
        return Page.of(items, paging, total);
    }

    /**
     * Lists the actions that were ever recorded.
     * @return each once, in alphabetical order
     */
    @MayBeStale
    public List<String> actions() {
        return this.sql.sql("SELECT DISTINCT action FROM audit_entry ORDER BY action").query(String.class).list();
    }

    /**
     * Lists the accounts that ever changed something.
     * @return each once
     */
    @MayBeStale
    public List<Long> people() {
        return this.sql.sql("SELECT DISTINCT person FROM audit_entry WHERE person IS NOT NULL ORDER BY person")
            .query(Long.class)
            .list();
    }

    private static String where(AuditFilter filter, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>();
        Long person = filter.person();
        if (person != null) {
            conditions.add("person = :person");
            values.put("person", person);
        }
        if (!filter.action().isBlank()) {
            String action = filter.action().strip();
            conditions.add(TypedText.isAscii(action) ? "action LIKE :action" : "FALSE");
            values.put("action", literally(action) + "%");
        }
        if (!filter.subject().isBlank()) {
            conditions.add("(subject = :subject OR subject LIKE :subjects)");
            values.put("subject", filter.subject().strip());
            values.put("subjects", literally(filter.subject().strip()) + " %");
        }
        Instant from = filter.from();
        if (from != null) {
            conditions.add("recorded_at >= :from");
            values.put("from", utc(from));
        }
        Instant until = filter.until();
        if (until != null) {
            conditions.add("recorded_at < :until");
            values.put("until", utc(until));
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** What stands for itself in LIKE. */
    private static String literally(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(row.getLong("id"),
                row.getObject("recorded_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getObject("person", Long.class), row.getString("action"), row.getString("subject"),
                AuditChanges.between(state(row.getString("before_state")), state(row.getString("after_state"))));
    }

    private JsonNode state(@Nullable String text) {
        return (text != null) ? this.json.readTree(text) : MissingNode.getInstance();
    }

    private static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

}
