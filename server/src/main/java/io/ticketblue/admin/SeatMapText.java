package io.ticketblue.admin;

import io.ticketblue.catalog.SeatMapDraft;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/** Reads seat maps that staff hand in as JSON. */
@Component
class SeatMapText {

    private final JsonMapper json;

    SeatMapText(JsonMapper json) {
        this.json = json;
    }

    /** Reads a map; says where the text is wrong if it cannot be read. */
    @Nullable SeatMapDraft read(Checks checks, String field, String text) {
        if (text.isEmpty()) {
            checks.wrong(field, "admin.map.json-missing");
            return null;
        }
        try {
            SeatMapDraft draft = this.json.readValue(text, SeatMapDraft.class);
            if (draft != null && complete(draft)) {
                return draft;
            }
            checks.wrong(field, "admin.map.json-incomplete");
        }
        catch (DatabindException ex) {
            checks.wrong(field, "admin.map.json-does-not-fit", path(ex), line(ex));
        }
        catch (JacksonException ex) {
            checks.wrong(field, "admin.map.json-broken", line(ex));
        }
        return null;
    }

    private static boolean complete(SeatMapDraft draft) {
        return draft.sections() != null && draft.sections().stream().allMatch(SeatMapText::complete);
    }

    private static boolean complete(SeatMapDraft.@Nullable Section section) {
        return section != null && section.name() != null && section.rows() != null
                && section.rows().stream().allMatch(SeatMapText::complete);
    }

    private static boolean complete(SeatMapDraft.@Nullable Row row) {
        return row != null && row.label() != null && row.seats() != null
                && row.seats().stream().allMatch((seat) -> seat != null);
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
