package io.ticketblue.search.quality;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;

/**
 * A query of {@code queries.tsv} and what a person who types it wants to see first. The
 * table was written before any analyzer or weight was tuned; it is extended, never
 * adapted to what the search happens to find.
 *
 * @param group what it is an example of
 * @param text what is typed
 * @param kind in which part of the result the expected first hit is
 * @param expected names of which any one may be first there; empty if nothing at all may
 * be found
 */
public record QualityQuery(String group, String text, Kind kind, List<String> expected) {

    private static final String DECOMPOSED = "decomposed";

    /** Reads the table; texts of the group "decomposed" are in decomposed Unicode. */
    public static List<QualityQuery> all() {
        return QualityCatalogue.rows("queries.tsv").stream().map(QualityQuery::of).toList();
    }

    private static QualityQuery of(List<String> row) {
        String text = row.get(0).equals(DECOMPOSED) ? Normalizer.normalize(row.get(1), Normalizer.Form.NFD)
                : row.get(1);
        return new QualityQuery(row.get(0), text, Kind.valueOf(row.get(2)),
                Arrays.stream(row.get(3).split(";")).filter((name) -> !name.isEmpty()).toList());
    }

    /** Parts of the result. */
    public enum Kind {

        PERFORMANCE, PERFORMER, VENUE, NOTHING

    }

}
