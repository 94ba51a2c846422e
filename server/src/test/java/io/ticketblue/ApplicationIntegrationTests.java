package io.ticketblue;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ApplicationIntegrationTests {

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private JsonMapper json;

    @Autowired
    private Clock clock;

    @Test
    void keepsTimesInUtcToTheMicrosecond() {
        Instant now = this.clock.instant();
        this.jdbc.sql("CREATE TABLE time_probe (at DATETIME(6) NOT NULL)").update();
        this.jdbc.sql("INSERT INTO time_probe (at) VALUES (:at)").param("at", now).update();
        assertThat(this.jdbc.sql("SELECT at FROM time_probe").query(Instant.class).single()).isEqualTo(now);
        assertThat(this.jdbc.sql("SELECT at FROM time_probe").query(Timestamp.class).single().toInstant())
            .isEqualTo(now);
        assertThat(this.jdbc.sql("SELECT DATE_FORMAT(at, '%Y-%m-%dT%H:%i:%s.%fZ') FROM time_probe")
            .query(String.class)
            .single())
            .isEqualTo(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
                .withZone(ZoneOffset.UTC)
                .format(now));
        assertThat(this.jdbc.sql("SELECT ABS(TIMESTAMPDIFF(SECOND, NOW(6), UTC_TIMESTAMP(6)))")
            .query(Integer.class)
            .single()).isZero();
    }

    @Test
    void readsCommittedRowsOnly() {
        assertThat(this.jdbc.sql("SELECT @@transaction_isolation").query(String.class).single())
            .isEqualTo("READ-COMMITTED");
    }

    @Test
    void writesTimesAsTheClockInSeoul() {
        Instant time = Instant.parse("2026-12-24T10:30:00Z");
        assertThat(this.json.writeValueAsString(time)).isEqualTo("\"2026-12-24T19:30:00+09:00\"");
        assertThat(this.json.readValue("\"2026-12-24T05:30:00-05:00\"", Instant.class)).isEqualTo(time);
    }

}
