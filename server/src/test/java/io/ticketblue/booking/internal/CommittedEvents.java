package io.ticketblue.booking.internal;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.ticketblue.accounts.AccountClosed;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.DepositAwaited;
import io.ticketblue.booking.ReservationCancelled;
import io.ticketblue.booking.ReservationConfirmed;
import io.ticketblue.booking.ReservationExpired;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.SeatsReleased;
import io.ticketblue.catalog.RoundId;

import org.springframework.context.event.EventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What booking told, and which accounts were closed, of transactions that were committed.
 */
class CommittedEvents {

    private final List<Told> told = new CopyOnWriteArrayList<>();

    private final List<SeatsReleased> released = new CopyOnWriteArrayList<>();

    private final List<AccountId> closed = new CopyOnWriteArrayList<>();

    private final Set<UUID> ids = ConcurrentHashMap.newKeySet();

    List<Object> of(ReservationId reservation) {
        return this.told.stream().filter((each) -> each.reservation().equals(reservation)).map(Told::event).toList();
    }

    List<SeatsReleased> released(RoundId round) {
        return this.released.stream().filter((event) -> event.round().equals(round)).toList();
    }

    /** How often it was told that an account was closed. */
    long closings(AccountId account) {
        return this.closed.stream().filter(account::equals).count();
    }

    @EventListener
    void on(AccountClosed event) {
        afterCommit(() -> this.closed.add(event.account()));
    }

    @EventListener
    void on(ReservationConfirmed event) {
        remember(event.eventId(), () -> this.told.add(new Told(event.reservation(), event)));
    }

    @EventListener
    void on(ReservationCancelled event) {
        remember(event.eventId(), () -> this.told.add(new Told(event.reservation(), event)));
    }

    @EventListener
    void on(ReservationExpired event) {
        remember(event.eventId(), () -> this.told.add(new Told(event.reservation(), event)));
    }

    @EventListener
    void on(DepositAwaited event) {
        remember(event.eventId(), () -> this.told.add(new Told(event.reservation(), event)));
    }

    @EventListener
    void on(SeatsReleased event) {
        remember(event.eventId(), () -> this.released.add(event));
    }

    private void remember(UUID id, Runnable keep) {
        if (!this.ids.add(id)) {
            throw new IllegalStateException("Two events with the id " + id);
        }
        afterCommit(keep);
    }

    private static void afterCommit(Runnable keep) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                keep.run();
            }
        });
    }

    private record Told(ReservationId reservation, Object event) {
    }

}
