package io.ticketblue.bench.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.Category;
import io.ticketblue.catalog.PerformerId;
import io.ticketblue.catalog.SavePerformance;
import io.ticketblue.catalog.SavePerformer;
import io.ticketblue.catalog.SaveVenue;
import io.ticketblue.catalog.VenueId;
import io.ticketblue.shared.Money;

/**
 * The table of queries with expected first hits that the tests of the search have, with
 * its catalogue.
 */
final class TableOfQueries {

    /** Where the tests keep it, from the root of the project. */
    static final String PLACE = "server/src/test/resources/io/ticketblue/search/quality";

    private static final String DECOMPOSED = "decomposed";

    private final Path directory;

    TableOfQueries(Path directory) {
        this.directory = directory;
    }

    List<Query> queries() {
        return rows("queries.tsv").stream().map(Query::of).toList();
    }

    /** Enters the catalogue as box-office staff would. */
    void enter(CatalogAdmin admin, Catalog catalog, LocalDate firstDay) {
        Map<String, VenueId> venues = new HashMap<>();
        rows("venues.tsv").forEach((row) -> venues.put(row.get(0),
                admin.createVenue(new SaveVenue(row.get(0), row.get(1), null, Integer.parseInt(row.get(2))))));
        Map<String, PerformerId> performers = new HashMap<>();
        rows("performers.tsv").forEach((row) -> performers.put(row.get(0),
                admin.createPerformer(new SavePerformer(row.get(0), null, row.get(1)))));
        rows("performances.tsv").forEach((row) -> {
            VenueId venue = Objects.requireNonNull(venues.get(row.get(2)));
            List<String> sections = catalog.venue(venue).sections().stream().map((section) -> section.name()).toList();
            LocalDate start = firstDay.plusDays(Integer.parseInt(row.get(3)));
            List<SavePerformance.Performer> cast = Arrays.stream(row.get(5).split(";"))
                .filter((member) -> !member.isEmpty())
                .map((member) -> member.split("=", 2))
                .map((member) -> new SavePerformance.Performer(Objects.requireNonNull(performers.get(member[0])),
                        member[1]))
                .toList();
            admin.createPerformance(new SavePerformance(row.get(0), Category.valueOf(row.get(1)), row.get(6), 100, 8,
                    start, start.plusDays(Integer.parseInt(row.get(4)) - 1L), venue,
                    List.of(new SavePerformance.Grade("R", Money.won(50_000), sections, List.of())), cast, null, null,
                    null), null);
        });
    }

    /** How many documents the catalogue has. */
    int documents() {
        return rows("venues.tsv").size() + rows("performers.tsv").size() + rows("performances.tsv").size();
    }

    private List<List<String>> rows(String file) {
        try {
            return Files.readAllLines(this.directory.resolve(file))
                .stream()
                .skip(1)
                .map((line) -> List.of(line.split("\t", -1)))
                .toList();
        }
        catch (IOException ex) {
            throw new IllegalStateException("The table of queries could not be read: " + this.directory.resolve(file)
                    + " (run this at the root of the project)", ex);
        }
    }

    /**
     * What is typed and wanted.
     *
     * @param group what it is an example of
     * @param text what is typed
     * @param kind the group of the result that is looked at
     * @param expected names of which any one may be first; empty if nothing may be found
     */
    record Query(String group, String text, String kind, List<String> expected) {

        private static Query of(List<String> row) {
            String text = row.get(0).equals(DECOMPOSED) ? Normalizer.normalize(row.get(1), Normalizer.Form.NFD)
                    : row.get(1);
            return new Query(row.get(0), text, row.get(2),
                    Arrays.stream(row.get(3).split(";")).filter((name) -> !name.isEmpty()).toList());
        }

    }

}
