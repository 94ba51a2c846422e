package io.ticketblue.search.quality;

import java.text.Normalizer;
import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of queries and its catalogue fit together. */
class QualityTableTests {

    private final QualityCatalogue catalogue = QualityCatalogue.read();

    private final List<QualityQuery> queries = QualityQuery.all();

    @Test
    void hasSixtyDifferentQueries() {
        assertThat(this.queries).hasSizeGreaterThanOrEqualTo(60).extracting(QualityQuery::text).doesNotHaveDuplicates();
    }

    @Test
    void expectsOnlyWhatIsInTheCatalogue() {
        assertThat(this.queries).allSatisfy((query) -> {
            switch (query.kind()) {
                case PERFORMANCE ->
                    assertThat(names(this.catalogue.performances(), QualityCatalogue.Performance::title))
                        .containsAll(query.expected());
                case PERFORMER -> assertThat(names(this.catalogue.performers(), QualityCatalogue.Performer::name))
                    .containsAll(query.expected());
                case VENUE -> assertThat(names(this.catalogue.venues(), QualityCatalogue.Venue::name))
                    .containsAll(query.expected());
                case NOTHING -> assertThat(query.expected()).isEmpty();
            }
            assertThat(query.expected().isEmpty()).isEqualTo(query.kind() == QualityQuery.Kind.NOTHING);
        });
    }

    @Test
    void namesOfTheCatalogueAreUnique() {
        assertThat(this.catalogue.performances()).hasSizeGreaterThanOrEqualTo(150)
            .extracting(QualityCatalogue.Performance::title)
            .doesNotHaveDuplicates();
        assertThat(this.catalogue.performers()).extracting(QualityCatalogue.Performer::name).doesNotHaveDuplicates();
        assertThat(this.catalogue.venues()).extracting(QualityCatalogue.Venue::name).doesNotHaveDuplicates();
    }

    @Test
    void givesTheDecomposedQueryInPieces() {
        assertThat(this.queries).filteredOn((query) -> query.group().equals("decomposed"))
            .isNotEmpty()
            .allSatisfy((query) -> assertThat(query.text())
                .isNotEqualTo(Normalizer.normalize(query.text(), Normalizer.Form.NFC)));
    }

    private static <T> List<String> names(List<T> things, Function<T, String> name) {
        return things.stream().map(name).toList();
    }

}
