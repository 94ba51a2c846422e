package io.ticketblue.catalog.internal;

import java.time.Clock;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.ticketblue.catalog.KeptPoster;
import io.ticketblue.catalog.PosterUpload;

/**
 * Keeps pictures that were handed in with a form that could not be saved. They are
 * PENDING files of {@link Posters}, whose sweep gives them up after
 * {@link Posters#UPLOAD_TIME}.
 */
@Component
public class KeptPosters {

    /**
     * More are not kept, so that nobody fills the store with forms that are never saved.
     */
    static final int MOST = 200;

    private final Posters posters;

    private final JdbcClient jdbc;

    private final Clock clock;

    KeptPosters(Posters posters, JdbcClient jdbc, Clock clock) {
        this.posters = posters;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Keeps a picture.
     * @return names it; empty if too many are kept
     */
    public Optional<KeptPoster> keep(PosterUpload upload) {
        int pending = this.jdbc.sql("SELECT COUNT(*) FROM poster_file WHERE state = 'PENDING'")
            .query(Integer.class)
            .single();
        return (pending < MOST) ? Optional.of(kept(this.posters.upload(upload))) : Optional.empty();
    }

    /**
     * Keeps a picture for longer.
     * @param key names it
     * @return the same; empty if it was given up, or never kept
     */
    public Optional<KeptPoster> keep(String key) {
        if (!key.matches("[0-9a-f]{32}")) {
            return Optional.empty();
        }
        int kept = this.jdbc
            .sql("UPDATE poster_file SET changed_at = :now WHERE poster_key = :key AND state = 'PENDING'")
            .param("now", this.clock.instant())
            .param("key", key)
            .update();
        return (kept == 1) ? Optional.of(kept(key)) : Optional.empty();
    }

    private static KeptPoster kept(String key) {
        return new KeptPoster(key, PosterName.MEDIUM.address(key));
    }

}
