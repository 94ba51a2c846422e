package io.ticketblue.shared.database;

/** Tells whether the primary database answers. */
@FunctionalInterface
public interface PrimaryAvailability {

    /**
     * Whether callers are refused connections because the database does not answer.
     * @return true while the circuit breaker is open
     */
    boolean isUnavailable();

}
