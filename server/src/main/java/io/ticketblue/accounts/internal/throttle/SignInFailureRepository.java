package io.ticketblue.accounts.internal.throttle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code sign_in_failure}. */
@Repository
class SignInFailureRepository {

    private final JdbcClient jdbc;

    SignInFailureRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Until when those of the subjects that are blocked are so; a plain read. */
    Map<Subject, Instant> blocks(List<Subject> subjects, Instant now) {
        Map<String, Subject> byDigest = new HashMap<>();
        subjects.forEach((subject) -> byDigest.put(subject.digest(), subject));
        Map<Subject, Instant> blocks = new HashMap<>();
        this.jdbc.sql("""
                SELECT subject, blocked_until FROM sign_in_failure
                WHERE subject IN (:subjects) AND blocked_until > :now
                """).param("subjects", subjects.stream().map(Subject::hash).toList()).param("now", now).query((row) -> {
            Subject subject = byDigest.get(HexFormat.of().formatHex(row.getBytes("subject")));
            if (subject != null) {
                blocks.put(subject, row.getObject("blocked_until", Instant.class));
            }
        });
        return blocks;
    }

    /** Locks the row, which is made first if need be: two first attempts meet as well. */
    SignInFailures lock(Subject subject, Instant now) {
        return locked(subject).orElseGet(() -> {
            this.jdbc.sql("""
                    INSERT INTO sign_in_failure (subject, failures, last_at, under_way) VALUES (:subject, 0, :now, 0)
                    ON DUPLICATE KEY UPDATE failures = failures
                    """).param("subject", subject.hash()).param("now", now).update();
            return locked(subject).orElseThrow();
        });
    }

    private Optional<SignInFailures> locked(Subject subject) {
        return this.jdbc.sql("""
                SELECT failures, last_at, under_way, begun_at, blocked_until
                FROM sign_in_failure WHERE subject = :subject FOR UPDATE
                """).param("subject", subject.hash()).query((row, number) -> failures(subject, row)).optional();
    }

    private static SignInFailures failures(Subject subject, ResultSet row) throws SQLException {
        return new SignInFailures(subject, row.getInt("failures"), row.getObject("last_at", Instant.class),
                row.getInt("under_way"), row.getObject("begun_at", Instant.class),
                row.getObject("blocked_until", Instant.class));
    }

    SignInFailures store(SignInFailures count) {
        this.jdbc.sql("""
                UPDATE sign_in_failure
                SET failures = :failures, last_at = :lastAt, under_way = :underWay, begun_at = :begunAt,
                    blocked_until = :blockedUntil
                WHERE subject = :subject
                """)
            .param("failures", count.failures())
            .param("lastAt", count.lastAt())
            .param("underWay", count.underWay())
            .param("begunAt", count.begunAt())
            .param("blockedUntil", count.blockedUntil())
            .param("subject", count.subject().hash())
            .update();
        return count;
    }

    void remove(Subject subject) {
        this.jdbc.sql("DELETE FROM sign_in_failure WHERE subject = :subject").param("subject", subject.hash()).update();
    }

    int removeBefore(Instant before) {
        return this.jdbc
            .sql("DELETE FROM sign_in_failure WHERE last_at < :before AND (begun_at IS NULL OR begun_at < :before)")
            .param("before", before)
            .update();
    }

}
