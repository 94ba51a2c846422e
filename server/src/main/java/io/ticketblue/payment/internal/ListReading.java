package io.ticketblue.payment.internal;

import java.time.Clock;
import java.util.List;

import io.ticketblue.payment.internal.ProviderList.Answer;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reads the provider's list of a day into the database, a part at a time. How far it is
 * read is kept with each part, so that the next attempt goes on from there.
 */
@Component
class ListReading {

    private final ComparedDays days;

    private final ListedTransactions listed;

    private final ProviderList provider;

    private final ResultWriter results;

    private final DailySettings settings;

    private final Clock clock;

    ListReading(ComparedDays days, ListedTransactions listed, ProviderList provider, ResultWriter results,
            DailySettings settings, Clock clock) {
        this.days = days;
        this.listed = listed;
        this.provider = provider;
        this.results = results;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Reads what was not read yet.
     * @throws PutOff if the provider gives no list now
     * @throws Overtaken if somebody else has taken the day on
     */
    void read(DayRun run) {
        @Nullable String after = run.work.readUpTo();
        boolean whole = run.work.readWhole();
        while (!whole) {
            List<ProviderTransaction> part = part(run, after);
            whole = part.size() < this.settings.pageSize();
            if (!part.isEmpty()) {
                String last = part.getLast().transactionKey();
                if (last.equals(after)) {
                    throw PutOff.toBegin("The list does not go on");
                }
                after = last;
            }
            keep(run, part, after, whole);
        }
    }

    private List<ProviderTransaction> part(DayRun run, @Nullable String after) {
        return switch (this.provider.list(run.from.minus(this.settings.edge()), run.until.plus(this.settings.edge()),
                after, this.settings.pageSize())) {
            case Answer.Listed(List<ProviderTransaction> part) -> part;
            case Answer.Failed(String why, boolean temporary) when temporary -> throw PutOff.untilLater(why);
            // Perhaps it does not know any more where it was left.
            case Answer.Failed(String why, boolean temporary) -> throw PutOff.toBegin(why);
        };
    }

    /** A full part that holds nothing new would be followed by others without an end. */
    private void keep(DayRun run, List<ProviderTransaction> part, @Nullable String after, boolean whole) {
        boolean mine = this.results.write(() -> {
            boolean still = this.days.keep(run.work, after, whole, this.clock.instant().plus(this.settings.lease()));
            if (still && this.listed.keep(run.work.day(), part, run.from, run.until) == 0 && !whole) {
                throw PutOff.toBegin("The list does not go on");
            }
            return still;
        });
        if (!mine) {
            throw new Overtaken();
        }
    }

}
