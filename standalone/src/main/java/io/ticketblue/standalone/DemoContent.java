package io.ticketblue.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.ticketblue.catalog.Category;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

/**
 * What the demo shows, as it is written in {@code demo/*.json}.
 *
 * @param venues the venues with the plans of their maps
 * @param performers everybody who appears
 * @param performances what is on, by category
 */
record DemoContent(List<Venue> venues, List<Performer> performers, Map<Category, List<Performance>> performances) {

    private static final JsonMapper JSON = JsonMapper.builder()
        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();

    /**
     * Reads the files.
     * @return the content
     */
    static DemoContent read() {
        Map<Category, List<Performance>> performances = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            performances.put(category, read(category.name().toLowerCase(Locale.ROOT), new TypeReference<>() {
            }));
        }
        return new DemoContent(read("venues", new TypeReference<>() {
        }), read("performers", new TypeReference<>() {
        }), performances);
    }

    private static <T> T read(String name, TypeReference<T> type) {
        try (InputStream file = new ClassPathResource("demo/" + name + ".json").getInputStream()) {
            return JSON.readValue(file, type);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * A venue.
     *
     * @param name its name
     * @param address where it is
     * @param sections the plans of its sections
     */
    record Venue(String name, String address, List<SectionPlan> sections) {
    }

    /**
     * Someone who appears.
     *
     * @param name the stage name
     * @param birthDate when born, for people
     * @param nation from where
     */
    record Performer(String name, @Nullable LocalDate birthDate, @Nullable String nation) {
    }

    /**
     * A performance.
     *
     * @param title its title
     * @param poster the file of its poster
     * @param venue the name of its venue
     * @param minutes running time
     * @param age youngest age in years
     * @param description its paragraphs
     * @param cast who appears, in order
     * @param grades the grades
     * @param maxPerPerson seats for one person and round
     * @param bookingFee won for each seat
     * @param opensInMinutes booking opens so long after the first start
     * @param opensInDays booking opens so many days after the first start
     * @param opensAt the time of that day
     * @param rounds week, weekday and time of each round
     * @param sold which share of each round is sold at the start, as far as it goes
     */
    record Performance(String title, String poster, String venue, int minutes, int age, List<String> description,
            List<Cast> cast, List<Grade> grades, int maxPerPerson, @Nullable Long bookingFee,
            @Nullable Integer opensInMinutes, @Nullable Integer opensInDays, @Nullable String opensAt,
            List<String> rounds, @Nullable List<Double> sold) {

        /** Which share of a round is sold. */
        double sold(int round) {
            return (this.sold != null && round < this.sold.size()) ? this.sold.get(round) : 0;
        }

    }

    /**
     * Someone of the cast.
     *
     * @param name a performer
     * @param role what he or she does
     */
    record Cast(String name, String role) {
    }

    /**
     * A grade.
     *
     * @param name its name
     * @param price won for a seat
     * @param sections whole sections of this grade
     * @param rows single rows of this grade, by section
     */
    record Grade(String name, long price, @Nullable List<String> sections, @Nullable Map<String, List<String>> rows) {

        List<String> wholeSections() {
            return (this.sections != null) ? this.sections : List.of();
        }

        Map<String, List<String>> singleRows() {
            return (this.rows != null) ? this.rows : Map.of();
        }

    }

}
