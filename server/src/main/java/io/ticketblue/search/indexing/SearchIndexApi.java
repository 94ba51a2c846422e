package io.ticketblue.search.indexing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The search index for staff. */
@RestController
@Tag(name = "Administration: search", description = "State and rebuilding of the search index, synonyms")
@RolesAllowed("ADMIN")
class SearchIndexApi {

    private final SearchIndexes indexes;

    SearchIndexApi(SearchIndexes indexes) {
        this.indexes = indexes;
    }

    @GetMapping("/api/admin/search")
    @Operation(summary = "Show the state of the search index",
            description = "lagSeconds is how long the oldest change has been waiting to be indexed.")
    State state() {
        return State.of(this.indexes.status());
    }

    @PostMapping("/api/admin/search/rebuilds")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Rebuild the search index",
            description = "Searching goes on in the present index until the new one takes its place. "
                    + "409 search.rebuild-running: there is a rebuild already.")
    State rebuild() {
        this.indexes.rebuild();
        return State.of(this.indexes.status());
    }

    /** The state of the index. */
    @Schema(name = "SearchIndexState")
    record State(@Schema(
            description = "Absent while the index does not answer") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long documents,
            double lagSeconds,
            @Schema(description = "Present while a rebuild is wanted or runs") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Rebuild rebuild,
            List<Index> indexes) {

        static State of(IndexStatus status) {
            List<Index> each = status.indexes().stream().map(Index::of).toList();
            return new State(status.documents(), status.lag().toMillis() / (double) Duration.ofSeconds(1).toMillis(),
                    each.stream().map(Index::rebuild).filter((one) -> one != null).findFirst().orElse(null), each);
        }

    }

    /** One index. */
    @Schema(name = "SearchIndex")
    record Index(String name, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long documents,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long generation,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant activatedAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Rebuild rebuild) {

        static Index of(IndexStatus.Index index) {
            IndexStatus.Running running = index.rebuild();
            return new Index(index.name(), index.documents(), index.generation(), index.activatedAt(), (running != null)
                    ? new Rebuild(running.requestedAt(), running.startedAt(), running.written(), running.failure())
                    : null);
        }

    }

    /** A rebuild. */
    @Schema(name = "SearchRebuild")
    record Rebuild(Instant requestedAt, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant startedAt,
            @Schema(description = "How many documents it has written") long written,
            @Schema(description = "Why the last attempt failed; it is tried again") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String failure) {
    }

}
