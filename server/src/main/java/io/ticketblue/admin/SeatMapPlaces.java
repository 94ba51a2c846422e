package io.ticketblue.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.ProblemTexts;

/**
 * Says where a seat map is wrong in the words of the house, such as "1F, row A, seat 3",
 * instead of the path of the field.
 */
@Component
class SeatMapPlaces {

    private static final Pattern PATH = Pattern
        .compile("(?:seatMap\\.)?sections\\[(\\d+)](?:\\.rows\\[(\\d+)])?(?:\\.seats\\[(\\d+)])?(?:\\.(\\w+))?");

    private final JsonMapper json;

    private final Wording wording;

    private final ProblemTexts texts;

    SeatMapPlaces(JsonMapper json, Wording wording, ProblemTexts texts) {
        this.json = json;
        this.wording = wording;
        this.texts = texts;
    }

    /**
     * The same problem with its places in words.
     * @param problem what is wrong with a form
     * @param map the map as it was typed, from which the names come
     */
    Problem inWords(Problem problem, String map) {
        if (!(problem instanceof InvalidRequest invalid)) {
            return problem;
        }
        JsonNode tree = tree(map);
        List<InvalidRequest.Field> fields = new ArrayList<>();
        for (InvalidRequest.Field field : invalid.fields()) {
            Matcher matcher = PATH.matcher(field.name());
            fields.add(matcher.matches() ? new InvalidRequest.Field(field.name(), "admin.map.at",
                    List.of(place(matcher, tree), this.texts.detail(field))) : field);
        }
        return new InvalidRequest(fields);
    }

    /**
     * A place of a map in words.
     * @param path of the field, such as {@code sections[0].rows[1].label}
     * @param map the map as it was typed
     */
    String inWords(String path, String map) {
        Matcher matcher = PATH.matcher(path);
        return matcher.matches() ? place(matcher, tree(map)) : path;
    }

    private String place(Matcher path, JsonNode map) {
        List<String> words = new ArrayList<>();
        JsonNode section = map.path("sections").path(Integer.parseInt(path.group(1)));
        words.add(named("section", section.path("name"), path.group(1)));
        JsonNode row = section.path("rows").path((path.group(2) != null) ? Integer.parseInt(path.group(2)) : 0);
        if (path.group(2) != null) {
            words.add(named("row", row.path("label"), path.group(2)));
        }
        if (path.group(3) != null) {
            words.add(named("seat", row.path("seats").path(Integer.parseInt(path.group(3))).path("number"),
                    path.group(3)));
        }
        String field = path.group(4);
        if (field != null) {
            words.add(this.wording.either("admin.map.field." + field, field));
        }
        return String.join(" ", words);
    }

    /** By its name, or by its number in the order if it has none. */
    private String named(String kind, JsonNode name, String index) {
        return (name.isValueNode() && !name.isNull() && !name.asString().isBlank())
                ? this.wording.text("admin.map.place." + kind, name.asString().strip())
                : this.wording.text("admin.map.place." + kind + ".unnamed", Integer.parseInt(index) + 1);
    }

    private JsonNode tree(String map) {
        try {
            return this.json.readTree(map);
        }
        catch (JacksonException ex) {
            // Then there are no names, and places are counted.
            return this.json.createObjectNode();
        }
    }

}
