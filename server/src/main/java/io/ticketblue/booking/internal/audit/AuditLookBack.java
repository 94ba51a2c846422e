package io.ticketblue.booking.internal.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Has the audits check what they were not told of: the audits remember in memory which
 * rounds their node has changed, and a crash loses that. The first run goes back 24
 * hours, the next ones to the last that succeeded. Rounds that other nodes have changed
 * are found as well.
 */
@Component
public class AuditLookBack {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLookBack.class);

    private static final Duration AT_START = Duration.ofHours(24);

    /**
     * Times are taken before the commit and by other nodes' clocks, so some rows appear
     * with an older time.
     */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private final RecentChanges changes;

    private final List<RoundAudit> audits;

    private final Clock clock;

    private Instant from;

    /** Creates it; the application does. */
    public AuditLookBack(RecentChanges changes, List<RoundAudit> audits, Clock clock) {
        this.changes = changes;
        this.audits = audits;
        this.clock = clock;
        this.from = clock.instant().minus(AT_START);
    }

    /**
     * Reads what has changed since the last run that succeeded and hands it to the
     * audits.
     */
    public synchronized void run() {
        Instant now = this.clock.instant();
        try {
            this.changes.read(this.from, now, (rounds) -> this.audits.forEach((audit) -> audit.schedule(rounds)));
            this.from = now.minus(OVERLAP);
        }
        catch (DataAccessException ex) {
            LOG.atWarn().setCause(ex).log("The rounds to audit could not be read; they are read in the next run");
        }
    }

}
