package io.ticketblue.search.indexing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How the search index is.
 *
 * @param documents how many documents can be found, null while the index does not answer
 * @param lag how long the oldest change has been waiting to be indexed
 * @param indexes each index
 */
public record IndexStatus(@Nullable Long documents, Duration lag, List<Index> indexes) {

    /**
     * One index.
     *
     * @param name its name
     * @param documents how many documents can be found, null while it does not answer
     * @param generation which generation is searched, null while none is
     * @param activatedAt since when
     * @param rebuild the rebuild that is wanted or runs, null if there is none
     */
    public record Index(String name, @Nullable Long documents, @Nullable Long generation, @Nullable Instant activatedAt,
            @Nullable Running rebuild) {
    }

    /**
     * A rebuild.
     *
     * @param requestedAt since when it is wanted
     * @param startedAt when it was begun, null if it was not
     * @param written how many documents it has written
     * @param failure why the last attempt failed, null if it did not; it is tried again
     */
    public record Running(Instant requestedAt, @Nullable Instant startedAt, long written, @Nullable String failure) {
    }

}
