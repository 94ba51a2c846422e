package io.ticketblue.catalog.snapshot;

/**
 * What a performance and its venue are called.
 *
 * @param title the performance's title
 * @param venue the venue's name
 */
public record PerformanceNames(String title, String venue) {
}
