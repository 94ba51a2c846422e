package io.ticketblue.search.quality;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.SavePerformer;
import io.ticketblue.catalog.SaveVenue;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.shared.Money;

/**
 * The catalogue of the table of queries: {@code performances.tsv}, {@code performers.tsv}
 * and {@code venues.tsv} beside this class, with a heading line and tabs. Everything in
 * it is invented or in the public domain.
 *
 * @param performances in the order of the file
 * @param performers in the order of the file
 * @param venues in the order of the file
 */
public record QualityCatalogue(List<Performance> performances, List<Performer> performers, List<Venue> venues) {

    /** Reads the files. */
    public static QualityCatalogue read() {
        return new QualityCatalogue(rows("performances.tsv").stream().map(Performance::of).toList(),
                rows("performers.tsv").stream().map((row) -> new Performer(row.get(0), row.get(1))).toList(),
                rows("venues.tsv").stream()
                    .map((row) -> new Venue(row.get(0), row.get(1), Integer.parseInt(row.get(2))))
                    .toList());
    }

    /**
     * Enters all of it through the facade, as box-office staff would; the names of venues
     * must be free.
     * @param firstDay the day that {@link Performance#startsInDays()} counts from
     * @return the new performances by title
     */
    public Map<String, PerformanceId> enter(CatalogAdmin admin, Catalog catalog, LocalDate firstDay) {
        Map<String, VenueId> venueIds = new HashMap<>();
        this.venues.forEach((venue) -> venueIds.put(venue.name(),
                admin.createVenue(new SaveVenue(venue.name(), venue.address(), null, venue.seats()))));
        Map<String, PerformerId> performerIds = new HashMap<>();
        this.performers.forEach((performer) -> performerIds.put(performer.name(),
                admin.createPerformer(new SavePerformer(performer.name(), null, performer.nation()))));
        Map<String, PerformanceId> ids = new HashMap<>();
        for (Performance one : this.performances) {
            VenueId venue = found(venueIds, one.venue());
            List<SavePerformance.Performer> cast = one.cast()
                .stream()
                .map((member) -> new SavePerformance.Performer(found(performerIds, member.name()), member.role()))
                .toList();
            LocalDate start = firstDay.plusDays(one.startsInDays());
            ids.put(one.title(), admin.createPerformance(
                    new SavePerformance(one.title(), one.category(), one.description(), 100, 8, start,
                            start.plusDays(one.days() - 1L), venue, grades(catalog, venue), cast, null, null, null),
                    null));
        }
        return ids;
    }

    private static List<SavePerformance.Grade> grades(Catalog catalog, VenueId venue) {
        List<String> sections = catalog.venue(venue).sections().stream().map((section) -> section.name()).toList();
        return List.of(new SavePerformance.Grade("R", Money.won(50_000), sections, List.of()));
    }

    private static <T> T found(Map<String, T> ids, String name) {
        return Objects.requireNonNull(ids.get(name), name);
    }

    /** The lines of a file after its heading, split at tabs. */
    static List<List<String>> rows(String file) {
        try (InputStream stream = Objects.requireNonNull(QualityCatalogue.class.getResourceAsStream(file), file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map((line) -> List.of(line.split("\t", -1))).toList();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * A performance.
     *
     * @param venue the name of its venue
     * @param startsInDays when it begins
     * @param days how long it runs
     */
    public record Performance(String title, Category category, String venue, int startsInDays, int days,
            List<CastMember> cast, String description) {

        private static Performance of(List<String> row) {
            List<CastMember> cast = Arrays.stream(row.get(5).split(";"))
                .filter((member) -> !member.isEmpty())
                .map((member) -> member.split("=", 2))
                .map((member) -> new CastMember(member[0], member[1]))
                .toList();
            return new Performance(row.get(0), Category.valueOf(row.get(1)), row.get(2), Integer.parseInt(row.get(3)),
                    Integer.parseInt(row.get(4)), cast, row.get(6));
        }

    }

    /**
     * Someone of a cast.
     *
     * @param name the performer's name
     */
    public record CastMember(String name, String role) {
    }

    /**
     * Who performs; a stage name is followed by the person's own name in brackets.
     */
    public record Performer(String name, String nation) {
    }

    /** Where it is. */
    public record Venue(String name, String address, int seats) {
    }

}
