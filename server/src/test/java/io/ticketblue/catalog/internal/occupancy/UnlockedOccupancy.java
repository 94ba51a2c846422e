package io.ticketblue.catalog.internal.occupancy;

import java.time.Clock;
import java.util.Collection;
import java.util.function.Supplier;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.ticketblue.catalog.VenueId;
import io.ticketblue.shared.AuditTrail;

/**
 * The control of the race for a venue: the real rule without the lock on the venue. All
 * check before anybody commits.
 */
public final class UnlockedOccupancy extends VenueOccupancy {

    private final Runnable checked;

    public UnlockedOccupancy(JdbcClient jdbc, AuditTrail trail, Clock clock, Runnable checked) {
        super(jdbc, trail, clock);
        this.checked = checked;
    }

    @Override
    public void lock(Collection<VenueId> venues) {
        // That is the point.
    }

    @Override
    public <T extends Object> T check(VenueId venue, String reason, Supplier<T> change) {
        T result = super.check(venue, reason, change);
        this.checked.run();
        return result;
    }

}
