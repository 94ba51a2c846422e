package io.ticketblue.search.catalog;

import java.util.List;
import java.util.Set;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.ticketblue.search.index.IndexDefinition;
import io.ticketblue.search.index.IndexedText;

/** The index of performances, performers and venues. */
@Configuration(proxyBeanMethods = false)
public class CatalogIndex {

    /** Its name. */
    public static final String NAME = "catalog";

    /**
     * Raise it with every change of the documents, of {@link IndexedText} or of the
     * analyzers.
     */
    private static final int VERSION = 3;

    @Bean
    IndexDefinition catalogIndexDefinition(PerformanceSource performances, PerformerSource performers,
            VenueSource venues) {
        return new IndexDefinition(NAME, VERSION, List.of(performances, performers, venues),
                Set.of(PerformanceDocument.class, PerformerDocument.class, VenueDocument.class, IndexedText.class,
                        PerformanceRow.class, NameRow.class, VenueRow.class));
    }

}
