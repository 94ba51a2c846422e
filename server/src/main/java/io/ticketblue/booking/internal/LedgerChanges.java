package io.ticketblue.booking.internal;

import io.ticketblue.catalog.RoundId;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells what this node keeps in memory that seats of a round have changed in the ledger:
 * after the commit, so that whoever reads then reads the change.
 */
@Component
public class LedgerChanges {

    private final ApplicationEventPublisher events;

    LedgerChanges(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** Seats of the round change with the present transaction, or have just changed. */
    void in(RoundId round) {
        publish(new Changed(round));
    }

    /**
     * The seats of the round themselves change with the present transaction: which there
     * are, or what they cost.
     */
    public void ofPlan(RoundId round) {
        publish(new Replanned(round));
        publish(new Changed(round));
    }

    /** Times or terms of the round change with the present transaction. */
    void ofTerms(RoundId round) {
        publish(new TermsChanged(round));
    }

    private void publish(Object event) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            this.events.publishEvent(event);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                LedgerChanges.this.events.publishEvent(event);
            }
        });
    }

    /**
     * Seats of a round have changed. Stays on this node.
     *
     * @param round which round
     */
    record Changed(RoundId round) {
    }

    /**
     * A round has other seats, or other prices, or is gone. Stays on this node.
     *
     * @param round which round
     */
    record Replanned(RoundId round) {
    }

    /**
     * A round has other times or terms. Stays on this node.
     *
     * @param round which round
     */
    record TermsChanged(RoundId round) {
    }

}
