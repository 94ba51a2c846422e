package io.ticketblue.shared.events;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.shared.FlakyListener;
import io.ticketblue.shared.FlakyListener.Happened;
import io.ticketblue.shared.ProbeTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.core.EventPublicationRegistry;
import org.springframework.modulith.events.core.Staleness;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Stored events arrive at least once, whatever fails, and nothing is tried for ever. */
@ProbeTest
class EventRetriesIntegrationTests {

    @Autowired
    private EventRetries retries;

    @Autowired
    private FlakyListener listener;

    @Autowired
    private EventPublicationRegistry registry;

    @Autowired
    private Staleness staleness;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient sql;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private Clock clock;

    @Test
    void deliversOnceWhatSucceedsAndKeepsNoRow() {
        Happened event = publish(0);
        await().untilAsserted(() -> assertThat(this.listener.deliveries(event)).isOne());
        await().untilAsserted(() -> assertThat(rows(event)).isZero());
        this.retries.retry();
        assertThat(this.listener.deliveries(event)).isOne();
    }

    @Test
    void deliversNothingOfATransactionThatIsRolledBack() {
        Happened event = new Happened(UUID.randomUUID(), 0);
        this.transaction.executeWithoutResult((status) -> {
            this.events.publishEvent(event);
            assertThat(rows(event)).isOne();
            status.setRollbackOnly();
        });
        assertThat(rows(event)).isZero();
        assertThat(this.listener.deliveries(event)).isZero();
    }

    @Test
    void triesAgainWithGrowingWaitsUntilTheListenerSucceeds() {
        Happened event = publish(2);
        awaitFailure(event, 1);
        this.retries.retry();
        assertThat(this.listener.deliveries(event)).as("at once").isOne();
        assertThat(gauge("ticketblue.events.failed")).isPositive();

        age(event, Duration.ofSeconds(61));
        this.retries.retry();
        awaitFailure(event, 2);
        age(event, Duration.ofSeconds(61));
        this.retries.retry();
        assertThat(this.listener.deliveries(event)).as("the second wait is longer").isEqualTo(2);

        age(event, Duration.ofSeconds(121));
        this.retries.retry();
        await().untilAsserted(() -> assertThat(this.listener.deliveries(event)).isEqualTo(3));
        await().untilAsserted(() -> assertThat(rows(event)).isZero());
    }

    /** A node that died after the commit leaves a row that nobody works on. */
    @Test
    void deliversWhatANodeThatDiedHadPublished() {
        for (String status : new String[] { "PUBLISHED", "PROCESSING", "RESUBMITTED" }) {
            Duration longest = Duration.ofMinutes(status.equals("PROCESSING") ? 2 : 1);
            Happened young = left(status, longest.minusSeconds(40));
            Happened old = left(status, longest.plusSeconds(5));
            this.registry.markStalePublicationsFailed(this.staleness);
            this.retries.retry();
            await().untilAsserted(() -> assertThat(this.listener.deliveries(old)).as(status).isOne());
            await().untilAsserted(() -> assertThat(rows(old)).isZero());
            assertThat(this.listener.deliveries(young)).as(status + ", perhaps still under way").isZero();
            this.sql.sql("DELETE FROM EVENT_PUBLICATION WHERE SERIALIZED_EVENT LIKE ?").param(like(young)).update();
        }
    }

    @Test
    void endsAfterManyAttemptsAndShowsIt() {
        Happened event = publish(1);
        awaitFailure(event, 1);
        double before = gauge("ticketblue.events.dead");
        this.sql
            .sql("UPDATE EVENT_PUBLICATION SET COMPLETION_ATTEMPTS = ?, LAST_RESUBMISSION_DATE = '2026-01-01' "
                    + "WHERE SERIALIZED_EVENT LIKE ?")
            .params(EventRetries.MOST_ATTEMPTS, like(event))
            .update();
        this.retries.retry();
        assertThat(this.listener.deliveries(event)).isOne();
        assertThat(rows(event)).isZero();
        assertThat(gauge("ticketblue.events.dead")).isEqualTo(before + 1);

        // As docs/operations.md says.
        this.sql.sql("""
                INSERT INTO EVENT_PUBLICATION (ID, LISTENER_ID, EVENT_TYPE, SERIALIZED_EVENT, PUBLICATION_DATE, STATUS,
                    COMPLETION_ATTEMPTS, LAST_RESUBMISSION_DATE)
                SELECT id, listener_id, event_type, serialized_event, publication_date, 'FAILED', 1, publication_date
                FROM event_dead_letter WHERE serialized_event LIKE ?""").param(like(event)).update();
        this.sql.sql("DELETE FROM event_dead_letter WHERE serialized_event LIKE ?").param(like(event)).update();
        age(event, Duration.ofSeconds(61));
        this.retries.retry();
        await().untilAsserted(() -> assertThat(this.listener.deliveries(event)).isEqualTo(2));
        await().untilAsserted(() -> assertThat(rows(event)).isZero());
    }

    @Test
    void waitsFromAMinuteToAnHour() {
        assertThat(EventRetries.waitAfter(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(EventRetries.waitAfter(4)).isEqualTo(Duration.ofMinutes(8));
        assertThat(EventRetries.waitAfter(7)).isEqualTo(Duration.ofHours(1));
        assertThat(EventRetries.waitAfter(1_000)).isEqualTo(Duration.ofHours(1));
    }

    private Happened publish(int failures) {
        Happened event = new Happened(UUID.randomUUID(), failures);
        this.transaction.executeWithoutResult((status) -> this.events.publishEvent(event));
        return event;
    }

    private Happened left(String status, Duration age) {
        Happened event = new Happened(UUID.randomUUID(), 0);
        Timestamp at = Timestamp.from(this.clock.instant().minus(age));
        this.sql.sql("""
                INSERT INTO EVENT_PUBLICATION (ID, LISTENER_ID, EVENT_TYPE, SERIALIZED_EVENT, PUBLICATION_DATE, STATUS,
                    COMPLETION_ATTEMPTS, LAST_RESUBMISSION_DATE) VALUES (?, ?, ?, ?, ?, ?, 1, ?)""")
            .params(UUID.randomUUID().toString(), FlakyListener.ID, Happened.class.getName(),
                    "{\"id\":\"%s\",\"failures\":0}".formatted(event.id()), at, status, at)
            .update();
        return event;
    }

    private void awaitFailure(Happened event, int deliveries) {
        await().untilAsserted(() -> assertThat(this.sql
            .sql("SELECT COUNT(*) FROM EVENT_PUBLICATION WHERE STATUS = 'FAILED' AND COMPLETION_ATTEMPTS = ? "
                    + "AND SERIALIZED_EVENT LIKE ?")
            .params(deliveries, like(event))
            .query(Long.class)
            .single()).isOne());
        assertThat(this.listener.deliveries(event)).isEqualTo(deliveries);
    }

    private void age(Happened event, Duration age) {
        Instant then = this.clock.instant().minus(age);
        this.sql.sql("UPDATE EVENT_PUBLICATION SET LAST_RESUBMISSION_DATE = ? WHERE SERIALIZED_EVENT LIKE ?")
            .params(Timestamp.from(then), like(event))
            .update();
    }

    private long rows(Happened event) {
        return this.sql.sql("SELECT COUNT(*) FROM EVENT_PUBLICATION WHERE SERIALIZED_EVENT LIKE ?")
            .param(like(event))
            .query(Long.class)
            .single();
    }

    private double gauge(String name) {
        return this.meters.get(name).gauge().value();
    }

    private static String like(Happened event) {
        return "%" + event.id() + "%";
    }

}
