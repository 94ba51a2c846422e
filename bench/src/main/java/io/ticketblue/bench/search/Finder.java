package io.ticketblue.bench.search;

import org.jspecify.annotations.Nullable;

/**
 * A way to find performances, performers and venues for one text, as one thread uses it.
 */
interface Finder extends AutoCloseable {

    /** Finds the first page of each group. */
    Found find(String text);

    @Override
    default void close() {
    }

    /**
     * The first name of each group, null if there is none.
     *
     * @param performance of the performances
     * @param performer of the performers
     * @param venue of the venues
     */
    record Found(@Nullable String performance, @Nullable String performer, @Nullable String venue) {

        /** The first of a group, or of any for a query that may find nothing. */
        @Nullable String first(String kind) {
            return switch (kind) {
                case "PERFORMANCE" -> this.performance;
                case "PERFORMER" -> this.performer;
                case "VENUE" -> this.venue;
                default -> (this.performance != null) ? this.performance
                        : (this.performer != null) ? this.performer : this.venue;
            };
        }

        /** Whether the table expects this. */
        boolean isRight(TableOfQueries.Query query) {
            String first = first(query.kind());
            return query.expected().isEmpty() ? first == null : first != null && query.expected().contains(first);
        }

    }

}
