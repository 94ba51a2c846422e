package io.ticketblue.booking.internal.audit;

import java.util.Collection;

import io.ticketblue.catalog.RoundId;

/** Checks rounds some time later, each once however often it was named meanwhile. */
public interface RoundAudit {

    /**
     * Has rounds checked in the next run.
     * @param rounds which rounds
     */
    void schedule(Collection<RoundId> rounds);

}
