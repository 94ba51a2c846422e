package io.ticketblue.admin;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

import io.ticketblue.catalog.SeatMapDraft;

/**
 * Reads seat maps that staff hand in as JSON. What is left out is the usual: rows to sit
 * in, seats that take no wheelchair, places that the server finds.
 */
@Component
class SeatMapText {

    private static final int MOST_WRONG = 20;

    private final JsonMapper json;

    private final SeatMapPlaces places;

    SeatMapText(JsonMapper json, SeatMapPlaces places) {
        this.json = json;
        this.places = places;
    }

    private record MapText(@Nullable List<@Nullable SectionText> sections) {
    }

    private record SectionText(@Nullable String name, @Nullable Boolean standing,
            @Nullable List<@Nullable RowText> rows) {
    }

    private record RowText(@Nullable String label, @Nullable List<@Nullable SeatText> seats) {
    }

    private record SeatText(@Nullable Integer number, @Nullable Double x, @Nullable Double y,
            @Nullable Boolean accessible) {
    }

    /** Reads a map; says where the text is wrong if it cannot be read. */
    @Nullable SeatMapDraft read(Checks checks, String field, String text) {
        if (text.isEmpty()) {
            checks.wrong(field, "admin.map.json-missing");
            return null;
        }
        try {
            MapText map = this.json.readValue(text, MapText.class);
            List<String> missing = new ArrayList<>();
            SeatMapDraft draft = draft(map, missing);
            missing.stream()
                .limit(MOST_WRONG)
                .forEach((path) -> checks.wrong(field, "admin.map.at-missing", this.places.inWords(path, text)));
            return missing.isEmpty() ? draft : null;
        }
        catch (DatabindException ex) {
            checks.wrong(field, "admin.map.json-does-not-fit", this.places.inWords(path(ex), text), line(ex));
        }
        catch (JacksonException ex) {
            checks.wrong(field, "admin.map.json-broken", line(ex));
        }
        return null;
    }

    private static SeatMapDraft draft(@Nullable MapText map, List<String> missing) {
        List<SeatMapDraft.Section> sections = new ArrayList<>();
        List<@Nullable SectionText> given = required((map != null) ? map.sections() : null, "sections", missing);
        for (int index = 0; index < given.size(); index++) {
            String path = "sections[" + index + "]";
            SectionText section = given.get(index);
            if (section == null) {
                missing.add(path);
                continue;
            }
            List<SeatMapDraft.Row> rows = new ArrayList<>();
            List<@Nullable RowText> givenRows = required(section.rows(), path + ".rows", missing);
            for (int row = 0; row < givenRows.size(); row++) {
                rows.add(row(givenRows.get(row), path + ".rows[" + row + "]", missing));
            }
            sections.add(new SeatMapDraft.Section(text(section.name(), path + ".name", missing),
                    Boolean.TRUE.equals(section.standing()), rows));
        }
        return new SeatMapDraft(sections);
    }

    private static SeatMapDraft.Row row(@Nullable RowText row, String path, List<String> missing) {
        List<SeatMapDraft.Seat> seats = new ArrayList<>();
        List<@Nullable SeatText> given = required((row != null) ? row.seats() : null, path + ".seats", missing);
        for (int index = 0; index < given.size(); index++) {
            SeatText seat = given.get(index);
            if (seat == null || seat.number() == null) {
                missing.add(path + ".seats[" + index + "].number");
            }
            else {
                seats.add(new SeatMapDraft.Seat(seat.number(), seat.x(), seat.y(),
                        Boolean.TRUE.equals(seat.accessible())));
            }
        }
        return new SeatMapDraft.Row(text((row != null) ? row.label() : null, path + ".label", missing), seats);
    }

    private static <T> List<@Nullable T> required(@Nullable List<@Nullable T> list, String path, List<String> missing) {
        if (list == null) {
            missing.add(path);
            return List.of();
        }
        return list;
    }

    private static String text(@Nullable String text, String path, List<String> missing) {
        if (text == null) {
            missing.add(path);
            return "";
        }
        return text;
    }

    private static String path(JacksonException ex) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : ex.getPath()) {
            if (reference.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
            else {
                path.append('[').append(reference.getIndex()).append(']');
            }
        }
        return path.toString();
    }

    private static int line(JacksonException ex) {
        TokenStreamLocation location = ex.getLocation();
        return (location != null) ? location.getLineNr() : 1;
    }

}
