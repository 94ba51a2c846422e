package io.ticketblue.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.ticketblue.catalog.SaveVenue;
import io.ticketblue.catalog.SeatMapDraft;
import io.ticketblue.catalog.SeatMapPlan;
import io.ticketblue.catalog.VenueView;
import org.jspecify.annotations.Nullable;

/**
 * A venue as typed.
 *
 * @param name its name
 * @param address where it is
 * @param turnaround minutes between two rounds
 * @param way how the map comes about, one of the four constants
 * @param capacity for {@link #SIMPLE}: how many seats
 * @param curvature for {@link #BUILT}: 0 to 100
 * @param sections for {@link #BUILT}: the lines of the builder
 * @param json for {@link #JSON}: the map as text
 */
record VenueForm(String name, String address, String turnaround, String way, String capacity, String curvature,
        List<SectionForm> sections, String json) {

    /** The present map stays. */
    static final String KEEP = "keep";

    /** The server makes a map of so many seats. */
    static final String SIMPLE = "simple";

    /** The map is built from sections, rows and seats. */
    static final String BUILT = "built";

    /** The map is handed in as JSON. */
    static final String JSON = "json";

    private static final int MOST_SEATS = 60_000;

    private static final int FULL_BEND = 100;

    private static final int LONGEST_TURNAROUND = 1_440;

    private static final String DEFAULT_BEND = "40";

    private static final List<SectionForm> BLANK_SECTIONS = List.of(SectionForm.EMPTY, SectionForm.EMPTY,
            SectionForm.EMPTY);

    private static final Pattern FIELD_OF_SECTION = Pattern.compile("plan\\.sections\\[(\\d+)]\\.(\\w+).*");

    static VenueForm empty() {
        return new VenueForm("", "", String.valueOf(SaveVenue.USUAL_TURNAROUND), SIMPLE, "", DEFAULT_BEND,
                BLANK_SECTIONS, "");
    }

    static VenueForm of(VenueView venue) {
        return new VenueForm(venue.name(), venue.address(), String.valueOf(venue.turnaroundMinutes()), KEEP, "",
                DEFAULT_BEND, BLANK_SECTIONS, "");
    }

    /**
     * Reads the form.
     * @param file the text of the chosen file, empty if none was chosen; it wins over
     * pasted text
     */
    static VenueForm of(Typed typed, String file) {
        List<SectionForm> lines = typed.lines(SectionForm::of, SectionForm.COLUMNS)
            .stream()
            .filter((line) -> !line.blank())
            .toList();
        return new VenueForm(typed.text("name"), typed.text("address"), typed.text("turnaround"),
                typed.text("way", SIMPLE), typed.text("capacity"), typed.text("curvature", DEFAULT_BEND),
                lines.isEmpty() ? BLANK_SECTIONS : lines, file.isBlank() ? typed.text("json") : file.strip());
    }

    /**
     * What the form asks for.
     * @throws io.ticketblue.shared.InvalidRequest if a field cannot be read
     */
    SaveVenue command(SeatMapText text) {
        Checks checks = new Checks();
        checks.required("name", this.name);
        checks.required("address", this.address);
        return command(checks, text);
    }

    /**
     * The map alone, for a preview before name and address are known.
     * @throws io.ticketblue.shared.InvalidRequest if a field cannot be read
     */
    SaveVenue preview(SeatMapText text) {
        return new VenueForm("-", "-", "", this.way, this.capacity, this.curvature, this.sections, this.json)
            .command(new Checks(), text);
    }

    private SaveVenue command(Checks checks, SeatMapText text) {
        @Nullable Integer seats = null;
        @Nullable SeatMapDraft map = null;
        switch (this.way) {
            case KEEP -> {
            }
            case SIMPLE -> seats = checks.number("capacity", this.capacity, 1, MOST_SEATS);
            case BUILT -> map = built(checks);
            case JSON -> map = text.read(checks, "json", this.json);
            default -> checks.wrong("way", "admin.check.choice");
        }
        @Nullable Integer minutes = checks.optionalNumber("turnaround", this.turnaround, 0, LONGEST_TURNAROUND);
        checks.done();
        return new SaveVenue(this.name, this.address, map, seats, minutes);
    }

    private SeatMapDraft built(Checks checks) {
        int bend = checks.number("curvature", this.curvature, 0, FULL_BEND);
        List<SeatMapPlan.Section> plans = IntStream.range(0, this.sections.size())
            .mapToObj((index) -> this.sections.get(index).plan(checks, index))
            .toList();
        checks.done();
        return new SeatMapPlan((double) bend / FULL_BEND, plans).toDraft();
    }

    /** The fields by the message keys of their labels, to compare two forms. */
    Map<String, String> fields(Wording wording) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("admin.venue.name", this.name);
        fields.put("admin.venue.address", this.address);
        fields.put("admin.venue.turnaround", wording.number(this.turnaround));
        return fields;
    }

    /** The field of the form that a facade's field or a problem's code is about. */
    @Nullable String field(String name) {
        if (name.startsWith("plan")) {
            return fieldOfPlan(name);
        }
        return switch (name) {
            case "catalog.venue-name-taken" -> "name";
            case "turnaroundMinutes", "catalog.venue-occupied" -> "turnaround";
            case "catalog.has-reservations", "catalog.venue-in-use" -> "way";
            default -> !name.startsWith("seatMap") ? null : this.way.equals(JSON) ? "json" : "way";
        };
    }

    private static String fieldOfPlan(String name) {
        Matcher matcher = FIELD_OF_SECTION.matcher(name);
        if (!matcher.matches()) {
            return name.equals("plan.curvature") ? "curvature" : "sections";
        }
        String column = switch (matcher.group(2)) {
            case "seatsPerRow" -> "seats";
            case "aislesAfter" -> "aisles";
            case "accessibleSeats" -> "accessible";
            case "rowLabels" -> "labels";
            default -> matcher.group(2);
        };
        return "sections[" + matcher.group(1) + "]." + column;
    }

}
