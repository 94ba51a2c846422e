package io.ticketblue.catalog.internal.opening;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.shared.Paging;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Performances in the order of their next opening of booking, then those without one by
 * their first day. The two parts are read one after the other, so that the first page is
 * read along the index of openings and ends with its last row, however many rounds and
 * performances there are.
 */
@Component
public class OpeningOrder {

    private static final String NEXT = """
            SELECT p.id FROM performance_round r JOIN performance p ON p.id = r.performance_id
            WHERE r.booking_opens_at > :now AND r.cancelled_at IS NULL
              AND NOT EXISTS (SELECT 1 FROM performance_round e
                              WHERE e.performance_id = r.performance_id AND e.booking_opens_at > :now
                                AND e.cancelled_at IS NULL
                                AND (e.booking_opens_at < r.booking_opens_at
                                     OR (e.booking_opens_at = r.booking_opens_at AND e.id < r.id)))
              AND %s
            ORDER BY r.booking_opens_at, r.performance_id LIMIT :size OFFSET :offset""";

    private static final String COMING = """
            EXISTS (SELECT 1 FROM performance_round r
                    WHERE r.performance_id = p.id AND r.booking_opens_at > :now AND r.cancelled_at IS NULL)""";

    private static final String COUNT = "SELECT COUNT(*) FROM performance p WHERE %s AND " + COMING;

    private static final String OTHERS = "SELECT p.id FROM performance p WHERE %s AND NOT " + COMING
            + " ORDER BY p.start_date, p.id LIMIT :size OFFSET :offset";

    private final JdbcClient jdbc;

    OpeningOrder(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of performances.
     * @param condition which, in SQL, of the performance {@code p}
     * @param params the condition's parameters
     * @param now openings up to this time are over
     */
    public List<PerformanceId> page(String condition, Map<String, ?> params, Instant now, Paging paging) {
        Map<String, Object> all = new HashMap<>(params);
        all.put("now", now);
        List<PerformanceId> next = read(NEXT.formatted(condition), all, paging.size(), paging.offset());
        if (next.size() == paging.size()) {
            return next;
        }
        long coming = paging.offset() + next.size();
        if (next.isEmpty() && paging.offset() > 0) {
            coming = this.jdbc.sql(COUNT.formatted(condition)).params(all).query(Long.class).single();
        }
        List<PerformanceId> page = new ArrayList<>(next);
        page.addAll(read(OTHERS.formatted(condition), all, paging.size() - next.size(),
                Math.max(0, paging.offset() - coming)));
        return page;
    }

    private List<PerformanceId> read(String sql, Map<String, Object> params, int size, long offset) {
        return this.jdbc.sql(sql)
            .params(params)
            .param("size", size)
            .param("offset", offset)
            .query((row, number) -> new PerformanceId(row.getLong("id")))
            .list();
    }

}
