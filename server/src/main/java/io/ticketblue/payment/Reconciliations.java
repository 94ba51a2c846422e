package io.ticketblue.payment;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.payment.internal.ComparedDays;
import io.ticketblue.payment.internal.DailySchedule;
import io.ticketblue.payment.internal.DifferenceLedger;
import io.ticketblue.payment.internal.ResultWriter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.TypedText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The daily comparison of our money ledger with the provider's list of transactions:
 * yesterday some hours after midnight in Korea, and any past day when staff ask. What
 * differs is settled in the usual ways where they can, and waits for staff otherwise.
 */
@Service
public class Reconciliations {

    /** The earliest day that can be compared. */
    public static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliations.class);

    private final ComparedDays days;

    private final DifferenceLedger differences;

    private final DailySchedule schedule;

    private final ResultWriter results;

    private final AuditTrail audit;

    private final Clock clock;

    Reconciliations(ComparedDays days, DifferenceLedger differences, DailySchedule schedule, ResultWriter results,
            AuditTrail audit, MeterRegistry meters, Clock clock) {
        this.days = days;
        this.differences = differences;
        this.schedule = schedule;
        this.results = results;
        this.audit = audit;
        this.clock = clock;
        Gauge.builder("ticketblue.provider.differences.open", differences, DifferenceLedger::countOpen)
            .description("Differences to the provider's books that nobody has settled")
            .register(meters);
    }

    /**
     * Lists the days that were compared, or will be.
     * @param from the first day, null for no limit
     * @param to the last day, null for no limit
     * @param openOnly only days with differences that are not settled
     * @param paging which part of the list
     * @return the days, the latest first
     */
    @Transactional(readOnly = true)
    public Page<ComparedDay> days(@Nullable LocalDate from, @Nullable LocalDate to, boolean openOnly, Paging paging) {
        LocalDate last = Formats.day(this.clock.instant());
        return this.days.find((from != null && from.isAfter(FIRST)) ? from : FIRST,
                (to != null && to.isBefore(last)) ? to : last, openOnly, paging);
    }

    /**
     * Shows a day.
     * @param day which
     * @return how far its comparison is
     * @throws DayNotCompared if it is not to be compared
     */
    @Transactional(readOnly = true)
    public ComparedDay day(LocalDate day) {
        return this.days.find(day).orElseThrow(DayNotCompared::new);
    }

    /**
     * Lists the differences of a day.
     * @param day which
     * @param state only those that stand so, null for all
     * @param paging which part of the list
     * @return the differences; those that are not settled first, the oldest first
     */
    @Transactional(readOnly = true)
    public Page<DifferenceView> differences(LocalDate day, @Nullable DifferenceState state, Paging paging) {
        return this.differences.of(day, state, paging);
    }

    /**
     * Counts what nobody has settled.
     * @return how many differences are not settled
     */
    public long count() {
        return this.differences.countOpen();
    }

    /**
     * Asks for a comparison, which begins at once in the background, on this node or on
     * another. A day that is being compared goes on; one that was compared is compared
     * again, which finds each difference once.
     * @param day a day in Korea that is over, from {@link #FIRST} on
     * @return the day as it is now
     * @throws InvalidRequest if the day is not over, or too long ago
     */
    public ComparedDay compare(LocalDate day) {
        if (day.isBefore(FIRST) || !day.isBefore(Formats.day(this.clock.instant()))) {
            throw new InvalidRequest("day", "payment.day-invalid", String.valueOf(FIRST.getYear()));
        }
        this.results.write(() -> {
            this.days.ask(day, this.clock.instant());
            return true;
        });
        this.schedule.wake();
        return day(day);
    }

    /**
     * Writes down how staff have settled a difference. Nothing moves by that.
     * @param difference which
     * @param note what was done, 1 to {@value OwedRefunds#MAX_NOTE} characters
     * @param by who says so, in the caller's own numbers
     * @return the difference, SETTLED_BY_STAFF
     * @throws DifferenceNotFound if there is none
     * @throws DifferenceNotOpen if it does not wait for staff
     * @throws InvalidRequest if the note is missing or too long
     */
    public DifferenceView settle(DifferenceId difference, String note, long by) {
        String how = TypedText.required("note", note, OwedRefunds.MAX_NOTE, "payment.difference-note-invalid");
        DifferenceView before = difference(difference);
        boolean settled = this.results.write(() -> {
            boolean mine = this.differences.settle(difference, how, by, this.clock.instant());
            if (mine) {
                this.audit.record("difference.settled", "difference " + difference, Map.of("state", before.state()),
                        difference(difference));
            }
            return mine;
        });
        DifferenceView after = difference(difference);
        if (!settled) {
            throw new DifferenceNotOpen(after.state());
        }
        LOG.atInfo()
            .addKeyValue("difference", difference)
            .addKeyValue("by", by)
            .log("Staff settled a difference to the provider's books");
        return after;
    }

    /**
     * Shows a difference.
     * @param difference which
     * @return the difference
     * @throws DifferenceNotFound if there is none
     */
    public DifferenceView difference(DifferenceId difference) {
        return this.differences.find(difference).orElseThrow(DifferenceNotFound::new);
    }

}
