package io.ticketblue.payment.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.ticketblue.payment.DifferenceDeed;
import io.ticketblue.payment.internal.ComparedDays.Work;
import io.ticketblue.payment.internal.DifferenceSettling.Outcome;
import io.ticketblue.payment.internal.ListedTransactions.Unlisted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Compares all that moved on a day with the provider's list of it. Every step may be the
 * last one before a crash: after the lease has run out, the next node goes on where the
 * list was left, and looks at what differs once more. A provider that gives no answer
 * puts the day off.
 */
@Component
public class DailyComparison {

    /** Ask no more after this many questions without an answer. */
    static final int MOST_SILENT = 5;

    /**
     * Leave what the provider gives no answer about to staff after this many attempts.
     */
    static final int MOST_ATTEMPTS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(DailyComparison.class);

    private static final int AT_ONCE = 200;

    /** What was under way is compared once more after this time. */
    private static final Duration AGAIN = Duration.ofHours(1);

    private final ComparedDays days;

    private final ListedTransactions listed;

    private final DifferenceLedger differences;

    private final DifferenceSettling settling;

    private final ListReading reading;

    private final ResultWriter results;

    private final PaymentSettings payments;

    private final DailySettings settings;

    private final Clock clock;

    DailyComparison(ComparedDays days, ListedTransactions listed, DifferenceLedger differences,
            DifferenceSettling settling, ListReading reading, ResultWriter results, PaymentSettings payments,
            DailySettings settings, Clock clock) {
        this.days = days;
        this.listed = listed;
        this.differences = differences;
        this.settling = settling;
        this.reading = reading;
        this.results = results;
        this.payments = payments;
        this.settings = settings;
        this.clock = clock;
    }

    /** Writes down the days whose turn it is. */
    void announce() {
        Instant now = this.clock.instant();
        LocalDate latest = now.minus(this.settings.after()).atZone(TossAnswers.BANK_TIME).toLocalDate().minusDays(1);
        for (int back = this.settings.daysBack() - 1; back >= 0; back--) {
            this.days.add(latest.minusDays(back), now);
        }
    }

    /** Compares every day whose turn it is, one after the other. */
    public void run() {
        Outside.ofTransactions();
        List<Work> due = this.days.due(this.clock.instant(), 1);
        while (!due.isEmpty()) {
            compare(due.getFirst());
            due = this.days.due(this.clock.instant(), 1);
        }
    }

    /** Compares a day unless somebody else does; afterwards it is not due any more. */
    private void compare(Work due) {
        Optional<Work> claimed = this.days.claim(due, this.clock.instant(), lease());
        if (claimed.isEmpty()) {
            return;
        }
        Work work = claimed.get();
        try {
            compareMine(work, due.begun());
        }
        catch (PutOff ex) {
            putOff(work, String.valueOf(ex.getMessage()), ex.isAnew());
        }
        catch (Overtaken ex) {
            LOG.atWarn().addKeyValue("day", work.day()).log("Another node compares the day");
        }
        catch (RuntimeException ex) {
            LOG.atError().setCause(ex).addKeyValue("day", work.day()).log("Comparing a day with the provider failed");
            putOff(work, ex.getClass().getSimpleName(), true);
        }
    }

    private void putOff(Work work, String why, boolean anew) {
        this.days.postpone(work, why, anew, this.clock.instant().plus(this.payments.waitAfter(work.attempts())));
        LOG.atWarn()
            .addKeyValue("day", work.day())
            .addKeyValue("why", why)
            .log("A day could not be compared with the provider yet; it will be tried again");
    }

    private Instant lease() {
        return this.clock.instant().plus(this.settings.lease());
    }

    private void compareMine(Work work, boolean begun) {
        if (!begun) {
            this.listed.clear(work.day());
        }
        DayRun run = new DayRun(work);
        this.reading.read(run);
        this.listed.sortOut(work.day());
        lookInto(run, this.listed::notWithUs);
        lookInto(run, this.listed::otherStatus);
        lookIntoOurs(run);
        if (run.silent > 0) {
            throw PutOff.untilLater("No answer about " + run.silent + " payments");
        }
        finish(run);
    }

    /** Some of the movements after another one. */
    private interface Query {

        List<Candidate> after(LocalDate day, String payment, String transaction, int most);

    }

    private void lookInto(DayRun run, Query query) {
        String payment = "";
        String transaction = "";
        List<Candidate> some;
        do {
            some = query.after(run.work.day(), payment, transaction, AT_ONCE);
            for (Candidate candidate : some) {
                payment = candidate.paymentKey();
                transaction = candidate.transactionKey();
                lookInto(run, candidate);
            }
        }
        while (some.size() == AT_ONCE);
    }

    private void lookIntoOurs(DayRun run) {
        long last = 0;
        List<Unlisted> some;
        do {
            some = this.listed.notWithThem(run.work.day(), run.from, run.until, last, AT_ONCE);
            for (Unlisted one : some) {
                last = one.entry();
                lookInto(run, one.candidate());
            }
        }
        while (some.size() == AT_ONCE);
    }

    private void lookInto(DayRun run, Candidate candidate) {
        if (!this.days.keep(run.work, null, true, lease())) {
            throw new Overtaken();
        }
        if (run.lookUps >= this.settings.mostLookUps()) {
            this.settling.report(run.work, candidate, DifferenceDeed.TOO_MANY);
            return;
        }
        run.lookUps += (candidate.payment() != null) ? 1 : 0;
        switch (outcome(run, candidate)) {
            case UNDER_WAY -> run.underWay++;
            case NO_ANSWER -> noAnswer(run, candidate);
            case CLEAR -> {
            }
        }
    }

    /** What goes wrong with one does not keep the others from being looked into. */
    private Outcome outcome(DayRun run, Candidate candidate) {
        try {
            return this.settling.settle(run.work, candidate);
        }
        catch (RuntimeException ex) {
            LOG.atError()
                .setCause(ex)
                .addKeyValue("paymentKey", candidate.paymentKey())
                .log("Looking into a difference failed; it will be tried again");
            return Outcome.NO_ANSWER;
        }
    }

    private void noAnswer(DayRun run, Candidate candidate) {
        if (run.work.attempts() >= MOST_ATTEMPTS) {
            this.settling.report(run.work, candidate, DifferenceDeed.UNANSWERED);
            return;
        }
        run.silent++;
        if (run.silent >= MOST_SILENT) {
            throw PutOff.untilLater("No answer about " + run.silent + " payments");
        }
    }

    private void finish(DayRun run) {
        boolean done = this.results.write(() -> {
            Instant now = this.clock.instant();
            DaySums sums = this.listed.sums(run.work.day(), run.from, run.until);
            boolean mine = this.days.done(run.work, sums, run.underWay, now,
                    (run.underWay > 0) ? now.plus(AGAIN) : null);
            if (mine) {
                this.differences.gone(run.work.day(), run.work.run(), now);
                this.listed.clear(run.work.day());
            }
            return mine;
        });
        if (!done) {
            throw new Overtaken();
        }
        LOG.atInfo()
            .addKeyValue("day", run.work.day())
            .addKeyValue("underWay", run.underWay)
            .log("Compared a day with the provider");
    }

}
