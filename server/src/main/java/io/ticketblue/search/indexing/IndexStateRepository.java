package io.ticketblue.search.indexing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which generation of each index is searched, and whether the next one is wanted. */
@Repository
class IndexStateRepository {

    private static final String COLUMNS = """
            SELECT name, version, active_generation, last_generation, activated_at, rebuild_requested_at,
                   rebuild_started_at, rebuild_written, rebuild_failure FROM search_index""";

    private final JdbcClient jdbc;

    IndexStateRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The state of an index, which is made if there is none. */
    IndexState state(String name) {
        return this.jdbc.sql(COLUMNS + " WHERE name = :name")
            .param("name", name)
            .query(IndexState.class)
            .optional()
            .orElseGet(() -> {
                this.jdbc.sql("INSERT IGNORE INTO search_index (name) VALUES (:name)").param("name", name).update();
                return this.jdbc.sql(COLUMNS + " WHERE name = :name")
                    .param("name", name)
                    .query(IndexState.class)
                    .single();
            });
    }

    List<IndexState> states() {
        return this.jdbc.sql(COLUMNS + " ORDER BY name").query(IndexState.class).list();
    }

    /** Asks for a rebuild unless there is one already. */
    boolean requestRebuild(String name) {
        return this.jdbc.sql("""
                UPDATE search_index SET rebuild_requested_at = UTC_TIMESTAMP(6), rebuild_started_at = NULL,
                                        rebuild_written = 0, rebuild_failure = NULL
                WHERE name = :name AND rebuild_requested_at IS NULL""").param("name", name).update() == 1;
    }

    /** Takes the number of the next generation, null if no rebuild is wanted any more. */
    @Nullable Long nextGeneration(String name) {
        boolean wanted = this.jdbc.sql("""
                UPDATE search_index SET last_generation = last_generation + 1, rebuild_started_at = UTC_TIMESTAMP(6),
                                        rebuild_written = 0
                WHERE name = :name AND rebuild_requested_at IS NOT NULL""").param("name", name).update() == 1;
        return wanted ? (Long) state(name).lastGeneration() : null;
    }

    void written(String name, long documents) {
        this.jdbc.sql("UPDATE search_index SET rebuild_written = :documents WHERE name = :name")
            .param("documents", documents)
            .param("name", name)
            .update();
    }

    void failed(String name, String failure) {
        this.jdbc.sql("UPDATE search_index SET rebuild_failure = :failure WHERE name = :name")
            .param("failure", failure)
            .param("name", name)
            .update();
    }

    /**
     * All nodes search the generation from now on; the rebuild is over.
     * @return false if another one was begun since; then nothing changes
     */
    boolean activate(String name, long generation, int version) {
        return this.jdbc.sql("""
                UPDATE search_index SET active_generation = :generation, version = :version,
                                        activated_at = UTC_TIMESTAMP(6),
                                        rebuild_requested_at = NULL, rebuild_failure = NULL
                WHERE name = :name AND last_generation = :generation""")
            .param("generation", generation)
            .param("version", version)
            .param("name", name)
            .update() == 1;
    }

    /** Whether all nodes have had the time to follow to the active generation. */
    boolean isFollowed(String name, long generation, Duration time) {
        return this.jdbc.sql("""
                SELECT COUNT(*) FROM search_index
                WHERE name = :name AND active_generation = :generation
                  AND activated_at < UTC_TIMESTAMP(6) - INTERVAL :seconds SECOND""")
            .param("name", name)
            .param("generation", generation)
            .param("seconds", time.toSeconds())
            .query(Long.class)
            .single() == 1;
    }

    /**
     * The state of an index.
     *
     * @param name its name
     * @param version the version of what is searched, null while nothing is
     * @param activeGeneration the generation that is searched, null while none is
     * @param lastGeneration the highest generation that was ever begun
     * @param activatedAt since when it is searched
     * @param rebuildRequestedAt since when a rebuild is wanted, null if none is
     * @param rebuildStartedAt when it was begun
     * @param rebuildWritten how many documents it has written
     * @param rebuildFailure why the last attempt failed, null if it did not
     */
    record IndexState(String name, @Nullable Integer version, @Nullable Long activeGeneration, long lastGeneration,
            @Nullable Instant activatedAt, @Nullable Instant rebuildRequestedAt, @Nullable Instant rebuildStartedAt,
            long rebuildWritten, @Nullable String rebuildFailure) {
    }

}
