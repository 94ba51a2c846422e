package io.ticketblue.catalog.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceFilter;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.internal.opening.OpeningOrder;
import io.ticketblue.catalog.rating.Rating;
import io.ticketblue.catalog.rating.Ratings;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;

import io.ticketblue.shared.TypedText;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads performances for lists and pages, each with a fixed number of queries. */
@Repository
public class PerformanceQueries {

    private final JdbcClient jdbc;

    private final CancellationStore policies;

    private final Ratings ratings;

    private final OpeningOrder opening;

    private final Clock clock;

    PerformanceQueries(JdbcClient jdbc, CancellationStore policies, Ratings ratings, OpeningOrder opening,
            Clock clock) {
        this.jdbc = jdbc;
        this.policies = policies;
        this.ratings = ratings;
        this.opening = opening;
        this.clock = clock;
    }

    /**
     * A page of performances.
     * @param filter which
     * @param paging which page
     * @return the page
     */
    public Page<PerformanceCard> page(PerformanceFilter filter, Paging paging) {
        Map<String, Object> params = new HashMap<>();
        String where = where(filter, params);
        long total = this.jdbc.sql("SELECT COUNT(*) FROM performance p WHERE " + where)
            .params(params)
            .query(Long.class)
            .single();
        if (total <= paging.offset()) {
            return Page.of(List.of(), paging, total);
        }
        List<PerformanceId> ids = switch (filter.sort()) {
            case DATE -> ids(where, "p.start_date, p.id", params, paging);
            case TITLE -> ids(where, "p.title, p.id", params, paging);
            case NEWEST -> ids(where, "p.id DESC", params, paging);
            case OPENING -> this.opening.page(where, params, this.clock.instant(), paging);
        };
        Map<PerformanceId, PerformanceCard> cards = cards(ids);
        return Page.of(ids.stream().map(cards::get).filter(Objects::nonNull).toList(), paging, total);
    }

    private List<PerformanceId> ids(String where, String order, Map<String, Object> params, Paging paging) {
        return this.jdbc
            .sql("SELECT p.id FROM performance p WHERE " + where + " ORDER BY " + order + " LIMIT :size OFFSET :offset")
            .params(params)
            .param("size", paging.size())
            .param("offset", paging.offset())
            .query((row, number) -> new PerformanceId(row.getLong("id")))
            .list();
    }

    private static String where(PerformanceFilter filter, Map<String, Object> params) {
        List<String> conditions = new ArrayList<>();
        if (filter.category() != null) {
            conditions.add("p.category = :category");
            params.put("category", filter.category().name());
        }
        if (filter.from() != null) {
            conditions.add("p.end_date >= :from");
            params.put("from", filter.from());
        }
        if (filter.to() != null) {
            conditions.add("p.start_date <= :to");
            params.put("to", filter.to());
        }
        if (filter.venueId() != null) {
            conditions.add("p.venue_id = :venue");
            params.put("venue", filter.venueId().value());
        }
        if (filter.performerId() != null) {
            conditions
                .add("p.id IN (SELECT c.performance_id FROM performance_cast c WHERE c.performer_id = :performer)");
            params.put("performer", filter.performerId().value());
        }
        switch (filter.archived()) {
            case WITHOUT -> conditions.add("p.archived_at IS NULL");
            case ONLY -> conditions.add("p.archived_at IS NOT NULL");
            case ALSO -> {
            }
        }
        if (filter.query() != null && !filter.query().isBlank()) {
            conditions.add("p.title LIKE :pattern ESCAPE '!'");
            params.put("pattern", LikePattern.containing(TypedText.of(filter.query())));
        }
        return conditions.isEmpty() ? "TRUE" : String.join(" AND ", conditions);
    }

    /**
     * Cards of performances.
     * @param ids which
     * @return those that exist
     */
    public Map<PerformanceId, PerformanceCard> cards(Collection<PerformanceId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        Map<PerformanceId, PerformanceCard> cards = new LinkedHashMap<>();
        List<Long> numbers = ids.stream().map(PerformanceId::value).toList();
        Map<Long, Rating> rated = this.ratings.of(numbers);
        this.jdbc
            .sql("""
                    SELECT p.id, p.title, p.category, p.venue_id, v.name AS venue_name, p.start_date, p.end_date, p.poster_key,
                           (SELECT MIN(g.price) FROM performance_grade g WHERE g.performance_id = p.id) AS lowest_price,
                           (SELECT MIN(r.booking_opens_at) FROM performance_round r
                            WHERE r.performance_id = p.id AND r.starts_at > :now AND r.cancelled_at IS NULL) AS opens_at
                    FROM performance p JOIN venue v ON v.id = p.venue_id
                    WHERE p.id IN (:ids)""")
            .param("ids", numbers)
            .param("now", this.clock.instant())
            .query((row, number) -> card(row, rated.getOrDefault(row.getLong("id"), Rating.NONE)))
            .list()
            .forEach((card) -> cards.put(card.id(), card));
        return cards;
    }

    private static PerformanceCard card(ResultSet row, Rating rating) throws SQLException {
        String posterKey = row.getString("poster_key");
        return new PerformanceCard(new PerformanceId(row.getLong("id")), row.getString("title"),
                Category.valueOf(row.getString("category")), new VenueId(row.getLong("venue_id")),
                row.getString("venue_name"), row.getObject("start_date", LocalDate.class),
                row.getObject("end_date", LocalDate.class), new Money(row.getLong("lowest_price")),
                (posterKey != null) ? PosterName.MEDIUM.address(posterKey) : null,
                row.getObject("opens_at", Instant.class), rating);
    }

    /**
     * One performance with everything.
     * @param id which
     * @return the performance, if there is one
     */
    public Optional<PerformanceView> find(PerformanceId id) {
        return findAll("p.id = :id", "", Map.of("id", id.value())).stream().findFirst();
    }

    /**
     * Tells whether buyers can see a performance.
     * @return false also if there is none
     */
    public boolean isShown(PerformanceId id) {
        return this.jdbc.sql("SELECT EXISTS (SELECT 1 FROM performance WHERE id = :id AND archived_at IS NULL)")
            .param("id", id.value())
            .query(Boolean.class)
            .single();
    }

    /**
     * Performances with everything, in the order of their ids.
     * @param after none with this id or a lower one, null for none left out
     * @param size how many at most
     * @return the performances
     */
    public List<PerformanceView> after(@Nullable PerformanceId after, int size) {
        return findAll("p.id > :after", " ORDER BY p.id LIMIT :size",
                Map.of("after", (after != null) ? after.value() : 0, "size", size));
    }

    private List<PerformanceView> findAll(String condition, String order, Map<String, ?> params) {
        List<Long> ids = this.jdbc.sql("SELECT p.id FROM performance p WHERE " + condition + order)
            .params(params)
            .query(Long.class)
            .list();
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, List<PerformanceView.Grade>> grades = grades(ids);
        Map<Long, List<PerformanceView.CastMember>> cast = cast(ids);
        Map<Long, Rating> rated = this.ratings.of(ids);
        return this.jdbc.sql("""
                SELECT p.*, v.name AS venue_name, v.address AS venue_address,
                       (SELECT MIN(r.booking_opens_at) FROM performance_round r
                        WHERE r.performance_id = p.id AND r.starts_at > :now AND r.cancelled_at IS NULL) AS opens_at
                FROM performance p JOIN venue v ON v.id = p.venue_id
                WHERE p.id IN (:ids) ORDER BY p.id""")
            .param("ids", ids)
            .param("now", this.clock.instant())
            .query((row, number) -> view(row, grades.getOrDefault(row.getLong("id"), List.of()),
                    cast.getOrDefault(row.getLong("id"), List.of()),
                    rated.getOrDefault(row.getLong("id"), Rating.NONE)))
            .list();
    }

    private PerformanceView view(ResultSet row, List<PerformanceView.Grade> grades,
            List<PerformanceView.CastMember> cast, Rating rating) throws SQLException {
        String posterKey = row.getString("poster_key");
        return new PerformanceView(new PerformanceId(row.getLong("id")), row.getString("title"),
                Category.valueOf(row.getString("category")), row.getString("description"),
                row.getInt("duration_minutes"), row.getInt("age_limit"), row.getObject("start_date", LocalDate.class),
                row.getObject("end_date", LocalDate.class),
                (posterKey != null) ? PosterName.addresses(posterKey) : null,
                new PerformanceView.Venue(new VenueId(row.getLong("venue_id")), row.getString("venue_name"),
                        row.getString("venue_address")),
                grades, cast, row.getInt("max_per_person"), new Money(row.getLong("booking_fee")),
                row.getString("cancellation_policy"), this.policies.read(row), row.getObject("opens_at", Instant.class),
                row.getObject("archived_at", Instant.class), row.getInt("version"), rating);
    }

    /** The grades, dearest first, with the sections and rows that have them. */
    List<PerformanceView.Grade> grades(PerformanceId id) {
        return grades(List.of(id.value())).getOrDefault(id.value(), List.of());
    }

    private Map<Long, List<PerformanceView.Grade>> grades(Collection<Long> performances) {
        Map<Long, Map<Integer, PerformanceView.Grade>> grades = new LinkedHashMap<>();
        this.jdbc.sql("""
                SELECT g.performance_id, g.position, g.name, g.price, s.name AS section, r.label AS row_label
                FROM performance_grade g
                LEFT JOIN (SELECT sg.performance_id, sg.grade_position, sg.section_id, NULL AS row_position
                           FROM performance_section_grade sg WHERE sg.performance_id IN (:ids)
                           UNION ALL
                           SELECT rg.performance_id, rg.grade_position, rg.section_id, rg.row_position
                           FROM performance_row_grade rg WHERE rg.performance_id IN (:ids)) m
                       ON m.performance_id = g.performance_id AND m.grade_position = g.position
                LEFT JOIN section s ON s.id = m.section_id
                LEFT JOIN seat_row r ON r.section_id = m.section_id AND r.position = m.row_position
                WHERE g.performance_id IN (:ids)
                ORDER BY g.performance_id, g.price DESC, g.position, s.position, r.position""")
            .param("ids", performances)
            .query((ResultSet row) -> {
                PerformanceView.Grade grade = grade(row,
                        grades.computeIfAbsent(row.getLong("performance_id"), (id) -> new LinkedHashMap<>()));
                String section = row.getString("section");
                String label = row.getString("row_label");
                if (label != null) {
                    grade.rows().add(new PerformanceView.GradeRow(section, label));
                }
                else if (section != null) {
                    grade.sections().add(section);
                }
            });
        Map<Long, List<PerformanceView.Grade>> lists = new HashMap<>();
        grades.forEach((id, byPosition) -> lists.put(id, List.copyOf(byPosition.values())));
        return lists;
    }

    private static PerformanceView.Grade grade(ResultSet row, Map<Integer, PerformanceView.Grade> grades)
            throws SQLException {
        PerformanceView.Grade grade = grades.get(row.getInt("position"));
        if (grade == null) {
            grade = new PerformanceView.Grade(row.getString("name"), new Money(row.getLong("price")), new ArrayList<>(),
                    new ArrayList<>());
            grades.put(row.getInt("position"), grade);
        }
        return grade;
    }

    private Map<Long, List<PerformanceView.CastMember>> cast(Collection<Long> performances) {
        Map<Long, List<PerformanceView.CastMember>> cast = new HashMap<>();
        this.jdbc.sql("""
                SELECT c.performance_id, f.id, f.name, c.role
                FROM performance_cast c JOIN performer f ON f.id = c.performer_id
                WHERE c.performance_id IN (:ids) ORDER BY c.performance_id, c.position""")
            .param("ids", performances)
            .query((ResultSet row) -> {
                cast.computeIfAbsent(row.getLong("performance_id"), (id) -> new ArrayList<>())
                    .add(new PerformanceView.CastMember(new PerformerId(row.getLong("id")), row.getString("name"),
                            row.getString("role")));
            });
        return cast;
    }

}
