package io.ticketblue.search.synonym;

import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.ticketblue.search.text.SearchText;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The tables of synonyms. */
@Repository
class SynonymRepository {

    private final JdbcClient jdbc;

    SynonymRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Rises with every change of any group. */
    long revision() {
        return this.jdbc.sql("SELECT revision FROM search_synonym_revision").query(Long.class).single();
    }

    /**
     * Raises the revision. Also lets nobody else change any group until the transaction
     * ends, so that the number of groups stays bounded.
     */
    void raiseRevision() {
        this.jdbc.sql("UPDATE search_synonym_revision SET revision = revision + 1").update();
    }

    int count() {
        return this.jdbc.sql("SELECT COUNT(*) FROM search_synonym").query(Integer.class).single();
    }

    List<SynonymGroup> all() {
        return groups("", Map.of());
    }

    Optional<SynonymGroup> find(long id) {
        return groups("WHERE s.id = :id", Map.of("id", id)).stream().findFirst();
    }

    private List<SynonymGroup> groups(String condition, Map<String, ?> params) {
        Map<Long, SynonymGroup> found = new LinkedHashMap<>();
        Map<Long, List<String>> words = new LinkedHashMap<>();
        this.jdbc
            .sql("SELECT s.id, s.version, w.word FROM search_synonym s JOIN search_synonym_word w"
                    + " ON w.synonym_id = s.id " + condition + " ORDER BY s.id, w.position")
            .params(params)
            .query((ResultSet row) -> {
                long id = row.getLong("id");
                words.computeIfAbsent(id, (key) -> new ArrayList<>()).add(row.getString("word"));
                found.put(id, new SynonymGroup(id, words.getOrDefault(id, List.of()), row.getInt("version")));
            });
        return List.copyOf(found.values());
    }

    long insert(List<String> words, Instant now) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        this.jdbc.sql("INSERT INTO search_synonym (changed_at) VALUES (:now)").param("now", now).update(key, "id");
        Number id = key.getKey();
        if (id == null) {
            throw new IllegalStateException("The database gave no key");
        }
        insertWords(id.longValue(), words);
        return id.longValue();
    }

    void update(long id, List<String> words, Instant now) {
        this.jdbc.sql("UPDATE search_synonym SET version = version + 1, changed_at = :now WHERE id = :id")
            .param("now", now)
            .param("id", id)
            .update();
        this.jdbc.sql("DELETE FROM search_synonym_word WHERE synonym_id = :id").param("id", id).update();
        insertWords(id, words);
    }

    private void insertWords(long id, List<String> words) {
        for (int position = 0; position < words.size(); position++) {
            this.jdbc.sql("""
                    INSERT INTO search_synonym_word (synonym_id, position, word, folded)
                    VALUES (:id, :position, :word, :folded)""")
                .param("id", id)
                .param("position", position)
                .param("word", words.get(position))
                .param("folded", SearchText.fold(words.get(position)))
                .update();
        }
    }

    void delete(long id) {
        this.jdbc.sql("DELETE FROM search_synonym_word WHERE synonym_id = :id").param("id", id).update();
        this.jdbc.sql("DELETE FROM search_synonym WHERE id = :id").param("id", id).update();
    }

}
