package io.ticketblue.catalog.internal;

import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.ticketblue.catalog.SectionId;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.catalog.VenueName;
import io.ticketblue.catalog.VenueView;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;

/** The tables of venues and seat maps. */
@Repository
public class VenueTables {

    private final JdbcClient jdbc;

    private final JdbcOperations bulk;

    VenueTables(JdbcClient jdbc, JdbcOperations bulk) {
        this.jdbc = jdbc;
        this.bulk = bulk;
    }

    VenueId insert(String name, String address, int turnaround, SeatMap map, Instant now) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        this.jdbc.sql("""
                INSERT INTO venue (name, address, capacity, turnaround, created_at, changed_at)
                VALUES (:name, :address, :capacity, :turnaround, :now, :now)""")
            .param("name", name)
            .param("address", address)
            .param("capacity", map.capacity())
            .param("turnaround", turnaround)
            .param("now", now)
            .update(key, "id");
        VenueId id = new VenueId(GeneratedKey.of(key));
        insertMap(id, map);
        return id;
    }

    void update(VenueId id, String name, String address, int turnaround, Instant now) {
        this.jdbc.sql("""
                UPDATE venue
                SET name = :name, address = :address, turnaround = :turnaround, changed_at = :now, version = version + 1
                WHERE id = :id""")
            .param("turnaround", turnaround)
            .param("name", name)
            .param("address", address)
            .param("now", now)
            .param("id", id.value())
            .update();
    }

    /** Exchanges the whole map; no performance may refer to the old one any more. */
    void replaceMap(VenueId id, SeatMap map) {
        deleteMap(id);
        insertMap(id, map);
        this.jdbc.sql("UPDATE venue SET capacity = :capacity WHERE id = :id")
            .param("capacity", map.capacity())
            .param("id", id.value())
            .update();
    }

    void delete(VenueId id) {
        deleteMap(id);
        this.jdbc.sql("DELETE FROM venue WHERE id = :id").param("id", id.value()).update();
    }

    private void deleteMap(VenueId id) {
        String sections = " WHERE section_id IN (SELECT id FROM section WHERE venue_id = :id)";
        this.jdbc.sql("DELETE FROM seat" + sections).param("id", id.value()).update();
        this.jdbc.sql("DELETE FROM seat_row" + sections).param("id", id.value()).update();
        this.jdbc.sql("DELETE FROM section WHERE venue_id = :id").param("id", id.value()).update();
    }

    private void insertMap(VenueId id, SeatMap map) {
        BulkInsert rows = new BulkInsert(this.bulk, "INSERT INTO seat_row (section_id, position, label)", 3);
        BulkInsert seats = new BulkInsert(this.bulk,
                "INSERT INTO seat (section_id, row_position, number, x, y, wheelchair)", 6);
        List<Long> sectionIds = new ArrayList<>();
        for (int position = 0; position < map.sections().size(); position++) {
            SeatMap.Section section = map.sections().get(position);
            long sectionId = insertSection(id, position, section);
            sectionIds.add(sectionId);
            for (int row = 0; row < section.rows().size(); row++) {
                rows.add(sectionId, row, section.rows().get(row).label());
            }
        }
        rows.flush();
        for (int position = 0; position < map.sections().size(); position++) {
            List<SeatMap.Row> sectionRows = map.sections().get(position).rows();
            for (int row = 0; row < sectionRows.size(); row++) {
                for (SeatMap.Seat seat : sectionRows.get(row).seats()) {
                    seats.add(sectionIds.get(position), row, seat.number(), seat.x(), seat.y(), seat.accessible());
                }
            }
        }
        seats.flush();
    }

    private long insertSection(VenueId venue, int position, SeatMap.Section section) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        this.jdbc.sql("""
                INSERT INTO section (venue_id, position, name, standing, capacity)
                VALUES (:venue, :position, :name, :standing, :capacity)""")
            .param("venue", venue.value())
            .param("position", position)
            .param("name", section.name())
            .param("standing", section.standing())
            .param("capacity", section.capacity())
            .update(key, "id");
        return GeneratedKey.of(key);
    }

    /** Keeps the venue and its map as they are until the transaction ends. */
    boolean lockShared(VenueId id) {
        return this.jdbc.sql("SELECT id FROM venue WHERE id = :id LOCK IN SHARE MODE")
            .param("id", id.value())
            .query(Long.class)
            .optional()
            .isPresent();
    }

    /** Lets nobody else use the venue until the transaction ends. */
    boolean lock(VenueId id) {
        return this.jdbc.sql("SELECT id FROM venue WHERE id = :id FOR UPDATE")
            .param("id", id.value())
            .query(Long.class)
            .optional()
            .isPresent();
    }

    boolean hasRounds(VenueId id) {
        return this.jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM performance p JOIN performance_round r ON r.performance_id = p.id
                               WHERE p.venue_id = :id)""").param("id", id.value()).query(Boolean.class).single();
    }

    boolean hasPerformances(VenueId id) {
        return this.jdbc.sql("SELECT EXISTS (SELECT 1 FROM performance WHERE venue_id = :id)")
            .param("id", id.value())
            .query(Boolean.class)
            .single();
    }

    /**
     * One venue.
     * @param id which
     * @return the venue, if there is one
     */
    public Optional<VenueView> find(VenueId id) {
        return views("WHERE v.id = :id", Map.of("id", id.value())).stream().findFirst();
    }

    /**
     * A page of the venues by name.
     * @param paging which page
     * @return the page
     */
    public Page<VenueView> page(Paging paging) {
        long total = this.jdbc.sql("SELECT COUNT(*) FROM venue").query(Long.class).single();
        List<VenueView> venues = views(
                "JOIN (SELECT id FROM venue ORDER BY name, id LIMIT :size OFFSET :offset) page ON page.id = v.id",
                Map.of("size", paging.size(), "offset", paging.offset()));
        return Page.of(venues, paging, total);
    }

    /**
     * All venues by name.
     * @return the venues without their parts
     */
    public List<VenueName> names() {
        return this.jdbc.sql("SELECT id, name, capacity FROM venue ORDER BY name, id")
            .query((row, number) -> new VenueName(new VenueId(row.getLong("id")), row.getString("name"),
                    row.getInt("capacity")))
            .list();
    }

    private List<VenueView> views(String restriction, Map<String, ?> params) {
        Map<Long, VenueView> venues = new LinkedHashMap<>();
        Map<Long, VenueView.SectionView> sections = new LinkedHashMap<>();
        this.jdbc.sql("""
                SELECT v.id AS venue_id, v.name AS venue_name, v.address, v.capacity AS venue_capacity,
                       v.turnaround, v.version,
                       s.id, s.name, s.standing, s.capacity, r.label
                FROM venue v
                JOIN section s ON s.venue_id = v.id
                JOIN seat_row r ON r.section_id = s.id
                %s
                ORDER BY v.name, v.id, s.position, r.position""".formatted(restriction))
            .params(params)
            .query((ResultSet row) -> {
                long venueId = row.getLong("venue_id");
                VenueView venue = venues.get(venueId);
                if (venue == null) {
                    venue = new VenueView(new VenueId(venueId), row.getString("venue_name"), row.getString("address"),
                            row.getInt("venue_capacity"), new ArrayList<>(), row.getInt("turnaround"),
                            row.getInt("version"));
                    venues.put(venueId, venue);
                }
                long sectionId = row.getLong("id");
                VenueView.SectionView section = sections.get(sectionId);
                if (section == null) {
                    section = new VenueView.SectionView(new SectionId(sectionId), row.getString("name"),
                            row.getBoolean("standing"), row.getInt("capacity"), new ArrayList<>());
                    sections.put(sectionId, section);
                    venue.sections().add(section);
                }
                section.rows().add(row.getString("label"));
            });
        return List.copyOf(venues.values());
    }

    /**
     * The map as it is stored.
     * @param id which venue
     * @return the map, without sections if there is no such venue
     */
    SeatMap map(VenueId id) {
        List<SeatMap.Section> sections = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        this.jdbc.sql("""
                SELECT s.id, s.name, s.standing, r.position, r.label, t.number, t.x, t.y, t.wheelchair
                FROM section s
                JOIN seat t ON t.section_id = s.id
                JOIN seat_row r ON r.section_id = t.section_id AND r.position = t.row_position
                WHERE s.venue_id = :venue
                ORDER BY t.id""").param("venue", id.value()).query((ResultSet row) -> {
            if (ids.isEmpty() || ids.getLast() != row.getLong("id")) {
                ids.add(row.getLong("id"));
                rows.clear();
                sections.add(new SeatMap.Section(row.getString("name"), row.getBoolean("standing"), new ArrayList<>()));
            }
            if (rows.isEmpty() || rows.getLast() != row.getInt("position")) {
                rows.add(row.getInt("position"));
                sections.getLast().rows().add(new SeatMap.Row(row.getString("label"), new ArrayList<>()));
            }
            sections.getLast()
                .rows()
                .getLast()
                .seats()
                .add(new SeatMap.Seat(row.getInt("number"), row.getDouble("x"), row.getDouble("y"),
                        row.getBoolean("wheelchair")));
        });
        return new SeatMap(sections);
    }

}
