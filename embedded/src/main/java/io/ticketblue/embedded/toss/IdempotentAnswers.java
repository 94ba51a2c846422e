package io.ticketblue.embedded.toss;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Answers a repeated request with the first answer, whatever that was
 * (docs.tosspayments.com/guides/using-api/idempotency-key). Keeps answers for 15 days and
 * at most {@value #MOST} of them.
 */
final class IdempotentAnswers {

    static final Duration KEPT = Duration.ofDays(15);

    static final int MOST = 20_000;

    private final Map<String, Slot> slots = new ConcurrentHashMap<>();

    private final ConcurrentLinkedQueue<String> finished = new ConcurrentLinkedQueue<>();

    private final Clock clock;

    IdempotentAnswers(Clock clock, Journal journal) {
        this.clock = clock;
        journal.answers().forEach(answer -> finish(answer.id(), answer));
    }

    /**
     * An answer and whether it is the first one, given again.
     */
    record Given(Answer answer, boolean replayed) {
    }

    /**
     * Processes the request unless it was processed before.
     * @param id identifies the request
     * @param processing is called by one of several equal requests at most
     */
    Given answer(String id, Supplier<Answer> processing) {
        Slot mine = new Slot(null);
        Slot found = this.slots.compute(id, (key, slot) -> (slot == null || hasExpired(slot)) ? mine : slot);
        if (found != mine) {
            if (found.remembered() == null) {
                throw TossFailure.of("IDEMPOTENT_REQUEST_PROCESSING");
            }
            return new Given(found.remembered().answer(), true);
        }
        try {
            Answer answer = processing.get();
            finish(id, new RememberedAnswer(id, this.clock.instant(), answer));
            return new Given(answer, false);
        }
        catch (RuntimeException ex) {
            this.slots.remove(id, mine);
            throw ex;
        }
    }

    private void finish(String id, RememberedAnswer answer) {
        this.slots.put(id, new Slot(answer));
        this.finished.add(id);
        if (this.slots.size() > MOST) {
            String oldest = this.finished.poll();
            if (oldest != null) {
                this.slots.remove(oldest);
            }
        }
    }

    private boolean hasExpired(Slot slot) {
        return slot.remembered() != null && this.clock.instant().isAfter(slot.remembered().at().plus(KEPT));
    }

    /**
     * Empty while the first request is being processed. Compared by identity.
     */
    private static final class Slot {

        private final @Nullable RememberedAnswer remembered;

        Slot(@Nullable RememberedAnswer remembered) {
            this.remembered = remembered;
        }

        @Nullable RememberedAnswer remembered() {
            return this.remembered;
        }

    }

}
