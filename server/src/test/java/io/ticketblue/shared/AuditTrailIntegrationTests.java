package io.ticketblue.shared;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.ticketblue.IntegrationTest;
import io.ticketblue.shared.AuditEntry.Change;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class AuditTrailIntegrationTests {

    private static final Paging FIRST = new Paging(0, 20);

    private final String subject = "probe " + UUID.randomUUID();

    private final AuditTrail trail;

    private final TransactionOperations transactions;

    private final JdbcClient sql;

    private final JsonMapper json;

    @Autowired
    AuditTrailIntegrationTests(AuditTrail trail, TransactionOperations transactions, JdbcClient sql, JsonMapper json) {
        this.trail = trail;
        this.transactions = transactions;
        this.sql = sql;
        this.json = json;
    }

    @Test
    void keepsWhoDidWhatAndWhatItChanged() {
        by(7L).record("probe.changed", this.subject, new Probe("Spring", new Money(1000)),
                new Probe("Spring", new Money(2000)));
        AuditEntry entry = one(about(this.subject));
        assertThat(entry.person()).isEqualTo(7);
        assertThat(entry.action()).isEqualTo("probe.changed");
        assertThat(entry.at()).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        assertThat(entry.changes()).containsExactly(new Change("price", "1000", "2000"));
    }

    @Test
    void namesNobodyWhenTheHouseActsByItself() {
        this.trail.record("probe.changed", this.subject, null, new Probe("Spring", Money.ZERO));
        assertThat(one(about(this.subject)).person()).isNull();
    }

    @Test
    void forgetsTheEntryWhenTheChangeIsRolledBack() {
        this.transactions.executeWithoutResult((status) -> {
            this.trail.record("probe.changed", this.subject, null, new Probe("Spring", Money.ZERO));
            status.setRollbackOnly();
        });
        assertThat(entries(about(this.subject))).isEmpty();
    }

    @Test
    void findsByPersonActionSubjectAndTime() {
        long person = Math.abs(UUID.randomUUID().getMostSignificantBits());
        Instant start = Instant.now().minusSeconds(1);
        by(person).record("probe_a.made", this.subject + " 1", null, "a");
        by(person).record("probe_a.ended", this.subject + " 12", null, "b");
        by(person).record("probexa.made", this.subject + " 1", null, "c");
        assertThat(entries(new AuditFilter(person, "", "", null, null))).hasSize(3);
        assertThat(entries(new AuditFilter(person, "probe_a.", "", null, null))).extracting(AuditEntry::action)
            .containsExactly("probe_a.ended", "probe_a.made");
        assertThat(entries(about(this.subject))).hasSize(3);
        assertThat(entries(about(this.subject + " 1"))).extracting(AuditEntry::action)
            .containsExactly("probexa.made", "probe_a.made");
        assertThat(entries(new AuditFilter(person, "", "", start, Instant.now().plusSeconds(1)))).hasSize(3);
        assertThat(entries(new AuditFilter(person, "", "", null, start))).isEmpty();
        assertThat(entries(new AuditFilter(person, "", "", start.plus(Duration.ofHours(1)), null))).isEmpty();
    }

    @Test
    void showsOnePageTheNewestFirst() {
        for (int i = 1; i <= 5; i++) {
            this.trail.record("probe.counted", this.subject, null, i);
        }
        Page<AuditEntry> second = this.trail.entries(about(this.subject), new Paging(1, 2));
        assertThat(second.total()).isEqualTo(5);
        assertThat(second.items()).extracting((entry) -> entry.changes().getFirst().after()).containsExactly("3", "2");
    }

    private AuditTrail by(@Nullable Long person) {
        return new AuditTrail(this.sql, this.json, () -> person, Clock.systemUTC());
    }

    private static AuditFilter about(String subject) {
        return new AuditFilter(null, "", subject, null, null);
    }

    private List<AuditEntry> entries(AuditFilter filter) {
        return this.trail.entries(filter, FIRST).items();
    }

    private AuditEntry one(AuditFilter filter) {
        List<AuditEntry> entries = entries(filter);
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }

    record Probe(String name, Money price) {
    }

}
