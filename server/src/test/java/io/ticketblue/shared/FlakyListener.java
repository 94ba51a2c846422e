package io.ticketblue.shared;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.event.TransactionalEventListener;

/** A stored listener that fails as often as the event says. */
@TestComponent
public class FlakyListener {

    /** The listener's name in the registry. */
    public static final String ID = "probe.flaky";

    private final Map<UUID, Integer> deliveries = new ConcurrentHashMap<>();

    @Async
    @TransactionalEventListener(id = ID)
    void on(Happened event) {
        int delivery = this.deliveries.merge(event.id(), 1, Integer::sum);
        if (delivery <= event.failures()) {
            throw new IllegalStateException("Delivery " + delivery + " fails as ordered");
        }
    }

    /**
     * Counts deliveries, failed ones included.
     * @param event of which event
     * @return how often it came
     */
    public int deliveries(Happened event) {
        return this.deliveries.getOrDefault(event.id(), 0);
    }

    /**
     * Something happened.
     *
     * @param id which event
     * @param failures how often its listener fails
     */
    public record Happened(UUID id, int failures) {
    }

}
