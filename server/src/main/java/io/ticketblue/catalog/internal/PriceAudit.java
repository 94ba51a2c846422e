package io.ticketblue.catalog.internal;

import java.util.List;

import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Writes down who changed what people pay for a performance and get back. */
@Component
class PriceAudit {

    private final PerformanceQueries performances;

    private final AuditTrail trail;

    PriceAudit(PerformanceQueries performances, AuditTrail trail) {
        this.performances = performances;
        this.trail = trail;
    }

    /** What is paid and given back at present, null if there is no such performance. */
    @Nullable Prices of(PerformanceId id) {
        return this.performances.find(id).map(Prices::of).orElse(null);
    }

    /**
     * Compares with how it was, null for a new performance, in the transaction of the
     * change.
     */
    void changed(PerformanceId id, @Nullable Prices before) {
        Prices after = of(id);
        if (before == null) {
            this.trail.record("performance.created", subject(id), null, after);
        }
        else if (after == null) {
            this.trail.record("performance.deleted", subject(id), before, null);
        }
        else if (!before.equals(after)) {
            this.trail.record("performance.prices-changed", subject(id), before, after);
        }
    }

    private static String subject(PerformanceId id) {
        return "performance " + id;
    }

    /**
     * What is paid and given back.
     *
     * @param grades the grades with their prices and places
     * @param bookingFee what is added for each seat
     * @param cancellationPolicy the name of the rules of cancellation
     * @param cancellationTerms the rules themselves
     */
    record Prices(List<PerformanceView.Grade> grades, Money bookingFee, String cancellationPolicy,
            CancellationTerms cancellationTerms) {

        static Prices of(PerformanceView performance) {
            return new Prices(performance.grades(), performance.bookingFee(), performance.cancellationPolicy(),
                    CancellationTerms.of(performance.cancellationTerms()));
        }

    }

}
