package io.ticketblue.catalog.snapshot;

import io.ticketblue.catalog.PerformerId;

/**
 * A performer.
 *
 * @param id identifies the performer
 * @param name the stage name
 */
public record PerformerSnapshot(PerformerId id, String name) {
}
