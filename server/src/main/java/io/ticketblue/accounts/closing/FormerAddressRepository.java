package io.ticketblue.accounts.closing;

import java.time.Instant;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code former_address}. */
@Repository
class FormerAddressRepository {

    private final JdbcClient jdbc;

    FormerAddressRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An address that was closed before counts from the latest time. */
    void save(byte[] hash, Instant closedAt) {
        this.jdbc.sql("""
                INSERT INTO former_address (address_hash, closed_at) VALUES (:hash, :at)
                ON DUPLICATE KEY UPDATE closed_at = :at
                """).param("hash", hash).param("at", closedAt).update();
    }

    boolean exists(byte[] hash, Instant after) {
        return this.jdbc
            .sql("SELECT EXISTS (SELECT 1 FROM former_address WHERE address_hash = :hash AND closed_at > :after)")
            .param("hash", hash)
            .param("after", after)
            .query(Boolean.class)
            .single();
    }

    int removeUntil(Instant time) {
        return this.jdbc.sql("DELETE FROM former_address WHERE closed_at <= :time").param("time", time).update();
    }

}
